//! The entry of Windows: a value below the person's own `Run` key.

use windows_registry::{CURRENT_USER, Key};

use super::{LoginCommand, text};
use crate::app::ports::{FileError, LoginEntry};

const RUN: &str = r"Software\Microsoft\Windows\CurrentVersion\Run";

/// The entry of this person.
#[derive(Clone, Debug)]
pub struct RunEntry {
    command: LoginCommand,
}

impl RunEntry {
    /// Every person has it.
    pub fn of_this_person(command: LoginCommand) -> Option<Self> {
        Some(Self { command })
    }
}

fn key() -> Result<Key, FileError> {
    CURRENT_USER.create(RUN).map_err(|_number| REFUSED)
}

fn value() -> Option<String> {
    CURRENT_USER.open(RUN).ok()?.get_string(text::NAME).ok()
}

/// The registry says no more than a number, which is nothing to tell anyone.
const REFUSED: FileError = FileError::PermissionDenied;

impl LoginEntry for RunEntry {
    fn is_set_up(&self) -> bool {
        value().is_some()
    }

    fn set_up(&self) -> Result<(), FileError> {
        let line = text::command_line(&self.command)?;
        key()?
            .set_string(text::NAME, line)
            .map_err(|_number| REFUSED)
    }

    fn refresh(&self) -> Result<(), FileError> {
        // Whoever turned it off in the task manager has another key for that, which is left alone.
        match value() {
            Some(line) if line != text::command_line(&self.command)? => self.set_up(),
            Some(_) | None => Ok(()),
        }
    }

    fn remove(&self) -> Result<(), FileError> {
        if value().is_none() {
            return Ok(());
        }
        key()?.remove_value(text::NAME).map_err(|_number| REFUSED)
    }
}
