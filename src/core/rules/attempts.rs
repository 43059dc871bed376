//! When a PIN may be sent to the card (invariants 3 and 4; citizen-rules "Two certificates on the
//! card": 署名用 locks after 5 wrong entries in a row, 利用者証明用 after 3).
//!
//! Unlocking takes a visit to the city office, so the rule errs on the side of not sending.

use thiserror::Error;

use crate::core::jpki::Slot;

/// Whether a PIN may be sent now. `attempts` is what the card just said: to one that would not say,
/// none is.
pub fn may_verify(attempts: Attempts, consent: LastTryConsent) -> Result<(), AttemptRefusal> {
    match (attempts.level(), consent) {
        (AttemptLevel::Blocked, _) => Err(AttemptRefusal::Blocked),
        (AttemptLevel::Last, LastTryConsent::NotGiven) => Err(AttemptRefusal::LastTry),
        (AttemptLevel::Last, LastTryConsent::Given)
        | (AttemptLevel::Full | AttemptLevel::Some | AttemptLevel::TwoLeft, _) => Ok(()),
    }
}

/// Whether the person agreed to spend the last try, knowing that it is the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LastTryConsent {
    /// They did.
    Given,
    /// They did not, or were not asked.
    #[default]
    NotGiven,
}

/// Why no PIN may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum AttemptRefusal {
    /// No try is left; the card would refuse even the right PIN.
    #[error("the PIN is blocked")]
    Blocked,
    /// One try is left and nobody agreed to spend it.
    #[error("only one try is left")]
    LastTry,
}

/// How many tries a PIN has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Attempts {
    /// Wrong entries until it locks; 0: it is locked.
    pub remaining: u8,
    /// The same for a fresh PIN.
    pub max: u8,
}

impl Attempts {
    /// As the card counts for this slot.
    pub fn of(slot: Slot, remaining: u8) -> Self {
        Self {
            remaining,
            max: slot.max_attempts(),
        }
    }

    /// All tries of this slot: after the right PIN.
    pub fn full(slot: Slot) -> Self {
        Self::of(slot, slot.max_attempts())
    }

    /// How worried to be.
    pub fn level(self) -> AttemptLevel {
        match self.remaining {
            0 => AttemptLevel::Blocked,
            1 => AttemptLevel::Last,
            remaining if remaining >= self.max => AttemptLevel::Full,
            2 => AttemptLevel::TwoLeft,
            _ => AttemptLevel::Some,
        }
    }

    /// Whether it is locked.
    pub fn is_blocked(self) -> bool {
        self.level() == AttemptLevel::Blocked
    }
}

/// How worried to be about a PIN, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AttemptLevel {
    /// All tries are there.
    Full,
    /// Some were used, more than two are left.
    Some,
    /// Two are left.
    TwoLeft,
    /// One is left.
    Last,
    /// None is left.
    Blocked,
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: LastTryConsent = LastTryConsent::Given;
    const NOT_GIVEN: LastTryConsent = LastTryConsent::NotGiven;

    #[test]
    fn every_counter_of_both_pins() {
        use AttemptLevel::{Blocked, Full, Last, Some, TwoLeft};
        let sign = [Blocked, Last, TwoLeft, Some, Some, Full, Full];
        let auth = [Blocked, Last, TwoLeft, Full, Full];
        for (slot, levels) in [(Slot::Sign, sign.as_slice()), (Slot::Auth, auth.as_slice())] {
            for (remaining, level) in (0..).zip(levels) {
                assert_eq!(
                    Attempts::of(slot, remaining).level(),
                    *level,
                    "{slot:?} {remaining}"
                );
            }
        }
    }

    #[test]
    fn a_pin_is_sent_only_when_it_cannot_lock_unawares() {
        let left = |remaining| Attempts::of(Slot::Sign, remaining);
        for consent in [GIVEN, NOT_GIVEN] {
            assert_eq!(may_verify(left(0), consent), Err(AttemptRefusal::Blocked));
            for remaining in 2..=15 {
                assert_eq!(may_verify(left(remaining), consent), Ok(()));
            }
        }
        assert_eq!(may_verify(left(1), NOT_GIVEN), Err(AttemptRefusal::LastTry));
        assert_eq!(may_verify(left(1), GIVEN), Ok(()));
    }

    #[test]
    fn the_consent_for_the_last_try_is_not_given_by_default() {
        assert_eq!(LastTryConsent::default(), NOT_GIVEN);
        let single = Attempts {
            remaining: 1,
            max: 1,
        };
        assert_eq!(may_verify(single, NOT_GIVEN), Err(AttemptRefusal::LastTry));
    }
}
