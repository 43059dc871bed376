//! PIN bytes in memory after use: none (invariant 6). The real programs sign, change the password and test it,
//! with a card behind real pcscd that waits in the middle of it; meanwhile all of the program's memory is
//! searched, for every stretch of six characters of each password, as it was typed and as the card got it. Before that,
//! while the card looks at the password, it must be there, and in locked memory only.

mod cli;
mod search;
mod window;

use std::{
    process::Command,
    sync::mpsc::{self, Receiver, Sender},
    time::Duration,
};

use inkan::{
    platform::vpcd::VpcdCard,
    sim::{DEMO_AUTH_PIN, DEMO_SIGN_PASSWORD, Profile, Reset, SimCard},
};

use crate::pcscd::{Inserted, Pcscd};
use crate::sim::TODAY;
use search::{Trace, traces};

/// Occurs nowhere by itself. Small letters become capitals on the way.
const TYPED: &str = "zQ7x4Kw9mB2v";
const SENT: &str = "ZQ7X4KW9MB2V";
/// The same for the one that is to take its place.
const NEW_TYPED: &str = "pH3d8Nf6tY5c";
const NEW_SENT: &str = "PH3D8NF6TY5C";
/// The PIN of the other key.
const PIN: &str = "8351";

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
            [0x00, 0x20, _, _, _, data @ ..] if data == SENT.as_bytes() => {
                self.wait_at(Moment::Verifying);
                let password = DEMO_SIGN_PASSWORD.as_bytes();
                let length = u8::try_from(password.len()).expect("short");
                [&[0x00, 0x20, 0x00, 0x80, length], password].concat()
            }
            [0x00, 0x20, _, _, _, data @ ..] if data == PIN.as_bytes() => {
                self.wait_at(Moment::Verifying);
                [&[0x00, 0x20, 0x00, 0x80, 0x04], DEMO_AUTH_PIN.as_bytes()].concat()
            }
            [0x00, 0x24, 0x01, 0x80, _, data @ ..] if data == NEW_SENT.as_bytes() => {
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

/// The card at a real pcscd, and the two ends of its waiting.
struct Table {
    _inserted: Inserted,
    _pcscd: Pcscd,
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
            moment,
            go,
        })
    }

    /// Waits until the card waits, lets `pause` pass, and searches the program.
    #[track_caller]
    fn search_at(
        &self,
        moment: Moment,
        pause: Duration,
        process: u32,
        secrets: &[&str],
    ) -> Vec<Trace> {
        self.while_at(moment, || {
            std::thread::sleep(pause);
            traces(process, secrets)
        })
    }

    /// Waits until the card waits, does this, and lets it go on.
    #[track_caller]
    fn while_at<T>(&self, moment: Moment, task: impl FnOnce() -> T) -> T {
        let now = self.moment.recv_timeout(Duration::from_mins(1));
        assert_eq!(now, Ok(moment));
        let done = task();
        self.go.send(()).expect("the card waits");
        done
    }

    /// While the card looks at it, the secret must be there, and nowhere but in locked memory.
    #[track_caller]
    fn is_held_at(&self, moment: Moment, process: u32, secrets: &[&str]) {
        let found = self.search_at(moment, Duration::ZERO, process, secrets);
        assert!(!found.is_empty(), "the search finds what is there");
        let loose: Vec<_> = found.iter().filter(|trace| !trace.is_locked).collect();
        assert!(loose.is_empty(), "{loose:#?}");
    }

    /// Later nothing is left.
    #[track_caller]
    fn is_gone_at(&self, moment: Moment, process: u32, secrets: &[&str]) {
        assert_none(&self.search_at(moment, AFTER_USE, process, secrets));
    }
}

/// Two seconds after use nothing is left.
const AFTER_USE: Duration = Duration::from_secs(2);

#[track_caller]
fn assert_none(found: &[Trace]) {
    assert!(found.is_empty(), "{found:#?}");
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_inkan-cli");
