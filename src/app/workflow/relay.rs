//! Reads a document once and shows each piece of it to everyone who has something to do with it, each
//! on a thread of its own: what takes longest is waited for, not the sum of all. Memory does not grow
//! with the document.

use std::{
    path::Path,
    sync::mpsc::{self, Receiver, Sender},
    thread,
};

use crate::app::{
    command::CancelFlag,
    failure::Failure,
    ports::{FileError, ReadFile},
};

/// Bytes of a piece: fewer cost more in handing over, more in memory that is far from the processor.
const PIECE: usize = 512 * 1024;
/// How many pieces are under way at once.
const UNDER_WAY: usize = 8;
/// Documents of fewer bytes are not worth a thread.
const WORTH_A_THREAD: u64 = 1 << 20;

/// What is done with each piece, in order.
pub(super) type Stage<'a> = dyn FnMut(&[u8]) -> Result<(), Failure> + Send + 'a;

/// Why a document was not read to its end.
pub(super) enum RelayError {
    /// Someone wanted to stop.
    Cancelled,
    /// It was longer or shorter than it was when it was opened.
    Changed,
    /// It could not be read.
    File(FileError),
    /// One of the stages failed.
    Stage(Failure),
}

impl RelayError {
    /// As it is told of the document at `path`.
    pub(super) fn of(self, path: &Path) -> Failure {
        match self {
            Self::Cancelled => Failure::Cancelled,
            Self::Changed => Failure::DocumentChanged {
                path: path.to_path_buf(),
            },
            Self::File(error) => Failure::unreadable(path, error),
            Self::Stage(failure) => failure,
        }
    }
}

/// Shows all of `file` to each of the `stages`; a later stage sees a piece after the earlier ones.
pub(super) fn relay(
    file: &dyn ReadFile,
    cancel: &CancelFlag,
    stages: &mut [&mut Stage<'_>],
) -> Result<(), RelayError> {
    let mut pieces = Pieces {
        file,
        cancel,
        offset: 0,
    };
    if file.len() < WORTH_A_THREAD {
        return in_turn(&mut pieces, stages);
    }
    side_by_side(&mut pieces, stages)
}

/// The pieces of a document.
struct Pieces<'a> {
    file: &'a dyn ReadFile,
    cancel: &'a CancelFlag,
    offset: u64,
}

impl Pieces<'_> {
    /// Puts the next piece into `piece`; `false` after the last one.
    fn next(&mut self, piece: &mut Vec<u8>) -> Result<bool, RelayError> {
        if self.cancel.is_raised() {
            return Err(RelayError::Cancelled);
        }
        let left = usize::try_from(self.file.len() - self.offset).unwrap_or(usize::MAX);
        // One byte more would be one that someone has appended.
        piece.resize(PIECE.min(left.max(1)), 0);
        let read = self.file.read_at(self.offset, piece);
        let count = read.map_err(RelayError::File)?;
        if (count == 0) != (left == 0) {
            return Err(RelayError::Changed);
        }
        piece.truncate(count);
        self.offset += u64::try_from(count).unwrap_or(u64::MAX);
        Ok(count > 0)
    }
}

fn in_turn(pieces: &mut Pieces<'_>, stages: &mut [&mut Stage<'_>]) -> Result<(), RelayError> {
    let mut piece = Vec::new();
    while pieces.next(&mut piece)? {
        for stage in &mut *stages {
            stage(&piece).map_err(RelayError::Stage)?;
        }
    }
    Ok(())
}

fn side_by_side(pieces: &mut Pieces<'_>, stages: &mut [&mut Stage<'_>]) -> Result<(), RelayError> {
    thread::scope(|scope| {
        let (first, mut incoming) = mpsc::channel();
        let mut threads = Vec::new();
        for stage in stages {
            let (next, after) = mpsc::channel();
            let before = std::mem::replace(&mut incoming, after);
            let work = move || pass_on(&before, &next, &mut **stage);
            let thread = thread::Builder::new().name("relay".to_owned());
            let started = thread.spawn_scoped(scope, work);
            threads.push(started.map_err(|error| broken(error.kind()))?);
        }
        let read = feed(pieces, first, &incoming);
        // Emptied, so that nobody waits to give a piece back.
        drop(incoming);
        for thread in threads {
            let ended = thread.join();
            // A panic of a stage is its own; the job ends.
            ended.map_err(|_panic| broken(std::io::ErrorKind::Other))??;
        }
        read
    })
}

fn broken(kind: std::io::ErrorKind) -> RelayError {
    RelayError::File(FileError::System { kind })
}

/// Reads pieces into `first` and takes those that are through from `through`, to fill them anew.
fn feed(
    pieces: &mut Pieces<'_>,
    first: Sender<Vec<u8>>,
    through: &Receiver<Vec<u8>>,
) -> Result<(), RelayError> {
    for number in 0.. {
        let mut piece = Vec::new();
        if number >= UNDER_WAY {
            match through.recv() {
                Ok(used) => piece = used,
                // A stage has failed, and says why.
                Err(_) => return Ok(()),
            }
        }
        if !pieces.next(&mut piece)? || first.send(piece).is_err() {
            break;
        }
    }
    // The stages end when there is no more.
    drop(first);
    Ok(())
}

/// One stage. What it gives on may be wanted by nobody any more.
fn pass_on(
    before: &Receiver<Vec<u8>>,
    next: &Sender<Vec<u8>>,
    stage: &mut Stage<'_>,
) -> Result<(), RelayError> {
    for piece in before {
        stage(&piece).map_err(RelayError::Stage)?;
        let _unwanted = next.send(piece);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::{app::ports::FileVersion, core::sign::DocumentKind};

    /// So many bytes, of which a part can be read; each is the number of its piece.
    struct Document {
        len: u64,
        readable: u64,
    }

    impl ReadFile for Document {
        fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, FileError> {
            let left = usize::try_from(self.readable - offset).expect("fits");
            let number = offset / u64::try_from(PIECE).expect("fits");
            let count = buffer.len().min(left);
            buffer[..count].fill(u8::try_from(number).expect("few"));
            Ok(count)
        }

        fn len(&self) -> u64 {
            self.len
        }

        fn version(&self) -> Result<FileVersion, FileError> {
            Ok(FileVersion(Vec::new()))
        }
    }

    const LENGTHS: [u64; 5] = [0, 1, 700_000, 1 << 20, (20 << 20) + 7];

    fn failure() -> Failure {
        Failure::DocumentUnsupported {
            path: PathBuf::from("x"),
            kind: DocumentKind::Other,
        }
    }

    #[test]
    fn every_stage_sees_every_piece_in_order() {
        for len in LENGTHS {
            let file = Document { len, readable: len };
            let mut seen = [Vec::new(), Vec::new(), Vec::new()];
            let mut stages = seen.each_mut().map(|seen| {
                |piece: &[u8]| {
                    seen.extend_from_slice(piece);
                    Ok(())
                }
            });
            let mut stages = stages.each_mut().map(|it| it as &mut Stage<'_>);
            let outcome = relay(&file, &CancelFlag::default(), &mut stages);
            assert!(outcome.is_ok());
            for seen in seen {
                assert_eq!(u64::try_from(seen.len()), Ok(len));
                assert!(seen.is_sorted());
            }
        }
    }

    /// Five gibibytes that nobody has, and three bytes more.
    struct Vast(CancelFlag);

    const VAST: u64 = (5 << 30) + 3;

    impl ReadFile for Vast {
        fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, FileError> {
            // Somebody wants to stop far beyond what 32 bits count.
            if offset == 9000 * PIECE as u64 {
                self.0.raise();
            }
            let left = usize::try_from(VAST - offset).expect("fits");
            Ok(buffer.len().min(left))
        }

        fn len(&self) -> u64 {
            VAST
        }

        fn version(&self) -> Result<FileVersion, FileError> {
            Ok(FileVersion(Vec::new()))
        }
    }

    #[test]
    fn more_than_32_bits_count_is_shown_whole_and_can_be_stopped() {
        let mut count = 0;
        let mut stage = |piece: &[u8]| {
            count += piece.len() as u64;
            Ok(())
        };
        let file = Vast(CancelFlag::default());
        let outcome = relay(&file, &CancelFlag::default(), &mut [&mut stage]);
        assert!(outcome.is_ok());
        assert_eq!(count, VAST);
        let outcome = relay(&file, &file.0, &mut [&mut |_| Ok(())]);
        assert!(matches!(outcome, Err(RelayError::Cancelled)));
        let file = Vast(CancelFlag::default());
        let outcome = relay(&file, &file.0, &mut [&mut |_| Ok(())]);
        assert!(matches!(outcome, Err(RelayError::Cancelled)));
    }

    #[test]
    fn a_document_of_another_length_is_told() {
        for len in LENGTHS {
            for readable in [len + 1, len.saturating_sub(1)] {
                let file = Document { len, readable };
                let outcome = relay(&file, &CancelFlag::default(), &mut [&mut |_| Ok(())]);
                assert!(len == readable || matches!(outcome, Err(RelayError::Changed)));
            }
        }
    }

    #[test]
    fn the_first_failure_ends_it_wherever_it_is() {
        for len in [700_000, 20 << 20] {
            let file = Document { len, readable: len };
            for failing in 0..3 {
                let mut stages = [0, 1, 2].map(|number| {
                    move |piece: &[u8]| match piece.first() {
                        Some(1) if number == failing => Err(failure()),
                        _ => Ok(()),
                    }
                });
                let mut stages = stages.each_mut().map(|it| it as &mut Stage<'_>);
                let outcome = relay(&file, &CancelFlag::default(), &mut stages);
                assert!(matches!(outcome, Err(RelayError::Stage(it)) if it == failure()));
            }
            let cancel = CancelFlag::default();
            let mut stage = |piece: &[u8]| {
                if piece.first() == Some(&1) {
                    cancel.raise();
                }
                Ok(())
            };
            let outcome = relay(&file, &cancel, &mut [&mut stage]);
            assert!(matches!(outcome, Err(RelayError::Cancelled)));
        }
    }
}
