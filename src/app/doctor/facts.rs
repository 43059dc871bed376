//! What the ladder is judged from. Gathered by the worker without a PIN; holds nothing personal.

use jiff::Timestamp;

use crate::{
    app::ports::{Presence, ReaderKind, ReaderName, Surroundings, System},
    core::{
        cert::IssuerTrust,
        jpki::{CardKind, ForeignCard, Slot},
        rules::Attempts,
    },
};

/// Everything that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The operating system.
    pub system: System,
    /// The service and what is plugged in.
    pub surroundings: Surroundings,
    /// The readers, in the service's order; those of the wanted name alone if one was named.
    pub readers: Vec<ReaderFacts>,
    /// How many readers the service lists for which something is plugged in, whatever was asked for.
    pub listed_devices: usize,
    /// Whether a reader of a certain name was asked for, and there are others only.
    pub is_wanted_reader_missing: bool,
    /// Whether the practice issuer is right here: practice mode.
    pub is_practice: bool,
    /// The instant of the examination.
    pub now: Timestamp,
}

/// One reader and what lies in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderFacts {
    /// Its name.
    pub name: ReaderName,
    /// Whether it can hold a My Number Card at all.
    pub kind: ReaderKind,
    /// Whether the settings prefer it.
    pub is_preferred: bool,
    /// What lies in it.
    pub presence: Presence,
    /// The card's answer to reset; empty without a card.
    pub atr: Vec<u8>,
    /// What the card was found to be; `None` without one, or where nobody asks.
    pub exam: Option<Exam>,
}

/// The examination of one card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exam {
    /// What is known, or why it ended early.
    pub result: Result<CardFacts, Trouble>,
    /// How long the card took.
    pub timing: Timing,
    /// The last status word that was not success.
    pub status: Option<u16>,
}

/// How long the commands to a card took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// How many were answered.
    pub count: usize,
    /// Half of them took at most this long, in milliseconds.
    pub median_ms: u32,
    /// The longest, in milliseconds.
    pub longest_ms: u32,
}

impl Timing {
    /// Of the times that single commands took, in milliseconds.
    pub fn of(mut times_ms: Vec<u32>) -> Self {
        times_ms.sort_unstable();
        let count = times_ms.len();
        Self {
            count,
            median_ms: times_ms.get(count / 2).copied().unwrap_or(0),
            longest_ms: times_ms.last().copied().unwrap_or(0),
        }
    }
}

/// Why an examination ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Another program holds the card.
    Busy,
    /// Communication failed, with the PC/SC return value.
    Communication {
        /// The return value.
        code: u32,
    },
    /// What came back is no answer of a card.
    Garbled,
    /// It does not answer.
    Mute,
    /// The reader was unplugged.
    ReaderGone,
    /// The card was taken away or moved.
    Removed,
    /// Other software kept resetting it.
    Reset,
    /// The service went away.
    ServiceGone,
}

/// What a card was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardFacts {
    /// A card without the JPKI application.
    Foreign(ForeignCard),
    /// One with it.
    Jpki {
        /// What it calls itself.
        kind: CardKind,
        /// 利用者証明用.
        auth: SlotFacts,
        /// 署名用.
        sign: SlotFacts,
        /// Whom the issuer of the 利用者証明用 certificate is known to, if it was read.
        trust: Option<IssuerTrust>,
    },
}

/// One certificate and its PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotFacts {
    /// The certificate.
    pub certificate: CertificateState,
    /// The PIN's counter, if the card said it.
    pub attempts: Option<Attempts>,
}

/// What a certificate is like at the computer's date. No field of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CertificateState {
    /// The card has none.
    Absent,
    /// Its period is over.
    Expired,
    /// It is there; its PIN is needed to read it.
    NeedsPin,
    /// Its period has not begun.
    NotYetValid,
    /// Its period runs, and it can be renewed.
    Renewable,
    /// Something is there that cannot be understood.
    Unreadable,
    /// Its period runs.
    Within,
}

impl CardFacts {
    /// Whether it is a My Number Card.
    pub fn is_my_number_card(&self) -> bool {
        matches!(
            self,
            Self::Jpki {
                kind: CardKind::MyNumberCard,
                ..
            }
        )
    }

    /// One side of a card with the JPKI application.
    pub fn slot(&self, slot: Slot) -> Option<SlotFacts> {
        match self {
            Self::Foreign(_) => None,
            Self::Jpki { auth, sign, .. } => Some(match slot {
                Slot::Auth => *auth,
                Slot::Sign => *sign,
            }),
        }
    }
}
