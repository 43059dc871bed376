//! Lines of a text that people wrote, to tell them where a mistake is.

use std::{ops::Range, str::Utf8Error};

/// What people wrote, without the byte order mark that editors of Windows put before it; or the line,
/// counted from 1, that is no UTF-8.
pub fn text_of(bytes: &[u8]) -> Result<&str, (usize, Utf8Error)> {
    let text = std::str::from_utf8(bytes);
    let text = text.map_err(|error| (line_of(bytes, error.valid_up_to()), error))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The line of the byte at `at`, counted from 1; beyond the end the last one.
pub fn line_of(text: &[u8], at: usize) -> usize {
    let before = text.get(..at).unwrap_or(text);
    before.split(|byte| *byte == b'\n').count()
}

/// The line where `span` begins, counted from 1; the first one where a reader names no place.
pub fn line_of_span(text: &str, span: Option<Range<usize>>) -> usize {
    line_of(text.as_bytes(), span.map_or(0, |span| span.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let text = b"a\nbc\n\nd";
        let lines = [0, 1, 2, 4, 5, 6, 7, 99].map(|at| line_of(text, at));
        assert_eq!(lines, [1, 1, 2, 2, 3, 4, 4, 4]);
        assert_eq!(line_of(b"", 0), 1);
    }
}
