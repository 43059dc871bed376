//! A worker on a thread of its own, and a window without a screen before it: what both programs are
//! when they run, for the tests that need more than [`crate::bench`] has.

use std::{
    sync::{Arc, mpsc},
    thread::JoinHandle,
    time::Duration,
};

use inkan::{
    app::{
        command::{CancelFlag, Message},
        event::Event,
        journal::Journal,
        ports::{Clock, Files, Source, Sources, Waker},
        settings::Settings,
        state::{Action, AppState, Effect, PinPurpose},
        worker::{self, Ports, Worker},
    },
    compose::SystemSources,
    core::{cert::TrustStore, rules::LastTryConsent, secret::Pin},
    platform::{clock::SystemClock, files::SystemFiles, machine::SystemMachine},
};

/// The longest that anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

struct NoWindow;

impl Waker for NoWindow {
    fn wake(&self) {}
}

/// The world as the window has it, but for what a test wants otherwise.
pub fn ports(
    sources: impl Sources + 'static,
    files: impl Files + 'static,
    clock: Arc<dyn Clock>,
    inbox: mpsc::Sender<Message>,
) -> Ports {
    Ports {
        sources: Box::new(sources),
        files: Arc::new(files),
        clock,
        trust: TrustStore::jlis(),
        inbox,
        at_once: None,
        cancel: CancelFlag::default(),
        machine: Arc::new(SystemMachine::default()),
        journal: Journal::default(),
    }
}

/// A worker on its thread.
pub struct RunningWorker {
    inbox: mpsc::Sender<Message>,
    events: mpsc::Receiver<Event>,
    thread: JoinHandle<()>,
    cancel: CancelFlag,
}

impl RunningWorker {
    /// With the readers and files of this computer.
    pub fn start() -> Self {
        Self::start_with(Source::Real, SystemFiles)
    }

    pub fn start_with(source: Source, files: impl Files + 'static) -> Self {
        let sources = SystemSources::new(Arc::new(SystemClock));
        Self::start_on(sources, source, files)
    }

    /// With these readers and files; news of readers goes past the worker too, as in the window.
    pub fn start_on(
        sources: impl Sources + 'static,
        source: Source,
        files: impl Files + 'static,
    ) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let (inbox, messages) = mpsc::channel();
        let (events_in, events) = mpsc::channel();
        let at_once = events_in.clone();
        let ports = Ports {
            at_once: Some(Arc::new(move |report| {
                drop(at_once.send(Event::CardsNow(report)));
            })),
            ..ports(sources, files, clock, inbox.clone())
        };
        let cancel = ports.cancel.clone();
        let worker = Worker::new(ports, source);
        let thread = worker::spawn(worker, messages, events_in, Arc::new(NoWindow)).expect("runs");
        Self {
            inbox,
            events,
            thread,
            cancel,
        }
    }

    pub fn send(&self, message: Message) {
        self.inbox.send(message).expect("listens");
    }

    /// Waits for an event that is wanted; those before it are passed over.
    pub fn until(&self, wanted: impl Fn(&Event) -> bool) {
        while !wanted(&self.events.recv_timeout(PATIENCE).expect("an event")) {}
    }

    pub fn stop(self) {
        self.send(Message::Stop);
        self.thread.join().expect("ends");
    }
}

/// A window without a screen.
pub struct Desk {
    pub state: AppState,
    worker: RunningWorker,
}

#[cfg_attr(
    not(target_os = "linux"),
    expect(dead_code, reason = "the tests that use it are for Linux")
)]
impl Desk {
    pub fn open() -> Self {
        Self {
            state: AppState::new(Source::Real, Settings::default()),
            worker: RunningWorker::start(),
        }
    }

    /// On `worker`, with this state.
    pub fn on(worker: RunningWorker, state: AppState) -> Self {
        Self { state, worker }
    }

    /// Whether the running job was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.worker.cancel.is_raised()
    }

    pub fn act(&mut self, action: Action) {
        let effects = self.state.act(action);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Cancel => self.worker.cancel.raise(),
                Effect::Send(command) => self.worker.send(Message::Command(command)),
                _ => {}
            }
        }
    }

    /// Takes in events until `condition` holds.
    pub fn until(&mut self, what: &str, condition: impl Fn(&AppState) -> bool) {
        while !condition(&self.state) {
            let event = self.worker.events.recv_timeout(PATIENCE);
            let event = event.unwrap_or_else(|_| panic!("nothing more came before {what}"));
            let effects = self.state.apply(event);
            self.carry_out(effects);
        }
    }

    /// Takes in events for a while; what comes now was not asked for.
    pub fn linger(&mut self) -> Vec<String> {
        let mut news = Vec::new();
        while let Ok(event) = self.worker.events.recv_timeout(Duration::from_secs(2)) {
            news.push(format!("{event:?}"));
            self.state.apply(event);
        }
        news
    }

    /// Opens the PIN dialog and sends this.
    pub fn enter(&mut self, purpose: PinPurpose, pin: &str) {
        self.act(Action::AskPin(purpose));
        let pin = Pin::from_bytes(pin.as_bytes()).expect("fits");
        self.act(Action::SubmitPin(pin, LastTryConsent::NotGiven));
    }
}
