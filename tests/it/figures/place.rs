//! A folder in which programs are measured, and what its documents cost at least.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use inkan::platform::clock::Stopwatch;

use super::{float, measured_program, seconds};
use crate::safety::{
    begin,
    memory::{count, counted},
    names,
};

/// What another program makes.
pub const THEIRS: &str = "theirs.pdf";

pub const MIB_KIB: f64 = 1024.0;

/// A folder in which the measured program works.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("folder"))
    }

    /// Where files are kept in memory.
    pub fn in_memory() -> Option<Self> {
        tempfile::tempdir_in("/dev/shm").ok().map(Self)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    fn signing(&self, command: Command, arguments: &[&str]) -> Command {
        let mut command = command;
        command
            .args(["--demo", "sign", "--pin-stdin", "--config", "no-settings"])
            .arg("--json")
            .args(arguments)
            .current_dir(self.folder());
        command
    }

    /// How long the measured program takes to sign. Results of another time are removed before: to
    /// replace them would be measured too.
    pub fn signs_in(&self, arguments: &[&str]) -> Duration {
        self.remove_results();
        let mut command = self.signing(Command::new(measured_program()), arguments);
        let watch = Stopwatch::start();
        let output = begin(&mut command).wait_with_output().expect("ends");
        let elapsed = watch.elapsed();
        assert!(output.status.success(), "{output:?}");
        elapsed
    }

    /// How much memory it needs for that at most, in MiB.
    pub fn signs_within(&self, arguments: &[&str]) -> Option<f64> {
        self.remove_results();
        let counts = self.path("count");
        let command = counted(&measured_program(), &counts)?;
        let mut command = self.signing(command, arguments);
        let output = begin(&mut command).wait_with_output().expect("ends");
        assert!(output.status.success(), "{output:?}");
        Some(float(count(&counts)) / MIB_KIB)
    }

    fn remove_results(&self) {
        for name in names(self.folder()) {
            let endings = [".p7s", ".p7m", ".signed.pdf"];
            if name == THEIRS || endings.iter().any(|it| name.strip_suffix(it).is_some()) {
                fs::remove_file(self.path(&name)).expect("removed");
            }
        }
    }

    /// How long the measured program takes to check these signatures.
    pub fn verifies_in(&self, names: impl IntoIterator<Item = String>) -> Duration {
        let mut command = Command::new(measured_program());
        command
            .args(["verify", "--demo-trust", "--json", "--config"])
            .arg("no-settings")
            .args(names);
        self.runs_in(&mut command)
    }

    /// How long another program takes.
    pub fn runs_in(&self, command: &mut Command) -> Duration {
        let _missing = fs::remove_file(self.path(THEIRS));
        let watch = Stopwatch::start();
        let output = command
            .current_dir(self.folder())
            .stdin(Stdio::null())
            .output()
            .expect("starts");
        let elapsed = watch.elapsed();
        assert!(output.status.success(), "{command:?}: {output:?}");
        elapsed
    }

    /// How long OpenSSL hashes a document.
    pub fn hashed_in(&self, name: &str) -> Duration {
        self.runs_in(Command::new("openssl").args(["dgst", "-sha256", name]))
    }

    /// The least for checking a document: its hash, at best.
    pub fn hash(&self, name: &str) -> String {
        let best = (0..3).map(|_| self.hashed_in(name)).min();
        format!("SHA-256 {}", seconds(best.expect("three")))
    }

    /// The least for signing a document into another: its hash, and the disk that takes as much in.
    pub fn hash_and_disk(&self, name: &str) -> String {
        let bytes = fs::read(self.path(name)).expect("read");
        let path = self.path("as-much");
        let watch = Stopwatch::start();
        let mut file = File::create(&path).expect("made");
        file.write_all(&bytes).expect("written");
        file.sync_all().expect("on the disk");
        let elapsed = watch.elapsed();
        fs::remove_file(path).expect("removed");
        format!("{}, disk {}", self.hash(name), seconds(elapsed))
    }
}
