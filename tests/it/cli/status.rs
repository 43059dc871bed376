//! `status` and `pin status`: the fields of the contract, and what a person reads.

use serde_json::{Value, json};

use super::{Desk, keys};

fn card(profile: &str) -> Value {
    let run = Desk::new().run(&[&format!("--demo={profile}"), "status", "--json"]);
    run.ends(0);
    assert_eq!(run.err, "");
    run.json()["readers"][0]["card"].clone()
}

#[test]
fn status_has_the_fields_of_the_contract() {
    let run = Desk::new().run(&["--demo", "status", "--json"]);
    run.ends(0);
    let status = run.json();
    assert_eq!(keys(&status), ["app", "demo", "readers", "time"]);
    assert_eq!(
        status["app"],
        json!({"name": "inkan", "version": env!("CARGO_PKG_VERSION")})
    );
    assert_eq!(status["demo"], true);
    assert_moment(&status["time"]);
    let reader = &status["readers"][0];
    assert_eq!(keys(reader), ["card", "name", "state"]);
    assert_eq!(reader["name"], "Inkan Demo Reader");
    assert_eq!(reader["state"], "card");
    let card = &reader["card"];
    assert_eq!(keys(card), ["certificates", "kind", "pins", "token"]);
    assert_eq!(card["kind"], "my-number-card");
    assert_eq!(card["token"], "JPKIAPICCTOKEN2");
    assert_eq!(
        card["pins"],
        json!({"auth": {"remaining": 3, "max": 3, "blocked": false},
               "sign": {"remaining": 5, "max": 5, "blocked": false}})
    );
    assert_eq!(
        card["certificates"]["sign"],
        json!({"present": true, "state": "needs-pin"})
    );
    let auth = &card["certificates"]["auth"];
    assert_eq!(
        keys(auth),
        [
            "days_left",
            "expires_on",
            "issuer",
            "issuer_trust",
            "not_after",
            "not_before",
            "present",
            "renewal",
            "serial",
            "state",
            "subject"
        ]
    );
    assert_eq!(auth["present"], true);
    assert_eq!(auth["state"], "valid");
    assert_eq!(auth["issuer_trust"], "demo");
    assert_eq!(auth["days_left"], 1183);
    assert_moment(&auth["not_before"]);
    assert_moment(&auth["not_after"]);
    let last = auth["expires_on"].as_str().expect("a day");
    let not_after = auth["not_after"].as_str().expect("a moment");
    assert_eq!(not_after, format!("{last}T23:59:59+09:00"));
    assert!(auth["subject"].as_str().expect("text").starts_with("C=JP"));
    assert_eq!(keys(&auth["renewal"]), ["from", "open", "until"]);
    assert_eq!(auth["renewal"]["until"], *last);
    assert_eq!(auth["renewal"]["open"], false);
}

fn assert_moment(value: &Value) {
    let text = value.as_str().expect("text");
    let pattern = "dddd-dd-ddTdd:dd:dd+09:00";
    assert_eq!(text.len(), pattern.len(), "{text}");
    for (found, expected) in text.chars().zip(pattern.chars()) {
        let fits = if expected == 'd' {
            found.is_ascii_digit()
        } else {
            found == expected
        };
        assert!(fits, "{text}");
    }
}

#[test]
fn every_practice_card_says_what_it_is() {
    let auth = |profile| card(profile)["certificates"]["auth"].clone();
    assert_eq!(auth("renewable")["state"], "renewable");
    assert_eq!(auth("renewable")["renewal"]["open"], true);
    assert_eq!(auth("expired")["state"], "expired");
    assert!(auth("expired")["days_left"].as_i64().expect("number") < 0);
    let child = card("child");
    assert_eq!(
        child["certificates"]["sign"],
        json!({"present": false, "state": "absent"})
    );
    let locked = card("sign-locked");
    assert_eq!(
        locked["pins"]["sign"],
        json!({"remaining": 0, "max": 5, "blocked": true})
    );
    assert_eq!(locked["pins"]["auth"]["blocked"], false);
    assert_eq!(card("auth-last-try")["pins"]["auth"]["remaining"], 1);
    for profile in ["both-locked", "next-generation", "pulled-mid-sign", "slow"] {
        assert_eq!(card(profile)["kind"], "my-number-card", "{profile}");
    }
}

#[test]
fn people_read_the_same_in_their_language() {
    let desk = Desk::new();
    let japanese = desk.run(&["--demo=renewable", "status"]);
    japanese.ends(0);
    for words in [
        "署名用電子証明書",
        "更新できます",
        "あと3回（3回中）",
        "練習用",
        "失効確認：未実施",
    ] {
        assert!(japanese.out.contains(words), "{words}: {}", japanese.out);
    }
    let easy = desk.run(&["--demo=renewable", "status", "--lang", "ja-easy"]);
    easy.ends(0);
    for words in [
        "署名用電子証明書",
        "更新できます",
        "あと3回（全部で3回）",
        "練習用",
        "失効確認（止められていないかの確認）は、していません",
    ] {
        assert!(easy.out.contains(words), "{words}: {}", easy.out);
    }
    let english = desk.run(&["--lang=en", "status", "--demo=renewable"]);
    english.ends(0);
    assert!(
        english.out.contains("3 tries left (of 3)"),
        "{}",
        english.out
    );
    let is_japanese = |c: char| matches!(c, '\u{3041}'..='\u{30FF}');
    assert!(!english.out.contains(is_japanese), "{}", english.out);
    assert!(
        !japanese.out.contains('\u{1B}') && !english.out.contains('\u{1B}'),
        "no colours"
    );
}

#[test]
fn the_settings_choose_the_language_unless_an_option_does() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("no-settings")).expect("folder");
    desk.file("no-settings/settings.toml", b"language = \"en\"\n");
    assert!(desk.run(&["--demo", "status"]).out.contains("Reader"));
    assert!(
        desk.run(&["--demo", "status", "--lang=ja"])
            .out
            .contains("カードリーダー")
    );
    desk.file("no-settings/settings.toml", b"language = 5");
    let run = desk.run(&["--demo", "status", "--json"]);
    run.ends(0);
    run.json();
    assert!(run.err.contains("E-APP-01"), "{}", run.err);
}

#[test]
fn pin_status_counts_and_spends_nothing() {
    let desk = Desk::new();
    let run = desk.run(&["pin", "status", "--demo=auth-last-try", "--json"]);
    run.ends(0);
    assert_eq!(
        run.json(),
        json!({"reader": "Inkan Demo Reader",
               "pins": {"auth": {"remaining": 1, "max": 3, "blocked": false},
                        "sign": {"remaining": 5, "max": 5, "blocked": false}}})
    );
    let run = desk.run(&["--demo=both-locked", "pin", "status"]);
    run.ends(0);
    assert_eq!(
        run.out.matches("ロックされています").count(),
        2,
        "{}",
        run.out
    );
}

#[test]
fn a_reader_of_another_name_is_not_used() {
    let desk = Desk::new();
    let run = desk.run(&["--demo", "--reader", "inkan demo", "status", "--json"]);
    assert_eq!(
        run.ends(0).json()["readers"]
            .as_array()
            .expect("readers")
            .len(),
        1
    );
    let run = desk.run(&["--demo", "status", "--reader", "no such reader", "--json"]);
    assert_eq!(run.ends(3).error()["code"], "E-READER-04");
    desk.run(&["--demo", "pin", "status", "--reader=xyz"])
        .fails(3, "E-READER-04");
}

#[test]
fn verbose_speaks_beside_the_answer() {
    let run = Desk::new().run(&["-v", "--demo", "status", "--json"]);
    run.ends(0);
    run.json();
    assert!(run.err.contains("Inkan Demo Reader"), "{}", run.err);
}
