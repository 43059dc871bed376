//! `verify`: the fields of the contract, the exit status, and what a person reads first.

use std::{fs, process::Command};

use inkan::sim;
use serde_json::json;

use super::{Desk, PASSWORD, keys};
use crate::pdf_verify::fixture;

/// A document and its signature by the practice card.
fn signed() -> Desk {
    let desk = Desk::new();
    desk.file("a.txt", b"hello\n");
    desk.run_with(&["--demo", "sign", "a.txt", "--pin-stdin"], PASSWORD)
        .ends(0);
    desk
}

#[test]
fn the_answer_has_the_fields_of_the_contract() {
    let run = signed().run(&["verify", "a.txt.p7s", "--demo-trust", "--json"]);
    run.ends(0);
    assert_eq!(run.err, "");
    let answer = run.json();
    assert_eq!(keys(&answer), ["files"]);
    let file = &answer["files"][0];
    assert_eq!(
        keys(file),
        ["content", "file", "kind", "result", "signatures"]
    );
    assert_eq!(
        (
            &file["file"],
            &file["kind"],
            &file["result"],
            &file["content"]
        ),
        (
            &json!("a.txt.p7s"),
            &json!("cms"),
            &json!("good"),
            &json!("a.txt")
        )
    );
    let mut signature = file["signatures"][0].clone();
    assert_eq!(
        keys(&signature["signer"]),
        ["kind", "name", "serial", "subject"]
    );
    assert_eq!(signature["signer"]["name"], "見本　花子");
    assert_eq!(signature["signer"]["kind"], "sign");
    let signed_at = signature["signed_at"]
        .as_str()
        .expect("a moment")
        .to_owned();
    assert!(signed_at.ends_with("+09:00"), "{signed_at}");
    let fields = signature.as_object_mut().expect("an object");
    fields.remove("signer");
    fields.remove("signed_at");
    assert_eq!(
        signature,
        json!({"field": null, "integrity": "intact", "coverage": "whole-document",
               "changes_after": "none", "digest": "sha256", "signed_at_source": "claimed",
               "chain": "demo", "certificate_time": "within", "revocation": "not-checked"})
    );
}

/// A PDF that the practice card signed.
fn signed_pdf() -> Desk {
    let desk = Desk::new();
    let pdf = fs::read(fixture("version-1.7.pdf")).expect("the PDF");
    desk.file("a.pdf", &pdf);
    let run = desk.run_with(&["--demo", "sign", "a.pdf", "--pin-stdin"], PASSWORD);
    run.ends(0);
    desk
}

#[test]
fn a_pdf_answers_with_the_fields_of_the_contract() {
    let desk = signed_pdf();
    let run = desk.run(&["verify", "a.signed.pdf", "--demo-trust", "--json"]);
    let file = run.ends(0).json()["files"][0].clone();
    assert_eq!(keys(&file), ["file", "kind", "result", "signatures"]);
    assert_eq!(
        (&file["kind"], &file["result"]),
        (&json!("pdf"), &json!("good"))
    );
    let mut signature = file["signatures"][0].clone();
    assert_eq!(signature["signer"]["name"], "見本　花子");
    let fields = signature.as_object_mut().expect("an object");
    assert!(fields["field"].as_str().is_some_and(|it| !it.is_empty()));
    for key in ["signer", "signed_at", "field"] {
        fields.remove(key);
    }
    assert_eq!(
        signature,
        json!({"integrity": "intact", "coverage": "whole-document",
               "changes_after": "none", "digest": "sha256", "signed_at_source": "claimed",
               "chain": "demo", "certificate_time": "within", "revocation": "not-checked"})
    );
    let run = desk.run(&["verify", "a.signed.pdf", "--demo-trust"]);
    run.ends(0);
    assert!(run.out.contains("文書の全体です"), "{}", run.out);
}

#[test]
fn every_signature_of_a_pdf_is_told_apart() {
    let desk = signed_pdf();
    let again = [
        "--demo",
        "sign",
        "a.signed.pdf",
        "--out",
        "b.pdf",
        "--pin-stdin",
    ];
    desk.run_with(&again, PASSWORD).ends(0);
    let run = desk.run(&["verify", "b.pdf", "a.signed.pdf", "--demo-trust", "--json"]);
    let file = run.ends(0).json()["files"][0].clone();
    let of = |key: &str| {
        let signatures = file["signatures"].as_array().expect("signatures");
        signatures
            .iter()
            .map(|it| it[key].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("coverage"), ["earlier-revision", "whole-document"]);
    assert_eq!(of("changes_after"), ["signatures-only", "none"]);
    assert_eq!(of("integrity"), ["intact", "intact"]);
}

#[test]
fn of_a_pdf_too_the_bad_news_comes_first() {
    let desk = signed_pdf();
    let mut bytes = fs::read(desk.path("a.signed.pdf")).expect("the PDF");
    bytes.extend_from_slice(b"% more\n");
    desk.file("more.pdf", &bytes);
    bytes[20] ^= 1;
    desk.file("changed.pdf", &bytes);
    desk.file("plain.pdf", &fs::read(desk.path("a.pdf")).expect("the PDF"));
    desk.file("damaged.pdf", b"%PDF-1.7\nnothing\n");
    for (name, result, exit) in [
        ("more.pdf", "bad", 1),
        ("changed.pdf", "bad", 1),
        ("plain.pdf", "unsigned", 1),
        ("damaged.pdf", "unreadable", 8),
    ] {
        let run = desk.run(&["verify", name, "--demo-trust", "--json"]);
        let file = run.ends(exit).json()["files"][0].clone();
        assert_eq!(
            (&file["kind"], &file["result"]),
            (&json!("pdf"), &json!(result)),
            "{name}"
        );
    }
    let run = desk.run(&["verify", "more.pdf", "--demo-trust"]);
    let (added, integrity) = (run.out.find("追加があります"), run.out.find("改ざん"));
    assert!(added.is_some() && added < integrity, "{}", run.out);
    // That all of it is unchanged is true of what was signed, not of the file.
    assert!(run.out.contains("署名した時点の内容は、変わっていません"));
    assert!(!run.out.contains("署名のあとで変わっていません"));
}

#[test]
fn of_a_practice_signature_that_is_said_first() {
    let run = signed().run(&["verify", "a.txt.p7s", "--demo-trust"]);
    let told = run.ends(0).out.lines().nth(1).expect("a result");
    assert!(
        told.ends_with("練習用です。本物の署名ではありません"),
        "{told}"
    );
}

#[test]
fn whom_nobody_vouches_for_is_untrusted() {
    let desk = signed();
    let run = desk.run(&["verify", "a.txt.p7s", "--json"]);
    let file = run.ends(1).json()["files"][0].clone();
    assert_eq!(file["result"], "untrusted");
    assert_eq!(file["signatures"][0]["chain"], "untrusted");
    assert_eq!(file["signatures"][0]["integrity"], "intact");
    let run = desk.run(&["verify", "a.txt.p7s"]);
    run.ends(1);
    assert!(
        run.out
            .contains("見本　花子（署名用電子証明書）（確かめられません）"),
        "{}",
        run.out
    );
    let (issuer, integrity) = (run.out.find("発行元"), run.out.find("改ざん"));
    assert!(
        issuer < integrity && issuer.is_some(),
        "bad news first: {}",
        run.out
    );
}

#[test]
fn a_changed_document_is_said_first() {
    let desk = signed();
    desk.file("a.txt", b"hallo\n");
    let run = desk.run(&["verify", "a.txt.p7s", "--demo-trust", "--json"]);
    let file = run.ends(1).json()["files"][0].clone();
    assert_eq!(file["result"], "bad");
    assert_eq!(file["signatures"][0]["integrity"], "broken");
    assert_eq!(file["signatures"][0]["flaw"], "content-changed");
    let run = desk.run(&["verify", "a.txt.p7s", "--demo-trust"]);
    run.ends(1);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[1].contains("信用できません"), "{}", run.out);
    assert!(run.out.contains("未実施"), "{}", run.out);
    let broken = run.out.find("改ざん").expect("said");
    assert!(
        broken < run.out.find("発行元").expect("said"),
        "{}",
        run.out
    );
}

#[test]
fn an_issuer_given_by_name_is_trusted_in_der_and_pem() {
    let desk = signed();
    let [sign, _] = sim_issuers();
    desk.file("issuer.cer", &sign);
    make_pem(&desk);
    for issuer in ["issuer.cer", "issuer.pem"] {
        let run = desk.run(&["verify", "a.txt.p7s", "--trust", issuer, "--json"]);
        let file = run.ends(0).json()["files"][0].clone();
        assert_eq!(file["signatures"][0]["chain"], "trusted", "{issuer}");
    }
    let run = desk.run(&["verify", "a.txt.p7s", "--trust=issuer.cer"]);
    assert!(
        run.out.contains("--trust") && !run.out.contains("J-LIS）。確かめ"),
        "{}",
        run.out
    );
    let run = desk.run(&["verify", "a.txt.p7s", "--trust", "a.txt", "--json"]);
    assert_eq!(run.ends(2).error()["code"], "E-APP-03");
    let run = desk.run(&["verify", "a.txt.p7s", "--trust", "missing.cer"]);
    run.fails(8, "E-DOC-01");
}

/// The same certificate as OpenSSL writes it, with a text before it.
fn make_pem(desk: &Desk) {
    let status = Command::new("openssl")
        .args([
            "x509",
            "-inform",
            "DER",
            "-text",
            "-in",
            "issuer.cer",
            "-out",
            "issuer.pem",
        ])
        .current_dir(desk.path(""))
        .status();
    assert!(status.expect("openssl").success());
}

/// The issuers that the practice cards' certificates come from: whichever signed, by its subject.
fn sim_issuers() -> [Vec<u8>; 2] {
    let mut all: Vec<Vec<u8>> = sim::demo_ca_certificates().map(<[u8]>::to_vec).to_vec();
    all.sort_by_key(|der| {
        let certificate = inkan::core::cert::Certificate::from_der(der).expect("a certificate");
        !certificate.subject().contains("digital signature")
    });
    [all[0].clone(), all[1].clone()]
}

#[test]
fn openssl_accepts_what_was_signed() {
    let desk = signed();
    let [sign, _] = sim_issuers();
    desk.file("issuer.cer", &sign);
    make_pem(&desk);
    let verify = |document: &str| {
        Command::new("openssl")
            .args([
                "cms",
                "-verify",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "a.txt.p7s",
            ])
            .args([
                "-content",
                document,
                "-CAfile",
                "issuer.pem",
                "-purpose",
                "any",
            ])
            .args(["-out", "/dev/null"])
            .current_dir(desk.path(""))
            .output()
            .expect("openssl")
    };
    let good = verify("a.txt");
    assert!(
        good.status.success(),
        "{}",
        String::from_utf8_lossy(&good.stderr)
    );
    desk.file("b.txt", b"something else");
    assert!(!verify("b.txt").status.success());
}

#[test]
fn what_is_no_signature_is_unreadable() {
    let desk = signed();
    desk.file(
        "garbage.p7s",
        &[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3],
    );
    desk.file("text.p7s", b"hello");
    desk.file("empty.p7s", b"");
    fs::copy(desk.path("a.txt.p7s"), desk.path("lonely.p7s")).expect("copied");
    for (file, code) in [
        ("garbage.p7s", "E-DOC-02"),
        ("text.p7s", "E-DOC-02"),
        ("empty.p7s", "E-DOC-02"),
        ("missing.p7s", "E-DOC-01"),
        ("lonely.p7s", "E-DOC-04"),
    ] {
        let run = desk.run(&["verify", file, "--json"]);
        let found = run.ends(8).json()["files"][0].clone();
        assert_eq!(found["result"], "unreadable", "{file}");
        assert_eq!(found["error"]["code"], code, "{file}");
        assert_eq!(found["signatures"], json!([]));
        desk.run(&["verify", file]).fails(8, code);
    }
    let run = desk.run(&["verify", "lonely.p7s", "--content", "a.txt", "--demo-trust"]);
    run.ends(0);
}

#[test]
fn of_several_answers_a_negative_one_decides() {
    let desk = signed();
    desk.file("text.p7s", b"hello");
    let all = ["verify", "a.txt.p7s", "text.p7s"];
    desk.run(&all).ends(1);
    desk.run(&[&all[..], &["--demo-trust"]].concat()).ends(8);
    let run = desk.run(&[&all[..], &["--demo-trust", "--json"]].concat());
    assert_eq!(
        run.ends(8).json()["files"].as_array().expect("files").len(),
        2
    );
    desk.run(&["--demo", "verify", "a.txt.p7s"]).ends(0);
}
