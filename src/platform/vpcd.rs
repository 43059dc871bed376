//! Lends a simulated card to vpcd, pcscd's virtual reader, so that any program on this computer
//! meets it through the real smart card service. For `inkan-cli simulate` only: the one named
//! exception to "the program opens no network socket" (invariant 8).
//!
//! vpcd listens, the card connects (port 35963 for the first slot). A message is two length bytes,
//! big endian, then one control byte or a command APDU; only the ATR request and APDUs are
//! answered, in the same frame. Closing the connection is taking the card out.
//! After "Virtual Smart Card Architecture", the protocol of vpcd 3.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream, ToSocketAddrs},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use thiserror::Error;
use zeroize::Zeroizing;

use super::clock::Stopwatch;

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

/// What to do when vpcd closes the connection, or is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenLost {
    /// Stop serving.
    End,
    /// Try again every half second until told to stop.
    Reconnect,
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

/// Why the card could not be lent.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VpcdError {
    /// It is not `host:port`, or the host is unknown.
    #[error("{address:?} is no address of a reader")]
    Address {
        /// What was given.
        address: String,
    },
    /// Nobody listens there, or the connection broke in an unusual way.
    #[error("{address} cannot be reached: {kind}")]
    Connection {
        /// Where.
        address: SocketAddr,
        /// The system's word for it.
        kind: io::ErrorKind,
    },
    /// The address is not on this computer.
    #[error("{address} is another computer")]
    NotLoopback {
        /// Where.
        address: SocketAddr,
    },
}

/// Turns `host:port` into an address on this computer.
pub fn resolve(address: &str) -> Result<SocketAddr, VpcdError> {
    let unknown = || VpcdError::Address {
        address: address.to_owned(),
    };
    let found: Vec<SocketAddr> = address
        .to_socket_addrs()
        .map_err(|_no_such_host| unknown())?
        .collect();
    // vpcd listens on IPv4; "localhost" often names the IPv6 address first.
    let chosen = found
        .iter()
        .find(|found| found.is_ipv4())
        .or(found.first())
        .copied();
    let chosen = chosen.ok_or_else(unknown)?;
    if chosen.ip().is_loopback() {
        Ok(chosen)
    } else {
        Err(VpcdError::NotLoopback { address: chosen })
    }
}

/// Serves `card` to the vpcd at `address` until `stop` is raised, the card leaves, or the connection
/// is lost and `when_lost` says to end. Blocks; looks at `stop` ten times a second.
pub fn serve(
    card: &mut dyn VpcdCard,
    address: SocketAddr,
    when_lost: WhenLost,
    stop: &AtomicBool,
) -> Result<Ended, VpcdError> {
    loop {
        let ended = match connect(address) {
            Ok(mut stream) => {
                let ended = serve_connection(card, &mut stream, stop);
                card.power_off();
                ended
            }
            Err(error) => Err(error),
        };
        match (ended, when_lost) {
            (Ok(Ended::ConnectionLost) | Err(_), WhenLost::Reconnect) => {
                if pause(RECONNECT_PAUSE, stop) == Pause::Interrupted {
                    return Ok(Ended::Stopped);
                }
            }
            (Ok(ended), _) => return Ok(ended),
            (Err(error), WhenLost::End) => {
                return Err(VpcdError::Connection {
                    address,
                    kind: error.kind(),
                });
            }
        }
    }
}

/// How long connecting may take.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// Between two attempts to connect.
const RECONNECT_PAUSE: Duration = Duration::from_millis(500);
/// How often the stop flag is looked at.
const STOP_TICK: Duration = Duration::from_millis(100);

/// The control messages: a frame of one byte.
const POWER_OFF: u8 = 0;
const POWER_ON: u8 = 1;
const RESET: u8 = 2;
const SEND_ATR: u8 = 4;

/// What is answered when the card's own answer is too long for a frame: 6F00.
const UNSPECIFIED: [u8; 2] = [0x6F, 0x00];

fn connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, CONNECT_LIMIT)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(STOP_TICK))?;
    Ok(stream)
}

fn serve_connection(
    card: &mut dyn VpcdCard,
    stream: &mut TcpStream,
    stop: &AtomicBool,
) -> io::Result<Ended> {
    loop {
        let message = match receive(stream, stop) {
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
        match stream.write_all(&frame(&answer)) {
            Ok(()) => {}
            Err(error) if is_disconnect(error.kind()) => return Ok(Ended::ConnectionLost),
            Err(error) => return Err(error),
        }
    }
}

/// One message; `None` when it is time to stop.
fn receive(stream: &mut TcpStream, stop: &AtomicBool) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut length = [0; 2];
    if fill(stream, &mut length, stop)?.is_none() {
        return Ok(None);
    }
    // It may be a VERIFY.
    let mut message = Zeroizing::new(vec![0; usize::from(u16::from_be_bytes(length))]);
    Ok(fill(stream, &mut message, stop)?.map(|()| message))
}

/// Reads exactly as much as fits into `buffer`; `None` when it is time to stop.
fn fill(stream: &mut TcpStream, buffer: &mut [u8], stop: &AtomicBool) -> io::Result<Option<()>> {
    let mut rest = buffer;
    while !rest.is_empty() {
        if stop.load(Ordering::SeqCst) {
            return Ok(None);
        }
        match stream.read(rest) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                acknowledge_at_once(stream);
                rest = rest.get_mut(count..).unwrap_or_default();
            }
            Err(error) if is_tick(error.kind()) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Some(()))
}

/// vpcd writes length and message in two segments; without this the second waits 40 ms for our
/// delayed acknowledgement of the first. The system forgets the setting after each read.
fn acknowledge_at_once(stream: &TcpStream) {
    #[cfg(target_os = "linux")]
    {
        // Only a matter of speed.
        let _slower = rustix::net::sockopt::set_tcp_quickack(stream, true);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = stream;
}

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

/// How a pause ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pause {
    Interrupted,
    Over,
}

fn pause(length: Duration, stop: &AtomicBool) -> Pause {
    let watch = Stopwatch::start();
    while !watch.has_passed(length) {
        if stop.load(Ordering::SeqCst) {
            return Pause::Interrupted;
        }
        thread::sleep(STOP_TICK.min(watch.left_of(length)));
    }
    Pause::Over
}
