//! The name of a reader as others may see it: without its serial number, which pcsc-lite and macOS
//! write in brackets behind the name and which tells one person's reader from all others.

use std::fmt;

use crate::{app::ports::ReaderName, core::printable::harmless};

/// The most characters of a name: pcsc-lite's own limit (`MAX_READERNAME`, 128 bytes).
const MAX_CHARACTERS: usize = 128;

/// From so many letters and digits on, what stands in brackets is a serial number: `(1)` is none.
const SERIAL_LENGTH: usize = 5;

/// A reader's name without a serial number and without characters that steer a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderLabel(String);

impl ReaderLabel {
    /// The label of the reader of this name.
    pub fn of(name: &ReaderName) -> Self {
        let mut label = String::new();
        let mut rest = name.0.as_str();
        while let Some((before, behind)) = rest.split_once('(') {
            label.push_str(before);
            label.push('(');
            rest = behind;
            if let Some((inside, after)) = behind.split_once(')')
                && is_serial(inside)
            {
                label.push_str("...)");
                rest = after;
            }
        }
        label.push_str(rest);
        Self(label.chars().take(MAX_CHARACTERS).map(harmless).collect())
    }

    /// The label.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReaderLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_serial(inside: &str) -> bool {
    let is_number = inside.chars().filter(char::is_ascii_digit).count() > 0;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    is_number && inside.len() >= SERIAL_LENGTH && inside.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(name: &str) -> String {
        ReaderLabel::of(&ReaderName(name.to_owned())).0
    }

    #[test]
    fn serial_numbers_are_left_out() {
        let cases = [
            (
                "SONY FeliCa RC-S300/S (0012345) 00 00",
                "SONY FeliCa RC-S300/S (...) 00 00",
            ),
            (
                "Gemalto PC Twin Reader (70D7E2EE) 00 00",
                "Gemalto PC Twin Reader (...) 00 00",
            ),
            (
                "Reader (1) [CCID Interface] (21120123-456) 01 00",
                "Reader (1) [CCID Interface] (...) 01 00",
            ),
            ("Virtual PCD 00 00", "Virtual PCD 00 00"),
            ("Reader (contactless) 0", "Reader (contactless) 0"),
            ("Reader (12345", "Reader (12345"),
        ];
        for (name, expected) in cases {
            assert_eq!(label(name), expected);
        }
    }

    #[test]
    fn names_are_bounded_and_steer_nothing() {
        assert_eq!(
            label("a\u{1B}[2J\n\u{202E}b"),
            "a\u{FFFD}[2J\u{FFFD}\u{FFFD}b"
        );
        assert_eq!(label(&"カ".repeat(500)).chars().count(), MAX_CHARACTERS);
    }
}
