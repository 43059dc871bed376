//! The field for a PIN or password. egui never sees what is typed: the text buffer it edits shows
//! only a mask and stores into [`Pin`], so neither the undo history, the accessibility tree nor a
//! frame's galley holds a character of it (invariant 6; pitfalls §5.1). What no widget can help:
//! the key event itself lives in egui's input for one frame.

use std::any::TypeId;
use std::ops::Range;

use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::text_edit::TextEditState;
use egui::{Frame, Id, Key, Margin, Response, Stroke, TextBuffer, TextEdit, Ui, vec2};

use super::button::{self, Button};
use super::icon::{self, Icon};
use super::{focus, text};
use crate::core::jpki::Slot;
use crate::core::rules::normalised_char;
use crate::core::secret::{PIN_CAPACITY, Pin};
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};

/// What was done to the last thing typed, to be said below the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Full-width or small letters were turned into what the card expects.
    Converted,
    /// A character that cannot be part of it was left out.
    Refused,
    /// It is full.
    TooLong,
}

/// What is typed, and the state of the field.
pub struct PinInput {
    pin: Pin,
    slot: Slot,
    notice: Option<Notice>,
    keys: Keys,
    /// When an input method last had its say, in egui's seconds.
    composed_at: Option<f64>,
}

/// For how long after its last event an input method is taken to be at work, in seconds.
const COMPOSITION_ENDS: f64 = 0.3;

/// Whether the on-screen keys are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keys {
    /// They are not.
    #[default]
    Hidden,
    /// They are.
    Shown,
}

/// The button that shows or hides the on-screen keys.
pub fn keys_toggle(ui: &mut Ui, keys: Keys, texts: &PinFieldTexts<'_>) -> Keys {
    let (label, other) = match keys {
        Keys::Hidden => (texts.show_keys, Keys::Shown),
        Keys::Shown => (texts.hide_keys, Keys::Hidden),
    };
    if Button::quiet(label).flush().show(ui).clicked() {
        other
    } else {
        keys
    }
}

/// The words of the field.
#[derive(Clone, Copy)]
pub struct PinFieldTexts<'a> {
    /// Its name: which secret.
    pub label: &'a str,
    /// The form it has.
    pub hint: &'a str,
    /// See [`Notice::Converted`].
    pub converted: &'a str,
    /// See [`Notice::Refused`].
    pub refused: &'a str,
    /// See [`Notice::TooLong`].
    pub too_long: &'a str,
    /// Opens the on-screen keys.
    pub show_keys: &'a str,
    /// Closes them.
    pub hide_keys: &'a str,
    /// The on-screen key that takes one back.
    pub delete: &'a str,
    /// The on-screen key that takes all back.
    pub clear: &'a str,
}

/// What happened in this frame.
pub struct PinFieldShown {
    /// The field itself.
    pub response: Response,
    /// Enter was pressed, outside of an input method's composition.
    pub submitted: bool,
}

impl PinInput {
    /// An empty field for the secret of `slot`.
    pub fn new(slot: Slot) -> Self {
        Self {
            pin: Pin::new(),
            slot,
            notice: None,
            keys: Keys::Hidden,
            composed_at: None,
        }
    }

    /// Whose secret it is.
    pub fn slot(&self) -> Slot {
        self.slot
    }

    /// What was typed.
    pub fn pin(&self) -> &Pin {
        &self.pin
    }

    /// What was done to the last thing typed.
    pub fn notice(&self) -> Option<Notice> {
        self.notice
    }

    /// Takes what was typed, leaving the field empty.
    #[must_use]
    pub fn take(&mut self) -> Pin {
        self.notice = None;
        self.pin.take()
    }

    /// Empties and wipes it.
    pub fn clear(&mut self) {
        self.notice = None;
        self.pin.clear();
    }

    /// Shows the field and the on-screen keys, if they are wanted. `id` lets the caller give it the
    /// focus.
    pub fn show(&mut self, ui: &mut Ui, id: Id, texts: PinFieldTexts<'_>) -> PinFieldShown {
        let shown = self.show_field(ui, id, texts);
        self.keys = keys_toggle(ui, self.keys, &texts);
        if self.keys == Keys::Shown {
            self.on_screen_keys(ui, id, &texts);
        }
        shown
    }

    /// Shows the field alone, where several share their on-screen keys.
    pub fn show_field(&mut self, ui: &mut Ui, id: Id, texts: PinFieldTexts<'_>) -> PinFieldShown {
        let theme = Theme::of(ui);
        let palette = theme.palette();
        let label = text::strong(ui, texts.label);
        if !texts.hint.is_empty() {
            text::note(ui, texts.hint);
        }

        let focused = ui.memory(|memory| memory.has_focus(id));
        let outline = if focused {
            palette.primary.ground
        } else {
            palette.outline
        };
        let edit = TextEdit::singleline(self)
            .id(id)
            .password(true)
            .font(theme.bold(size::TITLE))
            .text_color(palette.text)
            .desired_width(theme.scaled(320.0))
            .min_size(vec2(0.0, theme.target()))
            .align(egui::Align2::LEFT_CENTER)
            .frame(
                Frame::new()
                    .fill(palette.surface)
                    .stroke(Stroke::new(1.5, outline))
                    .corner_radius(space::CORNER)
                    .inner_margin(Margin::symmetric(12, 8)),
            );
        let response = ui.add(edit).labelled_by(label.id);
        focus::show(ui, &response);

        let composing = self.is_composing(ui);
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let submitted = entered && !composing;
        self.notice_line(ui, &texts);
        PinFieldShown {
            response,
            submitted,
        }
    }

    /// Whether an input method is at work, or just was: its Enter confirms what it composed and
    /// must not send it (pitfalls §5.1).
    fn is_composing(&mut self, ui: &Ui) -> bool {
        let (now, has_ime) = ui.input(|input| {
            let has_ime = input
                .events
                .iter()
                .any(|event| matches!(event, egui::Event::Ime(_)));
            (input.time, has_ime)
        });
        if has_ime {
            self.composed_at = Some(now);
        }
        self.composed_at
            .is_some_and(|at| now - at < COMPOSITION_ENDS)
    }

    fn notice_line(&self, ui: &mut Ui, texts: &PinFieldTexts<'_>) {
        let Some(notice) = self.notice else { return };
        let palette = Theme::of(ui).palette();
        let (words, tone, sign) = match notice {
            Notice::Converted => (texts.converted, palette.info, Icon::Info),
            Notice::Refused => (texts.refused, palette.warning, Icon::Warning),
            Notice::TooLong => (texts.too_long, palette.warning, Icon::Warning),
        };
        icon::beside(ui, sign, tone.ink, |ui| {
            let line = text::body(ui, words);
            text::announce(ui, &line, words);
        });
    }

    /// The keys that type into the field `id`.
    pub fn on_screen_keys(&mut self, ui: &mut Ui, id: Id, texts: &PinFieldTexts<'_>) {
        let mut typed = None;
        let target = key_width(ui);
        for line in keys_of(self.slot) {
            button::row(ui, |ui| {
                ui.spacing_mut().item_spacing.x = space::XS;
                for key in line.split_inclusive(|_: char| true) {
                    if Button::new(key)
                        .min_width(target)
                        .tight()
                        .show(ui)
                        .clicked()
                    {
                        typed = Some(key);
                    }
                }
            });
        }
        if let Some(key) = typed {
            self.insert_text(key, CharIndex(self.pin.len()));
        }
        let mut taken = false;
        button::row(ui, |ui| {
            if Button::new(texts.delete).show(ui).clicked() {
                let len = self.pin.len();
                self.pin.remove(len.saturating_sub(1)..len);
                taken = true;
            }
            if Button::new(texts.clear).show(ui).clicked() {
                self.clear();
                taken = true;
            }
        });
        if typed.is_some() || taken {
            self.cursor_to_end(ui, id);
        }
    }

    /// So that a real keyboard goes on where the on-screen keys stopped.
    fn cursor_to_end(&self, ui: &Ui, id: Id) {
        if let Some(mut state) = TextEditState::load(ui.ctx(), id) {
            let end = CCursor::new(CharIndex(self.pin.len()));
            state.cursor.set_char_range(Some(CCursorRange::one(end)));
            state.store(ui.ctx(), id);
        }
    }
}

impl TextBuffer for PinInput {
    fn is_mutable(&self) -> bool {
        true
    }

    /// Only the mask: this is all that egui keeps copies of.
    fn as_str(&self) -> &str {
        const MASK: &str = "****************";
        MASK.get(..self.pin.len()).unwrap_or(MASK)
    }

    fn insert_text(&mut self, text: &str, char_index: CharIndex) -> usize {
        let mut inserted = 0;
        self.notice = None;
        for character in text.chars() {
            let Some(byte) = normalised_char(self.slot, character) else {
                self.notice = Some(Notice::Refused);
                continue;
            };
            if self.pin.len() >= capacity_of(self.slot) {
                self.notice = Some(Notice::TooLong);
                break;
            }
            if self.pin.insert(char_index.0 + inserted, byte) {
                inserted += 1;
                // Small letters become capitals without a word, as everywhere; full-width input is
                // worth one, since it looks different from what was typed.
                if !character.is_ascii() {
                    self.notice = self.notice.or(Some(Notice::Converted));
                }
            }
        }
        inserted
    }

    fn delete_char_range(&mut self, char_range: Range<CharIndex>) {
        if char_range.start < char_range.end {
            self.pin.remove(char_range.start.0..char_range.end.0);
            self.notice = None;
        }
    }

    fn clear(&mut self) {
        PinInput::clear(self);
    }

    /// Undo and redo end here: the mask they hold must not become the secret.
    fn replace_with(&mut self, _text: &str) {}

    fn take(&mut self) -> String {
        PinInput::clear(self);
        String::new()
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Self>()
    }
}

/// The most characters its secret has (jpki-card §5).
fn capacity_of(slot: Slot) -> usize {
    match slot {
        Slot::Auth => 4,
        Slot::Sign => PIN_CAPACITY,
    }
}

/// Ten keys fill a line, but none is smaller than a finger.
fn key_width(ui: &Ui) -> f32 {
    let room = ((ui.available_width() - 9.0 * space::XS) / 10.0).floor();
    room.clamp(space::TARGET, Theme::of(ui).target().max(space::TARGET))
}

fn keys_of(slot: Slot) -> &'static [&'static str] {
    match slot {
        Slot::Auth => &["1234567890"],
        Slot::Sign => &["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn type_into(input: &mut PinInput, text: &str) -> usize {
        let end = CharIndex(input.pin.len());
        input.insert_text(text, end)
    }

    #[test]
    fn the_buffer_shows_only_a_mask() {
        let mut input = PinInput::new(Slot::Sign);
        assert_eq!(type_into(&mut input, "Abc123"), 6);
        assert_eq!(input.as_str(), "******");
        assert_eq!(input.pin().as_bytes(), b"ABC123");
        assert_eq!(TextBuffer::take(&mut input), "");
        assert!(input.pin().is_empty());
    }

    #[test]
    fn full_width_is_converted_and_said() {
        let mut input = PinInput::new(Slot::Auth);
        type_into(&mut input, "１２");
        assert_eq!(input.notice(), Some(Notice::Converted));
        type_into(&mut input, "34");
        assert_eq!(input.notice(), None);
        assert_eq!(input.pin().as_bytes(), b"1234");
        let mut input = PinInput::new(Slot::Sign);
        type_into(&mut input, "ａＢ９");
        assert_eq!(input.pin().as_bytes(), b"AB9");
    }

    #[test]
    fn what_cannot_be_part_of_it_is_refused() {
        let mut input = PinInput::new(Slot::Auth);
        assert_eq!(type_into(&mut input, "a1 か2"), 2);
        assert_eq!(input.notice(), Some(Notice::Refused));
        assert_eq!(input.pin().as_bytes(), b"12");
        assert_eq!(type_into(&mut input, "345"), 2);
        assert_eq!(input.notice(), Some(Notice::TooLong));
        assert_eq!(input.pin().as_bytes(), b"1234");
    }

    #[test]
    fn ranges_are_honoured_also_empty_and_reversed_ones() {
        let mut input = PinInput::new(Slot::Auth);
        type_into(&mut input, "1234");
        input.delete_char_range(CharIndex(2)..CharIndex(2));
        assert_eq!(input.pin().as_bytes(), b"1234");
        #[allow(clippy::reversed_empty_ranges, reason = "what is tested")]
        input.delete_char_range(CharIndex(3)..CharIndex(1));
        assert_eq!(input.pin().as_bytes(), b"1234");
        input.delete_char_range(CharIndex(1)..CharIndex(3));
        assert_eq!(input.pin().as_bytes(), b"14");
        input.insert_text("9", CharIndex(1));
        assert_eq!(input.pin().as_bytes(), b"194");
    }

    #[test]
    fn undo_cannot_put_a_mask_in_its_place() {
        let mut input = PinInput::new(Slot::Auth);
        type_into(&mut input, "12");
        input.replace_with("****");
        assert_eq!(input.pin().as_bytes(), b"12");
    }
}
