//! What the program promises in figures, measured: `make bench` prints them. Ignored in the normal
//! run, for machines are noisy; what can be counted instead of timed is asserted elsewhere too.

use std::{
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    time::Duration,
};

use inkan::{
    app::{
        command::{CancelFlag, Message},
        event::{CardFact, Event},
        ports::{Clock, Source, Waker},
        worker::{self, Ports, Worker},
    },
    compose::{LentCard, SystemSources},
    core::{cert::TrustStore, rules::jst_date},
    platform::{
        clock::{Stopwatch, SystemClock},
        files::SystemFiles,
        vpcd::VpcdCard,
    },
    sim::{Profile, SimCard},
};

use crate::pcscd::{Inserted, Pcscd, wait_for};

/// A simulated card that counts the commands it gets.
struct Counted {
    card: LentCard,
    commands: Arc<AtomicUsize>,
}

impl VpcdCard for Counted {
    fn atr(&self) -> Vec<u8> {
        self.card.atr()
    }

    fn power_on(&mut self) {
        self.card.power_on();
    }

    fn power_off(&mut self) {
        self.card.power_off();
    }

    fn reset(&mut self) {
        self.card.reset();
    }

    fn answer(&mut self, apdu: &[u8]) -> Option<Vec<u8>> {
        self.commands.fetch_add(1, Ordering::SeqCst);
        self.card.answer(apdu)
    }
}

fn counted() -> (Counted, Arc<AtomicUsize>) {
    let profile = Profile::built_in("normal").expect("known");
    let card = SimCard::new(&profile, jst_date(SystemClock.now())).expect("a card");
    let commands = Arc::new(AtomicUsize::new(0));
    (
        Counted {
            card: LentCard::new(card),
            commands: Arc::clone(&commands),
        },
        commands,
    )
}

/// Runs a program to its end and says how many commands it sent to the card and how long it took.
fn measured(commands: &AtomicUsize, program: &str, arguments: &[&str]) -> (usize, Duration) {
    let before = commands.load(Ordering::SeqCst);
    let watch = Stopwatch::start();
    let output = Command::new(program)
        .args(arguments)
        .output()
        .expect("starts");
    let elapsed = watch.elapsed();
    assert!(
        output.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    (commands.load(Ordering::SeqCst) - before, elapsed)
}

#[test]
#[ignore = "a measurement: make bench"]
fn commands_and_time_against_opensc() {
    let Some(pcscd) = Pcscd::start() else { return };
    let (card, commands) = counted();
    let _inserted = Inserted::new(card, pcscd.first_slot());
    let cli = env!("CARGO_BIN_EXE_inkan-cli");
    wait_for("the card to be seen", || {
        let output = Command::new(cli).arg("status").output().expect("starts");
        output.status.success()
    });
    println!("| program | commands | time |");
    println!("|---|---|---|");
    for _ in 0..3 {
        let (ours, our_time) = measured(&commands, cli, &["status"]);
        let rival = ["--read-certificate", "1"];
        let (theirs, their_time) = measured(&commands, "pkcs15-tool", &rival);
        println!("| inkan-cli status (debug build) | {ours} | {our_time:?} |");
        println!("| pkcs15-tool, one certificate | {theirs} | {their_time:?} |");
        println!(
            "| ratio | {:.2} | {:.2} |",
            ratio(ours, theirs),
            our_time.as_secs_f64() / their_time.as_secs_f64()
        );
        assert!(ours <= 17, "{ours} commands for a status");
        assert!(ours < theirs, "OpenSC needs fewer");
    }
}

fn ratio(ours: usize, theirs: usize) -> f64 {
    let float = |count| f64::from(u32::try_from(count).expect("few"));
    float(ours) / float(theirs)
}

struct NoWindow;

impl Waker for NoWindow {
    fn wake(&self) {}
}

#[test]
#[ignore = "a measurement: make bench"]
fn time_from_insertion_to_the_expiry_date() {
    let Some(pcscd) = Pcscd::start() else { return };
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let (inbox, messages) = mpsc::channel();
    let (events_in, events) = mpsc::channel();
    let ports = Ports {
        sources: Box::new(SystemSources::new(Arc::clone(&clock))),
        files: Arc::new(SystemFiles),
        clock,
        trust: TrustStore::jlis(),
        inbox: inbox.clone(),
        cancel: CancelFlag::default(),
    };
    let worker = Worker::new(ports, Source::Real);
    let thread = worker::spawn(worker, messages, events_in, Arc::new(NoWindow)).expect("runs");
    println!("| round | noticed to date | noticed to all facts | commands |");
    println!("|---|---|---|---|");
    for round in 1..=5 {
        let (card, commands) = counted();
        let inserted = Inserted::new(card, pcscd.first_slot());
        let until = |wanted: fn(&Event) -> bool| loop {
            let event = events
                .recv_timeout(Duration::from_secs(20))
                .expect("an event");
            if wanted(&event) {
                return;
            }
        };
        until(|event| matches!(event, Event::CardSeen { .. }));
        let watch = Stopwatch::start();
        until(|event| {
            matches!(
                event,
                Event::CardFact {
                    fact: CardFact::EarlyDates(_),
                    ..
                }
            )
        });
        let date = watch.elapsed();
        until(|event| matches!(event, Event::CardRead { .. }));
        let all = watch.elapsed();
        let commands = commands.load(Ordering::SeqCst);
        println!("| {round} | {date:?} | {all:?} | {commands} |");
        inserted.pull();
        until(|event| matches!(event, Event::Readers(_)));
    }
    inbox.send(Message::Stop).expect("listens");
    thread.join().expect("ends");
}
