//! What is said without a window, in English.

use super::StartTexts;

/// The texts.
pub(super) static TEXTS: StartTexts = StartTexts {
    no_window: |reason| {
        format!(
            "Inkan could not open its window.\n\n\
             Neither of the two ways to draw it works on this computer. Nothing was done to your card.\n\n\
             - Restart the computer and try again.\n\
             - If you are using a remote desktop or a virtual machine, try at the computer itself.\n\
             - The command inkan-cli reads the card, signs and checks signatures without a window \
             (for example: inkan-cli status).\n\n\
             Details: {reason}"
        )
    },
    broken: |place| {
        format!(
            "Inkan had to close because of a mistake in the program.\n\n\
             No PIN and nothing about you was recorded anywhere. Your original documents are unchanged.\n\n\
             Please open it again. If it happens again, make a support report under “Settings” and \
             send it with the number below to whoever gave you this program.\n\n\
             Number: E-APP-04 {place}"
        )
    },
};
