//! 手続き案内: the topics, the office, the renewal of the card in the reader.

use super::{CertificateVm, ReminderVm, RenewalVm};
use crate::{
    app::{
        failure::Failure,
        guide::compiled_in,
        state::{AppState, Lead},
    },
    core::{
        guide::{Guide, Topic},
        office::Office,
    },
};

/// Who chooses the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeRight {
    /// Whoever sits there.
    Person,
    /// The policy has.
    Policy,
    /// Whoever can open the settings.
    Staff,
}

/// The page.
pub struct GuideVm<'a> {
    /// All topics.
    pub guide: &'static Guide,
    /// The one that is open; `None`: the list.
    pub topic: Option<&'static Topic>,
    /// How often the page has led somewhere, and where to.
    pub led: (u32, &'a Lead),
    /// The office that was chosen.
    pub office: Option<&'a Office>,
    /// Who may choose it.
    pub office_choice: OfficeRight,
    /// Why the one that was chosen is not known.
    pub office_trouble: Option<&'a Failure>,
    /// The renewal of both certificates and what the home page shows of them; `None` without a card.
    pub renewal: Option<(RenewalVm, [CertificateVm; 2])>,
    /// The reminder at login.
    pub reminder: ReminderVm,
}

impl<'a> GuideVm<'a> {
    pub(super) fn of(state: &'a AppState, certificates: Option<&[CertificateVm; 2]>) -> Self {
        let guide = compiled_in();
        Self {
            guide,
            topic: state.guide.topic().and_then(|id| guide.topic(id)),
            led: state.guide.led(),
            office: state.office.office.as_deref(),
            office_choice: if state.has_laid_down_office() {
                OfficeRight::Policy
            } else if state.has_settings() {
                OfficeRight::Person
            } else {
                OfficeRight::Staff
            },
            office_trouble: state.office.trouble.as_ref(),
            reminder: ReminderVm::of(state),
            renewal: certificates.map(|pair| {
                let residence = state.active_card().map(|card| card.residence);
                let renewal = RenewalVm::of(pair).of_holder(residence.unwrap_or_default());
                (renewal, pair.clone())
            }),
        }
    }
}
