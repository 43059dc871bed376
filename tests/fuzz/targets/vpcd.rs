//! See `entries::vpcd`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| inkan_fuzz::entries::vpcd(bytes));
