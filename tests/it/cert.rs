//! Certificates: the real ones of a JPKI test card and of J-LIS, and bytes that are none.

use inkan::core::cert::{BirthDate, CertError, Certificate, EarlyDates, Era, Sex, certificate_len};
use inkan::core::jpki::{CERTIFICATE_EF_SIZE, Slot};
use inkan::core::verify::KeyAlgorithm;
use jiff::civil::date;
use proptest::prelude::*;

pub const SIGN: &[u8] = include_bytes!("fixtures/certs/jpki-sign-cert.der");
pub const AUTH: &[u8] = include_bytes!("fixtures/certs/jpki-auth-cert.der");
pub const SIGN_CA: &[u8] = include_bytes!("fixtures/certs/jpki-sign-ca-cert.der");
pub const SIGN_CA_2019: &[u8] = include_bytes!("fixtures/certs/jpki-sign-ca-cert-2019.der");
pub const AUTH_CA: &[u8] = include_bytes!("fixtures/certs/jpki-auth-ca-cert.der");
pub const AUTH_CA_2019: &[u8] = include_bytes!("fixtures/certs/jpki-auth-ca-cert-2019.der");

/// Every real certificate at hand.
pub const REAL: [&[u8]; 12] = [
    SIGN,
    AUTH,
    SIGN_CA,
    SIGN_CA_2019,
    AUTH_CA,
    AUTH_CA_2019,
    include_bytes!("../../assets/trust/authca01.cer"),
    include_bytes!("../../assets/trust/authca02.cer"),
    include_bytes!("../../assets/trust/authca03.cer"),
    include_bytes!("../../assets/trust/signca01.cer"),
    include_bytes!("../../assets/trust/signca02.cer"),
    include_bytes!("../../assets/trust/signca03.cer"),
];

pub fn read(der: &[u8]) -> Certificate {
    Certificate::from_der(der).expect("a real certificate")
}

#[test]
fn the_sign_certificate_of_a_test_card_says_what_openssl_says() {
    let sign = read(SIGN);
    assert_eq!(sign.der(), SIGN);
    assert_eq!(
        sign.issuer(),
        "C=JP, O=JPKI-TEST, OU=JPKI for digital signature, \
         OU=Japan Agency for Local Authority Information Systems"
    );
    assert_eq!(
        sign.subject(),
        "C=JP, L=Tokyo-to, L=Kiyose-shi, CN=202510161726000013413221003A"
    );
    assert_eq!(sign.common_name(), Some("202510161726000013413221003A"));
    assert_eq!(sign.serial().to_string(), "1EE607");
    assert_eq!(sign.not_before().to_string(), "2025-10-27T01:35:57Z");
    assert_eq!(sign.not_after().to_string(), "2030-02-17T14:59:59Z");
    assert_eq!(sign.key(), KeyAlgorithm::Rsa { bits: 2048 });
    assert_eq!(sign.key().to_string(), "RSA-2048");
    assert_eq!(sign.signature_algorithm_name(), "sha256WithRSAEncryption");
    let usage = sign.key_usage().expect("stated");
    assert_eq!(usage.names(), ["digitalSignature", "nonRepudiation"]);
    assert!(sign.extended_key_usage().is_empty());
    assert_eq!(sign.policies(), ["1.2.392.200149.8.5.1.0.20"]);
    assert_eq!(
        sign.issuer_alt_name(),
        Some(
            "C=JP, O=公的個人認証サービス, OU=公的個人認証サービス署名用, \
             OU=地方公共団体情報システム機構"
        )
    );
    assert_eq!(
        sign.crl_distribution_point(),
        Some(
            "C=JP, O=JPKI-TEST, OU=JPKI for digital signature, OU=CRL Distribution Points, \
             OU=Tokyo-to, CN=Kiyose-shi CRLDP"
        )
    );
    assert_eq!(sign.ocsp_url(), None);
    assert_eq!(
        sign.authority_key_id().map(ToString::to_string).as_deref(),
        Some("410021476B2BCF2C8A2BBBF83B38A978863DA142")
    );
    assert_eq!(
        sign.subject_key_id().map(ToString::to_string).as_deref(),
        Some("130B318079629716C0D95E7BFBE85BE9D2D71218")
    );
    assert_eq!(sign.basic_constraints(), None);
    assert_eq!(sign.slot(), Some(Slot::Sign));
    assert_eq!(
        sign.check_slot(Slot::Auth),
        Err(CertError::WrongUse {
            expected: Slot::Auth
        })
    );
    assert!(sign.unknown_critical_extensions().is_empty());
}

#[test]
fn its_holder_is_read_whole() {
    let sign = read(SIGN);
    let holder = sign.holder().expect("a person");
    let name = holder.name.as_ref().expect("a name");
    assert_eq!(name.text(), "黒桐　幹也");
    assert_eq!(name.substituted(), [false; 5]);
    let address = holder.address.as_ref().expect("an address");
    assert_eq!(address.text(), "東京都清瀬市観布子南１２－７－２０２");
    assert_eq!(address.substituted(), [false; 18]);
    assert_eq!(holder.sex, Some(Sex::Male));
    let born = BirthDate::Known {
        era: Some(Era::Showa),
        date: date(1980, 2, 17),
    };
    assert!(holder.birth_date == Some(born));
}

#[test]
fn the_auth_certificate_names_no_person() {
    let auth = read(AUTH);
    assert_eq!(auth.serial().to_string(), "227B13");
    assert_eq!(auth.subject(), "C=JP, CN=997794E9AGCIEG13221003A");
    assert_eq!(auth.extended_key_usage(), ["clientAuth"]);
    assert_eq!(auth.ocsp_url(), Some("http://test-ocspauthnorm.jpki.go.jp"));
    assert!(auth.holder().is_none());
    assert_eq!(auth.slot(), Some(Slot::Auth));
}

#[test]
fn debug_output_names_nobody() {
    for der in [SIGN, AUTH] {
        let certificate = read(der);
        let text = format!("{certificate:?} {:?}", certificate.holder());
        for personal in ["黒桐", "清瀬", "Kiyose", "1980", "202510161726", "997794E9"] {
            assert!(!text.contains(personal), "{personal} in {text}");
        }
    }
}

#[test]
fn the_two_generations_of_an_issuer_share_a_name_and_differ_in_their_key() {
    for (earlier, later) in [(SIGN_CA_2019, SIGN_CA), (AUTH_CA_2019, AUTH_CA)] {
        let (earlier, later) = (read(earlier), read(later));
        assert_eq!(earlier.subject_der(), later.subject_der());
        assert_ne!(earlier.subject_key_id(), later.subject_key_id());
        assert!(earlier.subject_key_id().is_some());
        assert!(earlier.is_issuer() && later.is_issuer());
        assert_eq!((earlier.slot(), later.slot()), (None, None));
    }
}

#[test]
fn the_dates_are_known_from_the_first_256_bytes() {
    for der in REAL {
        let whole = read(der);
        let early = EarlyDates::read(&der[..256]).expect("all there");
        assert_eq!(early.validity, whole.validity());
        assert_eq!(&early.serial, whole.serial());
        assert_eq!(early.issuer, whole.issuer());
        let (_, judged) = x509_parser::parse_x509_certificate(der).expect("parses");
        assert_eq!(
            early.validity.not_after.as_second(),
            judged.validity().not_after.timestamp()
        );
        assert_eq!(
            early.validity.not_before.as_second(),
            judged.validity().not_before.timestamp()
        );
    }
}

#[test]
fn too_few_bytes_say_how_many_are_needed() {
    let mut len = 4;
    let early = loop {
        match EarlyDates::read(&SIGN[..len]) {
            Err(CertError::Truncated { needed, available }) => {
                assert_eq!(available, len);
                assert!(needed > len, "progress");
                len = needed;
            }
            other => break other.expect("readable"),
        }
    };
    assert!(len <= 256);
    assert_eq!(early.serial.to_string(), "1EE607");
}

#[test]
fn filler_after_a_card_certificate_is_ignored_and_elsewhere_refused() {
    for filler in [0x00, 0xFF] {
        let mut contents = SIGN.to_vec();
        contents.resize(CERTIFICATE_EF_SIZE, filler);
        assert_eq!(
            Certificate::from_padded(&contents).expect("read").der(),
            SIGN
        );
        let count = CERTIFICATE_EF_SIZE - SIGN.len();
        assert_eq!(
            Certificate::from_der(&contents),
            Err(CertError::TrailingBytes { count })
        );
    }
}

#[test]
fn an_empty_file_is_no_certificate_and_no_nonsense() {
    for filler in [0x00, 0xFF] {
        assert_eq!(
            Certificate::from_padded(&[filler; 3808]),
            Err(CertError::Absent)
        );
        assert_eq!(certificate_len(&[filler; 4]), Err(CertError::Absent));
    }
    let truncated = CertError::Truncated {
        needed: 2,
        available: 0,
    };
    assert_eq!(Certificate::from_padded(&[]), Err(truncated));
    assert_eq!(
        Certificate::from_padded(b"hello"),
        Err(CertError::NotACertificate { found: b'h' })
    );
}

#[test]
fn the_length_is_known_from_four_bytes_and_bounded_by_the_file() {
    assert_eq!(certificate_len(&SIGN[..4]), Ok(SIGN.len()));
    assert_eq!(certificate_len(&[0x30, 0x82, 0x0E, 0xDC]), Ok(3808));
    assert_eq!(
        certificate_len(&[0x30, 0x82, 0x0E, 0xDD]),
        Err(CertError::TooLong {
            announced: 3809,
            limit: 3808
        })
    );
    assert_eq!(
        certificate_len(&[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]),
        Err(CertError::TooLong {
            announced: 6 + 0xFFFF_FFFF,
            limit: 3808
        })
    );
    assert_eq!(
        certificate_len(&[0x30, 0x80, 0, 0]),
        Err(CertError::Malformed)
    );
    assert_eq!(
        certificate_len(&[0x30, 0x82, 0x0E]),
        Err(CertError::Truncated {
            needed: 4,
            available: 3
        })
    );
}

#[test]
fn lengths_that_lie_are_refused() {
    // Longer than what is there, and than its contents.
    let mut longer = SIGN.to_vec();
    longer[3] += 1;
    assert_eq!(
        Certificate::from_der(&longer),
        Err(CertError::Truncated {
            needed: SIGN.len() + 1,
            available: SIGN.len()
        })
    );
    longer.push(0);
    assert_eq!(Certificate::from_der(&longer), Err(CertError::Malformed));
    // Shorter than its contents.
    let mut shorter = SIGN.to_vec();
    shorter[3] -= 1;
    assert!(Certificate::from_padded(&shorter).is_err());
    // Every truncation.
    for len in 0..SIGN.len() {
        assert!(Certificate::from_padded(&SIGN[..len]).is_err(), "{len}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes_are_parsed_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Certificate::from_der(&bytes);
        let _ = Certificate::from_padded(&bytes);
        let _ = certificate_len(&bytes);
        let _ = EarlyDates::read(&bytes);
    }

    #[test]
    fn damaged_certificates_are_parsed_without_panic(
        which in 0..REAL.len(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        keep in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let mut bytes = REAL[which].to_vec();
        for (place, value) in damage {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        if cut {
            bytes.truncate(keep.index(bytes.len()));
        }
        if let Ok(certificate) = Certificate::from_padded(&bytes) {
            // What was accepted is what stands there, and it can be looked at.
            prop_assert_eq!(certificate.der(), &bytes[..certificate.der().len()]);
            let early = EarlyDates::read(&bytes).expect("the whole was accepted");
            prop_assert_eq!(early.validity, certificate.validity());
            let _ = (certificate.public_key(), certificate.slot(), certificate.is_issuer());
            let _ = format!("{certificate:?} {}", certificate.signature_algorithm_name());
        }
    }
}
