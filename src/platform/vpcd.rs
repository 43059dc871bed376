//! Lends a simulated card to vpcd, pcscd's virtual reader, so that any program on this computer
//! meets it through the real smart card service. For `inkan-cli simulate` only: the one named
//! exception to "the program opens no network socket" (invariant 8).
//!
//! vpcd listens, the card connects (port 35963 for the first slot). A message is two length bytes,
//! big endian, then one control byte or a command APDU; only the ATR request and APDUs are
//! answered, in the same frame. Closing the connection is taking the card out.
//! After "Virtual Smart Card Architecture", the protocol of vpcd 3.

mod conversation;

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream, ToSocketAddrs},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use thiserror::Error;

use super::clock::Stopwatch;

pub use conversation::{Ended, VpcdCard, converse};

/// What to do when vpcd closes the connection, or is not there yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenLost {
    /// Stop serving.
    End,
    /// Try again every half second until told to stop.
    Reconnect,
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
            Ok(mut connection) => {
                let ended = converse(card, &mut connection, stop);
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

fn connect(address: SocketAddr) -> io::Result<Connection> {
    let stream = TcpStream::connect_timeout(&address, CONNECT_LIMIT)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(STOP_TICK))?;
    Ok(Connection(stream))
}

/// The connection to vpcd, which writes length and message in two segments: without an acknowledgement
/// of the first at once, the second waits 40 ms for it. The system forgets the setting after each read.
struct Connection(TcpStream);

impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(buffer)?;
        if count > 0 {
            acknowledge_at_once(&self.0);
        }
        Ok(count)
    }
}

impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn acknowledge_at_once(stream: &TcpStream) {
    #[cfg(target_os = "linux")]
    {
        // Only a matter of speed.
        let _slower = rustix::net::sockopt::set_tcp_quickack(stream, true);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = stream;
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
