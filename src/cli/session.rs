//! The worker and the state, driven in step: an order, its events taken in, the next order.

use std::sync::{Arc, mpsc};

use super::{output, readers::OnlySources, run::Job};
use crate::{
    app::{
        command::{CancelFlag, CardRef, Command, Message, SupportOrder},
        event::{Event, SignStep},
        failure::Failure,
        journal::{Journal, ReaderLabel},
        ports::{Clock, ReaderKind, ReaderName, Sources},
        state::{Action, AppState, CardState, Notice, ReaderState, Support},
        support_report::SupportReport,
        view_model::{HomeVm, StepState, view_model},
        worker::{Ports, Worker},
    },
    core::{
        cert::TrustStore,
        jpki::Slot,
        rules::{Attempts, Residence},
    },
    i18n::{cli::CliTexts, doctor::DoctorTexts},
};

/// A conversation with readers and cards.
pub(super) struct Session {
    worker: Worker,
    state: AppState,
    clock: Arc<dyn Clock>,
    /// News of readers between orders; nobody reads them, each order looks for itself.
    _inbox: mpsc::Receiver<Message>,
    only: Option<String>,
    talk: Talk,
    /// What the last order told besides failures.
    told: Option<Notice>,
}

/// What is said while the card works.
#[derive(Clone, Copy)]
struct Talk {
    progress: bool,
    verbose: bool,
    words: &'static CliTexts,
    doctor: &'static DoctorTexts,
}

impl Talk {
    fn about(self, event: &Event) {
        match event {
            Event::CardSeen { reader, .. } if self.verbose => {
                let label = ReaderLabel::of(reader);
                output::say(&(self.words.card.reading)(label.as_str()));
            }
            Event::Diagnosing(rung) if self.verbose => {
                output::say(&(self.doctor.working)(*rung));
            }
            Event::SignProgress {
                done,
                total,
                step: SignStep::Signing,
            } if self.progress => {
                output::say(&(self.words.sign.progress)(done + 1, *total));
            }
            _ => {}
        }
    }
}

impl Session {
    /// Opens the source and looks at every reader and card; at those alone that were asked for.
    pub(super) fn open(job: &Job, sources: Box<dyn Sources>) -> Self {
        let mut session = Self::narrowed(job, sources);
        session.look();
        session
    }

    /// Opens the source for the readers that were asked for, and looks at nothing yet.
    pub(super) fn narrowed(job: &Job, sources: Box<dyn Sources>) -> Self {
        let only = job.options.reader.clone();
        let sources: Box<dyn Sources> = match &only {
            Some(part) => Box::new(OnlySources {
                inner: sources,
                part: part.clone(),
            }),
            None => sources,
        };
        Self {
            only,
            ..Self::unread(job, sources)
        }
    }

    /// Looks at every reader and card.
    pub(super) fn look(&mut self) {
        let Self {
            worker,
            state,
            talk,
            ..
        } = self;
        worker.look(&mut |event| take_in(state, *talk, event));
    }

    /// Opens the source and looks at nothing yet.
    pub(super) fn unread(job: &Job, sources: Box<dyn Sources>) -> Self {
        let (sender, inbox) = mpsc::channel();
        let ports = Ports {
            sources,
            files: Arc::clone(&job.files),
            clock: Arc::clone(&job.clock),
            trust: TrustStore::jlis(),
            inbox: sender,
            at_once: None,
            cancel: CancelFlag::default(),
            machine: Arc::clone(&job.machine),
            journal: match job.options.verbose {
                0 => Journal::default(),
                _ => Journal::heard_by(Arc::new(|told| output::say(&told.to_string()))),
            },
        };
        Self {
            worker: Worker::new(ports, job.source.clone()),
            state: AppState::new(job.source.clone(), job.settings.clone()),
            clock: Arc::clone(&job.clock),
            _inbox: inbox,
            only: None,
            told: None,
            talk: Talk {
                progress: !job.options.json,
                verbose: job.options.verbose > 0,
                words: job.words,
                doctor: DoctorTexts::of(job.language),
            },
        }
    }

    /// Everything that is known.
    pub(super) fn state(&self) -> &AppState {
        &self.state
    }

    /// The tries that a PIN of the card has left, as it said last.
    pub(super) fn attempts(&self, slot: Slot) -> Option<Attempts> {
        self.state.active_card()?.slot(slot).attempts
    }

    /// The holder of the card lives there.
    pub(super) fn reside(&mut self, residence: Residence) {
        self.state.act(Action::Reside(residence));
    }

    /// Has an order carried out. What failed as a whole is returned; what failed in part is in the
    /// state.
    pub(super) fn obey(&mut self, command: Command) -> Result<(), Failure> {
        self.state.notice = None;
        let Self {
            worker,
            state,
            talk,
            ..
        } = self;
        worker.handle(Message::Command(command), &mut |event| {
            take_in(state, *talk, event);
        });
        match self.state.notice.take() {
            Some(Notice::Failed(failure)) => Err(failure),
            told @ Some(Notice::PinChanged(_) | Notice::PinTested(..)) => {
                self.told = told;
                Ok(())
            }
            Some(Notice::NotInTour | Notice::Saved(_)) | None => Ok(()),
        }
    }

    /// Has the support report made.
    pub(super) fn support_report(
        &mut self,
        order: SupportOrder,
    ) -> Result<Box<SupportReport>, Failure> {
        self.state.support = Support::Making;
        self.obey(Command::MakeSupportReport(order))?;
        match std::mem::take(&mut self.state.support) {
            Support::Made(report) => Ok(report),
            Support::Empty | Support::Making => Err(Failure::Internal),
        }
    }

    /// What came of a change or test of a PIN that was just carried out.
    pub(super) fn told(&mut self) -> Option<Notice> {
        self.told.take()
    }

    /// The readers that can hold a card of people.
    pub(super) fn readers(&self) -> impl Iterator<Item = &ReaderState> {
        self.state
            .readers
            .iter()
            .filter(|reader| reader.snapshot.kind == ReaderKind::Physical)
    }

    /// Why there is no My Number Card to work with; `None` if there is one.
    pub(super) fn missing_card(&self) -> Option<Failure> {
        let model = view_model(&self.state, self.clock.now());
        let steps = match model.home {
            HomeVm::Card(card) => return card.failure,
            HomeVm::Steps(steps) => steps,
        };
        let now = [steps.service, steps.reader, steps.card]
            .into_iter()
            .find_map(|step| match step {
                StepState::Now(failure) => Some(failure),
                _ => None,
            });
        Some(match (now, &self.only) {
            (Some(Failure::NoReader), Some(name)) => Failure::ReaderUnknown { name: name.clone() },
            (Some(failure), _) => failure,
            (None, _) => Failure::Internal,
        })
    }

    /// The card to work with.
    pub(super) fn card(&self) -> Result<(&ReaderName, &CardState, CardRef), Failure> {
        if let Some(failure) = self.missing_card() {
            return Err(failure);
        }
        let reader = self.state.active_reader();
        reader
            .and_then(|reader| {
                Some((
                    &reader.snapshot.name,
                    reader.card.as_ref()?,
                    self.state.active_card_ref()?,
                ))
            })
            .ok_or(Failure::NoCard)
    }
}

fn take_in(state: &mut AppState, talk: Talk, event: Event) {
    talk.about(&event);
    // What the state would have the window do next, the command line does in its own order.
    state.apply(event);
}
