//! A person at a terminal: what is asked, that what is typed is not shown, and giving up.
//! `script` of util-linux makes the terminal.

use std::{
    io::{Read, Write},
    process::{Command, Stdio},
};

use super::Desk;

/// Runs `inkan-cli arguments` at a terminal, types `keys` once `prompt` was shown, and returns all
/// that the terminal showed, the exit status in its last line.
fn talk(desk: &Desk, arguments: &str, prompt: &str, keys: &str) -> String {
    talk_on(desk, arguments, &[(prompt, keys)])
}

/// The same with one question after the other.
fn talk_on(desk: &Desk, arguments: &str, talk: &[(&str, &str)]) -> String {
    let program = env!("CARGO_BIN_EXE_inkan-cli");
    let line = format!("{program} --config no-settings --lang ja {arguments}; echo status=$?");
    let mut session = Command::new("script")
        .args([
            "--quiet",
            "--return",
            "--echo",
            "never",
            "--command",
            &line,
            "/dev/null",
        ])
        .env("SHELL", "/bin/sh")
        .current_dir(desk.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("util-linux");
    let mut output = session.stdout.take().expect("piped");
    let mut shown = Vec::new();
    let mut byte = [0];
    let mut input = session.stdin.take().expect("piped");
    let mut answered = 0;
    for (prompt, keys) in talk {
        while !String::from_utf8_lossy(&shown[answered..]).contains(prompt) {
            let count = output.read(&mut byte).expect("read");
            assert_eq!(count, 1, "no question: {}", String::from_utf8_lossy(&shown));
            shown.push(byte[0]);
        }
        answered = shown.len();
        input.write_all(keys.as_bytes()).expect("typed");
    }
    output.read_to_end(&mut shown).expect("read");
    drop(input);
    session.wait().expect("ended");
    String::from_utf8_lossy(&shown).into_owned()
}

#[test]
fn the_question_names_the_secret_its_form_and_the_tries() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    let prompt = "署名用電子証明書のパスワード（残り回数 あと5回（5回中））：";
    let shown = talk(&desk, "--demo sign a.txt", prompt, "abc123\r");
    assert!(shown.contains("6文字から16文字"), "{shown}");
    assert!(shown.contains("表示されません"), "{shown}");
    assert!(shown.contains("status=0"), "{shown}");
    assert!(!shown.to_lowercase().contains("abc123"), "{shown}");
    assert_eq!(desk.names(), ["a.txt", "a.txt.p7s"]);
}

#[test]
fn giving_up_sends_nothing() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    let prompt = "利用者証明用電子証明書の暗証番号（残り回数 あと3回（3回中））：";
    let shown = talk(&desk, "--demo sign a.txt --key auth", prompt, "12\u{3}");
    assert!(
        shown.contains("E-SIGN-02") && shown.contains("status=1"),
        "{shown}"
    );
    assert_eq!(desk.names(), ["a.txt"]);
}

#[test]
fn full_width_digits_are_refused_with_the_form() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    let shown = talk(
        &desk,
        "--demo sign a.txt --key auth",
        "回中））：",
        "１２３４\r",
    );
    assert!(
        shown.contains("E-PIN-04") && shown.contains("status=10"),
        "{shown}"
    );
}

#[test]
fn a_change_asks_three_times_shows_nothing_and_advises() {
    let desk = Desk::new();
    let talk = [
        (
            "利用者証明用電子証明書の暗証番号（残り回数 あと3回（3回中））：",
            "1234\r",
        ),
        ("新しい、利用者証明用電子証明書の暗証番号：", "1225\r"),
        (
            "もう一度、新しい、利用者証明用電子証明書の暗証番号：",
            "1225\r",
        ),
    ];
    let shown = talk_on(&desk, "--demo pin change --kind auth", &talk);
    assert!(shown.contains("status=0"), "{shown}");
    assert!(shown.contains("変更しました"), "{shown}");
    assert!(
        !shown.contains("1234") && !shown.contains("1225"),
        "{shown}"
    );
    let advice = shown.find("誕生日や生まれた年").expect("advised");
    let again = shown.find("もう一度、新しい").expect("asked");
    assert!(advice < again, "before the person confirms it: {shown}");
}

#[test]
fn a_change_can_be_given_up_at_each_question() {
    let desk = Desk::new();
    let talk = [
        ("回中））：", "abc123\r"),
        ("新しい、署名用電子証明書のパスワード：", "k7x9qm\r"),
        (
            "もう一度、新しい、署名用電子証明書のパスワード：",
            "k7x9qm\r",
        ),
    ];
    for given_up in 0..talk.len() {
        let mut until = talk[..=given_up].to_vec();
        until[given_up].1 = "12\u{3}";
        let shown = talk_on(&desk, "--demo pin change --kind sign", &until);
        assert!(shown.contains("status=1"), "{shown}");
        assert!(!shown.contains("変更しました"), "{shown}");
    }
    let mut differing = talk;
    differing[2].1 = "k7x9qn\r";
    let shown = talk_on(&desk, "--demo pin change --kind sign", &differing);
    assert!(
        shown.contains("E-PIN-08") && shown.contains("status=10"),
        "{shown}"
    );
}
