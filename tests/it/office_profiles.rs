//! Profiles of offices: the sample says what its source says; what is wrong in a file is told with
//! its line.

use inkan::{
    app::office::{OfficeError, built_in_office, office_ids, parse_office},
    core::{
        rules::{OpenState, YearlyBreak},
        wording::Wording,
    },
    i18n::guide::{GuideTexts, OfficeFactKind, office_facts, office_name},
};
use jiff::Timestamp;
use jiff::civil::{date, time};

const SAMPLE: &str = include_str!("../../assets/offices/narashino.toml");

#[test]
fn the_sample_says_what_its_source_says() {
    let office = built_in_office("narashino").expect("compiled in");
    assert_eq!(office.as_of, date(2023, 5, 11));
    let place = office.place.as_ref().expect("a place");
    assert_eq!(
        place.of(Wording::Standard),
        "習志野市役所本庁舎GF（グラウンドフロア）大会議室"
    );
    assert!(
        office
            .name
            .of(Wording::Standard)
            .contains("マイナンバーカード臨時窓口")
    );
    assert!(
        office
            .address
            .of(Wording::Standard)
            .contains("〒275-8601 千葉県習志野市鷺沼2丁目1番1号")
    );
    let numbers: Vec<&str> = office
        .phones
        .iter()
        .map(|phone| phone.number.as_str())
        .collect();
    assert_eq!(numbers, ["047-411-7109", "047-453-9249", "047-453-9317"]);
    for (index, spans) in office.hours.week.iter().enumerate() {
        let open: Vec<_> = spans.iter().map(|span| (span.from, span.until)).collect();
        if index < 5 {
            assert_eq!(open, [(time(8, 30, 0, 0), time(17, 0, 0, 0))]);
        } else {
            assert_eq!(open, []);
        }
    }
    assert!(office.hours.closed_on_holidays);
    let Some(YearlyBreak { from, until }) = office.hours.yearly_break else {
        panic!("a break");
    };
    assert_eq!(
        ((from.month, from.day), (until.month, until.day)),
        ((12, 29), (1, 3))
    );
    assert_eq!(office.hours.closed_days, []);
}

#[test]
fn every_compiled_in_profile_bears_its_id_and_links_to_official_pages() {
    for id in office_ids() {
        let office = built_in_office(id).expect(id);
        assert_eq!(office.id, id);
        for link in office.links {
            assert!(link.url.contains(".lg.jp/"), "{}", link.url);
        }
    }
    assert_eq!(
        built_in_office("edo"),
        Err(OfficeError::Unknown {
            id: "edo".to_owned()
        })
    );
}

fn with(from: &str, to: &str) -> String {
    assert!(SAMPLE.contains(from), "{from}");
    SAMPLE.replacen(from, to, 1)
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_what_it_should_be() {
    let line_of = |needle: &str| {
        1 + SAMPLE
            .lines()
            .position(|line| line.starts_with(needle))
            .expect(needle)
    };
    for (from, to, at, hint) in [
        ("id = \"narashino\"", "id = \"習志野\"", "id", "lower-case"),
        ("id = \"narashino\"", "id = \"\"", "id", "lower-case"),
        (
            "as-of = \"2023-05-11\"",
            "as-of = \"2023-02-30\"",
            "as-of",
            "2026-12-28",
        ),
        (
            "as-of = \"2023-05-11\"",
            "as-of = \"2023-05-11T00\"",
            "as-of",
            "2026-12-28",
        ),
        (
            "name.en = \"the temporary",
            "name.fr = \"the temporary",
            "name.en",
            "unknown field",
        ),
        (
            "number = \"047-411-7109\"",
            "number = \"tel 047\"",
            "number",
            "telephone",
        ),
        (
            "monday = [\"8:30-17:00\"]",
            "monday = [\"8:30-17\"]",
            "monday",
            "8:30-17:00",
        ),
        (
            "monday = [\"8:30-17:00\"]",
            "monday = [\"8:30\"]",
            "monday",
            "8:30-17:00",
        ),
        (
            "monday = [\"8:30-17:00\"]",
            "monday = [\"08:3-17:00\"]",
            "monday",
            "8:30-17:00",
        ),
        (
            "monday = [\"8:30-17:00\"]",
            "monday = [\"8:30-24:00\"]",
            "monday",
            "8:30-17:00",
        ),
        (
            "monday = [\"8:30-17:00\"]",
            "monday = [\"8:30-+9:00\"]",
            "monday",
            "8:30-17:00",
        ),
        (
            "monday = [\"8:30-17:00\"]",
            "monday = [\"17:00-8:30\"]",
            "monday",
            "before it begins",
        ),
        (
            "monday = [\"8:30-17:00\"]",
            "monday = [\"8:30-8:30\"]",
            "monday",
            "before it begins",
        ),
        (
            "monday = [\"8:30-17:00\"]",
            "monday = [\"8:30-12:00\", \"11:00-17:00\"]",
            "monday",
            "overlap",
        ),
        (
            "monday = [\"8:30-17:00\"]",
            "monday = [\"13:00-17:00\", \"8:30-12:00\"]",
            "monday",
            "order",
        ),
        (
            "monday = [\"8:30-17:00\"]",
            "monday = \"8:30-17:00\"",
            "monday",
            "sequence",
        ),
        ("saturday = []", "satday = []", "saturday", "unknown field"),
        (
            "public-holidays = \"closed\"",
            "public-holidays = true",
            "public-holidays",
            "wanted",
        ),
        (
            "public-holidays = \"closed\"",
            "public-holidays = \"maybe\"",
            "public-holidays",
            "closed",
        ),
        (
            "yearly-break = \"12/29-1/3\"",
            "yearly-break = \"12/32-1/3\"",
            "yearly-break",
            "12/29-1/3",
        ),
        (
            "yearly-break = \"12/29-1/3\"",
            "yearly-break = \"2/30-3/1\"",
            "yearly-break",
            "12/29-1/3",
        ),
        (
            "closed-days = []",
            "closed-days = [\"tomorrow\"]",
            "closed-days",
            "2026-12-28",
        ),
        (
            "url = \"https://www",
            "url = \"http://www",
            "url",
            "https://",
        ),
        (
            "url = \"https://www",
            "url = \"javascript:www",
            "url",
            "https://",
        ),
    ] {
        match parse_office(&with(from, to)) {
            Err(OfficeError::Text { line, message }) => {
                assert_eq!(line, line_of(at), "{to}: {message}");
                assert!(message.contains(hint), "{to}: {message}");
            }
            other => panic!("{to}: {other:?}"),
        }
    }
}

#[test]
fn what_is_missing_is_refused_and_what_may_be_left_out_is_not() {
    let without = |prefix: &str| -> String {
        let kept = SAMPLE.lines().filter(|line| !line.starts_with(prefix));
        kept.collect::<Vec<_>>().join("\n")
    };
    for needed in [
        "id",
        "as-of",
        "name.ja ",
        "name.en",
        "address.ja",
        "public-holidays",
    ] {
        assert!(parse_office(&without(needed)).is_err(), "{needed}");
    }
    for free in [
        "name.ja-easy",
        "place",
        "saturday",
        "monday",
        "yearly-break",
        "closed-days",
    ] {
        parse_office(&without(free)).expect(free);
    }
    for text in ["", "id", "[hours]", "\u{0}", "name = 1"] {
        assert!(parse_office(text).is_err(), "{text:?}");
    }
    // Texts that are empty, or would break a line.
    for bad in ["\"\"", "\"  \"", "\"a\\nb\"", "\"a\\u001bb\""] {
        let text = with(
            "name.en = \"the temporary My Number Card counter of Narashino City Hall\"",
            &format!("name.en = {bad}"),
        );
        assert!(parse_office(&text).is_err(), "{bad}");
    }
}

#[test]
fn special_days_are_read() {
    let text = with(
        "[hours.special-days]",
        "[hours.special-days]\n\"2026-12-13\" = [\"9:00-12:00\"]\n\"2026-12-14\" = []\n",
    );
    let office = parse_office(&text).expect("good");
    let days: Vec<_> = office
        .hours
        .special_days
        .iter()
        .map(|(day, spans)| (*day, spans.len()))
        .collect();
    assert_eq!(days, [(date(2026, 12, 13), 1), (date(2026, 12, 14), 0)]);
    let sunday = "2026-12-13T09:00:00+09:00".parse().expect("a moment");
    let opening = office.hours.at(sunday).expect("known");
    assert_eq!(
        opening.state,
        OpenState::Open {
            until: time(12, 0, 0, 0)
        }
    );
    assert!(
        parse_office(&with(
            "[hours.special-days]",
            "[hours.special-days]\n\"12/13\" = []\n"
        ))
        .is_err()
    );
}

/// The facts of one kind, in one wording, at a moment in Japan.
fn said(kind: OfficeFactKind, wording: Wording, now: &str) -> Vec<String> {
    let office = built_in_office("narashino").expect("compiled in");
    let now: Timestamp = format!("{now}+09:00").parse().expect("a moment");
    office_facts(&office, now, GuideTexts::of(wording))
        .into_iter()
        .filter(|fact| fact.kind == kind)
        .map(|fact| fact.value)
        .collect()
}

#[test]
fn the_office_in_words_in_three_wordings() {
    use OfficeFactKind::{Closed, Hours, Next, State};
    let ja = |kind, now| said(kind, Wording::Standard, now).join("/");
    assert_eq!(ja(State, "2026-11-26T08:30:00"), "受付中（17:00まで）");
    assert_eq!(ja(Next, "2026-11-26T08:30:00"), "", "it is open");
    assert_eq!(ja(State, "2026-11-26T17:00:00"), "受付時間外");
    assert_eq!(
        ja(Next, "2026-11-27T17:00:00"),
        "2026年11月30日（月曜日）8:30から"
    );
    assert_eq!(ja(State, "2026-11-23T10:00:00"), "休み（勤労感謝の日）");
    assert_eq!(ja(State, "2026-09-22T10:00:00"), "休み（国民の休日）");
    assert_eq!(ja(State, "2026-11-28T10:00:00"), "休み（定休日）");
    assert_eq!(ja(State, "2026-12-30T10:00:00"), "休み（年末年始）");
    assert_eq!(
        ja(State, "1970-01-01T10:00:00"),
        "パソコンの日付をお確かめください。受付の状態を計算できません。"
    );
    assert_eq!(
        ja(Hours, "2026-11-26T08:30:00"),
        "月曜日から金曜日 8:30〜17:00"
    );
    assert_eq!(
        ja(Closed, "2026-11-26T08:30:00"),
        "土曜日、日曜日、祝日、12月29日から1月3日"
    );
    let easy = said(State, Wording::Easy, "2026-11-26T18:00:00");
    assert_eq!(easy, ["今は開いていません"]);
    let en = |kind, now| said(kind, Wording::English, now).join("/");
    assert_eq!(
        en(State, "2026-11-23T10:00:00"),
        "Closed today (Labour Thanksgiving Day)"
    );
    assert_eq!(
        en(Next, "2026-11-23T10:00:00"),
        "Tuesday, 24 November 2026, 8:30"
    );
    assert_eq!(
        en(Closed, "2026-11-23T10:00:00"),
        "Saturday, Sunday, public holidays, 29 December to 3 January"
    );
}

#[test]
fn without_an_office_the_text_says_where_people_live() {
    let of = |wording| office_name(None, GuideTexts::of(wording));
    assert_eq!(of(Wording::Standard), "お住まいの市区町村の窓口");
    assert!(of(Wording::Easy).starts_with("住んでいる市や町の"));
    assert!(of(Wording::English).contains("where you live"));
}
