//! The texts of detailed logging and of the support report, for both programs.

#![allow(
    missing_docs,
    reason = "a field's name and its Japanese text say what it is"
)]

mod easy;
mod en;
mod ja;
mod report;

pub use report::{report_code, report_text};

use crate::app::settings::Language;

/// The texts of one language.
pub struct SupportTexts {
    pub logging: LoggingTexts,
    pub report: ReportTexts,
}

/// The support report: its own words, and those of the page around it.
pub struct ReportTexts {
    pub title: &'static str,
    pub absent: &'static str,
    pub made_at: &'static str,
    pub program: &'static str,
    pub practice: &'static str,
    pub os: &'static str,
    pub service: &'static str,
    pub drawing: &'static str,
    pub settings: &'static str,
    pub language: &'static str,
    pub text_size: &'static str,
    pub colors: &'static str,
    pub prefers_a_reader: &'static str,
    pub readers: &'static str,
    pub no_readers: &'static str,
    pub ladder: &'static str,
    pub operations: &'static str,
    pub no_operations: &'static str,
    pub code: &'static str,
    pub page: PageTexts,
    /// The report was written to this file.
    pub written: fn(&str) -> String,
}

/// The part of the page 設定と診断 about it.
pub struct PageTexts {
    pub heading: &'static str,
    pub lead: &'static str,
    pub make: &'static str,
    pub making: &'static str,
    pub again: &'static str,
    pub text: &'static str,
    pub read_first: &'static str,
    pub code_lead: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub save: &'static str,
    pub not_sent: &'static str,
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
            Language::JaEasy => &easy::TEXTS,
            Language::En => &en::TEXTS,
        }
    }
}
