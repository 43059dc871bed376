//! Builds CMS `SignedData` (RFC 5652) around a signature that a card makes: DER, version 1, the
//! signer named by issuer and serial number, signed attributes contentType, messageDigest,
//! signingTime and signing-certificate-v2 (RFC 5035), the signer's certificate and its issuer's
//! inside; the content beside it or in it (`envelope`). It builds only; whether the card signed
//! rightly is for `core::verify` to say.
//!
//! `signatureAlgorithm` is `sha256WithRSAEncryption` (and its siblings) rather than the bare
//! `rsaEncryption` of RFC 3370 §3.2: RFC 5754 §3.2 has both, only the former names the hash too.
//! OpenSSL, `GnuPG` and pyHanko accept it (tried); pyHanko writes the same into PDFs for Acrobat.

use std::fmt;

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::CmsVersion;
use cms::signed_data::{
    CertificateSet, SignedAttributes, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNING_TIME,
};
use const_oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ECDSA_WITH_SHA_512, SHA_256_WITH_RSA_ENCRYPTION,
    SHA_384_WITH_RSA_ENCRYPTION, SHA_512_WITH_RSA_ENCRYPTION,
};
use der::asn1::{ContextSpecific, GeneralizedTime, OctetString, SetOfVec, UtcTime};
use der::{Any, AnyRef, Decode, Encode, EncodeValue, Sequence, TagMode, TagNumber, Tagged};
use jiff::Timestamp;
use spki::AlgorithmIdentifierOwned;
use thiserror::Error;
use x509_cert::Certificate;
use x509_cert::attr::Attribute;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::Time;

use super::ContentDigest;
use super::envelope::{Content, Envelope, Parts};
use crate::core::verify::{DigestAlgorithm, KeyAlgorithm};

/// Makes ready to sign the document that has this `digest`: afterwards the card signs
/// [`Prepared::to_sign`]. `time` is the signing time to claim; `None` where the document itself
/// says it, as a `PAdES` baseline signature does (EN 319 142-1 §6.3).
pub fn prepare(
    digest: &ContentDigest,
    certificates: SignerCertificates<'_>,
    time: impl Into<Option<Timestamp>>,
) -> Result<Prepared, SignError> {
    let algorithm = digest.algorithm();
    let signer = read_certificate(certificates.signer)?;
    let key = KeyAlgorithm::of_spki(&signer.tbs_certificate.subject_public_key_info.to_der()?);
    let issuer = certificates.issuer.map(read_certificate).transpose()?;

    let identifier = signing_certificate(certificates.signer, &signer, algorithm)?;
    let mut attributes = vec![
        attribute(ID_CONTENT_TYPE, &ID_DATA)?,
        attribute(ID_MESSAGE_DIGEST, &OctetString::new(digest.as_bytes())?)?,
        attribute(ID_AA_SIGNING_CERTIFICATE_V_2, &identifier)?,
    ];
    if let Some(time) = time.into() {
        attributes.push(attribute(ID_SIGNING_TIME, &signing_time(time)?)?);
    }
    let signed_attributes = SetOfVec::try_from(attributes)?;
    // RFC 5652 §5.4: hashed as a SET OF, whatever tag the structure later gives them.
    let hash = ContentDigest::of(algorithm, &signed_attributes.to_der()?);
    let to_sign = to_sign(key, &hash)?;
    Ok(Prepared {
        algorithm,
        issuer,
        key,
        signed_attributes,
        signer,
        to_sign,
    })
}

/// The certificates that go into a signature, each as DER without filler behind it.
#[derive(Clone, Copy)]
pub struct SignerCertificates<'a> {
    /// Of the key that signs.
    pub signer: &'a [u8],
    /// Of its issuer, when the card has given it.
    pub issuer: Option<&'a [u8]>,
}

/// A signature that lacks only the card's answer. Its `Debug` shows no certificate contents: they
/// are a person's name and address.
pub struct Prepared {
    algorithm: DigestAlgorithm,
    issuer: Option<Certificate>,
    key: KeyAlgorithm,
    signed_attributes: SignedAttributes,
    signer: Certificate,
    to_sign: Vec<u8>,
}

impl Prepared {
    /// What the card is to sign: for RSA the `DigestInfo`, which the card pads with P1=00
    /// (jpki-card §2.5); for ECDSA the digest, cut to the length of the curve's order.
    pub fn to_sign(&self) -> &[u8] {
        &self.to_sign
    }

    /// Puts the card's answer in and gives the whole detached signature, DER. An ECDSA signature may
    /// come as `r || s` or as DER; it is not checked here whether it is the right signature.
    pub fn finish(self, signature: &[u8]) -> Result<Vec<u8>, SignError> {
        let Envelope { mut head, tail } = self.parts(signature)?.around(Content::Beside)?;
        head.extend(tail);
        Ok(head)
    }

    /// The same for an attached signature: gives what stands before and after the content of
    /// `content_len` bytes, which the caller streams in between as it is.
    pub fn finish_around(self, content_len: u64, signature: &[u8]) -> Result<Envelope, SignError> {
        let content = Content::Between { len: content_len };
        self.parts(signature)?.around(content)
    }

    fn parts(self, signature: &[u8]) -> Result<Parts, SignError> {
        let signature = signature_value(self.key, signature)?;
        let digest_algorithm = AlgorithmIdentifierOwned {
            oid: self.algorithm.oid(),
            parameters: None, // RFC 5754 §2
        };
        let signer_info = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: self.signer.tbs_certificate.issuer.clone(),
                serial_number: self.signer.tbs_certificate.serial_number.clone(),
            }),
            digest_alg: digest_algorithm.clone(),
            signed_attrs: Some(self.signed_attributes),
            signature_algorithm: signature_algorithm(self.key, self.algorithm)?,
            signature: OctetString::new(signature)?,
            unsigned_attrs: None,
        };
        let issuer = self.issuer.filter(|issuer| *issuer != self.signer);
        let certificates: Vec<_> = [Some(self.signer), issuer]
            .into_iter()
            .flatten()
            .map(CertificateChoices::Certificate)
            .collect();
        let certificates = ContextSpecific {
            tag_number: TagNumber::N0,
            tag_mode: TagMode::Implicit,
            value: CertificateSet(SetOfVec::try_from(certificates)?),
        };
        let mut before = CmsVersion::V1.to_der()?;
        SetOfVec::try_from(vec![digest_algorithm])?.encode_to_vec(&mut before)?;
        let mut after = certificates.to_der()?;
        SignerInfos(SetOfVec::try_from(vec![signer_info])?).encode_to_vec(&mut after)?;
        Ok(Parts { before, after })
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("algorithm", &self.algorithm)
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// Why no signature can be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SignError {
    /// The signer's or the issuer's certificate is not DER as RFC 5280 has it.
    #[error("a certificate cannot be read")]
    CertificateUnreadable,
    /// The structure cannot be encoded.
    #[error("the signature cannot be encoded: {0}")]
    Encoding(#[from] der::Error),
    /// A key of a kind other than RSA, ECDSA P-256 and ECDSA P-384.
    #[error("a key of unsupported kind")]
    KeyUnsupported,
    /// The card's answer has not the form of a signature by this key.
    #[error("a signature of {length} bytes does not fit the key")]
    SignatureForm {
        /// Bytes of the card's answer.
        length: usize,
    },
    /// A time before 1970 or after 9999.
    #[error("the signing time cannot be written")]
    TimeOutOfRange,
}

/// The bytes a key of this kind signs, given the hash over the signed attributes.
pub(in crate::core) fn to_sign(
    key: KeyAlgorithm,
    hash: &ContentDigest,
) -> Result<Vec<u8>, SignError> {
    let order_len = match key {
        KeyAlgorithm::EcdsaP256 => 32,
        KeyAlgorithm::EcdsaP384 => 48,
        KeyAlgorithm::Other => return Err(SignError::KeyUnsupported),
        KeyAlgorithm::Rsa { .. } => return digest_info(hash),
    };
    // FIPS 186-5 §6.4.1: the leftmost bits, as many as the order has.
    Ok(hash.as_bytes().iter().copied().take(order_len).collect())
}

/// The card's answer as `SignatureValue`: for ECDSA the DER `Ecdsa-Sig-Value` (RFC 5753 §2.1.1).
pub(in crate::core) fn signature_value(
    key: KeyAlgorithm,
    raw: &[u8],
) -> Result<Vec<u8>, SignError> {
    let form = SignError::SignatureForm { length: raw.len() };
    match key {
        KeyAlgorithm::EcdsaP256 => p256::ecdsa::Signature::from_slice(raw)
            .or_else(|_| p256::ecdsa::Signature::from_der(raw))
            .map(|signature| signature.to_der().as_bytes().to_vec())
            .map_err(|_invalid| form),
        KeyAlgorithm::EcdsaP384 => p384::ecdsa::Signature::from_slice(raw)
            .or_else(|_| p384::ecdsa::Signature::from_der(raw))
            .map(|signature| signature.to_der().as_bytes().to_vec())
            .map_err(|_invalid| form),
        KeyAlgorithm::Rsa { bits } if raw.len() == bits.div_ceil(8) => Ok(raw.to_vec()),
        KeyAlgorithm::Other | KeyAlgorithm::Rsa { .. } => Err(form),
    }
}

fn signature_algorithm(
    key: KeyAlgorithm,
    digest: DigestAlgorithm,
) -> Result<AlgorithmIdentifierOwned, SignError> {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    let (oid, parameters) = match (key, digest) {
        (KeyAlgorithm::EcdsaP256 | KeyAlgorithm::EcdsaP384, Sha256) => (ECDSA_WITH_SHA_256, None),
        (KeyAlgorithm::EcdsaP256 | KeyAlgorithm::EcdsaP384, Sha384) => (ECDSA_WITH_SHA_384, None),
        (KeyAlgorithm::EcdsaP256 | KeyAlgorithm::EcdsaP384, Sha512) => (ECDSA_WITH_SHA_512, None),
        (KeyAlgorithm::Other, _) => return Err(SignError::KeyUnsupported),
        (KeyAlgorithm::Rsa { .. }, Sha256) => (SHA_256_WITH_RSA_ENCRYPTION, Some(null())),
        (KeyAlgorithm::Rsa { .. }, Sha384) => (SHA_384_WITH_RSA_ENCRYPTION, Some(null())),
        (KeyAlgorithm::Rsa { .. }, Sha512) => (SHA_512_WITH_RSA_ENCRYPTION, Some(null())),
    };
    Ok(AlgorithmIdentifierOwned { oid, parameters })
}

fn null() -> Any {
    AnyRef::NULL.into()
}

/// `DigestInfo` of RFC 8017 §9.2: what PKCS#1 v1.5 pads.
#[derive(Sequence)]
struct DigestInfo {
    digest_algorithm: AlgorithmIdentifierOwned,
    digest: OctetString,
}

fn digest_info(hash: &ContentDigest) -> Result<Vec<u8>, SignError> {
    let info = DigestInfo {
        digest_algorithm: AlgorithmIdentifierOwned {
            oid: hash.algorithm().oid(),
            parameters: Some(null()),
        },
        digest: OctetString::new(hash.as_bytes())?,
    };
    Ok(info.to_der()?)
}

/// `SigningCertificateV2` (RFC 5035 §3), without policies.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certs: Vec<EssCertIdV2>,
}

/// `ESSCertIDv2` (RFC 5035 §4); no hash algorithm means SHA-256, the DEFAULT, which DER omits.
#[derive(Sequence)]
struct EssCertIdV2 {
    hash_algorithm: Option<AlgorithmIdentifierOwned>,
    cert_hash: OctetString,
    issuer_serial: IssuerSerial,
}

/// `IssuerSerial` (RFC 5035 §5).
#[derive(Sequence)]
struct IssuerSerial {
    issuer: Vec<GeneralName>,
    serial_number: SerialNumber,
}

fn signing_certificate(
    der: &[u8],
    certificate: &Certificate,
    algorithm: DigestAlgorithm,
) -> Result<SigningCertificateV2, SignError> {
    let hash_algorithm = match algorithm {
        DigestAlgorithm::Sha256 => None,
        DigestAlgorithm::Sha384 | DigestAlgorithm::Sha512 => Some(AlgorithmIdentifierOwned {
            oid: algorithm.oid(),
            parameters: None,
        }),
    };
    let tbs = &certificate.tbs_certificate;
    let identifier = EssCertIdV2 {
        hash_algorithm,
        cert_hash: OctetString::new(algorithm.digest(der))?,
        issuer_serial: IssuerSerial {
            issuer: vec![GeneralName::DirectoryName(tbs.issuer.clone())],
            serial_number: tbs.serial_number.clone(),
        },
    };
    Ok(SigningCertificateV2 {
        certs: vec![identifier],
    })
}

/// `UTCTime` until 2049, `GeneralizedTime` from 2050 (RFC 5652 §11.3).
fn signing_time(time: Timestamp) -> Result<Time, SignError> {
    if time < Timestamp::UNIX_EPOCH {
        return Err(SignError::TimeOutOfRange);
    }
    let since_1970 = time.as_duration().unsigned_abs();
    UtcTime::from_unix_duration(since_1970)
        .map(Time::UtcTime)
        .or_else(|_| GeneralizedTime::from_unix_duration(since_1970).map(Time::GeneralTime))
        .map_err(|_later| SignError::TimeOutOfRange)
}

fn attribute(
    oid: ObjectIdentifier,
    value: &(impl Tagged + EncodeValue),
) -> Result<Attribute, SignError> {
    Ok(Attribute {
        oid,
        values: SetOfVec::try_from(vec![Any::encode_from(value)?])?,
    })
}

/// The certificate, if what it is encoded to again is what it was: else the signature would carry
/// another certificate than the one whose hash it signs.
fn read_certificate(der: &[u8]) -> Result<Certificate, SignError> {
    let certificate =
        Certificate::from_der(der).map_err(|_malformed| SignError::CertificateUnreadable)?;
    if certificate.to_der()? == der {
        Ok(certificate)
    } else {
        Err(SignError::CertificateUnreadable)
    }
}
