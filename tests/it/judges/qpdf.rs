//! qpdf: is the file sound as a file?

use std::path::Path;
use std::process::Command;

use super::said;

/// What `qpdf --check` found, by its exit status (qpdf manual, "Exit Status").
#[derive(Debug)]
pub enum Qpdf {
    Clean,
    /// It repaired something.
    Warnings(String),
    Errors(String),
}

pub fn qpdf(path: &Path) -> Qpdf {
    let output = Command::new("qpdf")
        .arg("--check")
        .arg(path)
        .output()
        .expect("qpdf must be installed for the tests");
    match output.status.code() {
        Some(0) => Qpdf::Clean,
        Some(3) => Qpdf::Warnings(said(&output)),
        _ => Qpdf::Errors(said(&output)),
    }
}

/// Nothing to say at all; otherwise what it said.
pub fn qpdf_check(path: &Path) -> Result<(), String> {
    match qpdf(path) {
        Qpdf::Clean => Ok(()),
        Qpdf::Warnings(said) | Qpdf::Errors(said) => Err(said),
    }
}
