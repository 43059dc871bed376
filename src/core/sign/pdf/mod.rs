//! Signs a PDF by adding to it (ISO 32000-2 §7.5.6, §12.8): the original bytes stay an untouched prefix.

pub mod seal;
