//! The guided tour in English.

use super::{PracticeTexts, SampleTexts, TourTexts};
use crate::app::tour::TourStep;

/// The English texts.
pub(super) static TEXTS: TourTexts = TourTexts {
    name: "Guided tour",
    step: |now, total, title| format!("Tour {now}/{total}: {title}"),
    title: |step| match step {
        TourStep::Certificates => "Two certificates",
        TourStep::Dates => "Expiry date and tries left",
        TourStep::Pins => "Password and PIN",
        TourStep::Sign => "Signing a document",
        TourStep::Check => "Checking a signature",
        TourStep::Office => "At city hall",
    },
    words: |step, has_signed| match (step, has_signed) {
        (TourStep::Certificates, _) => {
            "The card holds two certificates: one to sign documents, one to log in. They stand in the frame."
        }
        (TourStep::Dates, _) => {
            "The frame shows until when the certificate can be used, and how many tries of its PIN are left. It takes no PIN to see this: laying the card on the reader is enough."
        }
        (TourStep::Pins, _) => {
            "The signature password and the four-digit PIN are two different things. Here you can change them and try them out. It also says what to do if one is forgotten."
        }
        (TourStep::Sign, false) => {
            "A practice document is ready. Press “Sign…” in the frame and enter the password shown at the top of the window. You can also go on without signing."
        }
        (TourStep::Sign, true) => {
            "The practice document is signed. The frame shows the result. “Next” checks this signature."
        }
        (TourStep::Check, true) => {
            "This is what was found out about your signature: whether the document was changed afterwards, and who signed it. As it is for practice, it also says that it is not real."
        }
        (TourStep::Check, false) => {
            "If you receive a signed document, check it from the frame. Had you signed in the step before, its result would stand here."
        }
        (TourStep::Office, _) => {
            "Renewing a certificate and unlocking a PIN are done at your city hall. The frame says from when you can renew and what to bring; the counter's hours stand below it."
        }
    },
    next: "Next",
    previous: "Back",
    end: "End the tour",
    finish: "Finish the tour",
    here: "Open the page of this step",
    not_now: "During the tour no files can be chosen or saved",
    not_now_line: "The tour works with its practice document only. Use other files when it is over.",
    lead: "A tour of six steps for first-time users. It takes neither a card nor a card reader, and leaves nothing on this computer.",
    start: "Start the guided tour",
    sample: SampleTexts {
        file_name: "practice-document.pdf",
        title: "Practice document",
        notice: "This is for practice. It cannot be used for anything real.",
        paragraphs: [
            "This document is there to try out signing in the guided tour of Inkan.",
            "When the tour is over, this document and its signature are removed from the computer.",
        ],
        footer: "Inkan practice",
    },
    practice: PracticeTexts {
        secrets: |pin, password| [format!("PIN {pin}"), format!("password {password}")],
        changed: "changed",
        in_doubt: "perhaps changed",
        how_to_reset: "“Make the card as new” brings the first ones back.",
        reset: "Make the card as new",
        marked: "In practice mode a PDF without a seal gets a frame that says “練習用” (practice).",
    },
};
