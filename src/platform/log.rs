//! What `-v` shows: which command went to the card, how long the answer took and its status word.
//! Never a data byte in either direction: it may be a PIN or a name (invariant 6). The lines go to
//! a sink, because only `cli/output.rs` prints.

use std::sync::Arc;

use super::clock::Stopwatch;
use crate::{
    app::ports::{Hold, Practice, ReaderName, ReaderReport, Readers},
    core::{
        apdu::{Command, Response},
        jpki::{CardChannel, ChannelError},
    },
};

/// Takes one line without its end.
pub type LineSink = Arc<dyn Fn(&str) + Send + Sync>;

/// Readers whose cards are talked to as before, each exchange in a line.
pub struct LoggedReaders {
    readers: Box<dyn Readers>,
    sink: LineSink,
}

impl LoggedReaders {
    /// Logs what is done with `readers`.
    pub fn new(readers: Box<dyn Readers>, sink: LineSink) -> Self {
        Self { readers, sink }
    }
}

impl Readers for LoggedReaders {
    fn report(&mut self) -> ReaderReport {
        self.readers.report()
    }

    fn with_card(
        &mut self,
        reader: &ReaderName,
        hold: Hold,
        work: &mut dyn FnMut(&mut dyn CardChannel),
    ) -> Result<(), ChannelError> {
        let sink = Arc::clone(&self.sink);
        let watch = Stopwatch::start();
        let outcome = self.readers.with_card(reader, hold, &mut |card| {
            sink(&format!("{reader}: held ({hold:?}, {})", millis(watch)));
            work(&mut LoggingChannel::new(card, &sink));
        });
        match &outcome {
            Ok(()) => sink(&format!("{reader}: let go ({})", millis(watch))),
            Err(error) => sink(&format!("{reader}: not held: {error} ({})", millis(watch))),
        }
        outcome
    }

    fn practice(&mut self) -> Option<&mut dyn Practice> {
        self.readers.practice()
    }
}

/// A card each of whose exchanges becomes a line.
pub struct LoggingChannel<'a> {
    card: &'a mut dyn CardChannel,
    sink: &'a LineSink,
}

impl<'a> LoggingChannel<'a> {
    /// Logs what is said to `card`.
    pub fn new(card: &'a mut dyn CardChannel, sink: &'a LineSink) -> Self {
        Self { card, sink }
    }
}

impl CardChannel for LoggingChannel<'_> {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        let watch = Stopwatch::start();
        let answer = self.card.transmit(command);
        // `Debug` of both shows header, lengths and status word only.
        let said = match &answer {
            Ok(response) => format!("{response:?}"),
            Err(error) => error.to_string(),
        };
        (self.sink)(&format!("{command:?} → {said} ({})", millis(watch)));
        answer
    }
}

fn millis(watch: Stopwatch) -> String {
    format!("{} ms", watch.elapsed().as_millis())
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::core::secret::Pin;

    /// Answers with a name.
    struct Card;

    impl CardChannel for Card {
        fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
            if command.data_len() == 0 {
                return Err(ChannelError::Removed);
            }
            Ok(Response::decode(b"HANAKO\x90\x00").expect("long enough"))
        }
    }

    #[test]
    fn lines_hold_headers_lengths_and_status_words_only() {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&lines);
        let sink: LineSink =
            Arc::new(move |line| kept.lock().expect("sound").push(line.to_owned()));
        let mut card = Card;
        let mut card = LoggingChannel::new(&mut card, &sink);
        let pin = Pin::from_bytes(b"SECRET7").expect("fits");
        let verify = Command::new(0x00, 0x20, 0x00, 0x80).with_secret(&pin);
        let answer = card.transmit(&verify).expect("answered");
        assert_eq!(answer.data(), b"HANAKO");
        let query = Command::new(0x00, 0x20, 0x00, 0x80);
        assert_eq!(card.transmit(&query).err(), Some(ChannelError::Removed));
        let lines = lines.lock().expect("sound");
        assert!(lines[0].starts_with("00 20 00 80 [7 bytes] → [6 bytes] 9000 ("));
        assert!(lines[1].starts_with("00 20 00 80 → the card was removed ("));
        assert!(
            !lines
                .iter()
                .any(|line| line.contains("SECRET7") || line.contains("HANAKO"))
        );
    }
}
