//! Waits for readers and cards to come and go, and says so. Holds no card and sends it nothing.
//!
//! One named thread with a context of its own blocks in `SCardGetStatusChange`; while nothing
//! happens it costs nothing. A reader that is plugged in is announced through the plug-and-play
//! pseudo reader where that works: not on macOS, and on Windows it can return at once for ever.
//! There the list of readers is asked for twice a second instead.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use pcsc::{Context, Error, ReaderState, State};

use super::readers::{establish, look, report};
use crate::{
    app::ports::{ReaderReport, ReportSink},
    platform::clock::Stopwatch,
};

/// How long to wait before looking again for a service that is not there.
const SERVICE_RETRY: Duration = Duration::from_secs(1);

/// How long to wait before asking a service that was just lost.
const SERVICE_LOST_PAUSE: Duration = Duration::from_millis(100);

/// After a change one more look: a reader that came between the list and the wait is not announced.
const SETTLING: Duration = Duration::from_secs(1);

/// Between two lists where readers are not announced.
const POLL: Duration = Duration::from_millis(500);

/// Pauses after changes that were none for us (another program opened a card), longest last: a
/// service that returns at once for ever must not cost a core.
const PAUSES: [Duration; 4] = [
    Duration::ZERO,
    Duration::from_millis(5),
    Duration::from_millis(20),
    Duration::from_millis(100),
];

/// How long dropping the monitor waits for its thread.
const ENDING_LIMIT: Duration = Duration::from_secs(2);

/// How new readers are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// By the plug-and-play pseudo reader: nothing runs while nothing happens.
    Announced,
    /// By asking for the list twice a second.
    Polled,
}

impl Watch {
    /// What works here.
    pub fn of_this_system() -> Self {
        if cfg!(any(target_os = "macos", target_os = "windows")) {
            Self::Polled
        } else {
            Self::Announced
        }
    }
}

/// The watching thread; it ends when this is dropped.
pub struct Monitor {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Monitor {
    /// Starts it: `sink` is told what there is at once, then at each change.
    pub fn start(sink: ReportSink, watch: Watch) -> Self {
        let shared = Arc::new(Shared::default());
        let mut round = Round {
            shared: Arc::clone(&shared),
            news: News {
                sink: Arc::clone(&sink),
                last: None,
            },
            watch,
        };
        let failed = move |_: &_| sink(ReaderReport::ServiceGone);
        let thread = thread::Builder::new()
            .name("reader-monitor".to_owned())
            .spawn(move || round.run())
            .inspect_err(failed)
            .ok();
        Self { shared, thread }
    }
}

impl Drop for Monitor {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        let Some(thread) = self.thread.take() else {
            return;
        };
        let watch = Stopwatch::start();
        // A cancel that comes just before the wait is lost, so it is said until it was heard.
        while !thread.is_finished() {
            if watch.has_passed(ENDING_LIMIT) {
                return;
            }
            if let Some(context) = self.shared.context().as_ref() {
                // Fails when the service is gone, and then the wait has ended too.
                let _cancelled = context.cancel();
            }
            thread.thread().unpark();
            thread::sleep(Duration::from_millis(1));
        }
        // A panic there has been reported by the runtime.
        let _ended = thread.join();
    }
}

/// What both sides know.
#[derive(Default)]
struct Shared {
    stopping: AtomicBool,
    /// The context in which the thread waits now.
    context: Mutex<Option<Context>>,
}

impl Shared {
    fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }

    fn context(&self) -> std::sync::MutexGuard<'_, Option<Context>> {
        self.context.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Passes on what is new and only that.
struct News {
    sink: ReportSink,
    last: Option<ReaderReport>,
}

/// Whether something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    None,
    Some,
}

impl News {
    fn post(&mut self, report: ReaderReport) -> Change {
        if self.last.as_ref() == Some(&report) {
            return Change::None;
        }
        self.last = Some(report.clone());
        (self.sink)(report);
        Change::Some
    }
}

/// The thread.
struct Round {
    shared: Arc<Shared>,
    news: News,
    watch: Watch,
}

impl Round {
    fn run(&mut self) {
        while !self.shared.is_stopping() {
            let pause = match establish() {
                Ok(context) => {
                    *self.shared.context() = Some(context.clone());
                    // The way out is always an error: the service went away, or the stop flag.
                    let _left = self.watch_with(&context);
                    *self.shared.context() = None;
                    SERVICE_LOST_PAUSE
                }
                Err(_) => SERVICE_RETRY,
            };
            if !self.shared.is_stopping() {
                // Said even if the service is back at once: its counters started again.
                self.news.post(ReaderReport::ServiceGone);
                thread::park_timeout(pause);
            }
        }
    }

    /// Watches until the service ends or somebody asks to stop.
    fn watch_with(&mut self, context: &Context) -> Result<(), Error> {
        let mut announcer = ReaderState::new(pcsc::PNP_NOTIFICATION(), State::UNAWARE);
        let mut pauses = PAUSES.into_iter();
        while !self.shared.is_stopping() {
            let states = look(context)?;
            let change = self.news.post(report(&states));
            if change == Change::Some {
                pauses = PAUSES.into_iter();
            } else {
                let [.., longest] = PAUSES;
                thread::park_timeout(pauses.next().unwrap_or(longest));
            }
            announcer = match self.watch {
                Watch::Announced => wait_for_news(context, states, announcer, change)?,
                Watch::Polled => {
                    wait_for_cards(context, states)?;
                    announcer
                }
            };
        }
        Err(Error::Cancelled)
    }
}

/// Waits until a reader comes or goes or something happens in one; at most [`SETTLING`] after a
/// change. Gives the announcer back with what it knows now.
fn wait_for_news(
    context: &Context,
    mut states: Vec<ReaderState>,
    announcer: ReaderState,
    change: Change,
) -> Result<ReaderState, Error> {
    for state in &mut states {
        state.sync_current_state();
    }
    states.push(announcer);
    let limit = (change == Change::Some).then_some(SETTLING);
    tolerate(context.get_status_change(limit, &mut states))?;
    let mut announcer = states
        .pop()
        .unwrap_or_else(|| ReaderState::new(pcsc::PNP_NOTIFICATION(), State::UNAWARE));
    announcer.sync_current_state();
    Ok(announcer)
}

/// Waits for something to happen in a known reader, or until it is time to list them again.
fn wait_for_cards(context: &Context, mut states: Vec<ReaderState>) -> Result<(), Error> {
    if states.is_empty() {
        thread::park_timeout(POLL);
        return Ok(());
    }
    for state in &mut states {
        state.sync_current_state();
    }
    tolerate(context.get_status_change(POLL, &mut states))
}

/// A wait that ended by itself, by being cancelled or because a reader vanished is no failure: one
/// looks again.
fn tolerate(waited: Result<(), Error>) -> Result<(), Error> {
    match waited {
        Err(
            Error::Cancelled
            | Error::NoReadersAvailable
            | Error::ReaderUnavailable
            | Error::Timeout
            | Error::UnknownReader,
        ) => Ok(()),
        other => other,
    }
}
