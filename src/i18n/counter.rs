//! Counter mode and the office's policy: the bar, the quiet screen, the settings' part, and the
//! failures that belong to a policy.

#![allow(
    missing_docs,
    reason = "a field's name and its Japanese text say what it is"
)]

pub(super) mod easy;
pub(super) mod en;
pub(super) mod ja;

use std::path::Path;

use crate::app::failure::OfficeFlaw;
use crate::app::settings::Language;
use crate::app::view_model::{Gesture, SessionEnd};
use crate::i18n::failure::path_words;

/// The texts of one language.
pub struct CounterTexts {
    /// The name of the mode.
    pub name: &'static str,
    /// The session's label: someone is being served, or nobody is.
    pub serving: &'static str,
    pub waiting: &'static str,
    pub staff: &'static str,
    pub end: &'static str,
    /// Beside the session's label, where there is room.
    pub end_line: &'static str,
    pub close_settings: &'static str,
    /// The name of the button that shows a field while it is held.
    pub hold: &'static str,
    pub hold_line: &'static str,
    /// The quiet screen.
    pub insert: &'static str,
    pub insert_line: &'static str,
    pub without_card: &'static str,
    pub take_out: &'static str,
    pub take_out_line: &'static str,
    pub ended: fn(SessionEnd) -> &'static str,
    /// Before everything is wiped because nobody touches anything.
    pub soon: &'static str,
    pub soon_line: &'static str,
    /// The settings' part.
    pub lead: &'static str,
    pub turn_on: &'static str,
    pub turn_off: &'static str,
    pub gesture: fn(Gesture) -> &'static str,
    pub by_policy: &'static str,
    pub until_end: &'static str,
}

impl CounterTexts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &ja::TEXTS,
            Language::JaEasy => &easy::TEXTS,
            Language::En => &en::TEXTS,
        }
    }
}

/// A value in its own marks, or nothing where there is none.
fn or_nothing(value: &str, say: impl FnOnce(&str) -> String) -> String {
    if value.is_empty() {
        String::new()
    } else {
        say(value)
    }
}

/// The file that has to be corrected.
fn at_fault(policy: &Path, flaw: &OfficeFlaw) -> String {
    match flaw {
        OfficeFlaw::Text { path, .. } => path_words(path),
        OfficeFlaw::Unknown(_) | OfficeFlaw::Unreadable { .. } => path_words(policy),
    }
}
