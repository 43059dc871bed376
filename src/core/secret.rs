//! The one type that holds a PIN. It has no `Clone`, `Debug`, `Display` or serde, never moves its
//! bytes to another allocation and wipes them when dropped (invariant 6).

use zeroize::{Zeroize, ZeroizeOnDrop};

/// The longest secret of the card: the sign password has 6 to 16 characters (jpki-card §5).
pub const PIN_CAPACITY: usize = 16;

/// A PIN or password as typed: ASCII bytes in a heap block of fixed size, so that moving the value
/// copies a pointer and never the secret.
#[derive(Default, Zeroize, ZeroizeOnDrop)]
pub struct Pin {
    bytes: Box<[u8; PIN_CAPACITY]>,
    len: usize,
}

impl Pin {
    /// An empty secret, to be typed into.
    pub fn new() -> Self {
        Self::default()
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
