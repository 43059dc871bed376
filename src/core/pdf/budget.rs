//! What may be spent on one document: reading it is counted, so that no document costs more than one of the
//! largest that people have, however its objects refer to each other. A count of the work stands in for a
//! limit to each loop: whatever walks a document pays for each object that it reads.
//!
//! One budget goes with the document, through the revisions of it that are opened beside each other.

use std::cell::Cell;

use super::{PdfError, object::Object};

/// What opening, walking and comparing one document may cost, in bytes of syntax. A document of a million
/// objects that was signed and went on is compared for less; reading costs about a second and a half.
const WORK: u64 = 400 * 1024 * 1024;
/// The most objects that are held in memory at once, counted with everything in them.
const HELD: u64 = 2_000_000;

/// What one object costs beside its bytes: it is looked up, and its bytes are fetched.
pub(super) const OBJECT: u64 = 64;
/// What each thing in an object costs beside its bytes: it is built.
const PART: u64 = 16;
/// Bytes that are looked through for one word cost so much less than syntax that is parsed.
const SEARCHED: u64 = 2;

/// What is left to spend on a document.
pub(super) struct Budget {
    work: Cell<u64>,
    held: Cell<u64>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            work: Cell::new(WORK),
            held: Cell::new(HELD),
        }
    }
}

impl Budget {
    /// Pays for so many bytes that were parsed or decoded.
    pub(super) fn spend(&self, bytes: impl TryInto<u64>) -> Result<(), PdfError> {
        take(&self.work, bytes)
    }

    /// Pays for an object of so many bytes, with so many things in it.
    pub(super) fn spend_parsing(&self, bytes: usize, parts: u32) -> Result<(), PdfError> {
        let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
        self.spend(bytes.saturating_add(OBJECT + PART * u64::from(parts)))
    }

    /// Pays for looking through so many bytes.
    pub(super) fn spend_searching(&self, bytes: usize) -> Result<(), PdfError> {
        self.spend(u64::try_from(bytes).unwrap_or(u64::MAX) / SEARCHED)
    }

    /// Pays for so many objects that stay in memory.
    pub(super) fn hold(&self, objects: impl TryInto<u64>) -> Result<(), PdfError> {
        take(&self.held, objects)
    }

    /// Whether nothing is left: whatever was found since then may be half of the truth.
    pub(super) fn is_spent(&self) -> bool {
        self.work.get() == 0 || self.held.get() == 0
    }
}

fn take(from: &Cell<u64>, count: impl TryInto<u64>) -> Result<(), PdfError> {
    let count = count.try_into().unwrap_or(u64::MAX);
    let left = from.get().saturating_sub(count);
    from.set(left);
    if left == 0 {
        return Err(PdfError::TooComplex);
    }
    Ok(())
}

impl Object {
    /// How many objects it is, with those in it.
    pub(in crate::core) fn parts(&self) -> u64 {
        match self {
            Self::Array(elements) => elements.iter().map(Self::parts).sum::<u64>() + 1,
            Self::Dictionary(_) | Self::Stream(_) => {
                let entries = self.as_dictionary().map(super::Dictionary::iter);
                let values = entries.into_iter().flatten().map(|(_, it)| it.parts());
                values.sum::<u64>() + 1
            }
            // Long strings and names count as the memory that they take.
            Self::String(bytes) | Self::Name(bytes) => {
                u64::try_from(bytes.len() / 64).unwrap_or(u64::MAX) + 1
            }
            Self::Boolean(_)
            | Self::Integer(_)
            | Self::Null
            | Self::Real(_)
            | Self::Reference(_) => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_spent_everything_gets_nothing_more() {
        let budget = Budget::default();
        assert_eq!(budget.spend(1_u64), Ok(()));
        assert!(!budget.is_spent());
        assert_eq!(budget.spend(u64::MAX), Err(PdfError::TooComplex));
        assert_eq!(budget.spend(0_u64), Err(PdfError::TooComplex));
        assert!(budget.is_spent());
    }

    #[test]
    fn everything_in_an_object_counts() {
        let inner = Object::Array(vec![Object::Null, Object::String(vec![0; 640])]);
        let dictionary = super::super::Dictionary::new().with("A", inner);
        assert_eq!(Object::Dictionary(dictionary).parts(), 1 + 1 + 1 + 11);
    }
}
