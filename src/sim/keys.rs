//! The private keys of the simulated card and what COMPUTE DIGITAL SIGNATURE does with them
//! (jpki-card §2.5). They are **public demo keys**, committed to the repository for everyone to
//! see (`assets/demo/README.md`): a signature made with them proves nothing.

use p384::ecdsa::signature::hazmat::PrehashSigner;
use rand_core::OsRng;
use rsa::pkcs8::{DecodePrivateKey, EncodePublicKey};
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey};
use sha2::{Digest, Sha256};

use super::issue::IssueError;
use super::profile::Algorithm;
use super::wire::{Outcome, Sw};
use crate::core::jpki::Slot;

/// Bytes of a SHA-256 hash.
const SHA256_LEN: usize = 32;
/// Bytes of a SHA-384 hash, the one that fits the order of P-384.
const SHA384_LEN: usize = 48;
/// The most that fits into a PKCS#1 type 1 block of 2048 bits: 256 − 11.
const MAX_VERBATIM: usize = 245;

/// A key pair of the card or of the demo CA.
pub(super) enum CardKey {
    /// ECDSA on P-384, the announced next card (jpki-card §4.7).
    P384(p384::ecdsa::SigningKey),
    /// RSA-2048, today's card.
    Rsa(Box<RsaPrivateKey>),
}

impl CardKey {
    /// The demo key of a card's slot.
    pub(super) fn of_slot(slot: Slot, algorithm: Algorithm) -> Result<Self, IssueError> {
        match (slot, algorithm) {
            (Slot::Auth, Algorithm::P384) => {
                p384(include_bytes!("../../assets/demo/keys/auth-p384.der"))
            }
            (Slot::Auth, Algorithm::Rsa2048) => {
                rsa(include_bytes!("../../assets/demo/keys/auth-rsa.der"))
            }
            (Slot::Sign, Algorithm::P384) => {
                p384(include_bytes!("../../assets/demo/keys/sign-p384.der"))
            }
            (Slot::Sign, Algorithm::Rsa2048) => {
                rsa(include_bytes!("../../assets/demo/keys/sign-rsa.der"))
            }
        }
    }

    /// The key of the demo CA that issues for this slot.
    pub(super) fn of_authority(slot: Slot) -> Result<Self, IssueError> {
        match slot {
            Slot::Auth => rsa(include_bytes!("../../assets/demo/keys/auth-ca.der")),
            Slot::Sign => rsa(include_bytes!("../../assets/demo/keys/sign-ca.der")),
        }
    }

    /// The public half as `SubjectPublicKeyInfo`, DER.
    pub(super) fn public_key_der(&self) -> Result<Vec<u8>, IssueError> {
        let document = match self {
            Self::P384(key) => p384::PublicKey::from(key.verifying_key()).to_public_key_der(),
            Self::Rsa(key) => key.to_public_key().to_public_key_der(),
        };
        document
            .map(rsa::pkcs8::Document::into_vec)
            .map_err(IssueError::PublicKey)
    }

    /// Signs a certificate: SHA-256, PKCS#1 v1.5. Only RSA keys are demo CA keys.
    pub(super) fn sign_certificate(&self, to_be_signed: &[u8]) -> Result<Vec<u8>, IssueError> {
        match self {
            Self::P384(_) => Err(IssueError::AuthorityKey),
            Self::Rsa(key) => key
                .sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(to_be_signed))
                .map_err(|_refused| IssueError::AuthorityKey),
        }
    }

    /// COMPUTE DIGITAL SIGNATURE with the scheme of P1 (jpki-card §2.5).
    ///
    /// The next card's command is not published. Assumed here: P1 = 00 only, the bare hash as
    /// input (48 bytes, or the 32 of a SHA-256 hash), r and s of 48 bytes each as output.
    pub(super) fn compute(&self, scheme: Scheme, input: &[u8]) -> Outcome {
        match self {
            Self::P384(key) => {
                if scheme != Scheme::Verbatim {
                    return Err(Sw::BAD_P1_P2);
                }
                check([SHA256_LEN, SHA384_LEN].contains(&input.len()))?;
                let signature: p384::ecdsa::Signature = key
                    .sign_prehash(input)
                    .map_err(|_refused| Sw::UNSPECIFIED)?;
                Ok(signature.to_bytes().to_vec())
            }
            Self::Rsa(key) => sign_rsa(key, scheme, input),
        }
    }
}

/// The schemes of COMPUTE DIGITAL SIGNATURE, P1 = 00 to 05 in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// 1 to 245 bytes as they are, in a PKCS#1 block of type 1.
    Verbatim,
    /// The card hashes; the bare hash is padded.
    HashBare,
    /// A SHA-256 hash; the card wraps it into a `DigestInfo`.
    Digest,
    /// The card hashes and wraps.
    HashDigest,
    /// A SHA-256 hash; PSS with random salt.
    DigestPss,
    /// The card hashes; PSS.
    HashPss,
}

impl Scheme {
    pub(super) fn from_p1(p1: u8) -> Result<Self, Sw> {
        match p1 {
            0 => Ok(Self::Verbatim),
            1 => Ok(Self::HashBare),
            2 => Ok(Self::Digest),
            3 => Ok(Self::HashDigest),
            4 => Ok(Self::DigestPss),
            5 => Ok(Self::HashPss),
            _ => Err(Sw::BAD_P1_P2),
        }
    }
}

fn sign_rsa(key: &RsaPrivateKey, scheme: Scheme, input: &[u8]) -> Outcome {
    let hash = Sha256::digest(input);
    let signed = match scheme {
        Scheme::Verbatim => {
            check((1..=MAX_VERBATIM).contains(&input.len()))?;
            key.sign(Pkcs1v15Sign::new_unprefixed(), input)
        }
        Scheme::HashBare => key.sign(Pkcs1v15Sign::new_unprefixed(), &hash),
        Scheme::Digest => {
            check(input.len() == SHA256_LEN)?;
            key.sign(Pkcs1v15Sign::new::<Sha256>(), input)
        }
        Scheme::HashDigest => key.sign(Pkcs1v15Sign::new::<Sha256>(), &hash),
        Scheme::DigestPss => {
            check(input.len() == SHA256_LEN)?;
            key.sign_with_rng(&mut OsRng, Pss::new::<Sha256>(), input)
        }
        Scheme::HashPss => key.sign_with_rng(&mut OsRng, Pss::new::<Sha256>(), &hash),
    };
    signed.map_err(|_refused| Sw::UNSPECIFIED)
}

/// Whether an input of wrong length is answered 6985 or 6700 is not known case by case (jpki-card
/// §2.5). Assumed: 6985 for a length the scheme cannot take, 6700 for none at all.
fn check(fits: bool) -> Result<(), Sw> {
    if fits {
        Ok(())
    } else {
        Err(Sw::CONDITIONS_NOT_SATISFIED)
    }
}

fn p384(der: &[u8]) -> Result<CardKey, IssueError> {
    p384::ecdsa::SigningKey::from_pkcs8_der(der)
        .map(CardKey::P384)
        .map_err(IssueError::PrivateKey)
}

fn rsa(der: &[u8]) -> Result<CardKey, IssueError> {
    RsaPrivateKey::from_pkcs8_der(der)
        .map(|key| CardKey::Rsa(Box::new(key)))
        .map_err(IssueError::PrivateKey)
}
