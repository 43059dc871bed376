//! The one owner of the card. [`Worker::handle`] is a plain function from a message to events, so
//! tests call it without a thread; [`spawn`] runs it on one, and survives its panics.
//!
//! Which card is which: every card noticed gets a [`CardEpoch`]. A command that carries a PIN names
//! the epoch the person saw; before anything is sent the readers are looked at again, and on the
//! card itself its identity is compared (invariant 5).

mod breakdown;
mod certificates;
mod news;
mod pins;
pub mod preview;
mod report;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, mpsc},
    thread,
};

use super::{
    command::{
        CancelFlag, CardEpoch, CardRef, Command, DiagnosisOrder, Message, PinEntry, PracticeAction,
        ReadOrder, SignJob, SupportOrder,
    },
    doctor::{Ladder, judge},
    event::Event,
    failure::{Failure, OfficeFlaw},
    journal::{Journal, RecordedReaders, Work},
    ports::{
        Clock, Files, Hold, Machine, Overwrite, Practice, Presence, ReaderKind, ReaderName,
        ReaderReport, ReaderSnapshot, Readers, ReportSink, Source, Sources, TemporaryFolder, Waker,
    },
    support_report::{Program, ReportedReader, SettingsFacts, SupportReport},
    tour::Sample,
    workflow::{
        Context, Emit, doctor,
        inspect::{Identity, inspect},
        office::read_office,
        open, sign, verify,
    },
};
use crate::core::cert::{Certificate, TrustStore};

/// How often reading is begun again when other software reset the card in between.
const READS_AFTER_RESET: usize = 3;

/// What the worker needs of the world.
pub struct Ports {
    /// Readers, real and simulated.
    pub sources: Box<dyn Sources>,
    /// The person's files.
    pub files: Arc<dyn Files>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Whom this program trusts when it checks signatures.
    pub trust: TrustStore,
    /// Where news of readers is put, to come back as [`Message::Report`].
    pub inbox: mpsc::Sender<Message>,
    /// Told the same first, on the thread that noticed it: a window must hear that a card has left
    /// while a job goes on. `None` where nobody waits for it.
    pub at_once: Option<ReportSink>,
    /// Raised when the person wants a job to stop.
    pub cancel: CancelFlag,
    /// Tells what the program runs on.
    pub machine: Arc<dyn Machine>,
    /// Where what is said to cards is written down.
    pub journal: Journal,
}

impl Ports {
    /// The readers of `source`, all that is done with their cards in the journal. They report through
    /// the inbox as those of the source opened as number `number`.
    fn open(&mut self, source: &Source, number: u64) -> Box<dyn Readers> {
        let sink = news::sink(&self.inbox, self.at_once.clone(), number);
        let readers = self.sources.open(source, sink);
        let (journal, clock) = (self.journal.clone(), Arc::clone(&self.clock));
        Box::new(RecordedReaders::new(readers, journal, clock))
    }
}

/// A card that was noticed.
struct Seen {
    epoch: CardEpoch,
    insertions: u32,
    /// `None` when its reading failed: it could not be known again, so no PIN is sent to it.
    identity: Option<Identity>,
}

/// The owner of the card.
pub struct Worker {
    ports: Ports,
    /// The trust of practice mode: the same, and the demo CA.
    demo_trust: TrustStore,
    source: Source,
    source_number: u64,
    readers: Box<dyn Readers>,
    seen: BTreeMap<ReaderName, Seen>,
    last_epoch: CardEpoch,
    head_start: Option<sign::HeadStart>,
    tour_folder: Option<Box<dyn TemporaryFolder>>,
    /// How many messages in a row have ended in a panic.
    breakdowns: u32,
    /// The readers could not be opened: a panic was in the way.
    is_cut_off: bool,
}

impl Worker {
    /// Opens `source`; its readers report through the inbox.
    pub fn new(mut ports: Ports, source: Source) -> Self {
        let mut demo_trust = ports.trust.clone();
        for authority in ports.sources.demo_authorities() {
            if let Ok(authority) = Certificate::from_der(&authority)
                && let Ok(more) = demo_trust.clone().with_demo(authority)
            {
                demo_trust = more;
            }
        }
        let source_number = 1;
        let readers = ports.open(&source, source_number);
        Self {
            ports,
            demo_trust,
            source,
            source_number,
            readers,
            seen: BTreeMap::new(),
            last_epoch: CardEpoch::default(),
            head_start: None,
            tour_folder: None,
            breakdowns: 0,
            is_cut_off: false,
        }
    }

    /// Takes in one message and reports what came of it.
    pub fn handle(&mut self, message: Message, emit: &mut Emit<'_>) {
        self.ports.journal.begin(&message);
        let emit = &mut self.noting(emit);
        match message {
            Message::Command(command) => self.obey(command, emit),
            Message::Report { source, report } if source == self.source_number => {
                self.take_in(report, emit);
            }
            Message::Report { .. } | Message::Stop => {}
        }
    }

    /// Looks at all readers and cards afresh, as the command line does at its start.
    pub fn look(&mut self, emit: &mut Emit<'_>) {
        let emit = &mut self.noting(emit);
        self.look_again(emit);
    }

    fn look_again(&mut self, emit: &mut Emit<'_>) {
        let report = self.readers.report();
        self.take_in(report, emit);
    }

    /// Whoever hears what happens, and before them the journal.
    fn noting<'e, 'd>(&self, emit: &'e mut Emit<'d>) -> impl FnMut(Event) + use<'e, 'd> {
        let (journal, clock) = (self.ports.journal.clone(), Arc::clone(&self.ports.clock));
        move |event| {
            journal.take_in(&event, clock.ticks());
            emit(event);
        }
    }

    fn obey(&mut self, command: Command, emit: &mut Emit<'_>) {
        match command {
            Command::BeginTour(sample) => self.begin_tour(&sample, emit),
            Command::ChangePin(entry, new) => self.change_pin(entry, new, emit),
            Command::Diagnose(order) => self.diagnose(&order, emit),
            Command::EndTour => {
                // First whatever reads in it lets go.
                self.head_start = None;
                self.tour_folder = None;
            }
            Command::Forget(cards) => self.forget(&cards, emit),
            Command::MakeSupportReport(order) => self.make_support_report(&order, emit),
            Command::OpenSource(source) => self.open(source, emit),
            Command::PlanSigning(order) => {
                let files = sign::plan(&self.context(), &order);
                emit(Event::SignPlanned(order, files));
            }
            Command::Practice(action) => {
                if let Some(practice) = self.readers.practice() {
                    carry_out(practice, action);
                    if action == PracticeAction::Renew {
                        emit(Event::PracticeRenewed);
                    }
                }
            }
            Command::ReadAgain => {
                self.seen.clear();
                self.look_again(emit);
            }
            Command::ReadAhead(order) => self.read_ahead(order),
            Command::ReadIssuerCertificate(card, slot) => {
                self.read_issuer_certificate(&card, slot, emit);
            }
            Command::ReadOffice(path) => {
                let read = read_office(self.ports.files.as_ref(), &path);
                let read = read.map(Box::new).map_err(OfficeFlaw::chosen);
                emit(Event::OfficeRead(path, read));
            }
            Command::ReadSignCertificate(entry) => self.read_sign_certificate(entry, emit),
            Command::Save {
                path,
                bytes,
                overwrite,
            } => {
                emit(match self.ports.files.write(&path, &bytes, overwrite) {
                    Ok(()) => Event::Saved(path),
                    Err(error) => Event::SaveFailed(path, error),
                });
            }
            Command::SaveReport {
                path,
                report,
                format,
            } => emit(report::save(
                self.ports.files.as_ref(),
                path,
                &report,
                format,
            )),
            Command::Sign(job, entry) => self.sign(&job, entry, emit),
            Command::SortFiles(paths) => emit(open::sort(&self.context(), paths)),
            Command::TestPin(entry) => self.test_pin(entry, emit),
            Command::Verify(targets) => {
                let progress = &mut |done, total| emit(Event::VerifyProgress { done, total });
                let files = verify::verify_all(&self.context(), targets, progress);
                emit(Event::Verified(files));
            }
        }
    }

    /// A card that is forgotten stays seen, so that nobody reads it again by itself.
    fn forget(&mut self, cards: &[CardEpoch], emit: &mut Emit<'_>) {
        self.head_start = None;
        for seen in self.seen.values_mut() {
            seen.identity.take_if(|_| cards.contains(&seen.epoch));
        }
        self.ports.journal.clear();
        emit(Event::Forgotten);
    }

    fn open(&mut self, source: Source, emit: &mut Emit<'_>) {
        self.source_number += 1;
        // What it was read for is given up.
        self.head_start = None;
        self.readers = self.ports.open(&source, self.source_number);
        self.source = source.clone();
        self.seen.clear();
        emit(Event::SourceOpened(source));
    }

    /// News of the readers: tell them, and read every card that was not there before.
    fn take_in(&mut self, report: ReaderReport, emit: &mut Emit<'_>) {
        let snapshots = report.snapshots().to_vec();
        self.seen.retain(|name, seen| {
            snapshots
                .iter()
                .any(|it| it.name == *name && insertions_of(it) == Some(seen.insertions))
        });
        emit(Event::Readers(report));
        for snapshot in &snapshots {
            if let Some(insertions) = insertions_of(snapshot)
                && snapshot.kind == ReaderKind::Physical
                && !self.seen.contains_key(&snapshot.name)
            {
                self.read_card(&snapshot.name, insertions, emit);
            }
        }
    }

    fn read_card(&mut self, reader: &ReaderName, insertions: u32, emit: &mut Emit<'_>) {
        self.last_epoch = CardEpoch(self.last_epoch.0 + 1);
        let epoch = self.last_epoch;
        self.ports.journal.begin_work(Work::Look);
        emit(Event::CardSeen {
            reader: reader.clone(),
            epoch,
        });
        // Whatever becomes of the reading, it is not begun again by itself.
        let seen = |identity| Seen {
            epoch,
            insertions,
            identity,
        };
        self.seen.insert(reader.clone(), seen(None));
        let mut result = Err(Failure::CardRemoved);
        for _ in 0..READS_AFTER_RESET {
            result = self.inspect_once(reader, epoch, emit);
            // Reading changes nothing on the card, so it may be begun again.
            if result != Err(Failure::CardReset) {
                break;
            }
        }
        let (identity, result) = match result {
            Ok(identity) => (Some(identity), Ok(())),
            Err(failure) => (None, Err(failure)),
        };
        self.seen.insert(reader.clone(), seen(identity));
        emit(Event::CardRead { epoch, result });
    }

    fn inspect_once(
        &mut self,
        reader: &ReaderName,
        epoch: CardEpoch,
        emit: &mut Emit<'_>,
    ) -> Result<Identity, Failure> {
        let (readers, context) = self.at_the_card();
        let mut outcome = Err(Failure::Internal);
        readers
            .with_card(reader, Hold::Shared, &mut |channel| {
                outcome = inspect(channel, epoch, &context, emit);
            })
            .map_err(Failure::from_channel)?;
        outcome
    }

    fn diagnose(&mut self, order: &DiagnosisOrder, emit: &mut Emit<'_>) {
        let ladder = self.examine(order, emit);
        emit(Event::Diagnosed(Box::new(ladder)));
    }

    fn examine(&mut self, order: &DiagnosisOrder, emit: &mut Emit<'_>) -> Ladder {
        let is_practice = self.source.is_demo();
        let (readers, context) = self.at_the_card();
        judge(&doctor::gather(readers, order, is_practice, &context, emit))
    }

    fn make_support_report(&mut self, order: &SupportOrder, emit: &mut Emit<'_>) {
        let readers = self.readers.report();
        let ladder = self.examine(
            &DiagnosisOrder {
                only: order.only.clone(),
                preferred: order.settings.reader.clone(),
            },
            emit,
        );
        let report = SupportReport {
            made_at: self.ports.clock.now(),
            program: Program::this(),
            is_practice: self.source.is_demo(),
            machine: self.ports.machine.facts(),
            settings: SettingsFacts::from(&order.settings),
            readers: ReportedReader::all_of(&readers, order),
            ladder,
            entries: self.ports.journal.entries(),
        };
        emit(Event::SupportReportMade(Box::new(report)));
    }

    fn begin_tour(&mut self, sample: &Sample, emit: &mut Emit<'_>) {
        let files = &self.ports.files;
        let laid_out = files.temporary_folder().and_then(|folder| {
            let path = folder.path().join(&sample.name);
            files.write(&path, sample.bytes(), Overwrite::Refused)?;
            Ok((folder, path))
        });
        match laid_out {
            Ok((folder, path)) => {
                self.tour_folder = Some(folder);
                emit(Event::TourSample(path));
            }
            Err(error) => emit(Event::SaveFailed(PathBuf::from(&sample.name), error)),
        }
    }

    fn read_ahead(&mut self, order: Option<ReadOrder>) {
        // First the old one lets go of its files.
        self.head_start = None;
        let Ports { files, clock, .. } = &self.ports;
        self.head_start = order
            .and_then(|order| sign::HeadStart::begin(order, Arc::clone(files), Arc::clone(clock)));
    }

    fn sign(&mut self, job: &SignJob, mut entry: PinEntry, emit: &mut Emit<'_>) {
        let head_start = self.head_start.take();
        let identity = match self.recognise(&entry, emit) {
            Ok(identity) => identity,
            Err(failure) => {
                let outcomes = Vec::new();
                emit(Event::SignFinished {
                    outcomes,
                    stopped_by: Some(failure),
                });
                return;
            }
        };
        let (readers, context) = self.at_the_card();
        let mut stopped = None;
        sign::sign(
            readers,
            &identity,
            job,
            head_start,
            &mut entry,
            &context,
            &mut |event| {
                if let Event::SignFinished { stopped_by, .. } = &event {
                    stopped.clone_from(stopped_by);
                }
                emit(event);
            },
        );
        self.after_loss(&entry.card, stopped.as_ref(), emit);
    }

    /// The identity of the card that the person saw, if it is still there; else the refusal is
    /// told and the readers are looked at again.
    fn recognise(&mut self, entry: &PinEntry, emit: &mut Emit<'_>) -> Result<Identity, Failure> {
        let report = self.readers.report();
        let there = self.identity_by(&report, &entry.card);
        if let Err(failure) = &there {
            emit(Event::PinRejected(entry.slot, failure.clone()));
            // A card whose reading failed is read once more, so that there is something to see.
            if self
                .seen
                .get(&entry.card.reader)
                .is_some_and(|seen| seen.identity.is_none())
            {
                self.seen.remove(&entry.card.reader);
            }
            self.take_in(report, emit);
        }
        there
    }

    /// The identity of `card`, if it is still there by what the readers report.
    fn identity_by(&self, report: &ReaderReport, card: &CardRef) -> Result<Identity, Failure> {
        match report {
            ReaderReport::Readers(snapshots) => snapshots
                .iter()
                .find(|snapshot| snapshot.name == card.reader)
                .ok_or(Failure::ReaderGone)
                .and_then(|snapshot| self.identity_in(snapshot, card)),
            ReaderReport::ServiceGone => Err(Failure::ServiceGone),
        }
    }

    fn identity_in(&self, snapshot: &ReaderSnapshot, card: &CardRef) -> Result<Identity, Failure> {
        match snapshot.presence {
            Presence::Card { .. } => {}
            Presence::Empty => return Err(Failure::CardRemoved),
            Presence::Mute => return Err(Failure::CardMute),
        }
        self.seen
            .get(&card.reader)
            .filter(|seen| {
                seen.epoch == card.epoch && insertions_of(snapshot) == Some(seen.insertions)
            })
            .and_then(|seen| seen.identity.clone())
            .ok_or(Failure::CardChanged)
    }

    /// After the card was lost or gave no sense during a job, it is a new one until it was read
    /// again: counters on the screen must never be old ones.
    fn after_loss(&mut self, card: &CardRef, failure: Option<&Failure>, emit: &mut Emit<'_>) {
        let is_lost = matches!(
            failure,
            Some(
                Failure::CardChanged
                    | Failure::CardConfused { .. }
                    | Failure::CardMute
                    | Failure::CardRemoved
                    | Failure::CardReset
                    | Failure::PinChangeUnknown { .. }
                    | Failure::PinOutcomeUnknown { .. }
                    | Failure::ReaderFailed { .. }
                    | Failure::ReaderGone
                    | Failure::ServiceGone
            )
        );
        if is_lost {
            self.seen.remove(&card.reader);
            self.look_again(emit);
        }
    }

    /// The readers, and what a job at the card may use. The demo CA is known there in both modes: a
    /// practice card on a real reader is said to be one, which is not to trust it.
    fn at_the_card(&mut self) -> (&mut dyn Readers, Context<'_>) {
        let context = context_of(&self.ports, &self.demo_trust);
        (self.readers.as_mut(), context)
    }

    /// What a job that touches no card may use: the demo CA counts in practice mode alone.
    fn context(&self) -> Context<'_> {
        let trust = if self.source.is_demo() {
            &self.demo_trust
        } else {
            &self.ports.trust
        };
        context_of(&self.ports, trust)
    }
}

fn context_of<'a>(ports: &'a Ports, trust: &'a TrustStore) -> Context<'a> {
    Context {
        clock: ports.clock.as_ref(),
        files: ports.files.as_ref(),
        trust,
        cancel: &ports.cancel,
    }
}

fn insertions_of(snapshot: &ReaderSnapshot) -> Option<u32> {
    match snapshot.presence {
        Presence::Card { insertions } => Some(insertions),
        Presence::Empty | Presence::Mute => None,
    }
}

fn carry_out(practice: &mut dyn Practice, action: PracticeAction) {
    match action {
        PracticeAction::Insert => practice.insert(),
        PracticeAction::Pull => practice.pull(),
        PracticeAction::Renew => practice.renew(),
    }
}

/// Runs a worker on a thread of its own until [`Message::Stop`]. Every event is sent first, then
/// the window is woken. A panic in a job ends the job, not the program ([`Worker::serve`]).
pub fn spawn(
    mut worker: Worker,
    messages: mpsc::Receiver<Message>,
    events: mpsc::Sender<Event>,
    waker: Arc<dyn Waker>,
) -> std::io::Result<thread::JoinHandle<()>> {
    let run = move || {
        let mut emit = |event| {
            events.send(event).ok();
            waker.wake();
        };
        while let Ok(message) = messages.recv() {
            if matches!(message, Message::Stop) {
                return;
            }
            worker.serve(message, &mut emit);
        }
    };
    thread::Builder::new().name("card".to_owned()).spawn(run)
}
