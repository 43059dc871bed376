//! What the screens show, decided: a pure function of the state and the present moment. Facts and
//! enums only, no sentences, so that goldens survive a change of wording. Which button is there,
//! and why one is not, is decided here and nowhere else.

mod certificate;
mod counter;
mod doctor;
mod guide;
mod home;
mod pin;
mod reminder;
mod renewal;
mod sign;
mod tour;
mod verify;

use jiff::Timestamp;

pub use certificate::{CertificateVm, CertificateWord, DatesVm, TimelineVm};
pub use counter::{CounterSettings, CounterVm, Manner, Quiet, Turn};
pub use doctor::DoctorVm;
pub use guide::{GuideVm, OfficeRight};
pub use home::{Banner, BannerKind, CardVm, HomeVm, StepState, Steps};
pub use pin::{PinVm, PinWarning};
pub use reminder::{ReminderOffer, ReminderVm};
pub use renewal::{RenewalSide, RenewalStep, RenewalVm};
pub use sign::{Disclosure, SealVm, SignBlocker, SignVm, Tally, checklist};
pub use tour::{Spot, TourVm};
pub use verify::{
    About, Added, AnswerVm, CheckedFiles, CheckedVm, Fact, SignatureVm, VerifyVm, Weight,
};

pub use super::{policy::StaffGesture as Gesture, state::SessionEnd};

use super::{
    failure::Failure,
    ports::{Presence, ReaderKind, Source},
    settings::Language,
    state::{AppState, DemoSecrets, Logging, Notice, Page, Reading, Service, Support},
};
use crate::core::{
    cert::{Certificate, IssuerTrust},
    jpki::{CardKind, Slot},
};

/// Everything the window needs for one frame.
pub struct ViewModel<'a> {
    /// The page that is shown.
    pub page: Page,
    /// The profile of practice mode; `None`: the real thing.
    pub practice: Option<PracticeVm<'a>>,
    /// The line at the top.
    pub status: Status<'a>,
    /// The languages to choose from.
    pub languages: &'a [Language],
    /// ホーム
    pub home: HomeVm,
    /// くわしく, when that is the page.
    pub details: Option<DetailsVm<'a>>,
    /// 文書に署名
    pub sign: SignVm<'a>,
    /// 署名を確認
    pub verification: VerifyVm<'a>,
    /// 暗証番号: both PINs, sign first; `None` without a My Number Card.
    pub pins: Option<[CertificateVm; 2]>,
    /// 手続き案内
    pub guide: GuideVm<'a>,
    /// 診断
    pub doctor: DoctorVm<'a>,
    /// 設定: the readers.
    pub readers: Vec<ReaderVm<'a>>,
    /// 設定: the support report.
    pub support: &'a Support,
    /// The PIN dialog, when it is open.
    pub pin: Option<PinVm<'a>>,
    /// The PIN of this card whose change was cut off.
    pub pin_in_doubt: Option<Slot>,
    /// The guided tour, while it lasts.
    pub tour: Option<TourVm>,
    /// A message.
    pub notice: Option<&'a Notice>,
    /// 窓口モード, when it is on.
    pub counter: Option<CounterVm>,
    /// 設定: what can be chosen about it.
    pub counter_settings: CounterSettings,
    /// What pages leave out.
    pub manner: Manner,
    /// What is wrong with the office's policy.
    pub policy_trouble: Option<&'a Failure>,
    /// Whether to say on every page that details are being printed.
    pub logging: Logging,
}

/// The bar of practice mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PracticeVm<'a> {
    /// The profile's id.
    pub profile: &'a str,
    /// Whether the card lies on the reader.
    pub is_inserted: bool,
    /// Whether the PINs that are shown are true.
    pub secrets: DemoSecrets,
}

/// The line at the top: is my card read?
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status<'a> {
    /// Reading ended early.
    Failed(&'a Failure, &'a str),
    /// A card, but not a My Number Card, in this reader.
    Foreign(&'a str),
    /// The card of someone who is done, in this reader.
    Finished(&'a str),
    /// A card that does not answer, in this reader.
    Mute(&'a str),
    /// No card in this reader.
    NoCard(&'a str),
    /// No reader.
    NoReader,
    /// No smart card service.
    NoService,
    /// A My Number Card was read, in this reader.
    Ready(&'a str),
    /// A card is being read, in this reader.
    Reading(&'a str),
    /// Nobody has asked yet.
    Unknown,
}

/// One certificate, every field.
pub struct DetailsVm<'a> {
    /// The summary, as on the home page.
    pub summary: CertificateVm,
    /// The certificate, if it was read.
    pub certificate: Option<(&'a Certificate, IssuerTrust)>,
}

/// One reader, for the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderVm<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it can hold a My Number Card at all.
    pub kind: ReaderKind,
    /// What lies in it.
    pub presence: Presence,
    /// What the card is, if known.
    pub card: Option<CardKind>,
    /// Whether the settings prefer it.
    pub is_preferred: bool,
}

/// Decides what is shown at `now`.
pub fn view_model(state: &AppState, now: Timestamp) -> ViewModel<'_> {
    let usable = state.active_card().filter(|card| {
        card.is_my_number_card() || (card.kind.is_none() && card.early_dates.is_some())
    });
    let vm = |slot| usable.map(|card| CertificateVm::of(card, slot, now));
    let pair = vm(Slot::Sign)
        .zip(vm(Slot::Auth))
        .map(|(sign, auth)| [sign, auth]);
    let in_doubt = state.pin_in_doubt();
    let home = HomeVm::of(state, pair.clone());
    ViewModel {
        page: state.page,
        practice: practice(state),
        status: status(state),
        languages: state.counter.policy.appearance.languages.all(),
        counter: CounterVm::of(state, &home),
        counter_settings: CounterSettings::of(state),
        manner: Manner::of(state),
        policy_trouble: state.counter.trouble.as_ref(),
        home,
        details: match state.page {
            Page::Details(slot) => vm(slot).map(|summary| DetailsVm {
                summary,
                certificate: state.active_card().and_then(|card| card.slot(slot).read()),
            }),
            _ => None,
        },
        sign: SignVm::of(state),
        verification: VerifyVm::of(state),
        guide: GuideVm::of(state, pair.as_ref()),
        pins: pair,
        doctor: DoctorVm::of(state),
        readers: state
            .readers
            .iter()
            .map(|reader| ReaderVm {
                name: &reader.snapshot.name.0,
                kind: reader.snapshot.kind,
                presence: reader.snapshot.presence,
                card: reader.card.as_ref().and_then(|card| card.kind),
                is_preferred: state.settings.prefers(&reader.snapshot.name),
            })
            .collect(),
        support: &state.support,
        pin: state
            .pin
            .as_ref()
            .map(|dialog| PinVm::of(dialog, &state.desk.phase, in_doubt)),
        pin_in_doubt: in_doubt,
        tour: TourVm::of(state),
        notice: state.notice.as_ref(),
        logging: state.logging,
    }
}

fn practice(state: &AppState) -> Option<PracticeVm<'_>> {
    match &state.source {
        Source::Demo { profile } => Some(PracticeVm {
            profile,
            is_inserted: state
                .readers
                .iter()
                .any(|reader| matches!(reader.snapshot.presence, Presence::Card { .. })),
            secrets: state.demo_secrets,
        }),
        Source::Real => None,
    }
}

fn status(state: &AppState) -> Status<'_> {
    match state.service {
        Service::Unknown => return Status::Unknown,
        Service::Gone => return Status::NoService,
        Service::Running => {}
    }
    let Some(reader) = state.active_reader() else {
        let physical = |kind: ReaderKind| kind == ReaderKind::Physical;
        return match state.readers.iter().find(|it| physical(it.snapshot.kind)) {
            Some(reader) => Status::NoCard(&reader.snapshot.name.0),
            None => Status::NoReader,
        };
    };
    let name = &*reader.snapshot.name.0;
    match &reader.card {
        None if reader.snapshot.presence == Presence::Mute => Status::Mute(name),
        None if state.counter.rests => Status::Finished(name),
        None => Status::Reading(name),
        Some(card) => match &card.reading {
            Reading::Running => Status::Reading(name),
            Reading::Failed(failure) => Status::Failed(failure, name),
            Reading::Done if card.is_my_number_card() => Status::Ready(name),
            Reading::Done => Status::Foreign(name),
        },
    }
}
