//! A field for the words that are looked for, with a button that clears it. Its name stands above it.

use egui::{Frame, Id, Margin, Stroke, TextEdit, Ui, vec2};

use super::button::Button;
use super::icon::{self, Icon};
use super::{focus, text};
use crate::ui::theme::Theme;
use crate::ui::tokens::{LINE_HEIGHT, size, space};

/// The words of the field.
#[derive(Clone, Copy)]
pub struct SearchWords<'a> {
    /// Its name.
    pub label: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// The name of the button that clears it.
    pub clear: &'a str,
}

/// More is not looked for.
const MOST: usize = 100;

/// Shows it under `id`.
pub fn show(ui: &mut Ui, id: Id, query: &mut String, words: SearchWords<'_>) {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let label = text::strong(ui, words.label);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let clear = if query.is_empty() {
            0.0
        } else {
            theme.target() + space::S
        };
        let width = (ui.available_width() - clear).min(theme.scaled(560.0));
        let line = (theme.scaled(size::BODY) * LINE_HEIGHT).round();
        let pad = ((theme.target() - line) / 2.0).max(space::XS);
        let shown = Frame::new()
            .fill(palette.surface)
            .stroke(Stroke::new(1.0, palette.outline))
            .corner_radius(space::CORNER)
            .show(ui, |ui| {
                ui.set_width(width - 2.0);
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(space::S);
                let side = theme.scaled(size::ICON);
                icon::show(ui, Icon::Search, side, palette.text_weak);
                ui.add_space(space::S);
                let hint = text::styled(words.hint, theme.regular(size::BODY), palette.text_weak);
                let edit = TextEdit::singleline(query)
                    .id(id)
                    .font(theme.regular(size::BODY))
                    .text_color(palette.text)
                    .char_limit(MOST)
                    .hint_text(hint)
                    .frame(Frame::NONE)
                    .margin(Margin::symmetric(8, 0))
                    .align(egui::Align2::LEFT_CENTER)
                    .desired_width(ui.available_width());
                let room = vec2(ui.available_width(), line + 2.0 * pad);
                ui.add_sized(room, edit).labelled_by(label.id)
            });
        let (field, edit) = (shown.response.rect, shown.inner);
        if edit.has_focus() {
            focus::ring(ui.painter(), field, palette);
        }
        if edit.gained_focus() {
            ui.scroll_to_rect(field.expand(focus::RING), None);
        }
        if !query.is_empty()
            && Button::icon_only(Icon::Stop, words.clear)
                .show(ui)
                .clicked()
        {
            query.clear();
            edit.request_focus();
        }
    });
}
