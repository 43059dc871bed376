//! What the program promises in figures, measured: `make bench` prints them and keeps them in
//! `tests/bench/RESULTS.md`. Ignored in the normal run, for machines are noisy; what can be counted instead
//! of timed is asserted elsewhere too.

mod bombs;
mod card;
mod place;
mod signing;
mod verifying;
mod window;

use std::{fs::File, io::Write, path::PathBuf, time::Duration};

/// How often each program runs; the median counts.
const ROUNDS: usize = 5;

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
    /// What another program needs for it.
    theirs: String,
    figure: f64,
    limit: f64,
    /// What nobody can do without: the card's time, the disk's, that of SHA-256.
    least: String,
}

impl Row {
    /// A time beside that of another program.
    fn times(what: &'static str, (ours, theirs): (Duration, Duration), limit: f64) -> Self {
        Self {
            what,
            ours: seconds(ours),
            theirs: seconds(theirs),
            figure: ours.as_secs_f64() / theirs.as_secs_f64(),
            limit,
            least: String::new(),
        }
    }

    /// A number that stands for itself.
    fn alone(what: &'static str, figure: f64, limit: f64, unit: &str) -> Self {
        Self {
            what,
            ours: format!("{figure:.1} {unit}"),
            theirs: String::new(),
            figure,
            limit,
            least: String::new(),
        }
    }

    fn at_least(mut self, least: impl Into<String>) -> Self {
        self.least = least.into();
        self
    }

    /// Prints it, and adds it to the table that `INKAN_FIGURES` names.
    fn print(&self) {
        let Self {
            what,
            ours,
            theirs,
            figure,
            limit,
            least,
        } = self;
        let verdict = if figure <= limit { "yes" } else { "NO" };
        let line =
            format!("| {what} | {ours} | {theirs} | {figure:.3} | {limit} | {verdict} | {least} |");
        println!("{line}");
        if let Some(table) = std::env::var_os("INKAN_FIGURES") {
            let table = File::options().create(true).append(true).open(table);
            writeln!(table.expect("a file"), "{line}").expect("written");
        }
    }
}

fn float(count: impl TryInto<u32>) -> f64 {
    let count = count.try_into();
    f64::from(count.unwrap_or_else(|_| panic!("more than can be counted")))
}

fn seconds(time: Duration) -> String {
    format!("{:.3} s", time.as_secs_f64())
}

fn median<T: Ord + Copy>(mut values: Vec<T>) -> T {
    values.sort_unstable();
    values[values.len() / 2]
}

/// Runs both in turn, so that a busy machine disturbs both, and gives both medians.
fn in_turn(
    mut ours: impl FnMut() -> Duration,
    mut theirs: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        their_times.push(theirs());
        our_times.push(ours());
    }
    println!("ours {our_times:.3?}, theirs {their_times:.3?}");
    (median(our_times), median(their_times))
}
