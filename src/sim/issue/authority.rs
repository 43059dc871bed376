//! How the certificates of the demo CA were made: this test makes them again and compares. After a
//! change, run it with `INKAN_WRITE_DEMO_CA=1`, which rewrites `assets/demo/ca-*.cer`. The profile
//! is that of a J-LIS root (jpki-card §4.5).

use jiff::civil::date;
use x509_cert::ext::pkix::BasicConstraints;

use super::names::{DEMO, ORGANIZATION, UNIT, authority_in_japanese, name, purpose};
use super::*;

fn authority(slot: Slot) -> Vec<u8> {
    let key = CardKey::of_authority(slot)
        .expect("demo key")
        .public_key_der()
        .expect("encodes");
    let own_name = name(&[
        (ORGANIZATION, DEMO),
        (UNIT, purpose(slot)),
        (UNIT, "練習用 見本 本物ではありません"),
    ])
    .expect("encodes");
    let number: u8 = match slot {
        Slot::Sign => 1,
        Slot::Auth => 2,
    };
    let tbs = TbsCertificate {
        version: Version::V3,
        serial_number: SerialNumber::new(&[0x0D, 0x33, number]).expect("short"),
        signature: sha256_with_rsa(),
        issuer: own_name.clone(),
        validity: Validity {
            not_before: utc(date(2015, 4, 1), (0, 0, 0)).expect("in range"),
            not_after: utc(date(2049, 12, 31), (14, 59, 59)).expect("in range"),
        },
        subject: own_name.clone(),
        subject_public_key_info: SubjectPublicKeyInfoOwned::from_der(&key).expect("decodes"),
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: None,
    };
    let mut list = ExtensionList {
        subject: &own_name,
        extensions: Vec::new(),
    };
    let usage = KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign);
    list.add(&usage, Critical::Yes).expect("encodes");
    let other_name = SubjectAltName(directory(authority_in_japanese(slot).expect("encodes")));
    list.add(&other_name, Critical::No).expect("encodes");
    let basic = BasicConstraints {
        ca: true,
        path_len_constraint: None,
    };
    list.add(&basic, Critical::Yes).expect("encodes");
    list.add(&distribution_points(own_name.clone()), Critical::No)
        .expect("encodes");
    let key_id =
        SubjectKeyIdentifier(key_identifier(&tbs.subject_public_key_info).expect("encodes"));
    list.add(&key_id, Critical::No).expect("encodes");
    let extensions = list.extensions;
    sign(
        TbsCertificate {
            extensions: Some(extensions),
            ..tbs
        },
        slot,
    )
    .expect("signs")
}

#[test]
fn the_demo_authorities_are_what_this_code_makes() {
    for (slot, file) in [(Slot::Sign, "ca-sign.cer"), (Slot::Auth, "ca-auth.cer")] {
        let made = authority(slot);
        if std::env::var_os("INKAN_WRITE_DEMO_CA").is_some() {
            std::fs::write(format!("assets/demo/{file}"), &made).expect("written");
        } else {
            assert_eq!(made, demo_ca_certificate(slot), "{file}");
        }
    }
}
