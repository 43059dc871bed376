//! 窓口モード: one person after the other at the same window. What belongs to a person is wiped when
//! their card leaves, when they say so, and when nobody touches anything for a while; what arrives
//! of it later is passed over (invariant 16).
//!
//! A wipe is a new [`AppState`] that takes over what is the computer's and nobody's. What is added to
//! the state some day is therefore wiped unless someone says otherwise here.

use std::path::PathBuf;

use super::{
    Action, AppState, Effect, Notice, OfficeDesk, Page, PinPhase, PinPurpose, ReaderState,
    SignPhase, Support, Verification, practice::Place,
};
use crate::{
    app::{
        command::{CardEpoch, Command, PreviewOrder},
        event::Event,
        failure::{Failure, Offer},
        policy::{CounterMode, LoadedPolicy, Policy},
        ports::{DialogRequest, Presence, ReaderKind, ReaderReport, ReaderSnapshot, Source},
        settings::Settings,
    },
    core::jpki::Changed,
};

/// Why everything was wiped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionEnd {
    /// The card left its reader.
    CardLeft,
    /// Nobody touched anything.
    Idle,
    /// 「終わる」
    Pressed,
}

/// Who sits at the window, in counter mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Staff {
    /// A citizen: the settings are closed.
    #[default]
    Away,
    /// Staff, who have shown it by their gesture.
    Here,
}

/// What the office lays down, and how far counter mode is.
#[derive(Debug, Default)]
pub struct Counter {
    /// What the office lays down.
    pub policy: Policy,
    /// What is wrong with the policy's file. Told on every page for as long as the program runs.
    pub trouble: Option<Failure>,
    /// Who sits there.
    pub staff: Staff,
    /// Why everything was wiped last, until the next card.
    pub ended: Option<SessionEnd>,
    /// How often everything was wiped: the window wipes what it keeps itself whenever this rises.
    pub wipes: u64,
    /// A card of a person who is done still lies there; it is not looked at again by itself.
    pub rests: bool,
    /// Staff have left counter mode until the program ends.
    left: bool,
    /// The settings as they are kept. Those in use may differ until the person is done.
    pub(super) own: Settings,
    /// How many orders to forget the worker has not answered yet.
    forgetting: u32,
    /// The dialog whose answer is waited for.
    awaited: Option<DialogRequest>,
    /// The picture for a seal that is waited for.
    image: Option<PathBuf>,
    /// The notice outlived a wipe already.
    kept_notice: bool,
}

impl Counter {
    /// Without a policy; `settings` are the kept ones.
    pub(super) fn of(settings: &Settings) -> Self {
        Self {
            own: settings.clone(),
            ..Self::default()
        }
    }
}

impl AppState {
    /// The same under `loaded`. What is wrong with its file is told as long as the program runs.
    #[must_use]
    pub fn governed(mut self, loaded: LoadedPolicy) -> Self {
        self.counter.trouble = loaded.trouble().cloned();
        self.counter.policy = loaded.policy;
        if self.has_laid_down_office() {
            self.office = OfficeDesk::laid_down(loaded.office.and_then(Result::ok));
        }
        self.govern();
        self
    }

    /// Whether the window is in counter mode.
    pub fn is_counter(&self) -> bool {
        match self.counter.policy.counter.mode {
            CounterMode::Forced => true,
            CounterMode::Off => self.counter.own.counter_mode,
            CounterMode::On => !self.counter.left,
        }
    }

    /// Whether the policy says which office is shown: then nobody chooses one.
    pub fn has_laid_down_office(&self) -> bool {
        self.counter.policy.office.profile.is_some()
    }

    /// Whether the settings can be opened.
    pub fn has_settings(&self) -> bool {
        !self.is_counter() || self.counter.staff == Staff::Here
    }

    /// Whether there is anything on the screen or behind it that is someone's.
    pub fn is_in_use(&self) -> bool {
        self.readers.iter().any(|reader| reader.card.is_some())
            || !matches!(self.page, Page::Home)
            || self.pin.is_some()
            || !self.desk.order.documents.is_empty()
            || !matches!(self.verification, Verification::Empty)
            || self.notice.is_some()
            || !matches!(self.support, Support::Empty)
            || self.counter.staff == Staff::Here
            || self.settings != self.kept_settings()
    }

    /// Whether something goes on that must not be cut off by mere waiting.
    pub fn is_at_work(&self) -> bool {
        matches!(self.desk.phase, SignPhase::Working { .. })
            || matches!(self.verification, Verification::Working { .. })
            || matches!(&self.pin, Some(dialog) if dialog.phase == PinPhase::Checking)
    }

    /// Everything that is someone's is forgotten, here and by the worker.
    pub(super) fn wipe(&mut self, end: SessionEnd) -> Vec<Effect> {
        let mut effects = self.end_tour();
        // Whoever comes next has a card of their own.
        let before_practice = self.before_practice.take().map(|_| Place::default());
        if before_practice.is_some() && end != SessionEnd::CardLeft {
            effects.push(self.open_source(Source::Real));
        }
        if self.is_at_work() {
            effects.push(Effect::Cancel);
        }
        let gone: Vec<CardEpoch> = match end {
            // What lies in another reader is another person's, or none's.
            SessionEnd::CardLeft => Vec::new(),
            SessionEnd::Idle | SessionEnd::Pressed => {
                let cards = self.readers.iter_mut().filter_map(|it| it.card.take());
                cards.map(|card| card.epoch).collect()
            }
        };
        let notice = self.notice.take().filter(|notice| {
            end == SessionEnd::CardLeft && !self.counter.kept_notice && must_be_told(notice)
        });
        let mut counter = std::mem::take(&mut self.counter);
        counter.staff = Staff::Away;
        counter.ended = Some(end);
        counter.wipes = counter.wipes.wrapping_add(1);
        counter.rests = end != SessionEnd::CardLeft && self.readers.iter().any(rests);
        counter.forgetting = counter.forgetting.saturating_add(1);
        counter.awaited = None;
        counter.image = None;
        counter.kept_notice = notice.is_some();
        *self = Self {
            service: self.service,
            readers: std::mem::take(&mut self.readers),
            logging: self.logging,
            office: std::mem::take(&mut self.office),
            // None at a counter, unless it could not be deleted: then the settings say so.
            reminder: self.reminder,
            look: self.look,
            notice,
            before_practice,
            opening: self.opening,
            ..Self::new(self.source.clone(), counter.own.clone())
        };
        self.counter = counter;
        self.govern();
        effects.push(Effect::Send(Command::Forget(gone)));
        effects.push(Effect::Preview(PreviewOrder::Forget));
        effects
    }

    /// News of the readers: whether a card that was read has left. The one of a person who is done
    /// counts too, where someone has gone on without it.
    pub(super) fn card_left(&mut self, left: bool) -> Vec<Effect> {
        let rested = self.counter.rests;
        self.counter.rests &= self.readers.iter().any(rests);
        let gone = left || (rested && !self.counter.rests && self.is_in_use());
        if gone && self.is_counter() {
            return self.wipe(SessionEnd::CardLeft);
        }
        Vec::new()
    }

    /// What the readers report, before the worker comes to it: it may be busy for minutes, and what is
    /// a person's must not stay on the screen that long. Nothing is added here, so that everything
    /// else still happens in the worker's order.
    pub(super) fn cards_now(&mut self, report: &ReaderReport) -> Vec<Effect> {
        // Until another source is open, these may be its readers and not the ones that are known.
        if !self.is_counter() || self.opening > 0 {
            return Vec::new();
        }
        let there = report.snapshots();
        let mut left = false;
        for reader in &mut self.readers {
            let known = &mut reader.snapshot;
            let is_same =
                |it: &ReaderSnapshot| (&it.name, it.presence) == (&known.name, known.presence);
            if known.presence != Presence::Empty && !there.iter().any(is_same) {
                known.presence = Presence::Empty;
                left |= reader.card.take().is_some();
            }
        }
        self.close_pin_of_a_lost_card();
        self.leave_details_without_a_card();
        self.card_left(left)
    }

    /// A card was noticed where another one, or the same one, was known.
    pub(super) fn card_replaced(&mut self) -> Vec<Effect> {
        if self.is_counter() {
            self.wipe(SessionEnd::CardLeft)
        } else {
            Vec::new()
        }
    }

    /// Someone is there.
    pub(super) fn session_begins(&mut self) {
        self.counter.ended = None;
        self.counter.rests = false;
    }

    /// Whether `event` is about something that was wiped. Orders are carried out one after the other:
    /// what the worker reports before it says that it forgot is of before.
    pub(super) fn is_stale(&mut self, event: &Event) -> bool {
        match event {
            Event::DialogClosed { request, paths } => {
                let is_awaited = self.counter.awaited.as_ref() == Some(request);
                self.counter.awaited.take_if(|_| is_awaited);
                if *request == DialogRequest::SealImage {
                    self.counter.image = paths.first().cloned();
                }
                self.is_counter() && !is_awaited
            }
            Event::SealImageRead(path, _) => {
                self.is_counter() && self.counter.image.as_ref() != Some(path)
            }
            Event::Forgotten => {
                self.counter.forgetting = self.counter.forgetting.saturating_sub(1);
                false
            }
            // Which of two PINs is true must be told to whoever is still there.
            Event::PinChanged(change) if self.counter.forgetting > 0 => {
                let is_told = change.changed != Changed::Yes;
                self.counter.kept_notice |= is_told;
                !is_told
            }
            // Of a card that is known, or news of none; of a change, where nothing was wiped.
            Event::CardsNow(_)
            | Event::CardFact { .. }
            | Event::CardRead { .. }
            | Event::CardSeen { .. }
            | Event::PinChanged(_)
            | Event::Readers(_)
            | Event::ReminderKept(_)
            | Event::SourceOpened(_)
            | Event::SystemLook(_) => false,
            _ => {
                self.tell_what_must_be_told(event);
                self.counter.forgetting > 0
            }
        }
    }

    /// The card left in the middle, and its job says only now what may have become of a try.
    fn tell_what_must_be_told(&mut self, event: &Event) {
        let (Event::Failed(failure)
        | Event::PinRejected(_, failure)
        | Event::PinTested(_, Err(failure))
        | Event::SignFinished {
            stopped_by: Some(failure),
            ..
        }) = event
        else {
            return;
        };
        let notice = Notice::Failed(failure.clone());
        let is_late = self.counter.forgetting > 0;
        if is_late && self.counter.ended == Some(SessionEnd::CardLeft) && must_be_told(&notice) {
            self.counter.kept_notice = true;
            self.tell(notice);
        }
    }

    /// Remembers which dialog is open: of one that a wipe has overtaken, nothing is taken.
    pub(super) fn await_dialogs(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::OpenDialog(request) = effect {
                self.counter.awaited = Some(request.clone());
            }
        }
    }

    /// What the policy, or counter mode, does not let happen: passed over, or told as a notice.
    pub(super) fn is_refused(&mut self, action: &Action) -> bool {
        if needed(action).is_some_and(|offer| self.leaves_out(offer)) {
            return true;
        }
        let needs_settings = matches!(
            action,
            Action::Choose(DialogRequest::OfficeFile)
                | Action::ChooseOffice(_)
                | Action::ChooseReader(_)
                | Action::CounterMode(_)
                | Action::Diagnose
                | Action::Go(Page::Settings)
                | Action::MakeSupportReport
                | Action::SaveSupportReport(_)
                | Action::StopReminding
        );
        let chooses_office = matches!(
            action,
            Action::ChooseOffice(_) | Action::Choose(DialogRequest::OfficeFile)
        );
        // A folder shows what others have left in it.
        let shows_others = matches!(action, Action::ShowFolder(_)) && self.is_counter();
        shows_others
            || (chooses_office && self.has_laid_down_office())
            || (needs_settings && !self.has_settings())
    }

    /// Whether the policy leaves this out; that it does is told.
    pub(super) fn leaves_out(&mut self, offer: Offer) -> bool {
        let is_left_out = !self.counter.policy.offer.has(offer);
        if is_left_out {
            self.tell(Notice::Failed(Failure::NotOffered { offer }));
        }
        is_left_out
    }

    /// The staff's gesture: opens the settings.
    pub(super) fn staff_came(&mut self) {
        if self.is_counter() && self.pin.is_none() {
            self.counter.staff = Staff::Here;
            self.page = Page::Settings;
            self.notice = None;
        }
    }

    /// Whoever leaves the settings is staff no more.
    pub(super) fn staff_left(&mut self) {
        self.counter.staff = Staff::Away;
    }

    /// Turns counter mode on or off, as far as the policy lets anyone.
    pub(super) fn set_counter_mode(&mut self, wanted: bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        match self.counter.policy.counter.mode {
            CounterMode::Forced => return effects,
            CounterMode::On => self.counter.left = !wanted,
            CounterMode::Off => {
                self.counter.own.counter_mode = wanted;
                effects.push(Effect::SaveSettings(self.counter.own.clone()));
            }
        }
        if wanted {
            effects.extend(self.keep_no_reminder());
            effects.extend(self.wipe(SessionEnd::Pressed));
        } else {
            self.counter.staff = Staff::Away;
            self.settings = self.kept_settings();
        }
        effects
    }

    /// Changes the settings; in counter mode only until the person is done, unless staff do.
    pub(super) fn change_settings(&mut self, change: impl Fn(&mut Settings)) -> Vec<Effect> {
        change(&mut self.settings);
        self.govern();
        if !self.has_settings() {
            return Vec::new();
        }
        change(&mut self.counter.own);
        vec![Effect::SaveSettings(self.counter.own.clone())]
    }

    /// The settings as they are when nobody has changed anything for themselves.
    fn kept_settings(&self) -> Settings {
        let own = self.counter.own.clone();
        self.counter.policy.govern(own, self.is_counter())
    }

    fn govern(&mut self) {
        let settings = std::mem::take(&mut self.settings);
        self.settings = self.counter.policy.govern(settings, self.is_counter());
    }
}

fn rests(reader: &ReaderState) -> bool {
    reader.snapshot.kind == ReaderKind::Physical
        && reader.card.is_none()
        && matches!(reader.snapshot.presence, Presence::Card { .. })
}

/// A person whose card left in the middle has to know which of two PINs is true, or that a try may
/// be gone; one whose job broke down, that it did, although their card is then read as a new one.
/// Nothing of this says who they are.
fn must_be_told(notice: &Notice) -> bool {
    match notice {
        Notice::Failed(failure) => matches!(
            failure,
            Failure::Internal
                | Failure::PinChangeUnknown { .. }
                | Failure::PinOutcomeUnknown { .. }
        ),
        Notice::PinChanged(change) => change.changed != Changed::Yes,
        Notice::NotInTour | Notice::PinTested(..) | Notice::Saved(_) => false,
    }
}

fn needed(action: &Action) -> Option<Offer> {
    match action {
        Action::AddFiles(_)
        | Action::AskPin(PinPurpose::Sign)
        | Action::Choose(DialogRequest::FilesToSign | DialogRequest::FoldersToSign)
        | Action::Go(Page::Sign) => Some(Offer::Signing),
        Action::AskPin(PinPurpose::Change(_)) => Some(Offer::PinChange),
        Action::Export(..) => Some(Offer::Export),
        Action::SaveReport(..) | Action::SaveSupportReport(_) => Some(Offer::ReportSaving),
        Action::StartPractice(_) | Action::StartTour(_) => Some(Offer::Practice),
        _ => None,
    }
}
