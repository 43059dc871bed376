//! Signatures that are made to deceive, or against the standard, with a real key behind them: each
//! must be refused for its own reason. Built with the types of the `cms` crate and signed anew.

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE, ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_DATA,
    ID_MESSAGE_DIGEST, ID_SIGNED_DATA, ID_SIGNING_TIME,
};
use const_oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ID_SHA_1, ID_SHA_256, ID_SHA_384,
    SHA_256_WITH_RSA_ENCRYPTION,
};
use der::asn1::{OctetString, OctetStringRef, SetOfVec, UtcTime};
use der::{Any, Decode, Encode, EncodeValue, Sequence, Tagged};
use inkan::core::verify::{DigestAlgorithm, Flaw, Report, SignedDocument, Verdict};
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;
use x509_cert::attr::Attribute;
use x509_cert::ext::pkix::{KeyUsages, SubjectKeyIdentifier};

use super::pki::{Issuer, Key, Person};
use super::{DOCUMENT, flaw, judge};

/// A signature to be bent before it is signed. Signed with P-384 and SHA-256.
pub struct Forgery<'a> {
    person: &'a Person,
    pub attributes: Option<Vec<Attribute>>,
    pub certificates: Vec<Vec<u8>>,
    pub content: Option<&'a [u8]>,
    content_type: ObjectIdentifier,
    digest_algorithms: Vec<ObjectIdentifier>,
    pub info: SignerInfo,
}

impl<'a> Forgery<'a> {
    /// A signature with which all is well.
    pub fn of(person: &'a Person) -> Self {
        let certificate = Certificate::from_der(&person.certificate).unwrap();
        let info = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: certificate.tbs_certificate.issuer,
                serial_number: certificate.tbs_certificate.serial_number,
            }),
            digest_alg: algorithm(ID_SHA_256),
            signed_attrs: None,
            signature_algorithm: algorithm(ECDSA_WITH_SHA_256),
            signature: OctetString::new([]).unwrap(),
            unsigned_attrs: None,
        };
        let attributes = vec![
            attribute(ID_CONTENT_TYPE, &[&ID_DATA]),
            attribute(ID_MESSAGE_DIGEST, &[&octets(&Sha256::digest(DOCUMENT))]),
        ];
        Self {
            person,
            attributes: Some(attributes),
            certificates: vec![person.certificate.clone()],
            content: None,
            content_type: ID_DATA,
            digest_algorithms: vec![ID_SHA_256],
            info,
        }
    }

    pub fn attributes(&mut self) -> &mut Vec<Attribute> {
        self.attributes.as_mut().unwrap()
    }

    fn replace(&mut self, attribute: Attribute) {
        self.attributes().retain(|it| it.oid != attribute.oid);
        self.attributes().push(attribute);
    }

    pub fn build(mut self) -> Vec<u8> {
        let attributes = self.attributes.map(|it| SetOfVec::try_from(it).unwrap());
        let message = match &attributes {
            Some(attributes) => attributes.to_der().unwrap(),
            None => self.content.unwrap_or(DOCUMENT).to_vec(),
        };
        if self.info.signature.as_bytes().is_empty() {
            let raw = self.person.key.card_signs(&Sha256::digest(message));
            let value = p384::ecdsa::Signature::from_slice(&raw).unwrap();
            self.info.signature = octets(value.to_der().as_bytes());
        }
        self.info.signed_attrs = attributes;
        let certificates = self
            .certificates
            .iter()
            .map(|der| CertificateChoices::Certificate(Certificate::from_der(der).unwrap()));
        let digest_algorithms = self.digest_algorithms.into_iter().map(algorithm);
        let signed_data = SignedData {
            version: CmsVersion::V1,
            digest_algorithms: SetOfVec::from_iter(digest_algorithms).unwrap(),
            encap_content_info: EncapsulatedContentInfo {
                econtent_type: self.content_type,
                econtent: self
                    .content
                    .map(|it| Any::encode_from(&octets(it)).unwrap()),
            },
            certificates: Some(CertificateSet(SetOfVec::from_iter(certificates).unwrap())),
            crls: None,
            signer_infos: SignerInfos(SetOfVec::from_iter([self.info]).unwrap()),
        };
        let content = Any::encode_from(&signed_data).unwrap();
        ContentInfo {
            content_type: ID_SIGNED_DATA,
            content,
        }
        .to_der()
        .unwrap()
    }
}

pub fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: None,
    }
}

pub fn octets(bytes: &[u8]) -> OctetString {
    OctetString::new(bytes).unwrap()
}

pub fn attribute<T: Tagged + EncodeValue>(oid: ObjectIdentifier, values: &[&T]) -> Attribute {
    let values = values.iter().map(|value| Any::encode_from(*value).unwrap());
    Attribute {
        oid,
        values: SetOfVec::from_iter(values).unwrap(),
    }
}

/// `SigningCertificate` and `SigningCertificateV2` with one hash.
#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateId>,
}

#[derive(Sequence)]
struct CertificateId {
    algorithm: Option<AlgorithmIdentifierOwned>,
    hash: OctetString,
}

fn signing_certificate(algorithm: Option<ObjectIdentifier>, hash: &[u8]) -> SigningCertificate {
    let algorithm = algorithm.map(self::algorithm);
    SigningCertificate {
        certificates: vec![CertificateId {
            algorithm,
            hash: octets(hash),
        }],
    }
}

pub struct Scene {
    pub issuer: Issuer,
    pub person: Person,
}

impl Scene {
    pub fn new() -> Self {
        let issuer = Issuer::new();
        let person = issuer.person(2, Key::p384());
        Self { issuer, person }
    }

    pub fn judge(&self, bend: impl FnOnce(&mut Forgery<'_>)) -> Report {
        let mut forgery = Forgery::of(&self.person);
        bend(&mut forgery);
        judge(&forgery.build(), DOCUMENT, &self.issuer.trust()).unwrap()
    }

    #[track_caller]
    pub fn good(&self, bend: impl FnOnce(&mut Forgery<'_>)) {
        let report = self.judge(bend);
        assert_eq!((report.verdict(), flaw(&report)), (Verdict::Good, None));
    }

    #[track_caller]
    pub fn refused(&self, expected: Flaw, bend: impl FnOnce(&mut Forgery<'_>)) {
        let report = self.judge(bend);
        assert_eq!(
            (report.verdict(), flaw(&report)),
            (Verdict::Bad, Some(expected))
        );
    }
}

#[test]
fn signed_attributes_must_be_whole_single_and_true() {
    let scene = Scene::new();
    let other = octets(&Sha256::digest(b"another document"));
    let right = octets(&Sha256::digest(DOCUMENT));
    scene.good(|_| {});
    scene.refused(Flaw::AttributeMissing, |it| {
        it.attributes().retain(|it| it.oid != ID_CONTENT_TYPE);
    });
    scene.refused(Flaw::AttributeMissing, |it| {
        it.attributes().retain(|it| it.oid != ID_MESSAGE_DIGEST);
    });
    scene.refused(Flaw::AttributeMissing, |it| it.attributes().clear());
    scene.refused(Flaw::AttributeDuplicate, |it| {
        it.attributes()
            .push(attribute(ID_MESSAGE_DIGEST, &[&other]));
    });
    scene.refused(Flaw::AttributesMalformed, |it| {
        it.replace(attribute(ID_MESSAGE_DIGEST, &[&right, &other]));
    });
    scene.refused(Flaw::AttributesMalformed, |it| {
        it.replace(attribute::<OctetString>(ID_MESSAGE_DIGEST, &[]));
    });
    scene.refused(Flaw::AttributesMalformed, |it| {
        it.replace(attribute(ID_MESSAGE_DIGEST, &[&ID_DATA]));
    });
    scene.refused(Flaw::AttributesMalformed, |it| {
        it.replace(attribute(ID_SIGNING_TIME, &[&right]));
    });
    scene.refused(Flaw::ContentChanged, |it| {
        it.replace(attribute(ID_MESSAGE_DIGEST, &[&other]));
    });
    scene.refused(Flaw::ContentTypeMismatch, |it| {
        it.replace(attribute(ID_CONTENT_TYPE, &[&ID_SIGNED_DATA]));
    });
    scene.good(|it| {
        it.content_type = ID_SIGNED_DATA;
        it.replace(attribute(ID_CONTENT_TYPE, &[&ID_SIGNED_DATA]));
    });
    scene.good(|it| {
        let time = UtcTime::from_unix_duration(std::time::Duration::from_secs(1_790_000_000));
        it.attributes()
            .push(attribute(ID_SIGNING_TIME, &[&time.unwrap()]));
    });
}

#[test]
fn a_signature_is_for_the_certificate_it_names() {
    let scene = Scene::new();
    let certificate = &scene.person.certificate;
    let sha1 = signing_certificate(None, &Sha1::digest(certificate));
    let sha256 = signing_certificate(None, &Sha256::digest(certificate));
    let sha384 = signing_certificate(Some(ID_SHA_384), &Sha384::digest(certificate));
    scene.good(|it| {
        it.attributes()
            .push(attribute(ID_AA_SIGNING_CERTIFICATE, &[&sha1]));
    });
    scene.good(|it| {
        it.attributes()
            .push(attribute(ID_AA_SIGNING_CERTIFICATE_V_2, &[&sha256]));
    });
    scene.good(|it| {
        it.attributes()
            .push(attribute(ID_AA_SIGNING_CERTIFICATE, &[&sha1]));
        it.attributes()
            .push(attribute(ID_AA_SIGNING_CERTIFICATE_V_2, &[&sha384]));
    });
    scene.refused(Flaw::CertificateMismatch, |it| {
        it.attributes()
            .push(attribute(ID_AA_SIGNING_CERTIFICATE_V_2, &[&sha1]));
    });
    scene.refused(Flaw::CertificateMismatch, |it| {
        it.attributes()
            .push(attribute(ID_AA_SIGNING_CERTIFICATE, &[&sha256]));
    });
    scene.refused(Flaw::CertificateMismatch, |it| {
        let other = signing_certificate(None, &Sha256::digest(&scene.issuer.certificate));
        it.attributes()
            .push(attribute(ID_AA_SIGNING_CERTIFICATE, &[&sha1]));
        it.attributes()
            .push(attribute(ID_AA_SIGNING_CERTIFICATE_V_2, &[&other]));
    });
    scene.refused(Flaw::AttributesMalformed, |it| {
        let none = SigningCertificate {
            certificates: Vec::new(),
        };
        it.attributes()
            .push(attribute(ID_AA_SIGNING_CERTIFICATE_V_2, &[&none]));
    });
}

#[test]
fn algorithms_must_agree_and_be_announced() {
    let scene = Scene::new();
    scene.refused(Flaw::AlgorithmsDisagree, |it| {
        it.digest_algorithms = vec![ID_SHA_384];
    });
    scene.refused(Flaw::AlgorithmsDisagree, |it| {
        it.info.signature_algorithm = algorithm(ECDSA_WITH_SHA_384);
    });
    scene.refused(Flaw::AlgorithmsDisagree, |it| {
        it.info.signature_algorithm = algorithm(SHA_256_WITH_RSA_ENCRYPTION);
    });
    scene.refused(Flaw::AlgorithmUnsupported { oid: ID_DATA }, |it| {
        it.info.signature_algorithm = algorithm(ID_DATA);
    });
    scene.refused(Flaw::AlgorithmUnsupported { oid: ID_DATA }, |it| {
        it.info.digest_alg = algorithm(ID_DATA);
    });
    scene.refused(Flaw::AlgorithmUnsupported { oid: ID_SHA_256 }, |it| {
        it.info.digest_alg.parameters = Some(Any::encode_from(&ID_DATA).unwrap());
    });
    scene.good(|it| it.info.digest_alg.parameters = Some(Any::null()));
    scene.refused(Flaw::DigestWeak, |it| {
        it.info.digest_alg = algorithm(ID_SHA_1);
    });
}

#[test]
fn the_signer_is_found_and_may_sign() {
    let scene = Scene::new();
    let other = scene.issuer.person(3, Key::p384());
    let twin = scene.issuer.person(2, Key::p384());
    scene.refused(Flaw::CertificateMissing, |it| it.certificates.clear());
    scene.refused(Flaw::CertificateMissing, |it| {
        it.certificates = vec![other.certificate.clone()];
    });
    scene.refused(Flaw::SignatureMismatch, |it| {
        it.certificates = vec![twin.certificate.clone()];
    });
    scene.good(|it| it.certificates.push(twin.certificate.clone()));
    scene.refused(Flaw::VersionMismatch, |it| it.info.version = CmsVersion::V3);
    scene.refused(Flaw::SignatureMismatch, |it| {
        it.info.signature = octets(&[0x30, 0]);
    });
    let key_id = |byte| {
        let id = SubjectKeyIdentifier(octets(&[byte; 20]));
        SignerIdentifier::SubjectKeyIdentifier(id)
    };
    scene.refused(Flaw::CertificateMissing, |it| {
        it.info.version = CmsVersion::V3;
        it.info.sid = key_id(0xAA);
    });
    scene.refused(Flaw::VersionMismatch, |it| it.info.sid = key_id(0xAA));
    for (usage, expected) in [
        (KeyUsages::NonRepudiation, None),
        (KeyUsages::DigitalSignature, None),
        (KeyUsages::KeyEncipherment, Some(Flaw::KeyUsage)),
    ] {
        let person = scene.issuer.person_for(4, Key::p384(), usage);
        let cms = Forgery::of(&person).build();
        let report = judge(&cms, DOCUMENT, &scene.issuer.trust()).unwrap();
        assert_eq!(flaw(&report), expected, "{usage:?}");
    }
}

#[test]
fn signatures_without_attributes_are_for_plain_data() {
    let scene = Scene::new();
    scene.good(|it| it.attributes = None);
    scene.refused(Flaw::AttributeMissing, |it| {
        it.attributes = None;
        it.content_type = ID_SIGNED_DATA;
    });
    // The attributes of a genuine signature, passed off as the document: same bytes, same signature.
    let genuine = Forgery::of(&scene.person);
    let attributes = SetOfVec::try_from(genuine.attributes.clone().unwrap()).unwrap();
    let attributes = attributes.to_der().unwrap();
    let document = SignedDocument::parse(&genuine.build()).unwrap();
    assert_eq!(document.digest_algorithms(), [DigestAlgorithm::Sha256]);
    let mut posing = Forgery::of(&scene.person);
    posing.attributes = None;
    posing.content = Some(&attributes);
    let report = judge(&posing.build(), &attributes, &scene.issuer.trust()).unwrap();
    assert_eq!(flaw(&report), Some(Flaw::ContentPosesAsAttributes));
    // The same with the document beside the signature.
    let mut posing = Forgery::of(&scene.person);
    posing.attributes = None;
    posing.content = Some(&attributes);
    let report = judge(
        &detached(&posing.build()),
        &attributes,
        &scene.issuer.trust(),
    )
    .unwrap();
    assert_eq!(flaw(&report), Some(Flaw::ContentPosesAsAttributes));
}

/// The signature without its content.
fn detached(cms: &[u8]) -> Vec<u8> {
    let mut info = ContentInfo::from_der(cms).unwrap();
    let mut signed: SignedData = info.content.decode_as().unwrap();
    signed.encap_content_info.econtent = None;
    info.content = Any::encode_from(&signed).unwrap();
    info.to_der().unwrap()
}

#[test]
fn crowds_are_turned_away() {
    let scene = Scene::new();
    let people: Vec<_> = (1..=65)
        .map(|serial| scene.issuer.person(serial, Key::p384()))
        .collect();
    let mut forgery = Forgery::of(&scene.person);
    forgery.certificates = people.iter().map(|it| it.certificate.clone()).collect();
    assert!(matches!(
        SignedDocument::parse(&forgery.build()),
        Err(inkan::core::verify::CmsError::TooMany { limit: 64 })
    ));
    let bytes = OctetStringRef::new(DOCUMENT).unwrap().to_der().unwrap();
    assert!(SignedDocument::parse(&bytes).is_err());
}
