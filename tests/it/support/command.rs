//! `inkan-cli report`: the fields, the exit statuses, what is written and what is not, and that the
//! code at the end can be checked with what every system has.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::cli::{Desk, Run, keys, names_in};

fn code_of(text: &str) -> String {
    let last = text.lines().last().expect("lines");
    let code = last.split(": ").nth(1).expect("a code");
    assert_eq!(code.len(), 9, "{last}");
    code.to_owned()
}

#[test]
fn the_report_is_printed_for_reading() {
    let desk = Desk::new();
    let run = desk.run(&["--demo", "report"]);
    assert_eq!(run.ends(0).err, "");
    for part in [
        "Inkan サポート用レポート",
        "このレポートに入っていないもの",
        "[カードリーダー]",
        "1. Inkan Demo Reader (physical, card)",
        "   ATR 3B ",
        "[診断]",
        "スマートカードサービス: ok",
        "暗証番号の残り回数: ok",
        "[カードとのやりとり",
        " diagnose: Inkan Demo Reader, shared",
        "   00 A4 04 0C [10] -> ",
    ] {
        assert!(run.out.contains(part), "{part} is not in:\n{}", run.out);
    }
    assert!(
        run.out
            .ends_with(&format!("確認番号: {}\n", code_of(&run.out)))
    );
    assert_eq!(desk.names(), Vec::<String>::new(), "nothing was written");
}

#[test]
fn with_out_it_is_printed_and_the_same_is_written() {
    let desk = Desk::new();
    let run = desk.run(&["--demo", "report", "--out", "report.txt"]);
    run.ends(0);
    let written = std::fs::read_to_string(desk.path("report.txt")).expect("written");
    assert_eq!(written, run.out);
    assert!(run.err.contains("report.txt"), "{}", run.err);
    assert_eq!(desk.names(), ["report.txt"]);
}

#[test]
fn an_existing_file_is_not_replaced_unasked() {
    let desk = Desk::new();
    desk.file("report.txt", b"mine");
    desk.run(&["--demo", "report", "--out", "report.txt"])
        .fails(10, "E-OUT-01");
    assert_eq!(
        std::fs::read(desk.path("report.txt")).expect("there"),
        b"mine"
    );
    desk.run(&["--demo", "report", "--out", "report.txt", "--overwrite"])
        .ends(0);
    let written = std::fs::read_to_string(desk.path("report.txt")).expect("there");
    assert!(written.starts_with("Inkan"), "{written}");
}

#[test]
fn what_cannot_be_written_is_said_before_any_work() {
    let desk = Desk::new();
    let run = desk.run(&[
        "--demo",
        "report",
        "--out",
        "no-folder/report.txt",
        "--json",
    ]);
    let error = run.ends(9).error();
    assert_eq!(error["code"], "E-OUT-04");
    desk.run(&["--demo", "report", "--out", "no-folder/report.txt"])
        .fails(9, "E-OUT-04");
    assert_eq!(desk.names(), Vec::<String>::new());
}

#[test]
fn wrong_use_is_refused() {
    let desk = Desk::new();
    for arguments in [
        &["--demo", "report", "--out"][..],
        &["--demo", "report", "--overwrite"],
        &["--demo", "report", "report.txt"],
        &["--demo", "report", "--pin-stdin"],
    ] {
        desk.run(arguments).fails(2, "E-APP-03");
        let with_json = [arguments, &["--json"]].concat();
        assert_eq!(desk.run(&with_json).ends(2).error()["code"], "E-APP-03");
    }
    assert_eq!(desk.names(), Vec::<String>::new());
}

#[test]
fn the_json_has_its_fields_and_the_text_with_its_code() {
    let desk = Desk::new();
    let run = desk.run(&[
        "--demo", "report", "--json", "--lang", "en", "--out", "r.txt",
    ]);
    assert_eq!(run.ends(0).err, "");
    let report = run.json();
    assert_eq!(
        keys(&report),
        [
            "app",
            "code",
            "demo",
            "file",
            "operations",
            "readers",
            "rungs",
            "settings",
            "system",
            "text",
            "time"
        ]
    );
    assert_eq!(report["demo"], true);
    assert_eq!(report["file"], "r.txt");
    assert_eq!(
        keys(&report["system"]),
        ["kernel", "os", "pcsc_lite", "processor", "version"]
    );
    assert_eq!(
        report["settings"],
        json!({"language": null, "text_size": null, "colors": "system", "prefers_a_reader": false})
    );
    let reader = &report["readers"][0];
    assert_eq!(keys(reader), ["atr", "kind", "name", "preferred", "state"]);
    assert_eq!(reader["state"], "card");
    let rungs: Vec<&Value> = report["rungs"].as_array().expect("rungs").iter().collect();
    assert_eq!(rungs.len(), 10);
    assert_eq!(keys(rungs[0]), ["code", "details", "ok", "rung"]);
    let operation = &report["operations"][0];
    assert_eq!(
        keys(operation),
        ["at_ms", "failure", "job", "visit", "work"]
    );
    let visit = &operation["visit"];
    assert_eq!(
        keys(visit),
        [
            "exchanges",
            "held_ms",
            "hold",
            "left_out",
            "opening_ms",
            "reader",
            "refusal"
        ]
    );
    let exchange = &visit["exchanges"][0];
    assert_eq!(
        keys(exchange),
        ["command", "error", "le", "ms", "received", "sent", "status"]
    );
    assert_eq!(exchange["command"], "00A4040C");
    assert_eq!(exchange["status"], "9000");
    let text = report["text"].as_str().expect("text");
    assert_eq!(report["code"], code_of(text).as_str());
    assert_eq!(
        std::fs::read_to_string(desk.path("r.txt")).expect("written"),
        text
    );
}

#[test]
fn a_fault_is_in_the_report_and_is_no_failure_of_it() {
    let desk = Desk::new();
    let run = desk.run(&["--demo=both-locked", "report", "--json"]);
    let report = run.ends(0).json();
    let tries = report["rungs"]
        .as_array()
        .and_then(|rungs| rungs.iter().find(|rung| rung["rung"] == "tries"))
        .expect("the rung");
    assert_eq!(tries["ok"], false);
    assert_eq!(tries["code"], "D-TRIES-01");
    let none = desk.run(&["--demo", "--reader", "no-such", "report"]);
    assert!(none.ends(0).out.contains("見つかりません"), "{}", none.out);
    assert!(!none.out.contains("no-such"), "{}", none.out);
}

#[test]
fn both_languages_say_the_same_behind_their_labels() {
    let facts = |language: &str| {
        let run = Desk::new().run(&["--demo", "report", "--lang", language]);
        let lines = run.ends(0).out.lines();
        let values = lines.filter_map(|line| line.strip_prefix("   ").or(line.split(": ").nth(1)));
        // What differs from run to run: times, the moment, the code.
        values
            .map(|value| value.split(" (").next().unwrap_or_default().to_owned())
            .filter(|value| value.contains("->") || value.starts_with("inkan") || value == "ok")
            .collect::<Vec<_>>()
    };
    let japanese = facts("ja");
    assert!(japanese.len() > 20, "{japanese:#?}");
    assert_eq!(japanese, facts("en"));
}

/// As README says it. `tr` alone turns the usual base 32 into Crockford's.
#[cfg(target_os = "linux")]
#[test]
fn the_code_is_checked_with_what_every_system_has() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"));
    let readme = readme.expect("the README");
    let recipe = readme
        .lines()
        .find(|line| line.contains("openssl dgst -sha256 -binary"))
        .expect("the recipe");
    let desk = Desk::new();
    let run = desk.run(&["--demo", "report", "--out", "inkan-support.txt"]);
    let code = code_of(&run.ends(0).out).replace('-', "");
    let checked = || shell(&desk, recipe);
    assert_eq!(checked(), code);
    // Stored with the line ends of Windows it is the same report.
    let windows = run.out.replace('\n', "\r\n");
    desk.file("inkan-support.txt", windows.as_bytes());
    assert_eq!(checked(), code);
    // With any other byte it is not.
    let changed = run.out.replacen("yes", "no", 1);
    desk.file("inkan-support.txt", changed.as_bytes());
    assert_ne!(checked(), code);
}

#[cfg(target_os = "linux")]
fn shell(desk: &Desk, line: &str) -> String {
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(desk.path(""))
        .stdin(Stdio::null())
        .output()
        .expect("a shell");
    String::from_utf8(output.stdout)
        .expect("text")
        .trim()
        .to_owned()
}

/// Nobody finds a file that they did not ask for: not in the home, not where temporary files go.
#[test]
fn nothing_is_written_to_disk_unasked() {
    let desk = Desk::new();
    for folder in ["home", "work"] {
        std::fs::create_dir(desk.path(folder)).expect("a folder");
    }
    let document = desk.file("document.txt", b"words");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inkan-cli"));
        for variable in [
            "HOME",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "TMPDIR",
            "TEMP",
        ] {
            command.env(variable, desk.path("home"));
        }
        let output = command
            .args(arguments)
            .current_dir(desk.path("work"))
            .stdin(Stdio::null())
            .output()
            .expect("runs");
        Run {
            exit: output.status.code().expect("not killed"),
            out: String::from_utf8(output.stdout).expect("text"),
            err: String::from_utf8(output.stderr).expect("text"),
        }
    };
    let document = document.display().to_string();
    for (arguments, exit) in [
        (&["--demo", "-v", "status"][..], 0),
        (&["--demo", "-v", "report"], 0),
        (&["--demo", "-vv", "report", "--json"], 0),
        (&["--demo", "-v", "pin", "status"], 0),
        (&["--demo", "-v", "verify", &document], 8),
        (&["--demo", "-v", "no-such-command"], 2),
        (
            &["--demo", "-v", "certificate", "show", "--kind", "auth"],
            0,
        ),
    ] {
        run(arguments).ends(exit);
    }
    assert_eq!(names_in(&desk.path("home")), Vec::<String>::new());
    assert_eq!(names_in(&desk.path("work")), Vec::<String>::new());
}
