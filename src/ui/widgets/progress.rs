//! How far a task is: a bar with a name and a sentence. Does not move by itself.

use egui::accesskit::Role;
use egui::{Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::text;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;

/// Shows that `done` (0.0 to 1.0) of the task `label` is done; `words` say what happens now.
pub fn show(ui: &mut Ui, label: &str, words: &str, done: f32) {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    text::strong(ui, label);
    let size = vec2(ui.available_width(), theme.scaled(12.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, label);
        info.value = Some(f64::from(done.clamp(0.0, 1.0)) * 100.0);
        info
    });
    let corner = f32::from(space::CORNER);
    ui.painter().rect_filled(rect, corner, palette.track);
    let mut filled = rect;
    filled.set_width(rect.width() * done.clamp(0.0, 1.0));
    ui.painter().rect_filled(filled, corner, palette.info.ink);
    ui.painter().rect_stroke(
        rect,
        corner,
        Stroke::new(1.0, palette.outline),
        StrokeKind::Inside,
    );
    if !words.is_empty() {
        text::body(ui, words);
    }
}
