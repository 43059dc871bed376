//! The real window at real pcscd: what it holds of the system after many cards, and what it does when nobody does
//! anything.

use std::fs::{self, read_to_string};
use std::process::Stdio;
use std::time::Duration;

use inkan::app::ports::Clock;
use inkan::core::rules::jst_date;
use inkan::platform::clock::{Stopwatch, SystemClock};

use crate::pcscd::{Inserted, Pcscd, PracticeCard, wait_for};
use crate::screen::{Running, Screen};

const INKAN: &str = env!("CARGO_BIN_EXE_inkan");
const PATIENCE: Duration = Duration::from_mins(1);

/// What a process uses.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    /// Memory that is its own, in KiB.
    pub private: usize,
    threads: usize,
    files: usize,
    /// How often the main thread was woken.
    wakes: u64,
}

impl Use {
    pub fn of(process: u32) -> Self {
        let folder = format!("/proc/{process}");
        let read = |name: &str| read_to_string(format!("{folder}/{name}")).expect("readable");
        let sum = |text: &str, prefixes: &[&str]| -> u64 {
            let lines = text.lines().filter_map(|line| line.split_once(':'));
            lines
                .filter(|(name, _)| prefixes.contains(name))
                .filter_map(|(_, value)| value.split_whitespace().next()?.parse::<u64>().ok())
                .sum()
        };
        let count = |name: &str| {
            fs::read_dir(format!("{folder}/{name}"))
                .expect("listed")
                .count()
        };
        let status = read(&format!("task/{process}/status"));
        let private = sum(&read("smaps_rollup"), &["Private_Clean", "Private_Dirty"]);
        Self {
            private: usize::try_from(private).expect("fits"),
            threads: count("task"),
            files: count("fd"),
            wakes: sum(&status, &["voluntary_ctxt_switches"]),
        }
    }
}

/// Opens the window, with `arguments`, and waits until it is painted.
fn open(screen: &Screen, home: &std::path::Path, arguments: &[&str]) -> Running {
    let mut command = screen.command(INKAN);
    command
        .args(arguments)
        .arg("--config")
        .arg(home)
        .env("XDG_RUNTIME_DIR", home)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let running = Running(command.spawn().expect("starts"));
    assert!(screen.wait_for_painted(1, PATIENCE).is_some());
    running
}

/// Lays in a card, waits until it was read and the window is at rest, and pulls it.
fn insert_and_pull(pcscd: &Pcscd, commands: &mut usize) {
    let (card, diary) = PracticeCard::staying(jst_date(SystemClock.now()));
    let inserted = Inserted::new(card, pcscd.first_slot());
    let enough = (*commands).max(1);
    wait_for("the card to be read", || diary.commands() >= enough);
    if *commands == 0 {
        // How many it takes is known from the first.
        let mut last = 0;
        wait_for("the reading to end", || {
            std::thread::sleep(Duration::from_secs(1));
            let now = diary.commands();
            std::mem::replace(&mut last, now) == now
        });
        *commands = last;
    }
    inserted.pull();
    // pcscd looks for cards every 200 ms.
    std::thread::sleep(Duration::from_millis(450));
}

/// `cycles` cards, the service starting again after each `restart`; then the window holds what it held.
fn live(cycles: usize, restart: usize) {
    const WARM: usize = 4;
    let Some(mut pcscd) = Pcscd::start() else {
        return;
    };
    let Some(screen) = Screen::open() else { return };
    let home = tempfile::tempdir().expect("a folder");
    let window = open(&screen, home.path(), &["--lang=ja"]);
    let process = window.0.id();
    let mut commands = 0;
    let mut warm = Use::of(process);
    let watch = Stopwatch::start();
    for cycle in 1..=cycles + WARM {
        insert_and_pull(&pcscd, &mut commands);
        if cycle % restart == 0 {
            pcscd.kill();
            pcscd.run();
            // The window looks for the service once a second.
            std::thread::sleep(Duration::from_millis(1500));
        }
        if cycle == WARM {
            std::thread::sleep(Duration::from_secs(2));
            warm = Use::of(process);
        }
    }
    std::thread::sleep(Duration::from_secs(2));
    let end = Use::of(process);
    println!("{cycles} cards, {commands} commands each: {warm:?}, at the end {end:?}");
    assert!(commands > 10, "{commands}");
    assert!(
        !watch.has_passed(Duration::from_hours(1)),
        "it reads as fast as ever"
    );
    assert!(end.threads <= warm.threads, "{end:?} after {warm:?}");
    assert!(end.files <= warm.files, "{end:?} after {warm:?}");
    // What a thousand cards could leave if each left 2 KiB.
    assert!(end.private < warm.private + 2048, "{end:?} after {warm:?}");
}

#[test]
fn many_cards_and_services_later_the_window_holds_what_it_held() {
    live(8, 6);
}

#[test]
#[ignore = "a thousand cards take fifteen minutes"]
fn a_thousand_cards_and_many_services_later_the_window_holds_what_it_held() {
    live(1000, 50);
}

#[test]
fn a_window_that_is_left_alone_does_nothing() {
    let Some(screen) = Screen::open() else { return };
    let home = tempfile::tempdir().expect("a folder");
    let window = open(&screen, home.path(), &["--demo", "--lang=ja"]);
    let process = window.0.id();
    // It reads its card and comes to rest.
    let mut last = Use::of(process).wakes;
    wait_for("rest", || {
        std::thread::sleep(Duration::from_secs(2));
        let now = Use::of(process).wakes;
        std::mem::replace(&mut last, now) == now
    });
    let before = Use::of(process);
    std::thread::sleep(Duration::from_secs(6));
    let after = Use::of(process);
    assert_eq!(after.wakes, before.wakes, "it was woken for nothing");
}
