//! The integration tests, in one binary so that they link once. One module per layer or flow.
// `allow-expect-in-tests` of clippy.toml reaches test functions, not the helpers they share.
#![allow(clippy::expect_used)]

#![allow(
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

mod cert;
mod layering;
mod rules;
mod sim;
mod secrets;
mod ui_kit;
mod cms;
mod files;
#[cfg(target_os = "linux")]
mod pcsc_real;
#[cfg(target_os = "linux")]
mod pcscd;
mod settings_store;
#[cfg(target_os = "linux")]
mod terminal;
mod chain;
mod rules;
mod signature;
