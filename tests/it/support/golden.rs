//! Marked personal data in every place that the program gets to see, and none of it in what support
//! gets: the report in either language, its JSON, `-v`, the journal, and the formats for developers.

use std::{
    process::Stdio,
    sync::{Arc, Mutex},
};

use inkan::{
    app::{
        event::CertificateFact,
        journal::Journal,
        ports::DialogRequest,
        settings::{Language, Settings},
        state::{Action, PinPurpose, Support},
        support_report::SupportReport,
    },
    core::{
        apdu::{Command, Response},
        jpki::{CardChannel, ChannelError, Slot},
        rules::LastTryConsent,
        secret::Pin,
    },
    i18n::support::report_text,
    sim::{DEMO_AUTH_PIN, DEMO_SIGN_PASSWORD, Profile},
};

use crate::{bench::Bench, cli::Desk};

const NAME: &str = "個人　印子";
const ADDRESS: &str = "印影県印影市個人町９丁目８番７号";
const PREFECTURE: &str = "Marked-ken";
const MUNICIPALITY: &str = "Marked-shi";
const TOKEN: &str = "MARKEDTOKEN";
const FILE: &str = "印子の日記MARKED";
const READER: &str = "印子のリーダーMARKED";
const WRONG_PASSWORD: &str = "MARKED99";
const NEW_PASSWORD: &str = "NEUMARK77";
const NEW_PIN: &str = "7391";

/// A card of a marked person.
fn marked_profile() -> Profile {
    Profile::parse(&format!(
        "id = \"normal\"
[holder]
name = \"{NAME}\"
birth-date = \"1987-06-05\"
sex = \"female\"
address = \"{ADDRESS}\"
prefecture = \"{PREFECTURE}\"
municipality = \"{MUNICIPALITY}\"
[certificates.auth]
from = \"today - 643 days\"
until = \"today + 1183 days\"
[certificates.sign]
from = \"today - 643 days\"
until = \"today + 1183 days\"
[tries]
auth = 3
sign = 5
"
    ))
    .expect("a profile")
}

/// The same things as they may be written otherwise.
fn spellings() -> Vec<String> {
    let mut marks: Vec<String> = [
        NAME,
        "個人",
        "印子",
        ADDRESS,
        "印影",
        PREFECTURE,
        MUNICIPALITY,
        TOKEN,
        FILE,
        READER,
        WRONG_PASSWORD,
        DEMO_SIGN_PASSWORD,
        NEW_PASSWORD,
        "MARKED",
        "1987-06-05",
        "19870605",
        "1987年",
        "昭和62年",
    ]
    .map(str::to_owned)
    .to_vec();
    // As bytes that someone printed as hexadecimal digits or as numbers.
    for mark in [
        NAME,
        ADDRESS,
        "MARKED",
        DEMO_SIGN_PASSWORD,
        NEW_PASSWORD,
        DEMO_AUTH_PIN,
        NEW_PIN,
    ] {
        let bytes = mark.as_bytes();
        let join = |each: &dyn Fn(&u8) -> String, between: &str| {
            bytes.iter().map(each).collect::<Vec<_>>().join(between)
        };
        marks.push(join(&|byte| format!("{byte:02X}"), ""));
        marks.push(join(&|byte| format!("{byte:02x}"), ""));
        marks.push(join(&|byte| format!("{byte:02X}"), " "));
        marks.push(join(&|byte| byte.to_string(), ", "));
    }
    marks
}

#[track_caller]
fn assert_clean(what: &str, shown: &str, marks: &[String]) {
    let folded = shown.to_lowercase();
    for mark in marks {
        assert!(
            !folded.contains(&mark.to_lowercase()),
            "{mark} is in {what}:\n{shown}"
        );
    }
}

#[test]
#[should_panic(expected = "is in a text")]
fn a_mark_that_comes_out_is_noticed() {
    let leak = format!("value: {NAME}");
    assert_clean("a text", &leak, &spellings());
}

#[test]
#[should_panic(expected = "is in a dump")]
fn a_mark_that_comes_out_as_bytes_is_noticed() {
    let bytes: Vec<String> = DEMO_SIGN_PASSWORD
        .bytes()
        .map(|it| it.to_string())
        .collect();
    assert_clean("a dump", &format!("[{}]", bytes.join(", ")), &spellings());
}

/// What the window knows and was told, of a marked person with a marked card and marked files.
struct Scene {
    bench: Bench,
    journal: Journal,
    lines: Arc<Mutex<Vec<String>>>,
    marks: Vec<String>,
}

impl Scene {
    fn open() -> Self {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&lines);
        let journal = Journal::heard_by(Arc::new(move |told| {
            let mut lines = kept.lock().expect("sound");
            lines.push(told.to_string());
            lines.push(format!("{told:?}"));
        }));
        let settings = Settings {
            reader: Some(READER.to_owned()),
            ..Settings::default()
        };
        let bench = Bench::recorded(marked_profile(), settings, journal.clone());
        let mut marks = spellings();
        marks.push(bench.folder.path().display().to_string());
        Self {
            bench,
            journal,
            lines,
            marks,
        }
    }

    /// Serial numbers and names of the certificates that were read count from now on.
    fn mark_certificates(&mut self) {
        let card = self.bench.state.active_card().expect("a card");
        for slot in Slot::BOTH {
            let Some(CertificateFact::Read(certificate, _)) = &card.slot(slot).certificate else {
                panic!("{slot:?} was not read");
            };
            let serial = certificate.serial().to_string();
            assert!(serial.len() >= 6, "{serial}");
            if let Some(holder) = certificate.holder() {
                let text = |it: &Option<inkan::core::cert::MarkedText>| {
                    it.as_ref().map(|it| it.text().to_owned())
                };
                assert_eq!(text(&holder.name).as_deref(), Some(NAME));
                assert_eq!(text(&holder.address).as_deref(), Some(ADDRESS));
            }
            self.marks.extend([
                serial,
                certificate.subject().to_owned(),
                certificate.issuer().to_owned(),
                certificate.fingerprint().to_string(),
            ]);
        }
    }

    fn report(&mut self) -> SupportReport {
        self.bench.act(Action::MakeSupportReport);
        match &self.bench.state.support {
            Support::Made(report) => (**report).clone(),
            other => panic!("no report: {other:?}"),
        }
    }

    #[track_caller]
    fn assert_nothing_came_out(&mut self) -> SupportReport {
        let report = self.report();
        for language in Language::ALL {
            let text = report_text(&report, language);
            assert_clean("the report", &text, &self.marks);
        }
        assert_clean("Debug of the report", &format!("{report:#?}"), &self.marks);
        assert_clean(
            "Debug of the journal",
            &format!("{:#?}", self.journal),
            &self.marks,
        );
        let lines = self.lines.lock().expect("sound").join("\n");
        assert!(!lines.is_empty());
        assert_clean("-v", &lines, &self.marks);
        report
    }
}

#[test]
fn a_working_day_of_a_marked_person_leaves_no_mark() {
    let mut scene = Scene::open();
    let bench = &mut scene.bench;
    // The password: wrong, then right. The certificate with everything personal is read.
    bench.enter(
        PinPurpose::ReadSignCertificate,
        WRONG_PASSWORD,
        LastTryConsent::NotGiven,
    );
    bench.submit(DEMO_SIGN_PASSWORD, LastTryConsent::NotGiven);
    // A document is signed and its signature checked; one that is not there; one that is none.
    let document = bench.document(&format!("{FILE}.txt"), NAME.as_bytes());
    let missing = bench.folder.path().join(format!("{FILE}-2.txt"));
    bench.act(Action::AddFiles(vec![document.clone(), missing.clone()]));
    bench.act(Action::RemoveTroubled);
    bench.enter(
        PinPurpose::Sign,
        DEMO_SIGN_PASSWORD,
        LastTryConsent::NotGiven,
    );
    assert!(
        bench.files().contains(&format!("{FILE}.txt.p7s")),
        "{:?}",
        bench.files()
    );
    bench.act(Action::Verify(vec![
        bench.folder.path().join(format!("{FILE}.txt.p7s")),
        document,
        missing,
    ]));
    // A certificate is saved where nothing can be.
    bench.act(Action::Export(
        Slot::Auth,
        inkan::core::cert::export::CertificateFormat::Pem,
    ));
    let nowhere = bench.folder.path().join("no such folder").join(FILE);
    bench.close_dialog(
        DialogRequest::SaveAs("jpki-auth.pem".to_owned()),
        vec![nowhere],
    );
    assert!(bench.failure().is_some(), "it was told to the person");
    scene.mark_certificates();
    // All of it did get in: what is not in the report was left out.
    let known = format!("{:?}", scene.bench.state);
    for mark in [FILE, READER] {
        assert!(known.contains(mark), "the program never saw {mark}");
    }
    let report = scene.assert_nothing_came_out();
    // It is not empty either: everything above is in it, by its kind.
    let text = report_text(&report, Language::Ja);
    for there in [
        "read-sign-certificate",
        "sign:",
        "E-PIN-01",
        "E-OUT-04",
        "00 20 00 80 [secret] -> [0] 63C4",
        "80 2A 00 80 [51] Le=256 -> [256] 9000",
        "Inkan Demo Reader",
    ] {
        assert!(text.contains(there), "{there} is not in:\n{text}");
    }
}

#[test]
fn a_change_of_both_secrets_leaves_neither_the_old_nor_the_new() {
    let mut scene = Scene::open();
    let bench = &mut scene.bench;
    for (slot, old, new) in [
        (Slot::Sign, DEMO_SIGN_PASSWORD, NEW_PASSWORD),
        (Slot::Auth, DEMO_AUTH_PIN, NEW_PIN),
        // The old one again, which is wrong by now.
        (Slot::Sign, DEMO_SIGN_PASSWORD, WRONG_PASSWORD),
    ] {
        bench.act(Action::AskPin(PinPurpose::Change(slot)));
        let secret = |text: &str| Pin::from_bytes(text.as_bytes()).expect("fits");
        bench.act(Action::SubmitPinChange {
            old: secret(old),
            new: secret(new),
            consent: LastTryConsent::NotGiven,
        });
    }
    bench.act(Action::ClosePin);
    bench.enter(
        PinPurpose::Test(Slot::Sign),
        NEW_PASSWORD,
        LastTryConsent::NotGiven,
    );
    let report = scene.assert_nothing_came_out();
    let text = report_text(&report, Language::Ja);
    for there in [
        "change-pin",
        "test-pin",
        "E-PIN-01",
        "00 24 01 80 [secret] -> [0] 9000",
    ] {
        assert!(text.contains(there), "{there} is not in:\n{text}");
    }
    // Four digits may stand anywhere as something else; as data they would follow these.
    for pin in [DEMO_AUTH_PIN, NEW_PIN] {
        for before in [" ", "[", ": ", "\"", "(", "=", "> "] {
            let mark = format!("{before}{pin}");
            assert!(!text.contains(&mark), "{mark}:\n{text}");
        }
    }
}

/// A card of another kind that answers everything with a name.
struct Chatterbox;

impl CardChannel for Chatterbox {
    fn transmit(&mut self, _command: &Command) -> Result<Response, ChannelError> {
        let answer = [NAME.as_bytes(), TOKEN.as_bytes(), &[0x90, 0x00]].concat();
        Response::decode(&answer).map_err(|_short| ChannelError::Garbled)
    }
}

#[test]
fn a_card_that_answers_everything_with_a_name_leaves_none() {
    let mut scene = Scene::open();
    scene.bench.remote().insert_other(Box::new(Chatterbox));
    scene.bench.settle();
    let report = scene.assert_nothing_came_out();
    assert!(report_text(&report, Language::En).contains("-> [26] 9000"));
}

#[test]
fn a_card_that_calls_itself_by_a_name_is_not_called_so() {
    let mut profile = marked_profile();
    profile.card.token_label = TOKEN.to_owned();
    let mut scene = Scene::open();
    scene.bench = Bench::recorded(profile, Settings::default(), scene.journal.clone());
    let token = scene
        .bench
        .state
        .active_card()
        .and_then(|card| card.token.clone());
    assert_eq!(token.as_deref(), Some(TOKEN), "the program knows it");
    scene.assert_nothing_came_out();
}

#[test]
fn every_failure_stays_outside_but_for_its_code() {
    use inkan::app::{event::Event, failure::Failure, ports::FileError};
    let mut scene = Scene::open();
    let path = scene.bench.folder.path().join(FILE);
    for failure in [
        Failure::DocumentUnsupported {
            path: path.clone(),
            kind: inkan::core::sign::DocumentKind::Pdf,
        },
        Failure::OutputFailed {
            path,
            error: FileError::Full,
        },
        Failure::ReaderUnknown {
            name: READER.to_owned(),
        },
        Failure::Usage {
            detail: NAME.to_owned(),
        },
    ] {
        let code = failure.code();
        scene.bench.report_as_the_worker(Event::Failed(failure));
        let report = scene.assert_nothing_came_out();
        assert!(report_text(&report, Language::Ja).contains(code), "{code}");
    }
}

#[test]
fn the_formats_for_developers_show_no_secret_and_no_data() {
    let marks = spellings();
    let pin = Pin::from_bytes(DEMO_SIGN_PASSWORD.as_bytes()).expect("fits");
    let verify = Command::new(0x00, 0x20, 0x00, 0x80).with_secret(&pin);
    let write = Command::new(0x00, 0xD6, 0x00, 0x00).with_data(NAME.as_bytes());
    let response = Response::decode(&[ADDRESS.as_bytes(), &[0x90, 0x00]].concat()).expect("long");
    assert_clean(
        "Debug",
        &format!("{verify:?} {write:?} {response:?}"),
        &marks,
    );
}

/// The real program, in a home of a marked person.
#[test]
fn the_program_in_a_marked_home_shows_none_of_it() {
    let desk = Desk::new();
    let home = desk.path("home-of-印子MARKED");
    std::fs::create_dir(&home).expect("a home");
    let marks = [spellings(), vec![DEMO_AUTH_PIN.to_owned() + "\""]].concat();
    let demo_person = ["見本", "花子", "練習町", "Mihon"].map(str::to_owned);
    let marks = [marks, demo_person.to_vec()].concat();
    for arguments in [
        &["--demo", "report"][..],
        &["--demo", "report", "--lang", "en"],
        &["--demo", "report", "--json"],
        &["--demo", "-v", "report"],
        &["--demo", "-v", "status", "--json", "--reader", "no-such"],
    ] {
        let output = desk
            .command(arguments)
            .current_dir(&home)
            .env("HOME", &home)
            .env("USERPROFILE", &home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("USER", "印子MARKED")
            .env("USERNAME", "印子MARKED")
            .env("LOGNAME", "印子MARKED")
            .env("HOSTNAME", "MARKED-PC")
            .env("COMPUTERNAME", "MARKED-PC")
            .env("TMPDIR", &home)
            .stdin(Stdio::null())
            .output()
            .expect("runs");
        let out = String::from_utf8(output.stdout).expect("text");
        let err = String::from_utf8(output.stderr).expect("text");
        assert_clean(&format!("{arguments:?}"), &out, &marks);
        assert_clean(&format!("{arguments:?}"), &err, &marks);
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
        let host = host.trim();
        assert!(host.len() < 4 || !out.contains(host), "{host} in {out}");
    }
    assert_eq!(
        crate::cli::names_in(&home),
        Vec::<String>::new(),
        "nothing is written unasked"
    );
}
