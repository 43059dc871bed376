//! An entry that is a file: in the autostart folder of the desktop, or with the launch agents of macOS.

use std::{fs, path::PathBuf};

use super::{LoginCommand, text};
use crate::{
    app::ports::{FileError, Files, LoginEntry, Overwrite},
    platform::files::{SystemFiles, remove_if_there},
};

/// More than any entry has, in bytes.
const LIMIT: u64 = 64 * 1024;

/// The entry of this person.
#[derive(Clone, Debug)]
pub struct FileEntry {
    path: PathBuf,
    command: LoginCommand,
}

impl FileEntry {
    /// Where this system has it; `None` without a home.
    pub fn of_this_person(command: LoginCommand) -> Option<Self> {
        let path = if cfg!(target_os = "macos") {
            let agents = etcetera::home_dir().ok()?.join("Library/LaunchAgents");
            agents.join(format!("{}.plist", text::LABEL))
        } else {
            let system = etcetera::base_strategy::choose_base_strategy().ok()?;
            let folder = etcetera::BaseStrategy::config_dir(&system).join("autostart");
            folder.join("inkan-remind.desktop")
        };
        Some(Self { path, command })
    }

    fn fresh(&self) -> Result<String, FileError> {
        if cfg!(target_os = "macos") {
            text::launch_agent(&self.command)
        } else {
            text::desktop_file(&self.command)
        }
    }

    fn moved(&self, old: &str) -> Result<String, FileError> {
        if cfg!(target_os = "macos") {
            self.fresh()
        } else {
            text::moved_desktop_file(old, &self.command)
        }
    }

    fn write(&self, text: &str) -> Result<(), FileError> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        SystemFiles.write(&self.path, text.as_bytes(), Overwrite::Allowed)
    }
}

impl LoginEntry for FileEntry {
    fn is_set_up(&self) -> bool {
        self.path.is_file()
    }

    fn set_up(&self) -> Result<(), FileError> {
        self.write(&self.fresh()?)
    }

    fn refresh(&self) -> Result<(), FileError> {
        let bytes = match SystemFiles.read_whole(&self.path, LIMIT) {
            Ok(bytes) => bytes,
            Err(FileError::NotFound) => return Ok(()),
            Err(error) => return Err(error),
        };
        let old = String::from_utf8_lossy(&bytes);
        let new = self.moved(&old)?;
        if new == old {
            return Ok(());
        }
        self.write(&new)
    }

    fn remove(&self) -> Result<(), FileError> {
        remove_if_there(&self.path)
    }
}
