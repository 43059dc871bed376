//! The texts of detailed logging and of the support report, for both programs.

#![allow(
    missing_docs,
    reason = "a field's name and its Japanese text say what it is"
)]

mod en;
mod ja;

use crate::app::settings::Language;

/// The texts of one language.
pub struct SupportTexts {
    pub logging: LoggingTexts,
}

/// While detailed logging is on.
pub struct LoggingTexts {
    /// The command line's, before anything else.
    pub announced: &'static str,
    /// The window's, on every page.
    pub on: &'static str,
    pub what: &'static str,
    pub off: &'static str,
}

impl SupportTexts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &ja::TEXTS,
            Language::En => &en::TEXTS,
        }
    }
}
