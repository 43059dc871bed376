//! English. Says the same as the Japanese original in `ja`, for people who live in Japan: the names
//! that stand on forms and at counters are given in Japanese as well.

use super::date::{count, grouped};
use super::texts::{
    Banners, Common, Details, Home, PinTexts, Pins, Practice, Seal, SettingsTexts, ShellWords,
    Sign, Texts, Verify,
};
use crate::app::settings::{ColorScheme, Language};
use crate::core::jpki::Slot;
use crate::core::rules::{Destination, DestinationRule, PinRule};
use crate::core::sign::{Encapsulation, PdfProfile, SignatureFormat};
use crate::core::verify::{ChangesAfter, Coverage, Flaw, Verdict};

/// The English texts.
pub static TEXTS: Texts = Texts {
    language: Language::En,
    common: Common {
        app_name: "Inkan",
        back: "Back",
        cancel: "Cancel",
        close: "Close",
        colon: ": ",
        comma: ", ",
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
        step: |number, heading| format!("{number}. {heading}"),
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
        renewal: |month| format!("Renewal from {month}"),
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
        valid_from: "First day",
        valid_until: "Expiry date",
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
        lead: "Adds an electronic signature made with your signature certificate. The original document is not changed; the signed one is a new file.",
        drop: "Drag documents or folders here, or choose them with the buttons",
        choose: "Choose documents…",
        choose_folder: "Choose a folder…",
        add: "Add documents…",
        add_folder: "Add a folder…",
        clear: "Remove all",
        found_nothing: "The folder you chose contains no documents.",
        files: |files| format!("Documents to sign ({})", count(files)),
        pdf: |pages, signatures| {
            let pages = match pages {
                1 => "1 page".to_owned(),
                pages => format!("{} pages", count(pages)),
            };
            match signatures {
                0 => format!("PDF, {pages}"),
                1 => format!("PDF, {pages}, 1 signature already in it (it stays)"),
                signatures => {
                    format!("PDF, {pages}, {signatures} signatures already in it (they stay)")
                }
            }
        },
        other: "File",
        size: |size| format!("Size {size}"),
        output: |name| format!("Result: {name}"),
        made: |name| format!("Result: {name}"),
        remove: |name| format!("Remove {name}"),
        cannot: "Cannot be signed",
        troubled: |files| match files {
            1 => "1 document cannot be signed".to_owned(),
            files => format!("{} documents cannot be signed", count(files)),
        },
        troubled_like: |name, others| match others {
            0 => name.to_owned(),
            1 => format!("{name} and 1 other"),
            others => format!("{name} and {} others", count(others)),
        },
        remove_troubled: |files| format!("Remove what cannot be signed ({})", count(files)),
        planning: "Looking at the documents…",
        destination: "Purpose",
        destination_name: |destination| match destination {
            Destination::AnyFile => "Any file",
            Destination::Pdf => "PDF in general",
            Destination::Registry => "Registry or deposit (登記・供託)",
        },
        destination_line: |destination| match destination {
            Destination::AnyFile => {
                "For documents of any kind. The signature is a file of its own, which you hand over together with the document. Please ask first whether the recipient accepts it."
            }
            Destination::Pdf => {
                "For PDFs given to companies and business partners. The signature is inside the PDF; PDF programs that know signatures can check it."
            }
            Destination::Registry => {
                "For PDFs handed in online to the registry or deposit office. The signature has the form they ask for, and the result is compared with their rules."
            }
        },
        expert: "More settings (for experts)",
        form: "Form of the signature",
        form_name: |format| match format {
            SignatureFormat::Cms(Encapsulation::Attached) => {
                "Signature file with the document inside (.p7m)"
            }
            SignatureFormat::Cms(Encapsulation::Detached) => {
                "Signature file beside the document (.p7s)"
            }
            SignatureFormat::Pdf(PdfProfile::CadesDetached) => "PAdES (ETSI.CAdES.detached)",
            SignatureFormat::Pdf(PdfProfile::Pkcs7Detached) => "PKCS#7 (adbe.pkcs7.detached)",
        },
        key: "Key to sign with",
        key_name: |slot| match slot {
            Slot::Auth => "Authentication key",
            Slot::Sign => "Signature key (the usual one)",
        },
        key_why_not: "The authentication key is for logging in. A signature made with it carries no name: recipients cannot tell whose it is, and most of them refuse it.",
        folder: "Save to",
        same_folder: "The folder of each document",
        change_folder: "Save somewhere else…",
        overwrite: "If a file of that name exists",
        keep: "Keep it (do not sign)",
        replace: "Replace it",
        discloses: "What this signature tells the recipient",
        discloses_lead: "The signature contains your signature certificate. Whoever receives it can read:",
        discloses_items: "Name, address, date of birth, sex",
        discloses_nobody: "The authentication certificate contains neither name nor address. The recipient cannot tell whose signature it is.",
        sign: "Sign…",
        why_no_files: "Choose documents to sign.",
        why_no_card: "Insert your My Number Card.",
        why_problem: "Some documents cannot be signed. Remove them to sign the others.",
        why_absent: |slot| match slot {
            Slot::Auth => "There is no authentication certificate on this card.",
            Slot::Sign => "There is no signature certificate on this card.",
        },
        why_blocked: |slot| match slot {
            Slot::Auth => "The authentication PIN is locked.",
            Slot::Sign => "The signature password is locked.",
        },
        why_key: "The registry does not accept signatures made with the authentication key. Choose the signature key in the settings for experts.",
        why_planning: "Please wait until the documents have been looked at.",
        working: "Signing",
        step_of: |now, total| format!("Document {} of {}", count(now), count(total)),
        hashing: "Reading the document.",
        signing: "The card is making the signature. Please do not move the card.",
        now: "In progress",
        finished: "Done",
        waiting: "Waiting",
        stop: "Stop",
        stop_line: "Stopping takes effect when the present document is finished. What is signed already stays.",
        all_signed: |files| match files {
            1 => "1 document signed".to_owned(),
            files => format!("{} documents signed", count(files)),
        },
        some_signed: |done, left| format!("{} signed, {} not signed", count(done), count(left)),
        none_signed: "Nothing was signed",
        signed: "Signed",
        self_checked: "The signatures were read again and found correct.",
        original_kept: "The original documents are unchanged.",
        practice_only: "These are practice signatures. They cannot be used as real ones.",
        left_out: "Not signed. No file was made.",
        signed_files: |files| format!("Signed ({})", count(files)),
        unsigned_files: |files| format!("Not signed ({})", count(files)),
        checks: |place| format!("Compared with the rules for “{place}”"),
        checks_good: "Everything agrees.",
        checks_bad: "Something does not agree. Please look at it before you hand the document over.",
        rule: |rule| match rule {
            DestinationRule::CoversWholeFile => "The signature covers the whole document",
            DestinationRule::NotEncrypted => "The document needs no password",
            DestinationRule::NoTimestamp => "There is no time stamp",
            DestinationRule::SelfChecked => "The signature was read again and found correct",
            DestinationRule::SignCertificate => "Made with the signature certificate",
            DestinationRule::SigningTime => "The time of signing is stated",
            DestinationRule::SignerName => "The signer's name is stated",
            DestinationRule::SubFilter => "The form is one that is accepted (adbe.pkcs7.detached)",
            DestinationRule::TypeSig => "It is marked as a signature in the prescribed way",
        },
        rule_broken: |rule, files| match files {
            1 => format!("{rule}: not so in 1 document"),
            files => format!("{rule}: not so in {} documents", count(files)),
        },
        rules_broken: "It does not agree with the rules for its purpose",
        open_folder: "Open folder",
        retry: "Try those not signed again",
        again: "Sign other documents",
    },
    seal: Seal {
        title: "Seal (a visible signature)",
        lead: "The electronic signature is there without a seal, too. A seal lets people see that the document is signed.",
        look: "Kind of seal",
        none: "None",
        round: "Round seal (name)",
        date_stamp: "Round date stamp (name and date)",
        date: |day| format!("{}.{}.{}", day.year(), day.month(), day.day()),
        rectangle: "Rectangular seal (name and date)",
        image: "My own picture",
        image_from_file: "My own picture…",
        choose_image: "Choose a picture for the seal…",
        change_image: "Change the picture…",
        image_form: "Pictures must be in PNG format.",
        width: "Width",
        longer_side: "Longer side",
        diameter: "Diameter",
        mm: |mm| format!("{mm} mm"),
        smaller: |side| format!("{side}: smaller"),
        larger: |side| format!("{side}: larger"),
        page: "Page for the seal",
        page_of: |now, total| format!("Page {} of {}", count(now), count(total)),
        first_page: "First page",
        last_page: "Last page",
        previous_page: "Previous page",
        next_page: "Next page",
        document: |name, now, total| match total {
            1 => name.to_owned(),
            total => format!("{name} ({} of {})", count(now), count(total)),
        },
        previous_document: "Previous document",
        next_document: "Next document",
        for_all: |files| {
            format!(
                "All {} PDFs get the same seal in the same place.",
                count(files)
            )
        },
        place: "Place of the seal",
        place_at: |left, top| format!("{left} mm from the left, {top} mm from the top"),
        place_help: "Press on the page to put the seal there, or drag the seal.",
        place_keys: "On the keyboard, move to the page: the arrow keys move the seal by 1 mm, together with Shift by 10 mm.",
        drawing: "Drawing the page…",
        undrawable_seal: "This seal cannot be made",
        undrawable_seal_line: "The name has a character that this program has no glyph for. Please use a picture of your own.",
        undrawable: "This page cannot be shown here. The seal goes to the place that is shown.",
        incomplete: "Something of this page is not shown here. The document itself is not affected.",
        name_later: "Name and date are filled in when you sign.",
        caption: "電子署名",
        watermark: "PRACTICE",
        sample_name: "氏名",
    },
    verify: Verify {
        title: "Check signatures",
        lead: "Checks the signatures in documents that you received. Signed PDFs and signature files (.p7s, .p7m) can be checked.",
        drop: "Drag the files to check here, or choose them with the button",
        choose: "Choose files to check…",
        working: "Checking…",
        another: "Check other files…",
        answers: "What the check tells",
        answers_integrity: "Whether the document was changed after it was signed",
        answers_signer: "The name in the certificate",
        answers_issuer: "Whether the certificate is one of the JPKI",
        answers_time: "By the clock of the signer's computer",
        answers_revocation: "This program cannot check it",
        choose_content: "Choose the document…",
        summary: |files, care| match care {
            0 => format!(
                "{} files checked. None was changed after it was signed",
                count(files)
            ),
            care => format!(
                "{} files checked. Of these, {} need your attention",
                count(files),
                count(care)
            ),
        },
        checked_files: |files| format!("Files checked ({})", count(files)),
        look: |name| format!("See the result for {name}"),
        more_signatures: |shown, left| {
            format!(
                "There are many signatures: the {shown} worst are shown. There are {left} more."
            )
        },
        signature_of: |now, total| format!("Signature {now} of {total}"),
        field: |name| format!("Signature field: {name}"),
        document: "Document",
        integrity: "Changes",
        intact: "Unchanged since it was signed",
        intact_earlier: "What was signed is unchanged",
        coverage: "What it covers",
        covers: |coverage, changes| match (coverage, changes) {
            (Coverage::Partial, _) => "Only a part of the document. Some of it is not signed",
            (_, ChangesAfter::Other) => {
                "After this signature, something was added that changes what the document shows"
            }
            (_, ChangesAfter::FormAndAnnotations) => {
                "After this signature, entries or notes were added. Those are not signed"
            }
            (_, ChangesAfter::SignaturesOnly) => {
                "After this signature, another signature was added and nothing else"
            }
            (Coverage::EarlierRevision, ChangesAfter::None) => {
                "Data was added after this signature; what the document shows is the same"
            }
            (Coverage::WholeDocument, ChangesAfter::None) => "The whole document",
        },
        method: "Method of the signature",
        method_weak: |name| format!("{name}, an old and breakable method"),
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
            Flaw::CertificateStray => {
                "A certificate that comes with the signature is damaged, or of an unknown issuer"
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
            | Flaw::VersionMismatch => "The signature does not follow the standard",
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
        good_with_entries: "What was signed is unchanged. Entries or notes were added afterwards",
        good_with_entries_line: "What was added is not signed. Open the document to see what it is.",
        several: |signatures| format!("This document has {signatures} signatures."),
        certificate: "Show the signer's certificate",
        content_ask: "This signature file does not contain the document. Choose the document to check it.",
        save: "Save the result of the check",
        save_text: "Save as text…",
        save_pdf: "Save as PDF…",
        report: "Result of checking electronic signatures",
        report_made: |time| format!("Checked: {time}, by the clock of this computer"),
    },
    pins: Pins {
        title: "PINs",
        lead: "The certificates on a My Number Card have two secrets: a password for signing and a 4-digit PIN for logging in.",
        used: "Used for",
        used_for: |slot| match slot {
            Slot::Auth => "Logging in to Mynaportal, certificates at convenience stores",
            Slot::Sign => "Signing documents, for example with e-Tax",
        },
        form: "Form",
        wrong: "If it is wrong",
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
    pin_work: super::pin::en::TEXTS,
    pin: PinTexts {
        title: |slot| match slot {
            Slot::Auth => "Enter the PIN",
            Slot::Sign => "Enter the password",
        },
        to_read: "It is used to read the signature certificate.",
        to_sign: |files| match files {
            1 => "It is used to sign 1 document.".to_owned(),
            files => format!("It is used to sign {} documents.", count(files)),
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
            "upside-down" => (
                "Upside down",
                "Shows what happens when a card does not answer. Put back, it is read.",
            ),
            "bank-card" => ("Another card", "Shows what happens with a bank card."),
            "next-generation" => (
                "Next My Number Card",
                "A card with the new keys (ECDSA P-384).",
            ),
            _ => ("Practice card", ""),
        },
    },
    settings: SettingsTexts {
        title: "Settings and diagnosis",
        language: "Language",
        text_size: "Text size",
        text_system: "Auto (as the computer)",
        percent: |percent| format!("{percent}%"),
        colours: "Colours",
        colour,
        reader: "Card reader",
        reader_lead: "If several are connected you can choose which one to use.",
        reader_auto: "Automatic (the one with a My Number Card)",
        no_readers: "No card reader found. It appears here when it is connected.",
        practice: "Practice mode",
        about: "About this program",
        made: |day| format!("This version was made on {day}."),
        old: "It is more than a year old. Rules and devices may have changed: please look for a newer version.",
        newer: |address| match address {
            Some(address) => format!("Newer versions: {address}"),
            None => "To see whether there is a newer version, ask where you got this program."
                .to_owned(),
        },
        offline: "This program does not connect to the internet. Neither PINs nor anything on the card leave this computer.",
    },
};

/// Inside a sentence.
pub(super) fn certificate_word(slot: Slot) -> &'static str {
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
