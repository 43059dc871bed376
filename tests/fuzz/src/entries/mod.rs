//! What each fuzz target does with an input: one function a target, which panics where the program would
//! be wrong. `tests/it/fuzz.rs` calls the same functions with the seeds, on stable Rust.

mod apdu_response;
mod ber;
pub mod card;
mod certificate;
mod cms;
mod office;
mod pdf;
mod pdf_scan;
mod pdf_sign;
mod policy;
mod profile;
mod settings;
mod timestamp;
mod vpcd;
mod widths;

use std::sync::OnceLock;

use inkan::core::cert::TrustStore;
use jiff::Timestamp;

pub use apdu_response::apdu_response;
pub use ber::ber;
pub use card::card;
pub use certificate::certificate;
pub use cms::cms;
pub use office::office;
pub use pdf::pdf;
pub use pdf_scan::pdf_scan;
pub use pdf_sign::pdf_sign;
pub use policy::policy;
pub use profile::profile;
pub use settings::settings;
pub use timestamp::timestamp;
pub use vpcd::vpcd;
pub use widths::widths;

/// The roots of J-LIS, read once: none of them signed what a fuzzer makes.
fn trust() -> &'static TrustStore {
    static TRUST: OnceLock<TrustStore> = OnceLock::new();
    TRUST.get_or_init(TrustStore::jlis)
}

/// When everything is judged: 2026-11-23.
fn now() -> Timestamp {
    Timestamp::from_second(1_795_406_400).expect("within the years of jiff")
}

/// The lines of a text that somebody wrote, for the number of one of them.
fn assert_is_line(line: usize, text: &str) {
    let lines = text.split('\n').count();
    assert!((1..=lines).contains(&line), "line {line} of {lines}");
}
