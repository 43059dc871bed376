//! What is kept so that the person can be reminded at login that a certificate can be renewed: of each
//! certificate the first and the last day of its renewal, and the day on which it was last told. Nothing
//! else, and nothing at all unless the person asked for it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::core::{
    jpki::Slot,
    rules::{RemindedDates, ReminderStage, RenewalWindow},
};

/// The dates of both certificates, as far as the person wants to be reminded of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reminder {
    sign: Option<RemindedDates>,
    auth: Option<RemindedDates>,
}

/// The file does not say what it should. It is set aside.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the reminder's dates cannot be understood")]
pub struct ReminderDamaged;

impl Reminder {
    /// The dates of one certificate.
    pub fn of(&self, slot: Slot) -> Option<RemindedDates> {
        match slot {
            Slot::Auth => self.auth,
            Slot::Sign => self.sign,
        }
    }

    /// The same with other dates for this certificate, or none.
    #[must_use]
    pub fn with(mut self, slot: Slot, dates: Option<RemindedDates>) -> Self {
        match slot {
            Slot::Auth => self.auth = dates,
            Slot::Sign => self.sign = dates,
        }
        self
    }

    /// The certificates and their dates, sign first, as on the home page.
    pub fn all(&self) -> impl Iterator<Item = (Slot, RemindedDates)> {
        let both = [(Slot::Sign, self.sign), (Slot::Auth, self.auth)];
        both.into_iter()
            .filter_map(|(slot, dates)| Some((slot, dates?)))
    }

    /// Whether there is nothing to remind of.
    pub fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }

    /// What is to be said on `today` (JST), sign first.
    pub fn due(&self, today: Date) -> Vec<(Slot, ReminderStage, RenewalWindow)> {
        let due = |(slot, dates): (Slot, RemindedDates)| {
            let stage = dates.due(today)?;
            Some((slot, stage, dates.window))
        };
        self.all().filter_map(due).collect()
    }

    /// The same after what was due on `today` was told. Dates that have passed are kept no longer.
    #[must_use]
    pub fn told(self, today: Date) -> Self {
        self.due(today)
            .into_iter()
            .fold(self, |reminder, (slot, stage, window)| {
                let told = RemindedDates {
                    window,
                    told: Some(today),
                };
                reminder.with(slot, (stage != ReminderStage::Expired).then_some(told))
            })
    }

    /// The day after `today` on which there is something to say next.
    pub fn next(&self, today: Date) -> Option<Date> {
        self.all().filter_map(|(_, dates)| dates.next(today)).min()
    }

    /// Reads the dates from TOML.
    pub fn from_toml(text: &str) -> Result<Self, ReminderDamaged> {
        let written: Written = toml::from_str(text).map_err(|_not_toml| ReminderDamaged)?;
        let dates = |side: Option<WrittenDates>| side.map(WrittenDates::read).transpose();
        Ok(Self {
            sign: dates(written.sign)?,
            auth: dates(written.auth)?,
        })
    }

    /// Writes them as TOML.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(&Written {
            sign: self.sign.map(WrittenDates::of),
            auth: self.auth.map(WrittenDates::of),
        })
    }
}

/// The file.
#[derive(Serialize, Deserialize)]
struct Written {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sign: Option<WrittenDates>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    auth: Option<WrittenDates>,
}

#[derive(Serialize, Deserialize)]
struct WrittenDates {
    from: String,
    until: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    told: Option<String>,
}

impl WrittenDates {
    fn of(dates: RemindedDates) -> Self {
        Self {
            from: dates.window.from.to_string(),
            until: dates.window.until.to_string(),
            told: dates.told.map(|day| day.to_string()),
        }
    }

    fn read(self) -> Result<RemindedDates, ReminderDamaged> {
        let day = |text: &str| -> Result<Date, ReminderDamaged> {
            text.parse().map_err(|_no_date| ReminderDamaged)
        };
        let window = RenewalWindow {
            from: day(&self.from)?,
            until: day(&self.until)?,
        };
        if window.from > window.until {
            return Err(ReminderDamaged);
        }
        Ok(RemindedDates {
            window,
            told: self.told.as_deref().map(day).transpose()?,
        })
    }
}
