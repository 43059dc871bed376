//! Where each line of a report stands, page by page. In points, from the lower left of the page.

use super::breaking::break_lines;
use super::{Block, Fonts, TextReport, Weight};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
/// A4, in points.
pub(super) const HEIGHT: f32 = 841.89;
/// 20 mm: what any printer can print, and room for a hole punch.
pub(super) const MARGIN: f32 = 56.7;
/// Where the text of a page ends, above the foot.
const BOTTOM: f32 = 72.0;
/// Where values begin.
const VALUE_LEFT: f32 = MARGIN + 150.0;
/// Between a label and its value.
const GUTTER: f32 = 12.0;
/// The most lines of a value that are kept on one page.
const TOGETHER: usize = 5;
/// From line to line, in ems: Japanese text needs air.
const LEADING: f32 = 1.6;

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Style {
    pub(super) weight: Weight,
    /// In points.
    pub(super) size: f32,
    /// The structure element's type (ISO 32000-2 §14.8.4).
    pub(super) tag: &'static str,
}

const TITLE: Style = Style {
    weight: Weight::Bold,
    size: 18.0,
    tag: "H1",
};
const HEADING: Style = Style {
    weight: Weight::Bold,
    size: 12.5,
    tag: "H2",
};
const LABEL: Style = Style {
    weight: Weight::Bold,
    size: 10.0,
    tag: "P",
};
const NOTICE: Style = LABEL;
const TEXT: Style = Style {
    weight: Weight::Regular,
    size: 10.0,
    tag: "P",
};
const FOOT: Style = Style {
    weight: Weight::Regular,
    size: 8.5,
    tag: "P",
};

/// One page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
}

/// What stands on a page.
#[derive(Debug, PartialEq)]
pub(super) enum Line {
    /// A thin line from margin to margin.
    Rule { y: f32 },
    /// A line of text; `y` is its baseline. `block` tells which piece it belongs to, if it is not
    /// the page's foot.
    Text {
        text: String,
        x: f32,
        y: f32,
        style: Style,
        block: Option<usize>,
    },
}

impl Style {
    /// The same in larger type.
    fn scaled(self, scale: f32) -> Self {
        Self {
            size: self.size * scale,
            ..self
        }
    }
}

/// The report's pages, in type of `scale` times the usual size; at least one.
pub(super) fn lay_out(report: &TextReport, fonts: &Fonts, scale: f32) -> Vec<Page> {
    let mut setter = Setter {
        fonts,
        scale,
        pages: vec![Page::default()],
        y: HEIGHT - MARGIN,
        piece: 0,
    };
    setter.text(&report.title, TITLE);
    setter.skip(4.0);
    setter.rule();
    for block in &report.blocks {
        setter.block(block);
    }
    setter.feet(&report.footer);
    setter.pages
}

struct Setter<'a> {
    fonts: &'a Fonts,
    /// How much larger the type is than usual.
    scale: f32,
    pages: Vec<Page>,
    /// The top of what comes next.
    y: f32,
    /// The number of the last piece of text.
    piece: usize,
}

impl Setter<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Field { label, value } => self.field(label, value),
            Block::Heading(text) => {
                self.skip(14.0);
                // A heading at the foot of a page, without what it heads, misleads.
                self.need(self.step(HEADING) + 3.0 * self.step(TEXT));
                self.text(text, HEADING);
                self.skip(2.0);
            }
            Block::Notice(text) => {
                self.skip(6.0);
                self.need(3.0 * self.step(NOTICE));
                self.rule();
                self.text(text, NOTICE);
                self.skip(4.0);
                self.rule();
            }
            Block::Paragraph(text) => {
                self.skip(4.0);
                self.text(text, TEXT);
            }
        }
    }

    /// Label and value start beside each other; the longer of both ends the field.
    fn field(&mut self, label: &str, value: &str) {
        self.skip(2.0);
        let [label_style, value_style] = [LABEL, TEXT].map(|style| style.scaled(self.scale));
        let labels = self.broken(label, label_style, VALUE_LEFT - GUTTER - MARGIN);
        let step = self.step(TEXT);
        let values = self.broken(value, value_style, WIDTH - MARGIN - VALUE_LEFT);
        // Both stay together, unless the value is long.
        let together = labels.len().max(values.len().min(TOGETHER));
        self.need(step * u16::try_from(together).map_or(1.0, f32::from));
        let (top, page) = (self.y, self.pages.len());
        self.lines(labels, label_style, MARGIN);
        let after_label = self.y;
        self.y = top;
        self.lines(values, value_style, VALUE_LEFT);
        if self.pages.len() == page {
            self.y = self.y.min(after_label);
        }
    }

    /// Text from margin to margin.
    fn text(&mut self, text: &str, style: Style) {
        let style = style.scaled(self.scale);
        let lines = self.broken(text, style, WIDTH - 2.0 * MARGIN);
        self.lines(lines, style, MARGIN);
    }

    /// From line to line.
    fn step(&self, style: Style) -> f32 {
        style.scaled(self.scale).size * LEADING
    }

    fn broken(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let font = self.fonts.of(style.weight);
        let text = self.fonts.settable(text);
        break_lines(&text, width, |line| font.measure(line) * style.size)
    }

    fn lines(&mut self, lines: Vec<String>, style: Style, left: f32) {
        self.piece += 1;
        let step = style.size * LEADING;
        for text in lines {
            self.need(step);
            self.y -= step;
            if text.is_empty() {
                continue;
            }
            // The baseline: letters stand in the middle of their line.
            let y = self.y + (step - style.size) / 2.0 + style.size * 0.12;
            let block = Some(self.piece);
            self.put(Line::Text {
                text,
                x: left,
                y,
                style,
                block,
            });
        }
    }

    fn rule(&mut self) {
        self.put(Line::Rule { y: self.y });
        self.skip(4.0);
    }

    fn skip(&mut self, height: f32) {
        self.y -= height;
    }

    /// Begins a page if there is less than `height` left on this one.
    fn need(&mut self, height: f32) {
        if self.y - height < BOTTOM {
            self.pages.push(Page::default());
            self.y = HEIGHT - MARGIN;
        }
    }

    fn put(&mut self, line: Line) {
        if let Some(page) = self.pages.last_mut() {
            page.lines.push(line);
        }
    }

    /// The foot of every page: which it is of how many, and what else stands there.
    fn feet(&mut self, footer: &str) {
        let count = self.pages.len();
        let font = self.fonts.of(FOOT.weight);
        let width = WIDTH - 2.0 * MARGIN - 60.0;
        let footer = self.broken(footer, FOOT, width);
        let footer = footer.first().cloned().unwrap_or_default();
        let y = BOTTOM - 30.0;
        let text = |text: String, x: f32| Line::Text {
            text,
            x,
            y,
            style: FOOT,
            block: None,
        };
        for (index, page) in self.pages.iter_mut().enumerate() {
            let number = format!("{} / {count}", index + 1);
            let right = WIDTH - MARGIN - font.measure(&number) * FOOT.size;
            page.lines.push(text(number, right));
            if !footer.is_empty() {
                page.lines.push(text(footer.clone(), MARGIN));
            }
        }
    }
}
