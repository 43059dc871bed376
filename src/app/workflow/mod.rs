//! The jobs, each a straight line from order to outcome: look at a card, read the sign certificate,
//! sign, verify. They talk to the world through `ports` and report through `emit`.

pub mod doctor;
mod folder;
pub mod inspect;
pub mod office;
pub mod open;
pub mod pin;
mod relay;
pub mod seal_image;
pub mod sign;
pub mod verify;

use std::path::Path;

use jiff::Timestamp;

use relay::{RelayError, relay};

use super::{
    command::CancelFlag,
    event::Event,
    failure::Failure,
    ports::{Clock, FileVersion, Files, ReadFile},
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

/// Opens the file at `path` and says what it is by now.
fn open_now(
    context: &Context<'_>,
    path: &Path,
) -> Result<(Box<dyn ReadFile>, FileVersion), Failure> {
    let unreadable = |error| Failure::unreadable(path, error);
    let file = context.files.open(path).map_err(unreadable)?;
    let version = file.version().map_err(unreadable)?;
    Ok((file, version))
}

/// Makes sure that nobody has written to the file at `path` since: of which content would be spoken?
fn require_version(file: &dyn ReadFile, path: &Path, version: &FileVersion) -> Result<(), Failure> {
    let now = file.version();
    if now.map_err(|error| Failure::unreadable(path, error))? == *version {
        Ok(())
    } else {
        Err(changed(path))
    }
}

/// The file at `path` is not what it was.
fn changed(path: &Path) -> Failure {
    Failure::DocumentChanged {
        path: path.to_path_buf(),
    }
}

/// Hashes a document piece by piece under each of `algorithms`.
fn hash_document(
    context: &Context<'_>,
    file: &dyn ReadFile,
    algorithms: &[DigestAlgorithm],
) -> Result<ContentDigests, RelayError> {
    let mut digester = ContentDigester::new(algorithms.iter().copied());
    let mut hash = |piece: &[u8]| {
        digester.update(piece);
        Ok(())
    };
    relay(file, context.cancel, &mut [&mut hash])?;
    Ok(digester.finish())
}

/// Hashes the content that `document` carries, read from the `source` of the document itself, and
/// lets the document have it.
fn hash_attached(
    context: &Context<'_>,
    document: &mut SignedDocument,
    source: &dyn Source,
) -> Result<(), RelayError> {
    let Some(mut content) = document.content(source) else {
        return Ok(());
    };
    let mut digester = ContentDigester::new(document.digest_algorithms());
    loop {
        if context.cancel.is_raised() {
            return Err(RelayError::Cancelled);
        }
        match content.next_piece() {
            Ok(Some(piece)) => digester.update(piece),
            Ok(None) => break,
            Err(CmsError::Source(error)) => return Err(RelayError::File(error.into())),
            // It was well-formed when the document was read.
            Err(_) => return Err(RelayError::Changed),
        }
    }
    document.set_content_digests(digester.finish());
    Ok(())
}
