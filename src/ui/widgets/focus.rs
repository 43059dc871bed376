//! What every widget with keyboard focus does: show a ring that stands out on any ground, and
//! scroll into view, which egui does not do on Tab (pitfalls §5.4).

use egui::{EventFilter, Id, Painter, Rect, Response, Stroke, StrokeKind, Ui};

use crate::ui::theme::Theme;
use crate::ui::tokens::{Palette, space};

/// Room a ring needs around its widget, in points.
pub const RING: f32 = 5.0;

/// Paints the ring around `response` if it has the focus, and brings it into view as it gains it.
pub fn show(ui: &Ui, response: &Response) {
    if response.has_focus() {
        ring(ui.painter(), response.rect, Theme::of(ui).palette());
    }
    if response.gained_focus() {
        ui.scroll_to_rect(response.rect.expand(RING), None);
    }
}

/// Whether `id` has the focus, and then keeps the vertical arrow keys to itself.
pub fn takes_arrows(ui: &Ui, id: Id) -> bool {
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    if has_focus {
        let filter = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }
    has_focus
}

/// A yellow line with a black one around it.
pub fn ring(painter: &Painter, rect: Rect, palette: &Palette) {
    let corner = f32::from(space::CORNER);
    painter.rect_stroke(
        rect,
        corner,
        Stroke::new(2.5, palette.focus),
        StrokeKind::Outside,
    );
    painter.rect_stroke(
        rect.expand(2.5),
        corner + 2.5,
        Stroke::new(2.0, palette.focus_edge),
        StrokeKind::Outside,
    );
}
