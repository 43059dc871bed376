//! The corpus is what its README says, and the judges judge. Without this, a test that leans on a
//! judge who always says yes would prove nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;
use crate::cms::pki::{Issuer, Key};

/// The tables of README.md by their heading: the cells of each row.
fn tables() -> BTreeMap<String, Vec<Vec<String>>> {
    let text = fs::read_to_string(fixture("README.md")).unwrap();
    let mut tables: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut heading = String::new();
    for line in text.lines() {
        if let Some(it) = line.strip_prefix("## ") {
            it.trim_matches('`').clone_into(&mut heading);
        } else if line.starts_with("| `") {
            let cells = line.trim_matches('|').split('|');
            let row = cells.map(|cell| cell.trim().to_owned()).collect();
            tables.entry(heading.clone()).or_default().push(row);
        }
    }
    tables
}

/// First cell → last cell of a table with one file a row.
fn last_cells(heading: &str) -> BTreeMap<String, String> {
    tables()[heading]
        .iter()
        .map(|row| {
            let name = row[0].trim_matches('`').to_owned();
            (name, row.last().unwrap().clone())
        })
        .collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn names(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| name(path)).collect()
}

/// `?` is one letter, `*` any number of them.
fn matches(pattern: &str, name: &str) -> bool {
    let mut letters = pattern.chars();
    match letters.next() {
        None => name.is_empty(),
        Some('*') => (0..=name.len()).any(|skipped| {
            name.get(skipped..)
                .is_some_and(|rest| matches(letters.as_str(), rest))
        }),
        Some('?') => name
            .get(1..)
            .is_some_and(|rest| matches(letters.as_str(), rest)),
        Some(letter) => name
            .strip_prefix(letter)
            .is_some_and(|rest| matches(letters.as_str(), rest)),
    }
}

#[test]
fn the_readme_knows_every_document_once() {
    let good = &tables()["Good documents"];
    let patterns: Vec<&str> = good
        .iter()
        .filter(|row| row.len() == 3)
        .flat_map(|row| row[0].split(", ").map(|it| it.trim_matches('`')))
        .collect();
    let files = names(&corpus());
    for file in &files {
        let known = patterns.iter().filter(|it| matches(it, file)).count();
        assert_eq!(known, 1, "{file}");
    }
    for pattern in patterns {
        let meant = files.iter().any(|it| matches(pattern, it));
        assert!(meant, "no file is called {pattern}");
    }
    for (heading, files) in [
        ("encrypted/", encrypted()),
        ("broken/", broken()),
        ("signed/", signed()),
    ] {
        let known: Vec<String> = last_cells(heading).into_keys().collect();
        assert_eq!(known, names(&files), "{heading}");
    }
}

#[test]
fn the_corpus_is_small() {
    let mut sum = 0;
    for file in [corpus(), encrypted(), broken(), signed()].concat() {
        let size = fs::metadata(&file).unwrap().len();
        assert!(size < 120_000, "{} has {size} bytes", file.display());
        sum += size;
    }
    assert!(sum < 2_500_000, "{sum} bytes");
}

#[test]
fn qpdf_finds_good_documents_sound_and_damaged_ones_not() {
    if !present(&[Judge::Qpdf]) {
        return;
    }
    let excepted: Vec<String> = tables()["Good documents"]
        .iter()
        .filter(|row| row.len() == 2)
        .map(|row| row[0].trim_matches('`').to_owned())
        .collect();
    for file in corpus() {
        match qpdf(&file) {
            Qpdf::Clean => {}
            Qpdf::Warnings(_) if excepted.contains(&name(&file)) => {}
            other => panic!("{}: {other:?}", file.display()),
        }
    }
    let expected = last_cells("broken/");
    for file in broken() {
        // What a later qpdf learns to see does not matter here.
        if expected[&name(&file)] != "ok" {
            assert!(qpdf_check(&file).is_err(), "{}", file.display());
        }
    }
}

#[test]
fn pyhanko_says_of_signed_documents_what_the_readme_says() {
    if !present(&[Judge::PyHanko]) {
        return;
    }
    let expected = last_cells("signed/");
    for report in pyhanko_validate(&signed(), &[&issuer_of_signed()]) {
        assert_eq!(report.error, None, "{}", report.file.display());
        let said: Vec<String> = report
            .signatures
            .iter()
            .map(|it| {
                let [field, coverage] = [&it.field, &it.coverage];
                let verdict = it.verdict();
                format!("{field} {verdict} {coverage} {}", it.modification_level)
            })
            .collect();
        let name = name(&report.file);
        assert_eq!(said.join("; "), expected[&name], "{name}: {report:?}");
        for it in report.signatures {
            assert!(!it.good || it.timestamp || it.docmdp_ok, "{name}: {it:?}");
            assert!(!it.raw.is_empty());
        }
    }
    // The same without the issuer: nothing can be good.
    for report in pyhanko_validate(&signed(), &[]) {
        for it in report.signatures {
            assert!(!it.good && !it.trusted, "{}: {it:?}", report.file.display());
        }
    }
}

#[test]
fn pdfsig_agrees_with_pyhanko_on_what_both_look_at() {
    if !present(&[Judge::PyHanko, Judge::Pdfsig]) {
        return;
    }
    let issuer = issuer_of_signed();
    for report in pyhanko_validate(&signed(), &[&issuer]) {
        let by_pdfsig = pdfsig(&report.file, &[&issuer]);
        assert_eq!(by_pdfsig.len(), report.signatures.len(), "{report:?}");
        for theirs in report.signatures {
            if theirs.timestamp {
                continue; // pdfsig does not judge these.
            }
            let ours = by_pdfsig.iter().find(|it| it.field == theirs.field);
            let ours = ours.expect("the same field");
            let both = format!("{}: {theirs:?}, {ours:?}", report.file.display());
            assert_eq!(ours.valid, theirs.intact && theirs.valid, "{both}");
            let whole = theirs.coverage == "entire-file";
            assert_eq!(ours.whole_document, whole, "{both}");
            assert!(ours.trusted || theirs.verdict() != "good", "{both}");
            assert!(!ours.signer.is_empty(), "{both}");
        }
    }
}

/// A folder, an issuer and people with each kind of key.
struct Desk {
    folder: TempDir,
    issuer: Issuer,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            issuer: Issuer::new(),
        }
    }

    fn seat(&self, serial: u8, key: Key) -> Seat {
        let person = self.issuer.person(serial, key);
        let name = format!("person{serial}");
        Seat::new(self.folder.path(), &name, &person, &self.issuer)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

#[test]
fn pyhanko_signs_nearly_every_good_document() {
    if !present(&[Judge::PyHanko]) {
        return;
    }
    let desk = Desk::new();
    let seat = desk.seat(2, Key::p256());
    let files = corpus();
    let jobs: Vec<PyhankoJob> = files
        .iter()
        .map(|file| PyhankoJob {
            syntax: Syntax::Lenient,
            ..PyhankoJob::new(file, &desk.path(&name(file)), &seat)
        })
        .collect();
    let failed: Vec<String> = pyhanko_sign(&jobs)
        .into_iter()
        .zip(&files)
        .filter_map(|(result, file)| Some(format!("{}: {}", name(file), result.err()?)))
        .collect();
    assert!(failed.len() * 20 < files.len(), "{failed:#?}");
}

#[test]
fn every_kind_of_key_signs_and_openssl_agrees() {
    if !present(&[Judge::PyHanko, Judge::OpenSsl, Judge::Qpdf]) {
        return;
    }
    let desk = Desk::new();
    let rsa = desk.seat(2, Key::rsa());
    let p256 = desk.seat(3, Key::p256());
    let p384 = desk.seat(4, Key::p384());
    let input = fixture("version-1.7.pdf");
    let job = |name: &str, seat: &Seat| PyhankoJob::new(&input, &desk.path(name), seat);
    let jobs = [
        job("rsa.pdf", &rsa),
        PyhankoJob {
            padding: RsaPadding::Pss,
            subfilter: Subfilter::Pades,
            ..job("pss.pdf", &rsa)
        },
        PyhankoJob {
            subfilter: Subfilter::Pades,
            ..job("p256.pdf", &p256)
        },
        PyhankoJob {
            digest: "sha384",
            certify: Some(1),
            area: Some([0, 100, 100, 200, 160]),
            ..job("p384.pdf", &p384)
        },
    ];
    for result in pyhanko_sign(&jobs) {
        assert_eq!(result, Ok(()));
    }
    let outputs: Vec<PathBuf> = jobs.iter().map(|job| job.output.clone()).collect();
    for report in pyhanko_validate(&outputs, &[&rsa.issuer]) {
        let [signature] = &report.signatures[..] else {
            panic!("{report:?}");
        };
        assert_eq!(signature.verdict(), "good", "{report:?}");
        assert_eq!(qpdf_check(&report.file), Ok(()));
        let parts = signature_parts(&fs::read(&report.file).unwrap());
        let mut content = parts.content;
        let verified = openssl_cms_verify(&parts.cms, &content, &rsa.issuer);
        assert_eq!(verified, Ok(()), "{report:?}");
        content[20] ^= 1;
        assert!(openssl_cms_verify(&parts.cms, &content, &rsa.issuer).is_err());
    }
}

#[test]
fn pdfsig_signs_and_the_others_agree() {
    if !present(&[Judge::PyHanko, Judge::Pdfsig, Judge::OpenSsl]) {
        return;
    }
    let desk = Desk::new();
    let seat = desk.seat(2, Key::rsa());
    let input = fixture("signature-field-unsigned.pdf");
    let output = desk.path("signed.pdf");
    let job = PdfsigJob {
        input: &input,
        output: &output,
        field: "Tenant",
    };
    assert_eq!(pdfsig_sign(&job, &seat), Ok(()));
    let [signature] = &pdfsig(&output, &[&seat.issuer])[..] else {
        panic!("one signature");
    };
    let said = &signature.raw;
    assert!(signature.valid && signature.whole_document, "{said}");
    assert!(signature.trusted, "{said}");
    assert_eq!(signature.signer, "Person 2", "{said}");
    let stranger = Issuer::new();
    let other = Seat::new(
        desk.folder.path(),
        "stranger",
        &stranger.person(2, Key::p256()),
        &stranger,
    );
    // The stranger's issuer.pem has taken the place of the other.
    let untrusted = pdfsig(&output, &[&other.issuer]);
    assert!(untrusted[0].valid && !untrusted[0].trusted);

    let mut changed = fs::read(&output).unwrap();
    let at = changed.len() - 20;
    changed[at] ^= 1;
    fs::write(&output, changed).unwrap();
    assert!(pdfsig(&output, &[&other.issuer]).iter().all(|it| !it.valid));
}
