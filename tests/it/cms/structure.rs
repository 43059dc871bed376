//! The exact structure of what we build, on the certificates of a real test card and a made-up
//! answer of the card, so that every byte is known.

use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier};
use const_oid::db::rfc5911::{ID_DATA, ID_SIGNED_DATA};
use const_oid::db::rfc5912::{ID_SHA_256, SHA_256_WITH_RSA_ENCRYPTION};
use der::asn1::OctetString;
use der::{Decode, Encode};
use inkan::core::sign::{
    ContentDigest, Envelope, Prepared, SignError, SignerCertificates, prepare,
};
use inkan::core::verify::DigestAlgorithm;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256, Sha384};

use super::pki::{Issuer, Key};
use super::{DOCUMENT, now};

const SIGNER: &[u8] = include_bytes!("../fixtures/certs/jpki-sign-cert.der");
const ISSUER: &[u8] = include_bytes!("../fixtures/certs/jpki-sign-ca-cert.der");

fn prepared(digest: DigestAlgorithm) -> Prepared {
    let certificates = SignerCertificates {
        signer: SIGNER,
        issuer: Some(ISSUER),
    };
    prepare(&ContentDigest::of(digest, DOCUMENT), certificates, now()).unwrap()
}

fn signed_data(der: &[u8]) -> SignedData {
    let content_info = ContentInfo::from_der(der).unwrap();
    assert_eq!(content_info.content_type, ID_SIGNED_DATA);
    content_info.content.decode_as().unwrap()
}

#[test]
fn every_part_is_what_the_standards_say() {
    let prepared = prepared(DigestAlgorithm::Sha256);
    let to_sign = prepared.to_sign().to_vec();
    let der = prepared.finish(&[0x5A; 256]).unwrap();
    let signed_data = signed_data(&der);

    // RFC 5652 §5.1: ContentInfo, SignedData version 1, one digest algorithm without parameters,
    // plain data that is elsewhere.
    let start = concat!(
        "06092A864886F70D010702", // signedData
        "A0820F2730820F23",
        "020101",
        "310D300B0609608648016503040201", // sha256, no parameters
        "300B06092A864886F70D010701",     // data, no content
        "A0820C"
    );
    assert_eq!(&hex(&der)[8..8 + start.len()], start);
    assert_eq!(
        signed_data.digest_algorithms.get(0).unwrap().oid,
        ID_SHA_256
    );
    assert_eq!(signed_data.encap_content_info.econtent_type, ID_DATA);
    assert_eq!(signed_data.encap_content_info.econtent, None);
    assert_eq!(signed_data.crls, None);

    let certificates = signed_data.certificates.unwrap().0;
    let mut certificates: Vec<_> = certificates
        .iter()
        .map(|certificate| certificate.to_der().unwrap())
        .collect();
    certificates.sort();
    let mut expected = [SIGNER.to_vec(), ISSUER.to_vec()];
    expected.sort();
    assert_eq!(
        certificates, expected,
        "the very bytes of both certificates"
    );

    assert_eq!(signed_data.signer_infos.0.len(), 1);
    let signer = signed_data.signer_infos.0.get(0).unwrap();
    assert!(matches!(
        signer.sid,
        SignerIdentifier::IssuerAndSerialNumber(_)
    ));
    assert_eq!(signer.signature_algorithm.oid, SHA_256_WITH_RSA_ENCRYPTION);
    assert!(
        signer
            .signature_algorithm
            .parameters
            .as_ref()
            .unwrap()
            .is_null()
    );
    assert_eq!(signer.signature.as_bytes(), [0x5A; 256]);
    assert_eq!(signer.unsigned_attrs, None);

    // The signed attributes, byte for byte, in the order of DER (X.690 §11.6).
    let attributes = signer.signed_attrs.as_ref().unwrap().to_der().unwrap();
    let digest = hex(&Sha256::digest(DOCUMENT));
    let certificate = hex(&Sha256::digest(SIGNER));
    let issuer = hex(&SIGNER[33..169]); // where the certificate has its issuer's name
    let expected = format!(
        "3182013D\
         301806092A864886F70D010903310B06092A864886F70D010701\
         301C06092A864886F70D010905310F170D3236313132333034303030305A\
         302F06092A864886F70D01090431220420{digest}\
         3081D1060B2A864886F70D010910022F3181C1\
         3081BE3081BB3081B80420{certificate}\
         30819330818BA48188{issuer}02031EE607"
    );
    assert_eq!(hex(&attributes), expected);

    // What the card signs: the DigestInfo of jpki-card §2.5 over the attributes as a SET.
    let expected = format!(
        "3031300D060960864801650304020105000420{}",
        hex(&Sha256::digest(&attributes))
    );
    assert_eq!(hex(&to_sign), expected);
    assert_eq!(to_sign.len(), 51);
}

#[test]
fn other_digests_are_named_where_sha_256_is_the_default() {
    let prepared = prepared(DigestAlgorithm::Sha384);
    assert!(hex(prepared.to_sign()).starts_with("3041300D060960864801650304020205000430"));
    let der = hex(&prepared.finish(&[0x5A; 256]).unwrap());
    let certificate = hex(&Sha384::digest(SIGNER));
    // ESSCertIDv2 with hashAlgorithm, and sha384WithRSAEncryption with NULL.
    assert!(der.contains(&format!("300B06096086480165030402020430{certificate}")));
    assert!(der.contains("300D06092A864886F70D01010C0500"));
}

#[test]
fn the_signing_time_changes_its_form_in_2050() {
    for (time, written) in [
        ("1970-01-01T00:00:00Z", "170D3730303130313030303030305A"),
        ("2049-12-31T23:59:59.9Z", "170D3439313233313233353935395A"),
        ("2050-01-01T00:00:00Z", "180F32303530303130313030303030305A"),
    ] {
        let certificates = SignerCertificates {
            signer: SIGNER,
            issuer: None,
        };
        let digest = ContentDigest::of(DigestAlgorithm::Sha256, DOCUMENT);
        let prepared = prepare(&digest, certificates, time.parse::<Timestamp>().unwrap()).unwrap();
        assert!(
            hex(&prepared.finish(&[1; 256]).unwrap()).contains(written),
            "{time}"
        );
    }
    let certificates = SignerCertificates {
        signer: SIGNER,
        issuer: None,
    };
    let digest = ContentDigest::of(DigestAlgorithm::Sha256, DOCUMENT);
    let before = prepare(
        &digest,
        certificates,
        "1969-12-31T23:59:59Z".parse::<Timestamp>().unwrap(),
    );
    assert_eq!(before.unwrap_err(), SignError::TimeOutOfRange);
}

#[test]
fn answers_and_certificates_that_do_not_fit_are_refused() {
    for length in [0, 255, 257] {
        let refused = prepared(DigestAlgorithm::Sha256).finish(&vec![1; length]);
        assert_eq!(refused, Err(SignError::SignatureForm { length }));
    }
    let digest = ContentDigest::of(DigestAlgorithm::Sha256, DOCUMENT);
    let filled = [SIGNER, &[0xFF; 100]].concat();
    for (signer, issuer) in [
        (filled.as_slice(), None),
        (&SIGNER[..1000], None),
        (&[], None),
        (SIGNER, Some(&filled[..filled.len() - 1])),
    ] {
        let refused = prepare(&digest, SignerCertificates { signer, issuer }, now());
        assert_eq!(refused.unwrap_err(), SignError::CertificateUnreadable);
    }
}

#[test]
fn an_ecdsa_answer_may_be_raw_or_der() {
    let issuer = Issuer::new();
    let person = issuer.person(2, Key::p384());
    let certificates = SignerCertificates {
        signer: &person.certificate,
        issuer: None,
    };
    let digest = ContentDigest::of(DigestAlgorithm::Sha512, DOCUMENT);
    let prepare = || prepare(&digest, certificates, now()).unwrap();
    assert_eq!(prepare().to_sign().len(), 48, "cut to the curve's order");
    let raw = person.key.card_signs(prepare().to_sign());
    assert_eq!(raw.len(), 96);
    let der = p384::ecdsa::Signature::from_slice(&raw).unwrap().to_der();
    let from_raw = prepare().finish(&raw).unwrap();
    assert_eq!(from_raw, prepare().finish(der.as_bytes()).unwrap());
    assert!(hex(&from_raw).ends_with(&hex(der.as_bytes())));
    assert_eq!(
        prepare().finish(&raw[1..]),
        Err(SignError::SignatureForm { length: 95 })
    );
    assert_eq!(
        prepare().finish(&[0; 96]),
        Err(SignError::SignatureForm { length: 96 })
    );
}

#[test]
fn the_signing_time_may_be_left_to_the_document() {
    let certificates = SignerCertificates {
        signer: SIGNER,
        issuer: None,
    };
    let digest = ContentDigest::of(DigestAlgorithm::Sha256, DOCUMENT);
    let der = prepare(&digest, certificates, None)
        .unwrap()
        .finish(&[1; 256])
        .unwrap();
    assert!(!hex(&der).contains("06092A864886F70D010905"));
    assert!(hex(&der).contains("06092A864886F70D010904"));
}

#[test]
fn around_a_content_the_structure_is_the_same() {
    let detached = signed_data(&prepared(DigestAlgorithm::Sha256).finish(&[7; 256]).unwrap());
    for len in [0, 1, 127, 128, 65_536] {
        let content = vec![0xA5; len];
        let Envelope { head, tail } = prepared(DigestAlgorithm::Sha256)
            .finish_around(len as u64, &[7; 256])
            .unwrap();
        let attached = signed_data(&[head, content.clone(), tail].concat());
        let carried = attached.encap_content_info.econtent.as_ref().unwrap();
        assert_eq!(
            carried.decode_as::<OctetString>().unwrap().as_bytes(),
            content
        );
        assert_eq!(attached.encap_content_info.econtent_type, ID_DATA);
        assert_eq!(attached.version, detached.version);
        assert_eq!(attached.digest_algorithms, detached.digest_algorithms);
        assert_eq!(attached.certificates, detached.certificates);
        assert_eq!(attached.signer_infos, detached.signer_infos);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
