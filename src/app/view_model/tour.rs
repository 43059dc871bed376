//! The tour: its step, and what on the page it talks about now.

use crate::app::{
    state::{AppState, SignPhase},
    tour::TourStep,
};

/// Something on a page that the tour points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Both certificates.
    Certificates,
    /// Where files to check are chosen.
    CheckChoice,
    /// What checking found.
    CheckResult,
    /// The date and the tries of a certificate.
    Dates,
    /// When to go where, and with what.
    Office,
    /// Both secrets.
    Pins,
    /// The button that signs.
    SignButton,
    /// What became of the documents.
    SignResult,
}

/// The tour, while it lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TourVm {
    /// The step it is at.
    pub step: TourStep,
    /// Whether the page of this step is shown.
    pub is_there: bool,
    /// Whether the sample was signed.
    pub has_signed: bool,
    /// What it points at.
    pub spot: Spot,
}

impl TourVm {
    pub(super) fn of(state: &AppState) -> Option<Self> {
        let tour = state.tour.as_ref()?;
        let has_signed = state.tour_signed().is_some();
        let is_finished = matches!(state.desk.phase, SignPhase::Finished { .. });
        Some(Self {
            step: tour.step,
            is_there: state.is_at_tour_page(),
            has_signed,
            spot: match tour.step {
                TourStep::Certificates => Spot::Certificates,
                TourStep::Dates => Spot::Dates,
                TourStep::Pins => Spot::Pins,
                TourStep::Sign if is_finished => Spot::SignResult,
                TourStep::Sign => Spot::SignButton,
                TourStep::Check if has_signed => Spot::CheckResult,
                TourStep::Check => Spot::CheckChoice,
                TourStep::Office => Spot::Office,
            },
        })
    }
}
