//! The client side of vpcd's protocol against a listener that plays vpcd: frames in pieces, frames
//! that are nonsense, connections that break, other computers.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use inkan::platform::vpcd::{self, Ended, VpcdCard, VpcdError, WhenLost};

/// Answers a command with its own bytes; `FF FF` makes it leave, `FE FE` answer far too much.
#[derive(Default)]
struct Echo {
    life: String,
}

impl VpcdCard for Echo {
    fn atr(&self) -> Vec<u8> {
        vec![0x3B, 0x00]
    }

    fn power_on(&mut self) {
        self.life.push('+');
    }

    fn power_off(&mut self) {
        self.life.push('-');
    }

    fn reset(&mut self) {
        self.life.push('r');
    }

    fn answer(&mut self, apdu: &[u8]) -> Option<Vec<u8>> {
        match apdu {
            [0xFF, 0xFF] => None,
            [0xFE, 0xFE] => Some(vec![0; 70_000]),
            _ => Some(apdu.to_vec()),
        }
    }
}

/// A card being served to a listener of ours.
struct Service {
    listener: TcpListener,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<(Result<Ended, VpcdError>, String)>,
}

impl Service {
    fn start(when_lost: WhenLost) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let address = listener.local_addr().expect("bound");
        let stop = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            let mut card = Echo::default();
            let ended = vpcd::serve(&mut card, address, when_lost, &flag);
            (ended, card.life)
        });
        Self {
            listener,
            stop,
            thread,
        }
    }

    fn accept(&self) -> TcpStream {
        let (stream, _) = self.listener.accept().expect("the card connects");
        stream
            .set_read_timeout(Some(Duration::from_secs(5)))
            .expect("set");
        stream
    }

    fn stop(self) -> (Result<Ended, VpcdError>, String) {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.join().expect("no panic")
    }
}

fn answer(stream: &mut TcpStream) -> Vec<u8> {
    let mut length = [0; 2];
    stream.read_exact(&mut length).expect("a frame");
    let mut answer = vec![0; u16::from_be_bytes(length).into()];
    stream.read_exact(&mut answer).expect("a whole frame");
    answer
}

#[test]
fn control_bytes_move_the_card_and_commands_are_answered() {
    let service = Service::start(WhenLost::End);
    let mut vpcd = service.accept();
    // Power on, reset, power off, power on, then the question for the ATR, in one go.
    vpcd.write_all(&[0, 1, 1, 0, 1, 2, 0, 1, 0, 0, 1, 1, 0, 1, 4])
        .expect("sent");
    assert_eq!(answer(&mut vpcd), [0x3B, 0x00]);
    // In pieces, with pauses longer than the client looks at its flag.
    for piece in [[0].as_slice(), &[4, 0x00], &[0x20, 0x00, 0x80]] {
        vpcd.write_all(piece).expect("sent");
        thread::sleep(Duration::from_millis(120));
    }
    assert_eq!(answer(&mut vpcd), [0x00, 0x20, 0x00, 0x80]);
    let (ended, life) = service.stop();
    assert_eq!((ended, life.as_str()), (Ok(Ended::Stopped), "+r-+-"));
}

#[test]
fn nonsense_is_tolerated() {
    let service = Service::start(WhenLost::End);
    let mut vpcd = service.accept();
    // Empty frames and control bytes that do not exist ask nothing.
    vpcd.write_all(&[0, 0, 0, 1, 0x55, 0, 0, 0, 1, 0xFF])
        .expect("sent");
    let longest = vec![0xA5; 65_535];
    vpcd.write_all(&[0xFF, 0xFF]).expect("sent");
    vpcd.write_all(&longest).expect("sent");
    assert!(answer(&mut vpcd) == longest);
    // An answer that fits no frame becomes a status word.
    vpcd.write_all(&[0, 2, 0xFE, 0xFE]).expect("sent");
    assert_eq!(answer(&mut vpcd), [0x6F, 0x00]);
    drop(vpcd);
    let (ended, life) = service.thread.join().expect("no panic");
    assert_eq!((ended, life.as_str()), (Ok(Ended::ConnectionLost), "-"));
}

#[test]
fn a_card_that_leaves_closes_the_connection() {
    let service = Service::start(WhenLost::Reconnect);
    let mut vpcd = service.accept();
    vpcd.write_all(&[0, 2, 0xFF, 0xFF]).expect("sent");
    assert_eq!(vpcd.read(&mut [0]).expect("closed"), 0);
    let (ended, _) = service.thread.join().expect("no panic");
    assert_eq!(ended, Ok(Ended::CardLeft));
}

#[test]
fn a_lost_connection_is_made_again_when_asked() {
    let service = Service::start(WhenLost::Reconnect);
    for _ in 0..2 {
        let mut vpcd = service.accept();
        vpcd.write_all(&[0, 1, 4]).expect("sent");
        assert_eq!(answer(&mut vpcd), [0x3B, 0x00]);
        // Half a frame, then the end.
        vpcd.write_all(&[0, 9, 1]).expect("sent");
    }
    let (ended, life) = service.stop();
    assert_eq!((ended, life.as_str()), (Ok(Ended::Stopped), "--"));
}

#[test]
fn nobody_listening_is_an_error_unless_waiting_was_asked_for() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let address = listener.local_addr().expect("bound");
    drop(listener);
    let stop = AtomicBool::new(false);
    let ended = vpcd::serve(&mut Echo::default(), address, WhenLost::End, &stop);
    let refused = std::io::ErrorKind::ConnectionRefused;
    assert_eq!(
        ended,
        Err(VpcdError::Connection {
            address,
            kind: refused
        })
    );
    stop.store(true, Ordering::SeqCst);
    let ended = vpcd::serve(&mut Echo::default(), address, WhenLost::Reconnect, &stop);
    assert_eq!(ended, Ok(Ended::Stopped));
}

#[test]
fn only_this_computer_is_reached() {
    let local: SocketAddr = (Ipv4Addr::LOCALHOST, 35963).into();
    assert_eq!(vpcd::resolve("127.0.0.1:35963"), Ok(local));
    assert_eq!(vpcd::resolve("localhost:35963"), Ok(local));
    let other: SocketAddr = (Ipv4Addr::new(192, 0, 2, 1), 35963).into();
    assert_eq!(
        vpcd::resolve("192.0.2.1:35963"),
        Err(VpcdError::NotLoopback { address: other })
    );
    for wrong in [
        "",
        "35963",
        "localhost",
        "localhost:",
        "localhost:99999",
        ":35963x",
    ] {
        let refused = vpcd::resolve(wrong);
        assert!(
            matches!(refused, Err(VpcdError::Address { .. })),
            "{wrong}: {refused:?}"
        );
    }
}
