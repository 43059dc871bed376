//! 窓口モード: whose turn it is, what the quiet screen says, and what pages leave out.

use super::home::{HomeVm, StepState};
use crate::app::{
    failure::{Failure, Offer},
    policy::{CounterMode, Offers},
    state::{AppState, Page, Staff},
};

/// Counter mode, when it is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CounterVm {
    /// Who sits at the window.
    pub turn: Turn,
    /// Why everything was wiped last, until the next card.
    pub ended: Option<super::SessionEnd>,
    /// What the home page says in place of its steps.
    pub quiet: Option<Quiet>,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nobody's: there is nothing on the screen that is anyone's.
    Nobody,
    /// A person's.
    Person,
    /// Staff's, in the settings.
    Staff,
}

/// The quiet screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quiet {
    /// A card can be inserted.
    Insert,
    /// The card of someone who is done has to go.
    TakeOut,
}

/// What pages leave out and how they show personal facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// Personal facts are shown only while a button is held, and cannot be copied.
    pub discreet: bool,
    /// Whether the settings, the doctor and the support report can be reached.
    pub settings: bool,
    /// What the policy offers.
    pub offers: Offers,
}

impl Manner {
    pub(super) fn of(state: &AppState) -> Self {
        Self {
            discreet: state.is_counter(),
            settings: state.has_settings(),
            offers: state.counter.policy.offer,
        }
    }

    /// Whether this page is in the rail.
    pub fn has_page(self, page: Page) -> bool {
        match page {
            Page::Settings => self.settings,
            Page::Sign => self.offers.has(Offer::Signing),
            Page::Details(_) | Page::Guide | Page::Home | Page::Pins | Page::Verify => true,
        }
    }
}

impl Default for Manner {
    fn default() -> Self {
        Self {
            discreet: false,
            settings: true,
            offers: Offers::default(),
        }
    }
}

impl CounterVm {
    pub(super) fn of(state: &AppState, home: &HomeVm) -> Option<Self> {
        if !state.is_counter() {
            return None;
        }
        let turn = match state.counter.staff {
            Staff::Here => Turn::Staff,
            Staff::Away if state.is_in_use() => Turn::Person,
            Staff::Away => Turn::Nobody,
        };
        let quiet = match home {
            _ if state.counter.rests => Some(Quiet::TakeOut),
            HomeVm::Steps(steps) if steps.card == StepState::Now(Failure::NoCard) => {
                Some(Quiet::Insert)
            }
            HomeVm::Card(_) | HomeVm::Steps(_) => None,
        };
        Some(Self {
            turn,
            ended: state.counter.ended,
            quiet,
        })
    }
}

/// What the settings say about counter mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CounterSettings {
    /// Whether it is on.
    pub is_on: bool,
    /// Who decides.
    pub mode: CounterMode,
    /// What opens the settings then.
    pub gesture: super::Gesture,
}

impl CounterSettings {
    pub(super) fn of(state: &AppState) -> Self {
        let policy = &state.counter.policy.counter;
        Self {
            is_on: state.is_counter(),
            mode: policy.mode,
            gesture: policy.staff_gesture,
        }
    }
}
