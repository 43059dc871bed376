//! The simulated reader: one slot with a simulated card, or any other card, in it. It is where
//! delays are waited for and where faults are injected for tests; the card itself stays pure.
//! Implements `app::ports::Readers`; a [`SimRemote`] moves the card from any thread meanwhile.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::Date;

use super::card::{Reset, SimCard};
use super::profile::Profile;
use crate::app::ports::{
    Hold, Practice, Presence, ReaderKind, ReaderName, ReaderReport, ReaderSnapshot, Readers,
    ReportSink,
};
use crate::core::apdu::{Command, Response};
use crate::core::jpki::{CardChannel, ChannelError};

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

/// One fault of the line to the card, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultPlan {
    /// At which command, counted from 0 at [`SimRemote::plan`].
    pub at_apdu: usize,
    /// What happens to it.
    pub fault: Fault,
}

/// What can happen to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The card acts, and every byte of its answer is flipped on the way.
    Garbage,
    /// The card falls silent and stays so until it is put in anew.
    Mute,
    /// The card is taken away before the command reaches it.
    Removed,
    /// The card acts and is taken away before its answer arrives: nobody knows what it did.
    RemovedAfterwards,
    /// Another program has reset the card; the command does not reach it.
    Reset,
    /// The command does not reach the card; this status word comes back.
    Status(u16),
    /// The card acts; the second half of its data is lost, the status word arrives.
    Truncated,
}

/// One command as it went over the line: never its data, which may be a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedCommand {
    /// CLA, INS, P1, P2.
    pub header: [u8; 4],
    /// How many data bytes it had.
    pub data_len: usize,
    /// What the caller got to see; `None` when it got no answer.
    pub status: Option<u16>,
}

impl LoggedCommand {
    /// Whether it was a VERIFY that could cost a try (with a PIN, not the query for tries).
    pub fn is_verify(&self) -> bool {
        let [_, ins, _, _] = self.header;
        ins == 0x20 && self.data_len > 0
    }
}

/// What lies in the slot.
enum Slot {
    Empty,
    Mute,
    Other(Box<dyn CardChannel + Send>),
    Sim,
}

struct Inner {
    /// The simulated card, in the slot or beside it; `None` when it could not be made.
    card: Option<SimCard>,
    slot: Slot,
    insertions: u32,
    held_by_others: bool,
    plan: Option<FaultPlan>,
    log: Vec<LoggedCommand>,
}

impl Inner {
    fn report(&self) -> ReaderReport {
        let held = Presence::Card {
            insertions: self.insertions,
        };
        let (presence, atr) = match (&self.slot, &self.card) {
            (Slot::Sim, Some(card)) => (held, card.atr().to_vec()),
            (Slot::Empty | Slot::Sim, _) => (Presence::Empty, Vec::new()),
            (Slot::Mute, _) => (Presence::Mute, Vec::new()),
            (Slot::Other(_), _) => (held, vec![0x3B, 0x00]),
        };
        let name = ReaderName(DEMO_READER_NAME.to_owned());
        let kind = ReaderKind::Physical;
        ReaderReport::Readers(vec![ReaderSnapshot {
            name,
            kind,
            presence,
            atr,
        }])
    }

    fn put(&mut self, slot: Slot) {
        self.slot = slot;
        self.insertions = self.insertions.wrapping_add(1);
    }

    /// The fault for the command that is about to be sent, if its turn has come.
    fn due_fault(&mut self) -> Option<Fault> {
        let plan = self.plan.as_mut()?;
        if let Some(later) = plan.at_apdu.checked_sub(1) {
            plan.at_apdu = later;
            return None;
        }
        self.plan.take().map(|plan| plan.fault)
    }

    /// The card's own answer, and how long it took.
    fn ask(&mut self, command: &Command) -> Result<(Vec<u8>, Duration), ChannelError> {
        match (&mut self.slot, &mut self.card) {
            (Slot::Sim, Some(card)) => {
                let answer = card.answer(&command.encode());
                let delay = card.take_delay();
                if card.is_pulled() {
                    self.put(Slot::Empty);
                    return Err(ChannelError::Removed);
                }
                Ok((answer, delay))
            }
            (Slot::Other(card), _) => {
                let response = card.transmit(command)?;
                let status = response.status().word().to_be_bytes();
                Ok(([response.data(), &status].concat(), Duration::ZERO))
            }
            (Slot::Mute, _) => Err(ChannelError::Mute),
            (Slot::Empty | Slot::Sim, _) => Err(ChannelError::Removed),
        }
    }

    /// Sends one command through whatever fault is due.
    fn exchange(&mut self, command: &Command) -> Result<(Vec<u8>, Duration), ChannelError> {
        match self.due_fault() {
            None => self.ask(command),
            Some(Fault::Garbage) => {
                let (mut answer, delay) = self.ask(command)?;
                answer.iter_mut().for_each(|byte| *byte ^= 0xFF);
                Ok((answer, delay))
            }
            Some(Fault::Mute) => {
                self.put(Slot::Mute);
                Err(ChannelError::Mute)
            }
            Some(Fault::Removed) => {
                self.put(Slot::Empty);
                Err(ChannelError::Removed)
            }
            Some(Fault::RemovedAfterwards) => {
                self.ask(command)?;
                self.put(Slot::Empty);
                Err(ChannelError::Removed)
            }
            Some(Fault::Reset) => {
                if let Some(card) = &mut self.card {
                    card.reset(Reset::Warm);
                }
                Err(ChannelError::Reset)
            }
            Some(Fault::Status(status)) => Ok((status.to_be_bytes().to_vec(), Duration::ZERO)),
            Some(Fault::Truncated) => {
                let (mut answer, delay) = self.ask(command)?;
                let status = answer.split_off(answer.len().saturating_sub(2));
                answer.truncate(answer.len() / 2);
                answer.extend_from_slice(&status);
                Ok((answer, delay))
            }
        }
    }
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
        let inner = Inner {
            card: new_card(profile.as_ref(), today),
            slot: Slot::Sim,
            insertions: 1,
            held_by_others: false,
            plan: None,
            log: Vec::new(),
        };
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
        SimRemote {
            shared: Arc::clone(&self.shared),
        }
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
            lost: None,
        };
        work(&mut line);
        if hold == Hold::Exclusive
            && let Some(card) = &mut self.shared.lock().card
        {
            card.reset(Reset::PowerDown);
        }
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
    lost: Option<ChannelError>,
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
            if inner.insertions != self.insertion {
                return Err(ChannelError::Removed);
            }
            let answer = inner.exchange(command);
            (answer, inner.insertions == self.insertion)
        };
        if !present {
            self.shared.change(|_| ());
        }
        let (answer, delay) = answer?;
        self.wait(delay)?;
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
            data_len: command.data_len(),
            status,
        };
        self.shared.lock().log.push(logged);
        result
    }
}

/// Moves the card, breaks the line and reads the log, from any thread.
#[derive(Clone)]
pub struct SimRemote {
    shared: Arc<Shared>,
}

impl SimRemote {
    /// Puts the simulated card into the reader, powered up anew. In place already, it is taken out
    /// and put back so quickly that nobody sees the empty reader.
    pub fn insert(&self) {
        self.shared.change(|inner| {
            if let Some(card) = &mut inner.card {
                card.reset(Reset::PowerDown);
            }
            inner.put(Slot::Sim);
        });
    }

    /// Puts another card in: any [`CardChannel`].
    pub fn insert_other(&self, card: Box<dyn CardChannel + Send>) {
        self.shared.change(|inner| inner.put(Slot::Other(card)));
    }

    /// Puts in a card that does not answer.
    pub fn insert_mute(&self) {
        self.shared.change(|inner| inner.put(Slot::Mute));
    }

    /// Swaps the simulated card for another one, in the same blink.
    pub fn swap(&self, card: SimCard) {
        self.shared.change(|inner| {
            inner.card = Some(card);
            inner.put(Slot::Sim);
        });
    }

    /// Takes whatever is in the reader away.
    pub fn pull(&self) {
        self.shared.change(|inner| inner.put(Slot::Empty));
    }

    /// Makes the simulated card as new: counters, PINs. Where it lies it stays.
    pub fn renew(&self) {
        let card = new_card(self.shared.profile.as_ref(), self.shared.today);
        self.shared.change(|inner| {
            inner.card = card;
            inner.insertions = inner.insertions.wrapping_add(1);
        });
    }

    /// Another program takes hold of the card, or lets go of it.
    pub fn hold_by_others(&self, held: bool) {
        self.shared.lock().held_by_others = held;
    }

    /// Resets the simulated card between two uses.
    pub fn reset(&self, kind: Reset) {
        if let Some(card) = &mut self.shared.lock().card {
            card.reset(kind);
        }
    }

    /// Breaks the line once; the last plan counts.
    pub fn plan(&self, plan: FaultPlan) {
        self.shared.lock().plan = Some(plan);
    }

    /// Every command since the start or the last [`SimRemote::clear_log`].
    pub fn log(&self) -> Vec<LoggedCommand> {
        self.shared.lock().log.clone()
    }

    /// Forgets the log.
    pub fn clear_log(&self) {
        self.shared.lock().log.clear();
    }

    /// How many commands were sent.
    pub fn apdus(&self) -> usize {
        self.shared.lock().log.len()
    }

    /// How many of them were VERIFY with a PIN.
    pub fn verifies(&self) -> usize {
        self.shared
            .lock()
            .log
            .iter()
            .filter(|command| command.is_verify())
            .count()
    }
}
