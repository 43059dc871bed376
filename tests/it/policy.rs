//! Policy files, good and bad: each bad one is refused with its line; the schema and the parser say
//! the same of all of them; the command line refuses what the policy leaves out.

use std::path::PathBuf;

use inkan::app::failure::PolicyFlaw;
use inkan::app::policy::{
    CounterMode, Form, Offers, Policy, PolicyError, StaffGesture, fields, schema,
};
use serde_json::Value;

use crate::cli::Desk;

const GOOD: [&str; 16] = [
    "version = 1",
    "version = 1\n[counter]\n[appearance]\n[office]\n[offer]\n",
    "# a remark\r\nversion = 1\r\n[counter]\r\nmode = \"on\"\r\n",
    "version = 1\n[counter]\nidle-seconds = 30",
    "version = 1\n[counter]\nidle-seconds = 3600",
    "version = 1\n[counter]\nidle-seconds = 1_000",
    "version = 1\n[counter]\nstaff-gesture = \"none\"",
    "version = 1\n[appearance]\ntext-size = 200",
    "version = 1\n[appearance]\nlanguages = [\"en\"]",
    "version = 1\n[appearance]\nlanguages = [\n  \"en\",\n  \"ja\",\n]",
    "version = 1\n[office]\nprofile = \"a-1\"",
    "version = 1\n[office]\nprofile = \"../offices/窓口.toml\"",
    "version = 1\n[appearance]\nlanguages = [\"ja-easy\"]",
    "version = 1\n[offer]\nsigning = false\npin-change = false\nexport = false\nreport-saving = false\npractice = false",
    "version = 1\noffer.signing = true\ncounter = { mode = \"forced\" }",
    "counter.mode = \"off\"\nversion = 0x1",
];

/// With the line that is wrong.
const BAD: [(&str, usize); 36] = [
    ("", 1),
    ("# only a remark\n", 1),
    ("[counter]\nmode = \"on\"\n", 1),
    ("version = 2\nanything = true\n", 1),
    ("\n\nversion = 0\n", 3),
    ("version = \"1\"\n", 1),
    ("version = 1.0\n", 1),
    ("version = true\n", 1),
    ("version = 1\nversion = 1\n", 2),
    ("version = 1\ncolour = \"red\"\n", 2),
    ("version = 1\n[counters]\nmode = \"on\"\n", 2),
    ("version = 1\n[counter]\nmodus = \"on\"\n", 3),
    ("version = 1\n[counter]\nmode = \"ON\"\n", 3),
    ("version = 1\n[counter]\nmode = \"forced \"\n", 3),
    ("version = 1\n[counter]\nmode = true\n", 3),
    ("version = 1\n[counter]\nmode = forced\n", 3),
    ("version = 1\n[counter]\nmode = \"on\n", 3),
    ("version = 1\n[counter]\nidle-seconds = 29\n", 3),
    ("version = 1\n[counter]\nidle-seconds = 3601\n", 3),
    ("version = 1\n[counter]\nidle-seconds = -60\n", 3),
    ("version = 1\n[counter]\nidle-seconds = 60.5\n", 3),
    ("version = 1\n[counter]\nidle-seconds = \"60\"\n", 3),
    ("version = 1\n[counter]\nidle-seconds = 99999999999\n", 3),
    ("version = 1\n[counter]\nidle_seconds = 60\n", 3),
    ("version = 1\n[counter]\nstaff-gesture = \"f1\"\n", 3),
    ("version = 1\n\n[appearance]\ntext-size = 110\n", 4),
    ("version = 1\n[appearance]\ntext-size = \"150\"\n", 3),
    ("version = 1\n[appearance]\nlanguages = []\n", 3),
    (
        "version = 1\n[appearance]\nlanguages = [\"ja\", \"ja\"]\n",
        3,
    ),
    (
        "version = 1\n[appearance]\nlanguages = [\"ja\", \"tlh\"]\n",
        3,
    ),
    ("version = 1\n[appearance]\nlanguages = \"ja\"\n", 3),
    ("version = 1\n[office]\nprofile = \"../secret\"\n", 3),
    ("version = 1\n[office]\nprofile = \"\"\n", 3),
    ("version = 1\n[offer]\n# yes\nsigning = \"yes\"\n", 4),
    ("version = 1\n[offer]\nsigning = true\nprinting = true\n", 4),
    (
        "version = 1\n[offer]\nsigning = true\n[offer]\nexport = true\n",
        4,
    ),
];

fn read(text: &str) -> Result<Policy, PolicyError> {
    Policy::from_bytes(text.as_bytes())
}

fn sample() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("packaging/policy/policy.toml");
    std::fs::read_to_string(path).expect("the sample")
}

#[test]
fn good_files_are_read() {
    for text in GOOD {
        assert!(read(text).is_ok(), "{text}\n{:?}", read(text));
    }
    assert_eq!(read(GOOD[0]), Ok(Policy::default()), "nothing is laid down");
    let with_mark = format!("\u{feff}{}", GOOD[4]);
    assert_eq!(read(&with_mark), read(GOOD[4]), "as Notepad writes it");
    let none = read(GOOD[13]).expect("good").offer;
    assert_eq!(none, Policy::strictest().offer);
    assert_ne!(none, Offers::default());
}

#[test]
fn each_bad_file_is_refused_with_its_line() {
    for (text, line) in BAD {
        let error = read(text).expect_err(text);
        assert_eq!(error.line, line, "{text}\n{error:?}");
    }
}

#[test]
fn what_is_not_text_is_refused_with_its_line() {
    // Shift_JIS in a remark, UTF-16, and a NUL.
    let shift_jis = b"version = 1\n# \x91\x8b\x8c\xfb\n";
    let error = Policy::from_bytes(shift_jis).expect_err("not UTF-8");
    assert_eq!((error.line, error.flaw), (2, PolicyFlaw::NotText));
    for bytes in [&b"\xff\xfev\0e\0r\0"[..], b"version = 1\0\n"] {
        assert!(Policy::from_bytes(bytes).is_err());
    }
}

#[test]
fn the_reason_names_the_thing_and_what_it_takes() {
    let flaw = |text: &str| read(text).expect_err(text).flaw;
    let value = |name: &str, allowed: &str| PolicyFlaw::Value {
        name: name.to_owned(),
        allowed: allowed.to_owned(),
    };
    assert_eq!(
        flaw("version = 1\n[x]\n"),
        PolicyFlaw::UnknownName("x".to_owned())
    );
    assert_eq!(flaw("[offer]\n"), PolicyFlaw::NoVersion);
    assert_eq!(
        flaw("version = 9\n"),
        PolicyFlaw::UnknownVersion("9".to_owned())
    );
    assert_eq!(
        flaw("version = 1\n[counter]\nidle-seconds = 5\n"),
        value("idle-seconds", "30-3600")
    );
    assert_eq!(
        flaw("version = 1\n[counter]\nmode = \"no\"\n"),
        value("mode", "\"off\" / \"on\" / \"forced\"")
    );
    assert_eq!(
        flaw("version = 1\ncounter.mode = \"no\"\n"),
        value("counter.mode", "\"off\" / \"on\" / \"forced\"")
    );
    assert!(matches!(
        flaw("version = 1\n[appearance]\nlanguages = [\n  \"ja\",\n  \"xx\",\n]\n"),
        PolicyFlaw::Value { name, .. } if name == "languages"
    ));
    assert!(matches!(
        flaw("version = 1\nx = = 1\n"),
        PolicyFlaw::Syntax(_)
    ));
}

#[test]
fn what_holds_where_a_file_is_refused_is_the_strictest_of_everything() {
    let strictest = Policy::strictest();
    assert_eq!(strictest.counter.mode, CounterMode::Forced);
    assert_eq!(strictest.counter.staff_gesture, StaffGesture::None);
    assert_eq!(strictest.counter.idle_seconds.duration().as_secs(), 30);
    for text in GOOD {
        let both = read(text).expect("good").and(&strictest);
        assert_eq!(
            (both.counter, both.offer),
            (strictest.counter.clone(), strictest.offer)
        );
    }
}

#[test]
fn the_sample_is_a_good_policy_and_shows_every_name() {
    let text = sample();
    let policy = read(&text).expect("good");
    assert_eq!(policy.counter.mode, CounterMode::Forced);
    let table: toml::Table = text.parse().expect("TOML");
    for field in fields() {
        assert!(table[field.table].get(field.name).is_some(), "{field:?}");
    }
    let names: usize = table
        .values()
        .filter_map(|it| it.as_table().map(toml::Table::len))
        .sum();
    assert_eq!(names, fields().len());
}

/// Where it is to be written anew, set `INKAN_SCHEMA` to the committed file.
#[test]
fn the_committed_schema_is_the_one_of_this_parser() {
    if let Some(path) = std::env::var_os("INKAN_SCHEMA") {
        std::fs::write(path, schema::text()).expect("written");
    }
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("packaging/policy/policy.schema.json");
    let committed = std::fs::read_to_string(path).expect("the schema");
    assert_eq!(committed, schema::text());
}

#[test]
fn the_schema_and_the_parser_say_the_same_of_every_file() {
    let schema = schema::value();
    let sample = sample();
    let bad = BAD.iter().map(|(text, _)| *text);
    let mut told = [0, 0];
    for text in GOOD.into_iter().chain([&*sample]).chain(bad) {
        // What is not even TOML has no schema.
        let Ok(table) = text.parse::<toml::Table>() else {
            continue;
        };
        let value = serde_json::to_value(table).expect("JSON");
        let accepted = accepts(&schema, &value);
        assert_eq!(accepted, read(text).is_ok(), "{text}");
        told[usize::from(accepted)] += 1;
    }
    assert!(told[0] > 25 && told[1] > 14, "{told:?}");
}

#[test]
fn every_value_that_the_schema_allows_is_taken_and_its_neighbours_are_not() {
    for field in fields() {
        let (good, bad): (Vec<String>, Vec<String>) = match &field.form {
            Form::Bool => (
                vec!["true".into(), "false".into()],
                vec!["0".into(), "\"\"".into()],
            ),
            Form::Languages(tags) => (
                tags.iter().map(|tag| format!("[\"{tag}\"]")).collect(),
                vec!["[\"\"]".into(), "[]".into()],
            ),
            Form::OfficeProfile => (
                vec![
                    "\"a\"".into(),
                    format!("\"{}\"", "a".repeat(64)),
                    "\"窓口 1.toml\"".into(),
                    "'C:\\Offices\\a.toml'".into(),
                ],
                vec![
                    format!("\"{}\"", "a".repeat(65)),
                    "\"A\"".into(),
                    "\".toml\"".into(),
                    "\"a.TOML \"".into(),
                    "\"a\\n.toml\"".into(),
                    "\"a b\"".into(),
                ],
            ),
            Form::OneNumber(numbers) => (
                numbers.iter().map(ToString::to_string).collect(),
                numbers.iter().map(|it| (it + 1).to_string()).collect(),
            ),
            Form::OneWord(words) => (
                words.iter().map(|word| format!("\"{word}\"")).collect(),
                words.iter().map(|word| format!("\"{word}x\"")).collect(),
            ),
            Form::Whole(from, to) => (
                vec![from.to_string(), to.to_string()],
                vec![(from - 1).to_string(), (u32::from(*to) + 1).to_string()],
            ),
        };
        let file =
            |value: &String| format!("version = 1\n[{}]\n{} = {value}\n", field.table, field.name);
        for value in &good {
            assert!(read(&file(value)).is_ok(), "{}", file(value));
        }
        for value in &bad {
            let error = read(&file(value)).expect_err(value);
            assert_eq!(error.line, 3);
            assert!(matches!(error.flaw, PolicyFlaw::Value { allowed, .. } if !allowed.is_empty()));
        }
    }
}

#[test]
fn every_field_of_the_parser_is_in_the_schema() {
    let policy = serde_json::to_value(Policy::default()).expect("JSON");
    let mut names = Vec::new();
    for (table, fields) in policy.as_object().expect("tables") {
        for name in fields.as_object().expect("a table").keys() {
            names.push(format!("{table}.{name}"));
        }
    }
    names.sort();
    let mut listed: Vec<String> = fields()
        .iter()
        .map(|field| format!("{}.{}", field.table, field.name))
        .collect();
    listed.sort();
    assert_eq!(names, listed);
}

/// As much of JSON Schema as the schema uses; a word that it does not know fails.
fn accepts(schema: &Value, value: &Value) -> bool {
    let rules = schema.as_object().expect("an object");
    rules.iter().all(|(word, rule)| match word.as_str() {
        "$schema" | "description" | "title" => true,
        "additionalProperties" => value.as_object().is_none_or(|value| {
            assert_eq!(rule, &Value::Bool(false));
            value
                .keys()
                .all(|name| schema["properties"].get(name).is_some())
        }),
        "const" => value == rule,
        "enum" => rule.as_array().expect("values").contains(value),
        "items" => value
            .as_array()
            .is_none_or(|all| all.iter().all(|it| accepts(rule, it))),
        "maximum" => value
            .as_i64()
            .is_none_or(|it| it <= rule.as_i64().expect("a number")),
        "minimum" => value
            .as_i64()
            .is_none_or(|it| it >= rule.as_i64().expect("a number")),
        "minItems" => value
            .as_array()
            .is_none_or(|all| all.len() as u64 >= rule.as_u64().expect("a number")),
        "pattern" => {
            assert_eq!(
                rule,
                r"^([a-z0-9-]{1,64}|[^\u0000-\u001F\u007F-\u009F]+\.toml)$"
            );
            let is_fit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let is_id = |it: &str| (1..=64).contains(&it.len()) && it.chars().all(is_fit);
            let is_file = |it: &str| {
                it.strip_suffix(".toml")
                    .is_some_and(|stem| !stem.is_empty())
                    && !it.contains(char::is_control)
            };
            value.as_str().is_none_or(|it| is_id(it) || is_file(it))
        }
        "properties" => value.as_object().is_none_or(|value| {
            value
                .iter()
                .all(|(name, it)| rule.get(name).is_none_or(|rule| accepts(rule, it)))
        }),
        "required" => rule
            .as_array()
            .expect("names")
            .iter()
            .all(|name| value.get(name.as_str().expect("a name")).is_some()),
        "type" => match rule.as_str().expect("a type") {
            "array" => value.is_array(),
            "boolean" => value.is_boolean(),
            "integer" => value.is_i64() || value.is_u64(),
            "object" => value.is_object(),
            "string" => value.is_string(),
            other => panic!("{other}"),
        },
        "uniqueItems" => value.as_array().is_none_or(|all| {
            all.iter()
                .enumerate()
                .all(|(place, it)| !all[place + 1..].contains(it))
        }),
        other => panic!("{other}"),
    })
}

#[test]
fn the_command_line_refuses_a_bad_policy_with_a_status_of_its_own() {
    let desk = Desk::new();
    for (place, (text, line)) in BAD.iter().enumerate().step_by(5) {
        let name = format!("bad-{place}.toml");
        desk.file(&name, text.as_bytes());
        for command in [
            &["status", "--demo"][..],
            &["doctor", "--demo"],
            &["pin", "status"],
        ] {
            let run = desk.run(&[command, &["--policy", &name]].concat());
            run.fails(11, "E-POLICY-01");
            assert!(run.err.contains(&format!("{line}行目")), "{run:?}");
            assert!(run.err.contains(&name), "{run:?}");
        }
        let run = desk.run(&["status", "--demo", "--json", "--policy", &name]);
        assert_eq!(run.ends(11).error()["code"], "E-POLICY-01");
    }
    desk.run(&["status", "--demo", "--policy", "no-such.toml"])
        .fails(11, "E-POLICY-01");
    desk.run(&["status", "--demo", "--policy", "."])
        .fails(11, "E-POLICY-01");
    let help = desk.run(&["--help", "--policy", "no-such.toml"]);
    assert!(help.ends(0).out.contains("  11 "), "help needs no policy");
}

#[test]
fn the_command_line_refuses_what_the_policy_leaves_out() {
    let desk = Desk::new();
    desk.file("a.txt", b"hello");
    let cases: [(&str, &[&str]); 6] = [
        ("signing", &["sign", "a.txt", "--demo", "--pin-stdin"]),
        (
            "pin-change",
            &["pin", "change", "--kind", "auth", "--demo", "--pin-stdin"],
        ),
        (
            "export",
            &[
                "certificate",
                "export",
                "--kind",
                "auth",
                "--out",
                "x.der",
                "--demo",
            ],
        ),
        ("report-saving", &["report", "--out", "r.txt", "--demo"]),
        ("practice", &["status", "--demo"]),
        ("practice", &["simulate", "--vpcd", "127.0.0.1:1"]),
    ];
    for (offer, command) in cases {
        desk.file(
            "p.toml",
            format!("version = 1\n[offer]\n{offer} = false\n").as_bytes(),
        );
        let run = desk.run_with(&[command, &["--policy", "p.toml"]].concat(), "ABC123\n");
        run.fails(10, "E-POLICY-02");
    }
    assert_eq!(desk.names(), ["a.txt", "p.toml"], "nothing was written");
    desk.run(&["report", "--demo", "--policy", "p.toml"])
        .fails(10, "E-POLICY-02");
    desk.file("p.toml", b"version = 1\n[offer]\nreport-saving = false\n");
    let shown = desk.run(&["report", "--demo", "--policy", "p.toml"]);
    assert!(
        shown.out.contains("Inkan"),
        "reading it is no saving: {shown:?}"
    );
}

#[test]
fn the_command_line_speaks_the_languages_that_are_offered() {
    let desk = Desk::new();
    desk.file(
        "p.toml",
        b"version = 1\n[appearance]\nlanguages = [\"en\"]\n",
    );
    let run = desk.run(&[
        "pin", "status", "--demo", "--lang", "ja", "--policy", "p.toml",
    ]);
    assert!(run.ends(0).out.contains("3 tries left"), "{run:?}");
    // What fails is told in one of them, too.
    let run = desk.run(&["--demo=none", "status", "--lang=ja", "--policy=p.toml"]);
    assert!(
        run.ends(2).err.contains("There is no practice card"),
        "{run:?}"
    );
    assert!(
        run.err.contains("The command was not used correctly"),
        "{run:?}"
    );
}

const OFFICE: &str = include_str!("../../assets/offices/narashino.toml");

/// A desk with a policy in a folder of its own that names `profile` in line 4.
fn desk_with_office(profile: &str) -> Desk {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("city")).expect("a folder");
    let policy = format!("version = 1\n\n[office]\nprofile = {profile}\n");
    desk.file("city/policy.toml", policy.as_bytes());
    desk
}

#[test]
fn the_command_line_speaks_of_the_office_that_the_policy_lays_down() {
    const POLICY: &str = "--policy=city/policy.toml";
    let desk = desk_with_office("\"narashino\"");
    let run = desk.run(&["guide", "office", POLICY]);
    assert!(run.ends(0).out.contains("習志野市役所"), "{run:?}");
    let run = desk.run(&["--demo", "calendar", "--out=a.ics", POLICY]);
    assert!(!run.ends(0).err.contains("E-POLICY"), "{run:?}");
    let unfolded = std::fs::read_to_string(desk.path("a.ics"))
        .expect("written")
        .replace("\r\n ", "");
    assert!(unfolded.contains("習志野市役所"), "{unfolded}");
    // Nobody chooses another.
    for command in [
        &["guide", "office"][..],
        &["--demo", "calendar", "--out=b.ics"],
    ] {
        let run = desk.run(&[command, &[POLICY, "--office=narashino"]].concat());
        run.fails(2, "E-APP-03");
        assert!(run.err.contains("ポリシーファイル"), "{run:?}");
    }
    // A file lies beside the policy, wherever the program was started.
    let desk = desk_with_office("\"own.toml\"");
    let own = OFFICE.replace("習志野", "見本");
    desk.file("city/own.toml", own.as_bytes());
    let run = desk.run(&["guide", "office", POLICY]);
    assert!(run.ends(0).out.contains("見本市役所"), "{run:?}");
    assert_eq!(run.err, "");
}

/// How the policy names its office, what is in that file, what is told.
type Case = (&'static str, Option<Vec<u8>>, &'static [&'static str]);

#[test]
fn an_office_of_the_policy_that_is_not_known_is_told_and_the_answer_comes_all_the_same() {
    let flawed = OFFICE.replacen("as-of", "as-off", 1);
    let not_text = "version = \"\u{e9}\"".chars().map(|c| c as u8).collect();
    let cases: [Case; 5] = [
        ("\"edo\"", None, &["4行目", "「edo」", ".toml"]),
        (
            "\"own.toml\"",
            None,
            &["4行目", "own.toml", "見つかりません"],
        ),
        (
            "\"own.toml\"",
            Some(flawed.into_bytes()),
            &["ポリシーファイルの4行目", "own.toml の4行目", "as-off"],
        ),
        ("\"own.toml\"", Some(not_text), &["own.toml の1行目"]),
        (
            "\"own.toml\"",
            Some(vec![b'#'; 65 * 1024]),
            &["own.toml", "大きすぎます"],
        ),
    ];
    for (profile, file, told) in cases {
        let desk = desk_with_office(profile);
        if let Some(file) = file {
            desk.file("city/own.toml", &file);
        }
        let run = desk.run(&["guide", "renewal", "--policy=city/policy.toml"]);
        let run = run.ends(0);
        assert!(run.err.contains("E-POLICY-03"), "{run:?}");
        for words in told {
            assert!(run.err.contains(words), "{words}: {run:?}");
        }
        assert!(run.out.contains("お住まいの市区町村の窓口"), "{run:?}");
        let run = desk.run(&["guide", "renewal", "--policy=city/policy.toml", "--json"]);
        assert_eq!(run.ends(0).json()["topic"]["id"], "renewal");
        assert!(run.err.contains("E-POLICY-03"), "{run:?}");
        // Who asks for something else is not told of it.
        let run = desk.run(&["--demo", "pin", "status", "--policy=city/policy.toml"]);
        assert_eq!(run.ends(0).err, "");
    }
}
