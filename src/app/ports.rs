//! The traits through which this layer reaches the world. They live here, with their consumer;
//! `platform` implements them for real, `sim` for practice mode, tests for themselves.

mod drawer;
pub mod known_readers;
mod login;
mod look;
mod machine;
mod surroundings;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use thiserror::Error;

pub use drawer::PageDrawer;
pub use login::LoginEntry;
pub use look::{LookSink, Looks, SystemLook};
pub use machine::{Drawing, GlDriver, Machine, MachineFacts, Os, Version, WgpuBackend, WgpuDevice};
pub use surroundings::{Devices, ServiceState, Surroundings, System, UsbDevice};

use crate::core::{
    jpki::{CardChannel, ChannelError},
    source::{self, SourceError},
};

/// A reader's name, as the smart card service says it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReaderName(pub String);

impl ReaderName {
    /// Whether `part` names this reader: a part of the name is enough, letter case does not count.
    pub fn matches(&self, part: &str) -> bool {
        self.0.to_lowercase().contains(&part.to_lowercase())
    }
}

impl fmt::Display for ReaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderKind {
    /// A thing with a slot or an antenna.
    Physical,
    /// Windows Hello, a TPM and the like: never holds a My Number Card, never probed.
    Platform,
}

/// What lies in a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// A card that answered to reset. `insertions` is the service's event counter: it changes when
    /// a card was taken out and put back, even if nobody saw the empty reader in between.
    Card {
        /// The event counter; only changes mean something.
        insertions: u32,
    },
    /// Nothing.
    Empty,
    /// A card that does not answer (upside down, broken, not a chip card).
    Mute,
}

/// One reader at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderSnapshot {
    /// Its name.
    pub name: ReaderName,
    /// What it is.
    pub kind: ReaderKind,
    /// What lies in it.
    pub presence: Presence,
    /// The card's answer to reset; empty without a card. For the support report, never for
    /// telling cards apart (jpki-card §3.1).
    pub atr: Vec<u8>,
}

/// What is known of the readers at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReaderReport {
    /// The service runs and sees these readers, in its own order; none is an answer too.
    Readers(Vec<ReaderSnapshot>),
    /// The smart card service is not running or cannot be reached.
    ServiceGone,
}

impl ReaderReport {
    /// The readers; none where there is no service.
    pub fn snapshots(&self) -> &[ReaderSnapshot] {
        match self {
            Self::Readers(snapshots) => snapshots,
            Self::ServiceGone => &[],
        }
    }
}

/// How a card is held while work is done on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// Nobody else may talk to the card; afterwards it is powered down, so that no verified state
    /// stays on it (jpki-card §2.4, invariant 14). For everything that involves a PIN.
    Exclusive,
    /// Others may wait their turn; afterwards the card is left as it is. For reading.
    Shared,
}

/// The readers of one source: the real ones, or the simulated one of practice mode. Changes are
/// announced through the [`ReportSink`] given to [`Sources::open`]; dropping it ends them.
pub trait Readers: Send {
    /// Looks at all readers now.
    fn report(&mut self) -> ReaderReport;

    /// Holds the card in `reader` from the first to the last command of `work`, without anyone
    /// else's commands in between. Never call it while waiting for a person (invariant 7).
    ///
    /// An error means that `work` was not called.
    fn with_card(
        &mut self,
        reader: &ReaderName,
        hold: Hold,
        work: &mut dyn FnMut(&mut dyn CardChannel),
    ) -> Result<(), ChannelError>;

    /// What lies around the readers, for the doctor. Readers that are no devices have nothing but
    /// themselves around them.
    fn surroundings(&mut self) -> Surroundings {
        Surroundings {
            service: match self.report() {
                ReaderReport::Readers(_) => ServiceState::Running,
                ReaderReport::ServiceGone => ServiceState::Stopped,
            },
            devices: Devices::NotKnown,
        }
    }

    /// The controls of practice mode; real readers have none.
    fn practice(&mut self) -> Option<&mut dyn Practice> {
        None
    }
}

/// What one can do to a simulated card.
pub trait Practice {
    /// Lays the card on the reader.
    fn insert(&mut self);
    /// Takes it away.
    fn pull(&mut self);
    /// Makes it as new: counters, PINs.
    fn renew(&mut self);
}

/// Where readers come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Practice mode, with a card profile by its name.
    Demo {
        /// The profile's id, as in `assets/demo`.
        profile: String,
    },
    /// The smart card service of the system.
    Real,
}

impl Source {
    /// Whether it is practice mode.
    pub fn is_demo(&self) -> bool {
        matches!(self, Self::Demo { .. })
    }
}

/// Takes news of readers from wherever they are seen; called on any thread.
pub type ReportSink = Arc<dyn Fn(ReaderReport) + Send + Sync>;

/// Opens readers of either source.
pub trait Sources: Send {
    /// Opens `source`. It reports to `sink` at once and then at each change. An unknown profile
    /// opens the normal one.
    fn open(&mut self, source: &Source, sink: ReportSink) -> Box<dyn Readers>;

    /// The certificates of the demo CA, DER: what practice mode trusts besides the J-LIS roots.
    fn demo_authorities(&self) -> Vec<Vec<u8>>;
}

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The instant it is.
    fn now(&self) -> Timestamp;

    /// The time since some moment, by a clock that nobody sets: for how long something took.
    fn ticks(&self) -> Duration {
        self.now().as_duration().unsigned_abs()
    }
}

/// Wakes the window after an event was sent to it. Called on any thread.
pub trait Waker: Send + Sync {
    /// Something is waiting to be looked at.
    fn wake(&self);
}

/// Why a file could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileError {
    /// A file of this name is there already and overwriting was not asked for.
    #[error("a file of that name exists")]
    Exists,
    /// The disk, or the person's share of it, is full.
    #[error("the disk is full")]
    Full,
    /// It is a folder, a device, a pipe: nothing with a beginning and an end.
    #[error("not a regular file")]
    NotAFile,
    /// There is no such file or folder, or it vanished meanwhile.
    #[error("not found")]
    NotFound,
    /// The system does not allow it.
    #[error("permission denied")]
    PermissionDenied,
    /// The folder or disk can only be read.
    #[error("read-only")]
    ReadOnly,
    /// The system reported something else.
    #[error("the system reported {kind}")]
    System {
        /// What kind of trouble.
        kind: std::io::ErrorKind,
    },
    /// It has more bytes than can be handled here.
    #[error("larger than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
}

/// Whether an existing file may be replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overwrite {
    /// The person asked for it.
    Allowed,
    /// Never without being told.
    #[default]
    Refused,
}

/// How far it is tried out whether something can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// Down to the disk, which may be slow to say that it is full, or busy with something else.
    Disk,
    /// As far as the system answers at once; for who has asked the disk a moment ago.
    System,
}

/// A file that is open for reading.
pub trait ReadFile: Send {
    /// Fills the start of `buffer` with what lies at `offset`; 0 means that nothing lies there.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, FileError>;
    /// Its length when it was opened, in bytes.
    fn len(&self) -> u64;
    /// What it is by now.
    fn version(&self) -> Result<FileVersion, FileError>;
    /// Whether it had no bytes when it was opened.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An open file as `core` reads it: at any place, up to the length it had when it was opened.
#[derive(Clone, Copy)]
pub struct FileSource<'a>(pub &'a dyn ReadFile);

impl source::Source for FileSource<'_> {
    fn len(&self) -> u64 {
        self.0.len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        let left = usize::try_from(self.0.len().saturating_sub(offset)).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let mut count = 0;
        while let Some(room) = buffer.get_mut(count..wanted).filter(|it| !it.is_empty()) {
            let offset = offset.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
            match self.0.read_at(offset, room)? {
                0 => break,
                more => count += more,
            }
        }
        Ok(count)
    }
}

impl From<FileError> for SourceError {
    fn from(error: FileError) -> Self {
        use std::io::ErrorKind;
        let kind = match error {
            FileError::Exists => ErrorKind::AlreadyExists,
            FileError::Full => ErrorKind::StorageFull,
            FileError::NotAFile => ErrorKind::IsADirectory,
            FileError::NotFound => ErrorKind::NotFound,
            FileError::PermissionDenied => ErrorKind::PermissionDenied,
            FileError::ReadOnly => ErrorKind::ReadOnlyFilesystem,
            FileError::System { kind } => kind,
            FileError::TooLarge { .. } => ErrorKind::FileTooLarge,
        };
        Self { kind }
    }
}

/// What can go wrong while an open file is read.
impl From<SourceError> for FileError {
    fn from(error: SourceError) -> Self {
        use std::io::ErrorKind;
        match error.kind {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::PermissionDenied => Self::PermissionDenied,
            kind => Self::System { kind },
        }
    }
}

/// Bytes read at once: large enough for speed, small beside any memory.
const PIECE: usize = 256 * 1024;

/// Files of the person.
pub trait Files: Send + Sync {
    /// Opens a file for reading only (invariant 10).
    fn open(&self, path: &Path) -> Result<Box<dyn ReadFile>, FileError>;

    /// Reads a file of at most `limit` bytes whole.
    fn read_whole(&self, path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
        let file = self.open(path)?;
        let mut whole = Vec::new();
        let mut piece = vec![0; PIECE];
        loop {
            let offset = u64::try_from(whole.len()).unwrap_or(u64::MAX);
            // It may grow while it is read.
            if file.len().max(offset) > limit {
                return Err(FileError::TooLarge { limit });
            }
            let count = file.read_at(offset, &mut piece)?;
            let Some(bytes) = piece.get(..count).filter(|bytes| !bytes.is_empty()) else {
                return Ok(whole);
            };
            whole.extend_from_slice(bytes);
        }
    }

    /// Whether something of this name is there.
    fn exists(&self, path: &Path) -> bool;

    /// What tells the file at this path from all others, by whatever link or spelling it is named: a
    /// result must never take the place of a document (invariant 10). `None` where there is none.
    fn identity(&self, path: &Path) -> Option<FileIdentity>;

    /// What is in a folder, at most so many of it; `None` if it is none.
    fn list(&self, folder: &Path, most: usize) -> Option<Vec<PathBuf>>;

    /// Finds out, before anyone types a PIN, whether a file of this name may be written.
    fn check_name(&self, path: &Path, overwrite: Overwrite) -> Result<(), FileError>;

    /// Finds out, before anyone types a PIN, whether files can be written to this folder now.
    fn check_folder(&self, folder: &Path, probe: Probe) -> Result<(), FileError>;

    /// Finds out, before anyone types a PIN, whether [`Files::write`] to `path` could work now.
    fn check_target(&self, path: &Path, overwrite: Overwrite) -> Result<(), FileError> {
        self.check_name(path, overwrite)?;
        self.check_folder(path.parent().unwrap_or(Path::new("")), Probe::Disk)
    }

    /// A new folder for temporary files that only this person can look into.
    fn temporary_folder(&self) -> Result<Box<dyn TemporaryFolder>, FileError>;

    /// Begins a file: a temporary one in the folder of `path`, which gets its name when it is whole.
    fn create(&self, path: &Path, overwrite: Overwrite) -> Result<Box<dyn NewFile>, FileError>;

    /// Writes a whole file. Either it is there afterwards under its name, or nothing new is.
    fn write(&self, path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<(), FileError> {
        let mut file = self.create(path, overwrite)?;
        file.write(bytes)?;
        file.commit()
    }
}

/// A folder that goes, with all that is in it, when this is dropped.
pub trait TemporaryFolder: Send {
    /// Where it is.
    fn path(&self) -> &Path;
}

/// What tells one file from all others on this computer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FileIdentity(pub Vec<u8>);

/// What changes when someone writes to a file, or puts another in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileVersion(pub Vec<u8>);

/// A file that is being written and does not bear its name yet; dropped, it leaves nothing behind.
pub trait NewFile: Send + Sync {
    /// Appends bytes.
    fn write(&mut self, bytes: &[u8]) -> Result<(), FileError>;

    /// Writes over what was written at `offset` before.
    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> Result<(), FileError>;

    /// What was written, to be read again.
    fn reader(&self) -> Result<Box<dyn ReadFile>, FileError>;

    /// Has the disk begin to take in what was written, while something else is waited for. Nothing is
    /// certain before [`Self::sync`].
    fn begin_sync(&mut self);

    /// Has the disk take in what was written.
    fn sync(&self) -> Result<(), FileError>;

    /// Has the disk take it in and gives it its name.
    fn commit(self: Box<Self>) -> Result<(), FileError>;
}

/// What a dialog is opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogRequest {
    /// Files to sign, several at once.
    FilesToSign,
    /// Folders of which everything is to be signed.
    FoldersToSign,
    /// Signatures to check, several at once.
    FilesToVerify,
    /// The document that the detached signature at this path belongs to.
    ContentOf(PathBuf),
    /// Where to save a certificate; the proposed file name.
    SaveAs(String),
    /// A profile of an office.
    OfficeFile,
    /// A folder for the results.
    OutputFolder,
    /// Where to save calendar entries; the proposed file name.
    SaveCalendar(String),
    /// Where to save a part of the guide to print; the proposed file name.
    SaveGuide(String),
    /// Where to save the report of a verification; the proposed file name.
    SaveReport(String),
    /// Where to save the support report; the proposed file name.
    SaveSupportReport(String),
    /// A picture for a seal.
    SealImage,
}

/// The system's file dialogs. They come back as [`Event::DialogClosed`], never by waiting.
///
/// [`Event::DialogClosed`]: crate::app::event::Event::DialogClosed
pub trait Dialogs {
    /// Whether this system has any. A Linux without desktop services has none; files can still be
    /// dropped on the window.
    fn are_available(&self) -> bool {
        true
    }
    /// Opens one, with this title; one at a time.
    fn open(&self, request: DialogRequest, title: &str);
    /// Shows a folder in the system's file manager.
    fn show_folder(&self, folder: &Path) -> Result<(), FileError>;
}
