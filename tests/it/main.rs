//! The integration tests, in one binary so that they link once. One module per layer or flow.
// `allow-expect-in-tests` of clippy.toml reaches test functions, not the helpers they share.
#![allow(clippy::expect_used)]

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
mod chain;
mod rules;
mod signature;
