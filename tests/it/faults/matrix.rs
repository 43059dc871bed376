//! Every fault at every command of a workflow, and what is asked after each.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use inkan::{
    app::{
        failure::Failure,
        state::{Action, PinDialog, PinPhase, Reading, SignPhase, Support, Verification},
    },
    core::{
        jpki::{AID_ISSUER_DOMAIN, Slot},
        rules::{LastTryConsent, jst_date},
        verify::Verdict,
    },
    sim::{DEMO_SIGN_PASSWORD, Fault, FaultPlan, LoggedCommand, Profile, SimCard, SimRemote},
};

use super::told::{self, Step};
use crate::bench::Bench;

/// What can happen to the line, and what another card or a slow one does.
pub const LINE: [Fault; 13] = [
    Fault::Cut,
    Fault::Garbage,
    Fault::Mute,
    Fault::ReaderGone,
    Fault::Removed,
    Fault::RemovedAfterwards,
    Fault::Reset,
    Fault::ServiceGone,
    Fault::ServiceGoneAfterwards,
    Fault::Slow(SLOW),
    Fault::Swapped,
    Fault::SwappedAfterwards,
    Fault::Truncated,
];

/// As long as a slow card takes.
pub const SLOW: Duration = Duration::from_secs(10);

/// Status words that cards give, and that mean something else at each command.
pub const WORDS: [u16; 22] = [
    0x9000, 0x6110, 0x6282, 0x6300, 0x63C0, 0x63C1, 0x63C2, 0x6400, 0x6581, 0x6700, 0x6881, 0x6982,
    0x6983, 0x6984, 0x6985, 0x6986, 0x6A80, 0x6A82, 0x6A86, 0x6C04, 0x6D00, 0x6F00,
];

/// The faults of the line.
pub fn of_the_line() -> Vec<Fault> {
    LINE.to_vec()
}

/// Every word: before the card has acted, and after.
pub fn words() -> Vec<Fault> {
    let words = WORDS.into_iter();
    let before = words.clone().map(Fault::Status);
    before.chain(words.map(Fault::StatusAfterwards)).collect()
}

/// Both.
pub fn all() -> Vec<Fault> {
    [of_the_line(), words()].concat()
}

/// How a workflow ended.
#[derive(Debug)]
pub enum Outcome {
    Good,
    /// Told by this code.
    Failed(&'static str),
    /// It ended without a failure, and something remained unknown that the page shows as such.
    Partly,
}

/// What the matrix is run over.
pub trait Workflow {
    /// What it needs, laid out anew.
    fn lay_out(&self, _bench: &mut Bench) {}
    /// Does it.
    fn run(&self, bench: &mut Bench);
    /// How it ended.
    fn outcome(&self, bench: &Bench) -> Outcome;
    /// What may be told of a fault. None: it must not fail.
    fn codes(&self, fault: Fault, step: Step) -> &'static [&'static str] {
        told::codes(fault, step)
    }
    /// Whether it may come to a good end with this fault all the same.
    fn may_pass(&self, _fault: Fault) -> bool {
        false
    }
    /// Whether a page shows as unknown what the card refuses, without a failure.
    fn shows_what_is_unknown(&self) -> bool {
        false
    }
    /// Whether results verify as good.
    fn is_of_good_results(&self) -> bool {
        true
    }
    /// Everything that may lie in the folder; of these, results are looked into.
    fn names(&self) -> &'static [&'static str] {
        &[]
    }
    /// The most VERIFY with a secret.
    fn most_verifies(&self) -> usize {
        1
    }
}

/// The failure that a page or a dialog shows.
pub fn failure_on_screen(bench: &Bench) -> Option<Failure> {
    let dialog = bench.state.pin.as_ref();
    let in_dialog = dialog.and_then(|dialog| dialog.failure.clone());
    in_dialog.or_else(|| bench.failure().cloned())
}

/// A bench for the matrix: with another person's card beside the reader.
pub fn bench() -> Bench {
    let bench = Bench::with("normal");
    lay_beside(&bench);
    bench
}

/// Lays another person's card beside the reader.
pub fn lay_beside(bench: &Bench) {
    let profile = Profile::built_in("renewable").expect("compiled in");
    let today = jst_date(Bench::now());
    let other = SimCard::new(&profile, today).expect("issued");
    bench.remote().lay_beside(other);
}

/// Runs `workflow` once without a fault, and once with each of `faults` at each of its commands.
/// Returns how many there were. What is found is said of every one of them, not of the first alone.
pub fn run(name: &str, workflow: &dyn Workflow, faults: &[Fault], again: Again) -> usize {
    let mut bench = bench();
    let steps = undisturbed(&mut bench, workflow);
    let (mut count, mut flaws) = (0, 0);
    for (at_apdu, step) in steps.iter().copied().enumerate() {
        for (place, fault) in faults.iter().copied().enumerate() {
            let works = again.after(at_apdu, place, fault);
            let case = format!(
                "{name}: {fault:?} at command {at_apdu} of {}, {step:?}",
                steps.len()
            );
            let plan = FaultPlan { at_apdu, fault };
            let try_it = || {
                try_one(&mut bench, workflow, plan, step, &case);
                if works {
                    assert_works(&mut bench, workflow, &case);
                }
            };
            if is_flawed(try_it) {
                flaws += 1;
                bench = self::bench();
            }
            count += 1;
        }
    }
    println!("{name}: {count} faults at {} commands", steps.len());
    assert_eq!(flaws, 0, "of {count}");
    count
}

/// After which faults the workflow is done again to its end. The next fault's way up to its own command is
/// on the same worker in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// After each one of the line, and one word at each command.
    Often,
    /// After one at each command, another one each time: what it costs is long in itself.
    InTurn,
}

impl Again {
    /// Whether it is after this fault, the one at `place` of those at the command `at`.
    pub fn after(self, at: usize, place: usize, fault: Fault) -> bool {
        let is_word = matches!(fault, Fault::Status(_) | Fault::StatusAfterwards(_));
        match self {
            Self::Often if !is_word => true,
            Self::Often => place % WORDS.len() == at % WORDS.len(),
            Self::InTurn => place == at % LINE.len(),
        }
    }
}

/// Whether the test found something; it has said what.
pub fn is_flawed(test: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(test)).is_err()
}

fn try_one(bench: &mut Bench, workflow: &dyn Workflow, plan: FaultPlan, step: Step, case: &str) {
    let fault = plan.fault;
    prepare(bench, workflow);
    let before = bench.ticks();
    bench.remote().plan(plan);
    workflow.run(bench);
    let log = bench.remote().log();
    match workflow.outcome(bench) {
        Outcome::Failed(code) => {
            let codes = workflow.codes(fault, step);
            assert!(codes.contains(&code), "{case}: {code} is none of {codes:?}");
        }
        Outcome::Good if workflow.may_pass(fault) => {}
        outcome => {
            let fits = may_end_so(workflow, fault, step, &outcome);
            assert!(fits, "{case}: {outcome:?}");
        }
    }
    if let Fault::Slow(took) = fault {
        assert!(bench.ticks() >= before + took, "{case}");
    }
    assert_nobody_waits(bench, case);
    assert_commands(&log, workflow.most_verifies(), case);
    assert_files(bench, workflow, case);
    assert_tries(bench, case);
    recover(bench, fault, case);
    assert_tries(bench, case);
}

/// The same workflow succeeds on the same worker.
pub fn assert_works(bench: &mut Bench, workflow: &dyn Workflow, case: &str) {
    prepare(bench, workflow);
    workflow.run(bench);
    let again = workflow.outcome(bench);
    assert!(matches!(again, Outcome::Good), "{case}: then {again:?}");
}

fn undisturbed(bench: &mut Bench, workflow: &dyn Workflow) -> Vec<Step> {
    prepare(bench, workflow);
    workflow.run(bench);
    let outcome = workflow.outcome(bench);
    assert!(matches!(outcome, Outcome::Good), "{outcome:?}");
    let log = bench.remote().log();
    assert_commands(&log, workflow.most_verifies(), "undisturbed");
    log.iter().map(Step::of).collect()
}

/// Whether it may end so, without a failure. What ends a connection is told, but where the work is done
/// and only the card is to forget: what was read then went with the card.
fn may_end_so(workflow: &dyn Workflow, fault: Fault, step: Step, outcome: &Outcome) -> bool {
    let is_good = matches!(outcome, Outcome::Good);
    match fault {
        Fault::Slow(_) => is_good,
        Fault::Garbage | Fault::Truncated | Fault::Status(_) | Fault::StatusAfterwards(_) => {
            is_good || workflow.shows_what_is_unknown()
        }
        _ => step == Step::Clear,
    }
}

/// Lays everything out anew, and clears the log.
pub fn prepare(bench: &mut Bench, workflow: &dyn Workflow) {
    for name in bench.files() {
        std::fs::remove_file(bench.folder.path().join(name)).expect("removed");
    }
    bench.act(Action::ClosePin);
    bench.act(Action::DismissNotice);
    bench.act(Action::NewSigning);
    workflow.lay_out(bench);
    bench.remote().clear_log();
}

/// Nothing goes on any more: no dialog that checks, no page that works, no card that is being read.
pub fn assert_nobody_waits(bench: &Bench, case: &str) {
    let state = &bench.state;
    let is_checking = |dialog: &PinDialog| dialog.phase == PinPhase::Checking;
    assert!(
        !state.pin.as_ref().is_some_and(is_checking),
        "{case}: the dialog"
    );
    assert!(
        !matches!(
            state.desk.phase,
            SignPhase::Working { .. } | SignPhase::Planning
        ),
        "{case}: the signing page"
    );
    assert!(
        !matches!(state.verification, Verification::Working { .. }),
        "{case}: the page that checks"
    );
    assert!(state.diagnosis.at.is_none(), "{case}: the doctor");
    assert!(
        !matches!(state.support, Support::Making),
        "{case}: the report"
    );
    let reading = state.readers.iter().filter_map(|it| it.card.as_ref());
    for card in reading {
        assert_ne!(card.reading, Reading::Running, "{case}: the card");
    }
}

/// VERIFY is sent once, to the card that was there at first, as is every signature; and where the card
/// can still be talked to, it forgets what was verified before anything else is done (invariant 14).
pub fn assert_commands(log: &[LoggedCommand], most_verifies: usize, case: &str) {
    let verifies = log.iter().filter(|it| it.is_verify()).count();
    assert!(verifies <= most_verifies, "{case}: {verifies} VERIFY");
    let first = log.first().map(|it| it.insertion);
    for command in log.iter().filter(|it| Some(it.insertion) != first) {
        let step = Step::of(command);
        assert!(
            !matches!(step, Step::Verify | Step::Change | Step::Sign),
            "{case}: {step:?} reached another card"
        );
    }
    let Some(verified) = log.iter().rposition(LoggedCommand::is_verify) else {
        return;
    };
    for command in &log[verified..] {
        if command.status.is_none() {
            return;
        }
        let [_, ins, p1, _] = command.header;
        if (ins, p1) == (0xA4, 0x04) {
            assert_eq!(
                command.data_len,
                AID_ISSUER_DOMAIN.len(),
                "{case}: left verified"
            );
            return;
        }
    }
    panic!("{case}: left verified");
}

/// What lies in the folder is known, and every result is a good one.
pub fn assert_files(bench: &mut Bench, workflow: &dyn Workflow, case: &str) {
    // It may ask again, and read ahead meanwhile.
    bench.act(Action::ClosePin);
    let names = workflow.names();
    for name in bench.files() {
        assert!(names.contains(&&*name), "{case}: {name} was left");
        if is_result(&name) && workflow.is_of_good_results() {
            assert_good(bench, &name, case);
        }
    }
}

/// Whether a file of this name is one that we wrote.
pub fn is_result(name: &str) -> bool {
    [".p7s", ".p7m", ".signed.pdf"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// What bears a final name is whole, and verifies as good.
pub fn assert_good(bench: &mut Bench, name: &str, case: &str) {
    let notice = bench.state.notice.clone();
    let page = bench.state.page;
    let path = bench.folder.path().join(name);
    bench.act(Action::Verify(vec![path]));
    let Verification::Finished(files) = &bench.state.verification else {
        panic!("{case}: not checked")
    };
    let report = files[0].report.as_ref().expect("a report");
    assert_eq!(report.verdict(), Verdict::Good, "{case}: {name}");
    bench.state.verification = Verification::Empty;
    bench.state.page = page;
    bench.state.notice = notice;
}

/// Asks the card past everything: the answer's status word.
pub fn ask(remote: &SimRemote, apdu: &[u8]) -> u16 {
    let answer = remote.ask(apdu).expect("a card");
    u16::from_be_bytes([answer[answer.len() - 2], answer[answer.len() - 1]])
}

/// Selects the PIN of `slot`, past everything. What is verified stays so.
pub fn select_pin(remote: &SimRemote, slot: Slot) {
    let application = [
        0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01,
    ];
    assert_eq!(ask(remote, &application), 0x9000);
    let ef = match slot {
        Slot::Auth => 0x18,
        Slot::Sign => 0x1B,
    };
    let file = [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, ef];
    assert_eq!(ask(remote, &file), 0x9000);
}

/// What the card says of the tries of `slot`, past everything: 63Cx, or 9000 where it is verified.
pub fn ask_tries(remote: &SimRemote, slot: Slot) -> u16 {
    select_pin(remote, slot);
    ask(remote, &[0x00, 0x20, 0x00, 0x80])
}

/// The card has all tries and nothing verified, whichever it is that lies in the reader.
pub fn assert_tries(bench: &Bench, case: &str) {
    for slot in Slot::BOTH {
        let all = 0x63C0 | u16::from(slot.max_attempts());
        let left = ask_tries(&bench.remote(), slot);
        assert_eq!(left, all, "{case}: a try was lost");
    }
}

/// Puts right what was wrong outside, as a person does, and nothing in the program.
pub fn recover(bench: &mut Bench, fault: Fault, case: &str) {
    let remote = bench.remote();
    // A fault that was not reached is not to come later.
    remote.plan(FaultPlan {
        at_apdu: usize::MAX,
        fault: Fault::Mute,
    });
    bench.act(Action::ClosePin);
    bench.act(Action::DismissNotice);
    match fault {
        Fault::ServiceGone | Fault::ServiceGoneAfterwards | Fault::ReaderGone => {
            bench.settle();
            remote.start_service();
        }
        // The other card is taken away, the person's own laid down.
        Fault::Swapped | Fault::SwappedAfterwards => remote.change_places(),
        Fault::Slow(_) | Fault::Reset => {}
        _ => {
            remote.pull();
            bench.settle();
            remote.insert();
        }
    }
    bench.settle();
    if matches!(fault, Fault::Slow(_) | Fault::Reset) {
        bench.act(Action::ReadAgain);
    }
    let card = bench.state.active_card();
    let reading = card.map(|card| card.reading.clone());
    assert_eq!(reading, Some(Reading::Done), "{case}");
}

/// The password of every practice card.
pub fn submit_password(bench: &mut Bench) {
    bench.submit(DEMO_SIGN_PASSWORD, LastTryConsent::NotGiven);
}
