//! Checking what others signed: a signature value against a key, a certificate against its issuers.

mod algorithm;
mod signature;

pub use algorithm::{DigestAlgorithm, KeyAlgorithm, SignatureAlgorithm};
pub use signature::{PublicKey, SignatureError, verify_prehashed, verify_signature};
