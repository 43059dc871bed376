//! Sorts files that the program was opened with: what carries signatures is there to be checked,
//! everything else to be signed. A signed PDF looks like any other from outside, so PDFs are looked
//! into; nothing is judged here.

use std::path::{Path, PathBuf};

use super::{Context, verify::is_signature_name};
use crate::{
    app::event::Event,
    core::pdf::{Dictionary, Object, PdfError, PdfFile},
};

/// The largest PDF that is looked into. A larger one is laid out for signing.
const MAX_PDF: u64 = 256 * 1024 * 1024;
/// The most form fields that are looked at.
const MAX_FIELDS: usize = 10_000;

/// Which of `paths` are to be checked and which to be signed, each in their order.
pub fn sort(context: &Context<'_>, paths: Vec<PathBuf>) -> Event {
    let (signatures, documents) = paths
        .into_iter()
        .partition(|path| is_signature_name(path) || is_signed_pdf(context, path));
    Event::FilesSorted {
        documents,
        signatures,
    }
}

fn is_signed_pdf(context: &Context<'_>, path: &Path) -> bool {
    let is_pdf = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
    if !is_pdf {
        return false;
    }
    let Ok(bytes) = context.files.read_whole(path, MAX_PDF) else {
        return false;
    };
    let source: &[u8] = &bytes;
    PdfFile::open(&source).is_ok_and(|file| has_signature(&file).unwrap_or(false))
}

/// Whether a signature field has a value (ISO 32000-2 §12.7.5.5).
fn has_signature(file: &PdfFile<'_>) -> Result<bool, PdfError> {
    let (_, catalog) = file.catalog()?;
    let form = file.value(&catalog, "AcroForm")?;
    let Some(form) = form.as_dictionary() else {
        return Ok(false);
    };
    let mut open = kids(file, form, "Fields")?;
    let mut seen = 0;
    while let Some((field, inherits)) = open.pop() {
        seen += 1;
        if seen > MAX_FIELDS {
            return Ok(false);
        }
        let own = file.value(&field, "FT")?;
        let is_signature = match own {
            Object::Null => inherits,
            other => other.is_name("Sig"),
        };
        if is_signature && file.value(&field, "V")?.as_dictionary().is_some() {
            return Ok(true);
        }
        let kids = kids(file, &field, "Kids")?;
        open.extend(kids.into_iter().map(|(kid, _)| (kid, is_signature)));
    }
    Ok(false)
}

fn kids(
    file: &PdfFile<'_>,
    node: &Dictionary,
    key: &str,
) -> Result<Vec<(Dictionary, bool)>, PdfError> {
    let list = file.value(node, key)?;
    let mut found = Vec::new();
    for kid in list.as_array().unwrap_or_default() {
        if let Object::Dictionary(kid) = file.resolve(kid)? {
            found.push((kid, false));
        }
    }
    Ok(found)
}
