//! Checking what others signed: a signature value against a key, a certificate against its issuers,
//! a signed document against all of it.

mod algorithm;
mod chain;
mod cms;
mod destination;
pub mod pdf;
mod report;
mod signature;
mod timestamp;

pub use algorithm::{DigestAlgorithm, KeyAlgorithm, SignatureAlgorithm};
pub use chain::{
    Issued, IssuerPath, PathError, PathTime, build_path, issuer_trust, verify_issued_by,
};
pub use cms::{CmsError, ContentReader, SignedDocument, Verifier, verify};
pub use destination::check_destination;
pub use report::{
    CertificateTime, ChangesAfter, Coverage, DigestName, Flaw, Integrity, Report, SignatureReport,
    Verdict,
};
pub use signature::{PublicKey, SignatureError};
pub use timestamp::TimestampToken;
