//! Signs the PDFs of other programs as the worker does, and has strangers judge what comes out: qpdf
//! the file, pdfsig and pyHanko the signature. The original must be its untouched beginning.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use inkan::{
    app::{
        command::{PageChoice, SealOrder, SignJob, SignTarget},
        event::SignOutcome,
        failure::{DocumentRefusal, Failure, SealObstacle},
        ports::Overwrite,
    },
    core::{
        cert::{Certificate, TrustStore},
        rules::Destination,
        sign::{
            PdfProfile, SignatureFormat,
            pdf::seal::{Ring, SealDesign, SealSize},
        },
        verify::{ChangesAfter, DigestAlgorithm, Verdict, pdf},
    },
    sim::demo_ca_certificates,
};

use crate::{
    bench::Bench,
    cms::pki::{Issuer, Key},
    judges::{
        Judge, PyhankoJob, Qpdf, Seat, Syntax, broken, corpus, encrypted, fixture, pdfsig, present,
        pyhanko_sign, pyhanko_validate, qpdf, signed,
    },
    pdf_verify::field_beyond_the_end,
};

const ADOBE: SignatureFormat = SignatureFormat::Pdf(PdfProfile::Pkcs7Detached);
const PADES: SignatureFormat = SignatureFormat::Pdf(PdfProfile::CadesDetached);

/// What pyHanko itself cannot read, whoever signed it: its rules for generations, free entries, hybrid
/// files and the header are stricter than those of readers, and it does not know AES-256 in the
/// revision before the standard.
const NOT_FOR_PYHANKO: [&str; 8] = [
    "aes-256-r5.pdf",
    "generation-3.pdf",
    "hybrid-hidden-in-same-section.pdf",
    "hybrid-one-section.pdf",
    "hybrid.pdf",
    "mutool-clean-ascii.pdf",
    "mutool-clean-compact.pdf",
    "mutool-clean.pdf",
];

/// Signs each into the bench's folder.
fn sign(bench: &mut Bench, documents: &[PathBuf], format: SignatureFormat) -> Vec<SignOutcome> {
    let target = |(number, input): (usize, &PathBuf)| SignTarget {
        input: input.clone(),
        output: bench.folder.path().join(format!("{number}.signed.pdf")),
        format,
    };
    let job = SignJob {
        targets: documents.iter().enumerate().map(target).collect(),
        destination: Some(Destination::Registry),
        seal: None,
        digest: DigestAlgorithm::Sha256,
        overwrite: Overwrite::Refused,
    };
    bench.sign(job)
}

/// The issuer of the practice card's sign certificate, as a file.
fn roots(folder: &Path) -> Vec<PathBuf> {
    let write = |(number, der): (usize, &[u8])| {
        let path = folder.join(format!("root{number}.der"));
        std::fs::write(&path, der).expect("writes");
        path
    };
    demo_ca_certificates()
        .into_iter()
        .enumerate()
        .map(write)
        .collect()
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("reads")
}

fn name(path: &Path) -> String {
    path.file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

/// Nothing is good here but what all say: every result is the original with something added, a sound
/// file, and carries a signature that two strangers find intact and over all of it.
fn judged(outcomes: &[SignOutcome], bench: &Bench) {
    let done: Vec<&SignOutcome> = outcomes.iter().filter(|it| it.result.is_ok()).collect();
    assert!(!done.is_empty());
    let roots = roots(bench.folder.path());
    let roots: Vec<&Path> = roots.iter().map(PathBuf::as_path).collect();
    let outputs: Vec<PathBuf> = done.iter().map(|it| it.target.output.clone()).collect();
    let reports = pyhanko_validate(&outputs, &roots);
    for (outcome, report) in done.iter().zip(reports) {
        let SignTarget { input, output, .. } = &outcome.target;
        let who = name(input);
        assert!(
            read(output).starts_with(&read(input)),
            "{who}: the original was touched"
        );
        if matches!(qpdf(input), Qpdf::Clean) {
            assert!(
                matches!(qpdf(output), Qpdf::Clean),
                "{who}: {:?}",
                qpdf(output)
            );
        }
        let ours = pdfsig(output, &roots);
        let ours = ours
            .last()
            .unwrap_or_else(|| panic!("{who}: pdfsig finds no signature"));
        assert!(ours.valid && ours.whole_document, "{who}: {}", ours.raw);
        if NOT_FOR_PYHANKO.contains(&who.as_str()) {
            let judged = report.signatures.iter().any(|it| it.intact);
            assert!(!judged, "{who}: pyHanko judges it by now");
            continue;
        }
        assert_eq!(report.error, None, "{who}");
        let ours = report.signatures.last().expect("a signature");
        assert!(
            ours.intact && ours.valid && ours.trusted,
            "{who}: {}",
            ours.raw
        );
        assert_eq!(ours.coverage, "entire-file", "{who}");
    }
}

#[test]
fn every_sound_pdf_is_signed_and_strangers_agree() {
    if !present(&[Judge::Qpdf, Judge::Pdfsig, Judge::PyHanko]) {
        return;
    }
    let documents = corpus();
    for format in [ADOBE, PADES] {
        let mut bench = Bench::with("normal");
        let outcomes = sign(&mut bench, &documents, format);
        for outcome in &outcomes {
            let who = name(&outcome.target.input);
            // Where its offsets count from is open to every reader.
            if who.starts_with("junk-before-header") {
                assert!(matches!(
                    outcome.result,
                    Err(Failure::DocumentRefuses { .. })
                ));
                continue;
            }
            assert_eq!(outcome.result, Ok(()), "{who}");
        }
        judged(&outcomes, &bench);
    }
}

/// Signing is refused with a reason, or what comes out is sound: never a damaged file.
#[test]
fn broken_and_encrypted_pdfs_are_repaired_or_refused() {
    if !present(&[Judge::Qpdf, Judge::Pdfsig, Judge::PyHanko]) {
        return;
    }
    let documents = [broken(), encrypted()].concat();
    let mut bench = Bench::with("normal");
    let outcomes = sign(&mut bench, &documents, ADOBE);
    for outcome in &outcomes {
        println!("{}: {:?}", name(&outcome.target.input), outcome.result);
        if let Err(failure) = &outcome.result {
            assert!(
                matches!(
                    failure,
                    Failure::DocumentNotPdf { .. } | Failure::DocumentRefuses { .. }
                ),
                "{}: {failure:?}",
                name(&outcome.target.input)
            );
            assert!(!outcome.target.output.exists());
        }
    }
    judged(&outcomes, &bench);
}

/// One signature of it is broken already, and so is its table: it is repaired, and ours is sound.
#[test]
fn a_table_that_is_wrong_about_a_signed_field_is_repaired() {
    let mut bench = Bench::with("normal");
    let document = bench.folder.path().join("field-beyond-the-end.pdf");
    std::fs::write(&document, field_beyond_the_end()).expect("writes");
    let outcomes = sign(&mut bench, &[document], ADOBE);
    let [outcome] = outcomes.as_slice() else {
        panic!("one document");
    };
    assert_eq!(outcome.result, Ok(()));
    let all = verdicts(&outcome.target.output);
    let expected = [
        (Verdict::Good, ChangesAfter::None),
        (Verdict::Bad, ChangesAfter::Other),
    ];
    assert_eq!(all, expected);
}

/// At most two in a hundred, each with a reason.
#[test]
fn what_pyhanko_can_sign_can_be_signed_here() {
    if !present(&[Judge::PyHanko]) {
        return;
    }
    let documents = [corpus(), broken(), encrypted(), signed()].concat();
    let mut bench = Bench::with("normal");
    let outcomes = sign(&mut bench, &documents, ADOBE);
    let folder = tempfile::tempdir().expect("a folder");
    let issuer = Issuer::new();
    let person = issuer.person(7, Key::rsa());
    let seat = Seat::new(folder.path(), "person", &person, &issuer);
    let jobs: Vec<PyhankoJob> = documents
        .iter()
        .enumerate()
        .map(|(number, input)| {
            let output = folder.path().join(format!("{number}.pdf"));
            let mut job = PyhankoJob::new(input, &output, &seat);
            job.field = "PyhankoSignature".to_owned();
            job.syntax = Syntax::Lenient;
            job
        })
        .collect();
    let theirs = pyhanko_sign(&jobs);
    let (mut missed, mut forbidden) = (BTreeMap::new(), Vec::new());
    for (outcome, theirs) in outcomes.iter().zip(&theirs) {
        let who = name(&outcome.target.input);
        match (&outcome.result, theirs) {
            // pyHanko does not ask: what it makes there breaks an earlier signature, or what the
            // author permits.
            (
                Err(Failure::DocumentRefuses {
                    reason: DocumentRefusal::Locked | DocumentRefusal::NotPermitted,
                    ..
                }),
                Ok(()),
            ) => forbidden.push(who),
            (Err(failure), Ok(())) => {
                missed.insert(who, failure.clone());
            }
            _ => {}
        }
    }
    let able = theirs.iter().filter(|it| it.is_ok()).count();
    let ours = outcomes.iter().filter(|it| it.result.is_ok()).count();
    println!(
        "of {} documents pyHanko signs {able}, we {ours}; we miss {missed:?}; forbidden: {forbidden:?}",
        documents.len()
    );
    assert!(forbidden.len() <= 8, "{forbidden:?}");
    assert!(missed.len() * 50 <= able, "{missed:?}");
}

#[test]
fn the_result_shows_what_the_registry_looks_at() {
    let mut bench = Bench::with("normal");
    let documents = corpus();
    let outcomes = sign(&mut bench, &documents[..1], ADOBE);
    assert!(!outcomes[0].checks.is_empty());
    for (rule, holds) in &outcomes[0].checks {
        assert!(holds, "{rule:?}");
    }
    // PAdES is refused there: the check says so.
    let mut bench = Bench::with("normal");
    let outcomes = sign(&mut bench, &documents[..1], PADES);
    let broken: Vec<_> = outcomes[0].checks.iter().filter(|it| !it.1).collect();
    assert_eq!(broken.len(), 1, "{broken:?}");
}

fn seal(corner_mm: (f32, f32), design: SealDesign) -> SealOrder {
    SealOrder {
        design,
        size: SealSize::new(25.0).expect("a size"),
        page: PageChoice::Number(0),
        corner_mm,
        caption: Some("電子署名".to_owned()),
        date: Some("2026.11.22".to_owned()),
        watermark: Some("練習用".to_owned()),
    }
}

fn sign_with_seal(bench: &mut Bench, input: &Path, output: &str, order: SealOrder) -> SignOutcome {
    let target = SignTarget {
        input: input.to_owned(),
        output: bench.folder.path().join(output),
        format: ADOBE,
    };
    let job = SignJob {
        targets: vec![target],
        destination: None,
        seal: Some(Box::new(order)),
        digest: DigestAlgorithm::Sha256,
        overwrite: Overwrite::Refused,
    };
    bench.sign(job).remove(0)
}

/// What we say of every signature in the file.
fn verdicts(path: &Path) -> Vec<(Verdict, ChangesAfter)> {
    let mut trust = TrustStore::empty();
    for der in demo_ca_certificates() {
        let issuer = Certificate::from_der(der).expect("a certificate");
        trust = trust.with_demo(issuer).expect("an issuer");
    }
    let bytes = read(path);
    let report = pdf::verify(&bytes, &trust, Bench::now(), &mut || true).expect("reads");
    let signatures = report.signatures.iter();
    signatures
        .map(|it| (it.verdict(), it.changes_after))
        .collect()
}

/// Every page of the corpus takes a seal, and the whole file stays sound.
#[test]
fn a_seal_goes_on_every_page_there_is() {
    if !present(&[Judge::Qpdf, Judge::Pdfsig]) {
        return;
    }
    let mut bench = Bench::with("normal");
    let documents = corpus();
    let turned = |path: &&PathBuf| {
        let name = name(path);
        [
            "rotate",
            "cropbox",
            "mediabox",
            "annots",
            "user-unit",
            "libreoffice",
            "acroform",
        ]
        .iter()
        .any(|it| name.starts_with(it))
    };
    let mut count = 0;
    for document in documents.iter().filter(turned) {
        let who = name(document);
        let order = seal((150.0, 20.0), SealDesign::Round(Ring::Double));
        let outcome = sign_with_seal(&mut bench, document, &who, order);
        assert_eq!(outcome.result, Ok(()), "{who}");
        let output = &outcome.target.output;
        if matches!(qpdf(document), Qpdf::Clean) {
            assert!(
                matches!(qpdf(output), Qpdf::Clean),
                "{who}: {:?}",
                qpdf(output)
            );
        }
        assert_eq!(
            verdicts(output),
            [(Verdict::Good, ChangesAfter::None)],
            "{who}"
        );
        count += 1;
    }
    assert!(count > 15, "{count}");
}

/// A second seal at the place of the first would make the first look tampered with.
#[test]
fn a_second_seal_makes_room_for_the_first() {
    let mut bench = Bench::with("normal");
    let document = fixture("libreoffice-default.pdf");
    let place = (150.0, 20.0);
    let round = || seal(place, SealDesign::Round(Ring::Single));
    let first = sign_with_seal(&mut bench, &document, "1.pdf", round());
    assert_eq!(first.result, Ok(()));
    let second = sign_with_seal(&mut bench, &first.target.output, "2.pdf", round());
    assert_eq!(second.result, Ok(()));
    let third = seal(place, SealDesign::Rectangle);
    let third = sign_with_seal(&mut bench, &second.target.output, "3.pdf", third);
    assert_eq!(third.result, Ok(()));
    let more = (Verdict::Good, ChangesAfter::SignaturesOnly);
    let last = (Verdict::Good, ChangesAfter::None);
    assert_eq!(verdicts(&third.target.output), [more, more, last]);
}

/// What its author certified is to be seen as it was; a signature that is not seen is welcome.
#[test]
fn no_seal_goes_on_a_certified_document() {
    let mut bench = Bench::with("normal");
    let document = fixture("signed/certified-p2.pdf");
    let order = seal((150.0, 20.0), SealDesign::Rectangle);
    let outcome = sign_with_seal(&mut bench, &document, "1.pdf", order);
    assert!(matches!(
        outcome.result,
        Err(Failure::SealUnsuitable {
            reason: SealObstacle::EarlierSignature,
            ..
        })
    ));
    assert!(!outcome.target.output.exists());
    let outcomes = sign(&mut bench, &[document], ADOBE);
    assert_eq!(outcomes[0].result, Ok(()));
}
