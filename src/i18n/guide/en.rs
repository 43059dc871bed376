//! Around the guide, in English.

use jiff::civil::Weekday;

use super::{CalendarTexts, GuideTexts, OfficeTexts, RenewalTexts};
use crate::core::{
    calendar::Milestone,
    jpki::Slot,
    rules::{Holiday, MonthDay},
    wording::Wording,
};
use crate::i18n::date::month_en;

/// The texts in English.
pub(super) static TEXTS: GuideTexts = GuideTexts {
    wording: Wording::English,
    title: "Guide to the procedures",
    list_hint: "\"inkan-cli guide TOPIC\" shows one.\nWords are searched for, as in \"inkan-cli guide address\".",
    found: |query| format!("On \"{query}\""),
    see_also: "See also",
    links: "Official pages",
    colon: ": ",
    comma: ", ",
    space: " ",
    bullet: "- ",
    office: OfficeTexts {
        unknown: "the office of the city, town or village where you live",
        heading: "Office",
        name: "Name",
        today: "Now",
        next: "Next opening",
        place: "Place",
        address: "Address",
        hours: "Hours",
        closed: "Closed",
        notes: "Please note",
        as_of: "As of",
        open: |until| format!("Open (until {until})"),
        outside: "Outside opening hours",
        closed_today: |reason| format!("Closed today ({reason})"),
        closed_weekly: "regular closing day",
        closed_single: "closed on this day",
        closed_break: "New Year break",
        holidays: "public holidays",
        holiday,
        weekday,
        days: |first, last| format!("{first} to {last}"),
        span: |from, until| format!("{from}–{until}"),
        month_day,
        moment: |day, weekday, time| format!("{weekday}, {day}, {time}"),
        unsure: "Check the computer's date: the opening hours cannot be worked out.",
    },
    renewal: RenewalTexts {
        title: "Renewing your certificates",
        practice: "This is about a practice card. It is not real.",
        certificate: |slot| match slot {
            Slot::Auth => "Authentication certificate",
            Slot::Sign => "Signature certificate",
        },
        expires: "Expires on",
        window: "Can be renewed",
        period: |from, until| format!("from {from} to {until}"),
        abroad: "The renewal period is that of people who live abroad and have kept their card.",
        open_now: "It can be renewed now.",
        later: "It is too early to renew it.",
        not_yet: "Its period has not begun.",
        expired: "It has expired. A new one can be issued at the office.",
        absent: "This card has none.",
        not_read: "Reading it takes its password. Its expiry date is not known yet.",
        unreadable: "It could not be read. Its expiry date is not known.",
        where_heading: "Where",
        bring_heading: "What to bring",
        bring: &[
            "Come in person, with the My Number Card.",
            "The PIN is checked there. If you have forgotten it, it can be reset.",
            "If somebody else goes for you, ask first what is needed.",
        ],
        card_date: "The card itself has another expiry date: see its face, beside the date of birth.",
        revocation: "Whether they were revoked was not checked.",
        made: |day| format!("As read on {day}."),
    },
    calendar: CalendarTexts {
        practice: "[Practice] ",
        summary: |slot, milestone| match (milestone, slot) {
            (Milestone::Expiry, Slot::Auth) => "My Number Card: authentication certificate expires",
            (Milestone::Expiry, Slot::Sign) => "My Number Card: signature certificate expires",
            (Milestone::RenewalOpens, Slot::Auth) => {
                "My Number Card: authentication certificate can be renewed"
            }
            (Milestone::RenewalOpens, Slot::Sign) => {
                "My Number Card: signature certificate can be renewed"
            }
        },
        until: |period| format!("Can be renewed {period}."),
        place: |office| format!("Where: {office}."),
        bring: "Bring the My Number Card. The PIN is checked at the counter.",
    },
};

fn holiday(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::AutumnalEquinox => "Autumnal Equinox Day",
        Holiday::Children => "Children's Day",
        Holiday::ComingOfAge => "Coming of Age Day",
        Holiday::Constitution => "Constitution Memorial Day",
        Holiday::Culture => "Culture Day",
        Holiday::EmperorsBirthday => "the Emperor's Birthday",
        Holiday::Enthronement => "the Emperor's enthronement",
        Holiday::EnthronementCeremony => "the enthronement ceremony",
        Holiday::Foundation => "National Foundation Day",
        Holiday::Greenery => "Greenery Day",
        Holiday::HealthAndSports => "Health and Sports Day",
        Holiday::LabourThanksgiving => "Labour Thanksgiving Day",
        Holiday::Marine => "Marine Day",
        Holiday::Mountain => "Mountain Day",
        Holiday::NewYear => "New Year's Day",
        Holiday::RespectForTheAged => "Respect for the Aged Day",
        Holiday::Sandwiched => "a day between two holidays",
        Holiday::Showa => "Showa Day",
        Holiday::Sports => "Sports Day",
        Holiday::Substitute => "substitute holiday",
        Holiday::VernalEquinox => "Vernal Equinox Day",
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn month_day(day: MonthDay) -> String {
    format!("{} {}", day.day, month_en(day.month))
}
