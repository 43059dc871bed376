//! Detailed logging and the support report in English.

use super::{LoggingTexts, SupportTexts};

/// The English texts.
pub(super) static TEXTS: SupportTexts = SupportTexts {
    logging: LoggingTexts {
        announced: "Detailed logging (-v) is on and goes to this terminal (standard error). It shows which kinds of commands go to the card, their lengths, status words and times; never a PIN, a password or what is on the card.",
        on: "Detailed logging is on",
        what: "The kinds of commands to the card, their lengths, status words and times go to the terminal that this program was started from (standard error). No PIN, no password and nothing on the card is logged.",
        off: "To turn it off, close this program and start it without -v.",
    },
};
