//! The slot of the simulated reader, and the faults of the line to it.

use std::collections::VecDeque;
use std::time::Duration;

use super::DEMO_READER_NAME;
use crate::app::ports::{Presence, ReaderKind, ReaderName, ReaderReport, ReaderSnapshot};
use crate::core::apdu::Command;
use crate::core::jpki::{CardChannel, ChannelError};
use crate::sim::card::{Reset, SimCard};

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
    /// The card acts; of its answer only the first byte arrives.
    Cut,
    /// The card acts, and every byte of its answer is flipped on the way.
    Garbage,
    /// The card falls silent and stays so until it is put in anew.
    Mute,
    /// The reader is unplugged before the command reaches the card.
    ReaderGone,
    /// The card is taken away before the command reaches it.
    Removed,
    /// The card acts and is taken away before its answer arrives: nobody knows what it did.
    RemovedAfterwards,
    /// Another program has reset the card; the command does not reach it.
    Reset,
    /// The smart card service ends before the command reaches the card.
    ServiceGone,
    /// The card acts, and the service ends before its answer arrives.
    ServiceGoneAfterwards,
    /// The card acts, and takes so long for it.
    Slow(Duration),
    /// The command does not reach the card; this status word comes back.
    Status(u16),
    /// The card acts; this status word comes back instead of its answer.
    StatusAfterwards(u16),
    /// The card is taken away and the one beside it put in, in the same blink, before the command
    /// reaches it.
    Swapped,
    /// The same after the card has acted.
    SwappedAfterwards,
    /// The card acts; the second half of its data is lost, the status word arrives.
    Truncated,
}

/// One command as it went over the line: never its data, which may be a PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoggedCommand {
    /// CLA, INS, P1, P2.
    pub header: [u8; 4],
    /// Which insertion of a card it was meant for, as the reports count them.
    pub insertion: u32,
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

/// How far the way to the reader goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// All of it.
    Open,
    /// The reader is not plugged in.
    NoReader,
    /// The smart card service is not running.
    NoService,
}

impl Way {
    /// Why nothing gets through; nothing where it does.
    pub(super) fn check(self) -> Result<(), ChannelError> {
        match self {
            Self::Open => Ok(()),
            Self::NoReader => Err(ChannelError::ReaderGone),
            Self::NoService => Err(ChannelError::ServiceGone),
        }
    }
}

/// How many of the last commands are logged: more than any visit to a card has, and bounded, for practice may go
/// on for days.
pub const LOGGED_COMMANDS: usize = 4096;

/// What lies in the slot.
pub(super) enum Slot {
    Empty,
    Mute,
    Other(Box<dyn CardChannel + Send>),
    Sim,
}

/// The slot, and the simulated card wherever it is.
pub(super) struct Inner {
    /// The simulated card, in the slot or beside it; `None` when it could not be made.
    pub(super) card: Option<SimCard>,
    /// The card that a swap puts in.
    pub(super) beside: Option<SimCard>,
    pub(super) way: Way,
    pub(super) slot: Slot,
    pub(super) insertions: u32,
    pub(super) held_by_others: bool,
    pub(super) plan: Option<FaultPlan>,
    pub(super) log: VecDeque<LoggedCommand>,
}

impl Inner {
    pub(super) fn new(card: Option<SimCard>) -> Self {
        Self {
            card,
            beside: None,
            way: Way::Open,
            slot: Slot::Sim,
            insertions: 1,
            held_by_others: false,
            plan: None,
            log: VecDeque::new(),
        }
    }

    pub(super) fn report(&self) -> ReaderReport {
        match self.way {
            Way::Open => {}
            Way::NoReader => return ReaderReport::Readers(Vec::new()),
            Way::NoService => return ReaderReport::ServiceGone,
        }
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

    pub(super) fn put(&mut self, slot: Slot) {
        self.slot = slot;
        self.insertions = self.insertions.wrapping_add(1);
    }

    /// The simulated card and the one beside it change places, so quickly that nobody sees the empty
    /// reader. Without one beside it nothing is left in the reader.
    pub(super) fn swap(&mut self) {
        std::mem::swap(&mut self.card, &mut self.beside);
        self.power_up();
        self.put(Slot::Sim);
    }

    /// What was verified on the card is forgotten.
    pub(super) fn power_up(&mut self) {
        if let Some(card) = &mut self.card {
            card.reset(Reset::PowerDown);
        }
    }

    /// Whether the simulated card's own fault has pulled it; it lies in the slot no more.
    pub(super) fn falls_out(&mut self) -> bool {
        let pulled =
            matches!(self.slot, Slot::Sim) && self.card.as_ref().is_some_and(SimCard::is_pulled);
        if pulled {
            self.put(Slot::Empty);
        }
        pulled
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

    /// Keeps a command, and lets go of the oldest for it.
    pub(super) fn note(&mut self, command: LoggedCommand) {
        if self.log.len() == LOGGED_COMMANDS {
            self.log.pop_front();
        }
        self.log.push_back(command);
    }

    /// The card's own answer, and how long it took.
    fn ask(&mut self, command: &Command) -> Result<(Vec<u8>, Duration), ChannelError> {
        match (&mut self.slot, &mut self.card) {
            (Slot::Sim, Some(card)) => {
                let answer = card.answer(&command.encode());
                let delay = card.take_delay();
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
    pub(super) fn exchange(
        &mut self,
        command: &Command,
    ) -> Result<(Vec<u8>, Duration), ChannelError> {
        let Some(fault) = self.due_fault() else {
            return self.ask(command);
        };
        if let Some(error) = self.loss(fault, command)? {
            return Err(error);
        }
        let no_time = Duration::ZERO;
        match fault {
            Fault::Status(status) => Ok((status.to_be_bytes().to_vec(), no_time)),
            Fault::StatusAfterwards(status) => {
                let (_, delay) = self.ask(command)?;
                Ok((status.to_be_bytes().to_vec(), delay))
            }
            Fault::Slow(more) => {
                let (answer, delay) = self.ask(command)?;
                Ok((answer, delay.saturating_add(more)))
            }
            _ => {
                let (answer, delay) = self.ask(command)?;
                Ok((spoilt(fault, answer), delay))
            }
        }
    }

    /// Loses the card at this command, if that is what `fault` does; says how that looks.
    fn loss(
        &mut self,
        fault: Fault,
        command: &Command,
    ) -> Result<Option<ChannelError>, ChannelError> {
        if matches!(
            fault,
            Fault::RemovedAfterwards | Fault::ServiceGoneAfterwards | Fault::SwappedAfterwards
        ) {
            self.ask(command)?;
        }
        Ok(Some(match fault {
            Fault::Mute => {
                self.put(Slot::Mute);
                ChannelError::Mute
            }
            Fault::ReaderGone => {
                self.way = Way::NoReader;
                ChannelError::ReaderGone
            }
            Fault::Removed | Fault::RemovedAfterwards => {
                self.put(Slot::Empty);
                ChannelError::Removed
            }
            Fault::Reset => {
                if let Some(card) = &mut self.card {
                    card.reset(Reset::Warm);
                }
                ChannelError::Reset
            }
            Fault::ServiceGone | Fault::ServiceGoneAfterwards => {
                self.way = Way::NoService;
                ChannelError::ServiceGone
            }
            Fault::Swapped | Fault::SwappedAfterwards => {
                self.swap();
                ChannelError::Removed
            }
            Fault::Cut
            | Fault::Garbage
            | Fault::Slow(_)
            | Fault::Status(_)
            | Fault::StatusAfterwards(_)
            | Fault::Truncated => return Ok(None),
        }))
    }
}

/// What arrives of an answer that is damaged on its way.
fn spoilt(fault: Fault, mut answer: Vec<u8>) -> Vec<u8> {
    match fault {
        Fault::Cut => answer.truncate(1),
        Fault::Garbage => answer.iter_mut().for_each(|byte| *byte ^= 0xFF),
        Fault::Truncated => {
            let status = answer.split_off(answer.len().saturating_sub(2));
            answer.truncate(answer.len() / 2);
            answer.extend_from_slice(&status);
        }
        _ => {}
    }
    answer
}
