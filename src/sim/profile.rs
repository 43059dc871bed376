//! What a simulated card is like: its holder, its certificates' dates, its counters and its
//! faults, read from the TOML of `assets/demo`. Names and descriptions of the profiles for people
//! are texts and live in `i18n`. Everybody in a profile is invented, visibly.

mod behaviour;
mod holder;

use std::{num::NonZeroU32, time::Duration};

use jiff::{ToSpan, civil::Date};
use serde::Deserialize;
use thiserror::Error;

pub use behaviour::{ApduStyle, Behaviour, BlockedStatus, Filler, QueryAfterSuccess, StandsFor};
pub use holder::{Holder, Sex};

use crate::core::{jpki::Slot, lines::line_of_span};

/// The profiles that are compiled in, in the order in which practice mode offers them.
const BUILT_IN: [(&str, &str); 12] = [
    ("normal", include_str!("../../assets/demo/normal.toml")),
    (
        "renewable",
        include_str!("../../assets/demo/renewable.toml"),
    ),
    ("expired", include_str!("../../assets/demo/expired.toml")),
    (
        "sign-locked",
        include_str!("../../assets/demo/sign-locked.toml"),
    ),
    (
        "auth-last-try",
        include_str!("../../assets/demo/auth-last-try.toml"),
    ),
    (
        "both-locked",
        include_str!("../../assets/demo/both-locked.toml"),
    ),
    ("child", include_str!("../../assets/demo/child.toml")),
    ("slow", include_str!("../../assets/demo/slow.toml")),
    (
        "pulled-mid-sign",
        include_str!("../../assets/demo/pulled-mid-sign.toml"),
    ),
    (
        "upside-down",
        include_str!("../../assets/demo/upside-down.toml"),
    ),
    (
        "bank-card",
        include_str!("../../assets/demo/bank-card.toml"),
    ),
    (
        "next-generation",
        include_str!("../../assets/demo/next-generation.toml"),
    ),
];

/// Why there is no such profile.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProfileError {
    /// The text is no profile.
    #[error("line {line}: {message}")]
    Text {
        /// Counted from 1.
        line: usize,
        /// What is wrong there, from the TOML reader.
        message: String,
    },
    /// No compiled-in profile has this id.
    #[error("there is no demo card named {id:?}")]
    Unknown {
        /// What was asked for.
        id: String,
    },
}

/// A simulated card, described.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// Its name on the command line and in `i18n`.
    pub id: String,
    /// What kind of keys it has.
    #[serde(default)]
    pub algorithm: Algorithm,
    /// Whose card it is.
    pub holder: Holder,
    /// Which certificates it has, and until when.
    pub certificates: Terms,
    /// How many tries are left.
    pub tries: Tries,
    /// How it differs from the usual card.
    #[serde(default)]
    pub card: Behaviour,
    /// How long it takes.
    #[serde(default)]
    pub delays: Delays,
    /// What goes wrong.
    #[serde(default)]
    pub faults: Faults,
}

impl Profile {
    /// The ids of the compiled-in profiles, in the order in which practice mode offers them.
    pub fn ids() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(id, _)| *id)
    }

    /// The compiled-in profile of this id.
    pub fn built_in(id: &str) -> Result<Self, ProfileError> {
        let (_, text) = BUILT_IN
            .iter()
            .find(|(known, _)| *known == id)
            .ok_or_else(|| ProfileError::Unknown { id: id.to_owned() })?;
        Self::parse(text)
    }

    /// Reads a profile from TOML. Unknown fields are errors.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        toml::from_str(text).map_err(|error| ProfileError::Text {
            line: line_of_span(text, error.span()),
            message: error.message().to_owned(),
        })
    }
}

/// The kind of the card's keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Algorithm {
    /// ECDSA on P-384: the announced next card.
    #[serde(rename = "p-384")]
    P384,
    /// RSA with 2048 bits: today's card.
    #[default]
    #[serde(rename = "rsa-2048")]
    Rsa2048,
}

/// The certificates of a card; a missing one was never issued.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// 利用者証明用.
    pub auth: Option<Term>,
    /// 署名用.
    pub sign: Option<Term>,
}

impl Terms {
    /// The term of one slot's certificate.
    pub fn of(&self, slot: Slot) -> Option<Term> {
        match slot {
            Slot::Auth => self.auth,
            Slot::Sign => self.sign,
        }
    }
}

/// From when until when a certificate runs, as days in Japan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The day of issue.
    pub from: Day,
    /// The last day, to its end (23:59:59 in Japan).
    pub until: Day,
}

/// A day counted from today, so that a practice card never grows old: `today + 44 days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Day {
    offset: i32,
}

impl Day {
    /// The day itself; `None` beyond the calendar.
    pub fn after(self, today: Date) -> Option<Date> {
        today.checked_add(self.offset.days()).ok()
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not of the form \"today + 44 days\"");
        let words: Vec<&str> = text.split_whitespace().collect();
        let (sign, count) = match words.as_slice() {
            ["today"] => (1, "0"),
            ["today", "+", count, "days"] => (1, *count),
            ["today", "-", count, "days"] => (-1, *count),
            _ => return Err(wrong()),
        };
        let count: u16 = count.parse().map_err(|_not_a_count| wrong())?;
        Ok(Self {
            offset: sign * i32::from(count),
        })
    }
}

/// Tries left of each PIN; 0 is a blocked one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "TriesText")]
pub struct Tries {
    /// 利用者証明用, 0 to 3.
    pub auth: u8,
    /// 署名用, 0 to 5.
    pub sign: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TriesText {
    auth: u8,
    sign: u8,
}

impl TryFrom<TriesText> for Tries {
    type Error = String;

    fn try_from(text: TriesText) -> Result<Self, String> {
        for (name, given, slot) in [
            ("auth", text.auth, Slot::Auth),
            ("sign", text.sign, Slot::Sign),
        ] {
            if given > slot.max_attempts() {
                return Err(format!("{name} has at most {} tries", slot.max_attempts()));
            }
        }
        Ok(Self {
            auth: text.auth,
            sign: text.sign,
        })
    }
}

/// How long the card takes, in milliseconds. It only says so; whoever carries its answers waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Delays {
    /// For each command.
    pub command_ms: u32,
    /// For each signature, on top.
    pub signature_ms: u32,
}

impl Delays {
    pub(super) fn command(self) -> Duration {
        Duration::from_millis(self.command_ms.into())
    }

    pub(super) fn signature(self) -> Duration {
        Duration::from_millis(self.signature_ms.into())
    }
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Faults {
    /// The card is pulled in the middle of its n-th signature, counted from 1, once.
    pub pulled_at_signature: Option<NonZeroU32>,
    /// The card is put into the reader of practice mode the wrong way round, once: it does not answer.
    pub upside_down: bool,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const NORMAL: &str = include_str!("../../assets/demo/normal.toml");

    #[test]
    fn every_compiled_in_profile_parses_and_bears_its_id() {
        for id in Profile::ids() {
            assert_eq!(Profile::built_in(id).expect(id).id, id);
        }
        assert_eq!(
            Profile::built_in("no-such"),
            Err(ProfileError::Unknown {
                id: "no-such".to_owned()
            })
        );
    }

    /// The line on which `text` is refused.
    fn refused_line(text: &str) -> usize {
        match Profile::parse(text) {
            Err(ProfileError::Text { line, .. }) => line,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_no_profile_is_refused_with_its_line() {
        let line_of = |needle: &str| {
            1 + NORMAL
                .lines()
                .position(|line| line.starts_with(needle))
                .expect(needle)
        };
        let with = |from: &str, to: &str| {
            assert!(NORMAL.contains(from), "{from}");
            NORMAL.replacen(from, to, 1)
        };
        assert_eq!(
            refused_line(&with("[tries]\n", "[tries]\nextra = 1\n")),
            line_of("[tries]") + 1
        );
        assert_eq!(
            refused_line(&with("auth = 3", "auth = 4")),
            line_of("[tries]")
        );
        assert_eq!(
            refused_line(&with("sex = \"female\"", "sex = \"F\"")),
            line_of("sex")
        );
        assert_eq!(refused_line(&with("id =", "id ")), line_of("id"));
        assert_eq!(
            refused_line(&with("from = \"today - ", "from = \"tomorrow - ")),
            line_of("from")
        );
    }

    #[test]
    fn days_count_from_today() {
        let day = |text: &str| {
            Day::try_from(text.to_owned())
                .ok()?
                .after(date(2026, 11, 23))
        };
        assert_eq!(day("today"), Some(date(2026, 11, 23)));
        assert_eq!(day("today + 44 days"), Some(date(2027, 1, 6)));
        assert_eq!(day("today - 1 days"), Some(date(2026, 11, 22)));
        for wrong in [
            "",
            "today +",
            "today + -1 days",
            "today * 2 days",
            "44 days",
        ] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }
}
