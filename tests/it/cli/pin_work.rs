//! `pin change` and `pin test`: every exit status, every field, and that no secret is said back.

use super::{Desk, PASSWORD, PIN, Run, keys};

fn run(profile: &str, arguments: &[&str], input: &str) -> Run {
    let desk = Desk::new();
    let profile = format!("--demo={profile}");
    let arguments = [&["pin"], arguments, &[&profile, "--pin-stdin"]].concat();
    let run = desk.run_with(&arguments, input);
    assert_eq!(desk.names(), Vec::<String>::new(), "nothing is written");
    let said = run.out.clone() + &run.err;
    for secret in input.lines().filter(|line| line.len() > 3) {
        assert!(!said.contains(secret), "{run:?}");
    }
    run
}

fn change(profile: &str, more: &[&str], lines: [&str; 3]) -> Run {
    let arguments = [&["change", "--json"], more].concat();
    run(profile, &arguments, &(lines.join("\n") + "\n"))
}

/// The exit status, the code, and the fields beside the error.
fn refused(run: &Run) -> (i32, String, Vec<String>) {
    let error = run.error();
    let json = run.json();
    let fields = keys(&json).into_iter().map(str::to_owned).collect();
    (
        run.exit,
        error["code"].as_str().expect("a code").to_owned(),
        fields,
    )
}

/// Refused before the card was asked: only the error is answered.
#[track_caller]
fn refused_before(run: &Run, exit: i32, code: &str) {
    let expected = (exit, code.to_owned(), vec!["error".to_owned()]);
    assert_eq!(refused(run), expected);
}

const AUTH: &str = "--kind=auth";
const SIGN: &str = "--kind=sign";

#[test]
fn both_secrets_can_be_changed() {
    for (kind, lines, tries) in [
        (AUTH, ["1234", "5739", "5739"], 3),
        (SIGN, ["abc123", "k7x9qm", "K7X9QM"], 5),
    ] {
        let run = change("normal", &[kind], lines);
        let json = run.ends(0).json();
        assert_eq!(keys(&json), ["changed", "kind", "remaining"]);
        assert_eq!(json["changed"], "yes");
        assert_eq!(json["remaining"], tries);
        assert_eq!(
            kind,
            format!("--kind={}", json["kind"].as_str().expect("text"))
        );
    }
}

#[test]
fn a_change_is_told_to_people_with_its_tries() {
    let lines = "1234\n1225\n1225\n";
    let run = run("normal", &["change", AUTH], lines);
    run.ends(0);
    assert!(
        run.out
            .contains("利用者証明用電子証明書の暗証番号を変更しました")
    );
    assert!(run.out.contains("カードで確かめました"), "{run:?}");
    assert!(run.out.contains("あと3回"), "{run:?}");
    assert!(
        run.err.contains("誕生日や生まれた年"),
        "advised against: {run:?}"
    );
    assert!(
        run.err.contains("このまま変更することもできます"),
        "{run:?}"
    );
    assert!(run.err.contains("本物のカードは変わりません"), "{run:?}");
}

#[test]
fn what_is_advised_against_is_not_forbidden() {
    for new in ["1234", "7777", "0229", "4321"] {
        change("normal", &[AUTH], ["1234", new, new]).ends(0);
    }
    change("normal", &[SIGN], ["ABC123", "ABC123", "ABC123"]).ends(0);
}

#[test]
fn a_wrong_old_one_costs_its_try_and_changes_nothing() {
    let run = change("normal", &[AUTH], ["9876", "5739", "5739"]);
    let (exit, code, fields) = refused(&run);
    assert_eq!((exit, code.as_str()), (5, "E-PIN-01"));
    assert_eq!(fields, ["changed", "error", "kind", "remaining"]);
    let json = run.json();
    assert_eq!(
        (&json["changed"], &json["remaining"]),
        (&"no".into(), &2.into())
    );
    assert_eq!(json["error"]["remaining"], 2);
}

#[test]
fn what_cannot_be_a_secret_does_not_reach_the_card() {
    for new in ["123", "12345", "12a4", "あいうえ"] {
        let run = change("normal", &[AUTH], ["1234", new, new]);
        refused_before(&run, 10, "E-PIN-07");
    }
    for new in ["ABC12", "ABCDEF", "123456", "ABC-123", "ABCDEFGH123456789"] {
        let run = change("normal", &[SIGN], ["ABC123", new, new]);
        refused_before(&run, 10, "E-PIN-07");
    }
    refused_before(
        &change("normal", &[AUTH], ["12", "5739", "5739"]),
        10,
        "E-PIN-04",
    );
    refused_before(
        &change("normal", &[AUTH], ["1234", "5739", "5738"]),
        10,
        "E-PIN-08",
    );
    refused_before(
        &change("normal", &[AUTH], ["1234", "5739", "573"]),
        10,
        "E-PIN-08",
    );
}

#[test]
fn a_line_that_is_missing_is_wrong_use() {
    for input in ["", "1234\n", "1234\n5739\n", "1234\n\n\n"] {
        let run = run("normal", &["change", AUTH, "--json"], input);
        let (exit, code, _) = refused(&run);
        assert_eq!((exit, code.as_str()), (2, "E-PIN-06"), "{input:?}");
    }
}

#[test]
fn the_last_try_is_spent_only_with_consent() {
    let lines = ["1234", "5739", "5739"];
    refused_before(&change("auth-last-try", &[AUTH], lines), 10, "E-PIN-03");
    let run = change("auth-last-try", &[AUTH, "--allow-last-try"], lines);
    assert_eq!(run.ends(0).json()["remaining"], 3);
    let wrong = ["9876", "5739", "5739"];
    let run = change("auth-last-try", &[AUTH, "--allow-last-try"], wrong);
    let (exit, code, _) = refused(&run);
    assert_eq!((exit, code.as_str()), (6, "E-PIN-02"));
    assert_eq!(run.json()["changed"], "no");
    assert_eq!(run.json()["remaining"], 0);
}

#[test]
fn a_blocked_one_is_not_even_asked_for() {
    for kind in [AUTH, SIGN] {
        for command in ["change", "test"] {
            let run = run("both-locked", &[command, kind, "--json"], "");
            refused_before(&run, 6, "E-PIN-02");
        }
    }
    let child = run("child", &["change", SIGN, "--json"], "");
    refused_before(&child, 4, "E-CERT-01");
}

#[test]
fn a_test_says_that_it_works_and_how_long_the_card_took() {
    for (kind, secret, tries) in [(AUTH, PIN, 3), (SIGN, PASSWORD, 5)] {
        for profile in ["normal", "next-generation"] {
            let json = run(profile, &["test", kind, "--json"], secret)
                .ends(0)
                .json();
            assert_eq!(keys(&json), ["card_ms", "kind", "remaining", "works"]);
            assert_eq!(
                (&json["works"], &json["remaining"]),
                (&true.into(), &tries.into())
            );
            assert!(json["card_ms"].is_u64(), "{json}");
        }
    }
    let slow = run("slow", &["test", AUTH, "--json"], PIN).ends(0).json();
    assert!(slow["card_ms"].as_u64() >= Some(200), "{slow}");
}

#[test]
fn a_test_is_told_to_people_with_its_limits() {
    let auth = run("normal", &["test", AUTH], PIN);
    assert!(auth.ends(0).out.contains("ログインに使えます"), "{auth:?}");
    assert!(auth.out.contains("失効確認：未実施"), "{auth:?}");
    let sign = run("normal", &["test", SIGN], PASSWORD);
    assert!(sign.ends(0).out.contains("署名に使えます"), "{sign:?}");
}

#[test]
fn a_test_that_fails_says_so_with_what_is_left() {
    let run = |profile, more: &[&str], input| {
        let arguments = [&["test", "--json"], more].concat();
        let run = run(profile, &arguments, input);
        let (exit, code, fields) = refused(&run);
        assert_eq!(fields, ["card_ms", "error", "kind", "remaining", "works"]);
        let json = run.json();
        assert_eq!(
            (&json["works"], &json["card_ms"]),
            (&false.into(), &().into())
        );
        (exit, code, json["remaining"].as_u64())
    };
    let wrong = run("normal", &[AUTH], "9876\n");
    assert_eq!(wrong, (5, "E-PIN-01".to_owned(), Some(2)));
    // What has expired works no more, and its PIN is right all the same.
    let expired = run("expired", &[AUTH], PIN);
    assert_eq!(expired, (10, "E-CERT-03".to_owned(), Some(3)));
    let pulled = run("pulled-mid-sign", &[SIGN], PASSWORD);
    assert_eq!(pulled, (7, "E-CARD-03".to_owned(), None));
}

#[test]
fn wrong_use_is_told() {
    let desk = Desk::new();
    for arguments in [
        &["pin", "change", "--demo"][..],
        &["pin", "test", "--demo"],
        &["pin", "change", "--kind=sign-ca", "--demo"],
        &["pin", "change", "--kind=auth", "1234", "--demo"],
        &["pin", "change", "--kind=auth", "--pin=1234", "--demo"],
    ] {
        desk.run(arguments).fails(2, "E-APP-03");
    }
}
