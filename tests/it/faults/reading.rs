//! A card is read: `status`, and what the window does by itself.

use inkan::{
    app::{
        event::CertificateFact,
        failure::Failure,
        ports::Presence,
        state::{Action, Reading, Service},
    },
    core::jpki::CardKind,
    sim::Fault,
};

use super::matrix::{self, Again, Outcome, Workflow};
use crate::bench::Bench;

pub struct ReadCard;

impl Workflow for ReadCard {
    fn run(&self, bench: &mut Bench) {
        bench.act(Action::ReadAgain);
    }

    fn outcome(&self, bench: &Bench) -> Outcome {
        let Some(card) = bench.state.active_card() else {
            let state = &bench.state;
            let nothing = match state.readers.first().map(|it| it.snapshot.presence) {
                _ if state.service == Service::Gone => Failure::ServiceGone,
                None => Failure::ReaderGone,
                Some(Presence::Mute) => Failure::CardMute,
                Some(_) => Failure::CardRemoved,
            };
            return Outcome::Failed(nothing.code());
        };
        if let Reading::Failed(failure) = &card.reading {
            return Outcome::Failed(failure.code());
        }
        let is_whole = card.kind == Some(CardKind::MyNumberCard)
            && card.token.is_some()
            && matches!(card.auth.certificate, Some(CertificateFact::Read(..)))
            && matches!(card.sign.certificate, Some(CertificateFact::NeedsPin))
            && card.auth.attempts.map(|it| it.remaining) == Some(3)
            && card.sign.attempts.map(|it| it.remaining) == Some(5);
        if is_whole {
            Outcome::Good
        } else {
            Outcome::Partly
        }
    }

    /// A reset is answered by reading again, and a swap by reading the other card.
    fn may_pass(&self, fault: Fault) -> bool {
        matches!(
            fault,
            Fault::Reset | Fault::Swapped | Fault::SwappedAfterwards
        )
    }

    fn shows_what_is_unknown(&self) -> bool {
        true
    }

    fn most_verifies(&self) -> usize {
        0
    }
}

#[test]
fn a_fault_at_any_command_of_reading_is_told_and_survived() {
    let count = matrix::run("a card is read", &ReadCard, &matrix::all(), Again::Often);
    assert!(count > 900, "{count}");
}
