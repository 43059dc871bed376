//! An office where procedures are done: what its profile says. Profiles are TOML in `assets/offices`,
//! read by `app::office`; hours are judged by [`crate::core::rules`].

use jiff::civil::Date;

use super::rules::OpeningHours;
use super::wording::Wording;

/// A text of an office. Who writes a profile need not know the guidelines for plain Japanese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalText {
    /// 標準
    pub ja: String,
    /// やさしい日本語, where it differs.
    pub ja_easy: Option<String>,
    /// English
    pub en: String,
}

impl LocalText {
    /// The text in one wording.
    pub fn of(&self, wording: Wording) -> &str {
        match wording {
            Wording::Easy => self.ja_easy.as_deref().unwrap_or(&self.ja),
            Wording::English => &self.en,
            Wording::Standard => &self.ja,
        }
    }
}

/// An office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Its name for settings and commands: lower-case letters, digits and hyphens.
    pub id: String,
    /// Its name.
    pub name: LocalText,
    /// Where in the building.
    pub place: Option<LocalText>,
    /// The postal address.
    pub address: LocalText,
    /// Telephone and fax.
    pub phones: Vec<Phone>,
    /// When it is open.
    pub hours: OpeningHours,
    /// What else people should know, one fact each.
    pub notes: Vec<LocalText>,
    /// Its own pages, shown as text.
    pub links: Vec<OfficeLink>,
    /// The day on which its facts were true.
    pub as_of: Date,
}

/// A telephone or fax number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// Whose it is.
    pub label: LocalText,
    /// Digits and hyphens.
    pub number: String,
}

/// A page of the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeLink {
    /// What is there.
    pub label: LocalText,
    /// Its address.
    pub url: String,
}
