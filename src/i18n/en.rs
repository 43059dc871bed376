//! English. Says the same as the Japanese original in `ja`, for people who live in Japan: the names
//! that stand on forms and at counters are given in Japanese as well.

use super::date::grouped;
use super::texts::{
    Banners, Common, Details, Home, PinTexts, Pins, Practice, SettingsTexts, ShellWords, Sign,
    Texts, Verify,
};
use crate::app::settings::{ColorScheme, Language};
use crate::core::jpki::Slot;
use crate::core::rules::PinRule;
use crate::core::verify::{Flaw, Verdict};

/// The English texts.
pub static TEXTS: Texts = Texts {
    language: Language::En,
    common: Common {
        app_name: "Inkan",
        back: "Back",
        cancel: "Cancel",
        close: "Close",
        copy: "Copy",
        hide: "Hide",
        show: "Show",
        certificate,
        secret,
        secret_form: |slot| match slot {
            Slot::Auth => "4 digits",
            Slot::Sign => "6 to 16 characters: capital letters and digits, at least one of each",
        },
        tries: |left, max| match left {
            0 => "Locked".to_owned(),
            1 => format!("1 try left (of {max})"),
            left => format!("{left} tries left (of {max})"),
        },
        tries_unknown: "The number of tries left could not be read",
        saved: "Saved",
        code: |code| format!("Code: {code}"),
    },
    shell: ShellWords {
        pages: "Pages",
        home: "Home",
        sign: "Sign documents",
        verify: "Check signatures",
        pins: "PINs",
        settings: "Settings",
        text_size: "Text",
        smaller: "Smaller text",
        larger: "Larger text",
        colours: |scheme| match scheme {
            ColorScheme::System => "Colours: Auto".to_owned(),
            scheme => format!("Colours: {}", colour(scheme)),
        },
        other_language: "日本語",
        looking: "Looking for card readers",
        no_service: "The smart card service is not running",
        no_reader: "No card reader found",
        no_card: "No card inserted",
        reading: "Reading the card",
        read: "Card read",
        foreign_card: "This is not a My Number Card",
        mute_card: "The card does not answer",
        failed: "The card could not be read",
    },
    home: Home {
        title: "Home",
        no_card_title: "Insert your My Number Card",
        no_card_lead: "You will then see until when its certificates are good and how many PIN tries are left.",
        step_service: "Smart card service",
        step_reader: "Card reader",
        step_card: "My Number Card",
        done: "Ready",
        waiting: "Checked after the step before",
        looking: "Checking…",
        look_again: "Look again",
        practice_lead: "Without a card or a reader you can try every page with a practice card.",
        practice: "Try practice mode",
        purpose: |slot| match slot {
            Slot::Auth => "Logging in (Mynaportal and others), certificates at convenience stores",
            Slot::Sign => "Signing documents (e-Tax, registrations and others)",
        },
        within: "Within its period",
        renewable: "Can be renewed (still within its period)",
        expired: "Expired",
        not_yet: "Its period has not begun",
        until: |day| format!("Until {day}"),
        from: |day| format!("From {day}"),
        days_left: |days| match days {
            0 => "Today is the last day".to_owned(),
            1 => "1 day left".to_owned(),
            days => format!("{} days left", grouped(days)),
        },
        days_over: |days| match days {
            1 => "Expired yesterday".to_owned(),
            days => format!("Expired {} days ago", grouped(days)),
        },
        reading: "Reading…",
        needs_pin: "A password is needed to read it",
        needs_pin_why: "To see its expiry date and your name, enter the signature password.",
        read_sign: "Enter the password and read it…",
        absent: |slot| match slot {
            Slot::Auth => "There is no authentication certificate on this card",
            Slot::Sign => "There is no signature certificate on this card",
        },
        absent_why: |slot| match slot {
            Slot::Auth => "It is not locked. Your city office can issue one if you need it.",
            Slot::Sign => {
                "It is not locked. In principle none is issued to people under 15. Ask your city office if you need one."
            }
        },
        unreadable: "Could not be read",
        unreadable_why: "The data on the card cannot be read. Insert the card again; if that does not help, ask your city office.",
        issued: |month| format!("Issued {month}"),
        today: "Today",
        renewal: "Renewal",
        expiry: |month| format!("Expires {month}"),
        timeline: |issued, renewal, expiry| {
            format!("Issued on {issued}. Can be renewed from {renewal}. Expires on {expiry}.")
        },
        details: "Details",
        save: "Save…",
        sign_document: "Sign documents",
        card_date: "The card itself has a different expiry date: see its face, beside the date of birth.",
        revocation: "Revocation: not checked. A change of name or address ends the signature certificate early, which this program cannot see.",
        read_again: "Read again",
        banner: Banners {
            blocked: |slot| format!("The {} is locked", secret_word(slot)),
            blocked_line: "It was entered wrongly too many times in a row and cannot be used now. After a reset, for example at your city office, it works again.",
            blocked_action: "How to reset it",
            expired: |slot| format!("The {} has expired", certificate_word(slot)),
            expired_line: |day| {
                format!("It expired on {day}. Your city office can issue a new one.")
            },
            expired_action: "How to get a new one",
            last_try: |slot| format!("One more wrong entry locks the {}", secret_word(slot)),
            last_try_line: "Do not enter it unless you are sure. Entering it correctly restores all tries.",
            last_try_action: "What to do if you forgot it",
            renewal: |slot| format!("The {} can be renewed", certificate_word(slot)),
            renewal_line: |day| {
                format!("It expires on {day}. You can renew it at your city office.")
            },
            renewal_action: "How to renew it",
            not_yet: |slot| format!("The period of the {} has not begun", certificate_word(slot)),
            not_yet_line: |day| {
                format!(
                    "It can be used from {day}. If that day has passed, check the date of your computer."
                )
            },
            not_yet_action: "Show details",
        },
    },
    details: Details {
        summary: "In short",
        holder: "About the holder",
        name: "Name",
        address: "Address",
        birth_date: "Date of birth",
        partial_birth: |year, month| match (year, month) {
            (Some(year), Some(month)) => format!("{year}-{month:02} (day unknown)"),
            (Some(year), None) => format!("{year} (month and day unknown)"),
            _ => "Unknown".to_owned(),
        },
        sex: "Sex",
        male: "Male",
        female: "Female",
        sex_unknown: "Not stated",
        unreadable: "Cannot be read",
        substitutes: "Some characters are recorded as substitutes (代替文字) because computers lack them.",
        personal: "“Show” brings personal facts to the screen. Mind who is looking.",
        purpose: "Used for",
        valid_from: "Valid from",
        valid_until: "Valid until",
        state: "Today",
        issuer: "Issuer",
        trust: "Issuer checked",
        trusted: "Issued by J-LIS (地方公共団体情報システム機構)",
        untrusted: "The issuer could not be confirmed: this may not be a certificate of the JPKI",
        demo: "For practice. Not real",
        revocation: "Revocation",
        revocation_why: "Not checked. Only bodies that have filed under the law may ask whether a certificate was revoked.",
        renewal: "How to renew",
        renewal_window: |from, until| format!("When: from {from} to {until}"),
        renewal_where: "Where: your city office. After the expiry date, a new one can still be issued.",
        renewal_bring: "Bring: your My Number Card. You enter the PINs there; forgotten ones can be reset.",
        renewal_fee: "Fee: free in principle (200 yen in some cases).",
        fields: "Every field",
        serial: "Serial number",
        subject: "Subject",
        key: "Public key",
        signature_algorithm: "Signature algorithm",
        key_usage: "Key usage",
        extended_key_usage: "Extended key usage",
        policies: "Certificate policies",
        subject_key_id: "Subject key identifier",
        authority_key_id: "Authority key identifier",
        crl: "Revocation list",
        ocsp: "Revocation service",
        fingerprint: "Fingerprint (SHA-256)",
        unknown_critical: "Critical entries unknown to this program",
        not_before: "Not before (Japan time)",
        not_after: "Not after (Japan time)",
        save: "Save to a file",
        save_lead: |slot| match slot {
            Slot::Auth => "Saves the certificate. It contains no PIN and no private key.",
            Slot::Sign => {
                "Saves the certificate. It contains your name, address, date of birth and sex, but no password and no private key."
            }
        },
        save_der: "Save as DER…",
        save_pem: "Save as PEM…",
        save_text: "Save as text…",
    },
    sign: Sign {
        title: "Sign documents",
        lead: "Signs documents on this computer with your signature certificate. The documents themselves are not changed.",
        drop: "Drop documents here, or choose them with the button",
        choose: "Choose documents…",
        add: "Add documents…",
        files: |files| match files {
            1 => "Document to sign".to_owned(),
            files => format!("Documents to sign ({files})"),
        },
        size: |size| format!("Size {size}"),
        output: |name| format!("Result: {name}"),
        made: |name| format!("New file: {name}"),
        remove: |name| format!("Remove {name}"),
        planning: "Looking at the documents…",
        form_lead: "A CMS signature file (.p7s) is made beside each document. It works for any kind of file. Ask the recipient first whether they accept it.",
        folder: "Save in",
        same_folder: "The folder of each document",
        change_folder: "Choose another folder…",
        overwrite: "If a file of that name exists",
        keep: "Keep it (do not sign)",
        replace: "Replace it",
        discloses: "What this signature tells the recipient",
        discloses_lead: "The signature file contains your signature certificate. Whoever receives it can read your:",
        discloses_items: "Name, address, date of birth, sex",
        sign: "Sign…",
        why_no_files: "Choose documents to sign.",
        why_no_card: "Insert your My Number Card.",
        why_reading: "Wait until the card has been read.",
        why_problem: "Some documents cannot be signed: see above.",
        why_absent: "There is no signature certificate on this card.",
        why_blocked: "The signature password is locked.",
        why_expired: "The signature certificate has expired.",
        why_planning: "Wait until the documents have been looked at.",
        working: "Signing",
        step_of: |now, total| format!("{now} of {total}"),
        hashing: "Reading the document.",
        signing: "The card makes the signature. Please do not move the card.",
        checking: "Checking the new signature.",
        writing: "Saving the file.",
        stop: "Stop",
        all_signed: |files| match files {
            1 => "1 document signed".to_owned(),
            files => format!("{files} documents signed"),
        },
        some_signed: |done, left| format!("{done} signed, {left} not signed"),
        none_signed: "Nothing was signed",
        signed: "Signed",
        self_checked: "The signature was read back and found correct.",
        original_kept: "The documents themselves are unchanged.",
        practice_only: "This is a practice signature. It cannot be used as a real one.",
        left_out: "Not signed. No file was made.",
        open_folder: "Open folder",
        retry: "Try those again",
        again: "Sign other documents",
    },
    verify: Verify {
        title: "Check signatures",
        lead: "Checks a signature file (such as .p7s) that you received: whether the document was changed after it was signed, and who signed it.",
        drop: "Drop signature files here, or choose them with the button",
        choose: "Choose signature files…",
        working: "Checking…",
        another: "Check other files…",
        choose_content: "Choose the document…",
        signature_of: |now, total| format!("Signature {now} of {total}"),
        document: "Document",
        integrity: "Changes",
        intact: "Unchanged since it was signed",
        signer: "Signer",
        flaw: |flaw| match flaw {
            Flaw::ContentChanged => {
                "The document was changed after it was signed, or this is not its signature"
            }
            Flaw::ContentMissing => "Cannot be checked without the document",
            Flaw::SignatureMismatch | Flaw::CertificateMismatch => {
                "The signature does not belong to the certificate that comes with it"
            }
            Flaw::ByteRange => "The signature does not cover the whole of this document",
            Flaw::CertificateMissing => {
                "Cannot be checked: the signer's certificate is not included"
            }
            Flaw::AlgorithmUnsupported { .. } | Flaw::SignatureFormUnsupported => {
                "Cannot be checked: this program does not know the method used"
            }
            Flaw::DigestWeak => {
                "Made with an old, breakable method (MD5, SHA-1): it proves nothing"
            }
            Flaw::KeyUnusable => "Cannot be checked: the signer's key is too short or unreadable",
            Flaw::KeyUsage => "Signed with a certificate that must not be used to sign documents",
            Flaw::AlgorithmsDisagree
            | Flaw::AttributeDuplicate
            | Flaw::AttributeMissing
            | Flaw::AttributesMalformed
            | Flaw::ContentAttached
            | Flaw::ContentPosesAsAttributes
            | Flaw::ContentTypeMismatch
            | Flaw::ContentsMalformed
            | Flaw::SignatureDictionary
            | Flaw::SignerCount
            | Flaw::TimestampMalformed
            | Flaw::VersionMismatch => "The signature file does not follow the standard",
        },
        signer_unknown: "The signer's certificate is not included",
        issuer: "Issuer of the certificate",
        issuer_trusted: "J-LIS (地方公共団体情報システム機構), confirmed",
        issuer_untrusted: "Cannot be confirmed to be the JPKI",
        issuer_demo: "For practice: not a real signature",
        time: "Time of signing",
        time_claimed: |time| format!("{time} (by the clock of the signer's computer)"),
        time_none: "Not stated",
        certificate_time: "Period of the certificate",
        certificate_within: "The time of signing lies within the certificate's period",
        certificate_outside: "The time of signing lies outside the certificate's period, or in the future",
        certificate_expired_now: "It was within its period at the time of signing, and has expired since",
        revocation: "Revocation",
        not_checked: "Not checked",
        not_checked_why: "Only bodies that have filed under the law may ask whether the signer's certificate was revoked.",
        verdict: |verdict| match verdict {
            Verdict::Bad => "Do not trust this signature",
            Verdict::Good => "The document is unchanged since it was signed",
            Verdict::Unreadable => "The signature could not be read",
            Verdict::Unsigned => "There is no signature",
            Verdict::Untrusted => "It cannot be confirmed whose signature this is",
        },
        verdict_line: |verdict| match verdict {
            Verdict::Bad => "Do not use this document; ask whoever sent it.",
            Verdict::Good => {
                "It was signed by the holder of the certificate below. Whether that was revoked has not been checked."
            }
            Verdict::Unreadable => "Check that it is a signature file and choose again.",
            Verdict::Unsigned => "This file contains no signature that could be checked.",
            Verdict::Untrusted => {
                "The document is unchanged, but the signer cannot be confirmed. Ask whoever sent it."
            }
        },
        content_ask: "This signature file does not contain the document. Choose the document to check it.",
    },
    pins: Pins {
        title: "PINs",
        lead: "The certificates on a My Number Card have two secrets.",
        used_for: |slot| match slot {
            Slot::Auth => "Used to log in to Mynaportal and at convenience stores",
            Slot::Sign => "Used to sign documents, for example with e-Tax",
        },
        form: "Form",
        rule: |max| {
            format!(
                "{max} wrong entries in a row lock it. Entering it correctly restores all tries."
            )
        },
        reset: "If you forgot it or it is locked",
        reset_how: |slot| match slot {
            Slot::Auth => {
                "Take your My Number Card to your city office and have it reset. If you know the signature password, a smartphone app and a convenience store's copier can do it as well."
            }
            Slot::Sign => {
                "Take your My Number Card to your city office and have it reset. If you know the authentication PIN, a smartphone app and a convenience store's copier can do it as well."
            }
        },
        cannot_unlock: "This program cannot unlock it.",
        no_card: "Insert your My Number Card to see the tries left. No PIN is needed to see them.",
    },
    pin: PinTexts {
        title: |slot| match slot {
            Slot::Auth => "Enter the PIN",
            Slot::Sign => "Enter the password",
        },
        to_read: "It is used to read the signature certificate.",
        to_sign: |files| match files {
            1 => "It is used to sign 1 document.".to_owned(),
            files => format!("It is used to sign {files} documents."),
        },
        converted: "Full-width characters were turned into half-width ones.",
        refused: |slot| match slot {
            Slot::Auth => "Only digits can be used. That character was left out.",
            Slot::Sign => "Only letters and digits can be used. That character was left out.",
        },
        too_long: |slot| match slot {
            Slot::Auth => "The PIN has 4 digits. The rest was left out.",
            Slot::Sign => "The password has at most 16 characters. The rest was left out.",
        },
        show_keys: "Use keys on the screen",
        hide_keys: "Close the keys",
        delete: "Delete one",
        clear: "Delete all",
        send_to_read: "Read",
        send_to_sign: "Sign",
        checking: "The card is checking",
        keep_card: "Please do not move the card until it is done.",
        two_left: "Two more wrong entries lock it. Please make sure before you send.",
        last: "Only 1 try is left",
        last_line: |slot| {
            format!(
                "A wrong entry locks the {}. It then cannot be used until it is reset, for example at your city office. If you are not sure, press Cancel.",
                secret_word(slot)
            )
        },
        unknown: "The tries left are not known",
        unknown_line: "The card did not say how many tries are left. It may be the last one. If you are not sure, press Cancel.",
        really: "Really send it?",
        really_send: "Use the last try",
        rule: |slot, rule| match (slot, rule) {
            (Slot::Auth, PinRule::Length) => "Enter 4 digits.",
            (Slot::Auth, _) => "Enter digits only.",
            (Slot::Sign, PinRule::Length) => "Enter 6 to 16 characters.",
            (Slot::Sign, PinRule::HasDigit) => "The password always contains a digit.",
            (Slot::Sign, PinRule::HasLetter) => "The password always contains a letter.",
            (Slot::Sign, PinRule::Characters) => "Only letters and digits can be used.",
        },
    },
    practice: Practice {
        title: "Practice mode — not a real card",
        pins: |pin, password| format!("PIN {pin}  Password {password}"),
        scene: |name| format!("Scene: {name}…"),
        insert: "Insert card",
        pull: "Pull card",
        end: "End",
        choose: "Choose a scene",
        choose_lead: "The practice card changes to the state you choose.",
        renew: "Reset the practice card",
        profile: |id| match id {
            "normal" => (
                "Ordinary card",
                "Both certificates are within their period.",
            ),
            "renewable" => (
                "Time to renew",
                "Less than three months to the expiry date.",
            ),
            "expired" => ("Expired", "Both certificates have expired."),
            "sign-locked" => ("Password locked", "The signature password is locked."),
            "auth-last-try" => ("Last try", "One try of the authentication PIN is left."),
            "both-locked" => ("Both locked", "The password and the PIN are both locked."),
            "child" => ("Child's card", "There is no signature certificate."),
            "slow" => ("Slow reader", "Shows a reader that takes its time."),
            "pulled-mid-sign" => (
                "Pulled while signing",
                "Shows a card that leaves during a signature.",
            ),
            "next-generation" => (
                "Next My Number Card",
                "A card with the new keys (ECDSA P-384).",
            ),
            _ => ("Practice card", ""),
        },
    },
    settings: SettingsTexts {
        title: "Settings",
        language: "Language",
        text_size: "Text size",
        percent: |percent| format!("{percent}%"),
        colours: "Colours",
        colour,
        reader: "Card reader",
        reader_lead: "If several are connected you can choose which one to use.",
        reader_auto: "Automatic (the one with a My Number Card)",
        no_readers: "No card reader found. It appears here when it is connected.",
        practice: "Practice mode",
        about: "About this program",
        version: |version| format!("Inkan {version}"),
        offline: "This program does not connect to the internet. Neither PINs nor anything on the card leave this computer.",
    },
};

/// Inside a sentence.
fn certificate_word(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "authentication certificate",
        Slot::Sign => "signature certificate",
    }
}

/// Inside a sentence.
fn secret_word(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "authentication PIN",
        Slot::Sign => "signature password",
    }
}

fn certificate(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "Authentication certificate (利用者証明用電子証明書)",
        Slot::Sign => "Signature certificate (署名用電子証明書)",
    }
}

fn secret(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "Authentication PIN (利用者証明用電子証明書の暗証番号)",
        Slot::Sign => "Signature password (署名用電子証明書のパスワード)",
    }
}

fn colour(scheme: ColorScheme) -> &'static str {
    match scheme {
        ColorScheme::Dark => "Dark",
        ColorScheme::HighContrast => "High contrast",
        ColorScheme::Light => "Light",
        ColorScheme::System => "Auto (as the computer)",
    }
}
