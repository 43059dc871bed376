//! The PIN dialog: what is asked for, how many tries are left, whether a field is shown at all.

use crate::{
    app::{
        event::SignStep,
        failure::Failure,
        state::{PinDialog, PinPhase, PinPurpose, SignPhase},
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
    /// Whether the entry was handed over and nothing can be typed.
    pub is_checking: bool,
    /// Whether it waits for documents to be read; the card is not asked yet, and one may stop.
    pub is_reading_documents: bool,
    /// What was wrong with the last entry.
    pub failure: Option<&'a Failure>,
    /// Whether an earlier change was cut off, so that either of two may be right.
    pub is_in_doubt: bool,
}

impl<'a> PinVm<'a> {
    /// Whether a new secret is asked for, too.
    pub fn is_change(&self) -> bool {
        matches!(self.purpose, PinPurpose::Change(_))
    }

    pub(super) fn of(dialog: &'a PinDialog, desk: &SignPhase, in_doubt: Option<Slot>) -> Self {
        let is_checking = dialog.phase == PinPhase::Checking;
        let warning = dialog.attempts.and_then(|attempts| match attempts.level() {
            AttemptLevel::Blocked => Some(PinWarning::Blocked),
            AttemptLevel::Last => Some(PinWarning::Last),
            AttemptLevel::TwoLeft => Some(PinWarning::TwoLeft),
            AttemptLevel::Full | AttemptLevel::Some => None,
        });
        Self {
            purpose: dialog.purpose,
            slot: dialog.slot,
            attempts: dialog.attempts,
            warning,
            is_checking,
            is_reading_documents: is_checking
                && dialog.purpose == PinPurpose::Sign
                && matches!(
                    desk,
                    SignPhase::Working {
                        step: SignStep::Hashing,
                        ..
                    }
                ),
            failure: dialog.failure.as_ref(),
            is_in_doubt: in_doubt == Some(dialog.slot),
        }
    }
}
