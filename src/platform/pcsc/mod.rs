//! Real readers, through the system's smart card service (PC/SC: pcscd, `SCardSvr`, macOS).
//!
//! The only module that names the `pcsc` crate (invariant 2). What the service does differently on
//! the three systems stays in here: jpki-card §3.2 and the Microsoft and pcsc-lite manuals.
//!
//! - [`PcscReaders`] looks at readers and holds cards, each time with a connection of its own.
//! - `held_card` is such a connection: opened, used and let go on a thread of its own.
//! - `service` finds out why the service cannot be reached.
//! - `monitor` waits for changes with a context of its own and costs nothing meanwhile.

mod errors;
mod held_card;
mod monitor;
mod readers;
mod service;

pub use held_card::Patience;
pub use monitor::{Monitor, Watch};
pub use readers::PcscReaders;
