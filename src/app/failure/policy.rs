//! What can be wrong with an office's policy file, and what a policy can leave out.

use super::super::ports::FileError;

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
