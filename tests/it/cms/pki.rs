//! A little public key infrastructure for the tests: one issuer, and people with keys of each kind
//! that sign as a card does. Keys are made anew in every run.

use const_oid::AssociatedOid;
use const_oid::db::rfc5912::{ECDSA_WITH_SHA_256, ID_EC_PUBLIC_KEY, SECP_256_R_1, SECP_384_R_1};
use der::asn1::{BitString, OctetString};
use der::flagset::FlagSet;
use der::{Any, Decode, Encode};
use inkan::core::cert::TrustStore;
use p256::ecdsa::signature::hazmat::PrehashSigner;
use rand_core::OsRng;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey, EncodePublicKey};
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha1::{Digest as _, Sha1};
use sha2::Sha256;
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::certificate::{Certificate, TbsCertificate, Version};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::Validity;

/// A private key, used as a card uses it.
pub enum Key {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    Rsa(Box<RsaPrivateKey>),
}

impl Key {
    pub fn p256() -> Self {
        Self::P256(p256::ecdsa::SigningKey::random(&mut OsRng))
    }

    pub fn p384() -> Self {
        Self::P384(p384::ecdsa::SigningKey::random(&mut OsRng))
    }

    pub fn rsa() -> Self {
        Self::Rsa(Box::new(RsaPrivateKey::new(&mut OsRng, 2048).unwrap()))
    }

    /// The RSA key that `OpenSSL` has made.
    pub fn from_pkcs8(der: &[u8]) -> Self {
        Self::Rsa(Box::new(RsaPrivateKey::from_pkcs8_der(der).unwrap()))
    }

    /// COMPUTE DIGITAL SIGNATURE with P1=00 (jpki-card §2.5): the input is padded as it is. ECDSA
    /// answers `r || s`.
    pub fn card_signs(&self, input: &[u8]) -> Vec<u8> {
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature = key.sign_prehash(input).unwrap();
                signature.to_bytes().to_vec()
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::Signature = key.sign_prehash(input).unwrap();
                signature.to_bytes().to_vec()
            }
            Self::Rsa(key) => key.sign(Pkcs1v15Sign::new_unprefixed(), input).unwrap(),
        }
    }

    /// The private key, for the foreign programs.
    pub fn pkcs8(&self) -> Vec<u8> {
        match self {
            // RFC 5208 and RFC 5915 without the public key: the same bytes before every P-256 key.
            Self::P256(key) => {
                let mut pkcs8 = b"\x30\x41\x02\x01\x00\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\
                    \x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x04\x27\x30\x25\x02\x01\x01\x04\x20"
                    .to_vec();
                pkcs8.extend_from_slice(&key.to_bytes());
                pkcs8
            }
            Self::P384(key) => p384::SecretKey::from(key)
                .to_pkcs8_der()
                .unwrap()
                .as_bytes()
                .to_vec(),
            Self::Rsa(key) => key.to_pkcs8_der().unwrap().as_bytes().to_vec(),
        }
    }

    fn spki(&self) -> SubjectPublicKeyInfoOwned {
        let (curve, point) = match self {
            Self::P256(key) => (
                SECP_256_R_1,
                key.verifying_key()
                    .to_encoded_point(false)
                    .as_bytes()
                    .to_vec(),
            ),
            Self::P384(key) => (
                SECP_384_R_1,
                key.verifying_key()
                    .to_encoded_point(false)
                    .as_bytes()
                    .to_vec(),
            ),
            Self::Rsa(key) => {
                let der = key.to_public_key().to_public_key_der().unwrap();
                return SubjectPublicKeyInfoOwned::from_der(der.as_bytes()).unwrap();
            }
        };
        let algorithm = AlgorithmIdentifierOwned {
            oid: ID_EC_PUBLIC_KEY,
            parameters: Some(Any::encode_from(&curve).unwrap()),
        };
        SubjectPublicKeyInfoOwned {
            algorithm,
            subject_public_key: BitString::from_bytes(&point).unwrap(),
        }
    }
}

/// Someone with a certificate.
pub struct Person {
    pub certificate: Vec<u8>,
    pub key: Key,
}

/// The issuer: its key is P-256, which is quick to make.
pub struct Issuer {
    pub certificate: Vec<u8>,
    name: Name,
    key: p256::ecdsa::SigningKey,
}

/// 2020-01-01 to 2049-12-31, so that a foreign judge with a clock of its own agrees.
const LONG: [&str; 2] = ["200101000000Z", "491231235959Z"];

impl Issuer {
    pub fn new() -> Self {
        Self::valid(LONG)
    }

    /// An issuer that is good from one time to another (`UTCTime`). What it issues is for longer.
    pub fn valid(times: [&str; 2]) -> Self {
        let mut issuer = Self::with_name("CN=Test issuer,O=Tests of Inkan,C=JP");
        issuer.certificate = issuer.certify_issuer(1, &issuer, times);
        issuer
    }

    /// An issuer that this one vouches for.
    pub fn subordinate(&self) -> Self {
        let mut issuer = Self::with_name("CN=Issuer below,O=Tests of Inkan,C=JP");
        issuer.certificate = self.certify_issuer(200, &issuer, LONG);
        issuer
    }

    fn with_name(name: &str) -> Self {
        let key = p256::ecdsa::SigningKey::random(&mut OsRng);
        Self {
            certificate: Vec::new(),
            name: name.parse().unwrap(),
            key,
        }
    }

    fn certify_issuer(&self, serial: u8, issuer: &Self, times: [&str; 2]) -> Vec<u8> {
        let constraints = BasicConstraints {
            ca: true,
            path_len_constraint: None,
        };
        let extensions = vec![
            extension(true, &constraints),
            extension(true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign)),
        ];
        let spki = Key::P256(issuer.key.clone()).spki();
        self.certify(serial, issuer.name.clone(), spki, extensions, times)
    }

    /// Trusts this issuer and nobody else.
    pub fn trust(&self) -> TrustStore {
        TrustStore::empty().with_extra(&self.certificate).unwrap()
    }

    /// Someone who may sign documents.
    pub fn person(&self, serial: u8, key: Key) -> Person {
        let usage = KeyUsages::DigitalSignature | KeyUsages::NonRepudiation;
        self.person_for(serial, key, usage)
    }

    /// Someone whose key is for `usage`.
    pub fn person_for(&self, serial: u8, key: Key, usage: impl Into<FlagSet<KeyUsages>>) -> Person {
        let extensions = vec![extension(true, &KeyUsage(usage.into()))];
        self.person_with(serial, key, extensions)
    }

    /// Someone whose certificate has these extensions.
    pub fn person_with(&self, serial: u8, key: Key, extensions: Vec<Extension>) -> Person {
        let name = format!("CN=Person {serial},C=JP").parse().unwrap();
        let certificate = self.certify(serial, name, key.spki(), extensions, LONG);
        Person { certificate, key }
    }

    fn certify(
        &self,
        serial: u8,
        subject: Name,
        spki: SubjectPublicKeyInfoOwned,
        mut extensions: Vec<Extension>,
        times: [&str; 2],
    ) -> Vec<u8> {
        let signature = AlgorithmIdentifierOwned {
            oid: ECDSA_WITH_SHA_256,
            parameters: None,
        };
        let key_id = Sha1::digest(spki.subject_public_key.raw_bytes()).to_vec();
        let key_id = SubjectKeyIdentifier(OctetString::new(key_id).unwrap());
        extensions.push(extension(false, &key_id));
        let tbs_certificate = TbsCertificate {
            version: Version::V3,
            serial_number: SerialNumber::from(serial),
            signature: signature.clone(),
            issuer: self.name.clone(),
            validity: validity(times),
            subject,
            subject_public_key_info: spki,
            issuer_unique_id: None,
            subject_unique_id: None,
            extensions: Some(extensions),
        };
        let hash = Sha256::digest(tbs_certificate.to_der().unwrap());
        let value: p256::ecdsa::Signature = self.key.sign_prehash(&hash).unwrap();
        let certificate = Certificate {
            tbs_certificate,
            signature_algorithm: signature,
            signature: BitString::from_bytes(value.to_der().as_bytes()).unwrap(),
        };
        certificate.to_der().unwrap()
    }
}

fn validity([not_before, not_after]: [&str; 2]) -> Validity {
    let time = |text: &str| {
        let text = format!("\x17\x0d{text}");
        x509_cert::time::Time::from_der(text.as_bytes()).unwrap()
    };
    Validity {
        not_before: time(not_before),
        not_after: time(not_after),
    }
}

pub fn extension<T: AssociatedOid + Encode>(critical: bool, value: &T) -> Extension {
    let value = OctetString::new(value.to_der().unwrap()).unwrap();
    Extension {
        extn_id: T::OID,
        critical,
        extn_value: value,
    }
}
