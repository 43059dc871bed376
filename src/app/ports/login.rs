//! What the system starts when the person logs in.

use super::FileError;

/// The entry that has the system start this program's check of the reminder at each login. There is
/// none unless the person asked for it.
pub trait LoginEntry {
    /// Whether it is there.
    fn is_set_up(&self) -> bool;

    /// Makes it, for the program where it is now.
    fn set_up(&self) -> Result<(), FileError>;

    /// Has it start the program where it is now, if it started it from elsewhere. One that someone
    /// took away or turned off with the system's own means stays so.
    fn refresh(&self) -> Result<(), FileError>;

    /// Takes it away; nothing of it stays.
    fn remove(&self) -> Result<(), FileError>;
}
