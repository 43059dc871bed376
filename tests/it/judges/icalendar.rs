//! icalendar, a reader of calendar files that shares no code with us: what it finds in one.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{pyhanko::python, said};

const SCRIPT: &str = r#"
import json, sys
from icalendar import Calendar
calendar = Calendar.from_ical(sys.stdin.buffer.read())
def event(it):
    return {
        "uid": str(it["UID"]),
        "summary": str(it["SUMMARY"]),
        "description": str(it["DESCRIPTION"]),
        "start": it.decoded("DTSTART").isoformat(),
        "end": it.decoded("DTEND").isoformat(),
        "stamp": it.decoded("DTSTAMP").isoformat(),
        "errors": [str(error) for error in it.errors],
        "alarms": [int(alarm.decoded("TRIGGER").total_seconds()) for alarm in it.walk("VALARM")],
    }
print(json.dumps({
    "version": str(calendar["VERSION"]),
    "product": str(calendar["PRODID"]),
    "errors": [str(error) for error in calendar.errors],
    "events": [event(it) for it in calendar.walk("VEVENT")],
}))
"#;

/// Whether it is installed.
pub fn is_there() -> bool {
    let imported = Command::new(python())
        .args(["-c", "import icalendar"])
        .output();
    imported.is_ok_and(|output| output.status.success())
}

/// What it finds in a calendar file: events with their days, texts and alarms (in seconds from the
/// day's beginning), and what it does not like.
pub fn icalendar(file: &str) -> Value {
    let mut child = Command::new(python())
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Python");
    let mut input = child.stdin.take().expect("piped");
    input.write_all(file.as_bytes()).expect("taken");
    drop(input);
    let output = child.wait_with_output().expect("ended");
    assert!(output.status.success(), "{}", said(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}
