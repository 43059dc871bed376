//! Every way in which something can fail for the person: facts, a stable code, a severity and the
//! exit status of the command line. The sentences (what happened, what it means, what to do) are
//! made from these facts in `i18n::failure`; README lists every code, and a test checks both ways.

mod card;
mod examples;
mod policy;

use std::path::{Path, PathBuf};

pub use policy::{Offer, OfficeFlaw, PolicyFlaw};

use super::ports::FileError;
use crate::core::{
    jpki::{Slot, Step},
    rules::Attempts,
    sign::DocumentKind,
};

/// How bad it is, for the colour and the icon; never shown without words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is lost; there is simply something to do first.
    Notice,
    /// It needs care: a try was spent, something was refused for safety.
    Warning,
    /// It cannot go on as it is.
    Problem,
}

/// What the most helpful button beside the message does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Choose another file or folder.
    ChooseAnother,
    /// Nothing a button could do: the text says what to do.
    Explained,
    /// Read the card again.
    ReadAgain,
    /// The same again.
    TryAgain,
    /// The city office, or the convenience store.
    VisitOffice,
}

/// The exit status of `inkan-cli`, as the contract names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Exit {
    /// 0: done.
    Done = 0,
    /// 1: a negative answer.
    Negative = 1,
    /// 2: wrong use of the command.
    Usage = 2,
    /// 3: no reader, or no smart card service.
    NoReader = 3,
    /// 4: no card, or none with what was asked for.
    NoCard = 4,
    /// 5: wrong PIN.
    WrongPin = 5,
    /// 6: the PIN is blocked.
    Blocked = 6,
    /// 7: the card or reader went away or answered nonsense.
    CardFailed = 7,
    /// 8: the document cannot be read.
    Unreadable = 8,
    /// 9: the result cannot be written.
    Unwritable = 9,
    /// 10: refused for safety.
    Refused = 10,
    /// 11: the office's policy is there and cannot be understood.
    Policy = 11,
}

/// What failed, with the facts that its text needs. Variants alphabetical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Another program holds the card.
    CardBusy,
    /// The card was exchanged since the person saw it; nothing was sent.
    CardChanged,
    /// The answer was no answer: garbled, or a status word without meaning here.
    CardConfused {
        /// What was being done.
        step: Option<Step>,
        /// The status word, if there was one.
        status: Option<u16>,
    },
    /// The card does not answer.
    CardMute,
    /// The card was taken away.
    CardRemoved,
    /// Other software reset the card.
    CardReset,
    /// There is no such certificate on this card. Not the same as blocked.
    CertificateAbsent {
        /// Which one.
        slot: Slot,
    },
    /// The certificate has expired: what it signs would be refused.
    CertificateExpired {
        /// Which one.
        slot: Slot,
        /// Its last day.
        expired_on: jiff::civil::Date,
    },
    /// The certificate is not valid yet.
    CertificateNotYetValid {
        /// Which one.
        slot: Slot,
        /// Its first day.
        valid_from: jiff::civil::Date,
    },
    /// What lies in the certificate's place cannot be understood.
    CertificateUnreadable {
        /// Which one.
        slot: Slot,
    },
    /// The person stopped it.
    Cancelled,
    /// This system has no file dialogs.
    DialogsMissing,
    /// The file changed while it was being read.
    DocumentChanged {
        /// The file.
        path: PathBuf,
    },
    /// The document that a detached signature belongs to is not there.
    DocumentContentMissing {
        /// The signature file.
        path: PathBuf,
    },
    /// It was not looked at: the answers for the documents before it take all the memory that they may.
    DocumentLeftOut {
        /// The file.
        path: PathBuf,
    },
    /// A signature was wanted in a PDF, and this is none.
    DocumentNotPdf {
        /// The file.
        path: PathBuf,
    },
    /// The document itself forbids or prevents what is wanted.
    DocumentRefuses {
        /// The file.
        path: PathBuf,
        /// How.
        reason: DocumentRefusal,
    },
    /// More documents than are taken at once lie in a folder, or were chosen from it; none was taken.
    DocumentsTooMany {
        /// The folder.
        folder: PathBuf,
        /// How many are taken.
        most: usize,
    },
    /// The file cannot be read.
    DocumentUnreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: FileError,
    },
    /// No signature can be found in the file.
    DocumentUnsupported {
        /// The file.
        path: PathBuf,
        /// A PDF that cannot be read as one, or no CMS.
        kind: DocumentKind,
    },
    /// Something inside this program failed; it goes on.
    Internal,
    /// No card on any reader.
    NoCard,
    /// A card, but not a My Number Card.
    NoMyNumberCard,
    /// No card reader, or only readers that are built in for other purposes.
    NoReader,
    /// The dates of the certificates have passed: there is nothing to remind of.
    NothingAhead,
    /// The office's policy leaves it out.
    NotOffered {
        /// What.
        offer: Offer,
    },
    /// The profile of an office cannot be used as it is.
    OfficeProfileFlawed {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong there, from the TOML reader.
        detail: String,
    },
    /// The result cannot be written.
    OutputFailed {
        /// The file that was to be written.
        path: PathBuf,
        /// Why.
        error: FileError,
    },
    /// The PIN is blocked.
    PinBlocked {
        /// Which one.
        slot: Slot,
    },
    /// The card did not take the new PIN, or was lost before it was sent: the old one is true.
    PinChangeRefused {
        /// Which one.
        slot: Slot,
        /// What the card said, if that was a refusal.
        status: Option<u16>,
    },
    /// The card was lost while it changed the PIN: either the old or the new one is true.
    PinChangeUnknown {
        /// Which one.
        slot: Slot,
    },
    /// The PIN cannot be right by its form; the card was not asked.
    PinForm {
        /// Which one.
        slot: Slot,
    },
    /// The PIN is right, and what the key signs does not fit the certificate.
    PinKeyMismatch {
        /// Which one.
        slot: Slot,
    },
    /// One try is left and nobody agreed to spend it; the card was not asked.
    PinLastTry {
        /// Which one.
        slot: Slot,
    },
    /// The new PIN was given twice, differently; nothing was sent.
    PinMismatch {
        /// Which one.
        slot: Slot,
    },
    /// No PIN was given.
    PinMissing {
        /// Which one.
        slot: Slot,
    },
    /// The new PIN does not have the form that a PIN must have; nothing was sent.
    PinNewForm {
        /// Which one.
        slot: Slot,
    },
    /// The card was lost while it checked the PIN, or answered neither yes nor no: whether a try was
    /// spent is not known.
    PinOutcomeUnknown {
        /// Which one.
        slot: Slot,
    },
    /// The PIN is wrong.
    PinWrong {
        /// Which one.
        slot: Slot,
        /// What is left.
        left: Attempts,
    },
    /// The office that the policy names is not known; people are told of the one where they live.
    PolicyOffice {
        /// The policy's file.
        path: PathBuf,
        /// The line that names it, counted from 1.
        line: usize,
        /// What is wrong with its profile.
        flaw: Box<OfficeFlaw>,
    },
    /// The office's policy file is refused.
    PolicyRefused {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1; `None` where the file could not be read at all.
        line: Option<usize>,
        /// Why.
        flaw: Box<PolicyFlaw>,
    },
    /// The reader was unplugged.
    ReaderGone,
    /// No reader of the name asked for.
    ReaderUnknown {
        /// The part of the name that was asked for.
        name: String,
    },
    /// The reader or its driver failed, with the PC/SC error number.
    ReaderFailed {
        /// The PC/SC return value.
        code: u32,
    },
    /// The picture cannot be a seal: no PNG, too large, too narrow, or nothing to see in it.
    SealImageUnsuitable {
        /// The picture.
        path: PathBuf,
    },
    /// The reminder's dates could not be understood; they were set aside.
    ReminderDamaged,
    /// The reminder could not be set up, changed or deleted.
    ReminderUnkept {
        /// Why.
        error: FileError,
    },
    /// The seal cannot be put on the document.
    SealUnsuitable {
        /// The document.
        path: PathBuf,
        /// Why not.
        reason: SealObstacle,
    },
    /// The smart card service is not running.
    ServiceGone,
    /// The settings file was damaged; it was set aside.
    SettingsDamaged,
    /// The settings could not be saved.
    SettingsUnsaved {
        /// Why.
        error: FileError,
    },
    /// The finished signature did not stand our own check; nothing was written.
    SelfCheckFailed {
        /// The document.
        path: PathBuf,
    },
    /// Wrong use of the command line.
    Usage {
        /// What is wrong, in the words of the argument parser.
        detail: String,
    },
}

/// Why a seal cannot be put on a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealObstacle {
    /// Its text or picture cannot be drawn.
    Drawing,
    /// It would make an earlier signature doubtful.
    EarlierSignature,
}

/// How a document forbids or prevents a signature in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentRefusal {
    /// Whoever certified it forbids any change.
    Certified,
    /// It is damaged, or built so unusually, that nothing can be added to it safely.
    Damaged,
    /// A signature in it locks the fields that another could be in.
    Locked,
    /// Its author permits no signing without a password.
    NotPermitted,
    /// It asks for a password.
    PasswordNeeded,
    /// It is encrypted in a way that this program does not know.
    UnknownEncryption,
}

impl Failure {
    /// The document at `path` cannot be read.
    pub fn unreadable(path: &Path, error: FileError) -> Self {
        Self::DocumentUnreadable {
            path: path.to_path_buf(),
            error,
        }
    }

    /// The result cannot be written to `path`.
    pub fn unwritable(path: &Path, error: FileError) -> Self {
        Self::OutputFailed {
            path: path.to_path_buf(),
            error,
        }
    }

    /// The stable code: for the phone, the README and scripts.
    pub fn code(&self) -> &'static str {
        self.class().0
    }

    /// The exit status of the command line.
    pub fn exit(&self) -> Exit {
        self.class().1
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.class().2
    }

    /// What the button beside the message does.
    pub fn remedy(&self) -> Remedy {
        self.class().3
    }

    /// The tries left, where a PIN is involved and the card said so.
    pub fn remaining(&self) -> Option<u8> {
        match self {
            Self::PinBlocked { .. } => Some(0),
            Self::PinLastTry { .. } => Some(1),
            Self::PinWrong { left, .. } => Some(left.remaining),
            _ => None,
        }
    }

    /// The one table: code, exit status, severity, remedy. README's table is checked against it.
    fn class(&self) -> (&'static str, Exit, Severity, Remedy) {
        use Exit as X;
        use Remedy as R;
        use Severity as S;
        match self {
            Self::ServiceGone => ("E-READER-01", X::NoReader, S::Problem, R::Explained),
            Self::NoReader => ("E-READER-02", X::NoReader, S::Notice, R::Explained),
            Self::ReaderGone => ("E-READER-03", X::CardFailed, S::Warning, R::ReadAgain),
            Self::ReaderUnknown { .. } => ("E-READER-04", X::NoReader, S::Notice, R::Explained),
            Self::ReaderFailed { .. } => ("E-READER-05", X::CardFailed, S::Problem, R::ReadAgain),

            Self::NoCard => ("E-CARD-01", X::NoCard, S::Notice, R::Explained),
            Self::NoMyNumberCard => ("E-CARD-02", X::NoCard, S::Notice, R::Explained),
            Self::CardRemoved => ("E-CARD-03", X::CardFailed, S::Warning, R::ReadAgain),
            Self::CardReset => ("E-CARD-04", X::CardFailed, S::Warning, R::TryAgain),
            Self::CardMute => ("E-CARD-05", X::CardFailed, S::Warning, R::ReadAgain),
            Self::CardBusy => ("E-CARD-06", X::CardFailed, S::Warning, R::TryAgain),
            Self::CardConfused { .. } => ("E-CARD-07", X::CardFailed, S::Problem, R::ReadAgain),
            Self::CardChanged => ("E-CARD-08", X::Refused, S::Warning, R::ReadAgain),

            Self::CertificateAbsent { .. } => ("E-CERT-01", X::NoCard, S::Notice, R::VisitOffice),
            Self::CertificateUnreadable { .. } => {
                ("E-CERT-02", X::CardFailed, S::Problem, R::ReadAgain)
            }
            Self::CertificateExpired { .. } => {
                ("E-CERT-03", X::Refused, S::Warning, R::VisitOffice)
            }
            Self::CertificateNotYetValid { .. } => {
                ("E-CERT-04", X::Refused, S::Warning, R::Explained)
            }
            Self::NothingAhead => ("E-CERT-05", X::NoCard, S::Notice, R::VisitOffice),

            Self::PinWrong { .. } => ("E-PIN-01", X::WrongPin, S::Warning, R::TryAgain),
            Self::PinBlocked { .. } => ("E-PIN-02", X::Blocked, S::Problem, R::VisitOffice),
            Self::PinLastTry { .. } => ("E-PIN-03", X::Refused, S::Warning, R::Explained),
            Self::PinForm { .. } => ("E-PIN-04", X::Refused, S::Notice, R::TryAgain),
            Self::PinOutcomeUnknown { .. } => ("E-PIN-05", X::CardFailed, S::Warning, R::ReadAgain),
            Self::PinMissing { .. } => ("E-PIN-06", X::Usage, S::Notice, R::TryAgain),
            Self::PinNewForm { .. } => ("E-PIN-07", X::Refused, S::Notice, R::TryAgain),
            Self::PinMismatch { .. } => ("E-PIN-08", X::Refused, S::Notice, R::TryAgain),
            Self::PinChangeRefused { .. } => ("E-PIN-09", X::CardFailed, S::Warning, R::Explained),
            Self::PinChangeUnknown { .. } => ("E-PIN-10", X::CardFailed, S::Problem, R::Explained),
            Self::PinKeyMismatch { .. } => ("E-PIN-11", X::CardFailed, S::Problem, R::ReadAgain),

            Self::DocumentUnreadable { .. } => {
                ("E-DOC-01", X::Unreadable, S::Problem, R::ChooseAnother)
            }
            Self::DocumentUnsupported { .. } => {
                ("E-DOC-02", X::Unreadable, S::Notice, R::ChooseAnother)
            }
            Self::DocumentChanged { .. } => ("E-DOC-03", X::Unreadable, S::Warning, R::TryAgain),
            Self::DocumentContentMissing { .. } => {
                ("E-DOC-04", X::Unreadable, S::Notice, R::ChooseAnother)
            }
            Self::DocumentNotPdf { .. } => ("E-DOC-05", X::Unreadable, S::Notice, R::ChooseAnother),
            Self::DocumentRefuses {
                reason: DocumentRefusal::Certified | DocumentRefusal::Locked,
                ..
            } => ("E-DOC-06", X::Refused, S::Notice, R::ChooseAnother),
            Self::DocumentRefuses {
                reason: DocumentRefusal::Damaged,
                ..
            } => ("E-DOC-08", X::Unreadable, S::Notice, R::ChooseAnother),
            Self::DocumentRefuses { .. } => {
                ("E-DOC-07", X::Unreadable, S::Notice, R::ChooseAnother)
            }

            Self::OfficeProfileFlawed { .. } => {
                ("E-DOC-09", X::Unreadable, S::Notice, R::ChooseAnother)
            }
            Self::DocumentsTooMany { .. } => {
                ("E-DOC-10", X::Unreadable, S::Notice, R::ChooseAnother)
            }
            Self::DocumentLeftOut { .. } => {
                ("E-DOC-11", X::Unreadable, S::Notice, R::ChooseAnother)
            }

            Self::OutputFailed {
                error: FileError::Exists,
                ..
            } => ("E-OUT-01", X::Refused, S::Notice, R::ChooseAnother),
            Self::OutputFailed {
                error: FileError::Full,
                ..
            } => ("E-OUT-02", X::Unwritable, S::Problem, R::ChooseAnother),
            Self::OutputFailed {
                error: FileError::PermissionDenied | FileError::ReadOnly,
                ..
            } => ("E-OUT-03", X::Unwritable, S::Problem, R::ChooseAnother),
            Self::OutputFailed { .. } => ("E-OUT-04", X::Unwritable, S::Problem, R::ChooseAnother),

            Self::SelfCheckFailed { .. } => ("E-SIGN-01", X::CardFailed, S::Problem, R::TryAgain),
            Self::Cancelled => ("E-SIGN-02", X::Negative, S::Notice, R::TryAgain),
            Self::SealUnsuitable { .. } => {
                ("E-SIGN-03", X::Unreadable, S::Notice, R::ChooseAnother)
            }
            Self::SealImageUnsuitable { .. } => {
                ("E-SIGN-04", X::Unreadable, S::Notice, R::ChooseAnother)
            }

            Self::SettingsDamaged => ("E-APP-01", X::Unreadable, S::Notice, R::Explained),
            Self::SettingsUnsaved { .. } => ("E-APP-02", X::Unwritable, S::Notice, R::Explained),
            Self::ReminderDamaged => ("E-APP-06", X::Unreadable, S::Notice, R::Explained),
            Self::ReminderUnkept { .. } => ("E-APP-07", X::Unwritable, S::Notice, R::Explained),
            Self::Usage { .. } => ("E-APP-03", X::Usage, S::Notice, R::Explained),
            Self::DialogsMissing => ("E-APP-05", X::Negative, S::Notice, R::Explained),
            Self::Internal => ("E-APP-04", X::CardFailed, S::Problem, R::TryAgain),

            Self::PolicyRefused { .. } => ("E-POLICY-01", X::Policy, S::Problem, R::Explained),
            Self::PolicyOffice { .. } => ("E-POLICY-03", X::Policy, S::Problem, R::Explained),
            Self::NotOffered { .. } => ("E-POLICY-02", X::Refused, S::Notice, R::Explained),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_an_example() {
        let codes: BTreeSet<_> = Failure::examples().iter().map(Failure::code).collect();
        // The table above has each code once, and no other.
        let quoted = include_str!("failure.rs").split('"');
        let table: Vec<_> = quoted.filter(|it| it.starts_with("E\u{2d}")).collect();
        assert_eq!(table.len(), codes.len());
        assert_eq!(table.into_iter().collect::<BTreeSet<_>>(), codes);
    }
}
