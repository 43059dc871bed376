//! Asking for a PIN at a real (pseudo-)terminal: nothing typed is shown, and the terminal is as
//! before afterwards, also when the person gives up. `script` of util-linux makes the terminal.

use std::{
    io::{Read, Write},
    process::{Command, Stdio},
};

use inkan::platform::terminal::{self, TerminalError};

const PROMPT: &str = "[PIN?]";
const TYPED: &str = "ABC123";

/// Types `keys` when asked, and returns all that the terminal showed, `stty -a` at the end.
fn show(keys: &str) -> String {
    let program = std::env::current_exe().expect("this program");
    let line = format!(
        "{} --exact terminal::asks_at_the_terminal --ignored --nocapture; stty -a",
        program.display()
    );
    let mut session = Command::new("script")
        .args([
            "--quiet",
            "--return",
            "--echo",
            "always",
            "--command",
            &line,
            "/dev/null",
        ])
        .env("SHELL", "/bin/sh")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("util-linux");
    let mut output = session.stdout.take().expect("piped");
    let mut shown = Vec::new();
    let mut byte = [0];
    while !String::from_utf8_lossy(&shown).contains(PROMPT) {
        assert_eq!(output.read(&mut byte).expect("read"), 1, "no question");
        shown.push(byte[0]);
    }
    let mut input = session.stdin.take().expect("piped");
    input.write_all(keys.as_bytes()).expect("typed");
    output.read_to_end(&mut shown).expect("read");
    drop(input);
    session.wait().expect("ended");
    String::from_utf8_lossy(&shown).into_owned()
}

/// The other side of [`show`].
#[test]
#[ignore = "runs in the terminal that the tests below make"]
fn asks_at_the_terminal() {
    match terminal::ask(PROMPT) {
        Ok(pin) => println!("typed as meant: {}", pin.as_bytes() == TYPED.as_bytes()),
        Err(error) => println!("refused: {error:?}"),
    }
}

#[test]
fn a_pin_is_read_and_not_shown() {
    let shown = show("ABX\u{7F}C123\r");
    assert!(shown.contains("typed as meant: true"), "{shown}");
    assert!(!shown.contains("123") && !shown.contains("AB"), "{shown}");
    assert_restored(&shown);
}

#[test]
fn giving_up_restores_the_terminal() {
    let shown = show("ABC\u{3}");
    assert!(
        shown.contains(&format!("refused: {:?}", TerminalError::Interrupted)),
        "{shown}"
    );
    assert!(!shown.contains("ABC"), "{shown}");
    assert_restored(&shown);
}

#[test]
fn a_pin_too_long_restores_the_terminal() {
    let shown = show("ABCDEFGH123456789\r");
    assert!(shown.contains("refused: TooLong"), "{shown}");
    assert_restored(&shown);
}

fn assert_restored(shown: &str) {
    for mode in [" echo ", " icanon ", "isig "] {
        assert!(shown.contains(mode), "{mode} is off in {shown}");
    }
}

#[test]
fn standard_input_is_read_line_by_line_and_not_beyond() {
    let program = std::env::current_exe().expect("this program");
    let line = "\"$0\" --exact terminal::reads_one_line --ignored --nocapture; cat";
    let mut session = Command::new("sh")
        .args(["-c", line])
        .arg(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("sh");
    let mut input = session.stdin.take().expect("piped");
    input.write_all(b"ABC123\r\nnext line\n").expect("written");
    drop(input);
    let output = session.wait_with_output().expect("ended");
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.contains("read as meant: true"), "{output}");
    assert!(
        output.ends_with("\nnext line\n"),
        "the rest belongs to the next reader: {output}"
    );
}

#[test]
#[ignore = "runs behind the pipe that the test above makes"]
fn reads_one_line() {
    let pin = terminal::read_line().expect("a line");
    println!("read as meant: {}", pin.as_bytes() == TYPED.as_bytes());
}
