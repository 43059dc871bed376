//! This program, run once more in a process of its own.

use std::{
    env,
    ffi::OsString,
    io,
    process::{Command, ExitStatus},
};

/// Runs this program with the same arguments before this one, and waits for its end. `None` where that
/// could not be started.
pub fn instead(argument: &str) -> Option<ExitStatus> {
    let mut arguments: Vec<OsString> = env::args_os().skip(1).collect();
    // After a `--` it would be a file's name, and this would never end.
    let end = arguments.iter().position(|it| it == "--");
    arguments.insert(end.unwrap_or(arguments.len()), argument.into());
    itself().ok()?.args(arguments).status().ok()
}

/// Starts this program with these arguments and goes on without it: the caller ends now, and the system
/// takes the other one over. Whether that was started.
pub fn afterwards(arguments: &[OsString]) -> bool {
    itself().is_ok_and(|mut command| command.args(arguments).spawn().is_ok())
}

/// This program with this argument, for a process that works for this one.
pub fn with(argument: &str) -> io::Result<Command> {
    let mut command = itself()?;
    command.arg(argument);
    Ok(command)
}

fn itself() -> io::Result<Command> {
    env::current_exe().map(Command::new)
}
