//! The doctor, and the support report with its ladder: they look at the card as reading does, and what
//! they say is a finding and no failure.

use inkan::{
    app::{
        doctor::Ladder,
        state::{Action, Support},
    },
    sim::Fault,
};

use super::{
    matrix::{self, Again, Outcome, Workflow},
    told::Step,
};
use crate::bench::Bench;

/// What the doctor may find, by its codes.
fn findings(fault: Fault) -> &'static [&'static str] {
    match fault {
        Fault::Slow(_) => &[],
        Fault::Removed | Fault::RemovedAfterwards | Fault::Swapped | Fault::SwappedAfterwards => {
            &["D-ANSWER-02"]
        }
        Fault::Mute => &["D-ANSWER-01"],
        Fault::Reset => &["D-ANSWER-05"],
        Fault::ReaderGone => &["D-ANSWER-03"],
        Fault::ServiceGone | Fault::ServiceGoneAfterwards => &["D-ANSWER-08"],
        Fault::Cut => &["D-ANSWER-07"],
        // Of words that a card can say it is only seen what they leave unknown.
        Fault::Garbage | Fault::Truncated | Fault::Status(_) | Fault::StatusAfterwards(_) => &[
            "D-ANSWER-07",
            "D-APP-08",
            "D-APP-09",
            "D-CERT-01",
            "D-CERT-02",
            "D-TRIES-01",
            "D-TRIES-02",
            "D-TRIES-03",
        ],
    }
}

/// Makes a ladder, and shows it.
pub struct Ladders {
    make: fn() -> Action,
    made: fn(&Bench) -> Option<&Ladder>,
}

pub const DIAGNOSE: Ladders = Ladders {
    make: || Action::Diagnose,
    made: |bench| bench.state.diagnosis.ladder.as_deref(),
};

pub const MAKE_REPORT: Ladders = Ladders {
    make: || Action::MakeSupportReport,
    made: |bench| {
        let Support::Made(report) = &bench.state.support else {
            return None;
        };
        // What was said to the card last is in it.
        let last = report.entries.last().expect("an entry");
        assert!(last.visit.is_some(), "{last:?}");
        Some(&report.ladder)
    },
};

impl Workflow for Ladders {
    fn run(&self, bench: &mut Bench) {
        bench.act((self.make)());
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        let Some(ladder) = (self.made)(bench) else {
            return Outcome::Partly;
        };
        match ladder.findings().next() {
            Some(finding) => Outcome::Failed(finding.code()),
            None => Outcome::Good,
        }
    }

    fn codes(&self, fault: Fault, _step: Step) -> &'static [&'static str] {
        findings(fault)
    }

    /// It looks again.
    fn may_pass(&self, fault: Fault) -> bool {
        fault == Fault::Reset
    }

    fn most_verifies(&self) -> usize {
        0
    }
}

#[test]
fn a_fault_at_any_command_of_the_doctor_is_found_and_survived() {
    let count = matrix::run("the doctor looks", &DIAGNOSE, &matrix::all(), Again::Often);
    assert!(count > 900, "{count}");
}

#[test]
fn a_fault_at_any_command_of_the_support_report_is_in_it() {
    let name = "the support report is made";
    let count = matrix::run(name, &MAKE_REPORT, &matrix::of_the_line(), Again::Often);
    assert!(count > 200, "{count}");
}
