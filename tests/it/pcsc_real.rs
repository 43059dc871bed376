//! Readers and cards through the real smart card service of Linux, pcscd, with vpcd as the reader:
//! hot-plug, the service gone and back, other programs, cards that leave or talk nonsense.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use inkan::{
    app::ports::{Hold, Presence, ReaderKind, ReaderName, ReaderReport, Readers, ReportSink},
    core::{
        apdu::{Command, Le, Status},
        jpki::ChannelError,
    },
    platform::pcsc::{Monitor, Patience, PcscReaders, Watch},
};

use crate::pcscd::{FIRST_SLOT, Inserted, Pcscd, SECOND_SLOT, ScriptedCard, wait_for};

const OK: [u8; 2] = [0x90, 0x00];

fn first_slot() -> ReaderName {
    ReaderName(FIRST_SLOT.to_owned())
}

fn read() -> Command {
    Command::new(0x00, 0xB0, 0x00, 0x00).with_le(Le::MAX)
}

/// Everything the monitor said.
#[derive(Clone, Default)]
struct News(Arc<Mutex<Vec<ReaderReport>>>);

impl News {
    fn sink(&self) -> ReportSink {
        let reports = Arc::clone(&self.0);
        Arc::new(move |report| reports.lock().expect("sound").push(report))
    }

    fn count(&self) -> usize {
        self.0.lock().expect("sound").len()
    }

    fn last(&self) -> Option<ReaderReport> {
        self.0.lock().expect("sound").last().cloned()
    }

    /// What the last report says of the first slot.
    fn first_slot(&self) -> Option<Presence> {
        presence_of(&self.last()?, FIRST_SLOT)
    }

    fn wait_for_card(&self) {
        wait_for("a card", || {
            matches!(self.first_slot(), Some(Presence::Card { .. }))
        });
    }

    fn wait_for_empty(&self) {
        wait_for("an empty reader", || {
            self.first_slot() == Some(Presence::Empty)
        });
    }
}

fn presence_of(report: &ReaderReport, reader: &str) -> Option<Presence> {
    match report {
        ReaderReport::Readers(readers) => readers
            .iter()
            .find(|found| found.name.0 == reader)
            .map(|found| found.presence),
        ReaderReport::ServiceGone => None,
    }
}

#[test]
fn cards_are_seen_coming_and_going() {
    let Some(pcscd) = Pcscd::start() else { return };
    for watch in [Watch::Announced, Watch::Polled] {
        let news = News::default();
        let monitor = Monitor::start(news.sink(), watch);
        news.wait_for_empty();
        let (card, _) = ScriptedCard::new(|_| Some(OK.to_vec()));
        let card = Inserted::new(card, pcscd.first_slot());
        news.wait_for_card();
        let Some(ReaderReport::Readers(readers)) = news.last() else {
            panic!("readers")
        };
        assert_eq!(readers.len(), 2);
        assert!(
            readers
                .iter()
                .all(|reader| reader.kind == ReaderKind::Physical)
        );
        assert_eq!(readers[0].atr[..2], [0x3B, 0xE0]);
        assert_eq!(
            (readers[1].name.0.as_str(), readers[1].presence),
            (SECOND_SLOT, Presence::Empty)
        );
        assert!(readers[1].atr.is_empty());
        card.pull();
        news.wait_for_empty();
        assert_eq!(
            news.count(),
            3,
            "{watch:?}: one report a change: {:?}",
            news.0
        );
        drop(monitor);
    }
}

#[test]
fn a_card_put_back_is_another_insertion() {
    let Some(pcscd) = Pcscd::start() else { return };
    let news = News::default();
    let _readers = PcscReaders::open(news.sink());
    let mut seen = Vec::new();
    for _ in 0..2 {
        let (card, _) = ScriptedCard::new(|_| Some(OK.to_vec()));
        let card = Inserted::new(card, pcscd.first_slot());
        news.wait_for_card();
        seen.push(news.first_slot());
        card.pull();
        news.wait_for_empty();
    }
    assert_ne!(seen[0], seen[1]);
}

#[test]
fn reading_leaves_the_card_as_it_is() {
    let Some(pcscd) = Pcscd::start() else { return };
    let news = News::default();
    let mut readers = PcscReaders::open(news.sink());
    let (card, diary) = ScriptedCard::new(|_| Some([[7; 256].as_slice(), &OK].concat()));
    let _card = Inserted::new(card, pcscd.first_slot());
    news.wait_for_card();
    let reported = news.count();
    let before = (diary.power_downs(), diary.resets());
    for _ in 0..3 {
        readers
            .with_card(&first_slot(), Hold::Shared, &mut |card| {
                let response = card.transmit(&read()).expect("answered");
                assert_eq!(
                    (response.data().len(), response.status()),
                    (256, Status::Ok)
                );
            })
            .expect("held");
    }
    assert_eq!((diary.power_downs(), diary.resets()), before);
    assert_eq!(
        diary.commands.lock().expect("sound")[0],
        [0x00, 0xB0, 0x00, 0x00, 0x00]
    );
    assert!(matches!(
        presence_of(&readers.report(), FIRST_SLOT),
        Some(Presence::Card { .. })
    ));
    thread::sleep(Duration::from_millis(300));
    assert_eq!(
        news.count(),
        reported,
        "our own work is no news: {:?}",
        news.0
    );
}

#[test]
fn an_exclusively_held_card_is_powered_down_afterwards() {
    let Some(pcscd) = Pcscd::start() else { return };
    let news = News::default();
    let mut readers = PcscReaders::open(news.sink());
    let (card, diary) = ScriptedCard::new(|_| Some(OK.to_vec()));
    let _card = Inserted::new(card, pcscd.first_slot());
    news.wait_for_card();
    let reported = news.count();
    for round in 1..=2 {
        let before = diary.power_downs();
        readers
            .with_card(&first_slot(), Hold::Exclusive, &mut |card| {
                card.transmit(&read()).expect("answered");
                let other = other_program();
                let refused =
                    other.connect(&slot_name(), pcsc::ShareMode::Shared, pcsc::Protocols::ANY);
                assert_eq!(refused.err(), Some(pcsc::Error::SharingViolation));
            })
            .expect("held");
        wait_for("the power to go off", || diary.power_downs() > before);
        assert_eq!(diary.commands(), round, "and it can be held again");
    }
    assert_eq!(
        news.count(),
        reported,
        "powering down is no insertion: {:?}",
        news.0
    );
}

#[test]
fn a_card_that_is_held_while_the_program_breaks_down_is_powered_down_too() {
    let Some(pcscd) = Pcscd::start() else { return };
    let news = News::default();
    let mut readers = PcscReaders::open(news.sink());
    let (card, diary) = ScriptedCard::new(|_| Some(OK.to_vec()));
    let _card = Inserted::new(card, pcscd.first_slot());
    news.wait_for_card();
    let before = diary.power_downs();
    let broken = catch_unwind(AssertUnwindSafe(|| {
        readers.with_card(&first_slot(), Hold::Exclusive, &mut |card| {
            card.transmit(&read()).expect("answered");
            resume_unwind(Box::new("as the test wants it"));
        })
    }));
    assert!(broken.is_err());
    wait_for("the power to go off", || diary.power_downs() > before);
    let held = try_to_hold(&mut readers, Hold::Exclusive);
    assert_eq!(held, Ok(()), "and it can be held again");
}

#[test]
fn a_card_in_other_hands_is_busy_and_soon_said_so() {
    let Some(pcscd) = Pcscd::start() else { return };
    let news = News::default();
    let patience = Patience {
        opening: Duration::from_secs(1),
        sharing: Duration::from_millis(300),
        ..Patience::default()
    };
    let mut readers = PcscReaders::open(news.sink()).with_patience(patience);
    let (card, diary) = ScriptedCard::new(|_| Some(OK.to_vec()));
    let _card = Inserted::new(card, pcscd.first_slot());
    news.wait_for_card();
    let other = other_program();

    let held = other.connect(
        &slot_name(),
        pcsc::ShareMode::Exclusive,
        pcsc::Protocols::ANY,
    );
    let held = held.expect("free");
    for hold in [Hold::Shared, Hold::Exclusive] {
        assert_eq!(try_to_hold(&mut readers, hold), Err(ChannelError::Busy));
    }
    assert!(held.disconnect(pcsc::Disposition::LeaveCard).is_ok());

    let shared = other.connect(&slot_name(), pcsc::ShareMode::Shared, pcsc::Protocols::ANY);
    let mut shared = shared.expect("free");
    assert_eq!(try_to_hold(&mut readers, Hold::Shared), Ok(()));
    assert_eq!(
        try_to_hold(&mut readers, Hold::Exclusive),
        Err(ChannelError::Busy)
    );
    let transaction = shared.transaction().expect("free");
    assert_eq!(
        try_to_hold(&mut readers, Hold::Shared),
        Err(ChannelError::Busy)
    );
    assert!(transaction.end(pcsc::Disposition::LeaveCard).is_ok());
    assert_eq!(try_to_hold(&mut readers, Hold::Shared), Ok(()));
    assert!(shared.disconnect(pcsc::Disposition::LeaveCard).is_ok());
    assert_eq!(try_to_hold(&mut readers, Hold::Exclusive), Ok(()));
    assert_eq!((diary.commands(), diary.resets()), (0, 0));
}

#[test]
fn a_short_disturbance_by_another_program_is_waited_out() {
    let Some(pcscd) = Pcscd::start() else { return };
    let news = News::default();
    let mut readers = PcscReaders::open(news.sink());
    let (card, _) = ScriptedCard::new(|_| Some(OK.to_vec()));
    let _card = Inserted::new(card, pcscd.first_slot());
    news.wait_for_card();
    let other = other_program();
    let held = other.connect(
        &slot_name(),
        pcsc::ShareMode::Exclusive,
        pcsc::Protocols::ANY,
    );
    let held = held.expect("free");
    let releasing = thread::spawn(move || {
        thread::sleep(Duration::from_millis(500));
        assert!(held.disconnect(pcsc::Disposition::LeaveCard).is_ok());
    });
    assert_eq!(try_to_hold(&mut readers, Hold::Exclusive), Ok(()));
    releasing.join().expect("ended");
}

#[test]
fn a_card_pulled_at_a_command_is_removed_and_hears_nothing_more() {
    let Some(pcscd) = Pcscd::start() else { return };
    let news = News::default();
    let mut readers = PcscReaders::open(news.sink());
    for hold in [Hold::Shared, Hold::Exclusive] {
        let mut left = 2;
        let (card, diary) = ScriptedCard::new(move |_| {
            left -= 1;
            (left > 0).then(|| OK.to_vec())
        });
        let card = Inserted::new(card, pcscd.first_slot());
        news.wait_for_card();
        let mut answers = Vec::new();
        readers
            .with_card(&first_slot(), hold, &mut |card| {
                answers = (0..4)
                    .map(|_| card.transmit(&read()).map(|r| r.status()))
                    .collect();
            })
            .expect("held");
        let removed = Err(ChannelError::Removed);
        assert_eq!(
            answers,
            [Ok(Status::Ok), removed, removed, removed],
            "{hold:?}"
        );
        assert_eq!(diary.commands(), 2);
        card.pull();
        news.wait_for_empty();
        assert_eq!(try_to_hold(&mut readers, hold), Err(ChannelError::Removed));
    }
}

#[test]
fn a_card_reset_by_another_program_says_so_before_anything_is_sent() {
    let Some(pcscd) = Pcscd::start() else { return };
    let news = News::default();
    let mut readers = PcscReaders::open(news.sink());
    let (card, _) = ScriptedCard::new(|_| Some(OK.to_vec()));
    let _card = Inserted::new(card, pcscd.first_slot());
    news.wait_for_card();
    let other = other_program();
    let shared = other.connect(&slot_name(), pcsc::ShareMode::Shared, pcsc::Protocols::ANY);
    let shared = shared.expect("free");
    assert!(shared.disconnect(pcsc::Disposition::ResetCard).is_ok());
    assert_eq!(
        try_to_hold(&mut readers, Hold::Shared),
        Ok(()),
        "a reset before is no harm"
    );
}

#[test]
fn nonsense_from_a_card_is_told_from_answers() {
    let Some(pcscd) = Pcscd::start() else { return };
    let news = News::default();
    let mut readers = PcscReaders::open(news.sink());
    let table: [(Vec<u8>, Result<usize, ChannelError>); 4] = [
        (vec![0x90, 0x00], Ok(0)),
        (vec![0x90], Err(ChannelError::Removed)),
        (vec![0x90; 259], Ok(257)),
        (vec![0xAA; 20_002], Ok(20_000)),
    ];
    for (answer, expected) in table {
        let length = answer.len();
        let (card, diary) = ScriptedCard::new(move |_| Some(answer.clone()));
        let card = Inserted::new(card, pcscd.first_slot());
        news.wait_for_card();
        let mut seen = None;
        readers
            .with_card(&first_slot(), Hold::Shared, &mut |card| {
                seen = Some(card.transmit(&read()).map(|response| response.data().len()));
            })
            .expect("held");
        assert_eq!(seen, Some(expected), "an answer of {length} bytes");
        assert_eq!(diary.commands(), 1, "sent once");
        card.pull();
        news.wait_for_empty();
    }
}

#[test]
fn the_service_may_die_and_come_back() {
    let Some(mut pcscd) = Pcscd::start() else {
        return;
    };
    for watch in [Watch::Announced, Watch::Polled] {
        let news = News::default();
        let _monitor = Monitor::start(news.sink(), watch);
        let mut readers = PcscReaders::open(nobody());
        news.wait_for_empty();
        pcscd.kill();
        wait_for("the service to be missed", || {
            news.last() == Some(ReaderReport::ServiceGone)
        });
        assert_eq!(readers.report(), ReaderReport::ServiceGone);
        assert_eq!(
            try_to_hold(&mut readers, Hold::Shared),
            Err(ChannelError::ServiceGone)
        );
        pcscd.run();
        news.wait_for_empty();
        assert_eq!(
            presence_of(&readers.report(), FIRST_SLOT),
            Some(Presence::Empty)
        );
        assert_eq!(
            try_to_hold(&mut readers, Hold::Shared),
            Err(ChannelError::Removed)
        );
        let (card, _) = ScriptedCard::new(|_| Some(OK.to_vec()));
        let card = Inserted::new(card, pcscd.first_slot());
        news.wait_for_card();
        assert_eq!(try_to_hold(&mut readers, Hold::Exclusive), Ok(()));
        card.pull();
        news.wait_for_empty();
    }
}

#[test]
fn the_service_may_die_while_a_card_is_held() {
    let Some(mut pcscd) = Pcscd::start() else {
        return;
    };
    let news = News::default();
    let mut readers = PcscReaders::open(news.sink());
    let (card, _) = ScriptedCard::new(|_| Some(OK.to_vec()));
    let _card = Inserted::new(card, pcscd.first_slot());
    news.wait_for_card();
    let mut second = None;
    readers
        .with_card(&first_slot(), Hold::Exclusive, &mut |card| {
            card.transmit(&read()).expect("answered");
            pcscd.kill();
            second = Some(card.transmit(&read()).map(|response| response.status()));
        })
        .expect("held");
    assert_eq!(second, Some(Err(ChannelError::ServiceGone)));
}

#[test]
fn a_card_that_says_nothing_is_given_up() {
    let Some(pcscd) = Pcscd::start() else { return };
    let news = News::default();
    let patience = Patience {
        answer: Duration::from_millis(700),
        ..Patience::default()
    };
    let mut readers = PcscReaders::open(news.sink()).with_patience(patience);
    let (card, diary) = ScriptedCard::new(|_| {
        thread::sleep(Duration::from_millis(2500));
        Some(OK.to_vec())
    });
    let _card = Inserted::new(card, pcscd.first_slot());
    news.wait_for_card();
    let before = diary.power_downs();
    let mut seen = Vec::new();
    readers
        .with_card(&first_slot(), Hold::Exclusive, &mut |card| {
            seen = (0..2)
                .map(|_| card.transmit(&read()).map(|r| r.status()))
                .collect();
        })
        .expect("held");
    assert_eq!(seen, [Err(ChannelError::Mute); 2]);
    assert_eq!(
        try_to_hold(&mut readers, Hold::Exclusive),
        Err(ChannelError::Busy),
        "still stuck"
    );
    wait_for("the power to go off at last", || {
        diary.power_downs() > before
    });
    wait_for("the card to be free", || {
        try_to_hold(&mut readers, Hold::Exclusive).is_ok()
    });
    assert_eq!(diary.commands(), 1);
}

#[test]
fn a_service_may_start_without_readers_and_get_some() {
    let Some(mut pcscd) = Pcscd::prepare() else {
        return;
    };
    let announced = News::default();
    let polled = News::default();
    let _one = Monitor::start(announced.sink(), Watch::Announced);
    let _two = Monitor::start(polled.sink(), Watch::Polled);
    let both = [&announced, &polled];
    for news in both {
        wait_for("no service", || {
            news.last() == Some(ReaderReport::ServiceGone)
        });
    }
    pcscd.run();
    let none = ReaderReport::Readers(Vec::new());
    for news in both {
        wait_for("no readers", || news.last() == Some(none.clone()));
    }
    pcscd.kill();
    pcscd.plug_reader_in();
    pcscd.run();
    for news in both {
        news.wait_for_empty();
    }
    assert_eq!(
        (announced.count(), polled.count()),
        (4, 4),
        "gone, none, gone, two"
    );
}

#[test]
fn an_unknown_reader_is_gone() {
    let Some(_pcscd) = Pcscd::start() else { return };
    let mut readers = PcscReaders::open(nobody());
    for name in ["Nobody's reader", "nul\0byte", ""] {
        let held = readers.with_card(&ReaderName(name.to_owned()), Hold::Shared, &mut |_| {
            panic!("held")
        });
        assert_eq!(held, Err(ChannelError::ReaderGone), "{name:?}");
    }
}

#[test]
fn watching_costs_nothing_and_ends() {
    let Some(_pcscd) = Pcscd::start() else { return };
    let news = News::default();
    let readers = PcscReaders::open(news.sink());
    news.wait_for_empty();
    thread::sleep(Duration::from_millis(1500));
    let before = switches_of_monitor();
    thread::sleep(Duration::from_secs(2));
    assert_eq!(
        switches_of_monitor(),
        before,
        "the monitor ran although nothing happened"
    );
    drop(readers);
    for _ in 0..50 {
        drop(PcscReaders::open(news.sink()));
    }
    assert_eq!(switches_of_monitor(), [0; 0]);
}

/// How often each monitor thread of this process was put on a core.
fn switches_of_monitor() -> Vec<u64> {
    let tasks = std::fs::read_dir("/proc/self/task").expect("Linux");
    let of_task = |folder: std::path::PathBuf| {
        let name = std::fs::read_to_string(folder.join("comm")).ok()?;
        if name.trim() != "reader-monitor" {
            return None;
        }
        let status = std::fs::read_to_string(folder.join("status")).ok()?;
        let lines = status.lines().filter(|line| line.contains("ctxt_switches"));
        Some(
            lines
                .filter_map(|line| line.split_whitespace().last()?.parse::<u64>().ok())
                .sum(),
        )
    };
    tasks
        .filter_map(|task| of_task(task.ok()?.path()))
        .collect()
}

fn nobody() -> ReportSink {
    Arc::new(|_| {})
}

fn try_to_hold(readers: &mut PcscReaders, hold: Hold) -> Result<(), ChannelError> {
    readers.with_card(&first_slot(), hold, &mut |_| {})
}

#[expect(
    clippy::disallowed_methods,
    reason = "the other program of these tests"
)]
fn other_program() -> pcsc::Context {
    pcsc::Context::establish(pcsc::Scope::User).expect("pcscd runs")
}

fn slot_name() -> std::ffi::CString {
    std::ffi::CString::new(FIRST_SLOT).expect("no NUL")
}
