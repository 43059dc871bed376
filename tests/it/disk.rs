//! A small disk of its own, for tests that fill one, protect it or tear it away. Mounting needs root on
//! Linux; where it is not allowed, such tests say so and pass empty.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A tmpfs.
pub struct Disk(tempfile::TempDir);

impl Disk {
    /// Mounts one with these options: `size=64k`, `ro`.
    pub fn mount(options: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("folder");
        let output = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(folder.path())
            .output();
        if output.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        eprintln!("NOT TESTED: no disk can be mounted here");
        None
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    /// The folder as an argument.
    pub fn name(&self) -> &str {
        self.folder().to_str().expect("text")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// The disk that is mounted here can only be read from now on. Nothing may be open for writing.
pub fn make_read_only(folder: &Path) {
    let mut mount = Command::new("mount");
    let status = mount.args(["-o", "remount,ro"]).arg(folder).status();
    assert!(status.expect("mount").success());
}

/// The disk that is mounted here is lost, as a network drive is: what is open stays open, nothing else is
/// found there any more.
pub fn tear_away(folder: &Path) {
    let mut umount = Command::new("umount");
    let status = umount.arg("--lazy").arg(folder).status();
    assert!(status.expect("umount").success());
}

impl Drop for Disk {
    fn drop(&mut self) {
        // It may be torn away already.
        let _ = Command::new("umount")
            .args(["--quiet", "--lazy"])
            .arg(self.folder())
            .output();
    }
}
