//! Checking what others signed: a signature value against a key, a certificate against its issuers.

mod algorithm;
mod cms;
mod report;
mod signature;

pub use algorithm::{DigestAlgorithm, KeyAlgorithm, SignatureAlgorithm};
pub use cms::{CmsError, SignedDocument, verify};
pub use report::{
    CertificateTime, ChangesAfter, Coverage, DigestName, Flaw, Integrity, Report, SignatureReport,
    Verdict,
};
pub use signature::{PublicKey, SignatureError, verify_prehashed, verify_signature};
