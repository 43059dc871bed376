//! Keeps the settings as one text file in the person's configuration folder, or in a folder given
//! by `--config`. What the text means is `app::settings`' business. Nothing about a person, a card
//! or a PIN is ever written here.

use std::{fs, path::PathBuf};

use etcetera::BaseStrategy;
use thiserror::Error;

use super::files::{SystemFiles, remove_if_there};
use crate::app::ports::{FileError, Files, Overwrite};

/// The folder below the system's configuration folder.
const FOLDER: &str = "inkan";
const SETTINGS: &str = "settings.toml";
const REMINDER: &str = "reminder.toml";
/// A damaged file gets this behind its name, so that nothing in it is lost.
const BROKEN: &str = ".broken";

/// More than any settings have, in bytes.
const LIMIT: u64 = 1 << 20;

/// Why settings could not be read. The program goes on with its defaults.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// The file is no text or far too long.
    #[error("the settings are damaged")]
    Damaged,
    /// The file or its folder cannot be used.
    #[error(transparent)]
    File(FileError),
}

/// Where the settings lie, or what lies beside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsStore {
    folder: PathBuf,
    file: &'static str,
}

impl SettingsStore {
    /// In this folder, made when something is saved.
    pub fn in_folder(folder: PathBuf) -> Self {
        Self {
            folder,
            file: SETTINGS,
        }
    }

    /// The reminder's dates, beside these settings.
    #[must_use]
    pub fn reminder(&self) -> Self {
        Self {
            folder: self.folder.clone(),
            file: REMINDER,
        }
    }

    /// Where the system keeps the person's settings: `$XDG_CONFIG_HOME`, `Library/Application Support` or
    /// `AppData\Roaming`; `None` where it names no place.
    pub fn of_this_person() -> Option<Self> {
        let system = etcetera::base_strategy::choose_native_strategy().ok()?;
        // On a Mac the folder of settings proper is for those that the system itself writes.
        let folder = if cfg!(target_os = "macos") {
            system.data_dir()
        } else {
            system.config_dir()
        };
        Some(Self::in_folder(folder.join(FOLDER)))
    }

    /// The settings file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(self.file)
    }

    /// The text of the settings; `None` when there are none yet.
    pub fn load(&self) -> Result<Option<String>, SettingsError> {
        match SystemFiles.read_whole(&self.path(), LIMIT) {
            Ok(bytes) => String::from_utf8(bytes)
                .map(Some)
                .map_err(|_no_text| SettingsError::Damaged),
            Err(FileError::NotFound) => Ok(None),
            Err(FileError::TooLarge { .. }) => Err(SettingsError::Damaged),
            Err(error) => Err(SettingsError::File(error)),
        }
    }

    /// Replaces the settings by this text, whole or not at all.
    pub fn save(&self, text: &str) -> Result<(), FileError> {
        fs::create_dir_all(&self.folder)?;
        SystemFiles.write(&self.path(), text.as_bytes(), Overwrite::Allowed)
    }

    /// Gives a settings file that cannot be understood another name and returns it.
    pub fn set_aside(&self) -> Result<PathBuf, FileError> {
        let aside = self.aside();
        fs::rename(self.path(), &aside)?;
        Ok(aside)
    }

    /// Deletes the file, and what of it was set aside before. Where there is none, none is left.
    pub fn delete(&self) -> Result<(), FileError> {
        remove_if_there(&self.path())?;
        remove_if_there(&self.aside())
    }

    fn aside(&self) -> PathBuf {
        self.folder.join(format!("{}{BROKEN}", self.file))
    }
}
