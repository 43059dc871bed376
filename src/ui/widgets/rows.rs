//! A long list in little room: only the rows in view are laid out, so that a thousand files scroll as
//! smoothly as ten. Every row is of one height. The list itself has the focus for the arrow keys; what
//! stands in the visible rows is reached with Tab.

use egui::accesskit::Role;
use egui::{
    Align, Color32, Id, Key, Layout, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo,
    vec2,
};

use super::button::Button;
use super::focus;
use super::icon::{self, Icon};
use crate::ui::theme::Theme;
use crate::ui::tokens::space;

/// How many rows are seen at once.
const IN_VIEW: usize = 6;
/// The widest step of the scroll keys, in rows.
const PAGE: f32 = 5.0;

/// Whether so many rows need a list of their own; fewer stand on the page as they are.
pub fn is_long(count: usize) -> bool {
    count > IN_VIEW + 2
}

/// Shows `count` rows of `height` points, named `name`; `row` lays out the one of an index.
pub fn show(
    ui: &mut Ui,
    name: &str,
    count: usize,
    height: f32,
    mut row: impl FnMut(&mut Ui, usize),
) {
    let theme = Theme::of(ui);
    let id = ui.make_persistent_id(("rows", name));
    let step = height + space::XS;
    // Half a row more says that the list goes on.
    let further = if count > IN_VIEW { 0.5 } else { 0.0 };
    let rows = f32::from(u16::try_from(count.min(IN_VIEW)).unwrap_or(u16::MAX));
    let view = step * (rows + further);
    // A list higher than the page could not be brought into view whole.
    let view = view.min((ui.clip_rect().height() * 0.9).max(theme.target() * 2.0));
    let wanted = keys(ui, id, step);
    let frame = egui::Frame::new()
        .stroke(egui::Stroke::new(1.0, theme.palette().divider))
        .corner_radius(space::CORNER)
        .inner_margin(space::XS);
    let shown = frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let mut area = ScrollArea::vertical()
            .id_salt(id)
            .max_height(view)
            .min_scrolled_height(view)
            .auto_shrink([false, true]);
        let before: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(0.0);
        if let Some(by) = wanted {
            area = area.vertical_scroll_offset((before + by).max(0.0));
        }
        let output = area.show_rows(ui, height, count, |ui, range| {
            for index in range {
                let builder = UiBuilder::new()
                    .accessibility_role(Role::ListItem)
                    // Of its own: what has the focus keeps it while the list scrolls.
                    .scope_id(id.with(("row", index)));
                let size = vec2(ui.available_width(), height);
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                ui.scope_builder(builder.max_rect(rect), |ui| {
                    // The next row begins below this one, however little stands in it.
                    ui.set_min_height(height);
                    ui.set_clip_rect(rect.expand(focus::RING).intersect(ui.clip_rect()));
                    row(ui, index);
                });
                lead_on(ui, rect, theme.target());
            }
        });
        ui.data_mut(|data| data.insert_temp(id, output.state.clamped_offset().y));
    });
    follow_focus(ui, id, shown.response.rect);
    let response = ui.interact(shown.response.rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::List, true, name));
    focus::show(ui, &response);
}

/// What stands in a row: a sign in its colour, `content`, and at the end a tool; whether that was pressed.
pub fn with_tool(
    ui: &mut Ui,
    (sign, color): (Icon, Color32),
    content: impl FnOnce(&mut Ui),
    tool: Button<'_>,
) -> bool {
    let theme = Theme::of(ui);
    icon::beside(ui, sign, color, |ui| {
        let room = (ui.available_width() - theme.target() - space::S).max(0.0);
        ui.allocate_ui_with_layout(vec2(room, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            content(ui);
        });
        tool.show(ui).clicked()
    })
}

/// What gains the focus in the row at `row` is shown together with the beginning of the next row, or going
/// back of the one before: Tab comes only to what is seen.
fn lead_on(ui: &Ui, row: Rect, target: f32) {
    let Some(focused) = gaining_focus(ui).filter(|it| row.contains(it.rect.center())) else {
        return;
    };
    let mut seen = focused.rect.expand(focus::RING);
    if ui.input(|input| input.modifiers.shift) {
        seen.min.y = row.top() - row.height() - space::XS;
    } else {
        seen.max.y = row.bottom() + space::XS + target;
    }
    ui.scroll_to_rect(seen, None);
}

/// What has the focus since this frame.
fn gaining_focus(ui: &Ui) -> Option<Response> {
    ui.memory(egui::Memory::focused)
        .and_then(|focused| ui.ctx().read_response(focused))
        .filter(Response::gained_focus)
}

/// What gains the focus in a row is brought into view in the list alone: the page must show the list,
/// too.
fn follow_focus(ui: &Ui, list: Id, place: Rect) {
    let is_inside = |it: &Response| it.id != list && place.intersects(it.rect);
    if gaining_focus(ui).is_some_and(|it| is_inside(&it)) {
        ui.scroll_to_rect(place.expand(focus::RING), None);
    }
}

/// How far the keys want to scroll, in points, while the list has the focus.
fn keys(ui: &Ui, id: Id, step: f32) -> Option<f32> {
    if !focus::takes_arrows(ui, id) {
        return None;
    }
    // The page must not scroll as well.
    ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(egui::Modifiers::NONE, key);
        [
            (Key::ArrowDown, 1.0),
            (Key::ArrowUp, -1.0),
            (Key::PageDown, PAGE),
            (Key::PageUp, -PAGE),
            (Key::Home, -f32::from(u16::MAX)),
            (Key::End, f32::from(u16::MAX)),
        ]
        .into_iter()
        .find(|(key, _)| pressed(*key))
        .map(|(_, rows)| rows * step)
    })
}
