//! Text and dates of PDF (ISO 32000-2 §7.9.2, §7.9.4), as far as a signature has them.

use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{Offset, TimeZone},
};

use crate::core::printable::printable;

/// The most characters of a name that are kept.
const MAX_CHARS: usize = 256;

/// Text as it may be shown on one line: the names of fields are the document's, and may be made to
/// confuse.
pub(super) fn shown(text: &str) -> String {
    let cut: String = text.chars().take(MAX_CHARS).collect();
    printable(&cut)
}

/// A date: `D:20261122130000+09'00'`. What is left out counts as its start, a missing time zone as
/// UTC.
pub(super) fn date(bytes: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix("D:").unwrap_or(text);
    let digits = text.find(|it: char| !it.is_ascii_digit());
    let (digits, zone) = text.split_at_checked(digits.unwrap_or(text.len()))?;
    let number = |from: usize, to: usize, default: i8| match digits.get(from..to) {
        Some(part) => part.parse().ok(),
        None if digits.len() <= from => Some(default),
        None => None,
    };
    let moment = DateTime::new(
        digits.get(..4)?.parse().ok()?,
        number(4, 6, 1)?,
        number(6, 8, 1)?,
        number(8, 10, 0)?,
        number(10, 12, 0)?,
        number(12, 14, 0)?,
        0,
    )
    .ok()?;
    let zone = TimeZone::fixed(offset(zone)?);
    zone.to_timestamp(moment).ok()
}

/// `+09'00'`, `+09'00`, `+0900`, `Z`, or nothing.
fn offset(zone: &str) -> Option<Offset> {
    let sign = match zone.chars().next() {
        None | Some('Z') => return Some(Offset::UTC),
        Some('+') => 1,
        Some('-') => -1,
        Some(_) => return None,
    };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits
        .get(2..4)
        .map_or(Some(0), |minutes| minutes.parse().ok())?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::pdf::text;

    #[test]
    fn dates_of_every_length_are_read() {
        for (written, expected) in [
            ("D:20261122130000+09'00'", "2026-11-22T04:00:00Z"),
            ("D:20261122130000+09'00", "2026-11-22T04:00:00Z"),
            ("D:20261122130000-0330", "2026-11-22T16:30:00Z"),
            ("20261122130000Z", "2026-11-22T13:00:00Z"),
            ("D:20261122130000Z00'00'", "2026-11-22T13:00:00Z"),
            ("D:202611", "2026-11-01T00:00:00Z"),
        ] {
            let expected: Timestamp = expected.parse().expect("a time");
            assert_eq!(date(written.as_bytes()), Some(expected), "{written}");
        }
        for written in [
            "",
            "D:",
            "D:2026112",
            "D:20261322",
            "yesterday",
            "D:20261122130000?",
        ] {
            assert_eq!(date(written.as_bytes()), None, "{written}");
        }
    }

    #[test]
    fn names_are_text_without_tricks() {
        assert_eq!(text(b"\xFE\xFF\x7F\x72\x54\x0D"), "署名");
        assert_eq!(text(b"\xEF\xBB\xBF\xE7\xBD\xB2"), "署");
        assert_eq!(shown(&text(b"S\xE9\x1B[2J")), "Sé\u{FFFD}[2J");
        assert_eq!(shown(&text(b"\xFE\xFF\x20\x2E")), "\u{FFFD}");
        assert_eq!(
            shown("a\u{200B}b"),
            "a\u{FFFD}b",
            "two names that look alike"
        );
    }
}
