//! The signing page: which files, where the results go, how far it is.

use std::path::{Path, PathBuf};

use super::{AppState, Effect, Notice, Page};
use crate::{
    app::{
        command::{Command, SignJob},
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
    /// The files, in order.
    pub files: Vec<PlannedFile>,
    /// Where the results go; `None`: beside each document.
    pub folder: Option<PathBuf>,
    /// Whether existing results may be replaced.
    pub overwrite: Overwrite,
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
            digest,
            overwrite: self.overwrite,
        }
    }

    pub(super) fn planned(&mut self, files: Vec<PlannedFile>) {
        if self.phase == SignPhase::Planning {
            self.files = files;
            self.phase = SignPhase::Choosing;
        }
    }

    fn documents(&self) -> Vec<PathBuf> {
        self.files
            .iter()
            .map(|file| file.target.input.clone())
            .collect()
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
        let mut documents = self.desk.documents();
        for path in paths {
            if !documents.contains(&path) {
                documents.push(path);
            }
        }
        self.plan(documents)
    }

    pub(super) fn remove_file(&mut self, place: usize) -> Vec<Effect> {
        if self.desk.phase == SignPhase::Choosing && place < self.desk.files.len() {
            self.desk.files.remove(place);
        }
        Vec::new()
    }

    pub(super) fn overwrite_results(&mut self, overwrite: Overwrite) -> Vec<Effect> {
        self.desk.overwrite = overwrite;
        let documents = self.desk.documents();
        self.plan(documents)
    }

    pub(super) fn send_results_to(&mut self, folder: PathBuf) -> Vec<Effect> {
        self.desk.folder = Some(folder);
        let documents = self.desk.documents();
        self.plan(documents)
    }

    fn plan(&mut self, documents: Vec<PathBuf>) -> Vec<Effect> {
        if documents.is_empty() {
            return Vec::new();
        }
        self.desk.phase = SignPhase::Planning;
        vec![Effect::Send(Command::PlanSigning {
            documents,
            folder: self.desk.folder.clone(),
            overwrite: self.desk.overwrite,
        })]
    }

    pub(super) fn sign_finished(
        &mut self,
        outcomes: Vec<SignOutcome>,
        stopped_by: Option<Failure>,
    ) {
        // A PIN that was refused is the dialog's business: the files stay as they were.
        // The same where the card was not even asked: there is nothing to list.
        if self.pin.is_some() || outcomes.is_empty() {
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
