//! Counter mode in English.

use std::path::Path;

use super::{CounterTexts, at_fault, or_nothing};
use crate::app::failure::{Offer, OfficeFlaw, PolicyFlaw};
use crate::app::ports::FileError;
use crate::app::view_model::{Gesture, SessionEnd};
use crate::i18n::failure::{FailureText, path_words};

pub(super) static TEXTS: CounterTexts = CounterTexts {
    name: "Counter mode",
    serving: "Counter mode: in use",
    waiting: "Counter mode: ready",
    staff: "Counter mode: staff settings",
    end: "Finish",
    end_line: "When the card is taken out or you press Finish, everything on the screen is wiped.",
    close_settings: "Close settings",
    hold: "Hold to show",
    hold_line: "Name and other personal facts are hidden. They are shown only while you hold the button.",
    insert: "Please insert your My Number Card",
    insert_line: "Place the card on the card reader, or slide it in. Reading begins by itself.",
    without_card: "Checking a signature needs no card.",
    take_out: "Please take out your My Number Card",
    take_out_line: "To go on, leave the card where it is and press Read again.",
    ended: |end| match end {
        SessionEnd::CardLeft => "The card was taken out, so everything on the screen was wiped.",
        SessionEnd::Idle => {
            "Nothing was pressed for a while, so everything on the screen was wiped."
        }
        SessionEnd::Pressed => "Everything on the screen was wiped.",
    },
    soon: "Everything on the screen will soon be wiped",
    soon_line: "Nothing was pressed for a while. To go on, press a key or touch the screen.",
    lead: "Large text, names and other personal facts hidden, and everything on the screen wiped when the card is taken out or nothing is pressed for a while. For computers at a counter.",
    turn_on: "Turn on counter mode",
    turn_off: "Turn off counter mode",
    gesture: |gesture| match gesture {
        Gesture::CtrlShiftF12 => {
            "In counter mode, hold Ctrl, Shift and F12 for two seconds to open these settings."
        }
        Gesture::CtrlShiftS => {
            "In counter mode, hold Ctrl, Shift and S for two seconds to open these settings."
        }
        Gesture::None => "In counter mode these settings cannot be opened.",
    },
    by_policy: "On this computer the policy file decides about counter mode.",
    until_end: "The next time the program starts, it is in counter mode again.",
};

pub(in crate::i18n) fn not_offered(offer: Offer) -> FailureText {
    FailureText {
        what: format!("{} is not available on this computer.", offer_name(offer)),
        meaning:
            "The administrator's policy leaves it out. Neither the card nor a document was changed."
                .to_owned(),
        remedy: "If you need it, ask the staff or the administrator of this computer.".to_owned(),
    }
}

fn offer_name(offer: Offer) -> &'static str {
    match offer {
        Offer::Export => "Saving certificates",
        Offer::PinChange => "Changing a PIN or password",
        Offer::Practice => "Practice mode",
        Offer::ReportSaving => "Saving reports",
        Offer::Signing => "Signing documents",
    }
}

pub(in crate::i18n) fn policy_refused(
    path: &Path,
    line: Option<usize>,
    flaw: &PolicyFlaw,
) -> FailureText {
    let what = match line {
        Some(line) => format!("There is a mistake in line {line} of the policy file."),
        None => "The policy file cannot be read.".to_owned(),
    };
    FailureText {
        what,
        meaning: format!(
            "{} To be safe, counter mode is on, and signing, saving and the like are not available.",
            flaw_words(flaw)
        ),
        remedy: format!(
            "Ask the administrator of this computer to correct {}. Then start the program again.",
            path_words(path)
        ),
    }
}

fn flaw_words(flaw: &PolicyFlaw) -> String {
    match flaw {
        PolicyFlaw::NoVersion => "The line `version = 1` is missing.".to_owned(),
        PolicyFlaw::NotText => "It is not written in UTF-8.".to_owned(),
        PolicyFlaw::Syntax(said) => format!("It is not valid TOML ({said})."),
        PolicyFlaw::UnknownName(name) => format!("There is no such name: {name}."),
        PolicyFlaw::UnknownVersion(version) => {
            format!("This program does not know version {version}; it knows version 1.")
        }
        PolicyFlaw::Unreadable(error) => unreadable(error),
        PolicyFlaw::Value { name, allowed } => {
            let may = or_nothing(allowed, |allowed| format!(" It takes {allowed}."));
            format!("The value of {name} is not right.{may}")
        }
    }
}

fn unreadable(error: &FileError) -> String {
    match error {
        FileError::NotFound => "The file was not found.".to_owned(),
        FileError::PermissionDenied => "Reading it is not allowed.".to_owned(),
        FileError::TooLarge { .. } => "The file is too large.".to_owned(),
        _ => format!("The file cannot be opened ({error})."),
    }
}

pub(in crate::i18n) fn policy_office(path: &Path, line: usize, flaw: &OfficeFlaw) -> FailureText {
    FailureText {
        what: format!("The office named in line {line} of the policy file cannot be shown."),
        meaning: format!(
            "{} The guide speaks of the counter of the city where you live. Everything else works as usual.",
            office_flaw_words(flaw)
        ),
        remedy: format!(
            "Ask the administrator of this computer to correct {}. Then start the program again to see the office.",
            at_fault(path, flaw)
        ),
    }
}

fn office_flaw_words(flaw: &OfficeFlaw) -> String {
    match flaw {
        OfficeFlaw::Text { path, line, detail } => format!(
            "Line {line} of the office's profile {} is not as it should be ({detail}).",
            path_words(path)
        ),
        OfficeFlaw::Unknown(name) => format!(
            "No office named {name} comes with this program. The name of a profile's file ends in .toml."
        ),
        OfficeFlaw::Unreadable { path, error } => format!(
            "The office's profile {} cannot be read. {}",
            path_words(path),
            unreadable(error)
        ),
    }
}
