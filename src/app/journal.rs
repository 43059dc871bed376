//! What was said to cards lately: for the support report, and for `-v`.
//!
//! Nothing here can hold anything about a person. A command is its header and a length, an answer a
//! length and a status word, a failure its code; there is no field for data, a name, a path or an
//! error's text. Of a command that carries a secret not even the length is kept. The one text is the
//! name of the reader, without its serial number ([`ReaderLabel`]).
//!
//! Kept in memory only, and only so much of it (invariant 15).

mod reader_label;
mod recorder;

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

pub use reader_label::ReaderLabel;
pub use recorder::RecordedReaders;

use super::{
    command::{Command, Message},
    event::Event,
    failure::Failure,
    ports::Hold,
};
use crate::core::{
    apdu::{self, Response},
    jpki::ChannelError,
};

/// How many entries are kept.
pub const ENTRIES: usize = 12;

/// How many exchanges are kept of the beginning of a visit, and again of its end.
pub const EXCHANGES: usize = 16;

/// What a card was wanted for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// Another PIN.
    ChangePin,
    /// The doctor's look at everything.
    Diagnose,
    /// The certificate of an issuer.
    IssuerCertificate,
    /// What can be known without a PIN.
    Look,
    /// Something that needs no card.
    #[default]
    Other,
    /// The 署名用 certificate.
    ReadSignCertificate,
    /// Signatures.
    Sign,
    /// Whether a PIN and its key work.
    TestPin,
}

impl Work {
    /// Its name in the report and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChangePin => "change-pin",
            Self::Diagnose => "diagnose",
            Self::IssuerCertificate => "issuer-certificate",
            Self::Look => "look",
            Self::Other => "other",
            Self::ReadSignCertificate => "read-sign-certificate",
            Self::Sign => "sign",
            Self::TestPin => "test-pin",
        }
    }

    fn of(message: &Message) -> Self {
        let command = match message {
            Message::Command(command) => command,
            Message::Report { .. } => return Self::Look,
            Message::Stop => return Self::Other,
        };
        match command {
            Command::ChangePin(..) => Self::ChangePin,
            Command::Diagnose(_) | Command::MakeSupportReport(_) => Self::Diagnose,
            Command::ReadAgain => Self::Look,
            Command::ReadIssuerCertificate(..) => Self::IssuerCertificate,
            Command::ReadSignCertificate(_) => Self::ReadSignCertificate,
            Command::Sign(..) => Self::Sign,
            Command::TestPin(_) => Self::TestPin,
            Command::BeginTour(_)
            | Command::EndTour
            | Command::Forget(_)
            | Command::OpenSource(_)
            | Command::PlanSigning(_)
            | Command::Practice(_)
            | Command::ReadAhead(_)
            | Command::ReadOffice(_)
            | Command::Save { .. }
            | Command::SaveReport { .. }
            | Command::SortFiles(_)
            | Command::Verify(_) => Self::Other,
        }
    }
}

/// What a command carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// So many bytes of data.
    Bytes(u8),
    /// A secret, of which nothing is said.
    Secret,
}

/// What a card answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How many bytes of data.
    pub len: u16,
    /// The status word.
    pub status: u16,
}

/// One command and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// CLA, INS, P1, P2.
    pub header: [u8; 4],
    /// What it carried.
    pub sent: Sent,
    /// How many bytes it asked for.
    pub le: Option<u16>,
    /// The answer, or why there is none.
    pub answer: Result<Answer, ChannelError>,
    /// How long that took.
    pub took: Duration,
}

impl Exchange {
    fn new(
        command: &apdu::Command,
        answer: &Result<Response, ChannelError>,
        took: Duration,
    ) -> Self {
        let sent = if command.carries_secret() {
            Sent::Secret
        } else {
            Sent::Bytes(u8::try_from(command.data_len()).unwrap_or(u8::MAX))
        };
        Self {
            header: command.header(),
            sent,
            le: command
                .le()
                .map(|le| u16::try_from(le.count()).unwrap_or(u16::MAX)),
            answer: answer
                .as_ref()
                .map(|response| Answer {
                    len: u16::try_from(response.data().len()).unwrap_or(u16::MAX),
                    status: response.status_word(),
                })
                .map_err(|error| *error),
            took,
        }
    }
}

/// `00 A4 02 0C [2] -> [0] 9000 (12 ms)`
impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [cla, ins, p1, p2] = self.header;
        write!(f, "{cla:02X} {ins:02X} {p1:02X} {p2:02X}")?;
        match self.sent {
            Sent::Bytes(0) => {}
            Sent::Bytes(count) => write!(f, " [{count}]")?,
            Sent::Secret => write!(f, " [secret]")?,
        }
        if let Some(le) = self.le {
            write!(f, " Le={le}")?;
        }
        match self.answer {
            Ok(Answer { len, status }) => write!(f, " -> [{len}] {status:04X}")?,
            Err(error) => write!(f, " -> {}", error_name(error))?,
        }
        write!(f, " ({} ms)", self.took.as_millis())
    }
}

/// A channel error as a word of the report.
pub fn error_name(error: ChannelError) -> String {
    let name = match error {
        ChannelError::Busy => "busy",
        ChannelError::Garbled => "garbled",
        ChannelError::Mute => "mute",
        ChannelError::ReaderGone => "reader-gone",
        ChannelError::Removed => "removed",
        ChannelError::Reset => "reset",
        ChannelError::ServiceGone => "service-gone",
        ChannelError::Transport { code } => return format!("transport-{code:08X}"),
    };
    name.to_owned()
}

/// How a card is held, as a word of the report.
pub fn hold_name(hold: Hold) -> &'static str {
    match hold {
        Hold::Exclusive => "exclusive",
        Hold::Shared => "shared",
    }
}

/// One time that a card was held, or could not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Where.
    pub reader: ReaderLabel,
    /// How.
    pub hold: Hold,
    /// How long it took to get hold of it.
    pub opening: Duration,
    /// Why nobody got hold of it.
    pub refusal: Option<ChannelError>,
    /// The first exchanges, at most [`EXCHANGES`].
    pub first: Vec<Exchange>,
    /// How many between these and the last are not kept.
    pub left_out: u32,
    /// The last exchanges, at most [`EXCHANGES`].
    pub last: VecDeque<Exchange>,
    /// How long it was held.
    pub took: Duration,
}

impl Visit {
    fn new(reader: ReaderLabel, hold: Hold) -> Self {
        Self {
            reader,
            hold,
            opening: Duration::ZERO,
            refusal: None,
            first: Vec::new(),
            left_out: 0,
            last: VecDeque::new(),
            took: Duration::ZERO,
        }
    }

    fn take_in(&mut self, exchange: Exchange) {
        if self.first.len() < EXCHANGES {
            self.first.push(exchange);
            return;
        }
        if self.last.len() == EXCHANGES {
            self.last.pop_front();
            self.left_out = self.left_out.saturating_add(1);
        }
        self.last.push_back(exchange);
    }
}

/// A failure by its code, as README lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailureCode(&'static str);

impl FailureCode {
    /// The code of `failure`; its facts stay behind.
    pub fn of(failure: &Failure) -> Self {
        Self(failure.code())
    }

    /// `E-CARD-03`
    pub fn name(self) -> &'static str {
        self.0
    }
}

/// One thing that happened: a visit to a card, a failure, or a visit that ended in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The job it belongs to; several visits may belong to one.
    pub job: u32,
    /// What for.
    pub work: Work,
    /// When, since the program was started.
    pub at: Duration,
    /// The visit.
    pub visit: Option<Visit>,
    /// How it failed.
    pub failure: Option<FailureCode>,
}

/// What a listener hears, at once.
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    /// A command was answered, or not.
    Exchanged(&'a Exchange),
    /// A job reported a failure.
    Failed(Work, FailureCode),
    /// A card is held.
    Held(Work, &'a Visit),
    /// It was let go.
    LetGo(&'a Visit),
    /// A card could not be held.
    NotHeld(Work, &'a Visit, ChannelError),
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exchanged(exchange) => exchange.fmt(f),
            Self::Failed(work, code) => write!(f, "{}: {}", work.name(), code.name()),
            Self::Held(work, visit) => write!(
                f,
                "{}: {}: {} ({} ms)",
                work.name(),
                visit.reader,
                hold_name(visit.hold),
                visit.opening.as_millis()
            ),
            Self::LetGo(visit) => {
                write!(
                    f,
                    "{}: let go ({} ms)",
                    visit.reader,
                    visit.took.as_millis()
                )
            }
            Self::NotHeld(work, visit, error) => write!(
                f,
                "{}: {}: not held: {} ({} ms)",
                work.name(),
                visit.reader,
                error_name(*error),
                visit.opening.as_millis()
            ),
        }
    }
}

/// Hears what is said to cards while it is said. Called on the thread that talks to the card.
pub type Listener = Arc<dyn Fn(&Told<'_>) + Send + Sync>;

/// The journal. Copies are handles of the same one.
#[derive(Clone, Default)]
pub struct Journal {
    pages: Arc<Mutex<Pages>>,
    listener: Option<Listener>,
}

#[derive(Default)]
struct Pages {
    job: u32,
    work: Work,
    entries: VecDeque<Entry>,
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.pages().entries).finish()
    }
}

impl Journal {
    /// A journal that tells `listener` everything at once, as `-v` wants it.
    pub fn heard_by(listener: Listener) -> Self {
        Self {
            listener: Some(listener),
            ..Self::default()
        }
    }

    /// What is kept, oldest first.
    pub fn entries(&self) -> Vec<Entry> {
        self.pages().entries.iter().cloned().collect()
    }

    /// Nothing is kept of what was.
    pub(super) fn clear(&self) {
        self.pages().entries.clear();
    }

    /// A job begins.
    pub(super) fn begin(&self, message: &Message) {
        self.begin_work(Work::of(message));
    }

    /// The same, without a message.
    pub(super) fn begin_work(&self, work: Work) {
        let mut pages = self.pages();
        pages.job = pages.job.wrapping_add(1);
        pages.work = work;
    }

    /// The job reported this at `at`.
    pub fn take_in(&self, event: &Event, at: Duration) {
        let Some(code) = failure_in(event) else {
            return;
        };
        let mut pages = self.pages();
        let (job, work) = (pages.job, pages.work);
        match pages.entries.back_mut() {
            // Told in several ways, it is still one failure.
            Some(last) if last.job == job && last.failure == Some(code) => return,
            Some(last) if last.job == job && last.failure.is_none() => last.failure = Some(code),
            _ => pages.keep(Entry {
                job,
                work,
                at,
                visit: None,
                failure: Some(code),
            }),
        }
        drop(pages);
        self.tell(&Told::Failed(work, code));
    }

    fn work(&self) -> Work {
        self.pages().work
    }

    fn visited(&self, visit: Visit, at: Duration) {
        let mut pages = self.pages();
        let (job, work) = (pages.job, pages.work);
        pages.keep(Entry {
            job,
            work,
            at,
            visit: Some(visit),
            failure: None,
        });
    }

    fn tell(&self, told: &Told<'_>) {
        if let Some(listener) = &self.listener {
            listener(told);
        }
    }

    /// A job that broke down leaves what was written before it did.
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    fn keep(&mut self, entry: Entry) {
        if self.entries.len() == ENTRIES {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
    }
}

/// The failure that an event tells of. What became of the single files of a batch is not the
/// journal's: those are the person's documents.
fn failure_in(event: &Event) -> Option<FailureCode> {
    let failure = match event {
        Event::CardRead { result, .. } => result.as_ref().err(),
        Event::Failed(failure) | Event::PinRejected(_, failure) => Some(failure),
        Event::JobBroken => Some(&Failure::Internal),
        Event::SaveFailed(path, error) => {
            return Some(FailureCode::of(&Failure::OutputFailed {
                path: path.clone(),
                error: error.clone(),
            }));
        }
        Event::PinChanged(change) => change.failure.as_ref(),
        Event::PinTested(_, tested) => tested.as_ref().err(),
        Event::OfficeRead(_, read) => read.as_ref().err(),
        Event::SealImageRead(_, read) => read.as_ref().err(),
        Event::SignFinished { stopped_by, .. } => stopped_by.as_ref(),
        Event::CardFact { .. }
        | Event::CardSeen { .. }
        | Event::CardsNow(_)
        | Event::Diagnosed(_)
        | Event::Diagnosing(_)
        | Event::DialogClosed { .. }
        | Event::FilesSorted { .. }
        | Event::Forgotten
        | Event::PageDrawn(..)
        | Event::PinAccepted(_)
        | Event::PracticeRenewed
        | Event::Readers(_)
        | Event::ReminderKept(_)
        | Event::Saved(_)
        | Event::SealDrawn(..)
        | Event::SignPlanned(..)
        | Event::SignProgress { .. }
        | Event::SourceOpened(_)
        | Event::SupportReportMade(_)
        | Event::SystemLook(_)
        | Event::TourSample(_)
        | Event::Verified(_)
        | Event::VerifyProgress { .. } => None,
    };
    failure.map(FailureCode::of)
}

#[cfg(test)]
mod tests;
