//! See `entries::pdf_sign`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| inkan_fuzz::entries::pdf_sign(bytes));
