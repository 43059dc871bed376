//! Text in the window's styles: title, heading, body, note. Headings carry the heading role, which
//! egui alone does not set (pitfalls §5.4). Sets no words of its own.

use egui::accesskit::Role;
use egui::{Color32, FontId, Label, Response, RichText, Ui};

use crate::ui::theme::Theme;
use crate::ui::tokens::{LINE_HEIGHT, size, space};

/// The title of the page: one on each page.
pub fn title(ui: &mut Ui, text: &str) -> Response {
    heading_of(ui, text, 1, size::TITLE)
}

/// The heading of a section or card.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    heading_of(ui, text, 2, size::HEADING)
}

/// Running text.
pub fn body(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui);
    paragraph(ui, text, theme.regular(size::BODY), theme.palette().text)
}

/// Running text one should not overlook.
pub fn strong(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui);
    paragraph(ui, text, theme.bold(size::BODY), theme.palette().text)
}

/// A caption or an explanation beside something more important.
pub fn note(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui);
    paragraph(
        ui,
        text,
        theme.regular(size::SMALL),
        theme.palette().text_weak,
    )
}

/// Running text in the colour of a tone, bold.
pub fn toned(ui: &mut Ui, text: &str, color: Color32) -> Response {
    let theme = Theme::of(ui);
    paragraph(ui, text, theme.bold(size::BODY), color)
}

/// A value one may want to mark and copy.
pub fn value(ui: &mut Ui, text: &str) -> Response {
    let theme = Theme::of(ui);
    let rich = styled(text, theme.regular(size::BODY), theme.palette().text);
    ui.add(Label::new(rich).selectable(true).wrap())
}

/// Text with its line height, ready for a label.
pub fn styled(text: &str, font: FontId, color: Color32) -> RichText {
    let line = (font.size * LINE_HEIGHT).round();
    RichText::new(text)
        .font(font)
        .line_height(Some(line))
        .color(color)
}

fn paragraph(ui: &mut Ui, text: &str, font: FontId, color: Color32) -> Response {
    ui.add(Label::new(styled(text, font, color)).wrap())
}

fn heading_of(ui: &mut Ui, text: &str, level: usize, points: f32) -> Response {
    let theme = Theme::of(ui);
    let font = theme.bold(points);
    let line = (font.size * 1.4).round();
    let rich = RichText::new(text)
        .font(font)
        .line_height(Some(line))
        .color(theme.palette().text);
    let response = ui.add(Label::new(rich).wrap());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.set_level(level);
        node.clear_value();
        node.set_label(text);
    });
    ui.add_space(space::XS);
    response
}
