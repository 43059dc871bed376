//! The command line, its PINs from standard input and typed at a terminal.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::search::traces_of;
use super::{
    AFTER_USE, Moment, NEW_SENT, NEW_TYPED, PIN, PROGRAM, SENT, TYPED, Table, assert_none,
};

/// Starts the program in `folder` and types these lines.
fn start(folder: &Path, arguments: &[&str], lines: &[&str]) -> Child {
    let mut program = Command::new(PROGRAM)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let mut typed = program.stdin.take().expect("piped");
    for line in lines {
        writeln!(typed, "{line}").expect("typed");
    }
    program
}

#[test]
fn no_stretch_of_the_password_is_left_while_the_card_signs() {
    let Some(table) = Table::lay() else { return };
    let folder = tempfile::tempdir().expect("folder");
    std::fs::write(folder.path().join("a.txt"), "hello").expect("written");
    let mut signing = start(folder.path(), &["sign", "a.txt", "--pin-stdin"], &[TYPED]);
    let secrets = [TYPED, SENT];
    table.is_held_at(Moment::Verifying, signing.id(), &secrets);
    table.is_gone_at(Moment::Signing, signing.id(), &secrets);
    assert!(signing.wait().expect("ended").success());
    assert!(folder.path().join("a.txt.p7s").exists());
}

#[test]
fn no_stretch_of_the_old_or_the_new_password_is_left_after_a_change() {
    let Some(table) = Table::lay() else { return };
    let folder = tempfile::tempdir().expect("folder");
    let lines = [TYPED, NEW_TYPED, NEW_TYPED];
    let change = ["pin", "change", "--kind=sign", "--pin-stdin"];
    let mut changing = start(folder.path(), &change, &lines);
    let secrets = [TYPED, SENT, NEW_TYPED, NEW_SENT];
    table.is_held_at(Moment::Verifying, changing.id(), &secrets);
    table.is_held_at(Moment::Changing, changing.id(), &[NEW_SENT]);
    table.is_gone_at(Moment::Leaving, changing.id(), &secrets);
    assert!(changing.wait().expect("ended").success());
}

#[test]
fn no_stretch_of_the_password_is_left_while_the_card_is_tested() {
    let Some(table) = Table::lay() else { return };
    let folder = tempfile::tempdir().expect("folder");
    let test = ["pin", "test", "--kind=sign", "--pin-stdin"];
    let mut testing = start(folder.path(), &test, &[TYPED]);
    let secrets = [TYPED, SENT];
    table.is_held_at(Moment::Verifying, testing.id(), &secrets);
    table.is_gone_at(Moment::Signing, testing.id(), &secrets);
    assert!(testing.wait().expect("ended").success());
}

/// Four digits lie anywhere by chance. The command that carries them does not, nor does a [`Pin`] with nothing behind
/// its digits.
///
/// [`Pin`]: inkan::core::secret::Pin
#[test]
fn no_command_with_a_pin_of_four_digits_is_left_while_the_card_is_tested() {
    let Some(table) = Table::lay() else { return };
    let folder = tempfile::tempdir().expect("folder");
    let test = ["pin", "test", "--kind=auth", "--pin-stdin"];
    let mut testing = start(folder.path(), &test, &[PIN]);
    let command = [&[0x00, 0x20, 0x00, 0x80, 0x04], PIN.as_bytes()].concat();
    let pin = [PIN.as_bytes(), &[0; 12]].concat();
    let find = || [&command, &pin].map(|wanted| traces_of(testing.id(), wanted));
    for found in table.while_at(Moment::Verifying, find) {
        assert!(!found.is_empty(), "the search finds what is there");
        assert!(found.iter().all(|it| it.is_locked), "{found:#?}");
    }
    let find = || {
        std::thread::sleep(AFTER_USE);
        find()
    };
    for found in table.while_at(Moment::Signing, find) {
        assert_none(&found);
    }
    assert!(testing.wait().expect("ended").success());
}

/// `script` of util-linux makes the terminal.
#[test]
fn no_stretch_of_a_password_typed_at_a_terminal_is_left() {
    let Some(table) = Table::lay() else { return };
    let folder = tempfile::tempdir().expect("folder");
    let line = format!("exec {PROGRAM} --lang=ja pin test --kind=sign");
    let mut session = Command::new("script")
        .args([
            "--quiet",
            "--return",
            "--echo",
            "always",
            "--command",
            &line,
        ])
        .arg("/dev/null")
        .env("SHELL", "/bin/sh")
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("util-linux");
    let mut output = session.stdout.take().expect("piped");
    let (mut shown, mut byte) = (Vec::new(), [0]);
    while !String::from_utf8_lossy(&shown).contains("あと5回（5回中）") {
        assert_eq!(output.read(&mut byte).expect("read"), 1, "no question");
        shown.push(byte[0]);
    }
    let mut keyboard = session.stdin.take().expect("piped");
    write!(keyboard, "{TYPED}\r").expect("typed");
    let children = format!("/proc/{0}/task/{0}/children", session.id());
    let program = std::fs::read_to_string(children).expect("told");
    let program = program.trim().parse().expect("one program");
    let secrets = [TYPED, SENT];
    table.is_held_at(Moment::Verifying, program, &secrets);
    table.is_gone_at(Moment::Signing, program, &secrets);
    output.read_to_end(&mut shown).expect("read");
    drop(keyboard);
    let shown = String::from_utf8_lossy(&shown);
    assert!(session.wait().expect("ended").success(), "{shown}");
    assert!(
        !shown.contains(&TYPED[..3]) && !shown.contains(&SENT[..3]),
        "{shown}"
    );
}
