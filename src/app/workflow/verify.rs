//! Checks signatures: finds the document beside a detached one, hashes it, lets `core::verify`
//! judge. A file that cannot be judged has a failure, never a reassuring answer.

use std::path::{Path, PathBuf};

use super::{Context, HashError, hash_attached, hash_document};
use crate::{
    app::{
        command::VerifyTarget,
        event::VerifiedFile,
        failure::Failure,
        ports::{FileError, FileSource},
    },
    core::{
        sign::ContentDigests,
        verify::{CmsError, Report, SignedDocument, Verifier},
    },
};

/// Checks each file and gives one answer each, in order.
pub fn verify_all(context: &Context<'_>, targets: Vec<VerifyTarget>) -> Vec<VerifiedFile> {
    let verifier = Verifier::new(context.trust, context.now());
    targets
        .into_iter()
        .map(|target| verify_one(context, &verifier, target))
        .collect()
}

fn verify_one(
    context: &Context<'_>,
    verifier: &Verifier<'_>,
    target: VerifyTarget,
) -> VerifiedFile {
    let VerifyTarget { signature, content } = target;
    let mut found = content;
    let report = judge(context, verifier, &signature, &mut found);
    VerifiedFile {
        path: signature,
        content: found,
        report,
    }
}

fn judge(
    context: &Context<'_>,
    verifier: &Verifier<'_>,
    signature: &Path,
    content: &mut Option<PathBuf>,
) -> Result<Report, Failure> {
    let file = context
        .files
        .open(signature)
        .map_err(|error| unreadable(signature, error))?;
    judge_cms(context, verifier, signature, FileSource(&*file), content)
}

/// Judges a CMS signature; `content` is the document beside it, or where it was found.
fn judge_cms(
    context: &Context<'_>,
    verifier: &Verifier<'_>,
    signature: &Path,
    source: FileSource<'_>,
    content: &mut Option<PathBuf>,
) -> Result<Report, Failure> {
    let mut document = SignedDocument::parse_source(&source).map_err(|error| match error {
        CmsError::Source(error) => unreadable(signature, error.into()),
        _ => Failure::DocumentUnsupported {
            path: signature.to_path_buf(),
        },
    })?;
    hash_attached(context, &mut document, &source).map_err(|error| unhashed(signature, error))?;
    // Also where the signature carries its content: who sees it beside a document takes it for the
    // signature of that document, so it must be.
    if content.is_none() {
        *content = beside(signature).filter(|path| context.files.exists(path));
    }
    let digests = match content {
        Some(path) => hash_document(context, path, &document.digest_algorithms())
            .map_err(|error| unhashed(path, error))?,
        None if document.is_attached() => ContentDigests::default(),
        None => {
            return Err(Failure::DocumentContentMissing {
                path: signature.to_path_buf(),
            });
        }
    };
    Ok(verifier.verify(&document, &digests))
}

fn unhashed(path: &Path, error: HashError) -> Failure {
    match error {
        HashError::Cancelled => Failure::Cancelled,
        HashError::Changed => Failure::DocumentChanged {
            path: path.to_path_buf(),
        },
        HashError::File(error) => unreadable(path, error),
    }
}

fn unreadable(path: &Path, error: FileError) -> Failure {
    Failure::DocumentUnreadable {
        path: path.to_path_buf(),
        error,
    }
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
