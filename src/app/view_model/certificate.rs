//! One certificate as the home page shows it: one word, its dates, its tries.

use jiff::{Timestamp, civil::Date};

use crate::{
    app::{event::CertificateFact, state::CardState},
    core::{
        cert::{IssuerTrust, Validity},
        jpki::Slot,
        rules::{Attempts, RenewalWindow, ValidityReport, ValidityState, jst_date},
    },
};

/// The one word for a certificate. Never 「有効」: revocation cannot be asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateWord {
    /// The card has none; that is not a lock.
    Absent,
    /// After its last day.
    Expired,
    /// Its PIN is needed to read it.
    NeedsPin,
    /// Before its first day.
    NotYetValid,
    /// It is being read.
    Reading,
    /// Within its time, and it can be renewed now.
    Renewable,
    /// Something is there that cannot be understood.
    Unreadable,
    /// Within its time.
    Within,
}

/// The dates of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatesVm {
    /// Its first day (JST).
    pub valid_from: Date,
    /// Its last day (JST).
    pub expires_on: Date,
    /// Days to the last day: 0 on it, negative after it.
    pub days_left: i32,
    /// When it can be renewed.
    pub renewal: RenewalWindow,
}

/// Where today and the renewal window lie between issue (0) and expiry (1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimelineVm {
    /// Today, clamped to 0..=1.
    pub today: f32,
    /// The first day of the renewal window.
    pub renewal: f32,
}

/// One certificate and its PIN.
#[derive(Clone, Debug, PartialEq)]
pub struct CertificateVm {
    /// Which.
    pub slot: Slot,
    /// The one word.
    pub word: CertificateWord,
    /// Its dates, once known; those of the sign certificate only after its password.
    pub dates: Option<DatesVm>,
    /// The same as a picture.
    pub timeline: Option<TimelineVm>,
    /// The PIN's counter, once known.
    pub attempts: Option<Attempts>,
    /// What is known of its issuer.
    pub trust: Option<IssuerTrust>,
    /// Whether the whole certificate is there, to show and to save.
    pub is_read: bool,
}

impl CertificateVm {
    /// One side of `card` at `now`.
    pub(super) fn of(card: &CardState, slot: Slot, now: Timestamp) -> Self {
        let side = card.slot(slot);
        let early = card.early_dates.as_ref().filter(|_| slot == Slot::Auth);
        let (validity, trust, otherwise) = match &side.certificate {
            Some(CertificateFact::Read(certificate, trust)) => (
                Some(certificate.validity()),
                Some(*trust),
                CertificateWord::Reading,
            ),
            Some(CertificateFact::Absent) => (None, None, CertificateWord::Absent),
            Some(CertificateFact::NeedsPin) => (None, None, CertificateWord::NeedsPin),
            Some(CertificateFact::Unreadable) => (None, None, CertificateWord::Unreadable),
            None => (
                early.map(|dates| dates.validity),
                None,
                CertificateWord::Reading,
            ),
        };
        let report = validity.map(|validity| ValidityReport::at_for(validity, now, card.residence));
        Self {
            slot,
            word: report.map_or(otherwise, |report| match report.state {
                ValidityState::Expired => CertificateWord::Expired,
                ValidityState::NotYetValid => CertificateWord::NotYetValid,
                ValidityState::Renewable => CertificateWord::Renewable,
                ValidityState::Valid => CertificateWord::Within,
            }),
            dates: validity.zip(report).map(|(validity, report)| DatesVm {
                valid_from: jst_date(validity.not_before),
                expires_on: report.expires_on,
                days_left: report.days_left,
                renewal: report.renewal,
            }),
            timeline: validity.zip(report).and_then(|(validity, report)| {
                TimelineVm::of(validity, report.renewal, jst_date(now))
            }),
            attempts: side.attempts,
            trust,
            is_read: side.read().is_some(),
        }
    }
}

impl TimelineVm {
    fn of(validity: Validity, renewal: RenewalWindow, today: Date) -> Option<Self> {
        let first = jst_date(validity.not_before);
        let whole = days(first, jst_date(validity.not_after))?;
        let place = |day| Some((days(first, day)? / whole).clamp(0.0, 1.0));
        if whole <= 0.0 {
            return None;
        }
        Some(Self {
            today: place(today)?,
            renewal: place(renewal.from)?,
        })
    }
}

/// Days between two dates; enough exactness for a picture.
fn days(from: Date, to: Date) -> Option<f32> {
    let days = (to - from).get_days();
    // More than 44 years between two dates of a certificate makes no picture.
    i16::try_from(days).ok().map(f32::from)
}
