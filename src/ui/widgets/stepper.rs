//! A number with a unit, changed by two buttons. No field to type into: nothing can be wrong.

use egui::{Align, Layout, Ui, vec2};

use super::button::Button;
use super::icon::Icon;
use super::text;
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One less.
    Down,
    /// One more.
    Up,
}

/// Shows `value` under the name `label`, between buttons named `smaller` and `larger`.
pub fn show(ui: &mut Ui, label: &str, value: &str, smaller: &str, larger: &str) -> Option<Step> {
    let theme = Theme::of(ui);
    let mut step = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let cell = |ui: &mut Ui, width: f32, show: &dyn Fn(&mut Ui)| {
            let layout = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(width, theme.target()), layout, |ui| {
                ui.set_width(width);
                show(ui);
            });
        };
        let name = text::line_width(ui, label, theme.regular(size::SMALL));
        cell(ui, (name + space::S).max(theme.scaled(64.0)), &|ui| {
            text::note(ui, label);
        });
        if Button::icon_only(Icon::Minus, smaller).show(ui).clicked() {
            step = Some(Step::Down);
        }
        cell(ui, theme.scaled(64.0), &|ui| {
            ui.centered_and_justified(|ui| text::strong(ui, value));
        });
        if Button::icon_only(Icon::Plus, larger).show(ui).clicked() {
            step = Some(Step::Up);
        }
    });
    step
}
