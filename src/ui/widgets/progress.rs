//! How far a task is: a bar with a name and a sentence. Does not move by itself.

use egui::accesskit::Role;
use egui::{Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::text;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;

/// Shows that `done` of `total` steps of the task `label` are done; `words` say what happens now.
pub fn show(ui: &mut Ui, label: &str, words: &str, done: usize, total: usize) {
    let share = share(done, total);
    let theme = Theme::of(ui);
    let palette = theme.palette();
    text::strong(ui, label);
    let size = vec2(ui.available_width(), theme.scaled(12.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, label);
        info.value = Some(f64::from(share) * 100.0);
        info
    });
    let corner = f32::from(space::CORNER);
    ui.painter().rect_filled(rect, corner, palette.track);
    let mut filled = rect;
    filled.set_width(rect.width() * share);
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

/// To a thousandth; of nothing, nothing is done.
fn share(done: usize, total: usize) -> f32 {
    let thousandths = done.saturating_mul(1000).checked_div(total);
    f32::from(u16::try_from(thousandths.unwrap_or(0).min(1000)).unwrap_or(0)) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn the_bar_is_as_long_as_what_is_done_however_many_steps_there_are() {
        for (done, total, expected) in [
            (0, 0, 0.0),
            (0, 3, 0.0),
            (1, 2, 0.5),
            (100_000, 200_000, 0.5),
            (5, 4, 1.0),
        ] {
            let found = share(done, total);
            assert!((found - expected).abs() < f32::EPSILON, "{done}/{total}");
        }
    }
}
