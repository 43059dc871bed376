//! BER becomes DER that stays as it is.

#![no_main]

use inkan_fuzz::core::ber::to_der;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(der) = to_der(bytes) {
        assert_eq!(to_der(&der).as_deref(), Ok(&*der));
    }
});
