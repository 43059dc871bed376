//! The PIN dialog: what is asked for, how many tries are left, whether a field is shown at all.

use crate::{
    app::{
        failure::Failure,
        state::{PinDialog, PinPhase, PinPurpose},
    },
    core::{
        jpki::Slot,
        rules::{AttemptLevel, Attempts},
    },
};

/// What the dialog warns about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinWarning {
    /// No field: where to go instead.
    Blocked,
    /// Sending needs a second, explicit consent.
    Last,
    /// Two tries are left.
    TwoLeft,
}

/// The PIN dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinVm<'a> {
    /// What it is for.
    pub purpose: PinPurpose,
    /// Which secret.
    pub slot: Slot,
    /// The counter, if known.
    pub attempts: Option<Attempts>,
    /// What to warn about.
    pub warning: Option<PinWarning>,
    /// Whether the card is checking just now.
    pub is_checking: bool,
    /// What was wrong with the last entry.
    pub failure: Option<&'a Failure>,
}

impl<'a> PinVm<'a> {
    pub(super) fn of(dialog: &'a PinDialog) -> Self {
        let warning = dialog.attempts.and_then(|attempts| match attempts.level() {
            AttemptLevel::Blocked => Some(PinWarning::Blocked),
            AttemptLevel::Last => Some(PinWarning::Last),
            AttemptLevel::TwoLeft => Some(PinWarning::TwoLeft),
            AttemptLevel::Full | AttemptLevel::Some => None,
        });
        Self {
            purpose: dialog.purpose,
            slot: dialog.purpose.slot(),
            attempts: dialog.attempts,
            warning,
            is_checking: dialog.phase == PinPhase::Checking,
            failure: dialog.failure.as_ref(),
        }
    }
}
