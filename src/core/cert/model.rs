//! What a certificate says, as facts (RFC 5280 §4.1 and §4.2; profile: jpki-card §4).
//!
//! The subject of a holder's certificate is personal: nothing of it appears in `Debug`. Whether the
//! facts are true is not known here; that takes the issuer's signature (`verify::chain`).

use std::fmt;

use jiff::Timestamp;

use super::parse::CertError;
use super::read;
use super::subject::{Holder, MarkedText};
use crate::core::jpki::{CERTIFICATE_EF_SIZE, Slot};
use crate::core::verify::{KeyAlgorithm, PublicKey, SignatureAlgorithm, SignatureError};

/// One X.509 certificate: its bytes and what they say.
#[derive(Clone, PartialEq, Eq)]
pub struct Certificate {
    pub(super) der: Vec<u8>,
    pub(super) tbs: Vec<u8>,
    pub(super) spki: Vec<u8>,
    pub(super) signature: Vec<u8>,
    pub(super) issuer_der: Vec<u8>,
    pub(super) subject_der: Vec<u8>,
    pub(super) serial: SerialNumber,
    pub(super) issuer: String,
    pub(super) subject: String,
    pub(super) common_name: Option<String>,
    pub(super) validity: Validity,
    pub(super) key: KeyAlgorithm,
    pub(super) signature_algorithm: Result<SignatureAlgorithm, SignatureError>,
    pub(super) fingerprint: Fingerprint,
    pub(super) extensions: Extensions,
}

/// The extensions this program understands (RFC 5280 §4.2.1).
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Extensions {
    pub authority_key_id: Option<KeyId>,
    pub basic_constraints: Option<BasicConstraints>,
    pub crl_distribution_point: Option<String>,
    pub extended_key_usage: Vec<String>,
    pub holder: Option<Holder>,
    pub issuer_alt_name: Option<String>,
    pub key_usage: Option<KeyUsages>,
    pub ocsp_url: Option<String>,
    pub policies: Vec<String>,
    pub subject_key_id: Option<KeyId>,
    pub unknown_critical: Vec<String>,
}

impl Certificate {
    /// Reads a certificate that fills `der` exactly.
    pub fn from_der(der: &[u8]) -> Result<Self, CertError> {
        read::certificate(der)
    }

    /// Reads the certificate at the start of a card's EF; the filler after it is ignored
    /// (jpki-card §1.2, §2.2).
    pub fn from_padded(contents: &[u8]) -> Result<Self, CertError> {
        read::padded_certificate(contents, CERTIFICATE_EF_SIZE)
    }

    /// The bytes, without filler.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// About how many bytes it takes in memory until all of it is told: its parts, and its texts with what is
    /// made of them.
    pub fn weight(&self) -> usize {
        const ITSELF: usize = 1024;
        let holder = self.holder();
        let of_holder = |text: Option<&MarkedText>| text.map_or(0, |it| it.text().len());
        let texts = [
            self.subject.len(),
            self.issuer.len(),
            self.common_name.as_ref().map_or(0, String::len),
            holder.map_or(0, |it| of_holder(it.name.as_ref())),
            holder.map_or(0, |it| of_holder(it.address.as_ref())),
        ];
        let texts = texts.into_iter().fold(0, usize::saturating_add);
        let parts = self.der.len().saturating_mul(4);
        parts
            .saturating_add(texts.saturating_mul(3))
            .saturating_add(ITSELF)
    }

    /// The part its issuer signed (`TBSCertificate`), with tag and length.
    pub fn tbs(&self) -> &[u8] {
        &self.tbs
    }

    /// The issuer's signature over `tbs`.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The issuer's name as DER, for CMS `IssuerAndSerialNumber`.
    pub fn issuer_der(&self) -> &[u8] {
        &self.issuer_der
    }

    /// Whether the issuer bears this name, a DER `Name`: byte by byte, or by what it says where only
    /// the string types differ (RFC 5280 §7.1).
    pub fn is_issuer_named(&self, name: &[u8]) -> bool {
        self.issuer_der == name || read::name_of(name).is_some_and(|text| text == self.issuer)
    }

    /// The subject's name as DER.
    pub fn subject_der(&self) -> &[u8] {
        &self.subject_der
    }

    /// The serial number: with the issuer, what names this certificate.
    pub fn serial(&self) -> &SerialNumber {
        &self.serial
    }

    /// The issuer: `C=JP, O=JPKI, OU=…`, in the certificate's order, escaped as in RFC 4514.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The subject, written like the issuer. Personal, if the certificate is a person's.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The last CN of the subject, unescaped.
    pub fn common_name(&self) -> Option<&str> {
        self.common_name.as_deref()
    }

    /// From when to when it is good.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// The first moment of its validity.
    pub fn not_before(&self) -> Timestamp {
        self.validity.not_before
    }

    /// The last second of its validity.
    pub fn not_after(&self) -> Timestamp {
        self.validity.not_after
    }

    /// The kind of its key.
    pub fn key(&self) -> KeyAlgorithm {
        self.key
    }

    /// Its key, to check signatures with.
    pub fn public_key(&self) -> Result<PublicKey, SignatureError> {
        PublicKey::from_spki(&self.spki)
    }

    /// How its issuer signed it.
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm, SignatureError> {
        self.signature_algorithm
    }

    /// How its issuer signed it, in the standard's word (`sha256WithRSAEncryption`), or the dotted
    /// identifier of an algorithm this program does not accept.
    pub fn signature_algorithm_name(&self) -> String {
        match self.signature_algorithm {
            Ok(algorithm) => algorithm.to_string(),
            Err(SignatureError::UnsupportedAlgorithm { oid }) => oid.to_string(),
            Err(_) => "unknown".to_owned(),
        }
    }

    /// SHA-256 of the whole certificate.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// What the key may be used for; `None` if the certificate does not say.
    pub fn key_usage(&self) -> Option<KeyUsages> {
        self.extensions.key_usage
    }

    /// Purposes, by their short names (`clientAuth`) or dotted identifiers.
    pub fn extended_key_usage(&self) -> &[String] {
        &self.extensions.extended_key_usage
    }

    /// Policy identifiers, dotted.
    pub fn policies(&self) -> &[String] {
        &self.extensions.policies
    }

    /// The identifier of its own key.
    pub fn subject_key_id(&self) -> Option<&KeyId> {
        self.extensions.subject_key_id.as_ref()
    }

    /// The identifier of its issuer's key.
    pub fn authority_key_id(&self) -> Option<&KeyId> {
        self.extensions.authority_key_id.as_ref()
    }

    /// Whether it is an issuer's, and how long a path it may stand over.
    pub fn basic_constraints(&self) -> Option<BasicConstraints> {
        self.extensions.basic_constraints
    }

    /// The person it was issued to: only certificates for signing name one (jpki-card §4.4).
    pub fn holder(&self) -> Option<&Holder> {
        self.extensions.holder.as_ref()
    }

    /// The name of that person.
    pub fn holder_name(&self) -> Option<&str> {
        self.holder()?.name.as_ref().map(MarkedText::text)
    }

    /// The issuer's other name (in Japanese).
    pub fn issuer_alt_name(&self) -> Option<&str> {
        self.extensions.issuer_alt_name.as_deref()
    }

    /// Where the list of revoked certificates lies: a directory name or URI.
    pub fn crl_distribution_point(&self) -> Option<&str> {
        self.extensions.crl_distribution_point.as_deref()
    }

    /// Where verifiers that have filed under the law may ask for its state.
    pub fn ocsp_url(&self) -> Option<&str> {
        self.extensions.ocsp_url.as_deref()
    }

    /// Critical extensions that are not understood, dotted. RFC 5280 §4.2: such a certificate must
    /// not be relied on.
    pub fn unknown_critical_extensions(&self) -> &[String] {
        &self.extensions.unknown_critical
    }

    /// Whether there are any of those.
    pub fn has_unknown_critical(&self) -> bool {
        !self.extensions.unknown_critical.is_empty()
    }

    /// Whether subject and issuer are the same name.
    pub fn is_self_issued(&self) -> bool {
        self.subject_der == self.issuer_der
    }

    /// Whether it may issue certificates: CA by its basic constraints, and for `keyCertSign`.
    pub fn is_issuer(&self) -> bool {
        self.basic_constraints()
            .is_some_and(|constraints| constraints.is_ca)
            && self
                .key_usage()
                .is_some_and(|usage| usage.contains(KeyUsage::KeyCertSign))
    }

    /// Which of a card's two certificates this is, by its key usage (jpki-card §4.2, §4.3); `None`
    /// for an issuer's or a foreign one.
    pub fn slot(&self) -> Option<Slot> {
        let usage = self.key_usage()?;
        if self
            .basic_constraints()
            .is_some_and(|constraints| constraints.is_ca)
        {
            return None;
        }
        match (
            usage.contains(KeyUsage::DigitalSignature),
            usage.contains(KeyUsage::NonRepudiation),
        ) {
            (true, true) => Some(Slot::Sign),
            (true, false) => Some(Slot::Auth),
            (false, _) => None,
        }
    }

    /// Refuses a certificate that lies in another place than it was made for.
    pub fn check_slot(&self, expected: Slot) -> Result<(), CertError> {
        if self.slot() == Some(expected) {
            Ok(())
        } else {
            Err(CertError::WrongUse { expected })
        }
    }
}

/// Says which certificate it is, and nothing about a person.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = if self.is_issuer() {
            self.subject.as_str()
        } else {
            "[redacted]"
        };
        f.debug_struct("Certificate")
            .field("subject", &subject)
            .field("issuer", &self.issuer)
            .field("serial", &self.serial)
            .field("validity", &self.validity)
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// From when to when a certificate is good (both included).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Validity {
    /// The first moment.
    pub not_before: Timestamp,
    /// The last second.
    pub not_after: Timestamp,
}

impl Validity {
    /// Whether `at` lies within: up to the end of the last second.
    pub fn contains(self, at: Timestamp) -> bool {
        self.not_before <= at && at.as_second() <= self.not_after.as_second()
    }
}

/// A serial number (RFC 5280 §4.1.2.2), as the bytes of its INTEGER.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SerialNumber {
    integer: Vec<u8>,
}

impl SerialNumber {
    /// From the contents of an INTEGER; `None` if there are none.
    pub fn from_integer(contents: &[u8]) -> Option<Self> {
        (!contents.is_empty()).then(|| Self {
            integer: contents.to_vec(),
        })
    }

    /// The contents of the INTEGER, for CMS `IssuerAndSerialNumber`.
    pub fn integer(&self) -> &[u8] {
        &self.integer
    }
}

/// Upper-case hexadecimal, whole bytes: `01`, `1EE607`. The zero byte that only keeps an INTEGER
/// positive is not part of the number.
impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.integer.as_slice() {
            [0, rest @ ..] if !rest.is_empty() => hex(rest, f),
            all => hex(all, f),
        }
    }
}

impl fmt::Debug for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The identifier of a key (RFC 5280 §4.2.1.1 and §4.2.1.2). All generations of an issuer share
/// one name; this tells them apart.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct KeyId(pub Vec<u8>);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// SHA-256 of a certificate.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub [u8; 32]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex(&self.0, f)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Whether a certificate is an issuer's (RFC 5280 §4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    /// It may issue certificates.
    pub is_ca: bool,
    /// How many issuers may stand between it and a holder's certificate; `None`: any number.
    pub path_len: Option<u32>,
}

/// One permitted use of a key (RFC 5280 §4.2.1.3), in the order of the standard's bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyUsage {
    /// Signatures other than on certificates: logging in.
    DigitalSignature,
    /// Signatures that bind the signer (contentCommitment).
    NonRepudiation,
    /// Encrypting keys.
    KeyEncipherment,
    /// Encrypting data.
    DataEncipherment,
    /// Key agreement.
    KeyAgreement,
    /// Signatures on certificates.
    KeyCertSign,
    /// Signatures on revocation lists.
    CrlSign,
    /// Only encrypting, with key agreement.
    EncipherOnly,
    /// Only decrypting, with key agreement.
    DecipherOnly,
}

impl KeyUsage {
    /// All, in the order of the standard's bits.
    pub const ALL: [Self; 9] = [
        Self::DigitalSignature,
        Self::NonRepudiation,
        Self::KeyEncipherment,
        Self::DataEncipherment,
        Self::KeyAgreement,
        Self::KeyCertSign,
        Self::CrlSign,
        Self::EncipherOnly,
        Self::DecipherOnly,
    ];

    /// The standard's name: `nonRepudiation`.
    pub fn name(self) -> &'static str {
        match self {
            Self::DigitalSignature => "digitalSignature",
            Self::NonRepudiation => "nonRepudiation",
            Self::KeyEncipherment => "keyEncipherment",
            Self::DataEncipherment => "dataEncipherment",
            Self::KeyAgreement => "keyAgreement",
            Self::KeyCertSign => "keyCertSign",
            Self::CrlSign => "cRLSign",
            Self::EncipherOnly => "encipherOnly",
            Self::DecipherOnly => "decipherOnly",
        }
    }

    fn bit(self) -> u16 {
        match self {
            Self::DigitalSignature => 1,
            Self::NonRepudiation => 1 << 1,
            Self::KeyEncipherment => 1 << 2,
            Self::DataEncipherment => 1 << 3,
            Self::KeyAgreement => 1 << 4,
            Self::KeyCertSign => 1 << 5,
            Self::CrlSign => 1 << 6,
            Self::EncipherOnly => 1 << 7,
            Self::DecipherOnly => 1 << 8,
        }
    }
}

/// The permitted uses of a key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyUsages {
    pub(super) bits: u16,
}

impl KeyUsages {
    /// Whether this use is permitted.
    pub fn contains(self, usage: KeyUsage) -> bool {
        self.bits & usage.bit() != 0
    }

    /// The permitted uses, in the standard's order.
    pub fn iter(self) -> impl Iterator<Item = KeyUsage> {
        KeyUsage::ALL
            .into_iter()
            .filter(move |usage| self.contains(*usage))
    }

    /// Their names: `["digitalSignature", "nonRepudiation"]`.
    pub fn names(self) -> Vec<&'static str> {
        self.iter().map(KeyUsage::name).collect()
    }
}

impl fmt::Debug for KeyUsages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

fn hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
}
