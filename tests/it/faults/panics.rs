//! The program breaks down (a panic) at every call to any port: the job ends, it is told, and the worker
//! begins afresh: readers opened anew, the card read again, the next job a good one. The card was let go
//! of clear, nothing half is on the disk, journal and support report go on.

use std::sync::{Arc, mpsc};

use inkan::{
    app::{
        command::{CardEpoch, Command, Message, PracticeAction},
        failure::Failure,
        journal::FailureCode,
        policy::LoadedPolicy,
        ports::{Clock, Readers, ReportSink, Source, Sources},
        settings::{Language, Settings},
        state::{Action, Notice, PinPurpose, Reading, Support},
        worker::Worker,
    },
    cli::{Host, PinInput, PinInputError},
    compose::{CardLender, SystemSources},
    core::{
        jpki::{Changed, Slot},
        rules::LastTryConsent,
        secret::Pin,
        sign::{Encapsulation, SignatureFormat},
    },
    platform::{files::SystemFiles, machine::SystemMachine},
    sim::DEMO_AUTH_PIN,
};

use super::{
    certificate::{ReadIssuer, ReadSignCertificate},
    disk::{Check, PlanSigning, Save, SignOnDisk},
    doctor::{DIAGNOSE, MAKE_REPORT},
    matrix::{
        Outcome, Workflow, ask_tries, assert_files, assert_nobody_waits, assert_works,
        failure_on_screen, is_flawed, prepare,
    },
    ports::{Call, Plan, PlannedClock, PlannedFiles, Trouble},
    reading::ReadCard,
    signing::Sign,
};
use crate::{
    bench::{Bench, Hourglass, Parts},
    desk,
};

const DETACHED: SignatureFormat = SignatureFormat::Cms(Encapsulation::Detached);

fn bench() -> (Plan, Bench) {
    let plan = Plan::default();
    let bench = Bench::of(Parts {
        files: Arc::new(PlannedFiles(plan.clone())),
        clock: Some(Arc::new(PlannedClock(plan.clone()))),
        around: plan.around(),
        survives: true,
        ..Parts::of("normal")
    });
    (plan, bench)
}

fn breakdowns(bench: &Bench) -> usize {
    let events = bench.events.iter();
    events.filter(|event| *event == "JobBroken").count()
}

/// A panic at every call of `workflow`; returns how many there were.
fn every_panic(name: &str, workflow: &dyn Workflow) -> usize {
    let (mut plan, mut bench) = bench();
    let (mut count, mut jobs, mut flaws) = (0, 0, 0);
    for at in 0.. {
        let mut hit = None;
        let mut try_one = || hit = try_one(&mut bench, &plan, workflow, name, at);
        if is_flawed(&mut try_one) {
            flaws += 1;
            (plan, bench) = self::bench();
            assert!(flaws < 40, "{count}");
            hit = Some(0);
        }
        let Some(broken) = hit else { break };
        jobs += broken;
        count += 1;
    }
    println!(
        "{name}: {count} panics, {jobs} of them in the worker, each with a fresh one after it"
    );
    assert_eq!(flaws, 0, "of {count}");
    count
}

/// One panic; how many times the worker began afresh because of it. `None`: there are no more calls.
fn try_one(
    bench: &mut Bench,
    plan: &Plan,
    workflow: &dyn Workflow,
    name: &str,
    at: usize,
) -> Option<usize> {
    prepare(bench, workflow);
    let remote = bench.remote();
    let opened = bench.opened();
    let epoch = bench.state.active_card_ref().expect("a card").epoch;
    bench.events.clear();
    plan.set(at, Trouble::Panics, bench.folder.path().join("none"));
    workflow.run(bench);
    let outcome = workflow.outcome(bench);
    let told = bench.state.notice.clone();
    bench.act(Action::ClosePin);
    let hit = plan.end()?;
    let broken = breakdowns(bench);
    let case = format!("{name}: at call {at}, {hit:?}");
    match broken {
        // In a thread that works beside: it is that document's failure.
        0 => {
            let fits = match outcome {
                Outcome::Good => matches!(hit, Call::Look | Call::BeginSync),
                Outcome::Failed(code) => ["E-APP-04", "E-DOC-01", "E-OUT-04"].contains(&code),
                Outcome::Partly => false,
            };
            assert!(fits, "{case}: {outcome:?}");
        }
        1 => assert_begun_afresh(bench, opened, epoch, told.as_ref(), &case),
        more => panic!("{case}: {more} times"),
    }
    assert_nobody_waits(bench, &case);
    let verifies = remote.log().iter().filter(|it| it.is_verify()).count();
    assert!(verifies <= 2, "{case}: {verifies} VERIFY");
    // The card itself, past everything: it would answer 9000 if it were still verified.
    for slot in Slot::BOTH {
        let all = 0x63C0 | u16::from(slot.max_attempts());
        assert_eq!(ask_tries(&remote, slot), all, "{case}: {slot:?}");
    }
    assert_files(bench, workflow, &case);
    assert_works(bench, workflow, &case);
    Some(broken)
}

/// The readers were opened anew, and the card read again as a new one; it was told, and written down.
fn assert_begun_afresh(
    bench: &Bench,
    opened: usize,
    epoch: CardEpoch,
    told: Option<&Notice>,
    case: &str,
) {
    assert!(bench.opened() > opened, "{case}");
    let card = bench.state.active_card().expect("a card");
    assert_eq!(card.reading, Reading::Done, "{case}");
    assert!(card.epoch > epoch, "{case}: an old card");
    let fits = match told {
        Some(Notice::Failed(failure)) => *failure == Failure::Internal,
        Some(Notice::PinChanged(change)) => change.changed == Changed::Unknown,
        _ => false,
    };
    assert!(fits, "{case}: {told:?}");
    let entries = bench.journal().entries();
    let code = Some(FailureCode::of(&Failure::Internal));
    assert!(entries.iter().any(|it| it.failure == code), "{case}");
}

struct ChangePin;

impl Workflow for ChangePin {
    fn lay_out(&self, bench: &mut Bench) {
        bench.act(Action::Practice(PracticeAction::Renew));
        bench.act(Action::AskPin(PinPurpose::Change(Slot::Auth)));
    }

    fn run(&self, bench: &mut Bench) {
        let pin = |text: &str| Pin::from_bytes(text.as_bytes()).expect("fits");
        bench.act(Action::SubmitPinChange {
            old: pin(DEMO_AUTH_PIN),
            new: pin("5739"),
            consent: LastTryConsent::NotGiven,
        });
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        match &bench.state.notice {
            Some(Notice::PinChanged(change)) => match &change.failure {
                None => Outcome::Good,
                Some(failure) => Outcome::Failed(failure.code()),
            },
            _ => failure_on_screen(bench)
                .map_or(Outcome::Partly, |failure| Outcome::Failed(failure.code())),
        }
    }

    fn most_verifies(&self) -> usize {
        2
    }
}

struct TestPin;

impl Workflow for TestPin {
    fn lay_out(&self, bench: &mut Bench) {
        bench.act(Action::AskPin(PinPurpose::Test(Slot::Auth)));
    }

    fn run(&self, bench: &mut Bench) {
        bench.submit(DEMO_AUTH_PIN, LastTryConsent::NotGiven);
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        match &bench.state.notice {
            Some(Notice::PinTested(..)) => Outcome::Good,
            _ => failure_on_screen(bench)
                .map_or(Outcome::Partly, |failure| Outcome::Failed(failure.code())),
        }
    }
}

/// Another source of cards, and back.
struct OpenSource;

impl Workflow for OpenSource {
    fn run(&self, bench: &mut Bench) {
        bench.act(Action::StartPractice("normal".to_owned()));
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        ReadCard.outcome(bench)
    }
}

#[test]
fn a_panic_at_any_call_while_cards_are_looked_at_is_told_and_survived() {
    let mut count = 0;
    count += every_panic("a card is read", &ReadCard);
    count += every_panic("another source is opened", &OpenSource);
    count += every_panic("the doctor looks", &DIAGNOSE);
    count += every_panic("the support report is made", &MAKE_REPORT);
    count += every_panic("the 署名用 certificate is read", &ReadSignCertificate);
    count += every_panic(
        "the certificate of the issuer is read",
        &ReadIssuer(Slot::Sign),
    );
    assert!(count > 200, "{count}");
}

#[test]
fn a_panic_at_any_call_while_a_document_is_signed_is_told_and_survived() {
    let mut count = every_panic("documents are planned", &PlanSigning(Sign::Batch));
    let workflow = SignOnDisk(Sign::Document, DETACHED);
    count += every_panic("a document is signed", &workflow);
    assert!(count > 80, "{count}");
}

#[test]
fn a_panic_at_any_call_while_a_batch_is_signed_is_told_and_survived() {
    let workflow = SignOnDisk(Sign::Batch, DETACHED);
    let count = every_panic("three documents are signed", &workflow);
    assert!(count > 100, "{count}");
}

#[test]
fn a_panic_at_any_call_while_a_pdf_is_signed_is_told_and_survived() {
    let workflow = SignOnDisk(Sign::Pdf, DETACHED);
    let count = every_panic("a PDF is signed", &workflow);
    assert!(count > 100, "{count}");
}

#[test]
fn a_panic_at_any_call_while_a_pin_is_changed_or_tested_is_told_and_survived() {
    let mut count = every_panic("a PIN is changed", &ChangePin);
    count += every_panic("a PIN is tested", &TestPin);
    assert!(count > 50, "{count}");
}

#[test]
fn a_panic_at_any_call_while_something_is_checked_or_saved_is_told_and_survived() {
    let mut count = every_panic("a certificate is saved", &Save);
    for sign in [Sign::Document, Sign::Pdf] {
        let workflow = Check::of(SignOnDisk(sign, DETACHED), false);
        count += every_panic(&format!("{sign:?} is checked"), &workflow);
    }
    assert!(count > 20, "{count}");
}

#[test]
fn a_program_that_breaks_down_again_and_again_says_so_each_time_and_rests() {
    let mut most = 0;
    for at in 0.. {
        let (plan, mut bench) = bench();
        plan.set(at, Trouble::PanicsForEver, bench.folder.path().join("none"));
        // All that comes of one wish ends by itself.
        bench.events.clear();
        bench.act(Action::ReadAgain);
        let first = breakdowns(&bench);
        if first == 0 {
            // There were no more calls.
            assert!(at > 30, "{at}");
            break;
        }
        assert!((1..=3).contains(&first), "at call {at}: {first}");
        assert_eq!(bench.failure(), Some(&Failure::Internal), "at call {at}");
        assert_nobody_waits(&bench, "resting");
        // The next wish is told, too.
        bench.events.clear();
        bench.act(Action::ReadAgain);
        let second = breakdowns(&bench);
        assert!((1..=3).contains(&second), "at call {at}: {second}");
        assert_eq!(bench.failure(), Some(&Failure::Internal), "at call {at}");
        assert_nobody_waits(&bench, "resting");
        most = most.max(first).max(second);
        // What was wrong is over: nothing has to be started again.
        plan.end();
        bench.act(Action::DismissNotice);
        bench.act(Action::ReadAgain);
        let outcome = ReadCard.outcome(&bench);
        assert!(
            matches!(outcome, Outcome::Good),
            "at call {at}: {outcome:?}"
        );
        bench.act(Action::MakeSupportReport);
        assert!(matches!(bench.state.support, Support::Made(_)));
    }
    println!("at most {most} panics come of one wish");
}

#[test]
fn whoever_waits_to_be_forgotten_or_for_another_source_gets_it_in_any_case() {
    let (plan, mut bench) = bench();
    plan.set(0, Trouble::Panics, bench.folder.path().join("none"));
    bench.act(Action::StartPractice("child".to_owned()));
    assert_eq!(breakdowns(&bench), 1);
    let child = "child".to_owned();
    assert_eq!(bench.state.source, Source::Demo { profile: child });
    let card = bench.state.active_card().expect("opened all the same");
    assert_eq!(card.reading, Reading::Done);
    plan.end();

    let (inbox, _messages) = mpsc::channel();
    let clock = Arc::new(Hourglass::default());
    let sources = SystemSources::new(Arc::clone(&clock) as Arc<dyn Clock>);
    let ports = desk::ports(sources, SystemFiles, clock, inbox);
    let source = Source::Demo {
        profile: "normal".to_owned(),
    };
    let mut worker = Worker::new(ports, source);
    let mut told = Vec::new();
    let mut breaks = true;
    worker.serve(
        Message::Command(Command::Forget(Vec::new())),
        &mut |event| {
            if std::mem::take(&mut breaks) {
                std::panic::resume_unwind(Box::new("as the test wants it"));
            }
            told.push(format!("{event:?}"));
        },
    );
    assert_eq!(told, ["Forgotten", "JobBroken", "PracticeRenewed"]);
}

/// A smart card service that takes the program with it.
struct BrokenSources;

impl Sources for BrokenSources {
    fn open(&mut self, _: &Source, _: ReportSink) -> Box<dyn Readers> {
        std::panic::resume_unwind(Box::new("as the test wants it"))
    }

    fn demo_authorities(&self) -> Vec<Vec<u8>> {
        Vec::new()
    }
}

/// Nobody is asked.
struct NoPins;

impl PinInput for NoPins {
    fn ask(&mut self, _: &str) -> Result<Pin, PinInputError> {
        Err(PinInputError::Missing)
    }

    fn read_line(&mut self) -> Result<Pin, PinInputError> {
        Err(PinInputError::Missing)
    }
}

#[test]
fn the_command_line_ends_in_order_too() {
    let clock: Arc<dyn Clock> = Arc::new(Hourglass::default());
    let host = || Host {
        sources: Box::new(BrokenSources),
        files: Arc::new(SystemFiles),
        clock: Arc::clone(&clock),
        machine: Arc::new(SystemMachine::default()),
        profiles: Vec::new(),
        system_language: Language::En,
        settings: |_| (Settings::default(), None),
        columns: None,
        policy: |_| LoadedPolicy::default(),
        pins: Box::new(NoPins),
        simulator: Box::new(CardLender::new(Arc::clone(&clock))),
    };
    for command in ["status", "doctor"] {
        let arguments = ["inkan-cli", command, "--json"].map(Into::into);
        let exit = inkan::cli::run(arguments.to_vec(), host());
        assert_eq!(exit, Failure::Internal.exit() as u8, "{command}");
    }
}
