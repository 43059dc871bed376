//! Signing and verifying CMS: what we make against our own judgement, against OpenSSL's, and
//! OpenSSL's work against our judgement; forgeries; every byte changed; garbage.

#![allow(
    clippy::expect_used,
    clippy::format_collect,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic, in its helpers too"
)]

mod attached;
mod forgery;
mod mutation;
pub mod openssl;
pub mod pki;
mod strictness;
mod structure;
mod timestamp;

use inkan::core::cert::{IssuerTrust, TrustStore};
use inkan::core::sign::{ContentDigest, ContentDigests, Envelope, SignerCertificates, prepare};
use inkan::core::verify::{
    CertificateTime, CmsError, DigestAlgorithm, Flaw, Integrity, Report, SignedDocument, Verdict,
    verify,
};
use jiff::Timestamp;
use pki::{Issuer, Key, Person};

const DOCUMENT: &[u8] = "委任状\r\n私は、次の者を代理人と定めます。\n".as_bytes();

/// 2026-11-23 13:00 in Japan.
const NOW: &str = "2026-11-23T13:00:00+09:00";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// Signs as the program does: prepare, card, finish.
fn sign(person: &Person, issuer: Option<&Issuer>, digest: DigestAlgorithm) -> Vec<u8> {
    let certificates = SignerCertificates {
        signer: &person.certificate,
        issuer: issuer.map(|issuer| issuer.certificate.as_slice()),
    };
    let prepared = prepare(&ContentDigest::of(digest, DOCUMENT), certificates, now()).unwrap();
    let answer = person.key.card_signs(prepared.to_sign());
    prepared.finish(&answer).unwrap()
}

/// The same around the content.
fn sign_around(person: &Person, digest: DigestAlgorithm, content: &[u8]) -> Vec<u8> {
    let certificates = SignerCertificates {
        signer: &person.certificate,
        issuer: None,
    };
    let prepared = prepare(&ContentDigest::of(digest, content), certificates, now()).unwrap();
    let answer = person.key.card_signs(prepared.to_sign());
    let Envelope { head, tail } = prepared
        .finish_around(content.len() as u64, &answer)
        .unwrap();
    [head.as_slice(), content, &tail].concat()
}

/// Judges a signature that carries its content.
fn judge_alone(cms: &[u8], trust: &TrustStore) -> Result<Report, CmsError> {
    let document = SignedDocument::parse(cms)?;
    Ok(verify(&document, &ContentDigests::default(), trust, now()))
}

/// Judges a signature on `content` beside it.
fn judge(cms: &[u8], content: &[u8], trust: &TrustStore) -> Result<Report, CmsError> {
    let document = SignedDocument::parse(cms)?;
    let digests = ContentDigests::of(document.digest_algorithms(), content);
    Ok(verify(&document, &digests, trust, now()))
}

/// The content that a signature carries, read as a stream.
fn attached_content(cms: &[u8]) -> Vec<u8> {
    let document = SignedDocument::parse_source(&cms).unwrap();
    let mut reader = document.content(&cms).expect("attached");
    let mut content = Vec::new();
    while let Some(piece) = reader.next_piece().unwrap() {
        content.extend_from_slice(piece);
    }
    assert_eq!(document.content_len(), Some(content.len() as u64));
    content
}

/// The one flaw of the one signature.
fn flaw(report: &Report) -> Option<Flaw> {
    let [signature] = report.signatures.as_slice() else {
        panic!("{} signatures", report.signatures.len());
    };
    match signature.integrity {
        Integrity::Broken(flaw) => Some(flaw),
        Integrity::Intact => None,
    }
}

#[test]
fn what_we_sign_holds_with_every_key_and_digest() {
    let issuer = Issuer::new();
    let people = [
        (issuer.person(2, Key::rsa()), DigestAlgorithm::Sha256),
        (issuer.person(3, Key::p384()), DigestAlgorithm::Sha384),
        (issuer.person(4, Key::p256()), DigestAlgorithm::Sha256),
    ];
    for (person, usual) in &people {
        for digest in [
            DigestAlgorithm::Sha256,
            DigestAlgorithm::Sha384,
            DigestAlgorithm::Sha512,
        ] {
            let cms = sign(person, Some(&issuer), digest);
            let report = judge(&cms, DOCUMENT, &issuer.trust()).unwrap();
            assert_eq!(report.verdict(), Verdict::Good, "{digest}, {report:?}");
            let signature = &report.signatures[0];
            assert_eq!(signature.signed_at, Some(now()));
            assert_eq!(signature.digest.name(), digest.to_string());
            assert_eq!(signature.chain, IssuerTrust::Trusted);
            assert_eq!(signature.certificate_time, CertificateTime::Within);
            assert_eq!(signature.signer.as_ref().unwrap().der(), person.certificate);
        }
        let cms = sign(person, None, *usual);
        let changed = judge(&cms, b"another document", &issuer.trust()).unwrap();
        assert_eq!(
            (changed.verdict(), flaw(&changed)),
            (Verdict::Bad, Some(Flaw::ContentChanged))
        );
        let stranger = judge(&cms, DOCUMENT, &TrustStore::jlis()).unwrap();
        assert_eq!(
            (stranger.verdict(), flaw(&stranger)),
            (Verdict::Untrusted, None)
        );
        assert_eq!(stranger.signatures[0].chain, IssuerTrust::Untrusted);
    }
}

#[test]
fn without_the_content_nothing_is_good() {
    let issuer = Issuer::new();
    let cms = sign(
        &issuer.person(2, Key::p384()),
        None,
        DigestAlgorithm::Sha384,
    );
    let document = SignedDocument::parse(&cms).unwrap();
    assert_eq!(document.digest_algorithms(), [DigestAlgorithm::Sha384]);
    assert!(!document.is_attached());
    for digests in [
        ContentDigests::default(),
        ContentDigests::of([DigestAlgorithm::Sha256], DOCUMENT),
    ] {
        let report = verify(&document, &digests, &issuer.trust(), now());
        assert_eq!(
            (report.verdict(), flaw(&report)),
            (Verdict::Bad, Some(Flaw::ContentMissing))
        );
    }
}

#[test]
fn an_issuer_in_between_may_come_along() {
    let root = Issuer::new();
    let below = root.subordinate();
    let person = below.person(2, Key::p256());
    let with = sign(&person, Some(&below), DigestAlgorithm::Sha256);
    let report = judge(&with, DOCUMENT, &root.trust()).unwrap();
    assert_eq!(report.verdict(), Verdict::Good, "{report:?}");
    let without = sign(&person, None, DigestAlgorithm::Sha256);
    let report = judge(&without, DOCUMENT, &root.trust()).unwrap();
    assert_eq!(report.verdict(), Verdict::Untrusted);
}

#[test]
fn a_certificate_out_of_its_time_is_said_so() {
    let issuer = Issuer::new();
    let cms = sign(
        &issuer.person(2, Key::p256()),
        None,
        DigestAlgorithm::Sha256,
    );
    let document = SignedDocument::parse(&cms).unwrap();
    let digests = ContentDigests::of(document.digest_algorithms(), DOCUMENT);
    let at = |text: &str| {
        let report = verify(&document, &digests, &issuer.trust(), text.parse().unwrap());
        (report.verdict(), report.signatures[0].certificate_time)
    };
    assert_eq!(
        at("2049-12-31T23:59:59Z"),
        (Verdict::Good, CertificateTime::Within)
    );
    assert_eq!(
        at("2050-01-01T00:00:00Z"),
        (Verdict::Good, CertificateTime::ExpiredNow)
    );
    assert_eq!(
        at("2019-12-31T23:59:59Z"),
        (Verdict::Untrusted, CertificateTime::Outside)
    );
}

#[test]
fn a_document_prints_no_one_when_debugged() {
    let issuer = Issuer::new();
    let person = issuer.person(2, Key::p256());
    let digest = ContentDigest::of(DigestAlgorithm::Sha256, DOCUMENT);
    let certificates = SignerCertificates {
        signer: &person.certificate,
        issuer: None,
    };
    let prepared = prepare(&digest, certificates, now()).unwrap();
    let cms = sign(&person, None, DigestAlgorithm::Sha256);
    let report = judge(&cms, DOCUMENT, &issuer.trust()).unwrap();
    let document = SignedDocument::parse(&cms).unwrap();
    let debug = format!("{prepared:?} {document:?} {report:?}");
    assert!(
        debug.contains("SignedDocument") && !debug.contains("Person 2"),
        "{debug}"
    );
}
