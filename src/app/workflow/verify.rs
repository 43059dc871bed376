//! Checks signatures: finds the document beside a detached one, hashes it, lets `core::verify`
//! judge. A file that cannot be judged has a failure, never a reassuring answer.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::{
    Context, RelayError,
    folder::{Room, files_in},
    hash_attached, hash_document,
    open::carries_signatures,
    open_now, require_version,
    sign::kind_of,
};
use crate::{
    app::{
        command::VerifyTarget,
        event::{VerifiedFile, VerifiedKind},
        failure::Failure,
        ports::{FileError, FileSource, ReadFile},
    },
    core::{
        cert::TrustStore,
        pdf::PdfError,
        sign::{ContentDigester, ContentDigests, DocumentKind},
        source::Source,
        verify::{
            CmsError, Report, SignedDocument, Verifier,
            pdf::{self, PdfVerifyError},
            verify,
        },
    },
};

/// How many bytes all answers may take in memory, about: with their certificates, all of which are kept.
/// Those of ten thousand documents of people take 100 MiB.
const MOST_KEPT: usize = 256 << 20;

/// Checks each file and gives one answer each, in order; those in folders that carry signatures among
/// them. `progress` hears how many are done, of how many.
pub fn verify_all(
    context: &Context<'_>,
    targets: Vec<VerifyTarget>,
    progress: &mut dyn FnMut(usize, usize),
) -> Vec<VerifiedFile> {
    let verifier = Verifier::new(context.trust, context.now());
    let mut room = Room::default();
    let found: Vec<_> = targets
        .into_iter()
        .flat_map(|target| with_those_inside(context, target, &mut room))
        .collect();
    let total = found.len();
    let found = found.into_iter().enumerate();
    let mut kept = 0_usize;
    found
        .map(|(done, (target, refused))| {
            progress(done, total);
            let left_out = || Failure::DocumentLeftOut {
                path: target.signature.clone(),
            };
            let refused = refused.or_else(|| (kept > MOST_KEPT).then(left_out));
            let verified = verify_one(context, &verifier, target, refused);
            let weight = verified.report.as_ref().map_or(0, Report::weight);
            kept = kept.saturating_add(weight);
            verified
        })
        .collect()
}

/// The target itself, or what is to be checked of the folder that it is; or the folder, and why none of
/// it is.
fn with_those_inside(
    context: &Context<'_>,
    target: VerifyTarget,
    room: &mut Room,
) -> Vec<(VerifyTarget, Option<Failure>)> {
    let wanted = |path: &Path, _: &HashSet<PathBuf>| carries_signatures(context, path);
    let one = |signature| {
        let content = None;
        (VerifyTarget { signature, content }, None)
    };
    match files_in(context, &target.signature, room, &wanted) {
        Ok(inside) if inside.is_empty() => vec![(target, None)],
        Ok(inside) => inside.into_iter().map(one).collect(),
        Err(failure) => vec![(target, Some(failure))],
    }
}

fn verify_one(
    context: &Context<'_>,
    verifier: &Verifier<'_>,
    target: VerifyTarget,
    refused: Option<Failure>,
) -> VerifiedFile {
    let VerifyTarget { signature, content } = target;
    let mut verified = VerifiedFile {
        path: signature,
        kind: VerifiedKind::Cms,
        content,
        report: Err(Failure::Cancelled),
    };
    match refused {
        Some(failure) => verified.report = Err(failure),
        None if context.cancel.is_raised() => {}
        None => verified.report = judge(context, verifier, &mut verified),
    }
    verified
}

fn judge(
    context: &Context<'_>,
    verifier: &Verifier<'_>,
    verified: &mut VerifiedFile,
) -> Result<Report, Failure> {
    let path = &verified.path;
    let (file, version) = open_now(context, path)?;
    let source = FileSource(&*file);
    let report = match kind_of(&*file).map_err(|error| Failure::unreadable(path, error))? {
        DocumentKind::Pdf => {
            verified.kind = VerifiedKind::Pdf;
            // A document beside it is of no meaning to a PDF.
            verified.content = None;
            judge_pdf(context, path, &source)
        }
        DocumentKind::Other => judge_cms(context, verifier, path, source, &mut verified.content),
    };
    if matches!(report, Err(Failure::Cancelled)) {
        return report;
    }
    require_version(&*file, path, &version)?;
    report
}

/// Judges the signatures in a PDF.
fn judge_pdf(context: &Context<'_>, path: &Path, source: &dyn Source) -> Result<Report, Failure> {
    let mut go_on = || !context.cancel.is_raised();
    let report = pdf::verify(source, context.trust, context.now(), &mut go_on);
    report.map_err(|error| match error {
        PdfVerifyError::Cancelled => Failure::Cancelled,
        PdfVerifyError::Pdf(PdfError::Source(error)) => Failure::unreadable(path, error.into()),
        PdfVerifyError::Pdf(_) => Failure::DocumentUnsupported {
            path: path.to_path_buf(),
            kind: DocumentKind::Pdf,
        },
    })
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

/// Judges our own PDF before it has its name. `hashed` has taken in the first part of it. An error is the
/// disk's.
pub(super) fn judge_pdf_written(
    context: &Context<'_>,
    file: &dyn ReadFile,
    hashed: &ContentDigester,
) -> Result<Option<Report>, FileError> {
    let nobody = TrustStore::empty();
    match pdf::verify_hashed(&FileSource(file), hashed, &nobody, context.now()) {
        Ok(report) => Ok(Some(report)),
        Err(PdfVerifyError::Pdf(PdfError::Source(error))) => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// Judges our own CMS around its document before it has its name. An error is the disk's.
pub(super) fn judge_cms_written(
    context: &Context<'_>,
    file: &dyn ReadFile,
) -> Result<Option<Report>, FileError> {
    let source = FileSource(file);
    let nobody = TrustStore::empty();
    let mut document = match SignedDocument::parse_source(&source) {
        Ok(document) => document,
        Err(CmsError::Source(error)) => return Err(error.into()),
        Err(_) => return Ok(None),
    };
    match hash_attached(context, &mut document, &source) {
        Ok(()) => {}
        Err(RelayError::File(error)) => return Err(error),
        Err(_) => return Ok(None),
    }
    let digests = ContentDigests::default();
    Ok(Some(verify(&document, &digests, &nobody, context.now())))
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
        CmsError::Source(error) => Failure::unreadable(signature, error.into()),
        _ => Failure::DocumentUnsupported {
            path: signature.to_path_buf(),
            kind: DocumentKind::Other,
        },
    })?;
    hash_attached(context, &mut document, &source).map_err(|error| error.of(signature))?;
    // Also where the signature carries its content: who sees it beside a document takes it for the
    // signature of that document, so it must be.
    if content.is_none() {
        *content = beside(signature).filter(|path| context.files.exists(path));
    }
    let digests = match content {
        Some(path) => {
            let (file, version) = open_now(context, path)?;
            let digests = hash_document(context, file.as_ref(), &document.digest_algorithms())
                .map_err(|error| error.of(path))?;
            require_version(file.as_ref(), path, &version)?;
            digests
        }
        None if document.is_attached() => ContentDigests::default(),
        None => {
            return Err(Failure::DocumentContentMissing {
                path: signature.to_path_buf(),
            });
        }
    };
    Ok(verifier.verify(&document, &digests))
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
