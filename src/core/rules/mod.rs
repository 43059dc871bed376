//! The rules behind every screen, as data and pure functions; each cites where it comes from.

mod attempts;

pub use attempts::{AttemptLevel, AttemptRefusal, Attempts, LastTry};
