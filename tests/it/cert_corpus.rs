//! Hostile certificates, made from the real ones by rule rather than by chance: every length made to
//! lie, every element doubled, dropped or replaced, files full of nonsense. What is asked of each:
//! a typed answer, never a panic; and whatever is accepted still says what its bytes say.

use inkan::core::ber::Header;
use inkan::core::cert::{
    CertError, Certificate, EarlyDates, IssuerTrust, MAX_CERTIFICATE_LEN, TrustStore,
    certificate_len,
};
use inkan::core::jpki::CERTIFICATE_EF_SIZE;
use inkan::core::verify::issuer_trust;
use proptest::prelude::*;

use super::cert::{REAL, SIGN, SIGN_CA, read};

/// Where the headers of all elements lie, inside octet and bit strings too where they hold elements.
fn headers(der: &[u8], offset: usize, found: &mut Vec<(usize, Header)>) {
    let mut place = 0;
    while let Some(rest) = der.get(place..).filter(|rest| !rest.is_empty()) {
        let Ok(header) = Header::parse(rest) else {
            return;
        };
        let Some(content) = rest.get(header.header_len..header.total_len()) else {
            return;
        };
        found.push((offset + place, header));
        let inside = offset + place + header.header_len;
        match header.tag {
            tag if tag & 0x20 != 0 => headers(content, inside, found),
            0x04 => headers(content, inside, found),
            0x03 => headers(content.get(1..).unwrap_or_default(), inside + 1, found),
            _ => {}
        }
        place += header.total_len();
    }
}

/// Looks at everything a certificate can be asked.
fn look_at(bytes: &[u8]) -> Result<Certificate, CertError> {
    let _ = certificate_len(bytes);
    let early = EarlyDates::read(bytes);
    let certificate = Certificate::from_padded(bytes)?;
    assert!(bytes.starts_with(certificate.der()));
    assert!(certificate.der().len() <= CERTIFICATE_EF_SIZE);
    assert_eq!(
        early.expect("the whole was accepted").validity,
        certificate.validity()
    );
    let _ = format!(
        "{certificate:?} {} {} {:?} {:?} {} {}",
        certificate.subject(),
        certificate.signature_algorithm_name(),
        certificate.public_key(),
        certificate.slot(),
        certificate.is_issuer(),
        certificate.fingerprint(),
    );
    if let Some(holder) = certificate.holder() {
        for text in [&holder.name, &holder.address].into_iter().flatten() {
            assert_eq!(text.substituted().len(), text.text().chars().count());
            assert!(!text.text().chars().any(char::is_control));
        }
    }
    Ok(certificate)
}

#[test]
fn every_length_made_to_lie() {
    let issuer = TrustStore::empty().with_extra(SIGN_CA).expect("an issuer");
    for der in REAL {
        let mut places = Vec::new();
        headers(der, 0, &mut places);
        assert!(places.len() > 60, "the walk goes deep");
        for (offset, header) in places {
            let original = der[offset + 1..offset + header.header_len].to_vec();
            for lie in [
                &[0x80][..],
                &[0x00],
                &[0x01],
                &[0x7F],
                &[0x82, 0x00, 0x00],
                &[0x82, 0x0E, 0xE0],
                &[0x84, 0x7F, 0xFF, 0xFF, 0xFF],
                &[0x84, 0xFF, 0xFF, 0xFF, 0xFF],
                &[0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
                &[0xFF],
            ] {
                if lie == original {
                    continue;
                }
                let mut bytes = der.to_vec();
                bytes.splice(offset + 1..offset + header.header_len, lie.iter().copied());
                if let Ok(certificate) = look_at(&bytes) {
                    // The change was within the signature, or it broke it.
                    assert_eq!(issuer_trust(&certificate, &issuer), IssuerTrust::Untrusted);
                }
            }
        }
    }
}

#[test]
fn every_element_dropped_doubled_and_emptied() {
    let issuer = TrustStore::empty().with_extra(SIGN_CA).expect("an issuer");
    let mut places = Vec::new();
    headers(SIGN, 0, &mut places);
    for (offset, header) in places.into_iter().skip(1) {
        let element = offset..offset + header.total_len();
        let doubled = [&SIGN[element.clone()], &SIGN[element.clone()]].concat();
        for replacement in [
            &[][..],
            &doubled,
            &[0x05, 0x00],
            &[0x30, 0x00],
            &[0x0C, 0x01, 0xFF],
        ] {
            let mut bytes = SIGN.to_vec();
            bytes.splice(element.clone(), replacement.iter().copied());
            // With the outer length put right, the lie is only inside.
            let length = u16::try_from(bytes.len() - 4).expect("short").to_be_bytes();
            bytes[2..4].copy_from_slice(&length);
            if bytes == SIGN {
                continue;
            }
            if let Ok(certificate) = look_at(&bytes) {
                assert_eq!(issuer_trust(&certificate, &issuer), IssuerTrust::Untrusted);
            }
        }
    }
}

#[test]
fn files_full_of_nonsense() {
    for byte in 0..=u8::MAX {
        let expected = match byte {
            0x00 | 0xFF => CertError::Absent,
            0x30 => CertError::Malformed,
            found => CertError::NotACertificate { found },
        };
        assert_eq!(
            look_at(&[byte; CERTIFICATE_EF_SIZE]),
            Err(expected),
            "{byte:02X}"
        );
    }
    // The right length, and then anything.
    for filler in [0x00, 0x02, 0x30, 0x5A, 0xA0, 0xFF] {
        let mut bytes = vec![filler; CERTIFICATE_EF_SIZE];
        bytes[..4].copy_from_slice(&[0x30, 0x82, 0x0E, 0xDC]);
        assert!(look_at(&bytes).is_err(), "{filler:02X}");
    }
}

#[test]
fn boxes_in_boxes_do_not_exhaust_the_stack() {
    for tag in [0x30, 0x31, 0xA0, 0xA3, 0x24] {
        let mut bytes = vec![0x30, 0x82, 0x0E, 0xDC];
        while bytes.len() + 4 <= CERTIFICATE_EF_SIZE {
            let left = u16::try_from(CERTIFICATE_EF_SIZE - bytes.len() - 4).expect("short");
            bytes.extend([tag, 0x82]);
            bytes.extend(left.to_be_bytes());
        }
        assert!(look_at(&bytes).is_err());
        // The same behind the beginning of a real one.
        let mut nested = SIGN.to_vec();
        let end = nested.len();
        nested.splice(300..end, bytes.iter().copied());
        let length = u16::try_from(nested.len() - 4)
            .expect("short")
            .to_be_bytes();
        nested[2..4].copy_from_slice(&length);
        assert!(look_at(&nested).is_err());
    }
    // As deep as a file may be long.
    let mut bytes = Vec::new();
    while bytes.len() < MAX_CERTIFICATE_LEN {
        bytes.extend([0x30, 0x83, 0x00, 0xFF, 0x00]);
    }
    assert!(Certificate::from_der(&bytes).is_err());
}

#[test]
fn over_long_certificates_are_refused_by_their_first_bytes() {
    for (announced, first) in [
        (3809, &[0x30, 0x82, 0x0E, 0xDD][..]),
        (65_539, &[0x30, 0x82, 0xFF, 0xFF]),
        (16_777_220, &[0x30, 0x83, 0xFF, 0xFF, 0xFF]),
    ] {
        let limit = CERTIFICATE_EF_SIZE;
        let mut bytes = first.to_vec();
        bytes.resize(CERTIFICATE_EF_SIZE, 0x01);
        assert_eq!(
            certificate_len(&bytes),
            Err(CertError::TooLong { announced, limit })
        );
        assert_eq!(
            look_at(&bytes),
            Err(CertError::TooLong { announced, limit })
        );
    }
    let limit = MAX_CERTIFICATE_LEN;
    assert_eq!(
        Certificate::from_der(&[0x30, 0x83, 0x01, 0x00, 0x00]),
        Err(CertError::TooLong {
            announced: 65_541,
            limit
        })
    );
}

#[test]
fn an_extension_twice_is_refused() {
    // authorityKeyIdentifier becomes a second subjectKeyIdentifier.
    let place = SIGN
        .windows(5)
        .position(|it| it == [0x06, 0x03, 0x55, 0x1D, 0x23]);
    let mut bytes = SIGN.to_vec();
    bytes[place.expect("an AKI") + 4] = 0x0E;
    assert_eq!(
        look_at(&bytes),
        Err(CertError::DuplicateExtension {
            oid: "2.5.29.14".into()
        })
    );
}

#[test]
fn texts_that_would_steer_a_screen_are_defused() {
    let mut bytes = SIGN.to_vec();
    let place = SIGN
        .windows(3)
        .position(|it| it == "桐".as_bytes())
        .expect("the name");
    bytes[place..place + 3].copy_from_slice("\u{202E}".as_bytes());
    let place = SIGN
        .windows(8)
        .position(|it| it == b"Tokyo-to")
        .expect("the prefecture");
    bytes[place..place + 8].copy_from_slice(b"\x1B[2J\x07\r\n\x00");
    let certificate = look_at(&bytes).expect("still a certificate");
    let holder = certificate.holder().expect("a person");
    let name = holder.name.as_ref().expect("a name");
    assert_eq!(name.text(), "黒\u{FFFD}　幹也");
    assert!(
        certificate
            .subject()
            .contains("L=\u{FFFD}[2J\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}")
    );
}

#[test]
fn dates_that_are_none_are_refused() {
    let whole = read(SIGN);
    let place = SIGN
        .windows(13)
        .position(|it| it == b"300217145959Z")
        .expect("notAfter");
    for wrong in [
        b"300217145960Z",
        b"300217240000Z",
        b"300230145959Z",
        b"301317145959Z",
        b"300017145959Z",
        b"30021714595 Z",
        b"3002171459590",
        b"-00217145959Z",
        b"3002171459+09",
        b"\xEF\xBC\x93217145959Z",
    ] {
        let mut bytes = SIGN.to_vec();
        bytes[place..place + 13].copy_from_slice(wrong);
        assert_eq!(look_at(&bytes), Err(CertError::Date), "{wrong:?}");
        assert_eq!(
            EarlyDates::read(&bytes[..256]),
            Err(CertError::Date),
            "{wrong:?}"
        );
    }
    // The century of two digits turns at 50 (RFC 5280 §4.1.2.5.1).
    for (digits, year) in [(b"49", 2049), (b"50", 1950), (b"99", 1999), (b"00", 2000)] {
        let mut bytes = SIGN.to_vec();
        bytes[place..place + 2].copy_from_slice(digits);
        let early = EarlyDates::read(&bytes[..256]).expect("a date");
        let expected = format!("{year}-02-17T14:59:59Z");
        assert_eq!(early.validity.not_after.to_string(), expected);
        assert_eq!(early.validity.not_before, whole.not_before());
    }
}

/// Random elements in elements: far likelier to get into the parser than random bytes.
fn element() -> impl Strategy<Value = Vec<u8>> {
    let tag = prop::sample::select(vec![0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x13, 0x17, 0x18]);
    let leaf = (tag, prop::collection::vec(any::<u8>(), 0..20))
        .prop_map(|(tag, content)| wrap(tag, &content));
    let tag = prop::sample::select(vec![0x30, 0x31, 0xA0, 0xA1, 0xA3, 0x04]);
    leaf.prop_recursive(6, 60, 6, move |inner| {
        (tag.clone(), prop::collection::vec(inner, 0..6))
            .prop_map(|(tag, parts)| wrap(tag, &parts.concat()))
    })
}

fn wrap(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len())
        .unwrap_or(u16::MAX)
        .to_be_bytes();
    [&[tag, 0x82], &length[..], content].concat()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_real_certificate_with_a_foreign_element_in_it(
        which in 0..REAL.len(),
        place in any::<prop::sample::Index>(),
        foreign in element(),
    ) {
        let der = REAL[which];
        let mut places = Vec::new();
        headers(der, 0, &mut places);
        let (offset, header) = places[place.index(places.len())];
        let mut bytes = der.to_vec();
        bytes.splice(offset..offset + header.total_len(), foreign);
        if bytes.len() > 4 && bytes[1] == 0x82 {
            let length = u16::try_from(bytes.len() - 4).unwrap_or(u16::MAX).to_be_bytes();
            bytes[2..4].copy_from_slice(&length);
        }
        let _ = look_at(&bytes);
    }

    #[test]
    fn elements_of_no_meaning(parts in prop::collection::vec(element(), 0..6)) {
        let _ = look_at(&wrap(0x30, &parts.concat()));
    }
}
