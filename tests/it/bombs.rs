//! Resource bombs: small inputs that are made to cost much, in time, memory or stack. Each is generated
//! here, given to the real command line, and must be answered: by a verdict or by a refusal with a code
//! and a sentence, within memory that is counted by the system (SECURITY.md, "Bounds").
//!
//! No time is asserted, for machines are noisy and this build is not optimised: a program that does not
//! end within [`PATIENCE`] hangs. `make bench` measures the seconds (`figures::bombs`).

mod card;
pub mod certificate;
pub mod cms;
mod files;
pub mod folders;
mod large;
mod moving;
pub mod pdf;
mod preview;
mod seals;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use inkan::platform::clock::Stopwatch;

use crate::safety::{
    PASSWORD,
    memory::{count, counted},
};

/// After this a program hangs.
const PATIENCE: Duration = Duration::from_mins(1);

/// The most memory that an answer may take.
pub const LIMIT_KIB: u64 = 512 * 1024;

/// How the command line is asked to check documents, and to sign them with the practice card.
pub const VERIFY: [&str; 4] = ["verify", "--json", "--config", "no-settings"];
pub const SIGN: [&str; 6] = [
    "--demo",
    "sign",
    "--json",
    "--pin-stdin",
    "--config",
    "no-settings",
];

/// An input and what is done with it.
pub struct Bomb {
    pub name: &'static str,
    /// The file's name, with the ending that tells its kind.
    pub file: &'static str,
    /// Puts the file into its place.
    pub write: fn(&Path),
    /// What the command line is asked to do with it.
    pub tasks: &'static [Task],
    /// Whether it is tried only where the program is optimised: by `make bench`.
    pub is_heavy: bool,
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Bomb> {
    pdf::ALL.iter().chain(cms::ALL).chain(certificate::ALL)
}

/// What is asked of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// To check the signatures.
    Verify,
    /// To sign, with the signature in the document.
    Sign,
    /// The same with a seal on the first page.
    Seal,
}

impl Task {
    fn arguments(self) -> Vec<&'static str> {
        let within = ["--format", "pdf", "--overwrite"].as_slice();
        let seal = ["--seal", "round", "--seal-page", "1"].as_slice();
        match self {
            Self::Verify => VERIFY.to_vec(),
            Self::Sign => [&SIGN, within].concat(),
            Self::Seal => [&SIGN, within, seal].concat(),
        }
    }
}

/// How it ended.
#[derive(Debug)]
pub struct Answer {
    pub elapsed: Duration,
    pub peak_kib: u64,
    /// `None` where a signal ended it.
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// What is run where.
pub struct Run<'a> {
    pub program: &'a Path,
    pub arguments: &'a [&'a str],
    pub folder: &'a Path,
}

/// Has `program` do something with a file.
pub fn ask(program: &Path, task: Task, file: &Path) -> Option<Answer> {
    let folder = file.parent().expect("in a folder");
    let name = file.file_name().and_then(|it| it.to_str());
    let arguments = [task.arguments().as_slice(), &[name.expect("text")]].concat();
    run(&Run {
        program,
        arguments: &arguments,
        folder,
    })
}

/// Runs it and waits, but not for ever.
pub fn run(what: &Run<'_>) -> Option<Answer> {
    let folder = tempfile::tempdir().expect("folder");
    let counts = folder.path().join("count");
    let mut command = counted(what.program, &counts)?;
    let (out, err) = (folder.path().join("out"), folder.path().join("err"));
    let create = |path: &PathBuf| fs::File::create(path).expect("made");
    command
        .args(what.arguments)
        .current_dir(what.folder)
        .stdin(Stdio::piped())
        .stdout(create(&out))
        .stderr(create(&err));
    let watch = Stopwatch::start();
    let mut child = command.spawn().expect("starts");
    if let Some(mut stdin) = child.stdin.take() {
        // Who refuses the document first does not read it.
        let _unread = std::io::Write::write_all(&mut stdin, PASSWORD);
    }
    let status = patiently(&mut child, &watch);
    let elapsed = watch.elapsed();
    let text =
        |path: &PathBuf| String::from_utf8_lossy(&fs::read(path).expect("read")).into_owned();
    Some(Answer {
        elapsed,
        peak_kib: if status.is_some() { count(&counts) } else { 0 },
        status,
        stdout: text(&out),
        stderr: text(&err),
    })
}

fn patiently(child: &mut Child, watch: &Stopwatch) -> Option<i32> {
    loop {
        if let Some(status) = child.try_wait().expect("waited for") {
            return status.code();
        }
        if watch.elapsed() > PATIENCE {
            // GNU time waits for the program, which is its only child.
            let parent = child.id().to_string();
            let _ended = Command::new("pkill")
                .args(["-KILL", "-P", &parent])
                .status();
            let _status = child.wait();
            return None;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

impl Answer {
    /// What is wrong with it, if something is.
    pub fn trouble(&self) -> Option<String> {
        let Some(status) = self.status else {
            return Some(format!("no answer after {:?}", self.elapsed));
        };
        if self.peak_kib > LIMIT_KIB {
            return Some(format!("{} KiB of memory", self.peak_kib));
        }
        // The statuses of the contract; a panic is 101.
        if !(0..=11).contains(&status) {
            return Some(format!("status {status}: {}", self.stderr));
        }
        let Ok(json) = serde_json::from_str::<serde_json::Value>(&self.stdout) else {
            return Some(format!("no JSON: {} {}", self.stdout, self.stderr));
        };
        let text = json.to_string();
        if text.contains("\"result\":\"good\"") {
            return Some("it is called good".to_owned());
        }
        // What cannot be judged afterwards is refused before the card signs it.
        if text.contains("E-SIGN-01") {
            return Some("the card signed what then was refused".to_owned());
        }
        // A refusal has a code of the README, and is not said to be a mistake of the program.
        let is_refused = status != 0 && status != 1;
        let has_code = ["E-DOC-", "E-PDF-", "E-SIGN-", "E-SEAL-"]
            .iter()
            .any(|it| text.contains(it));
        (is_refused && !has_code).then(|| format!("status {status} without a code: {text}"))
    }
}

/// Tries every task of a bomb with a program, and shows each answer.
pub fn each_answer(program: &Path, bomb: &Bomb, mut show: impl FnMut(Task, Answer)) -> Option<()> {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join(bomb.file);
    (bomb.write)(&file);
    for task in bomb.tasks {
        show(*task, ask(program, *task, &file)?);
    }
    Some(())
}

/// Tries those that are no matter of seconds.
fn try_all(bombs: &[Bomb]) {
    let program = Path::new(env!("CARGO_BIN_EXE_inkan-cli"));
    let mut troubles = Vec::new();
    for bomb in bombs.iter().filter(|it| !it.is_heavy) {
        let tried = each_answer(program, bomb, |task, answer| {
            let Answer {
                elapsed, peak_kib, ..
            } = answer;
            println!("{} {task:?}: {elapsed:?}, {peak_kib} KiB", bomb.name);
            if let Some(trouble) = answer.trouble() {
                troubles.push(format!("{} {task:?}: {trouble}", bomb.name));
            }
        });
        if tried.is_none() {
            return;
        }
    }
    assert!(troubles.is_empty(), "{troubles:#?}");
}

#[test]
fn every_pdf_is_answered_within_bounds() {
    try_all(pdf::ALL);
}

#[test]
fn every_cms_is_answered_within_bounds() {
    try_all(cms::ALL);
}

#[test]
fn every_certificate_is_answered_within_bounds() {
    try_all(certificate::ALL);
}

#[test]
#[ignore = "writes the bombs into the folder INKAN_BOMBS, to look at them one by one; of INKAN_BOMB only that one"]
fn lay_out() {
    let Some(folder) = std::env::var_os("INKAN_BOMBS").map(PathBuf::from) else {
        return;
    };
    let wanted = std::env::var("INKAN_BOMB").ok();
    let is_wanted = |bomb: &&Bomb| wanted.as_ref().is_none_or(|it| it == bomb.name);
    for bomb in all().filter(is_wanted) {
        let place = folder.join(bomb.name);
        fs::create_dir_all(&place).expect("made");
        (bomb.write)(&place.join(bomb.file));
    }
}
