//! Nothing of a PIN stays in the memory of this program after the card answered (invariant 6),
//! whichever way it came in, with the real smart card service in between.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom, Write},
    process::{Command, Stdio},
    sync::Arc,
    thread,
    time::Duration,
};

use inkan::{
    app::ports::{Hold, ReaderName, Readers},
    core::{apdu, jpki::ChannelError},
    platform::{pcsc::PcscReaders, terminal},
};

use crate::pcscd::{FIRST_SLOT, Inserted, Pcscd, ScriptedCard, wait_for};

/// The password, in a form that this program does not look for.
const HIDDEN: [u8; 12] = *b"LzcxYovkuz09";
const MASK: u8 = 0x0A;

fn revealed() -> Vec<u8> {
    HIDDEN.iter().map(|byte| byte ^ MASK).collect()
}

#[test]
fn a_password_is_gone_when_the_card_has_answered() {
    let Some(pcscd) = Pcscd::start() else { return };
    let (card, diary) = ScriptedCard::new(|_| Some(vec![0x90, 0x00]));
    let _card = Inserted::new(card, pcscd.first_slot());
    let mut client = Command::new(std::env::current_exe().expect("this program"))
        .args([
            "--exact",
            "pin_in_memory::verifies_and_looks",
            "--ignored",
            "--nocapture",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let mut input = client.stdin.take().expect("piped");
    input.write_all(&revealed()).expect("typed");
    input.write_all(b"\n").expect("typed");
    drop(input);
    let output = client.wait_with_output().expect("ended");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("while held: true"),
        "the search finds what is there: {said}"
    );
    assert!(said.contains("afterwards: 0 times"), "{said}");
    let commands = diary.commands.lock().expect("sound");
    let sent: Vec<_> = commands
        .iter()
        .filter(|command| command[1] == 0x20)
        .collect();
    assert_eq!(sent.len(), 1, "one VERIFY");
    assert_eq!(sent[0][5..], revealed());
}

/// The client, in a process that holds nothing else.
#[test]
#[ignore = "runs in the process that the test above makes"]
fn verifies_and_looks() {
    let mut readers = PcscReaders::open(Arc::new(|_| {}));
    let reader = ReaderName(FIRST_SLOT.to_owned());
    let pin = terminal::read_line().expect("typed");
    println!("while held: {}", times_in_memory() > 0);
    wait_for("the card", || {
        let verify = apdu::Command::new(0x00, 0x20, 0x00, 0x80);
        let mut pin = Some(verify.with_secret(&pin));
        let held = readers.with_card(&reader, Hold::Exclusive, &mut |card| {
            card.transmit(&pin.take().expect("once")).expect("answered");
        });
        assert!(
            matches!(held, Ok(()) | Err(ChannelError::Removed)),
            "{held:?}"
        );
        held.is_ok()
    });
    drop(pin);
    thread::sleep(Duration::from_millis(100));
    println!("afterwards: {} times", times_in_memory());
}

/// How often the password stands in any writable memory of this process.
fn times_in_memory() -> usize {
    let maps = fs::read_to_string("/proc/self/maps").expect("Linux");
    let mut memory = File::open("/proc/self/mem").expect("Linux");
    let mut times = 0;
    for line in maps.lines().filter(|line| line.contains(" rw-p ")) {
        let range = line.split(' ').next().expect("a range");
        let (start, end) = range.split_once('-').expect("a range");
        let start = u64::from_str_radix(start, 16).expect("hexadecimal");
        let end = u64::from_str_radix(end, 16).expect("hexadecimal");
        let mut bytes = vec![0; usize::try_from(end - start).expect("fits")];
        if memory.seek(SeekFrom::Start(start)).is_err() || memory.read_exact(&mut bytes).is_err() {
            continue;
        }
        times += count_and_mask(&mut bytes);
    }
    times
}

/// Counts the password in `bytes` without ever writing it anywhere, and makes them unreadable.
fn count_and_mask(bytes: &mut [u8]) -> usize {
    for byte in bytes.iter_mut() {
        *byte ^= MASK;
    }
    bytes
        .windows(HIDDEN.len())
        .filter(|window| **window == HIDDEN)
        .count()
}
