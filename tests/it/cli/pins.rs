//! PINs: what is refused before the card hears of it, and what the card says.

use super::{Desk, PASSWORD, PIN, Run};

fn sign(profile: &str, more: &[&str], input: &str) -> (Run, Vec<String>) {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    let profile = format!("--demo={profile}");
    let arguments = [&[profile.as_str(), "sign", "a.txt", "--json"], more].concat();
    (desk.run_with(&arguments, input), desk.names())
}

fn refused(profile: &str, more: &[&str], input: &str) -> (i32, String, Option<u64>) {
    let (run, names) = sign(profile, &[&["--pin-stdin"], more].concat(), input);
    assert_eq!(names, ["a.txt"], "nothing is left behind");
    let error = run.error();
    assert_eq!(
        run.json().as_object().expect("object").len(),
        1,
        "only the error"
    );
    let code = error["code"].as_str().expect("a code").to_owned();
    let secret = input.trim();
    assert!(
        secret.len() < 4 || !(run.out.clone() + &run.err).contains(secret),
        "{run:?}"
    );
    (run.exit, code, error["remaining"].as_u64())
}

#[test]
fn a_wrong_password_costs_one_try() {
    assert_eq!(
        refused("normal", &[], "XYZ789\n"),
        (5, "E-PIN-01".to_owned(), Some(4))
    );
    let auth = refused("normal", &["--key=auth"], "9876\n");
    assert_eq!(auth, (5, "E-PIN-01".to_owned(), Some(2)));
}

#[test]
fn the_last_try_is_spent_only_with_consent() {
    let key = "--key=auth";
    let last = refused("auth-last-try", &[key], PIN);
    assert_eq!(last, (10, "E-PIN-03".to_owned(), Some(1)));
    let blocked = refused("auth-last-try", &[key, "--allow-last-try"], "9876\n");
    assert_eq!(blocked, (6, "E-PIN-02".to_owned(), Some(0)));
    let (run, names) = sign(
        "auth-last-try",
        &[key, "--allow-last-try", "--pin-stdin"],
        PIN,
    );
    assert_eq!(run.ends(0).json()["remaining"], 3);
    assert_eq!(names, ["a.txt", "a.txt.p7s"]);
}

#[test]
fn a_blocked_pin_is_not_even_asked_for() {
    let locked = refused("sign-locked", &[], "");
    assert_eq!(locked, (6, "E-PIN-02".to_owned(), Some(0)));
    let locked = refused("both-locked", &["--key=auth", "--allow-last-try"], "");
    assert_eq!(locked, (6, "E-PIN-02".to_owned(), Some(0)));
}

#[test]
fn a_pin_that_cannot_be_right_does_not_reach_the_card() {
    for input in [
        "12345\n",
        "ABCDEF\n",
        "123456\n",
        "ABC-123\n",
        "ABCDEFGH123456789\n",
        "あいう123\n",
    ] {
        assert_eq!(
            refused("normal", &[], input),
            (10, "E-PIN-04".to_owned(), None),
            "{input}"
        );
    }
    for input in ["123\n", "12345\n", "123a\n"] {
        let refused = refused("normal", &["--key", "auth"], input);
        assert_eq!(refused, (10, "E-PIN-04".to_owned(), None), "{input}");
    }
}

#[test]
fn no_pin_at_all_is_wrong_use() {
    assert_eq!(refused("normal", &[], ""), (2, "E-PIN-06".to_owned(), None));
    assert_eq!(
        refused("normal", &[], "\n"),
        (2, "E-PIN-06".to_owned(), None)
    );
}

/// Without a terminal nobody can be asked; standard input is not read unless told.
#[cfg(unix)]
#[test]
fn without_a_terminal_and_without_pin_stdin_there_is_no_pin() {
    let (run, _) = sign("normal", &[], PASSWORD);
    assert_eq!(run.ends(2).error()["code"], "E-PIN-06");
}

#[test]
fn small_letters_are_taken_as_registered() {
    let (run, _) = sign("normal", &["--pin-stdin"], "abc123");
    run.ends(0);
}

#[test]
fn a_child_s_card_is_not_said_to_be_locked() {
    assert_eq!(
        refused("child", &[], PASSWORD),
        (4, "E-CERT-01".to_owned(), None)
    );
}

#[test]
fn an_expired_certificate_signs_nothing() {
    let (exit, code, _) = refused("expired", &[], PASSWORD);
    assert_eq!((exit, code.as_str()), (10, "E-CERT-03"));
}

#[test]
fn a_card_pulled_while_it_signs_leaves_nothing() {
    let (exit, code, _) = refused("pulled-mid-sign", &[], PASSWORD);
    assert_eq!((exit, code.as_str()), (7, "E-CARD-03"));
}
