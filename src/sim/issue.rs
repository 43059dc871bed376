//! Issues the certificates of the simulated card, in the profile of real ones (jpki-card §4):
//! same fields, same order of extensions, same encodings. Only the names differ: the issuer is
//! `O=INKAN DEMO - NOT REAL`, and no address in it leads anywhere (invariant 9). The policy OIDs
//! are those of J-LIS test cards (`…8.5.1.0.20` and `…8.5.1.0.30`), never the real ones.
//!
//! The same profile on the same day gives the same bytes. The two demo CA certificates are files
//! of `assets/demo`, so that a signature of yesterday is still good today.

#[cfg(test)]
mod authority;
mod names;

use der::asn1::{BitString, GeneralizedTime, Ia5String, OctetString, UtcTime};
use der::{Any, Decode, Encode, Tag};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use spki::{AlgorithmIdentifierOwned, ObjectIdentifier, SubjectPublicKeyInfoOwned};
use thiserror::Error;
use x509_cert::certificate::{Certificate, TbsCertificate, Version};
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName, GeneralNames};
use x509_cert::ext::pkix::{
    AccessDescription, AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, CertificatePolicies,
    CrlDistributionPoints, ExtendedKeyUsage, IssuerAltName, KeyUsage, KeyUsages, SubjectAltName,
    SubjectKeyIdentifier,
    certpolicy::{PolicyInformation, PolicyQualifierInfo},
    crl::dp::DistributionPoint,
};
use x509_cert::ext::{AsExtension, Extension};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

use super::keys::CardKey;
use super::profile::{Profile, Term};
use crate::core::jpki::Slot;

const SHA256_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const CLIENT_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");
const CPS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.2.1");
const OCSP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1");
const TEST_POLICY_AUTH: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.1.0.30");
const TEST_POLICY_SIGN: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.1.0.20");

/// `.invalid` never resolves (RFC 6761 §6.4).
const CPS_ADDRESS: &str = "http://demo.invalid/cps.html";
const OCSP_ADDRESS: &str = "http://ocsp.demo.invalid";

/// Why a demo card could not be made.
#[derive(Debug, Error)]
pub enum IssueError {
    /// The demo CA has no key or certificate that can issue.
    #[error("the demo authority cannot issue")]
    AuthorityKey,
    /// The dates of the profile leave the calendar of certificates (1970 to 9999).
    #[error("the profile's dates are outside the calendar of certificates")]
    Calendar,
    /// A part could not be encoded.
    #[error("the certificate could not be encoded: {0}")]
    Encoding(#[from] der::Error),
    /// A demo key file is damaged.
    #[error("a demo key could not be read: {0}")]
    PrivateKey(#[source] rsa::pkcs8::Error),
    /// A public key could not be encoded.
    #[error("a demo public key could not be encoded: {0}")]
    PublicKey(#[source] spki::Error),
}

/// The certificates of the demo CA, DER: for 署名用, for 利用者証明用. The same on every day.
pub fn demo_ca_certificates() -> [&'static [u8]; 2] {
    Slot::BOTH.map(demo_ca_certificate)
}

/// The certificate of the demo CA that issues for `slot`, DER.
pub fn demo_ca_certificate(slot: Slot) -> &'static [u8] {
    match slot {
        Slot::Auth => include_bytes!("../../assets/demo/ca-auth.cer"),
        Slot::Sign => include_bytes!("../../assets/demo/ca-sign.cer"),
    }
}

/// Whether the profile has a certificate of `slot`; an error where its dates are of no calendar.
pub(super) fn can_issue(profile: &Profile, slot: Slot, today: Date) -> Result<bool, IssueError> {
    let term = profile.certificates.of(slot);
    let days = term.map(|term| Days::of(term, today)).transpose()?;
    let validity = days.map(|days| days.validity(slot)).transpose()?;
    Ok(validity.is_some())
}

/// The holder's certificate of `slot` in DER, or `None` when the profile has none. `today` is the
/// day in Japan.
pub fn demo_certificate(
    profile: &Profile,
    slot: Slot,
    today: Date,
) -> Result<Option<Vec<u8>>, IssueError> {
    let Some(term) = profile.certificates.of(slot) else {
        return Ok(None);
    };
    let issuer = Certificate::from_der(demo_ca_certificate(slot))?;
    let key = CardKey::of_slot(slot, profile.algorithm)?;
    let days = Days::of(term, today)?;
    let mark = mark_of(profile, slot, days);
    let tbs = TbsCertificate {
        version: Version::V3,
        serial_number: serial(mark)?,
        signature: sha256_with_rsa(),
        issuer: issuer.tbs_certificate.subject.clone(),
        validity: days.validity(slot)?,
        subject: match slot {
            Slot::Auth => names::auth_subject(mark)?,
            Slot::Sign => names::sign_subject(&profile.holder, days.from, mark)?,
        },
        subject_public_key_info: SubjectPublicKeyInfoOwned::from_der(&key.public_key_der()?)?,
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: None,
    };
    let extensions = extensions(profile, slot, &issuer, &tbs)?;
    sign(
        TbsCertificate {
            extensions: Some(extensions),
            ..tbs
        },
        slot,
    )
    .map(Some)
}

/// The extensions in the order of real certificates (jpki-card §4.2 and §4.3).
fn extensions(
    profile: &Profile,
    slot: Slot,
    issuer: &Certificate,
    tbs: &TbsCertificate,
) -> Result<Vec<Extension>, IssueError> {
    let mut list = ExtensionList {
        subject: &tbs.subject,
        extensions: Vec::new(),
    };
    match slot {
        Slot::Auth => {
            list.add(&KeyUsage(KeyUsages::DigitalSignature.into()), Critical::Yes)?;
            list.add(&ExtendedKeyUsage(vec![CLIENT_AUTH]), Critical::No)?;
            list.add(&policies(TEST_POLICY_AUTH)?, Critical::Yes)?;
        }
        Slot::Sign => {
            let usage = KeyUsages::DigitalSignature | KeyUsages::NonRepudiation;
            list.add(&KeyUsage(usage), Critical::Yes)?;
            list.add(
                &SubjectAltName(names::holder_names(&profile.holder)?),
                Critical::No,
            )?;
            list.add(&policies(TEST_POLICY_SIGN)?, Critical::Yes)?;
        }
    }
    list.add(
        &IssuerAltName(directory(names::authority_in_japanese(slot)?)),
        Critical::No,
    )?;
    let crl = names::crl(slot, &profile.holder)?;
    list.add(&distribution_points(crl), Critical::No)?;
    if slot == Slot::Auth {
        let ocsp = AccessDescription {
            access_method: OCSP,
            access_location: GeneralName::UniformResourceIdentifier(Ia5String::new(OCSP_ADDRESS)?),
        };
        list.add(&AuthorityInfoAccessSyntax(vec![ocsp]), Critical::No)?;
    }
    let issuer = &issuer.tbs_certificate;
    let authority_key = AuthorityKeyIdentifier {
        key_identifier: Some(key_identifier(&issuer.subject_public_key_info)?),
        authority_cert_issuer: Some(directory(issuer.issuer.clone())),
        authority_cert_serial_number: Some(issuer.serial_number.clone()),
    };
    list.add(&authority_key, Critical::No)?;
    let own_key = SubjectKeyIdentifier(key_identifier(&tbs.subject_public_key_info)?);
    list.add(&own_key, Critical::No)?;
    Ok(list.extensions)
}

/// Signs with the demo CA's key for `slot`.
fn sign(tbs: TbsCertificate, slot: Slot) -> Result<Vec<u8>, IssueError> {
    let signature = CardKey::of_authority(slot)?.sign_certificate(&tbs.to_der()?)?;
    let certificate = Certificate {
        tbs_certificate: tbs,
        signature_algorithm: sha256_with_rsa(),
        signature: BitString::from_bytes(&signature)?,
    };
    Ok(certificate.to_der()?)
}

/// Whether a program that does not know an extension must refuse the certificate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Critical {
    No,
    Yes,
}

/// Extensions being collected. Whether one is critical is said here, not left to the library.
struct ExtensionList<'a> {
    subject: &'a Name,
    extensions: Vec<Extension>,
}

impl ExtensionList<'_> {
    fn add(&mut self, extension: &impl AsExtension, critical: Critical) -> Result<(), IssueError> {
        let mut extension = extension.to_extension(self.subject, &self.extensions)?;
        extension.critical = critical == Critical::Yes;
        self.extensions.push(extension);
        Ok(())
    }
}

/// First and last day of a certificate, in Japan.
#[derive(Clone, Copy)]
struct Days {
    from: Date,
    until: Date,
}

impl Days {
    fn of(term: Term, today: Date) -> Result<Self, IssueError> {
        let day = |day: super::profile::Day| day.after(today).ok_or(IssueError::Calendar);
        Ok(Self {
            from: day(term.from)?,
            until: day(term.until)?,
        })
    }

    /// From a time of day like that of real certificates to the end of the last day in Japan,
    /// 14:59:59 UTC (jpki-card §4.6). The auth certificate is written to a card first.
    fn validity(self, slot: Slot) -> Result<Validity, IssueError> {
        let second = match slot {
            Slot::Auth => 42,
            Slot::Sign => 57,
        };
        Ok(Validity {
            not_before: utc(self.from, (1, 35, second))?,
            not_after: utc(self.until, (14, 59, 59))?,
        })
    }
}

fn utc(date: Date, (hour, minute, second): (u8, u8, u8)) -> Result<Time, IssueError> {
    let part = |value: i8| u8::try_from(value).map_err(|_negative| IssueError::Calendar);
    let year = u16::try_from(date.year()).map_err(|_negative| IssueError::Calendar)?;
    let time = der::DateTime::new(
        year,
        part(date.month())?,
        part(date.day())?,
        hour,
        minute,
        second,
    )?;
    // UTCTime ends with 2049 (RFC 5280 §4.1.2.5).
    Ok(match UtcTime::from_date_time(time) {
        Ok(short) => Time::UtcTime(short),
        Err(_beyond) => Time::GeneralTime(GeneralizedTime::from_date_time(time)),
    })
}

/// What tells this certificate from every other of the demo CA.
#[derive(Clone, Copy)]
struct Mark([u8; 32]);

fn mark_of(profile: &Profile, slot: Slot, days: Days) -> Mark {
    let Days { from, until } = days;
    let facts = format!(
        "{}|{slot:?}|{:?}|{from}|{until}",
        profile.id, profile.algorithm
    );
    Mark(Sha256::digest(facts).into())
}

/// Small and positive, three bytes, as real ones are (jpki-card §4.1).
fn serial(mark: Mark) -> Result<SerialNumber, IssueError> {
    let [high, middle, low, ..] = mark.0;
    Ok(SerialNumber::new(&[high & 0x7F | 0x10, middle, low])?)
}

fn sha256_with_rsa() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid: SHA256_WITH_RSA,
        parameters: Some(Any::null()),
    }
}

fn policies(policy: ObjectIdentifier) -> Result<CertificatePolicies, IssueError> {
    let address = Any::new(Tag::Ia5String, CPS_ADDRESS.as_bytes())?;
    let cps = PolicyQualifierInfo {
        policy_qualifier_id: CPS,
        qualifier: Some(address),
    };
    Ok(CertificatePolicies(vec![PolicyInformation {
        policy_identifier: policy,
        policy_qualifiers: Some(vec![cps]),
    }]))
}

fn distribution_points(crl: Name) -> CrlDistributionPoints {
    CrlDistributionPoints(vec![DistributionPoint {
        distribution_point: Some(DistributionPointName::FullName(directory(crl))),
        reasons: None,
        crl_issuer: None,
    }])
}

fn directory(name: Name) -> GeneralNames {
    vec![GeneralName::DirectoryName(name)]
}

/// SHA-1 of the key's bits (RFC 5280 §4.2.1.2, method 1).
fn key_identifier(key: &SubjectPublicKeyInfoOwned) -> Result<OctetString, IssueError> {
    use sha1::{Digest, Sha1};
    let hash: [u8; 20] = Sha1::digest(key.subject_public_key.raw_bytes()).into();
    Ok(OctetString::new(hash)?)
}
