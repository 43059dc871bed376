//! Documents are signed: one beside its signature, a PDF, a PDF with a seal, several at once.

use inkan::app::state::{Action, PinPurpose, SealChange, SealLook, SealWords, SignPhase};

use super::matrix::{self, Again, Outcome, Workflow, failure_on_screen, submit_password};
use crate::bench::Bench;

/// A small PDF.
const PDF: &[u8] = include_bytes!("../fixtures/pdf/version-1.7.pdf");

/// What is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Batch,
    Document,
    Pdf,
    PdfWithSeal,
}

impl Sign {
    fn documents(self) -> &'static [&'static str] {
        match self {
            Self::Batch => &["a.txt", "b.txt", "c.txt"],
            Self::Document => &["a.txt"],
            Self::Pdf | Self::PdfWithSeal => &["a.pdf"],
        }
    }
}

impl Sign {
    /// Writes the documents.
    pub fn lay_documents(self, bench: &Bench) {
        for name in self.documents() {
            match self {
                Self::Pdf | Self::PdfWithSeal => bench.document(name, PDF),
                Self::Batch | Self::Document => bench.document(name, name.as_bytes()),
            };
        }
    }

    /// Chooses them, and how they are to look.
    pub fn add(self, bench: &mut Bench) {
        let look = match self {
            Self::PdfWithSeal => SealLook::DateStamp,
            _ => SealLook::None,
        };
        bench.act(Action::Seal(SealChange::Words(SealWords {
            caption: "電子署名".to_owned(),
            date: "2026.11.22".to_owned(),
            ..SealWords::default()
        })));
        bench.act(Action::Seal(SealChange::Look(look)));
        let folder = bench.folder.path();
        let documents = self.documents().iter().map(|name| folder.join(name));
        let documents = documents.collect();
        bench.act(Action::AddFiles(documents));
    }
}

impl Workflow for Sign {
    fn lay_out(&self, bench: &mut Bench) {
        self.lay_documents(bench);
        self.add(bench);
        bench.act(Action::AskPin(PinPurpose::Sign));
        assert!(bench.state.pin.is_some(), "{:?}", bench.state.desk.files);
    }

    fn run(&self, bench: &mut Bench) {
        submit_password(bench);
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        if let Some(failure) = failure_on_screen(bench) {
            return Outcome::Failed(failure.code());
        }
        let SignPhase::Finished {
            outcomes,
            stopped_by,
        } = &bench.state.desk.phase
        else {
            return Outcome::Partly;
        };
        let unsigned = outcomes.iter().find_map(|it| it.result.clone().err());
        let failure = stopped_by.clone().or(unsigned);
        failure.map_or(Outcome::Good, |failure| Outcome::Failed(failure.code()))
    }

    fn names(&self) -> &'static [&'static str] {
        match self {
            Self::Batch => &[
                "a.txt",
                "a.txt.p7s",
                "b.txt",
                "b.txt.p7s",
                "c.txt",
                "c.txt.p7s",
            ],
            Self::Document => &["a.txt", "a.txt.p7s"],
            Self::Pdf | Self::PdfWithSeal => &["a.pdf", "a.signed.pdf"],
        }
    }
}

#[test]
fn no_fault_of_the_line_at_any_command_of_signing_costs_a_try_or_leaves_anything() {
    let count = matrix::run(
        "a document is signed",
        &Sign::Document,
        &matrix::of_the_line(),
        Again::Often,
    );
    assert!(count > 300, "{count}");
}

#[test]
fn no_word_at_any_command_of_signing_costs_a_try_or_leaves_anything() {
    let count = matrix::run(
        "a document is signed",
        &Sign::Document,
        &matrix::words(),
        Again::Often,
    );
    assert!(count > 300, "{count}");
}

#[test]
fn no_fault_at_any_command_of_signing_a_pdf_leaves_anything() {
    let count = matrix::run(
        "a PDF is signed",
        &Sign::Pdf,
        &matrix::of_the_line(),
        Again::InTurn,
    );
    assert!(count > 300, "{count}");
}

#[test]
fn no_fault_at_any_command_of_signing_a_pdf_with_a_seal_leaves_anything() {
    let name = "a PDF is signed with a seal";
    let count = matrix::run(
        name,
        &Sign::PdfWithSeal,
        &matrix::of_the_line(),
        Again::InTurn,
    );
    assert!(count > 300, "{count}");
}

#[test]
fn no_fault_at_any_command_of_a_batch_leaves_anything_but_whole_files() {
    let count = matrix::run(
        "three documents are signed",
        &Sign::Batch,
        &matrix::of_the_line(),
        Again::InTurn,
    );
    assert!(count > 300, "{count}");
}
