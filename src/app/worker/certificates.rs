//! The worker's orders about certificates that a card does not show by itself: those of the issuers, which
//! are read when someone asks, and that of the 署名用 key, behind its password.

use super::Worker;
use crate::{
    app::{
        command::{CardRef, PinEntry},
        event::{CardFact, Event},
        failure::Failure,
        ports::Hold,
        workflow::{Emit, inspect::issuer_certificate, pin::with_pin, sign},
    },
    core::jpki::{SignKey, Slot},
};

impl Worker {
    pub(super) fn read_issuer_certificate(
        &mut self,
        card: &CardRef,
        slot: Slot,
        emit: &mut Emit<'_>,
    ) {
        let report = self.readers.report();
        if let Err(failure) = self.identity_by(&report, card) {
            emit(Event::Failed(failure));
            self.take_in(report, emit);
            return;
        }
        let (readers, context) = self.at_the_card();
        let mut outcome = Err(Failure::Internal);
        let held = readers.with_card(&card.reader, Hold::Shared, &mut |channel| {
            outcome = issuer_certificate(channel, slot, &context);
        });
        match held.map_err(Failure::from_channel).and(outcome) {
            Ok(fact) => emit(Event::CardFact {
                epoch: card.epoch,
                fact: CardFact::IssuerCertificate(slot, Box::new(fact)),
            }),
            Err(failure) => {
                emit(Event::Failed(failure.clone()));
                self.after_loss(card, Some(&failure), emit);
            }
        }
    }

    pub(super) fn read_sign_certificate(&mut self, mut entry: PinEntry, emit: &mut Emit<'_>) {
        let Ok(identity) = self.recognise(&entry, emit) else {
            return;
        };
        let (readers, context) = self.at_the_card();
        let card = entry.card.clone();
        let result = with_pin::<SignKey>(
            readers,
            &identity,
            &mut entry,
            emit,
            &mut |session, emit| {
                let read = sign::read_certificate(session, &card, &context, emit);
                // The password was right: its dialog is closed and cannot tell this any more.
                if let Err(failure) = &read {
                    emit(Event::Failed(failure.clone()));
                }
                read.map(|_| ())
            },
        );
        self.after_loss(&entry.card, result.err().as_ref(), emit);
    }
}
