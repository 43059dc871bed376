//! Practice mode as the state knows it: whether the PINs that are shown are still true, and where the
//! person was before, so that they come back to it. What was typed is nobody's to remember.

use super::{AppState, Effect, Page, SignDesk, SignPhase, Verification};
use crate::{
    app::{command::Command, ports::Source},
    core::jpki::{Changed, Slot},
};

/// What is known of a secret of the practice card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DemoSecret {
    /// It is the one that is shown.
    #[default]
    AsShown,
    /// It was changed, to something that only the person knows.
    Changed,
    /// A change was cut off.
    InDoubt,
}

/// Both secrets of the practice card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DemoSecrets {
    auth: DemoSecret,
    sign: DemoSecret,
}

impl DemoSecrets {
    /// One of them.
    pub fn of(self, slot: Slot) -> DemoSecret {
        match slot {
            Slot::Auth => self.auth,
            Slot::Sign => self.sign,
        }
    }

    /// Whether both are the ones that are shown.
    pub fn are_as_shown(self) -> bool {
        self == Self::default()
    }

    pub(super) fn take_in(&mut self, slot: Slot, changed: Changed) {
        let secret = match slot {
            Slot::Auth => &mut self.auth,
            Slot::Sign => &mut self.sign,
        };
        *secret = match changed {
            Changed::No => *secret,
            Changed::Unknown => DemoSecret::InDoubt,
            Changed::Yes => DemoSecret::Changed,
        };
    }
}

/// Where a person is: what they come back to.
#[derive(Debug, Default)]
pub(super) struct Place {
    page: Page,
    desk: SignDesk,
    verification: Verification,
}

impl AppState {
    /// Takes the place along; what is left is fresh.
    pub(super) fn leave_place(&mut self) -> Place {
        let words = self.desk.seal.words.clone();
        let place = Place {
            page: self.page,
            desk: std::mem::take(&mut self.desk),
            verification: std::mem::take(&mut self.verification),
        };
        self.desk.seal.words = words;
        place
    }

    /// Comes back to a place. The files are looked at again: they may have changed meanwhile.
    pub(super) fn return_to(&mut self, place: Place) -> Vec<Effect> {
        // Which card lies on the reader now is not known yet.
        self.page = place.page.without_card();
        let words = self.desk.seal.words.clone();
        self.desk = place.desk;
        self.desk.seal.words = words;
        self.verification = place.verification;
        if !self.desk.is_choosing() || self.desk.order.documents.is_empty() {
            return Vec::new();
        }
        self.desk.phase = SignPhase::Planning;
        vec![Effect::Send(Command::PlanSigning(self.desk.order.clone()))]
    }

    /// Orders readers from `source`.
    pub(super) fn open_source(&mut self, source: Source) -> Effect {
        self.opening += 1;
        Effect::Send(Command::OpenSource(source))
    }
}
