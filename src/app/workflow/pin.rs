//! The one way by which a PIN reaches a card, used by every job that needs one: check the form,
//! hold the card exclusively, know it again, verify, do the work, clear the security state.

mod change;
mod test;

pub use change::change;
pub use test::test;

use super::{Emit, inspect::Identity};
use crate::{
    app::{
        command::PinEntry,
        event::{CardFact, Event},
        failure::Failure,
        ports::{Hold, Readers},
    },
    core::{
        jpki::{CardChannel, Key, Session, Slot, Verified, VerifyError, clear_security_state},
        rules::{Attempts, check_pin},
        secret::Pin,
    },
};

/// What is done under a verified PIN.
pub type Work<'a, K> =
    dyn FnMut(&mut Session<'_, Verified<K>>, &mut Emit<'_>) -> Result<(), Failure> + 'a;

/// The same, for work that needs the PIN once more and wipes it.
type WorkWithPin<'a, K> =
    dyn FnMut(&mut Session<'_, Verified<K>>, &mut Pin, &mut Emit<'_>) -> Result<(), Failure> + 'a;

/// Verifies the PIN of key `K` on the card of `entry` and does `work` under it.
///
/// Reports `PinAccepted` or `PinRejected`, and the counter that the card tells. The result of the
/// work is returned; the card is never left verified (invariant 14). The PIN in `entry` is wiped as
/// soon as the card has answered: the work may take long (invariant 6).
pub fn with_pin<K: Key>(
    readers: &mut dyn Readers,
    identity: &Identity,
    entry: &mut PinEntry,
    emit: &mut Emit<'_>,
    work: &mut Work<'_, K>,
) -> Result<(), Failure> {
    with_pin_kept::<K>(readers, identity, entry, emit, &mut |session, pin, emit| {
        pin.clear();
        work(session, emit)
    })
}

/// The same, but the PIN is wiped only after the work, or by it.
fn with_pin_kept<K: Key>(
    readers: &mut dyn Readers,
    identity: &Identity,
    entry: &mut PinEntry,
    emit: &mut Emit<'_>,
    work: &mut WorkWithPin<'_, K>,
) -> Result<(), Failure> {
    let slot = K::SLOT;
    if check_pin(slot, &entry.pin).is_err() {
        return reject(slot, Failure::PinForm { slot }, emit);
    }
    let mut outcome = None;
    let reader = entry.card.reader.clone();
    let held = readers.with_card(&reader, Hold::Exclusive, &mut |channel| {
        outcome = Some(verify_and_work(&mut *channel, identity, entry, emit, work));
        // Best effort, as the card is powered down next; a card that is gone is clear anyway.
        clear_security_state(channel).ok();
    });
    // It was not sent where the card could not be held.
    entry.pin.clear();
    match (held, outcome) {
        (_, Some(outcome)) => outcome,
        (Err(error), None) => reject(slot, Failure::from_channel(error), emit),
        (Ok(()), None) => reject(slot, Failure::Internal, emit),
    }
}

fn verify_and_work<K: Key>(
    channel: &mut dyn CardChannel,
    identity: &Identity,
    entry: &mut PinEntry,
    emit: &mut Emit<'_>,
    work: &mut WorkWithPin<'_, K>,
) -> Result<(), Failure> {
    let slot = K::SLOT;
    let epoch = entry.card.epoch;
    let mut session = match Session::open(channel) {
        Ok(session) => session,
        Err(error) => return reject(slot, Failure::from_known_card(error), emit),
    };
    match identity.is_same(&mut session) {
        Ok(true) => {}
        Ok(false) => return reject(slot, Failure::CardChanged, emit),
        Err(error) => return reject(slot, Failure::from_card(error), emit),
    }
    let mut tell_attempts = |attempts| {
        emit(Event::CardFact {
            epoch,
            fact: CardFact::Attempts(slot, attempts),
        });
    };
    match session.verify::<K>(&entry.pin, entry.consent) {
        Ok(mut verified) => {
            // Success puts the counter back to its maximum (jpki-card §2.3).
            tell_attempts(Attempts::full(slot));
            emit(Event::PinAccepted(slot));
            work(&mut verified, &mut entry.pin, emit)
        }
        Err(error) => {
            entry.pin.clear();
            match error {
                VerifyError::Wrong { left } => tell_attempts(left),
                VerifyError::Blocked => tell_attempts(Attempts::of(slot, 0)),
                VerifyError::Card(_) | VerifyError::Refused(_) => {}
            }
            reject(slot, Failure::from_verify(error, slot), emit)
        }
    }
}

fn reject(slot: Slot, failure: Failure, emit: &mut Emit<'_>) -> Result<(), Failure> {
    emit(Event::PinRejected(slot, failure.clone()));
    Err(failure)
}
