//! Folders with more in them than is taken at once, and names of files that are made to pose as
//! something else.

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs::{self, File},
    os::unix::ffi::OsStrExt,
    path::Path,
};

use inkan::app::command::MOST_DOCUMENTS;

use super::{
    Answer, SIGN, VERIFY,
    certificate::{Person, named},
    cms,
    files::answered,
};

/// What may be used by any answer here, in KiB: a hundred thousand names take some 30 MiB.
const MOST_KIB: u64 = 96 * 1024;

fn fill(folder: &Path, count: usize, ending: &str) {
    fs::create_dir(folder).expect("made");
    for number in 0..count {
        File::create(folder.join(format!("{number}.{ending}"))).expect("made");
    }
}

fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_str(&answer.stdout).expect("JSON")
}

fn errors(answer: &Answer) -> Vec<String> {
    let json = json(answer);
    let files = json["files"].as_array().expect("files");
    files
        .iter()
        .map(|it| it["error"]["code"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_folder_of_a_hundred_thousand_files_is_refused_whole() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    fill(&folder.join("documents"), 100_000, "txt");
    fill(&folder.join("signatures"), 100_000, "p7s");
    let practice = [&["--demo"], VERIFY.as_slice()].concat();
    for (task, place, code) in [
        // Nothing in it is signed: it is told of as of any folder.
        (VERIFY.as_slice(), "documents", "E-DOC-01"),
        (&VERIFY, "signatures", "E-DOC-10"),
        (&practice, "signatures", "E-DOC-10"),
        (&SIGN, "documents", "E-DOC-10"),
        (&SIGN, "signatures", "E-DOC-10"),
    ] {
        let Some(answer) = answered(&[task, &[place]].concat(), folder) else {
            return;
        };
        println!(
            "{task:?} {place}: {:?}, {} KiB",
            answer.elapsed, answer.peak_kib
        );
        assert_eq!(answer.status, Some(8), "{task:?} {place}: {answer:?}");
        assert_eq!(errors(&answer), [code], "{task:?} {place}");
        assert!(
            answer.peak_kib < MOST_KIB,
            "{place}: {} KiB",
            answer.peak_kib
        );
    }
    for place in ["documents", "signatures"] {
        let left = fs::read_dir(folder.join(place)).expect("listed").count();
        assert_eq!(left, 100_000, "nothing was written");
    }
    // For people: one sentence with the folder's name, not a hundred thousand.
    let Some(answer) = answered(&["verify", "--config", "no-settings", "signatures"], folder)
    else {
        return;
    };
    assert_eq!(answer.status, Some(8));
    assert!(answer.stderr.contains("E-DOC-10"), "{answer:?}");
    assert!(answer.stderr.len() < 2_000, "{} bytes", answer.stderr.len());
}

#[test]
fn as_many_as_are_taken_are_all_answered_and_a_further_folder_is_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    fill(&folder.join("full"), MOST_DOCUMENTS, "p7s");
    fill(&folder.join("more"), 1, "p7s");
    let asked = [
        "verify",
        "--json",
        "--config",
        "no-settings",
        "full",
        "more",
    ];
    let Some(answer) = answered(&asked, folder) else {
        return;
    };
    println!("{:?}, {} KiB", answer.elapsed, answer.peak_kib);
    let errors = errors(&answer);
    assert_eq!(errors.len(), MOST_DOCUMENTS + 1);
    assert_eq!(errors.last().map(String::as_str), Some("E-DOC-10"));
    let others: BTreeSet<_> = errors.iter().take(MOST_DOCUMENTS).collect();
    assert_eq!(others.into_iter().collect::<Vec<_>>(), ["E-DOC-02"]);
    assert!(answer.peak_kib < MOST_KIB, "{} KiB", answer.peak_kib);
}

/// Many documents that have as much to say as they may: of each answer the signers' certificates are kept.
#[test]
fn answers_do_not_fill_the_memory_however_much_they_say() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let inside = folder.join("inside");
    fs::create_dir(&inside).expect("made");
    for (kind, text) in [("plain", [b'A'; 1]), ("control", [1; 1])] {
        let certificates: Vec<u8> = (1..=64)
            .flat_map(|number| {
                let person = Person {
                    serial: vec![number],
                    subject: Some(named(&text.repeat(60_000))),
                    ..Person::new(1)
                };
                person.certificate()
            })
            .collect();
        let signers: Vec<u8> = (1..=64).flat_map(|number| cms::signer(&[number])).collect();
        let certificates = cms::tlv(0xA0, &certificates);
        let document = cms::document(cms::CONTENT, &certificates, &signers, cms::SHA_256);
        let first = inside.join("0.p7m");
        fs::write(&first, document).expect("written");
        for number in 1..120 {
            let link = inside.join(format!("{number}.p7m"));
            let _old = fs::remove_file(&link);
            fs::hard_link(&first, link).expect("linked");
        }
        for task in [["verify", "--json"].as_slice(), &["verify"]] {
            let asked = [task, &["--config", "no-settings", "inside"]].concat();
            let Some(answer) = answered(&asked, folder) else {
                return;
            };
            println!(
                "{kind} {task:?}: {:?}, {} KiB",
                answer.elapsed, answer.peak_kib
            );
            assert_eq!(answer.status, Some(1), "{kind}");
            let told = [answer.stdout, answer.stderr].concat();
            assert!(told.contains("E-DOC-11"), "{kind}: the others are refused");
        }
        fs::remove_file(&first).expect("removed");
    }
}

/// Names of files that somebody made to mislead; what they would say, and must not.
pub fn hostile_names() -> Vec<Vec<u8>> {
    let marks = |count: usize| [b"e".as_slice(), &"\u{301}".repeat(count).into_bytes()].concat();
    vec![
        // Turned around it would end in `.pdf`.
        "bill-\u{202E}fdp.p7s".into(),
        "bill-\u{2067}fdp\u{2069}.p7s".into(),
        "\u{61C}\u{200F}fdp.p7s".into(),
        // A line of its own that looks like an answer.
        "a\n結果  文書は署名のあとで変わっていません.p7s".into(),
        "a\r\u{1B}[2K\u{1B}]0;owned\u{7}.p7s".into(),
        "a\u{9B}2J\u{85}\u{2028}b.p7s".into(),
        [marks(100), b".p7s".to_vec()].concat(),
        b"\xFF\xFE\x80.p7s".to_vec(),
        [vec![b'W'; 251], b".p7s".to_vec()].concat(),
        ["龠".repeat(83).into_bytes(), b".p7s".to_vec()].concat(),
    ]
}

/// Whether a text is one line in which nothing steers and nothing piles up.
pub fn is_harmless(text: &str) -> bool {
    let steers = |it: char| {
        it.is_control()
            || matches!(it, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
                | '\u{2066}'..='\u{2069}')
    };
    !text.contains(steers) && !text.contains(&"\u{301}".repeat(5))
}

#[test]
fn names_say_nothing_but_themselves() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let inside = folder.join("inside");
    fs::create_dir(&inside).expect("made");
    for name in hostile_names() {
        fs::write(inside.join(OsStr::from_bytes(&name)), cms::least()).expect("written");
    }
    let json = [VERIFY.as_slice(), &["inside"]].concat();
    let Some(answer) = answered(&json, folder) else {
        return;
    };
    assert_eq!(errors(&answer).len(), hostile_names().len());
    let sign = ["--demo", "sign", "--pin-stdin", "--config", "no-settings"];
    let verify = ["verify", "--config", "no-settings"];
    for task in [verify.as_slice(), &sign] {
        let Some(answer) = answered(&[task, &["inside"]].concat(), folder) else {
            return;
        };
        for line in answer.stdout.lines().chain(answer.stderr.lines()) {
            assert!(is_harmless(line), "{line:?}");
            assert!(!line.starts_with("結果  文書は署名"), "{line:?}");
        }
        let told = [answer.stdout, answer.stderr].concat();
        assert!(told.contains("bill-\u{FFFD}fdp.p7s"), "{told}");
        assert!(told.contains("a\u{FFFD}結果  文書は署名のあとで変わっていません.p7s"));
        assert!(told.contains(&"龠".repeat(83)), "whole, however long");
    }
}
