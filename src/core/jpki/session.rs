//! A conversation with the JPKI application, whose type says what the card has agreed to: only a
//! verified session can read the sign certificate, sign or change its PIN. A PIN goes into a command
//! here and nowhere else: in [`Session::verify`] and, for the new one and the question which of the
//! two is true, in [`Session::change`] (invariant 3).

mod change;

use std::marker::PhantomData;

use thiserror::Error;
use zeroize::Zeroizing;

pub use change::{ChangeReport, Changed};

use super::{
    CardChannel, EF_AVAILABILITY, EF_TOKEN_INFO, EfId, Slot, TOKEN_INFO_LEN,
    ops::{self, CardError, Step},
};
use crate::core::{
    apdu::{Command, Le, Status},
    rules::{AttemptRefusal, Attempts, LastTryConsent, may_verify},
    secret::Pin,
};

/// The application is selected; no PIN was verified by us.
pub struct Open(());

/// The PIN of one key was verified.
pub struct Verified<K>(PhantomData<K>);

/// One of the two keys, as a type.
pub trait Key: Sized {
    /// Which one.
    const SLOT: Slot;

    /// The certificate of this key, DER, read under its verified PIN.
    fn certificate(session: &mut Session<'_, Verified<Self>>) -> Result<Vec<u8>, CardError>;
}

/// 利用者証明用.
pub struct AuthKey(());

/// 署名用.
pub struct SignKey(());

impl Key for AuthKey {
    const SLOT: Slot = Slot::Auth;

    fn certificate(session: &mut Session<'_, Verified<Self>>) -> Result<Vec<u8>, CardError> {
        session.auth_certificate(&mut |_| ())
    }
}

impl Key for SignKey {
    const SLOT: Slot = Slot::Sign;

    fn certificate(session: &mut Session<'_, Verified<Self>>) -> Result<Vec<u8>, CardError> {
        session.sign_certificate()
    }
}

/// A conversation with the JPKI application on one card.
pub struct Session<'c, S> {
    channel: &'c mut dyn CardChannel,
    /// The EF selected last, so that it is not selected again.
    current: Option<EfId>,
    state: PhantomData<S>,
}

/// Why a PIN was not verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// The PIN is blocked now, or was before.
    #[error("the PIN is blocked")]
    Blocked,
    /// The card did not do as asked. If `step` is [`Step::Verify`], whether a try was spent is
    /// not known: ask for the counter before anything else.
    #[error(transparent)]
    Card(#[from] CardError),
    /// The rules did not allow the try; nothing was sent.
    #[error(transparent)]
    Refused(#[from] AttemptRefusal),
    /// The PIN is wrong.
    #[error("the PIN is wrong, {} tries are left", .left.remaining)]
    Wrong {
        /// What is left now.
        left: Attempts,
    },
}

impl<'c> Session<'c, Open> {
    /// Selects the JPKI application.
    pub fn open(channel: &'c mut dyn CardChannel) -> Result<Self, CardError> {
        ops::select_application(channel)?;
        Ok(Self {
            channel,
            current: None,
            state: PhantomData,
        })
    }

    /// Verifies the PIN of key `K`. Asks the card for the counter first, lets `rules::attempts`
    /// decide, and only then sends the one VERIFY of this call. Nothing is sent again after an
    /// error.
    ///
    /// The form of the PIN is the caller's to check before (`rules::pin_policy`).
    pub fn verify<K: Key>(
        mut self,
        pin: &Pin,
        consent: LastTryConsent,
    ) -> Result<Session<'c, Verified<K>>, VerifyError> {
        let before = self.attempts(K::SLOT)?;
        may_verify(before, consent)?;
        verify_once(self.channel, K::SLOT, pin)?;
        Ok(Session {
            channel: self.channel,
            current: self.current,
            state: PhantomData,
        })
    }
}

/// Sends the one VERIFY. The PIN's EF must be selected, and the rules must have allowed it.
fn verify_once(channel: &mut dyn CardChannel, slot: Slot, pin: &Pin) -> Result<(), VerifyError> {
    let step = Step::Verify(slot);
    let command = Command::new(0x00, ops::INS_VERIFY, 0x00, ops::P2_CURRENT_EF).with_secret(pin);
    match ops::send(channel, step, &command)?.status() {
        Status::Ok => Ok(()),
        Status::AttemptsLeft(left @ 1..) => Err(VerifyError::Wrong {
            left: Attempts::of(slot, left),
        }),
        Status::AttemptsLeft(_) | Status::AuthenticationBlocked | Status::ReferenceDataUnusable => {
            Err(VerifyError::Blocked)
        }
        // Wrong, and no word of the counter: it is asked for, as before. Where that fails, the error is
        // still VERIFY's, which was counted.
        status @ Status::VerificationFailed => match ops::ask_attempts(channel, slot) {
            Ok(left) if left.is_blocked() => Err(VerifyError::Blocked),
            Ok(left) => Err(VerifyError::Wrong { left }),
            Err(_) => Err(CardError::Unexpected { step, status }.into()),
        },
        status => Err(CardError::Unexpected { step, status }.into()),
    }
}

impl<S> Session<'_, S> {
    /// How many tries the PIN of `slot` has left. Costs none.
    pub fn attempts(&mut self, slot: Slot) -> Result<Attempts, CardError> {
        self.select(slot.files().pin)?;
        ops::ask_attempts(self.channel, slot)
    }

    /// The token information (EF 0006), up to 160 bytes as they are.
    pub fn token_info(&mut self) -> Result<Zeroizing<Vec<u8>>, CardError> {
        self.read_short(EF_TOKEN_INFO, TOKEN_INFO_LEN)
    }

    /// Which certificates the card says it has (EF 0008), up to 3 bytes as they are.
    pub fn availability(&mut self) -> Result<Zeroizing<Vec<u8>>, CardError> {
        self.read_short(EF_AVAILABILITY, 3)
    }

    /// The 利用者証明用 certificate, DER; readable without a PIN. `first_part` sees its first
    /// bytes as soon as they are there.
    pub fn auth_certificate(
        &mut self,
        first_part: &mut dyn FnMut(&[u8]),
    ) -> Result<Vec<u8>, CardError> {
        self.read_whole(Slot::Auth.files().certificate, first_part)
    }

    /// The first `len` bytes (1 to 256) of the 利用者証明用 certificate, fewer only if its file is
    /// shorter: enough to know the card again.
    pub fn auth_certificate_start(&mut self, len: usize) -> Result<Zeroizing<Vec<u8>>, CardError> {
        let ef = Slot::Auth.files().certificate;
        self.select(ef)?;
        ops::read_start(self.channel, ef, len, |_| false)
    }

    /// The certificate of a key's issuer as the card carries it, DER. It proves nothing by itself.
    pub fn issuer_certificate(&mut self, slot: Slot) -> Result<Vec<u8>, CardError> {
        self.read_whole(slot.files().issuer_certificate, &mut |_| ())
    }

    fn read_whole(
        &mut self,
        ef: EfId,
        first_part: &mut dyn FnMut(&[u8]),
    ) -> Result<Vec<u8>, CardError> {
        self.select(ef)?;
        ops::read_certificate(self.channel, ef, first_part)
    }

    fn read_short(&mut self, ef: EfId, len: usize) -> Result<Zeroizing<Vec<u8>>, CardError> {
        self.select(ef)?;
        ops::read_at(self.channel, ef, 0, Le::new(len))
    }

    fn select(&mut self, ef: EfId) -> Result<(), CardError> {
        if self.current != Some(ef) {
            self.current = None;
            ops::select_file(self.channel, ef)?;
            self.current = Some(ef);
        }
        Ok(())
    }
}

impl<K: Key> Session<'_, Verified<K>> {
    /// Selects the key, so that the next [`Session::sign`] is one command and its time the card's.
    pub fn select_key(&mut self) -> Result<(), CardError> {
        self.select(K::SLOT.files().key)
    }

    /// Lets the card sign `input` with key `K`: a DigestInfo for RSA, which the card pads
    /// (P1 = 00, jpki-card §2.5), the bare digest for ECDSA. One command for each signature once
    /// the key is selected.
    pub fn sign(&mut self, input: &[u8]) -> Result<Vec<u8>, CardError> {
        self.select_key()?;
        let step = Step::Sign(K::SLOT);
        let command = Command::new(0x80, 0x2A, 0x00, ops::P2_CURRENT_EF)
            .with_data(input)
            .with_le(Le::MAX);
        let response = ops::send(self.channel, step, &command)?;
        match response.status() {
            Status::Ok => Ok(response.data().to_vec()),
            status => Err(ops::refusal(step, status)),
        }
    }
}

impl Session<'_, Verified<SignKey>> {
    /// The 署名用 certificate, DER: name, address, birth date and sex are in it.
    pub fn sign_certificate(&mut self) -> Result<Vec<u8>, CardError> {
        self.read_whole(Slot::Sign.files().certificate, &mut |_| ())
    }
}
