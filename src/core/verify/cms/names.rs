//! The algorithms that a signer names: which are strong, which are weak, and what an error about one
//! says of the signature.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912::{
    ID_MD_5, ID_SHA_1, MD_5_WITH_RSA_ENCRYPTION, SHA_1_WITH_RSA_ENCRYPTION,
};
use der::AnyRef;
use spki::{AlgorithmIdentifierOwned, AlgorithmIdentifierRef};

use crate::core::verify::report::{DigestName, Flaw};
use crate::core::verify::{DigestAlgorithm, SignatureError};

/// `ecdsa-with-SHA1` (RFC 3279 §2.2.3).
const ECDSA_WITH_SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.1");

/// The digest algorithm a signer names, without parameters or with NULL (RFC 5754 §2).
pub fn strong_digest(identifier: &AlgorithmIdentifierOwned) -> Result<DigestAlgorithm, Flaw> {
    let oid = identifier.oid;
    if is_weak(oid) {
        return Err(Flaw::DigestWeak);
    }
    let without = identifier
        .parameters
        .as_ref()
        .is_none_or(|it| AnyRef::from(it).is_null());
    DigestAlgorithm::from_oid(oid)
        .filter(|_| without)
        .ok_or(Flaw::AlgorithmUnsupported { oid })
}

fn is_weak(oid: ObjectIdentifier) -> bool {
    [
        ID_MD_5,
        ID_SHA_1,
        MD_5_WITH_RSA_ENCRYPTION,
        SHA_1_WITH_RSA_ENCRYPTION,
        ECDSA_WITH_SHA_1,
    ]
    .contains(&oid)
}

pub(super) fn digest_name(oid: ObjectIdentifier) -> DigestName {
    match DigestAlgorithm::from_oid(oid) {
        Some(DigestAlgorithm::Sha256) => DigestName::Sha256,
        Some(DigestAlgorithm::Sha384) => DigestName::Sha384,
        Some(DigestAlgorithm::Sha512) => DigestName::Sha512,
        None if oid == ID_MD_5 => DigestName::Md5,
        None if oid == ID_SHA_1 => DigestName::Sha1,
        None => DigestName::Unknown,
    }
}

pub(super) fn signature_flaw(error: SignatureError, unreadable: Flaw) -> Flaw {
    match error {
        SignatureError::AlgorithmMismatch { .. } | SignatureError::DigestMismatch { .. } => {
            Flaw::AlgorithmsDisagree
        }
        SignatureError::DigestLength { .. } | SignatureError::Mismatch => Flaw::SignatureMismatch,
        SignatureError::MalformedAlgorithm => unreadable,
        SignatureError::MalformedKey | SignatureError::UnsupportedKeyLength { .. } => {
            Flaw::KeyUnusable
        }
        SignatureError::UnsupportedAlgorithm { oid } if is_weak(oid) => Flaw::DigestWeak,
        SignatureError::UnsupportedAlgorithm { oid } | SignatureError::UnsupportedKey { oid } => {
            Flaw::AlgorithmUnsupported { oid }
        }
    }
}

/// Whether both name the same algorithm; no parameters and NULL are the same (RFC 5754 §2).
pub(super) fn is_same(one: AlgorithmIdentifierRef<'_>, other: AlgorithmIdentifierRef<'_>) -> bool {
    one.oid == other.oid && parameters(one) == parameters(other)
}

fn parameters(identifier: AlgorithmIdentifierRef<'_>) -> Option<AnyRef<'_>> {
    identifier.parameters.filter(|it| !it.is_null())
}
