//! Text in the window's styles: title, heading, body, note. Headings carry the heading role, which
//! egui alone does not set (pitfalls §5.4). Sets no words of its own.

use egui::accesskit::Role;
use egui::{
    Align, Color32, FontId, FontSelection, Label, Response, RichText, TextWrapMode, Ui, WidgetText,
};

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
    let words = balanced(ui, rich, theme.scaled(size::BODY));
    ui.add(Label::new(words).selectable(true).wrap())
}

/// How wide `text` is on one line, in points.
pub fn line_width(ui: &Ui, text: &str, font: FontId) -> f32 {
    let text = text.to_owned();
    let line = ui
        .painter()
        .layout_no_wrap(text, font, Color32::PLACEHOLDER);
    line.size().x
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
    let em = font.size;
    let words = balanced(ui, styled(text, font, color), em);
    ui.add(Label::new(words).wrap())
}

/// Brackets that belong to what follows: round ones, wide and narrow, corner ones, and a quotation mark.
const OPENING: [char; 5] = ['\u{ff08}', '(', '\u{300c}', '\u{300e}', '\u{201c}'];

/// The same text in lines of which the last is no orphan, and none ends in an opening bracket: where the
/// last would hold fewer than six characters of `em` points, the lines are made a little shorter, but
/// not more of them.
pub fn balanced(ui: &Ui, rich: RichText, em: f32) -> WidgetText {
    /// The least width of the last line, in em.
    const LEAST: f32 = 6.0;
    let layout = ui.layout();
    if layout.main_wrap() || layout.horizontal_placement() != Align::Min {
        return rich.into();
    }
    let room = ui.available_width();
    let wrap = Some(TextWrapMode::Wrap);
    let lay = |room: f32| {
        WidgetText::from(rich.clone()).into_galley(ui, wrap, room, FontSelection::Default)
    };
    let whole = lay(room);
    let is_good = |galley: &egui::Galley| {
        let ends = galley.rows.iter().filter_map(|row| row.glyphs.last());
        let last = galley.rows.last().map_or(0.0, |row| row.size.x);
        last >= LEAST * em && ends.into_iter().all(|end| !OPENING.contains(&end.chr))
    };
    let lines = whole.rows.len();
    if lines < 2 || is_good(&whole) {
        return whole.into();
    }
    for narrower in [1.0, 2.0, 3.0, 4.0, 5.0, 6.0] {
        let tried = lay(room - narrower * em);
        if tried.rows.len() > lines {
            break;
        }
        if is_good(&tried) {
            return tried.into();
        }
    }
    whole.into()
}

fn heading_of(ui: &mut Ui, text: &str, level: usize, points: f32) -> Response {
    let theme = Theme::of(ui);
    let font = theme.bold(points);
    let line = (font.size * 1.4).round();
    let rich = RichText::new(text)
        .font(font)
        .line_height(Some(line))
        .color(theme.palette().text);
    let words = balanced(ui, rich, theme.scaled(points));
    let response = ui.add(Label::new(words).wrap());
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Heading);
        node.set_level(level);
        node.clear_value();
        node.set_label(text);
    });
    ui.add_space(space::XS);
    response
}
