//! What the worker and the dialogs report: a closed list of facts. `AppState::apply` is the one
//! place that takes them in.

use std::{fmt, path::PathBuf, sync::Arc, time::Duration};

use super::{
    command::{CardEpoch, PageOrder, PlanOrder, SealPictureOrder, SignTarget},
    doctor::{Ladder, Rung},
    failure::Failure,
    ports::{DialogRequest, FileError, ReaderName, ReaderReport, Source, SystemLook},
    reminder::Reminder,
    support_report::SupportReport,
};
use crate::core::{
    cert::{Certificate, EarlyDates, IssuerTrust},
    jpki::{CardKind, Changed, Slot},
    office::Office,
    rules::{Attempts, DestinationRule},
    sign::pdf::seal::SealImage,
    verify::{Report, Verdict},
};

/// Something became known about one card.
#[derive(Clone, Debug)]
pub enum CardFact {
    /// A PIN's counter.
    Attempts(Slot, Attempts),
    /// A certificate, whole.
    Certificate(Slot, Box<CertificateFact>),
    /// The first bytes of the 利用者証明用 certificate: its dates, before the rest is read.
    EarlyDates(EarlyDates),
    /// The certificate of a certificate's issuer, as the card carries it.
    IssuerCertificate(Slot, Box<CertificateFact>),
    /// What kind of card it is, and the label it gives itself.
    Kind(CardKind, Option<String>),
}

/// What is known of one certificate on the card.
#[derive(Clone, Debug)]
pub enum CertificateFact {
    /// The card has none.
    Absent,
    /// It is there; its PIN is needed to read it.
    NeedsPin,
    /// It was read.
    Read(Box<Certificate>, IssuerTrust),
    /// Something is there that cannot be understood.
    Unreadable,
}

/// A file that someone wants to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedFile {
    /// The document and where its signature would go.
    pub target: SignTarget,
    /// Its length in bytes, if it can be read.
    pub len: Option<u64>,
    /// What it is, as far as can be said.
    pub kind: PlannedKind,
    /// What stands in the way.
    pub problem: Option<Failure>,
}

/// What a planned document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlannedKind {
    /// Any file.
    Other,
    /// A PDF.
    Pdf {
        /// How many pages it has.
        pages: usize,
        /// How many signatures are in it already. They stay as they are.
        signatures: usize,
    },
}

/// What a job is doing with one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignStep {
    /// Reading and hashing the document.
    Hashing,
    /// The card computes.
    Signing,
}

/// What became of one file. Anything else than `Ok` has left no file behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignOutcome {
    /// The document and its signature.
    pub target: SignTarget,
    /// How it went. `Ok` only after the output was verified (invariant 13).
    pub result: Result<(), Failure>,
    /// What the place it is for looks at, and whether the result shows it; empty where it failed.
    pub checks: Vec<(DestinationRule, bool)>,
}

/// How the change of a PIN ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinChange {
    /// Which PIN.
    pub slot: Slot,
    /// Whether it was changed, as precisely as the card let it be known.
    pub changed: Changed,
    /// The tries left, if the card said so after the change.
    pub left: Option<Attempts>,
    /// Why it is not [`Changed::Yes`].
    pub failure: Option<Failure>,
}

/// What a checked file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifiedKind {
    /// A CMS signature, with or without its document.
    Cms,
    /// A PDF with its signatures in it.
    Pdf,
}

/// The checked signatures of one file.
#[derive(Clone, Debug)]
pub struct VerifiedFile {
    /// The signature file.
    pub path: PathBuf,
    /// What it is; of a file that cannot be opened, a CMS.
    pub kind: VerifiedKind,
    /// The document, for a detached signature.
    pub content: Option<PathBuf>,
    /// The answer, or why there is none.
    pub report: Result<Report, Failure>,
}

impl VerifiedFile {
    const GOOD: u8 = 5;

    /// The worse, the lower.
    pub fn rank(&self) -> u8 {
        let Ok(report) = &self.report else {
            return 1;
        };
        match report.verdict() {
            Verdict::Bad => 0,
            Verdict::Untrusted => 2,
            Verdict::Unsigned | Verdict::Unreadable => 3,
            Verdict::Good if report.is_practice() => 4,
            Verdict::Good => Self::GOOD,
        }
    }

    /// Whether nothing about it needs the person's attention.
    pub fn is_good(&self) -> bool {
        self.rank() == Self::GOOD
    }
}

/// A picture to look at.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels.
    pub width: usize,
    /// Pixels.
    pub height: usize,
    /// Red, green, blue and alpha of each pixel, colours multiplied by alpha, row by row from the top.
    pub rgba: Arc<Vec<u8>>,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}

/// A page to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct PagePicture {
    /// How it looks.
    pub picture: Picture,
    /// Which page it is, counted from 0.
    pub page: usize,
    /// How many the document has.
    pub pages: usize,
    /// Width and height of the page as it is shown, in millimetres.
    pub size_mm: (f32, f32),
    /// Whether something of it could not be drawn.
    pub is_incomplete: bool,
}

/// A fact for the state.
#[derive(Debug)]
pub enum Event {
    /// A card was noticed; reading it has begun.
    CardSeen {
        /// Where.
        reader: ReaderName,
        /// Its number.
        epoch: CardEpoch,
    },
    /// Something about it.
    CardFact {
        /// Which card.
        epoch: CardEpoch,
        /// What.
        fact: CardFact,
    },
    /// What the readers report now, while the worker may be busy with something else. It takes cards
    /// away and brings none: what has come, the worker tells once it is there.
    CardsNow(ReaderReport),
    /// Reading it has ended.
    CardRead {
        /// Which card.
        epoch: CardEpoch,
        /// How it went.
        result: Result<(), Failure>,
    },
    /// The doctor has finished.
    Diagnosed(Box<Ladder>),
    /// The doctor looks at this rung.
    Diagnosing(Rung),
    /// A file dialog was closed; no paths means that nothing was chosen.
    DialogClosed {
        /// What it was for.
        request: DialogRequest,
        /// What was chosen.
        paths: Vec<PathBuf>,
    },
    /// An order could not be carried out.
    Failed(Failure),
    /// What was to be forgotten is; whatever is reported from now on is of later.
    Forgotten,
    /// A job broke down and will report nothing more (a panic); the worker goes on.
    JobBroken,
    /// Files that the program was opened with or that were dropped on it were looked into.
    FilesSorted {
        /// What to do with documents: sign them.
        documents: Vec<PathBuf>,
        /// What carries signatures: check them.
        signatures: Vec<PathBuf>,
    },
    /// A profile of an office was read, or why not.
    OfficeRead(PathBuf, Result<Box<Office>, Failure>),
    /// A page to look at, or nothing if it cannot be drawn.
    PageDrawn(PageOrder, Option<PagePicture>),
    /// The card accepted the PIN.
    PinAccepted(Slot),
    /// A change of a PIN has ended, after the card accepted the old one.
    PinChanged(PinChange),
    /// The PIN was not sent, or not accepted, or nobody knows.
    PinRejected(Slot, Failure),
    /// A test of a PIN has ended, after the card accepted it: how long the card took to sign, or
    /// what does not work.
    PinTested(Slot, Result<Duration, Failure>),
    /// The card of practice mode is as new.
    PracticeRenewed,
    /// The reminder's dates are kept like this from now on; none: nothing is kept of it.
    ReminderKept(Reminder),
    /// What the readers are now.
    Readers(ReaderReport),
    /// A file was written.
    Saved(PathBuf),
    /// A file could not be written.
    SaveFailed(PathBuf, FileError),
    /// A seal to look at, or nothing if it cannot be drawn.
    SealDrawn(Box<SealPictureOrder>, Option<Picture>),
    /// A picture for a seal was read, or why not.
    SealImageRead(PathBuf, Result<SealImage, Failure>),
    /// Signing has ended, all of it or up to `stopped_by`.
    SignFinished {
        /// One for each file, in order.
        outcomes: Vec<SignOutcome>,
        /// What ended it before the end: the card, the PIN, the person.
        stopped_by: Option<Failure>,
    },
    /// What signing would give.
    SignPlanned(PlanOrder, Vec<PlannedFile>),
    /// Where a signing job is.
    SignProgress {
        /// Files finished.
        done: usize,
        /// Files in all.
        total: usize,
        /// What is being done with the next one.
        step: SignStep,
    },
    /// Readers come from here now; nothing is known of them yet.
    SourceOpened(Source),
    /// The support report.
    SupportReportMade(Box<SupportReport>),
    /// How the system was told to look.
    SystemLook(SystemLook),
    /// The document that the tour signs lies here.
    TourSample(PathBuf),
    /// Signatures were checked.
    Verified(Vec<VerifiedFile>),
    /// Where checking signatures is.
    VerifyProgress {
        /// Files finished.
        done: usize,
        /// Files in all.
        total: usize,
    },
}
