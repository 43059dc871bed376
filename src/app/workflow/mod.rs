//! The jobs, each a straight line from order to outcome: look at a card, read the sign certificate,
//! sign, verify. They talk to the world through `ports` and report through `emit`.

pub mod inspect;
pub mod open;
pub mod pin;
pub mod sign;
pub mod verify;

use std::path::Path;

use jiff::Timestamp;

use super::{
    command::CancelFlag,
    event::Event,
    ports::{Clock, FileError, Files, PIECE},
};
use crate::core::{
    cert::TrustStore,
    sign::{ContentDigester, ContentDigests},
    source::Source,
    verify::{CmsError, DigestAlgorithm, SignedDocument},
};

/// What every job may use.
pub struct Context<'a> {
    /// Tells the time.
    pub clock: &'a dyn Clock,
    /// The person's files.
    pub files: &'a dyn Files,
    /// Whom this program trusts.
    pub trust: &'a TrustStore,
    /// Whether the person wants to stop.
    pub cancel: &'a CancelFlag,
}

impl Context<'_> {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The same, stopped by another flag.
    fn stopped_by<'b>(&'b self, cancel: &'b CancelFlag) -> Context<'b> {
        Context {
            clock: self.clock,
            files: self.files,
            trust: self.trust,
            cancel,
        }
    }
}

/// Where reports go.
pub type Emit<'a> = dyn FnMut(Event) + 'a;

/// Why a document could not be hashed.
enum HashError {
    Cancelled,
    Changed,
    File(FileError),
}

/// Hashes a document piece by piece under each of `algorithms`.
fn hash_document(
    context: &Context<'_>,
    path: &Path,
    algorithms: &[DigestAlgorithm],
) -> Result<ContentDigests, HashError> {
    let mut file = context.files.open(path).map_err(HashError::File)?;
    let mut digester = ContentDigester::new(algorithms.iter().copied());
    let mut piece = vec![0; PIECE];
    loop {
        if context.cancel.is_raised() {
            return Err(HashError::Cancelled);
        }
        let count = file.read(&mut piece).map_err(HashError::File)?;
        let Some(bytes) = piece.get(..count).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        digester.update(bytes);
    }
    // Someone wrote to it meanwhile: neither the old nor the new document would be what is signed.
    if digester.len() == file.len() {
        Ok(digester.finish())
    } else {
        Err(HashError::Changed)
    }
}

/// Hashes the content that `document` carries, read from the `source` of the document itself, and
/// lets the document have it.
fn hash_attached(
    context: &Context<'_>,
    document: &mut SignedDocument,
    source: &dyn Source,
) -> Result<(), HashError> {
    let Some(mut content) = document.content(source) else {
        return Ok(());
    };
    let mut digester = ContentDigester::new(document.digest_algorithms());
    loop {
        if context.cancel.is_raised() {
            return Err(HashError::Cancelled);
        }
        match content.next_piece() {
            Ok(Some(piece)) => digester.update(piece),
            Ok(None) => break,
            Err(CmsError::Source(error)) => return Err(HashError::File(error.into())),
            // It was well-formed when the document was read.
            Err(_) => return Err(HashError::Changed),
        }
    }
    document.set_content_digests(digester.finish());
    Ok(())
}
