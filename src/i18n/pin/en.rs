//! 暗証番号 in English.

use super::{PinWork, seconds};
use crate::core::jpki::Slot;
use crate::core::rules::{PinAdvice, PinRule};

/// The English texts.
pub(in crate::i18n) const TEXTS: PinWork = PinWork {
    change: "Change…",
    test: "Try it out…",
    change_title: |slot| match slot {
        Slot::Auth => "Change the authentication PIN",
        Slot::Sign => "Change the signature password",
    },
    test_title: |slot| match slot {
        Slot::Auth => "See whether logging in works",
        Slot::Sign => "See whether signing works",
    },
    change_lead: |slot| match slot {
        Slot::Auth => {
            "The 4-digit PIN for logging in to Mynaportal and for certificates at convenience stores. The password for signing stays as it is."
        }
        Slot::Sign => {
            "The password for signing documents, as for e-Tax. The 4-digit PIN for logging in stays as it is."
        }
    },
    test_lead: |slot| match slot {
        Slot::Auth => {
            "Finds out whether logging in works with this card and this reader. It logs in nowhere. Typed correctly, the PIN costs no try."
        }
        Slot::Sign => {
            "Finds out whether signing works with this card and this reader. It signs no document. Typed correctly, the password costs no try."
        }
    },
    old: |slot| match slot {
        Slot::Auth => "PIN until now (authentication certificate)",
        Slot::Sign => "Password until now (signature certificate)",
    },
    new: |slot| match slot {
        Slot::Auth => "New PIN (authentication certificate)",
        Slot::Sign => "New password (signature certificate)",
    },
    again: |slot| match slot {
        Slot::Auth => "New PIN once more (authentication certificate)",
        Slot::Sign => "New password once more (signature certificate)",
    },
    form: |slot| match slot {
        Slot::Auth => "4 digits",
        Slot::Sign => "6 to 16 letters and digits; small letters are sent as capitals.",
    },
    upper: |slot| match slot {
        Slot::Auth => "",
        Slot::Sign => "Small letters are turned into capitals before they are sent to the card.",
    },
    rule: |slot, rule| match (slot, rule) {
        (Slot::Auth, PinRule::Length) => "4 digits",
        (Slot::Auth, _) => "digits only",
        (Slot::Sign, PinRule::Length) => "6 to 16 characters",
        (Slot::Sign, PinRule::HasDigit) => "a digit among them",
        (Slot::Sign, PinRule::HasLetter) => "a letter among them",
        (Slot::Sign, PinRule::Characters) => "letters and digits only",
    },
    same: "the same both times",
    held: "done",
    open: "not yet",
    advice: "Another one would be better",
    advice_of: |slot, advice| match (slot, advice) {
        (Slot::Auth, PinAdvice::SameAsOld) => "It is the same as the PIN until now.",
        (Slot::Sign, PinAdvice::SameAsOld) => "It is the same as the password until now.",
        (_, PinAdvice::Repeated) => "One character over and over is easy to guess.",
        (_, PinAdvice::Sequence) => "Digits in a row are easy to guess.",
        (_, PinAdvice::Birthday) => {
            "It looks like a birthday or a year of birth. Whoever finds the card may guess it."
        }
    },
    advice_line: "It can be used all the same.",
    old_wrong: |slot| match slot {
        Slot::Auth => "It is the PIN until now that is wrong. Nothing was changed yet.",
        Slot::Sign => "It is the password until now that is wrong. Nothing was changed yet.",
    },
    old_missing: |slot| match slot {
        Slot::Auth => "Type the PIN until now, 4 digits.",
        Slot::Sign => "Type the password until now, 6 to 16 letters and digits.",
    },
    new_missing: |slot| match slot {
        Slot::Auth => "Type a new PIN of 4 digits.",
        Slot::Sign => "Type a new password that has all it needs.",
    },
    differ: |slot| match slot {
        Slot::Auth => "Type the new PIN once more, the same.",
        Slot::Sign => "Type the new password once more, the same.",
    },
    send_change: "Change",
    send_test: "Try",
    changing: "The card is making the change",
    testing: "The card is checking",
    changed: |slot| match slot {
        Slot::Auth => "The PIN of the authentication certificate was changed",
        Slot::Sign => "The password of the signature certificate was changed",
    },
    changed_line: |slot| match slot {
        Slot::Auth => {
            "The card was asked, and the new PIN is right. Use the new PIN from the next login on."
        }
        Slot::Sign => {
            "The card was asked, and the new password is right. Use the new password from the next signature on."
        }
    },
    changed_unchecked: |slot| match slot {
        Slot::Auth => {
            "The card said that it was changed. The card left after that, so the new PIN was not tried. Use the new PIN from the next login on."
        }
        Slot::Sign => {
            "The card said that it was changed. The card left after that, so the new password was not tried. Use the new password from the next signature on."
        }
    },
    unchanged: |slot| match slot {
        Slot::Auth => "The PIN of the authentication certificate was not changed",
        Slot::Sign => "The password of the signature certificate was not changed",
    },
    unchanged_line: |slot| match slot {
        Slot::Auth => "Go on using the PIN until now.",
        Slot::Sign => "Go on using the password until now.",
    },
    works: |slot| match slot {
        Slot::Auth => "This card and this reader can be used for logging in",
        Slot::Sign => "This card and this reader can be used for signing",
    },
    works_line: |slot, took| {
        let seconds = seconds(took);
        let secret = match slot {
            Slot::Auth => "PIN of the authentication certificate",
            Slot::Sign => "password of the signature certificate",
        };
        format!(
            "The {secret} is right, and the key on the card belongs to the certificate. The card took {seconds} seconds to compute."
        )
    },
    works_limits: "Whether the certificate was revoked is not checked here (revocation: not checked).",
    in_doubt: |slot| match slot {
        Slot::Auth => "Whether the PIN was changed is not known yet",
        Slot::Sign => "Whether the password was changed is not known yet",
    },
    find_out: "Enter the new one first. If it is said to be wrong, enter the one until now next. The right one restores all tries. If both are said to be wrong, stop there and ask your city office.",
    both_blocked: "A convenience store's copier needs the other one not to be locked. Both are, so go to the city office.",
    blocked: "It is locked, so it can be neither changed nor tried.",
};
