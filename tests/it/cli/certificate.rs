//! `certificate show` and `certificate export`.

use inkan::core::cert::Certificate;
use serde_json::json;

use super::{Desk, PASSWORD, keys};

const FIELDS: [&str; 15] = [
    "days_left",
    "expires_on",
    "extended_key_usage",
    "issuer",
    "issuer_trust",
    "key",
    "key_usage",
    "not_after",
    "not_before",
    "policies",
    "serial",
    "sha256",
    "signature_algorithm",
    "state",
    "subject",
];

#[test]
fn the_auth_certificate_needs_no_pin_and_names_nobody() {
    let run = Desk::new().run(&["--demo", "certificate", "show", "--kind", "auth", "--json"]);
    run.ends(0);
    let shown = run.json();
    assert_eq!(keys(&shown), ["certificate", "kind", "reader"]);
    assert_eq!(shown["kind"], "auth");
    assert_eq!(shown["reader"], "Inkan Demo Reader");
    let certificate = &shown["certificate"];
    assert_eq!(keys(certificate), FIELDS);
    assert_eq!(certificate["key"], "RSA-2048");
    assert_eq!(
        certificate["signature_algorithm"],
        "sha256WithRSAEncryption"
    );
    assert_eq!(certificate["key_usage"], json!(["digitalSignature"]));
    assert_eq!(certificate["extended_key_usage"], json!(["clientAuth"]));
    assert_eq!(certificate["sha256"].as_str().expect("text").len(), 64);
}

#[test]
fn the_sign_certificate_names_the_holder_after_the_password() {
    let arguments = [
        "--demo=normal",
        "certificate",
        "show",
        "--kind=sign",
        "--pin-stdin",
        "--json",
    ];
    let run = Desk::new().run_with(&arguments, PASSWORD);
    run.ends(0);
    let shown = run.json();
    assert_eq!(shown["kind"], "sign");
    let certificate = &shown["certificate"];
    assert_eq!(
        certificate["key_usage"],
        json!(["digitalSignature", "nonRepudiation"])
    );
    let holder = &certificate["holder"];
    assert_eq!(
        keys(holder),
        [
            "address",
            "address_substituted",
            "birth_date",
            "name",
            "name_substituted",
            "sex"
        ]
    );
    assert_eq!(holder["name"], "見本　花子");
    assert_eq!(holder["sex"], "female");
    assert_eq!(
        holder["name_substituted"],
        json!([false, false, false, false, false])
    );
    assert_eq!(holder["birth_date"].as_str().expect("a day").len(), 10);
    assert!(!run.err.contains("ABC123") && !run.out.contains("ABC123"));
}

#[test]
fn issuers_are_shown_and_the_next_generation_has_other_keys() {
    let desk = Desk::new();
    for kind in ["auth-ca", "sign-ca"] {
        let run = desk.run(&["--demo", "certificate", "show", "--kind", kind, "--json"]);
        run.ends(0);
        let shown = run.json();
        assert_eq!(shown["kind"], kind);
        assert_eq!(
            shown["certificate"]["key_usage"],
            json!(["keyCertSign", "cRLSign"])
        );
        assert_eq!(shown["certificate"]["issuer_trust"], "demo");
    }
    let next = desk.run(&[
        "--demo=next-generation",
        "certificate",
        "show",
        "--kind=auth",
        "--json",
    ]);
    assert_eq!(next.ends(0).json()["certificate"]["key"], "ECDSA-P384");
}

#[test]
fn people_see_every_field() {
    let desk = Desk::new();
    let arguments = [
        "--demo=slow",
        "certificate",
        "show",
        "--kind",
        "sign",
        "--pin-stdin",
    ];
    let run = desk.run_with(&arguments, "ａｂｃ".to_owned().as_str());
    run.fails(10, "E-PIN-04");
    let run = desk.run_with(&arguments, "abc123\r\n");
    run.ends(0);
    for words in [
        "氏名",
        "昭和40年12月31日",
        "代替文字",
        "シリアル番号",
        "RSA-2048",
        "未実施",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    let run = desk.run(&[
        "--demo",
        "--lang=en",
        "certificate",
        "show",
        "--kind",
        "auth",
    ]);
    run.ends(0);
    assert!(run.out.contains("Serial"), "{}", run.out);
}

#[test]
fn a_certificate_is_written_in_three_forms_and_replaced_only_when_told() {
    let desk = Desk::new();
    let export = ["--demo", "certificate", "export", "--kind", "auth", "--out"];
    let run = desk.run(&[&export[..], &["a.cer", "--json"]].concat());
    run.ends(0);
    let answer = run.json();
    assert_eq!(
        keys(&answer),
        ["file", "format", "kind", "reader", "sha256"]
    );
    assert_eq!(answer["format"], "der");
    let der = std::fs::read(desk.path("a.cer")).expect("written");
    let certificate = Certificate::from_der(&der).expect("a certificate");
    assert_eq!(answer["sha256"], certificate.fingerprint().to_string());

    desk.run(&[&export[..], &["a.pem", "--format=pem"]].concat())
        .ends(0);
    let pem = std::fs::read_to_string(desk.path("a.pem")).expect("written");
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----\n"));
    desk.run(&[&export[..], &["a.txt", "--format=text"]].concat())
        .ends(0);
    let text = std::fs::read_to_string(desk.path("a.txt")).expect("written");
    assert!(text.contains("Subject: C=JP"));

    desk.run(&[&export[..], &["a.cer"]].concat())
        .fails(10, "E-OUT-01");
    desk.run(&[&export[..], &["a.cer", "--format=pem", "--overwrite"]].concat())
        .ends(0);
    assert_eq!(
        std::fs::read_to_string(desk.path("a.cer")).expect("written"),
        pem
    );
    let run = desk.run(&[&export[..], &["no-such-folder/a.cer", "--json"]].concat());
    assert_eq!(run.ends(9).error()["code"], "E-OUT-04");
    assert_eq!(desk.names(), ["a.cer", "a.pem", "a.txt"]);
}

#[test]
fn where_the_file_cannot_be_written_no_password_is_asked_for() {
    let desk = Desk::new();
    desk.file("taken.cer", b"something");
    let arguments = [
        "--demo",
        "certificate",
        "export",
        "--kind=sign",
        "--out=taken.cer",
        "--pin-stdin",
    ];
    desk.run_with(&arguments, "WRONG99\n").fails(10, "E-OUT-01");
    assert_eq!(
        std::fs::read(desk.path("taken.cer")).expect("kept"),
        b"something"
    );
}

#[test]
fn a_child_has_no_sign_certificate_and_that_is_no_lock() {
    let arguments = [
        "--demo=child",
        "certificate",
        "show",
        "--kind",
        "sign",
        "--pin-stdin",
        "--json",
    ];
    let run = Desk::new().run_with(&arguments, PASSWORD);
    assert_eq!(run.ends(4).error()["code"], "E-CERT-01");
}
