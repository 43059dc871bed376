//! Whether a signature value fits a public key: RSA PKCS#1 v1.5 (RFC 8017 §8.2), RSA-PSS (§8.1) and
//! ECDSA on P-256 and P-384 (FIPS 186-5 §6), with SHA-256, SHA-384 and SHA-512.
//!
//! Used for certificates (`chain`), for CMS and for our own output. The algorithm named by the
//! signature must fit the kind of the key; SHA-1 and keys below 2048 bits are refused, not judged.
//! This module says nothing about who owns the key: that is `chain`'s and `trust`'s matter.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5912;
use der::Decode;
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, Pkcs1v15Sign, Pss, RsaPublicKey};
use sha2::{Sha256, Sha384, Sha512};
use spki::SubjectPublicKeyInfoRef;
use thiserror::Error;

use super::algorithm::{DigestAlgorithm, KeyAlgorithm, PssParameters, SignatureAlgorithm};

/// The shortest RSA modulus that is believed, in bits.
const MIN_RSA_BITS: usize = 2048;
/// The longest RSA modulus that is computed with, in bits: a longer one only costs time.
const MAX_RSA_BITS: usize = 8192;

/// Why a signature was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// The signature was made for another kind of key, or in a way that the key does not permit.
    #[error("{algorithm} does not go with an {key} key")]
    AlgorithmMismatch {
        /// What the signature says it is.
        algorithm: SignatureAlgorithm,
        /// The key it was to be checked with.
        key: KeyAlgorithm,
    },
    /// The digest handed over is not of the algorithm's length.
    #[error("a digest of {found} bytes where {expected} were expected")]
    DigestLength {
        /// Bytes the algorithm makes.
        expected: usize,
        /// Bytes handed over.
        found: usize,
    },
    /// The signature names another digest than the structure around it.
    #[error("{algorithm} where {expected} was announced")]
    DigestMismatch {
        /// What the signature says it is.
        algorithm: SignatureAlgorithm,
        /// The digest of the structure around it.
        expected: DigestAlgorithm,
    },
    /// The algorithm identifier is no proper DER, or has parameters it must not have.
    #[error("the algorithm identifier is malformed")]
    MalformedAlgorithm,
    /// The public key is no proper DER, or no point on its curve.
    #[error("the public key is malformed")]
    MalformedKey,
    /// The signature does not fit: the data or the signature were changed, or the key is another.
    #[error("the signature does not match")]
    Mismatch,
    /// A signature or digest algorithm this program does not accept (SHA-1 among them).
    #[error("signature algorithm {oid} is not supported")]
    UnsupportedAlgorithm {
        /// Its object identifier.
        oid: ObjectIdentifier,
    },
    /// A kind of key or curve this program does not know.
    #[error("public key algorithm {oid} is not supported")]
    UnsupportedKey {
        /// Its object identifier (of the curve, if only the curve is unknown).
        oid: ObjectIdentifier,
    },
    /// An RSA key too short to be believed or too long to be computed with.
    #[error("an RSA key of {bits} bits is not accepted")]
    UnsupportedKeyLength {
        /// Bits of the modulus.
        bits: usize,
    },
}

/// A public key that signatures can be checked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    material: KeyMaterial,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum KeyMaterial {
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    Rsa {
        key: RsaPublicKey,
        scheme: RsaScheme,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RsaScheme {
    Any,
    /// The key is for RSASSA-PSS alone (RFC 4055 §1.2), perhaps with these parameters alone (§3.3).
    PssOnly(Option<PssParameters>),
}

impl RsaScheme {
    fn permits(self, digest: DigestAlgorithm, salt_len: u16) -> bool {
        match self {
            Self::Any | Self::PssOnly(None) => true,
            Self::PssOnly(Some(only)) => digest == only.digest && salt_len >= only.salt_len,
        }
    }
}

impl PublicKey {
    /// Reads a DER `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7, RFC 5480).
    pub fn from_spki(spki: &[u8]) -> Result<Self, SignatureError> {
        let malformed = SignatureError::MalformedKey;
        let spki = SubjectPublicKeyInfoRef::from_der(spki).or(Err(malformed))?;
        let material = match spki.algorithm.oid {
            rfc5912::RSA_ENCRYPTION => Self::rsa(&spki, RsaScheme::Any)?,
            rfc5912::ID_RSASSA_PSS => {
                let only = spki.algorithm.parameters.map(PssParameters::read);
                Self::rsa(&spki, RsaScheme::PssOnly(only.transpose()?))?
            }
            rfc5912::ID_EC_PUBLIC_KEY => {
                let point = spki.subject_public_key.as_bytes().ok_or(malformed)?;
                match spki.algorithm.parameters_oid().or(Err(malformed))? {
                    rfc5912::SECP_256_R_1 => p256::ecdsa::VerifyingKey::from_sec1_bytes(point)
                        .map(KeyMaterial::P256)
                        .or(Err(malformed))?,
                    rfc5912::SECP_384_R_1 => p384::ecdsa::VerifyingKey::from_sec1_bytes(point)
                        .map(KeyMaterial::P384)
                        .or(Err(malformed))?,
                    oid => return Err(SignatureError::UnsupportedKey { oid }),
                }
            }
            oid => return Err(SignatureError::UnsupportedKey { oid }),
        };
        Ok(Self { material })
    }

    /// Its kind.
    pub fn algorithm(&self) -> KeyAlgorithm {
        match &self.material {
            KeyMaterial::P256(_) => KeyAlgorithm::EcdsaP256,
            KeyMaterial::P384(_) => KeyAlgorithm::EcdsaP384,
            KeyMaterial::Rsa { key, .. } => KeyAlgorithm::Rsa {
                bits: key.n().bits(),
            },
        }
    }

    /// About what checking one signature takes: 4 for RSA with 2048 bits and the usual exponent.
    pub fn cost(&self) -> u64 {
        let cost = match &self.material {
            KeyMaterial::P256(_) => 20,
            KeyMaterial::P384(_) => 80,
            KeyMaterial::Rsa { key, .. } => {
                let kilobits = key.n().bits().div_ceil(1024);
                kilobits * kilobits * key.e().bits().div_ceil(17)
            }
        };
        u64::try_from(cost).unwrap_or(u64::MAX)
    }

    /// Checks a signature over `message`.
    pub fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        self.verify_prehashed(algorithm, &algorithm.digest().digest(message), signature)
    }

    /// Checks a signature over the message with this digest.
    pub fn verify_prehashed(
        &self,
        algorithm: SignatureAlgorithm,
        digest: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        let expected = algorithm.digest().output_len();
        if digest.len() != expected {
            return Err(SignatureError::DigestLength {
                expected,
                found: digest.len(),
            });
        }
        let fits = match (&self.material, algorithm) {
            (KeyMaterial::P256(key), SignatureAlgorithm::Ecdsa(_)) => {
                p256::ecdsa::Signature::from_der(signature)
                    .is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
            }
            (KeyMaterial::P384(key), SignatureAlgorithm::Ecdsa(_)) => {
                p384::ecdsa::Signature::from_der(signature)
                    .is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
            }
            (
                KeyMaterial::Rsa {
                    key,
                    scheme: RsaScheme::Any,
                },
                SignatureAlgorithm::RsaPkcs1(kind),
            ) => key.verify(pkcs1_scheme(kind), digest, signature).is_ok(),
            (
                KeyMaterial::Rsa { key, scheme },
                SignatureAlgorithm::RsaPss {
                    digest: kind,
                    salt_len,
                },
            ) if scheme.permits(kind, salt_len) => key
                .verify(pss_scheme(kind, salt_len), digest, signature)
                .is_ok(),
            _ => {
                return Err(SignatureError::AlgorithmMismatch {
                    algorithm,
                    key: self.algorithm(),
                });
            }
        };
        if fits {
            Ok(())
        } else {
            Err(SignatureError::Mismatch)
        }
    }

    fn rsa(
        spki: &SubjectPublicKeyInfoRef<'_>,
        scheme: RsaScheme,
    ) -> Result<KeyMaterial, SignatureError> {
        let malformed = SignatureError::MalformedKey;
        let (modulus, exponent) = rsa_numbers(spki).ok_or(malformed)?;
        let bits = modulus.bits();
        if !(MIN_RSA_BITS..=MAX_RSA_BITS).contains(&bits) {
            return Err(SignatureError::UnsupportedKeyLength { bits });
        }
        let key =
            RsaPublicKey::new_with_max_size(modulus, exponent, MAX_RSA_BITS).or(Err(malformed))?;
        Ok(KeyMaterial::Rsa { key, scheme })
    }
}

/// Modulus and exponent (RFC 8017 §A.1.1).
pub(super) fn rsa_numbers(spki: &SubjectPublicKeyInfoRef<'_>) -> Option<(BigUint, BigUint)> {
    let bytes = spki.subject_public_key.as_bytes()?;
    let key = rsa::pkcs1::RsaPublicKey::from_der(bytes).ok()?;
    let number = |bytes: &[u8]| BigUint::from_bytes_be(bytes);
    Some((
        number(key.modulus.as_bytes()),
        number(key.public_exponent.as_bytes()),
    ))
}

fn pkcs1_scheme(digest: DigestAlgorithm) -> Pkcs1v15Sign {
    match digest {
        DigestAlgorithm::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        DigestAlgorithm::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        DigestAlgorithm::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    }
}

fn pss_scheme(digest: DigestAlgorithm, salt_len: u16) -> Pss {
    let salt_len = usize::from(salt_len);
    match digest {
        DigestAlgorithm::Sha256 => Pss::new_with_salt::<Sha256>(salt_len),
        DigestAlgorithm::Sha384 => Pss::new_with_salt::<Sha384>(salt_len),
        DigestAlgorithm::Sha512 => Pss::new_with_salt::<Sha512>(salt_len),
    }
}
