//! The form of the result that a person asks for when signing, as data.

/// The form of a signed document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureFormat {
    /// CMS `SignedData` (RFC 5652), DER.
    Cms(Encapsulation),
}

impl SignatureFormat {
    /// What is put after the document's file name (cli, `sign`): `b.txt` → `b.txt.p7s`,
    /// attached `b.txt.p7m` (RFC 8551 §3.2.1).
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Cms(Encapsulation::Attached) => ".p7m",
            Self::Cms(Encapsulation::Detached) => ".p7s",
        }
    }
}

/// Whether a CMS carries the document it signs (RFC 5652 §5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encapsulation {
    /// The document is in the signature.
    Attached,
    /// The document stays beside the signature.
    Detached,
}
