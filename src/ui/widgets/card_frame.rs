//! A framed group with a heading, and two of them side by side where there is room.

use egui::accesskit::Role;
use egui::{Align, Frame, Layout, Rect, Shape, Stroke, Ui, UiBuilder, vec2};

use super::text;
use crate::ui::theme::Theme;
use crate::ui::tokens::{Palette, space};

/// Shows `content` in a frame under `title`; the frame is a group of that name.
pub fn show<R>(ui: &mut Ui, title: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    let builder = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(title.to_owned());
    ui.scope_builder(builder, |ui| {
        frame(ui, |ui| {
            text::heading(ui, title);
            content(ui)
        })
    })
    .inner
}

/// A frame without a heading.
pub fn frame<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> R {
    group_frame(Theme::of(ui).palette())
        .show(ui, |ui| {
            ui.take_available_width();
            content(ui)
        })
        .inner
}

/// Two framed groups of equal width and height side by side, or one above the other when either
/// would be narrower than `least` points. Each is a title and its content.
pub fn pair<A, B>(
    ui: &mut Ui,
    least: f32,
    first: (&str, impl FnOnce(&mut Ui) -> A),
    second: (&str, impl FnOnce(&mut Ui) -> B),
) -> (A, B) {
    let column = (ui.available_width() - space::M) / 2.0;
    if column < least {
        let answer = show(ui, first.0, first.1);
        ui.add_space(space::S);
        return (answer, show(ui, second.0, second.1));
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        // The grounds are painted first but sized last: the taller one decides.
        let grounds = [(); 2].map(|()| ui.painter().add(Shape::Noop));
        let (first, first_rect) = bare_column(ui, column, first.0, first.1);
        let (second, second_rect) = bare_column(ui, column, second.0, second.1);
        let height = first_rect.height().max(second_rect.height());
        for (ground, rect) in grounds.into_iter().zip([first_rect, second_rect]) {
            let rect = Rect::from_min_size(rect.min, vec2(column, height));
            ui.painter().set(
                ground,
                group_frame(Theme::of(ui).palette()).paint(rect.shrink(PAD)),
            );
        }
        (first, second)
    })
    .inner
}

fn bare_column<R>(
    ui: &mut Ui,
    width: f32,
    title: &str,
    content: impl FnOnce(&mut Ui) -> R,
) -> (R, Rect) {
    let builder = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(title.to_owned())
        .layout(Layout::top_down(Align::Min));
    let column = ui.scope_builder(builder, |ui| {
        ui.set_width(width);
        Frame::new()
            .inner_margin(PAD)
            .show(ui, |ui| {
                ui.take_available_width();
                ui.spacing_mut().item_spacing = vec2(space::S, space::S);
                text::heading(ui, title);
                content(ui)
            })
            .inner
    });
    (column.inner, column.response.rect)
}

fn group_frame(palette: &Palette) -> Frame {
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.divider))
        .corner_radius(space::CORNER)
        .inner_margin(PAD)
}

const PAD: f32 = space::M;
