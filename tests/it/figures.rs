//! What the program promises in figures, measured: `make bench` prints them. Ignored in the normal
//! run, for machines are noisy; what can be counted instead of timed is asserted elsewhere too.

mod bombs;
mod documents;
mod start;

use std::{fs::File, io::Write, path::PathBuf, process::Command, sync::Arc, time::Duration};

use inkan::{
    app::{
        event::{CardFact, Event},
        ports::Clock,
    },
    core::rules::jst_date,
    platform::clock::{Stopwatch, SystemClock},
};

use crate::{
    desk::RunningWorker,
    pcscd::{Diary, Inserted, Pcscd, PracticeCard, wait_for},
};

/// The command line that `make bench` has built for this, or else the one of the tests.
fn measured_program() -> PathBuf {
    std::env::var_os("INKAN_MEASURED").map_or_else(
        || {
            println!("NOT OPTIMISED: INKAN_MEASURED names no other build");
            PathBuf::from(env!("CARGO_BIN_EXE_inkan-cli"))
        },
        PathBuf::from,
    )
}

/// A figure and the most that it may be.
struct Row {
    what: &'static str,
    ours: String,
    theirs: String,
    figure: f64,
    limit: f64,
}

impl Row {
    /// Prints it, and adds it to the table that `INKAN_FIGURES` names.
    fn print(&self) {
        let Self {
            what,
            ours,
            theirs,
            figure,
            limit,
        } = self;
        let verdict = if figure <= limit { "yes" } else { "NO" };
        let line = format!("| {what} | {ours} | {theirs} | {figure:.3} | {limit:.2} | {verdict} |");
        println!("{line}");
        if let Some(table) = std::env::var_os("INKAN_FIGURES") {
            let table = File::options().create(true).append(true).open(table);
            writeln!(table.expect("a file"), "{line}").expect("written");
        }
    }
}

fn card() -> (PracticeCard, Arc<Diary>) {
    PracticeCard::staying(jst_date(SystemClock.now()))
}

/// Runs a program to its end and says how many commands it sent to the card and how long it took.
fn measured(diary: &Diary, program: &str, arguments: &[&str]) -> (usize, Duration) {
    let before = diary.commands();
    let watch = Stopwatch::start();
    let output = Command::new(program)
        .args(arguments)
        .output()
        .expect("starts");
    let elapsed = watch.elapsed();
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    (diary.commands() - before, elapsed)
}

#[test]
#[ignore = "a measurement: make bench"]
fn commands_and_time_against_opensc() {
    let Some(pcscd) = Pcscd::start() else { return };
    let (card, diary) = card();
    let _inserted = Inserted::new(card, pcscd.first_slot());
    let cli = env!("CARGO_BIN_EXE_inkan-cli");
    wait_for("the card to be seen", || {
        let output = Command::new(cli).arg("status").output().expect("starts");
        output.status.success()
    });
    println!("| program | commands | time |");
    println!("|---|---|---|");
    for _ in 0..3 {
        let (ours, our_time) = measured(&diary, cli, &["status"]);
        let rival = ["--read-certificate", "1"];
        let (theirs, their_time) = measured(&diary, "pkcs15-tool", &rival);
        println!("| inkan-cli status (debug build) | {ours} | {our_time:?} |");
        println!("| pkcs15-tool, one certificate | {theirs} | {their_time:?} |");
        println!(
            "| ratio | {:.2} | {:.2} |",
            ratio(ours, theirs),
            our_time.as_secs_f64() / their_time.as_secs_f64()
        );
        assert!(ours <= 17, "{ours} commands for a status");
        assert!(ours < theirs, "OpenSC needs fewer");
    }
}

fn ratio(ours: usize, theirs: usize) -> f64 {
    let float = |count| f64::from(u32::try_from(count).expect("few"));
    float(ours) / float(theirs)
}

#[test]
#[ignore = "a measurement: make bench"]
fn time_from_insertion_to_the_expiry_date() {
    let Some(pcscd) = Pcscd::start() else { return };
    let worker = RunningWorker::start();
    println!("| round | noticed to date | noticed to all facts | commands |");
    println!("|---|---|---|---|");
    for round in 1..=5 {
        let (card, diary) = card();
        let inserted = Inserted::new(card, pcscd.first_slot());
        worker.until(|event| matches!(event, Event::CardSeen { .. }));
        let watch = Stopwatch::start();
        worker.until(|event| {
            matches!(
                event,
                Event::CardFact {
                    fact: CardFact::EarlyDates(_),
                    ..
                }
            )
        });
        let date = watch.elapsed();
        worker.until(|event| matches!(event, Event::CardRead { .. }));
        let all = watch.elapsed();
        let commands = diary.commands();
        println!("| {round} | {date:?} | {all:?} | {commands} |");
        inserted.pull();
        worker.until(|event| matches!(event, Event::Readers(_)));
    }
    worker.stop();
}
