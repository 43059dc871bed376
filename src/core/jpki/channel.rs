//! The one verb between this program and a card, and the one place that handles 61xx and 6Cxx
//! (ISO/IEC 7816-4 §5.1.3).

use thiserror::Error;

use crate::core::apdu::{Command, Le, Response, Status};

/// The most GET RESPONSE rounds for one answer: 16 × 256 bytes are more than any file here has.
const MAX_ROUNDS: usize = 16;

/// A card that answers commands. The reader behind it and the simulator implement it alike.
pub trait CardChannel {
    /// Sends one command once and returns its answer as it came.
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError>;
}

/// The card could not be talked to; nothing is said about what it thinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Error)]
pub enum ChannelError {
    /// Another program holds the card (sharing violation).
    #[error("another program holds the card")]
    Busy,
    /// The answer was no response APDU, or never ended.
    #[error("the answer was no response APDU")]
    Garbled,
    /// The card does not answer: unresponsive, unpowered, upside down.
    #[error("the card does not answer")]
    Mute,
    /// The reader was unplugged.
    #[error("the reader is gone")]
    ReaderGone,
    /// The card was taken away.
    #[error("the card was removed")]
    Removed,
    /// The card was reset by someone else: all state on it is lost.
    #[error("the card was reset")]
    Reset,
    /// The smart card service is not running or went away.
    #[error("the smart card service is not running")]
    ServiceGone,
    /// Communication with the card failed otherwise, with the PC/SC error number.
    #[error("communication with the card failed ({code:#010x})")]
    Transport {
        /// The PC/SC return value.
        code: u32,
    },
}

/// Sends `command` and follows 61xx (GET RESPONSE) and 6Cxx (repeat with the right Le) to the whole
/// answer. A command that carries a secret or asks for nothing is never repeated.
pub fn exchange(
    channel: &mut dyn CardChannel,
    command: &Command,
) -> Result<Response, ChannelError> {
    let mut response = channel.transmit(command)?;
    if let Status::WrongLe(length) = response.status()
        && command.may_be_repeated()
    {
        response = channel.transmit(&command.repeated_with(Le::new(length.into())))?;
    }
    let [cla, ..] = command.header();
    for _ in 0..MAX_ROUNDS {
        let Status::BytesAvailable(length) = response.status() else {
            return Ok(response);
        };
        // GET RESPONSE keeps only the channel bits of the class (ISO/IEC 7816-4 §7.4.1).
        let more = Command::new(cla & 0x03, 0xC0, 0x00, 0x00).with_le(Le::new(length.into()));
        let earlier = response.into_data();
        let mut next = channel.transmit(&more)?;
        if let Status::WrongLe(length) = next.status() {
            next = channel.transmit(&more.repeated_with(Le::new(length.into())))?;
        }
        response = next.following(earlier);
    }
    Err(ChannelError::Garbled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::secret::Pin;

    /// Answers from a list and keeps what was sent.
    struct Script {
        answers: Vec<Vec<u8>>,
        sent: Vec<Vec<u8>>,
    }

    impl Script {
        fn new(answers: &[&[u8]]) -> Self {
            let answers = answers.iter().rev().map(|answer| answer.to_vec()).collect();
            Self {
                answers,
                sent: Vec::new(),
            }
        }
    }

    impl CardChannel for Script {
        fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
            self.sent.push(command.encode().to_vec());
            let answer = self.answers.pop().ok_or(ChannelError::Removed)?;
            Response::decode(&answer).map_err(|_short| ChannelError::Removed)
        }
    }

    fn read() -> Command {
        Command::new(0x00, 0xB0, 0x00, 0x00).with_le(Le::MAX)
    }

    #[test]
    fn parts_announced_by_61xx_become_one_answer() {
        let mut card = Script::new(&[&[1, 0x61, 0x02], &[2, 3, 0x61, 0x01], &[4, 0x90, 0x00]]);
        let response = exchange(&mut card, &read()).expect("answered");
        assert_eq!(response.data(), [1, 2, 3, 4]);
        assert_eq!(card.sent[1], [0x00, 0xC0, 0x00, 0x00, 0x02]);
        assert_eq!(card.sent[2], [0x00, 0xC0, 0x00, 0x00, 0x01]);
    }

    #[test]
    fn a_wrong_le_is_corrected_once() {
        let mut card = Script::new(&[&[0x6C, 0x02], &[5, 6, 0x90, 0x00]]);
        assert_eq!(
            exchange(&mut card, &read()).expect("answered").data(),
            [5, 6]
        );
        assert_eq!(card.sent[1], [0x00, 0xB0, 0x00, 0x00, 0x02]);
        let mut stubborn = Script::new(&[&[0x6C, 0x02], &[0x6C, 0x02]]);
        let status = exchange(&mut stubborn, &read()).expect("answered").status();
        assert_eq!(status, Status::WrongLe(2));
    }

    #[test]
    fn a_verify_is_never_sent_twice() {
        let pin = Pin::from_bytes(b"1234").expect("fits");
        let verify = Command::new(0x00, 0x20, 0x00, 0x80).with_secret(&pin);
        let mut card = Script::new(&[&[0x6C, 0x04], &[0x90, 0x00]]);
        let status = exchange(&mut card, &verify).expect("answered").status();
        assert_eq!((status, card.sent.len()), (Status::WrongLe(4), 1));
    }

    #[test]
    fn a_chain_that_never_ends_is_garbled() {
        let endless: Vec<&[u8]> = vec![&[1, 0x61, 0x01]; 100];
        let mut card = Script::new(&endless);
        assert_eq!(
            exchange(&mut card, &read()).err(),
            Some(ChannelError::Garbled)
        );
    }
}
