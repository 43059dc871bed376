//! ホーム: without a card the steps to one, with a card both certificates and at most one banner.

use super::certificate::{CertificateVm, CertificateWord};
use crate::{
    app::{
        failure::{Failure, Severity},
        ports::{Presence, ReaderKind},
        state::{AppState, CardState, Reading, Service},
    },
    core::{
        jpki::{CardKind, Slot},
        rules::AttemptLevel,
    },
};

/// The home page.
#[derive(Clone, Debug, PartialEq)]
pub enum HomeVm {
    /// A My Number Card is there.
    Card(Box<CardVm>),
    /// There is none: what is there and what is missing.
    Steps(Steps),
}

/// The home page with a card.
#[derive(Clone, Debug, PartialEq)]
pub struct CardVm {
    /// The most important thing to know, if any.
    pub banner: Option<Banner>,
    /// Both certificates, 署名用 first.
    pub certificates: [CertificateVm; 2],
    /// Reading ended early; what is shown is what is known.
    pub failure: Option<Failure>,
}

/// The one banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Banner {
    /// What it says.
    pub kind: BannerKind,
    /// About which certificate.
    pub slot: Slot,
}

/// What the banner says, the most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BannerKind {
    /// The PIN is blocked.
    Blocked,
    /// The certificate has expired.
    Expired,
    /// One try is left.
    LastTry,
    /// It can be renewed now.
    RenewalOpen,
    /// It cannot be used yet.
    NotYetValid,
}

impl BannerKind {
    /// Its colour and icon.
    pub fn severity(self) -> Severity {
        match self {
            Self::Blocked | Self::Expired => Severity::Problem,
            Self::LastTry => Severity::Warning,
            Self::NotYetValid | Self::RenewalOpen => Severity::Notice,
        }
    }
}

/// How far one step to a card is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepState {
    /// It is done.
    Done,
    /// It is the one to do now, and why.
    Now(Failure),
    /// A step before it is not done.
    Waiting,
    /// It is going on.
    Working,
}

/// Service, reader, card: the first that is not done says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// ① スマートカードサービス
    pub service: StepState,
    /// ② カードリーダー
    pub reader: StepState,
    /// ③ カード
    pub card: StepState,
}

impl HomeVm {
    pub(super) fn of(state: &AppState, certificates: Option<[CertificateVm; 2]>) -> Self {
        match certificates {
            Some(certificates) => Self::Card(Box::new(CardVm {
                banner: banner(&certificates),
                certificates,
                failure: state.active_card().and_then(failure_of).cloned(),
            })),
            None => Self::Steps(Steps::of(state)),
        }
    }
}

impl Steps {
    fn of(state: &AppState) -> Self {
        use StepState::{Done, Now, Waiting, Working};
        let (service, reader, card) = match state.service {
            Service::Unknown => (Working, Waiting, Waiting),
            Service::Gone => (Now(Failure::ServiceGone), Waiting, Waiting),
            Service::Running if !has_physical_reader(state) => {
                (Done, Now(Failure::NoReader), Waiting)
            }
            Service::Running => (Done, Done, Self::card_step(state)),
        };
        Self {
            service,
            reader,
            card,
        }
    }

    fn card_step(state: &AppState) -> StepState {
        let Some(reader) = state.active_reader() else {
            return StepState::Now(Failure::NoCard);
        };
        match &reader.card {
            None if reader.snapshot.presence == Presence::Mute => StepState::Now(Failure::CardMute),
            None => StepState::Working,
            Some(card) => match &card.reading {
                Reading::Running => StepState::Working,
                Reading::Failed(failure) => StepState::Now(failure.clone()),
                Reading::Done => StepState::Now(Failure::NoMyNumberCard),
            },
        }
    }
}

fn has_physical_reader(state: &AppState) -> bool {
    state
        .readers
        .iter()
        .any(|reader| reader.snapshot.kind == ReaderKind::Physical)
}

fn failure_of(card: &CardState) -> Option<&Failure> {
    match &card.reading {
        Reading::Failed(failure) if card.kind != Some(CardKind::Other) => Some(failure),
        _ => None,
    }
}

/// Blocked > expired > last try > renewal open > not yet valid > nothing; of two equal ones, the
/// sign certificate's.
fn banner(certificates: &[CertificateVm; 2]) -> Option<Banner> {
    let of = |certificate: &CertificateVm| {
        let slot = certificate.slot;
        let by_tries = certificate
            .attempts
            // Without a certificate there is nothing to unlock.
            .filter(|_| certificate.word != CertificateWord::Absent)
            .and_then(|attempts| match attempts.level() {
                AttemptLevel::Blocked => Some(BannerKind::Blocked),
                AttemptLevel::Last => Some(BannerKind::LastTry),
                AttemptLevel::Full | AttemptLevel::Some | AttemptLevel::TwoLeft => None,
            });
        let by_dates = match certificate.word {
            CertificateWord::Expired => Some(BannerKind::Expired),
            CertificateWord::NotYetValid => Some(BannerKind::NotYetValid),
            CertificateWord::Renewable => Some(BannerKind::RenewalOpen),
            _ => None,
        };
        [by_tries, by_dates]
            .into_iter()
            .flatten()
            .map(move |kind| Banner { kind, slot })
    };
    certificates
        .iter()
        .flat_map(of)
        .min_by_key(|banner| banner.kind)
}
