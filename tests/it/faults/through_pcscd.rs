//! The main job through the real smart card service: the card is read as it comes, a file is
//! signed, and at every single command of both the card is pulled once. No try is lost, no partial
//! file stays, and the next card works.
//!
//! Then the other faults: answers that are garbage or cut off at every command, and what takes a second
//! each (a card that says nothing, another card, a service that ends and is back) at one command of each
//! kind.

use std::{
    collections::HashSet,
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex, mpsc},
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
    platform::{
        clock::Stopwatch,
        files::SystemFiles,
        pcsc::{Patience, PcscReaders},
    },
    sim::{
        DEMO_SIGN_PASSWORD, Fault, LoggedCommand, Profile, Reset, SimCard, demo_ca_certificates,
    },
};

use super::told::{self, Step};
use crate::{
    bench::{Bench, StoppedClock, files_in},
    desk::ports,
    pcscd::{Diary, FIRST_SLOT, Inserted, Lendable, Lent, Pcscd, PracticeCard, wait_for},
    sim::TODAY,
};

/// How long a card may take where one says nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long that one says nothing.
const SILENCE: Duration = Duration::from_millis(1600);

/// Real readers; the simulated card's certificates are known.
struct RealSources(Patience);

impl Sources for RealSources {
    fn open(&mut self, _source: &Source, sink: ReportSink) -> Box<dyn Readers> {
        Box::new(PcscReaders::open(sink).with_patience(self.0))
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
        Self::with(Patience::default())
    }

    fn with(patience: Patience) -> Self {
        let (inbox, messages) = mpsc::channel();
        let clock = Arc::new(StoppedClock(Bench::now()));
        let ports = ports(RealSources(patience), SystemFiles, clock, inbox);
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

    /// Handles what has come by itself.
    fn settle(&mut self) {
        while let Ok(message) = self.messages.try_recv() {
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

/// What lies in the reader, or beside it.
struct Kept {
    card: SimCard,
    /// Every command since the last plan.
    commands: Vec<Vec<u8>>,
    plan: Option<(usize, Fault)>,
    /// What else happens at the planned command.
    meanwhile: Option<Box<dyn FnOnce() + Send>>,
}

impl Kept {
    fn of(profile: &str) -> Arc<Mutex<Self>> {
        let profile = Profile::built_in(profile).expect("compiled in");
        Arc::new(Mutex::new(Self {
            card: SimCard::new(&profile, TODAY).expect("issued"),
            commands: Vec::new(),
            plan: None,
            meanwhile: None,
        }))
    }

    /// The tries of the 署名用 password that the card itself counts.
    fn tries(&mut self) -> u8 {
        let application = [
            0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00,
            0x01,
        ];
        self.card.answer(&application);
        self.card
            .answer(&[0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x1B]);
        let answer = self.card.answer(&[0x00, 0x20, 0x00, 0x80]);
        self.card.reset(Reset::PowerDown);
        match answer[..] {
            [0x63, left] => left & 0x0F,
            _ => panic!("{answer:?}"),
        }
    }

    fn steps(&self) -> Vec<Step> {
        self.commands.iter().map(|it| step(it)).collect()
    }
}

fn step(command: &[u8]) -> Step {
    Step::of(&LoggedCommand {
        header: command[..4].try_into().expect("a header"),
        insertion: 0,
        data_len: match command.get(5..) {
            Some([_, ..]) => usize::from(command[4]),
            _ => 0,
        },
        status: None,
    })
}

impl Lendable for Kept {
    fn card(&mut self) -> &mut SimCard {
        &mut self.card
    }

    fn answer(lent: &Mutex<Self>, apdu: &[u8]) -> Option<Vec<u8>> {
        let mut kept = lent.lock().expect("sound");
        let number = kept.commands.len();
        kept.commands.push(apdu.to_vec());
        let fault = kept.plan.take_if(|(at, _)| *at == number);
        let mut answer = kept.card.answer(apdu);
        let meanwhile = kept.meanwhile.take_if(|_| fault.is_some());
        drop(kept);
        if let Some(meanwhile) = meanwhile {
            meanwhile();
        }
        match fault.map(|(_, fault)| fault) {
            Some(Fault::Garbage) => answer.iter_mut().for_each(|byte| *byte ^= 0xFF),
            Some(Fault::Mute) => std::thread::sleep(SILENCE),
            Some(Fault::SwappedAfterwards) => return None,
            Some(Fault::Truncated) => {
                let status = answer.split_off(answer.len() - 2);
                answer.truncate(answer.len() / 2);
                answer.extend_from_slice(&status);
            }
            _ => {}
        }
        Some(answer)
    }
}

/// The card of the person in the reader, that of another one beside it.
struct Faulty {
    table: Table,
    pcscd: Arc<Mutex<Pcscd>>,
    slot: SocketAddr,
    own: Arc<Mutex<Kept>>,
    other: Arc<Mutex<Kept>>,
    inserted: Arc<Mutex<Option<Inserted>>>,
}

impl Faulty {
    fn lay(patience: Patience) -> Option<Self> {
        let pcscd = Pcscd::start()?;
        let slot = pcscd.first_slot();
        let mut faulty = Self {
            table: Table::with(patience),
            slot,
            pcscd: Arc::new(Mutex::new(pcscd)),
            own: Kept::of("normal"),
            other: Kept::of("renewable"),
            inserted: Arc::default(),
        };
        faulty.insert();
        Some(faulty)
    }

    fn insert(&mut self) {
        let card = Inserted::new(Lent(Arc::clone(&self.own)), self.slot);
        *self.inserted.lock().expect("sound") = Some(card);
    }

    /// Reads until it works; which card that is then.
    fn read(&mut self) -> CardEpoch {
        let watch = Stopwatch::start();
        loop {
            let order = Message::Command(Command::ReadAgain);
            let events = self.table.handle(order);
            let read = events.iter().find_map(|event| match event {
                Event::CardRead {
                    epoch,
                    result: Ok(()),
                } => Some(*epoch),
                _ => None,
            });
            if let Some(epoch) = read {
                self.table.settle();
                return epoch;
            }
            assert!(!watch.has_passed(Duration::from_secs(20)), "{events:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Plans what happens, and what else belongs to it.
    fn plan(&self, at: usize, fault: Fault) {
        let mut own = self.own.lock().expect("sound");
        own.commands.clear();
        own.plan = Some((at, fault));
        self.other.lock().expect("sound").commands.clear();
        own.meanwhile = match fault {
            Fault::ServiceGoneAfterwards => {
                let pcscd = Arc::clone(&self.pcscd);
                Some(Box::new(move || {
                    let mut pcscd = pcscd.lock().expect("sound");
                    pcscd.kill();
                    pcscd.run();
                }))
            }
            Fault::SwappedAfterwards => {
                let (other, slot) = (Arc::clone(&self.other), self.slot);
                let inserted = Arc::clone(&self.inserted);
                Some(Box::new(move || {
                    let other = Inserted::new(Lent(other), slot);
                    let own = inserted.lock().expect("sound").replace(other);
                    // It ends by itself, on the thread that runs this.
                    std::mem::forget(own);
                }))
            }
            _ => None,
        };
    }

    /// What is wrong outside is put right, and nothing in the program.
    fn recover(&mut self, fault: Fault) {
        if fault == Fault::SwappedAfterwards {
            let other = self.inserted.lock().expect("sound").take();
            self.table.pull(other.expect("there"));
            self.insert();
        }
        self.read();
    }

    /// Signs a document; what is told, by its code, and what lies in the folder.
    fn sign(&mut self, epoch: CardEpoch) -> (Option<&'static str>, Vec<String>) {
        let (folder, target) = document();
        let events = self.table.sign(epoch, target);
        let (stopped_by, result) = outcome(&events);
        let failure = stopped_by.or(result.err());
        (failure.map(|it| it.code()), files_in(folder.path()))
    }

    /// One fault while a document is signed.
    fn sign_with(&mut self, at: usize, fault: Fault, step: Step) {
        let case = format!("{fault:?} at command {at} of signing, {step:?}");
        eprintln!("{case}");
        let epoch = self.read();
        self.plan(at, fault);
        let (code, files) = self.sign(epoch);
        if let Some(code) = code {
            let codes = codes(fault, step);
            assert!(codes.contains(&code), "{case}: {code} is none of {codes:?}");
            assert_eq!(files, ["document.txt"], "{case}");
        } else {
            let may_pass =
                step == Step::Clear || matches!(fault, Fault::Garbage | Fault::Truncated);
            assert!(may_pass, "{case}: nobody was told");
            assert_eq!(files.len(), 2, "{case}");
        }
        for (kept, most) in [(&self.own, 1), (&self.other, 0)] {
            let steps = kept.lock().expect("sound").steps();
            let count = |wanted| steps.iter().filter(|it| **it == wanted).count();
            assert!(count(Step::Verify) <= most, "{case}: {steps:?}");
            assert!(count(Step::Sign) <= most, "{case}: {steps:?}");
        }
        self.recover(fault);
        assert_eq!(self.own.lock().expect("sound").tries(), 5, "{case}");
        let epoch = self.read();
        let (code, files) = self.sign(epoch);
        assert_eq!((code, files.len()), (None, 2), "{case}: and then");
    }

    /// One fault while the card is read.
    fn read_with(&mut self, at: usize, fault: Fault, step: Step) {
        let case = format!("{fault:?} at command {at} of reading, {step:?}");
        eprintln!("{case}");
        self.read();
        self.plan(at, fault);
        let order = Message::Command(Command::ReadAgain);
        let events = self.table.handle(order);
        let failure = events.iter().find_map(|event| match event {
            Event::CardRead { result, .. } => result.clone().err(),
            _ => None,
        });
        if let Some(failure) = failure {
            let (code, codes) = (failure.code(), codes(fault, step));
            assert!(codes.contains(&code), "{case}: {code} is none of {codes:?}");
        }
        self.recover(fault);
        assert_eq!(self.own.lock().expect("sound").tries(), 5, "{case}");
    }

    /// The commands of reading, and those of signing.
    fn undisturbed(&mut self) -> [Vec<Step>; 2] {
        self.read();
        self.own.lock().expect("sound").commands.clear();
        let epoch = self.read();
        let reading = self.own.lock().expect("sound").steps();
        self.own.lock().expect("sound").commands.clear();
        assert_eq!(self.sign(epoch).0, None);
        let signing = self.own.lock().expect("sound").steps();
        [reading, signing]
    }
}

/// What may be told. The service has words of its own for a card that was exchanged under its eyes, and
/// right after its start it does not know its readers yet.
fn codes(fault: Fault, step: Step) -> Vec<&'static str> {
    let mut codes = told::codes(fault, step).to_vec();
    match (fault, step) {
        (_, Step::Verify | Step::Clear) => {}
        (Fault::SwappedAfterwards, _) => {
            codes.extend(["E-CARD-04", "E-CARD-05", "E-READER-03", "E-READER-05"]);
        }
        (Fault::ServiceGoneAfterwards, _) => codes.extend(["E-READER-03", "E-CARD-03"]),
        (Fault::Garbage, Step::SelectApplication) => codes.push("E-CARD-02"),
        _ => {}
    }
    codes
}

/// The first command of each kind.
fn one_of_each(steps: &[Step]) -> Vec<(usize, Step)> {
    let mut seen = HashSet::new();
    let steps = steps.iter().copied().enumerate();
    steps.filter(|(_, step)| seen.insert(*step)).collect()
}

#[test]
fn answers_that_are_damaged_at_any_command_cost_no_try_and_leave_nothing() {
    let Some(mut faulty) = Faulty::lay(Patience::default()) else {
        return;
    };
    let [reading, signing] = faulty.undisturbed();
    let mut count = 0;
    for fault in [Fault::Garbage, Fault::Truncated] {
        for (at, step) in reading.iter().copied().enumerate() {
            faulty.read_with(at, fault, step);
            count += 1;
        }
        for (at, step) in signing.iter().copied().enumerate() {
            faulty.sign_with(at, fault, step);
            count += 1;
        }
    }
    println!("{count} damaged answers through the real service");
    assert!(count >= 80, "{count}");
}

#[test]
fn silence_another_card_and_a_service_that_is_started_again_are_survived() {
    let patience = Patience {
        answer: PATIENCE,
        ..Patience::default()
    };
    let Some(mut faulty) = Faulty::lay(patience) else {
        return;
    };
    let [reading, signing] = faulty.undisturbed();
    let mut count = 0;
    for fault in [
        Fault::Mute,
        Fault::SwappedAfterwards,
        Fault::ServiceGoneAfterwards,
    ] {
        let last = reading.len() - 1;
        faulty.read_with(last, fault, reading[last]);
        for (at, step) in one_of_each(&signing) {
            faulty.sign_with(at, fault, step);
            count += 1;
        }
    }
    println!("{count} faults through the real service");
    assert!(count >= 20, "{count}");
}
