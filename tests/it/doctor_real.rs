//! The doctor meets each fault for real, as far as this machine can make it: the real program, a real
//! pcscd, virtual readers. Every fault ends in its own code, and no card ever sees a PIN.

mod cards;
mod readers;
mod service;

use std::process::{Command, Stdio};

use inkan::{
    app::ports::{Presence, ReaderName, ReaderReport, Readers},
    platform::pcsc::PcscReaders,
};
use serde_json::Value;

use crate::{
    cli::{Desk, Run},
    pcscd::{Diary, wait_for},
};

/// What `inkan-cli doctor` found.
struct Diagnosis {
    rungs: Vec<Value>,
}

impl Diagnosis {
    /// Of a run, whose exit status must say the same.
    fn of(run: &Run) -> Self {
        let answer = run.json();
        let rungs = answer["rungs"].as_array().expect("rungs").clone();
        let diagnosis = Self { rungs };
        let is_ok = diagnosis.codes().is_empty();
        assert_eq!(answer["ok"], is_ok, "{answer}");
        run.ends(i32::from(!is_ok));
        diagnosis
    }

    fn codes(&self) -> Vec<&str> {
        self.rungs
            .iter()
            .filter_map(|rung| rung["code"].as_str())
            .collect()
    }

    fn rung(&self, name: &str) -> &Value {
        let found = self.rungs.iter().find(|rung| rung["rung"] == name);
        found.expect("a rung")
    }

    /// The rungs without meaning.
    fn meaningless(&self) -> Vec<&str> {
        let nulls = self.rungs.iter().filter(|rung| rung["ok"].is_null());
        nulls.filter_map(|rung| rung["rung"].as_str()).collect()
    }
}

/// Runs the doctor.
fn examine(arguments: &[&str]) -> Diagnosis {
    let all = [&["doctor", "--json"], arguments].concat();
    Diagnosis::of(&Desk::new().run(&all))
}

/// Runs it with `/` changed by `change`, a line for the shell, in a mount namespace of its own. `None`
/// where this machine has no such thing.
fn examine_where(change: &str, arguments: &[&str]) -> Option<Diagnosis> {
    let space: &[&str] = if rustix::process::geteuid().is_root() {
        &["--mount"]
    } else {
        &["--user", "--map-root-user", "--mount"]
    };
    let possible = Command::new("unshare").args(space).arg("true").status();
    if !possible.is_ok_and(|status| status.success()) {
        eprintln!("not tested here: needs a mount namespace");
        return None;
    }
    let line = format!("{change} && exec \"$0\" \"$@\"");
    let output = Command::new("unshare")
        .args(space)
        .args(["sh", "-c", &line, env!("CARGO_BIN_EXE_inkan-cli")])
        .args(["doctor", "--json", "--config", "no-settings"])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("run");
    Some(Diagnosis::of(&run_of(output)))
}

fn run_of(output: std::process::Output) -> Run {
    Run {
        exit: output.status.code().expect("not killed"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

/// Waits until the service says so of what lies in `reader`.
fn wait_for_presence(reader: &str, is_wanted: impl Fn(Presence) -> bool) {
    let mut readers = PcscReaders::open(std::sync::Arc::new(|_| {}));
    let name = ReaderName(reader.to_owned());
    wait_for(reader, || match readers.report() {
        ReaderReport::Readers(found) => found
            .iter()
            .any(|it| it.name == name && is_wanted(it.presence)),
        ReaderReport::ServiceGone => false,
    });
}

fn wait_for_card(reader: &str) {
    wait_for_presence(reader, |it| matches!(it, Presence::Card { .. }));
}

/// The card was asked, and never sent a PIN: VERIFY only without data, nothing changed or signed.
fn assert_spared(diary: &Diary) {
    let commands = diary.commands.lock().expect("sound");
    assert!(!commands.is_empty());
    for command in commands.iter() {
        match command[1] {
            0x20 => assert_eq!(command.len(), 4, "{command:02X?}"),
            ins => assert!(matches!(ins, 0xA4 | 0xB0 | 0xC0), "{command:02X?}"),
        }
    }
}
