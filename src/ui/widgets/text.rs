//! Text in the window's styles: title, heading, body, note. Headings carry the heading role, which
//! egui alone does not set (pitfalls §5.4). Sets no words of its own.

use std::borrow::Cow;

use egui::accesskit::{Live, Role};
use egui::epaint::text::PlacedRow;
use egui::{
    Align, Color32, FontId, FontSelection, Galley, Label, Response, RichText, TextWrapMode, Ui,
    WidgetText,
};

use super::icon::{self, Icon};
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

/// The same behind `sign`.
pub fn marked(ui: &mut Ui, sign: Icon, text: &str, color: Color32) {
    icon::beside(ui, sign, color, |ui| toned(ui, text, color));
}

/// Has `words`, which `shown` shows, said aloud as they change.
pub fn announce(ui: &Ui, shown: &Response, words: &str) {
    ui.ctx().accesskit_node_builder(shown.id, |node| {
        node.set_role(Role::Status);
        node.set_live(Live::Polite);
        node.clear_value();
        node.set_label(words);
    });
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
    RichText::new(shortened(text))
        .font(font)
        .line_height(Some(line))
        .color(color)
}

/// The most characters of one text that are shown; it ends in 「…」 then. Nobody's name is as long, and what
/// somebody made longer would take all the time of every frame.
const MOST_CHARACTERS: usize = 2_000;

fn shortened(text: &str) -> Cow<'_, str> {
    let cut = text.char_indices().nth(MOST_CHARACTERS);
    match cut.and_then(|(end, _)| text.get(..end)) {
        Some(beginning) => Cow::Owned(format!("{beginning}…")),
        None => Cow::Borrowed(text),
    }
}

fn paragraph(ui: &mut Ui, text: &str, font: FontId, color: Color32) -> Response {
    let em = font.size;
    let words = balanced(ui, styled(text, font, color), em);
    ui.add(Label::new(words).wrap())
}

/// Brackets that belong to what follows: round ones, wide and narrow, corner ones, and a quotation mark.
const OPENING: [char; 5] = ['\u{ff08}', '(', '\u{300c}', '\u{300e}', '\u{201c}'];

/// The same text in lines that end well: no orphan is the last, none ends in an opening bracket or within a
/// word in katakana. Where one does, the lines are made a little shorter, but not more of them; of several
/// widths the one with the fewest bad ends is taken.
pub fn balanced(ui: &Ui, rich: RichText, em: f32) -> WidgetText {
    let layout = ui.layout();
    if layout.main_wrap() || layout.horizontal_placement() != Align::Min {
        return rich.into();
    }
    let room = ui.available_width();
    let wrap = Some(TextWrapMode::Wrap);
    let lay = |narrower: f32| {
        let room = room - narrower * em;
        WidgetText::from(rich.clone()).into_galley(ui, wrap, room, FontSelection::Default)
    };
    let mut best = lay(0.0);
    let lines = best.rows.len();
    let mut fewest = bad_ends(&best, em);
    for narrower in [1.0, 2.0, 3.0, 4.0, 5.0, 6.0] {
        if fewest == 0 {
            break;
        }
        let tried = lay(narrower);
        if tried.rows.len() > lines {
            break;
        }
        let count = bad_ends(&tried, em);
        if count < fewest {
            (best, fewest) = (tried, count);
        }
    }
    best.into()
}

/// How many lines end where they should not. A last line is an orphan that would hold fewer than six
/// characters of `em` points.
fn bad_ends(galley: &Galley, em: f32) -> usize {
    const LEAST: f32 = 6.0;
    let katakana = |it: char| ('\u{30a1}'..='\u{30fa}').contains(&it) || it == '\u{30fc}';
    let is_bad = |pair: &[PlacedRow]| {
        let [row, next] = pair else { return false };
        let end = row.glyphs.last().map_or(' ', |glyph| glyph.chr);
        let begin = next.glyphs.first().map_or(' ', |glyph| glyph.chr);
        OPENING.contains(&end) || (katakana(end) && katakana(begin))
    };
    let last = galley.rows.last().map_or(0.0, |row| row.size.x);
    let is_orphan = galley.rows.len() > 1 && last < LEAST * em;
    galley.rows.windows(2).filter(|pair| is_bad(pair)).count() + usize::from(is_orphan)
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
