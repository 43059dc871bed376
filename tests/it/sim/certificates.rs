//! The demo certificates: judged by openssl, compared with those of a real test card, and read by
//! this program (jpki-card §4).

use std::process::Command;

use der::{Decode, Encode};
use inkan::core::cert;
use inkan::core::jpki::Slot;
use inkan::sim::{demo_ca_certificate, demo_ca_certificates, demo_certificate, profile};
use jiff::ToSpan;
use x509_cert::Certificate;

use super::*;
use crate::cert::{AUTH, AUTH_CA, SIGN, SIGN_CA};

/// TODAY at noon, UTC.
const NOW: &str = "1795435200";

fn issued(id: &str, slot: Slot) -> Option<Vec<u8>> {
    let profile = Profile::built_in(id).expect(id);
    demo_certificate(&profile, slot, TODAY).expect("issues")
}

/// Every certificate of every profile.
fn all() -> Vec<(&'static str, Slot, Vec<u8>)> {
    let slots = |id| Slot::BOTH.map(|slot| Some((id, slot, issued(id, slot)?)));
    Profile::ids().flat_map(slots).flatten().collect()
}

/// What openssl says; it must be installed and agree.
fn openssl(arguments: &[&str]) -> String {
    let output = Command::new("openssl")
        .args(arguments)
        .output()
        .expect("openssl is installed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {text}{errors}");
    text
}

/// A PEM file, which is what `openssl verify` reads.
fn pem_file(folder: &std::path::Path, name: &str, der: &[u8]) -> String {
    let from = folder.join(format!("{name}.der"));
    let to = folder
        .join(format!("{name}.pem"))
        .to_string_lossy()
        .into_owned();
    std::fs::write(&from, der).expect("written");
    openssl(&[
        "x509",
        "-inform",
        "DER",
        "-in",
        &from.to_string_lossy(),
        "-out",
        &to,
    ]);
    to
}

#[test]
fn openssl_accepts_every_chain_at_its_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let pem = |name: &str, der: &[u8]| pem_file(folder.path(), name, der);
    let authorities = [Slot::Sign, Slot::Auth].map(|slot| {
        (
            slot,
            pem(&format!("ca-{slot:?}"), demo_ca_certificate(slot)),
        )
    });
    for (id, slot, der) in all() {
        let leaf = pem(&format!("{id}-{slot:?}"), &der);
        let [(_, sign_ca), (_, auth_ca)] = &authorities;
        let ca = if slot == Slot::Sign { sign_ca } else { auth_ca };
        // A month ago even the expired ones were good.
        let now: i64 = NOW.parse().expect("a number");
        let at = if id == "expired" {
            now - 30 * 86_400
        } else {
            now
        }
        .to_string();
        openssl(&[
            "verify",
            "-attime",
            &at,
            "-x509_strict",
            "-CAfile",
            ca,
            &leaf,
        ]);
    }
}

#[test]
fn openssl_reads_the_profile() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = |slot| {
        let der = issued("normal", slot).expect("has one");
        let pem = pem_file(folder.path(), "leaf", &der);
        openssl(&["x509", "-in", &pem, "-noout", "-text", "-nameopt", "utf8"])
    };
    let (sign, auth) = (text(Slot::Sign), text(Slot::Auth));
    for (text, expected) in [
        (
            &sign,
            "Issuer: C=JP, O=INKAN DEMO - NOT REAL, OU=INKAN DEMO for digital signature",
        ),
        (&sign, "Subject: C=JP, L=Mihon-ken, L=Mihon-shi, CN=2025"),
        (&sign, "Digital Signature, Non Repudiation"),
        (&sign, "1.2.392.200149.8.5.5.1::見本　花子"),
        (&sign, "1.2.392.200149.8.5.5.4::319800217"),
        (&sign, "1.2.392.200149.8.5.5.3::2"),
        (
            &sign,
            "1.2.392.200149.8.5.5.5::見本県見本市練習町１丁目２番３号",
        ),
        (&sign, "1.2.392.200149.8.5.5.2::00000"),
        (&sign, "Policy: 1.2.392.200149.8.5.1.0.20"),
        (&sign, "Not After : Feb 18 14:59:59 2030 GMT"),
        (&auth, "Policy: 1.2.392.200149.8.5.1.0.30"),
        (&auth, "TLS Web Client Authentication"),
        (&auth, "OCSP - URI:http://ocsp.demo.invalid"),
        (&auth, "Subject: C=JP, CN=DEMO"),
    ] {
        assert!(
            text.contains(expected),
            "{expected:?} is missing in\n{text}"
        );
    }
    assert!(
        !auth.contains("Alternative Name: \n                othername"),
        "nothing personal"
    );
}

/// Tags in their order and depth, without lengths and values: what two certificates of one profile
/// share.
fn skeleton(der: &[u8], depth: usize, shape: &mut Vec<(usize, u8)>) {
    let mut rest = der;
    while !rest.is_empty() {
        let element = inkan::core::ber::Element::parse(rest).expect("DER");
        shape.push((depth, element.tag));
        if element.tag & 0x20 != 0 {
            skeleton(element.content, depth + 1, shape);
        }
        rest = element.rest;
    }
}

/// Shape of the names, validity and extensions, and for each extension its OID and criticality.
type Shape = (Vec<(usize, u8)>, Vec<(String, bool, Vec<(usize, u8)>)>);

fn shape_of(der: &[u8]) -> Shape {
    let tbs = Certificate::from_der(der)
        .expect("a certificate")
        .tbs_certificate;
    let mut outer = Vec::new();
    for part in [
        tbs.signature.to_der(),
        tbs.issuer.to_der(),
        tbs.validity.to_der(),
        tbs.subject.to_der(),
        tbs.subject_public_key_info.to_der(),
    ] {
        skeleton(&part.expect("encodes"), 0, &mut outer);
    }
    let extensions = tbs.extensions.expect("version 3");
    let extensions = extensions.iter().map(|extension| {
        let mut inner = Vec::new();
        skeleton(extension.extn_value.as_bytes(), 0, &mut inner);
        (extension.extn_id.to_string(), extension.critical, inner)
    });
    (outer, extensions.collect())
}

#[test]
fn they_have_the_shape_of_a_real_cards() {
    let own = |slot| shape_of(&issued("normal", slot).expect("has one"));
    assert_eq!(own(Slot::Sign), shape_of(SIGN));
    assert_eq!(own(Slot::Auth), shape_of(AUTH));
    assert_eq!(shape_of(demo_ca_certificate(Slot::Sign)), shape_of(SIGN_CA));
    assert_eq!(shape_of(demo_ca_certificate(Slot::Auth)), shape_of(AUTH_CA));
}

#[test]
fn key_usage_has_the_bytes_of_a_real_card() {
    let usage = |der: &[u8]| {
        let tbs = Certificate::from_der(der)
            .expect("a certificate")
            .tbs_certificate;
        let first = tbs.extensions.expect("version 3").remove(0);
        (first.extn_id.to_string(), hex(first.extn_value.as_bytes()))
    };
    let expected = |value: &str| ("2.5.29.15".to_owned(), value.to_owned());
    assert_eq!(
        usage(&issued("normal", Slot::Sign).expect("has one")),
        expected("030206C0")
    );
    assert_eq!(
        usage(&issued("normal", Slot::Auth).expect("has one")),
        expected("03020780")
    );
    assert_eq!(usage(demo_ca_certificate(Slot::Sign)), expected("03020106"));
}

#[test]
fn nobody_can_take_them_for_real() {
    for der in demo_ca_certificates() {
        let authority = Certificate::from_der(der)
            .expect("a certificate")
            .tbs_certificate;
        assert!(
            authority
                .subject
                .to_string()
                .contains("INKAN DEMO - NOT REAL")
        );
    }
    for (id, slot, der) in all() {
        let text = String::from_utf8_lossy(&der).into_owned();
        assert!(
            text.contains("NOT REAL") && text.contains("本物ではありません"),
            "{id} {slot:?}"
        );
        for real in ["JPKI", "jpki.go.jp", "Local Authority", "公的個人認証"] {
            assert!(!text.contains(real), "{id} {slot:?}: {real}");
        }
    }
}

#[test]
fn the_same_day_gives_the_same_bytes_and_another_day_another_certificate() {
    let profile = Profile::built_in("normal").expect("compiled in");
    let on = |day| {
        demo_certificate(&profile, Slot::Sign, day)
            .expect("issues")
            .expect("has one")
    };
    assert_eq!(on(TODAY), on(TODAY));
    let serial = |der: &[u8]| {
        let tbs = Certificate::from_der(der).expect("parses").tbs_certificate;
        tbs.serial_number.as_bytes().to_vec()
    };
    let tomorrow = TODAY.checked_add(1.day()).expect("in the calendar");
    assert_ne!(serial(&on(TODAY)), serial(&on(tomorrow)));
    let mut serials: Vec<_> = all().iter().map(|(_, _, der)| serial(der)).collect();
    assert!(serials.iter().all(|serial| serial.len() == 3));
    let count = serials.len();
    serials.sort();
    serials.dedup();
    assert_eq!(
        serials.len(),
        count,
        "every certificate of the day has its own serial number"
    );
}

#[test]
fn days_far_away_still_get_certificates() {
    let profile = Profile::built_in("expired").expect("compiled in");
    for day in [
        date(1980, 1, 1),
        date(2049, 12, 31),
        date(2060, 2, 29),
        date(9980, 1, 1),
    ] {
        let der = demo_certificate(&profile, Slot::Auth, day)
            .expect("issues")
            .expect("has one");
        cert::Certificate::from_der(&der).expect("parses");
    }
    for day in [date(1970, 1, 1), date(-1, 1, 1)] {
        assert!(
            demo_certificate(&profile, Slot::Auth, day).is_err(),
            "{day}"
        );
    }
}

#[test]
fn this_program_reads_what_the_profile_says() {
    for (id, slot, der) in all() {
        let profile = Profile::built_in(id).expect(id);
        let read = cert::Certificate::from_padded(&der).expect("parses");
        assert_eq!(read.slot(), Some(slot), "{id}");
        assert!(read.unknown_critical_extensions().is_empty(), "{id}");
        let key = match profile.algorithm {
            profile::Algorithm::P384 => "ECDSA-P384",
            profile::Algorithm::Rsa2048 => "RSA-2048",
        };
        assert_eq!(read.key().to_string(), key, "{id}");
        let Some(holder) = read.holder() else {
            assert_eq!(slot, Slot::Auth, "{id}");
            continue;
        };
        let name = holder.name.as_ref().expect("a name");
        assert_eq!(name.text(), profile.holder.name, "{id}");
        assert_eq!(name.substituted(), profile.holder.name_substitutes, "{id}");
        assert_eq!(
            holder.address.as_ref().expect("an address").text(),
            profile.holder.address
        );
        assert_eq!(
            holder.birth_date.and_then(cert::BirthDate::date),
            Some(profile.holder.birth_date),
            "{id}"
        );
    }
}
