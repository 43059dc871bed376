//! See `entries::timestamp`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| inkan_fuzz::entries::timestamp(bytes));
