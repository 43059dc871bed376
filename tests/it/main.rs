//! The integration tests, in one binary so that they link once. One module per layer or flow.
// `allow-expect-in-tests` of clippy.toml reaches test functions, not the helpers they share.
#![allow(clippy::expect_used)]

mod cert;
mod cert_corpus;
mod chain;
mod cms;
mod files;
mod layering;
#[cfg(target_os = "linux")]
mod pcsc_real;
#[cfg(target_os = "linux")]
mod pcscd;
mod rules;
mod secrets;
mod signature;
mod sim;
mod ui_kit;
