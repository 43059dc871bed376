//! What the worker can be told to do: a closed list. Everything that touches the card, a file of
//! the person or takes time goes through here.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    ports::{Overwrite, ReaderName, ReaderReport, Source},
    settings::Settings,
    tour::Sample,
};
use crate::core::{
    jpki::Slot,
    pdf::report::TextReport,
    rules::{Destination, LastTryConsent},
    secret::Pin,
    sign::{
        RequestedForm, SignatureFormat,
        pdf::seal::{Seal, SealDesign, SealSize, SealText},
    },
    verify::DigestAlgorithm,
};

/// Counts the cards that were seen: it rises at each insertion and whenever a card may have been
/// exchanged. A command that names an older epoch is refused before anything is sent (invariant 5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardEpoch(pub u64);

/// The card that the person saw when they decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRef {
    /// Where it lay.
    pub reader: ReaderName,
    /// Which one it was.
    pub epoch: CardEpoch,
}

/// A PIN as the person entered it, for one card.
pub struct PinEntry {
    /// The card they saw.
    pub card: CardRef,
    /// Which PIN.
    pub slot: Slot,
    /// What they typed.
    pub pin: Pin,
    /// Whether they agreed to spend the last try.
    pub consent: LastTryConsent,
}

/// One file to sign and where the result goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignTarget {
    /// The document.
    pub input: PathBuf,
    /// The signature file, or the signed document.
    pub output: PathBuf,
    /// Which of the two, and how.
    pub format: SignatureFormat,
}

/// The most documents that are chosen, or found in folders, at once.
pub const MOST_DOCUMENTS: usize = 10_000;

/// What a person wants signed, before anything is known of the files. The answer repeats it, so that
/// one to an earlier wish is told apart from one to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanOrder {
    /// The documents, in order.
    pub documents: Vec<PathBuf>,
    /// Where the results would go; `None`: beside each document.
    pub folder: Option<PathBuf>,
    /// Whether existing results may be replaced.
    pub overwrite: Overwrite,
    /// The form of the results.
    pub form: RequestedForm,
}

/// A visible seal, for every PDF of a job.
#[derive(Clone, Debug, PartialEq)]
pub struct SealOrder {
    /// How it looks. The name comes from the certificate.
    pub design: SealDesign,
    /// How large it is.
    pub size: SealSize,
    /// On which page.
    pub page: PageChoice,
    /// Where its upper left corner lies on the page as it is shown, in millimetres from that page's
    /// upper left corner. It is moved so that all of it is on the page.
    pub corner_mm: (f32, f32),
    /// What stands above the name where the design has room for it: 「電子署名」.
    pub caption: Option<String>,
    /// The day, as it is to be shown, where the design has room for it.
    pub date: Option<String>,
    /// What says that the seal is not real, in practice mode.
    pub watermark: Option<String>,
}

impl SealOrder {
    /// The seal with this name. What is previewed and what is signed are both made here.
    pub fn seal(&self, name: &str) -> Seal {
        Seal {
            design: self.design.clone(),
            size: self.size,
            text: SealText {
                name: name.to_owned(),
                caption: self.caption.clone(),
                date: self.date.clone(),
            },
            watermark: self.watermark.clone(),
        }
    }
}

/// One page of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageChoice {
    /// The last one.
    Last,
    /// This one, counted from 0; the last one of a document that has fewer.
    Number(usize),
}

impl PageChoice {
    /// The place of the page in a document of so many, counted from 0.
    pub fn index(self, pages: usize) -> usize {
        let last = pages.saturating_sub(1);
        match self {
            Self::Last => last,
            Self::Number(number) => number.min(last),
        }
    }
}

/// What is to be signed, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct SignJob {
    /// The files, in order.
    pub targets: Vec<SignTarget>,
    /// What the results are for, if for something in particular: they are checked against its rules.
    pub destination: Option<Destination>,
    /// A seal to see in the PDFs.
    pub seal: Option<Box<SealOrder>>,
    /// How the documents are hashed.
    pub digest: DigestAlgorithm,
    /// Whether existing results may be replaced.
    pub overwrite: Overwrite,
}

impl SignJob {
    /// What there is to do for one of its documents before anyone has given a PIN.
    pub fn read_order(&self, target: &SignTarget) -> ReadOrder {
        ReadOrder {
            target: target.clone(),
            digest: self.digest,
            overwrite: self.overwrite,
        }
    }
}

/// A document to be read and hashed; a PDF is copied on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOrder {
    /// The document and the place of its result.
    pub target: SignTarget,
    /// How it is hashed.
    pub digest: DigestAlgorithm,
    /// Whether an existing result may be replaced.
    pub overwrite: Overwrite,
}

/// An order for the thread that makes pictures to look at. Nothing of it is ever signed, and an
/// order that is overtaken by a later one of its kind may stay unanswered.
#[derive(Clone, Debug, PartialEq)]
pub enum PreviewOrder {
    /// Let go of the document that is open.
    Forget,
    /// A page of a document.
    Page(PageOrder),
    /// Read a picture of the person's, for a seal.
    ReadSealImage(PathBuf),
    /// A seal by itself.
    Seal(Box<SealPictureOrder>),
}

/// A page to look at. The answer repeats it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageOrder {
    /// The document.
    pub path: PathBuf,
    /// Which page of it.
    pub page: PageChoice,
    /// How wide the picture is to be, in pixels.
    pub width: u32,
}

/// A seal to look at. The answer repeats it.
#[derive(Clone, Debug, PartialEq)]
pub struct SealPictureOrder {
    /// The seal; its place does not matter.
    pub seal: SealOrder,
    /// The name on it: the signer's if the certificate was read, else something in its place.
    pub name: String,
    /// How wide the picture is to be, in pixels.
    pub width: u32,
}

/// A signature to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyTarget {
    /// The file with the signature.
    pub signature: PathBuf,
    /// The document it is about; without it, the name without `.p7s` beside the signature. A
    /// signature that carries its content must carry just this.
    pub content: Option<PathBuf>,
}

/// What a person can do to the card of practice mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PracticeAction {
    /// Lay it on the reader.
    Insert,
    /// Take it away.
    Pull,
    /// Make it as new.
    Renew,
}

/// An order for the worker.
pub enum Command {
    /// Lay out the document of the tour, in a folder that is there for as long as the tour.
    BeginTour(Sample),
    /// Remove that folder and all that is in it.
    EndTour,
    /// Read everything again.
    ReadAgain,
    /// Read this profile of an office.
    ReadOffice(PathBuf),
    /// Read the certificate of a certificate's issuer, as the card carries it. Needs no PIN.
    ReadIssuerCertificate(CardRef, Slot),
    /// Look at everything from the smart card service to the clock, without a PIN.
    Diagnose(DiagnosisOrder),
    /// Forget everything that is someone's: what the journal holds, what was read ahead, and these
    /// cards, which get no PIN any more until they were read again.
    Forget(Vec<CardEpoch>),
    /// Make the support report.
    MakeSupportReport(SupportOrder),
    /// Change where readers come from.
    OpenSource(Source),
    /// Practice mode only; real readers ignore it.
    Practice(PracticeAction),
    /// Change a PIN: the old one, and the new one that is to take its place.
    ChangePin(PinEntry, Pin),
    /// Verify the sign password and read the sign certificate.
    ReadSignCertificate(PinEntry),
    /// Find out which of these files are there to be checked and which to be signed.
    SortFiles(Vec<PathBuf>),
    /// Find out what signing these files would give, before anyone types a PIN.
    PlanSigning(PlanOrder),
    /// Begin to read the first document of a batch while the person types; another one, or none, from
    /// now on.
    ReadAhead(Option<ReadOrder>),
    /// Sign.
    Sign(SignJob, PinEntry),
    /// Verify a PIN and have the key behind it sign a challenge.
    TestPin(PinEntry),
    /// Check signatures.
    Verify(Vec<VerifyTarget>),
    /// Write a report in the form that was asked for.
    SaveReport {
        /// Where.
        path: PathBuf,
        /// What.
        report: Box<TextReport>,
        /// How.
        format: ReportFormat,
    },
    /// Write bytes that were prepared for the person (a certificate) to a file of their choice.
    Save {
        /// Where.
        path: PathBuf,
        /// What.
        bytes: Vec<u8>,
        /// Whether an existing file may be replaced.
        overwrite: Overwrite,
    },
}

/// What the support report is made with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SupportOrder {
    /// Of the readers only those with this in their names; `None`: all.
    pub only: Option<String>,
    /// The settings; what was typed in them does not go in.
    pub settings: Settings,
}

/// Which readers the doctor looks into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiagnosisOrder {
    /// Only those with this in their names; `None`: all.
    pub only: Option<String>,
    /// Of several cards, the one in the reader with this in its name.
    pub preferred: Option<String>,
}

/// The form of a saved report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// To print, on one page in large type where that can be.
    LargePdf,
    /// To print and to pass on.
    Pdf,
    /// Plain text, UTF-8.
    Text,
}

/// Tells a running job to stop after the step it is at. Shared between the window and the worker.
#[derive(Clone, Debug, Default)]
pub struct CancelFlag {
    own: Arc<AtomicBool>,
    other: Option<Arc<AtomicBool>>,
}

impl CancelFlag {
    /// A flag that is raised when this one or `other` is; to raise it raises this one.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self {
            own: Arc::clone(&self.own),
            other: Some(Arc::clone(&other.own)),
        }
    }

    /// Asks for a stop.
    pub fn raise(&self) {
        self.own.store(true, Ordering::Relaxed);
    }

    /// Forgets an earlier request; done when a job starts.
    pub fn lower(&self) {
        self.own.store(false, Ordering::Relaxed);
    }

    /// Whether a stop was asked for.
    pub fn is_raised(&self) -> bool {
        let raised = |flag: &Arc<AtomicBool>| flag.load(Ordering::Relaxed);
        raised(&self.own) || self.other.as_ref().is_some_and(raised)
    }
}

/// What wakes the worker: a closed list.
pub enum Message {
    /// An order.
    Command(Command),
    /// News of the readers from the source opened as number `source`; older ones are stale.
    Report {
        /// The number of the source.
        source: u64,
        /// The news.
        report: ReaderReport,
    },
    /// The program ends.
    Stop,
}
