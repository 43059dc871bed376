//! Keeps the settings as one text file in the person's configuration folder, or in a folder given
//! by `--config`. What the text means is `app::settings`' business. Nothing about a person, a card
//! or a PIN is ever written here.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use thiserror::Error;

use super::files::{SystemFiles, file_error};
use crate::app::ports::{FileError, Files, Overwrite};

/// The folder below the system's configuration folder.
const FOLDER: &str = "inkan";
const SETTINGS: &str = "settings.toml";
const REMINDER: &str = "reminder.toml";
/// A damaged file gets this behind its name, so that nothing in it is lost.
const BROKEN: &str = ".broken";

/// More than any settings have, in bytes.
const LIMIT: u64 = 1 << 20;

/// Why settings could not be read or kept. The program goes on with its defaults.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// The file is no text or far too long. It was set aside.
    #[error("the settings are damaged, set aside as {}", aside.display())]
    Damaged {
        /// Where it is now.
        aside: PathBuf,
    },
    /// The file or folder cannot be used.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: FileError,
    },
    /// The system names no folder for the person's settings.
    #[error("there is no folder for settings")]
    NoFolder,
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
    /// `AppData\Roaming`.
    pub fn of_this_person() -> Result<Self, SettingsError> {
        let system = etcetera::base_strategy::choose_native_strategy()
            .map_err(|_no_home| SettingsError::NoFolder)?;
        // On a Mac the folder of settings proper is for those that the system itself writes.
        let folder = if cfg!(target_os = "macos") {
            system.data_dir()
        } else {
            system.config_dir()
        };
        Ok(Self::in_folder(folder.join(FOLDER)))
    }

    /// The settings file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(self.file)
    }

    /// The text, without setting anything aside; `None` when there is none, or none that can be read.
    pub fn peek(&self) -> Option<String> {
        self.read().ok().flatten()
    }

    /// The text of the settings; `None` when there are none yet.
    pub fn load(&self) -> Result<Option<String>, SettingsError> {
        self.read().or_else(|trouble| match trouble {
            Unread::Damaged => Err(SettingsError::Damaged {
                aside: self.set_aside()?,
            }),
            Unread::File(error) => Err(SettingsError::File {
                path: self.path(),
                error,
            }),
        })
    }

    fn read(&self) -> Result<Option<String>, Unread> {
        match SystemFiles.read_whole(&self.path(), LIMIT) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(Some(text)),
                Err(_) => Err(Unread::Damaged),
            },
            Err(FileError::NotFound) => Ok(None),
            Err(FileError::TooLarge { .. }) => Err(Unread::Damaged),
            Err(error) => Err(Unread::File(error)),
        }
    }

    /// Replaces the settings by this text, whole or not at all.
    pub fn save(&self, text: &str) -> Result<(), SettingsError> {
        fs::create_dir_all(&self.folder).map_err(|error| SettingsError::File {
            path: self.folder.clone(),
            error: file_error(&error),
        })?;
        let path = self.path();
        SystemFiles
            .write(&path, text.as_bytes(), Overwrite::Allowed)
            .map_err(|error| SettingsError::File { path, error })
    }

    /// Gives a settings file that cannot be understood another name and returns it.
    pub fn set_aside(&self) -> Result<PathBuf, SettingsError> {
        let aside = self.aside();
        rename(&self.path(), &aside)?;
        Ok(aside)
    }

    /// Deletes the file, and what of it was set aside before. Where there is none, none is left.
    pub fn delete(&self) -> Result<(), SettingsError> {
        for path in [self.path(), self.aside()] {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    let error = file_error(&error);
                    return Err(SettingsError::File { path, error });
                }
                Ok(()) | Err(_) => {}
            }
        }
        Ok(())
    }

    fn aside(&self) -> PathBuf {
        self.folder.join(format!("{}{BROKEN}", self.file))
    }
}

/// Why a file gave no text.
enum Unread {
    /// It is no text or far too long.
    Damaged,
    /// It cannot be used.
    File(FileError),
}

fn rename(path: &Path, aside: &Path) -> Result<(), SettingsError> {
    fs::rename(path, aside).map_err(|error| SettingsError::File {
        path: path.to_path_buf(),
        error: file_error(&error),
    })
}
