//! Cards with other habits than the simulated one's: short reads, 61xx, other bytes for what the
//! surveys do not tell, odd answers to a PIN. What a card may do (ISO/IEC 7816-4, jpki-card §2, §10)
//! must not keep its holder from signing, and what it should not do must cost nobody a try.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use inkan::{
    app::{
        event::CertificateFact,
        failure::Failure,
        state::{Action, PinPurpose, SignPhase},
    },
    core::{
        apdu::{Command, Response},
        jpki::{CardChannel, CardKind, ChannelError},
        rules::LastTryConsent,
    },
    sim::{DEMO_SIGN_PASSWORD, Profile, SimCard},
};

use crate::bench::Bench;

const OK: [u8; 2] = [0x90, 0x00];

/// How a card deviates: what it answers to a command while an EF is the current one, with the card
/// that it is otherwise.
type Habit = Box<dyn FnMut(&mut SimCard, u16, &[u8]) -> Vec<u8> + Send>;

/// A card with a habit. It counts the PINs that reach it.
struct Stranger {
    card: SimCard,
    current: u16,
    habit: Habit,
    verifies: Arc<AtomicUsize>,
}

impl CardChannel for Stranger {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        let apdu = command.encode();
        if let [0x00, 0xA4, 0x02, 0x0C, 0x02, high, low] = apdu[..] {
            self.current = u16::from_be_bytes([high, low]);
        }
        if is_verify(&apdu) {
            self.verifies.fetch_add(1, Ordering::SeqCst);
        }
        let answer = (self.habit)(&mut self.card, self.current, &apdu);
        Response::decode(&answer).map_err(|_short| ChannelError::Garbled)
    }
}

pub fn is_read(apdu: &[u8]) -> bool {
    apdu[1] == 0xB0
}

pub fn is_query(apdu: &[u8]) -> bool {
    apdu[1] == 0x20 && apdu.len() == 4
}

pub fn is_verify(apdu: &[u8]) -> bool {
    apdu[1] == 0x20 && apdu.len() > 5
}

pub fn sw(word: u16) -> Vec<u8> {
    word.to_be_bytes().to_vec()
}

pub fn with_status(data: &[u8], status: [u8; 2]) -> Vec<u8> {
    [data, &status].concat()
}

/// A bench on which a normal card with this habit lies, and its count of PINs.
pub fn meet(
    habit: impl FnMut(&mut SimCard, u16, &[u8]) -> Vec<u8> + Send + 'static,
) -> (Bench, Arc<AtomicUsize>) {
    let mut bench = Bench::with("normal");
    let profile = Profile::built_in("normal").expect("compiled in");
    let today = inkan::core::rules::jst_date(Bench::now());
    let verifies = Arc::new(AtomicUsize::new(0));
    bench.remote().insert_other(Box::new(Stranger {
        card: SimCard::new(&profile, today).expect("issues"),
        current: 0,
        habit: Box::new(habit),
        verifies: Arc::clone(&verifies),
    }));
    bench.settle();
    (bench, verifies)
}

fn kind(bench: &Bench) -> Option<CardKind> {
    bench.state.active_card().expect("a card").kind
}

fn auth_is_read(bench: &Bench) -> bool {
    let card = bench.state.active_card().expect("a card");
    matches!(card.auth.certificate, Some(CertificateFact::Read(..)))
}

/// Signs a document with the right password and says what became of it.
fn sign(bench: &mut Bench, consent: LastTryConsent) -> Result<(), Failure> {
    let path = bench.document("a.txt", b"a");
    bench.act(Action::AddFiles(vec![path]));
    bench.enter(PinPurpose::Sign, DEMO_SIGN_PASSWORD, consent);
    if let Some(failure) = bench.state.pin.as_ref().and_then(|pin| pin.failure.clone()) {
        return Err(failure);
    }
    match &bench.state.desk.phase {
        SignPhase::Finished { outcomes, .. } => outcomes[0].result.clone(),
        // The PIN was not accepted: the page is back at its files, the reason is told.
        other => match bench.failure() {
            Some(failure) => Err(failure.clone()),
            None => panic!("not finished: {other:?}"),
        },
    }
}

#[test]
fn a_card_that_gives_fewer_bytes_than_asked_is_read_and_known_again() {
    for piece in [1, 3, 16, 255] {
        let (mut bench, verifies) = meet(move |card, _, apdu| {
            let mut answer = card.answer(apdu);
            if is_read(apdu) && answer.ends_with(&OK) && answer.len() > piece + 2 {
                answer = with_status(&answer[..piece], OK);
            }
            answer
        });
        assert!(auth_is_read(&bench), "{piece} bytes at a time");
        assert_eq!(
            sign(&mut bench, LastTryConsent::NotGiven),
            Ok(()),
            "{piece}"
        );
        assert_eq!(verifies.load(Ordering::SeqCst), 1);
    }
}

#[test]
fn a_card_that_gives_now_more_and_now_less_is_the_same_card() {
    let mut reads = 0_usize;
    let (mut bench, _) = meet(move |card, _, apdu| {
        let mut answer = card.answer(apdu);
        if is_read(apdu) && answer.ends_with(&OK) && answer.len() > 60 {
            reads += 1;
            answer = with_status(&answer[..20 + reads * 37 % 40], OK);
        }
        answer
    });
    assert!(auth_is_read(&bench));
    assert_eq!(sign(&mut bench, LastTryConsent::NotGiven), Ok(()));
}

#[test]
fn a_card_that_announces_every_answer_is_understood() {
    let mut waiting = Vec::new();
    let (mut bench, verifies) = meet(move |card, _, apdu| {
        if apdu[1] == 0xC0 {
            return std::mem::take(&mut waiting);
        }
        let answer = card.answer(apdu);
        match answer.len() - 2 {
            0 => answer,
            len => {
                waiting = answer;
                vec![0x61, u8::try_from(len).unwrap_or(0)]
            }
        }
    });
    assert!(auth_is_read(&bench));
    assert_eq!(sign(&mut bench, LastTryConsent::NotGiven), Ok(()));
    assert_eq!(verifies.load(Ordering::SeqCst), 1);
}

/// Only `8F 8F 00` is known (jpki-card §1.2, §10, 12).
#[test]
fn what_the_card_says_of_its_other_certificate_is_the_measure() {
    let cases: [(&[u8], bool); 9] = [
        (&[0x8F, 0x8F, 0x00], true),
        (&[0x00, 0x8F, 0x00], false),
        (&[0x0F, 0x8F, 0x00], false),
        (&[0xFF, 0x8F, 0x00], false),
        (&[0x01, 0x01, 0x00], true),
        (&[0x00, 0x00, 0x00], true),
        (&[0xFF, 0xFF, 0xFF], true),
        (&[0x8F], true),
        (&[], true),
    ];
    for (contents, present) in cases {
        let (bench, _) = meet(move |card, current, apdu| match current {
            0x0008 if is_read(apdu) => with_status(contents, OK),
            _ => card.answer(apdu),
        });
        let card = bench.state.active_card().expect("a card");
        let fact = card.sign.certificate.as_ref();
        let expected = if present {
            matches!(fact, Some(CertificateFact::NeedsPin))
        } else {
            matches!(fact, Some(CertificateFact::Absent))
        };
        assert!(expected, "{contents:02X?}: {fact:?}");
    }
}

#[test]
fn a_certificate_file_never_written_is_an_absent_certificate() {
    for filler in [0xFF, 0x00] {
        let (mut bench, verifies) = meet(move |card, current, apdu| match card.answer(apdu) {
            answer if current == 0x0001 && is_read(apdu) && answer.ends_with(&OK) => {
                with_status(&vec![filler; answer.len() - 2], OK)
            }
            answer => answer,
        });
        let outcome = sign(&mut bench, LastTryConsent::NotGiven);
        assert!(
            matches!(outcome, Err(Failure::CertificateAbsent { .. })),
            "{outcome:?}"
        );
        assert_eq!(verifies.load(Ordering::SeqCst), 1);
        assert_eq!(bench.files(), ["a.txt"]);
    }
}

#[test]
fn a_card_that_tells_neither_its_label_nor_its_counters_is_known_by_its_certificate() {
    let (mut bench, verifies) = meet(|card, _, apdu| match apdu {
        [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x06 | 0x08] => sw(0x6A82),
        _ if is_query(apdu) => sw(0x6700),
        _ => card.answer(apdu),
    });
    assert_eq!(kind(&bench), Some(CardKind::MyNumberCard));
    assert!(auth_is_read(&bench));
    let card = bench.state.active_card().expect("a card");
    assert!(matches!(
        card.sign.certificate,
        Some(CertificateFact::NeedsPin)
    ));
    // Without a counter no PIN is sent, whatever the person agrees to.
    bench.enter(
        PinPurpose::ReadSignCertificate,
        DEMO_SIGN_PASSWORD,
        LastTryConsent::Given,
    );
    assert_eq!(verifies.load(Ordering::SeqCst), 0);
}

#[test]
fn no_pin_goes_to_a_card_that_does_not_tell_its_counter() {
    for word in [0x6982, 0x6300, 0x6700, 0x6A86, 0x6A88, 0x6D00, 0x6F00] {
        for consent in [LastTryConsent::Given, LastTryConsent::NotGiven] {
            let (mut bench, verifies) = meet(move |card, _, apdu| {
                if is_query(apdu) {
                    sw(word)
                } else {
                    card.answer(apdu)
                }
            });
            let outcome = sign(&mut bench, consent);
            assert!(outcome.is_err(), "{word:04X}: {outcome:?}");
            assert_eq!(verifies.load(Ordering::SeqCst), 0, "{word:04X}");
            assert_eq!(bench.files(), ["a.txt"]);
        }
    }
}

#[test]
fn a_refusal_without_a_counter_is_a_wrong_pin_and_the_counter_is_asked_for() {
    let (mut bench, verifies) = meet(|card, _, apdu| match card.answer(apdu) {
        _ if is_verify(apdu) => sw(0x6300),
        _ if is_query(apdu) => sw(0x63C4),
        answer => answer,
    });
    let outcome = sign(&mut bench, LastTryConsent::NotGiven);
    assert!(
        matches!(outcome, Err(Failure::PinWrong { left, .. }) if left.remaining == 4),
        "{outcome:?}"
    );
    assert_eq!(verifies.load(Ordering::SeqCst), 1);
}

#[test]
fn a_wrong_pin_is_told_as_sent_also_where_the_card_then_hides_its_counter() {
    let mut is_sent = false;
    let (mut bench, verifies) = meet(move |card, _, apdu| {
        if is_verify(apdu) {
            is_sent = true;
            sw(0x6300)
        } else if is_query(apdu) && is_sent {
            sw(0x6F00)
        } else {
            card.answer(apdu)
        }
    });
    let outcome = sign(&mut bench, LastTryConsent::NotGiven);
    assert!(
        matches!(outcome, Err(Failure::PinOutcomeUnknown { .. })),
        "{outcome:?}"
    );
    assert_eq!(verifies.load(Ordering::SeqCst), 1);
}

#[test]
fn after_a_strange_answer_to_a_pin_nobody_claims_to_know_the_counter() {
    for word in [0x6F00, 0x6982, 0x6700, 0x6D00, 0x6C06] {
        let (mut bench, verifies) = meet(move |card, _, apdu| {
            if is_verify(apdu) {
                sw(word)
            } else {
                card.answer(apdu)
            }
        });
        let outcome = sign(&mut bench, LastTryConsent::NotGiven);
        assert!(
            matches!(outcome, Err(Failure::PinOutcomeUnknown { .. })),
            "{word:04X}: {outcome:?}"
        );
        assert_eq!(verifies.load(Ordering::SeqCst), 1, "{word:04X}");
        assert_eq!(bench.files(), ["a.txt"]);
    }
}

#[test]
fn a_certificate_that_cannot_be_read_after_the_right_password_is_told() {
    let cases = [
        (
            sw(0x6982),
            Failure::CardConfused {
                step: None,
                status: Some(0x6982),
            },
        ),
        (
            vec![0x90],
            Failure::CardConfused {
                step: None,
                status: None,
            },
        ),
    ];
    for (answer, expected) in cases {
        let (mut bench, _) = meet(move |card, current, apdu| match current {
            0x0001 if is_read(apdu) => answer.clone(),
            _ => card.answer(apdu),
        });
        bench.enter(
            PinPurpose::ReadSignCertificate,
            DEMO_SIGN_PASSWORD,
            LastTryConsent::NotGiven,
        );
        assert!(bench.state.pin.is_none(), "the password was right");
        let told = bench.failure().expect("told");
        assert_eq!(told.code(), expected.code(), "{told:?}");
    }
}

#[test]
fn a_card_that_left_while_someone_typed_is_said_to_have_left() {
    for purpose in [PinPurpose::ReadSignCertificate, PinPurpose::Sign] {
        let mut bench = Bench::with("normal");
        let path = bench.document("a.txt", b"a");
        bench.act(Action::AddFiles(vec![path]));
        bench.act(Action::AskPin(purpose));
        bench.remote().pull();
        // The news has not been handled yet: the worker finds out by itself.
        bench.submit(DEMO_SIGN_PASSWORD, LastTryConsent::NotGiven);
        assert!(bench.state.pin.is_none(), "the dialog closes");
        let told = match &bench.state.desk.phase {
            SignPhase::Finished { stopped_by, .. } => stopped_by.as_ref(),
            _ => bench.failure(),
        };
        assert_eq!(told, Some(&Failure::CardRemoved));
        assert_eq!(bench.files(), ["a.txt"]);
    }
}

#[test]
fn a_card_that_knows_the_name_and_nothing_else_is_another_card() {
    let (bench, _) = meet(|card, _, apdu| match apdu {
        [0x00, 0xA4, 0x04, ..] => card.answer(apdu),
        _ => sw(0x6D00),
    });
    assert_eq!(kind(&bench), Some(CardKind::Other));
}
