//! The entry that has the system start `inkan --remind` at login: a desktop file in the person's
//! autostart folder, a launch agent, or a value below the registry's `Run`. What is written is made here
//! for all three alike, so that it can be tried on any of them.

use std::path::{Path, PathBuf};

use crate::app::ports::FileError;

#[cfg(not(windows))]
mod file;
#[cfg(windows)]
mod registry;
pub mod text;

#[cfg(not(windows))]
pub use file::FileEntry as SystemEntry;
#[cfg(windows)]
pub use registry::RunEntry as SystemEntry;

/// What is started at login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginCommand {
    /// The program, from the root.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<String>,
}

impl LoginCommand {
    /// This program, where it is now, with these arguments.
    pub fn of_this_program(arguments: Vec<String>) -> Result<Self, FileError> {
        let program = std::env::current_exe()?;
        let image = |name| std::env::var_os(name).map(PathBuf::from);
        Ok(Self {
            program: image_of(&program, image("APPDIR"), image("APPIMAGE")).unwrap_or(program),
            arguments,
        })
    }
}

/// The image (`AppImage`) that `program` was started from: its own path leads into what is mounted only while it
/// runs. The variables may also be those of another image that started this program.
fn image_of(program: &Path, mounted: Option<PathBuf>, image: Option<PathBuf>) -> Option<PathBuf> {
    let is_inside = program.starts_with(mounted?);
    image.filter(|image| is_inside && image.is_absolute())
}

/// The program cannot be found at a login, or its name cannot be written down.
const UNSPEAKABLE: FileError = FileError::System {
    kind: std::io::ErrorKind::InvalidFilename,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_appimage_is_started_by_its_own_name() {
        let image = |program: &str, mounted: Option<&str>, image: Option<&str>| {
            let path = |it: &str| PathBuf::from(it);
            image_of(Path::new(program), mounted.map(path), image.map(path))
        };
        let (inside, mounted) = ("/tmp/.mount_ab/usr/bin/inkan", Some("/tmp/.mount_ab"));
        let file = Some("/home/a/Inkan.AppImage");
        assert_eq!(image(inside, mounted, file), file.map(PathBuf::from));
        // A terminal that is an AppImage itself passes its variables on.
        assert_eq!(image("/usr/bin/inkan", mounted, file), None);
        assert_eq!(image(inside, None, file), None);
        assert_eq!(image(inside, mounted, Some("Inkan.AppImage")), None);
        assert_eq!(image(inside, mounted, None), None);
    }
}
