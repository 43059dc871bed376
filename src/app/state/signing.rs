//! The signing page: which files, where the results go, how far it is.

use std::path::{Path, PathBuf};

use super::{AppState, Effect, Notice, Page, PinPhase, PinPurpose};
use crate::{
    app::{
        command::{Command, PlanOrder, SignJob},
        event::{PlannedFile, SignOutcome, SignStep},
        failure::Failure,
        ports::Overwrite,
    },
    core::verify::DigestAlgorithm,
};

/// How far signing is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SignPhase {
    /// Files are being chosen.
    #[default]
    Choosing,
    /// It has ended.
    Finished {
        /// One for each file, in order.
        outcomes: Vec<SignOutcome>,
        /// What ended it before the end.
        stopped_by: Option<Failure>,
    },
    /// Files are being looked at.
    Planning,
    /// The job runs.
    Working {
        /// Files finished.
        done: usize,
        /// Files in all.
        total: usize,
        /// What is being done with the next one.
        step: SignStep,
    },
}

/// The signing page.
#[derive(Clone, Debug, Default)]
pub struct SignDesk {
    /// What the person wants. While planning it may be ahead of `files`.
    pub order: PlanOrder,
    /// What is known of each of its documents, in order.
    pub files: Vec<PlannedFile>,
    /// How far it is.
    pub phase: SignPhase,
}

impl SignDesk {
    /// Whether there is something to sign and nothing stands in its way.
    pub fn is_ready(&self) -> bool {
        self.phase == SignPhase::Choosing
            && !self.files.is_empty()
            && self.files.iter().all(|file| file.problem.is_none())
    }

    /// What the worker is told to do.
    pub(super) fn job(&self, digest: DigestAlgorithm) -> SignJob {
        SignJob {
            targets: self.files.iter().map(|file| file.target.clone()).collect(),
            destination: None,
            seal: None,
            digest,
            overwrite: self.order.overwrite,
        }
    }

    /// Takes in the answer to the last order; answers to earlier ones are stale.
    pub(super) fn planned(&mut self, order: &PlanOrder, files: Vec<PlannedFile>) {
        if self.phase == SignPhase::Planning && self.order == *order {
            self.files = files;
            self.phase = SignPhase::Choosing;
        }
    }

    /// Back to what was known before the job that will not answer.
    pub(super) fn job_broken(&mut self) {
        if !matches!(self.phase, SignPhase::Finished { .. }) {
            let known = self.files.iter().map(|file| file.target.input.clone());
            self.order.documents = known.collect();
            self.phase = SignPhase::Choosing;
        }
    }
}

impl AppState {
    pub(super) fn add_files(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        if paths.is_empty() || matches!(self.desk.phase, SignPhase::Working { .. }) {
            return Vec::new();
        }
        self.page = Page::Sign;
        if matches!(self.desk.phase, SignPhase::Finished { .. }) {
            self.desk = SignDesk::default();
        }
        self.change_order(|order| {
            for path in paths {
                if !order.documents.contains(&path) {
                    order.documents.push(path);
                }
            }
        })
    }

    /// Looks at the others again, too: what stood in the way of one may have been this one.
    pub(super) fn remove_file(&mut self, place: usize) -> Vec<Effect> {
        if self.desk.phase != SignPhase::Choosing || place >= self.desk.order.documents.len() {
            return Vec::new();
        }
        self.change_order(|order| {
            order.documents.remove(place);
        })
    }

    pub(super) fn overwrite_results(&mut self, overwrite: Overwrite) -> Vec<Effect> {
        self.change_order(|order| order.overwrite = overwrite)
    }

    pub(super) fn send_results_to(&mut self, folder: PathBuf) -> Vec<Effect> {
        self.change_order(|order| order.folder = Some(folder))
    }

    /// Changes what is wanted, as long as it is still being chosen, and has the files looked at. A
    /// dialog that asked for the password to something else is closed: nothing is agreed to unseen.
    fn change_order(&mut self, change: impl FnOnce(&mut PlanOrder)) -> Vec<Effect> {
        let desk = &mut self.desk;
        if !matches!(desk.phase, SignPhase::Choosing | SignPhase::Planning) {
            return Vec::new();
        }
        change(&mut desk.order);
        if desk.order.documents.is_empty() {
            desk.files.clear();
            desk.phase = SignPhase::Choosing;
        } else {
            desk.phase = SignPhase::Planning;
        }
        let order = desk.order.clone();
        self.pin
            .take_if(|dialog| dialog.purpose == PinPurpose::Sign);
        if order.documents.is_empty() {
            return Vec::new();
        }
        vec![Effect::Send(Command::PlanSigning(order))]
    }

    pub(super) fn sign_finished(
        &mut self,
        outcomes: Vec<SignOutcome>,
        stopped_by: Option<Failure>,
    ) {
        // The PIN was refused and the page is back at its files already.
        if !matches!(self.desk.phase, SignPhase::Working { .. }) {
            return;
        }
        let dialog = self.pin.as_ref();
        let dialog = dialog.filter(|dialog| dialog.purpose == PinPurpose::Sign);
        let asked_again = match dialog.map(|dialog| dialog.phase) {
            Some(PinPhase::Entering) => true,
            // It ended before the PIN was needed: no file could be read, or the person stopped it.
            Some(PinPhase::Checking) => {
                self.pin = None;
                false
            }
            None => false,
        };
        // A PIN that was refused is the dialog's business: the files stay as they were.
        // The same where the card was not even asked: there is nothing to list.
        if asked_again || outcomes.is_empty() {
            self.desk.phase = SignPhase::Choosing;
            return;
        }
        self.desk.phase = SignPhase::Finished {
            outcomes,
            stopped_by,
        };
    }

    /// Tells that there is no card, where one is needed.
    pub(super) fn miss_the_card(&mut self) {
        self.tell(Notice::Failed(Failure::NoCard));
    }
}

/// The folder that a finished file lies in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
