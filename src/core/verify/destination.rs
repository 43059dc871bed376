//! Whether a finished signature shows what the place looks at that it is for (`rules::Destination`).
//! Read from the file itself, not from what was meant to be written.

use const_oid::ObjectIdentifier;

use super::{Coverage, Integrity, SignatureReport};
use crate::core::{
    jpki::Slot,
    pdf::{Dictionary, Object, PdfError, PdfFile},
    rules::DestinationRule,
    source::{Source, SourceError},
};

/// `id-aa-timeStampToken` (RFC 3161, appendix A).
const TIMESTAMP_TOKEN: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");

/// Each rule, and whether the signature of `report` keeps it. `file` is the signed PDF; of a CMS nothing
/// but its report is needed.
pub fn check_destination(
    rules: &[DestinationRule],
    report: &SignatureReport,
    file: Option<&dyn Source>,
) -> Result<Vec<(DestinationRule, bool)>, SourceError> {
    let pdf = match file {
        Some(source) => or_nothing(PdfFile::open_sound(source))?,
        None => None,
    };
    let signature = match &pdf {
        Some(pdf) => dictionary_of(pdf, report)?,
        None => None,
    };
    let entry = |key: &str| signature.as_ref().and_then(|it| it.get(key));
    let is_there = |key: &str| entry(key).and_then(Object::as_string).is_some();
    let holds = |rule| match rule {
        DestinationRule::CoversWholeFile => report.coverage == Coverage::WholeDocument,
        DestinationRule::NotEncrypted => pdf.as_ref().is_some_and(|it| it.security().is_none()),
        DestinationRule::NoTimestamp => {
            let cms = entry("Contents").and_then(Object::as_string);
            let token = TIMESTAMP_TOKEN.as_bytes();
            cms.is_some_and(|cms| !cms.windows(token.len()).any(|it| it == token))
        }
        DestinationRule::SelfChecked => report.integrity == Integrity::Intact,
        DestinationRule::SignCertificate => {
            let signer = report.signer.as_ref();
            signer.is_some_and(|it| it.slot() == Some(Slot::Sign))
        }
        DestinationRule::SigningTime => is_there("M"),
        DestinationRule::SignerName => is_there("Name"),
        DestinationRule::SubFilter => {
            entry("SubFilter").is_some_and(|it| it.is_name("adbe.pkcs7.detached"))
        }
        DestinationRule::TypeSig => signature.as_ref().is_some_and(|it| it.is_type("Sig")),
    };
    Ok(rules.iter().map(|rule| (*rule, holds(*rule))).collect())
}

/// What a file holds; nothing where it is not as it should be, which is no error of reading.
fn or_nothing<T>(read: Result<T, PdfError>) -> Result<Option<T>, SourceError> {
    match read {
        Ok(found) => Ok(Some(found)),
        Err(PdfError::Source(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// The dictionary of the signature that the report is about.
fn dictionary_of(
    pdf: &PdfFile<'_>,
    report: &SignatureReport,
) -> Result<Option<Dictionary>, SourceError> {
    let fields = or_nothing(pdf.fields())?.unwrap_or_default();
    let field = fields
        .iter()
        .find(|field| report.field.as_deref() == Some(field.name.as_str()));
    Ok(field.and_then(|field| field.signature().cloned()))
}
