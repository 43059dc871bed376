//! The types that hold a PIN: [`Pin`], and [`SecretBytes`] on its way to the card. They have no `Clone`,
//! `Debug`, `Display` or serde, never move their bytes to another allocation and wipe them when dropped
//! (invariant 6). Where the program has said how ([`lock_memory_with`]), the memory is locked meanwhile, so that the
//! system does not write it to disk.

use std::{any::Any, ops::Deref, sync::OnceLock};

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Memory stays locked for as long as this is there.
pub type MemoryLock = Box<dyn Any + Send + Sync>;

/// Locks the memory where these bytes lie; `None` where the system does not let it.
pub type MemoryLocker = fn(&[u8]) -> Option<MemoryLock>;

static LOCKER: OnceLock<MemoryLocker> = OnceLock::new();

/// From now on every secret lies in memory that `locker` has locked. Said once, at the start of a program.
pub fn lock_memory_with(locker: MemoryLocker) {
    LOCKER.set(locker).ok();
}

fn locked(bytes: &[u8]) -> Option<MemoryLock> {
    LOCKER.get().and_then(|locker| locker(bytes))
}

/// The longest secret of the card: the sign password has 6 to 16 characters (jpki-card §5).
pub const PIN_CAPACITY: usize = 16;

/// A PIN or password as typed: ASCII bytes in a heap block of fixed size, so that moving the value
/// copies a pointer and never the secret.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Pin {
    // The first to go: memory is unlocked after it was wiped and before it is given back.
    #[zeroize(skip)]
    _lock: Option<MemoryLock>,
    bytes: Box<[u8; PIN_CAPACITY]>,
    len: usize,
}

impl Pin {
    /// An empty secret, to be typed into.
    pub fn new() -> Self {
        let bytes = Box::new([0; PIN_CAPACITY]);
        Self {
            _lock: locked(bytes.as_slice()),
            bytes,
            len: 0,
        }
    }

    /// The secret `bytes`, or `None` when it is longer than any secret of the card.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut pin = Self::new();
        bytes.iter().all(|byte| pin.push(*byte)).then_some(pin)
    }

    /// Appends one byte; `false` when it is full (the byte is not taken).
    pub fn push(&mut self, byte: u8) -> bool {
        self.insert(self.len, byte)
    }

    /// Puts one byte at `index` (at the end if beyond it); `false` when it is full.
    pub fn insert(&mut self, index: usize, byte: u8) -> bool {
        if self.len == PIN_CAPACITY {
            return false;
        }
        let index = index.min(self.len);
        self.bytes.copy_within(index..self.len, index + 1);
        if let Some(slot) = self.bytes.get_mut(index) {
            *slot = byte;
        }
        self.len += 1;
        true
    }

    /// Removes the bytes in `range`, clamped to what is there, and wipes the room they leave.
    pub fn remove(&mut self, range: std::ops::Range<usize>) {
        let start = range.start.min(self.len);
        let end = range.end.clamp(start, self.len);
        self.bytes.copy_within(end..self.len, start);
        self.len -= end - start;
        if let Some(rest) = self.bytes.get_mut(self.len..) {
            rest.zeroize();
        }
    }

    /// Wipes it; it is empty afterwards.
    pub fn clear(&mut self) {
        self.zeroize();
    }

    /// Takes the secret out, leaving this one empty.
    #[must_use]
    pub fn take(&mut self) -> Self {
        std::mem::take(self)
    }

    /// The bytes for the card. Callers must not copy them anywhere that is not wiped.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// Whether both are the same secret. Looks at every byte, wherever they differ, and copies none.
    pub fn matches(&self, other: &Self) -> bool {
        let differing = self
            .bytes
            .iter()
            .zip(other.bytes.iter())
            .fold(0, |differing, (one, another)| differing | (one ^ another));
        differing == 0 && self.len == other.len
    }

    /// The number of characters.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl Default for Pin {
    fn default() -> Self {
        Self::new()
    }
}

/// Bytes that may hold a secret, in a heap block that never grows: what does not fit is left out.
pub struct SecretBytes {
    _lock: Option<MemoryLock>,
    bytes: Zeroizing<Vec<u8>>,
}

impl SecretBytes {
    /// Room for `capacity` bytes of a secret, locked in memory.
    pub fn locked(capacity: usize) -> Self {
        let mut bytes = Zeroizing::new(vec![0; capacity]);
        let lock = locked(&bytes);
        bytes.clear();
        Self { _lock: lock, bytes }
    }

    /// Room for `capacity` bytes that nobody needs to hide.
    pub fn unlocked(capacity: usize) -> Self {
        Self {
            _lock: None,
            bytes: Zeroizing::new(Vec::with_capacity(capacity)),
        }
    }

    /// Appends what fits of `more`.
    pub fn append(&mut self, more: &[u8]) {
        let room = self.bytes.capacity() - self.bytes.len();
        let more = more.get(..room).unwrap_or(more);
        self.bytes.extend_from_slice(more);
    }
}

impl Deref for SecretBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for SecretBytes {
    fn drop(&mut self) {
        // Before it is unlocked.
        self.bytes.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_in_the_middle_and_deleting_keeps_the_order() {
        let mut pin = Pin::new();
        for byte in *b"ACD" {
            assert!(pin.push(byte));
        }
        assert!(pin.insert(1, b'B'));
        assert_eq!(pin.as_bytes(), b"ABCD");
        pin.remove(1..3);
        assert_eq!(pin.as_bytes(), b"AD");
        pin.remove(2..2);
        pin.remove(5..9);
        assert_eq!(pin.as_bytes(), b"AD");
        assert!(
            pin.bytes.iter().skip(2).all(|byte| *byte == 0),
            "freed room is wiped"
        );
    }

    #[test]
    fn more_than_sixteen_characters_are_not_taken() {
        assert!(Pin::from_bytes(&[b'A'; 16]).is_some());
        assert!(Pin::from_bytes(&[b'A'; 17]).is_none());
    }

    #[test]
    fn two_secrets_match_only_when_all_of_them_is_the_same() {
        let pin = |bytes: &[u8]| Pin::from_bytes(bytes).expect("fits");
        assert!(pin(b"ABC123").matches(&pin(b"ABC123")));
        assert!(Pin::new().matches(&Pin::new()));
        for other in [
            &b"ABC124"[..],
            b"BBC123",
            b"ABC12",
            b"ABC1234",
            b"",
            b"ABC123\0",
        ] {
            assert!(!pin(b"ABC123").matches(&pin(other)), "{other:?}");
        }
        let mut shortened = pin(b"ABC1234");
        shortened.remove(6..7);
        assert!(pin(b"ABC123").matches(&shortened), "nothing is left behind");
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_never_moves_the_rest() {
        for mut bytes in [SecretBytes::locked(4), SecretBytes::unlocked(4)] {
            let place = bytes.as_ptr();
            bytes.append(b"12");
            bytes.append(b"345");
            bytes.append(b"6");
            assert_eq!(*bytes, *b"1234");
            assert_eq!(bytes.as_ptr(), place);
        }
    }

    #[test]
    fn taking_and_clearing_leave_nothing() {
        let mut pin = Pin::from_bytes(b"1234").expect("fits");
        let taken = pin.take();
        assert!(pin.is_empty());
        assert_eq!(taken.as_bytes(), b"1234");
        let mut taken = taken;
        taken.clear();
        assert!(taken.bytes.iter().all(|byte| *byte == 0));
    }
}
