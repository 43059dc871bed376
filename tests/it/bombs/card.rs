//! Cards whose answers never end, or come a byte at a time: what is sent to them is counted.

use inkan::{
    app::{
        command::{CancelFlag, CardEpoch},
        workflow::{Context, inspect::inspect},
    },
    core::{
        apdu::{Command, Response},
        cert::TrustStore,
        jpki::{CERTIFICATE_EF_SIZE, CardChannel, ChannelError},
    },
    platform::{clock::SystemClock, files::SystemFiles},
};

/// At 20 ms a command, the usual, this is a minute and a half; an ordinary card takes 17.
const MOST: usize = 5_000;

/// Answers every command in the same way, and counts them.
struct Endless<F> {
    answer: F,
    count: usize,
}

impl<F: Fn(&[u8]) -> Vec<u8>> CardChannel for Endless<F> {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        self.count += 1;
        assert!(self.count <= MOST, "no end in sight");
        let answer = (self.answer)(&command.encode());
        Response::decode(&answer).map_err(|_short| ChannelError::Garbled)
    }
}

/// What looks at the card sends so many commands.
fn commands(answer: impl Fn(&[u8]) -> Vec<u8>) -> usize {
    let mut card = Endless { answer, count: 0 };
    let trust = TrustStore::jlis();
    let cancel = CancelFlag::default();
    let context = Context {
        clock: &SystemClock,
        files: &SystemFiles,
        trust: &trust,
        cancel: &cancel,
    };
    // Whatever is found: it ends.
    let _found = inspect(&mut card, CardEpoch::default(), &context, &mut |_| ());
    card.count
}

fn is_read(command: &[u8]) -> bool {
    command.get(1) == Some(&0xB0)
}

/// A certificate of this many bytes, as far as its length is concerned.
fn announced(len: u16) -> Vec<u8> {
    let [high, low] = len.to_be_bytes();
    vec![0x30, 0x82, high, low]
}

#[test]
fn answers_without_end_end() {
    let more = |data: usize| [vec![0x30; data], vec![0x61, 0xFF]].concat();
    assert!(commands(|_| more(0)) < 200);
    assert!(commands(|_| more(255)) < 200);
    assert!(commands(|_| more(65_535)) < 200);
    assert!(commands(|_| vec![0x6C, 0xFF]) < 200);
    // First everything is as it should be, then the files have no end.
    for status in [[0x61, 0x01], [0x6C, 0x01], [0x62, 0x82]] {
        let count = commands(|command| {
            if is_read(command) || command.get(1) == Some(&0xC0) {
                [vec![0x30], status.to_vec()].concat()
            } else {
                vec![0x90, 0x00]
            }
        });
        assert!(count < MOST, "{status:?}: {count}");
    }
}

#[test]
fn a_certificate_a_byte_at_a_time_ends_with_its_file() {
    for len in [3_000_u16, 3_800, 65_535] {
        let count = commands(|command| {
            if !is_read(command) {
                return vec![0x90, 0x00];
            }
            let start = announced(len);
            let offset = usize::from(u16::from_be_bytes([command[2] & 0x7F, command[3]]));
            let byte = start.get(offset).copied().unwrap_or(0);
            vec![byte, 0x90, 0x00]
        });
        // Slow cards are read all the same; more than the file holds is not.
        assert!(count < CERTIFICATE_EF_SIZE + 600, "{len}: {count}");
    }
}

#[test]
fn giant_answers_are_taken_for_what_they_are() {
    for len in [257, 4_000, 65_535] {
        let count = commands(|command| {
            if is_read(command) {
                [announced(3_000), vec![0; len], vec![0x90, 0x00]].concat()
            } else {
                vec![0x90, 0x00]
            }
        });
        assert!(count < 200, "{len}: {count}");
    }
}
