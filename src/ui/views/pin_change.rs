//! The dialog that changes a secret: the old one, the new one, the new one again. The rules of the
//! new one are ticked as one types; what is easy to guess is advised against and may be taken all
//! the same. The secrets are compared where they lie: nothing of them is copied, shown or kept.

use egui::{Id, Ui};

use super::pin_dialog::{PinLocal, Stage, field_texts, is_risky, submit};
use crate::app::state::Action;
use crate::app::view_model::PinVm;
use crate::core::jpki::Slot;
use crate::core::rules::{LastTryConsent, check_pin, pin_advice, pin_rules};
use crate::core::secret::Pin;
use crate::i18n::texts::Texts;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::pin_field::{Keys, PinFieldTexts, PinInput, keys_toggle};
use crate::ui::widgets::text;

/// From this width on two rules stand side by side, in points at the usual text size.
const TWO_COLUMNS: f32 = 440.0;

/// The new secret as it is typed, twice.
pub struct NewInput {
    new: PinInput,
    again: PinInput,
    keys: Keys,
    /// The field that the on-screen keys type into.
    active: Field,
    /// The field that gets the focus next.
    next: Option<Field>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Again,
    New,
    Old,
}

impl Field {
    fn id(self) -> Id {
        Id::unique(match self {
            Self::Again => "pin-again",
            Self::New => "pin-new",
            Self::Old => "pin-old",
        })
    }
}

impl NewInput {
    /// Empty fields.
    pub(super) fn new(slot: Slot) -> Self {
        Self {
            new: PinInput::new(slot),
            again: PinInput::new(slot),
            keys: Keys::Hidden,
            active: Field::Old,
            next: None,
        }
    }

    /// Takes the new secret; both fields are empty afterwards.
    pub(super) fn take(&mut self) -> Pin {
        self.again.clear();
        self.active = Field::Old;
        self.new.take()
    }
}

/// The content of the dialog while someone types.
pub(super) fn change_ui(
    ui: &mut Ui,
    vm: &PinVm<'_>,
    texts: &Texts,
    local: &mut PinLocal,
) -> Option<Action> {
    let (words, slot) = (&texts.pin_work, vm.slot);
    let PinLocal {
        input: old,
        new: Some(new),
        stage,
        ..
    } = local
    else {
        return None;
    };
    // As in the other dialog: before the fields are shown, and not while they are measured.
    if ui.is_enabled() && !ui.is_sizing_pass() {
        if *stage == Stage::Opening {
            *stage = Stage::Typing;
            new.next = Some(Field::Old);
        }
        if let Some(field) = new.next.take() {
            ui.memory_mut(|memory| memory.request_focus(field.id()));
        }
    }
    let hint = (words.form)(slot);
    let entered = [
        field_ui(
            ui,
            old,
            Field::Old,
            (words.old)(slot),
            hint,
            new.keys,
            &mut new.active,
            texts,
        ),
        field_ui(
            ui,
            &mut new.new,
            Field::New,
            (words.new)(slot),
            "",
            new.keys,
            &mut new.active,
            texts,
        ),
    ];
    ticks(ui, slot, new.new.pin(), texts);
    advise(ui, slot, old, new, texts);
    let entered_again = field_ui(
        ui,
        &mut new.again,
        Field::Again,
        (words.again)(slot),
        "",
        new.keys,
        &mut new.active,
        texts,
    );
    let same = !new.new.pin().is_empty() && new.new.pin().matches(new.again.pin());
    tick(ui, words.same, same, texts);

    let missing = missing(slot, old, new);
    let reason = missing.map(|field| match field {
        Field::Old => (words.old_missing)(slot),
        Field::New => (words.new_missing)(slot),
        Field::Again => (words.differ)(slot),
    });
    let mut action = None;
    let pressed = button::row(ui, |ui| {
        let send = Button::primary(words.send_change)
            .disabled_as_written(reason)
            .show(ui)
            .clicked();
        if Button::new(texts.common.cancel).show(ui).clicked() {
            action = Some(Action::ClosePin);
        }
        ui.add_space(space::S);
        new.keys = keys_toggle(ui, new.keys, &field_texts(slot, texts));
        send
    });
    if let Some(reason) = reason {
        // Also for those who do not see the ticks.
        let line = text::note(ui, reason);
        text::announce(ui, &line, reason);
    }
    match entered {
        [true, _] => new.next = Some(Field::New),
        [_, true] => new.next = Some(Field::Again),
        // Enter at the end sends, or leads to what is still missing.
        _ if entered_again => new.next = missing,
        _ => {}
    }
    if missing.is_none() && (pressed || entered_again) {
        if is_risky(vm) {
            *stage = Stage::Confirming;
        } else {
            return Some(submit(local, LastTryConsent::NotGiven));
        }
    }
    action
}

/// One field, with the on-screen keys below it if it is the one they type into. `true` when Enter was
/// pressed in it.
#[allow(clippy::too_many_arguments, reason = "three of it stand side by side")]
fn field_ui(
    ui: &mut Ui,
    input: &mut PinInput,
    field: Field,
    label: &str,
    hint: &str,
    keys: Keys,
    active: &mut Field,
    texts: &Texts,
) -> bool {
    let words = PinFieldTexts {
        label,
        hint,
        ..field_texts(input.slot(), texts)
    };
    let shown = input.show_field(ui, field.id(), words);
    if shown.response.has_focus() {
        *active = field;
    }
    if keys == Keys::Shown && *active == field {
        input.on_screen_keys(ui, field.id(), &words);
    }
    shown.submitted
}

/// The rules of the new secret, each with whether it holds so far.
fn ticks(ui: &mut Ui, slot: Slot, new: &Pin, texts: &Texts) {
    let room = ui.available_width();
    let columns = if room < Theme::of(ui).scaled(TWO_COLUMNS) {
        1
    } else {
        2
    };
    for line in pin_rules(slot, new).chunks(columns) {
        ui.columns(columns, |cells| {
            for (cell, check) in cells.iter_mut().zip(line) {
                let rule = (texts.pin_work.rule)(slot, check.rule);
                tick(cell, rule, check.holds, texts);
            }
        });
    }
}

fn tick(ui: &mut Ui, rule: &str, holds: bool, texts: &Texts) {
    let palette = Theme::of(ui).palette();
    let (sign, color, state) = if holds {
        (Icon::Check, palette.success.ink, texts.pin_work.held)
    } else {
        (Icon::Ring, palette.text_weak, texts.pin_work.open)
    };
    icon::beside(ui, sign, color, |ui| {
        let line = text::body(ui, rule);
        let spoken = [rule, state].join(" ");
        ui.ctx()
            .accesskit_node_builder(line.id, |node| node.set_value(spoken));
    });
}

fn advise(ui: &mut Ui, slot: Slot, old: &PinInput, new: &NewInput, texts: &Texts) {
    let words = &texts.pin_work;
    let advice = pin_advice(slot, old.pin(), new.new.pin());
    if advice.is_empty() {
        return;
    }
    let mut banner = Banner::new(Severity::Warning, words.advice);
    for advice in advice {
        banner = banner.line((words.advice_of)(slot, advice));
    }
    banner.line(words.advice_line).show(ui);
}

/// What is not as it must be, the first of it.
fn missing(slot: Slot, old: &PinInput, new: &NewInput) -> Option<Field> {
    if check_pin(slot, old.pin()).is_err() {
        Some(Field::Old)
    } else if check_pin(slot, new.new.pin()).is_err() {
        Some(Field::New)
    } else if !new.new.pin().matches(new.again.pin()) {
        Some(Field::Again)
    } else {
        None
    }
}
