//! The signed attributes of a CMS signature (RFC 5652 §5.3 and §11; RFC 5035): read from the exact
//! bytes that were signed. Each may be there once, with one value. Whether what they say is true is
//! for the module above.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{
    ID_AA_SIGNING_CERTIFICATE, ID_AA_SIGNING_CERTIFICATE_V_2, ID_CONTENT_TYPE, ID_MESSAGE_DIGEST,
    ID_SIGNING_TIME,
};
use const_oid::db::rfc5912::ID_SHA_1;
use der::asn1::{GeneralizedTime, OctetStringRef, UtcTime};
use der::{AnyRef, Decode, Encode, Reader, SliceReader, Tag, TagNumber, Tagged};
use jiff::Timestamp;
use spki::AlgorithmIdentifierRef;

use super::document::{context, fields, take, take_if};
use crate::core::ber::Element;
use crate::core::verify::DigestAlgorithm;
use crate::core::verify::report::Flaw;

/// `id-aa-CMSAlgorithmProtect` (RFC 6211 §2).
const CMS_ALGORITHM_PROTECTION: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.52");

/// The most attributes that are read, and the most values of one.
const MAX_ATTRIBUTES: usize = 64;

/// What the signer has signed besides the content.
pub(super) struct SignedAttributes<'a> {
    pub(super) content_type: ObjectIdentifier,
    pub(super) message_digest: &'a [u8],
    /// The algorithms that were signed along.
    pub(super) algorithms: Option<SignedAlgorithms<'a>>,
    /// Every hash of the signer's certificate that was signed along.
    pub(super) certificate_hashes: Vec<CertificateHash<'a>>,
    pub(super) signing_time: Option<Timestamp>,
}

/// The algorithms of a `SignerInfo`, said once more where they cannot be changed (RFC 6211 §2).
pub(super) struct SignedAlgorithms<'a> {
    pub(super) digest: AlgorithmIdentifierRef<'a>,
    pub(super) signature: AlgorithmIdentifierRef<'a>,
}

/// The hash of a certificate in signing-certificate or signing-certificate-v2.
pub(super) struct CertificateHash<'a> {
    pub(super) algorithm: CertificateHashAlgorithm,
    pub(super) value: &'a [u8],
    pub(super) issuer_serial: Option<IssuerSerial<'a>>,
}

/// Which certificate the hash is said to be of (RFC 5035 §4).
pub(super) struct IssuerSerial<'a> {
    /// The issuer's `Name`, DER.
    pub(super) issuer: &'a [u8],
    /// The contents of the INTEGER.
    pub(super) serial: &'a [u8],
}

/// What a certificate was hashed with. SHA-1 is what signing-certificate is defined with (RFC 5035
/// §5.4.1): it may add to a good signature and replaces nothing.
pub(super) enum CertificateHashAlgorithm {
    Sha1,
    Strong(DigestAlgorithm),
}

impl<'a> SignedAttributes<'a> {
    /// Reads the contents of the set.
    pub(super) fn read(set: &'a [u8]) -> Result<Self, Flaw> {
        let all = attributes(set).map_err(|_malformed| Flaw::AttributesMalformed)?;
        for (index, (oid, _)) in all.iter().enumerate() {
            if all.iter().skip(index + 1).any(|(other, _)| other == oid) {
                return Err(Flaw::AttributeDuplicate);
            }
        }
        let value = |wanted| match all.iter().find(|(oid, _)| *oid == wanted) {
            None => Ok(None),
            Some((_, values)) => match values.as_slice() {
                [value] => Ok(Some(*value)),
                _ => Err(Flaw::AttributesMalformed),
            },
        };
        let content_type = value(ID_CONTENT_TYPE)?.ok_or(Flaw::AttributeMissing)?;
        let message_digest = value(ID_MESSAGE_DIGEST)?.ok_or(Flaw::AttributeMissing)?;
        let certificate_hashes = [
            value(ID_AA_SIGNING_CERTIFICATE)?,
            value(ID_AA_SIGNING_CERTIFICATE_V_2)?,
        ];
        let [first, second] = certificate_hashes;
        let hashes = [
            first.map(|value| first_hash(value, Version::V1)),
            second.map(|value| first_hash(value, Version::V2)),
        ];
        let malformed = |_: der::Error| Flaw::AttributesMalformed;
        Ok(Self {
            algorithms: value(CMS_ALGORITHM_PROTECTION)?
                .map(signed_algorithms)
                .transpose()
                .map_err(malformed)?,
            content_type: content_type.decode_as().map_err(malformed)?,
            message_digest: message_digest
                .decode_as::<OctetStringRef<'_>>()
                .map_err(malformed)?
                .as_bytes(),
            certificate_hashes: hashes.into_iter().flatten().collect::<Result<_, _>>()?,
            signing_time: value(ID_SIGNING_TIME)?.map(time).transpose()?,
        })
    }
}

type Attribute<'a> = (ObjectIdentifier, Vec<AnyRef<'a>>);

fn attributes(set: &[u8]) -> der::Result<Vec<Attribute<'_>>> {
    let mut reader = SliceReader::new(set)?;
    let mut all = Vec::new();
    while !reader.is_finished() {
        if all.len() == MAX_ATTRIBUTES {
            return Err(Tag::Set.length_error());
        }
        let mut attribute = fields(take(&mut reader, Tag::Sequence)?)?;
        let oid = ObjectIdentifier::decode(&mut attribute)?;
        let mut set = fields(take(&mut attribute, Tag::Set)?)?;
        let mut values = Vec::new();
        while !set.is_finished() {
            if values.len() == MAX_ATTRIBUTES {
                return Err(Tag::Set.length_error());
            }
            values.push(AnyRef::decode(&mut set)?);
        }
        all.push(attribute.finish((oid, values))?);
    }
    Ok(all)
}

/// Which of the two attributes that identify the certificate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    /// signing-certificate (RFC 5035 §5): SHA-1.
    V1,
    /// signing-certificate-v2 (RFC 5035 §3): the hash is named, SHA-256 if not.
    V2,
}

/// The hash of the first certificate listed, which must be the signer's (RFC 5035 §3).
fn first_hash(value: AnyRef<'_>, version: Version) -> Result<CertificateHash<'_>, Flaw> {
    let (oid, value, issuer_serial) =
        first_hash_fields(value, version).map_err(|_malformed| Flaw::AttributesMalformed)?;
    let algorithm = match oid {
        None if version == Version::V1 => CertificateHashAlgorithm::Sha1,
        None => CertificateHashAlgorithm::Strong(DigestAlgorithm::Sha256),
        Some(ID_SHA_1) => CertificateHashAlgorithm::Sha1,
        Some(oid) => CertificateHashAlgorithm::Strong(
            DigestAlgorithm::from_oid(oid).ok_or(Flaw::AlgorithmUnsupported { oid })?,
        ),
    };
    Ok(CertificateHash {
        algorithm,
        value,
        issuer_serial,
    })
}

type HashFields<'a> = (Option<ObjectIdentifier>, &'a [u8], Option<IssuerSerial<'a>>);

fn first_hash_fields(value: AnyRef<'_>, version: Version) -> der::Result<HashFields<'_>> {
    value.tag().assert_eq(Tag::Sequence)?;
    let mut signing_certificate = fields(value)?;
    let mut certificates = fields(take(&mut signing_certificate, Tag::Sequence)?)?;
    let mut first = fields(take(&mut certificates, Tag::Sequence)?)?;
    let oid = match version {
        Version::V1 => None,
        Version::V2 => match first.peek_tag()? {
            Tag::Sequence => Some(AlgorithmIdentifierRef::decode(&mut first)?.oid),
            _ => None,
        },
    };
    let hash = OctetStringRef::decode(&mut first)?.as_bytes();
    let issuer_serial = take_if(&mut first, Tag::Sequence)?
        .map(issuer_serial)
        .transpose()?;
    first.finish((oid, hash, issuer_serial))
}

/// Of a public key certificate the issuer is one directory name (RFC 5035 §4).
fn issuer_serial(value: AnyRef<'_>) -> der::Result<IssuerSerial<'_>> {
    let mut reader = fields(value)?;
    let mut names = fields(take(&mut reader, Tag::Sequence)?)?;
    let name = take(&mut names, context(TagNumber::N4))?;
    names.finish(())?;
    let serial = take(&mut reader, Tag::Integer)?.value();
    reader.finish(IssuerSerial {
        issuer: name.value(),
        serial,
    })
}

/// `CMSAlgorithmProtection` of a signature (RFC 6211 §2): the digest and, implicitly tagged, the
/// signature algorithm.
fn signed_algorithms(value: AnyRef<'_>) -> der::Result<SignedAlgorithms<'_>> {
    value.tag().assert_eq(Tag::Sequence)?;
    let mut reader = fields(value)?;
    let digest = AlgorithmIdentifierRef::decode(&mut reader)?;
    let mut signature = fields(take(&mut reader, context(TagNumber::N1))?)?;
    let oid = ObjectIdentifier::decode(&mut signature)?;
    let parameters = if signature.is_finished() {
        None
    } else {
        Some(AnyRef::decode(&mut signature)?)
    };
    signature.finish(())?;
    reader.finish(SignedAlgorithms {
        digest,
        signature: AlgorithmIdentifierRef { oid, parameters },
    })
}

/// The set with these contents as DER has it, if the contents are in another order (X.690 §11.6):
/// it is DER that was signed, whatever was sent (RFC 5652 §5.4).
pub(super) fn in_der_order(contents: &[u8]) -> Option<Vec<u8>> {
    let mut elements = Vec::new();
    let mut rest = contents;
    while !rest.is_empty() {
        let after = Element::parse(rest).ok()?.rest;
        let len = rest.len().saturating_sub(after.len());
        elements.push(rest.get(..len)?);
        rest = after;
    }
    // No encoding is the beginning of another, so that the order of slices is that of DER.
    if elements.is_sorted() {
        return None;
    }
    elements.sort_unstable();
    let sorted = elements.concat();
    AnyRef::new(Tag::Set, &sorted).ok()?.to_der().ok()
}

/// `UTCTime` or `GeneralizedTime` in UTC, to the second (RFC 5652 §11.3).
fn time(value: AnyRef<'_>) -> Result<Timestamp, Flaw> {
    let malformed = |_: der::Error| Flaw::AttributesMalformed;
    let since_1970 = match value.tag() {
        Tag::UtcTime => value
            .decode_as::<UtcTime>()
            .map_err(malformed)?
            .to_unix_duration(),
        Tag::GeneralizedTime => value
            .decode_as::<GeneralizedTime>()
            .map_err(malformed)?
            .to_unix_duration(),
        _ => return Err(Flaw::AttributesMalformed),
    };
    i64::try_from(since_1970.as_secs())
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or(Flaw::AttributesMalformed)
}
