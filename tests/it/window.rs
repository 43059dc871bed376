//! The window on the simulated card, as a person uses it: found by role and Japanese label, with a
//! real worker (run by hand, without its thread), real files and dialogs that answer at once.

mod counter;
mod doctor;
pub mod documents;
pub mod fits;
mod guide;
mod languages;
mod many;
mod pages;
mod pins;
pub mod rig;
mod signing;
mod verifying;
