//! Who signs: the certificate of the key whose PIN was verified, and its issuer's for the recipient's
//! convenience.

use super::{Context, Emit, inspect};
use crate::{
    app::{
        command::CardRef,
        event::{CardFact, CertificateFact, Event},
        failure::Failure,
    },
    core::{
        cert::Certificate,
        jpki::{CardError, Key, Session, Slot, Verified},
        rules::{ValidityReport, ValidityState, jst_date},
        sign::SignerCertificates,
        verify::verify_issued_by,
    },
};

/// The signer of a batch.
pub(super) struct Signer {
    slot: Slot,
    certificate: Certificate,
    issuer: Option<Certificate>,
}

impl Signer {
    /// Reads both certificates; the signer's must be good for signing today.
    pub(super) fn read<K: Key>(
        session: &mut Session<'_, Verified<K>>,
        card: &CardRef,
        context: &Context<'_>,
        emit: &mut Emit<'_>,
    ) -> Result<Self, Failure> {
        let certificate = read_certificate(session, card, context, emit)?;
        check_today(&certificate, K::SLOT, context)?;
        let issuer = issuer_certificate(session, &certificate);
        Ok(Self {
            slot: K::SLOT,
            certificate,
            issuer,
        })
    }

    pub(super) fn slot(&self) -> Slot {
        self.slot
    }

    pub(super) fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The holder's name; a certificate for logging in has none.
    pub(super) fn name(&self) -> Option<&str> {
        self.certificate.holder_name()
    }

    /// What goes into each signature.
    pub(super) fn embedded(&self) -> SignerCertificates<'_> {
        SignerCertificates {
            signer: self.certificate.der(),
            issuer: self.issuer.as_ref().map(Certificate::der),
        }
    }

    /// Bytes of both certificates.
    pub(super) fn certificates_len(&self) -> usize {
        let issuer = self.issuer.as_ref().map_or(0, |it| it.der().len());
        self.certificate.der().len() + issuer
    }
}

/// Whether what the key signs is accepted by date today.
pub(in crate::app) fn check_today(
    certificate: &Certificate,
    slot: Slot,
    context: &Context<'_>,
) -> Result<(), Failure> {
    let dates = certificate.validity();
    let report = ValidityReport::at(dates, context.now());
    match report.state {
        ValidityState::Expired => Err(Failure::CertificateExpired {
            slot,
            expired_on: report.expires_on,
        }),
        ValidityState::NotYetValid => Err(Failure::CertificateNotYetValid {
            slot,
            valid_from: jst_date(dates.not_before),
        }),
        ValidityState::Renewable | ValidityState::Valid => Ok(()),
    }
}

/// Reads the certificate of key `K` under its PIN and tells it to the state.
pub(in crate::app) fn read_certificate<K: Key>(
    session: &mut Session<'_, Verified<K>>,
    card: &CardRef,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) -> Result<Certificate, Failure> {
    let slot = K::SLOT;
    let fact = match K::certificate(session) {
        Ok(der) => inspect::understand(&der, slot, context),
        Err(CardError::FileMissing { .. }) => CertificateFact::Absent,
        Err(CardError::NotACertificate { .. }) => CertificateFact::Unreadable,
        Err(error) => return Err(Failure::from_card(error)),
    };
    let result = match &fact {
        CertificateFact::Read(certificate, _) => Ok((**certificate).clone()),
        CertificateFact::Absent => Err(Failure::CertificateAbsent { slot }),
        CertificateFact::NeedsPin | CertificateFact::Unreadable => {
            Err(Failure::CertificateUnreadable { slot })
        }
    };
    let fact = CardFact::Certificate(slot, Box::new(fact));
    emit(Event::CardFact {
        epoch: card.epoch,
        fact,
    });
    result
}

/// The issuer's certificate that the card carries, if it really is the issuer's. It goes into the
/// signature for the recipient's convenience; without it the signature is as good.
fn issuer_certificate<K: Key>(
    session: &mut Session<'_, Verified<K>>,
    certificate: &Certificate,
) -> Option<Certificate> {
    let der = session.issuer_certificate(K::SLOT).ok()?;
    let issuer = Certificate::from_der(&der).ok()?;
    verify_issued_by(certificate, &issuer, 0)
        .is_ok()
        .then_some(issuer)
}
