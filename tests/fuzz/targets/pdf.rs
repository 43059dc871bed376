//! PDFs, whole, broken and made to deceive: no panic, no endless work, never good.

#![no_main]

use inkan_fuzz::core::cert::TrustStore;
use inkan_fuzz::core::verify::{Verdict, pdf};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let now = Timestamp::from_second(1_795_406_400).unwrap();
    if let Ok(report) = pdf::verify(&bytes, &TrustStore::jlis(), now, &mut || true) {
        assert_ne!(report.verdict(), Verdict::Good);
    }
});
