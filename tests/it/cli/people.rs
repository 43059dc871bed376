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
    while !String::from_utf8_lossy(&shown).contains(prompt) {
        let count = output.read(&mut byte).expect("read");
        assert_eq!(count, 1, "no question: {}", String::from_utf8_lossy(&shown));
        shown.push(byte[0]);
    }
    let mut input = session.stdin.take().expect("piped");
    input.write_all(keys.as_bytes()).expect("typed");
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
