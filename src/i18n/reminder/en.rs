//! The reminder in English.

use super::{ReminderTexts, WindowTexts};
use crate::core::jpki::Slot;
use crate::core::rules::ReminderStage;

pub(super) static TEXTS: ReminderTexts = ReminderTexts {
    heading: "Renewal reminder",
    lead: "If you choose \"Remind me\", a small window tells you at login when it is time to renew. It appears four times at most: when the certificate can be renewed, one month and one week before it expires, and once after that.",
    kept: "Only the dates of the renewal period and the day of the last reminder are kept on this computer, no name and no number. You can delete them at any time in the settings.",
    choice: |slot| match slot {
        Slot::Auth => "Reminder for the authentication certificate",
        Slot::Sign => "Reminder for the signature certificate",
    },
    on: "Remind me",
    off: "Do not remind me",
    not_known: "For the signature certificate you can choose once it was read with its password.",
    nothing: "There is no date to remind you of.",
    other_dates: |period| {
        format!(
            "At present you are reminded of other dates ({period}). \"Remind me\" replaces them with those of this card."
        )
    },
    practice: "There is no reminder for a practice card. You can choose one here when your own card was read.",
    none: "No reminder was chosen. You can choose one in the renewal planner once a card was read.",
    told: |day| format!("Last reminder: {day}"),
    stopped: "The system does not start this program at login any more, so there is no reminder now.",
    again: "Remind me again",
    stop: "Stop reminding me",
    stop_line: "This deletes the dates that are kept, and this program is not started at login any more.",
    window: WindowTexts {
        title: "Renewal of certificates",
        says: |slot, stage| match (slot, stage) {
            (Slot::Auth, ReminderStage::Open) => {
                "The authentication certificate can be renewed now"
            }
            (Slot::Auth, ReminderStage::Month) => {
                "The authentication certificate expires within a month"
            }
            (Slot::Auth, ReminderStage::Week) => {
                "The authentication certificate expires within a week"
            }
            (Slot::Auth, ReminderStage::Expired) => "The authentication certificate has expired",
            (Slot::Sign, ReminderStage::Open) => "The signature certificate can be renewed now",
            (Slot::Sign, ReminderStage::Month) => {
                "The signature certificate expires within a month"
            }
            (Slot::Sign, ReminderStage::Week) => "The signature certificate expires within a week",
            (Slot::Sign, ReminderStage::Expired) => "The signature certificate has expired",
        },
        until: |day| format!("Expiry date: {day}"),
        renewed: "If you have renewed it already, press \"Never again\".",
        why: "This window appears because \"Remind me\" was chosen in Inkan. It looks at the dates kept on this computer only, and does not connect to the internet.",
        next: |day| format!("If you press \"Later\", the next reminder comes on or after {day}."),
        last: "This was the last reminder. The dates that were kept are deleted.",
        open: "Open the guide",
        later: "Later",
        never: "Never again",
    },
};
