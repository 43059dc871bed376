//! The doctor: a ladder from the smart card service up to the clock, each rung good, with one
//! finding, or without meaning because of a finding below it.
//!
//! Pure: [`judge`] makes the [`Ladder`] of [`Facts`] that the worker has gathered. Nothing here can
//! hold what is personal: no certificate, no name, no PIN. The sentences (cause, remedy for each
//! operating system) are made in `i18n`.

mod clock;
mod detail;
mod facts;
mod finding;
mod judge;
mod ladder;

pub use detail::Detail;
pub use facts::{
    CardFacts, CertificateState, Exam, Facts, ReaderFacts, SlotFacts, Timing, Trouble,
};
pub use finding::{Affected, Finding};
pub use judge::{SLOW_COMMAND_MS, judge};
pub use ladder::{Ladder, Outcome, Rung, RungReport};

// What findings and remedies are about, named here for those who word them.
pub use super::ports::{System, UsbDevice, known_readers::Make};
