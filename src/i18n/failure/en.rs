//! The failures in English: the same facts as the Japanese original, for residents who read it.

use super::{FailureText, file_name, words};
use crate::i18n::en::certificate_word as certificate;
use crate::{
    app::{
        failure::{DocumentRefusal, Failure, SealObstacle},
        ports::FileError,
        settings::Language::En,
    },
    core::{
        jpki::Slot,
        sign::{DocumentKind, pdf::seal::SealImage},
    },
    i18n::{
        counter,
        date::{count, day},
    },
};

fn secret(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "PIN of the authentication certificate (4 digits)",
        Slot::Sign => "password of the signature certificate (6–16 letters and digits)",
    }
}

/// The form of a secret, to type.
fn form(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "Enter four digits.",
        Slot::Sign => "Enter 6 to 16 characters, with both letters and digits.",
    }
}

/// That a change did not come about.
fn unchanged(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "Nothing was changed: go on using the PIN until now.",
        Slot::Sign => "Nothing was changed: go on using the password until now.",
    }
}

const NO_TRY_SPENT: &str = "No try was used.";
const UNFINISHED: &str = "The work is not finished. The original document is unchanged.";
const AGAIN: &str = "Lay the card down again and try once more. If it goes on, have the card checked at your city office.";
const OTHER_WAYS: &str = "Ask the author for a document that may be signed, or choose “Any file” for a separate signature file.";

pub(super) fn text(failure: &Failure) -> FailureText {
    match failure {
        Failure::ServiceGone => words(
            "The smart card service of this computer is not running.",
            "The card reader cannot be used yet. Nothing is wrong with the card.",
            "Connect the card reader; that may start it. If not, start the smart card service. This screen goes on by itself once it runs.",
        ),
        Failure::NoReader => words(
            "No card reader was found.",
            "A card reader is needed to read a My Number Card.",
            "Connect the card reader. If it is connected, unplug it and plug it in again.",
        ),
        Failure::ReaderGone => words(
            "The card reader was unplugged.",
            UNFINISHED,
            "Connect the card reader and try again.",
        ),
        Failure::ReaderUnknown { name } => words(
            format!("There is no card reader named “{name}”."),
            "No other reader was used.",
            "Check the name, or try without naming a reader.",
        ),
        Failure::ReaderFailed { code } => words(
            format!("Communication with the card reader failed ({code:08X})."),
            UNFINISHED,
            "Lay the card down again and try once more. If it goes on, plug the reader in again.",
        ),
        Failure::NoCard => words(
            "There is no card.",
            "The card reader is ready.",
            "Lay the My Number Card on the reader, or insert it.",
        ),
        Failure::NoMyNumberCard => words(
            "This does not seem to be a My Number Card.",
            "The function for electronic certificates (JPKI) was not found. Nothing was written to the card.",
            "Use a My Number Card instead.",
        ),
        Failure::CardRemoved => words(
            "The card was moved away during the work.",
            UNFINISHED,
            "Lay the card down again and leave it there until the work is done.",
        ),
        Failure::CardReset => words(
            "Another program began to use the card and interrupted the work.",
            UNFINISHED,
            "Try again when the other program has finished.",
        ),
        Failure::CardMute => words(
            "The card does not answer.",
            "It may lie the wrong way round, or its contacts may be dirty.",
            "Check which side is up and lay it down again.",
        ),
        Failure::CardBusy => words(
            "Another program is using the card.",
            format!("Neither the card nor the document has changed. {NO_TRY_SPENT}"),
            "Close the official client software, browser extensions, e-Tax and the like, then try again.",
        ),
        Failure::CardConfused { status, .. } => words(
            match status {
                Some(status) => format!("The card gave an unexpected answer ({status:04X})."),
                None => "The card gave an unexpected answer.".to_owned(),
            },
            UNFINISHED,
            AGAIN,
        ),
        Failure::CardChanged => words(
            "The card is not the one that was shown.",
            format!("What you typed was not sent. {NO_TRY_SPENT}"),
            "Look at what is shown for this card, then try again.",
        ),
        Failure::CertificateAbsent { slot } => words(
            format!("This card has no {}.", certificate(*slot)),
            "It is not locked. Cards of people under 15, or who declined it, do not have one.",
            "If you need one, your city office can issue it.",
        ),
        Failure::CertificateUnreadable { slot } => words(
            format!("The {} could not be read.", certificate(*slot)),
            "What the card gave is not a certificate.",
            AGAIN,
        ),
        Failure::CertificateExpired { slot, expired_on } => words(
            format!(
                "The {} has expired (on {}).",
                certificate(*slot),
                day(En, *expired_on)
            ),
            match slot {
                Slot::Auth => {
                    "A login or signature with it would not be accepted. The card itself may still serve as identification."
                }
                Slot::Sign => {
                    "Nothing was signed, because such a signature would not be accepted. The card itself may still serve as identification."
                }
            },
            "Your city office can issue a new one. Bring the My Number Card.",
        ),
        Failure::OfficeProfileFlawed { path, line, detail } => words(
            format!(
                "“{}” cannot be read as an office's profile.",
                file_name(path)
            ),
            format!(
                "Line {line} is not as it should be ({detail}). The office that was chosen is unchanged."
            ),
            "Correct that line, or choose another file.",
        ),
        Failure::NothingAhead => words(
            "There is no day to put into a calendar: the certificate has expired.",
            "No file was written. The card itself may still serve as identification.",
            "Your city office can issue a new one. Bring the My Number Card.",
        ),
        Failure::CertificateNotYetValid { slot, valid_from } => words(
            format!(
                "The {} cannot be used yet (from {}).",
                certificate(*slot),
                day(En, *valid_from)
            ),
            "Nothing was signed. This also appears when the date of this computer is wrong.",
            "Check the date and time of this computer.",
        ),
        Failure::PinWrong { slot, left } => words(
            format!("The {} is wrong.", secret(*slot)),
            match left.remaining {
                1 => {
                    "One more wrong entry locks it, and unlocking takes a visit to the city office."
                        .to_owned()
                }
                left => format!(
                    "After {left} more wrong entries it locks, and unlocking takes a visit to the city office."
                ),
            },
            "Check it and type it again calmly. If you do not remember it, you can safely stop here.",
        ),
        Failure::PinBlocked { slot } => words(
            format!("The {} is locked.", secret(*slot)),
            "It was entered wrongly too often. The card is not broken, and the other PIN is not affected.",
            "Your city office can reset it. Bring the My Number Card. In some cases a convenience store's copier and a smartphone app can do it.",
        ),
        Failure::PinLastTry { slot } => words(
            format!("Only one try is left for the {}.", secret(*slot)),
            format!("A wrong entry would lock it, so nothing was sent. {NO_TRY_SPENT}"),
            "Enter it only if you are sure, and confirm that it is the last try.",
        ),
        Failure::PinForm { slot } => words(
            format!("What was entered cannot be the {}.", secret(*slot)),
            format!("It was not sent to the card. {NO_TRY_SPENT}"),
            form(*slot),
        ),
        Failure::PinOutcomeUnknown { slot } => words(
            format!(
                "The card gave no result when it was to check the {}.",
                secret(*slot)
            ),
            "Whether a try was used is not known yet.",
            "Lay the card down again. The number of tries left is shown without entering anything.",
        ),
        Failure::PinMissing { slot } => words(
            format!("The {} was not entered.", secret(*slot)),
            format!("Nothing was sent to the card. {NO_TRY_SPENT}"),
            "Enter it once more.",
        ),
        Failure::PinNewForm { slot } => words(
            format!(
                "The new {} does not have the form that it needs.",
                secret(*slot)
            ),
            format!("Nothing was sent to the card. {}", unchanged(*slot)),
            form(*slot),
        ),
        Failure::PinMismatch { slot } => words(
            format!("The new {} was entered in two ways.", secret(*slot)),
            format!("Nothing was sent to the card. {}", unchanged(*slot)),
            "Enter the new one twice, the same.",
        ),
        Failure::PinChangeRefused { slot, status } => words(
            match status {
                Some(status) => format!(
                    "The card did not take the new {} ({status:04X}).",
                    secret(*slot)
                ),
                None => format!("The card did not take the new {}.", secret(*slot)),
            },
            format!("{} {NO_TRY_SPENT}", unchanged(*slot)),
            "Try another one. If this goes on, your city office can change it. Bring the My Number Card.",
        ),
        Failure::PinChangeUnknown { slot } => words(
            format!(
                "The card stopped answering during the change. Whether the {} was changed is not known.",
                secret(*slot)
            ),
            "Either the new one or the one until now is right. The card is not broken.",
            "Lay the card down again and see that two tries or more are left. Then enter the new one at “Try it out” (on the command line: pin test). If it is said to be wrong, enter the one until now next. The right one restores all tries. If both are said to be wrong, stop there and ask your city office.",
        ),
        Failure::PinKeyMismatch { slot } => words(
            format!(
                "The {} is right, but the key on the card does not belong to the {}.",
                secret(*slot),
                certificate(*slot)
            ),
            match slot {
                Slot::Auth => "Logging in may not work as it is. No try was used.",
                Slot::Sign => "Signing may not work as it is. No try was used.",
            },
            "Lay the card down again and try once more. If this goes on, ask your city office. Bring the My Number Card.",
        ),
        Failure::DialogsMissing => words(
            "The file dialog cannot be opened.",
            "This computer lacks the component that shows it. Everything else works.",
            "Drop the document on this window instead, or install xdg-desktop-portal or zenity.",
        ),
        Failure::DocumentUnreadable { path, error } => {
            let (what, remedy) = unreadable(error);
            words(
                format!("“{}” {what}", file_name(path)),
                "Nothing was done with this document.",
                remedy,
            )
        }
        Failure::DocumentUnsupported {
            path,
            kind: DocumentKind::Pdf,
        } => words(
            format!("“{}” cannot be read properly as a PDF.", file_name(path)),
            "It is damaged, protected by a password or built in an unusual way, so whether it is signed cannot be checked.",
            "Choose the original file if you have it. If somebody sent you the document, ask them to send it again.",
        ),
        Failure::DocumentUnsupported {
            path,
            kind: DocumentKind::Other,
        } => words(
            format!(
                "“{}” is not a signature of a form that can be checked.",
                file_name(path)
            ),
            "No electronic signature (CMS, usually .p7s or .p7m) was found in it.",
            "Choose the signature file.",
        ),
        Failure::DocumentChanged { path } => words(
            format!("“{}” changed while it was being read.", file_name(path)),
            "It was left alone, because it is not clear which contents are meant.",
            "Close it in other programs and try again.",
        ),
        Failure::DocumentContentMissing { path } => words(
            format!(
                "The document that “{}” belongs to was not found.",
                file_name(path)
            ),
            "This signature is a file of its own; both files are needed to check it.",
            "Put the document in the same folder, or choose it.",
        ),
        Failure::DocumentsTooMany { folder, most } => words(
            format!("There are too many documents in “{}”.", file_name(folder)),
            format!(
                "At most {} are taken at once. Nothing was done with those in this folder.",
                count(*most)
            ),
            "Divide the folder, or choose some of its documents only.",
        ),
        Failure::DocumentLeftOut { path } => words(
            format!("“{}” was not checked.", file_name(path)),
            "The documents before it carry so many signatures and certificates that no more is checked at once.",
            "Choose only the documents that were not checked, and try again.",
        ),
        Failure::DocumentNotPdf { path } => words(
            format!("“{}” is not a PDF.", file_name(path)),
            "For the purpose you chose, the signature goes into the PDF itself. Other kinds of documents cannot hold one.",
            "Convert it to PDF first, or choose “Any file” as the purpose.",
        ),
        Failure::DocumentRefuses { path, reason } => {
            let name = file_name(path);
            let (what, meaning, remedy) = match reason {
                DocumentRefusal::Certified => (
                    format!("The author of “{name}” certified it and forbids changes."),
                    "Another signature could make the author's signature invalid. Nothing was signed.",
                    OTHER_WAYS,
                ),
                DocumentRefusal::Damaged => (
                    format!("“{name}” cannot be read properly as a PDF."),
                    "It is damaged or built in an unusual way. With a signature added it might not open properly. Nothing was signed.",
                    "Make the PDF anew (save it from another program), or choose “Any file” for a separate signature file.",
                ),
                DocumentRefusal::Locked => (
                    format!("An earlier signature in “{name}” locks all its fields."),
                    "Another signature could make the earlier one invalid. Nothing was signed.",
                    "Ask the earlier signer, or choose “Any file” for a separate signature file.",
                ),
                DocumentRefusal::NotPermitted => (
                    format!("The author of “{name}” does not permit signing it."),
                    "This PDF is set to forbid changes and signatures.",
                    OTHER_WAYS,
                ),
                DocumentRefusal::PasswordNeeded => (
                    format!("“{name}” opens with a password of its own only."),
                    "A signature cannot be put into a PDF that is protected by a password.",
                    "Use a document without a password, or choose “Any file” for a separate signature file.",
                ),
                DocumentRefusal::UnknownEncryption => (
                    format!("“{name}” is encrypted in a way this program does not know."),
                    "A signature cannot be put into a PDF that cannot be read.",
                    "Use a document that is not encrypted, or choose “Any file” for a separate signature file.",
                ),
            };
            words(what, meaning, remedy)
        }
        Failure::SealImageUnsuitable { path } => words(
            format!("“{}” cannot be used as a seal.", file_name(path)),
            format!(
                "Pictures must be in PNG format, at most {} MB, not extremely narrow, and have something to see in them.",
                SealImage::MAX_MIB
            ),
            "Choose another picture, or save it as PNG with an image program.",
        ),
        Failure::SealUnsuitable { path, reason } => words(
            format!("The seal cannot be put on “{}”.", file_name(path)),
            match reason {
                SealObstacle::Drawing => {
                    "Its text or picture cannot be drawn; the name may have a character that seals lack. Nothing was signed."
                }
                SealObstacle::EarlierSignature => {
                    "The document is signed already, and a seal could make that signature look doubtful. Nothing was signed."
                }
            },
            "Choose another seal or place, or sign without a seal.",
        ),
        Failure::OutputFailed { path, error } => {
            let (what, remedy) = unwritable(error);
            words(
                format!("“{}” {what}", file_name(path)),
                "No partial file was left. The original document is unchanged.",
                remedy,
            )
        }
        Failure::SelfCheckFailed { path } => words(
            format!(
                "The signature of “{}” did not pass our own check.",
                file_name(path)
            ),
            "It was not saved, so that no wrong signature gets about. The original document is unchanged.",
            "Try again. If it goes on, have the card checked at your city office.",
        ),
        Failure::Cancelled => words(
            "You stopped the work.",
            "What was finished can be used. The original documents are unchanged.",
            "To go on, choose the remaining documents again.",
        ),
        Failure::ReminderDamaged => words(
            "The dates for the renewal reminder were damaged, so there is no reminder now.",
            "The damaged file was kept under another name. Cards and documents are not affected.",
            "If you like, choose the reminder again in the renewal planner.",
        ),
        Failure::ReminderUnkept { error } => words(
            "The renewal reminder could not be changed.",
            "How it stands now is shown in the settings once the program was started again.",
            unwritable(error).1,
        ),
        Failure::SettingsDamaged => words(
            "The settings file was damaged, so the original settings are used.",
            "The damaged file was kept under another name. Cards and documents are not affected.",
            "Change the settings again if you like.",
        ),
        Failure::NotOffered { offer } => counter::en::not_offered(*offer),
        Failure::PolicyOffice { path, line, flaw } => counter::en::policy_office(path, *line, flaw),
        Failure::PolicyRefused { path, line, flaw } => {
            counter::en::policy_refused(path, *line, flaw)
        }
        Failure::SettingsUnsaved { error } => words(
            "The settings could not be saved.",
            "They hold for now, but not the next time the program starts.",
            unwritable(error).1,
        ),
        Failure::Usage { detail } => words(
            "The command was not used correctly.",
            detail.clone(),
            "See inkan-cli --help.",
        ),
        Failure::Internal => words(
            "Something went wrong inside this program.",
            UNFINISHED,
            "Try again. If it goes on, restart the program.",
        ),
    }
}

fn unreadable(error: &FileError) -> (&'static str, &'static str) {
    match error {
        FileError::NotFound => (
            "was not found.",
            "Check its name and place, and choose it again.",
        ),
        FileError::PermissionDenied => (
            "may not be read by you.",
            "Ask the owner of the file or of the computer.",
        ),
        FileError::NotAFile => (
            "is not a document.",
            "Choose a file, not a folder or a device.",
        ),
        FileError::TooLarge { .. } => ("is too large.", "Choose another file."),
        FileError::Exists | FileError::Full | FileError::ReadOnly | FileError::System { .. } => (
            "could not be read.",
            "Check the disk or network it lies on, and try again.",
        ),
    }
}

fn unwritable(error: &FileError) -> (&'static str, &'static str) {
    match error {
        FileError::Exists => (
            "exists already.",
            "Choose another place, or allow it to be replaced, and try again.",
        ),
        FileError::Full => (
            "could not be saved: the disk is full.",
            "Make room, or choose another place.",
        ),
        FileError::PermissionDenied | FileError::ReadOnly => (
            "could not be saved: this place cannot be written to.",
            "Choose a place that can be written to.",
        ),
        FileError::NotFound => (
            "could not be saved: the folder was not found.",
            "Choose the folder again.",
        ),
        FileError::NotAFile | FileError::System { .. } | FileError::TooLarge { .. } => {
            ("could not be saved.", "Choose another place and try again.")
        }
    }
}
