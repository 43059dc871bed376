//! The integration tests, in one binary so that they link once. One module per layer or flow.

mod files;
#[cfg(target_os = "linux")]
mod pcsc_real;
#[cfg(target_os = "linux")]
mod pcscd;
