//! Certificates of the card and of documents: what they say (`model`, `subject`), how their bytes
//! are read (`parse`), and whom this program takes for an issuer (`trust`).
//!
//! Nothing here decides whether a certificate is good at some moment (`rules::validity`) or whether
//! its signature holds (`verify::chain`).

pub mod export;
mod model;
mod parse;
mod read;
mod subject;
mod trust;

pub use model::{
    BasicConstraints, Certificate, Fingerprint, KeyId, KeyUsage, KeyUsages, SerialNumber, Validity,
};
pub use parse::{CertError, EarlyDates, MAX_CERTIFICATE_LEN, certificate_len};
pub use subject::{BirthDate, Era, Holder, MarkedText, Sex};
pub use trust::{Anchor, AnchorOrigin, IssuerTrust, TrustStore};
