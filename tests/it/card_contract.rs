//! What any card must do for this program, as jpki-card section 2 says it, in commands written out
//! by hand. The same rows are run on the simulated card directly and on the same card through real
//! pcscd and its virtual reader: what is true of one must be true of the other.

mod rows;

use inkan::{
    app::ports::Hold,
    core::{
        apdu::{Command, Le},
        jpki::CardChannel,
    },
    sim::{Profile, Reset, SimCard},
};
use jiff::civil::{Date, date};

use crate::card_contract::rows::ROWS;

const TODAY: Date = date(2026, 11, 23);

/// A card somewhere, to be held more than once.
pub trait Rig {
    /// Holds the card for some work and lets it go as `hold` says.
    fn hold(&mut self, hold: Hold, work: &mut dyn FnMut(&mut dyn CardChannel));
}

/// One row of the contract.
pub type Row = (&'static str, fn(&mut dyn Rig));

/// The card on the bench.
struct Direct(SimCard);

impl Rig for Direct {
    fn hold(&mut self, hold: Hold, work: &mut dyn FnMut(&mut dyn CardChannel)) {
        work(&mut self.0);
        if hold == Hold::Exclusive {
            self.0.reset(Reset::PowerDown);
        }
    }
}

fn fresh_card() -> SimCard {
    let profile = Profile::built_in("normal").expect("built in");
    SimCard::new(&profile, TODAY).expect("issued")
}

#[test]
fn directly() {
    for (what, row) in ROWS {
        eprintln!("{what}");
        row(&mut Direct(fresh_card()));
    }
}

#[cfg(target_os = "linux")]
mod through_pcscd {
    use std::sync::{Arc, Mutex};

    use inkan::{
        app::ports::{Presence, ReaderName, ReaderReport, Readers},
        compose::LentCard,
        platform::pcsc::PcscReaders,
    };

    use super::{CardChannel, Hold, ROWS, Rig, fresh_card};
    use crate::pcscd::{FIRST_SLOT, Inserted, Pcscd, wait_for};

    struct ThroughPcscd(PcscReaders);

    impl Rig for ThroughPcscd {
        fn hold(&mut self, hold: Hold, work: &mut dyn FnMut(&mut dyn CardChannel)) {
            let reader = ReaderName(FIRST_SLOT.to_owned());
            self.0.with_card(&reader, hold, work).expect("held");
        }
    }

    #[test]
    fn every_row_holds() {
        let Some(pcscd) = Pcscd::start() else { return };
        let last = Arc::new(Mutex::new(None));
        let kept = Arc::clone(&last);
        let readers = PcscReaders::open(Arc::new(move |report| {
            *kept.lock().expect("sound") = Some(report);
        }));
        let has_card = || match &*last.lock().expect("sound") {
            Some(ReaderReport::Readers(readers)) => readers
                .iter()
                .any(|reader| matches!(reader.presence, Presence::Card { .. })),
            _ => false,
        };
        let mut rig = ThroughPcscd(readers);
        for (what, row) in ROWS {
            eprintln!("{what}");
            let card = Inserted::new(LentCard::new(fresh_card()), pcscd.first_slot());
            wait_for("the card", has_card);
            row(&mut rig);
            card.pull();
            wait_for("the empty reader", || !has_card());
        }
    }
}

/// A command from hexadecimal: header, then Lc and data, then Le, as far as they are there.
pub fn command(text: &str) -> Command {
    let bytes: Vec<u8> = text
        .split_whitespace()
        .map(|byte| u8::from_str_radix(byte, 16).expect("hexadecimal"))
        .collect();
    let (header, body) = bytes.split_at(4);
    let command = Command::new(header[0], header[1], header[2], header[3]);
    let le = |byte: u8| Le::new(if byte == 0 { 256 } else { byte.into() });
    match body {
        [] => command,
        [expected] => command.with_le(le(*expected)),
        [length, rest @ ..] => {
            let (data, rest) = rest.split_at(usize::from(*length));
            match rest {
                [] => command.with_data(data),
                [expected] => command.with_data(data).with_le(le(*expected)),
                _ => panic!("{text} is no short command"),
            }
        }
    }
}
