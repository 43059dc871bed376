//! Disks that are full, protected or lost in the middle of the work.

use std::{fs, path::Path, process::Command};

use inkan::{
    app::{event::SignOutcome, failure::Failure, ports::FileError},
    core::sign::SignatureFormat,
};

use super::{
    ATTACHED, DETACHED, PDF, begin, document, job, names,
    paper::{Noise, write_scan},
    program, target, while_signing,
};
use crate::{
    bench::Bench,
    disk::{self, Disk},
};

/// The error of a result that could not be written.
fn unwritten(outcome: &SignOutcome) -> Option<&FileError> {
    match &outcome.result {
        Err(Failure::OutputFailed { error, .. }) => Some(error),
        _ => None,
    }
}

#[test]
fn a_disk_that_is_too_small_gets_nothing_and_others_get_theirs() {
    for (format, name, size) in [
        ("cms", "large.bin", "size=44k"),
        ("cms-attached", "large.bin", "size=64k"),
        ("auto", "large.pdf", "size=64k"),
    ] {
        let Some(small) = Disk::mount(size) else {
            return;
        };
        let folder = tempfile::tempdir().expect("folder");
        let large = small.path(name);
        // Most of the small disk: 40 KiB and little more.
        match format {
            "auto" => write_scan(&large, 1, 40_000),
            _ => fs::write(&large, Noise(5).bytes(40_000)).expect("written"),
        }
        if format == "cms" {
            // A signature needs one page of the disk, like the trial before it.
            fs::write(small.path("other"), b"x").expect("written");
            let _full = fs::write(small.path("filler"), [0; 4096]);
        }
        let before = (names(small.folder()), fs::read(&large).expect("read"));
        let others = ["a.txt", "b.txt"].map(|it| folder.path().join(it));
        for other in &others {
            fs::write(other, b"hello").expect("written");
        }
        let mut command = Command::new(program());
        command
            .args(["--demo", "sign", "--pin-stdin", "--json"])
            .args(["--config", "no-settings", "--format", format])
            .args([&others[0], &large, &others[1]])
            .current_dir(folder.path());
        let output = begin(&mut command).wait_with_output().expect("ends");
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(output.status.code(), Some(9), "{format}: {answer}");
        assert_eq!(answer["error"]["code"], "E-OUT-02", "{format}");
        let after = (names(small.folder()), fs::read(&large).expect("read"));
        assert!(before == after, "{format}: {:?}", after.0);
        let signed = |at: usize| {
            answer["files"][at]["result"]
                .as_str()
                .expect("text")
                .to_owned()
        };
        let others = [signed(0), signed(2)];
        assert_eq!(others, ["signed"; 2], "{format}: {answer}");
        assert_eq!(answer["files"][1]["result"], "failed");
    }
}

#[test]
fn a_disk_that_fills_up_meanwhile_keeps_nothing_partial() {
    for format in [DETACHED, ATTACHED] {
        let Some(results) = Disk::mount("size=32k") else {
            return;
        };
        let mut bench = Bench::with("normal");
        let input = document(bench.folder.path(), format);
        let filler = results.path("filler");
        while_signing(&mut bench, 1, move || {
            let mut size = 64 * 1024;
            while size > 0 {
                let mut file = fs::OpenOptions::new();
                let file = file.append(true).create(true).open(&filler);
                let written = std::io::Write::write_all(&mut file.expect("opened"), &vec![1; size]);
                if written.is_err() {
                    size /= 2;
                }
            }
        });
        let target = target(input.clone(), Some(results.folder()), format);
        let outcomes = bench.sign(job(vec![target]));
        assert_eq!(unwritten(&outcomes[0]), Some(&FileError::Full));
        assert_eq!(names(results.folder()), ["filler"]);
        assert_eq!(fs::read(input).expect("read"), b"the original");
    }
}

/// Signs one document into `results` and lets something happen to that disk meanwhile.
fn lose(
    format: SignatureFormat,
    results: &Disk,
    loss: impl FnOnce(&Path) + Send + 'static,
) -> SignOutcome {
    let mut bench = Bench::with("normal");
    let input = document(bench.folder.path(), format);
    let before = fs::read(&input).expect("read");
    let folder = results.folder().to_path_buf();
    while_signing(&mut bench, 1, move || loss(&folder));
    let target = target(input.clone(), Some(results.folder()), format);
    let outcomes = bench.sign(job(vec![target]));
    assert_eq!(fs::read(&input).expect("read"), before);
    assert_eq!(names(bench.folder.path()).len(), 1, "nothing beside it");
    outcomes.into_iter().next().expect("one")
}

#[test]
fn a_disk_that_is_protected_meanwhile_gets_nothing() {
    for format in [DETACHED, ATTACHED] {
        let Some(results) = Disk::mount("size=1m") else {
            return;
        };
        let outcome = lose(format, &results, disk::make_read_only);
        assert_eq!(unwritten(&outcome), Some(&FileError::ReadOnly));
        assert_eq!(names(results.folder()), [""; 0]);
    }
}

#[test]
fn a_disk_that_is_lost_with_a_half_written_result_leaves_nothing() {
    let Some(results) = Disk::mount("size=1m") else {
        return;
    };
    let outcome = lose(PDF, &results, disk::tear_away);
    assert_eq!(unwritten(&outcome), Some(&FileError::NotFound));
    assert_eq!(names(results.folder()), [""; 0], "in its place neither");
}

#[test]
fn a_folder_that_is_removed_meanwhile_is_missed() {
    for format in [DETACHED, ATTACHED, PDF] {
        let mut bench = Bench::with("normal");
        let input = document(bench.folder.path(), format);
        let folder = bench.folder.path().join("results");
        fs::create_dir(&folder).expect("made");
        let removed = folder.clone();
        while_signing(&mut bench, 1, move || {
            fs::remove_dir_all(removed).expect("removed");
        });
        let outcomes = bench.sign(job(vec![target(input, Some(&folder), format)]));
        assert_eq!(unwritten(&outcomes[0]), Some(&FileError::NotFound));
        assert_eq!(names(bench.folder.path()).len(), 1);
    }
}

#[test]
fn a_drive_that_is_lost_with_the_documents_on_it_is_told() {
    for format in [DETACHED, ATTACHED, PDF] {
        let Some(drive) = Disk::mount("size=1m") else {
            return;
        };
        let mut bench = Bench::with("normal");
        let input = document(drive.folder(), format);
        let folder = drive.folder().to_path_buf();
        while_signing(&mut bench, 1, move || disk::tear_away(&folder));
        let results = bench.folder.path().to_path_buf();
        let outcomes = bench.sign(job(vec![target(input, Some(&results), format)]));
        assert!(
            matches!(
                outcomes[0].result,
                Err(Failure::DocumentUnreadable {
                    error: FileError::NotFound,
                    ..
                })
            ),
            "{format:?}: {outcomes:?}"
        );
        assert_eq!(names(&results), [""; 0]);
    }
}
