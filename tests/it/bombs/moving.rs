//! Documents that somebody writes to, cuts or exchanges without end while they are read.

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use super::{Answer, files::answered};
use crate::{
    cli::names_in,
    safety::paper::{MIB, write_noise, write_scan},
};

/// Of the documents; to be read takes longer than the disturber rests.
const DOCUMENT_MIB: usize = 24;
/// More than this a document does not grow.
const MOST: u64 = 512 << 20;

/// What is done to the document, over and over.
type Disturbance = fn(&Path);

fn append(path: &Path) {
    let mut file = File::options().append(true).open(path).expect("opened");
    if file.metadata().expect("there").len() < MOST {
        file.write_all(&[0x55; 4096]).expect("written");
    } else {
        file.set_len(MOST / 2).expect("cut");
    }
}

fn cut(path: &Path) {
    let file = File::options().write(true).open(path).expect("opened");
    let len = u64::try_from(DOCUMENT_MIB * MIB).expect("fits");
    file.set_len(len / 2).expect("cut");
    file.set_len(len + 1).expect("grown");
}

fn exchange(path: &Path) {
    let beside = path.with_extension("beside");
    fs::write(&beside, b"%PDF-1.7 another document").expect("written");
    fs::rename(beside, path).expect("renamed");
}

/// The answer while the document is disturbed from before the program begins until it ends.
fn disturbed(disturb: Disturbance, path: &Path, words: &str) -> Option<Answer> {
    let words: Vec<_> = words.split_whitespace().collect();
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                disturb(path);
                thread::sleep(Duration::from_millis(2));
            }
        });
        let answer = answered(&words, path.parent().expect("in a folder"));
        is_over.store(true, Ordering::Relaxed);
        answer
    })
}

fn lay_out(folder: &Path, name: &str) {
    let path = folder.join(name);
    if name == "a.pdf" {
        write_scan(&path, 4, DOCUMENT_MIB / 4 * MIB);
    } else {
        write_noise(&path, DOCUMENT_MIB);
    }
}

#[test]
fn signing_what_never_rests_ends_and_leaves_nothing() {
    let sign = "--demo sign --json --pin-stdin --config no-settings --format";
    for (how, disturb) in [
        ("append", append as Disturbance),
        ("cut", cut),
        ("exchange", exchange),
    ] {
        for (format, name) in [
            ("cms", "a.bin"),
            ("cms-attached", "a.bin"),
            ("pdf", "a.pdf"),
        ] {
            let folder = tempfile::tempdir().expect("folder");
            lay_out(folder.path(), name);
            let path = folder.path().join(name);
            let words = format!("{sign} {format} {name}");
            let Some(answer) = disturbed(disturb, &path, &words) else {
                return;
            };
            println!(
                "{how} {format}: {:?} {} KiB",
                answer.elapsed, answer.peak_kib
            );
            let told = [answer.stdout.as_str(), &answer.stderr].concat();
            assert_eq!(answer.status, Some(8), "{how} {format}: {told}");
            let codes = ["E-DOC-01", "E-DOC-03", "E-DOC-05", "E-DOC-08"];
            assert!(
                codes.iter().any(|it| told.contains(it)),
                "{how} {format}: {told}"
            );
            assert!(answer.peak_kib < 96 * 1024, "{} KiB", answer.peak_kib);
            let mut names = names_in(folder.path());
            names.retain(|it| it != "a.beside");
            assert_eq!(names, [name], "{how} {format}: no part of a result is left");
        }
    }
}

#[test]
fn checking_what_never_rests_ends_without_a_good_word() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    for (format, name) in [
        ("cms", "a.bin"),
        ("cms-attached", "a.bin"),
        ("pdf", "a.pdf"),
    ] {
        lay_out(folder, name);
        let words = format!(
            "--demo sign --json --pin-stdin --config no-settings --overwrite --format {format} {name}"
        );
        let words: Vec<_> = words.split_whitespace().collect();
        let Some(answer) = answered(&words, folder) else {
            return;
        };
        assert_eq!(answer.status, Some(0), "{answer:?}");
    }
    for (how, disturb) in [("append", append as Disturbance), ("cut", cut)] {
        for (moving, checked) in [
            ("a.bin", "a.bin.p7s"),
            ("a.bin.p7m", "a.bin.p7m"),
            ("a.signed.pdf", "a.signed.pdf"),
        ] {
            let kept = fs::read(folder.join(moving)).expect("read");
            let words = format!("--demo verify --json --config no-settings {checked}");
            let answer = disturbed(disturb, &folder.join(moving), &words).expect("as before");
            println!(
                "{how} {checked}: {:?} {} KiB",
                answer.elapsed, answer.peak_kib
            );
            let told = &answer.stdout;
            assert_eq!(answer.status, Some(8), "{how} {checked}: {told}");
            let codes = ["E-DOC-02", "E-DOC-03"];
            assert!(
                codes.iter().any(|it| told.contains(it)),
                "{how} {checked}: {told}"
            );
            assert!(answer.peak_kib < 96 * 1024, "{} KiB", answer.peak_kib);
            fs::write(folder.join(moving), kept).expect("written");
        }
    }
}
