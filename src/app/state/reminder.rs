//! The reminder at login in the state: what is kept, and when it may be set up. It is set up when the
//! person asks for it and never otherwise; not of a practice card, and not at a counter, where nothing of
//! anyone is kept.

use super::{AppState, Effect};
use crate::{
    app::reminder::Reminder,
    core::{jpki::Slot, rules::RemindedDates},
};

/// What is kept for the reminder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReminderDesk {
    /// The dates.
    pub dates: Reminder,
    /// Whether the system starts the check at login.
    pub is_set_up: bool,
}

impl AppState {
    /// With what was found of the reminder at the start.
    #[must_use]
    pub fn reminding(mut self, reminder: ReminderDesk) -> Self {
        self.reminder = reminder;
        self
    }

    /// Whether the person can be offered a reminder.
    pub fn may_remind(&self) -> bool {
        !self.is_counter() && !self.source.is_demo()
    }

    /// Reminds of these dates, or no more of this certificate.
    pub(super) fn remind(&mut self, slot: Slot, dates: Option<RemindedDates>) -> Vec<Effect> {
        if dates.is_some() && !self.may_remind() {
            return Vec::new();
        }
        vec![Effect::KeepReminder(self.reminder.dates.with(slot, dates))]
    }

    /// Has the system start the check again, where someone took its entry away.
    pub(super) fn remind_again(&mut self) -> Vec<Effect> {
        if !self.may_remind() || self.reminder.dates.is_empty() {
            return Vec::new();
        }
        vec![Effect::KeepReminder(self.reminder.dates)]
    }

    /// At a counter nothing of anyone is kept, whoever asked for it before.
    pub(super) fn keep_no_reminder(&self) -> Option<Effect> {
        let is_kept = self.is_counter() && !self.reminder.dates.is_empty();
        is_kept.then(stop_reminding)
    }

    /// It is on disk, or gone from it.
    pub(super) fn reminder_kept(&mut self, dates: Reminder) {
        self.reminder = ReminderDesk {
            dates,
            is_set_up: !dates.is_empty(),
        };
    }
}

/// The dates go, and the entry that starts the check.
pub(super) fn stop_reminding() -> Effect {
    Effect::KeepReminder(Reminder::default())
}
