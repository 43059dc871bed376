//! Reading PDF files (ISO 32000-2 §7) object by object, from a source that can be read at any place:
//! memory does not grow with the file. Used by signing, which adds to a file, and by verifying, which
//! compares what was added; building and judging are theirs, only the reading is shared.
//!
//! Of the libraries, none tells where in the file an object lies, which cross-reference section it
//! came from and whether it had to guess: all three decide whether a signature holds (ARCHITECTURE.md,
//! "Decisions"). Pages are rendered by `hayro` ([`render`]). What this program makes itself is written by
//! [`new_file`] with fonts from [`font`].

mod ahead;
mod budget;
mod container;
mod crypt;
mod file;
mod filter;
pub mod font;
mod form;
mod new_file;
mod object;
mod page;
mod parse;
pub mod render;
mod repair;
pub mod report;
mod write;
mod xref;

pub use crate::core::source::{Appended, Prefix, Source, SourceError};
pub use crypt::{Permissions, Security, SecurityError};
pub use file::{Health, PdfFile};
pub use form::{Field, text, text_string};
pub use new_file::new_file;
pub use object::{Dictionary, Object, ObjectId, Stream, StreamData};
pub use page::{Page, PageBox, Rotation};
pub(in crate::core) use parse::digit;
pub use parse::{Parser, SyntaxError, Token, is_space};
pub use write::{write_indirect, write_object};
pub(in crate::core) use xref::MAX_NUMBER;
pub use xref::{Entry, Section, SectionKind};

use thiserror::Error;

/// Why a file cannot be read as PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PdfError {
    /// The catalog, or what must be in it, is missing.
    #[error("no document catalog")]
    NoCatalog,
    /// The file has no page of this number.
    #[error("there is no page {index}")]
    NoPage {
        /// Counted from 0.
        index: usize,
    },
    /// The file does not begin as a PDF does, or has no object in it.
    #[error("not a PDF")]
    NotPdf,
    /// The file is encrypted in a way, or with a password, that this program does not know.
    #[error(transparent)]
    Security(#[from] SecurityError),
    /// Reading the file failed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A stream is encoded in a way that this program does not read.
    #[error("a stream cannot be decoded")]
    StreamEncoding,
    /// What lies at this place is not what should.
    #[error("malformed at byte {offset}")]
    Syntax {
        /// Bytes from the start of the file.
        offset: u64,
    },
    /// More nesting, objects or sections than any document of people.
    #[error("the file exceeds the limits of this program")]
    TooComplex,
    /// The cross-reference sections do not hold together.
    #[error("the cross-reference table is broken")]
    Xref,
}
