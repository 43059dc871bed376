//! The outside of a certificate's bytes: how long it is, where its dates lie, and which bytes its
//! issuer signed. All by walking tags and lengths (X.690, RFC 5280 §4.1), before and beside the full
//! parse in `read`. The bytes come from cards and documents that may lie: every length is checked
//! against what is there, and nothing here reads past its input.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use thiserror::Error;
use x509_parser::prelude::FromDer;
use x509_parser::x509::X509Name;

use super::model::{SerialNumber, Validity};
use super::read::name_text;
use crate::core::ber::{BerError, Element, Header};
use crate::core::jpki::{CERTIFICATE_EF_SIZE, Slot};

/// The longest certificate accepted from a document or a file, in bytes. Those of a card are
/// bounded by their EF (`CERTIFICATE_EF_SIZE`).
pub const MAX_CERTIFICATE_LEN: usize = 65_536;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const VERSION: u8 = 0xA0;

/// Why bytes are not taken for a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CertError {
    /// Only filler (00 or FF) where a certificate was looked for: there is none.
    #[error("there is no certificate")]
    Absent,
    /// The algorithm inside the signed part differs from the one outside (RFC 5280 §4.1.1.2).
    #[error("the certificate names two different signature algorithms")]
    AlgorithmsDisagree,
    /// A date that is no date, or not in the form RFC 5280 §4.1.2.5 demands.
    #[error("the certificate has a malformed date")]
    Date,
    /// The same extension twice (RFC 5280 §4.2 forbids it).
    #[error("extension {oid} is there twice")]
    DuplicateExtension {
        /// Its object identifier.
        oid: String,
    },
    /// The structure is not that of a certificate.
    #[error("the bytes are not a certificate")]
    Malformed,
    /// The bytes begin with something else than a SEQUENCE.
    #[error("the bytes begin with {found:#04x}, not with a certificate")]
    NotACertificate {
        /// The first byte.
        found: u8,
    },
    /// It was to be trusted as an issuer but is not allowed to issue certificates.
    #[error("the certificate is not that of an issuer")]
    NotAnIssuer,
    /// It announces more bytes than a certificate may have here.
    #[error("the certificate announces {announced} bytes, at most {limit} are accepted")]
    TooLong {
        /// Bytes it says it has.
        announced: usize,
        /// Bytes accepted.
        limit: usize,
    },
    /// Bytes follow the certificate where none may be.
    #[error("{count} bytes follow the certificate")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// The input ends before the certificate does.
    #[error("{needed} bytes are needed, {available} are there")]
    Truncated {
        /// Bytes needed, as far as is known.
        needed: usize,
        /// Bytes there.
        available: usize,
    },
    /// The certificate is for another use than the place it came from.
    #[error("the certificate is not one for {expected:?}")]
    WrongUse {
        /// What was looked for.
        expected: Slot,
    },
}

impl From<BerError> for CertError {
    fn from(error: BerError) -> Self {
        match error {
            BerError::Truncated { needed, available } => Self::Truncated { needed, available },
            BerError::LengthForm { .. }
            | BerError::TagForm { .. }
            | BerError::TooDeep { .. }
            | BerError::UnexpectedTag { .. } => Self::Malformed,
            BerError::TrailingBytes { count } => Self::TrailingBytes { count },
        }
    }
}

/// Bytes of the whole certificate of a card, from its first four to six bytes (jpki-card §2.2).
/// Never more than the EF holds, never less than was looked at.
pub fn certificate_len(first_bytes: &[u8]) -> Result<usize, CertError> {
    bounded_len(first_bytes, CERTIFICATE_EF_SIZE)
}

/// The same with the bound of the place the bytes come from.
pub(super) fn bounded_len(input: &[u8], limit: usize) -> Result<usize, CertError> {
    let Some(&found) = input.first() else {
        return Err(CertError::Truncated {
            needed: 2,
            available: 0,
        });
    };
    if matches!(found, 0x00 | 0xFF) && input.iter().all(|byte| *byte == found) {
        return Err(CertError::Absent);
    }
    if found != SEQUENCE {
        return Err(CertError::NotACertificate { found });
    }
    let announced = Header::parse(input)?.total_len();
    if announced > limit {
        return Err(CertError::TooLong { announced, limit });
    }
    Ok(announced)
}

/// What the first bytes of a certificate tell: enough to show until when it is good while the rest
/// is still being read (architecture: "Show facts as they arrive").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyDates {
    /// The serial number.
    pub serial: SerialNumber,
    /// The issuer, as `Certificate::issuer` will say it.
    pub issuer: String,
    /// From when to when.
    pub validity: Validity,
}

impl EarlyDates {
    /// Reads them from the first bytes of a certificate; 256 are enough for every JPKI one.
    /// `Truncated` says how many bytes from the start are needed at least.
    pub fn read(first_bytes: &[u8]) -> Result<Self, CertError> {
        bounded_len(first_bytes, MAX_CERTIFICATE_LEN)?;
        Self::walk(first_bytes).map_err(|error| match error {
            CertError::Truncated { needed, available } => CertError::Truncated {
                needed: first_bytes
                    .len()
                    .saturating_add(needed.saturating_sub(available)),
                available: first_bytes.len(),
            },
            other => other,
        })
    }

    fn walk(first_bytes: &[u8]) -> Result<Self, CertError> {
        let tbs = enter(SEQUENCE, first_bytes)?;
        let serial = serial_of(enter(SEQUENCE, tbs)?)?;
        let signature = Element::expect(SEQUENCE, serial.rest)?;
        let issuer = Element::expect(SEQUENCE, signature.rest)?;
        let validity = Element::expect(SEQUENCE, issuer.rest)?;
        let issuer_len = signature.rest.len().saturating_sub(issuer.rest.len());
        let name = signature.rest.get(..issuer_len).unwrap_or_default();
        let (_, name) = X509Name::from_der(name).or(Err(CertError::Malformed))?;
        Ok(Self {
            serial: SerialNumber::from_integer(serial.content).ok_or(CertError::Malformed)?,
            issuer: name_text(&name),
            validity: read_validity(validity.content)?,
        })
    }
}

/// The contents of a structure whose end need not be there yet.
fn enter(tag: u8, input: &[u8]) -> Result<&[u8], CertError> {
    let header = Header::parse(input)?;
    if header.tag != tag {
        return Err(CertError::Malformed);
    }
    let (_, contents) = input
        .split_at_checked(header.header_len)
        .ok_or(CertError::Malformed)?;
    Ok(contents.get(..header.content_len).unwrap_or(contents))
}

/// The serial number in a `TBSCertificate`: before it stands the version, if it is not 1.
fn serial_of(tbs: &[u8]) -> Result<Element<'_>, CertError> {
    let fields = match tbs.first() {
        Some(&VERSION) => Element::parse(tbs)?.rest,
        _ => tbs,
    };
    Ok(Element::expect(INTEGER, fields)?)
}

/// Validity (RFC 5280 §4.1.2.5): two times and nothing else.
fn read_validity(content: &[u8]) -> Result<Validity, CertError> {
    let whole = |_: BerError| CertError::Date;
    let not_before = Element::parse(content).map_err(whole)?;
    let not_after = Element::parse(not_before.rest).map_err(whole)?;
    if !not_after.rest.is_empty() {
        return Err(CertError::Malformed);
    }
    let read =
        |element: Element<'_>| read_time(element.tag, element.content).ok_or(CertError::Date);
    Ok(Validity {
        not_before: read(not_before)?,
        not_after: read(not_after)?,
    })
}

/// `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`. The end of time (99991231235959Z, "no expiry" by RFC 5280
/// §4.1.2.5) lies a day beyond what a `Timestamp` holds and becomes its maximum.
fn read_time(tag: u8, content: &[u8]) -> Option<Timestamp> {
    let (digits, zone) = content.split_at_checked(content.len().checked_sub(1)?)?;
    if zone != b"Z" {
        return None;
    }
    let (year, rest) = match tag {
        UTC_TIME => {
            let (digits, rest) = digits.split_at_checked(2)?;
            let year = number(digits)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        GENERALIZED_TIME => {
            let (digits, rest) = digits.split_at_checked(4)?;
            (number(digits)?, rest)
        }
        _ => return None,
    };
    let mut parts = rest
        .chunks(2)
        .map(|pair| if pair.len() == 2 { number(pair) } else { None });
    let mut part = || {
        parts
            .next()
            .flatten()
            .and_then(|value| i8::try_from(value).ok())
    };
    let date = Date::new(year, part()?, part()?).ok()?;
    let civil = DateTime::from_parts(
        date,
        jiff::civil::Time::new(part()?, part()?, part()?, 0).ok()?,
    );
    if parts.next().is_some() {
        return None;
    }
    match Offset::UTC.to_timestamp(civil) {
        Ok(timestamp) => Some(timestamp),
        Err(_) if year == 9999 => Some(Timestamp::MAX),
        Err(_) => None,
    }
}

/// Up to four ASCII digits.
pub(super) fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0_i16, |sum, digit| {
        let value = digit.is_ascii_digit().then(|| i16::from(digit - b'0'))?;
        sum.checked_mul(10)?.checked_add(value)
    })
}

/// The parts of a certificate, as the bytes they are.
pub(super) struct Anatomy<'a> {
    /// What the issuer signed, with tag and length.
    pub tbs: &'a [u8],
    /// The algorithm named outside, with tag and length.
    pub algorithm: &'a [u8],
}

/// Takes a certificate apart and insists that its parts fill it exactly: a length that lies inside
/// must not leave bytes that nobody looked at.
pub(super) fn dissect(der: &[u8]) -> Result<Anatomy<'_>, CertError> {
    let outer = Element::expect(SEQUENCE, der)?;
    let tbs = Element::expect(SEQUENCE, outer.content)?;
    let algorithm = Element::expect(SEQUENCE, tbs.rest)?;
    let signature = Element::expect(BIT_STRING, algorithm.rest)?;
    if !signature.rest.is_empty() {
        return Err(CertError::Malformed);
    }
    let inner = Element::expect(SEQUENCE, serial_of(tbs.content)?.rest)?;
    let whole = |before: &'_ [u8], after: &[u8]| before.len().saturating_sub(after.len());
    let tbs_len = whole(outer.content, tbs.rest);
    let algorithm_len = whole(tbs.rest, algorithm.rest);
    let anatomy = Anatomy {
        tbs: outer.content.get(..tbs_len).unwrap_or_default(),
        algorithm: tbs.rest.get(..algorithm_len).unwrap_or_default(),
    };
    if inner.content != algorithm.content {
        return Err(CertError::AlgorithmsDisagree);
    }
    Ok(anatomy)
}
