//! The names of algorithms: digests, signature schemes and kinds of keys, and how they are written in
//! certificates (RFC 4055, RFC 5480, RFC 5758) and in CMS (RFC 3370 §3.2).
//!
//! What is not in these enums is not accepted anywhere in this program: SHA-1 and MD5 in particular.

use std::fmt;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912;
use der::{AnyRef, Decode, Reader, SliceReader, Tag, TagMode, TagNumber, Tagged};
use sha2::{Digest, Sha256, Sha384, Sha512};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

use super::signature::{SignatureError, rsa_numbers};

/// A digest algorithm this program signs and verifies with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DigestAlgorithm {
    /// SHA-256: what every receiver accepts (jpki-card §9.3).
    #[default]
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl DigestAlgorithm {
    /// The algorithm with this identifier (`id-sha256` …), if it is one of ours.
    pub fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        [Self::Sha256, Self::Sha384, Self::Sha512]
            .into_iter()
            .find(|it| it.oid() == oid)
    }

    /// Its object identifier (RFC 5754 §2).
    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => rfc5912::ID_SHA_256,
            Self::Sha384 => rfc5912::ID_SHA_384,
            Self::Sha512 => rfc5912::ID_SHA_512,
        }
    }

    /// Bytes of a digest.
    pub fn output_len(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// The digest of `message`.
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
        }
    }
}

/// As the command line writes it: `sha256`.
impl fmt::Display for DigestAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
        })
    }
}

/// How a signature was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// ECDSA; the curve is the key's.
    Ecdsa(DigestAlgorithm),
    /// RSASSA-PKCS1-v1_5.
    RsaPkcs1(DigestAlgorithm),
    /// RSASSA-PSS with MGF1 over the same digest.
    RsaPss {
        /// The digest, also of the mask generation.
        digest: DigestAlgorithm,
        /// Bytes of salt.
        salt_len: u16,
    },
}

impl SignatureAlgorithm {
    /// Reads a DER `AlgorithmIdentifier` that names digest and scheme (certificates).
    pub fn from_der(identifier: &[u8]) -> Result<Self, SignatureError> {
        AlgorithmIdentifierRef::from_der(identifier)
            .or(Err(SignatureError::MalformedAlgorithm))
            .and_then(Self::from_identifier)
    }

    /// Reads an algorithm identifier that names digest and scheme (RFC 4055, RFC 5758 §3.2).
    pub fn from_identifier(identifier: AlgorithmIdentifierRef<'_>) -> Result<Self, SignatureError> {
        use DigestAlgorithm::{Sha256, Sha384, Sha512};
        let algorithm = match identifier.oid {
            rfc5912::SHA_256_WITH_RSA_ENCRYPTION => Self::RsaPkcs1(Sha256),
            rfc5912::SHA_384_WITH_RSA_ENCRYPTION => Self::RsaPkcs1(Sha384),
            rfc5912::SHA_512_WITH_RSA_ENCRYPTION => Self::RsaPkcs1(Sha512),
            rfc5912::ECDSA_WITH_SHA_256 => Self::Ecdsa(Sha256),
            rfc5912::ECDSA_WITH_SHA_384 => Self::Ecdsa(Sha384),
            rfc5912::ECDSA_WITH_SHA_512 => Self::Ecdsa(Sha512),
            rfc5912::ID_RSASSA_PSS => return Self::from_pss(identifier),
            oid => return Err(SignatureError::UnsupportedAlgorithm { oid }),
        };
        without_parameters(identifier)?;
        Ok(algorithm)
    }

    /// Reads the algorithm of a CMS `SignerInfo`, which may name the scheme alone
    /// (`rsaEncryption`, RFC 3370 §3.2) and must agree with the digest announced beside it.
    pub fn in_signer_info(
        identifier: AlgorithmIdentifierRef<'_>,
        expected: DigestAlgorithm,
    ) -> Result<Self, SignatureError> {
        if identifier.oid == rfc5912::RSA_ENCRYPTION {
            without_parameters(identifier)?;
            return Ok(Self::RsaPkcs1(expected));
        }
        let algorithm = Self::from_identifier(identifier)?;
        if algorithm.digest() == expected {
            Ok(algorithm)
        } else {
            Err(SignatureError::DigestMismatch {
                algorithm,
                expected,
            })
        }
    }

    /// The digest it signs.
    pub fn digest(self) -> DigestAlgorithm {
        match self {
            Self::Ecdsa(digest) | Self::RsaPkcs1(digest) | Self::RsaPss { digest, .. } => digest,
        }
    }

    fn from_pss(identifier: AlgorithmIdentifierRef<'_>) -> Result<Self, SignatureError> {
        let parameters = identifier
            .parameters
            .ok_or(SignatureError::MalformedAlgorithm)?;
        let PssParameters { digest, salt_len } = PssParameters::read(parameters)?;
        Ok(Self::RsaPss { digest, salt_len })
    }
}

/// RSASSA-PSS-params (RFC 4055 §3.1) of a signature, or of a key that is for such signatures only.
/// Mask generation over another digest is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PssParameters {
    pub(super) digest: DigestAlgorithm,
    /// Bytes; of a key the fewest.
    pub(super) salt_len: u16,
}

impl PssParameters {
    pub(super) fn read(parameters: AnyRef<'_>) -> Result<Self, SignatureError> {
        let fields = PssFields::read(parameters).or(Err(SignatureError::MalformedAlgorithm))?;
        // RFC 4055 §3.1: what is not said is SHA-1.
        let digest = fields.digest.unwrap_or(rfc5912::ID_SHA_1);
        let mask_digest = fields.mask_digest.unwrap_or(rfc5912::ID_SHA_1);
        let unsupported = |oid| SignatureError::UnsupportedAlgorithm { oid };
        let known = DigestAlgorithm::from_oid(digest).ok_or(unsupported(digest))?;
        if fields.mask != rfc5912::ID_MGF_1 {
            return Err(unsupported(fields.mask));
        }
        if mask_digest != digest {
            return Err(unsupported(mask_digest));
        }
        Ok(Self {
            digest: known,
            salt_len: fields.salt_len,
        })
    }
}

struct PssFields {
    digest: Option<ObjectIdentifier>,
    mask: ObjectIdentifier,
    mask_digest: Option<ObjectIdentifier>,
    salt_len: u16,
}

impl PssFields {
    fn read(parameters: AnyRef<'_>) -> der::Result<Self> {
        parameters.tag().assert_eq(Tag::Sequence)?;
        let mut reader = SliceReader::new(parameters.value())?;
        let explicit = TagMode::Explicit;
        let digest: Option<AlgorithmIdentifierRef<'_>> =
            reader.context_specific(TagNumber::N0, explicit)?;
        let mask: Option<AlgorithmIdentifierRef<'_>> =
            reader.context_specific(TagNumber::N1, explicit)?;
        let salt_len: Option<u16> = reader.context_specific(TagNumber::N2, explicit)?;
        let trailer: Option<u8> = reader.context_specific(TagNumber::N3, explicit)?;
        if trailer.is_some_and(|it| it != 1) {
            return Err(Tag::Integer.value_error());
        }
        let mask_digest = match mask {
            None => None,
            Some(mask) => {
                let digest = mask.parameters.ok_or(Tag::Sequence.value_error())?;
                Some(digest.decode_as::<AlgorithmIdentifierRef<'_>>()?.oid)
            }
        };
        reader.finish(Self {
            digest: digest.map(|it| it.oid),
            mask: mask.map_or(rfc5912::ID_MGF_1, |it| it.oid),
            mask_digest,
            salt_len: salt_len.unwrap_or(20),
        })
    }
}

/// Parameters must be NULL for RSA and absent for ECDSA; producers mix the two up, and both mean
/// "none" (RFC 4055 §5: accept both).
fn without_parameters(identifier: AlgorithmIdentifierRef<'_>) -> Result<(), SignatureError> {
    match identifier.parameters {
        Some(parameters) if !parameters.is_null() => Err(SignatureError::MalformedAlgorithm),
        _ => Ok(()),
    }
}

/// The name of the standard: `sha256WithRSAEncryption`, `ecdsa-with-SHA384`, `RSASSA-PSS`.
impl fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ecdsa(digest) => write!(f, "ecdsa-with-SHA{}", digest.output_len() * 8),
            Self::RsaPkcs1(digest) => write!(f, "{digest}WithRSAEncryption"),
            Self::RsaPss { .. } => f.write_str("RSASSA-PSS"),
        }
    }
}

/// What kind of key a certificate holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyAlgorithm {
    /// ECDSA on NIST P-256.
    EcdsaP256,
    /// ECDSA on NIST P-384: announced for the next card (jpki-card §4.7).
    EcdsaP384,
    /// A kind this program cannot compute with.
    Other,
    /// RSA.
    Rsa {
        /// Bits of the modulus.
        bits: usize,
    },
}

impl KeyAlgorithm {
    /// The kind of the key in a DER `SubjectPublicKeyInfo`; anything unreadable is `Other`.
    pub fn of_spki(spki: &[u8]) -> Self {
        let Ok(spki) = SubjectPublicKeyInfoRef::from_der(spki) else {
            return Self::Other;
        };
        match spki.algorithm.oid {
            rfc5912::RSA_ENCRYPTION | rfc5912::ID_RSASSA_PSS => {
                rsa_numbers(&spki).map_or(Self::Other, |(modulus, _)| Self::Rsa {
                    bits: modulus.bits(),
                })
            }
            rfc5912::ID_EC_PUBLIC_KEY => match spki.algorithm.parameters_oid() {
                Ok(rfc5912::SECP_256_R_1) => Self::EcdsaP256,
                Ok(rfc5912::SECP_384_R_1) => Self::EcdsaP384,
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

/// `RSA-2048`, `ECDSA-P256`, `ECDSA-P384`, `other`.
impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EcdsaP256 => f.write_str("ECDSA-P256"),
            Self::EcdsaP384 => f.write_str("ECDSA-P384"),
            Self::Other => f.write_str("other"),
            Self::Rsa { bits } => write!(f, "RSA-{bits}"),
        }
    }
}
