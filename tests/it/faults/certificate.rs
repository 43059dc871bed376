//! The 署名用 certificate behind its password, and the certificates of both issuers.

use inkan::{
    app::{
        command::Command,
        event::CertificateFact,
        failure::Failure,
        state::{Action, PinPurpose},
    },
    core::jpki::Slot,
};

use super::matrix::{self, Again, Outcome, Workflow, failure_on_screen, submit_password};
use crate::bench::Bench;

pub struct ReadSignCertificate;

fn of(fact: Option<&CertificateFact>, bench: &Bench, slot: Slot) -> Outcome {
    match (failure_on_screen(bench), fact) {
        (Some(failure), _) => Outcome::Failed(failure.code()),
        (None, Some(CertificateFact::Read(..))) => Outcome::Good,
        // As `certificate show` tells them.
        (None, Some(CertificateFact::Absent)) => {
            Outcome::Failed(Failure::CertificateAbsent { slot }.code())
        }
        (None, Some(CertificateFact::Unreadable)) => {
            Outcome::Failed(Failure::CertificateUnreadable { slot }.code())
        }
        (None, Some(CertificateFact::NeedsPin) | None) => Outcome::Partly,
    }
}

impl Workflow for ReadSignCertificate {
    fn lay_out(&self, bench: &mut Bench) {
        bench.act(Action::ReadAgain);
        bench.act(Action::AskPin(PinPurpose::ReadSignCertificate));
    }

    fn run(&self, bench: &mut Bench) {
        submit_password(bench);
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        let card = bench.state.active_card();
        let fact = card.and_then(|card| card.sign.certificate.as_ref());
        of(fact, bench, Slot::Sign)
    }
}

pub struct ReadIssuer(pub Slot);

impl Workflow for ReadIssuer {
    fn lay_out(&self, bench: &mut Bench) {
        bench.act(Action::ReadAgain);
    }

    fn run(&self, bench: &mut Bench) {
        let card = bench.state.active_card_ref().expect("a card");
        bench.order(Command::ReadIssuerCertificate(card, self.0));
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        let card = bench.state.active_card();
        let fact = card.and_then(|card| card.slot(self.0).issuer.as_ref());
        of(fact, bench, self.0)
    }

    fn most_verifies(&self) -> usize {
        0
    }
}

#[test]
fn a_fault_at_any_command_of_reading_the_sign_certificate_costs_no_try() {
    let name = "the 署名用 certificate is read";
    let count = matrix::run(name, &ReadSignCertificate, &matrix::all(), Again::Often);
    assert!(count > 800, "{count}");
}

#[test]
fn a_fault_at_any_command_of_reading_an_issuer_is_told_and_survived() {
    let mut count = 0;
    for slot in Slot::BOTH {
        let name = format!("the certificate of the issuer, {slot:?}");
        count += matrix::run(&name, &ReadIssuer(slot), &matrix::all(), Again::Often);
    }
    assert!(count > 900, "{count}");
}
