//! What the standards demand of a signature beyond its fitting: purposes of certificates, what is
//! said twice agreeing, the times of issuers; and what they allow that a strict reader might refuse.

use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_AA_SIGNING_CERTIFICATE_V_2, ID_DATA, ID_SIGNED_DATA};
use const_oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ID_KP_CLIENT_AUTH, ID_KP_CODE_SIGNING,
    ID_KP_EMAIL_PROTECTION, ID_KP_OCSP_SIGNING, ID_KP_SERVER_AUTH, ID_KP_TIME_STAMPING, ID_SHA_256,
    ID_SHA_384,
};
use der::asn1::{ContextSpecific, OctetString, SetOfVec};
use der::{Decode, Encode, Sequence, TagMode, TagNumber};
use inkan::core::cert::IssuerTrust;
use inkan::core::sign::{ContentDigest, ContentDigests, SignerCertificates, prepare};
use inkan::core::verify::{
    CertificateTime, DigestAlgorithm, Flaw, SignedDocument, Verdict, Verifier,
};
use sha2::{Digest as _, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{ExtendedKeyUsage, KeyUsage, KeyUsages};
use x509_cert::serial_number::SerialNumber;

use super::attached::{Form, element, split};
use super::forgery::{Forgery, Scene, algorithm, attribute, octets};
use super::pki::{Issuer, Key, extension};
use super::{DOCUMENT, flaw, judge, now, sign, sign_around};

const CMS_ALGORITHM_PROTECTION: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.52");

#[test]
fn a_certificate_for_other_purposes_alone_signs_no_document() {
    const ANY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");
    const DOCUMENTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.36");
    const MICROSOFT_DOCUMENTS: ObjectIdentifier =
        ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.3.12");
    const ADOBE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113583.1.1.5");
    let issuer = Issuer::new();
    let cases: [(&[ObjectIdentifier], Option<Flaw>); 13] = [
        (&[ANY], None),
        (&[ID_KP_EMAIL_PROTECTION], None),
        (&[ID_KP_CLIENT_AUTH], None),
        (&[DOCUMENTS], None),
        (&[MICROSOFT_DOCUMENTS], None),
        (&[ADOBE], None),
        (&[ID_KP_SERVER_AUTH, ID_KP_CLIENT_AUTH], None),
        (&[ID_KP_CODE_SIGNING, DOCUMENTS], None),
        (&[ID_KP_SERVER_AUTH], Some(Flaw::KeyUsage)),
        (&[ID_KP_CODE_SIGNING], Some(Flaw::KeyUsage)),
        (&[ID_KP_TIME_STAMPING], Some(Flaw::KeyUsage)),
        (&[ID_KP_OCSP_SIGNING], Some(Flaw::KeyUsage)),
        (
            &[ID_KP_SERVER_AUTH, ID_KP_CODE_SIGNING],
            Some(Flaw::KeyUsage),
        ),
    ];
    for (purposes, expected) in cases {
        for critical in [true, false] {
            let extensions = vec![
                extension(true, &KeyUsage(KeyUsages::DigitalSignature.into())),
                extension(critical, &ExtendedKeyUsage(purposes.to_vec())),
            ];
            let person = issuer.person_with(2, Key::p256(), extensions);
            let cms = sign(&person, None, DigestAlgorithm::Sha256);
            let report = judge(&cms, DOCUMENT, &issuer.trust()).unwrap();
            assert_eq!(flaw(&report), expected, "{purposes:?}");
        }
    }
}

#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateId>,
}

#[derive(Sequence)]
struct CertificateId {
    hash: OctetString,
    issuer_serial: Option<IssuerSerial>,
}

#[derive(Clone, Sequence)]
struct IssuerSerial {
    issuer: Vec<GeneralName>,
    serial: SerialNumber,
}

#[test]
fn the_issuer_and_number_said_of_the_certificate_are_its_own() {
    let scene = Scene::new();
    let certificate = Certificate::from_der(&scene.person.certificate).unwrap();
    let tbs = certificate.tbs_certificate;
    let own = IssuerSerial {
        issuer: vec![GeneralName::DirectoryName(tbs.issuer.clone())],
        serial: tbs.serial_number.clone(),
    };
    let said = |issuer_serial: IssuerSerial| {
        let hash = octets(&Sha256::digest(&scene.person.certificate));
        let id = CertificateId {
            hash,
            issuer_serial: Some(issuer_serial),
        };
        let value = SigningCertificate {
            certificates: vec![id],
        };
        attribute(ID_AA_SIGNING_CERTIFICATE_V_2, &[&value])
    };
    scene.good(|it| it.attributes().push(said(own.clone())));
    scene.refused(Flaw::CertificateMismatch, |it| {
        let serial = SerialNumber::from(3_u8);
        it.attributes().push(said(IssuerSerial {
            serial,
            ..own.clone()
        }));
    });
    scene.refused(Flaw::CertificateMismatch, |it| {
        let issuer = vec![GeneralName::DirectoryName(tbs.subject.clone())];
        it.attributes().push(said(IssuerSerial {
            issuer,
            ..own.clone()
        }));
    });
    for issuer in [
        Vec::new(),
        [own.issuer.clone(), own.issuer.clone()].concat(),
    ] {
        scene.refused(Flaw::AttributesMalformed, |it| {
            it.attributes().push(said(IssuerSerial {
                issuer,
                ..own.clone()
            }));
        });
    }
}

/// `CMSAlgorithmProtection` (RFC 6211 §2).
#[derive(Sequence)]
struct AlgorithmProtection {
    digest: AlgorithmIdentifierOwned,
    signature: Option<ContextSpecific<AlgorithmIdentifierOwned>>,
}

#[test]
fn algorithms_signed_along_are_those_used() {
    let scene = Scene::new();
    let protection = |digest, signature: Option<ObjectIdentifier>| {
        let value = AlgorithmProtection {
            digest: algorithm(digest),
            signature: signature.map(|oid| ContextSpecific {
                tag_number: TagNumber::N1,
                tag_mode: TagMode::Implicit,
                value: algorithm(oid),
            }),
        };
        attribute(CMS_ALGORITHM_PROTECTION, &[&value])
    };
    scene.good(|it| {
        it.attributes()
            .push(protection(ID_SHA_256, Some(ECDSA_WITH_SHA_256)));
    });
    for (digest, signature) in [
        (ID_SHA_384, ECDSA_WITH_SHA_256),
        (ID_SHA_256, ECDSA_WITH_SHA_384),
    ] {
        scene.refused(Flaw::AlgorithmsDisagree, |it| {
            it.attributes().push(protection(digest, Some(signature)));
        });
    }
    scene.refused(Flaw::AttributesMalformed, |it| {
        it.attributes().push(protection(ID_SHA_256, None));
    });
}

/// Turns the order of the two signed attributes around, as they are sent.
fn turned(cms: &[u8]) -> Vec<u8> {
    let info = ContentInfo::from_der(cms).unwrap();
    let signed: SignedData = info.content.decode_as().unwrap();
    let signer = signed.signer_infos.0.get(0).unwrap();
    let attributes: Vec<_> = signer
        .signed_attrs
        .as_ref()
        .unwrap()
        .iter()
        .map(|it| it.to_der().unwrap())
        .collect();
    let [first, second] = attributes.as_slice() else {
        panic!("{} attributes", attributes.len());
    };
    let sorted = [first.as_slice(), second].concat();
    let place = cms
        .windows(sorted.len())
        .position(|it| it == sorted)
        .unwrap();
    let mut turned = cms.to_vec();
    turned[place..place + sorted.len()].copy_from_slice(&[second.as_slice(), first].concat());
    turned
}

#[test]
fn attributes_out_of_order_are_as_good_as_in_order() {
    let scene = Scene::new();
    let trust = scene.issuer.trust();
    // Signed in order, sent out of order: RFC 5652 §5.4 has the order of DER signed.
    let sorted = Forgery::of(&scene.person).build();
    let sent_turned = turned(&sorted);
    assert_ne!(sorted, sent_turned);
    // Signed and sent out of order, as some programs do.
    let mut forgery = Forgery::of(&scene.person);
    let attributes = SetOfVec::try_from(forgery.attributes().clone()).unwrap();
    let mut set: Vec<_> = attributes.iter().map(|it| it.to_der().unwrap()).collect();
    set.reverse();
    let set = element(0x31, Form::Definite(0), &set.concat());
    let raw = scene.person.key.card_signs(&Sha256::digest(&set));
    let value = p384::ecdsa::Signature::from_slice(&raw).unwrap();
    forgery.info.signature = octets(value.to_der().as_bytes());
    let signed_turned = turned(&forgery.build());
    for cms in [sent_turned, signed_turned] {
        let report = judge(&cms, DOCUMENT, &trust).unwrap();
        assert_eq!((report.verdict(), flaw(&report)), (Verdict::Good, None));
        let other = judge(&cms, b"another document", &trust).unwrap();
        assert_eq!(flaw(&other), Some(Flaw::ContentChanged));
    }
}

/// The signature with other things among its certificates, and revocation lists.
fn with_company(cms: &[u8], certificates: &[&[u8]], lists: Option<&[u8]>) -> Vec<u8> {
    let info = ContentInfo::from_der(cms).unwrap();
    let signed: SignedData = info.content.decode_as().unwrap();
    let fields = [
        signed.version.to_der().unwrap(),
        signed.digest_algorithms.to_der().unwrap(),
        signed.encap_content_info.to_der().unwrap(),
        element(0xA0, Form::Definite(0), &certificates.concat()),
        lists.map_or_else(Vec::new, |it| element(0xA1, Form::Indefinite, it)),
        signed.signer_infos.to_der().unwrap(),
    ]
    .concat();
    let signed = element(0x30, Form::Definite(0), &fields);
    let wrapped = element(0xA0, Form::Definite(0), &signed);
    let info = [ID_SIGNED_DATA.to_der().unwrap(), wrapped].concat();
    element(0x30, Form::Definite(0), &info)
}

#[test]
fn other_company_of_the_certificate_is_passed_over() {
    let issuer = Issuer::new();
    let person = issuer.person(2, Key::p256());
    let trust = issuer.trust();
    let cms = sign(&person, None, DigestAlgorithm::Sha256);
    let own = person.certificate.as_slice();
    let (_, contents) = split(own);
    let as_tag = |tag| element(tag, Form::Definite(0), contents);
    // RFC 5652 §10.2.2: an extended certificate, attribute certificates of both versions, others.
    let others =
        [0xA0, 0xA1, 0xA2, 0xA3].map(|tag| element(tag, Form::Definite(0), &contents.repeat(2)));
    let mut company: Vec<&[u8]> = others.iter().map(Vec::as_slice).collect();
    company.push(own);
    company.extend([own; 20]);
    let lists = element(0x30, Form::Indefinite, &as_tag(0x30).repeat(3));
    for lists in [None, Some(lists.as_slice())] {
        let accompanied = with_company(&cms, &company, lists);
        let report = judge(&accompanied, DOCUMENT, &trust).unwrap();
        assert_eq!(report.verdict(), Verdict::Good, "{report:?}");
    }
    let without = judge(&with_company(&cms, &company[..4], None), DOCUMENT, &trust).unwrap();
    assert_eq!(flaw(&without), Some(Flaw::CertificateMissing));
    // What nobody known issued is no such company, nor is a certificate whose tag was changed.
    let stranger = Issuer::new().person(3, Key::p256());
    let disguised = as_tag(0xA2);
    for stray in [&stranger.certificate, &disguised] {
        let strayed = with_company(&cms, &[own, stray], None);
        let report = judge(&strayed, DOCUMENT, &trust).unwrap();
        assert_eq!(flaw(&report), Some(Flaw::CertificateStray));
    }
}

#[test]
fn issuers_must_be_in_time_when_it_is_signed_and_are_told_of_when_they_expire() {
    let verdict = |times, at: &str| {
        let issuer = Issuer::valid(times);
        let person = issuer.person(2, Key::p256());
        let certificates = SignerCertificates {
            signer: &person.certificate,
            issuer: None,
        };
        let digest = ContentDigest::of(DigestAlgorithm::Sha256, DOCUMENT);
        // Whether the signature says when it was made, or only the PDF around it.
        let [by_itself, by_the_pdf] = [Some(now()), None].map(|time| {
            let prepared = prepare(&digest, certificates, time).unwrap();
            let answer = person.key.card_signs(prepared.to_sign());
            let cms = prepared.finish(&answer).unwrap();
            let document = SignedDocument::parse(&cms).unwrap();
            let digests = ContentDigests::of(document.digest_algorithms(), DOCUMENT);
            let trust = issuer.trust();
            let verifier = Verifier::new(&trust, at.parse().unwrap());
            let report = verifier.verify_embedded(&document, &digests, Some(now()));
            assert_eq!(report.signed_at, Some(now()));
            (report.verdict(), report.chain, report.certificate_time)
        });
        assert_eq!(by_itself, by_the_pdf, "{times:?} at {at}");
        by_itself
    };
    // It is signed on 2026-11-23 by a certificate from 2020 to 2049.
    let soon = "2026-11-24T00:00:00Z";
    let later = "2030-01-01T00:00:00Z";
    let (trusted, untrusted) = (IssuerTrust::Trusted, IssuerTrust::Untrusted);
    let whole = ["200101000000Z", "491231235959Z"];
    let (within, expired) = (CertificateTime::Within, CertificateTime::ExpiredNow);
    assert_eq!(verdict(whole, later), (Verdict::Good, trusted, within));
    let until_2027 = ["200101000000Z", "270101000000Z"];
    assert_eq!(verdict(until_2027, soon), (Verdict::Good, trusted, within));
    assert_eq!(
        verdict(until_2027, later),
        (Verdict::Good, trusted, expired)
    );
    let until_2025 = ["200101000000Z", "250101000000Z"];
    assert_eq!(verdict(until_2025, soon).0, Verdict::Untrusted);
    assert_eq!(verdict(until_2025, soon).1, untrusted);
    let from_2028 = ["280101000000Z", "491231235959Z"];
    assert_eq!(verdict(from_2028, later).1, untrusted);
    // A claim within the tolerance for wrong clocks does not make an issuer valid before its time.
    let from_claim = ["261123040000Z", "491231235959Z"];
    let before = "2026-11-23T03:59:59Z";
    assert_eq!(verdict(from_claim, soon), (Verdict::Good, trusted, within));
    assert_eq!(
        verdict(from_claim, before),
        (Verdict::Untrusted, untrusted, within)
    );
}

#[test]
fn part_of_a_pdf_is_one_detached_signature() {
    let scene = Scene::new();
    let trust = scene.issuer.trust();
    let person = &scene.person;
    let judge = |cms: &[u8]| {
        let document = SignedDocument::parse_padded(&[cms, &[0; 100]].concat()).unwrap();
        let digests = ContentDigests::of([DigestAlgorithm::Sha256], DOCUMENT);
        Verifier::new(&trust, now()).verify_embedded(&document, &digests, None)
    };
    let good = sign(person, None, DigestAlgorithm::Sha256);
    assert_eq!(judge(&good).verdict(), Verdict::Good);
    let attached = judge(&sign_around(person, DigestAlgorithm::Sha256, DOCUMENT));
    assert_eq!(attached.integrity.flaw(), Some(Flaw::ContentAttached));

    let info = ContentInfo::from_der(&good).unwrap();
    let signed: SignedData = info.content.decode_as().unwrap();
    let signer = signed.signer_infos.0.get(0).unwrap().to_der().unwrap();
    let with_signers = |signers: &[u8]| {
        let certificates = signed.certificates.as_ref().unwrap().0.to_der().unwrap();
        let fields = [
            signed.version.to_der().unwrap(),
            signed.digest_algorithms.to_der().unwrap(),
            element(0x30, Form::Definite(0), &ID_DATA.to_der().unwrap()),
            element(0xA0, Form::Definite(0), split(&certificates).1),
            element(0x31, Form::Definite(0), signers),
        ]
        .concat();
        let signed = element(0x30, Form::Definite(0), &fields);
        let wrapped = element(0xA0, Form::Definite(0), &signed);
        let info = [ID_SIGNED_DATA.to_der().unwrap(), wrapped].concat();
        element(0x30, Form::Definite(0), &info)
    };
    assert_eq!(judge(&with_signers(&signer)).verdict(), Verdict::Good);
    for signers in [Vec::new(), signer.repeat(2)] {
        let report = judge(&with_signers(&signers));
        assert_eq!(report.verdict(), Verdict::Bad);
        assert_eq!(report.integrity.flaw(), Some(Flaw::SignerCount));
    }
}
