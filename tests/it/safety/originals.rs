//! What the system sees the program do with a document: it opens it for reading, and nothing else
//! (invariant 10). strace tells.

use std::{fs, path::Path, process::Command};

use super::{DETACHED, PDF};
use super::{begin, document, program};

/// Every system call that takes the name of a file.
const TRACED: &str = "--trace=%file";

/// System calls with a name that leave a file as it is.
const HARMLESS: [&str; 12] = [
    "access",
    "faccessat",
    "faccessat2",
    "lstat",
    "newfstatat",
    "open",
    "openat",
    "readlink",
    "readlinkat",
    "stat",
    "statx",
    "execve",
];

pub fn can_trace() -> bool {
    let traced = Command::new("strace")
        .args(["--output=/dev/null", "true"])
        .output();
    match traced {
        Ok(output) if output.status.success() => true,
        Ok(output) => {
            let why = String::from_utf8_lossy(&output.stderr);
            eprintln!("NOT TESTED: nothing can be traced here: {why}");
            false
        }
        Err(_) => {
            let required = std::env::var_os("INKAN_REQUIRE_JUDGES").is_some();
            assert!(!required, "strace is missing: `make test` installs it");
            eprintln!("NOT TESTED: strace is missing; `make test` installs it");
            false
        }
    }
}

/// strace of these system calls in `folder`, written to its file `calls`.
pub fn traced(mut strace: Command, folder: &Path, calls: &str) -> Command {
    strace
        .args(["--follow-forks", "--output=calls", calls])
        .current_dir(folder);
    strace
}

#[test]
fn the_original_is_opened_for_reading_and_for_nothing_else() {
    if !can_trace() {
        return;
    }
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    document(folder, DETACHED);
    document(folder, PDF);
    for format in ["auto", "cms-attached"] {
        let mut command = traced(Command::new("strace"), folder, TRACED);
        command
            .arg(program())
            .args(["--demo", "sign", "--pin-stdin", "--config", "no-settings"])
            .args(["--overwrite", "--format", format, "a.txt", "a.pdf"]);
        let output = begin(&mut command).wait_with_output().expect("ends");
        assert!(output.status.success(), "{output:?}");
        let calls = fs::read_to_string(folder.join("calls")).expect("read");
        for name in ["a.txt", "a.pdf"] {
            let mut opened = 0;
            // By that very name, or in some folder.
            let named = [format!("\"{name}\""), format!("/{name}\"")];
            let touches = |line: &&str| named.iter().any(|it| line.contains(it));
            for line in calls.lines().filter(touches) {
                let call = line.split_once(' ').map_or(line, |(_, call)| call);
                let call = call.trim_start();
                let verb = call.split('(').next().unwrap_or_default();
                assert!(HARMLESS.contains(&verb), "{line}");
                if verb.starts_with("open") {
                    opened += 1;
                    assert!(call.contains("O_RDONLY"), "{line}");
                    for flag in ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND"] {
                        assert!(!call.contains(flag), "{line}");
                    }
                }
            }
            assert!(opened > 0, "{name} must have been opened:\n{calls}");
        }
    }
}
