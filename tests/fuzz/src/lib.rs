//! The pure part of the program as the fuzz targets see it: the same sources, built without the
//! window and the card reader.

#[path = "../../../src/core/mod.rs"]
pub mod core;
