//! The one place that writes to standard output and standard error. Answers go to the one,
//! everything else to the other. A reader that has gone away (a closed pipe) ends nothing with an
//! error; an answer that cannot be written (a full disk) does.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use crate::{
    app::{failure::Failure, ports::FileError},
    core::printable::printable,
};

/// Where answers go, for the sentence about one that could not be written.
const STANDARD_OUTPUT: &str = "stdout";

/// Writes an answer for people, every line ended.
pub(super) fn answer(text: &str) -> Result<(), Failure> {
    write_answer(harmless(text).as_bytes())
}

/// Writes an answer for programs: one JSON object on one line.
pub(super) fn answer_json(value: &impl Serialize) -> Result<(), Failure> {
    let mut json = serde_json::to_vec(value).map_err(|_unserialisable| Failure::Internal)?;
    json.push(b'\n');
    write_answer(&json)
}

/// Says something beside the answer. Where nobody listens any more, nothing is lost.
pub(super) fn say(text: &str) {
    let mut line = harmless(text);
    line.push('\n');
    io::stderr().lock().write_all(line.as_bytes()).ok();
}

fn write_answer(bytes: &[u8]) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::OutputFailed {
            path: STANDARD_OUTPUT.into(),
            error: match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => FileError::Full,
                kind => FileError::System { kind },
            },
        }),
    }
}

/// Without the characters that would steer a terminal or turn the direction of writing: names of
/// files and readers come from outside. A line's end is one: names lose theirs before they come here.
fn harmless(text: &str) -> String {
    text.split_inclusive('\n')
        .flat_map(|line| match line.strip_suffix('\n') {
            Some(line) => [printable(line), "\n".to_owned()],
            None => [printable(line), String::new()],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_steer_the_terminal() {
        assert_eq!(
            harmless("a\u{1B}[2J\tb\u{202E}c\n"),
            "a\u{FFFD}[2J\u{FFFD}b\u{FFFD}c\n"
        );
        assert_eq!(harmless("署名　花子"), "署名　花子");
    }
}
