//! Checks signatures: finds the document beside a detached one, hashes it, lets `core::verify`
//! judge. A file that cannot be judged has a failure, never a reassuring answer.

use std::path::{Path, PathBuf};

use super::{Context, HashError, hash_document};
use crate::{
    app::{command::VerifyTarget, event::VerifiedFile, failure::Failure},
    core::{
        sign::ContentDigests,
        verify::{Report, SignedDocument, verify},
    },
};

/// The largest signature file that is read. A detached one has some thousand bytes; an attached
/// one carries its document.
const MAX_SIGNATURE: u64 = 256 * 1024 * 1024;

/// Checks each file and gives one answer each, in order.
pub fn verify_all(context: &Context<'_>, targets: Vec<VerifyTarget>) -> Vec<VerifiedFile> {
    targets
        .into_iter()
        .map(|target| verify_one(context, target))
        .collect()
}

fn verify_one(context: &Context<'_>, target: VerifyTarget) -> VerifiedFile {
    let VerifyTarget { signature, content } = target;
    let mut found = content;
    let report = judge(context, &signature, &mut found);
    VerifiedFile {
        path: signature,
        content: found,
        report,
    }
}

fn judge(
    context: &Context<'_>,
    signature: &Path,
    content: &mut Option<PathBuf>,
) -> Result<Report, Failure> {
    let unreadable = |error| Failure::DocumentUnreadable {
        path: signature.to_path_buf(),
        error,
    };
    let bytes = context
        .files
        .read_whole(signature, MAX_SIGNATURE)
        .map_err(unreadable)?;
    let document = SignedDocument::parse(&bytes).map_err(|_form| Failure::DocumentUnsupported {
        path: signature.to_path_buf(),
    })?;
    // Also where the signature carries its content: who sees it beside a document takes it for the
    // signature of that document, so it must be.
    if content.is_none() {
        *content = beside(signature).filter(|path| context.files.exists(path));
    }
    let digests = match content {
        Some(path) => {
            let algorithms = document.digest_algorithms();
            hash_document(context, path, &algorithms).map_err(|error| match error {
                HashError::Cancelled => Failure::Cancelled,
                HashError::Changed => Failure::DocumentChanged { path: path.clone() },
                HashError::File(error) => Failure::DocumentUnreadable {
                    path: path.clone(),
                    error,
                },
            })?
        }
        None if document.attached_content().is_some() => ContentDigests::default(),
        None => {
            return Err(Failure::DocumentContentMissing {
                path: signature.to_path_buf(),
            });
        }
    };
    Ok(verify(&document, &digests, context.trust, context.now()))
}

/// The document that a detached signature of this name belongs to: `x` for `x.p7s`.
fn beside(signature: &Path) -> Option<PathBuf> {
    let is_signature = signature.extension()?.eq_ignore_ascii_case("p7s");
    is_signature.then(|| signature.with_extension(""))
}

/// Whether a file looks like a signature rather than a document to sign, by its name.
pub fn is_signature_name(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["p7s", "p7m"]
            .iter()
            .any(|it| extension.eq_ignore_ascii_case(it))
    })
}
