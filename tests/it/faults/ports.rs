//! Ports at whose n-th call something happens: the disk, the readers, the clock. They share one count,
//! whichever thread calls.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use inkan::{
    app::ports::{
        Clock, FileError, FileIdentity, FileVersion, Files, Hold, NewFile, Overwrite, Practice,
        Probe, ReadFile, ReaderName, ReaderReport, Readers, Surroundings, TemporaryFolder,
    },
    core::{
        apdu::{Command, Response},
        jpki::{CardChannel, ChannelError},
    },
    platform::files::SystemFiles,
};
use jiff::Timestamp;

use crate::bench::{Around, Bench};

/// A call to the outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// The disk may begin; it says nothing yet.
    BeginSync,
    /// Whether the folder, or the name, can be written to.
    Check,
    Clock,
    /// A file gets its name.
    Commit,
    Create,
    /// A command to the card, and its answer.
    Exchange,
    /// What is there: names, identities, folders. It has no way to fail.
    Look,
    Open,
    /// Of a document.
    Read,
    /// Of what was written.
    ReadBack,
    /// To the smart card service.
    Readers,
    Sync,
    Version,
    Write,
}

/// What happens at a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Reading says that the file ends here.
    Ends,
    /// It fails, in the middle if it writes.
    Fails(FileError),
    /// Somebody writes more into the document.
    Grows,
    /// The call breaks down.
    Panics,
    /// From this call on, all break down.
    PanicsForEver,
    /// Somebody writes something else into it, of the same length.
    Rewritten,
    /// Reading gives one byte, though there are more.
    Short,
    /// Somebody removes the document.
    Vanishes,
}

#[derive(Default)]
struct State {
    calls: usize,
    due: Option<(usize, Trouble)>,
    hit: Option<Call>,
    document: PathBuf,
}

/// What is to happen when. Copies are handles of the same one.
#[derive(Clone, Default)]
pub struct Plan(Arc<Mutex<State>>);

impl Plan {
    /// From now on calls are counted from 0, and `trouble` happens at the one of this number, to the
    /// document at this path.
    pub fn set(&self, at: usize, trouble: Trouble, document: PathBuf) {
        *self.0.lock().expect("sound") = State {
            due: Some((at, trouble)),
            document,
            ..State::default()
        };
    }

    /// Nothing happens any more. The call at which it did, if it came to that.
    pub fn end(&self) -> Option<Call> {
        std::mem::take(&mut *self.0.lock().expect("sound")).hit
    }

    /// A call; what is to happen to it.
    fn call(&self, call: Call) -> Option<Trouble> {
        let (trouble, document) = {
            let mut state = self.0.lock().expect("sound");
            let number = state.calls;
            state.calls += 1;
            let (at, trouble) = state.due.clone()?;
            let is_due = number == at || (number > at && trouble == Trouble::PanicsForEver);
            if !is_due {
                return None;
            }
            state.hit = Some(call);
            (trouble, state.document.clone())
        };
        match &trouble {
            Trouble::Panics | Trouble::PanicsForEver => {
                // As a panic, but for the words on standard error.
                std::panic::resume_unwind(Box::new("as the test wants it"))
            }
            Trouble::Grows => {
                let file = fs::File::options().append(true).open(document);
                if let Ok(mut file) = file {
                    std::io::Write::write_all(&mut file, b"more").expect("written");
                }
            }
            Trouble::Rewritten => {
                if let Ok(mut contents) = fs::read(&document) {
                    let middle = contents.len() / 2;
                    contents[middle] ^= 1;
                    fs::write(document, contents).expect("written");
                }
            }
            Trouble::Vanishes => drop(fs::remove_file(document)),
            Trouble::Ends | Trouble::Fails(_) | Trouble::Short => {}
        }
        Some(trouble)
    }

    /// A call that can fail.
    fn try_call(&self, call: Call) -> Result<(), FileError> {
        match self.call(call) {
            Some(Trouble::Fails(error)) => Err(error),
            _ => Ok(()),
        }
    }

    fn read(
        &self,
        call: Call,
        buffer: &mut [u8],
        read: impl FnOnce(&mut [u8]) -> Result<usize, FileError>,
    ) -> Result<usize, FileError> {
        match self.call(call) {
            Some(Trouble::Fails(error)) => Err(error),
            Some(Trouble::Ends) => Ok(0),
            Some(Trouble::Short) => {
                let one = buffer.len().min(1);
                read(&mut buffer[..one])
            }
            _ => read(buffer),
        }
    }

    /// Readers with it in between.
    pub fn around(&self) -> Around {
        let plan = self.clone();
        Arc::new(move |readers| {
            plan.call(Call::Readers);
            Box::new(PlannedReaders {
                readers,
                plan: plan.clone(),
            })
        })
    }
}

/// The disk.
pub struct PlannedFiles(pub Plan);

impl Files for PlannedFiles {
    fn open(&self, path: &Path) -> Result<Box<dyn ReadFile>, FileError> {
        self.0.try_call(Call::Open)?;
        Ok(Box::new(PlannedRead {
            file: SystemFiles.open(path)?,
            call: Call::Read,
            plan: self.0.clone(),
        }))
    }

    fn exists(&self, path: &Path) -> bool {
        self.0.call(Call::Look);
        SystemFiles.exists(path)
    }

    fn identity(&self, path: &Path) -> Option<FileIdentity> {
        self.0.call(Call::Look);
        SystemFiles.identity(path)
    }

    fn list(&self, folder: &Path, most: usize) -> Option<Vec<PathBuf>> {
        self.0.call(Call::Look);
        SystemFiles.list(folder, most)
    }

    fn check_name(&self, path: &Path, overwrite: Overwrite) -> Result<(), FileError> {
        self.0.try_call(Call::Check)?;
        SystemFiles.check_name(path, overwrite)
    }

    fn check_folder(&self, folder: &Path, probe: Probe) -> Result<(), FileError> {
        self.0.try_call(Call::Check)?;
        SystemFiles.check_folder(folder, probe)
    }

    fn temporary_folder(&self) -> Result<Box<dyn TemporaryFolder>, FileError> {
        self.0.try_call(Call::Create)?;
        SystemFiles.temporary_folder()
    }

    fn create(&self, path: &Path, overwrite: Overwrite) -> Result<Box<dyn NewFile>, FileError> {
        self.0.try_call(Call::Create)?;
        Ok(Box::new(PlannedNew {
            file: SystemFiles.create(path, overwrite)?,
            plan: self.0.clone(),
        }))
    }
}

struct PlannedRead {
    file: Box<dyn ReadFile>,
    call: Call,
    plan: Plan,
}

impl ReadFile for PlannedRead {
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, FileError> {
        let read = |buffer: &mut [u8]| self.file.read_at(offset, buffer);
        self.plan.read(self.call, buffer, read)
    }

    fn len(&self) -> u64 {
        self.file.len()
    }

    fn version(&self) -> Result<FileVersion, FileError> {
        self.plan.try_call(Call::Version)?;
        self.file.version()
    }
}

struct PlannedNew {
    file: Box<dyn NewFile>,
    plan: Plan,
}

impl NewFile for PlannedNew {
    fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        if let Err(error) = self.plan.try_call(Call::Write) {
            self.file.write(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        self.file.write(bytes)
    }

    fn write_at(&mut self, offset: u64, bytes: &[u8]) -> Result<(), FileError> {
        if let Err(error) = self.plan.try_call(Call::Write) {
            self.file.write_at(offset, &bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        self.file.write_at(offset, bytes)
    }

    fn reader(&self) -> Result<Box<dyn ReadFile>, FileError> {
        self.plan.try_call(Call::ReadBack)?;
        Ok(Box::new(PlannedRead {
            file: self.file.reader()?,
            call: Call::ReadBack,
            plan: self.plan.clone(),
        }))
    }

    fn begin_sync(&mut self) {
        self.plan.call(Call::BeginSync);
        self.file.begin_sync();
    }

    fn sync(&self) -> Result<(), FileError> {
        self.plan.try_call(Call::Sync)?;
        self.file.sync()
    }

    fn commit(self: Box<Self>) -> Result<(), FileError> {
        self.plan.try_call(Call::Commit)?;
        self.file.commit()
    }
}

/// The readers and their cards; a command counts twice, before and after its answer.
struct PlannedReaders {
    readers: Box<dyn Readers>,
    plan: Plan,
}

impl Readers for PlannedReaders {
    fn report(&mut self) -> ReaderReport {
        self.plan.call(Call::Readers);
        self.readers.report()
    }

    fn with_card(
        &mut self,
        reader: &ReaderName,
        hold: Hold,
        work: &mut dyn FnMut(&mut dyn CardChannel),
    ) -> Result<(), ChannelError> {
        self.plan.call(Call::Readers);
        let plan = self.plan.clone();
        self.readers.with_card(reader, hold, &mut |card| {
            work(&mut PlannedCard { card, plan: &plan });
        })
    }

    fn surroundings(&mut self) -> Surroundings {
        self.plan.call(Call::Readers);
        self.readers.surroundings()
    }

    fn practice(&mut self) -> Option<&mut dyn Practice> {
        self.readers.practice()
    }
}

struct PlannedCard<'a> {
    card: &'a mut dyn CardChannel,
    plan: &'a Plan,
}

impl CardChannel for PlannedCard<'_> {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        self.plan.call(Call::Exchange);
        let answer = self.card.transmit(command);
        self.plan.call(Call::Exchange);
        answer
    }
}

/// The clock of the bench.
pub struct PlannedClock(pub Plan);

impl Clock for PlannedClock {
    fn now(&self) -> Timestamp {
        self.0.call(Call::Clock);
        Bench::now()
    }

    fn ticks(&self) -> std::time::Duration {
        std::time::Duration::ZERO
    }
}
