//! Memory does not grow with the document. Counted by the system, in the most pages that the program ever
//! had at once; no time is measured here.

use std::{path::Path, process::Command};

use super::{
    begin, names,
    paper::{write_hollow, write_hollow_pdf},
    program,
};

/// GNU time, which has the system count.
const TIME: &str = "/usr/bin/time";

const LIMIT_KIB: u64 = 64 * 1024;

/// `command` with its peak memory, in KiB, written to `count` at its end. `None` where nothing counts.
pub fn counted(program: &Path, count: &Path) -> Option<Command> {
    if !Path::new(TIME).exists() {
        let required = std::env::var_os("INKAN_REQUIRE_JUDGES").is_some();
        assert!(!required, "{TIME} is missing: `make test` installs it");
        eprintln!("NOT TESTED: {TIME} is missing; `make test` installs it");
        return None;
    }
    let mut command = Command::new(TIME);
    command
        .args(["--quiet", "--format=%M", "--output"])
        .arg(count)
        .arg(program);
    Some(command)
}

/// What [`counted`] wrote.
pub fn count(file: &Path) -> u64 {
    let text = std::fs::read_to_string(file).expect("counted");
    text.trim().parse().expect("a number")
}

#[test]
fn three_hundred_megabytes_are_signed_in_little_memory() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    write_hollow(&folder.join("large.bin"), 300);
    write_hollow_pdf(&folder.join("large.pdf"), 300);
    for (format, document, result) in [
        ("cms", "large.bin", "large.bin.p7s"),
        ("cms-attached", "large.bin", "large.bin.p7m"),
        ("pdf", "large.pdf", "large.signed.pdf"),
    ] {
        let counts = folder.join("count");
        let Some(mut command) = counted(program(), &counts) else {
            return;
        };
        command
            .args(["--demo", "sign", "--pin-stdin", "--config", "no-settings"])
            .args(["--format", format, document])
            .current_dir(folder);
        let output = begin(&mut command).wait_with_output().expect("ends");
        assert!(output.status.success(), "{format}: {output:?}");
        assert!(names(folder).contains(&result.to_owned()), "{format}");
        let peak = count(&counts);
        assert!(peak <= LIMIT_KIB, "{format}: {peak} KiB");
        assert!(peak > 1024, "{format}: {peak} KiB is not believed");
        std::fs::remove_file(folder.join(result)).expect("removed");
    }
}
