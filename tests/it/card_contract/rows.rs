//! The rows: each starts with a fresh card and holds it as often as it likes.

use inkan::{app::ports::Hold, core::jpki::CardChannel};
use rsa::{Pkcs1v15Sign, RsaPublicKey, pkcs8::DecodePublicKey};
use sha2::{Digest, Sha256};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::{Rig, Row, command};

pub const ROWS: [Row; 11] = [
    (
        "the application is selected by its whole identifier",
        selecting,
    ),
    ("token information", token_information),
    (
        "the auth certificate is free, the file longer than the certificate",
        auth_certificate,
    ),
    (
        "the sign certificate is read only after the password",
        sign_certificate,
    ),
    (
        "tries are counted, and a right PIN gives them back",
        counting,
    ),
    ("the last wrong try blocks for good", blocking),
    (
        "a PIN is changed after it was verified, and by the new one alone",
        changing,
    ),
    (
        "keys sign only after their own PIN, as often as asked",
        signing,
    ),
    (
        "the verified state outlives other files, the same application and being let go",
        keeping,
    ),
    ("another application ends the verified state", leaving),
    (
        "a power cycle ends the verified state and keeps the counters",
        power_cycle,
    ),
];

const SELECT: &str = "00 A4 04 0C 0A D3 92 F0 00 26 01 00 00 00 01";
const SELECT_ISSUER: &str = "00 A4 04 0C 07 A0 00 00 01 51 00 00";
const SELECT_AUTH_PIN: &str = "00 A4 02 0C 02 00 18";
const SELECT_SIGN_PIN: &str = "00 A4 02 0C 02 00 1B";
const SELECT_AUTH_KEY: &str = "00 A4 02 0C 02 00 17";
const SELECT_SIGN_KEY: &str = "00 A4 02 0C 02 00 1A";
const SELECT_AUTH_CERTIFICATE: &str = "00 A4 02 0C 02 00 0A";
const SELECT_SIGN_CERTIFICATE: &str = "00 A4 02 0C 02 00 01";
const QUERY: &str = "00 20 00 80";
const PIN: &str = "00 20 00 80 04 31 32 33 34";
const WRONG_PIN: &str = "00 20 00 80 04 39 39 39 39";
const PASSWORD: &str = "00 20 00 80 06 41 42 43 31 32 33";
const PASSWORD_IN_LOWER_CASE: &str = "00 20 00 80 06 61 62 63 31 32 33";
const READ_4: &str = "00 B0 00 00 04";
/// DigestInfo of SHA-256, up to the digest; 51 bytes with it.
const DIGEST_INFO: &str = "30 31 30 0D 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20";

fn selecting(rig: &mut dyn Rig) {
    rig.hold(Hold::Shared, &mut |card| {
        expect(card, "00 A4 04 0C 0A D3 92 F0 00 26 01 00 00 00 99", 0x6A82);
        expect(card, SELECT, 0x9000);
        expect(card, "00 A4 02 0C 02 00 1F", 0x6A82);
        expect(card, SELECT_AUTH_CERTIFICATE, 0x9000);
        expect(card, "00 F0 00 00", 0x6D00);
    });
}

fn token_information(rig: &mut dyn Rig) {
    rig.hold(Hold::Shared, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, "00 A4 02 0C 02 00 06", 0x9000);
        let (data, status) = send(card, "00 B0 00 00 A0");
        assert_eq!((data.len(), status), (160, 0x9000));
        assert_eq!(&data[..32], b"JPKIAPICCTOKEN2                 ");
        assert_eq!(data[96..100], [0, 0, 0x04, 0x0D]);
        // By its short identifier: the same.
        let (again, status) = send(card, "00 B0 86 00 A0");
        assert_eq!((again, status), (data, 0x9000));
        let (availability, status) = send(card, "00 B0 88 00 03");
        assert_eq!(
            (availability.as_slice(), status),
            ([0x8F, 0x8F, 0x00].as_slice(), 0x9000)
        );
    });
}

fn auth_certificate(rig: &mut dyn Rig) {
    rig.hold(Hold::Shared, &mut |card| {
        expect(card, SELECT, 0x9000);
        let certificate = read_certificate(card, SELECT_AUTH_CERTIFICATE);
        let (rest, parsed) = X509Certificate::from_der(&certificate).expect("a certificate");
        assert!(rest.is_empty());
        assert!(parsed.tbs_certificate.subject.to_string().contains("C=JP"));
        // 3808 bytes: the last command gets what is left, the next nothing.
        let (tail, status) = send(card, "00 B0 0E 80 00");
        assert_eq!((tail.len(), status), (3808 - 0x0E80, 0x9000));
        expect(card, "00 B0 0F 00 00", 0x6B00);
    });
}

fn sign_certificate(rig: &mut dyn Rig) {
    rig.hold(Hold::Exclusive, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_SIGN_CERTIFICATE, 0x9000);
        expect(card, READ_4, 0x6982);
        // The PIN of the other key opens nothing here.
        expect(card, SELECT_AUTH_PIN, 0x9000);
        expect(card, PIN, 0x9000);
        expect(card, SELECT_SIGN_CERTIFICATE, 0x9000);
        expect(card, READ_4, 0x6982);
        expect(card, SELECT_SIGN_PIN, 0x9000);
        expect(card, PASSWORD, 0x9000);
        let certificate = read_certificate(card, SELECT_SIGN_CERTIFICATE);
        assert!(X509Certificate::from_der(&certificate).is_ok());
        // Its issuer's is free.
        assert!(read_certificate(card, "00 A4 02 0C 02 00 02").len() > 500);
    });
}

fn counting(rig: &mut dyn Rig) {
    rig.hold(Hold::Exclusive, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_AUTH_PIN, 0x9000);
        for _ in 0..4 {
            expect(card, QUERY, 0x63C3);
        }
        expect(card, WRONG_PIN, 0x63C2);
        expect(card, QUERY, 0x63C2);
        expect(card, WRONG_PIN, 0x63C1);
        expect(card, PIN, 0x9000);
        let (_, status) = send(card, QUERY);
        assert!([0x63C3, 0x9000].contains(&status), "{status:04X}");
        expect(card, SELECT_SIGN_PIN, 0x9000);
        expect(card, QUERY, 0x63C5);
        // The card compares bytes; folding to upper case is the client's.
        expect(card, PASSWORD_IN_LOWER_CASE, 0x63C4);
        expect(card, QUERY, 0x63C4);
        expect(card, SELECT_AUTH_KEY, 0x9000);
        expect(card, SELECT_SIGN_PIN, 0x9000);
        expect(card, PASSWORD, 0x9000);
    });
}

fn blocking(rig: &mut dyn Rig) {
    rig.hold(Hold::Exclusive, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_AUTH_PIN, 0x9000);
        for left in [0x63C2, 0x63C1, 0x63C0] {
            expect(card, WRONG_PIN, left);
        }
        expect(card, QUERY, 0x63C0);
        expect(card, PIN, 0x6984);
        expect(card, SELECT_AUTH_KEY, 0x9000);
        expect(card, &sign_command(), 0x6982);
    });
    rig.hold(Hold::Exclusive, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_AUTH_PIN, 0x9000);
        expect(card, PIN, 0x6984);
        // The other PIN has its own counter.
        expect(card, SELECT_SIGN_PIN, 0x9000);
        expect(card, QUERY, 0x63C5);
    });
}

fn changing(rig: &mut dyn Rig) {
    const CHANGE: &str = "00 24 01 80 04 35 37 33 39";
    const NEW_PIN: &str = "00 20 00 80 04 35 37 33 39";
    rig.hold(Hold::Exclusive, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_AUTH_PIN, 0x9000);
        expect(card, CHANGE, 0x6982);
        // The PIN of the other key allows nothing here.
        expect(card, SELECT_SIGN_PIN, 0x9000);
        expect(card, PASSWORD, 0x9000);
        expect(card, SELECT_AUTH_PIN, 0x9000);
        expect(card, CHANGE, 0x6982);
        expect(card, PIN, 0x9000);
        // Old and new together (P1 = 00) is not how this card does it.
        expect(card, "00 24 00 80 08 31 32 33 34 35 37 33 39", 0x6A86);
        expect(card, CHANGE, 0x9000);
        expect(card, NEW_PIN, 0x9000);
        expect(card, PIN, 0x63C2);
        expect(card, CHANGE, 0x6982);
        expect(card, NEW_PIN, 0x9000);
        expect(card, QUERY, 0x63C3);
    });
    rig.hold(Hold::Exclusive, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_AUTH_PIN, 0x9000);
        expect(card, NEW_PIN, 0x9000);
        expect(card, SELECT_SIGN_PIN, 0x9000);
        expect(card, PASSWORD, 0x9000);
    });
}

fn signing(rig: &mut dyn Rig) {
    let keys = [
        (
            SELECT_AUTH_PIN,
            PIN,
            SELECT_AUTH_KEY,
            SELECT_AUTH_CERTIFICATE,
        ),
        (
            SELECT_SIGN_PIN,
            PASSWORD,
            SELECT_SIGN_KEY,
            SELECT_SIGN_CERTIFICATE,
        ),
    ];
    for (pin_file, pin, key, certificate) in keys {
        rig.hold(Hold::Exclusive, &mut |card| {
            expect(card, SELECT, 0x9000);
            expect(card, key, 0x9000);
            expect(card, &sign_command(), 0x6982);
            expect(card, pin_file, 0x9000);
            expect(card, pin, 0x9000);
            let certificate = read_certificate(card, certificate);
            expect(card, key, 0x9000);
            for _ in 0..2 {
                let (signature, status) = send(card, &sign_command());
                assert_eq!((signature.len(), status), (256, 0x9000));
                assert_signed_by(&certificate, &signature);
            }
        });
    }
}

fn keeping(rig: &mut dyn Rig) {
    rig.hold(Hold::Shared, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_AUTH_PIN, 0x9000);
        expect(card, PIN, 0x9000);
        expect(card, SELECT_SIGN_PIN, 0x9000);
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_AUTH_KEY, 0x9000);
        expect(card, &sign_command(), 0x9000);
    });
    rig.hold(Hold::Shared, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_AUTH_KEY, 0x9000);
        expect(card, &sign_command(), 0x9000);
    });
}

fn leaving(rig: &mut dyn Rig) {
    rig.hold(Hold::Shared, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_AUTH_PIN, 0x9000);
        expect(card, PIN, 0x9000);
        expect(card, SELECT_ISSUER, 0x9000);
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_AUTH_KEY, 0x9000);
        expect(card, &sign_command(), 0x6982);
    });
}

fn power_cycle(rig: &mut dyn Rig) {
    rig.hold(Hold::Exclusive, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_SIGN_PIN, 0x9000);
        expect(card, PASSWORD_IN_LOWER_CASE, 0x63C4);
        expect(card, SELECT_AUTH_PIN, 0x9000);
        expect(card, PIN, 0x9000);
    });
    rig.hold(Hold::Exclusive, &mut |card| {
        expect(card, SELECT, 0x9000);
        expect(card, SELECT_AUTH_KEY, 0x9000);
        expect(card, &sign_command(), 0x6982);
        expect(card, SELECT_SIGN_PIN, 0x9000);
        expect(card, QUERY, 0x63C4);
    });
}

fn send(card: &mut dyn CardChannel, text: &str) -> (Vec<u8>, u16) {
    let response = card.transmit(&command(text)).expect(text);
    (response.data().to_vec(), response.status().word())
}

fn expect(card: &mut dyn CardChannel, text: &str, expected: u16) {
    let (_, status) = send(card, text);
    assert_eq!(
        status, expected,
        "{text}: {status:04X} instead of {expected:04X}"
    );
}

/// Selects a certificate file and reads what the DER header announces.
fn read_certificate(card: &mut dyn CardChannel, select: &str) -> Vec<u8> {
    expect(card, select, 0x9000);
    let (head, status) = send(card, READ_4);
    assert_eq!((status, head[0], head[1]), (0x9000, 0x30, 0x82));
    let length = 4 + usize::from(u16::from_be_bytes([head[2], head[3]]));
    let mut certificate = Vec::new();
    while certificate.len() < length {
        let [high, low] = u16::try_from(certificate.len())
            .expect("short")
            .to_be_bytes();
        let (part, status) = send(card, &format!("00 B0 {high:02X} {low:02X} 00"));
        assert_eq!(status, 0x9000);
        certificate.extend(part);
    }
    certificate.truncate(length);
    certificate
}

fn message_digest() -> Vec<u8> {
    Sha256::digest("card contract").to_vec()
}

fn sign_command() -> String {
    let digest: Vec<String> = message_digest()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    format!("80 2A 00 80 33 {DIGEST_INFO} {} 00", digest.join(" "))
}

fn assert_signed_by(certificate: &[u8], signature: &[u8]) {
    let (_, parsed) = X509Certificate::from_der(certificate).expect("a certificate");
    let key = RsaPublicKey::from_public_key_der(parsed.public_key().raw).expect("an RSA key");
    key.verify(Pkcs1v15Sign::new::<Sha256>(), &message_digest(), signature)
        .expect("verifies");
}
