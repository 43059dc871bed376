//! The renewal of the certificates: what is planned, the calendar file to the octet, and the sheet to
//! take along.

use inkan::{
    app::{
        office::built_in_office,
        view_model::{CertificateVm, CertificateWord, DatesVm, RenewalStep, RenewalVm},
    },
    core::{
        calendar::{Calendar, Milestone, uid},
        cert::IssuerTrust,
        jpki::Slot,
        pdf::report::{Block, TextReport},
        rules::{RenewalWindow, Residence},
        wording::Wording,
    },
    i18n::guide::{GuideTexts, entries, slip},
};
use jiff::Timestamp;
use jiff::civil::{Date, date};

fn now() -> Timestamp {
    "2026-11-22T13:00:00+09:00".parse().expect("a moment")
}

fn dates(expires_on: Date) -> DatesVm {
    DatesVm {
        valid_from: date(2022, 1, 5),
        expires_on,
        days_left: (expires_on - date(2026, 11, 22)).get_days(),
        renewal: RenewalWindow::before(expires_on, Residence::Japan),
    }
}

fn certificate(slot: Slot, word: CertificateWord, expires_on: Option<Date>) -> CertificateVm {
    CertificateVm {
        slot,
        word,
        dates: expires_on.map(dates),
        timeline: None,
        attempts: None,
        trust: None,
        is_read: expires_on.is_some(),
    }
}

fn plan(sign: (CertificateWord, Option<Date>), auth: (CertificateWord, Option<Date>)) -> RenewalVm {
    RenewalVm::of(&[
        certificate(Slot::Sign, sign.0, sign.1),
        certificate(Slot::Auth, auth.0, auth.1),
    ])
}

const JANUARY: Date = date(2027, 1, 5);

/// Both read: the sign certificate renewable, the other one far from it.
fn both() -> RenewalVm {
    plan(
        (CertificateWord::Renewable, Some(JANUARY)),
        (CertificateWord::Within, Some(date(2030, 5, 31))),
    )
}

#[test]
fn what_is_not_known_is_not_planned() {
    for (word, expires_on, step) in [
        (CertificateWord::Absent, None, RenewalStep::Absent),
        (CertificateWord::NeedsPin, None, RenewalStep::NotRead),
        (CertificateWord::Reading, None, RenewalStep::NotRead),
        (CertificateWord::Unreadable, None, RenewalStep::Unreadable),
        (
            CertificateWord::Expired,
            Some(date(2026, 11, 21)),
            RenewalStep::Expired,
        ),
    ] {
        let plan = plan((word, expires_on), (CertificateWord::Absent, None));
        assert_eq!(plan.sides[0].step, step);
        assert_eq!(plan.ahead().count(), 0, "{step:?}");
        assert_eq!(plan.left_out().count(), 2, "{step:?}");
    }
    for (word, step) in [
        (CertificateWord::Within, RenewalStep::Later),
        (CertificateWord::Renewable, RenewalStep::Open),
        (CertificateWord::NotYetValid, RenewalStep::NotYetValid),
    ] {
        let plan = plan((CertificateWord::NeedsPin, None), (word, Some(JANUARY)));
        assert_eq!(plan.sides[1].step, step);
        let ahead: Vec<Slot> = plan.ahead().map(|(side, _)| side.slot).collect();
        assert_eq!(ahead, [Slot::Auth], "{step:?}");
        let left: Vec<Slot> = plan.left_out().map(|side| side.slot).collect();
        assert_eq!(left, [Slot::Sign], "{step:?}");
    }
}

fn calendar(plan: &RenewalVm, wording: Wording) -> String {
    let office = built_in_office("narashino").expect("compiled in");
    let entries = entries(plan, Some(&office), GuideTexts::of(wording));
    Calendar {
        made_at: now(),
        entries: entries.into_iter().map(|(.., entry)| entry).collect(),
    }
    .to_ics()
}

#[test]
fn a_calendar_file_to_the_octet() {
    let plan = plan(
        (CertificateWord::NeedsPin, None),
        (CertificateWord::Renewable, Some(JANUARY)),
    );
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Inkan//Renewal of certificates//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        &format!(
            "UID:{}",
            uid(
                Slot::Auth,
                Milestone::RenewalOpens,
                plan.sides[1].dates.expect("read").renewal
            )
        ),
        "DTSTAMP:20261122T040000Z",
        "DTSTART;VALUE=DATE:20261005",
        "DTEND;VALUE=DATE:20261006",
        "SUMMARY:My Number Card: authentication certificate can be renewed",
        "DESCRIPTION:Can be renewed from 5 October 2026 to 5 January 2027.\\nWhere: t",
        " he temporary My Number Card counter of Narashino City Hall.\\nBring the My ",
        " Number Card. The PIN is checked at the counter.\\nThe card itself has anoth",
        " er expiry date: see its face\\, beside the date of birth.",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:My Number Card: authentication certificate can be renewed",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "BEGIN:VEVENT",
        &format!(
            "UID:{}",
            uid(
                Slot::Auth,
                Milestone::Expiry,
                plan.sides[1].dates.expect("read").renewal
            )
        ),
        "DTSTAMP:20261122T040000Z",
        "DTSTART;VALUE=DATE:20270105",
        "DTEND;VALUE=DATE:20270106",
        "SUMMARY:My Number Card: authentication certificate expires",
        "DESCRIPTION:Can be renewed from 5 October 2026 to 5 January 2027.\\nWhere: t",
        " he temporary My Number Card counter of Narashino City Hall.\\nBring the My ",
        " Number Card. The PIN is checked at the counter.\\nThe card itself has anoth",
        " er expiry date: see its face\\, beside the date of birth.",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:My Number Card: authentication certificate expires",
        "TRIGGER:-P29DT15H",
        "END:VALARM",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:My Number Card: authentication certificate expires",
        "TRIGGER:-P6DT15H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    .join("\r\n");
    assert_eq!(calendar(&plan, Wording::English), expected);
}

#[test]
fn identifiers_are_stable_and_tell_entries_apart() {
    let window = RenewalWindow::before(JANUARY, Residence::Japan);
    // These go into people's calendars: another one would double their entries.
    assert_eq!(
        uid(Slot::Sign, Milestone::Expiry, window),
        "0ca3219fa7c21279c8ff3c92ee80fe03@inkan.invalid"
    );
    let later = RenewalWindow::before(date(2027, 1, 6), Residence::Japan);
    let mut uids = Vec::new();
    for slot in [Slot::Auth, Slot::Sign] {
        for milestone in [Milestone::Expiry, Milestone::RenewalOpens] {
            for window in [window, later] {
                uids.push(uid(slot, milestone, window));
            }
        }
    }
    let all = uids.len();
    uids.sort();
    uids.dedup();
    assert_eq!(uids.len(), all);
}

#[test]
fn both_certificates_give_four_entries_in_every_wording() {
    for wording in Wording::ALL {
        let text = calendar(&both(), wording);
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 4);
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        let unfolded = text.replace("\r\n ", "");
        assert!(!unfolded.contains("有効。") && !unfolded.contains("有効で"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn another_library_reads_the_same() {
    use crate::judges::{Judge, icalendar::icalendar, present};
    if !present(&[Judge::Icalendar]) {
        return;
    }
    for wording in Wording::ALL {
        let read = icalendar(&calendar(&both(), wording));
        assert_eq!(read["version"], "2.0");
        assert_eq!(read["errors"], serde_json::json!([]));
        let office = built_in_office("narashino").expect("compiled in");
        let ours = entries(&both(), Some(&office), GuideTexts::of(wording));
        let theirs = read["events"].as_array().expect("events");
        assert_eq!(theirs.len(), 4);
        for ((.., entry), event) in ours.iter().zip(theirs) {
            assert_eq!(event["uid"], entry.uid);
            assert_eq!(event["summary"], entry.summary);
            assert_eq!(event["description"], entry.description);
            assert_eq!(event["start"], entry.day.to_string());
            assert_eq!(
                event["end"],
                entry.day.tomorrow().expect("a day").to_string()
            );
            assert_eq!(event["stamp"], "2026-11-22T04:00:00+00:00");
            assert_eq!(event["errors"], serde_json::json!([]));
            let alarms: Vec<i64> = entry
                .alarms
                .iter()
                .map(|days| 9 * 3600 - i64::from(*days) * 86_400)
                .collect();
            assert_eq!(event["alarms"], serde_json::json!(alarms));
        }
    }
}

#[test]
fn what_a_practice_card_gives_cannot_pass_for_real() {
    let of = |trust| {
        let certificate = |slot| CertificateVm {
            trust: Some(trust),
            ..certificate(slot, CertificateWord::Within, Some(JANUARY))
        };
        RenewalVm::of(&[certificate(Slot::Sign), certificate(Slot::Auth)])
    };
    for (wording, mark) in [
        (Wording::Standard, "練習"),
        (Wording::Easy, "練習"),
        (Wording::English, "ractice"),
    ] {
        let texts = GuideTexts::of(wording);
        let real = entries(&of(IssuerTrust::Trusted), None, texts);
        let practice = entries(&of(IssuerTrust::Demo), None, texts);
        assert_eq!((real.len(), practice.len()), (4, 4));
        for ((.., real), (.., practice)) in real.iter().zip(&practice) {
            assert!(practice.summary.contains(mark) && !real.summary.contains(mark));
            assert_ne!(practice.uid, real.uid);
        }
        assert!(words(&sheet(&of(IssuerTrust::Demo), false, wording)).contains(mark));
        for trust in [IssuerTrust::Trusted, IssuerTrust::Untrusted] {
            assert!(!words(&sheet(&of(trust), false, wording)).contains(mark));
        }
    }
}

fn sheet(plan: &RenewalVm, with_office: bool, wording: Wording) -> TextReport {
    let office = built_in_office("narashino").expect("compiled in");
    let office = with_office.then_some(&office);
    slip(plan, office, now(), "Inkan 0.1.0", GuideTexts::of(wording))
}

/// The words of a sheet, line by line.
fn words(report: &TextReport) -> String {
    let lines = report.blocks.iter().map(|block| match block {
        Block::Field { label, value } => format!("{label} {value}"),
        Block::Heading(text) | Block::Notice(text) | Block::Paragraph(text) => text.clone(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_sheet_says_until_when_from_when_where_and_what_to_bring() {
    let text = words(&sheet(&both(), true, Wording::Standard));
    for needed in [
        "署名用電子証明書",
        "有効期限 2027年1月5日（令和9年）",
        "更新できる期間 2026年10月5日から2027年1月5日まで",
        "署名用電子証明書：今、更新できます。",
        "利用者証明用電子証明書",
        "2030年2月28日から2030年5月31日まで",
        "まだ更新の時期ではありません。",
        "習志野市役所 マイナンバーカード臨時窓口",
        "047-411-7109",
        "月曜日から金曜日 8:30〜17:00",
        "マイナンバーカードをお持ちください",
        "カードそのものの有効期限は別です",
        "失効していないかどうかは確認していません",
        "2026年11月22日（令和8年）に調べました。",
    ] {
        assert!(text.contains(needed), "{needed}:\n{text}");
    }
    // Paper does not know whether the office is open.
    assert!(
        !text.contains("受付中") && !text.contains("ただいま") && !text.contains("あと"),
        "{text}"
    );
    let text = words(&sheet(&both(), false, Wording::Standard));
    assert!(
        text.contains("お住まいの市区町村の窓口") && !text.contains("習志野"),
        "{text}"
    );
}

#[test]
fn the_sheet_says_for_whom_the_days_are_where_the_holder_lives_abroad() {
    for wording in Wording::ALL {
        let line = GuideTexts::of(wording).renewal.abroad.replace(' ', "");
        let has_line = |plan: &RenewalVm| {
            let text = words(&sheet(plan, true, wording));
            text.replace([' ', '\n'], "").contains(&line)
        };
        assert!(!has_line(&both()), "{wording:?}");
        assert!(
            has_line(&both().of_holder(Residence::Abroad)),
            "{wording:?}"
        );
    }
}

#[test]
fn the_sheet_says_what_is_not_known_and_never_a_date_for_it() {
    let unread = plan(
        (CertificateWord::NeedsPin, None),
        (CertificateWord::Expired, Some(date(2026, 11, 1))),
    );
    let text = words(&sheet(&unread, false, Wording::Standard));
    assert!(text.contains("読み取りにはパスワードが必要です"), "{text}");
    assert!(
        text.contains("有効期限が過ぎています") && text.contains("2026年11月1日"),
        "{text}"
    );
    assert!(
        !text.contains("更新できる期間") && !text.contains("あと"),
        "{text}"
    );
    let none = plan(
        (CertificateWord::Absent, None),
        (CertificateWord::Unreadable, None),
    );
    let text = words(&sheet(&none, false, Wording::English));
    assert!(
        text.contains("This card has none.") && text.contains("could not be read"),
        "{text}"
    );
    assert!(!text.contains("Expires on"), "{text}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_sheet_is_one_page_in_large_type_with_its_fonts_in_it() {
    use std::process::Command;
    let asked = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output();
        output
            .ok()
            .map(|it| String::from_utf8_lossy(&it.stdout).into_owned())
    };
    let folder = tempfile::tempdir().expect("a folder");
    let not_read = plan(
        (CertificateWord::NeedsPin, None),
        (CertificateWord::Renewable, Some(JANUARY)),
    );
    for (number, (plan, with_office)) in [(both(), true), (both(), false), (not_read, true)]
        .into_iter()
        .enumerate()
    {
        for wording in Wording::ALL {
            let report = sheet(&plan, with_office, wording);
            let usual = report.to_pdf().expect("a PDF");
            let pdf = report.to_large_pdf().expect("a PDF");
            assert_ne!(pdf, usual);
            let path = folder
                .path()
                .join(format!("slip-{number}-{}.pdf", wording.name()));
            std::fs::write(&path, &pdf).expect("written");
            if let Some(keep) = std::env::var_os("INKAN_PICTURES") {
                let name = path.file_name().expect("a name");
                std::fs::copy(&path, std::path::Path::new(&keep).join(name)).expect("copied");
            }
            let path = path.to_str().expect("text");
            let (Some(info), Some(fonts), Some(text)) = (
                asked("pdfinfo", &[path]),
                asked("pdffonts", &[path]),
                asked("pdftotext", &["-layout", path, "-"]),
            ) else {
                eprintln!("NOT TESTED: poppler is missing; `make test` installs it");
                return;
            };
            let pages = info.lines().find(|line| line.starts_with("Pages:"));
            assert!(
                pages.is_some_and(|line| line.ends_with(" 1")),
                "{}: {info}",
                wording.name()
            );
            for font in fonts.lines().skip(2) {
                let flags: Vec<&str> = font.split_whitespace().collect();
                // … emb sub uni object id
                let embedded = flags[flags.len() - 5];
                assert_eq!(embedded, "yes", "{font}");
            }
            assert!(fonts.lines().count() > 2, "{fonts}");
            // Its type is larger than usual: 14 points for the text, 13 in plain words, 12 in English.
            let least = match wording {
                Wording::Standard => 1.39,
                Wording::Easy => 1.29,
                Wording::English => 1.19,
            };
            let height = |path: &str| -> f32 {
                let boxes = asked("pdftotext", &["-bbox", path, "-"]).expect("poppler");
                let word = boxes
                    .lines()
                    .find(|line| line.contains("<word"))
                    .expect("a word");
                let side = |name: &str| -> f32 {
                    let (_, rest) = word.split_once(&format!("{name}=\"")).expect(name);
                    rest.split('"')
                        .next()
                        .expect("closed")
                        .parse()
                        .expect("a number")
                };
                side("yMax") - side("yMin")
            };
            let plain = folder.path().join("usual.pdf");
            std::fs::write(&plain, &usual).expect("written");
            let larger = height(path) / height(plain.to_str().expect("text"));
            assert!(larger > least, "{}: {larger}", wording.name());
            for date in ["2027", "2026"] {
                assert!(text.contains(date), "{text}");
            }
            assert!(!text.contains('\u{3013}'), "a character is missing: {text}");
        }
    }
}
