//! This program, run once more in a process of its own.

use std::{
    env,
    process::{Command, ExitStatus},
};

/// Runs this program again with the same arguments behind this one, and waits for its end. `None`
/// where that could not be started.
pub fn with(argument: &str) -> Option<ExitStatus> {
    let program = env::current_exe().ok()?;
    // Before the others: after a `--` it would be a file's name, and this would never end.
    Command::new(program)
        .arg(argument)
        .args(env::args_os().skip(1))
        .status()
        .ok()
}
