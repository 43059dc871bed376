//! The worker's orders about the PINs themselves: change one, test one. Both go the one way by which
//! a PIN reaches a card (`workflow::pin`).

use super::Worker;
use crate::{
    app::{
        command::PinEntry,
        event::Event,
        failure::Failure,
        workflow::{
            Emit,
            pin::{change, test},
        },
    },
    core::{
        jpki::{AuthKey, SignKey, Slot},
        secret::Pin,
    },
};

impl Worker {
    pub(super) fn change_pin(&mut self, mut entry: PinEntry, mut new: Pin, emit: &mut Emit<'_>) {
        let Ok(identity) = self.recognise(&entry, emit) else {
            return;
        };
        let (readers, _) = self.at_the_card();
        let mut counter_is_known = true;
        let mut tell = |event| {
            if let Event::PinChanged(change) = &event {
                counter_is_known = change.left.is_some();
            }
            emit(event);
        };
        let result = match entry.slot {
            Slot::Auth => change::<AuthKey>(readers, &identity, &mut entry, &mut new, &mut tell),
            Slot::Sign => change::<SignKey>(readers, &identity, &mut entry, &mut new, &mut tell),
        };
        let lost = (!counter_is_known).then_some(Failure::CardRemoved);
        self.after_loss(&entry.card, lost.or(result.err()).as_ref(), emit);
    }

    pub(super) fn test_pin(&mut self, mut entry: PinEntry, emit: &mut Emit<'_>) {
        let Ok(identity) = self.recognise(&entry, emit) else {
            return;
        };
        let (readers, context) = self.at_the_card();
        let result = match entry.slot {
            Slot::Auth => test::<AuthKey>(readers, &identity, &mut entry, &context, emit),
            Slot::Sign => test::<SignKey>(readers, &identity, &mut entry, &context, emit),
        };
        self.after_loss(&entry.card, result.err().as_ref(), emit);
    }
}
