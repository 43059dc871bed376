//! The remote control of the simulated reader, for tests and the practice bar.

use std::sync::Arc;

use super::slot::{FaultPlan, Inner, LoggedCommand, Slot, Way};
use super::{Shared, new_card};
use crate::core::jpki::CardChannel;
use crate::sim::card::{Reset, SimCard};

/// Moves the card, breaks the line and reads the log, from any thread.
#[derive(Clone)]
pub struct SimRemote {
    shared: Arc<Shared>,
}

impl SimRemote {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Puts the simulated card into the reader, powered up anew. In place already, it is taken out
    /// and put back so quickly that nobody sees the empty reader.
    pub fn insert(&self) {
        self.shared.change(|inner| {
            inner.power_up();
            inner.put(Slot::Sim);
        });
    }

    /// Puts another card in: any [`CardChannel`].
    pub fn insert_other(&self, card: Box<dyn CardChannel + Send>) {
        self.shared.change(|inner| inner.put(Slot::Other(card)));
    }

    /// Puts in a card that does not answer.
    pub fn insert_mute(&self) {
        self.shared.change(|inner| inner.put(Slot::Mute));
    }

    /// Swaps the simulated card for another one, in the same blink.
    pub fn swap(&self, card: SimCard) {
        self.shared.change(|inner| {
            inner.card = Some(card);
            inner.put(Slot::Sim);
        });
    }

    /// Lays a card beside the reader, for [`Fault::Swapped`] and [`Self::change_places`].
    ///
    /// [`Fault::Swapped`]: super::Fault::Swapped
    pub fn lay_beside(&self, card: SimCard) {
        self.shared.lock().beside = Some(card);
    }

    /// The simulated card and the one beside it change places, in the same blink.
    pub fn change_places(&self) {
        self.shared.change(Inner::swap);
    }

    /// The smart card service ends; the card loses its power with it.
    pub fn stop_service(&self) {
        self.shared.change(|inner| {
            inner.power_up();
            inner.way = Way::NoService;
        });
    }

    /// The service runs and the reader is plugged in, whatever was before. The service counts the
    /// insertions afresh, as pcscd does.
    pub fn start_service(&self) {
        self.shared.change(|inner| {
            inner.power_up();
            inner.way = Way::Open;
            inner.insertions = 1;
        });
    }

    /// Takes whatever is in the reader away.
    pub fn pull(&self) {
        self.shared.change(|inner| inner.put(Slot::Empty));
    }

    /// Makes the simulated card as new: counters, PINs. Where it lies it stays.
    pub fn renew(&self) {
        let card = new_card(self.shared.profile.as_ref(), self.shared.today);
        self.shared.change(|inner| {
            inner.card = card;
            inner.insertions = inner.insertions.wrapping_add(1);
        });
    }

    /// Another program takes hold of the card, or lets go of it.
    pub fn hold_by_others(&self, held: bool) {
        self.shared.lock().held_by_others = held;
    }

    /// Resets the simulated card between two uses.
    pub fn reset(&self, kind: Reset) {
        if let Some(card) = &mut self.shared.lock().card {
            card.reset(kind);
        }
    }

    /// Breaks the line once; the last plan counts.
    pub fn plan(&self, plan: FaultPlan) {
        self.shared.lock().plan = Some(plan);
    }

    /// Asks the simulated card past the reader, wherever it lies: for what is true of it. Nothing of
    /// it is in the log. `None` without a card.
    pub fn ask(&self, apdu: &[u8]) -> Option<Vec<u8>> {
        let mut inner = self.shared.lock();
        Some(inner.card.as_mut()?.answer(apdu))
    }

    /// Every command since the start or the last [`SimRemote::clear_log`], of very many the last
    /// [`LOGGED_COMMANDS`](super::LOGGED_COMMANDS).
    pub fn log(&self) -> Vec<LoggedCommand> {
        self.shared.lock().log.iter().copied().collect()
    }

    /// Forgets the log.
    pub fn clear_log(&self) {
        self.shared.lock().log.clear();
    }

    /// How many commands were sent.
    pub fn apdus(&self) -> usize {
        self.shared.lock().log.len()
    }

    /// How many of them were VERIFY with a PIN.
    pub fn verifies(&self) -> usize {
        self.shared
            .lock()
            .log
            .iter()
            .filter(|command| command.is_verify())
            .count()
    }
}
