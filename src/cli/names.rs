//! The words of the contract for things whose types belong to other layers.

use crate::core::cert::Certificate;

/// Who signed: the holder by name where the certificate tells it, else the common name.
pub(super) fn signer(certificate: &Certificate) -> Option<String> {
    let name = certificate.holder_name().or(certificate.common_name());
    name.map(str::to_owned)
}
