//! What the tour points at: a frame around it, on the page itself. Views say where their parts are,
//! with [`mark`]; only the one that is pointed at gets the frame, and is brought into view once.

use egui::{Context, Id, Rect, Stroke, StrokeKind, Ui};

use crate::app::view_model::Spot;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;

/// How far the frame lies around what it frames, in points.
const GAP: f32 = 6.0;
const WIDTH: f32 = 4.0;

#[derive(Clone, Copy, Default, PartialEq)]
struct Aim {
    spot: Option<Spot>,
    /// Of the step, so that the same thing is shown anew in the next one.
    step: usize,
    is_seen: bool,
}

fn id() -> Id {
    Id::unique("spotlight")
}

/// Points at `spot` from now on, in this step.
pub fn aim(ctx: &Context, spot: Option<Spot>, step: usize) {
    let now: Aim = ctx.data(|data| data.get_temp(id())).unwrap_or_default();
    if (now.spot, now.step) != (spot, step) {
        let aim = Aim {
            spot,
            step,
            is_seen: false,
        };
        ctx.data_mut(|data| data.insert_temp(id(), aim));
    }
}

/// Whether the tour leads now.
pub fn is_on(ui: &Ui) -> bool {
    let aim: Aim = ui.data(|data| data.get_temp(id())).unwrap_or_default();
    aim.spot.is_some()
}

/// Says that `spot` is what `content` shows.
pub fn mark<R>(ui: &mut Ui, spot: Spot, content: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = ui.scope(content);
    frame(ui, spot, shown.response.rect);
    shown.inner
}

/// Says that `spot` lies in `rect`.
pub fn frame(ui: &Ui, spot: Spot, rect: Rect) {
    let aim: Aim = ui.data(|data| data.get_temp(id())).unwrap_or_default();
    if aim.spot != Some(spot) || ui.is_sizing_pass() {
        return;
    }
    let ring = rect.expand(GAP);
    ui.painter().rect_stroke(
        ring,
        f32::from(space::CORNER) + GAP,
        Stroke::new(WIDTH, Theme::of(ui).palette().info.ink),
        StrokeKind::Outside,
    );
    if !aim.is_seen {
        let aim = Aim {
            is_seen: true,
            ..aim
        };
        ui.data_mut(|data| data.insert_temp(id(), aim));
        ui.scroll_to_rect(ring.expand(WIDTH + space::XS), Some(egui::Align::Min));
    }
}
