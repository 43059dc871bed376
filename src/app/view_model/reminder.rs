//! The reminder at login: what is kept of it, and whether it can be chosen.

use crate::app::{
    reminder::Reminder,
    state::{AppState, ReminderDesk},
};

/// The reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReminderVm {
    /// What is kept.
    pub dates: Reminder,
    /// Whether the system starts the check at login.
    pub is_set_up: bool,
    /// Whether it can be chosen.
    pub offer: ReminderOffer,
}

/// Whether the reminder can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReminderOffer {
    /// Not at a counter, where nothing of anyone is kept.
    No,
    /// Not in practice mode; said where it would be.
    Practice,
    /// Yes.
    Yes,
}

impl ReminderVm {
    pub(super) fn of(state: &AppState) -> Self {
        let ReminderDesk { dates, is_set_up } = state.reminder;
        Self {
            dates,
            is_set_up,
            offer: match () {
                () if state.is_counter() => ReminderOffer::No,
                () if state.may_remind() => ReminderOffer::Yes,
                () => ReminderOffer::Practice,
            },
        }
    }
}
