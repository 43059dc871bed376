//! The texts of the guided tour, and those of practice mode that came with it.

#![allow(
    missing_docs,
    reason = "a field's name and its Japanese text say what it is"
)]

mod easy;
mod en;
mod ja;

use crate::app::settings::Language;
use crate::app::tour::TourStep;

/// The texts of one language.
pub struct TourTexts {
    /// The name of the panel.
    pub name: &'static str,
    /// The step of how many, and its title.
    pub step: fn(usize, usize, &str) -> String,
    pub title: fn(TourStep) -> &'static str,
    /// What the step says; whether the sample was signed.
    pub words: fn(TourStep, bool) -> &'static str,
    pub next: &'static str,
    pub previous: &'static str,
    pub end: &'static str,
    pub finish: &'static str,
    /// Back to the page of the step.
    pub here: &'static str,
    pub not_now: &'static str,
    pub not_now_line: &'static str,
    pub lead: &'static str,
    pub start: &'static str,
    pub sample: SampleTexts,
    pub practice: PracticeTexts,
}

/// The sample document.
pub struct SampleTexts {
    pub file_name: &'static str,
    pub title: &'static str,
    pub notice: &'static str,
    pub paragraphs: [&'static str; 2],
    pub footer: &'static str,
}

/// Practice mode, where a PIN is not the one that is shown any more.
pub struct PracticeTexts {
    /// The PIN and the password, each as it is to be told.
    pub secrets: fn(&str, &str) -> [String; 2],
    pub changed: &'static str,
    pub in_doubt: &'static str,
    pub how_to_reset: &'static str,
    pub reset: &'static str,
    /// What is added to a document that shows no seal.
    pub marked: &'static str,
}

impl TourTexts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::TEXTS,
            Language::Ja => &ja::TEXTS,
            Language::JaEasy => &easy::TEXTS,
        }
    }
}
