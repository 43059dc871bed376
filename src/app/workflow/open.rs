//! Sorts files that the program was opened with: what carries signatures is there to be checked,
//! everything else to be signed. A signed PDF looks like any other from outside, so PDFs are looked
//! into; nothing is judged here.

use std::path::{Path, PathBuf};

use super::{Context, verify::is_signature_name};
use crate::{
    app::{event::Event, ports::FileSource},
    core::pdf::PdfFile,
};

/// Which of `paths` are to be checked and which to be signed, each in their order.
pub fn sort(context: &Context<'_>, paths: Vec<PathBuf>) -> Event {
    let (signatures, documents) = paths
        .into_iter()
        .partition(|path| carries_signatures(context, path));
    Event::FilesSorted {
        documents,
        signatures,
    }
}

/// Whether a file is one to be checked rather than one to be signed.
pub(super) fn carries_signatures(context: &Context<'_>, path: &Path) -> bool {
    is_signature_name(path) || is_signed_pdf(context, path)
}

/// Whether a signature field of a PDF has a value (ISO 32000-2 §12.7.5.5).
fn is_signed_pdf(context: &Context<'_>, path: &Path) -> bool {
    let is_pdf = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
    is_pdf
        && context.files.open(path).is_ok_and(|file| {
            PdfFile::open(&FileSource(file.as_ref()))
                .and_then(|pdf| pdf.fields())
                .is_ok_and(|fields| fields.iter().any(|field| field.signature().is_some()))
        })
}
