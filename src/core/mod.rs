//! The pure part: card protocol, certificates, rules, signing and verification.
//!
//! Nothing here does I/O, reads a clock, starts a thread or knows egui or PC/SC. Time, randomness
//! and the card come in as arguments, so everything here can be tested without a machine around it.

pub mod apdu;
pub mod ber;
pub mod calendar;
pub mod cert;
pub mod challenge;
pub mod guide;
pub mod jpki;
pub mod lines;
pub mod office;
pub mod pdf;
pub mod printable;
pub mod rules;
pub mod secret;
pub mod sign;
pub mod source;
pub mod verify;
pub mod wording;
