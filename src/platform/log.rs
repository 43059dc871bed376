//! Where the window's `-v` goes: standard error, a line at a time, and nowhere else. Nothing is kept
//! on disk.

use std::{
    fmt::Display,
    io::{self, Write},
};

/// Writes `line` and ends it. Where nobody listens (a window that was not started from a terminal)
/// nothing is lost.
pub fn line(line: &impl Display) {
    writeln!(io::stderr().lock(), "{line}").ok();
}
