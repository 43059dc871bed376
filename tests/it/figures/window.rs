//! How long the window takes to show something, how much memory it then holds and what it asks of the
//! processor, beside `AusweisApp2` (Debian's package), on the same screen without a monitor, both drawn by the
//! processor; and how large what is downloaded is.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use inkan::platform::clock::Stopwatch;

use super::{Row, measured_program, median};
use crate::screen::{Running, Screen};

/// Rounds for each; the first only fills the caches.
const ROUNDS: usize = 6;
/// How long a window is left alone before its memory is read.
const SETTLED: Duration = Duration::from_secs(2);
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a window is left alone, and how long the pointer moves over it, while its work is counted.
const WATCHED: Duration = Duration::from_secs(5);
/// A screen shows a new picture that often.
const PICTURE: Duration = Duration::from_millis(16);

/// What one start took.
#[derive(Clone, Copy)]
struct Start {
    /// Until the window showed more than a background.
    first_frame: Duration,
    /// Afterwards: its own memory and its share of what it has with others, in bytes.
    memory: u64,
    /// What the processor worked for it while it was left alone.
    idle: Duration,
    /// And while the pointer moved over it.
    busy: Duration,
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
    let process = running.0.id();
    let memory = memory_of(process);
    let idle = worked(process, || std::thread::sleep(WATCHED));
    let busy = worked(process, || {
        let watch = Stopwatch::start();
        let mut step = 0;
        while !watch.has_passed(WATCHED) {
            screen.point_at(200 + step % 600, 150 + step % 400);
            step += 7;
            std::thread::sleep(PICTURE);
        }
    });
    Start {
        first_frame,
        memory,
        idle,
        busy,
    }
}

/// What the processor works for a process during `meanwhile`.
fn worked(process: u32, meanwhile: impl FnOnce()) -> Duration {
    let before = processor_time(process);
    meanwhile();
    processor_time(process).saturating_sub(before)
}

/// The processor time of all of a process's threads, in the first field of their `schedstat` (Linux,
/// Documentation/scheduler/sched-stats).
fn processor_time(process: u32) -> Duration {
    let threads = fs::read_dir(format!("/proc/{process}/task")).expect("readable");
    let nanoseconds = threads.flatten().map(|thread| {
        let text = fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
        let first = text.split_whitespace().next();
        first.map_or(0, |it| it.parse().expect("a number"))
    });
    Duration::from_nanos(nanoseconds.sum())
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

fn share(worked: Duration) -> String {
    format!("{:.2} %", worked.div_duration_f64(WATCHED) * 100.0)
}

fn mebibytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes >> 10).expect("few")) / 1024.0
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
            "round {round}: {:?}, {} MiB, alone {:?}, pointed at {:?}; AusweisApp2 {:?}, {} MiB, {:?}, {:?}",
            pair.0.first_frame,
            pair.0.memory >> 20,
            pair.0.idle,
            pair.0.busy,
            pair.1.first_frame,
            pair.1.memory >> 20,
            pair.1.idle,
            pair.1.busy,
        );
        if round > 0 {
            starts.0.push(pair.0);
            starts.1.push(pair.1);
        }
    }
    let times = |time: fn(&Start) -> Duration| {
        let middle = |starts: &[Start]| median(starts.iter().map(time).collect());
        (middle(&starts.0), middle(&starts.1))
    };
    let memory = |starts: &[Start]| median(starts.iter().map(|it| it.memory).collect());
    let memory = (memory(&starts.0), memory(&starts.1));
    let what = "start to first frame, over AusweisApp2";
    Row::times(what, times(|it| it.first_frame), 0.50).print();
    // Whoever draws anew for each movement pays for it; without a graphics card the processor draws.
    let (ours, theirs) = times(|it| it.busy);
    Row {
        what: "share of the processor while the pointer moves over the window, drawn without a graphics card",
        ours: share(ours),
        theirs: share(theirs),
        figure: ours.div_duration_f64(WATCHED),
        limit: 0.25,
        least: String::new(),
    }
    .print();
    let (ours, theirs) = times(|it| it.idle);
    Row {
        what: "share of the processor while the window is left alone",
        ours: share(ours),
        theirs: share(theirs),
        figure: ours.div_duration_f64(WATCHED),
        limit: 0.001,
        least: String::new(),
    }
    .print();
    Row {
        what: "memory of the window, over AusweisApp2",
        ours: format!("{:.0} MiB", mebibytes(memory.0)),
        theirs: format!("{:.0} MiB", mebibytes(memory.1)),
        figure: mebibytes(memory.0) / mebibytes(memory.1),
        limit: 0.60,
        least: String::new(),
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
        Row::alone(what, size, 15.0, "MiB").print();
    }
    let program = measured_program();
    for name in ["inkan", "inkan-cli"] {
        let size = fs::metadata(program.with_file_name(name)).map_or(0, |it| it.len());
        println!("{name}: {:.1} MiB", mebibytes(size));
    }
}
