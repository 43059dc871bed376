//! 文書に署名: the files, whether signing can begin and, if not, why.

use crate::{
    app::{
        event::{CertificateFact, PlannedFile},
        failure::Failure,
        ports::{FileError, Overwrite},
        state::{AppState, SignPhase},
    },
    core::{cert::Holder, jpki::Slot},
};

/// Why signing cannot begin; the first reason in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignBlocker {
    /// No file was chosen.
    NoFiles,
    /// Files are being looked at.
    Planning,
    /// Something stands in the way of a file.
    FileProblem,
    /// No My Number Card.
    NoCard,
    /// The card has no sign certificate.
    NoCertificate,
    /// The password is blocked.
    Blocked,
}

/// What the signature tells the recipient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Disclosure<'a> {
    /// Name, address, birth date and sex, with their values if the certificate was read.
    Holder(Option<&'a Holder>),
}

/// The signing page.
#[derive(Clone, Debug, PartialEq)]
pub struct SignVm<'a> {
    /// The files.
    pub files: &'a [PlannedFile],
    /// How far it is.
    pub phase: &'a SignPhase,
    /// Why it cannot begin.
    pub blocker: Option<SignBlocker>,
    /// What the recipient learns.
    pub disclosure: Disclosure<'a>,
    /// Whether existing results may be replaced.
    pub overwrite: Overwrite,
    /// Whether to offer replacing: a result is there already.
    pub offers_overwrite: bool,
}

impl<'a> SignVm<'a> {
    pub(super) fn of(state: &'a AppState) -> Self {
        let desk = &state.desk;
        let holder = match state
            .active_card()
            .map(|card| &card.slot(Slot::Sign).certificate)
        {
            Some(Some(CertificateFact::Read(certificate, _))) => certificate.holder(),
            _ => None,
        };
        let is_taken = |file: &PlannedFile| {
            matches!(
                file.problem,
                Some(Failure::OutputFailed {
                    error: FileError::Exists,
                    ..
                })
            )
        };
        Self {
            files: &desk.files,
            phase: &desk.phase,
            blocker: blocker(state),
            disclosure: Disclosure::Holder(holder),
            overwrite: desk.order.overwrite,
            offers_overwrite: desk.order.overwrite == Overwrite::Allowed
                || desk.files.iter().any(is_taken),
        }
    }
}

fn blocker(state: &AppState) -> Option<SignBlocker> {
    let desk = &state.desk;
    if desk.phase == SignPhase::Planning {
        return Some(SignBlocker::Planning);
    }
    if desk.files.is_empty() {
        return Some(SignBlocker::NoFiles);
    }
    if !desk.is_ready() {
        return Some(SignBlocker::FileProblem);
    }
    let Some(card) = state.active_card().filter(|card| card.is_my_number_card()) else {
        return Some(SignBlocker::NoCard);
    };
    let side = card.slot(Slot::Sign);
    if matches!(side.certificate, Some(CertificateFact::Absent)) {
        return Some(SignBlocker::NoCertificate);
    }
    side.attempts
        .is_some_and(crate::core::rules::Attempts::is_blocked)
        .then_some(SignBlocker::Blocked)
}
