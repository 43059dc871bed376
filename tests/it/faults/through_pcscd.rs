//! The main job through the real smart card service: the card is read as it comes, a file is
//! signed, and at every single command of both the card is pulled once. No try is lost, no partial
//! file stays, and the next card works.

use std::{
    path::PathBuf,
    sync::{Arc, mpsc},
    time::Duration,
};

use inkan::{
    app::{
        command::{CardEpoch, CardRef, Command, Message, PinEntry, SignJob, SignTarget},
        event::Event,
        failure::Failure,
        ports::{
            Overwrite, Presence, ReaderName, ReaderReport, Readers, ReportSink, Source, Sources,
        },
        worker::Worker,
    },
    core::{
        jpki::Slot, rules::LastTryConsent, secret::Pin, sign::SignatureFormat,
        verify::DigestAlgorithm,
    },
    platform::{clock::Stopwatch, files::SystemFiles, pcsc::PcscReaders},
    sim::{DEMO_SIGN_PASSWORD, demo_ca_certificates},
};

use crate::{
    bench::{Bench, StoppedClock, files_in},
    desk::ports,
    pcscd::{Diary, FIRST_SLOT, Inserted, Pcscd, PracticeCard, wait_for},
    sim::TODAY,
};

/// Real readers; the simulated card's certificates are known.
struct RealSources;

impl Sources for RealSources {
    fn open(&mut self, _source: &Source, sink: ReportSink) -> Box<dyn Readers> {
        Box::new(PcscReaders::open(sink))
    }

    fn demo_authorities(&self) -> Vec<Vec<u8>> {
        demo_ca_certificates().map(<[u8]>::to_vec).to_vec()
    }
}

fn verifies(diary: &Diary) -> usize {
    let commands = diary.commands.lock().expect("sound");
    commands
        .iter()
        .filter(|command| command[1] == 0x20 && command.len() > 5)
        .count()
}

/// A worker whose messages are handled here, one by one.
struct Table {
    worker: Worker,
    messages: mpsc::Receiver<Message>,
}

impl Table {
    fn new() -> Self {
        let (inbox, messages) = mpsc::channel();
        let clock = Arc::new(StoppedClock(Bench::now()));
        let ports = ports(RealSources, SystemFiles, clock, inbox);
        Self {
            worker: Worker::new(ports, Source::Real),
            messages,
        }
    }

    /// Handles what comes until `wanted` finds what it looks for among the events.
    fn wait<T>(&mut self, what: &str, wanted: impl Fn(&Event) -> Option<T>) -> T {
        let watch = Stopwatch::start();
        loop {
            let left = watch.left_of(Duration::from_secs(20));
            let message = self.messages.recv_timeout(left).expect(what);
            if let Some(found) = self.handle(message).iter().find_map(&wanted) {
                return found;
            }
        }
    }

    fn wait_for_reading(&mut self) -> (CardEpoch, Result<(), Failure>) {
        self.wait("a card that was read", |event| match event {
            Event::CardRead { epoch, result } => Some((*epoch, result.clone())),
            _ => None,
        })
    }

    /// Takes the card out for good: pcscd looks at a virtual reader only now and then, and does not
    /// notice an exchange in between.
    fn pull(&mut self, card: Inserted) {
        card.pull();
        let mut readers = PcscReaders::open(Arc::new(|_| {}));
        wait_for("an empty reader", || match readers.report() {
            ReaderReport::Readers(readers) => readers
                .iter()
                .all(|reader| reader.presence == Presence::Empty),
            ReaderReport::ServiceGone => false,
        });
        // The worker's own news of it come a moment later.
        while let Ok(message) = self.messages.recv_timeout(Duration::from_millis(150)) {
            self.handle(message);
        }
    }

    fn handle(&mut self, message: Message) -> Vec<Event> {
        let mut events = Vec::new();
        self.worker.handle(message, &mut |event| events.push(event));
        events
    }

    fn sign(&mut self, epoch: CardEpoch, target: SignTarget) -> Vec<Event> {
        let reader = ReaderName(FIRST_SLOT.to_owned());
        let entry = PinEntry {
            card: CardRef { reader, epoch },
            slot: Slot::Sign,
            pin: Pin::from_bytes(DEMO_SIGN_PASSWORD.as_bytes()).expect("fits"),
            consent: LastTryConsent::NotGiven,
        };
        let job = SignJob {
            targets: vec![target],
            destination: None,
            seal: None,
            digest: DigestAlgorithm::Sha256,
            overwrite: Overwrite::Refused,
        };
        self.handle(Message::Command(Command::Sign(job, entry)))
    }
}

/// Why signing ended before its end, and how the one file fared.
fn outcome(events: &[Event]) -> (Option<Failure>, Result<(), Failure>) {
    let finished = events.iter().find_map(|event| match event {
        Event::SignFinished {
            outcomes,
            stopped_by,
        } => Some((stopped_by.clone(), outcomes.first()?.result.clone())),
        _ => None,
    });
    finished.expect("an end")
}

fn document() -> (tempfile::TempDir, SignTarget) {
    let folder = tempfile::tempdir().expect("folder");
    let input: PathBuf = folder.path().join("document.txt");
    std::fs::write(&input, "a document\n").expect("written");
    let output = folder.path().join("document.txt.p7s");
    (
        folder,
        SignTarget {
            input,
            output,
            format: SignatureFormat::default(),
        },
    )
}

#[test]
fn a_card_is_read_and_signs_and_may_leave_at_any_command() {
    let Some(pcscd) = Pcscd::start() else { return };
    let mut table = Table::new();
    let (folder, target) = document();

    // Undisturbed.
    let (card, diary) = PracticeCard::staying(TODAY);
    let inserted = Inserted::new(card, pcscd.first_slot());
    let (epoch, result) = table.wait_for_reading();
    assert_eq!(result, Ok(()));
    let reading = diary.commands();
    assert!(reading <= 17, "{reading} commands to read a card");
    let (stopped_by, result) = outcome(&table.sign(epoch, target.clone()));
    assert_eq!((stopped_by, result), (None, Ok(())));
    assert_eq!(
        files_in(folder.path()),
        ["document.txt", "document.txt.p7s"]
    );
    assert_eq!(verifies(&diary), 1);
    let all = diary.commands();
    table.pull(inserted);

    for at in 1..=reading {
        eprintln!("reading, {at} of {reading}");
        let (card, diary) = PracticeCard::leaving_at(at, TODAY);
        let inserted = Inserted::new(card, pcscd.first_slot());
        let (_, result) = table.wait_for_reading();
        assert_eq!(
            result,
            Err(Failure::CardRemoved),
            "pulled at command {at} of reading"
        );
        assert_eq!((diary.commands(), verifies(&diary)), (at, 0));
        table.pull(inserted);
    }

    // The last commands leave the card clear: the signature is made by then.
    for at in reading + 1..=all {
        eprintln!("signing, {at} of {all}");
        let (folder, target) = document();
        let (card, diary) = PracticeCard::leaving_at(at, TODAY);
        let inserted = Inserted::new(card, pcscd.first_slot());
        let (epoch, result) = table.wait_for_reading();
        assert_eq!(
            result,
            Ok(()),
            "the card before was pulled at command {}",
            at - 1
        );
        let (stopped_by, result) = outcome(&table.sign(epoch, target));
        assert_eq!(diary.commands(), at, "nothing is sent to a card that left");
        assert!(verifies(&diary) <= 1);
        let files = files_in(folder.path());
        if result == Ok(()) {
            assert_eq!((at, files.len()), (all, 2), "{files:?}");
        } else {
            assert!(stopped_by.is_some());
            assert_eq!(files, ["document.txt"], "pulled at command {at}");
            let lost = matches!(
                result,
                Err(Failure::CardRemoved | Failure::PinOutcomeUnknown { .. })
            );
            assert!(lost, "pulled at command {at}: {result:?}");
        }
        table.pull(inserted);
    }
}
