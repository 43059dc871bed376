//! What is made to cost much, with the measured build: the worst of all answers.

use super::{Row, measured_program};
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
    Row {
        what: "the worst of all hostile inputs, seconds",
        ours: slowest.1,
        theirs: "-".to_owned(),
        figure: slowest.0,
        limit: SECONDS,
    }
    .print();
    let mib = |kib: u64| f64::from(u32::try_from(kib).expect("few")) / 1024.0;
    Row {
        what: "the same, MiB of memory",
        ours: largest.1,
        theirs: "-".to_owned(),
        figure: mib(largest.0),
        limit: mib(LIMIT_KIB),
    }
    .print();
    assert!(troubles.is_empty(), "{troubles:#?}");
}
