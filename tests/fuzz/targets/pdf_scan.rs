//! See `entries::pdf_scan`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| inkan_fuzz::entries::pdf_scan(bytes));
