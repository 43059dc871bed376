//! A challenge that shows whether a key on the card and the certificate beside it belong together,
//! and that the card computes: random bytes, signed as documents are, checked with the
//! certificate's public key.
//!
//! What is signed begins with words of its own, so that an answer can stand for nothing else.

use super::{
    cert::Certificate,
    sign::{ContentDigest, SignError, signature_value, to_sign},
    verify::{DigestAlgorithm, KeyAlgorithm, PublicKey, SignatureAlgorithm},
};

/// Random bytes of a challenge.
pub const CHALLENGE_LEN: usize = 32;

/// What an answer is about; nothing anyone would sign.
const PURPOSE: &[u8] = b"Inkan: does this key answer? This is no document. ";

/// One question to a key.
pub struct Challenge {
    key: PublicKey,
    hash: ContentDigest,
    to_sign: Vec<u8>,
}

impl Challenge {
    /// A question to the key of `certificate`, made of bytes that nobody could know before.
    pub fn new(certificate: &Certificate, random: &[u8; CHALLENGE_LEN]) -> Result<Self, SignError> {
        let key = certificate
            .public_key()
            .map_err(|_unusable| SignError::KeyUnsupported)?;
        let digest = match key.algorithm() {
            KeyAlgorithm::EcdsaP384 => DigestAlgorithm::Sha384,
            KeyAlgorithm::EcdsaP256 | KeyAlgorithm::Other | KeyAlgorithm::Rsa { .. } => {
                DigestAlgorithm::Sha256
            }
        };
        let hash = ContentDigest::of(digest, &[PURPOSE, random].concat());
        let to_sign = to_sign(key.algorithm(), &hash)?;
        Ok(Self { key, hash, to_sign })
    }

    /// What the card is to sign, as [`Prepared::to_sign`](super::sign::Prepared::to_sign).
    pub fn to_sign(&self) -> &[u8] {
        &self.to_sign
    }

    /// Whether `signature`, as the card gave it, is this key's answer to this challenge.
    pub fn is_answered_by(&self, signature: &[u8]) -> bool {
        let kind = self.hash.algorithm();
        let algorithm = match self.key.algorithm() {
            KeyAlgorithm::EcdsaP256 | KeyAlgorithm::EcdsaP384 => SignatureAlgorithm::Ecdsa(kind),
            KeyAlgorithm::Other | KeyAlgorithm::Rsa { .. } => SignatureAlgorithm::RsaPkcs1(kind),
        };
        signature_value(self.key.algorithm(), signature).is_ok_and(|value| {
            let verified = self
                .key
                .verify_prehashed(algorithm, self.hash.as_bytes(), &value);
            verified.is_ok()
        })
    }
}
