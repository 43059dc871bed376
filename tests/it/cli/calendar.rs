//! `calendar`: the file, what is left out of it and why, and what is in the way.

use jiff::ToSpan;
use serde_json::json;

use super::{Desk, keys};

fn ics(desk: &Desk, name: &str) -> String {
    std::fs::read_to_string(desk.path(name)).expect("written")
}

#[test]
fn the_certificate_that_needs_no_pin_gives_two_entries() {
    let desk = Desk::new();
    let run = desk.run(&[
        "--demo=renewable",
        "calendar",
        "--out",
        "renewal.ics",
        "--json",
    ]);
    run.ends(0);
    assert_eq!(run.err, "");
    let answer = run.json();
    assert_eq!(keys(&answer), ["entries", "file", "left_out", "reader"]);
    assert_eq!(answer["file"], "renewal.ics");
    assert_eq!(
        answer["left_out"],
        json!([{"kind": "sign", "reason": "needs-pin"}])
    );
    let entries = answer["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), 2);
    let text = ics(&desk, "renewal.ics");
    for (entry, event) in entries.iter().zip(["renewal-opens", "expiry"]) {
        assert_eq!(keys(entry), ["date", "event", "kind", "uid"]);
        assert_eq!(entry["kind"], "auth");
        assert_eq!(entry["event"], event);
        let day = entry["date"].as_str().expect("a day").replace('-', "");
        assert!(
            text.contains(&format!("DTSTART;VALUE=DATE:{day}\r\n")),
            "{text}"
        );
        let uid = entry["uid"].as_str().expect("an id");
        assert!(text.contains(&format!("UID:{uid}\r\n")), "{text}");
    }
    // The dates are those that `status` gives.
    let status = desk.run(&["--demo=renewable", "status", "--json"]).json();
    let renewal = &status["readers"][0]["card"]["certificates"]["auth"]["renewal"];
    assert_eq!(entries[0]["date"], renewal["from"]);
    assert_eq!(entries[1]["date"], renewal["until"]);
}

#[test]
fn abroad_the_renewal_opens_a_year_before() {
    let desk = Desk::new();
    let day = |abroad: &[&str], event: usize| {
        let arguments = ["--demo", "calendar", "--out=a.ics", "--overwrite", "--json"];
        let answer = desk.run(&[&arguments, abroad].concat()).json();
        let day = answer["entries"][event]["date"].as_str().expect("a day");
        day.parse::<jiff::civil::Date>().expect("a date")
    };
    let expiry = day(&[], 1);
    assert_eq!(day(&["--abroad"], 1), expiry);
    assert_eq!(day(&[], 0), expiry.saturating_sub(3.months()));
    assert_eq!(day(&["--abroad"], 0), expiry.saturating_sub(1.year()));
}

#[test]
fn people_are_told_what_was_written_and_what_is_left_out() {
    let desk = Desk::new();
    let run = desk.run(&["--demo", "calendar", "--out=a.ics"]);
    run.ends(0);
    for words in [
        "保存しました",
        "a.ics",
        "【練習用】",
        "利用者証明用電子証明書の更新ができます",
        "令和",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    assert!(
        run.err.contains("署名用電子証明書の日付は入れていません"),
        "{}",
        run.err
    );
    assert!(run.err.contains("パスワード"), "{}", run.err);
    for (language, words) in [("en", "can be renewed"), ("ja-easy", "新しくできます")] {
        let name = format!("{language}.ics");
        desk.run(&["--demo", "calendar", "--out", &name, "--lang", language])
            .ends(0);
        let text = ics(&desk, &name).replace("\r\n ", "");
        assert!(text.contains(words), "{text}");
    }
    // Another language is the same entry.
    let uids = |name: &str| -> Vec<String> {
        let text = ics(&desk, name);
        text.lines()
            .filter(|line| line.starts_with("UID"))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(uids("en.ics"), uids("a.ics"));
    assert_eq!(uids("en.ics").len(), 2);
}

#[test]
fn nothing_personal_and_no_number_is_in_the_file() {
    let desk = Desk::new();
    desk.run(&["--demo", "calendar", "--out=a.ics", "--office=narashino"])
        .ends(0);
    let text = ics(&desk, "a.ics").replace("\r\n ", "");
    assert!(text.contains("習志野市役所"), "{text}");
    let shown = desk
        .run(&["--demo", "certificate", "show", "--kind=auth", "--json"])
        .json();
    let serial = shown["certificate"]["serial"].as_str().expect("a serial");
    let subject = shown["certificate"]["subject"].as_str().expect("a subject");
    let name = subject.rsplit('=').next().expect("a common name");
    for secret in [serial, &serial.to_lowercase(), name, "見本　花子", "1980"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

#[test]
fn the_counter_of_tries_stays_as_it_was_and_nothing_is_asked() {
    // Even with one try left, and with nothing at all to read from.
    let desk = Desk::new();
    desk.run(&["--demo=auth-last-try", "calendar", "--out=a.ics"])
        .ends(0);
    desk.run(&["--demo=both-locked", "calendar", "--out=b.ics"])
        .ends(0);
}

#[test]
fn what_is_in_the_way_is_told_with_its_status() {
    let desk = Desk::new();
    desk.file("there.ics", b"mine");
    let run = desk.run(&["--demo", "calendar", "--out=there.ics"]);
    run.fails(10, "E-OUT-01");
    assert_eq!(ics(&desk, "there.ics"), "mine");
    desk.run(&["--demo", "calendar", "--out=there.ics", "--overwrite"])
        .ends(0);
    assert!(ics(&desk, "there.ics").starts_with("BEGIN:VCALENDAR\r\n"));
    desk.run(&["--demo", "calendar", "--out=no/folder.ics"])
        .ends(9);
    desk.run(&["--demo", "calendar"]).fails(2, "E-APP-03");
    desk.run(&["--demo", "calendar", "--out=x.ics", "--office=edo"])
        .fails(2, "E-APP-03");
    desk.run(&["--demo", "calendar", "--out=x.ics", "--reader=none"])
        .fails(3, "E-READER-04");
    let run = desk.run(&["--demo=expired", "calendar", "--out=x.ics", "--json"]);
    assert_eq!(run.ends(4).error()["code"], "E-CERT-05");
    assert_eq!(desk.names(), ["there.ics"]);
}
