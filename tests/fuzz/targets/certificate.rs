//! Certificates of cards and documents: no panic, and what is read is what was there.

#![no_main]

use inkan_fuzz::core::cert::{Certificate, EarlyDates, TrustStore};
use inkan_fuzz::core::verify::{issuer_trust, verify_issued_by};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let early = EarlyDates::read(bytes);
    if let Ok(certificate) = Certificate::from_padded(bytes) {
        assert!(bytes.starts_with(certificate.der()));
        assert_eq!(early.unwrap().validity, certificate.validity());
    }
    if let Ok(certificate) = Certificate::from_der(bytes) {
        assert_eq!(certificate.der(), bytes);
        let _ = verify_issued_by(&certificate, &certificate, 0);
        let _ = issuer_trust(&certificate, &TrustStore::jlis());
        let _ = format!("{certificate:?} {:?}", certificate.slot());
    }
});
