//! The command line in its three languages: the same facts, the same exit status and, but for the
//! sentences, the same JSON, whichever is chosen; and what is chosen counts in the order of the contract.

use serde_json::Value;

use super::{Desk, PASSWORD, PIN};

const LANGUAGES: [&str; 3] = ["ja", "ja-easy", "en"];

/// The fields that are sentences for people, and those that time makes.
const SENTENCES: [&str; 6] = ["message", "meaning", "remedy", "finding", "cause", "detail"];
const TIMES: [&str; 2] = ["time", "card_ms"];

/// The value without sentences and times: what a program may rely on.
fn facts(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !TIMES.contains(&name.as_str()))
            .map(|(name, value)| {
                let is_sentence = SENTENCES.contains(&name.as_str()) && value.is_string();
                let kept = if is_sentence {
                    Value::from("a sentence")
                } else {
                    facts(value)
                };
                (name.clone(), kept)
            })
            .collect(),
        Value::Array(values) => values.iter().map(facts).collect(),
        other => other.clone(),
    }
}

#[test]
fn programs_get_the_same_in_every_language() {
    for (arguments, input) in [
        (vec!["--demo=renewable", "status"], ""),
        (vec!["--demo=both-locked", "pin", "status"], ""),
        (
            vec!["--demo", "pin", "test", "--kind", "auth", "--pin-stdin"],
            PIN,
        ),
        (
            vec!["--demo", "pin", "test", "--kind", "auth", "--pin-stdin"],
            "9999\n",
        ),
        (
            vec!["--demo", "pin", "test", "--kind", "auth", "--pin-stdin"],
            "12\n",
        ),
        (
            vec![
                "--demo=auth-last-try",
                "pin",
                "test",
                "--kind",
                "auth",
                "--pin-stdin",
            ],
            PIN,
        ),
        (
            vec![
                "--demo",
                "certificate",
                "show",
                "--kind",
                "sign",
                "--pin-stdin",
            ],
            PASSWORD,
        ),
        (
            vec!["--demo=child", "certificate", "show", "--kind", "sign"],
            "",
        ),
        (vec!["--demo=both-locked", "doctor"], ""),
        (vec!["--demo=bank-card", "doctor"], ""),
        (vec!["verify", "not-there.p7s"], ""),
        (vec!["sing"], ""),
    ] {
        let answers = LANGUAGES.map(|language| {
            let desk = Desk::new();
            let mut all = arguments.clone();
            all.extend(["--json", "--lang", language]);
            let run = desk.run_with(&all, input);
            (run.exit, facts(&run.json()))
        });
        assert_eq!(answers[0], answers[1], "{arguments:?}");
        assert_eq!(answers[0], answers[2], "{arguments:?}");
    }
}

#[test]
fn plain_japanese_says_it_in_other_words() {
    let desk = Desk::new();
    let wrong = ["--demo", "pin", "test", "--kind", "sign", "--pin-stdin"];
    let said = LANGUAGES.map(|language| {
        let mut all = wrong.to_vec();
        all.extend(["--lang", language]);
        desk.run_with(&all, "ZZZ999\n")
            .fails(5, "E-PIN-01")
            .err
            .clone()
    });
    assert!(
        said[1].contains("署名用電子証明書のパスワードがちがいます。"),
        "{}",
        said[1]
    );
    assert!(said[1].contains("あと4回まちがえると"), "{}", said[1]);
    assert!(said[0] != said[1] && said[1] != said[2]);
}

#[test]
fn the_help_of_every_command_is_in_plain_japanese() {
    let desk = Desk::new();
    for command in [
        vec!["--help"],
        vec!["status", "--help"],
        vec!["certificate", "export", "--help"],
        vec!["sign", "--help"],
        vec!["verify", "--help"],
        vec!["pin", "change", "--help"],
        vec!["doctor", "--help"],
        vec!["report", "--help"],
        vec!["simulate", "--help"],
    ] {
        let mut all = vec!["--lang", "ja-easy"];
        all.extend(&command);
        let easy = desk.run(&all);
        easy.ends(0);
        assert!(
            easy.out.contains("使い方を見ます"),
            "{command:?} {}",
            easy.out
        );
        for word in ["文書", "発行", "再設定"] {
            assert!(!easy.out.contains(word), "{command:?} {word}: {}", easy.out);
        }
    }
}

#[test]
fn the_option_wins_over_the_settings_and_both_over_the_system() {
    let desk = Desk::new();
    let status = |setting: Option<&str>, option: Option<&str>| {
        let folder = desk.path("settings");
        std::fs::create_dir_all(&folder).expect("made");
        let text = setting.map_or_else(String::new, |name| format!("language = \"{name}\"\n"));
        std::fs::write(folder.join("settings.toml"), text).expect("written");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_inkan-cli"));
        command
            .args(["--demo", "status", "--config", "settings"])
            .env("LC_ALL", "ja_JP.UTF-8")
            .current_dir(desk.path(""));
        command.args(option.iter().flat_map(|name| ["--lang", name]));
        String::from_utf8(command.output().expect("ran").stdout).expect("text")
    };
    let (plain, usual, english) = ("全部で3回", "3回中", "of 3");
    assert!(status(None, None).contains(usual));
    assert!(status(Some("ja-easy"), None).contains(plain));
    assert!(status(Some("ja-easy"), Some("en")).contains(english));
    assert!(status(Some("en"), Some("ja-easy")).contains(plain));
    // What an older version wrote.
    assert!(status(Some("en"), None).contains(english));
}

#[test]
fn a_language_that_is_not_there_is_refused() {
    let desk = Desk::new();
    for name in ["easy", "ja-EASY", "JA", "fr", ""] {
        let run = desk.run(&["--demo", "status", "--lang", name]);
        run.fails(2, "E-APP-03");
    }
}
