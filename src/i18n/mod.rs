//! Every sentence a person reads, in every language. Japanese is the original.
//!
//! A text is a field of a struct that exists once a language, so that a missing one does not
//! compile. Facts come in as arguments; nothing is decided here.

pub mod certificate;
pub mod cli;
pub mod counter;
pub mod date;
pub mod doctor;
mod easy;
mod en;
pub mod failure;
pub mod guide;
mod ja;
pub mod language;
mod pin;
pub mod reminder;
pub mod report;
pub mod start;
pub mod support;
pub mod texts;
pub mod tour;

/// What this program is called at the foot of what it prints, in every language.
pub const PROGRAM: &str = concat!("Inkan ", env!("CARGO_PKG_VERSION"));
