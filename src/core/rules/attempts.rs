//! When a PIN may be tried at all (citizen-rules "Two certificates on the card": 署名用 locks after
//! five wrong entries in a row, 利用者証明用 after three). Nobody but the city office, or a
//! convenience-store terminal, can unlock: so the last try is never spent without being told to.

use thiserror::Error;

/// The counter of a PIN, as the card said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts {
    remaining: u8,
    max: u8,
}

/// How much room a counter leaves: what the screen warns about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptLevel {
    /// No try left.
    Blocked,
    /// Some tries were used; more than two are left.
    Fewer,
    /// All tries are left.
    Full,
    /// One try left.
    Last,
    /// Two tries left.
    TwoLeft,
}

/// Whether the person has agreed to spend the last try.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastTry {
    /// They were told what happens if it is wrong, and said yes.
    Accepted,
    /// Nobody asked them.
    #[default]
    Refused,
}

/// Why a PIN is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AttemptRefusal {
    /// No try is left; even the right PIN would not help.
    #[error("the PIN is blocked")]
    Blocked,
    /// One try is left and nobody agreed to spend it.
    #[error("one try is left and spending it was not agreed to")]
    LastTryNeedsConsent,
}

impl Attempts {
    /// `remaining` tries of at most `max`. A card that says more than the usual maximum is
    /// believed: its maximum is then what it says.
    pub fn new(remaining: u8, max: u8) -> Self {
        Self { remaining, max: max.max(remaining) }
    }

    /// Tries left.
    pub fn remaining(self) -> u8 {
        self.remaining
    }

    /// Tries of a fresh PIN.
    pub fn max(self) -> u8 {
        self.max
    }

    /// Whether no try is left.
    pub fn is_blocked(self) -> bool {
        self.remaining == 0
    }

    /// How much room is left.
    pub fn level(self) -> AttemptLevel {
        match self.remaining {
            0 => AttemptLevel::Blocked,
            1 => AttemptLevel::Last,
            left if left >= self.max => AttemptLevel::Full,
            2 => AttemptLevel::TwoLeft,
            _ => AttemptLevel::Fewer,
        }
    }

    /// Whether a try may be spent now. Every VERIFY passes through here (invariant 4).
    pub fn permit(self, consent: LastTry) -> Result<(), AttemptRefusal> {
        match (self.remaining, consent) {
            (0, _) => Err(AttemptRefusal::Blocked),
            (1, LastTry::Refused) => Err(AttemptRefusal::LastTryNeedsConsent),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_try_needs_consent_and_a_blocked_pin_never_gets_one() {
        for (remaining, consent, expected) in [
            (0, LastTry::Refused, Err(AttemptRefusal::Blocked)),
            (0, LastTry::Accepted, Err(AttemptRefusal::Blocked)),
            (1, LastTry::Refused, Err(AttemptRefusal::LastTryNeedsConsent)),
            (1, LastTry::Accepted, Ok(())),
            (2, LastTry::Refused, Ok(())),
            (5, LastTry::Refused, Ok(())),
        ] {
            assert_eq!(Attempts::new(remaining, 5).permit(consent), expected, "{remaining} left");
        }
    }

    #[test]
    fn levels_follow_the_counter() {
        let levels: Vec<_> = (0..=5).map(|left| Attempts::new(left, 5).level()).collect();
        assert_eq!(
            levels,
            [
                AttemptLevel::Blocked,
                AttemptLevel::Last,
                AttemptLevel::TwoLeft,
                AttemptLevel::Fewer,
                AttemptLevel::Fewer,
                AttemptLevel::Full,
            ]
        );
        assert_eq!(Attempts::new(2, 3).level(), AttemptLevel::TwoLeft);
        assert_eq!(Attempts::new(3, 3).level(), AttemptLevel::Full);
    }

    #[test]
    fn a_card_with_more_tries_than_usual_is_believed() {
        assert_eq!(Attempts::new(10, 5).max(), 10);
    }
}
