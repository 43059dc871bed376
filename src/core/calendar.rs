//! Calendar files (RFC 5545, iCalendar): all-day entries with alarms. The words are the caller's; what
//! the file must look like to the octet is here.

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::jpki::Slot;
use super::rules::RenewalWindow;

/// Which program makes the files: `-//Name//Product//EN` (§3.7.3).
const PRODUCT: &str = "-//Inkan//Renewal of certificates//EN";

/// A calendar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// When it was made; each entry's DTSTAMP (§3.8.7.2).
    pub made_at: Timestamp,
    /// The entries, in order.
    pub entries: Vec<Entry>,
}

/// An entry for a whole day, which takes nobody's time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What tells it from all others; the same again when the file is made again.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// Its title.
    pub summary: String,
    /// What else is to be said.
    pub description: String,
    /// When to call attention to it: at 9:00, this many days before the day.
    pub alarms: Vec<u16>,
}

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Milestone {
    /// The certificate's last day.
    Expiry,
    /// The first day on which it can be renewed.
    RenewalOpens,
}

impl Milestone {
    /// The days before which attention is called: on the day that the window opens; 30 and 7 days
    /// before the end.
    pub fn alarms(self) -> Vec<u16> {
        match self {
            Self::Expiry => vec![30, 7],
            Self::RenewalOpens => vec![0],
        }
    }

    /// The day within the window.
    pub fn day(self, window: RenewalWindow) -> Date {
        match self {
            Self::Expiry => window.until,
            Self::RenewalOpens => window.from,
        }
    }
}

/// An identifier that depends on nothing but which certificate, which day and what for: the same each
/// time, and nothing personal. Two people whose certificates end on the same day share it.
pub fn uid(slot: Slot, milestone: Milestone, window: RenewalWindow) -> String {
    let slot = slot.name();
    let milestone_name = match milestone {
        Milestone::Expiry => "expiry",
        Milestone::RenewalOpens => "renewal-opens",
    };
    let named = format!("{slot}/{milestone_name}/{}", milestone.day(window));
    let digest = Sha256::digest(named.as_bytes());
    let half = digest.first_chunk::<16>().copied().unwrap_or_default();
    let hex = u128::from_be_bytes(half);
    // The top-level domain that nobody can have (RFC 2606).
    format!("{hex:032x}@inkan.invalid")
}

impl Calendar {
    /// The file: UTF-8, lines ended by CR LF, none longer than 75 octets. It has no METHOD: it invites
    /// nobody, and with one every entry would need an organizer (RFC 5546 §3.2.1).
    pub fn to_ics(&self) -> String {
        let mut lines = Lines::default();
        lines.put("BEGIN:VCALENDAR");
        lines.put("VERSION:2.0");
        lines.put(&format!("PRODID:{PRODUCT}"));
        lines.put("CALSCALE:GREGORIAN");
        for entry in &self.entries {
            self.entry(entry, &mut lines);
        }
        lines.put("END:VCALENDAR");
        lines.text
    }

    fn entry(&self, entry: &Entry, lines: &mut Lines) {
        lines.put("BEGIN:VEVENT");
        lines.put(&format!("UID:{}", escaped(&entry.uid)));
        let stamp = jiff::tz::Offset::UTC.to_datetime(self.made_at);
        lines.put(&format!("DTSTAMP:{}Z", stamp.strftime("%Y%m%dT%H%M%S")));
        lines.put(&format!(
            "DTSTART;VALUE=DATE:{}",
            entry.day.strftime("%Y%m%d")
        ));
        // The end is not included (§3.6.1). Without it an entry is one day long as well.
        if let Ok(next) = entry.day.tomorrow() {
            lines.put(&format!("DTEND;VALUE=DATE:{}", next.strftime("%Y%m%d")));
        }
        lines.put(&format!("SUMMARY:{}", escaped(&entry.summary)));
        lines.put(&format!("DESCRIPTION:{}", escaped(&entry.description)));
        lines.put("CLASS:PRIVATE");
        lines.put("TRANSP:TRANSPARENT");
        for days in &entry.alarms {
            lines.put("BEGIN:VALARM");
            lines.put("ACTION:DISPLAY");
            lines.put(&format!("DESCRIPTION:{}", escaped(&entry.summary)));
            lines.put(&format!("TRIGGER:{}", trigger(*days)));
            lines.put("END:VALARM");
        }
        lines.put("END:VEVENT");
    }
}

/// 9:00 on the day that lies this many days before an all-day entry, which begins at midnight
/// (§3.3.6, §3.8.6.3).
fn trigger(days: u16) -> String {
    match days {
        0 => "PT9H".to_owned(),
        1 => "-PT15H".to_owned(),
        days => format!("-P{}DT15H", days - 1),
    }
}

/// A TEXT value (§3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\r' => {
                characters.next_if_eq(&'\n');
                escaped.push_str("\\n");
            }
            '\n' => escaped.push_str("\\n"),
            // CONTROL is not allowed in a text (§3.1), but for the tab.
            control if control.is_control() && control != '\t' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// Content lines, folded (§3.1).
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// The most octets of a line, without its end.
    const MOST: usize = 75;

    fn put(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            if octets + character.len_utf8() > Self::MOST {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(character);
            octets += character.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(line: &str) -> String {
        let mut lines = Lines::default();
        lines.put(line);
        lines.text
    }

    #[test]
    fn seventy_five_octets_are_a_line_and_the_next_one_is_not() {
        let line = |count: usize| "x".repeat(count);
        assert_eq!(folded(&line(75)), format!("{}\r\n", line(75)));
        assert_eq!(folded(&line(76)), format!("{}\r\n x\r\n", line(75)));
        let two = format!("{}\r\n {}\r\n", line(75), line(74));
        assert_eq!(folded(&line(149)), two);
        // A kanji has three octets, and is not torn: 25 fill the first line, 24 each further one.
        let kanji = |count: usize| "印".repeat(count);
        assert_eq!(folded(&kanji(25)), format!("{}\r\n", kanji(25)));
        assert_eq!(
            folded(&kanji(50)),
            format!("{}\r\n {}\r\n 印\r\n", kanji(25), kanji(24))
        );
        assert_eq!(
            folded(&format!("x{}", kanji(25))),
            format!("x{}\r\n 印\r\n", kanji(24))
        );
    }

    #[test]
    fn what_would_end_or_part_a_value_is_escaped() {
        assert_eq!(escaped(r"a\b;c,d:e"), r"a\\b\;c\,d:e");
        assert_eq!(escaped("a\nb\r\nc\rd"), r"a\nb\nc\nd");
        assert_eq!(escaped("a\u{0}b\u{7F}c\u{85}d\te"), "abcd\te");
        assert_eq!(escaped("\nBEGIN:VALARM"), r"\nBEGIN:VALARM");
    }

    #[test]
    fn alarms_ring_at_nine_in_the_morning() {
        assert_eq!(trigger(0), "PT9H");
        assert_eq!(trigger(1), "-PT15H");
        assert_eq!(trigger(2), "-P1DT15H");
        assert_eq!(trigger(30), "-P29DT15H");
    }

    proptest! {
        #[test]
        fn unfolding_gives_the_line_again(line in "[ -~あ-ん漢字😀]{0,200}") {
            let folded = folded(&line);
            let unfolded = folded.replace("\r\n ", "");
            prop_assert_eq!(unfolded.strip_suffix("\r\n"), Some(line.as_str()));
            for line in folded.split("\r\n") {
                prop_assert!(line.len() <= Lines::MOST);
            }
        }
    }
}
