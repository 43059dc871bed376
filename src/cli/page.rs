//! A report as lines for a terminal, wrapped to its width: Japanese characters take two columns, no
//! line begins with a full stop, and what belongs to a label or a number stands under it.

use super::columns::width;
use crate::core::pdf::report::{Block, TextReport, break_lines};

/// The columns of a terminal that does not say how many it has.
pub const USUAL_WIDTH: usize = 80;
/// Longer lines are hard to read.
const MOST: usize = 100;
/// Below this nothing can be laid out.
const LEAST: usize = 20;
const INDENT: usize = 2;
/// The digits of a step's number; what is longer is none.
const STEP_DIGITS: std::ops::RangeInclusive<usize> = 1..=3;
/// A longer label has its value below it.
const WIDEST: usize = 28;

/// `report` in lines of at most `columns` columns, every one ended; what is said of the document as a
/// file is left out. `bullet` begins a fact of a list.
pub fn page(report: &TextReport, columns: usize, bullet: &str) -> String {
    let columns = columns.clamp(LEAST, MOST);
    let mut page = Page {
        columns,
        labels: 0,
        text: String::new(),
    };
    page.wrapped(&report.title, 0, 0);
    page.text.push('\n');
    let mut before = None;
    for (place, block) in report.blocks.iter().enumerate() {
        if before.is_some_and(|before| is_apart(before, block, bullet)) {
            page.text.push('\n');
        }
        match block {
            Block::Field { label, value } => {
                if !matches!(before, Some(Block::Field { .. })) {
                    page.labels = labels(report.blocks.iter().skip(place));
                }
                page.field(label, value);
            }
            Block::Heading(text) | Block::Notice(text) => page.wrapped(text, 0, 0),
            Block::Paragraph(text) => page.wrapped(text, 0, width(marker(text, bullet))),
        }
        before = Some(block);
    }
    page.text
}

/// How wide the label column of the fields at the beginning of `blocks` is: as the widest of them that
/// is not wide beyond measure.
fn labels<'a>(blocks: impl Iterator<Item = &'a Block>) -> usize {
    let labels = blocks.map_while(|block| match block {
        Block::Field { label, .. } => Some(width(label)),
        Block::Heading(_) | Block::Notice(_) | Block::Paragraph(_) => None,
    });
    labels.filter(|width| *width <= WIDEST).max().unwrap_or(0)
}

/// Whether an empty line stands between two pieces.
fn is_apart(before: &Block, block: &Block, bullet: &str) -> bool {
    match (before, block) {
        (Block::Heading(_), _) | (Block::Field { .. }, Block::Field { .. }) => false,
        (Block::Paragraph(one), Block::Paragraph(next)) => {
            let [one, next] = [one, next].map(|text| marker(text, bullet));
            let are_items = !one.is_empty() && !next.is_empty();
            !(are_items && (one == bullet) == (next == bullet))
        }
        _ => true,
    }
}

/// What a fact of a list or a step begins with: the bullet, or `1. `.
fn marker<'a>(text: &'a str, bullet: &str) -> &'a str {
    let length = if text.starts_with(bullet) {
        bullet.len()
    } else {
        match text.split_once(". ") {
            Some((number, _))
                if STEP_DIGITS.contains(&number.len())
                    && number.chars().all(|c| c.is_ascii_digit()) =>
            {
                number.len() + 2
            }
            _ => 0,
        }
    };
    text.get(..length).unwrap_or_default()
}

struct Page {
    columns: usize,
    /// How wide the labels of these fields are.
    labels: usize,
    text: String,
}

impl Page {
    /// Label and value side by side; one below the other where a label is long or there is little room.
    fn field(&mut self, label: &str, value: &str) {
        let values = INDENT + self.labels + INDENT;
        if width(label) > self.labels || values + LEAST > self.columns {
            self.wrapped(label, INDENT, 0);
            self.wrapped(value, 2 * INDENT, 0);
            return;
        }
        let room = self.columns.saturating_sub(values);
        let lines = break_lines(value, measured(room), |line| measured(width(line)));
        for (number, line) in lines.into_iter().enumerate() {
            let label = if number == 0 { label } else { "" };
            self.text.push_str(&" ".repeat(INDENT));
            self.text.push_str(label);
            let gap = values.saturating_sub(INDENT + width(label));
            self.text.push_str(&" ".repeat(gap));
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    /// `text` from `indent` on; lines that are broken off begin `hanging` columns further right.
    fn wrapped(&mut self, text: &str, indent: usize, hanging: usize) {
        let room = self.columns.saturating_sub(indent + hanging);
        let marker_length = text
            .char_indices()
            .scan(0, |columns, (at, character)| {
                let here = (*columns < hanging).then_some(at + character.len_utf8());
                *columns += width(character.encode_utf8(&mut [0; 4]));
                here
            })
            .last()
            .unwrap_or_default();
        let (marker, rest) = text.split_at_checked(marker_length).unwrap_or(("", text));
        for (number, line) in break_lines(rest, measured(room), |line| measured(width(line)))
            .into_iter()
            .enumerate()
        {
            self.text.push_str(&" ".repeat(indent));
            if number == 0 {
                self.text.push_str(marker);
            } else if !line.is_empty() {
                self.text.push_str(&" ".repeat(hanging));
            }
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }
}

/// Columns as a length; nobody's terminal is wider than 65535.
fn measured(columns: usize) -> f32 {
    f32::from(u16::try_from(columns).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(blocks: Vec<Block>) -> TextReport {
        TextReport {
            title: "見出し".to_owned(),
            blocks,
            ..TextReport::default()
        }
    }

    #[test]
    fn what_is_broken_off_stands_under_its_beginning() {
        let text = |text: &str| Block::Paragraph(text.to_owned());
        let report = report(vec![
            text("これは長い段落です。二行になります。"),
            text("・これは長い箇条書きの一つです。"),
            text("・短い。"),
            text("1. 順番のある長い手順の一つです。"),
            Block::Heading("節".to_owned()),
            Block::Field {
                label: "名".to_owned(),
                value: "値".to_owned(),
            },
            Block::Field {
                label: "電話".to_owned(),
                value: "とても長い値がここに来ます。".to_owned(),
            },
        ]);
        assert_eq!(
            page(&report, 24, "・"),
            "見出し\n\n\
             これは長い段落です。二行\nになります。\n\n\
             ・これは長い箇条書きの一\n  つです。\n\
             ・短い。\n\n\
             1. 順番のある長い手順の\n   一つです。\n\n\
             節\n\
             \u{20} 名\n    値\n\
             \u{20} 電話\n\
             \u{20}   とても長い値がここに\n    来ます。\n"
        );
    }

    #[test]
    fn values_stand_under_each_other_where_there_is_room() {
        let field = |label: &str, value: &str| Block::Field {
            label: label.to_owned(),
            value: value.to_owned(),
        };
        let wide = "とても長くて列を広げすぎる項目の名前です";
        let report = report(vec![
            field("fee", "手数料"),
            field("renewal", "更新は有効期限の三か月前からできます。"),
            field(wide, "値"),
        ]);
        let expected = format!(
            "見出し\n\n\
             \u{20} fee      手数料\n\
             \u{20} renewal  更新は有効期限の三か月前か\n\
             \u{20}          らできます。\n\
             \u{20} {}\n  {}\n    値\n",
            "とても長くて列を広げすぎる項目の名", "前です"
        );
        assert_eq!(page(&report, 37, "・"), expected);
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let long = "漢字かな交じりの文と words in English、そして数字1234567890。".repeat(4);
        let number = "1".repeat(40);
        let report = report(vec![
            Block::Paragraph(long.clone()),
            Block::Paragraph(format!("- {long}")),
            Block::Paragraph(format!("{number}. {long}")),
            Block::Field {
                label: long.clone(),
                value: long.clone(),
            },
            Block::Heading(long.clone()),
            Block::Notice(long),
        ]);
        for columns in [0, 20, 33, 40, 80, 100, 400] {
            let page = page(&report, columns, "- ");
            let widest = page.lines().map(width).max().unwrap_or_default();
            assert!(
                widest <= columns.clamp(LEAST, MOST),
                "{columns}: {widest}\n{page}"
            );
        }
    }
}
