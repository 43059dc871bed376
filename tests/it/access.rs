//! Access: every page and dialog as assistive technology has it, reached by keyboard alone, painted
//! with enough contrast and without anything cut off; and the same through a real AT-SPI client.

#[cfg(target_os = "linux")]
mod at_spi;
mod keyboard;
mod painted;
pub mod scenes;
mod tree;
