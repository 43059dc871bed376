//! The simulated reader through the port that the program uses: presence, holding, faults, log.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use inkan::app::ports::{Hold, Presence, ReaderName, ReaderReport, Readers, ReportSink};
use inkan::core::apdu::{Command, Le, Status};
use inkan::core::jpki::{AID_JPKI, CardChannel, ChannelError};
use inkan::sim::{DEMO_READER_NAME, Fault, FaultPlan, NoTime, Pause, Reset, SimReaders, SimRemote};

use super::*;

/// A reader on a profile, and everything it reported.
struct Desk {
    readers: SimReaders,
    remote: SimRemote,
    reports: Arc<Mutex<Vec<ReaderReport>>>,
}

impl Desk {
    fn new(id: &str) -> Self {
        let reports = Arc::new(Mutex::new(Vec::new()));
        let profile = Profile::built_in(id).expect(id);
        let readers = SimReaders::with_profile(profile, TODAY, sink(&reports), Box::new(NoTime));
        let remote = readers.remote();
        Self {
            readers,
            remote,
            reports,
        }
    }

    /// Sends each command under one hold; status words or what went wrong.
    fn run(&mut self, hold: Hold, commands: &[Command]) -> Vec<Result<u16, ChannelError>> {
        let mut results = Vec::new();
        let mut work = |channel: &mut dyn CardChannel| {
            for command in commands {
                results.push(
                    channel
                        .transmit(command)
                        .map(|answer| answer.status().word()),
                );
            }
        };
        self.readers
            .with_card(&name(), hold, &mut work)
            .expect("a card is there");
        results
    }

    fn presence(&self) -> Presence {
        presence(
            self.reports
                .lock()
                .expect("alive")
                .last()
                .expect("reported"),
        )
    }
}

fn sink(reports: &Arc<Mutex<Vec<ReaderReport>>>) -> ReportSink {
    let reports = Arc::clone(reports);
    Arc::new(move |report| reports.lock().expect("alive").push(report))
}

fn presence(report: &ReaderReport) -> Presence {
    match report {
        ReaderReport::Readers(readers) => {
            assert_eq!(readers.len(), 1);
            readers[0].presence
        }
        ReaderReport::ServiceGone => panic!("there is no service to go"),
    }
}

fn name() -> ReaderName {
    ReaderName(DEMO_READER_NAME.to_owned())
}

fn select() -> Command {
    Command::new(0x00, 0xA4, 0x04, 0x0C).with_data(&AID_JPKI)
}

fn query() -> Command {
    Command::new(0x00, 0x20, 0x00, 0x98)
}

fn verify(pin: &[u8]) -> Command {
    Command::new(0x00, 0x20, 0x00, 0x98).with_data(pin)
}

fn read() -> Command {
    Command::new(0x00, 0xB0, 0x8A, 0x00).with_le(Le::MAX)
}

fn sign() -> Command {
    Command::new(0x80, 0x2A, 0x00, 0x97)
        .with_data(&[1, 2, 3])
        .with_le(Le::MAX)
}

#[test]
fn it_reports_at_once_and_at_each_change() {
    let mut desk = Desk::new("normal");
    assert_eq!(desk.presence(), Presence::Card { insertions: 1 });
    desk.remote.pull();
    assert_eq!(desk.presence(), Presence::Empty);
    desk.remote.insert();
    let Presence::Card { insertions } = desk.presence() else {
        panic!("no card")
    };
    assert_ne!(insertions, 1);
    desk.remote.insert();
    assert_ne!(
        desk.presence(),
        Presence::Card { insertions },
        "out and in again, unseen"
    );
    desk.remote.insert_mute();
    assert_eq!(desk.presence(), Presence::Mute);
    assert_eq!(presence(&desk.readers.report()), Presence::Mute);
    let practice = desk.readers.practice().expect("it is practice");
    practice.pull();
    assert_eq!(desk.presence(), Presence::Empty);
}

#[test]
fn without_a_card_work_is_not_called() {
    let mut desk = Desk::new("normal");
    let refused = |desk: &mut Desk, reader: &ReaderName| {
        let mut work = |_: &mut dyn CardChannel| panic!("work was called");
        desk.readers
            .with_card(reader, Hold::Shared, &mut work)
            .err()
    };
    let elsewhere = ReaderName("Another Reader".to_owned());
    assert_eq!(
        refused(&mut desk, &elsewhere),
        Some(ChannelError::ReaderGone)
    );
    desk.remote.hold_by_others(true);
    assert_eq!(refused(&mut desk, &name()), Some(ChannelError::Busy));
    desk.remote.hold_by_others(false);
    desk.remote.insert_mute();
    assert_eq!(refused(&mut desk, &name()), Some(ChannelError::Mute));
    desk.remote.pull();
    assert_eq!(refused(&mut desk, &name()), Some(ChannelError::Removed));
    assert_eq!(desk.remote.apdus(), 0);
}

#[test]
fn an_exclusive_hold_ends_with_a_powered_down_card_and_a_shared_one_leaves_it() {
    let mut desk = Desk::new("normal");
    let given = [select(), verify(b"1234"), sign()];
    assert_eq!(desk.run(Hold::Shared, &given), [Ok(0x9000); 3]);
    assert_eq!(desk.run(Hold::Shared, &[select(), sign()]), [Ok(0x9000); 2]);
    assert_eq!(
        desk.run(Hold::Exclusive, &[select(), sign()]),
        [Ok(0x9000); 2]
    );
    assert_eq!(
        desk.run(Hold::Shared, &[select(), sign()]),
        [Ok(0x9000), Ok(0x6982)]
    );
}

#[test]
fn each_fault_does_what_it_says_once() {
    for (fault, answer, tries) in [
        (Fault::Removed, Err(ChannelError::Removed), 0x63C3),
        (Fault::RemovedAfterwards, Err(ChannelError::Removed), 0x63C2),
        (Fault::Mute, Err(ChannelError::Mute), 0x63C3),
        (Fault::Reset, Err(ChannelError::Reset), 0x63C3),
        (Fault::Status(0x6F42), Ok(0x6F42), 0x63C3),
        (Fault::Garbage, Ok(0x9C3D), 0x63C2),
        (Fault::Truncated, Ok(0x63C2), 0x63C2),
    ] {
        let mut desk = Desk::new("normal");
        desk.remote.plan(FaultPlan { at_apdu: 1, fault });
        let results = desk.run(Hold::Shared, &[select(), verify(b"9999"), query()]);
        assert_eq!(results[..2], [Ok(0x9000), answer], "{fault:?}");
        match answer {
            Ok(_) => assert_eq!(results[2], Ok(tries), "{fault:?}"),
            Err(lost) => assert_eq!(results[2], Err(lost), "{fault:?}: a lost card stays lost"),
        }
        assert_eq!(desk.remote.verifies(), 1, "{fault:?}");
        desk.remote.insert();
        assert_eq!(
            desk.run(Hold::Shared, &[select(), query()])[1],
            Ok(tries),
            "{fault:?}"
        );
    }
}

#[test]
fn service_and_reader_are_lost_and_found_again() {
    for (fault, error, tries) in [
        (Fault::ReaderGone, ChannelError::ReaderGone, 0x63C3),
        (Fault::ServiceGone, ChannelError::ServiceGone, 0x63C3),
        (
            Fault::ServiceGoneAfterwards,
            ChannelError::ServiceGone,
            0x63C2,
        ),
    ] {
        let mut desk = Desk::new("normal");
        desk.remote.plan(FaultPlan { at_apdu: 1, fault });
        let results = desk.run(Hold::Shared, &[select(), verify(b"9999"), query()]);
        assert_eq!(results, [Ok(0x9000), Err(error), Err(error)], "{fault:?}");
        let news = desk.reports.lock().expect("alive").last().cloned();
        let expected = match error {
            ChannelError::ServiceGone => ReaderReport::ServiceGone,
            _ => ReaderReport::Readers(Vec::new()),
        };
        assert_eq!(news, Some(expected.clone()), "{fault:?}");
        assert_eq!(desk.readers.report(), expected);
        let mut work = |_: &mut dyn CardChannel| panic!("nobody can be talked to");
        let held = desk.readers.with_card(&name(), Hold::Shared, &mut work);
        assert_eq!(held, Err(error), "{fault:?}");
        desk.remote.start_service();
        assert_eq!(desk.presence(), Presence::Card { insertions: 1 });
        let results = desk.run(Hold::Shared, &[select(), query()]);
        assert_eq!(results[1], Ok(tries), "{fault:?}");
    }
    let mut desk = Desk::new("normal");
    desk.run(Hold::Shared, &[select(), verify(b"1234")]);
    desk.remote.stop_service();
    desk.remote.start_service();
    let results = desk.run(Hold::Shared, &[select(), sign()]);
    assert_eq!(results[1], Ok(0x6982), "powered down");
}

#[test]
fn the_card_beside_takes_the_place_of_the_one_in_the_reader() {
    for (fault, tries) in [(Fault::Swapped, 0x63C3), (Fault::SwappedAfterwards, 0x63C2)] {
        let mut desk = Desk::new("normal");
        let other = Profile::built_in("auth-last-try").expect("compiled in");
        desk.remote
            .lay_beside(SimCard::new(&other, TODAY).expect("issued"));
        desk.remote.plan(FaultPlan { at_apdu: 1, fault });
        let results = desk.run(Hold::Shared, &[select(), verify(b"9999"), query()]);
        let gone = Err(ChannelError::Removed);
        assert_eq!(results, [Ok(0x9000), gone, gone], "{fault:?}");
        assert_eq!(desk.presence(), Presence::Card { insertions: 2 });
        let results = desk.run(Hold::Shared, &[select(), query()]);
        assert_eq!(results[1], Ok(0x63C1), "{fault:?}: the other one");
        let insertions: Vec<u32> = desk.remote.log().iter().map(|it| it.insertion).collect();
        assert_eq!(
            insertions,
            [1, 1, 2, 2],
            "{fault:?}: what was lost is asked nothing"
        );
        desk.remote.change_places();
        let results = desk.run(Hold::Shared, &[select(), query()]);
        assert_eq!(results[1], Ok(tries), "{fault:?}");
    }
}

#[test]
fn truncated_answers_keep_their_status_word() {
    let mut desk = Desk::new("normal");
    desk.remote.plan(FaultPlan {
        at_apdu: 1,
        fault: Fault::Truncated,
    });
    let mut lengths = Vec::new();
    let mut work = |channel: &mut dyn CardChannel| {
        for command in [select(), read(), read()] {
            let answer = channel.transmit(&command).expect("answered");
            assert_eq!(answer.status(), Status::Ok);
            lengths.push(answer.data().len());
        }
    };
    desk.readers
        .with_card(&name(), Hold::Shared, &mut work)
        .expect("a card is there");
    assert_eq!(lengths, [0, 128, 256]);
}

#[test]
fn a_card_pulled_at_any_command_is_seen_as_removed() {
    for at_apdu in 0..4 {
        let mut desk = Desk::new("normal");
        desk.remote.plan(FaultPlan {
            at_apdu,
            fault: Fault::Removed,
        });
        let results = desk.run(
            Hold::Exclusive,
            &[select(), query(), verify(b"1234"), sign()],
        );
        assert!(
            results[..at_apdu].iter().all(Result::is_ok),
            "{at_apdu}: {results:?}"
        );
        assert!(
            results[at_apdu..]
                .iter()
                .all(|result| *result == Err(ChannelError::Removed))
        );
        assert_eq!(desk.presence(), Presence::Empty);
        desk.remote.insert();
        assert_eq!(desk.run(Hold::Shared, &[select(), query()])[1], Ok(0x63C3));
    }
}

#[test]
fn the_profile_can_pull_the_card_in_mid_signature() {
    let mut desk = Desk::new("pulled-mid-sign");
    let work = [select(), verify(b"1234"), sign(), sign()];
    let removed = Err(ChannelError::Removed);
    assert_eq!(
        desk.run(Hold::Exclusive, &work),
        [Ok(0x9000), Ok(0x9000), removed, removed]
    );
    assert_eq!(desk.presence(), Presence::Empty);
    desk.remote.insert();
    assert_eq!(desk.run(Hold::Exclusive, &work), [Ok(0x9000); 4]);
}

/// Pulls the card while the reader waits for a signature.
struct PullsMeanwhile(Mutex<Option<SimRemote>>);

impl Pause for PullsMeanwhile {
    fn pause(&self, duration: Duration) {
        assert!(duration <= Duration::from_millis(20));
        if let Some(remote) = self.0.lock().expect("alive").take() {
            remote.pull();
        }
    }
}

struct Forward(Arc<PullsMeanwhile>);

impl Pause for Forward {
    fn pause(&self, duration: Duration) {
        self.0.pause(duration);
    }
}

#[test]
fn a_card_pulled_during_a_slow_command_ends_the_waiting() {
    let reports = Arc::new(Mutex::new(Vec::new()));
    let pause = Arc::new(PullsMeanwhile(Mutex::new(None)));
    let profile = Profile::built_in("slow").expect("compiled in");
    let forward = Box::new(Forward(Arc::clone(&pause)));
    let mut readers = SimReaders::with_profile(profile, TODAY, sink(&reports), forward);
    let remote = readers.remote();
    let mut last = None;
    let mut work = |channel: &mut dyn CardChannel| {
        for command in [select(), verify(b"1234")] {
            channel.transmit(&command).expect("answered");
        }
        *pause.0.lock().expect("alive") = Some(remote.clone());
        last = channel.transmit(&sign()).err();
    };
    readers
        .with_card(&name(), Hold::Exclusive, &mut work)
        .expect("a card is there");
    assert_eq!(last, Some(ChannelError::Removed));
}

#[test]
fn a_swapped_card_is_another_card() {
    let mut desk = Desk::new("normal");
    let other = Profile::built_in("auth-last-try").expect("compiled in");
    let before = desk.presence();
    desk.remote
        .swap(SimCard::new(&other, TODAY).expect("issues"));
    assert_ne!(desk.presence(), before);
    assert_eq!(desk.run(Hold::Shared, &[select(), query()])[1], Ok(0x63C1));
    desk.remote
        .insert_other(Box::new(Bench::new("both-locked").0));
    assert_eq!(desk.run(Hold::Shared, &[select(), query()])[1], Ok(0x63C0));
}

#[test]
fn renewing_makes_the_counters_new() {
    let mut desk = Desk::new("normal");
    let wrong = [
        select(),
        verify(b"9999"),
        verify(b"9999"),
        verify(b"9999"),
        verify(b"1234"),
    ];
    assert_eq!(desk.run(Hold::Shared, &wrong).pop(), Some(Ok(0x6984)));
    let before = desk.presence();
    desk.readers.practice().expect("it is practice").renew();
    assert_ne!(desk.presence(), before);
    assert_eq!(
        desk.run(Hold::Shared, &[select(), verify(b"1234")]),
        [Ok(0x9000); 2]
    );
}

#[test]
fn the_log_has_headers_and_status_words_and_never_data() {
    let mut desk = Desk::new("normal");
    desk.run(Hold::Shared, &[select(), query(), verify(b"1234")]);
    let log = desk.remote.log();
    assert_eq!(desk.remote.apdus(), 3);
    assert_eq!(desk.remote.verifies(), 1, "the query is no VERIFY of a PIN");
    assert_eq!(
        (log[2].header, log[2].data_len, log[2].status),
        ([0, 0x20, 0, 0x98], 4, Some(0x9000))
    );
    assert!(!format!("{log:?}").contains("49, 50, 51, 52"));
    desk.remote.clear_log();
    assert!(desk.remote.log().is_empty());
}

#[test]
fn an_unknown_profile_opens_the_normal_card_and_an_impossible_day_an_empty_reader() {
    let reports = Arc::new(Mutex::new(Vec::new()));
    let mut readers = SimReaders::open("no-such-profile", TODAY, sink(&reports));
    assert!(matches!(presence(&readers.report()), Presence::Card { .. }));
    let mut readers = SimReaders::open("normal", date(1970, 1, 1), sink(&reports));
    assert_eq!(presence(&readers.report()), Presence::Empty);
    readers.remote().reset(Reset::Warm);
    readers.remote().renew();
    readers.remote().insert();
    assert_eq!(presence(&readers.report()), Presence::Empty);
}
