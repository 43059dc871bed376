//! The single steps on the card: select, read, ask for the tries. Straight-line functions over
//! [`CardChannel`]; the order that makes them safe is `session`'s business.

use thiserror::Error;
use zeroize::Zeroizing;

use super::{AID_ISSUER_DOMAIN, AID_JPKI, CardChannel, ChannelError, EfId, Slot, exchange};
use crate::core::{
    apdu::{Command, Le, Response, Status},
    ber::Header,
    cert::{CertError, certificate_len},
    rules::Attempts,
};

pub(super) const INS_SELECT: u8 = 0xA4;
const INS_READ_BINARY: u8 = 0xB0;
/// CHANGE REFERENCE DATA.
pub(super) const INS_CHANGE: u8 = 0x24;
pub(super) const INS_VERIFY: u8 = 0x20;
/// P2 of VERIFY: the PIN of the current EF (jpki-card §2.1).
pub(super) const P2_CURRENT_EF: u8 = 0x80;

/// What was being done when something went wrong: a fact for the message and the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Asking how many tries are left.
    AskAttempts(Slot),
    /// CHANGE REFERENCE DATA.
    Change(Slot),
    /// READ BINARY.
    Read(EfId),
    /// SELECT of the application.
    SelectApplication,
    /// SELECT of a file.
    SelectFile(EfId),
    /// COMPUTE DIGITAL SIGNATURE.
    Sign(Slot),
    /// VERIFY.
    Verify(Slot),
}

/// The card was reached, or lost, and did not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CardError {
    /// Communication ended during a step.
    #[error("{error} during {step:?}")]
    Channel {
        /// What was being done.
        step: Step,
        /// What happened.
        error: ChannelError,
    },
    /// A file without which there is nothing to do is not on the card, or was never written.
    #[error("{ef:?} is not on the card")]
    FileMissing {
        /// The file.
        ef: EfId,
    },
    /// The card has no JPKI application: a bank card, a licence, a passport.
    #[error("the card has no JPKI application")]
    NotJpki,
    /// Data of a form that no JPKI card has: garbage, a length that lies.
    #[error("{ef:?} holds no certificate")]
    NotACertificate {
        /// The file.
        ef: EfId,
    },
    /// The PIN is not verified (any more).
    #[error("security status not satisfied during {step:?}")]
    SecurityNotSatisfied {
        /// What was being done.
        step: Step,
    },
    /// A status word that has no meaning here.
    #[error("{status} during {step:?}")]
    Unexpected {
        /// What was being done.
        step: Step,
        /// What the card said.
        status: Status,
    },
}

/// Sends one command and names the step in the error.
pub(super) fn send(
    channel: &mut dyn CardChannel,
    step: Step,
    command: &Command,
) -> Result<Response, CardError> {
    exchange(channel, command).map_err(|error| CardError::Channel { step, error })
}

/// What a status that is not success means, where it has no special meaning.
pub(super) fn refusal(step: Step, status: Status) -> CardError {
    match status {
        Status::SecurityNotSatisfied => CardError::SecurityNotSatisfied { step },
        _ => CardError::Unexpected { step, status },
    }
}

/// Selects the JPKI application. A card that answers 6F00 is asked once more: some do so to the
/// first command after power-up (jpki-card §2.4); nothing else is ever tried twice.
pub(super) fn select_application(channel: &mut dyn CardChannel) -> Result<(), CardError> {
    let step = Step::SelectApplication;
    let command = select_by_name(&AID_JPKI);
    let mut status = send(channel, step, &command)?.status();
    if status == Status::Unspecified {
        status = send(channel, step, &command)?.status();
    }
    match status {
        Status::Ok => Ok(()),
        // A card without this application answers 6A82. One that knows no SELECT by name, or
        // refuses it otherwise, is no JPKI card either: the AID is what tells (jpki-card §3.1).
        _ => Err(CardError::NotJpki),
    }
}

/// Selects the issuer domain, which ends every verified state (jpki-card §2.4). Best effort: the
/// card is powered down afterwards in any case.
pub fn clear_security_state(channel: &mut dyn CardChannel) -> Result<(), ChannelError> {
    exchange(channel, &select_by_name(&AID_ISSUER_DOMAIN)).map(|_| ())
}

pub(super) fn select_by_name(aid: &[u8]) -> Command {
    Command::new(0x00, INS_SELECT, 0x04, 0x0C).with_data(aid)
}

/// Selects an EF of the current application.
pub(super) fn select_file(channel: &mut dyn CardChannel, ef: EfId) -> Result<(), CardError> {
    let step = Step::SelectFile(ef);
    let command = Command::new(0x00, INS_SELECT, 0x02, 0x0C).with_data(&ef.to_bytes());
    match send(channel, step, &command)?.status() {
        Status::Ok => Ok(()),
        Status::FileNotFound => Err(CardError::FileMissing { ef }),
        status => Err(refusal(step, status)),
    }
}

/// Reads up to `le` bytes at `offset` of the current EF, which is `ef`. Fewer come at its end.
pub(super) fn read_at(
    channel: &mut dyn CardChannel,
    ef: EfId,
    offset: u16,
    le: Le,
) -> Result<Zeroizing<Vec<u8>>, CardError> {
    let step = Step::Read(ef);
    let [high, low] = offset.to_be_bytes();
    // The highest bit of P1 would mean a short EF identifier (jpki-card §2.1).
    let command = Command::new(0x00, INS_READ_BINARY, high & 0x7F, low).with_le(le);
    let response = send(channel, step, &command)?;
    match response.status() {
        Status::Ok | Status::EndOfFile if response.data().len() <= le.count() => {
            Ok(response.into_data())
        }
        Status::Ok | Status::EndOfFile => Err(CardError::Channel {
            step,
            error: ChannelError::Garbled,
        }),
        Status::OffsetOutside => Ok(Zeroizing::new(Vec::new())),
        status => Err(refusal(step, status)),
    }
}

/// Reads the certificate in `ef`, already selected. `first_part` sees the first bytes (up to 256)
/// as soon as they are there: the validity dates lie in them.
pub(super) fn read_certificate(
    channel: &mut dyn CardChannel,
    ef: EfId,
    first_part: &mut dyn FnMut(&[u8]),
) -> Result<Vec<u8>, CardError> {
    let mut der = read_start(channel, ef, Le::MAX.count(), Header::is_readable_in)?.to_vec();
    let total = match certificate_len(&der) {
        Ok(total) => total,
        Err(CertError::Absent) => return Err(CardError::FileMissing { ef }),
        Err(_) if der.is_empty() => return Err(CardError::FileMissing { ef }),
        Err(_) => return Err(CardError::NotACertificate { ef }),
    };
    der.truncate(total);
    first_part(&der);
    while der.len() < total {
        let offset =
            u16::try_from(der.len()).map_err(|_beyond| CardError::NotACertificate { ef })?;
        let part = read_at(channel, ef, offset, Le::new(total - der.len()))?;
        if part.is_empty() {
            return Err(CardError::NotACertificate { ef });
        }
        der.extend_from_slice(&part);
    }
    Ok(der)
}

/// Reads the start of the current EF until `suffices` says so, `len` bytes are there, or the file
/// ends: a card may give fewer bytes than were asked for.
pub(super) fn read_start(
    channel: &mut dyn CardChannel,
    ef: EfId,
    len: usize,
    suffices: impl Fn(&[u8]) -> bool,
) -> Result<Zeroizing<Vec<u8>>, CardError> {
    let mut start = read_at(channel, ef, 0, Le::new(len))?;
    while !start.is_empty() && start.len() < len && !suffices(&start) {
        let Ok(offset) = u16::try_from(start.len()) else {
            break;
        };
        let part = read_at(channel, ef, offset, Le::new(len - start.len()))?;
        if part.is_empty() {
            break;
        }
        start.extend_from_slice(&part);
    }
    Ok(start)
}

/// Asks how many tries are left, which costs none: VERIFY without data (jpki-card §2.1). The PIN's
/// EF must be selected.
pub(super) fn ask_attempts(
    channel: &mut dyn CardChannel,
    slot: Slot,
) -> Result<Attempts, CardError> {
    let step = Step::AskAttempts(slot);
    let command = Command::new(0x00, INS_VERIFY, 0x00, P2_CURRENT_EF);
    match send(channel, step, &command)?.status() {
        Status::AttemptsLeft(left) => Ok(Attempts::of(slot, left)),
        Status::AuthenticationBlocked | Status::ReferenceDataUnusable => Ok(Attempts::of(slot, 0)),
        // Verified already: success has put the counter back to its maximum (jpki-card §2.3).
        Status::Ok => Ok(Attempts::full(slot)),
        status => Err(refusal(step, status)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that begins with these bytes, at any offset the same.
    struct Filled(Vec<u8>);

    impl CardChannel for Filled {
        fn transmit(&mut self, _: &Command) -> Result<Response, ChannelError> {
            Response::decode(&[self.0.as_slice(), &[0x90, 0x00]].concat())
                .map_err(|_short| ChannelError::Garbled)
        }
    }

    #[test]
    fn a_file_of_filler_is_no_certificate_and_garbage_is_a_bad_one() {
        let ef = Slot::Sign.files().certificate;
        let read = |bytes: Vec<u8>| read_certificate(&mut Filled(bytes), ef, &mut |_| ());
        for filler in [0x00, 0xFF] {
            assert_eq!(read(vec![filler; 256]), Err(CardError::FileMissing { ef }));
        }
        for garbage in [
            vec![0x42; 256],
            vec![0x30, 0x82],
            vec![0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF],
        ] {
            assert_eq!(read(garbage), Err(CardError::NotACertificate { ef }));
        }
    }
}
