//! What the issue calls tries lost by anything but a wrong PIN that the person confirmed: every fault
//! at every command of a change and of a test, from every side that matters, and afterwards the card
//! itself is asked what it lost and which secret is true.

use inkan::{
    app::state::{Action, Notice, PinPurpose, Reading},
    core::{
        jpki::{Changed, Slot},
        rules::LastTryConsent,
        secret::Pin,
    },
    sim::{Fault, FaultPlan},
};

use crate::bench::Bench;

/// Status words that cards give, and that mean something else at each command.
const WORDS: [u16; 22] = [
    0x9000, 0x6110, 0x6282, 0x6300, 0x63C0, 0x63C1, 0x63C2, 0x6400, 0x6581, 0x6700, 0x6881, 0x6982,
    0x6983, 0x6984, 0x6985, 0x6986, 0x6A80, 0x6A82, 0x6A86, 0x6C04, 0x6D00, 0x6F00,
];

fn faults() -> impl Iterator<Item = Fault> {
    let line = [
        Fault::Removed,
        Fault::RemovedAfterwards,
        Fault::Mute,
        Fault::Garbage,
        Fault::Reset,
        Fault::Truncated,
        Fault::Cut,
    ];
    line.into_iter()
        .chain(WORDS.map(Fault::Status))
        .chain(WORDS.map(Fault::StatusAfterwards))
}

/// One side of the card, and what is typed.
#[derive(Clone, Copy, Debug)]
struct Case {
    slot: Slot,
    old: &'static str,
    /// What the person takes for the old one.
    typed: &'static str,
    new: &'static str,
    /// The tries before.
    before: u8,
}

const AUTH: Case = Case {
    slot: Slot::Auth,
    old: "1234",
    typed: "1234",
    new: "5739",
    before: 3,
};

const SIGN: Case = Case {
    slot: Slot::Sign,
    old: "ABC123",
    typed: "ABC123",
    new: "K7X9QM42",
    before: 5,
};

fn pin(text: &str) -> Pin {
    Pin::from_bytes(text.as_bytes()).expect("fits")
}

/// Asks the card past everything: the answer's status word.
fn ask(bench: &Bench, apdu: &[u8]) -> u16 {
    let answer = bench.remote().ask(apdu).expect("a card");
    u16::from_be_bytes([answer[answer.len() - 2], answer[answer.len() - 1]])
}

fn select_pin(bench: &Bench, slot: Slot) {
    let application = [
        0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01,
    ];
    assert_eq!(ask(bench, &application), 0x9000);
    let ef = match slot {
        Slot::Auth => 0x18,
        Slot::Sign => 0x1B,
    };
    assert_eq!(
        ask(bench, &[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, ef]),
        0x9000
    );
}

fn with_data(header: [u8; 4], data: &str) -> Vec<u8> {
    let length = u8::try_from(data.len()).expect("short");
    [&header[..], &[length], data.as_bytes()].concat()
}

/// The tries that the card counts, and which of the two secrets is true. Puts the old one back, with
/// all tries.
fn truth(bench: &Bench, case: Case) -> (u8, Changed) {
    select_pin(bench, case.slot);
    let left = ask(bench, &[0x00, 0x20, 0x00, 0x80]);
    assert_eq!(left & 0xFFF0, 0x63C0);
    let verify = |secret| ask(bench, &with_data([0x00, 0x20, 0x00, 0x80], secret)) == 0x9000;
    let left = u8::try_from(left & 0x000F).expect("small");
    assert!(left > 1 || case.before == 1, "cannot be looked into");
    let changed = if verify(case.old) {
        Changed::No
    } else {
        assert!(verify(case.new), "one of the two is true");
        Changed::Yes
    };
    let back = with_data([0x00, 0x24, 0x01, 0x80], case.old);
    assert_eq!(ask(bench, &back), 0x9000);
    (left, changed)
}

/// Brings the counter down to where the case begins.
fn wear_down(bench: &Bench, case: Case) {
    select_pin(bench, case.slot);
    for _ in case.before..case.slot.max_attempts() {
        ask(bench, &with_data([0x00, 0x20, 0x00, 0x80], "0000"));
    }
}

/// Lays the card down afresh and has it read.
fn lay_down(bench: &mut Bench) {
    bench.remote().plan(FaultPlan {
        at_apdu: usize::MAX,
        fault: Fault::Mute,
    });
    bench.act(Action::ClosePin);
    bench.act(Action::DismissNotice);
    bench.remote().pull();
    bench.settle();
    bench.remote().insert();
    bench.settle();
    let card = bench.state.active_card().expect("a card");
    assert_eq!(card.reading, Reading::Done);
}

fn begin(bench: &mut Bench, case: Case, purpose: PinPurpose, plan: Option<FaultPlan>) {
    wear_down(bench, case);
    lay_down(bench);
    bench.act(Action::AskPin(purpose));
    bench.remote().clear_log();
    if let Some(plan) = plan {
        bench.remote().plan(plan);
    }
}

fn consent(case: Case) -> LastTryConsent {
    if case.before == 1 {
        LastTryConsent::Given
    } else {
        LastTryConsent::NotGiven
    }
}

/// Changes the PIN, with a fault; what the person is told of it.
fn change(bench: &mut Bench, case: Case, plan: Option<FaultPlan>) -> Changed {
    begin(bench, case, PinPurpose::Change(case.slot), plan);
    bench.act(Action::SubmitPinChange {
        old: pin(case.typed),
        new: pin(case.new),
        consent: consent(case),
    });
    match (&bench.state.pin, &bench.state.notice) {
        // The dialog stays: the old one was not accepted.
        (Some(dialog), _) => {
            assert!(dialog.failure.is_some(), "{plan:?}: nobody is told");
            Changed::No
        }
        (None, Some(Notice::PinChanged(change))) => {
            assert_eq!(change.failure.is_none(), change.changed == Changed::Yes);
            change.changed
        }
        // Not accepted either, and then the card was pulled.
        (None, Some(Notice::Failed(_))) if case.typed != case.old => Changed::No,
        (None, other) => panic!("{plan:?}: {other:?}"),
    }
}

/// Tests the PIN, with a fault; whether it is said to work.
fn test(bench: &mut Bench, case: Case, plan: Option<FaultPlan>) -> bool {
    begin(bench, case, PinPurpose::Test(case.slot), plan);
    bench.act(Action::SubmitPin(pin(case.typed), consent(case)));
    match (&bench.state.pin, &bench.state.notice) {
        (Some(dialog), _) => {
            assert!(dialog.failure.is_some(), "{plan:?}: nobody is told");
            false
        }
        (None, Some(Notice::PinTested(slot, _))) => {
            assert_eq!(*slot, case.slot);
            true
        }
        (None, Some(Notice::Failed(_))) => false,
        (None, other) => panic!("{plan:?}: {other:?}"),
    }
}

/// Whatever went wrong, the card that could still be talked to was let go clear (invariant 14).
fn assert_let_go_clear(bench: &Bench, commands: &[inkan::sim::LoggedCommand], case: &str) {
    let told_all = commands.iter().all(|command| command.status.is_some());
    let last_clears = commands
        .iter()
        .rev()
        .any(|command| command.header == [0x00, 0xA4, 0x04, 0x0C] && command.data_len == 7);
    assert!(!told_all || last_clears, "{case}");
    assert!(bench.state.pin.is_none() || !commands.is_empty(), "{case}");
}

/// Every fault at every command of `job`; hands each outcome to `check` with the tries before and
/// after and the truth. Returns how many there were.
fn every_fault(
    case: Case,
    mut job: impl FnMut(&mut Bench, Option<FaultPlan>) -> Changed,
    mut check: impl FnMut(&str, Changed, u8, Changed),
) -> usize {
    let mut bench = Bench::with("normal");
    let undisturbed = job(&mut bench, None);
    let commands = bench.remote().apdus();
    let (left, changed) = truth(&bench, case);
    check("undisturbed", undisturbed, left, changed);
    let mut count = 0;
    for at_apdu in 0..commands {
        for fault in faults() {
            let name = format!("{case:?}: {fault:?} at command {at_apdu} of {commands}");
            let said = job(&mut bench, Some(FaultPlan { at_apdu, fault }));
            let log = bench.remote().log();
            let sent = |ins| {
                log.iter()
                    .filter(move |it| it.header[1] == ins && it.data_len > 0)
            };
            assert!(sent(0x24).count() <= 1, "{name}: CHANGE was repeated");
            assert!(sent(0x20).count() <= 3, "{name}");
            assert_let_go_clear(&bench, &log, &name);
            let (left, changed) = truth(&bench, case);
            check(&name, said, left, changed);
            count += 1;
        }
    }
    count
}

fn assert_true(name: &str, said: Changed, truth: Changed) {
    assert!(
        said == truth || said == Changed::Unknown,
        "{name}: said {said:?}, true is {truth:?}"
    );
}

#[test]
fn no_fault_at_any_command_of_a_change_costs_a_try_or_is_told_wrongly() {
    let mut unknown = 0;
    let mut count = 0;
    for case in [AUTH, SIGN] {
        count += every_fault(
            case,
            |bench, plan| change(bench, case, plan),
            |name, said, left, truth| {
                assert_eq!(left, case.before, "{name}: a try was lost");
                assert_true(name, said, truth);
                unknown += usize::from(said == Changed::Unknown);
            },
        );
    }
    println!("{count} faults during a change, 0 tries lost, {unknown} ended as not known");
    assert!(count > 800, "{count}");
}

#[test]
fn the_last_try_survives_every_fault_of_a_change_with_the_right_pin() {
    let case = Case { before: 1, ..AUTH };
    let count = every_fault(
        case,
        |bench, plan| change(bench, case, plan),
        |name, said, left, truth| {
            assert!(left >= 1, "{name}: locked");
            assert_true(name, said, truth);
        },
    );
    println!("{count} faults with one try left, 0 tries lost");
}

#[test]
fn a_wrong_pin_costs_its_one_try_and_no_more_whatever_happens() {
    for case in [
        Case {
            typed: "9182",
            ..AUTH
        },
        Case {
            typed: "WRONG1",
            ..SIGN
        },
    ] {
        let count = every_fault(
            case,
            |bench, plan| change(bench, case, plan),
            |name, said, left, truth| {
                assert!(left + 1 >= case.before, "{name}: {left} left");
                assert_eq!(truth, Changed::No, "{name}");
                assert_true(name, said, truth);
            },
        );
        println!("{count} faults with a wrong PIN, one try each at most");
    }
}

#[test]
fn no_fault_at_any_command_of_a_test_costs_a_try() {
    let mut count = 0;
    for case in [AUTH, SIGN, Case { before: 1, ..AUTH }] {
        count += every_fault(
            case,
            |bench, plan| {
                let works = test(bench, case, plan);
                assert!(works || plan.is_some(), "{case:?}");
                Changed::No
            },
            |name, _, left, truth| {
                assert!(left >= case.before, "{name}: a try was lost");
                assert_eq!(truth, Changed::No, "{name}");
            },
        );
    }
    println!("{count} faults during a test, 0 tries lost");
}
