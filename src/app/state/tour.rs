//! The tour in the state: which step, what it may do, and the way back. While it lasts nothing is
//! written outside its temporary folder: settings wait for its end, file dialogs stay closed, and files
//! of the person are not taken in.

use std::path::PathBuf;

use super::{Action, AppState, Effect, Notice, Page, SignPhase, practice::Place};
use crate::app::{
    command::{Command, VerifyTarget},
    ports::{Overwrite, Source},
    settings::Settings,
    tour::{Sample, TourStep},
};

/// The card that the tour shows.
const PROFILE: &str = "normal";

/// The tour, while it lasts.
#[derive(Debug)]
pub struct Tour {
    /// The step it is at.
    pub step: TourStep,
    /// The document to sign, once it is there.
    pub sample: Option<PathBuf>,
    /// Where the person came from.
    origin: Source,
    place: Place,
    /// The settings as they were kept when it began.
    kept: Settings,
}

impl Tour {
    /// The page that its step is about.
    pub fn page(&self) -> Page {
        match self.step {
            TourStep::Certificates | TourStep::Dates => Page::Home,
            TourStep::Pins => Page::Pins,
            TourStep::Sign => Page::Sign,
            TourStep::Check => Page::Verify,
            TourStep::Office => Page::Guide,
        }
    }
}

impl AppState {
    /// Whether the page of the tour's step is shown, and what it is about is on it.
    pub fn is_at_tour_page(&self) -> bool {
        let page = self.tour.as_ref().map(Tour::page);
        page == Some(self.page) && (self.page != Page::Guide || self.guide.topic().is_none())
    }

    /// Begins the tour, unless something goes on that must end first.
    pub(super) fn start_tour(&mut self, sample: Sample) -> Vec<Effect> {
        let is_busy = self.pin.is_some() || self.is_at_work();
        if self.tour.is_some() || is_busy || self.opening > 0 {
            return Vec::new();
        }
        self.tour = Some(Tour {
            step: TourStep::Certificates,
            sample: None,
            origin: self.source.clone(),
            place: self.leave_place(),
            kept: self.counter.own.clone(),
        });
        self.notice = None;
        self.page = Page::Home;
        let profile = PROFILE.to_owned();
        vec![
            self.open_source(Source::Demo { profile }),
            Effect::Send(Command::BeginTour(sample)),
        ]
    }

    /// Ends it wherever it is: the folder goes, the person is back where they were.
    pub(super) fn end_tour(&mut self) -> Vec<Effect> {
        let Some(tour) = self.tour.take() else {
            return Vec::new();
        };
        // A dialog of the tour's card goes with it.
        self.pin = None;
        self.notice = None;
        self.saving = None;
        self.page = Page::Home;
        self.back = Some(tour.place);
        let mut effects = vec![
            Effect::Cancel,
            Effect::Send(Command::EndTour),
            self.open_source(tour.origin),
        ];
        if self.counter.own != tour.kept {
            effects.push(Effect::SaveSettings(self.counter.own.clone()));
        }
        effects
    }

    /// Goes to a step, or to its page again.
    pub(super) fn go_to_step(&mut self, step: TourStep) -> Vec<Effect> {
        let Some(tour) = &mut self.tour else {
            return Vec::new();
        };
        tour.step = step;
        self.notice = None;
        self.pin = None;
        let effects = match step {
            TourStep::Sign => self.lay_out_sample(),
            TourStep::Check => self.check_sample(),
            TourStep::Office => {
                self.guide.close_topic();
                Vec::new()
            }
            TourStep::Certificates | TourStep::Dates | TourStep::Pins => Vec::new(),
        };
        let page = self.tour.as_ref().map_or(self.page, Tour::page);
        self.page = page;
        effects
    }

    /// The sample is there, or cannot be.
    pub(super) fn tour_sample(&mut self, sample: PathBuf) -> Vec<Effect> {
        match &mut self.tour {
            Some(tour) => tour.sample = Some(sample),
            None => return Vec::new(),
        }
        self.lay_out_sample()
    }

    /// Lays the sample out where nothing lies. Its page is not gone to.
    pub(super) fn lay_out_sample(&mut self) -> Vec<Effect> {
        let sample = self.tour.as_ref().and_then(|tour| tour.sample.clone());
        let is_free =
            self.desk.order.documents.is_empty() && self.desk.phase == SignPhase::Choosing;
        let Some(sample) = sample.filter(|_| is_free) else {
            return Vec::new();
        };
        // A second signature takes the place of the first: both are the tour's own.
        self.desk.order.overwrite = Overwrite::Allowed;
        let page = self.page;
        let effects = self.add_files(vec![sample]);
        self.page = page;
        effects
    }

    /// What the tour has signed.
    pub fn tour_signed(&self) -> Option<PathBuf> {
        self.tour.as_ref()?;
        let SignPhase::Finished { outcomes, .. } = &self.desk.phase else {
            return None;
        };
        let done = outcomes.iter().find(|outcome| outcome.result.is_ok())?;
        Some(done.target.output.clone())
    }

    fn check_sample(&mut self) -> Vec<Effect> {
        let Some(signature) = self.tour_signed() else {
            return Vec::new();
        };
        self.verify_targets(vec![VerifyTarget {
            signature,
            content: None,
        }])
    }

    /// What the tour does not do: it comes back as a notice. `None`: the action is none of these.
    pub(super) fn refuse_in_tour(&mut self, action: &Action) -> bool {
        let is_refused = self.tour.is_some()
            && matches!(
                action,
                Action::AddFiles(_)
                    | Action::Choose(_)
                    | Action::Export(..)
                    | Action::OpenFiles(_)
                    | Action::PrintGuide(..)
                    | Action::SaveCalendar(_)
                    | Action::SaveReport(..)
                    | Action::SaveSupportReport(_)
                    | Action::ShowFolder(_)
                    | Action::StartPractice(_)
                    | Action::Verify(_)
            );
        if is_refused {
            self.tell(Notice::NotInTour);
        }
        is_refused
    }

    /// Settings are stored when the tour is over.
    pub(super) fn hold_back(&self, effects: Vec<Effect>) -> Vec<Effect> {
        if self.tour.is_none() {
            return effects;
        }
        let is_allowed = |effect: &Effect| {
            !matches!(
                effect,
                Effect::OpenDialog(_) | Effect::SaveSettings(_) | Effect::ShowFolder(_)
            )
        };
        effects.into_iter().filter(is_allowed).collect()
    }
}
