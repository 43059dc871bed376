//! Time-stamps: no panic, and never good.

#![no_main]

use inkan_fuzz::core::cert::TrustStore;
use inkan_fuzz::core::sign::ContentDigests;
use inkan_fuzz::core::verify::{TimestampToken, Verdict, Verifier};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(token) = TimestampToken::parse(bytes) {
        let digests = ContentDigests::of(token.digest_algorithm(), b"content\n");
        let now = Timestamp::from_second(1_795_406_400).unwrap();
        let report = Verifier::new(&TrustStore::jlis(), now).verify_timestamp(&token, &digests);
        assert_ne!(report.verdict(), Verdict::Good);
    }
});
