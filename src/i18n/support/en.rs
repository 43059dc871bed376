//! Detailed logging and the support report in English.

use super::{LoggingTexts, PageTexts, ReportTexts, SupportTexts};

/// The English texts.
pub(super) static TEXTS: SupportTexts = SupportTexts {
    logging: LoggingTexts {
        announced: "Detailed logging (-v) is on and goes to this terminal (standard error). It shows which kinds of commands go to the card, their lengths, status words and times; never a PIN, a password or what is on the card.",
        on: "Detailed logging is on",
        what: "The kinds of commands to the card, their lengths, status words and times go to the terminal that this program was started from (standard error). No PIN, no password and nothing on the card is logged.",
        off: "To turn it off, close this program and start it without -v.",
    },
    report: ReportTexts {
        title: "Inkan support report",
        absent: "Not in this report: name, address, date of birth, sex; what certificates say, and their numbers; PINs and passwords, or their lengths; what documents say; names and places of files; the names of this computer and of its user.",
        made_at: "Made at",
        program: "Program",
        practice: "Practice mode",
        os: "System",
        service: "Smart card service",
        drawing: "Drawn with",
        settings: "Settings",
        language: "Language",
        text_size: "Text size",
        colors: "Colours",
        prefers_a_reader: "A reader is chosen",
        readers: "Card readers",
        no_readers: "none found",
        ladder: "Diagnosis",
        operations: "Talks with cards (the latest at the end)",
        no_operations: "none yet",
        code: "Check code",
        page: PageTexts {
            heading: "Support report",
            lead: "A text that tells those who help you about this computer and its card reader. Your name, address, date of birth, what your certificates say, PINs, passwords and names of files are not in it.",
            make: "Make the report",
            making: "The report is being made. Please do not move the card.",
            again: "Make the report again",
            text: "The support report in full",
            read_first: "Please read it in full below before you save or copy it.",
            code_lead: "On the phone, read out this check code. It shows whether the other side has the very same report.",
            copy: "Copy all of it",
            copied: "Copied. You can paste it, into an e-mail for example.",
            save: "Save to a file…",
            not_sent: "The report is not sent anywhere. Whom you give it to, and how, is yours to choose.",
        },
        written: |file| format!("The report that was shown is saved: {file}"),
    },
};
