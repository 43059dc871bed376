//! When a certificate can be renewed (citizen-rules "Procedures" and "How the program counts"):
//! from three calendar months before the expiry date up to and including it; for a card kept while
//! living abroad from one year before.

use jiff::ToSpan;
use jiff::civil::Date;

/// Where the holder lives, as far as the renewal window depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Residence {
    /// Registered abroad, with the card kept (since 2024-05-27).
    Abroad,
    /// Registered in Japan.
    #[default]
    Japan,
}

/// The days on which a certificate can be renewed, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RenewalWindow {
    /// The first day.
    pub from: Date,
    /// The last day: the expiry date.
    pub until: Date,
}

impl RenewalWindow {
    /// The window before an expiry date. A day the month does not have becomes its last one:
    /// 31 May → 28 or 29 February.
    pub fn before(expires_on: Date, residence: Residence) -> Self {
        let lead = match residence {
            Residence::Abroad => 1.year(),
            Residence::Japan => 3.months(),
        };
        Self {
            from: expires_on.saturating_sub(lead),
            until: expires_on,
        }
    }

    /// Whether `today` (JST) lies in it.
    pub fn is_open(self, today: Date) -> bool {
        self.from <= today && today <= self.until
    }
}
