//! The command line through a real pcscd: `simulate` lends the card, another process uses it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
    sync::Arc,
};

use inkan::{
    app::ports::{Hold, ReaderName, Readers},
    platform::pcsc::PcscReaders,
};
use serde_json::{Value, json};

use super::{Desk, PASSWORD, Run};
use crate::pcscd::{FIRST_SLOT, Inserted, Pcscd, ScriptedCard, wait_for};

/// `inkan-cli simulate`, ended with this value.
struct Lent(Child);

impl Lent {
    /// Started, and the card powered up by pcscd.
    fn start(desk: &Desk, pcscd: &Pcscd, profile: &str) -> Self {
        let address = pcscd.first_slot().to_string();
        let mut child = desk
            .command(&[
                "simulate",
                "--vpcd",
                &address,
                "--profile",
                profile,
                "--lang=en",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let lines = BufReader::new(child.stderr.take().expect("piped")).lines();
        let told: Vec<String> = lines
            .map_while(Result::ok)
            .take_while(|line| !line.contains("practice PIN"))
            .collect();
        assert!(
            told.iter().any(|line| line.contains("lies in the reader")),
            "{told:?}"
        );
        Self(child)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn status(desk: &Desk) -> Run {
    desk.run(&["status", "--json", "--reader", FIRST_SLOT])
}

/// The first slot, once it says so.
fn slot_with(desk: &Desk, state: &str) -> (i32, Value) {
    let mut found = (0, json!(null));
    wait_for(state, || {
        let run = status(desk);
        found = (run.exit, run.json()["readers"][0].clone());
        found.1["state"] == state
    });
    found
}

#[test]
fn the_lent_card_is_read_and_signs_through_the_service() {
    let Some(pcscd) = Pcscd::start() else { return };
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    let (exit, empty) = slot_with(&desk, "empty");
    assert_eq!((exit, &empty["card"]), (4, &json!(null)));
    let run = desk.run_with(&["sign", "a.txt", "--pin-stdin"], PASSWORD);
    run.fails(4, "E-CARD-01");

    let lent = Lent::start(&desk, &pcscd, "normal");
    let (exit, reader) = slot_with(&desk, "card");
    assert_eq!(exit, 0);
    assert_eq!(reader["name"], FIRST_SLOT);
    assert_eq!(reader["card"]["kind"], "my-number-card");
    // A practice card on a real reader is said to be one.
    assert_eq!(
        reader["card"]["certificates"]["auth"]["issuer_trust"],
        "demo"
    );
    assert_eq!(status(&desk).json()["demo"], false);

    let wrong = desk.run_with(&["sign", "a.txt", "--pin-stdin", "--json"], "XYZ789\n");
    assert_eq!(wrong.ends(5).error()["remaining"], 4);
    let counted = desk.run(&["pin", "status", "--json"]).json();
    assert_eq!(counted["pins"]["sign"]["remaining"], 4);
    desk.run_with(&["sign", "a.txt", "--pin-stdin"], PASSWORD)
        .ends(0);
    desk.run(&["verify", "a.txt.p7s", "--demo-trust"]).ends(0);
    let counted = desk.run(&["pin", "status", "--json"]).json();
    assert_eq!(
        counted["pins"]["sign"]["remaining"], 5,
        "the right one restores the counter"
    );

    drop(lent);
    assert_eq!(slot_with(&desk, "empty").0, 4);
}

#[test]
fn a_card_pulled_mid_sign_is_told_by_both_sides() {
    let Some(pcscd) = Pcscd::start() else { return };
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    let mut lent = Lent::start(&desk, &pcscd, "pulled-mid-sign");
    slot_with(&desk, "card");
    let run = desk.run_with(&["sign", "a.txt", "--pin-stdin", "--json"], PASSWORD);
    assert_eq!(run.ends(7).error()["code"], "E-CARD-03");
    assert_eq!(
        lent.0.wait().expect("ended").code(),
        Some(0),
        "the card left"
    );
    assert_eq!(desk.names(), ["a.txt"]);
}

#[test]
fn a_card_in_other_hands_is_busy_and_costs_no_try() {
    let Some(pcscd) = Pcscd::start() else { return };
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    let _lent = Lent::start(&desk, &pcscd, "normal");
    slot_with(&desk, "card");
    let mut readers = PcscReaders::open(Arc::new(|_| {}));
    let reader = ReaderName(FIRST_SLOT.to_owned());
    let mut runs = None;
    let held = readers.with_card(&reader, Hold::Exclusive, &mut |_| {
        let signed = desk.run_with(&["sign", "a.txt", "--pin-stdin", "--json"], PASSWORD);
        runs = Some((status(&desk), signed));
    });
    assert_eq!(held, Ok(()));
    let (status, signed) = runs.expect("held");
    let reader = status.ends(4).json()["readers"][0].clone();
    assert_eq!(
        (&reader["state"], &reader["card"]),
        (&json!("busy"), &json!(null))
    );
    assert_eq!(reader["error"]["code"], "E-CARD-06");
    assert_eq!(signed.ends(7).error()["code"], "E-CARD-06");
    assert_eq!(desk.names(), ["a.txt"]);
}

#[test]
fn a_foreign_card_and_a_service_that_ends() {
    let Some(mut pcscd) = Pcscd::start() else {
        return;
    };
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    let (card, _diary) = ScriptedCard::new(|_| Some(vec![0x6A, 0x82]));
    let inserted = Inserted::new(card, pcscd.first_slot());
    let (exit, reader) = slot_with(&desk, "card");
    assert_eq!((exit, &reader["card"]), (4, &json!({"kind": "other"})));
    let run = desk.run_with(&["sign", "a.txt", "--pin-stdin", "--json"], PASSWORD);
    assert_eq!(run.ends(4).error()["code"], "E-CARD-02");
    inserted.pull();

    pcscd.kill();
    let run = status(&desk);
    assert_eq!(run.ends(3).error()["code"], "E-READER-01");
    let address = pcscd.first_slot().to_string();
    let run = desk.run(&["simulate", "--vpcd", &address, "--json"]);
    assert_eq!(run.ends(3).error()["code"], "E-READER-01");
}

/// What a card answers everything with.
const NAMED: &str = "印子の住所";

/// The report from a real service: what lies in the reader, how long it takes, and not a word of what
/// the card says. With the service gone there is one all the same.
#[test]
fn the_support_report_of_a_real_reader() {
    let Some(mut pcscd) = Pcscd::start() else {
        return;
    };
    let desk = Desk::new();
    let lent = Lent::start(&desk, &pcscd, "slow");
    slot_with(&desk, "card");
    let run = desk.run(&["-v", "report", "--json", "--reader", FIRST_SLOT]);
    let report = run.ends(0).json();
    let reader = &report["readers"][0];
    assert_eq!(
        (&reader["name"], &reader["state"]),
        (&json!(FIRST_SLOT), &json!("card"))
    );
    assert!(
        reader["atr"]
            .as_str()
            .is_some_and(|atr| atr.starts_with("3B ")),
        "{reader}"
    );
    assert!(report["system"]["pcsc_lite"].is_string(), "{report}");
    let visit = &report["operations"][0]["visit"];
    let exchanges = visit["exchanges"].as_array().expect("exchanges");
    assert!(exchanges.len() > 10, "{visit}");
    for exchange in exchanges {
        // Each command takes the slow card 120 ms.
        let took = exchange["ms"].as_u64().expect("a time");
        assert!((120..5000).contains(&took), "{exchange}");
    }
    for mark in ["見本", "練習町", "Mihon"] {
        assert!(!run.out.contains(mark) && !run.err.contains(mark), "{mark}");
    }
    drop(lent);
    slot_with(&desk, "empty");

    let (card, _diary) = ScriptedCard::new(|_| Some([NAMED.as_bytes(), &[0x90, 0x00]].concat()));
    let inserted = Inserted::new(card, pcscd.first_slot());
    slot_with(&desk, "card");
    let run = desk.run(&["-v", "report"]);
    run.ends(0);
    for text in [&run.out, &run.err] {
        assert!(text.contains("-> [15] 9000 ("), "{text}");
        assert!(!text.contains("印子"), "{text}");
    }
    inserted.pull();

    pcscd.kill();
    let run = desk.run(&["report", "--lang", "en"]);
    assert!(run.ends(0).out.contains(": D-SERVICE-0"), "{}", run.out);
    assert!(run.out.contains("none found"), "{}", run.out);
}
