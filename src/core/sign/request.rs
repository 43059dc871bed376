//! What a person asks for when signing, as data: which form, which hash, which key, what time.
//! No PIN and no path is in it, so it may be logged.

use jiff::Timestamp;

use crate::core::jpki::Slot;
use crate::core::verify::DigestAlgorithm;

/// One order to sign, the same for every document of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignRequest {
    /// The form of the result.
    pub format: SignatureFormat,
    /// The hash over the document and over the signed attributes.
    pub digest: DigestAlgorithm,
    /// The key that signs.
    pub slot: Slot,
    /// The signing time to claim; whole seconds are kept.
    pub time: Timestamp,
}

/// The form of a signed document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureFormat {
    /// CMS `SignedData` (RFC 5652), DER.
    Cms(Encapsulation),
}

impl SignatureFormat {
    /// What is put after the document's file name (cli, `sign`): `b.txt` → `b.txt.p7s`.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Cms(Encapsulation::Detached) => ".p7s",
        }
    }
}

/// Whether a CMS carries the document it signs (RFC 5652 §5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encapsulation {
    /// The document stays beside the signature.
    Detached,
}
