//! Signing as three pure phases around one card call: [`prepare`] the bytes for the card, let the
//! card sign them, [`Prepared::finish`] the document. Nothing here talks to a card, reads a file or
//! a clock, or judges the outcome: that is for `core::verify`, which shares the names of algorithms
//! with this and no code that builds or reads (invariant 13).

mod cms;
mod digest;
pub mod pdf;
mod request;

pub use cms::{Prepared, SignError, SignerCertificates, prepare};
pub use digest::{ContentDigest, ContentDigests, Digester};
pub use request::{Encapsulation, SignatureFormat};
