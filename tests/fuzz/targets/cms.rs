//! Whatever the bytes are: no panic, no endless work, never good, and the same answer however they
//! are read.

#![no_main]

use inkan_fuzz::core::cert::TrustStore;
use inkan_fuzz::core::sign::ContentDigests;
use inkan_fuzz::core::verify::{SignedDocument, Verdict, Verifier, verify};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let whole = SignedDocument::parse(bytes);
    let streamed = SignedDocument::parse_source(&bytes);
    assert_eq!(whole.is_ok(), streamed.is_ok());
    let now = Timestamp::from_second(1_795_406_400).unwrap();
    let trust = TrustStore::jlis();
    for document in [whole, SignedDocument::parse_padded(bytes)].into_iter().flatten() {
        let digests = ContentDigests::of(document.digest_algorithms(), b"content\n");
        let report = verify(&document, &digests, &trust, now);
        assert_ne!(report.verdict(), Verdict::Good);
        let report = Verifier::new(&trust, now).verify_embedded(&document, &digests, None);
        assert_ne!(report.verdict(), Verdict::Good);
    }
});
