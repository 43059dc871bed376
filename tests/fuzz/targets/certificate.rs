//! See `entries::certificate`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| inkan_fuzz::entries::certificate(bytes));
