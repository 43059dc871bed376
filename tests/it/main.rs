//! The integration tests, in one binary so that they link once. One module per layer or flow.

#![allow(
    clippy::cast_possible_truncation,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::expect_used,
    clippy::format_push_string,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test stops at the first surprise"
)]

mod access;
mod attacks;
mod bench;
#[cfg(target_os = "linux")]
mod bombs;
mod busy;
mod card_contract;
mod cert;
mod cert_corpus;
mod chain;
mod cli;
mod cms;
mod desk;
#[cfg(target_os = "linux")]
mod dialogs;
#[cfg(target_os = "linux")]
mod disk;
#[cfg(target_os = "linux")]
mod display;
mod docs;
mod doctor;
#[cfg(target_os = "linux")]
mod doctor_real;
mod faults;
#[cfg(target_os = "linux")]
mod figures;
mod files;
mod fuzz;
mod guide;
#[cfg(target_os = "linux")]
mod hand;
#[cfg(target_os = "linux")]
mod head_start;
mod holidays;
#[cfg(target_os = "linux")]
mod judges;
mod layering;
mod linux_packages;
mod long_life;
mod look;
#[cfg(target_os = "linux")]
mod memory_scan;
mod office_profiles;
mod opening;
#[cfg(target_os = "linux")]
mod opensc;
#[cfg(target_os = "linux")]
mod pcsc_real;
#[cfg(target_os = "linux")]
mod pcscd;
#[cfg(target_os = "linux")]
mod pdf_sign;
mod pdf_verify;
mod pin_work;
#[cfg(target_os = "linux")]
mod pins_through_pcscd;
mod policy;
mod races;
mod reminder;
mod renewal_plan;
mod rules;
#[cfg(target_os = "linux")]
mod safety;
#[cfg(target_os = "linux")]
mod screen;
mod seal;
mod secrets;
mod settings_store;
mod signature;
mod sim;
#[cfg(target_os = "linux")]
mod start;
mod strangers;
mod support;
#[cfg(target_os = "linux")]
mod terminal;
mod tour;
mod ui_kit;
mod vpcd;
mod window;
mod words;
#[cfg(target_os = "linux")]
mod worker_real;
mod workflows;
