//! Lines for a terminal: labels in one column, values in the next, aligned by the width that
//! Japanese characters have there (two columns each).

/// Blocks of labelled lines.
#[derive(Default)]
pub struct Columns {
    lines: Vec<Line>,
}

enum Line {
    Empty,
    Field { label: String, value: String },
    Heading(String),
}

/// Between the longest label and the values.
const GAP: usize = 2;
const INDENT: &str = "  ";

impl Columns {
    /// A line of its own, at the margin.
    pub fn heading(&mut self, text: impl Into<String>) -> &mut Self {
        self.lines.push(Line::Heading(text.into()));
        self
    }

    /// A labelled value, indented.
    pub fn field(&mut self, label: &str, value: impl Into<String>) -> &mut Self {
        self.lines.push(Line::Field {
            label: label.to_owned(),
            value: value.into(),
        });
        self
    }

    /// An empty line.
    pub fn gap(&mut self) -> &mut Self {
        self.lines.push(Line::Empty);
        self
    }

    /// All lines, each ended.
    pub fn text(&self) -> String {
        let labels = self.lines.iter().filter_map(|line| match line {
            Line::Field { label, .. } => Some(width(label)),
            Line::Empty | Line::Heading(_) => None,
        });
        let column = labels.max().unwrap_or(0) + GAP;
        let mut text = String::new();
        for line in &self.lines {
            match line {
                Line::Empty => {}
                Line::Heading(heading) => text.push_str(heading),
                Line::Field { label, value } => {
                    text.push_str(INDENT);
                    text.push_str(label);
                    text.extend(std::iter::repeat_n(' ', column - width(label)));
                    text.push_str(value);
                }
            }
            text.push('\n');
        }
        text
    }
}

/// The columns that `text` takes on a terminal.
pub fn width(text: &str) -> usize {
    text.chars()
        .map(|character| if is_wide(character) { 2 } else { 1 })
        .sum()
}

/// East Asian Wide and Fullwidth (Unicode Annex 11), as far as labels and names have them.
fn is_wide(character: char) -> bool {
    matches!(
        character,
        '\u{1100}'..='\u{115F}'
            | '\u{2E80}'..='\u{303E}'
            | '\u{3041}'..='\u{A4CF}'
            | '\u{AC00}'..='\u{D7A3}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE6F}'
            | '\u{FF00}'..='\u{FF60}'
            | '\u{FFE0}'..='\u{FFE6}'
            | '\u{20000}'..='\u{3FFFD}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_under_each_other_in_both_scripts() {
        let mut columns = Columns::default();
        columns
            .heading("署名用")
            .field("状態", "a")
            .field("有効期限", "b")
            .gap()
            .field("PIN", "c");
        assert_eq!(
            columns.text(),
            "署名用\n  状態      a\n  有効期限  b\n\n  PIN       c\n"
        );
    }
}
