//! A card that leaves while the worker is busy with something else: at a counter nothing of its person
//! stays until the job ends, with the simulated reader and through a real smart card service.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, mpsc};
use std::time::Duration;

use inkan::app::command::{CardEpoch, Command};
use inkan::app::event::{Event, PinChange, VerifiedFile};
use inkan::app::failure::Failure;
use inkan::app::policy::{LoadedPolicy, Policy};
use inkan::app::ports::{
    Clock, FileError, FileIdentity, Files, NewFile, Overwrite, Presence, Probe, ReadFile,
    ReaderKind, ReaderName, ReaderReport, ReaderSnapshot, Readers, ReportSink, Source, Sources,
    TemporaryFolder,
};
use inkan::app::settings::Settings;
use inkan::app::state::{
    Action, AppState, Effect, Notice, Page, Reading, SessionEnd, Verification,
};
use inkan::compose::SystemSources;
use inkan::core::jpki::{Changed, Slot};
use inkan::core::rules::jst_date;
use inkan::platform::clock::SystemClock;
use inkan::platform::files::SystemFiles;
use inkan::sim::{NoTime, Profile, SimReaders, SimRemote};

use crate::desk::{Desk, RunningWorker};
use crate::pcscd::{Inserted, Pcscd, PracticeCard};

const FORCED: &str = "version = 1\n[counter]\nmode = \"forced\"\n";
const FILE: &str = "窓口の申請書BUSY";

fn at_a_counter(source: Source) -> AppState {
    let policy = Policy::from_bytes(FORCED.as_bytes()).expect("good");
    AppState::new(source, Settings::default()).governed(LoadedPolicy::of(policy))
}

/// Holds up whoever opens a file, until it is opened itself.
#[derive(Default)]
struct Gate {
    is_open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn pass(&self) {
        let closed = self.is_open.lock().expect("sound");
        let passed = self.opened.wait_while(closed, |is_open| !*is_open);
        drop(passed.expect("sound"));
    }

    fn open(&self) {
        *self.is_open.lock().expect("sound") = true;
        self.opened.notify_all();
    }
}

/// A disk that takes its time, and says when it is asked.
struct SlowFiles {
    gate: Arc<Gate>,
    asked: mpsc::Sender<()>,
}

impl Files for SlowFiles {
    fn open(&self, path: &Path) -> Result<Box<dyn ReadFile>, FileError> {
        self.asked.send(()).ok();
        self.gate.pass();
        SystemFiles.open(path)
    }

    fn exists(&self, path: &Path) -> bool {
        SystemFiles.exists(path)
    }

    fn identity(&self, path: &Path) -> Option<FileIdentity> {
        SystemFiles.identity(path)
    }

    fn list(&self, path: &Path, most: usize) -> Option<Vec<PathBuf>> {
        SystemFiles.list(path, most)
    }

    fn temporary_folder(&self) -> Result<Box<dyn TemporaryFolder>, FileError> {
        SystemFiles.temporary_folder()
    }

    fn check_name(&self, path: &Path, overwrite: Overwrite) -> Result<(), FileError> {
        SystemFiles.check_name(path, overwrite)
    }

    fn check_folder(&self, path: &Path, probe: Probe) -> Result<(), FileError> {
        SystemFiles.check_folder(path, probe)
    }

    fn create(&self, path: &Path, overwrite: Overwrite) -> Result<Box<dyn NewFile>, FileError> {
        SystemFiles.create(path, overwrite)
    }
}

/// One simulated reader, and what moves its card.
struct OneReader(mpsc::Sender<SimRemote>);

impl Sources for OneReader {
    fn open(&mut self, _: &Source, sink: ReportSink) -> Box<dyn Readers> {
        let profile = Profile::built_in("normal").expect("compiled in");
        let today = jst_date(SystemClock.now());
        let readers = SimReaders::with_profile(profile, today, sink, Box::new(NoTime));
        self.0.send(readers.remote()).expect("wanted");
        Box::new(readers)
    }

    fn demo_authorities(&self) -> Vec<Vec<u8>> {
        Vec::new()
    }
}

fn is_read(state: &AppState) -> bool {
    let card = state.active_card();
    card.is_some_and(|card| card.reading == Reading::Done)
}

/// A worker that is in the middle of checking a document of a person whose card was read.
struct Busy {
    desk: Desk,
    gate: Arc<Gate>,
    _folder: tempfile::TempDir,
}

impl Busy {
    /// `insert` lays the card down.
    fn begin(sources: impl Sources + 'static, source: Source, insert: impl FnOnce()) -> Self {
        let gate = Arc::new(Gate::default());
        let (asked, heard) = mpsc::channel();
        let files = SlowFiles {
            gate: Arc::clone(&gate),
            asked,
        };
        let worker = RunningWorker::start_on(sources, source.clone(), files);
        let mut desk = Desk::on(worker, at_a_counter(source));
        insert();
        desk.until("the card is read", is_read);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(format!("{FILE}.p7s"));
        std::fs::write(&path, vec![0x30; 1 << 20]).expect("written");
        desk.act(Action::Verify(vec![path]));
        let asked = heard.recv_timeout(Duration::from_secs(20));
        asked.expect("the worker reads the file");
        Self {
            desk,
            gate,
            _folder: folder,
        }
    }

    /// The card has left: everything is gone though the job has not ended, and what it says later is
    /// passed over.
    fn ends_at_once(&mut self) {
        let desk = &mut self.desk;
        desk.until("everything is wiped", |state| state.counter.wipes > 0);
        assert!(!*self.gate.is_open.lock().expect("sound"));
        let state = &desk.state;
        assert_eq!(state.counter.ended, Some(SessionEnd::CardLeft));
        assert_eq!(state.page, Page::Home);
        assert!(state.active_card().is_none());
        assert!(desk.is_cancelled(), "nobody waits for the job");
        assert_nothing_left(state);
        self.gate.open();
        let news = desk.linger();
        assert!(news.iter().any(|event| event == "Forgotten"), "{news:?}");
        assert_nothing_left(&desk.state);
        assert_eq!(desk.state.counter.wipes, 1, "once is enough");
        assert!(matches!(desk.state.verification, Verification::Empty));
    }
}

#[track_caller]
fn assert_nothing_left(state: &AppState) {
    let all = format!("{state:?}");
    for mark in [FILE, "Certificate", "INKAN DEMO"] {
        assert!(!all.contains(mark), "{mark} in {all}");
    }
}

#[test]
fn a_card_that_leaves_while_documents_are_read_takes_everything_with_it_at_once() {
    let (remotes, remote) = mpsc::channel();
    let source = Source::Demo {
        profile: "normal".to_owned(),
    };
    let mut busy = Busy::begin(OneReader(remotes), source, || {});
    let remote = remote.recv().expect("the reader");
    assert!(format!("{:?}", busy.desk.state).contains("INKAN DEMO"));
    remote.pull();
    busy.ends_at_once();
    remote.insert();
    busy.desk.until("the next person's card is read", is_read);
}

#[test]
fn the_same_through_a_real_service() {
    let Some(pcscd) = Pcscd::start() else { return };
    let card = || PracticeCard::staying(jst_date(SystemClock.now())).0;
    let mut inserted = None;
    let sources = SystemSources::new(Arc::new(SystemClock));
    let mut busy = Busy::begin(sources, Source::Real, || {
        inserted = Some(Inserted::new(card(), pcscd.first_slot()));
    });
    inserted.take().expect("it lies there").pull();
    busy.ends_at_once();
    let _next = Inserted::new(card(), pcscd.first_slot());
    busy.desk.until("the next person's card is read", is_read);
}

fn snapshot(name: &str, presence: Presence) -> ReaderSnapshot {
    ReaderSnapshot {
        name: ReaderName(name.to_owned()),
        kind: ReaderKind::Physical,
        presence,
        atr: Vec::new(),
    }
}

fn lies(insertions: u32) -> Presence {
    Presence::Card { insertions }
}

fn report(presence: Presence) -> ReaderReport {
    ReaderReport::Readers(vec![snapshot("a", presence)])
}

fn seen(number: u64) -> Event {
    Event::CardSeen {
        reader: ReaderName("a".to_owned()),
        epoch: CardEpoch(number),
    }
}

/// Someone's card lies in the reader.
fn served() -> AppState {
    let mut state = at_a_counter(Source::Real);
    state.apply(Event::Readers(report(lies(1))));
    state.apply(seen(1));
    assert!(state.active_card().is_some());
    state
}

fn orders(effects: &[Effect]) -> usize {
    let forget = |it: &&Effect| matches!(it, Effect::Send(Command::Forget(_)));
    effects.iter().filter(forget).count()
}

#[test]
fn whatever_way_a_card_leaves_it_is_noticed_once() {
    for now in [
        report(Presence::Empty),
        report(Presence::Mute),
        // Exchanged in the blink of an eye.
        report(lies(3)),
        ReaderReport::Readers(Vec::new()),
        ReaderReport::ServiceGone,
    ] {
        let mut state = served();
        let effects = state.apply(Event::CardsNow(now.clone()));
        assert_eq!((orders(&effects), state.counter.wipes), (1, 1), "{now:?}");
        assert!(state.active_card().is_none());
        // The worker says the same in its time.
        let effects = state.apply(Event::Readers(now.clone()));
        assert_eq!((orders(&effects), state.counter.wipes), (0, 1), "{now:?}");
    }
    let mut state = served();
    for same in [report(lies(1)), report(lies(1))] {
        assert_eq!(orders(&state.apply(Event::CardsNow(same))), 0);
    }
    assert!(state.active_card().is_some());
}

#[test]
fn a_card_that_the_worker_has_seen_and_that_has_left_meanwhile_is_not_shown() {
    let mut state = at_a_counter(Source::Real);
    state.apply(Event::Readers(report(lies(1))));
    state.apply(Event::CardsNow(report(Presence::Empty)));
    state.apply(Event::CardsNow(report(lies(3))));
    state.apply(seen(1));
    assert!(state.active_card().is_none(), "that was another one");
    for event in [
        Event::Readers(report(Presence::Empty)),
        Event::Readers(report(lies(3))),
        seen(2),
    ] {
        state.apply(event);
    }
    assert_eq!(state.active_card().expect("there").epoch, CardEpoch(2));
}

#[test]
fn what_may_have_become_of_a_pin_is_told_even_then_and_to_nobody_after_them() {
    let slot = Slot::Sign;
    let unknown = || Failure::PinOutcomeUnknown { slot };
    let changed = |changed, failure| {
        Event::PinChanged(PinChange {
            slot,
            changed,
            left: None,
            failure,
        })
    };
    let told = [
        Event::PinRejected(slot, unknown()),
        Event::PinTested(slot, Err(unknown())),
        Event::SignFinished {
            outcomes: Vec::new(),
            stopped_by: Some(unknown()),
        },
        changed(Changed::Unknown, Some(Failure::PinChangeUnknown { slot })),
    ];
    for event in told {
        let mut state = served();
        let name = format!("{event:?}");
        state.apply(Event::CardsNow(report(Presence::Empty)));
        state.apply(event);
        assert!(state.notice.is_some(), "{name}");
        state.apply(Event::Forgotten);
        // They lay their card down again, and take it.
        for event in [Event::Readers(report(lies(3))), seen(2)] {
            state.apply(event);
        }
        assert!(state.notice.is_some(), "{name}");
        state.apply(Event::CardsNow(report(Presence::Empty)));
        assert_eq!(state.notice, None, "{name}");
    }
    let passed_over = [
        Event::PinRejected(slot, Failure::CardRemoved),
        Event::Verified(Vec::<VerifiedFile>::new()),
        changed(Changed::Yes, None),
    ];
    for event in passed_over {
        let mut state = served();
        state.apply(Event::CardsNow(report(Presence::Empty)));
        state.apply(event);
        assert_eq!(state.notice, None);
    }
    // Nobody's card has left: it is told as ever.
    let mut state = served();
    state.apply(Event::PinRejected(slot, unknown()));
    assert_eq!(state.notice, Some(Notice::Failed(unknown())));
}

#[test]
fn elsewhere_and_while_another_source_is_opened_everything_happens_in_its_order() {
    let mut state = AppState::new(Source::Real, Settings::default());
    state.apply(Event::Readers(report(lies(1))));
    state.apply(seen(1));
    state.apply(Event::CardsNow(report(Presence::Empty)));
    assert!(state.active_card().is_some(), "the worker will tell");
    let mut state = served();
    state.act(Action::StartPractice("normal".to_owned()));
    state.apply(Event::CardsNow(ReaderReport::Readers(vec![snapshot(
        "b",
        lies(1),
    )])));
    assert!(state.active_card().is_some(), "of the other source");
    assert_eq!(state.counter.wipes, 0);
}
