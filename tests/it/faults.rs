//! A fault at every single step of every workflow. The matrix, at a glance:
//!
//! | workflow | steps | where |
//! |---|---|---|
//! | a card is read | every command | [`reading`] |
//! | its 署名用 certificate, and its issuers' | every command | [`certificate`] |
//! | the doctor and the support report | every command | [`doctor`] |
//! | one document, a PDF, a PDF with a seal, a batch are signed | every command, every call to the disk | [`signing`], [`disk`] |
//! | a PIN is changed, tested | every command | [`pins`] |
//! | signatures are checked, things are saved | every call to the disk | [`disk`] |
//! | all of these break down (a panic) | every call to any port | [`panics`] |
//! | a card is read and signs, through the real service | every command | `through_pcscd` |
//!
//! What may go wrong with a card is [`matrix::LINE`] and [`matrix::WORDS`]; what may be told of it is
//! [`told`]. After each fault the same is asked ([`matrix`]): was the right failure told, and is nobody
//! left waiting; was no try lost; was VERIFY sent once, and neither it nor a signature to another person's
//! card; was the card let go of clear; is there nothing on the disk but whole files; and does the same
//! workflow succeed on the same worker, without a restart.

mod certificate;
mod disk;
mod doctor;
mod matrix;
mod panics;
mod pins;
mod ports;
mod reading;
mod signing;
#[cfg(target_os = "linux")]
mod through_pcscd;
mod told;
