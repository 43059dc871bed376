//! Cards: mute, moved, busy, slow, talking nonsense, other cards, and My Number Cards with something
//! the matter.

use std::sync::Arc;

use inkan::{
    app::{
        command::{Command, DiagnosisOrder, Message},
        doctor::Finding,
        event::Event,
        ports::{Clock, Hold, Presence, ReaderName, Readers, ReportSink, Source, Sources},
        worker::Worker,
    },
    core::rules::jst_date,
    platform::{clock::SystemClock, files::SystemFiles, pcsc::PcscReaders, vpcd::VpcdCard},
    sim::{self, Profile},
};
use jiff::Timestamp;

use super::{Diagnosis, assert_spared, examine, wait_for_card, wait_for_presence};
use crate::desk;
use crate::pcscd::{Diary, FIRST_SLOT, Inserted, Pcscd, PracticeCard, ScriptedCard};

const OK: [u8; 2] = [0x90, 0x00];
const NOT_FOUND: [u8; 2] = [0x6A, 0x82];
const JPKI: &[u8] = &[0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01];

/// The diagnosis with this card in the first reader; the card saw no PIN.
fn with(card: impl VpcdCard + Send + 'static, diary: &Diary) -> Option<Diagnosis> {
    let pcscd = Pcscd::start()?;
    let _inserted = Inserted::new(card, pcscd.first_slot());
    wait_for_card(FIRST_SLOT);
    let found = examine(&[]);
    assert_spared(diary);
    Some(found)
}

fn with_script(script: impl FnMut(&[u8]) -> Option<Vec<u8>> + Send + 'static) -> Option<Diagnosis> {
    let (card, diary) = ScriptedCard::new(script);
    with(card, &diary)
}

/// With a practice card of this profile, changed.
fn with_profile(id: &str, change: impl FnOnce(&mut Profile)) -> Option<Diagnosis> {
    let mut profile = Profile::built_in(id).expect("built in");
    change(&mut profile);
    let (card, diary) = PracticeCard::of(&profile, jst_date(SystemClock.now()));
    with(card, &diary)
}

/// A card that knows applications whose names begin so, and no JPKI application.
fn having(name: &'static [u8]) -> impl FnMut(&[u8]) -> Option<Vec<u8>> + Send {
    move |apdu| {
        let is_there = apdu[1] == 0xA4 && apdu.get(5..).is_some_and(|it| it.starts_with(name));
        Some(if is_there { OK } else { NOT_FOUND }.to_vec())
    }
}

/// A JPKI application with these files and this answer to the question for the tries.
fn with_files(
    files: Vec<(u16, Vec<u8>)>,
    tries: [u8; 2],
) -> impl FnMut(&[u8]) -> Option<Vec<u8>> + Send {
    let mut current = 0;
    move |apdu| {
        let contents = |ef| files.iter().find(|(it, _)| *it == ef).map(|(_, all)| all);
        Some(match apdu {
            [0x00, 0xA4, 0x04, 0x0C, 0x0A, name @ ..] if name == JPKI => OK.to_vec(),
            [0x00, 0xA4, 0x02, 0x0C, 0x02, high, low] => {
                current = u16::from_be_bytes([*high, *low]);
                let is_pin = matches!(current, 0x18 | 0x1B);
                if is_pin || contents(current).is_some() {
                    OK
                } else {
                    NOT_FOUND
                }
                .to_vec()
            }
            [0x00, 0xB0, high, low, le] => {
                let all = contents(current).expect("selected");
                let from = usize::from(u16::from_be_bytes([*high, *low])).min(all.len());
                let count = if *le == 0 { 256 } else { usize::from(*le) };
                let part: Vec<u8> = all[from..].iter().copied().take(count).collect();
                [part.as_slice(), &OK].concat()
            }
            [0x00, 0x20, 0x00, 0x80] => tries.to_vec(),
            _ => vec![0x6D, 0x00],
        })
    }
}

/// The files of a card of the test authority of J-LIS, which nobody trusts.
fn files_of_a_stranger() -> Vec<(u16, Vec<u8>)> {
    let certificate = include_bytes!("../fixtures/certs/jpki-auth-cert.der").to_vec();
    let label = format!("{:<32}", "JPKIAPICCTOKEN2").into_bytes();
    vec![
        (0x0A, certificate),
        (0x06, label),
        (0x08, vec![0x8F, 0x8F, 0x00]),
    ]
}

#[test]
fn a_card_that_does_not_answer_to_reset() {
    struct Dead;
    impl VpcdCard for Dead {
        fn atr(&self) -> Vec<u8> {
            // Not 3B, not 3F: no answer to reset begins so (ISO/IEC 7816-3 §8.1).
            vec![0x00; 4]
        }
        fn power_on(&mut self) {}
        fn power_off(&mut self) {}
        fn reset(&mut self) {}
        fn answer(&mut self, _: &[u8]) -> Option<Vec<u8>> {
            None
        }
    }
    let Some(pcscd) = Pcscd::start() else { return };
    let _inserted = Inserted::new(Dead, pcscd.first_slot());
    wait_for_presence(FIRST_SLOT, |it| it != Presence::Empty);
    let found = examine(&[]);
    assert_eq!(found.codes(), ["D-ANSWER-01"]);
    assert_eq!(found.rung("card")["ok"], true);
}

#[test]
fn a_card_that_is_moved_while_it_is_read() {
    for command in [1, 4, 12] {
        let today = jst_date(SystemClock.now());
        let (card, diary) = PracticeCard::leaving_at(command, today);
        let Some(found) = with(card, &diary) else {
            return;
        };
        assert_eq!(found.codes(), ["D-ANSWER-02"], "at command {command}");
    }
}

#[test]
fn a_card_in_other_hands() {
    let Some(pcscd) = Pcscd::start() else { return };
    let (card, diary) = PracticeCard::staying(jst_date(SystemClock.now()));
    let _inserted = Inserted::new(card, pcscd.first_slot());
    wait_for_card(FIRST_SLOT);
    let mut readers = PcscReaders::open(Arc::new(|_| {}));
    let mut found = None;
    let held = readers.with_card(
        &ReaderName(FIRST_SLOT.to_owned()),
        Hold::Exclusive,
        &mut |_| found = Some(examine(&[])),
    );
    assert_eq!(held, Ok(()));
    assert_eq!(found.expect("held").codes(), ["D-ANSWER-04"]);
    assert_eq!(diary.commands(), 0);
}

#[test]
fn a_card_that_talks_nonsense() {
    let Some(found) = with_script(|_| Some(vec![0x12, 0x34])) else {
        return;
    };
    assert_eq!(found.codes(), ["D-ANSWER-07"]);
    let detail = found.rung("answer")["detail"].as_str().expect("text");
    assert!(detail.contains("SW 1234"), "{detail}");
}

#[test]
fn a_card_that_says_yes_to_everything_and_means_nothing() {
    let answer = |apdu: &[u8]| {
        Some(match apdu {
            [0x00, 0xB0, _, _, 0x00] => [[0x42; 256].as_slice(), &OK].concat(),
            [0x00, 0xB0, _, _, le] => [vec![0x42; usize::from(*le)].as_slice(), &OK].concat(),
            _ => OK.to_vec(),
        })
    };
    let Some(found) = with_script(answer) else {
        return;
    };
    assert_eq!(found.codes(), ["D-CERT-02"]);
    assert_eq!(found.rung("issuer")["ok"], serde_json::Value::Null);
}

#[test]
fn a_slow_reader() {
    let Some(found) = with_profile("slow", |_| ()) else {
        return;
    };
    assert_eq!(found.codes(), ["D-ANSWER-10", "D-ISSUER-02"]);
}

#[test]
fn other_cards() {
    let table: [(&'static [u8], &str); 8] = [
        (b"1PAY.SYS.DDF01", "D-APP-01"),
        (b"2PAY.SYS.DDF01", "D-APP-01"),
        (&[0xD3, 0x92, 0xF0, 0x00, 0x41], "D-APP-01"),
        (&[0xA0, 0x00, 0x00, 0x02, 0x31, 0x01], "D-APP-02"),
        (&[0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01], "D-APP-06"),
        (&[0xD3, 0x92, 0xF0, 0x00, 0x4F, 0x02], "D-APP-07"),
        (&[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00], "D-APP-08"),
        (&[0xFF; 16], "D-APP-09"),
    ];
    for (name, code) in table {
        let Some(found) = with_script(having(name)) else {
            return;
        };
        assert_eq!(found.codes(), [code], "{name:02X?}");
        assert_eq!(found.meaningless(), ["certificates", "issuer", "tries"]);
    }
}

#[test]
fn a_bank_card_of_the_old_kind_that_speaks_in_parts() {
    // T=0: the answer waits for GET RESPONSE, and P2 = 0C is refused.
    let mut waiting = Vec::new();
    let script = move |apdu: &[u8]| {
        Some(match apdu {
            [0x00, 0xC0, 0x00, 0x00, _] => [std::mem::take(&mut waiting).as_slice(), &OK].concat(),
            [0x00, 0xA4, 0x04, 0x00, _, rest @ ..] if rest.starts_with(b"1PAY") => {
                waiting = vec![0x6F, 0x02, 0x84, 0x00];
                vec![0x61, 0x04]
            }
            [0x00, 0xA4, 0x04, 0x0C, ..] => vec![0x6A, 0x86],
            _ => NOT_FOUND.to_vec(),
        })
    };
    let Some(found) = with_script(script) else {
        return;
    };
    assert_eq!(found.codes(), ["D-APP-01"]);
}

#[test]
fn cards_and_phones_of_the_same_family_are_told_by_their_labels() {
    for (label, code) in [
        ("JPKIAPICCTOKEN", "D-APP-03"),
        ("JPKIAPGPSETOKEN", "D-APP-04"),
        ("JPKIAPIOSTOKEN", "D-APP-05"),
    ] {
        let change = |profile: &mut Profile| label.clone_into(&mut profile.card.token_label);
        let Some(found) = with_profile("normal", change) else {
            return;
        };
        assert_eq!(found.codes(), [code], "{label}");
    }
}

#[test]
fn certificates_that_are_missing_or_expired() {
    let absent = with_profile("normal", |profile| {
        profile.certificates.auth = None;
        profile.certificates.sign = None;
    });
    let Some(absent) = absent else { return };
    assert_eq!(absent.codes(), ["D-CERT-01"]);
    let expired = with_profile("expired", |_| ()).expect("as before");
    assert_eq!(expired.codes(), ["D-CERT-03", "D-ISSUER-02"]);
}

#[test]
fn an_issuer_that_nobody_knows() {
    let Some(found) = with_script(with_files(files_of_a_stranger(), [0x63, 0xC3])) else {
        return;
    };
    let codes = found.codes();
    assert!(codes.contains(&"D-ISSUER-01"), "{codes:?}");
    assert_eq!(found.rung("application")["ok"], true);
}

#[test]
fn tries_that_are_used_up_nearly_or_not_told() {
    let Some(blocked) = with_profile("both-locked", |_| ()) else {
        return;
    };
    assert_eq!(blocked.codes(), ["D-ISSUER-02", "D-TRIES-01"]);
    let last = with_profile("auth-last-try", |_| ()).expect("as before");
    assert_eq!(last.codes(), ["D-ISSUER-02", "D-TRIES-02"]);
    let child = with_profile("child", |_| ()).expect("as before");
    assert_eq!(child.codes(), ["D-ISSUER-02"], "nothing is locked there");
    let silent = with_script(with_files(files_of_a_stranger(), [0x69, 0x85])).expect("as before");
    assert!(
        silent.codes().contains(&"D-TRIES-03"),
        "{:?}",
        silent.codes()
    );
    for word in [[0x69, 0x83], [0x69, 0x84]] {
        let found = with_script(with_files(files_of_a_stranger(), word)).expect("as before");
        assert!(found.codes().contains(&"D-TRIES-01"), "{word:02X?}");
    }
}

/// The real readers, and a clock that somebody has set.
struct WrongClock(Timestamp);

impl Clock for WrongClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

struct RealReaders;

impl Sources for RealReaders {
    fn open(&mut self, _source: &Source, sink: ReportSink) -> Box<dyn Readers> {
        Box::new(PcscReaders::open(sink))
    }

    fn demo_authorities(&self) -> Vec<Vec<u8>> {
        sim::demo_ca_certificates().map(<[u8]>::to_vec).to_vec()
    }
}

/// The codes with the computer's clock at `now`.
fn codes_at(now: Timestamp) -> Vec<&'static str> {
    let (inbox, _messages) = std::sync::mpsc::channel();
    let clock = Arc::new(WrongClock(now));
    let ports = desk::ports(RealReaders, SystemFiles, clock, inbox);
    let mut codes = None;
    let order = Message::Command(Command::Diagnose(DiagnosisOrder::default()));
    Worker::new(ports, Source::Real).handle(order, &mut |event| {
        if let Event::Diagnosed(ladder) = event {
            codes = Some(ladder.findings().map(Finding::code).collect());
        }
    });
    codes.expect("a diagnosis")
}

#[test]
fn a_clock_that_is_wrong() {
    let Some(pcscd) = Pcscd::start() else { return };
    let (card, diary) = PracticeCard::staying(jst_date(SystemClock.now()));
    let inserted = Inserted::new(card, pcscd.first_slot());
    wait_for_card(FIRST_SLOT);
    let at = |text: &str| codes_at(text.parse().expect("a time"));
    assert!(at("2001-01-01T00:00:00Z").contains(&"D-CLOCK-01"));
    assert!(at("2099-01-01T00:00:00Z").contains(&"D-CLOCK-03"));
    assert_eq!(codes_at(SystemClock.now()), ["D-ISSUER-02"]);
    assert_spared(&diary);
    inserted.pull();
    wait_for_presence(FIRST_SLOT, |it| it == Presence::Empty);
    // A card issued tomorrow, as the computer sees it.
    let tomorrow = jst_date(SystemClock.now()) + jiff::Span::new().days(800);
    let (card, _) = PracticeCard::staying(tomorrow);
    let _inserted = Inserted::new(card, pcscd.first_slot());
    wait_for_card(FIRST_SLOT);
    assert!(codes_at(SystemClock.now()).contains(&"D-CLOCK-02"));
}
