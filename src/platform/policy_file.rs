//! Where an office puts its policy, and its bytes. What they mean is `app::policy`' business. Never
//! written to.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::files::SystemFiles;
use crate::app::ports::{FileError, Files};

/// More than any policy has, in bytes.
const LIMIT: u64 = 64 * 1024;

/// The place of this system, which only administrators can write to.
pub fn system_path() -> PathBuf {
    #[cfg(windows)]
    let folder = {
        // Every process has it; without it, where it has been since Windows Vista.
        let data = std::env::var_os("ProgramData").unwrap_or_else(|| r"C:\ProgramData".into());
        PathBuf::from(data).join("Inkan")
    };
    #[cfg(target_os = "macos")]
    let folder = PathBuf::from("/Library/Application Support/Inkan");
    #[cfg(not(any(windows, target_os = "macos")))]
    let folder = PathBuf::from("/etc/inkan");
    folder.join("policy.toml")
}

/// The bytes of the policy at `path`; `None` where nothing of that name is. Something that is there and
/// cannot be read, a link that leads nowhere too, is an error: the office wanted something.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    match SystemFiles.read_whole(path, LIMIT) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(FileError::NotFound) if fs::symlink_metadata(path).is_err() => Ok(None),
        Err(error) => Err(error),
    }
}
