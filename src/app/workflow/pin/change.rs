//! Changes a PIN: both of them of the right form before the card hears of either, the old one
//! verified as always, then the change and the card's own word on what is true now.

use super::{Emit, Identity, reject, with_pin_kept};
use crate::{
    app::{
        command::PinEntry,
        event::{CardFact, Event, PinChange},
        failure::Failure,
        ports::Readers,
    },
    core::{jpki::Key, rules::check_pin, secret::Pin},
};

/// Changes the PIN of key `K` from the one in `entry` to `new`. Both are wiped when the card has
/// had them.
///
/// Reports `PinRejected` where the old one was not accepted and `PinChanged` from then on. An error
/// is what kept it from being changed.
pub fn change<K: Key>(
    readers: &mut dyn Readers,
    identity: &Identity,
    entry: &mut PinEntry,
    new: &mut Pin,
    emit: &mut Emit<'_>,
) -> Result<(), Failure> {
    let slot = K::SLOT;
    if check_pin(slot, new).is_err() {
        return reject(slot, Failure::PinNewForm { slot }, emit);
    }
    let epoch = entry.card.epoch;
    let result = with_pin_kept::<K>(readers, identity, entry, emit, &mut |session, old, emit| {
        let report = session.change(old, new);
        old.clear();
        new.clear();
        if let Some(left) = report.left {
            emit(Event::CardFact {
                epoch,
                fact: CardFact::Attempts(slot, left),
            });
        }
        let failure = Failure::from_change(&report, slot);
        emit(Event::PinChanged(PinChange {
            slot,
            changed: report.changed,
            left: report.left,
            failure: failure.clone(),
        }));
        failure.map_or(Ok(()), Err)
    });
    new.clear();
    result
}
