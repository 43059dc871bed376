//! Writes into the journal whatever is said to the cards of some readers, and changes none of it.

use std::sync::Arc;

use super::{Exchange, Journal, ReaderLabel, Told, Visit};
use crate::{
    app::ports::{Clock, Hold, Practice, ReaderName, ReaderReport, Readers, Surroundings},
    core::{
        apdu::{Command, Response},
        jpki::{CardChannel, ChannelError},
    },
};

/// Readers whose cards are talked to as before, each visit in the journal.
pub struct RecordedReaders {
    readers: Box<dyn Readers>,
    journal: Journal,
    clock: Arc<dyn Clock>,
}

impl RecordedReaders {
    /// Records what is done with `readers`.
    pub fn new(readers: Box<dyn Readers>, journal: Journal, clock: Arc<dyn Clock>) -> Self {
        Self {
            readers,
            journal,
            clock,
        }
    }
}

impl Readers for RecordedReaders {
    fn report(&mut self) -> ReaderReport {
        self.readers.report()
    }

    fn with_card(
        &mut self,
        reader: &ReaderName,
        hold: Hold,
        work: &mut dyn FnMut(&mut dyn CardChannel),
    ) -> Result<(), ChannelError> {
        let Self {
            readers,
            journal,
            clock,
        } = self;
        let clock = clock.as_ref();
        let what = journal.work();
        let mut visit = Visit::new(ReaderLabel::of(reader), hold);
        let asked = clock.ticks();
        let mut held_at = None;
        let outcome = readers.with_card(reader, hold, &mut |card| {
            let held = clock.ticks();
            held_at = Some(held);
            visit.opening = held.saturating_sub(asked);
            journal.tell(&Told::Held(what, &visit));
            work(&mut RecordedCard {
                card,
                visit: &mut visit,
                journal,
                clock,
            });
        });
        let now = clock.ticks();
        match (held_at, outcome) {
            (None, Err(error)) => {
                visit.opening = now.saturating_sub(asked);
                visit.refusal = Some(error);
                journal.tell(&Told::NotHeld(what, &visit, error));
            }
            (held_at, _) => {
                visit.took = now.saturating_sub(held_at.unwrap_or(asked));
                journal.tell(&Told::LetGo(&visit));
            }
        }
        journal.visited(visit, asked);
        outcome
    }

    fn surroundings(&mut self) -> Surroundings {
        self.readers.surroundings()
    }

    fn practice(&mut self) -> Option<&mut dyn Practice> {
        self.readers.practice()
    }
}

/// A card each of whose exchanges is written down.
struct RecordedCard<'a> {
    card: &'a mut dyn CardChannel,
    visit: &'a mut Visit,
    journal: &'a Journal,
    clock: &'a dyn Clock,
}

impl CardChannel for RecordedCard<'_> {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        let before = self.clock.ticks();
        let answer = self.card.transmit(command);
        let took = self.clock.ticks().saturating_sub(before);
        let exchange = Exchange::new(command, &answer, took);
        self.journal.tell(&Told::Exchanged(&exchange));
        self.visit.take_in(exchange);
        answer
    }
}
