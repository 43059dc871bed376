//! Ways on: rows of which the whole can be pressed, in one column or, where there is room, in two.

use egui::accesskit::Role;
use egui::{Id, Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::icon::{self, Icon};
use super::{focus, text};
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};

/// Shows `rows` as the list `name`: the id of each and its label. Returns which was pressed.
pub fn show(ui: &mut Ui, name: &str, rows: &[(Id, &str)]) -> Option<usize> {
    let theme = Theme::of(ui);
    let mut pressed = None;
    let builder = UiBuilder::new()
        .accessibility_role(Role::List)
        .accessibility_label(name.to_owned());
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        let room = ui.available_width();
        let column = (room - space::S) / 2.0;
        let columns = if column < theme.scaled(340.0) { 1 } else { 2 };
        let width = if columns == 1 { room } else { column };
        for (line, pair) in rows.chunks(columns).enumerate() {
            ui.horizontal_top(|ui| {
                for (place, (id, label)) in pair.iter().enumerate() {
                    if row(ui, *id, label, width) {
                        pressed = Some(line * columns + place);
                    }
                }
            });
        }
    });
    pressed
}

fn row(ui: &mut Ui, id: Id, label: &str, width: f32) -> bool {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let side = theme.scaled(size::ICON);
    let room = (width - side - 2.0 * space::M - space::S).max(side);
    let font = theme.bold(size::BODY);
    let rich = text::styled(label, font, palette.secondary.ink);
    let galley = egui::WidgetText::from(rich).into_galley(
        ui,
        Some(egui::TextWrapMode::Wrap),
        room,
        egui::FontSelection::Default,
    );
    let height = (galley.size().y + 2.0 * space::S).max(theme.target());
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), label));
    if ui.is_rect_visible(rect) {
        let ground = if response.hovered() || response.is_pointer_button_down_on() {
            palette.secondary.hover
        } else {
            palette.surface
        };
        ui.painter().rect(
            rect,
            f32::from(space::CORNER),
            ground,
            Stroke::new(1.0, palette.divider),
            StrokeKind::Inside,
        );
        let at = pos2(
            rect.left() + space::M,
            rect.center().y - galley.size().y / 2.0,
        );
        ui.painter().galley(at, galley, palette.secondary.ink);
        let corner = pos2(rect.right() - space::M - side, rect.center().y - side / 2.0);
        let square = Rect::from_min_size(corner, vec2(side, side));
        icon::paint(ui.painter(), Icon::Forward, square, palette.secondary.ink);
    }
    focus::show(ui, &response);
    response.clicked()
}
