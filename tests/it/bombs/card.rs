//! Cards whose answers never end, or come a byte at a time: what is sent to them is counted.

use inkan::{
    app::{
        command::{CancelFlag, CardEpoch},
        event::{CardFact, CertificateFact, Event},
        workflow::{Context, inspect::inspect},
    },
    core::{
        apdu::{Command, Response},
        cert::TrustStore,
        jpki::{CERTIFICATE_EF_SIZE, CardChannel, ChannelError, Slot},
    },
    platform::{clock::SystemClock, files::SystemFiles},
};

use super::certificate::{Person, deep, extensions, named, piled};

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
    looked_at(answer).0
}

/// The same, and what is found.
fn looked_at(answer: impl Fn(&[u8]) -> Vec<u8>) -> (usize, Vec<Event>) {
    let mut card = Endless { answer, count: 0 };
    let trust = TrustStore::jlis();
    let cancel = CancelFlag::default();
    let context = Context {
        clock: &SystemClock,
        files: &SystemFiles,
        trust: &trust,
        cancel: &cancel,
    };
    let mut found = Vec::new();
    // Whatever comes of it: it ends.
    let _end = inspect(&mut card, CardEpoch::default(), &context, &mut |event| {
        found.push(event);
    });
    (card.count, found)
}

fn is_read_binary(command: &[u8]) -> bool {
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
            if is_read_binary(command) || command.get(1) == Some(&0xC0) {
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
            if !is_read_binary(command) {
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
            if is_read_binary(command) {
                [announced(3_000), vec![0; len], vec![0x90, 0x00]].concat()
            } else {
                vec![0x90, 0x00]
            }
        });
        assert!(count < 200, "{len}: {count}");
    }
}

/// What is changed of a certificate.
type Change = fn(&mut Person);

/// What is in the certificate's file of a card, however much, is read as a certificate or is not to be
/// understood; what is more than the file can hold is not even asked for.
#[test]
fn certificates_of_any_make_are_read_or_unreadable() {
    let changes: [(&str, Change, bool); 9] = [
        (
            "name",
            |it| it.subject = Some(named(&vec![b'A'; 2_500])),
            true,
        ),
        ("marks", |it| it.subject = Some(named(&piled(1_200))), true),
        ("serial", |it| it.serial = vec![0x55; 2_500], true),
        ("extensions", |it| it.extensions = extensions(150), true),
        (
            "key",
            |it| {
                it.bits = 8_192;
                it.exponent = 1_000;
            },
            true,
        ),
        ("nesting", |it| it.subject = Some(deep(700)), true),
        (
            "name-beyond",
            |it| it.subject = Some(named(&vec![b'A'; 1 << 20])),
            false,
        ),
        (
            "serial-beyond",
            |it| it.serial = vec![0x55; 64 << 10],
            false,
        ),
        (
            "extensions-beyond",
            |it| it.extensions = extensions(10_000),
            false,
        ),
    ];
    for (name, change, is_read) in changes {
        let mut person = Person {
            is_for_login: true,
            ..Person::new(1)
        };
        change(&mut person);
        let certificate = person.certificate();
        let (count, found) = looked_at(|command| {
            if !is_read_binary(command) {
                return vec![0x90, 0x00];
            }
            let offset = usize::from(u16::from_be_bytes([command[2] & 0x7F, command[3]]));
            let rest = certificate.get(offset..).unwrap_or_default();
            [&rest[..rest.len().min(256)], &[0x90, 0x00]].concat()
        });
        let fact = found.iter().find_map(|event| match event {
            Event::CardFact {
                fact: CardFact::Certificate(Slot::Auth, fact),
                ..
            } => Some(fact),
            _ => None,
        });
        let fact = fact.unwrap_or_else(|| panic!("{name}: nothing is told"));
        let was_read = matches!(**fact, CertificateFact::Read(..));
        assert!(
            was_read || matches!(**fact, CertificateFact::Unreadable),
            "{name}: {fact:?}"
        );
        assert_eq!(was_read, is_read, "{name}");
        assert!(count < 60, "{name}: {count} commands");
    }
}
