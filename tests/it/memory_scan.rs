//! PIN bytes in memory after the card answered: none (invariant 6). The real `inkan-cli` signs, or
//! changes the password, with a card behind real pcscd that waits in the middle of it; meanwhile all
//! of the program's memory is read and searched, for every stretch of six characters of each
//! password, as it was typed and as the card got it.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver, Sender},
    time::Duration,
};

use inkan::{
    platform::vpcd::VpcdCard,
    sim::{DEMO_SIGN_PASSWORD, Profile, Reset, SimCard},
};

use crate::pcscd::{Inserted, Pcscd};
use crate::sim::TODAY;

/// Occurs nowhere by itself. Small letters become capitals on the way.
const TYPED: &[u8] = b"zQ7x4Kw9mB2v";
const SENT: &[u8] = b"ZQ7X4KW9MB2V";
/// The same for the one that is to take its place.
const NEW_TYPED: &[u8] = b"pH3d8Nf6tY5c";
const NEW_SENT: &[u8] = b"PH3D8NF6TY5C";

/// The shortest stretch of the password that is looked for.
const STRETCH: usize = 6;

/// What the card is doing when it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    Changing,
    /// The last command: the card is let go.
    Leaving,
    Verifying,
    Signing,
}

/// The practice card with another password, which waits at both moments until told to go on.
struct WaitingCard {
    card: SimCard,
    moments: Sender<Moment>,
    go_on: Receiver<()>,
    has_changed: bool,
}

impl WaitingCard {
    fn wait_at(&self, moment: Moment) {
        self.moments.send(moment).expect("the test listens");
        self.go_on
            .recv_timeout(Duration::from_mins(1))
            .expect("the test goes on");
    }
}

impl VpcdCard for WaitingCard {
    fn atr(&self) -> Vec<u8> {
        self.card.atr().to_vec()
    }

    fn power_on(&mut self) {}

    fn power_off(&mut self) {
        self.card.reset(Reset::PowerDown);
    }

    fn reset(&mut self) {
        self.card.reset(Reset::Warm);
    }

    fn answer(&mut self, apdu: &[u8]) -> Option<Vec<u8>> {
        let own = match apdu {
            [0x00, 0x20, _, _, _, data @ ..] if data == SENT => {
                self.wait_at(Moment::Verifying);
                let password = DEMO_SIGN_PASSWORD.as_bytes();
                let length = u8::try_from(password.len()).expect("short");
                [&[0x00, 0x20, 0x00, 0x80, length], password].concat()
            }
            [0x00, 0x24, 0x01, 0x80, _, data @ ..] if data == NEW_SENT => {
                self.has_changed = true;
                self.wait_at(Moment::Changing);
                apdu.to_vec()
            }
            // The issuer domain, at the end; only a change waits there.
            [0x00, 0xA4, 0x04, 0x0C, 0x07, ..] if self.has_changed => {
                self.wait_at(Moment::Leaving);
                apdu.to_vec()
            }
            [0x80, 0x2A, ..] => {
                self.wait_at(Moment::Signing);
                apdu.to_vec()
            }
            other => other.to_vec(),
        };
        Some(self.card.answer(&own))
    }
}

/// Where in the memory of `process` a stretch of the password lies: the name of each region.
fn traces(process: &Child, secrets: &[&[u8]]) -> Vec<String> {
    assert!(crate::screen::leaves_no_core(process.id()));
    let maps = std::fs::read_to_string(format!("/proc/{}/maps", process.id())).expect("maps");
    let mut memory = File::open(format!("/proc/{}/mem", process.id())).expect("memory");
    let mut found = Vec::new();
    let mut searched = 0;
    for line in maps.lines() {
        let (range, rest) = line.split_once(' ').expect("a range");
        // What the kernel keeps to itself cannot be read from anywhere.
        if !rest.starts_with('r') || line.ends_with("[vvar]") || line.ends_with("[vsyscall]") {
            continue;
        }
        let (start, end) = range.split_once('-').expect("two ends");
        let address = |text| u64::from_str_radix(text, 16).expect("an address");
        let (start, end) = (address(start), address(end));
        let mut bytes = vec![0; usize::try_from(end - start).expect("fits")];
        memory.seek(SeekFrom::Start(start)).expect("sought");
        if memory.read_exact(&mut bytes).is_err() {
            // A file that became shorter under its mapping, or a guard.
            continue;
        }
        searched += bytes.len();
        for secret in secrets {
            if let Some(place) = place_of_a_stretch(secret, &bytes) {
                let around = &bytes[place.saturating_sub(48)..(place + 48).min(bytes.len())];
                found.push(format!("{line} at {place:#x}: {}", around.escape_ascii()));
            }
        }
    }
    assert!(searched > 1 << 20, "only {searched} bytes were searched");
    found
}

/// Where `bytes` have [`STRETCH`] characters of `secret` in a row.
fn place_of_a_stretch(secret: &[u8], bytes: &[u8]) -> Option<usize> {
    let mut begins = [false; 256];
    for stretch in secret.windows(STRETCH) {
        begins[usize::from(stretch[0])] = true;
    }
    let may_begin = |place: &usize| begins[usize::from(bytes[*place])];
    (0..bytes.len().saturating_sub(STRETCH - 1))
        .filter(may_begin)
        .find(|place| {
            secret
                .windows(STRETCH)
                .any(|stretch| bytes[*place..].starts_with(stretch))
        })
}

/// The card at a real pcscd, and the two ends of its waiting.
struct Table {
    _inserted: Inserted,
    _pcscd: Pcscd,
    folder: tempfile::TempDir,
    moment: Receiver<Moment>,
    go: Sender<()>,
}

impl Table {
    fn lay() -> Option<Self> {
        let pcscd = Pcscd::start()?;
        let (moments, moment) = mpsc::channel();
        let (go, go_on) = mpsc::channel();
        let profile = Profile::built_in("normal").expect("compiled in");
        let card = SimCard::new(&profile, TODAY).expect("issues");
        let waiting = WaitingCard {
            card,
            moments,
            go_on,
            has_changed: false,
        };
        let inserted = Inserted::new(waiting, pcscd.first_slot());
        crate::pcscd::wait_for("the card", || {
            let output = Command::new(PROGRAM).arg("status").output().expect("ran");
            output.status.success()
        });
        Some(Self {
            _inserted: inserted,
            _pcscd: pcscd,
            folder: tempfile::tempdir().expect("folder"),
            moment,
            go,
        })
    }

    /// Starts the program and types these lines.
    fn start(&self, arguments: &[&str], lines: &[&[u8]]) -> Child {
        let mut program = Command::new(PROGRAM)
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        let mut typed = program.stdin.take().expect("piped");
        for line in lines {
            typed
                .write_all(line)
                .and_then(|()| typed.write_all(b"\n"))
                .expect("typed");
        }
        program
    }

    /// Waits until the card waits, and searches the program.
    fn search_at(&self, moment: Moment, program: &Child, secrets: &[&[u8]]) -> Vec<String> {
        let now = self.moment.recv_timeout(Duration::from_mins(1));
        assert_eq!(now, Ok(moment));
        let found = traces(program, secrets);
        self.go.send(()).expect("the card waits");
        found
    }
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_inkan-cli");

#[test]
fn no_stretch_of_the_password_is_left_while_the_card_signs() {
    let Some(table) = Table::lay() else { return };
    std::fs::write(table.folder.path().join("a.txt"), "hello").expect("written");
    let mut signing = table.start(&["sign", "a.txt", "--pin-stdin"], &[TYPED]);
    let secrets = [TYPED, SENT];
    let before = table.search_at(Moment::Verifying, &signing, &secrets);
    let after = table.search_at(Moment::Signing, &signing, &secrets);
    assert!(signing.wait().expect("ended").success());
    assert!(!before.is_empty(), "the search finds what is there");
    assert_eq!(after, Vec::<String>::new());
    assert!(table.folder.path().join("a.txt.p7s").exists());
}

#[test]
fn no_stretch_of_the_old_or_the_new_password_is_left_after_a_change() {
    let Some(table) = Table::lay() else { return };
    let lines = [TYPED, NEW_TYPED, NEW_TYPED];
    let mut changing = table.start(&["pin", "change", "--kind=sign", "--pin-stdin"], &lines);
    let secrets = [TYPED, SENT, NEW_TYPED, NEW_SENT];
    let verifying = table.search_at(Moment::Verifying, &changing, &secrets);
    assert!(!verifying.is_empty(), "the search finds what is there");
    let at_change = table.search_at(Moment::Changing, &changing, &[NEW_SENT]);
    assert!(!at_change.is_empty(), "the search finds the new one");
    let typed = table.search_at(Moment::Leaving, &changing, &secrets);
    assert!(changing.wait().expect("ended").success());
    assert_eq!(typed, Vec::<String>::new());
}

#[test]
fn no_stretch_of_the_password_is_left_while_the_card_is_tested() {
    let Some(table) = Table::lay() else { return };
    let mut testing = table.start(&["pin", "test", "--kind=sign", "--pin-stdin"], &[TYPED]);
    let secrets = [TYPED, SENT];
    let before = table.search_at(Moment::Verifying, &testing, &secrets);
    let after = table.search_at(Moment::Signing, &testing, &secrets);
    assert!(testing.wait().expect("ended").success());
    assert!(!before.is_empty(), "the search finds what is there");
    assert_eq!(after, Vec::<String>::new());
}
