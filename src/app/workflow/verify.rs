//! Checks signatures: finds the document beside a detached one, hashes it, lets `core::verify`
//! judge. A file that cannot be judged has a failure, never a reassuring answer.

use std::path::{Path, PathBuf};

use super::{Context, HashError, hash_attached, hash_document, sign::kind_of};
use crate::{
    app::{
        command::VerifyTarget,
        event::VerifiedFile,
        failure::Failure,
        ports::{FileError, FileSource, ReadFile},
    },
    core::{
        cert::TrustStore,
        sign::{ContentDigests, DocumentKind},
        verify::{CmsError, Report, SignedDocument, pdf, verify},
    },
};

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
    let file = context
        .files
        .open(signature)
        .map_err(|error| unreadable(signature, error))?;
    judge_cms(context, signature, FileSource(&*file), content)
}

/// Judges our own detached signature over a document with these digests. Nobody is trusted here: that
/// it is ours is for the caller to see.
pub(super) fn judge_detached(
    context: &Context<'_>,
    cms: &[u8],
    digests: &ContentDigests,
) -> Option<Report> {
    let document = SignedDocument::parse(cms).ok()?;
    let nobody = TrustStore::empty();
    Some(verify(&document, digests, &nobody, context.now()))
}

/// Judges our own signed file before it has its name: a PDF, or a CMS around its document.
pub(super) fn judge_written(context: &Context<'_>, file: &dyn ReadFile) -> Option<Report> {
    let source = FileSource(file);
    let nobody = TrustStore::empty();
    if kind_of(file) == DocumentKind::Pdf {
        return pdf::verify(&source, &nobody, context.now(), &mut || true).ok();
    }
    let mut document = SignedDocument::parse_source(&source).ok()?;
    hash_attached(context, &mut document, &source).ok()?;
    let digests = ContentDigests::default();
    Some(verify(&document, &digests, &nobody, context.now()))
}

/// Judges a CMS signature; `content` is the document beside it, or where it was found.
fn judge_cms(
    context: &Context<'_>,
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
    Ok(verify(&document, &digests, context.trust, context.now()))
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
