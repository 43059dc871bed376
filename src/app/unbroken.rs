//! Work that may break down (a panic): it ends alone.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::failure::Failure;

/// What `work` gives, or nothing if it breaks down. What it may have left half done is the caller's to
/// let go of.
pub fn unbroken<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// The same for work that may fail otherwise.
pub fn or_internal<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    unbroken(work).unwrap_or(Err(Failure::Internal))
}
