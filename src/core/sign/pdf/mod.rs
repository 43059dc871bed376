//! Signing PDF files.

pub mod seal;
