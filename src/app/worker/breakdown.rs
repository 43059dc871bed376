//! A mistake of the program in a job (a panic): the job ends, and the worker begins afresh. Everything
//! that the job may have left half done is let go of, the readers are opened anew and their cards read
//! again. A verified card was powered down while the job unwound, and its PIN wiped (invariants 6, 14).
//!
//! A second panic before any message was handled well could be one of many without end: it is told too,
//! and then nothing is opened or read again before the person wants something or lays a card down.

use super::Worker;
use crate::{
    app::{
        command::{Command, Message},
        event::Event,
        ports::{Hold, ReaderName, ReaderReport, Readers, Source},
        unbroken::unbroken,
        workflow::Emit,
    },
    core::jpki::{CardChannel, ChannelError},
};

/// What somebody waits for, whatever became of the job.
enum Owed {
    /// That everything was forgotten.
    Forgetting,
    /// That the readers come from here.
    Opening(Source),
    /// That it broke down.
    Nothing,
}

impl Owed {
    fn of(message: &Message) -> Self {
        match message {
            Message::Command(Command::Forget(_)) => Self::Forgetting,
            Message::Command(Command::OpenSource(source)) => Self::Opening(source.clone()),
            _ => Self::Nothing,
        }
    }
}

impl Worker {
    /// Handles one message as [`Worker::handle`] does. A panic in it ends the job and not the worker,
    /// which begins afresh.
    pub fn serve(&mut self, message: Message, emit: &mut Emit<'_>) {
        let owed = Owed::of(&message);
        if self.is_cut_off && matches!(message, Message::Command(_)) {
            self.open_afresh();
        }
        if self.is_cut_off && matches!(message, Message::Command(_)) {
            // Whatever was to be done is not begun; a PIN in it is wiped.
            drop(message);
            return self.begin_afresh(owed, emit);
        }
        match unbroken(|| self.handle(message, emit)) {
            Some(()) => self.breakdowns = 0,
            None => self.begin_afresh(owed, emit),
        }
    }

    fn begin_afresh(&mut self, owed: Owed, emit: &mut Emit<'_>) {
        self.breakdowns = self.breakdowns.saturating_add(1);
        let head_start = self.head_start.take();
        unbroken(|| drop(head_start));
        let emit = &mut self.noting(emit);
        match owed {
            Owed::Forgetting => {
                self.seen.values_mut().for_each(|seen| seen.identity = None);
                self.ports.journal.clear();
                emit(Event::Forgotten);
            }
            Owed::Opening(source) => {
                self.source = source.clone();
                self.is_cut_off = true;
                emit(Event::SourceOpened(source));
            }
            Owed::Nothing => {}
        }
        emit(Event::JobBroken);
        if self.breakdowns == 1 {
            self.open_afresh();
            if self.source.is_demo() {
                emit(Event::PracticeRenewed);
            }
        }
    }

    /// Opens the readers again; every card is a new one to them. Where that breaks down too there are
    /// none until the next order.
    fn open_afresh(&mut self) {
        self.source_number += 1;
        self.seen.clear();
        let before = std::mem::replace(&mut self.readers, Box::new(NoReaders));
        unbroken(|| drop(before));
        let (source, number) = (self.source.clone(), self.source_number);
        let opened = unbroken(|| self.ports.open(&source, number));
        self.is_cut_off = opened.is_none();
        if let Some(readers) = opened {
            self.readers = readers;
        }
    }
}

/// In the place of readers that could not be opened.
struct NoReaders;

impl Readers for NoReaders {
    fn report(&mut self) -> ReaderReport {
        ReaderReport::ServiceGone
    }

    fn with_card(
        &mut self,
        _reader: &ReaderName,
        _hold: Hold,
        _work: &mut dyn FnMut(&mut dyn CardChannel),
    ) -> Result<(), ChannelError> {
        Err(ChannelError::ServiceGone)
    }
}
