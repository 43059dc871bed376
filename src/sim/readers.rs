//! The simulated reader: one slot with a simulated card, or any other card, in it. It is where
//! delays are waited for and where faults are injected for tests; the card itself stays pure.
//! Implements `app::ports::Readers`; a [`SimRemote`] moves the card from any thread meanwhile.

mod remote;
mod slot;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::Date;

use self::slot::{Inner, Slot, Way};
use super::card::SimCard;
use super::profile::Profile;
use crate::app::ports::{Hold, Practice, ReaderName, ReaderReport, Readers, ReportSink};
use crate::core::apdu::{Command, Response};
use crate::core::jpki::{CardChannel, ChannelError};

pub use self::remote::SimRemote;
pub use self::slot::{Fault, FaultPlan, LOGGED_COMMANDS, LoggedCommand};

/// The name of the simulated reader.
pub const DEMO_READER_NAME: &str = "Inkan Demo Reader";

/// The profile taken when another one is not known.
const FALLBACK_PROFILE: &str = "normal";

/// A removal is noticed within this time, even in the middle of a slow command.
const SLICE: Duration = Duration::from_millis(20);

/// Waits as long as a real card would have taken.
pub trait Pause: Send + Sync {
    /// Returns after `duration`, or at once where nobody wants to wait.
    fn pause(&self, duration: Duration);
}

/// Waits.
pub struct RealTime;

impl Pause for RealTime {
    fn pause(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}

/// Does not wait; for tests.
pub struct NoTime;

impl Pause for NoTime {
    fn pause(&self, _duration: Duration) {}
}

/// What the reader, its remote control and a running exchange share.
struct Shared {
    inner: Mutex<Inner>,
    sink: ReportSink,
    profile: Option<Profile>,
    today: Date,
}

fn new_card(profile: Option<&Profile>, today: Date) -> Option<SimCard> {
    SimCard::new(profile?, today).ok()
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes something, then tells the sink, with no lock held.
    fn change(&self, change: impl FnOnce(&mut Inner)) {
        let report = {
            let mut inner = self.lock();
            change(&mut inner);
            inner.report()
        };
        (self.sink)(report);
    }
}

/// A reader with one slot, the card of a profile in it.
pub struct SimReaders {
    shared: Arc<Shared>,
    pause: Box<dyn Pause>,
}

impl SimReaders {
    /// Opens practice mode on a compiled-in profile; an unknown one opens `normal`. `today` is the
    /// day in Japan. The first report goes to `sink` at once. On a day for which no certificate
    /// can be issued (a clock before 1976, after 9989) the reader stays empty.
    pub fn open(profile: &str, today: Date, sink: ReportSink) -> Self {
        let profile = Profile::built_in(profile)
            .or_else(|_unknown| Profile::built_in(FALLBACK_PROFILE))
            .ok();
        Self::start(profile, today, sink, Box::new(RealTime))
    }

    /// Opens the reader on any profile, with another way to wait.
    pub fn with_profile(
        profile: Profile,
        today: Date,
        sink: ReportSink,
        pause: Box<dyn Pause>,
    ) -> Self {
        Self::start(Some(profile), today, sink, pause)
    }

    fn start(
        profile: Option<Profile>,
        today: Date,
        sink: ReportSink,
        pause: Box<dyn Pause>,
    ) -> Self {
        let mut inner = Inner::new(new_card(profile.as_ref(), today));
        if profile.as_ref().is_some_and(|it| it.faults.upside_down) {
            inner.slot = Slot::Mute;
        }
        let shared = Arc::new(Shared {
            inner: Mutex::new(inner),
            sink,
            profile,
            today,
        });
        shared.change(|_| ());
        Self { shared, pause }
    }

    /// A handle that moves the card from any thread.
    pub fn remote(&self) -> SimRemote {
        SimRemote::new(Arc::clone(&self.shared))
    }
}

impl Readers for SimReaders {
    fn report(&mut self) -> ReaderReport {
        self.shared.lock().report()
    }

    fn with_card(
        &mut self,
        reader: &ReaderName,
        hold: Hold,
        work: &mut dyn FnMut(&mut dyn CardChannel),
    ) -> Result<(), ChannelError> {
        if reader.0 != DEMO_READER_NAME {
            return Err(ChannelError::ReaderGone);
        }
        let insertion = {
            let inner = self.shared.lock();
            inner.way.check()?;
            match (&inner.slot, &inner.card) {
                _ if inner.held_by_others => return Err(ChannelError::Busy),
                (Slot::Mute, _) => return Err(ChannelError::Mute),
                (Slot::Other(_), _) | (Slot::Sim, Some(_)) => inner.insertions,
                (Slot::Empty, _) | (Slot::Sim, None) => return Err(ChannelError::Removed),
            }
        };
        let mut line = Line {
            shared: &self.shared,
            pause: &*self.pause,
            insertion,
            hold,
            lost: None,
        };
        work(&mut line);
        Ok(())
    }

    fn practice(&mut self) -> Option<&mut dyn Practice> {
        Some(self)
    }
}

impl Practice for SimReaders {
    fn insert(&mut self) {
        self.remote().insert();
    }

    fn pull(&mut self) {
        self.remote().pull();
    }

    fn renew(&mut self) {
        self.remote().renew();
    }
}

/// The card as one caller holds it: once lost, it stays lost until it is connected anew.
struct Line<'a> {
    shared: &'a Shared,
    pause: &'a dyn Pause,
    insertion: u32,
    hold: Hold,
    lost: Option<ChannelError>,
}

/// Also where the work ended in a panic.
impl Drop for Line<'_> {
    fn drop(&mut self) {
        if self.hold == Hold::Exclusive {
            self.shared.lock().power_up();
        }
    }
}

impl Line<'_> {
    /// Waits as long as the card takes; a removal meanwhile ends it.
    fn wait(&self, mut left: Duration) -> Result<(), ChannelError> {
        while !left.is_zero() {
            let slice = left.min(SLICE);
            self.pause.pause(slice);
            left -= slice;
            if self.shared.lock().insertions != self.insertion {
                return Err(ChannelError::Removed);
            }
        }
        Ok(())
    }

    fn exchange(&self, command: &Command) -> Result<Response, ChannelError> {
        let (answer, present) = {
            let mut inner = self.shared.lock();
            inner.way.check()?;
            if inner.insertions != self.insertion {
                return Err(ChannelError::Removed);
            }
            let answer = inner.exchange(command);
            let present = inner.insertions == self.insertion && inner.way == Way::Open;
            (answer, present)
        };
        if !present {
            self.shared.change(|_| ());
        }
        let (answer, delay) = answer?;
        self.wait(delay)?;
        let fell_out = self.shared.lock().falls_out();
        if fell_out {
            self.shared.change(|_| ());
            return Err(ChannelError::Removed);
        }
        Response::decode(&answer).map_err(|_too_short| ChannelError::Garbled)
    }
}

impl CardChannel for Line<'_> {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        let result = match self.lost {
            Some(error) => return Err(error),
            None => self.exchange(command),
        };
        self.lost = result.as_ref().err().copied();
        let status = result
            .as_ref()
            .ok()
            .map(|response| response.status().word());
        let logged = LoggedCommand {
            header: command.header(),
            insertion: self.insertion,
            data_len: command.data_len(),
            status,
        };
        self.shared.lock().note(logged);
        result
    }
}
