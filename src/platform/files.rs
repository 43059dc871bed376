//! Files of the person, on the file system of the system.
//!
//! A result is written to a hidden temporary file beside its target, synced and renamed: either the
//! whole file is there under its name, or nothing new is (invariant 10 for what was there before).
//! Opening never blocks: a pipe or a device is refused by its kind before and after it is opened.

use std::{
    fs::{self, DirEntry, File, FileType, Metadata},
    io::{self, ErrorKind, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, SystemTime},
};

use tempfile::{NamedTempFile, PersistError};

use super::{clock, flusher::Flusher};
use crate::app::ports::{
    FileError, FileIdentity, FileVersion, Files, NewFile, Overwrite, Probe, ReadFile,
    TemporaryFolder,
};

/// How this program's temporary files are recognised.
const TEMPORARY_PREFIX: &str = ".inkan-";
const TEMPORARY_SUFFIX: &str = ".tmp";

/// How its temporary folders are recognised.
const FOLDER_PREFIX: &str = "inkan-tour-";

/// How old a temporary file must be to be debris of a run that was cut short.
const DEBRIS_AGE: Duration = Duration::from_hours(24);

/// How many debris files are removed at most each time: a folder full of them is not our errand.
const DEBRIS_LIMIT: usize = 100;

/// Bytes of the file that tries out whether a folder can be written to.
const PROBE_LENGTH: usize = 4096;

/// The file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemFiles;

/// In the system's place for temporary files, removed when it is dropped.
struct SystemFolder(tempfile::TempDir);

impl TemporaryFolder for SystemFolder {
    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Files for SystemFiles {
    fn open(&self, path: &Path) -> Result<Box<dyn ReadFile>, FileError> {
        // A pipe would make opening wait for a writer.
        require_regular(&fs::metadata(path)?)?;
        OpenFile::of(open_without_waiting(path)?)
    }

    fn exists(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok()
    }

    fn identity(&self, path: &Path) -> Option<FileIdentity> {
        let path = fs::canonicalize(path).ok()?;
        Some(FileIdentity(identity_of(&path)?))
    }

    fn list(&self, folder: &Path, most: usize) -> Option<Vec<PathBuf>> {
        let entries = fs::read_dir(folder).ok()?.flatten().take(most);
        Some(entries.map(|entry| entry.path()).collect())
    }

    fn temporary_folder(&self) -> Result<Box<dyn TemporaryFolder>, FileError> {
        let place = std::env::temp_dir();
        let is_ours = |name: &str, kind: FileType| kind.is_dir() && name.starts_with(FOLDER_PREFIX);
        remove_debris(&place, is_ours, fs::remove_dir_all);
        let mut builder = tempfile::Builder::new();
        let folder = builder.prefix(FOLDER_PREFIX).tempdir_in(place)?;
        Ok(Box::new(SystemFolder(folder)))
    }

    fn check_name(&self, path: &Path, overwrite: Overwrite) -> Result<(), FileError> {
        check_name(path, overwrite)
    }

    fn check_folder(&self, folder: &Path, how: Probe) -> Result<(), FileError> {
        let folder = folder_at(folder)?;
        let is_ours = |name: &str, kind: FileType| {
            let is_temporary =
                name.starts_with(TEMPORARY_PREFIX) && name.ends_with(TEMPORARY_SUFFIX);
            kind.is_file() && is_temporary
        };
        remove_debris(&folder, is_ours, fs::remove_file);
        let mut probe = temporary_in(&folder)?;
        // A whole block finds out whether the disk is full; an empty file needs none.
        probe.write_all(&[0; PROBE_LENGTH])?;
        if how == Probe::Disk {
            probe.as_file().sync_data()?;
        }
        Ok(probe.close()?)
    }

    fn create(&self, path: &Path, overwrite: Overwrite) -> Result<Box<dyn NewFile>, FileError> {
        check_name(path, overwrite)?;
        let folder = folder_at(path.parent().unwrap_or(Path::new("")))?;
        Ok(Box::new(Unnamed {
            temporary: temporary_in(&folder)?,
            flusher: Flusher::default(),
            is_synced: AtomicBool::default(),
            folder,
            path: path.to_path_buf(),
            overwrite,
        }))
    }
}

/// A file that is being written.
struct Unnamed {
    /// Before the file itself: it lets go of it first.
    flusher: Flusher,
    temporary: NamedTempFile,
    /// Nothing was written since the disk has taken it in.
    is_synced: AtomicBool,
    folder: PathBuf,
    path: PathBuf,
    overwrite: Overwrite,
}

impl NewFile for Unnamed {
    fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        *self.is_synced.get_mut() = false;
        self.temporary.as_file_mut().write_all(bytes)?;
        let reopen = || self.temporary.reopen().ok();
        self.flusher.written(bytes.len(), reopen);
        Ok(())
    }

    fn begin_sync(&mut self) {
        self.flusher.begin();
    }

    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> Result<(), FileError> {
        *self.is_synced.get_mut() = false;
        let file = self.temporary.as_file_mut();
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(bytes)?;
        file.seek(SeekFrom::End(0))?;
        Ok(())
    }

    fn reader(&self) -> Result<Box<dyn ReadFile>, FileError> {
        OpenFile::of(self.temporary.reopen()?)
    }

    fn sync(&self) -> Result<(), FileError> {
        self.temporary.as_file().sync_all()?;
        self.is_synced.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn commit(self: Box<Self>) -> Result<(), FileError> {
        if !self.is_synced.load(Ordering::Relaxed) {
            self.sync()?;
        }
        drop(self.flusher);
        let named = match self.overwrite {
            Overwrite::Allowed => self.temporary.persist(&self.path),
            Overwrite::Refused => persist_new(self.temporary, &self.path),
        };
        named.map_err(|failure| failure.error)?;
        sync_folder(&self.folder);
        Ok(())
    }
}

#[cfg(unix)]
fn identity_of(path: &Path) -> Option<Vec<u8>> {
    Some(numbers_of(&fs::metadata(path).ok()?))
}

/// The one path without links. Replacing one name of a file by renaming leaves its other names as they
/// are, so that not knowing hard links costs nothing here.
#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "on other systems there may be none"
)]
fn identity_of(path: &Path) -> Option<Vec<u8>> {
    Some(path.as_os_str().as_encoded_bytes().to_vec())
}

/// The number of the file, its length and when it was last written to.
fn version_of(metadata: &Metadata) -> Vec<u8> {
    let mut version = numbers_of(metadata);
    version.extend(metadata.len().to_be_bytes());
    // Where the system does not say when, the length has to do.
    let written = metadata.modified().ok();
    let written = written.and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
    version.extend(written.unwrap_or_default().as_nanos().to_be_bytes());
    version
}

/// The number of the disk and of the file on it: hard links share them.
#[cfg(unix)]
fn numbers_of(metadata: &Metadata) -> Vec<u8> {
    use std::os::unix::fs::MetadataExt;
    let numbers = [metadata.dev(), metadata.ino()];
    numbers.into_iter().flat_map(u64::to_be_bytes).collect()
}

#[cfg(not(unix))]
fn numbers_of(_metadata: &Metadata) -> Vec<u8> {
    Vec::new()
}

/// Gives the file its name unless another has come to bear it meanwhile.
fn persist_new(temporary: NamedTempFile, path: &Path) -> Result<File, PersistError> {
    match temporary.persist_noclobber(path) {
        Err(failure)
            if failure.error.kind() != ErrorKind::AlreadyExists
                && fs::symlink_metadata(path).is_err() =>
        {
            // exFAT and some network file systems can do neither of the ways that are safe against
            // others: nobody had the name a moment ago.
            failure.file.persist(path)
        }
        outcome => outcome,
    }
}

/// Opens for reading and returns at once, whatever took the file's place meanwhile.
fn open_without_waiting(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}

/// A file while it is read.
struct OpenFile {
    file: File,
    length: u64,
}

impl OpenFile {
    /// A regular one.
    fn of(file: File) -> Result<Box<dyn ReadFile>, FileError> {
        let metadata = file.metadata()?;
        require_regular(&metadata)?;
        let length = metadata.len();
        Ok(Box::new(Self { file, length }))
    }
}

impl ReadFile for OpenFile {
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, FileError> {
        loop {
            match read_file_at(&self.file, offset, buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                outcome => return Ok(outcome?),
            }
        }
    }

    fn len(&self) -> u64 {
        self.length
    }

    fn version(&self) -> Result<FileVersion, FileError> {
        Ok(FileVersion(version_of(&self.file.metadata()?)))
    }
}

#[cfg(unix)]
fn read_file_at(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_file_at(file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}

fn require_regular(metadata: &Metadata) -> Result<(), FileError> {
    if metadata.is_file() {
        Ok(())
    } else {
        Err(FileError::NotAFile)
    }
}

/// Whether this name may be taken.
fn check_name(path: &Path, overwrite: Overwrite) -> Result<(), FileError> {
    if path.file_name().is_none() {
        return Err(FileError::NotAFile);
    }
    match (fs::symlink_metadata(path), overwrite) {
        (Err(error), _) if error.kind() == ErrorKind::NotFound => Ok(()),
        (Err(error), _) => Err(error.into()),
        (Ok(_), Overwrite::Refused) => Err(FileError::Exists),
        // A link is replaced, not followed: what it points to stays.
        (Ok(found), Overwrite::Allowed) if found.is_file() || found.is_symlink() => {
            if found.permissions().readonly() && !found.is_symlink() {
                return Err(FileError::PermissionDenied);
            }
            Ok(())
        }
        (Ok(_), Overwrite::Allowed) => Err(FileError::NotAFile),
    }
}

/// The folder at this path, the present one if it is empty.
fn folder_at(path: &Path) -> Result<PathBuf, FileError> {
    let folder = if path.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        path.to_path_buf()
    };
    if fs::metadata(&folder)?.is_dir() {
        Ok(folder)
    } else {
        Err(FileError::NotFound)
    }
}

fn temporary_in(folder: &Path) -> Result<NamedTempFile, FileError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX);
    // What any new file of the person gets: the process's umask takes its part away.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    Ok(builder.tempfile_in(folder)?)
}

/// Makes the new name itself survive a power cut, where a folder can be synced.
fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        // The file is complete and has its name; some network file systems cannot do this.
        let _unsynced = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Removes what runs that were cut short left in `folder` more than a day ago, of what `is_ours` by its name
/// and its kind. Links are not followed.
fn remove_debris(
    folder: &Path,
    is_ours: impl Fn(&str, FileType) -> bool,
    remove: impl Fn(PathBuf) -> io::Result<()>,
) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let now = clock::system_time();
    let is_debris = |entry: &DirEntry| {
        let name = entry.file_name();
        let kind = entry.file_type();
        kind.is_ok_and(|kind| is_ours(&name.to_string_lossy(), kind)) && is_old(entry, now)
    };
    for entry in entries.flatten().filter(is_debris).take(DEBRIS_LIMIT) {
        // Somebody else's, perhaps: then it is theirs to remove.
        let _left = remove(entry.path());
    }
}

/// Removes the file at `path`; where there is none, none is left.
pub(super) fn remove_if_there(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn is_old(entry: &DirEntry, now: SystemTime) -> bool {
    let age = |metadata: Metadata| now.duration_since(metadata.modified().ok()?).ok();
    let age = entry.metadata().ok().and_then(age);
    age.is_some_and(|age| age > DEBRIS_AGE)
}

/// What the system's error means to the person.
impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            _ if is_in_use(&error) => Self::PermissionDenied,
            ErrorKind::AlreadyExists => Self::Exists,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            ErrorKind::IsADirectory => Self::NotAFile,
            ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::StaleNetworkFileHandle => {
                Self::NotFound
            }
            ErrorKind::PermissionDenied => Self::PermissionDenied,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            kind => Self::System { kind },
        }
    }
}

/// Windows: another program has the file open and lets nobody near it (`ERROR_SHARING_VIOLATION`,
/// `ERROR_LOCK_VIOLATION`), which the standard library gives no kind.
fn is_in_use(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}
