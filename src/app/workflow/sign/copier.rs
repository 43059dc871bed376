//! Copies a document into the file that becomes its result. Each piece is read again at once and compared
//! with the piece as it was hashed, so that the digest is that of what the copy holds: the check of the
//! result need not hash all of it a second time.

use std::io::ErrorKind;

use crate::app::ports::{FileError, NewFile, ReadFile};

/// A copy under way.
pub(super) struct Copier<'a> {
    copy: &'a mut dyn NewFile,
    written: Box<dyn ReadFile>,
    offset: u64,
    again: Vec<u8>,
}

impl<'a> Copier<'a> {
    /// Into `copy`, which is empty yet.
    pub(super) fn new(copy: &'a mut dyn NewFile) -> Result<Self, FileError> {
        Ok(Self {
            written: copy.reader()?,
            copy,
            offset: 0,
            again: Vec::new(),
        })
    }

    /// Appends a piece.
    pub(super) fn copy(&mut self, piece: &[u8]) -> Result<(), FileError> {
        self.copy.write(piece)?;
        self.again.resize(piece.len(), 0);
        let mut done = 0;
        while let Some(room) = self.again.get_mut(done..).filter(|it| !it.is_empty()) {
            match self.written.read_at(self.offset, room)? {
                0 => return Err(broken(ErrorKind::UnexpectedEof)),
                count => {
                    done += count;
                    self.offset += u64::try_from(count).unwrap_or(u64::MAX);
                }
            }
        }
        if self.again == piece {
            Ok(())
        } else {
            Err(broken(ErrorKind::InvalidData))
        }
    }
}

/// A disk that does not give back what it was given.
fn broken(kind: ErrorKind) -> FileError {
    FileError::System { kind }
}
