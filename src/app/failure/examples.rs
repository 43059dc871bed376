//! At least one failure of each kind, for the tests that every code has its texts, a place of its own in the README
//! and a remedy.

use std::path::PathBuf;

use super::{DocumentRefusal, Failure, SealObstacle, policy};
use crate::{
    app::ports::FileError,
    core::{jpki::Slot, rules::Attempts, sign::DocumentKind},
};

impl Failure {
    /// At least one of each kind, for the tests that every code has its texts and its line in the README.
    pub fn examples() -> Vec<Self> {
        let path = PathBuf::from("example.txt");
        let slot = Slot::Sign;
        let day = jiff::civil::date(2030, 2, 17);
        let full = || FileError::Full;
        let output = |error| Self::OutputFailed {
            path: path.clone(),
            error,
        };
        let mut all = vec![
            Self::ServiceGone,
            Self::NoReader,
            Self::ReaderGone,
            Self::ReaderUnknown {
                name: "example".to_owned(),
            },
            Self::ReaderFailed { code: 0x8010_0001 },
            Self::NoCard,
            Self::NoMyNumberCard,
            Self::CardRemoved,
            Self::CardReset,
            Self::CardMute,
            Self::CardBusy,
            Self::CardConfused {
                step: None,
                status: Some(0x6F00),
            },
            Self::CardChanged,
            Self::CertificateAbsent { slot },
            Self::CertificateUnreadable { slot },
            Self::CertificateExpired {
                slot,
                expired_on: day,
            },
            Self::CertificateNotYetValid {
                slot,
                valid_from: day,
            },
            Self::NothingAhead,
            Self::PinWrong {
                slot,
                left: Attempts::of(slot, 4),
            },
            Self::PinBlocked { slot },
            Self::PinLastTry { slot },
            Self::PinForm { slot },
            Self::PinOutcomeUnknown { slot },
            Self::PinMissing { slot },
            Self::PinNewForm { slot },
            Self::PinMismatch { slot },
            Self::PinChangeRefused {
                slot,
                status: Some(0x6A80),
            },
            Self::PinChangeUnknown { slot },
            Self::PinKeyMismatch { slot },
            Self::DocumentUnreadable {
                path: path.clone(),
                error: FileError::NotFound,
            },
            Self::DocumentUnsupported {
                path: path.clone(),
                kind: DocumentKind::Other,
            },
            Self::DocumentUnsupported {
                path: path.clone(),
                kind: DocumentKind::Pdf,
            },
            Self::DocumentChanged { path: path.clone() },
            Self::DocumentContentMissing { path: path.clone() },
            Self::DocumentLeftOut { path: path.clone() },
            Self::DocumentNotPdf { path: path.clone() },
            Self::DocumentRefuses {
                path: path.clone(),
                reason: DocumentRefusal::Certified,
            },
            Self::DocumentRefuses {
                path: path.clone(),
                reason: DocumentRefusal::PasswordNeeded,
            },
            Self::DocumentRefuses {
                path: path.clone(),
                reason: DocumentRefusal::Damaged,
            },
            Self::OfficeProfileFlawed {
                path: path.clone(),
                line: 3,
                detail: String::new(),
            },
            Self::DocumentsTooMany {
                folder: path.clone(),
                most: 10_000,
            },
            Self::SealUnsuitable {
                path: path.clone(),
                reason: SealObstacle::Drawing,
            },
            Self::SealImageUnsuitable { path: path.clone() },
            output(FileError::Exists),
            output(FileError::Full),
            output(FileError::ReadOnly),
            output(FileError::NotFound),
            Self::SelfCheckFailed { path },
            Self::Cancelled,
            Self::SettingsDamaged,
            Self::SettingsUnsaved { error: full() },
            Self::ReminderDamaged,
            Self::ReminderUnkept { error: full() },
            Self::Usage {
                detail: String::new(),
            },
            Self::Internal,
            Self::DialogsMissing,
        ];
        all.extend(policy::examples());
        all
    }
}
