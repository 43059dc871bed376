//! The edges of the program: smart card service, files, dialogs, clock, terminal, settings text.
//!
//! Each module here implements a trait of `app::ports` or does one thing a composition root needs.
//! Nothing here decides anything about cards, PINs or documents. The one network socket of the
//! program is opened in [`vpcd`], for `inkan-cli simulate` only (invariant 8).

pub mod again;
pub mod clock;
pub mod core_dumps;
pub mod dialogs;
pub mod drawer;
pub mod files;
mod flusher;
pub mod locale;
pub mod log;
pub mod login_entry;
pub mod look;
pub mod machine;
pub mod memory;
pub mod panics;
pub mod pcsc;
pub mod policy_file;
pub mod settings_store;
pub mod terminal;
pub mod usb;
pub mod vpcd;
