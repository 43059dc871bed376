//! Cards and readers that come and go, without a window.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, mpsc};

use inkan::app::command::{Command, Message};
use inkan::app::journal::{self, Journal};
use inkan::app::ports::{
    Hold, Presence, ReaderKind, ReaderName, ReaderReport, ReaderSnapshot, Readers, ReportSink,
    Source, Sources,
};
use inkan::app::settings::Settings;
use inkan::app::state::{Action, AppState, Effect, PinPurpose};
use inkan::app::view_model::view_model;
use inkan::app::worker::{Ports, Worker};
use inkan::core::jpki::{CardChannel, ChannelError};
use inkan::core::rules::LastTryConsent;
use inkan::platform::files::SystemFiles;
use inkan::sim::{DEMO_SIGN_PASSWORD, Profile, SimCard};

use crate::bench::{Bench, StoppedClock};
use crate::desk::ports;
use crate::sim::TODAY;

/// Everything that the readers, the cards and the pages show, without the numbers that count cards.
fn told(state: &AppState) -> String {
    let mut told = format!("{:#?}", state.readers);
    let vm = view_model(state, Bench::now());
    told += &format!("{:#?} {:#?} {:#?}", vm.status, vm.page, vm.notice);
    let counts = |line: &&str| !line.contains("insertions: ");
    let lines: Vec<&str> = told.lines().filter(counts).collect();
    let mut kept = Vec::new();
    let mut is_epoch = false;
    for line in lines {
        if !std::mem::replace(&mut is_epoch, line.trim() == "epoch: CardEpoch(") {
            kept.push(line);
        }
    }
    kept.join("\n")
}

/// Memory of this process that is its own, in KiB; 0 where that is not told, or other tests are in it: under nextest
/// each has a process of its own.
fn memory() -> usize {
    #[cfg(target_os = "linux")]
    if std::env::var_os("NEXTEST").is_some() {
        return super::processes::Use::of(std::process::id()).private;
    }
    0
}

#[test]
fn a_thousand_cards_leave_what_the_first_left() {
    const CARDS: u64 = 1000;
    let journal = Journal::default();
    let profile = Profile::built_in("normal").expect("built in");
    let mut bench = Bench::recorded(profile, Settings::default(), journal.clone());
    let fresh = told(&bench.state);
    assert!(fresh.contains("Read("), "{fresh}");
    let first = bench.state.active_card_ref().expect("a card").epoch;
    let mut warm = 0;
    for card in 1..=CARDS {
        bench.remote().pull();
        bench.settle();
        assert!(bench.state.active_card().is_none());
        bench.remote().insert();
        bench.settle();
        let seen = bench.state.active_card_ref().expect("a card");
        assert_eq!(
            seen.epoch.0,
            first.0 + card,
            "each card has a number of its own"
        );
        if card % 100 == 0 {
            let consent = LastTryConsent::NotGiven;
            bench.enter(PinPurpose::ReadSignCertificate, DEMO_SIGN_PASSWORD, consent);
        }
        bench.events.clear();
        if card == CARDS / 5 {
            warm = memory();
        }
    }
    bench.remote().pull();
    bench.settle();
    bench.remote().insert();
    bench.settle();
    assert_eq!(told(&bench.state), fresh);
    assert_eq!(journal.entries().len(), journal::ENTRIES);
    assert!(memory() < warm + 1024, "{} KiB after {warm}", memory());
}

/// Readers that the test plugs in and out, each with a practice card in it or without.
#[derive(Clone, Default)]
struct Desk(Arc<Mutex<BTreeMap<String, Option<SimCard>>>>);

impl Readers for Desk {
    fn report(&mut self) -> ReaderReport {
        let readers = self.0.lock().expect("sound");
        let snapshots = readers.iter().map(|(name, card)| ReaderSnapshot {
            name: ReaderName(name.clone()),
            kind: ReaderKind::Physical,
            presence: match card {
                Some(_) => Presence::Card { insertions: 1 },
                None => Presence::Empty,
            },
            atr: card.as_ref().map_or_else(Vec::new, |it| it.atr().to_vec()),
        });
        ReaderReport::Readers(snapshots.collect())
    }

    fn with_card(
        &mut self,
        reader: &ReaderName,
        _hold: Hold,
        work: &mut dyn FnMut(&mut dyn CardChannel),
    ) -> Result<(), ChannelError> {
        let mut readers = self.0.lock().expect("sound");
        let card = readers.get_mut(&reader.0).ok_or(ChannelError::ReaderGone)?;
        work(card.as_mut().ok_or(ChannelError::Removed)?);
        Ok(())
    }
}

impl Sources for Desk {
    fn open(&mut self, _source: &Source, _sink: ReportSink) -> Box<dyn Readers> {
        Box::new(self.clone())
    }

    fn demo_authorities(&self) -> Vec<Vec<u8>> {
        Vec::new()
    }
}

#[test]
fn thousands_of_readers_that_come_and_go_leave_nothing_of_theirs() {
    const READERS: usize = 3000;
    let (inbox, _messages) = mpsc::channel();
    let (desk, journal) = (Desk::default(), Journal::default());
    let clock = Arc::new(StoppedClock(Bench::now()));
    let ports = Ports {
        journal: journal.clone(),
        ..ports(desk.clone(), SystemFiles, clock, inbox)
    };
    let mut worker = Worker::new(ports, Source::Real);
    let mut state = AppState::new(Source::Real, Settings::default());
    let mut report = |report: Option<ReaderReport>, state: &mut AppState| {
        let report = report.unwrap_or_else(|| desk.clone().report());
        let mut events = Vec::new();
        worker.handle(Message::Report { source: 1, report }, &mut |it| {
            events.push(it);
        });
        let wanted: Vec<Effect> = events.into_iter().flat_map(|it| state.apply(it)).collect();
        assert!(
            !wanted
                .iter()
                .any(|it| matches!(it, Effect::Send(Command::Sign(..))))
        );
    };
    let profile = Profile::built_in("normal").expect("built in");
    let mut card = Some(SimCard::new(&profile, TODAY).expect("issues"));
    report(None, &mut state);
    let fresh = told(&state);
    for number in 0..READERS {
        let name = format!("Reader {number} (0123456789-{number})");
        // Now and then with a card in it, and now and then the service starts again.
        let with_card = if number % 20 == 0 { card.take() } else { None };
        let has_card = with_card.is_some();
        desk.0
            .lock()
            .expect("sound")
            .insert(name.clone(), with_card);
        report(None, &mut state);
        assert_eq!(state.active_card().is_some(), has_card);
        if number % 50 == 0 {
            report(Some(ReaderReport::ServiceGone), &mut state);
            assert!(state.readers.is_empty());
            report(None, &mut state);
            assert_eq!(state.active_card().is_some(), has_card);
        }
        card = desk
            .0
            .lock()
            .expect("sound")
            .remove(&name)
            .flatten()
            .or(card);
        report(None, &mut state);
    }
    assert_eq!(told(&state), fresh);
    assert!(state.readers.is_empty());
    assert_eq!(journal.entries().len(), journal::ENTRIES);
}

#[test]
fn the_practice_reader_remembers_only_so_much() {
    let mut bench = Bench::with("normal");
    let mut longest = 0;
    for _ in 0..400 {
        bench.act(Action::ReadAgain);
        longest = longest.max(bench.remote().apdus());
        bench.events.clear();
    }
    assert!(longest <= inkan::sim::LOGGED_COMMANDS, "{longest}");
    assert!(bench.remote().log().iter().any(|it| it.header[1] == 0xB0));
}
