//! Signing as three pure phases around one card call: [`prepare`] the bytes for the card, let the
//! card sign them, [`Prepared::finish`] the document. Nothing here talks to a card, reads a file or
//! a clock, or judges the outcome: that is for `core::verify`, which shares with this the names of
//! algorithms, the hashing of contents and the reading of PDFs, and nothing that builds (invariant 13).

mod cms;
mod digest;
mod envelope;
pub mod pdf;
mod request;

pub use cms::{Prepared, SignError, SignerCertificates, prepare};
pub(in crate::core) use cms::{signature_value, to_sign};
pub use digest::{ContentDigest, ContentDigester, ContentDigests, ContentForm, Digester};
pub use envelope::Envelope;
pub use request::{DocumentKind, Encapsulation, PdfProfile, RequestedForm, SignatureFormat};
