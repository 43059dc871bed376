//! COMPUTE DIGITAL SIGNATURE (jpki-card §2.5): the padded block is recovered with the public key of
//! the certificate on the card.

use der::{Decode, Encode};
use p384::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::pkcs8::DecodePublicKey;
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, Pss, RsaPublicKey};
use sha2::{Digest, Sha256, Sha384};
use x509_cert::Certificate;

use super::*;

const DIGEST_INFO_SHA256: &str = "3031300D060960864801650304020105000420";

/// A card whose auth PIN was given, and the public key of the auth certificate.
fn ready() -> (Bench, RsaPublicKey) {
    let mut card = Bench::jpki("normal");
    let key = RsaPublicKey::from_public_key_der(&spki(&mut card, "00 0A")).expect("RSA");
    card.expect(&[(AUTH_PIN, 0x9000)]);
    (card, key)
}

fn spki(card: &mut Bench, ef: &str) -> Vec<u8> {
    let certificate = Certificate::from_der(&card.certificate(ef)).expect("a certificate");
    certificate
        .tbs_certificate
        .subject_public_key_info
        .to_der()
        .expect("encodes")
}

fn sign(p1: u8, input: &[u8]) -> String {
    format!("80 2A {p1:02X} 97 {:02X} {} 00", input.len(), hex(input))
}

/// What stands behind `00 01 FF … 00` in the block that was signed.
fn recovered(key: &RsaPublicKey, signature: &[u8]) -> Vec<u8> {
    assert_eq!(signature.len(), 256);
    let block = BigUint::from_bytes_be(signature)
        .modpow(key.e(), key.n())
        .to_bytes_be();
    assert_eq!(block.len(), 255, "the leading zero is lost");
    assert_eq!(block[0], 0x01);
    let end = 1 + block[1..]
        .iter()
        .position(|byte| *byte != 0xFF)
        .expect("padding ends");
    assert!(end >= 9, "at least eight bytes of padding");
    assert_eq!(block[end], 0x00);
    block[end + 1..].to_vec()
}

#[test]
fn p1_00_pads_what_it_is_given_verbatim() {
    let (mut card, key) = ready();
    for len in [1, 51, 245] {
        let input: Vec<u8> = (1..=len).collect();
        let signature = card.data(&sign(0x00, &input));
        assert_eq!(recovered(&key, &signature), input);
    }
    card.expect(&[(&sign(0x00, &[7; 246]), 0x6985), ("80 2A 00 97 00", 0x6700)]);
}

#[test]
fn p1_01_to_03_hash_and_wrap_as_they_should() {
    let (mut card, key) = ready();
    let message = [0x5A; 200];
    let hash = Sha256::digest(message).to_vec();
    let wrapped = [bytes(DIGEST_INFO_SHA256), hash.clone()].concat();
    let cases = [
        (0x01, &message[..], &hash),
        (0x02, &hash, &wrapped),
        (0x03, &message, &wrapped),
    ];
    for (p1, input, expected) in cases {
        let signature = card.data(&sign(p1, input));
        assert_eq!(&recovered(&key, &signature), expected, "P1 = {p1:02X}");
    }
    card.expect(&[
        (&sign(0x02, &[7; 31]), 0x6985),
        (&sign(0x04, &[7; 33]), 0x6985),
    ]);
}

#[test]
fn p1_04_and_05_are_pss_with_random_salt() {
    let (mut card, key) = ready();
    let message = [0x5A; 255];
    let hash = Sha256::digest(message);
    for (p1, input) in [(0x04, &hash[..]), (0x05, &message[..])] {
        let first = card.data(&sign(p1, input));
        let second = card.data(&sign(p1, input));
        assert_ne!(first, second, "P1 = {p1:02X}");
        for signature in [first, second] {
            key.verify(Pss::new::<Sha256>(), &hash, &signature)
                .expect("verifies");
        }
    }
}

#[test]
fn other_schemes_are_refused() {
    let (mut card, _) = ready();
    for p1 in 0x06..=0xFF {
        assert_eq!(card.status(&sign(p1, &[1; 32])), 0x6A86, "P1 = {p1:02X}");
    }
}

#[test]
fn the_key_is_the_current_file_or_named_by_its_short_identifier() {
    let (mut card, _) = ready();
    let by_name = card.data("80 2A 00 97 03 01 02 03 00");
    card.expect(&[("00 A4 02 0C 02 00 17", 0x9000)]);
    assert_eq!(card.data("80 2A 00 80 03 01 02 03 00"), by_name);
    card.expect(&[
        (SELECT_JPKI, 0x9000),
        ("80 2A 00 80 03 01 02 03 00", 0x6986),
        ("80 2A 00 98 03 01 02 03 00", 0x6981),
        ("80 2A 00 83 03 01 02 03 00", 0x6A82),
        ("80 2A 00 00 03 01 02 03 00", 0x6A86),
        ("80 2A 00 97 03 01 02 03 10", 0x6700),
        ("80 2A 00 97 03 01 02 03 00", 0x9000),
    ]);
}

#[test]
fn each_key_is_guarded_by_its_own_pin() {
    let mut card = Bench::jpki("normal");
    let (auth, sign) = ("80 2A 00 97 03 01 02 03 00", "80 2A 00 9A 03 01 02 03 00");
    card.expect(&[
        (auth, 0x6982),
        (sign, 0x6982),
        (AUTH_PIN, 0x9000),
        (auth, 0x9000),
    ]);
    card.expect(&[
        (sign, 0x6982),
        (SIGN_PASSWORD, 0x9000),
        (sign, 0x9000),
        (sign, 0x9000),
    ]);
    let key = RsaPublicKey::from_public_key_der(&spki(&mut card, "00 01")).expect("RSA");
    let signature = card.data(sign);
    assert_eq!(
        recovered(&key, &signature),
        [1, 2, 3],
        "the sign key signs, not the other one"
    );
}

#[test]
fn the_next_card_signs_a_bare_hash_with_p_384() {
    let mut card = Bench::jpki("next-generation");
    let key =
        p384::ecdsa::VerifyingKey::from_public_key_der(&spki(&mut card, "00 0A")).expect("P-384");
    card.expect(&[(AUTH_PIN, 0x9000)]);
    for hash in [
        Sha384::digest(b"message").to_vec(),
        Sha256::digest(b"message").to_vec(),
    ] {
        let raw = card.data(&sign(0x00, &hash));
        assert_eq!(raw.len(), 96);
        let signature = p384::ecdsa::Signature::from_slice(&raw).expect("r and s");
        key.verify_prehash(&hash, &signature).expect("verifies");
    }
    card.expect(&[
        (&sign(0x00, &[7; 51]), 0x6985),
        (&sign(0x02, &[7; 48]), 0x6A86),
    ]);
}
