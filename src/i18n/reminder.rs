//! The texts of the reminder at login: its choice in the planner, its part of the settings, and the
//! window that says it.

#![allow(
    missing_docs,
    reason = "a field's name and its Japanese text say what it is"
)]

mod easy;
mod en;
mod ja;

use crate::app::settings::Language;
use crate::core::jpki::Slot;
use crate::core::rules::ReminderStage;

/// The texts of one language.
pub struct ReminderTexts {
    pub heading: &'static str,
    /// When it is said.
    pub lead: &'static str,
    /// What is kept for it.
    pub kept: &'static str,
    /// The name of the choice.
    pub choice: fn(Slot) -> &'static str,
    pub on: &'static str,
    pub off: &'static str,
    /// Where the certificate's dates are not known yet.
    pub not_known: &'static str,
    /// Where there is nothing to choose.
    pub nothing: &'static str,
    /// Where other dates of the same certificate are kept; their period.
    pub other_dates: fn(&str) -> String,
    pub practice: &'static str,
    /// The settings' part.
    pub none: &'static str,
    pub told: fn(&str) -> String,
    pub stopped: &'static str,
    pub again: &'static str,
    pub stop: &'static str,
    pub stop_line: &'static str,
    /// The window that says it.
    pub window: WindowTexts,
}

/// The window that says it.
pub struct WindowTexts {
    pub title: &'static str,
    pub says: fn(Slot, ReminderStage) -> &'static str,
    pub until: fn(&str) -> String,
    pub renewed: &'static str,
    pub why: &'static str,
    /// When it is said again; the day.
    pub next: fn(&str) -> String,
    /// It is not said again.
    pub last: &'static str,
    pub open: &'static str,
    pub later: &'static str,
    pub never: &'static str,
}

impl ReminderTexts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &ja::TEXTS,
            Language::JaEasy => &easy::TEXTS,
            Language::En => &en::TEXTS,
        }
    }
}
