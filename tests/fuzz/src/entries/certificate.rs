//! Certificates of cards and documents.

use inkan::core::{
    cert::{
        Certificate, EarlyDates, IssuerTrust, certificate_len,
        export::{CertificateFormat, decode, encode},
    },
    verify::{issuer_trust, verify_issued_by},
};

use super::trust;

/// Certificates of cards and documents: what is read is what was there, nobody trusted signed it, and
/// what is exported is read the same.
pub fn certificate(bytes: &[u8]) {
    let early = EarlyDates::read(bytes);
    if let Ok(certificate) = Certificate::from_padded(bytes) {
        assert!(bytes.starts_with(certificate.der()));
        assert_eq!(certificate_len(bytes), Ok(certificate.der().len()));
        assert_eq!(
            early.expect("the same dates").validity,
            certificate.validity()
        );
        assert_eq!(Certificate::from_der(certificate.der()), Ok(certificate));
    }
    let Ok(certificate) = Certificate::from_der(bytes) else {
        return;
    };
    assert_eq!(certificate.der(), bytes);
    assert!(contains(bytes, certificate.tbs()));
    // Those of J-LIS themselves are among the seeds.
    let is_anchor = trust()
        .anchors()
        .iter()
        .any(|it| it.certificate.der() == bytes);
    if !is_anchor && issuer_trust(&certificate, trust()) != IssuerTrust::Untrusted {
        // Only what the issuer signed: whatever else is in it was signed by nobody.
        let signed = |it: &[u8]| contains(it, certificate.tbs());
        assert!(GENUINE.iter().any(|it| signed(it)));
    }
    let _ = verify_issued_by(&certificate, &certificate, 0);
    for line in [certificate.subject(), certificate.issuer()] {
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
    let shown = format!("{certificate:?} {:?}", certificate.slot());
    // Whose name it is shows an issuer's alone, but for words that are in every certificate.
    if !certificate.is_issuer() {
        let name = certificate.common_name().filter(|it| !it.is_ascii());
        let name = name.filter(|it| !certificate.issuer().contains(it));
        assert!(name.is_none_or(|it| !shown.contains(it)), "{shown}");
    }
    for format in [CertificateFormat::Der, CertificateFormat::Pem] {
        assert_eq!(
            decode(&encode(&certificate, format)).as_ref(),
            Ok(&certificate)
        );
    }
    assert!(!encode(&certificate, CertificateFormat::Text).is_empty());
}

/// The certificates among the seeds that J-LIS signed.
const GENUINE: [&[u8]; 2] = [
    include_bytes!("../../../it/fixtures/certs/jpki-auth-cert.der"),
    include_bytes!("../../../it/fixtures/certs/jpki-sign-cert.der"),
];

fn contains(whole: &[u8], part: &[u8]) -> bool {
    whole.windows(part.len()).any(|it| it == part)
}
