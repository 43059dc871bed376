//! Texts of any width on a terminal.

use inkan::{
    cli::{
        columns::{Columns, width},
        page::page,
    },
    core::pdf::report::{Block, TextReport, break_lines},
};

/// Any text in columns: widths add up, values stand under each other, and no line is wider than it may.
/// The first byte says how wide that is.
pub fn widths(bytes: &[u8]) {
    let Some((columns, text)) = bytes.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(text);
    let columns = usize::from(*columns);
    let characters = text.chars().map(|it| width(it.encode_utf8(&mut [0; 4])));
    assert!(characters.clone().all(|it| it <= 2));
    assert_eq!(characters.sum::<usize>(), width(&text));
    let (label, value) = text.split_at(middle(&text));
    assert_eq!(width(label) + width(value), width(&text));
    are_cut(&text, columns);
    if !label.contains('\n') {
        stand_in_columns(label, value);
    }
    is_a_page(&text, label, value, columns);
}

fn middle(text: &str) -> usize {
    (0..=text.len() / 3)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// A line is wider than it may only where a single character is.
fn fits(line: &str, columns: usize) -> bool {
    width(line) <= columns || line.chars().count() == 1
}

fn are_cut(text: &str, columns: usize) {
    let measure = |text: &str| u16::try_from(width(text)).map_or(f32::MAX, f32::from);
    let room = u16::try_from(columns).map_or(f32::MAX, f32::from);
    let lines = break_lines(text, room, measure);
    assert!(!lines.is_empty());
    assert!(
        lines.iter().all(|line| fits(line, columns)),
        "{lines:?} in {columns}"
    );
    // Nothing is lost but white space.
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(solid(&lines.concat()), solid(text));
}

fn stand_in_columns(label: &str, value: &str) {
    let mut columns = Columns::default();
    let text = columns
        .heading(value)
        .field(label, value)
        .gap()
        .field("", "x")
        .text();
    let rest = text
        .strip_prefix(value)
        .and_then(|it| it.strip_prefix('\n'))
        .expect("the heading");
    let rest = rest
        .strip_prefix("  ")
        .and_then(|it| it.strip_prefix(label))
        .expect("the label");
    let rest = rest
        .strip_prefix("  ")
        .and_then(|it| it.strip_prefix(value))
        .expect("the value");
    assert_eq!(rest, format!("\n\n  {}x\n", " ".repeat(width(label) + 2)));
}

fn is_a_page(text: &str, label: &str, value: &str, columns: usize) {
    let field = |label: &str, value: &str| Block::Field {
        label: label.to_owned(),
        value: value.to_owned(),
    };
    let report = TextReport {
        title: value.to_owned(),
        blocks: vec![
            Block::Paragraph(text.to_owned()),
            Block::Heading(label.to_owned()),
            field(label, value),
            field("a", text),
        ],
        ..TextReport::default()
    };
    let page = page(&report, columns, "- ");
    assert!(page.ends_with('\n'));
    let widest = page.split('\n').map(width).max().unwrap_or_default();
    assert!(
        widest <= columns.clamp(20, 100),
        "{widest} of {columns}: {page}"
    );
}
