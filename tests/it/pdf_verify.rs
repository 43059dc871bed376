//! Verifying PDFs that others signed (`fixtures/pdf/signed`, by pyHanko and poppler), and what was
//! done to them afterwards.

use std::path::{Path, PathBuf};

use inkan::core::{
    cert::{TrustStore, export},
    pdf::Source,
    verify::{Integrity, Report, SignatureReport, Verdict, pdf},
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

/// What each file is judged to be. pyHanko says the same of all but these: it takes a later title for
/// harmless (`approval-then-info-changed`), and every note for a change.
const JUDGED: &[(&str, &[&str])] = &[
    (
        "adbe-with-timestamp",
        &["Signature1: good intact whole-document none"],
    ),
    ("approval", &["Signature1: good intact whole-document none"]),
    (
        "approval-500-pages",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "approval-after-revisions",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "approval-beside-prepared-field",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "approval-encrypted",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "approval-in-prepared-field",
        &["Tenant: good intact whole-document none"],
    ),
    (
        "approval-libreoffice",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "approval-linearized",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "approval-note-then-approval",
        &[
            "Signature1: good intact earlier-revision form-and-annotations",
            "Signature2: good intact whole-document none",
        ],
    ),
    (
        "approval-object-streams",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "approval-page-changed-then-approval",
        &[
            "Signature1: bad intact earlier-revision other",
            "Signature2: good intact whole-document none",
        ],
    ),
    (
        "approval-then-document-timestamp",
        &[
            "Signature1: good intact earlier-revision signatures-only",
            "Clock: good intact whole-document none",
        ],
    ),
    (
        "approval-then-form-filled",
        &["Signature1: good intact earlier-revision form-and-annotations"],
    ),
    (
        "approval-then-freetext",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "approval-then-info-changed",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "approval-then-note",
        &["Signature1: good intact earlier-revision form-and-annotations"],
    ),
    (
        "approval-then-page-added",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "approval-then-page-changed",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "approval-then-stamp",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "approval-then-unused-object",
        &["Signature1: good intact earlier-revision signatures-only"],
    ),
    (
        "approval-three",
        &[
            "Signature1: good intact earlier-revision signatures-only",
            "Signature2: good intact earlier-revision signatures-only",
            "Signature3: good intact whole-document none",
        ],
    ),
    (
        "approval-two",
        &[
            "Signature1: good intact earlier-revision signatures-only",
            "Signature2: good intact whole-document none",
        ],
    ),
    (
        "certificate-expired",
        &["Signature1: untrusted intact whole-document none"],
    ),
    (
        "certified-p1",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "certified-p1-then-form-filled",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "certified-p2",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "certified-p2-then-approval",
        &[
            "Signature1: good intact earlier-revision signatures-only",
            "Signature2: good intact whole-document none",
        ],
    ),
    (
        "certified-p2-then-form-filled",
        &["Signature1: good intact earlier-revision form-and-annotations"],
    ),
    (
        "certified-p2-then-freetext",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "certified-p2-then-note",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "certified-p2-then-stamp",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "certified-p3",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "certified-p3-then-approval",
        &[
            "Signature1: good intact earlier-revision signatures-only",
            "Signature2: good intact whole-document none",
        ],
    ),
    (
        "certified-p3-then-form-filled",
        &["Signature1: good intact earlier-revision form-and-annotations"],
    ),
    (
        "certified-p3-then-freetext",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "certified-p3-then-note",
        &["Signature1: good intact earlier-revision form-and-annotations"],
    ),
    (
        "certified-p3-then-stamp",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "content-changed",
        &["Signature1: bad content-changed whole-document none"],
    ),
    (
        "document-timestamp-alone",
        &["Clock: good intact whole-document none"],
    ),
    (
        "ecdsa-p256",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "ecdsa-p384",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "fieldmdp-all",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "fieldmdp-all-then-form-filled",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "fieldmdp-exclude",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "fieldmdp-exclude-then-form-filled",
        &["Signature1: good intact earlier-revision form-and-annotations"],
    ),
    (
        "fieldmdp-include",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "fieldmdp-include-then-form-filled",
        &["Signature1: bad intact earlier-revision other"],
    ),
    (
        "form-approval",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "issuer-unknown",
        &["Signature1: untrusted intact whole-document none"],
    ),
    (
        "key-usage-wrong",
        &["Signature1: bad key-usage whole-document none"],
    ),
    (
        "pades-b-b",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "pades-b-b-p384",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "pades-b-t",
        &["Signature1: good intact whole-document none"],
    ),
    ("pdfsig", &["Tenant: good intact whole-document none"]),
    (
        "pdfsig-after-pyhanko",
        &[
            "Signature1: good intact earlier-revision signatures-only",
            "Tenant: good intact whole-document none",
        ],
    ),
    ("pdfsig-etsi", &["Tenant: good intact whole-document none"]),
    ("rsa-pss", &["Signature1: good intact whole-document none"]),
    (
        "rsa-pss-sha512",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "rsa-sha384",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "rsa-sha512",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "signature-changed",
        &["Signature1: bad signature-mismatch whole-document none"],
    ),
    ("visible", &["Signature1: good intact whole-document none"]),
    (
        "visible-rotated",
        &["Signature1: good intact whole-document none"],
    ),
    (
        "weak-sha1",
        &["Signature1: bad digest-weak whole-document none"],
    ),
    (
        "whitespace-appended",
        &["Signature1: good intact whole-document none"],
    ),
];

#[test]
fn what_others_signed_is_judged() {
    let mut names: Vec<_> = std::fs::read_dir(fixture("signed"))
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter_map(|it| Some(it.strip_suffix(".pdf")?.to_owned()))
        .collect();
    names.sort();
    let expected: Vec<_> = JUDGED.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, expected);
    for (name, expected) in JUDGED {
        let bytes = std::fs::read(fixture(&format!("signed/{name}.pdf"))).unwrap();
        let report = judge(&bytes).unwrap();
        let lines: Vec<_> = report.signatures.iter().map(line).collect();
        assert_eq!(lines, *expected, "{name}");
        assert!(
            report.signatures.iter().all(|it| it.signed_at.is_some()),
            "{name}"
        );
    }
}

#[test]
fn an_unsigned_document_is_unsigned_and_a_broken_one_never_good() {
    for folder in ["", "encrypted", "broken"] {
        for entry in std::fs::read_dir(fixture(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|it| it != "pdf") {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            match judge(&bytes) {
                Ok(report) => assert_eq!(report.verdict(), Verdict::Unsigned, "{path:?}"),
                Err(error) => assert!(!folder.is_empty(), "{path:?}: {error}"),
            }
        }
    }
}

#[test]
fn judging_stops_when_it_is_told_to() {
    let bytes = std::fs::read(fixture("signed/approval-two.pdf")).unwrap();
    let mut left = 1;
    let outcome = pdf::verify(&bytes, &trust(), now(), &mut || {
        left -= 1;
        left >= 0
    });
    assert_eq!(outcome, Err(pdf::PdfVerifyError::Cancelled));
}
