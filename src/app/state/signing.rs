//! The signing page: which files, where the results go, how far it is.

use std::path::{Path, PathBuf};

use super::{AppState, Effect, Notice, Page, PinPhase, PinPurpose, seal::SealDesk};
use crate::{
    app::{
        command::{Command, MOST_DOCUMENTS, PlanOrder, ReadOrder, SignJob},
        event::{PlannedFile, PlannedKind, SignOutcome, SignStep},
        failure::Failure,
        ports::Overwrite,
    },
    core::{
        jpki::Slot,
        rules::Destination,
        sign::{RequestedForm, SignatureFormat},
        verify::DigestAlgorithm,
    },
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
#[derive(Clone, Debug)]
pub struct SignDesk {
    /// What the person wants. While planning it may be ahead of `files`.
    pub order: PlanOrder,
    /// What is known of each of its documents, in order.
    pub files: Vec<PlannedFile>,
    /// How far it is.
    pub phase: SignPhase,
    /// What the results are for, once the person chose; until then the files decide.
    pub chosen: Option<Destination>,
    /// Which key signs. The 利用者証明用 one is for experts.
    pub key: Slot,
    /// A seal to see in the PDFs.
    pub seal: SealDesk,
    /// Whether the last choice held no file at all.
    pub found_nothing: bool,
}

impl Default for SignDesk {
    fn default() -> Self {
        Self {
            order: PlanOrder::default(),
            files: Vec::new(),
            phase: SignPhase::default(),
            chosen: None,
            key: Slot::Sign,
            seal: SealDesk::default(),
            found_nothing: false,
        }
    }
}

impl SignDesk {
    /// What the results are for: PDF一般 while all files are PDFs, else すべてのファイル, unless the person
    /// chose. Files that cannot be read are not known to be PDFs.
    pub fn destination(&self) -> Destination {
        let is_pdf = |file: &PlannedFile| {
            matches!(file.kind, PlannedKind::Pdf { .. })
                || matches!(file.target.format, SignatureFormat::Pdf(_))
        };
        let mut read = self.files.iter().filter(|file| file.len.is_some());
        let is_any_known = self.files.is_empty() || read.clone().next().is_some();
        match self.chosen {
            Some(destination) => destination,
            None if is_any_known && read.all(is_pdf) => Destination::Pdf,
            None => Destination::AnyFile,
        }
    }

    /// The form of the results.
    pub fn format(&self) -> SignatureFormat {
        match self.order.form {
            RequestedForm::Auto => self.destination().profile().form,
            RequestedForm::Fixed(format) => format,
        }
    }

    /// A fresh desk. How the seal looks is kept: it is the same person's.
    fn cleared(&self) -> Self {
        let mut seal = self.seal.clone();
        seal.document = 0;
        Self {
            seal,
            ..Self::default()
        }
    }

    /// Whether there is something to sign and nothing stands in its way.
    pub fn is_ready(&self) -> bool {
        self.phase == SignPhase::Choosing
            && !self.files.is_empty()
            && self.files.iter().all(|file| file.problem.is_none())
    }

    /// Whether the files and the form can still be changed.
    pub(super) fn is_choosing(&self) -> bool {
        matches!(self.phase, SignPhase::Choosing | SignPhase::Planning)
    }

    /// What the worker is told to do.
    pub(super) fn job(&self, digest: DigestAlgorithm, is_demo: bool) -> SignJob {
        let mark = || self.seal.practice_mark().filter(|_| is_demo);
        let seal = self
            .pdfs()
            .next()
            .and_then(|_| self.seal.order(is_demo).or_else(mark));
        SignJob {
            targets: self.files.iter().map(|file| file.target.clone()).collect(),
            destination: Some(self.destination()),
            seal: seal.map(Box::new),
            digest,
            overwrite: self.order.overwrite,
        }
    }

    /// What there is to read first of all.
    pub(super) fn first_read(&self, digest: DigestAlgorithm) -> Option<ReadOrder> {
        let first = self.files.first()?;
        Some(ReadOrder {
            target: first.target.clone(),
            digest,
            overwrite: self.order.overwrite,
        })
    }

    /// Takes in the answer to the last order; answers to earlier ones are stale. From now on the
    /// files are known one by one, also those of folders. Answers whether to look again: files that
    /// are not all PDFs get one form, unless the person wants another.
    fn planned(&mut self, order: &PlanOrder, files: Vec<PlannedFile>) -> bool {
        if self.phase != SignPhase::Planning || self.order != *order {
            return false;
        }
        self.found_nothing = files.is_empty();
        let inputs = files.iter().map(|file| file.target.input.clone());
        self.order.documents = inputs.collect();
        self.files = files;
        self.phase = SignPhase::Choosing;
        let wanted = self.destination().profile();
        let is_wanted = |file: &PlannedFile| file.target.format == wanted.form;
        // Who stopped it does not want it to begin again by itself.
        let is_stopped = |file: &PlannedFile| file.problem == Some(Failure::Cancelled);
        if self.order.form == RequestedForm::Auto
            && !self.files.iter().all(is_wanted)
            && !self.files.iter().any(is_stopped)
        {
            self.order.form = wanted.request();
            self.phase = SignPhase::Planning;
            return true;
        }
        false
    }

    /// Back to what was known before the job that will not answer. Where it was signing, some of it may
    /// be there: the files are looked at again.
    pub(super) fn job_broken(&mut self) -> Vec<Effect> {
        let was_signing = matches!(self.phase, SignPhase::Working { .. });
        if !matches!(self.phase, SignPhase::Finished { .. }) {
            let known = self.files.iter().map(|file| file.target.input.clone());
            self.order.documents = known.collect();
            self.phase = SignPhase::Choosing;
        }
        if !was_signing || self.order.documents.is_empty() {
            return Vec::new();
        }
        self.phase = SignPhase::Planning;
        vec![Effect::Send(Command::PlanSigning(self.order.clone()))]
    }
}

impl AppState {
    pub(super) fn add_files(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        if paths.is_empty() || matches!(self.desk.phase, SignPhase::Working { .. }) {
            return Vec::new();
        }
        self.page = Page::Sign;
        let there = match self.desk.phase {
            SignPhase::Finished { .. } => 0,
            _ => self.desk.order.documents.len(),
        };
        if self.refuses_many(there, &paths) {
            return Vec::new();
        }
        if matches!(self.desk.phase, SignPhase::Finished { .. }) {
            self.desk = self.desk.cleared();
        }
        self.change_order(|order| {
            let mut known: std::collections::BTreeSet<_> =
                order.documents.iter().cloned().collect();
            let new = paths.into_iter().filter(|path| known.insert(path.clone()));
            order.documents.extend(new.collect::<Vec<_>>());
        })
    }

    /// Whether so many more documents are too many for one page, which is then told.
    pub(super) fn refuses_many(&mut self, there: usize, paths: &[PathBuf]) -> bool {
        let Some(first) = paths.get(MOST_DOCUMENTS.saturating_sub(there)) else {
            return false;
        };
        let folder = folder_of(first).to_path_buf();
        self.tell(Notice::Failed(Failure::DocumentsTooMany {
            folder,
            most: MOST_DOCUMENTS,
        }));
        true
    }

    /// The page afresh.
    pub(super) fn new_signing(&mut self) {
        self.desk = self.desk.cleared();
    }

    /// Takes all files off the list that something stands in the way of.
    pub(super) fn remove_troubled(&mut self) -> Vec<Effect> {
        if self.desk.phase != SignPhase::Choosing {
            return Vec::new();
        }
        let good = self.desk.files.iter().filter(|file| file.problem.is_none());
        let good: Vec<_> = good.map(|file| file.target.input.clone()).collect();
        self.change_order(|order| order.documents = good)
    }

    pub(super) fn sign_for(&mut self, destination: Destination) -> Vec<Effect> {
        if !self.desk.is_choosing() {
            return Vec::new();
        }
        self.desk.chosen = Some(destination);
        self.change_order(|order| order.form = destination.profile().request())
    }

    pub(super) fn sign_as(&mut self, format: SignatureFormat) -> Vec<Effect> {
        let destination = self.desk.destination();
        if !self.desk.is_choosing() || !destination.profile().choices.contains(&format) {
            return Vec::new();
        }
        self.desk.chosen = Some(destination);
        self.change_order(|order| order.form = RequestedForm::Fixed(format))
    }

    pub(super) fn sign_with(&mut self, key: Slot) {
        if self.desk.is_choosing() {
            self.desk.key = key;
            self.pin
                .take_if(|dialog| dialog.purpose == PinPurpose::Sign);
        }
    }

    pub(super) fn sign_planned(
        &mut self,
        order: &PlanOrder,
        files: Vec<PlannedFile>,
    ) -> Vec<Effect> {
        if self.desk.planned(order, files) {
            return vec![Effect::Send(Command::PlanSigning(self.desk.order.clone()))];
        }
        Vec::new()
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
        if !desk.is_choosing() {
            return Vec::new();
        }
        change(&mut desk.order);
        desk.found_nothing = false;
        if desk.chosen.is_none() {
            desk.order.form = RequestedForm::Auto;
        }
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
}

/// The folder that a finished file lies in.
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}
