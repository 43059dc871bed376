//! What can be wrong with an office's policy file, and what a policy can leave out.

use std::path::PathBuf;

use super::{super::ports::FileError, Failure};

/// What a policy may leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Saving a certificate to a file.
    Export,
    /// Changing a PIN or the password.
    PinChange,
    /// Practice mode.
    Practice,
    /// Saving a report to a file.
    ReportSaving,
    /// Signing documents.
    Signing,
}

/// Why a policy file is refused. The line is counted beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyFlaw {
    /// No `version`.
    NoVersion,
    /// Not UTF-8.
    NotText,
    /// It breaks the rules of TOML, as the parser says it.
    Syntax(String),
    /// A name that no policy of this version has.
    UnknownName(String),
    /// A version that this program does not know.
    UnknownVersion(String),
    /// The file is there, or was asked for, and cannot be read.
    Unreadable(FileError),
    /// A value that its name does not take.
    Value {
        /// The name.
        name: String,
        /// What it takes, as it is written in TOML.
        allowed: String,
    },
}

/// Why an office's profile cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfficeFlaw {
    /// It breaks the rules of a profile.
    Text {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong there.
        detail: String,
    },
    /// None of this name is compiled in.
    Unknown(String),
    /// The file cannot be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: FileError,
    },
}

impl OfficeFlaw {
    /// As it is told to whoever has chosen the file themselves.
    pub fn chosen(self) -> Failure {
        match self {
            Self::Text { path, line, detail } => {
                Failure::OfficeProfileFlawed { path, line, detail }
            }
            // Offices are chosen from a list: one that is not there was never in it.
            Self::Unknown(_) => Failure::Internal,
            Self::Unreadable { path, error } => Failure::DocumentUnreadable { path, error },
        }
    }
}

/// The policy's share of [`Failure::examples`].
pub(super) fn examples() -> [Failure; 3] {
    let path = PathBuf::from("policy.toml");
    [
        Failure::NotOffered {
            offer: Offer::Signing,
        },
        Failure::PolicyOffice {
            path: path.clone(),
            line: 3,
            flaw: Box::new(OfficeFlaw::Unknown("edo".to_owned())),
        },
        Failure::PolicyRefused {
            path,
            line: Some(1),
            flaw: Box::new(PolicyFlaw::NoVersion),
        },
    ]
}
