//! The renewal of both certificates: what can be said of each, and when. The certificate for
//! signatures says nothing before its password was given, and nothing is guessed.

use super::certificate::{CertificateVm, CertificateWord, DatesVm};
use crate::core::{cert::IssuerTrust, jpki::Slot, rules::Residence};

/// Where a certificate stands on the way to its renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenewalStep {
    /// The card has none.
    Absent,
    /// Too late to renew: a new one is issued.
    Expired,
    /// The window is not open yet.
    Later,
    /// Its password is needed to know, or it is being read.
    NotRead,
    /// Its own time has not begun.
    NotYetValid,
    /// It can be renewed now.
    Open,
    /// It cannot be understood.
    Unreadable,
}

impl RenewalStep {
    /// Whether its last day lies ahead, or is today.
    pub fn is_ahead(self) -> bool {
        matches!(self, Self::Later | Self::NotYetValid | Self::Open)
    }
}

/// One certificate's renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenewalSide {
    /// Which.
    pub slot: Slot,
    /// Where it stands.
    pub step: RenewalStep,
    /// Its dates, as far as they were read from the card.
    pub dates: Option<DatesVm>,
    /// Whether the practice issuer issued it, on whatever reader it lies: what is made of its dates must
    /// not pass for real.
    pub is_practice: bool,
}

/// The renewal of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenewalVm {
    /// Sign first, as on the home page.
    pub sides: [RenewalSide; 2],
    /// Where the holder lives: the days are counted by it.
    pub residence: Residence,
}

impl RenewalVm {
    /// From what the home page shows.
    pub fn of(certificates: &[CertificateVm; 2]) -> Self {
        Self {
            sides: certificates.each_ref().map(|certificate| RenewalSide {
                slot: certificate.slot,
                step: match certificate.word {
                    CertificateWord::Absent => RenewalStep::Absent,
                    CertificateWord::Expired => RenewalStep::Expired,
                    CertificateWord::NeedsPin | CertificateWord::Reading => RenewalStep::NotRead,
                    CertificateWord::NotYetValid => RenewalStep::NotYetValid,
                    CertificateWord::Renewable => RenewalStep::Open,
                    CertificateWord::Unreadable => RenewalStep::Unreadable,
                    CertificateWord::Within => RenewalStep::Later,
                },
                dates: certificate.dates,
                is_practice: certificate.trust == Some(IssuerTrust::Demo),
            }),
            residence: Residence::default(),
        }
    }

    /// The same, of a holder who lives there.
    #[must_use]
    pub fn of_holder(self, residence: Residence) -> Self {
        Self { residence, ..self }
    }

    /// Whether it depends on where the holder lives: a date lies ahead, or may.
    pub fn depends_on_residence(&self) -> bool {
        let may_be = |side: &RenewalSide| side.step.is_ahead() || side.step == RenewalStep::NotRead;
        self.sides.iter().any(may_be)
    }

    /// Those that can be put into a calendar: their dates are known and lie ahead.
    pub fn ahead(&self) -> impl Iterator<Item = (&RenewalSide, DatesVm)> {
        let ahead = self.sides.iter().filter(|side| side.step.is_ahead());
        ahead.filter_map(|side| Some((side, side.dates?)))
    }

    /// Those that cannot, in order.
    pub fn left_out(&self) -> impl Iterator<Item = &RenewalSide> {
        self.sides
            .iter()
            .filter(|side| !(side.step.is_ahead() && side.dates.is_some()))
    }

    /// Whether any of it is of a practice card.
    pub fn is_practice(&self) -> bool {
        self.sides.iter().any(|side| side.is_practice)
    }
}
