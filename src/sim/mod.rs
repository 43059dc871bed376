//! The simulated card of practice mode and of the tests: it answers APDUs as `jpki-card` section 2
//! says real cards do, with keys and certificates that nobody can take for real. It knows the
//! client only through `app::ports` and the card's vocabulary in `core`; it never takes part in
//! deciding anything.
//!
//! ```text
//!   readers ── a reader with one slot ── card ── commands ── files, pins, keys
//!                                         wire (APDU bytes)    issue (certificates), profile
//! ```

mod card;
mod commands;
mod files;
mod issue;
mod keys;
mod payment;
mod pins;
pub mod profile;
mod readers;
mod wire;

pub use card::{Reset, SimCard};
pub use files::{DEMO_AUTH_PIN, DEMO_SIGN_PASSWORD};
pub use issue::{IssueError, demo_ca_certificate, demo_ca_certificates, demo_certificate};
pub use profile::{Profile, ProfileError};
pub use readers::{
    DEMO_READER_NAME, Fault, FaultPlan, LOGGED_COMMANDS, LoggedCommand, NoTime, Pause, RealTime,
    SimReaders, SimRemote,
};
