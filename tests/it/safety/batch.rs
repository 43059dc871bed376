//! A batch: what the card is asked, what stops it and what does not.

use std::{fs, path::PathBuf, process::Command};

use inkan::{
    app::{
        command::SignTarget,
        event::SignOutcome,
        failure::Failure,
        state::{Action, Verification},
    },
    core::{sign::SignatureFormat, verify::Verdict},
    sim::{Fault, FaultPlan},
};

use super::{ATTACHED, DETACHED, PDF, begin, document, job, names, program, target, while_signing};
use crate::bench::Bench;

/// The instructions COMPUTE DIGITAL SIGNATURE and SELECT.
const SIGNATURE: u8 = 0x2A;
const SELECT: u8 = 0xA4;

/// So many documents, in every form in turn.
fn batch(bench: &Bench, count: usize) -> Vec<SignTarget> {
    let forms = [DETACHED, ATTACHED, PDF].into_iter().cycle().take(count);
    forms
        .enumerate()
        .map(|(place, format)| numbered(bench, place, format))
        .collect()
}

fn numbered(bench: &Bench, place: usize, format: SignatureFormat) -> SignTarget {
    let folder = bench.folder.path();
    let document = document(folder, format);
    let name = document.file_name().expect("named").to_string_lossy();
    let path: PathBuf = folder.join(format!("{place:03}-{name}"));
    fs::rename(&document, &path).expect("renamed");
    target(path, None, format)
}

fn signed(outcomes: &[SignOutcome]) -> Vec<bool> {
    let are_signed = outcomes.iter().map(|it| it.result.is_ok());
    are_signed.collect()
}

/// Those results are there and good, and there are no others.
fn results_are(bench: &mut Bench, outcomes: &[SignOutcome]) {
    let results: Vec<PathBuf> = outcomes
        .iter()
        .filter(|it| it.result.is_ok())
        .map(|it| it.target.output.clone())
        .collect();
    let there: Vec<PathBuf> = outcomes
        .iter()
        .map(|it| it.target.output.clone())
        .filter(|it| it.exists())
        .collect();
    assert_eq!(results, there);
    let documents = outcomes.iter().filter(|it| it.target.input.exists());
    assert_eq!(bench.files().len(), results.len() + documents.count());
    if results.is_empty() {
        return;
    }
    bench.cancel.lower();
    bench.act(Action::Verify(results));
    let Verification::Finished(files) = &bench.state.verification else {
        panic!("not checked");
    };
    for file in files {
        let report = file.report.as_ref().expect("a report");
        let verdict = report.verdict();
        assert_eq!(verdict, Verdict::Good, "{file:?}");
    }
}

#[test]
fn the_card_is_asked_for_one_signature_a_document_and_for_nothing_else() {
    let mut bench = Bench::with("normal");
    let targets = batch(&bench, 40);
    bench.remote().clear_log();
    let outcomes = bench.sign(job(targets));
    assert_eq!(signed(&outcomes), [true; 40]);
    let log = bench.remote().log();
    let instructions: Vec<u8> = log.iter().map(|it| it.header[1]).collect();
    let first = instructions
        .iter()
        .position(|it| *it == SIGNATURE)
        .expect("one");
    let (signatures, rest) = instructions[first..].split_at(40);
    assert_eq!(signatures, [SIGNATURE; 40]);
    // The verified state is given up at the end (invariant 14).
    assert_eq!(rest, [SELECT]);
    assert_eq!(bench.remote().verifies(), 1);
    results_are(&mut bench, &outcomes);
}

#[test]
fn a_document_that_fails_does_not_stop_the_others() {
    for failing in 0..6 {
        let mut bench = Bench::with("normal");
        let targets = batch(&bench, 6);
        let lost = targets[failing].input.clone();
        while_signing(&mut bench, 1, move || {
            fs::remove_file(lost).expect("removed");
        });
        let outcomes = bench.sign(job(targets));
        let mut expected = [true; 6];
        expected[failing] = false;
        assert_eq!(signed(&outcomes), expected, "{outcomes:?}");
        assert!(matches!(
            outcomes[failing].result,
            Err(Failure::DocumentUnreadable { .. })
        ));
        results_are(&mut bench, &outcomes);
    }
}

/// Commands before the first signature of a batch.
fn commands_before_signatures() -> usize {
    let mut bench = Bench::with("normal");
    let targets = batch(&bench, 1);
    bench.remote().clear_log();
    bench.sign(job(targets));
    let log = bench.remote().log();
    let first = log.iter().position(|it| it.header[1] == SIGNATURE);
    first.expect("one")
}

#[test]
fn the_first_card_error_stops_and_the_list_is_precise() {
    let before = commands_before_signatures();
    for fault in [Fault::Removed, Fault::RemovedAfterwards, Fault::Garbage] {
        for broken_at in 1..=6 {
            let mut bench = Bench::with("normal");
            let targets = batch(&bench, 6);
            bench.remote().plan(FaultPlan {
                at_apdu: before + broken_at - 1,
                fault,
            });
            bench.remote().clear_log();
            let outcomes = bench.sign(job(targets));
            let expected: Vec<bool> = (1..=6).map(|it| it < broken_at).collect();
            assert_eq!(signed(&outcomes), expected, "{fault:?}: {outcomes:?}");
            let reason = &outcomes[broken_at - 1].result;
            for outcome in &outcomes[broken_at - 1..] {
                assert_eq!(outcome.result, *reason, "{fault:?}");
            }
            let log = bench.remote().log();
            let signatures = log.iter().filter(|it| it.header[1] == SIGNATURE);
            assert_eq!(signatures.count(), broken_at, "nothing is tried again");
            results_are(&mut bench, &outcomes);
        }
    }
}

#[test]
fn to_stop_between_two_documents_finishes_what_the_card_has_signed() {
    for stopped_at in 1..=6 {
        let mut bench = Bench::with("normal");
        let targets = batch(&bench, 6);
        let cancel = bench.cancel.clone();
        while_signing(&mut bench, stopped_at, move || cancel.raise());
        let outcomes = bench.sign(job(targets));
        let expected: Vec<bool> = (1..=6).map(|it| it <= stopped_at).collect();
        assert_eq!(signed(&outcomes), expected, "{outcomes:?}");
        for outcome in &outcomes[stopped_at..] {
            assert_eq!(outcome.result, Err(Failure::Cancelled));
        }
        results_are(&mut bench, &outcomes);
        let remote = bench.remote();
        let log = remote.log();
        let signatures = log.iter().filter(|it| it.header[1] == SIGNATURE).count();
        assert_eq!(signatures, stopped_at, "the card was left alone");
    }
}

#[test]
fn scripts_are_told_what_a_lost_card_left_undone() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(folder.join(name), b"hello").expect("written");
    }
    let mut command = Command::new(program());
    command
        .args(["--demo=pulled-mid-sign", "sign", "--pin-stdin", "--json"])
        .args(["--config", "no-settings", "a.txt", "b.txt", "c.txt"])
        .current_dir(folder);
    let output = begin(&mut command).wait_with_output().expect("ends");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(output.status.code(), Some(7), "{answer}");
    assert_eq!(answer["error"]["exit"], 7);
    assert_eq!(names(folder), ["a.txt", "b.txt", "c.txt"]);
}
