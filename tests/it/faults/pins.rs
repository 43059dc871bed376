//! What the issue calls tries lost by anything but a wrong PIN that the person confirmed: every fault
//! at every command of a change and of a test, from every side that matters, and afterwards the card
//! itself is asked what it lost and which secret is true.

use inkan::{
    app::{
        failure::Failure,
        state::{Action, Notice, PinPurpose},
    },
    core::{
        jpki::{Changed, Slot},
        rules::LastTryConsent,
        secret::Pin,
    },
    sim::{Fault, FaultPlan, Reset},
};

use super::{
    matrix::{
        self, Again, ask, ask_tries, assert_commands, assert_nobody_waits, assert_tries,
        failure_on_screen, is_flawed, recover, select_pin,
    },
    told::{self, Step},
};
use crate::bench::Bench;

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

fn with_data(header: [u8; 4], data: &str) -> Vec<u8> {
    let length = u8::try_from(data.len()).expect("short");
    [&header[..], &[length], data.as_bytes()].concat()
}

/// The tries that the card counts, and which of the two secrets is true. Puts the old one back, with
/// all tries.
fn truth(bench: &Bench, case: Case) -> (u8, Changed) {
    let remote = &bench.remote();
    let left = ask_tries(remote, case.slot);
    assert_eq!(left & 0xFFF0, 0x63C0);
    let verify = |secret| ask(remote, &with_data([0x00, 0x20, 0x00, 0x80], secret)) == 0x9000;
    let left = u8::try_from(left & 0x000F).expect("small");
    assert!(left > 1 || case.before == 1, "cannot be looked into");
    let changed = if verify(case.old) {
        Changed::No
    } else {
        assert!(verify(case.new), "one of the two is true");
        Changed::Yes
    };
    let back = with_data([0x00, 0x24, 0x01, 0x80], case.old);
    assert_eq!(ask(remote, &back), 0x9000);
    // It was verified by asking.
    remote.reset(Reset::PowerDown);
    (left, changed)
}

/// Brings the counter down to where the case begins.
fn wear_down(bench: &Bench, case: Case) {
    let remote = &bench.remote();
    select_pin(remote, case.slot);
    for _ in case.before..case.slot.max_attempts() {
        ask(remote, &with_data([0x00, 0x20, 0x00, 0x80], "0000"));
    }
}

/// How a job ended, as it is told: what is said of the PIN, and the failure by its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Said {
    changed: Changed,
    code: Option<&'static str>,
}

/// Does a job, with a fault.
type Job<'a> = &'a dyn Fn(&mut Bench, Case, Option<FaultPlan>) -> Said;

fn begin(bench: &mut Bench, case: Case, purpose: PinPurpose, plan: Option<FaultPlan>) {
    wear_down(bench, case);
    bench.act(Action::ClosePin);
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

fn change(bench: &mut Bench, case: Case, plan: Option<FaultPlan>) -> Said {
    begin(bench, case, PinPurpose::Change(case.slot), plan);
    bench.act(Action::SubmitPinChange {
        old: pin(case.typed),
        new: pin(case.new),
        consent: consent(case),
    });
    let code = failure_on_screen(bench).map(|failure| failure.code());
    let (changed, code) = match (&bench.state.pin, &bench.state.notice) {
        // The dialog stays: the old one was not accepted.
        (Some(_), _) => (Changed::No, Some(code.expect("told"))),
        (None, Some(Notice::PinChanged(change))) => {
            assert_eq!(change.failure.is_none(), change.changed == Changed::Yes);
            let code = change.failure.as_ref().map(Failure::code);
            (change.changed, code)
        }
        // Not accepted either, and then the card was pulled.
        (None, Some(Notice::Failed(_))) if case.typed != case.old => (Changed::No, code),
        (None, other) => panic!("{plan:?}: {other:?}"),
    };
    Said { changed, code }
}

fn test(bench: &mut Bench, case: Case, plan: Option<FaultPlan>) -> Said {
    begin(bench, case, PinPurpose::Test(case.slot), plan);
    bench.act(Action::SubmitPin(pin(case.typed), consent(case)));
    let failure = failure_on_screen(bench).map(|failure| failure.code());
    let code = match &bench.state.notice {
        Some(Notice::PinTested(slot, took)) => {
            assert_eq!(*slot, case.slot);
            let is_slow = plan.is_some_and(|it| matches!(it.fault, Fault::Slow(_)));
            assert!(is_slow || took.is_zero(), "{plan:?}");
            failure
        }
        _ => Some(failure.expect("told")),
    };
    Said {
        changed: Changed::No,
        code,
    }
}

/// Every fault at every command of `job`; hands each outcome to `check` with the tries after and the
/// truth. Returns how many there were.
fn every_fault(case: Case, job: Job<'_>, check: &mut dyn FnMut(&str, Said, u8, Changed)) -> usize {
    let mut bench = matrix::bench();
    let undisturbed = job(&mut bench, case, None);
    let steps: Vec<Step> = bench.remote().log().iter().map(Step::of).collect();
    let (left, changed) = truth(&bench, case);
    check("undisturbed", undisturbed, left, changed);
    let (mut count, mut flaws) = (0, 0);
    for at_apdu in 0..steps.len() {
        for (place, fault) in matrix::all().into_iter().enumerate() {
            let plan = FaultPlan { at_apdu, fault };
            let mut try_one = || {
                let (name, said, left, truth) = with_fault(&mut bench, case, job, plan, &steps);
                check(&name, said, left, truth);
                if Again::Often.after(at_apdu, place, fault) {
                    let again = job(&mut bench, case, None);
                    assert_eq!(again, undisturbed, "{name}: and then");
                    self::truth(&bench, case);
                }
            };
            if is_flawed(&mut try_one) {
                flaws += 1;
                bench = matrix::bench();
            }
            count += 1;
        }
    }
    assert_eq!(flaws, 0, "of {count}");
    count
}

/// One fault: its name, what is said, the tries that are left, and what is true.
fn with_fault(
    bench: &mut Bench,
    case: Case,
    job: Job<'_>,
    plan: FaultPlan,
    steps: &[Step],
) -> (String, Said, u8, Changed) {
    let FaultPlan { at_apdu, fault } = plan;
    let name = format!(
        "{case:?}: {fault:?} at command {at_apdu} of {}, {:?}",
        steps.len(),
        steps[at_apdu]
    );
    let said = job(bench, case, Some(plan));
    let log = bench.remote().log();
    let changes = log.iter().filter(|it| Step::of(it) == Step::Change).count();
    assert!(changes <= 1, "{name}: CHANGE was repeated");
    assert_commands(&log, 3, &name);
    assert_nobody_waits(bench, &name);
    if case.typed == case.old {
        assert_told(&name, fault, steps, at_apdu, said);
    }
    if matches!(fault, Fault::Swapped | Fault::SwappedAfterwards) {
        // The other card, which lies in the reader now.
        assert_tries(bench, &name);
    }
    recover(bench, fault, &name);
    let (left, changed) = truth(bench, case);
    (name, said, left, changed)
}

/// What is told fits the fault. Once CHANGE was answered the failure says which of the two is true, and
/// no more what went wrong while the card was asked.
fn assert_told(name: &str, fault: Fault, steps: &[Step], at: usize, said: Said) {
    let Some(code) = said.code else { return };
    let changed_at = steps.iter().position(|step| *step == Step::Change);
    let codes = if changed_at.is_some_and(|changed_at| at > changed_at) {
        &["E-PIN-09", "E-PIN-10"]
    } else {
        told::codes(fault, steps[at])
    };
    assert!(codes.contains(&code), "{name}: {code} is none of {codes:?}");
}

fn assert_true(name: &str, said: Said, truth: Changed) {
    assert!(
        said.changed == truth || said.changed == Changed::Unknown,
        "{name}: said {said:?}, true is {truth:?}"
    );
}

fn no_fault_of_a_change_costs_a_try(case: Case) {
    let mut unknown = 0;
    let count = every_fault(case, &change, &mut |name, said, left, truth| {
        assert_eq!(left, case.before, "{name}: a try was lost");
        assert_true(name, said, truth);
        unknown += usize::from(said.changed == Changed::Unknown);
    });
    println!("{count} faults during a change, 0 tries lost, {unknown} ended as not known");
    assert!(count > 500, "{count}");
}

#[test]
fn no_fault_at_any_command_of_a_change_costs_a_try_or_is_told_wrongly() {
    no_fault_of_a_change_costs_a_try(SIGN);
}

#[test]
fn no_fault_at_any_command_of_a_change_of_the_other_pin_costs_a_try_or_is_told_wrongly() {
    no_fault_of_a_change_costs_a_try(AUTH);
}

#[test]
fn the_last_try_survives_every_fault_of_a_change_with_the_right_pin() {
    let case = Case { before: 1, ..AUTH };
    let count = every_fault(case, &change, &mut |name, said, left, truth| {
        assert!(left >= 1, "{name}: locked");
        assert_true(name, said, truth);
    });
    println!("{count} faults with one try left, 0 tries lost");
    assert!(count > 500, "{count}");
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
        let count = every_fault(case, &change, &mut |name, said, left, truth| {
            assert!(left + 1 >= case.before, "{name}: {left} left");
            assert_eq!(truth, Changed::No, "{name}");
            assert_true(name, said, truth);
        });
        println!("{count} faults with a wrong PIN, one try each at most");
        assert!(count > 300, "{count}");
    }
}

fn no_fault_of_a_test_costs_a_try(case: Case) {
    let count = every_fault(case, &test, &mut |name, said, left, truth| {
        assert!(name != "undisturbed" || said.code.is_none(), "{said:?}");
        assert!(left >= case.before, "{name}: a try was lost");
        assert_eq!(truth, Changed::No, "{name}");
    });
    println!("{count} faults during a test, 0 tries lost");
    assert!(count > 500, "{count}");
}

#[test]
fn no_fault_at_any_command_of_a_test_costs_a_try() {
    no_fault_of_a_test_costs_a_try(SIGN);
}

#[test]
fn no_fault_at_any_command_of_a_test_of_the_other_pin_costs_a_try() {
    no_fault_of_a_test_costs_a_try(AUTH);
}

#[test]
fn the_last_try_survives_every_fault_of_a_test_with_the_right_pin() {
    no_fault_of_a_test_costs_a_try(Case { before: 1, ..AUTH });
}
