//! 診断: what was found last, and whether the doctor is at work.

use crate::app::{
    doctor::{Ladder, Rung},
    state::AppState,
};

/// The doctor's part of 設定と診断.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoctorVm<'a> {
    /// What was found last.
    pub ladder: Option<&'a Ladder>,
    /// The rung that is being looked at; `None`: the doctor rests.
    pub at: Option<Rung>,
}

impl<'a> DoctorVm<'a> {
    pub(super) fn of(state: &'a AppState) -> Self {
        Self {
            ladder: state.diagnosis.ladder.as_deref(),
            at: state.diagnosis.at,
        }
    }
}
