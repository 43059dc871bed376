//! Wrong use, help, and what becomes of an answer that nobody takes.

use super::{Desk, PASSWORD};

#[test]
fn wrong_use_is_answered_in_json_too() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    for arguments in [
        &["--json"][..],
        &["--json", "sttus"],
        &["status", "--json", "--no-such-option"],
        &["sign", "--json"],
        &["sign", "a.txt", "--format", "docx", "--json"],
        &["sign", "a.txt", "--digest", "sha1", "--json"],
        &["sign", "a.txt", "--out", "x", "--out-dir", "y", "--json"],
        &["sign", "a.txt", "b.txt", "--out", "x", "--json", "--demo"],
        &["certificate", "show", "--json"],
        &["certificate", "--json"],
        &["certificate", "show", "--kind", "card", "--json"],
        &["--demo=no-such-card", "status", "--json"],
        &["--lang", "tlh", "status", "--json"],
        &["status", "--json", "--json"],
        &["simulate", "--json"],
        &["simulate", "--vpcd", "here", "--json"],
        &["simulate", "--vpcd=192.0.2.1:35963", "--json"],
        &["simulate", "--vpcd=127.0.0.1:1", "--profile=none", "--json"],
        &["calendar", "--json"],
        &["guide", "no such thing", "--json"],
        &["pin", "change", "--json"],
    ] {
        let run = desk.run(arguments);
        run.ends(2);
        assert_eq!(run.error()["code"], "E-APP-03", "{arguments:?}");
    }
    assert_eq!(desk.names(), ["a.txt"]);
}

#[test]
fn people_are_told_what_is_wrong_in_their_language() {
    let desk = Desk::new();
    for (arguments, japanese, english) in [
        (
            &["sttus"][..],
            "「sttus」というコマンド",
            "no command \"sttus\"",
        ),
        (
            &["status", "--colour"],
            "「--colour」という指定",
            "no argument \"--colour\"",
        ),
        (&["sign"], "を指定してください", "is missing"),
        (&["status", "--reader"], "値が必要です", "needs a value"),
        (
            &["sign", "a", "--digest", "md5"],
            "sha256, sha384, sha512",
            "sha256, sha384, sha512",
        ),
        (
            &["sign", "a", "--out=x", "--out-dir=y"],
            "一緒に使えません",
            "together",
        ),
        (
            &["--demo=x", "status"],
            "「x」という練習用のカード",
            "no practice card",
        ),
    ] {
        let run = desk.run(&[&["--lang=ja"], arguments].concat());
        run.fails(2, "E-APP-03");
        assert!(run.err.contains(japanese), "{}", run.err);
        let run = desk.run(&[&["--lang=en"], arguments].concat());
        run.fails(2, "E-APP-03");
        assert!(run.err.contains(english), "{}", run.err);
    }
}

#[test]
fn help_and_version_are_answers() {
    let desk = Desk::new();
    let run = desk.run(&["--help"]);
    run.ends(0);
    for words in ["使い方", "--demo", "終了コード"] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    // Every subcommand of the contract.
    for command in [
        "status",
        "certificate",
        "sign",
        "verify",
        "pin",
        "doctor",
        "report",
        "calendar",
        "guide",
        "simulate",
    ] {
        let listed = run
            .out
            .lines()
            .any(|line| line.split_whitespace().next() == Some(command));
        assert!(listed, "{command}: {}", run.out);
    }
    let run = desk.run(&["sign", "--help", "--lang", "en"]);
    run.ends(0);
    assert!(run.out.contains("Hash function"), "{}", run.out);
    let run = desk.run(&["--version"]);
    run.ends(0);
    assert_eq!(
        run.out,
        concat!("inkan-cli ", env!("CARGO_PKG_VERSION"), "\n")
    );
    desk.run(&[]).fails(2, "E-APP-03");
    let bare = std::process::Command::new(env!("CARGO_BIN_EXE_inkan-cli"))
        .output()
        .expect("ran");
    assert_eq!(
        (bare.status.code(), bare.stdout.as_slice()),
        (Some(2), b"".as_slice())
    );
    assert!(
        String::from_utf8_lossy(&bare.stderr).contains("--lang"),
        "help for who knows nothing"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_a_failure_and_a_closed_pipe_is_not() {
    use std::process::Stdio;

    let desk = Desk::new();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("Linux");
    let output = desk
        .command(&["--demo", "status"])
        .stdin(Stdio::null())
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .expect("ran");
    assert_eq!(output.status.code(), Some(9));
    assert!(String::from_utf8_lossy(&output.stderr).contains("E-OUT-02"));

    let (reader, writer) = std::io::pipe().expect("pipe");
    drop(reader);
    let output = desk
        .command(&["--demo", "status"])
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .expect("ran");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stderr, b"");
}

#[test]
fn names_of_files_cannot_steer_the_terminal() {
    let desk = Desk::new();
    let name = "a\u{1B}[2J.txt";
    if std::fs::write(desk.path(name), b"hello").is_err() {
        eprintln!("not tested here: no such file names");
        return;
    }
    let run = desk.run_with(&["--demo", "sign", name, "--pin-stdin"], PASSWORD);
    run.ends(0);
    assert!(!run.out.contains('\u{1B}'), "{:?}", run.out);
    let run = desk.run_with(&["--demo", "sign", name, "--pin-stdin"], PASSWORD);
    run.ends(10);
    assert!(!run.err.contains('\u{1B}'), "{:?}", run.err);
}
