//! What a card may answer, and what its files may hold.

#![no_main]

use inkan_fuzz::core::apdu::Response;
use inkan_fuzz::core::cert::certificate_len;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(response) = Response::decode(bytes) {
        let _ = response.status().word();
        assert_eq!(response.data().len() + 2, bytes.len());
    }
    if let Ok(len) = certificate_len(bytes) {
        assert!(len >= 2);
    }
});
