//! The words of the contract for things whose types belong to other layers.

use crate::core::{cert::Certificate, jpki::Slot};

/// A side of the card.
pub(super) fn slot(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "auth",
        Slot::Sign => "sign",
    }
}

/// Who signed: the holder by name where the certificate tells it, else the common name.
pub(super) fn signer(certificate: &Certificate) -> Option<String> {
    let holder = certificate.holder().and_then(|holder| holder.name.as_ref());
    holder
        .map(|name| name.text().to_owned())
        .or_else(|| certificate.common_name().map(str::to_owned))
}
