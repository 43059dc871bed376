//! Looks at a card without a PIN and reports each fact as it arrives. At most 17 commands on a
//! good card: application 1, certificate 1 + 7, counters 2 × 2, token information 2, availability
//! 2. The expiry date is known after the third.

use super::{Context, Emit};
use crate::{
    app::{
        command::CardEpoch,
        event::{CardFact, CertificateFact, Event},
        failure::Failure,
    },
    core::{
        cert::{Certificate, EarlyDates},
        jpki::{
            Availability, CardChannel, CardError, CardKind, Open, Presence, Session, Slot, Step,
            TokenInfo,
        },
        verify::issuer_trust,
    },
};

/// Bytes of a certificate that tell it from all others: serial number, issuer and dates lie there.
const IDENTITY_LEN: usize = 256;

/// What a card is known again by: the first bytes of its 利用者証明用 certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity(Option<Vec<u8>>);

impl Identity {
    /// Whether the card in `session` is this one. A card whose certificate could not be read
    /// without a PIN (a phone) has no identity and is told apart by its epoch alone.
    pub fn is_same<S>(&self, session: &mut Session<'_, S>) -> Result<bool, CardError> {
        let Some(known) = &self.0 else {
            return Ok(true);
        };
        let start = session.auth_certificate_start(known.len())?;
        Ok(*start == *known)
    }
}

/// Looks at the card and reports what it finds.
///
/// `Ok` also for a foreign card: that is an answer. An error means that reading ended early.
pub fn inspect(
    channel: &mut dyn CardChannel,
    epoch: CardEpoch,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) -> Result<Identity, Failure> {
    let mut tell = |fact| emit(Event::CardFact { epoch, fact });
    let mut session = match Session::open(channel) {
        Ok(session) => session,
        Err(CardError::NotJpki) => {
            tell(CardFact::Kind(CardKind::Other, None));
            return Ok(Identity::default());
        }
        Err(error) => return Err(Failure::from_card(error)),
    };
    let (certificate, identity) = read_auth_certificate(&mut session, context, &mut tell)?;
    let auth_read = matches!(certificate, CertificateFact::Read(..));
    tell(CardFact::Certificate(Slot::Auth, Box::new(certificate)));
    let auth_pin = ask(&mut session, Slot::Auth, &mut tell)?;
    let sign_pin = ask(&mut session, Slot::Sign, &mut tell)?;
    let token = soft(session.token_info())?.map(|bytes| TokenInfo::parse(&bytes));
    let kind = token.as_ref().map_or(CardKind::Other, TokenInfo::kind);
    // Without a readable label, an application with a counter or a certificate is what this program
    // knows as a My Number Card; the label alone must not make a card useless.
    let kind = if kind == CardKind::Other && (auth_pin || sign_pin || auth_read) {
        CardKind::MyNumberCard
    } else {
        kind
    };
    let availability = soft(session.availability())?.map(|bytes| Availability::parse(&bytes));
    let sign = sign_certificate_fact(availability, auth_read, sign_pin);
    tell(CardFact::Certificate(Slot::Sign, Box::new(sign)));
    tell(CardFact::Kind(kind, token.map(|token| token.label)));
    Ok(identity)
}

/// The certificate that needs no PIN, with its dates told as soon as its first bytes are there.
fn read_auth_certificate(
    session: &mut Session<'_, Open>,
    context: &Context<'_>,
    tell: &mut dyn FnMut(CardFact),
) -> Result<(CertificateFact, Identity), Failure> {
    let mut identity = Identity::default();
    let read = session.auth_certificate(&mut |first_part| {
        identity = Identity(Some(first_part.to_vec()));
        if let Ok(dates) = EarlyDates::read(first_part) {
            tell(CardFact::EarlyDates(dates));
        }
    });
    let fact = match read {
        Ok(der) => {
            identity = Identity(Some(der.iter().copied().take(IDENTITY_LEN).collect()));
            understand(&der, Slot::Auth, context)
        }
        Err(CardError::FileMissing { .. }) => CertificateFact::Absent,
        // A phone asks for its PIN first (jpki-card §1.2).
        Err(CardError::SecurityNotSatisfied { .. }) => CertificateFact::NeedsPin,
        Err(error @ CardError::Channel { .. }) => return Err(Failure::from_card(error)),
        Err(_) => CertificateFact::Unreadable,
    };
    Ok((fact, identity))
}

/// What the card says of its sign certificate, which it does not show without the password.
///
/// Only 8F is known, on a card with both (jpki-card §1.2); which byte a card without one has is not
/// (§10, 12). What the card says of a certificate that was just read tells what "present" looks
/// like on this card; another byte beside it says otherwise.
fn sign_certificate_fact(
    availability: Option<Availability>,
    auth_read: bool,
    sign_pin: bool,
) -> CertificateFact {
    let said = |slot| availability.map(|availability| availability.of(slot));
    let (sign, auth) = (said(Slot::Sign), said(Slot::Auth));
    match sign {
        Some(Presence::Present) => CertificateFact::NeedsPin,
        Some(Presence::Absent | Presence::Unknown(_)) if auth_read && auth != sign => {
            CertificateFact::Absent
        }
        Some(Presence::Absent) if !auth_read => CertificateFact::Absent,
        // The card does not say: where there is a password, there is something behind it.
        _ if sign_pin => CertificateFact::NeedsPin,
        _ => CertificateFact::Absent,
    }
}

/// The certificate of the issuer of `slot`'s certificate, as the card carries it.
pub fn issuer_certificate(
    channel: &mut dyn CardChannel,
    slot: Slot,
    context: &Context<'_>,
) -> Result<CertificateFact, Failure> {
    let mut session = Session::open(channel).map_err(Failure::from_known_card)?;
    match session.issuer_certificate(slot) {
        Ok(der) => Ok(understand_if(&der, context, |_| true)),
        Err(CardError::FileMissing { .. }) => Ok(CertificateFact::Absent),
        Err(CardError::NotACertificate { .. }) => Ok(CertificateFact::Unreadable),
        Err(error) => Err(Failure::from_card(error)),
    }
}

/// What is known of the certificate of `slot` once its bytes are there.
pub(super) fn understand(der: &[u8], slot: Slot, context: &Context<'_>) -> CertificateFact {
    understand_if(der, context, |certificate| {
        certificate.check_slot(slot).is_ok()
    })
}

fn understand_if(
    der: &[u8],
    context: &Context<'_>,
    fits: impl FnOnce(&Certificate) -> bool,
) -> CertificateFact {
    match Certificate::from_der(der) {
        Ok(certificate) if fits(&certificate) => {
            let trust = issuer_trust(&certificate, context.trust);
            CertificateFact::Read(Box::new(certificate), trust)
        }
        _ => CertificateFact::Unreadable,
    }
}

/// Asks for a counter and tells it; `false` when the card has no such PIN. A card that has it may
/// refuse to tell the counter.
fn ask<S>(
    session: &mut Session<'_, S>,
    slot: Slot,
    tell: &mut dyn FnMut(CardFact),
) -> Result<bool, Failure> {
    let attempts = session.attempts(slot);
    let has_pin = matches!(
        attempts,
        Ok(_)
            | Err(CardError::Unexpected {
                step: Step::AskAttempts(_),
                ..
            } | CardError::SecurityNotSatisfied {
                step: Step::AskAttempts(_)
            })
    );
    if let Some(attempts) = soft(attempts)? {
        tell(CardFact::Attempts(slot, attempts));
    }
    Ok(has_pin)
}

/// What the card refuses is unknown; what the reader loses ends the reading.
fn soft<T>(result: Result<T, CardError>) -> Result<Option<T>, Failure> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error @ CardError::Channel { .. }) => Err(Failure::from_card(error)),
        Err(_) => Ok(None),
    }
}
