//! When a reminder of a renewal is said at login: when the window opens, one month and one week before
//! the expiry date, and once after it. Not every day, and nothing twice.

use jiff::ToSpan;
use jiff::civil::Date;

use super::renewal::RenewalWindow;

/// What there is to say, in the order in which it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReminderStage {
    /// The certificate can be renewed now.
    Open,
    /// A month or less is left.
    Month,
    /// A week or less is left.
    Week,
    /// The expiry date has passed. The last thing that is said.
    Expired,
}

impl ReminderStage {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Open, Self::Month, Self::Week, Self::Expired];

    /// Where `today` (JST) lies; `None` before the window.
    pub fn at(window: RenewalWindow, today: Date) -> Option<Self> {
        let begun = |stage: &Self| stage.begins(window) <= today;
        Self::ALL.into_iter().rev().find(begun)
    }

    /// Its first day. In a window shorter than a month the window's own first day comes before all.
    pub fn begins(self, window: RenewalWindow) -> Date {
        let day = match self {
            Self::Open => window.from,
            // A day the month does not have becomes its last one, as with the window itself.
            Self::Month => window.until.saturating_sub(1.month()),
            Self::Week => window.until.saturating_sub(7.days()),
            Self::Expired => window.until.saturating_add(1.day()),
        };
        day.max(window.from)
    }
}

/// The dates of one certificate that a person wants to be reminded of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemindedDates {
    /// When it can be renewed; the last day is its expiry date.
    pub window: RenewalWindow,
    /// The day on which it was last told.
    pub told: Option<Date>,
}

impl RemindedDates {
    /// Nothing was told of them yet.
    pub fn new(window: RenewalWindow) -> Self {
        Self { window, told: None }
    }

    /// What is to be said on `today` (JST) and was not yet.
    pub fn due(self, today: Date) -> Option<ReminderStage> {
        // Told on a day that has not come: the clock was wrong then.
        let told = self.told.filter(|told| *told <= today);
        let said = told.and_then(|told| ReminderStage::at(self.window, told));
        ReminderStage::at(self.window, today).filter(|stage| Some(*stage) > said)
    }

    /// The day on which there is something to say again, after what is due or was told on `today`.
    pub fn next(self, today: Date) -> Option<Date> {
        let days = ReminderStage::ALL.map(|stage| stage.begins(self.window));
        days.into_iter().filter(|day| *day > today).min()
    }
}
