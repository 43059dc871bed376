//! Checking what others signed: a signature value against a key, a certificate against its issuers.

mod algorithm;
pub mod chain;
mod signature;

pub use algorithm::{DigestAlgorithm, KeyAlgorithm, SignatureAlgorithm};
pub use signature::{PublicKey, SignatureError, verify_prehashed, verify_signature};
