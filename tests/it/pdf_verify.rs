//! Verifying PDFs that others signed (`fixtures/pdf/signed`, by pyHanko and poppler), and what was
//! done to them afterwards.

use std::path::{Path, PathBuf};

use inkan::core::{
    cert::{TrustStore, export},
    pdf::Source,
    verify::{Integrity, Report, SignatureReport, pdf},
};
use jiff::Timestamp;

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/fixtures/pdf")
        .join(name)
}

pub fn trust() -> TrustStore {
    let pem = std::fs::read(fixture("signed/issuer.pem")).unwrap();
    let issuer = export::decode(&pem).unwrap();
    TrustStore::empty().with_extra(issuer.der()).unwrap()
}

pub fn now() -> Timestamp {
    "2027-01-04T09:00:00+09:00".parse().unwrap()
}

pub fn judge(source: &dyn Source) -> Result<Report, pdf::PdfVerifyError> {
    pdf::verify(source, &trust(), now(), &mut || true)
}

/// `Signature1: good intact whole-document none`
pub fn line(signature: &SignatureReport) -> String {
    let integrity = match signature.integrity {
        Integrity::Broken(flaw) => flaw.name(),
        Integrity::Intact => "intact",
    };
    format!(
        "{}: {} {integrity} {} {}",
        signature.field.as_deref().unwrap_or("-"),
        signature.verdict().name(),
        signature.coverage.name(),
        signature.changes_after.name(),
    )
}

#[test]
fn what_others_signed_is_judged() {
    let mut names: Vec<_> = std::fs::read_dir(fixture("signed"))
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter(|it| it.ends_with(".pdf"))
        .collect();
    names.sort();
    for name in names {
        let bytes = std::fs::read(fixture("signed").join(&name)).unwrap();
        let report = judge(&bytes).unwrap();
        let lines: Vec<_> = report.signatures.iter().map(line).collect();
        println!("{name}: {} [{}]", report.verdict().name(), lines.join("; "));
    }
}
