//! A certificate as the bytes of a file, written and read: DER, PEM (RFC 7468) or a text for reading. The text is
//! one field a line under the technical names of X.509, the same in every language: it is made to
//! be compared and searched, the pages of the window are made to be understood.

use std::fmt::Write as _;

use der::pem::{LineEnding, decode_vec, encode_string};

use super::{BirthDate, CertError, Certificate, Holder};

/// Reads a certificate from the contents of a file, DER or PEM; the only one in it.
pub fn decode(contents: &[u8]) -> Result<Certificate, CertError> {
    const SEQUENCE: u8 = 0x30;
    if contents.first() == Some(&SEQUENCE) {
        return Certificate::from_der(contents);
    }
    match decode_vec(contents) {
        Ok(("CERTIFICATE", der)) => Certificate::from_der(&der),
        Ok(_) | Err(_) => Err(CertError::Malformed),
    }
}

/// How a certificate is written to a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CertificateFormat {
    /// The bytes of the certificate.
    #[default]
    Der,
    /// The same in Base64 between two lines (RFC 7468).
    Pem,
    /// For reading.
    Text,
}

impl CertificateFormat {
    /// What a file name of this form ends in, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Der => "cer",
            Self::Pem => "pem",
            Self::Text => "txt",
        }
    }
}

/// The contents of the file.
pub fn encode(certificate: &Certificate, format: CertificateFormat) -> Vec<u8> {
    match format {
        CertificateFormat::Der => certificate.der().to_vec(),
        // Encoding fails only where the length overflows; a certificate has some thousand bytes.
        CertificateFormat::Pem => encode_string("CERTIFICATE", LineEnding::LF, certificate.der())
            .unwrap_or_default()
            .into_bytes(),
        CertificateFormat::Text => text(certificate).into_bytes(),
    }
}

/// One `name: value` a line; lines without a value are left out.
fn text(certificate: &Certificate) -> String {
    let joined = |values: &[String]| Some(values.join(", ")).filter(|text| !text.is_empty());
    let usages = certificate
        .key_usage()
        .map(|usages| usages.names().join(", "));
    let fields = [
        ("Subject", Some(certificate.subject().to_owned())),
        ("Issuer", Some(certificate.issuer().to_owned())),
        ("Serial Number", Some(certificate.serial().to_string())),
        ("Not Before", Some(certificate.not_before().to_string())),
        ("Not After", Some(certificate.not_after().to_string())),
        ("Public Key", Some(certificate.key().to_string())),
        (
            "Signature Algorithm",
            Some(certificate.signature_algorithm_name()),
        ),
        ("Key Usage", usages),
        (
            "Extended Key Usage",
            joined(certificate.extended_key_usage()),
        ),
        ("Certificate Policies", joined(certificate.policies())),
        (
            "Issuer Alternative Name",
            certificate.issuer_alt_name().map(str::to_owned),
        ),
        (
            "CRL Distribution Point",
            certificate.crl_distribution_point().map(str::to_owned),
        ),
        ("OCSP", certificate.ocsp_url().map(str::to_owned)),
        (
            "Subject Key Identifier",
            certificate.subject_key_id().map(ToString::to_string),
        ),
        (
            "Authority Key Identifier",
            certificate.authority_key_id().map(ToString::to_string),
        ),
        ("SHA-256", Some(certificate.fingerprint().to_string())),
    ];
    let mut text = String::new();
    let holder = certificate
        .holder()
        .map(holder_fields)
        .into_iter()
        .flatten();
    for (name, value) in fields.into_iter().chain(holder) {
        if let Some(value) = value {
            // Writing to a String cannot fail.
            writeln!(text, "{name}: {value}").ok();
        }
    }
    text
}

fn holder_fields(holder: &Holder) -> [(&'static str, Option<String>); 4] {
    [
        (
            "Holder Name",
            holder.name.as_ref().map(|name| name.text().to_owned()),
        ),
        (
            "Holder Address",
            holder
                .address
                .as_ref()
                .map(|address| address.text().to_owned()),
        ),
        (
            "Holder Birth Date",
            holder
                .birth_date
                .and_then(BirthDate::date)
                .map(|date| date.to_string()),
        ),
        ("Holder Sex", holder.sex.map(|sex| sex.name().to_owned())),
    ]
}
