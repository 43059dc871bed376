//! The command line in English: the same facts as the Japanese original.

use super::{
    CardTexts, CliTexts, ExportLines, GuideLines, HelpTexts, PinQuestions, SignLines,
    SimulateLines, UsageTexts, VerifyLines,
};
use crate::core::jpki::Slot;

/// The English texts.
pub(super) static TEXTS: CliTexts = CliTexts {
    help: HelpTexts {
        about: "Shows the certificates on a My Number Card and signs documents with it.",
        exit_codes: "Exit codes
  0  done; verify: every signature is intact and its chain is trusted
  1  a negative answer: a broken signature, or a signer who cannot be identified; doctor: something needs attention
  2  wrong use of the command
  3  no reader, or the smart card service is not running
  4  no card, or not a My Number Card, or it has no such certificate
  5  wrong PIN or password
  6  the PIN or password is locked
  7  the card or reader went away, or answered nonsense
  8  the document cannot be read or is of no supported form
  9  the result cannot be written (nothing partial stays behind)
  10 refused for safety (last try, a PIN of wrong form, existing output file and the like)
  11 the policy file has a mistake or cannot be read",
        usage_heading: "Usage",
        commands_heading: "Commands",
        arguments_heading: "Arguments",
        options_heading: "Options",
        common_heading: "Common options",
        status: "Show readers, card, certificates' dates and remaining tries; never spends a try",
        certificate: "Show or save a certificate",
        show: "Show every field of a certificate",
        export: "Write a certificate to a file",
        sign: "Sign documents; the originals are never changed",
        verify: "Check signatures",
        pin: "About the PIN and the password",
        pin_change: "Change a PIN or password",
        pin_test: "Check a PIN or password and the key behind it (typed correctly, it costs no try)",
        pin_status: "Show the remaining tries of each; never spends a try",
        doctor: "Find out step by step why a card cannot be read; never spends a try",
        report: "Show the report to hand to those who help you (no personal data)",
        simulate: "Lend the practice card to a virtual reader (vpcd)",
        guide: "Show the guide to the procedures (no card is needed)",
        calendar: "Write the days of renewal and expiry as a calendar file",
        demo: "Use the built-in practice card; no reader is needed",
        reader: "Use only this reader; a part of its name is enough",
        report_out: "After showing it, save it to this file",
        json: "Answer in JSON",
        lang: "Language of the texts",
        config: "Settings folder",
        policy: "Policy file (it loosens nothing that the one in the system's place sets)",
        verbose: "Show which kinds of commands go to the card, with lengths, status words and times (never their contents or a PIN)",
        help: "Print help",
        version: "Print version",
        allow_last_try: "Agree to spend the last try; a wrong entry then locks it",
        content: "The document that was signed; without it, the signature's name without .p7s",
        demo_trust: "Also accept signatures of the practice issuer",
        digest: "Hash function; without it, the one that goes with the card's key",
        export_format: "Form of the file",
        export_out: "File to write",
        files_to_sign: "Documents to sign",
        files_to_verify: "Signature files (.p7s, .p7m)",
        key: "Key to use: sign (password) or auth (PIN)",
        kind: "Which certificate: sign and auth are the holder's, sign-ca and auth-ca the issuers'",
        out: "File for the result; with one document only",
        out_dir: "Folder for the results; without it, beside each document",
        overwrite: "Replace existing files",
        pin_kind: "Which one: auth is the PIN of the authentication certificate (logging in), sign the password of the signature certificate (signing)",
        pin_stdin_change: "Read three lines of standard input: the one until now, the new one, the new one again",
        pin_stdin: "Read the PIN or password from one line of standard input",
        profile: "Which practice card",
        seal: "A visible seal in PDFs: round, date, rectangle, or a PNG file",
        seal_at: "Where the seal's upper left corner goes, in millimetres from the left and the top of the page, such as 165,20",
        seal_page: "The page for the seal: first, last, or a number",
        seal_size: "How large the seal is, in millimetres from 8 to 100",
        sign_format: "Form of the signature: auto signs a PDF within itself and everything else in a separate file (.p7s); cms-attached puts the document into the signature (.p7m)",
        trust: "Certificate of an issuer to trust (DER or PEM); may be repeated",
        vpcd: "Where vpcd listens, usually 127.0.0.1:35963",
        topic: "A topic, or words to search for (without: the list)",
        office: "The name of an office (such as narashino), or the file of a profile",
        abroad: "The renewal period of people who live abroad and have kept their card (from 1 year before)",
        calendar_out: "The file to write (.ics)",
        guide_out: "Write the topic as a PDF, to print",
    },
    usage: UsageTexts {
        conflict: |one, other| format!("{one} cannot be used together with {other}."),
        invalid_value: |argument, value| format!("{argument} cannot be {value:?}."),
        missing: |what| format!("{what} is missing."),
        missing_subcommand: "A command is missing.",
        missing_value: |argument| format!("{argument} needs a value."),
        possible_values: |values| format!("Possible: {values}"),
        unexpected_value: |argument, value| format!("{argument} takes no value ({value})."),
        unknown_argument: |argument| format!("There is no argument {argument:?}."),
        unknown_subcommand: |name| format!("There is no command {name:?}."),
        repeated: |argument| format!("{argument} may be given once only."),
        out_for_one: "--out is for one document. For several, use --out-dir.",
        unknown_profile: |name, known| {
            format!("There is no practice card {name:?}. Possible: {known}")
        },
        vpcd_address: |address| format!("{address:?} is no address such as 127.0.0.1:35963."),
        vpcd_elsewhere: |address| {
            format!("{address} is another computer; only this one can be connected to.")
        },
        not_a_certificate: |path| format!("{path:?} is not the certificate of an issuer."),
    },
    card: CardTexts {
        reader: "Reader",
        card: "Card",
        my_number_card: "My Number Card",
        practice_card: "My Number Card (for practice, not a real one)",
        android: "certificates on a smartphone (Android); not handled by this program",
        iphone: "certificates on a smartphone (iPhone); not handled by this program",
        juki_card: "Basic Resident Register Card; not handled by this program",
        other_card: "not a My Number Card",
        no_card: "none",
        state: "State",
        expires_on: "Expires on",
        renewal: "Renewal period",
        secret: |slot| match slot {
            Slot::Auth => "PIN",
            Slot::Sign => "Password",
        },
        period: |from, until| format!("{from} to {until}"),
        issuer_certificate: |slot| match slot {
            Slot::Auth => "Certificate of the authentication certificate's issuer",
            Slot::Sign => "Certificate of the signature certificate's issuer",
        },
        reading: |reader| format!("Reading the card in {reader}."),
    },
    pin: PinQuestions {
        form: |slot| match slot {
                Slot::Auth => "The PIN of the authentication certificate has 4 digits.",
                Slot::Sign => {
                    "The password of the signature certificate has 6 to 16 letters and digits, both of them (upper and lower case count as the same)."
                }
        },
        prompt: |slot, tries| {
            let secret = match slot {
                Slot::Auth => "PIN of the authentication certificate",
                Slot::Sign => "Password of the signature certificate",
            };
            format!("{secret} ({tries}): ")
        },
        new: |slot| match slot {
            Slot::Auth => "New PIN of the authentication certificate: ",
            Slot::Sign => "New password of the signature certificate: ",
        },
        again: |slot| match slot {
            Slot::Auth => "Once more, the new PIN of the authentication certificate: ",
            Slot::Sign => "Once more, the new password of the signature certificate: ",
        },
        practice: "This is a practice card. No real card is changed.",
        hidden: "What you type is not shown. Press Ctrl-C to stop.",
    },
    sign: SignLines {
        progress: |now, total| {
            format!("The card is signing ({now}/{total}). Do not move the card.")
        },
        signed: |input, output| format!("Signed      {input} -> {output}"),
        failed: |input| format!("Failed      {input}"),
        nothing_signed: "Nothing was signed, and no PIN or password was sent.",
        summary: |signed, total| format!("{signed} of {total} documents were signed."),
        practice: "These are signatures of a practice card, not real ones.",
        discloses_sign: "The signature carries a certificate with name, address, birth date and sex.",
        discloses_auth: "Signing with the authentication key; the holder's name is not in it.",
    },
    export: ExportLines {
        written: |path| format!("Written  {path}"),
    },
    verify: VerifyLines {
        result: "Result",
        issuer_extra: "checked: issued by an issuer given with --trust",
        signer: |name, certificate| format!("{name} ({certificate})"),
        claimed_signer: |name| format!("{name} (not proven)"),
    },
    simulate: SimulateLines {
        connecting: |address| format!("Connecting to vpcd at {address}."),
        ready: |profile| {
            format!("The practice card ({profile}) lies in the reader. Press Ctrl-C to stop.")
        },
        pins: |pin, password| {
            format!("The practice PIN is {pin}, the password {password}. They open nothing real.")
        },
        card_left: "The practice card left the reader.",
        connection_lost: "The connection to vpcd ended.",
        unreachable: |address| format!("No vpcd listens at {address}. Start pcscd and vpcd first."),
    },
    guide: GuideLines {
        out_for_one: "--out takes one topic. Name it.",
        unknown_topic: |query, near| {
            if near.is_empty() {
                format!("There is nothing on \"{query}\". inkan-cli guide lists the topics.")
            } else {
                format!("There is nothing on \"{query}\". Close to it: {near}")
            }
        },
        unknown_office: |name, known| {
            format!("There is no office \"{name}\", and no file of that name. There are: {known}")
        },
        office_by_policy: "On this computer the policy file decides about the office. Leave --office out.",
        left_out: |certificate, why| format!("{certificate}: its dates are left out. {why}"),
    },
    error: |code| format!("Error {code}"),
};
