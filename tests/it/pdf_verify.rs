//! Verifying PDFs that others signed (`fixtures/pdf/signed`, by pyHanko and poppler), and what was
//! done to them afterwards.

use std::{
    cell::Cell,
    path::{Path, PathBuf},
};

use inkan::core::{
    cert::{TrustStore, export},
    pdf::{Entry, PdfFile, Source, SourceError},
    verify::{Integrity, Report, SignatureReport, Verdict, pdf},
};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::attacks::builder::{self, Doc, SCENE, stream};

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

/// A signed document whose table has one object of the signed revision, the field, behind the end of
/// the file; the note that was added later is a revision of its own.
pub fn field_beyond_the_end() -> Vec<u8> {
    let mut bytes = std::fs::read(fixture("signed/approval-then-note.pdf")).unwrap();
    let signature = judge(&bytes).unwrap().signatures.remove(0);
    let file = PdfFile::open_sound(&bytes).unwrap();
    let field = file
        .fields()
        .unwrap()
        .into_iter()
        .find(|it| Some(&it.name) == signature.field.as_ref());
    let Entry::InFile { offset, .. } = file.entry(field.unwrap().id.number) else {
        panic!("in the file");
    };
    let entry = format!("{offset:010} 00000 n");
    let at = bytes
        .windows(entry.len())
        .position(|it| it == entry.as_bytes())
        .expect("a table");
    bytes[at..at + 10].copy_from_slice(b"0000900019");
    bytes
}

#[test]
fn a_signature_whose_revision_cannot_be_read_is_broken_and_the_document_is_judged() {
    let bytes = field_beyond_the_end();
    assert!(PdfFile::open_sound(&bytes).unwrap().fields().is_err());
    let report = judge(&bytes).expect("its objects are there to be found");
    let lines: Vec<_> = report.signatures.iter().map(line).collect();
    assert_eq!(
        lines,
        ["Signature1: bad signature-dictionary partial other"]
    );
    assert_eq!(report.verdict(), Verdict::Bad);
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

/// A document in memory that notes how it is read.
struct Watched {
    bytes: Vec<u8>,
    largest: Cell<usize>,
    total: Cell<usize>,
}

impl Source for Watched {
    fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SourceError> {
        self.largest.set(self.largest.get().max(buffer.len()));
        let count = self.bytes.as_slice().read_at(offset, buffer)?;
        self.total.set(self.total.get() + count);
        Ok(count)
    }
}

#[test]
fn a_large_document_is_read_once_in_small_pieces() {
    const LEN: usize = 32 * 1024 * 1024;
    let doc = Doc::plain().append(&[(
        14,
        stream("/Type /XObject /Subtype /Image", &"x".repeat(LEN)),
    )]);
    let one = doc.sign();
    let two = one.sign_as(&SCENE.other, "");
    for (signed, signatures) in [(one, 1), (two, 2)] {
        let source = Watched {
            bytes: signed.bytes,
            largest: Cell::new(0),
            total: Cell::new(0),
        };
        let report = pdf::verify(&source, &SCENE.trust, builder::now(), &mut || true).unwrap();
        assert_eq!(report.verdict(), Verdict::Good);
        assert_eq!(report.signatures.len(), signatures);
        assert!(
            source.largest.get() <= 256 * 1024,
            "{}",
            source.largest.get()
        );
        // Hashed once for each signature, and not much besides.
        let most = signatures * LEN + 2 * 1024 * 1024;
        assert!(source.total.get() < most, "{}", source.total.get());
    }
}

/// What is good here, strangers find intact and without changes that they do not allow. Notes excepted:
/// pyHanko allows none whatever the document says; and poppler's way of signing, which pyHanko does
/// not allow either.
#[cfg(target_os = "linux")]
#[test]
fn nothing_that_pyhanko_refuses_is_good() {
    use crate::judges::{Judge, present, pyhanko_validate, signed};

    if !present(&[Judge::PyHanko]) {
        return;
    }
    let files = signed();
    let root = fixture("signed/issuer.pem");
    let reports = pyhanko_validate(&files, &[&root]);
    for (path, theirs) in files.iter().zip(reports) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let is_known = ["note", "pdfsig-after-pyhanko"]
            .iter()
            .any(|it| name.contains(it));
        let ours = judge(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(theirs.signatures.len(), ours.signatures.len(), "{name}");
        for signature in &ours.signatures {
            let field = signature.field.as_deref().unwrap();
            let theirs = theirs
                .signatures
                .iter()
                .find(|it| it.field == field)
                .unwrap();
            if signature.verdict() == Verdict::Good && !is_known {
                assert!(theirs.good, "{name}: {}", theirs.raw);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Any bytes written over a signed document end in an answer, and never a good one.
    #[test]
    fn a_damaged_document_is_never_good(
        at in 0_usize..100_000,
        what in proptest::collection::vec(any::<u8>(), 1..24),
        which in 0_usize..5,
    ) {
        let name = ["approval-two", "approval-object-streams", "approval-linearized",
            "certified-p2-then-approval", "approval-then-document-timestamp"][which];
        let mut bytes = std::fs::read(fixture(&format!("signed/{name}.pdf"))).unwrap();
        let at = at % (bytes.len() - what.len());
        let before = bytes[at..at + what.len()].to_vec();
        bytes[at..at + what.len()].copy_from_slice(&what);
        if let Ok(report) = judge(&bytes) {
            prop_assert!(before == what || report.verdict() != Verdict::Good, "{} at {}", name, at);
        }
    }

    /// What is appended to it too.
    #[test]
    fn whatever_is_appended_is_never_good(
        words in proptest::collection::vec(0_usize..WORDS.len(), 1..12),
    ) {
        let mut bytes = std::fs::read(fixture("signed/approval.pdf")).unwrap();
        let appended: String = words.iter().map(|it| WORDS[*it]).collect();
        bytes.extend_from_slice(appended.as_bytes());
        if let Ok(report) = judge(&bytes) {
            let is_blank = appended.trim().is_empty();
            prop_assert!(is_blank || report.verdict() != Verdict::Good, "{}", appended);
        }
    }
}

/// What revisions are made of.
const WORDS: [&str; 16] = [
    "\n",
    " ",
    "%%EOF\n",
    "startxref\n",
    "0\n",
    "1 0 obj\n",
    "4 0 obj\n",
    "<</Type /Catalog /Pages 2 0 R>>\n",
    "<</Length 3>>\nstream\nabc\nendstream\n",
    "endobj\n",
    "xref\n",
    "0 1\n",
    "0000000000 65535 f \n",
    "0000000015 00000 n \n",
    "trailer\n",
    "<</Size 20 /Root 1 0 R /Prev 100>>\n",
];
