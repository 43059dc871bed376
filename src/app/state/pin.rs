//! The PIN dialog: for which card, for what, and what the card said last time. It holds no PIN;
//! the field that is typed into does, and hands it over once.

use std::time::Duration;

use super::{AppState, CardState, Effect, Notice, SignPhase};
use crate::{
    app::{
        command::{CardEpoch, CardRef, Command, PinEntry},
        event::{PinChange, SignStep},
        failure::Failure,
    },
    core::{
        cert::Fingerprint,
        jpki::{Changed, Slot},
        rules::{Attempts, LastTryConsent},
        secret::Pin,
        verify::DigestAlgorithm,
    },
};

/// What a PIN is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinPurpose {
    /// To put a new one in its place.
    Change(Slot),
    /// To read the sign certificate.
    ReadSignCertificate,
    /// To sign the files of the signing page.
    Sign,
    /// To see whether it and the key behind it work.
    Test(Slot),
}

impl PinPurpose {
    /// Whether the card goes on working once it has accepted the PIN, with the dialog open.
    fn goes_on(self) -> bool {
        matches!(self, Self::Change(_) | Self::Test(_))
    }
}

/// A change of a PIN that was cut off: either of the two may be true until one is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenChange {
    /// Which PIN.
    pub slot: Slot,
    /// The certificate that the card is known again by, if it was read.
    certificate: Option<Fingerprint>,
}

/// How far the dialog is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinPhase {
    /// The card is checking.
    Checking,
    /// The person types.
    Entering,
}

/// The open PIN dialog.
#[derive(Clone, Debug)]
pub struct PinDialog {
    /// What it is for.
    pub purpose: PinPurpose,
    /// Which PIN: that of the key that will be used.
    pub slot: Slot,
    /// The card the person sees.
    pub card: CardRef,
    /// The counter; `None` when it could not be read.
    pub attempts: Option<Attempts>,
    /// How far it is.
    pub phase: PinPhase,
    /// What was wrong with the last entry.
    pub failure: Option<Failure>,
}

impl AppState {
    pub(super) fn ask_pin(&mut self, purpose: PinPurpose) {
        if purpose == PinPurpose::Sign && !self.desk.is_ready() {
            return;
        }
        let (Some(card), Some(state)) = (self.active_card_ref(), self.active_card()) else {
            self.tell(Notice::Failed(Failure::NoCard));
            return;
        };
        let slot = match purpose {
            PinPurpose::Change(slot) | PinPurpose::Test(slot) => slot,
            PinPurpose::ReadSignCertificate => Slot::Sign,
            PinPurpose::Sign => self.desk.key,
        };
        let attempts = state.slot(slot).attempts;
        self.notice = None;
        self.pin = Some(PinDialog {
            purpose,
            slot,
            card,
            attempts,
            phase: PinPhase::Entering,
            failure: None,
        });
    }

    /// `new` is there where the PIN is to be changed.
    pub(super) fn submit_pin(
        &mut self,
        pin: Pin,
        new: Option<Pin>,
        consent: LastTryConsent,
    ) -> Vec<Effect> {
        let is_demo = self.source.is_demo();
        let epoch = self.pin.as_ref().map(|dialog| dialog.card.epoch);
        let digest = epoch.map_or(DigestAlgorithm::Sha256, |epoch| self.digest_for(epoch));
        let Some(dialog) = self
            .pin
            .as_mut()
            .filter(|dialog| dialog.phase == PinPhase::Entering)
            .filter(|dialog| matches!(dialog.purpose, PinPurpose::Change(_)) == new.is_some())
        else {
            return Vec::new();
        };
        let slot = dialog.slot;
        dialog.phase = PinPhase::Checking;
        dialog.failure = None;
        let entry = PinEntry {
            card: dialog.card.clone(),
            slot,
            pin,
            consent,
        };
        let command = match (dialog.purpose, new) {
            (PinPurpose::Change(_), new) => Command::ChangePin(entry, new.unwrap_or_default()),
            (PinPurpose::ReadSignCertificate, _) => Command::ReadSignCertificate(entry),
            (PinPurpose::Test(_), _) => Command::TestPin(entry),
            (PinPurpose::Sign, _) => {
                let total = self.desk.files.len();
                self.desk.phase = SignPhase::Working {
                    done: 0,
                    total,
                    step: SignStep::Hashing,
                };
                // What was read of it goes into the job.
                self.reading = None;
                Command::Sign(self.desk.job(digest, is_demo), entry)
            }
        };
        vec![Effect::Send(command)]
    }

    /// Has the first document read while the person types, for as long as they are asked to.
    pub(super) fn read_ahead(&mut self) -> Option<Effect> {
        let dialog = self.pin.as_ref().filter(|dialog| {
            (dialog.purpose, dialog.phase) == (PinPurpose::Sign, PinPhase::Entering)
        });
        let digest = dialog.map(|dialog| self.digest_for(dialog.card.epoch));
        let wanted = digest.and_then(|digest| self.desk.first_read(digest));
        if wanted == self.reading {
            return None;
        }
        self.reading.clone_from(&wanted);
        Some(Effect::Send(Command::ReadAhead(wanted)))
    }

    /// The hash that goes with the keys of this card.
    fn digest_for(&self, epoch: CardEpoch) -> DigestAlgorithm {
        let card = self.card(epoch);
        card.map_or(DigestAlgorithm::Sha256, CardState::usual_digest)
    }

    pub(super) fn pin_accepted(&mut self, slot: Slot) {
        self.pin.take_if(|dialog| !dialog.purpose.goes_on());
        self.open_change.take_if(|open| open.slot == slot);
    }

    /// Which PIN of the card that the pages are about was left in doubt.
    pub fn pin_in_doubt(&self) -> Option<Slot> {
        let open = self.open_change.as_ref()?;
        let card = self.active_card()?;
        // Without a certificate to know it by, it may be anyone's.
        (open.certificate.is_some() && open.certificate == fingerprint(card)).then_some(open.slot)
    }

    pub(super) fn pin_changed(&mut self, change: PinChange) {
        if change.changed == Changed::Unknown {
            let epoch = self.pin.as_ref().map(|dialog| dialog.card.epoch);
            let card = epoch.and_then(|epoch| self.card(epoch));
            let certificate = card.and_then(fingerprint);
            self.open_change = Some(OpenChange {
                slot: change.slot,
                certificate,
            });
        }
        if self.source.is_demo() {
            self.demo_secrets.take_in(change.slot, change.changed);
        }
        self.pin = None;
        self.tell(Notice::PinChanged(change));
    }

    pub(super) fn pin_tested(&mut self, slot: Slot, result: Result<Duration, Failure>) {
        self.pin = None;
        self.tell(match result {
            Ok(took) => Notice::PinTested(slot, took),
            Err(failure) => Notice::Failed(failure),
        });
    }

    pub(super) fn pin_rejected(&mut self, failure: Failure) {
        let stays = matches!(
            failure,
            Failure::PinWrong { .. }
                | Failure::PinForm { .. }
                | Failure::PinNewForm { .. }
                | Failure::PinLastTry { .. }
                | Failure::PinBlocked { .. }
        );
        if let Some(dialog) = self.pin.as_mut().filter(|_| stays) {
            dialog.phase = PinPhase::Entering;
            dialog.failure = Some(failure);
        } else {
            let purpose = self.pin.take().map(|dialog| dialog.purpose);
            // Nothing was signed: the files stay laid out for another attempt.
            if purpose == Some(PinPurpose::Sign) {
                self.desk.phase = SignPhase::Choosing;
            }
            self.tell(match purpose {
                // Whatever it was, it was before the change.
                Some(PinPurpose::Change(slot)) => Notice::PinChanged(PinChange {
                    slot,
                    changed: Changed::No,
                    left: None,
                    failure: Some(failure),
                }),
                _ => Notice::Failed(failure),
            });
        }
    }

    pub(super) fn refresh_pin_attempts(&mut self) {
        let Some(dialog) = &self.pin else { return };
        let slot = dialog.slot;
        let epoch = dialog.card.epoch;
        let attempts = self.card(epoch).and_then(|card| card.slot(slot).attempts);
        if let (Some(dialog), Some(attempts)) = (self.pin.as_mut(), attempts) {
            dialog.attempts = Some(attempts);
        }
    }

    /// A card that left takes the dialog with it: what was typed must not go to another one.
    pub(super) fn close_pin_of_a_lost_card(&mut self) {
        let Some(dialog) = &self.pin else { return };
        if dialog.phase == PinPhase::Entering && !self.is_present(&dialog.card) {
            self.pin = None;
            self.tell(Notice::Failed(Failure::CardRemoved));
        }
    }
}

fn fingerprint(card: &CardState) -> Option<Fingerprint> {
    let (certificate, _) = card.auth.read()?;
    Some(certificate.fingerprint())
}
