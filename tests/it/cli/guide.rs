//! `guide`: the list, topics, searches, offices; in every language, without any reader.

use serde_json::{Value, json};

use super::{Desk, Run, keys};

fn guide(arguments: &[&str]) -> Run {
    // Not even practice mode is needed.
    Desk::new().run(&[&["guide"], arguments].concat())
}

#[test]
fn without_a_topic_they_are_listed() {
    let run = guide(&[]);
    run.ends(0);
    assert_eq!(run.err, "");
    for words in [
        "手続き案内",
        "renewal",
        "電子証明書の更新",
        "pin-reset",
        "inkan-cli guide",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    let run = guide(&["--json"]);
    let list = run.ends(0).json();
    assert_eq!(keys(&list), ["language", "topics"]);
    assert_eq!(list["language"], "ja");
    let topics = list["topics"].as_array().expect("topics");
    assert_eq!(topics.len(), 12);
    for topic in topics {
        assert_eq!(keys(topic), ["id", "title"]);
    }
    assert_eq!(
        topics[0],
        json!({"id": "service", "title": "公的個人認証サービスとは"})
    );
}

#[test]
fn a_topic_is_told_in_the_language_asked_for() {
    for (language, words) in [
        (
            "ja",
            [
                "電子証明書の更新",
                "3か月前の日から",
                "お住まいの市区町村の窓口",
            ],
        ),
        (
            "ja-easy",
            [
                "電子証明書を新しくする",
                "3か月前から、新しくできます。\n",
                "住んでいる市や町の役所",
            ],
        ),
        (
            "en",
            ["Renewal\n", "from 3 months before", "where you live"],
        ),
    ] {
        let run = guide(&["renewal", "--lang", language]);
        run.ends(0);
        // What is broken over lines is put together again.
        let out: String = run.out.clone();
        let joined: String = out
            .split('\n')
            .map(str::trim)
            .collect::<Vec<_>>()
            .join(if language == "en" { " " } else { "" });
        for word in words {
            let found = out.contains(word) || joined.contains(word.trim_end());
            assert!(found, "{language}: {word}: {out}");
        }
        assert!(!run.out.contains('{'), "{}", run.out);
        let json = guide(&["renewal", "--json", "--lang", language])
            .ends(0)
            .json();
        assert_eq!(keys(&json), ["language", "topic"]);
        assert_eq!(json["language"], language);
        assert_eq!(
            keys(&json["topic"]),
            ["blocks", "id", "links", "see_also", "title"]
        );
        assert_eq!(json["topic"]["id"], "renewal");
        let kinds: Vec<&str> = blocks(&json)
            .iter()
            .map(|it| it["kind"].as_str().expect("kind"))
            .collect();
        assert_eq!(kinds, ["paragraph", "steps", "list"]);
    }
}

fn blocks(json: &Value) -> &Vec<Value> {
    json["topic"]["blocks"].as_array().expect("blocks")
}

#[test]
fn plain_japanese_has_a_sentence_a_line() {
    let run = guide(&["validity", "--lang=ja-easy"]);
    run.ends(0);
    for line in run.out.lines() {
        assert!(line.matches('。').count() <= 1, "{line}");
    }
}

#[test]
fn no_line_is_wider_than_eighty_columns() {
    let width =
        |line: &str| -> usize { line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum() };
    for language in ["ja", "ja-easy", "en"] {
        for topic in ["certificates", "renewal", "pin-reset", "office"] {
            let run = guide(&[topic, "--office=narashino", "--lang", language]);
            run.ends(0);
            for line in run.out.lines() {
                assert!(width(line) <= 80, "{topic} ({language}): {line}");
                let start = line.trim_start().chars().next();
                assert!(!start.is_some_and(|c| "。、）」".contains(c)), "{line}");
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_narrow_terminal_gets_narrow_lines() {
    let width =
        |line: &str| -> usize { line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum() };
    let widest = |columns: u16| {
        let line = format!(
            "stty cols {columns}; {} guide renewal --lang=ja --config no-settings",
            env!("CARGO_BIN_EXE_inkan-cli")
        );
        let output = std::process::Command::new("script")
            .args(["--quiet", "--return", "--command", &line, "/dev/null"])
            .env("SHELL", "/bin/sh")
            .stdin(std::process::Stdio::null())
            .output()
            .expect("util-linux");
        let shown = String::from_utf8(output.stdout).expect("text");
        assert!(shown.contains("電子証明書の更新"), "{shown}");
        shown
            .lines()
            .map(|line| width(line.trim_end()))
            .max()
            .expect("lines")
    };
    assert!((36..=40).contains(&widest(40)));
    assert!((56..=60).contains(&widest(60)));
    assert!(
        (90..=100).contains(&widest(200)),
        "long lines are hard to read"
    );
}

#[test]
fn what_is_no_topic_is_looked_for() {
    let desk = Desk::new();
    // Under these words there is one.
    for words in [
        &["ラーメンではなく手数料"][..],
        &["PIN", "RESET"],
        &["手数料"],
    ] {
        let run = desk.run(&[&["guide", "--json"], words].concat());
        assert_eq!(
            keys(&run.ends(0).json()),
            ["language", "topic"],
            "{words:?}"
        );
    }
    let run = desk.run(&["guide", "引っ越し", "--json"]);
    let found = run.ends(0).json();
    assert_eq!(keys(&found), ["language", "query", "topics"]);
    assert_eq!(found["query"], "引っ越し");
    let first = &found["topics"][0];
    assert_eq!(first["id"], "revocation");
    let run = desk.run(&["guide", "引っ越し"]);
    run.ends(0);
    assert!(
        run.out.contains("「引っ越し」についての案内"),
        "{}",
        run.out
    );
}

#[test]
fn what_is_nowhere_ends_with_what_is_close() {
    let desk = Desk::new();
    let run = desk.run(&["guide", "renwal"]);
    run.fails(2, "E-APP-03");
    assert!(run.err.contains("近いもの：renewal"), "{}", run.err);
    let run = desk.run(&["guide", "renwal", "--lang=en"]);
    run.fails(2, "E-APP-03");
    assert!(run.err.contains("Close to it: renewal"), "{}", run.err);
    let run = desk.run(&["guide", "ラーメン"]);
    run.fails(2, "E-APP-03");
    assert!(run.err.contains("一覧"), "{}", run.err);
    let run = desk.run(&["guide", "ramen noodles", "--json"]);
    assert_eq!(run.ends(2).error()["code"], "E-APP-03");
    // Nothing that was typed steers the terminal.
    let run = desk.run(&["guide", "\u{1B}[2Jzzzzzz"]);
    run.fails(2, "E-APP-03");
    assert!(!run.err.contains('\u{1B}'), "{:?}", run.err);
}

#[test]
fn an_office_is_named_in_the_text_and_told_where_people_ask_where_to_go() {
    let desk = Desk::new();
    let run = desk.run(&["guide", "office", "--office=narashino"]);
    run.ends(0);
    for words in [
        "習志野市役所",
        "047-411-7109",
        "8:30〜17:00",
        "鷺沼",
        "2023年5月11日",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    let state = ["受付中", "受付時間外", "休み（"];
    assert!(state.iter().any(|it| run.out.contains(it)), "{}", run.out);
    let run = desk.run(&["guide", "fee", "--office=narashino", "--json"]);
    let topic = run.ends(0).json();
    let text = blocks(&topic)[0]["text"].as_str().expect("text");
    assert!(text.contains("習志野市役所"), "{text}");
    let run = desk.run(&["guide", "office", "--office=narashino", "--json"]);
    let json = run.ends(0).json();
    let office = &json["topic"]["office"];
    assert_eq!(keys(office), ["id", "name", "next", "state"]);
    assert_eq!(office["id"], "narashino");
    let states = ["open", "outside-hours", "closed"];
    assert!(states.iter().any(|it| office["state"] == *it), "{office}");
    let next = office["next"].as_str().expect("a moment");
    assert!(next.ends_with("T08:30:00+09:00"), "{next}");
    assert!(
        !desk
            .run(&["guide", "office"])
            .ends(0)
            .out
            .contains("習志野")
    );
}

#[test]
fn a_topic_is_printed_to_a_file_and_nothing_else_is() {
    let desk = Desk::new();
    let run = desk.run(&[
        "guide",
        "renewal",
        "--out=a.pdf",
        "--lang=ja-easy",
        "--json",
    ]);
    assert_eq!(run.ends(0).json(), json!({"file": "a.pdf"}));
    let pdf = std::fs::read(desk.path("a.pdf")).expect("written");
    assert!(pdf.starts_with(b"%PDF-"));
    let run = desk.run(&["guide", "renewal", "--out=a.pdf"]);
    run.fails(10, "E-OUT-01");
    assert_eq!(std::fs::read(desk.path("a.pdf")).expect("still there"), pdf);
    let run = desk.run(&["guide", "fee", "--out=a.pdf", "--overwrite"]);
    assert!(run.ends(0).out.contains("保存しました"), "{}", run.out);
    for arguments in [
        &["guide", "--out=b.pdf"][..],
        &["guide", "引っ越し", "--out=b.pdf"],
        &["guide", "no such thing", "--out=b.pdf"],
        &["guide", "fee", "--overwrite"],
    ] {
        desk.run(arguments).fails(2, "E-APP-03");
    }
    desk.run(&["guide", "fee", "--out=no/b.pdf"]).ends(9);
    assert_eq!(desk.names(), ["a.pdf"]);
}

#[test]
fn a_persons_own_office_is_read_from_a_file_and_refused_with_its_line() {
    let desk = Desk::new();
    let sample = include_str!("../../../assets/offices/narashino.toml");
    desk.file("mihon.toml", sample.replace("習志野", "見本").as_bytes());
    let run = desk.run(&["guide", "office", "--office=mihon.toml"]);
    run.ends(0);
    assert!(run.out.contains("見本市役所"), "{}", run.out);

    desk.file("bad.toml", sample.replacen("as-of", "as-off", 1).as_bytes());
    // The same code and the same sentences as in the window.
    let run = desk.run(&["guide", "office", "--office=bad.toml"]);
    run.fails(8, "E-DOC-09");
    assert!(run.err.contains("4行目"), "{}", run.err);
    assert!(
        run.err
            .contains("「bad.toml」は、窓口の案内として読めません。")
    );
    let run = desk.run(&["guide", "--office=edo"]);
    run.fails(2, "E-APP-03");
    assert!(run.err.contains("narashino"), "{}", run.err);
    desk.file("binary.toml", &[0xFF, 0xFE, 0x00]);
    let run = desk.run(&["guide", "--office=binary.toml"]);
    run.fails(8, "E-DOC-09");
    assert!(run.err.contains("1行目"), "{}", run.err);
    desk.file("huge.toml", &vec![b'#'; 65 * 1024]);
    desk.run(&["guide", "--office=huge.toml"])
        .fails(8, "E-DOC-01");
    desk.run(&["guide", "--office=."]).fails(8, "E-DOC-01");
}
