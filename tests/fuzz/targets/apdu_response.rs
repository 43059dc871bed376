//! See `entries::apdu_response`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| inkan_fuzz::entries::apdu_response(bytes));
