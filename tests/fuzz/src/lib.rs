//! The parts of the program that take in what strangers send, as the fuzz targets see them: the same
//! sources, built without the window and the card reader. They are named `inkan` as in the tests, so
//! that both share `entries`.

extern crate self as inkan;

#[path = "../../../src/app/mod.rs"]
pub mod app;
pub mod cli;
#[path = "../../../src/core/mod.rs"]
pub mod core;
pub mod entries;
pub mod platform;
#[path = "../../../src/sim/mod.rs"]
pub mod sim;
