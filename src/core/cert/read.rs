//! The full parse of a certificate (`x509-parser`), turned into facts that own their bytes.
//!
//! An extension that cannot be read counts as not understood: ignored if it is not critical, listed
//! as unknown if it is (RFC 5280 §4.2). Unknown otherNames are passed over (jpki-card §4.4).

use std::fmt::Write;

use sha2::{Digest, Sha256};
use x509_parser::certificate::X509Certificate;
use x509_parser::der_parser::asn1_rs::{Any, Tag};
use x509_parser::extensions::{
    DistributionPointName, ExtendedKeyUsage, GeneralName, ParsedExtension, X509Extension,
};
use x509_parser::prelude::FromDer;
use x509_parser::x509::{RelativeDistinguishedName, X509Name};

use super::model::{
    BasicConstraints, Certificate, Extensions, Fingerprint, KeyId, KeyUsages, SerialNumber,
};
use super::parse::{CertError, EarlyDates, MAX_CERTIFICATE_LEN, bounded_len, dissect};
use super::subject::Holder;
use crate::core::printable::printable;
use crate::core::verify::{KeyAlgorithm, SignatureAlgorithm};

const OID_OCSP: &str = "1.3.6.1.5.5.7.48.1";
const OID_COMMON_NAME: &str = "2.5.4.3";

/// A certificate that fills `der` exactly.
pub(super) fn certificate(der: &[u8]) -> Result<Certificate, CertError> {
    let certificate = padded_certificate(der, MAX_CERTIFICATE_LEN)?;
    match der.len().saturating_sub(certificate.der.len()) {
        0 => Ok(certificate),
        count => Err(CertError::TrailingBytes { count }),
    }
}

/// A certificate of at most `limit` bytes at the start of `contents`.
pub(super) fn padded_certificate(contents: &[u8], limit: usize) -> Result<Certificate, CertError> {
    let needed = bounded_len(contents, limit)?;
    let der = contents.get(..needed).ok_or(CertError::Truncated {
        needed,
        available: contents.len(),
    })?;
    // All bytes are there: what is short now is short inside, and more would not help.
    let settled = |error| match error {
        CertError::Truncated { .. } => CertError::Malformed,
        other => other,
    };
    let anatomy = dissect(der).map_err(settled)?;
    let early = EarlyDates::read(der).map_err(settled)?;
    let (rest, parsed) = X509Certificate::from_der(der).or(Err(CertError::Malformed))?;
    if !rest.is_empty() || parsed.tbs_certificate.as_ref().len() != anatomy.tbs.len() {
        return Err(CertError::Malformed);
    }
    // Signatures are whole bytes (RFC 5280 §4.1.1.3): bits called unused would go unchecked.
    if parsed.signature_value.unused_bits != 0 {
        return Err(CertError::Malformed);
    }
    let spki = parsed.public_key().raw;
    Ok(Certificate {
        der: der.to_vec(),
        tbs: anatomy.tbs.to_vec(),
        spki: spki.to_vec(),
        signature: parsed.signature_value.data.to_vec(),
        issuer_der: parsed.issuer().as_raw().to_vec(),
        subject_der: parsed.subject().as_raw().to_vec(),
        serial: SerialNumber::from_integer(parsed.raw_serial()).ok_or(CertError::Malformed)?,
        issuer: early.issuer,
        subject: name_text(parsed.subject()),
        common_name: common_name(parsed.subject()),
        validity: early.validity,
        key: KeyAlgorithm::of_spki(spki),
        signature_algorithm: SignatureAlgorithm::from_der(anatomy.algorithm),
        fingerprint: Fingerprint(Sha256::digest(der).into()),
        extensions: extensions(parsed.extensions())?,
    })
}

fn extensions(list: &[X509Extension<'_>]) -> Result<Extensions, CertError> {
    let mut found = Extensions::default();
    for (index, extension) in list.iter().enumerate() {
        if list
            .iter()
            .take(index)
            .any(|earlier| earlier.oid == extension.oid)
        {
            return Err(CertError::DuplicateExtension {
                oid: extension.oid.to_id_string(),
            });
        }
        match extension.parsed_extension() {
            ParsedExtension::AuthorityKeyIdentifier(value) => {
                found.authority_key_id =
                    value.key_identifier.as_ref().map(|id| KeyId(id.0.to_vec()));
            }
            ParsedExtension::AuthorityInfoAccess(value) => {
                found.ocsp_url = value
                    .accessdescs
                    .iter()
                    .find(|access| access.access_method.to_id_string() == OID_OCSP)
                    .and_then(|access| general_name_text(&access.access_location));
            }
            ParsedExtension::BasicConstraints(value) => {
                found.basic_constraints = Some(BasicConstraints {
                    is_ca: value.ca,
                    path_len: value.path_len_constraint,
                });
            }
            ParsedExtension::CertificatePolicies(value) => {
                found.policies = value
                    .iter()
                    .map(|policy| policy.policy_id.to_id_string())
                    .collect();
            }
            ParsedExtension::CRLDistributionPoints(value) => {
                found.crl_distribution_point =
                    value
                        .iter()
                        .find_map(|point| match point.distribution_point.as_ref()? {
                            DistributionPointName::FullName(names) => first_text(names),
                            DistributionPointName::NameRelativeToCRLIssuer(_) => None,
                        });
            }
            ParsedExtension::ExtendedKeyUsage(value) => {
                found.extended_key_usage = purposes(value);
            }
            ParsedExtension::IssuerAlternativeName(value) => {
                found.issuer_alt_name = first_text(&value.general_names);
            }
            ParsedExtension::KeyUsage(value) => {
                found.key_usage = Some(KeyUsages { bits: value.flags });
            }
            ParsedExtension::SubjectAlternativeName(value) => {
                found.holder = Holder::from_other_names(value.general_names.iter().filter_map(
                    |name| match name {
                        GeneralName::OtherName(oid, value) => Some((oid.to_id_string(), *value)),
                        _ => None,
                    },
                ));
            }
            ParsedExtension::SubjectKeyIdentifier(value) => {
                found.subject_key_id = Some(KeyId(value.0.to_vec()));
            }
            _ if extension.critical => found.unknown_critical.push(extension.oid.to_id_string()),
            _ => {}
        }
    }
    Ok(found)
}

fn first_text(names: &[GeneralName<'_>]) -> Option<String> {
    names.iter().find_map(general_name_text)
}

fn general_name_text(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DirectoryName(name) => Some(name_text(name)),
        GeneralName::URI(text) | GeneralName::DNSName(text) | GeneralName::RFC822Name(text) => {
            Some(printable(text))
        }
        _ => None,
    }
}

fn purposes(value: &ExtendedKeyUsage<'_>) -> Vec<String> {
    let known = [
        (value.any, "anyExtendedKeyUsage"),
        (value.server_auth, "serverAuth"),
        (value.client_auth, "clientAuth"),
        (value.code_signing, "codeSigning"),
        (value.email_protection, "emailProtection"),
        (value.time_stamping, "timeStamping"),
        (value.ocsp_signing, "OCSPSigning"),
    ];
    known
        .into_iter()
        .filter(|(set, _)| *set)
        .map(|(_, name)| name.to_owned())
        .chain(
            value
                .other
                .iter()
                .map(x509_parser::der_parser::Oid::to_id_string),
        )
        .collect()
}

/// What a DER `Name` says.
pub(super) fn name_of(der: &[u8]) -> Option<String> {
    match X509Name::from_der(der) {
        Ok(([], name)) => Some(name_text(&name)),
        _ => None,
    }
}

/// A name in its own order: `C=JP, L=Tokyo-to, CN=…`; parts of one RDN are joined by `+`. Escaped
/// as in RFC 4514 §2.4, so that no value can look like two.
pub(super) fn name_text(name: &X509Name<'_>) -> String {
    let parts: Vec<String> = name.iter().map(rdn_text).collect();
    parts.join(", ")
}

fn rdn_text(rdn: &RelativeDistinguishedName<'_>) -> String {
    let parts: Vec<String> = rdn
        .iter()
        .map(|attribute| {
            let oid = attribute.attr_type().to_id_string();
            let value = match directory_string(attribute.attr_value()) {
                Some(text) => escaped(&text),
                None => attribute
                    .as_slice()
                    .iter()
                    .fold("#".to_owned(), |mut text, byte| {
                        // Writing to a String cannot fail.
                        let _ = write!(text, "{byte:02X}");
                        text
                    }),
            };
            format!("{}={value}", short_name(&oid).unwrap_or(&oid))
        })
        .collect();
    parts.join("+")
}

fn common_name(name: &X509Name<'_>) -> Option<String> {
    name.iter()
        .flat_map(RelativeDistinguishedName::iter)
        .filter(|attribute| attribute.attr_type().to_id_string() == OID_COMMON_NAME)
        .filter_map(|attribute| directory_string(attribute.attr_value()))
        .last()
        .map(|text| printable(&text))
}

/// The short names of RFC 4514 §3 and RFC 4519, and e-mail's.
fn short_name(oid: &str) -> Option<&'static str> {
    Some(match oid {
        OID_COMMON_NAME => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "STREET",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.42" => "GN",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "emailAddress",
        _ => return None,
    })
}

/// The text of a `DirectoryString` or its like (RFC 5280 §4.1.2.4); `None` for anything else.
pub(super) fn directory_string(value: &Any<'_>) -> Option<String> {
    match value.tag() {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString => {
            std::str::from_utf8(value.data).ok().map(str::to_owned)
        }
        Tag::T61String => Some(value.data.iter().copied().map(char::from).collect()),
        Tag::BmpString => {
            let units = value.data.chunks(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0xFFFD,
            });
            char::decode_utf16(units).collect::<Result<_, _>>().ok()
        }
        Tag::UniversalString => value
            .data
            .chunks(4)
            .map(|four| char::from_u32(u32::from_be_bytes(four.try_into().ok()?)))
            .collect(),
        _ => None,
    }
}

fn escaped(text: &str) -> String {
    let last = text.chars().count().saturating_sub(1);
    let mut out = String::with_capacity(text.len());
    for (index, character) in printable(text).chars().enumerate() {
        let special = matches!(character, '"' | '+' | ',' | ';' | '<' | '>' | '\\')
            || (character == '#' && index == 0)
            || (character == ' ' && (index == 0 || index == last));
        if special {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
