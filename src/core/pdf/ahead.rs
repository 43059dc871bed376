//! Reads ahead where a file is read from front to back in small pieces, as objects lie in most files.
//! Where it is read here and there, little more is read than asked for.

use std::cell::RefCell;

use super::{Source, SourceError};

/// The least read at once: the system has no less at hand.
const LEAST: usize = 4 * 1024;
/// Two places so many bytes apart are read at once.
const NEAR: u64 = 8 * 1024;
/// The most bytes read at once.
const MOST: usize = 256 * 1024;
/// Pieces of so many bytes are not kept: who reads them reads them once.
const LARGE: usize = 64 * 1024;

/// A source, and the last stretch of it that was read.
pub(super) struct Ahead<'a> {
    source: &'a dyn Source,
    stretch: RefCell<Stretch>,
}

#[derive(Default)]
struct Stretch {
    start: u64,
    bytes: Vec<u8>,
}

impl<'a> Ahead<'a> {
    pub(super) fn new(source: &'a dyn Source) -> Self {
        Self {
            source,
            stretch: RefCell::default(),
        }
    }

    /// The source itself.
    pub(super) fn source(&self) -> &'a dyn Source {
        self.source
    }
}

impl Stretch {
    fn end(&self) -> u64 {
        self.start
            .saturating_add(u64::try_from(self.bytes.len()).unwrap_or(u64::MAX))
    }

    /// How much to read at `offset` where `len` bytes are wanted: twice as much as last time if it goes
    /// on from there.
    fn next_len(&self, offset: u64, len: usize) -> usize {
        let len = len.max(LEAST);
        let goes_on = offset > self.start && offset <= self.end().saturating_add(NEAR);
        if goes_on {
            len.max((self.bytes.len() * 2).min(MOST))
        } else {
            len
        }
    }
}

impl Source for Ahead<'_> {
    fn len(&self) -> u64 {
        self.source.len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        if buffer.len() >= LARGE {
            return self.source.read_at(offset, buffer);
        }
        let mut stretch = self.stretch.borrow_mut();
        let len = u64::try_from(buffer.len()).unwrap_or(u64::MAX);
        let end = offset.saturating_add(len).min(self.len());
        if offset < stretch.start || end > stretch.end() {
            let len = stretch.next_len(offset, buffer.len());
            // Left as it was where reading fails.
            let bytes = self.source.bytes(offset, len)?;
            *stretch = Stretch {
                start: offset,
                bytes,
            };
        }
        let from = usize::try_from(offset.saturating_sub(stretch.start)).unwrap_or(usize::MAX);
        let there = stretch.bytes.get(from..).unwrap_or_default();
        let count = there.len().min(buffer.len());
        if let (Some(room), Some(there)) = (buffer.get_mut(..count), there.get(..count)) {
            room.copy_from_slice(there);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Each byte tells its place; how often it was read, and how much.
    struct Counted {
        len: u64,
        reads: Cell<usize>,
        bytes: Cell<usize>,
    }

    impl Source for Counted {
        fn len(&self) -> u64 {
            self.len
        }

        fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
            let left = usize::try_from(self.len.saturating_sub(offset)).expect("fits");
            let count = buffer.len().min(left);
            for (place, byte) in (offset..).zip(&mut buffer[..count]) {
                *byte = u8::try_from(place % 251).expect("a byte");
            }
            self.reads.set(self.reads.get() + 1);
            self.bytes.set(self.bytes.get() + count);
            Ok(count)
        }
    }

    fn counted() -> Counted {
        Counted {
            len: 1_000_000,
            reads: Cell::default(),
            bytes: Cell::default(),
        }
    }

    fn read(ahead: &Ahead<'_>, offset: u64, len: usize) {
        let expected = ahead.source().bytes(offset, len).expect("reads");
        assert_eq!(ahead.bytes(offset, len).expect("reads"), expected);
    }

    #[test]
    fn what_is_read_is_what_lies_there() {
        let source = counted();
        let ahead = Ahead::new(&source);
        for offset in [
            0, 10, 5, 0, 3000, 2999, 999_990, 999_999, 1_000_000, 2_000_000, 7,
        ] {
            for len in [0, 1, 48, 2048, LARGE, 2 * MOST] {
                read(&ahead, offset, len);
            }
        }
        let mut offset = 0;
        while offset < source.len {
            read(&ahead, offset, 48);
            offset += 777;
        }
    }

    #[test]
    fn neighbours_are_read_together_and_strangers_alone() {
        let source = counted();
        let ahead = Ahead::new(&source);
        for offset in (0..900_000).step_by(1000) {
            ahead.bytes(offset, 48).expect("reads");
        }
        assert!(source.reads.get() < 20, "{}", source.reads.get());

        let source = counted();
        let ahead = Ahead::new(&source);
        for offset in (0..50).map(|it| it * 13_000) {
            ahead.bytes(offset, 48).expect("reads");
        }
        assert_eq!((source.reads.get(), source.bytes.get()), (50, 50 * LEAST));
    }
}
