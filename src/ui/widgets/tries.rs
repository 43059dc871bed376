//! The tries left of a PIN, as dots and in words: the words are what is read aloud, the dots are
//! what is seen from across the counter.

use egui::{Align, Layout, Sense, Stroke, Ui, vec2};

use super::icon::{self, Icon};
use super::text;
use crate::ui::theme::Theme;
use crate::ui::tokens::{LINE_HEIGHT, size, space};

/// Shows `left` of `limit` tries; `words` say the same, complete: 「残り回数 あと5回」.
pub fn show(ui: &mut Ui, left: u8, limit: u8, words: &str) {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let color = match left {
        0 => palette.error.ink,
        1 | 2 => palette.warning.ink,
        _ => palette.success.ink,
    };
    let row = Layout::left_to_right(Align::Center).with_main_wrap(true);
    let height = theme.scaled(size::BODY) * LINE_HEIGHT;
    let room = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(room, row, |ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.spacing_mut().interact_size.y = height;
        if left == 0 {
            icon::show(ui, Icon::Lock, theme.scaled(size::ICON), color);
        } else {
            dots(ui, left, limit, color);
        }
        text::toned(ui, words, if left <= 2 { color } else { palette.text });
    });
}

fn dots(ui: &mut Ui, left: u8, limit: u8, color: egui::Color32) {
    let theme = Theme::of(ui);
    let radius = theme.scaled(5.0);
    let step = radius * 2.0 + theme.scaled(4.0);
    let line = theme.scaled(size::ICON);
    let (rect, _) = ui.allocate_exact_size(vec2(step * f32::from(limit), line), Sense::hover());
    for index in 0..limit {
        let center = rect.left_center() + vec2(radius + step * f32::from(index), 0.0);
        if index < left {
            ui.painter().circle_filled(center, radius, color);
        } else {
            let ring = Stroke::new(1.5, theme.palette().outline);
            ui.painter().circle_stroke(center, radius - 1.0, ring);
        }
    }
}
