//! The support report: what helps others to help, made of fields that have no room for anything about
//! a person. Versions are numbers, settings and findings closed lists, what was said to cards is the
//! journal's. A reader's name is there without its serial number; software of the system that counts
//! as a reader is without its name, which may be its owner's.
//!
//! `i18n::support` makes the text of it, with the code at its end ([`read_out_code`]).

mod code;
mod detail;

use jiff::Timestamp;

pub use code::read_out_code;
pub use detail::detail_words;

use super::{
    command::SupportOrder,
    doctor::Ladder,
    journal::{Entry, ReaderLabel},
    ports::{MachineFacts, Presence, ReaderKind, ReaderReport, ReaderSnapshot},
    settings::{ColorScheme, Language, Settings, TextChoice},
};

/// The report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportReport {
    /// When it was made.
    pub made_at: Timestamp,
    /// What it was made by.
    pub program: Program,
    /// Whether practice mode was on: then nothing below is of a real reader.
    pub is_practice: bool,
    /// What the program runs on.
    pub machine: MachineFacts,
    /// The settings.
    pub settings: SettingsFacts,
    /// The readers, in the service's order; none too where the service is not there.
    pub readers: Vec<ReportedReader>,
    /// What the doctor finds now.
    pub ladder: Ladder,
    /// What was said to cards lately, oldest first.
    pub entries: Vec<Entry>,
}

/// The program, by what it was built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The kind of processor it was built for.
    pub processor: &'static str,
}

impl Program {
    /// This program.
    pub fn this() -> Self {
        Self {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            processor: std::env::consts::ARCH,
        }
    }
}

/// The settings, without what a person typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingsFacts {
    /// The language that was chosen; `None`: the system's.
    pub language: Option<Language>,
    /// The colours.
    pub colors: ColorScheme,
    /// The text size.
    pub text_size: TextChoice,
    /// Whether a reader was chosen; which one is said beside the readers.
    pub prefers_a_reader: bool,
}

impl From<&Settings> for SettingsFacts {
    fn from(settings: &Settings) -> Self {
        Self {
            language: settings.language,
            colors: settings.colors,
            text_size: settings.text_size,
            prefers_a_reader: settings.reader.is_some(),
        }
    }
}

/// One reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedReader {
    /// Its name; `None` for software of the system.
    pub label: Option<ReaderLabel>,
    /// What it is.
    pub kind: ReaderKind,
    /// What lies in it.
    pub presence: Presence,
    /// The card's answer to reset.
    pub atr: Atr,
    /// Whether the settings prefer it.
    pub is_preferred: bool,
}

impl ReportedReader {
    /// Of each reader what may be said.
    pub fn all_of(report: &ReaderReport, order: &SupportOrder) -> Vec<Self> {
        let only = order.only.as_deref();
        let of = |reader: &ReaderSnapshot| Self {
            label: match reader.kind {
                ReaderKind::Physical => Some(ReaderLabel::of(&reader.name)),
                ReaderKind::Platform => None,
            },
            kind: reader.kind,
            presence: reader.presence,
            atr: Atr::of(&reader.atr),
            is_preferred: order.settings.prefers(&reader.name),
        };
        report
            .snapshots()
            .iter()
            .filter(|reader| only.is_none_or(|part| reader.name.matches(part)))
            .map(of)
            .collect()
    }
}

/// What a reader is, as a word of the report.
pub fn kind_name(kind: ReaderKind) -> &'static str {
    match kind {
        ReaderKind::Physical => "physical",
        ReaderKind::Platform => "platform",
    }
}

/// What lies in a reader, as a word of the report.
pub fn presence_name(presence: Presence) -> &'static str {
    match presence {
        Presence::Card { .. } => "card",
        Presence::Empty => "empty",
        Presence::Mute => "mute",
    }
}

/// An answer to reset: at most 33 bytes (ISO/IEC 7816-3 §8), the same for all cards of a make. A
/// reader makes it up for a contactless card (PC/SC part 3), of its type and not of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atr {
    bytes: [u8; Self::MAX],
    len: usize,
}

impl Atr {
    const MAX: usize = 33;

    /// The first 33 of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        let mut atr = Self {
            bytes: [0; Self::MAX],
            len: bytes.len().min(Self::MAX),
        };
        for (place, byte) in atr.bytes.iter_mut().zip(bytes) {
            *place = *byte;
        }
        atr
    }

    /// In hexadecimal digits, two by two; empty without a card.
    pub fn to_hex(self) -> String {
        let digits: Vec<String> = self
            .bytes
            .iter()
            .take(self.len)
            .map(|byte| format!("{byte:02X}"))
            .collect();
        digits.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::ports::ReaderName;

    fn snapshot(name: &str, kind: ReaderKind) -> ReaderSnapshot {
        ReaderSnapshot {
            name: ReaderName(name.to_owned()),
            kind,
            presence: Presence::Card { insertions: 7 },
            atr: vec![0x3B, 0x8F, 0x01],
        }
    }

    #[test]
    fn readers_are_said_without_numbers_and_owners() {
        let report = ReaderReport::Readers(vec![
            snapshot("SONY RC-S300 (0012345)", ReaderKind::Physical),
            snapshot("Hanako's Hello 1", ReaderKind::Platform),
        ]);
        let settings = Settings {
            reader: Some("0012345".to_owned()),
            ..Settings::default()
        };
        let order = SupportOrder {
            only: None,
            settings: settings.clone(),
        };
        let readers = ReportedReader::all_of(&report, &order);
        let shown = format!("{readers:?}");
        assert!(shown.contains("SONY RC-S300 (...)"), "{shown}");
        assert!(
            !shown.contains("12345") && !shown.contains("Hanako"),
            "{shown}"
        );
        let preferred: Vec<bool> = readers.iter().map(|it| it.is_preferred).collect();
        assert_eq!(preferred, [true, false]);
        assert_eq!(readers[0].atr.to_hex(), "3B 8F 01");
        let facts = format!("{:?}", SettingsFacts::from(&settings));
        assert!(facts.contains("prefers_a_reader: true") && !facts.contains("12345"));
        assert!(ReportedReader::all_of(&ReaderReport::ServiceGone, &order).is_empty());
        let only = SupportOrder {
            only: Some("sony".to_owned()),
            ..order
        };
        assert_eq!(ReportedReader::all_of(&report, &only).len(), 1);
    }

    #[test]
    fn an_answer_to_reset_is_never_longer_than_one() {
        assert_eq!(Atr::of(&[]).to_hex(), "");
        assert_eq!(Atr::of(&[0xAB; 200]).to_hex().len(), 33 * 3 - 1);
    }
}
