//! The life of a certificate as a bar: issued, today, renewal opens, expiry. The same facts are
//! given to assistive technology in one sentence. Knows no dates: fractions and words come in.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Color32, Galley, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::Theme;
use crate::ui::tokens::{LINE_HEIGHT, Tone, size, space};

/// What the bar shows. Fractions are of the time from issue (0.0) to expiry (1.0).
pub struct Timeline<'a> {
    /// Where today is; below 0 or above 1 is drawn at the end.
    pub today: f32,
    /// Where renewal opens.
    pub renewal: f32,
    /// The colour of the certificate's state.
    pub tone: Tone,
    /// 「発行」 with its date.
    pub issued_label: &'a str,
    /// 「今日」.
    pub today_label: &'a str,
    /// 「更新」 with its date.
    pub renewal_label: &'a str,
    /// 「期限」 with its date.
    pub expiry_label: &'a str,
    /// The whole in a sentence.
    pub description: &'a str,
}

/// Shows the bar over the full width.
pub fn show(ui: &mut Ui, bar: &Timeline<'_>) {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let font = theme.regular(size::SMALL);
    let lay = |text: &str, color: Color32| {
        ui.painter()
            .layout_no_wrap(text.to_owned(), font.clone(), color)
    };
    let today = lay(bar.today_label, palette.text);
    let issued = lay(bar.issued_label, palette.text_weak);
    let renewal = lay(bar.renewal_label, palette.text_weak);
    let expiry = lay(bar.expiry_label, palette.text_weak);

    let width = ui.available_width();
    let thick = theme.scaled(10.0);
    let line = font.size * LINE_HEIGHT;
    let at = |fraction: f32| width * fraction.clamp(0.0, 1.0);
    let corner = thick / 2.0;
    let (open, now) = (at(bar.renewal), at(bar.today).clamp(corner, width - corner));
    // Above stand today and, ending at its mark, renewal; below what was and what will be at the ends.
    let today_at = (now - today.size().x / 2.0).clamp(0.0, (width - today.size().x).max(0.0));
    let renewal_at = (open - renewal.size().x).max(0.0);
    let is_apart = renewal_at + renewal.size().x + space::S <= today_at
        || today_at + today.size().x + space::S <= renewal_at;
    let above = if is_apart { 1.0 } else { 2.0 };
    let is_short = issued.size().x + expiry.size().x + space::S <= width;
    let below = if is_short { 1.0 } else { 2.0 };
    let height = line * above + space::XS + thick + space::XS + line * below;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, bar.description));
    if !ui.is_rect_visible(rect) {
        return;
    }

    let (left, top) = (rect.left(), rect.top() + line * above + space::XS);
    let track = Rect::from_min_size(pos2(left, top), vec2(width, thick));
    paint_track(ui, bar, track, left + open);
    let dot = pos2(left + now, track.center().y);
    ui.painter()
        .circle_filled(dot, thick * 0.9, palette.surface);
    ui.painter().circle_filled(dot, thick * 0.7, palette.text);

    put(ui, &renewal, pos2(left + renewal_at, rect.top()));
    put(ui, &today, pos2(left + today_at, top - space::XS - line));
    let below = track.bottom() + space::XS;
    put(ui, &issued, pos2(left, below));
    if is_short {
        put(ui, &expiry, pos2(rect.right() - expiry.size().x, below));
    } else {
        put(ui, &expiry, pos2(left, below + line));
    }
}

/// The bar: what is gone in the colour of the state, and at its end, from `open` on, the time in which
/// renewal is possible.
fn paint_track(ui: &Ui, bar: &Timeline<'_>, track: Rect, open: f32) {
    let palette = Theme::of(ui).palette();
    let painter = ui.painter();
    let corner = track.height() / 2.0;
    painter.rect_filled(track, corner, palette.track);
    let mut window = track;
    window.min.x = open;
    painter.rect_filled(window, corner, palette.warning.ground);
    let mut gone = track;
    gone.max.x = (track.left() + track.width() * bar.today.clamp(0.0, 1.0))
        .max(track.left() + track.height());
    painter.rect_filled(gone, corner, bar.tone.ink);
    painter.rect_stroke(
        track,
        corner,
        Stroke::new(1.0, palette.outline),
        StrokeKind::Inside,
    );
    let mark = egui::Rangef::new(track.top() - space::XS, track.bottom());
    painter.vline(open, mark, Stroke::new(2.0, palette.text));
}

/// Paints `galley` at `place`.
fn put(ui: &Ui, galley: &Arc<Galley>, place: egui::Pos2) {
    ui.painter()
        .galley(place, Arc::clone(galley), Color32::PLACEHOLDER);
}
