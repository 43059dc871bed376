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
    /// The card is taken away before the command reaches it.
    Removed,
    /// The card acts and is taken away before its answer arrives: nobody knows what it did.
    RemovedAfterwards,
    /// Another program has reset the card; the command does not reach it.
    Reset,
    /// The command does not reach the card; this status word comes back.
    Status(u16),
    /// The card acts; this status word comes back instead of its answer.
    StatusAfterwards(u16),
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
            slot: Slot::Sim,
            insertions: 1,
            held_by_others: false,
            plan: None,
            log: VecDeque::new(),
        }
    }

    pub(super) fn report(&self) -> ReaderReport {
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
        match self.due_fault() {
            None => self.ask(command),
            Some(Fault::Cut) => {
                let (mut answer, delay) = self.ask(command)?;
                answer.truncate(1);
                Ok((answer, delay))
            }
            Some(Fault::Garbage) => {
                let (mut answer, delay) = self.ask(command)?;
                for byte in &mut answer {
                    *byte ^= 0xFF;
                }
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
            Some(Fault::StatusAfterwards(status)) => {
                let (_, delay) = self.ask(command)?;
                Ok((status.to_be_bytes().to_vec(), delay))
            }
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
