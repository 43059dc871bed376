//! Every finding from facts of its own, and what it leaves to look at.

use jiff::{Timestamp, civil::date};

use super::*;
use crate::app::{
    doctor::Timing,
    ports::{ReaderName, Surroundings, System, UsbDevice},
};

const CCID: UsbDevice = UsbDevice {
    vendor: 0x04E6,
    product: 0x5116,
};
const RC_S320: UsbDevice = UsbDevice {
    vendor: 0x054C,
    product: 0x01BB,
};

fn now() -> Timestamp {
    "2027-03-01T03:00:00Z".parse().expect("a time")
}

fn side(slot: Slot, certificate: CertificateState) -> SlotFacts {
    SlotFacts {
        certificate,
        attempts: Some(Attempts::full(slot)),
    }
}

fn my_number_card() -> CardFacts {
    CardFacts::Jpki {
        kind: CardKind::MyNumberCard,
        auth: side(Slot::Auth, CertificateState::Within),
        sign: side(Slot::Sign, CertificateState::NeedsPin),
        trust: Some(IssuerTrust::Trusted),
    }
}

fn exam(result: Result<CardFacts, Trouble>) -> Exam {
    Exam {
        result,
        timing: Timing::of(vec![30; 17]),
        status: None,
    }
}

fn reader(name: &str, presence: Presence, exam: Option<Exam>) -> ReaderFacts {
    let name = ReaderName(name.to_owned());
    ReaderFacts {
        kind: crate::app::ports::known_readers::reader_kind(&name),
        name,
        is_preferred: false,
        presence,
        atr: Vec::new(),
        exam,
    }
}

fn holding(result: Result<CardFacts, Trouble>) -> ReaderFacts {
    let presence = Presence::Card { insertions: 1 };
    reader("ACS ACR39U ICC Reader 00 00", presence, Some(exam(result)))
}

fn empty(name: &str) -> ReaderFacts {
    reader(name, Presence::Empty, None)
}

/// A computer where nothing is the matter.
fn facts() -> Facts {
    Facts {
        system: System::Linux,
        surroundings: Surroundings {
            service: ServiceState::Running,
            devices: Devices::Seen(vec![CCID]),
        },
        readers: vec![holding(Ok(my_number_card()))],
        listed_devices: 1,
        is_wanted_reader_missing: false,
        is_practice: false,
        now: now(),
    }
}

fn judged(facts: &Facts) -> Ladder {
    let ladder = judge_program_of(facts, date(2026, 11, 20));
    let rungs: Vec<Rung> = ladder.rungs.iter().map(|it| it.rung).collect();
    assert_eq!(rungs, Rung::ALL);
    for report in &ladder.rungs {
        if let Some(finding) = report.outcome.finding() {
            assert_eq!(finding.rung(), report.rung);
        }
    }
    ladder
}

/// The findings, and the rungs without meaning.
fn told(facts: &Facts) -> (Vec<Finding>, Vec<Rung>) {
    let ladder = judged(facts);
    let meaningless = ladder
        .rungs
        .iter()
        .filter(|it| it.outcome == Outcome::Meaningless);
    (
        ladder.findings().collect(),
        meaningless.map(|it| it.rung).collect(),
    )
}

/// The one finding of a computer that differs from a good one by `change`, the rungs above it that
/// can still be looked at being good.
fn found(change: impl FnOnce(&mut Facts)) -> Finding {
    let mut facts = facts();
    change(&mut facts);
    match told(&facts).0.as_slice() {
        [finding] => *finding,
        others => panic!("{others:?}"),
    }
}

fn found_with(card: CardFacts) -> Finding {
    found(|facts| facts.readers = vec![holding(Ok(card))])
}

fn changed(
    change: impl FnOnce(&mut SlotFacts, &mut SlotFacts, &mut Option<IssuerTrust>),
) -> CardFacts {
    let mut card = my_number_card();
    if let CardFacts::Jpki {
        auth, sign, trust, ..
    } = &mut card
    {
        change(auth, sign, trust);
    }
    card
}

#[test]
fn nothing_is_found_where_nothing_is_the_matter() {
    let ladder = judged(&facts());
    assert!(ladder.is_ok(), "{ladder:?}");
    assert_eq!(ladder.findings().count(), 0);
    assert_eq!(
        ladder.reader.map(|it| it.model.as_str()),
        Some("ACS ACR39U")
    );
    let mut unasked = facts();
    unasked.surroundings.devices = Devices::NotKnown;
    let driver = judged(&unasked).rung(Rung::Driver).cloned().expect("there");
    assert_eq!(
        (driver.outcome, driver.details),
        (Outcome::Ok, vec![Detail::DevicesNotKnown])
    );
}

#[test]
fn without_a_service_only_the_clock_is_left() {
    let code = 0x8010_0013;
    let table = [
        (ServiceState::Missing, Finding::ServiceMissing),
        (ServiceState::Stopped, Finding::ServiceStopped),
        (ServiceState::Forbidden, Finding::ServiceForbidden),
        (ServiceState::Refused { code }, Finding::ServiceRefused),
        (
            ServiceState::Faulty { code },
            Finding::ServiceFaulty { code },
        ),
    ];
    for (service, finding) in table {
        let mut facts = facts();
        facts.surroundings.service = service;
        facts.readers.clear();
        let (findings, meaningless) = told(&facts);
        assert_eq!(findings, [finding]);
        assert_eq!(meaningless, Rung::ALL[1..9]);
    }
}

#[test]
fn a_reader_that_the_service_does_not_list_has_no_driver() {
    let mut none = facts();
    none.readers.clear();
    none.listed_devices = 0;
    let (findings, meaningless) = told(&none);
    assert_eq!(findings, [Finding::DriverMissing { device: CCID }]);
    assert_eq!(meaningless, Rung::ALL[2..9]);
    assert_eq!(judged(&none).device, None, "nothing is known of this one");
    none.surroundings.devices = Devices::Seen(vec![CCID, RC_S320]);
    let device = RC_S320;
    assert_eq!(told(&none).0, [Finding::DriverUnavailable { device }]);
    let known = judged(&none).device.map(|it| it.model.as_str());
    assert_eq!(known, Some("Sony RC-S320"));
    none.system = System::Windows;
    assert_eq!(told(&none).0, [Finding::DriverMissing { device: CCID }]);
}

#[test]
fn another_reader_hides_a_missing_driver_only_when_the_card_is_in_it() {
    let mut two = facts();
    two.surroundings.devices = Devices::Seen(vec![CCID, CCID]);
    assert!(judged(&two).is_ok(), "the card is read all the same");
    two.readers = vec![empty("ACS ACR39U ICC Reader 00 00")];
    let missing = Finding::DriverMissing { device: CCID };
    assert_eq!(told(&two).0, [missing, Finding::NoCard]);
    // One device can make two readers.
    two.listed_devices = 3;
    assert_eq!(told(&two).0, [Finding::NoCard]);
    two.listed_devices = 0;
    for (name, findings) in [
        ("Windows Hello for Business 1", vec![missing]),
        ("Virtual PCD 00 00", vec![missing, Finding::NoCard]),
    ] {
        two.readers = vec![empty(name)];
        assert_eq!(told(&two).0, findings, "{name}");
    }
}

#[test]
fn no_reader_only_platform_readers_and_another_than_the_wanted() {
    let none = |readers: Vec<ReaderFacts>, is_wanted_reader_missing| {
        found(|facts| {
            facts.surroundings.devices = Devices::Seen(Vec::new());
            facts.readers = readers;
            facts.is_wanted_reader_missing = is_wanted_reader_missing;
        })
    };
    assert_eq!(none(Vec::new(), false), Finding::NoReader);
    assert_eq!(none(Vec::new(), true), Finding::ReaderUnknown);
    let platform = || vec![empty("Windows Hello for Business 1")];
    assert_eq!(none(platform(), false), Finding::OnlyPlatformReaders);
}

#[test]
fn of_several_readers_the_one_with_a_my_number_card_is_used() {
    let mut several = facts();
    several.readers.insert(0, empty("Alcor Micro AU9540 00 00"));
    let presence = Presence::Card { insertions: 3 };
    let foreign = Some(exam(Ok(CardFacts::Foreign(ForeignCard::Payment))));
    let bank = reader("ACS ACR122U PICC Interface 00 00", presence, foreign);
    several.readers.insert(0, bank.clone());
    let ladder = judged(&several);
    assert!(ladder.is_ok(), "{ladder:?}");
    let used = Detail::Used(ReaderName("ACS ACR39U ICC Reader 00 00".to_owned()));
    assert!(
        ladder
            .rung(Rung::Reader)
            .expect("there")
            .details
            .contains(&used)
    );
    // Without one, the card that is there is looked at.
    several.readers = vec![empty("Alcor Micro AU9540 00 00"), bank];
    assert_eq!(told(&several).0, [Finding::BankCard]);
}

#[test]
fn two_my_number_cards_need_a_choice() {
    let mut two = facts();
    let presence = Presence::Card { insertions: 3 };
    let card = || Some(exam(Ok(my_number_card())));
    two.readers
        .push(reader("Alcor Micro AU9540 00 00", presence, card()));
    let (findings, meaningless) = told(&two);
    assert_eq!(
        (findings, meaningless),
        (vec![Finding::SeveralCards], Vec::new())
    );
    two.readers[1].is_preferred = true;
    assert!(judged(&two).is_ok());
    assert_eq!(
        judged(&two).reader.map(|it| it.model.as_str()),
        Some("Alcor AU9540")
    );
}

#[test]
fn one_empty_reader_and_several() {
    let first = "ACS ACR39U ICC Reader 00 00";
    assert_eq!(found(|it| it.readers = vec![empty(first)]), Finding::NoCard);
    let (findings, meaningless) = told(&Facts {
        readers: vec![empty(first), empty("Alcor Micro AU9540 00 00")],
        ..facts()
    });
    assert_eq!(findings, [Finding::NoCardInSeveral]);
    assert_eq!(meaningless, Rung::ALL[4..9]);
    // A reader of the system is none of them.
    let hello = "Windows Hello for Business 1";
    let found = found(|it| it.readers = vec![empty(first), empty(hello)]);
    assert_eq!(found, Finding::NoCard);
}

#[test]
fn a_card_that_cannot_be_talked_to() {
    let code = 0x8010_002F;
    let table = [
        (Trouble::Busy, Finding::CardBusy),
        (
            Trouble::Communication { code },
            Finding::CommunicationFailed { code },
        ),
        (
            Trouble::Communication { code: 0x8010_006A },
            Finding::AccessRefused,
        ),
        (
            Trouble::Communication { code: 0x8010_0027 },
            Finding::AccessRefused,
        ),
        (Trouble::Garbled, Finding::AnswerGarbled),
        (Trouble::Mute, Finding::CardMute),
        (Trouble::ReaderGone, Finding::ReaderLost),
        (Trouble::Removed, Finding::CardMoved),
        (Trouble::Reset, Finding::CardReset),
        (Trouble::ServiceGone, Finding::ServiceLost),
    ];
    for (trouble, finding) in table {
        let mut facts = facts();
        facts.readers = vec![holding(Err(trouble))];
        let (findings, meaningless) = told(&facts);
        assert_eq!(findings, [finding]);
        assert_eq!(meaningless, Rung::ALL[5..9]);
    }
    let name = "ACS ACR39U ICC Reader 00 00";
    let mute = found(|it| it.readers = vec![reader(name, Presence::Mute, None)]);
    assert_eq!(mute, Finding::CardMute);
}

#[test]
fn slow_is_more_than_the_threshold_in_the_middle_and_stops_nothing() {
    let with = |times: Vec<u32>| {
        let mut facts = facts();
        if let Some(exam) = &mut facts.readers[0].exam {
            exam.timing = Timing::of(times);
        }
        told(&facts)
    };
    let median_ms = SLOW_COMMAND_MS + 1;
    let slow = Finding::AnswerSlow { median_ms };
    assert_eq!(with(vec![median_ms; 17]), (vec![slow], Vec::new()));
    assert_eq!(with(vec![SLOW_COMMAND_MS; 17]).0, []);
    // One command that takes its time is no slow reader.
    assert_eq!(with([vec![20; 16], vec![4000]].concat()).0, []);
}

#[test]
fn other_cards_are_told_apart() {
    let kind = |kind| CardFacts::Jpki {
        kind,
        auth: side(Slot::Auth, CertificateState::NeedsPin),
        sign: side(Slot::Sign, CertificateState::NeedsPin),
        trust: None,
    };
    let foreign = CardFacts::Foreign;
    let table = [
        (foreign(ForeignCard::Payment), Finding::BankCard),
        (
            foreign(ForeignCard::DrivingLicence),
            Finding::DrivingLicence,
        ),
        (kind(CardKind::JukiCard), Finding::JukiCard),
        (kind(CardKind::Android), Finding::AndroidToken),
        (kind(CardKind::Iphone), Finding::IphoneToken),
        (foreign(ForeignCard::Passport), Finding::Passport),
        (foreign(ForeignCard::ResidenceCard), Finding::ResidenceCard),
        (foreign(ForeignCard::MyNumberCard), Finding::JpkiMissing),
        (foreign(ForeignCard::Unknown), Finding::OtherCard),
        (kind(CardKind::Other), Finding::OtherCard),
    ];
    for (card, finding) in table {
        assert_eq!(found_with(card), finding, "{card:?}");
    }
}

#[test]
fn certificates_that_cannot_be_used() {
    use CertificateState::{Absent, Expired, Renewable, Unreadable};
    let with = |auth_state, sign_state| {
        let card = changed(|auth, sign, _| {
            auth.certificate = auth_state;
            sign.certificate = sign_state;
        });
        let mut facts = facts();
        facts.readers = vec![holding(Ok(card))];
        told(&facts).0
    };
    let needs_pin = CertificateState::NeedsPin;
    let auth = Affected::One(Slot::Auth);
    assert_eq!(with(Absent, Absent), [Finding::CertificatesAbsent]);
    assert_eq!(
        with(Unreadable, needs_pin),
        [Finding::CertificateUnreadable(auth)]
    );
    assert_eq!(
        with(Expired, needs_pin),
        [Finding::CertificateExpired(auth)]
    );
    assert_eq!(
        with(Expired, Expired),
        [Finding::CertificateExpired(Affected::Both)]
    );
    // What cannot be read weighs more.
    let sign = Affected::One(Slot::Sign);
    assert_eq!(
        with(Expired, Unreadable),
        [Finding::CertificateUnreadable(sign)]
    );
    assert_eq!(with(Renewable, Absent), []);
}

#[test]
fn only_a_certificate_that_was_read_has_an_issuer() {
    let with = |trust| changed(|_, _, it| *it = trust);
    assert_eq!(
        found_with(with(Some(IssuerTrust::Untrusted))),
        Finding::IssuerUnknown
    );
    assert_eq!(
        found_with(with(Some(IssuerTrust::Demo))),
        Finding::PracticeCard
    );
    let mut practice = facts();
    practice.is_practice = true;
    practice.readers = vec![holding(Ok(with(Some(IssuerTrust::Demo))))];
    assert!(judged(&practice).is_ok());
    let mut unread = facts();
    unread.readers = vec![holding(Ok(with(None)))];
    assert_eq!(told(&unread), (Vec::new(), vec![Rung::Issuer]));
}

#[test]
fn tries_count_where_there_is_something_to_open() {
    let with = |auth_left: Option<u8>, sign_left: Option<u8>| {
        changed(|auth, sign, _| {
            auth.attempts = auth_left.map(|left| Attempts::of(Slot::Auth, left));
            sign.attempts = sign_left.map(|left| Attempts::of(Slot::Sign, left));
        })
    };
    let (auth, sign) = (Affected::One(Slot::Auth), Affected::One(Slot::Sign));
    assert_eq!(found_with(with(Some(0), Some(5))), Finding::Blocked(auth));
    assert_eq!(found_with(with(Some(1), Some(0))), Finding::Blocked(sign));
    assert_eq!(
        found_with(with(Some(0), Some(0))),
        Finding::Blocked(Affected::Both)
    );
    assert_eq!(found_with(with(Some(3), Some(1))), Finding::LastTry(sign));
    assert_eq!(found_with(with(None, Some(5))), Finding::TriesUnknown(auth));
    assert_eq!(found_with(with(None, Some(1))), Finding::LastTry(sign));
    let child = changed(|_, sign, _| {
        sign.certificate = CertificateState::Absent;
        sign.attempts = Some(Attempts::of(Slot::Sign, 0));
    });
    let mut facts = facts();
    facts.readers = vec![holding(Ok(child))];
    assert!(judged(&facts).is_ok());
}

#[test]
fn the_clock_is_looked_at_whatever_else_is_wrong() {
    let at = |now: &str| {
        found(|facts| {
            facts.now = now.parse().expect("a time");
        })
    };
    assert_eq!(at("1970-01-01T00:00:00Z"), Finding::ClockBehindProgram);
    assert_eq!(at("2026-11-19T14:59:59Z"), Finding::ClockBehindProgram);
    assert_eq!(at("2046-11-20T15:00:00Z"), Finding::ClockFarAhead);
    let early = changed(|auth, _, _| auth.certificate = CertificateState::NotYetValid);
    assert_eq!(found_with(early), Finding::ClockBehindCertificate);
    let mut nothing = facts();
    nothing.surroundings.service = ServiceState::Stopped;
    nothing.readers.clear();
    nothing.now = "2001-01-01T00:00:00Z".parse().expect("a time");
    assert_eq!(
        told(&nothing).0,
        [Finding::ServiceStopped, Finding::ClockBehindProgram]
    );
}

#[test]
fn every_finding_can_be_found() {
    // The tables above name each of them; this holds the list and the tables together.
    let source = include_str!("tests.rs");
    for finding in Finding::examples() {
        let debug = format!("{finding:?}");
        let name = debug
            .split([' ', '(', '{'])
            .next()
            .expect("a name")
            .to_owned();
        assert!(source.contains(&format!("Finding::{name}")), "{name}");
    }
}
