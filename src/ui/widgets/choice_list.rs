//! A choice of which every option is explained: one below the other, the whole row can be pressed.

use egui::accesskit::Role;
use egui::{Frame, Margin, Sense, Stroke, Ui, UiBuilder, WidgetInfo};

use super::icon::{self, Icon};
use super::{dialog, focus, text};
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};

/// One option: its value, its name and what it is for.
pub type Choice<'a, T> = (T, &'a str, &'a str);

/// Shows the options of the choice `name`; returns the one pressed now, if it is not taken already.
pub fn show<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    current: T,
    choices: &[Choice<'_, T>],
) -> Option<T> {
    list(ui, name, current, choices, Start::Elsewhere)
}

/// The same as the main thing of a dialog: the option taken has the focus at first, and is returned like
/// any other when it is pressed.
pub fn show_first<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    current: T,
    choices: &[Choice<'_, T>],
) -> Option<T> {
    list(ui, name, current, choices, Start::Taken)
}

/// Where the focus is at first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Elsewhere,
    Taken,
}

fn list<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    current: T,
    choices: &[Choice<'_, T>],
    start: Start,
) -> Option<T> {
    let mut pressed = None;
    let builder = UiBuilder::new()
        .accessibility_role(Role::RadioGroup)
        .accessibility_label(name.to_owned());
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = space::S;
        for (value, label, line) in choices {
            let taken = *value == current;
            if option(ui, label, line, taken, start) && (!taken || start == Start::Taken) {
                pressed = Some(*value);
            }
        }
    });
    pressed
}

/// Keeps words from assistive technology that it has already.
fn unheard(ui: &Ui, words: &egui::Response) {
    ui.ctx()
        .accesskit_node_builder(words.id, egui::accesskit::Node::set_hidden);
}

fn option(ui: &mut Ui, label: &str, line: &str, taken: bool, start: Start) -> bool {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let id = ui.make_persistent_id(("choice", label));
    if taken && start == Start::Taken {
        dialog::default_focus(ui, id);
    }
    let over = ui
        .ctx()
        .read_response(id)
        .is_some_and(|response| response.hovered());
    let (ground, edge, ink) = if taken {
        (
            palette.selected.ground,
            palette.selected.ink,
            palette.selected.ink,
        )
    } else if over {
        (
            palette.secondary.hover,
            palette.outline,
            palette.secondary.ink,
        )
    } else {
        (palette.surface, palette.outline, palette.text)
    };
    // The thicker line takes its room from the margin, so that all words begin at one place.
    let (line_width, thicker) = if taken { (2.0, 1) } else { (1.0, 0) };
    let shown = Frame::new()
        .fill(ground)
        .stroke(Stroke::new(line_width, edge))
        .corner_radius(space::CORNER)
        .inner_margin(Margin::symmetric(12 - thicker, 8 - thicker))
        .show(ui, |ui| {
            ui.take_available_width();
            let sign = if taken { Icon::Check } else { Icon::Ring };
            icon::beside(ui, sign, edge, |ui| {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    // The option itself bears both: read once is enough.
                    let name = text::toned(ui, label, ink);
                    unheard(ui, &name);
                    if !line.is_empty() {
                        let ink = if taken { ink } else { palette.text_weak };
                        let rich = text::styled(line, theme.regular(size::SMALL), ink);
                        let rich = text::balanced(ui, rich, theme.scaled(size::SMALL));
                        let line = ui.add(egui::Label::new(rich).wrap());
                        unheard(ui, &line);
                    }
                });
            });
        });
    let response = ui.interact(shown.response.rect, id, Sense::click());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::RadioButton, ui.is_enabled(), label);
        info.selected = Some(taken);
        info
    });
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_description(line));
    focus::show(ui, &response);
    response.clicked()
}
