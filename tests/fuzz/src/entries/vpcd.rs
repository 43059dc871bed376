//! What the virtual reader says.

use std::{
    io::{self, ErrorKind, Read, Write},
    sync::atomic::AtomicBool,
};

use inkan::platform::vpcd::{Ended, VpcdCard, converse};

/// What somebody says who plays vpcd: every whole message reaches the card as it is, in its order, and
/// every answer is framed. The first byte says in what pieces it comes.
pub fn vpcd(bytes: &[u8]) {
    let Some((piece, said)) = bytes.split_first() else {
        return;
    };
    let mut wire = Wire {
        said,
        piece: usize::from(*piece).max(1),
        is_tick: false,
        heard: Vec::new(),
    };
    let mut card = Echo::default();
    let ended = converse(&mut card, &mut wire, &AtomicBool::new(false));
    let expected = expected(said);
    assert_eq!(ended.ok(), Some(expected.ended));
    assert_eq!(card.seen, expected.seen);
    assert_eq!(wire.heard, expected.heard);
}

/// What the protocol says should happen.
#[derive(Debug)]
struct Expected {
    ended: Ended,
    seen: Vec<Vec<u8>>,
    heard: Vec<u8>,
}

fn expected(mut said: &[u8]) -> Expected {
    let mut expected = Expected {
        ended: Ended::ConnectionLost,
        seen: Vec::new(),
        heard: Vec::new(),
    };
    while let Some((length, rest)) = said.split_first_chunk() {
        let length = usize::from(u16::from_be_bytes(*length));
        let Some((message, rest)) = rest.split_at_checked(length) else {
            break;
        };
        said = rest;
        let answer = match message {
            [] | [3 | 5..] => continue,
            [4] => Echo::ATR.to_vec(),
            [0..=2] => {
                expected.seen.push(message.to_vec());
                continue;
            }
            _ => {
                expected.seen.push(message.to_vec());
                let Some(answer) = Echo::answer_to(message) else {
                    expected.ended = Ended::CardLeft;
                    break;
                };
                answer
            }
        };
        let answer = if answer.len() > 0xFFFF {
            vec![0x6F, 0x00]
        } else {
            answer
        };
        let length = u16::try_from(answer.len()).expect("fits a frame");
        expected.heard.extend(length.to_be_bytes());
        expected.heard.extend(answer);
    }
    expected
}

/// A card that remembers what it was told: control messages by their byte.
#[derive(Default)]
struct Echo {
    seen: Vec<Vec<u8>>,
}

impl Echo {
    const ATR: [u8; 3] = [0x3B, 0x80, 0x01];

    /// `FF FF` makes it leave, `FE FE` answer far too much.
    fn answer_to(apdu: &[u8]) -> Option<Vec<u8>> {
        match apdu {
            [0xFF, 0xFF] => None,
            [0xFE, 0xFE] => Some(vec![0; 70_000]),
            _ => Some(apdu.to_vec()),
        }
    }
}

impl VpcdCard for Echo {
    fn atr(&self) -> Vec<u8> {
        Self::ATR.to_vec()
    }

    fn power_on(&mut self) {
        self.seen.push(vec![1]);
    }

    fn power_off(&mut self) {
        self.seen.push(vec![0]);
    }

    fn reset(&mut self) {
        self.seen.push(vec![2]);
    }

    fn answer(&mut self, apdu: &[u8]) -> Option<Vec<u8>> {
        self.seen.push(apdu.to_vec());
        Self::answer_to(apdu)
    }
}

/// The connection: its bytes come in pieces, with a pause before each.
struct Wire<'a> {
    said: &'a [u8],
    piece: usize,
    is_tick: bool,
    heard: Vec<u8>,
}

impl Read for Wire<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.is_tick = !self.is_tick;
        if self.is_tick {
            return Err(ErrorKind::WouldBlock.into());
        }
        let count = self.piece.min(buffer.len());
        self.said.read(&mut buffer[..count])
    }
}

impl Write for Wire<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = bytes.len().min(self.piece);
        self.heard.extend(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
