//! The guide, the office and the renewal in words: for the page, the terminal, the printed sheet and
//! the calendar. The topics themselves are data (`assets/guide`); here is what stands around them.

#![allow(
    missing_docs,
    reason = "a field's name and its Japanese text say what it is"
)]

mod calendar;
mod en;
mod ja;
mod ja_easy;
mod office;
mod page;
mod slip;
mod topic;

use jiff::civil::{Date, DateTime, Weekday};

pub use calendar::entries;
pub use office::{OfficeFact, OfficeFactKind, capitalised, office_facts, office_name};
pub use page::{OfficePageTexts, PageTexts, PlannerTexts};
pub use slip::slip;
pub use topic::{filled, sentences, topic_report};

use super::date;
use crate::{
    app::settings::Language,
    core::{
        calendar::Milestone,
        jpki::Slot,
        rules::{Holiday, MonthDay, RenewalWindow},
        wording::Wording,
    },
};

/// The texts of one wording.
pub struct GuideTexts {
    pub wording: Wording,
    /// The guide as a whole.
    pub title: &'static str,
    /// Below the list of topics.
    pub list_hint: &'static str,
    /// Above what a search found.
    pub found: fn(&str) -> String,
    pub see_also: &'static str,
    pub links: &'static str,
    /// Between label and value on one line.
    pub colon: &'static str,
    pub comma: &'static str,
    /// Between two sentences.
    pub space: &'static str,
    /// Before each fact of a list.
    pub bullet: &'static str,
    pub office: OfficeTexts,
    pub renewal: RenewalTexts,
    pub calendar: CalendarTexts,
}

/// The office.
pub struct OfficeTexts {
    /// What is said where no office was chosen.
    pub unknown: &'static str,
    pub heading: &'static str,
    pub name: &'static str,
    pub today: &'static str,
    pub next: &'static str,
    pub place: &'static str,
    pub address: &'static str,
    pub hours: &'static str,
    pub closed: &'static str,
    pub notes: &'static str,
    pub as_of: &'static str,
    pub open: fn(&str) -> String,
    pub outside: &'static str,
    pub closed_today: fn(&str) -> String,
    pub closed_weekly: &'static str,
    pub closed_single: &'static str,
    pub closed_break: &'static str,
    pub holidays: &'static str,
    pub holiday: fn(Holiday) -> &'static str,
    pub weekday: fn(Weekday) -> &'static str,
    pub days: fn(&str, &str) -> String,
    pub span: fn(&str, &str) -> String,
    pub month_day: fn(MonthDay) -> String,
    pub moment: fn(&str, &str, &str) -> String,
    /// Where the state cannot be told: the clock is wrong.
    pub unsure: &'static str,
}

/// The renewal of certificates.
pub struct RenewalTexts {
    pub title: &'static str,
    pub practice: &'static str,
    pub certificate: fn(Slot) -> &'static str,
    pub expires: &'static str,
    pub window: &'static str,
    pub period: fn(&str, &str) -> String,
    /// The window is that of people who live abroad.
    pub abroad: &'static str,
    pub open_now: &'static str,
    pub later: &'static str,
    pub not_yet: &'static str,
    pub expired: &'static str,
    pub absent: &'static str,
    pub not_read: &'static str,
    pub unreadable: &'static str,
    pub where_heading: &'static str,
    pub bring_heading: &'static str,
    pub bring: &'static [&'static str],
    pub card_date: &'static str,
    pub revocation: &'static str,
    pub made: fn(&str) -> String,
}

/// The calendar's entries.
pub struct CalendarTexts {
    /// Before the title of what a practice card gave.
    pub practice: &'static str,
    pub summary: fn(Slot, Milestone) -> &'static str,
    pub until: fn(&str) -> String,
    pub place: fn(&str) -> String,
    pub bring: &'static str,
}

impl GuideTexts {
    /// The texts of `wording`.
    pub fn of(wording: Wording) -> &'static Self {
        match wording {
            Wording::Easy => &ja_easy::TEXTS,
            Wording::English => &en::TEXTS,
            Wording::Standard => &ja::TEXTS,
        }
    }

    /// The texts that go with a language of the window.
    pub fn in_language(language: Language) -> &'static Self {
        Self::of(language.wording())
    }

    /// What the window says around them.
    pub fn page(&self) -> &'static PageTexts {
        PageTexts::of(self.wording)
    }

    /// A day.
    pub fn day(&self, day: Date) -> String {
        date::day_with_era(self.language(), day)
    }

    /// The days of a window. The Japanese year stands beside the expiry date, and is not repeated here.
    pub fn period(&self, window: RenewalWindow) -> String {
        let language = self.language();
        let [from, until] = [window.from, window.until].map(|day| date::day(language, day));
        (self.renewal.period)(&from, &until)
    }

    /// The language whose dates it has.
    fn language(&self) -> Language {
        match self.wording {
            Wording::Easy => Language::JaEasy,
            Wording::English => Language::En,
            Wording::Standard => Language::Ja,
        }
    }

    /// A moment to go somewhere: the day, its weekday, the time.
    fn moment(&self, at: DateTime) -> String {
        let language = self.language();
        (self.office.moment)(
            &date::day(language, at.date()),
            (self.office.weekday)(at.weekday()),
            &clock(at.time()),
        )
    }

    /// The wording as a language tag (BCP 47), for readers that read aloud.
    fn language_tag(&self) -> &'static str {
        self.language().tag()
    }
}

/// 8:30
fn clock(time: jiff::civil::Time) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}
