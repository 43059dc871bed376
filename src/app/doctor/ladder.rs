//! The rungs and what was found on each.

use super::{Detail, Finding};
use crate::app::ports::{System, known_readers::KnownReader};

/// A rung, the lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rung {
    /// The smart card service runs.
    Service,
    /// Every reader that is plugged in has its driver.
    Driver,
    /// There is a card reader.
    Reader,
    /// A card lies in it.
    Card,
    /// The card answers, and fast enough.
    Answer,
    /// It is a My Number Card with the JPKI application.
    Application,
    /// Its certificates can be read.
    Certificates,
    /// They come from J-LIS.
    Issuer,
    /// Tries are left.
    Tries,
    /// The computer's date can be right.
    Clock,
}

impl Rung {
    /// All of them, the lowest first.
    pub const ALL: [Self; 10] = [
        Self::Service,
        Self::Driver,
        Self::Reader,
        Self::Card,
        Self::Answer,
        Self::Application,
        Self::Certificates,
        Self::Issuer,
        Self::Tries,
        Self::Clock,
    ];

    /// The word of the command line's contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Driver => "driver",
            Self::Reader => "reader",
            Self::Card => "card",
            Self::Answer => "answer",
            Self::Application => "application",
            Self::Certificates => "certificates",
            Self::Issuer => "issuer",
            Self::Tries => "tries",
            Self::Clock => "clock",
        }
    }
}

/// What was found on one rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// One thing stands in the way.
    Found(Finding),
    /// A finding below leaves nothing to look at here.
    Meaningless,
    /// Nothing stands in the way.
    Ok,
}

impl Outcome {
    /// Good, not good, or without meaning.
    pub fn is_ok(self) -> Option<bool> {
        match self {
            Self::Found(_) => Some(false),
            Self::Meaningless => None,
            Self::Ok => Some(true),
        }
    }

    /// What was found, if anything.
    pub fn finding(self) -> Option<Finding> {
        match self {
            Self::Found(finding) => Some(finding),
            Self::Meaningless | Self::Ok => None,
        }
    }
}

/// One rung of the ladder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RungReport {
    /// Which one.
    pub rung: Rung,
    /// What was found.
    pub outcome: Outcome,
    /// The small technical line; empty where there is nothing to say.
    pub details: Vec<Detail>,
}

/// All rungs, and the operating system that they were looked at on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// Whose remedies to show.
    pub system: System,
    /// What is known of the reader that the upper rungs are about.
    pub reader: Option<&'static KnownReader>,
    /// What is known of the device that lacks its driver.
    pub device: Option<&'static KnownReader>,
    /// One for each of [`Rung::ALL`], in that order.
    pub rungs: Vec<RungReport>,
}

impl Ladder {
    /// Whether nothing was found.
    pub fn is_ok(&self) -> bool {
        self.findings().next().is_none()
    }

    /// What was found, the lowest first.
    pub fn findings(&self) -> impl Iterator<Item = Finding> {
        self.rungs.iter().filter_map(|it| it.outcome.finding())
    }

    /// What was found on one rung.
    pub fn rung(&self, rung: Rung) -> Option<&RungReport> {
        self.rungs.iter().find(|it| it.rung == rung)
    }
}
