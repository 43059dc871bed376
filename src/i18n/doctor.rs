//! The words of the doctor: each rung, each finding with its likely cause and a remedy for each
//! operating system, and the small technical line. One exhaustive match a language.

#![allow(
    missing_docs,
    reason = "a field's name and its Japanese text say what it is"
)]

mod easy;
mod en;
mod ja;

use crate::{
    app::{
        doctor::{Affected, Detail, Finding, Ladder, Make, Rung, System},
        settings::Language,
    },
    core::jpki::{CardKind, Slot},
};

/// The texts around the findings.
pub struct DoctorTexts {
    pub title: &'static str,
    pub lead: &'static str,
    pub start: &'static str,
    pub again: &'static str,
    /// What is being looked at.
    pub working: fn(Rung) -> String,
    pub all_good: &'static str,
    pub all_good_line: &'static str,
    /// How many findings there are.
    pub found: fn(usize) -> String,
    /// What to do about so many findings.
    pub found_line: fn(usize) -> &'static str,
    /// A rung's name.
    pub rung: fn(Rung) -> &'static str,
    /// What is good about it.
    pub good: fn(Rung) -> &'static str,
    pub not_looked_at: &'static str,
    pub cause: &'static str,
    pub remedy: &'static str,
    pub technical: &'static str,
    pub show_technical: &'static str,
    pub hide_technical: &'static str,
    /// Before the small line of a reader that is known.
    pub remark: fn(&str) -> String,
    /// Before a rung on a terminal: good, not good, not looked at.
    pub mark: fn(Option<bool>) -> &'static str,
    /// Between a name and what is said of it.
    pub colon: &'static str,
    /// Between the parts of the technical line.
    pub comma: &'static str,
    detail: fn(&Detail) -> String,
}

impl DoctorTexts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &ja::TEXTS,
            Language::JaEasy => &easy::TEXTS,
            Language::En => &en::TEXTS,
        }
    }

    /// The technical line of a rung; empty where there is none.
    pub fn line(&self, details: &[Detail]) -> String {
        let parts: Vec<String> = details.iter().map(self.detail).collect();
        parts.join(self.comma)
    }
}

/// The words for one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingText {
    /// What was found, one sentence.
    pub what: String,
    /// Why that is so most likely.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

/// The words for `finding`, with the remedy for `system` and, where it matters, for this make of
/// reader.
pub fn finding_text(
    language: Language,
    finding: Finding,
    system: System,
    make: Option<Make>,
) -> FindingText {
    match language {
        Language::Ja => ja::finding(finding, system, make),
        Language::JaEasy => easy::finding(finding, system, make),
        Language::En => en::finding(finding, system, make),
    }
}

/// The same, on the system and with the reader that a ladder was judged for.
pub fn finding_of(language: Language, ladder: &Ladder, finding: Finding) -> FindingText {
    let make = ladder.reader.map(|reader| reader.make);
    finding_text(language, finding, ladder.system, make)
}

/// What to mind with the reader, or the device without driver, that a rung is about.
pub fn remark(language: Language, ladder: &Ladder, rung: Rung) -> Option<&'static str> {
    let known = match rung {
        Rung::Driver => ladder.device?,
        Rung::Reader => ladder.reader?,
        _ => return None,
    };
    match language {
        Language::Ja => known.remark_ja.as_deref(),
        Language::JaEasy => known.remark_ja_easy.as_deref(),
        Language::En => known.remark_en.as_deref(),
    }
}

fn text(
    what: impl Into<String>,
    cause: impl Into<String>,
    remedy: impl Into<String>,
) -> FindingText {
    FindingText {
        what: what.into(),
        cause: cause.into(),
        remedy: remedy.into(),
    }
}

/// One of three texts, by the system.
struct BySystem {
    linux: &'static str,
    macos: &'static str,
    windows: &'static str,
}

impl BySystem {
    fn on(&self, system: System) -> &'static str {
        match system {
            System::Linux => self.linux,
            System::MacOs => self.macos,
            System::Windows => self.windows,
        }
    }
}

/// One of three texts, by how the reader reaches the card.
struct ByMake {
    contact: &'static str,
    contactless: &'static str,
    unknown: &'static str,
}

impl ByMake {
    fn with(&self, make: Option<Make>) -> &'static str {
        match make {
            Some(Make::Contact) => self.contact,
            Some(Make::Contactless) => self.contactless,
            Some(Make::Platform | Make::Virtual) | None => self.unknown,
        }
    }
}

/// One side's text, or both joined.
fn affected(affected: Affected, of: fn(Slot) -> &'static str, and: &str) -> String {
    match affected {
        Affected::Both => {
            let [first, second] = Slot::BOTH.map(of);
            format!("{first}{and}{second}")
        }
        Affected::One(slot) => of(slot).to_owned(),
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        write!(text, "{byte:02X}").ok();
        text
    })
}

/// What a card of this kind calls itself (jpki-card §1.3).
fn token_label(kind: CardKind) -> Option<&'static str> {
    Some(match kind {
        CardKind::Android => "JPKIAPGPSETOKEN",
        CardKind::Iphone => "JPKIAPIOSTOKEN",
        CardKind::JukiCard => "JPKIAPICCTOKEN",
        CardKind::MyNumberCard => "JPKIAPICCTOKEN2",
        CardKind::Other => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAKES: [Option<Make>; 5] = [
        None,
        Some(Make::Contact),
        Some(Make::Contactless),
        Some(Make::Platform),
        Some(Make::Virtual),
    ];

    /// Every finding about one side and about both.
    fn findings() -> Vec<Finding> {
        let mut all = Finding::examples();
        for which in [
            Affected::Both,
            Affected::One(Slot::Auth),
            Affected::One(Slot::Sign),
        ] {
            all.extend([
                Finding::CertificateUnreadable(which),
                Finding::CertificateExpired(which),
                Finding::Blocked(which),
                Finding::LastTry(which),
                Finding::TriesUnknown(which),
            ]);
        }
        all
    }

    /// All three sentences of every finding on every system with every make of reader.
    fn every_text(look: impl Fn(&str, Finding, Language, System)) {
        for language in Language::ALL {
            for finding in findings() {
                for system in System::ALL {
                    for make in MAKES {
                        let words = finding_text(language, finding, system, make);
                        for sentence in [&words.what, &words.cause, &words.remedy] {
                            look(sentence, finding, language, system);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn every_finding_has_a_cause_and_a_remedy_on_every_system() {
        every_text(|sentence, finding, language, system| {
            let is_japanese = sentence
                .chars()
                .any(|it| ('\u{3040}'..'\u{a000}').contains(&it));
            let end = match language {
                Language::En => ".",
                Language::Ja | Language::JaEasy => "。",
            };
            assert!(sentence.len() > 10, "{finding:?} {language:?} {system:?}");
            assert_eq!(is_japanese, language != Language::En, "{sentence}");
            assert!(sentence.ends_with(end), "{sentence}");
            assert!(!sentence.contains(".."), "{sentence}");
            assert!(!sentence.contains("  "), "{sentence}");
        });
    }

    #[test]
    fn nobody_is_sent_to_another_system() {
        every_text(|sentence, finding, _, system| {
            let foreign: &[&str] = match system {
                System::Linux => &["Windows", "macOS", "Mac", "Smart Card」", "Services window"],
                System::MacOs => &[
                    "Windows", "Linux", "sudo", "pcscd", "Ubuntu", "polkit", "apt ",
                ],
                System::Windows => &["macOS", "Mac", "Linux", "sudo", "pcscd", "Ubuntu", "polkit"],
            };
            for word in foreign {
                assert!(
                    !sentence.contains(word),
                    "{finding:?}: {word} in {sentence}"
                );
            }
        });
    }

    #[test]
    fn how_a_card_is_placed_fits_the_reader() {
        let remedy = |make| {
            finding_text(Language::Ja, Finding::CardMute, System::Windows, Some(make)).remedy
        };
        assert!(remedy(Make::Contact).contains("差し込んで"));
        assert!(!remedy(Make::Contact).contains("真ん中に置いて"));
        assert!(remedy(Make::Contactless).contains("真ん中に置いて"));
        assert!(!remedy(Make::Contactless).contains("差し込んで"));
    }

    #[test]
    fn what_is_known_of_a_device_is_told_on_its_rung() {
        use crate::app::ports::{UsbDevice, known_readers::known_device};
        let rc_s320 = UsbDevice {
            vendor: 0x054C,
            product: 0x01BB,
        };
        let ladder = Ladder {
            system: System::Windows,
            reader: None,
            device: known_device(rc_s320),
            rungs: Vec::new(),
        };
        let told = remark(Language::Ja, &ladder, Rung::Driver).expect("known");
        assert!(
            told.contains("マイナンバーカードを読み取れません"),
            "{told}"
        );
        assert!(remark(Language::En, &ladder, Rung::Driver).is_some());
        for rung in [Rung::Reader, Rung::Card, Rung::Clock] {
            assert_eq!(remark(Language::Ja, &ladder, rung), None);
        }
    }

    #[test]
    fn rungs_have_names_of_their_own_and_a_word_when_good() {
        for language in Language::ALL {
            let texts = DoctorTexts::of(language);
            let names: std::collections::BTreeSet<&str> =
                Rung::ALL.into_iter().map(texts.rung).collect();
            assert_eq!(names.len(), Rung::ALL.len());
            for rung in Rung::ALL {
                assert!(!(texts.good)(rung).is_empty());
                assert!((texts.working)(rung).contains((texts.rung)(rung)));
            }
        }
    }

    #[test]
    fn the_button_to_press_again_is_called_by_its_name() {
        for language in Language::ALL {
            let texts = DoctorTexts::of(language);
            for count in [1, 2] {
                assert!((texts.found_line)(count).contains(texts.again));
            }
        }
    }

    #[test]
    fn what_has_expired_is_issued_anew_and_not_renewed() {
        for language in Language::ALL {
            let expired = Finding::CertificateExpired(Affected::Both);
            let remedy = finding_text(language, expired, System::Linux, None).remedy;
            assert!(
                !remedy.contains("更新") && !remedy.contains("renew"),
                "{remedy}"
            );
        }
    }

    #[test]
    fn the_technical_line_has_numbers_as_people_look_them_up() {
        let line = DoctorTexts::of(Language::Ja).line(&[
            Detail::ReturnValue(0x8010_006A),
            Detail::StatusWord(0x6A82),
            Detail::Atr(vec![0x3B, 0xE0, 0x00]),
        ]);
        assert_eq!(line, "応答 0x8010006A、SW 6A82、ATR 3BE000");
        assert_eq!(DoctorTexts::of(Language::En).line(&[]), "");
    }
}
