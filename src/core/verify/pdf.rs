//! Temporary.
use super::{ChangesAfter, Coverage, Report, SignedDocument, verify as verify_cms};
use crate::core::{
    cert::TrustStore,
    pdf::{Object, PdfError, PdfFile},
    sign::ContentDigester,
    source::Source,
};
use jiff::Timestamp;

/// Temporary.
pub fn verify(
    source: &dyn Source,
    trust: &TrustStore,
    now: Timestamp,
    _go_on: &mut dyn FnMut() -> bool,
) -> Result<Report, PdfError> {
    let pdf = PdfFile::open(source)?;
    let mut report = Report::default();
    for field in pdf.fields()? {
        let Some(signature) = field.signature() else {
            continue;
        };
        let range: Vec<u64> = signature
            .get("ByteRange")
            .and_then(Object::as_array)
            .unwrap_or_default()
            .iter()
            .filter_map(|it| u64::try_from(it.as_integer()?).ok())
            .collect();
        let [_, a, b, c] = range[..] else { continue };
        let cms = signature
            .get("Contents")
            .and_then(Object::as_string)
            .unwrap_or_default();
        let Ok(document) = SignedDocument::parse_padded(cms) else {
            continue;
        };
        let mut digester = ContentDigester::new(document.digest_algorithms());
        for (from, len) in [(0, a), (b, c)] {
            let mut at = from;
            while at < from + len {
                let piece = source.bytes(
                    at,
                    usize::try_from((from + len - at).min(1 << 18)).unwrap_or(0),
                )?;
                digester.update(&piece);
                at += piece.len() as u64;
            }
        }
        for mut one in verify_cms(&document, &digester.finish(), trust, now).signatures {
            one.field = Some(field.name.clone());
            one.coverage = if b + c == source.len() {
                Coverage::WholeDocument
            } else {
                Coverage::EarlierRevision
            };
            one.changes_after = ChangesAfter::None;
            report.signatures.push(one);
        }
    }
    Ok(report)
}
