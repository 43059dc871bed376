//! Time-stamps made by OpenSSL's authority, and what is made of them by people who are none.

use const_oid::db::rfc5912::{ID_KP_CLIENT_AUTH, ID_KP_TIME_STAMPING};
use inkan::core::sign::ContentDigests;
use inkan::core::verify::{
    DigestAlgorithm, Flaw, SignatureReport, TimestampToken, Verdict, Verifier,
};
use jiff::Timestamp;
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsage, KeyUsages};

use super::openssl::{Desk, now};
use super::pki::{Issuer, Key, extension};
use super::{DOCUMENT, judge_alone};

const AUTHORITY: &str = "\
[tsa]
default_policy = 1.2.3.4
serial = serial
digests = sha256, sha384, sha512, sha1
signer_digest = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
";

const INFO: &str = "-econtent_type 1.2.840.113549.1.9.16.1.4";

/// A desk at which an authority for these purposes sits.
fn desk(purposes: &[const_oid::ObjectIdentifier]) -> Desk {
    let desk = Desk::new();
    let extensions = vec![
        extension(true, &KeyUsage(KeyUsages::DigitalSignature.into())),
        extension(true, &ExtendedKeyUsage(purposes.to_vec())),
    ];
    let authority = desk.issuer.person_with(9, Key::p384(), extensions);
    desk.seat("tsa", &authority);
    desk.put("tsa.cnf", AUTHORITY.as_bytes());
    desk.put("serial", b"01\n");
    desk
}

/// OpenSSL's token for the document.
fn stamp(desk: &Desk, digest: &str) -> Vec<u8> {
    let query = desk.make(&format!("ts -query -data document -{digest} -cert"));
    desk.put("query", &query);
    desk.make(
        "ts -reply -config tsa.cnf -section tsa -queryfile query -signer tsa.pem -inkey tsa.key \
         -token_out",
    )
}

fn judge(desk: &Desk, token: &[u8], content: &[u8]) -> SignatureReport {
    let token = TimestampToken::parse(token).unwrap();
    let digests = ContentDigests::of(token.digest_algorithm(), content);
    Verifier::new(&desk.issuer.trust(), now()).verify_timestamp(&token, &digests)
}

#[test]
fn a_time_stamp_is_of_its_document_and_by_an_authority() {
    let desk = desk(&[ID_KP_TIME_STAMPING]);
    for (digest, algorithm) in [
        ("sha256", DigestAlgorithm::Sha256),
        ("sha384", DigestAlgorithm::Sha384),
        ("sha512", DigestAlgorithm::Sha512),
    ] {
        let der = [stamp(&desk, digest).as_slice(), &[0; 64]].concat();
        let token = TimestampToken::parse(&der).unwrap();
        assert_eq!(token.digest_algorithm(), Some(algorithm));
        let report = judge(&desk, &der, DOCUMENT);
        assert_eq!(report.verdict(), Verdict::Good, "{report:?}");
        assert_eq!(report.signed_at, token.time());
        let age = now().duration_since(report.signed_at.unwrap());
        assert!(age.as_secs() < 60, "{age}");
        let other = judge(&desk, &der, b"another document");
        assert_eq!(other.integrity.flaw(), Some(Flaw::ContentChanged));
    }
    let weak = judge(&desk, &stamp(&desk, "sha1"), DOCUMENT);
    assert_eq!(weak.integrity.flaw(), Some(Flaw::DigestWeak));
    // Nobody signs a document with it.
    let der = stamp(&desk, "sha256");
    let report = judge_alone(&der, &desk.issuer.trust()).unwrap();
    assert_eq!(super::flaw(&report), Some(Flaw::KeyUsage));
    let stranger = TimestampToken::parse(&der).unwrap();
    let digests = ContentDigests::of(stranger.digest_algorithm(), DOCUMENT);
    let report = Verifier::new(&Issuer::new().trust(), now()).verify_timestamp(&stranger, &digests);
    assert_eq!(report.verdict(), Verdict::Untrusted);
    let before: Timestamp = "2019-01-01T00:00:00Z".parse().unwrap();
    let report = Verifier::new(&desk.issuer.trust(), before).verify_timestamp(&stranger, &digests);
    assert_eq!(report.verdict(), Verdict::Untrusted);
}

#[test]
fn no_byte_of_a_time_stamp_can_be_changed() {
    let desk = desk(&[ID_KP_TIME_STAMPING]);
    let der = stamp(&desk, "sha256");
    // Not signed, and says nothing: the version of SignedData.
    let version = der.windows(3).position(|it| it == [2, 1, 3]).unwrap() + 2;
    for at in (0..der.len()).filter(|at| *at != version) {
        let mut changed = der.clone();
        changed[at] ^= 1;
        let Ok(token) = TimestampToken::parse(&changed) else {
            continue;
        };
        let digests = ContentDigests::of(token.digest_algorithm(), DOCUMENT);
        let report = Verifier::new(&desk.issuer.trust(), now()).verify_timestamp(&token, &digests);
        assert_ne!(report.verdict(), Verdict::Good, "byte {at}");
    }
}

#[test]
fn who_is_no_authority_stamps_nothing() {
    let desk = desk(&[ID_KP_TIME_STAMPING]);
    let info = {
        let token = stamp(&desk, "sha256");
        super::attached_content(&token)
    };
    desk.put("info", &info);
    let mixed = self::desk(&[ID_KP_TIME_STAMPING, ID_KP_CLIENT_AUTH]);
    mixed.put("info", &info);
    let plain = self::desk(&[ID_KP_CLIENT_AUTH]);
    plain.put("info", &info);
    let sign = |desk: &Desk, options: &str| {
        desk.make(&format!(
            "cms -sign -binary -in info -outform DER -nodetach -signer tsa.pem -inkey tsa.key \
             -md sha256 {options}"
        ))
    };
    let good = sign(&desk, &format!("{INFO} -cades"));
    assert_eq!(judge(&desk, &good, DOCUMENT).verdict(), Verdict::Good);
    for (desk, options, expected) in [
        (&desk, format!("{INFO} "), Flaw::AttributeMissing),
        (&desk, "-cades".to_owned(), Flaw::TimestampMalformed),
        (&mixed, format!("{INFO} -cades"), Flaw::KeyUsage),
        (&plain, format!("{INFO} -cades"), Flaw::KeyUsage),
    ] {
        let report = judge(desk, &sign(desk, &options), DOCUMENT);
        assert_eq!(report.integrity.flaw(), Some(expected), "{options}");
    }
    desk.put("info", b"no time-stamp");
    let report = judge(&desk, &sign(&desk, &format!("{INFO} -cades")), DOCUMENT);
    assert_eq!(report.integrity.flaw(), Some(Flaw::TimestampMalformed));
}
