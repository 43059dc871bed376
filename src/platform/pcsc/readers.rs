//! [`Readers`] over PC/SC: look at all readers, hold the card in one of them.
//!
//! No context or connection outlives a call, so a service that went away and came back needs no
//! repair here. Which card is a My Number Card is not asked here, and never by its ATR
//! (jpki-card §3.1).

use std::{
    ffi::{CStr, CString},
    time::Duration,
};

use pcsc::{Context, Error, ReaderState, Scope, State};

use super::{
    held_card::{HeldCard, Patience},
    monitor::{Monitor, Watch},
    service::service_state,
};
use crate::{
    app::ports::{
        Hold, Presence, ReaderName, ReaderReport, ReaderSnapshot, Readers, ReportSink,
        Surroundings, known_readers::reader_kind,
    },
    core::jpki::{CardChannel, ChannelError},
    platform::usb,
};

/// How often the list is asked for again when a reader comes or goes while it is being made.
const LIST_ATTEMPTS: u8 = 5;

/// The real readers of this computer.
pub struct PcscReaders {
    _monitor: Monitor,
    patience: Patience,
}

impl PcscReaders {
    /// Starts to watch all readers: `sink` hears of them at once and then at each change, on a
    /// thread of its own, until this is dropped.
    pub fn open(sink: ReportSink) -> Self {
        Self {
            _monitor: Monitor::start(sink, Watch::of_this_system()),
            patience: Patience::default(),
        }
    }

    /// The same readers with other limits of patience.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }
}

impl Readers for PcscReaders {
    fn report(&mut self) -> ReaderReport {
        establish()
            .and_then(|context| look(&context))
            .map_or(ReaderReport::ServiceGone, |states| report(&states))
    }

    fn surroundings(&mut self) -> Surroundings {
        Surroundings {
            service: service_state(),
            devices: usb::readers(),
        }
    }

    fn with_card(
        &mut self,
        reader: &ReaderName,
        hold: Hold,
        work: &mut dyn FnMut(&mut dyn CardChannel),
    ) -> Result<(), ChannelError> {
        let mut card = HeldCard::open(reader, hold, self.patience)?;
        work(&mut card);
        card.let_go();
        Ok(())
    }
}

/// A new context. It talks to the service alone: no two threads ever wait for each other's calls.
#[expect(clippy::disallowed_methods, reason = "the one home of PC/SC")]
pub(super) fn establish() -> Result<Context, Error> {
    Context::establish(Scope::User)
}

/// The readers there are, each with what the service knows of it at this moment.
pub(super) fn look(context: &Context) -> Result<Vec<ReaderState>, Error> {
    let mut outcome = Err(Error::UnknownReader);
    for _ in 0..LIST_ATTEMPTS {
        outcome = look_once(context);
        match outcome {
            // One came or went between the two questions.
            Err(Error::InsufficientBuffer | Error::UnknownReader | Error::ReaderUnavailable) => {}
            _ => break,
        }
    }
    outcome
}

fn look_once(context: &Context) -> Result<Vec<ReaderState>, Error> {
    let mut states: Vec<ReaderState> = context
        .list_readers_owned()?
        .into_iter()
        .map(|name: CString| ReaderState::new(name, State::UNAWARE))
        .collect();
    if !states.is_empty() {
        match context.get_status_change(Duration::ZERO, &mut states) {
            Ok(()) | Err(Error::Timeout) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(states)
}

/// What these states say, in this program's words.
pub(super) fn report(states: &[ReaderState]) -> ReaderReport {
    let gone = State::IGNORE | State::UNKNOWN;
    ReaderReport::Readers(
        states
            .iter()
            .filter(|state| !state.event_state().intersects(gone))
            .map(snapshot)
            .collect(),
    )
}

fn snapshot(state: &ReaderState) -> ReaderSnapshot {
    let name = reader_name(state.name());
    let presence = presence(state.event_state(), state.event_count());
    let atr = match presence {
        Presence::Card { .. } => state.atr().to_vec(),
        Presence::Empty | Presence::Mute => Vec::new(),
    };
    ReaderSnapshot {
        kind: reader_kind(&name),
        name,
        presence,
        atr,
    }
}

fn presence(state: State, insertions: u32) -> Presence {
    if !state.contains(State::PRESENT) {
        Presence::Empty
    } else if state.contains(State::MUTE) {
        Presence::Mute
    } else {
        Presence::Card { insertions }
    }
}

/// The service's bytes as text. pcsc-lite and macOS write UTF-8, Windows its own code page; bytes
/// that are no UTF-8 become replacement characters, so a reader is found by comparing texts.
pub(super) fn reader_name(name: &CStr) -> ReaderName {
    ReaderName(name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_told_from_an_empty_slot_and_a_mute_card() {
        assert_eq!(presence(State::EMPTY | State::CHANGED, 4), Presence::Empty);
        assert_eq!(presence(State::UNAVAILABLE, 4), Presence::Empty);
        assert_eq!(presence(State::PRESENT | State::MUTE, 4), Presence::Mute);
        let used_elsewhere = State::PRESENT | State::INUSE | State::EXCLUSIVE | State::CHANGED;
        assert_eq!(
            presence(used_elsewhere, 4),
            Presence::Card { insertions: 4 }
        );
    }
}
