//! Where the bytes of a document come from: a file, memory, the first part of either, or one with something
//! appended. No I/O here: the caller's implementation reads.

use std::io::ErrorKind;

use thiserror::Error;

/// Bytes that can be read at any place.
pub trait Source {
    /// How many there are.
    fn len(&self) -> u64;

    /// Fills `buffer` with what lies at `offset`; gives how many bytes, fewer than asked only at the
    /// end.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError>;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes from `offset`, at most `len` of them, fewer only at the end.
    fn bytes(&self, offset: u64, len: usize) -> Result<Vec<u8>, SourceError> {
        let left = usize::try_from(self.len().saturating_sub(offset)).unwrap_or(usize::MAX);
        let mut bytes = vec![0; len.min(left)];
        let count = self.read_at(offset, &mut bytes)?;
        bytes.truncate(count);
        Ok(bytes)
    }
}

/// The bytes could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("reading failed: {kind}")]
pub struct SourceError {
    /// What the system said.
    pub kind: ErrorKind,
}

impl Source for [u8] {
    fn len(&self) -> u64 {
        u64::try_from(<[u8]>::len(self)).unwrap_or(u64::MAX)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        let rest = usize::try_from(offset)
            .ok()
            .and_then(|start| self.get(start..))
            .unwrap_or_default();
        let count = rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(rest) {
            *to = *from;
        }
        Ok(count)
    }
}

impl Source for &[u8] {
    fn len(&self) -> u64 {
        Source::len(*self)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        (**self).read_at(offset, buffer)
    }
}

impl Source for Vec<u8> {
    fn len(&self) -> u64 {
        Source::len(self.as_slice())
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        self.as_slice().read_at(offset, buffer)
    }
}

/// The first bytes of a source: a file as it was before something was appended.
#[derive(Clone, Copy)]
pub struct Prefix<'a> {
    source: &'a dyn Source,
    len: u64,
}

impl<'a> Prefix<'a> {
    /// The first `len` bytes of `source`, or all if it has fewer.
    pub fn new(source: &'a dyn Source, len: u64) -> Self {
        Self {
            source,
            len: len.min(source.len()),
        }
    }
}

impl Source for Prefix<'_> {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        let left = usize::try_from(self.len.saturating_sub(offset)).unwrap_or(usize::MAX);
        let count = buffer.len().min(left);
        match buffer.get_mut(..count) {
            Some(room) if count > 0 => self.source.read_at(offset, room),
            _ => Ok(0),
        }
    }
}

/// A source with bytes appended that are not in it yet.
#[derive(Clone, Copy)]
pub struct Appended<'a> {
    original: &'a dyn Source,
    tail: &'a [u8],
}

impl<'a> Appended<'a> {
    /// `original`, followed by `tail`.
    pub fn new(original: &'a dyn Source, tail: &'a [u8]) -> Self {
        Self { original, tail }
    }
}

impl Source for Appended<'_> {
    fn len(&self) -> u64 {
        self.original.len() + Source::len(self.tail)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        let mut count = 0;
        if offset < self.original.len() {
            count = Prefix::new(self.original, self.original.len()).read_at(offset, buffer)?;
        }
        let done = u64::try_from(count).unwrap_or(u64::MAX);
        let next = offset.saturating_add(done);
        match buffer.get_mut(count..) {
            Some(room) if !room.is_empty() && next >= self.original.len() => {
                Ok(count + self.tail.read_at(next - self.original.len(), room)?)
            }
            _ => Ok(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_follows_without_a_seam() {
        let original = b"01234".as_slice();
        let joined = Appended::new(&original, b"567");
        assert_eq!(joined.len(), 8);
        assert_eq!(joined.bytes(3, 4).expect("reads"), b"3456");
        assert_eq!(joined.bytes(6, 9).expect("reads"), b"67");
        let part = Prefix::new(&joined, 6);
        assert_eq!(part.bytes(4, 9).expect("reads"), b"45");
        assert_eq!(part.bytes(9, 9).expect("reads"), b"");
    }
}
