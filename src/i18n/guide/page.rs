//! The window's words around the guide, the office and the renewal planner.

mod en;
mod ja;
mod ja_easy;

use crate::core::wording::Wording;

/// The texts of one wording.
pub struct PageTexts {
    /// The page's name in the rail, where there is little room.
    pub rail: &'static str,
    pub lead: &'static str,
    /// The field for words.
    pub search: &'static str,
    pub search_hint: &'static str,
    pub clear: &'static str,
    pub found: fn(usize) -> String,
    pub nothing_found: fn(&str) -> String,
    pub near: &'static str,
    pub topics: &'static str,
    /// From a topic to where it was opened.
    pub back: &'static str,
    pub print: &'static str,
    pub print_how: &'static str,
    pub copy: &'static str,
    pub office: OfficePageTexts,
    pub planner: PlannerTexts,
}

/// The office's card and its choice in the settings.
pub struct OfficePageTexts {
    /// Where none was chosen.
    pub not_chosen: &'static str,
    /// Where the policy has chosen.
    pub by_policy: &'static str,
    pub choose: &'static str,
    /// The part of the settings.
    pub heading: &'static str,
    pub lead: &'static str,
    pub none: &'static str,
    pub none_line: &'static str,
    pub open_file: &'static str,
    pub file_line: fn(&str) -> String,
    pub file_unknown: fn(&str) -> String,
}

/// The renewal planner.
pub struct PlannerTexts {
    pub heading: &'static str,
    pub practice: &'static str,
    pub days_left: fn(u64) -> String,
    pub last_day: &'static str,
    pub days_over: fn(u64) -> String,
    pub opens_in: fn(u64) -> String,
    /// This certificate's date, not the card's.
    pub expires: &'static str,
    pub not_known: &'static str,
    pub expired: &'static str,
    pub calendar: &'static str,
    pub calendar_nothing: &'static str,
    /// While the password of the certificate for signatures is not given.
    pub calendar_without_sign: &'static str,
    /// The choice of where the holder lives.
    pub residence: &'static str,
    pub in_japan: &'static str,
    pub abroad: &'static str,
    pub residence_note: &'static str,
    pub slip: &'static str,
    pub slip_how: &'static str,
    /// Without a card.
    pub no_card: &'static str,
    pub would_show: &'static [&'static str],
}

impl PageTexts {
    /// The texts of `wording`.
    pub fn of(wording: Wording) -> &'static Self {
        match wording {
            Wording::Easy => &ja_easy::TEXTS,
            Wording::English => &en::TEXTS,
            Wording::Standard => &ja::TEXTS,
        }
    }
}
