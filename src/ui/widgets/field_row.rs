//! A fact with its name; personal ones are masked until held or toggled, and any can be copied.
//! A masked value reaches neither the screen nor assistive technology.

use egui::{Align, Key, Layout, Response, Sense, Ui, vec2};

use super::button::Button;
use super::icon::Icon;
use super::text;
use crate::ui::manner::Manner;
use crate::ui::theme::Theme;
use crate::ui::tokens::{LINE_HEIGHT, size, space};

/// How much of the width the names have, side by side with their values.
const NAMES: f32 = 0.28;
/// Below this width, in points at 100 %, values stand below their names.
const LEAST: f32 = 480.0;

/// From so many characters on a value stands below its buttons.
const LONG: usize = 300;

/// A fact to be shown.
#[must_use]
pub struct FieldRow<'a> {
    label: &'a str,
    value: &'a str,
    note: Option<&'a str>,
    mask: Option<Mask<'a>>,
    discreet: bool,
    copy: Option<&'a str>,
}

struct Mask<'a> {
    shown: &'a mut bool,
    show: &'a str,
    hide: &'a str,
}

impl<'a> FieldRow<'a> {
    /// `value` under the name `label`.
    pub fn new(label: &'a str, value: &'a str) -> Self {
        Self {
            label,
            value,
            note: None,
            mask: None,
            discreet: false,
            copy: None,
        }
    }

    /// With a remark below the value.
    pub fn note(mut self, note: Option<&'a str>) -> Self {
        self.note = note;
        self
    }

    /// Masked while `shown` is false, with a button named `show` or `hide`: a press toggles,
    /// holding shows for as long as it is held.
    pub fn masked(mut self, shown: &'a mut bool, show: &'a str, hide: &'a str) -> Self {
        self.mask = Some(Mask { shown, show, hide });
        self
    }

    /// Leads to a person: in counter mode shown only while held, and never copied.
    pub fn discreet(mut self) -> Self {
        self.discreet = true;
        self
    }

    /// With a button that copies the value.
    pub fn copy(mut self, label: &'a str) -> Self {
        self.copy = Some(label);
        self
    }

    /// Shows it.
    pub fn show(mut self, ui: &mut Ui) {
        let hold = Manner::of(ui)
            .hold()
            .filter(|_| self.discreet || self.mask.is_some());
        if hold.is_some() {
            self.mask = None;
            self.note = None;
            self.copy = None;
        }
        let theme = Theme::of(ui);
        let room = ui.available_width();
        let name_width = (room * NAMES).clamp(theme.scaled(136.0), theme.scaled(200.0));
        if room < theme.scaled(LEAST) {
            text::note(ui, self.label);
            ui.scope(|ui| self.value(ui, hold));
            ui.add_space(space::XS);
            return;
        }
        let height = self.row_height(theme, hold);
        ui.horizontal_top(|ui| {
            let layout = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(name_width, height), layout, |ui| {
                ui.set_width(name_width);
                text::note(ui, self.label);
            });
            ui.vertical(|ui| self.value(ui, hold));
        });
    }

    /// Of one line, or of a button where the row has some.
    fn row_height(&self, theme: Theme, hold: Option<&str>) -> f32 {
        if hold.is_some() || self.has_tools() {
            theme.target()
        } else {
            theme.scaled(size::BODY) * LINE_HEIGHT
        }
    }

    fn has_tools(&self) -> bool {
        self.mask.is_some() || self.copy.is_some()
    }

    fn value(self, ui: &mut Ui, hold: Option<&str>) {
        let theme = Theme::of(ui);
        let note = self.note;
        let height = self.row_height(theme, hold);
        // The least height of a row is taken when it begins.
        ui.spacing_mut().interact_size.y = height;
        if let Some(hold) = hold {
            while_held(ui, self.label, self.value, hold);
            return;
        }
        if !self.has_tools() {
            text::value(ui, self.value);
            if let Some(note) = note {
                text::note(ui, note);
            }
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::S, 0.0);
            let held_id = ui.make_persistent_id(("held", self.label));
            let held = ui.data(|data| data.get_temp(held_id)).unwrap_or(false);
            let visible = self.mask.as_ref().is_none_or(|mask| *mask.shown || held);
            let value = if visible { self.value } else { MASK };
            // Of a long one the end would move the button from below the pointer that presses it.
            let is_long = self.value.chars().nth(LONG).is_some();
            if !is_long {
                text::value(ui, value);
            }
            if let Some(mask) = self.mask {
                let label = if *mask.shown { mask.hide } else { mask.show };
                // Dragging is sensed too: a press that only clicks ends after a moment.
                let button = tool(ui, Icon::Eye, self.label, label);
                let button = button.interact(Sense::click_and_drag());
                if button.clicked() {
                    *mask.shown = !*mask.shown;
                }
                let down = button.is_pointer_button_down_on();
                ui.data_mut(|data| data.insert_temp(held_id, down));
            }
            if let Some(label) = self.copy
                && tool(ui, Icon::Copy, self.label, label).clicked()
            {
                ui.ctx().copy_text(self.value.to_owned());
            }
            if is_long {
                ui.end_row();
                text::value(ui, value);
            }
        });
        if let Some(note) = note {
            text::note(ui, note);
        }
    }
}

/// The value for as long as the button is held, by mouse, finger or key, and its mask else. Nothing is
/// remembered: the button comes first, so that this frame knows.
fn while_held(ui: &mut Ui, row: &str, value: &str, hold: &str) {
    let theme = Theme::of(ui);
    let shown = |ui: &mut Ui| {
        let button = tool(ui, Icon::Eye, row, hold);
        let button = button.interact(Sense::click_and_drag());
        let by_key = button.has_focus()
            && ui.input(|input| input.key_down(Key::Space) || input.key_down(Key::Enter));
        let is_held = button.is_pointer_button_down_on() || by_key;
        if is_held { value } else { MASK }
    };
    if ui.available_width() < theme.scaled(400.0) {
        let shown = shown(ui);
        text::value(ui, shown);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let shown = shown(ui);
        // A long value goes on below itself, never below the button.
        ui.vertical(|ui| {
            let line = theme.scaled(size::BODY) * LINE_HEIGHT;
            ui.add_space((theme.target() - line).max(0.0) / 2.0);
            text::value(ui, shown);
        });
    });
}

fn tool(ui: &mut Ui, icon: Icon, row: &str, label: &str) -> Response {
    Button::quiet(label).icon(icon).compact().of(row).show(ui)
}

/// What stands for a masked value, whatever its length.
pub const MASK: &str = "••••••••";
