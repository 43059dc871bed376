//! The first document is read while the person types: nothing of it is left when they think better of
//! it, and nothing is signed that is not the document any more.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use inkan::{
    app::{
        failure::Failure,
        state::{Action, PinPurpose, SignPhase},
    },
    core::rules::LastTryConsent,
    sim::DEMO_SIGN_PASSWORD,
};

use crate::{bench::Bench, judges::fixture};

const REFUSED: LastTryConsent = LastTryConsent::NotGiven;

/// A page at which a PDF waits for its password.
fn typing() -> (Bench, PathBuf) {
    let mut bench = Bench::with("normal");
    let pdf = std::fs::read(fixture("libreoffice-default.pdf")).expect("read");
    let document = bench.document("a.pdf", &pdf);
    bench.act(Action::AddFiles(vec![document.clone()]));
    bench.act(Action::AskPin(PinPurpose::Sign));
    wait_for(&bench, 2);
    (bench, document)
}

/// Waits until so many files lie in the folder.
fn wait_for(bench: &Bench, count: usize) {
    let begun = Instant::now();
    while bench.files().len() != count {
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{:?}",
            bench.files()
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn outcome(bench: &Bench) -> Result<(), Failure> {
    let SignPhase::Finished { outcomes, .. } = &bench.state.desk.phase else {
        panic!("{:?}", bench.state.desk.phase);
    };
    outcomes[0].result.clone()
}

#[test]
fn what_was_read_is_signed() {
    let (mut bench, _) = typing();
    bench.submit(DEMO_SIGN_PASSWORD, REFUSED);
    assert_eq!(outcome(&bench), Ok(()));
    assert_eq!(bench.files(), ["a.pdf", "a.signed.pdf"]);
}

#[test]
fn a_stop_that_was_asked_for_before_is_not_meant_for_it() {
    let mut bench = Bench::with("normal");
    let pdf = std::fs::read(fixture("libreoffice-default.pdf")).expect("read");
    let document = bench.document("a.pdf", &pdf);
    bench.act(Action::AddFiles(vec![document]));
    bench.cancel.raise();
    bench.act(Action::AskPin(PinPurpose::Sign));
    wait_for(&bench, 2);
    // As the window does at the beginning of each job.
    bench.cancel.lower();
    bench.submit(DEMO_SIGN_PASSWORD, REFUSED);
    assert_eq!(outcome(&bench), Ok(()));
}

#[test]
fn a_stop_while_it_is_waited_for_leaves_nothing() {
    let (mut bench, _) = typing();
    bench.cancel.raise();
    bench.submit(DEMO_SIGN_PASSWORD, REFUSED);
    assert_eq!(bench.files(), ["a.pdf"]);
    assert_eq!(bench.remote().verifies(), 0);
}

#[test]
fn nothing_is_left_of_it_when_the_dialog_is_closed() {
    let (mut bench, _) = typing();
    bench.act(Action::ClosePin);
    assert_eq!(bench.files(), ["a.pdf"]);
}

#[test]
fn nothing_is_left_of_it_when_the_card_is_taken_away() {
    let (mut bench, _) = typing();
    bench.remote().pull();
    bench.settle();
    assert_eq!(bench.files(), ["a.pdf"]);
}

#[test]
fn nothing_is_left_of_it_when_practice_mode_ends() {
    let (mut bench, _) = typing();
    bench.act(Action::StartPractice("expired".to_owned()));
    assert_eq!(bench.files(), ["a.pdf"]);
}

#[test]
fn a_wrong_password_begins_it_again_and_the_right_one_signs() {
    let (mut bench, _) = typing();
    bench.submit("WRONG1", REFUSED);
    assert!(bench.state.pin.is_some());
    wait_for(&bench, 2);
    bench.submit(DEMO_SIGN_PASSWORD, REFUSED);
    assert_eq!(outcome(&bench), Ok(()));
    assert_eq!(bench.files(), ["a.pdf", "a.signed.pdf"]);
}

#[test]
fn a_document_that_was_changed_while_someone_typed_is_not_signed() {
    let (mut bench, document) = typing();
    let mut other = std::fs::read(&document).expect("read");
    other.extend_from_slice(b"\n% changed\n");
    std::fs::write(&document, &other).expect("written");
    bench.submit(DEMO_SIGN_PASSWORD, REFUSED);
    assert_eq!(
        outcome(&bench),
        Err(Failure::DocumentChanged {
            path: document.clone()
        })
    );
    assert_eq!(bench.files(), ["a.pdf"]);
    assert_eq!(std::fs::read(&document).expect("there"), other);
}

#[test]
fn a_document_that_vanished_while_someone_typed_is_told() {
    let (mut bench, document) = typing();
    std::fs::remove_file(&document).expect("removed");
    bench.submit(DEMO_SIGN_PASSWORD, REFUSED);
    assert!(matches!(
        outcome(&bench),
        Err(Failure::DocumentUnreadable { .. })
    ));
    assert!(bench.files().is_empty(), "{:?}", bench.files());
}

#[test]
fn a_result_that_appeared_while_someone_typed_is_kept() {
    let (mut bench, _) = typing();
    bench.document("a.signed.pdf", b"somebody's");
    bench.submit(DEMO_SIGN_PASSWORD, REFUSED);
    assert!(matches!(outcome(&bench), Err(Failure::OutputFailed { .. })));
    assert_eq!(bench.files(), ["a.pdf", "a.signed.pdf"]);
    let kept = std::fs::read(bench.folder.path().join("a.signed.pdf")).expect("there");
    assert_eq!(kept, b"somebody's");
}
