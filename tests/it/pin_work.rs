//! Changing and testing PINs: what reaches which card, what strangers' cards may answer to CHANGE
//! (jpki-card §10, item 4), and what is told of a job that breaks.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use inkan::{
    app::{
        command::PracticeAction,
        event::{Event, PinChange},
        failure::Failure,
        state::{Action, Notice, PinPurpose},
    },
    core::{
        jpki::{Changed, Slot},
        rules::{LastTryConsent, jst_date},
        secret::Pin,
    },
    sim::{Fault, FaultPlan, Profile, SimCard},
};

use crate::{
    bench::Bench,
    strangers::{is_query, is_verify, meet, sw, with_status},
};

fn pin(text: &str) -> Pin {
    Pin::from_bytes(text.as_bytes()).expect("fits")
}

/// Fills the open dialog and sends it.
fn submit(bench: &mut Bench, old: &str, new: &str) {
    bench.act(Action::SubmitPinChange {
        old: pin(old),
        new: pin(new),
        consent: LastTryConsent::NotGiven,
    });
}

fn change(bench: &mut Bench, slot: Slot, old: &str, new: &str) {
    bench.act(Action::AskPin(PinPurpose::Change(slot)));
    submit(bench, old, new);
}

/// How the change is said to have ended.
fn told(bench: &Bench) -> PinChange {
    match &bench.state.notice {
        Some(Notice::PinChanged(change)) => change.clone(),
        other => panic!("{other:?}, dialog {:?}", bench.state.pin),
    }
}

fn works(bench: &mut Bench, slot: Slot, secret: &str) -> bool {
    bench.act(Action::AskPin(PinPurpose::Test(slot)));
    bench.act(Action::SubmitPin(pin(secret), LastTryConsent::NotGiven));
    let works = matches!(&bench.state.notice, Some(Notice::PinTested(at, _)) if *at == slot);
    bench.act(Action::ClosePin);
    works
}

fn is_change(apdu: &[u8]) -> bool {
    apdu[1] == 0x24
}

#[test]
fn a_changed_secret_is_the_true_one_and_the_other_stays() {
    for (slot, old, new, other) in [
        (Slot::Auth, "1234", "5739", (Slot::Sign, "ABC123")),
        (Slot::Sign, "ABC123", "K7X9QM", (Slot::Auth, "1234")),
    ] {
        let mut bench = Bench::with("normal");
        bench.remote().clear_log();
        change(&mut bench, slot, old, new);
        assert_eq!(told(&bench).changed, Changed::Yes);
        assert_eq!(
            told(&bench).left.map(|it| it.remaining),
            Some(slot.max_attempts())
        );
        let log = bench.remote().log();
        let changes: Vec<_> = log.iter().filter(|it| it.header[1] == 0x24).collect();
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].header, [0x00, 0x24, 0x01, 0x80]);
        assert_eq!(changes[0].data_len, new.len(), "the new one alone");
        assert_eq!(bench.remote().verifies(), 2);
        assert!(works(&mut bench, slot, new));
        assert!(!works(&mut bench, slot, old));
        assert!(works(&mut bench, other.0, other.1));
    }
}

#[test]
fn a_test_sends_one_verify_and_one_signature() {
    for profile in ["normal", "next-generation"] {
        let mut bench = Bench::with(profile);
        bench.remote().clear_log();
        assert!(works(&mut bench, Slot::Sign, "ABC123"));
        let log = bench.remote().log();
        let count = |ins| log.iter().filter(|it| it.header[1] == ins).count();
        assert_eq!(
            (bench.remote().verifies(), count(0x2A), count(0x24)),
            (1, 1, 0)
        );
        let last = log.last().expect("commands");
        assert_eq!((last.header, last.data_len), ([0x00, 0xA4, 0x04, 0x0C], 7));
    }
}

#[test]
fn what_cannot_be_a_secret_reaches_no_card() {
    let mut bench = Bench::with("normal");
    bench.remote().clear_log();
    for (slot, old, new) in [
        (Slot::Auth, "1234", "123"),
        (Slot::Auth, "1234", "12a4"),
        (Slot::Auth, "12345", "5739"),
        (Slot::Sign, "ABC123", "ABCDEF"),
        (Slot::Sign, "ABC123", "k7x9qm"),
        (Slot::Sign, "ABC123", ""),
        (Slot::Sign, "", "K7X9QM"),
    ] {
        change(&mut bench, slot, old, new);
        let dialog = bench.state.pin.as_ref().expect("stays open");
        let failure = dialog.failure.clone();
        assert!(
            matches!(
                failure,
                Some(Failure::PinForm { .. } | Failure::PinNewForm { .. })
            ),
            "{new}: {failure:?}"
        );
        bench.act(Action::ClosePin);
    }
    assert_eq!(bench.remote().apdus(), 0);
}

#[test]
fn a_card_exchanged_while_someone_types_gets_nobodys_pin() {
    for purpose in [PinPurpose::Change(Slot::Auth), PinPurpose::Test(Slot::Auth)] {
        let mut bench = Bench::with("normal");
        bench.act(Action::AskPin(purpose));
        let other = Profile::built_in("renewable").expect("known");
        let card = SimCard::new(&other, jst_date(Bench::now())).expect("a card");
        bench.remote().swap(card);
        bench.remote().clear_log();
        if purpose == PinPurpose::Change(Slot::Auth) {
            submit(&mut bench, "1234", "5739");
            assert_eq!(told(&bench).changed, Changed::No);
            assert_eq!(told(&bench).failure, Some(Failure::CardChanged));
        } else {
            bench.act(Action::SubmitPin(pin("1234"), LastTryConsent::NotGiven));
            assert_eq!(bench.failure(), Some(&Failure::CardChanged));
        }
        assert_eq!(bench.remote().verifies(), 0);
        assert!(bench.state.pin.is_none());
    }
}

/// The same reader, the same count of insertions, and another card: only its certificate tells.
#[test]
fn a_card_with_another_certificate_gets_nobodys_pin() {
    let (mut bench, verifies) = meet(|card, _, apdu| card.answer(apdu));
    assert!(works(&mut bench, Slot::Auth, "1234"));
    let mut reads = 0;
    let sent = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&sent);
    let (mut bench, _) = meet(move |card, current, apdu| {
        counted.fetch_add(
            usize::from(is_verify(apdu) || is_change(apdu)),
            Ordering::SeqCst,
        );
        let mut answer = card.answer(apdu);
        if current == 0x000A && apdu[1] == 0xB0 {
            reads += 1;
            // From the second look on it is another one.
            if reads > 7 {
                answer[20] ^= 1;
            }
        }
        answer
    });
    change(&mut bench, Slot::Auth, "1234", "5739");
    assert_eq!(told(&bench).failure, Some(Failure::CardChanged));
    assert_eq!(sent.load(Ordering::SeqCst), 0);
    assert_eq!(verifies.load(Ordering::SeqCst), 1);
}

#[test]
fn a_card_that_takes_no_new_secret_keeps_the_old_one() {
    for word in [
        0x6A80, 0x6985, 0x6700, 0x6982, 0x6D00, 0x6E00, 0x6A86, 0x6581, 0x63C3,
    ] {
        let (mut bench, verifies) = meet(move |card, _, apdu| {
            if is_change(apdu) {
                sw(word)
            } else {
                card.answer(apdu)
            }
        });
        change(&mut bench, Slot::Auth, "1234", "5739");
        let ended = told(&bench);
        assert_eq!(ended.changed, Changed::No, "{word:04X}");
        assert_eq!(
            ended.failure,
            Some(Failure::PinChangeRefused {
                slot: Slot::Auth,
                // 6E00 is told as 6D00, which means the same here.
                status: Some(if word == 0x6E00 { 0x6D00 } else { word }),
            })
        );
        assert_eq!(ended.left.map(|left| left.remaining), Some(3));
        assert_eq!(verifies.load(Ordering::SeqCst), 2, "the old one, twice");
        assert!(works(&mut bench, Slot::Auth, "1234"));
    }
}

#[test]
fn a_card_that_forgets_what_was_verified_when_it_changes_is_asked_all_the_same() {
    let (mut bench, verifies) = meet(|card, _, apdu| {
        let answer = card.answer(apdu);
        if is_change(apdu) {
            // Another application, and back to the PIN: as if it had never been given.
            let sign = [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x18];
            card.reset(inkan::sim::Reset::PowerDown);
            let jpki = [
                0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0, 0, 0, 0x01,
            ];
            card.answer(&jpki);
            card.answer(&sign);
        }
        answer
    });
    change(&mut bench, Slot::Auth, "1234", "5739");
    assert_eq!(told(&bench).changed, Changed::Yes);
    assert_eq!(verifies.load(Ordering::SeqCst), 2);
}

#[test]
fn a_card_that_announces_its_answer_or_says_verified_when_asked_is_understood() {
    let mut waiting = None;
    let mut verified = false;
    let (mut bench, _) = meet(move |card, _, apdu| {
        if apdu[1] == 0xC0 {
            return waiting.take().unwrap_or_else(|| sw(0x6985));
        }
        let answer = card.answer(apdu);
        if is_verify(apdu) {
            verified = answer == sw(0x9000);
        }
        if is_query(apdu) && verified {
            return sw(0x9000);
        }
        if is_change(apdu) {
            waiting = Some(with_status(&[0x90], [0x90, 0x00]));
            return sw(0x6101);
        }
        answer
    });
    change(&mut bench, Slot::Sign, "ABC123", "K7X9QM");
    assert_eq!(told(&bench).changed, Changed::Yes);
}

#[test]
fn a_card_that_says_nothing_of_a_change_leaves_it_open_and_says_how_to_find_out() {
    let (mut bench, verifies) = meet(|card, _, apdu| {
        let answer = card.answer(apdu);
        if is_change(apdu) { Vec::new() } else { answer }
    });
    change(&mut bench, Slot::Auth, "1234", "5739");
    let ended = told(&bench);
    assert_eq!(ended.changed, Changed::Unknown);
    assert_eq!(
        ended.failure,
        Some(Failure::PinChangeUnknown { slot: Slot::Auth })
    );
    assert_eq!(
        verifies.load(Ordering::SeqCst),
        1,
        "nothing was sent after it"
    );
    // As the person is told: the new one first. It was the right one, so nothing is lost.
    assert!(works(&mut bench, Slot::Auth, "5739"));
}

#[test]
fn a_key_that_does_not_belong_to_the_certificate_is_told() {
    let (mut bench, verifies) = meet(|card, _, apdu| {
        let mut answer = card.answer(apdu);
        if apdu[1] == 0x2A {
            answer[0] ^= 1;
        }
        answer
    });
    assert!(!works(&mut bench, Slot::Auth, "1234"));
    assert_eq!(
        bench.failure(),
        Some(&Failure::PinKeyMismatch { slot: Slot::Auth })
    );
    assert_eq!(verifies.load(Ordering::SeqCst), 1);
    // Nor one that answers what it was asked before: every challenge is another.
    let mut first = None;
    let (mut bench, _) = meet(move |card, _, apdu| {
        let answer = card.answer(apdu);
        if apdu[1] == 0x2A {
            return first.get_or_insert(answer).clone();
        }
        answer
    });
    assert!(works(&mut bench, Slot::Auth, "1234"));
    assert!(!works(&mut bench, Slot::Auth, "1234"));
}

#[test]
fn a_card_that_cannot_sign_is_not_said_to_work() {
    for answer in [
        sw(0x6985),
        sw(0x6D00),
        with_status(&[0; 256], [0x90, 0x00]),
        sw(0x9000),
    ] {
        let (mut bench, _) = meet(move |card, _, apdu| {
            if apdu[1] == 0x2A {
                answer.clone()
            } else {
                card.answer(apdu)
            }
        });
        assert!(!works(&mut bench, Slot::Sign, "ABC123"));
        assert!(bench.failure().is_some());
    }
}

#[test]
fn a_card_pulled_at_the_change_is_read_again_when_it_is_back() {
    let mut bench = Bench::with("normal");
    bench.act(Action::AskPin(PinPurpose::Change(Slot::Auth)));
    bench.remote().clear_log();
    let at_apdu = 6;
    bench.remote().plan(FaultPlan {
        at_apdu,
        fault: Fault::RemovedAfterwards,
    });
    submit(&mut bench, "1234", "5739");
    let log = bench.remote().log();
    assert_eq!(log[at_apdu].header[1], 0x24, "pulled at CHANGE");
    assert_eq!(told(&bench).changed, Changed::Unknown);
    bench.act(Action::Practice(PracticeAction::Insert));
    assert_eq!(
        told(&bench).changed,
        Changed::Unknown,
        "it stays to be read"
    );
    assert_eq!(bench.state.pin_in_doubt(), Some(Slot::Auth));
    // Another card, or the other secret, has nothing to do with it.
    let other = Profile::built_in("renewable").expect("known");
    let own = Profile::built_in("normal").expect("known");
    let today = jst_date(Bench::now());
    let lay = |bench: &mut Bench, profile: &Profile| {
        let card = SimCard::new(profile, today).expect("a card");
        bench.remote().swap(card);
        bench.settle();
    };
    lay(&mut bench, &other);
    assert_eq!(bench.state.pin_in_doubt(), None);
    lay(&mut bench, &own);
    assert_eq!(bench.state.pin_in_doubt(), Some(Slot::Auth));
    assert!(works(&mut bench, Slot::Sign, "ABC123"));
    assert!(!works(&mut bench, Slot::Auth, "5739"));
    assert_eq!(bench.state.pin_in_doubt(), Some(Slot::Auth), "refused");
    assert!(works(&mut bench, Slot::Auth, "1234"));
    assert_eq!(bench.state.pin_in_doubt(), None, "the right one settles it");
}

#[test]
fn a_job_that_breaks_leaves_a_change_open_and_nothing_else() {
    let mut bench = Bench::with("normal");
    bench.act(Action::AskPin(PinPurpose::Change(Slot::Sign)));
    // The order is taken away from the worker: it is under way, and breaks down.
    let effects = bench.state.act(Action::SubmitPinChange {
        old: pin("ABC123"),
        new: pin("K7X9QM"),
        consent: LastTryConsent::NotGiven,
    });
    assert_eq!(effects.len(), 1);
    bench.state.apply(Event::JobBroken);
    assert!(bench.state.pin.is_none());
    assert_eq!(told(&bench).changed, Changed::Unknown);
    bench.act(Action::AskPin(PinPurpose::Test(Slot::Sign)));
    bench
        .state
        .act(Action::SubmitPin(pin("ABC123"), LastTryConsent::NotGiven));
    bench.state.apply(Event::JobBroken);
    assert_eq!(bench.failure(), Some(&Failure::Internal));
}

#[test]
fn a_dialog_takes_only_what_it_asks_for() {
    let mut bench = Bench::with("normal");
    bench.remote().clear_log();
    bench.act(Action::AskPin(PinPurpose::Change(Slot::Auth)));
    bench.act(Action::SubmitPin(pin("1234"), LastTryConsent::NotGiven));
    bench.act(Action::ClosePin);
    bench.act(Action::AskPin(PinPurpose::Test(Slot::Auth)));
    submit(&mut bench, "1234", "5739");
    bench.act(Action::ClosePin);
    submit(&mut bench, "1234", "5739");
    assert_eq!(bench.remote().apdus(), 0);
}
