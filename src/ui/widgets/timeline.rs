//! The life of a certificate as a bar: issued, today, renewal opens, expiry. The same facts are
//! given to assistive technology in one sentence. Knows no dates: fractions and words come in.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Color32, Galley, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::Theme;
use crate::ui::tokens::{Tone, size, space};

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
    let gap = space::XS;
    let line = font.size * 1.3;
    let one_line = issued.size().x + renewal.size().x + expiry.size().x + 2.0 * space::S <= width;
    let two_lines = issued.size().x + expiry.size().x + space::S <= width;
    let rows = if one_line {
        1.0
    } else if two_lines {
        2.0
    } else {
        3.0
    };
    let height = line + gap + thick + gap + line * rows;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, bar.description));
    if !ui.is_rect_visible(rect) {
        return;
    }

    let top = rect.top() + line + gap;
    let track = Rect::from_min_size(pos2(rect.left(), top), vec2(width, thick));
    let at = |fraction: f32| rect.left() + width * fraction.clamp(0.0, 1.0);
    let painter = ui.painter();
    let corner = thick / 2.0;
    painter.rect_filled(track, corner, palette.track);
    let mut gone = track;
    gone.max.x = at(bar.today).max(track.left() + thick);
    painter.rect_filled(gone, corner, bar.tone.ink);
    painter.rect_stroke(
        track,
        corner,
        Stroke::new(1.0, palette.outline),
        StrokeKind::Inside,
    );

    let open = at(bar.renewal);
    let mark = Stroke::new(2.0, palette.text);
    painter.vline(open, egui::Rangef::new(top - 3.0, top + thick + 3.0), mark);

    let now = pos2(
        at(bar.today).clamp(rect.left() + corner, rect.right() - corner),
        track.center().y,
    );
    painter.circle_filled(now, thick * 0.9, palette.surface);
    painter.circle_filled(now, thick * 0.7, palette.text);
    put(ui, &today, (now.x - today.size().x / 2.0, rect.top()), rect);

    let below = track.bottom() + gap;
    let right = |galley: &Arc<Galley>| rect.right() - galley.size().x;
    put(ui, &issued, (rect.left(), below), rect);
    if one_line {
        put(ui, &expiry, (right(&expiry), below), rect);
        let least = rect.left() + issued.size().x + space::S;
        let most = right(&expiry) - space::S - renewal.size().x;
        let place = (open - renewal.size().x / 2.0).clamp(least, most.max(least));
        put(ui, &renewal, (place, below), rect);
    } else if two_lines {
        put(ui, &expiry, (right(&expiry), below), rect);
        put(ui, &renewal, (right(&renewal), below + line), rect);
    } else {
        put(ui, &renewal, (rect.left(), below + line), rect);
        put(ui, &expiry, (rect.left(), below + line * 2.0), rect);
    }
}

/// Paints `galley` at `place`, moved so that it stays within `bounds`.
fn put(ui: &Ui, galley: &Arc<Galley>, place: (f32, f32), bounds: Rect) {
    let most = (bounds.right() - galley.size().x).max(bounds.left());
    let x = place.0.clamp(bounds.left(), most);
    ui.painter()
        .galley(pos2(x, place.1), Arc::clone(galley), Color32::PLACEHOLDER);
}
