//! How long the window takes to show something and how much memory it then holds, beside `AusweisApp2`
//! (Debian's package), on the same screen without a monitor, both drawn by the processor; and how large what
//! is downloaded is.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use super::{Row, measured_program};
use crate::screen::{Running, Screen};

/// Rounds for each; the first only fills the caches.
const ROUNDS: usize = 6;
/// How long a window is left alone before its memory is read.
const SETTLED: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_mins(1);

/// What one start took.
#[derive(Clone, Copy)]
struct Start {
    /// Until the window showed more than a background.
    first_frame: Duration,
    /// Afterwards: its own memory and its share of what it has with others, in bytes.
    memory: u64,
}

fn start(screen: &Screen, mut command: Command) -> Start {
    let running = Running(
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts"),
    );
    let first_frame = screen.wait_for_painted(1, PATIENCE).expect("a window");
    std::thread::sleep(SETTLED);
    Start {
        first_frame,
        memory: memory_of(running.0.id()),
    }
}

/// The proportional set size of a process and its children.
fn memory_of(process: u32) -> u64 {
    let folder = PathBuf::from(format!("/proc/{process}"));
    let kibibytes = fs::read_to_string(folder.join("smaps_rollup"))
        .expect("readable")
        .lines()
        .find_map(|line| line.strip_prefix("Pss:"))
        .and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<u64>().ok())
        .expect("a number");
    let children = fs::read_to_string(folder.join(format!("task/{process}/children")));
    let theirs: u64 = children
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|child| child.parse().ok())
        .map(memory_of)
        .sum();
    kibibytes * 1024 + theirs
}

fn ours(screen: &Screen, program: &Path, home: &Path) -> Start {
    let mut command = screen.command(program.to_str().expect("UTF-8"));
    command.arg("--config").arg(home).arg("--demo");
    start(screen, command)
}

fn theirs(screen: &Screen, home: &Path) -> Start {
    let mut command = screen.command("AusweisApp2");
    command.env("HOME", home).env("XDG_RUNTIME_DIR", home);
    start(screen, command)
}

fn mebibytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes >> 10).expect("few")) / 1024.0
}

/// The middle one of the values.
fn median<T: Ord + Copy>(starts: &[Start], value: impl Fn(&Start) -> T) -> T {
    let mut values: Vec<T> = starts.iter().map(value).collect();
    values.sort_unstable();
    values[values.len() / 2]
}

#[test]
#[ignore = "a measurement: make bench"]
fn start_against_ausweisapp2() {
    let Some(screen) = Screen::open() else { return };
    let is_there = Command::new("AusweisApp2")
        .arg("--version")
        .env("QT_QPA_PLATFORM", "offscreen")
        .output();
    if is_there.is_err() {
        println!("left out: no AusweisApp2 here; `make bench` installs it");
        return;
    }
    let program = measured_program().with_file_name("inkan");
    let home = tempfile::tempdir().expect("a folder");
    let mut starts = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let pair = (
            ours(&screen, &program, home.path()),
            theirs(&screen, home.path()),
        );
        println!(
            "round {round}: {:?}, {} MiB; AusweisApp2 {:?}, {} MiB",
            pair.0.first_frame,
            pair.0.memory >> 20,
            pair.1.first_frame,
            pair.1.memory >> 20
        );
        if round > 0 {
            starts.0.push(pair.0);
            starts.1.push(pair.1);
        }
    }
    let times = (
        median(&starts.0, |it| it.first_frame),
        median(&starts.1, |it| it.first_frame),
    );
    let memory = (
        median(&starts.0, |it| it.memory),
        median(&starts.1, |it| it.memory),
    );
    Row {
        what: "start to first frame, over AusweisApp2",
        ours: format!("{:.3} s", times.0.as_secs_f64()),
        theirs: format!("{:.3} s", times.1.as_secs_f64()),
        figure: times.0.as_secs_f64() / times.1.as_secs_f64(),
        limit: 0.50,
    }
    .print();
    Row {
        what: "memory of the window, over AusweisApp2",
        ours: format!("{:.0} MiB", mebibytes(memory.0)),
        theirs: format!("{:.0} MiB", mebibytes(memory.1)),
        figure: mebibytes(memory.0) / mebibytes(memory.1),
        limit: 0.60,
    }
    .print();
}

#[test]
#[ignore = "a measurement: make bench"]
fn sizes_of_what_is_downloaded() {
    for (what, ending) in [
        ("size of the .deb, in MiB", "_amd64.deb"),
        ("size of the .rpm, in MiB", ".x86_64.rpm"),
        (
            "size of the tar for any Linux, in MiB",
            "-linux-x86_64.tar.xz",
        ),
        (
            "size of the installer for Windows, in MiB",
            "-x64-setup.exe",
        ),
    ] {
        let files = fs::read_dir("target/packages")
            .into_iter()
            .flatten()
            .flatten();
        let file = files
            .map(|entry| entry.path())
            .find(|path| path.to_string_lossy().ends_with(ending));
        let Some(file) = file else {
            println!(
                "left out: no {ending} in target/packages; `make deb rpm tarball windows` builds it"
            );
            continue;
        };
        let size = mebibytes(fs::metadata(&file).expect("readable").len());
        Row {
            what,
            ours: format!("{size:.1} MiB"),
            theirs: "none".to_owned(),
            figure: size,
            limit: 15.0,
        }
        .print();
    }
    let program = measured_program();
    for name in ["inkan", "inkan-cli"] {
        let size = fs::metadata(program.with_file_name(name)).map_or(0, |it| it.len());
        println!("{name}: {:.1} MiB", mebibytes(size));
    }
}
