//! Tests a PIN and the key behind it: the PIN is verified, the key signs random bytes, and the
//! certificate on the card judges the answer. It costs a try only where the PIN is wrong.

use rand_core::{OsRng, RngCore};

use super::{Emit, Identity, with_pin};
use crate::{
    app::{
        command::PinEntry,
        event::Event,
        failure::Failure,
        ports::Readers,
        workflow::{Context, sign},
    },
    core::{
        challenge::{CHALLENGE_LEN, Challenge},
        jpki::{Key, Session, Verified},
    },
};

/// Tests the PIN of key `K`. Reports `PinRejected` where it was not accepted and `PinTested` from
/// then on, with the time of the one command in which the card signs, the way to it and back
/// included.
pub fn test<K: Key>(
    readers: &mut dyn Readers,
    identity: &Identity,
    entry: &mut PinEntry,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) -> Result<(), Failure> {
    let card = entry.card.clone();
    with_pin::<K>(readers, identity, entry, emit, &mut |session, emit| {
        let certificate = sign::read_certificate(session, &card, context, emit);
        let result = certificate.and_then(|certificate| {
            sign::check_today(&certificate, K::SLOT, context)?;
            let mut random = [0; CHALLENGE_LEN];
            OsRng
                .try_fill_bytes(&mut random)
                .map_err(|_no_randomness| Failure::Internal)?;
            let challenge = Challenge::new(&certificate, &random)
                .map_err(|_unusable| Failure::CertificateUnreadable { slot: K::SLOT })?;
            answer(session, &challenge, context)
        });
        emit(Event::PinTested(K::SLOT, result.clone()));
        result.map(|_took| ())
    })
}

/// Has the key answer, and says how long that took.
fn answer<K: Key>(
    session: &mut Session<'_, Verified<K>>,
    challenge: &Challenge,
    context: &Context<'_>,
) -> Result<std::time::Duration, Failure> {
    session.select_key().map_err(Failure::from_card)?;
    let before = context.clock.ticks();
    let signature = session
        .sign(challenge.to_sign())
        .map_err(Failure::from_card)?;
    let took = context.clock.ticks().saturating_sub(before);
    if challenge.is_answered_by(&signature) {
        Ok(took)
    } else {
        Err(Failure::PinKeyMismatch { slot: K::SLOT })
    }
}
