//! A worker, its state and a simulated card on one table, without threads: what the window and the
//! command line are made of. Used by the tests of workflows, view-models and pages.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, mpsc},
    time::Duration,
};

use inkan::{
    app::{
        command::{CancelFlag, Command, Message, PinEntry, SignJob},
        event::{Event, SignOutcome},
        failure::Failure,
        journal::Journal,
        ports::{Clock, DialogRequest, Files, Readers, ReportSink, Source, Sources},
        settings::Settings,
        state::{Action, AppState, Effect, PinPurpose},
        worker::{Ports, Worker},
    },
    core::{jpki::Slot, rules::LastTryConsent, rules::jst_date, secret::Pin},
    platform::files::SystemFiles,
    sim::{DEMO_SIGN_PASSWORD, Pause, Profile, SimReaders, SimRemote, demo_ca_certificates},
};
use jiff::Timestamp;

use crate::desk::ports;

/// The moment at which all these tests happen: 13:00 in Japan.
pub const NOW: &str = "2026-11-22T04:00:00Z";

/// A clock that stands still.
pub struct StoppedClock(pub Timestamp);

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// A clock that stands still, and whose ticks go on by as much as anybody wants to wait: whoever
/// waits is served at once, and everything took as long as it should have.
#[derive(Default)]
pub struct Hourglass(Mutex<Duration>);

impl Clock for Hourglass {
    fn now(&self) -> Timestamp {
        Bench::now()
    }

    fn ticks(&self) -> Duration {
        *self.0.lock().expect("sound")
    }
}

/// Waits by it.
struct By(Arc<Hourglass>);

impl Pause for By {
    fn pause(&self, duration: Duration) {
        *self.0.0.lock().expect("sound") += duration;
    }
}

/// Puts something between the worker and its readers.
pub type Around = Arc<dyn Fn(Box<dyn Readers>) -> Box<dyn Readers> + Send + Sync>;

/// What a bench is made of.
pub struct Parts {
    pub profile: Profile,
    pub settings: Settings,
    pub journal: Journal,
    pub files: Arc<dyn Files>,
    /// The worker's clock; the readers wait by an [`Hourglass`].
    pub clock: Option<Arc<dyn Clock>>,
    pub around: Around,
    /// Whether the worker survives its panics, as on its own thread; else they end the test.
    pub survives: bool,
}

impl Parts {
    /// The usual, with the card of a compiled-in profile.
    pub fn of(profile: &str) -> Self {
        Self {
            profile: Profile::built_in(profile).expect("a known profile"),
            settings: Settings::default(),
            journal: Journal::default(),
            files: Arc::new(SystemFiles),
            clock: None,
            around: Arc::new(|readers| readers),
            survives: false,
        }
    }
}

/// Opens simulated readers that do not wait, and keeps their remote controls.
struct BenchSources {
    profile: Option<Profile>,
    hourglass: Arc<Hourglass>,
    around: Around,
    remotes: Arc<Mutex<Vec<SimRemote>>>,
}

impl Sources for BenchSources {
    fn open(&mut self, source: &Source, sink: ReportSink) -> Box<dyn Readers> {
        let id = match source {
            Source::Demo { profile } => profile.as_str(),
            Source::Real => "normal",
        };
        let profile = self
            .profile
            .take()
            .unwrap_or_else(|| Profile::built_in(id).expect("known"));
        let today = jst_date(Bench::now());
        let pause = Box::new(By(Arc::clone(&self.hourglass)));
        let readers = SimReaders::with_profile(profile, today, sink, pause);
        self.remotes
            .lock()
            .expect("not poisoned")
            .push(readers.remote());
        (self.around)(Box::new(readers))
    }

    fn demo_authorities(&self) -> Vec<Vec<u8>> {
        demo_ca_certificates().map(<[u8]>::to_vec).to_vec()
    }
}

/// Everything on one table.
pub struct Bench {
    pub state: AppState,
    pub folder: tempfile::TempDir,
    pub events: Vec<String>,
    /// Raised when the person wants a job to stop.
    pub cancel: CancelFlag,
    journal: Journal,
    worker: Worker,
    messages: mpsc::Receiver<Message>,
    remotes: Arc<Mutex<Vec<SimRemote>>>,
    hourglass: Arc<Hourglass>,
    survives: bool,
}

impl Bench {
    /// With the card of a compiled-in profile, read.
    pub fn with(profile: &str) -> Self {
        Self::of(Parts::of(profile))
    }

    /// With this card, these settings, and all that is said to the card in `journal`.
    pub fn recorded(profile: Profile, settings: Settings, journal: Journal) -> Self {
        Self::of(Parts {
            profile,
            settings,
            journal,
            ..Parts::of("normal")
        })
    }

    /// Of these parts.
    pub fn of(parts: Parts) -> Self {
        let Parts {
            profile,
            settings,
            journal,
            files,
            clock,
            around,
            survives,
        } = parts;
        let (inbox, messages) = mpsc::channel();
        let remotes = Arc::new(Mutex::new(Vec::new()));
        let hourglass = Arc::new(Hourglass::default());
        let clock = clock.unwrap_or_else(|| Arc::<Hourglass>::clone(&hourglass));
        let sources = BenchSources {
            profile: Some(profile),
            hourglass: Arc::clone(&hourglass),
            around,
            remotes: Arc::clone(&remotes),
        };
        let ports = Ports {
            journal,
            files,
            ..ports(sources, SystemFiles, clock, inbox)
        };
        let source = Source::Demo {
            profile: "normal".to_owned(),
        };
        let mut bench = Self {
            state: AppState::new(source.clone(), settings),
            folder: tempfile::tempdir().expect("a folder"),
            events: Vec::new(),
            cancel: ports.cancel.clone(),
            journal: ports.journal.clone(),
            worker: Worker::new(ports, source),
            messages,
            remotes,
            hourglass,
            survives,
        };
        bench.settle();
        bench
    }

    /// The moment of these tests.
    pub fn now() -> Timestamp {
        NOW.parse().expect("a time")
    }

    /// The remote control of the simulated reader.
    pub fn remote(&self) -> SimRemote {
        self.remotes
            .lock()
            .expect("not poisoned")
            .last()
            .expect("opened")
            .clone()
    }

    /// How often readers were opened.
    pub fn opened(&self) -> usize {
        self.remotes.lock().expect("not poisoned").len()
    }

    /// How long everything took up to now.
    pub fn ticks(&self) -> Duration {
        self.hourglass.ticks()
    }

    /// What is kept of what was said to cards.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Lets the worker handle what waits, and the state take in what comes of it.
    pub fn settle(&mut self) {
        while let Ok(message) = self.messages.try_recv() {
            self.handle(message);
        }
    }

    fn handle(&mut self, message: Message) {
        let mut events = Vec::new();
        if self.survives {
            self.worker.serve(message, &mut |event| events.push(event));
        } else {
            self.worker.handle(message, &mut |event| events.push(event));
        }
        for event in events {
            self.take_in(event);
        }
    }

    /// Has the worker carry out what no page orders.
    pub fn order(&mut self, command: Command) {
        self.handle(Message::Command(command));
        self.settle();
    }

    /// Something is told as the worker tells it: to the journal, then to the state.
    pub fn report_as_the_worker(&mut self, event: Event) {
        self.journal.take_in(&event, Duration::ZERO);
        self.take_in(event);
    }

    fn take_in(&mut self, event: Event) {
        self.events.push(format!("{event:?}"));
        let effects = self.state.apply(event);
        self.carry_out(effects);
    }

    /// The file dialog comes back with this.
    pub fn close_dialog(&mut self, request: DialogRequest, paths: Vec<PathBuf>) {
        self.take_in(Event::DialogClosed { request, paths });
        self.settle();
    }

    /// Does what a person does, and everything that follows.
    pub fn act(&mut self, action: Action) {
        let effects = self.state.act(action);
        self.carry_out(effects);
        self.settle();
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            if let Effect::Send(command) = effect {
                self.handle(Message::Command(command));
            }
        }
    }

    /// Writes a document.
    pub fn document(&self, name: &str, contents: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, contents).expect("writes");
        path
    }

    /// The names of all files in the folder, sorted.
    pub fn files(&self) -> Vec<String> {
        files_in(self.folder.path())
    }

    /// Signs with the 署名用 key, past the window.
    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "the tests that use it are for Linux")
    )]
    pub fn sign(&mut self, job: SignJob) -> Vec<SignOutcome> {
        let entry = PinEntry {
            card: self.state.active_card_ref().expect("a card"),
            slot: Slot::Sign,
            pin: Pin::from_bytes(DEMO_SIGN_PASSWORD.as_bytes()).expect("fits"),
            consent: LastTryConsent::NotGiven,
        };
        let mut outcomes = Vec::new();
        let message = Message::Command(Command::Sign(job, entry));
        self.worker.handle(message, &mut |event| {
            if let Event::SignFinished { outcomes: all, .. } = event {
                outcomes = all;
            }
        });
        outcomes
    }

    /// Opens the PIN dialog and sends this.
    pub fn enter(&mut self, purpose: PinPurpose, pin: &str, consent: LastTryConsent) {
        self.act(Action::AskPin(purpose));
        self.submit(pin, consent);
    }

    /// Sends this from the open dialog.
    pub fn submit(&mut self, pin: &str, consent: LastTryConsent) {
        let pin = Pin::from_bytes(pin.as_bytes()).expect("fits");
        self.act(Action::SubmitPin(pin, consent));
    }

    /// What the notice says.
    pub fn failure(&self) -> Option<&Failure> {
        match &self.state.notice {
            Some(inkan::app::state::Notice::Failed(failure)) => Some(failure),
            _ => None,
        }
    }
}

/// The names of all files in a folder, sorted.
pub fn files_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .expect("reads")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}
