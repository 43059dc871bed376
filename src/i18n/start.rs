//! What the window's program says when there is no window to say it in: in a box of the system, and on
//! standard error.

#![allow(
    missing_docs,
    reason = "a field's name and its Japanese text say what it is"
)]

mod easy;
mod en;
mod ja;

use crate::app::settings::Language;

/// The texts of one language.
pub struct StartTexts {
    /// Nothing draws a window on this computer; why, as the drivers say it.
    pub no_window: fn(&str) -> String,
    /// The window broke down; where in the program's own text.
    pub broken: fn(&str) -> String,
}

impl StartTexts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &ja::TEXTS,
            Language::JaEasy => &easy::TEXTS,
            Language::En => &en::TEXTS,
        }
    }
}
