//! 文書に署名: the files, what will come of them, whether signing can begin and, if not, why.

use std::path::Path;

use crate::app::{
    command::PageChoice,
    event::{CertificateFact, PagePicture, PlannedFile, SignOutcome},
    failure::Failure,
    ports::{FileError, Overwrite},
    state::{AppState, SealDesk, SealLook, SignPhase, View},
};
use crate::core::{
    cert::Holder,
    jpki::Slot,
    rules::{Destination, DestinationRule},
    sign::SignatureFormat,
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
    /// The place does not accept the key that was chosen.
    KeyNotAccepted,
    /// No My Number Card.
    NoCard,
    /// The card has no certificate for the key.
    NoCertificate,
    /// The key's PIN is blocked.
    Blocked,
}

/// What the signature tells the recipient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Disclosure<'a> {
    /// Name, address, birth date and sex, with their values if the certificate was read.
    Holder(Option<&'a Holder>),
    /// Nothing of the person: the 利用者証明用 certificate names nobody.
    Nobody,
}

/// The signing page.
#[derive(Clone, Debug, PartialEq)]
pub struct SignVm<'a> {
    /// The files.
    pub files: &'a [PlannedFile],
    /// How far it is.
    pub phase: &'a SignPhase,
    /// Whether the last choice held no file.
    pub found_nothing: bool,
    /// Why it cannot begin.
    pub blocker: Option<SignBlocker>,
    /// How many files something stands in the way of.
    pub troubled: usize,
    /// What the results are for.
    pub destination: Destination,
    /// Their form.
    pub format: SignatureFormat,
    /// Which key signs.
    pub key: Slot,
    /// The visible seal; `None` where no signed PDF comes out.
    pub seal: Option<SealVm<'a>>,
    /// What the recipient learns.
    pub disclosure: Disclosure<'a>,
    /// Whether existing results may be replaced.
    pub overwrite: Overwrite,
    /// Whether to offer replacing: a result is there already.
    pub offers_overwrite: bool,
    /// The folder that all results go to; `None`: each beside its document.
    pub folder: Option<&'a Path>,
}

/// The visible seal on the signing page.
#[derive(Clone, Debug, PartialEq)]
pub struct SealVm<'a> {
    /// Everything about it.
    pub desk: &'a SealDesk,
    /// Its width and height, in millimetres.
    pub extent_mm: (f32, f32),
    /// Its upper left corner, in millimetres from the page's.
    pub corner_mm: (f32, f32),
    /// The size of the page, in millimetres.
    pub page_mm: (f32, f32),
    /// The page, if there is a picture of it.
    pub page: Option<&'a PagePicture>,
    /// Whether the page cannot be drawn: the seal is placed all the same.
    pub is_page_missing: bool,
    /// Whether the seal cannot be drawn: it has no glyph for the name.
    pub is_seal_missing: bool,
    /// The PDFs.
    pub documents: Vec<&'a Path>,
    /// Which of them is looked at.
    pub document: usize,
}

impl<'a> SignVm<'a> {
    pub(super) fn of(state: &'a AppState) -> Self {
        let desk = &state.desk;
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
            found_nothing: desk.found_nothing,
            blocker: blocker(state),
            troubled: desk
                .files
                .iter()
                .filter(|file| file.problem.is_some())
                .count(),
            destination: desk.destination(),
            format: desk.format(),
            key: desk.key,
            seal: SealVm::of(state),
            disclosure: disclosure(state),
            overwrite: desk.order.overwrite,
            offers_overwrite: desk.order.overwrite == Overwrite::Allowed
                || desk.files.iter().any(is_taken),
            folder: desk.order.folder.as_deref(),
        }
    }
}

impl<'a> SealVm<'a> {
    fn of(state: &'a AppState) -> Option<Self> {
        let desk = &state.desk;
        let documents: Vec<_> = desk.pdfs().collect();
        let last = documents.len().checked_sub(1)?;
        let seal = &desk.seal;
        Some(Self {
            desk: seal,
            extent_mm: seal.extent_mm(),
            corner_mm: seal.corner_mm(),
            page_mm: seal.page_mm(),
            page: seal.page_view.picture(),
            is_page_missing: matches!(seal.page_view, View::Failed(_)),
            is_seal_missing: matches!(seal.seal_view, View::Failed(_)),
            documents,
            document: seal.document.min(last),
        })
    }

    /// Whether there is a seal at all.
    pub fn is_on(&self) -> bool {
        self.desk.look != SealLook::None
    }

    /// The page before and after the one that is looked at, where there are such pages.
    pub fn neighbours(&self) -> (Option<PageChoice>, Option<PageChoice>) {
        let Some(page) = self.page else {
            return (None, None);
        };
        let before = page.page.checked_sub(1).map(PageChoice::Number);
        let after = page.page + 1;
        (
            before,
            (after < page.pages).then_some(PageChoice::Number(after)),
        )
    }
}

fn disclosure(state: &AppState) -> Disclosure<'_> {
    if state.desk.key == Slot::Auth {
        return Disclosure::Nobody;
    }
    let read = state.active_card().and_then(|card| card.sign.read());
    Disclosure::Holder(read.and_then(|(certificate, _)| certificate.holder()))
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
    let rules = desk.destination().profile().rules;
    if desk.key == Slot::Auth && rules.contains(&DestinationRule::SignCertificate) {
        return Some(SignBlocker::KeyNotAccepted);
    }
    let Some(card) = state.active_card().filter(|card| card.is_my_number_card()) else {
        return Some(SignBlocker::NoCard);
    };
    let side = card.slot(desk.key);
    if matches!(side.certificate, Some(CertificateFact::Absent)) {
        return Some(SignBlocker::NoCertificate);
    }
    side.attempts
        .is_some_and(crate::core::rules::Attempts::is_blocked)
        .then_some(SignBlocker::Blocked)
}

/// What a finished job did for its destination: each rule, and how many results show it.
pub fn checklist(outcomes: &[SignOutcome]) -> Vec<(DestinationRule, Tally)> {
    let mut list: Vec<(DestinationRule, Tally)> = Vec::new();
    for (rule, holds) in outcomes.iter().flat_map(|outcome| &outcome.checks) {
        let place = list.iter().position(|(known, _)| known == rule);
        let place = place.unwrap_or_else(|| {
            list.push((*rule, Tally::default()));
            list.len() - 1
        });
        if let Some((_, tally)) = list.get_mut(place) {
            if *holds {
                tally.kept += 1;
            } else {
                tally.broken += 1;
            }
        }
    }
    list
}

/// How many results keep a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// They keep it.
    pub kept: usize,
    /// They do not.
    pub broken: usize,
}
