//! What stands in the place of a document, and texts of this program's own kinds: pipes, devices, loops of
//! links, files of any size, nesting without end.

use std::{
    fs::{self, File},
    io::Write,
    os::unix::fs::symlink,
    path::Path,
    process::Command,
};

use super::{Answer, LIMIT_KIB, Run, run};
use crate::safety::paper::write_hollow;

/// Has the command line answer, with this status at most in this memory.
pub fn answered(arguments: &[&str], folder: &Path) -> Option<Answer> {
    let answer = run(&Run {
        program: Path::new(env!("CARGO_BIN_EXE_inkan-cli")),
        arguments,
        folder,
    })?;
    let status = answer
        .status
        .unwrap_or_else(|| panic!("{arguments:?} hangs"));
    assert!((0..=11).contains(&status), "{arguments:?}: {answer:?}");
    assert!(
        answer.peak_kib <= LIMIT_KIB,
        "{arguments:?}: {} KiB",
        answer.peak_kib
    );
    Some(answer)
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let made = Command::new("mkfifo").arg(folder.join("pipe.p7s")).status();
    assert!(made.expect("starts").success());
    symlink("loop.p7s", folder.join("loop.p7s")).expect("linked");
    fs::create_dir(folder.join("a")).expect("made");
    // Ten ways from each step to the next, and every one leads back.
    for number in 0..10 {
        symlink("..", folder.join(format!("a/up{number}"))).expect("linked");
        symlink(".", folder.join(format!("a/here{number}"))).expect("linked");
    }
    for (file, status) in [
        ("pipe.p7s", 8),
        ("loop.p7s", 8),
        ("/dev/zero", 8),
        ("/dev/full", 8),
        ("/dev/random", 8),
        // Folders in folders in folders: nothing is signed in any of them.
        ("a", 8),
    ] {
        let Some(answer) = answered(&["verify", "--json", file], folder) else {
            return;
        };
        assert_eq!(answer.status, Some(status), "{file}: {answer:?}");
        assert!(answer.stdout.contains("E-DOC-"), "{file}: {answer:?}");
    }
}

/// A detached signature over more than is hashed in a moment: what counts is the memory, and that it can
/// be stopped (`workflows`, `busy`).
#[test]
fn a_document_of_a_gibibyte_takes_little_memory() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    write_hollow(&folder.join("a.bin"), 1024);
    fs::write(folder.join("a.bin.p7s"), super::cms::least()).expect("written");
    let Some(answer) = answered(&["verify", "--json", "a.bin.p7s"], folder) else {
        return;
    };
    assert_eq!(answer.status, Some(1), "{answer:?}");
    assert!(answer.peak_kib < 64 * 1024, "{} KiB", answer.peak_kib);
}

#[test]
fn a_folder_of_many_files_and_deep_ones_are_looked_through() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let many = folder.join("many");
    fs::create_dir(&many).expect("made");
    for number in 0..20_000 {
        File::create(many.join(format!("{number}.txt"))).expect("made");
    }
    let mut deep = folder.join("deep");
    for _ in 0..200 {
        deep.push("d");
    }
    fs::create_dir_all(&deep).expect("made");
    for place in ["many", "deep"] {
        let Some(answer) = answered(&["verify", "--json", place], folder) else {
            return;
        };
        assert_eq!(answer.status, Some(8), "{place}: {answer:?}");
    }
}

/// Policies, offices, reminders and settings.
#[test]
fn texts_without_end_are_refused_with_their_code() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let text = folder.join("text.toml");
    write_hollow(&text, 1024);
    let policy = ["guide", "--json", "--policy", "text.toml"];
    let office = ["guide", "--json", "--office", "text.toml"];
    let mut texts = vec![None];
    for (open, count) in [
        ("a=[", 1),
        ("[", 30_000),
        ("a=", 1),
        ("a.", 30_000),
        ("a={b=", 10_000),
        ("[[a]]\n", 9_000),
        ("\"", 1),
        ("'''", 1),
    ] {
        let mut long = open.repeat(count);
        if open == "a." {
            long.push_str("b=1\n");
        }
        if count == 1 {
            long.push_str(&"[".repeat(60_000));
        }
        texts.push(Some(long));
    }
    for long in texts {
        if let Some(long) = &long {
            fs::write(&text, long).expect("written");
        }
        let start: String = long.unwrap_or_default().chars().take(12).collect();
        for (arguments, code, status) in [(policy, "E-POLICY-01", 11), (office, "E-DOC-", 8)] {
            let Some(answer) = answered(&arguments, folder) else {
                return;
            };
            assert_eq!(answer.status, Some(status), "{start}: {answer:?}");
            let told = format!("{}{}", answer.stdout, answer.stderr);
            assert!(told.contains(code), "{start}: {answer:?}");
        }
    }
    let settings = folder.join("settings");
    fs::create_dir(&settings).expect("made");
    for len in [1 << 30, 900_000] {
        let mut file = File::create(settings.join("settings.toml")).expect("made");
        file.write_all("a.".repeat(400_000).as_bytes())
            .expect("written");
        file.set_len(len).expect("sized");
        let asked = ["guide", "--json", "--config", "settings"];
        let Some(answer) = answered(&asked, folder) else {
            return;
        };
        assert_eq!(answer.status, Some(0), "{answer:?}");
    }
}
