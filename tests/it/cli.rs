//! The real `inkan-cli`, run as a person or a script runs it: every subcommand, every exit status
//! of the contract, every field of its JSON. On the practice card, except where a real service is
//! needed.

mod calendar;
mod certificate;
mod doctor;
mod guide;
mod languages;
#[cfg(target_os = "linux")]
mod people;
mod pin_work;
mod pins;
#[cfg(target_os = "linux")]
mod real_readers;
mod signing;
mod status;
mod usage;
mod verifying;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

/// The practice card's password, which every profile has.
pub const PASSWORD: &str = "ABC123\n";
/// The practice card's PIN.
pub const PIN: &str = "1234\n";

/// A folder to work in and the program.
pub struct Desk {
    folder: tempfile::TempDir,
}

/// What came of one run.
#[derive(Debug)]
pub struct Run {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("folder"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file with some bytes in it.
    pub fn file(&self, name: &str, contents: &[u8]) -> PathBuf {
        std::fs::write(self.path(name), contents).expect("written");
        self.path(name)
    }

    pub fn names(&self) -> Vec<String> {
        names_in(self.folder.path())
    }

    /// The program in this folder, with no settings of anyone's and no terminal of its own.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_inkan-cli");
        #[cfg(unix)]
        let mut command = {
            let mut command = Command::new("setsid");
            command.arg("--wait").arg(program);
            command
        };
        #[cfg(not(unix))]
        let mut command = Command::new(program);
        command
            .args(arguments)
            .args(["--config", "no-settings"])
            .env("LC_ALL", "ja_JP.UTF-8")
            .current_dir(self.folder.path());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, "")
    }

    /// Runs with `input` as standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut stdin = child.stdin.take().expect("piped");
        // Who needs no input may have ended already.
        stdin.write_all(input.as_bytes()).ok();
        drop(stdin);
        let output = child.wait_with_output().expect("ended");
        Run {
            exit: output.status.code().expect("not killed"),
            out: String::from_utf8(output.stdout).expect("text"),
            err: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

impl Run {
    /// The one JSON object of standard output.
    pub fn json(&self) -> Value {
        let mut values = serde_json::Deserializer::from_str(&self.out).into_iter::<Value>();
        let value = values.next().expect("an answer").expect("JSON");
        assert!(value.is_object(), "{value}");
        assert!(values.next().is_none(), "more than one: {}", self.out);
        value
    }

    /// The error object, whose `exit` must be that of the program.
    pub fn error(&self) -> Value {
        let error = self.json()["error"].clone();
        assert_eq!(error["exit"], self.exit, "{error}");
        assert_eq!(
            keys(&error),
            ["code", "exit", "meaning", "message", "remaining", "remedy"]
        );
        for field in ["message", "meaning", "remedy"] {
            assert!(!error[field].as_str().expect("text").is_empty(), "{error}");
        }
        error
    }

    #[track_caller]
    pub fn ends(&self, exit: i32) -> &Self {
        assert_eq!(self.exit, exit, "{self:#?}");
        self
    }

    /// Fails with this status and code, in words and in nothing else.
    #[track_caller]
    pub fn fails(&self, exit: i32, code: &str) -> &Self {
        self.ends(exit);
        assert!(self.err.contains(code), "{self:#?}");
        assert_eq!(self.out, "", "nothing is answered");
        self
    }
}

/// The names of an object's fields, sorted.
pub fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect()
}

pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("folder");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}
