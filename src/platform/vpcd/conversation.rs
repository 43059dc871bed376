//! The frames of vpcd, over anything that reads and writes. Nothing here knows of sockets or time: the
//! fuzz target `vpcd` builds this file by itself.

use std::{
    io::{self, Read, Write},
    sync::atomic::{AtomicBool, Ordering},
};

use zeroize::Zeroizing;

/// What lies in the virtual reader.
pub trait VpcdCard {
    /// The answer to reset.
    fn atr(&self) -> Vec<u8>;
    /// The supply voltage comes on.
    fn power_on(&mut self);
    /// The supply voltage goes off: whatever a card forgets then is forgotten.
    fn power_off(&mut self);
    /// A warm reset.
    fn reset(&mut self);
    /// Answers one command APDU. `None` means that the card leaves the reader instead.
    fn answer(&mut self, apdu: &[u8]) -> Option<Vec<u8>>;
}

/// How serving came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The card left the reader by itself.
    CardLeft,
    /// vpcd closed the connection.
    ConnectionLost,
    /// The stop flag was raised.
    Stopped,
}

/// The control messages: a frame of one byte.
const POWER_OFF: u8 = 0;
const POWER_ON: u8 = 1;
const RESET: u8 = 2;
const SEND_ATR: u8 = 4;

/// What is answered when the card's own answer is too long for a frame: 6F00.
const UNSPECIFIED: [u8; 2] = [0x6F, 0x00];

/// Answers what vpcd sends until the card leaves, `stop` is raised or the connection ends. A read that
/// times out is when `stop` is looked at.
pub fn converse<W: Read + Write>(
    card: &mut dyn VpcdCard,
    wire: &mut W,
    stop: &AtomicBool,
) -> io::Result<Ended> {
    loop {
        let message = match receive(wire, stop) {
            Ok(Some(message)) => message,
            Ok(None) => return Ok(Ended::Stopped),
            Err(error) if is_disconnect(error.kind()) => return Ok(Ended::ConnectionLost),
            Err(error) => return Err(error),
        };
        let answer = match message.as_slice() {
            [POWER_OFF] => {
                card.power_off();
                continue;
            }
            [POWER_ON] => {
                card.power_on();
                continue;
            }
            [RESET] => {
                card.reset();
                continue;
            }
            [SEND_ATR] => card.atr(),
            // Shorter than any command: a control byte of a later version, which asks nothing.
            [] | [_] => continue,
            apdu => match card.answer(apdu) {
                Some(answer) => answer,
                None => return Ok(Ended::CardLeft),
            },
        };
        match wire.write_all(&frame(&answer)) {
            Ok(()) => {}
            Err(error) if is_disconnect(error.kind()) => return Ok(Ended::ConnectionLost),
            Err(error) => return Err(error),
        }
    }
}

/// One message; `None` when it is time to stop.
fn receive(wire: &mut dyn Read, stop: &AtomicBool) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut length = [0; 2];
    if fill(wire, &mut length, stop)?.is_none() {
        return Ok(None);
    }
    // It may be a VERIFY.
    let mut message = Zeroizing::new(vec![0; usize::from(u16::from_be_bytes(length))]);
    Ok(fill(wire, &mut message, stop)?.map(|()| message))
}

/// Reads exactly as much as fits into `buffer`; `None` when it is time to stop.
fn fill(wire: &mut dyn Read, buffer: &mut [u8], stop: &AtomicBool) -> io::Result<Option<()>> {
    let mut rest = buffer;
    while !rest.is_empty() {
        if stop.load(Ordering::SeqCst) {
            return Ok(None);
        }
        match wire.read(rest) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => rest = rest.get_mut(count..).unwrap_or_default(),
            Err(error) if is_tick(error.kind()) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some(()))
}

/// The answer with its length before it.
fn frame(answer: &[u8]) -> Vec<u8> {
    let (length, answer) = match u16::try_from(answer.len()) {
        Ok(length) => (length, answer),
        Err(_) => (2, UNSPECIFIED.as_slice()),
    };
    [length.to_be_bytes().as_slice(), answer].concat()
}

fn is_tick(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted
    )
}

fn is_disconnect(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::BrokenPipe
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::UnexpectedEof
    )
}
