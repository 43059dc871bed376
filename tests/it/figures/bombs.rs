//! What is made to cost much, with the measured build: the worst of all answers.

use super::{Row, float, measured_program};
use crate::bombs::{LIMIT_KIB, all, each_answer};

/// Seconds and MiB within which any input is answered.
const SECONDS: f64 = 5.0;

#[test]
#[ignore = "a measurement: make bench"]
fn any_input_is_answered_in_time_and_in_little_memory() {
    let program = measured_program();
    let (mut slowest, mut largest) = ((0.0, String::new()), (0, String::new()));
    let mut troubles = Vec::new();
    for bomb in all() {
        let measured = each_answer(&program, bomb, |task, answer| {
            let what = format!("{} {task:?}", bomb.name);
            let seconds = answer.elapsed.as_secs_f64();
            println!("| {what} | {seconds:.2} s | {} KiB |", answer.peak_kib);
            if seconds > slowest.0 {
                slowest = (seconds, what.clone());
            }
            if answer.peak_kib > largest.0 {
                largest = (answer.peak_kib, what.clone());
            }
            troubles.extend(answer.trouble().map(|it| format!("{what}: {it}")));
        });
        if measured.is_none() {
            return;
        }
    }
    let (seconds, what) = slowest;
    Row {
        ours: format!("{seconds:.1} s: {what}"),
        ..Row::alone(
            "the slowest answer to a hostile input",
            seconds,
            SECONDS,
            "s",
        )
    }
    .print();
    let mib = |kib: u64| float(kib) / 1024.0;
    let (figure, what) = (mib(largest.0), largest.1);
    Row {
        ours: format!("{figure:.1} MiB: {what}"),
        ..Row::alone("the largest, in memory", figure, mib(LIMIT_KIB), "MiB")
    }
    .print();
    assert!(troubles.is_empty(), "{troubles:#?}");
}
