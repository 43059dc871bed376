//! 診断: what the doctor found, and whether it is at work.

use super::{AppState, Effect, Page};
use crate::app::{
    command::{Command, DiagnosisOrder},
    doctor::{Ladder, Rung},
};

/// The doctor's page.
#[derive(Clone, Debug, Default)]
pub struct Diagnosis {
    /// What was found last; it stays to be read while the doctor looks again.
    pub ladder: Option<Box<Ladder>>,
    /// The rung that is being looked at; `None`: the doctor rests.
    pub at: Option<Rung>,
}

impl AppState {
    /// Opens the page and begins, unless it goes on already.
    pub(super) fn diagnose(&mut self) -> Vec<Effect> {
        self.page = Page::Settings;
        self.notice = None;
        if self.diagnosis.at.is_some() {
            return Vec::new();
        }
        self.diagnosis.at = Some(Rung::Service);
        vec![Effect::Send(Command::Diagnose(DiagnosisOrder {
            only: None,
            preferred: self.settings.reader.clone(),
        }))]
    }

    /// News of an examination that was given up (practice mode began or ended) is passed over.
    pub(super) fn diagnosing(&mut self, rung: Rung) {
        if let Some(at) = &mut self.diagnosis.at {
            *at = rung;
        }
    }

    pub(super) fn diagnosed(&mut self, ladder: Box<Ladder>) {
        self.diagnosis = Diagnosis {
            ladder: Some(ladder),
            at: None,
        };
    }
}
