//! Around the guide in the window, in English.

use super::{OfficePageTexts, PageTexts, PlannerTexts};

/// The texts in English.
pub(super) static TEXTS: PageTexts = PageTexts {
    rail: "Procedures",
    lead: "How the procedures for the certificates on a My Number Card work, without the internet.",
    search: "Search by words",
    search_hint: "Such as: moving",
    clear: "Clear the search",
    found: |count| {
        if count == 1 {
            "1 topic found.".to_owned()
        } else {
            format!("{count} topics found.")
        }
    },
    nothing_found: |query| {
        format!("Nothing was found on “{query}”. Try a shorter or another word.")
    },
    near: "Close to it",
    topics: "Topics",
    back: "Back",
    print: "Print or save this…",
    print_how: "It is saved as a PDF file. Open that file to print it.",
    copy: "Copy the address",
    office: OfficePageTexts {
        not_chosen: "Choose an office to see its hours, and whether it is open now.",
        by_policy: "On this computer the policy file decides which office is shown.",
        choose: "Choose an office",
        heading: "Office for procedures",
        lead: "The office that the guide speaks of.",
        none: "None",
        none_line: "The guide then says “the office of the city, town or village where you live”.",
        open_file: "Open another office's file…",
        file_line: |file| format!("Your own file “{file}”"),
        file_unknown: |file| format!("“{file}” cannot be read. Check whether the file is there."),
    },
    planner: PlannerTexts {
        heading: "Renewal planner",
        practice: "This is about a practice card. It is not real.",
        days_left: |days| {
            if days == 1 {
                "1 day left".to_owned()
            } else {
                format!("{days} days left")
            }
        },
        last_day: "Today is the last day",
        days_over: |days| {
            if days == 1 {
                "It passed yesterday".to_owned()
            } else {
                format!("It passed {days} days ago")
            }
        },
        opens_in: |days| {
            if days == 1 {
                "It can be renewed from tomorrow.".to_owned()
            } else {
                format!("It can be renewed in {days} days.")
            }
        },
        expires: "This certificate expires on",
        not_known: "Its expiry date is not known yet.",
        expired: "A new one can be issued at the office.",
        calendar: "Add to calendar…",
        calendar_nothing: "There is no date to add.",
        calendar_without_sign: "The dates of the signature certificate join the calendar and the slip once it was read with its password.",
        residence: "Where you live",
        in_japan: "I live in Japan",
        abroad: "I live abroad",
        residence_note: "People who live abroad and have kept their card can renew from 1 year before the expiry date. What you choose here is not stored.",
        slip: "Print or save a slip…",
        slip_how: "The calendar becomes a file that calendar programs open. The slip becomes a PDF file to take to the office. Neither holds a name or a number.",
        no_card: "Put a My Number Card on the card reader, and this appears here:",
        would_show: &[
            "when each certificate can be renewed, and the days until it expires",
            "where to go, and what to bring",
            "a file for your calendar, and a slip to print and take along",
        ],
    },
};
