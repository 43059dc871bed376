//! The program's own card session against the simulated card, in both styles of answering: what the
//! contract suite will also run through real pcscd.

use inkan::core::cert::Certificate;
use inkan::core::jpki::{
    AuthKey, Availability, CardChannel, CardKind, ChannelError, Presence, Session, SignKey, Slot,
    TokenInfo, VerifyError, clear_security_state,
};
use inkan::core::rules::LastTryConsent;
use inkan::core::secret::Pin;
use inkan::core::{apdu::Command, apdu::Response};
use inkan::sim::{DEMO_AUTH_PIN, DEMO_SIGN_PASSWORD, demo_certificate};

use super::*;

/// Counts what goes over the line.
struct Counted {
    card: SimCard,
    commands: usize,
}

impl CardChannel for Counted {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        self.commands += 1;
        self.card.transmit(command)
    }
}

fn counted(card: SimCard) -> Counted {
    Counted { card, commands: 0 }
}

fn pin(text: &str) -> Pin {
    Pin::from_bytes(text.as_bytes()).expect("fits")
}

fn styles() -> [SimCard; 2] {
    let text = include_str!("../../../assets/demo/normal.toml");
    ["t0", "t1"].map(|style| {
        let text = format!("{text}\n[card]\napdu-style = \"{style}\"\n");
        SimCard::new(&Profile::parse(&text).expect("a profile"), TODAY).expect("issues")
    })
}

#[test]
fn everything_that_needs_no_pin_is_read() {
    let profile = Profile::built_in("normal").expect("compiled in");
    let der = demo_certificate(&profile, Slot::Auth, TODAY)
        .expect("issues")
        .expect("has one");
    for card in styles() {
        let mut card = counted(card);
        let mut session = Session::open(&mut card).expect("JPKI");
        assert_eq!(
            TokenInfo::parse(&session.token_info().expect("read")).kind(),
            CardKind::MyNumberCard
        );
        let available = Availability::parse(&session.availability().expect("read"));
        assert_eq!(available.of(Slot::Sign), Presence::Present);
        assert_eq!(session.auth_certificate(&mut |_| ()).expect("read"), der);
        for slot in Slot::BOTH {
            let attempts = session.attempts(slot).expect("answered");
            assert_eq!(
                (attempts.remaining, attempts.max),
                (slot.max_attempts(), slot.max_attempts())
            );
            let issuer = session.issuer_certificate(slot).expect("read");
            assert!(
                Certificate::from_der(&issuer)
                    .expect("parses")
                    .is_self_issued()
            );
        }
    }
}

#[test]
fn a_verified_session_reads_and_signs_until_it_is_cleared() {
    for mut card in styles() {
        let session = Session::open(&mut card).expect("JPKI");
        let mut session = session
            .verify::<SignKey>(&pin(DEMO_SIGN_PASSWORD), LastTryConsent::NotGiven)
            .expect("the right password");
        let der = session.sign_certificate().expect("read");
        let holder = Certificate::from_der(&der)
            .expect("parses")
            .holder()
            .cloned()
            .expect("one");
        assert_eq!(holder.name.expect("a name").text(), "見本　花子");
        assert_eq!(session.sign(&[1, 2, 3]).expect("signed").len(), 256);
        clear_security_state(&mut card).expect("answered");
        let mut bench = Bench(card);
        bench.send(SELECT_JPKI);
        assert_eq!(bench.send("00 B0 81 00 04").1, 0x6982);
    }
}

#[test]
fn wrong_pins_are_counted_and_blocked_ones_are_not_sent() {
    let profile = Profile::built_in("normal").expect("compiled in");
    let mut card = counted(SimCard::new(&profile, TODAY).expect("issues"));
    let mut left = Vec::new();
    for _ in 0..4 {
        let session = Session::open(&mut card).expect("JPKI");
        match session.verify::<AuthKey>(&pin("9999"), LastTryConsent::Given) {
            Err(VerifyError::Wrong { left: now }) => left.push(Some(now.remaining)),
            Err(VerifyError::Blocked | VerifyError::Refused(_)) => left.push(None),
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("9999 is not the PIN"),
        }
    }
    assert_eq!(left, [Some(2), Some(1), None, None]);
    let before = card.commands;
    let session = Session::open(&mut card).expect("JPKI");
    assert!(
        session
            .verify::<AuthKey>(&pin(DEMO_AUTH_PIN), LastTryConsent::Given)
            .is_err()
    );
    assert_eq!(
        card.commands - before,
        3,
        "select, select, ask: no VERIFY on a blocked PIN"
    );
}

#[test]
fn every_profile_opens_and_answers_for_its_counters() {
    let other_card = "bank-card";
    for id in Profile::ids().filter(|id| *id != other_card) {
        let profile = Profile::built_in(id).expect(id);
        let mut card = SimCard::new(&profile, TODAY).expect("issues");
        let mut session = Session::open(&mut card).expect("JPKI");
        let left = |attempts: inkan::core::rules::Attempts| attempts.remaining;
        assert_eq!(
            session.attempts(Slot::Auth).map(left),
            Ok(profile.tries.auth),
            "{id}"
        );
        assert_eq!(
            session.attempts(Slot::Sign).map(left),
            Ok(profile.tries.sign),
            "{id}"
        );
    }
}
