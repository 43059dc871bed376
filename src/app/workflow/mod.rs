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
    sign::{ContentDigests, Digester},
    verify::DigestAlgorithm,
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
    let mut digesters: Vec<Digester> = algorithms.iter().copied().map(Digester::new).collect();
    let mut piece = vec![0; PIECE];
    let mut hashed: u64 = 0;
    loop {
        if context.cancel.is_raised() {
            return Err(HashError::Cancelled);
        }
        let count = file.read(&mut piece).map_err(HashError::File)?;
        let Some(bytes) = piece.get(..count).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        for digester in &mut digesters {
            digester.update(bytes);
        }
        hashed = hashed.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
    }
    // Someone wrote to it meanwhile: neither the old nor the new document would be what is signed.
    if hashed == file.len() {
        Ok(digesters.into_iter().map(Digester::finish).collect())
    } else {
        Err(HashError::Changed)
    }
}
