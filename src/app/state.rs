//! Everything the program knows, in one place. [`AppState::apply`] takes in what happened,
//! [`AppState::act`] what the person wants; both answer with what is to be done about it. No
//! I/O, no text, no clock: the window and the command line show this through `view_model`.

mod action;
mod counter;
mod diagnosis;
mod guide;
mod pin;
mod practice;
mod reminder;
mod seal;
mod signing;
mod source;
mod support;
mod tour;

use std::{path::PathBuf, time::Duration};

pub use action::{Action, Effect, Page};
pub use counter::{Counter, SessionEnd, Staff};
pub use diagnosis::Diagnosis;
pub use guide::{GuideDesk, GuidePaper, GuideStep, Lead, OfficeDesk};
pub use pin::{OpenChange, PinDialog, PinPhase, PinPurpose};
pub use practice::{DemoSecret, DemoSecrets};
pub use reminder::ReminderDesk;
pub use seal::{SealChange, SealDesk, SealLook, SealWords, View};
pub use signing::{SignDesk, SignPhase};
pub use support::Support;
pub use tour::Tour;

use super::{
    command::{CardEpoch, CardRef, ReadOrder},
    event::{CardFact, CertificateFact, Event, PinChange, VerifiedFile},
    failure::Failure,
    ports::{Presence, ReaderKind, ReaderName, ReaderReport, ReaderSnapshot, Source, SystemLook},
    settings::{Language, Settings, TextSize},
};
use crate::core::{
    cert::{Certificate, EarlyDates, IssuerTrust},
    jpki::{CardKind, Changed, Slot},
    rules::{Attempts, Residence},
    verify::{DigestAlgorithm, KeyAlgorithm},
};

/// What is known of the smart card service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Not running.
    Gone,
    /// It answered.
    Running,
    /// Nobody has asked yet.
    Unknown,
}

/// How far the reading of a card is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// All that can be known without a PIN is known.
    Done,
    /// It ended early.
    Failed(Failure),
    /// It goes on.
    Running,
}

/// What is known of one card.
#[derive(Clone, Debug)]
pub struct CardState {
    /// Its number.
    pub epoch: CardEpoch,
    /// How far the reading is.
    pub reading: Reading,
    /// What it is; `None` until known.
    pub kind: Option<CardKind>,
    /// The label it gives itself.
    pub token: Option<String>,
    /// The dates of the 利用者証明用 certificate, before it is read whole.
    pub early_dates: Option<EarlyDates>,
    /// Where its holder lives, as far as they have said so. It goes with the card.
    pub residence: Residence,
    /// The 利用者証明用 side.
    pub auth: SlotState,
    /// The 署名用 side.
    pub sign: SlotState,
}

/// What is known of one certificate and its PIN.
#[derive(Clone, Debug, Default)]
pub struct SlotState {
    /// The PIN's counter.
    pub attempts: Option<Attempts>,
    /// The certificate; `None` until known.
    pub certificate: Option<CertificateFact>,
    /// The certificate of its issuer, as the card carries it; `None` until asked for.
    pub issuer: Option<CertificateFact>,
}

impl SlotState {
    /// The certificate and what is known of its issuer, if it was read.
    pub fn read(&self) -> Option<(&Certificate, IssuerTrust)> {
        match self.certificate.as_ref()? {
            CertificateFact::Read(certificate, trust) => Some((certificate, *trust)),
            CertificateFact::Absent | CertificateFact::NeedsPin | CertificateFact::Unreadable => {
                None
            }
        }
    }
}

impl CardState {
    fn new(epoch: CardEpoch) -> Self {
        Self {
            epoch,
            reading: Reading::Running,
            kind: None,
            token: None,
            early_dates: None,
            residence: Residence::default(),
            auth: SlotState::default(),
            sign: SlotState::default(),
        }
    }

    /// One side of the card.
    pub fn slot(&self, slot: Slot) -> &SlotState {
        match slot {
            Slot::Auth => &self.auth,
            Slot::Sign => &self.sign,
        }
    }

    fn slot_mut(&mut self, slot: Slot) -> &mut SlotState {
        match slot {
            Slot::Auth => &mut self.auth,
            Slot::Sign => &mut self.sign,
        }
    }

    /// Whether it is a My Number Card, as far as is known.
    pub fn is_my_number_card(&self) -> bool {
        self.kind == Some(CardKind::MyNumberCard)
    }

    /// The hash that goes with the card's keys: SHA-384 with P-384 (the announced next card,
    /// jpki-card §4.7), SHA-256 else (§9.3).
    pub fn usual_digest(&self) -> DigestAlgorithm {
        match self.auth.read().map(|(certificate, _)| certificate.key()) {
            Some(KeyAlgorithm::EcdsaP384) => DigestAlgorithm::Sha384,
            _ => DigestAlgorithm::Sha256,
        }
    }

    fn learn(&mut self, fact: CardFact) {
        match fact {
            CardFact::Attempts(slot, attempts) => self.slot_mut(slot).attempts = Some(attempts),
            CardFact::Certificate(slot, certificate) => {
                self.slot_mut(slot).certificate = Some(*certificate);
            }
            CardFact::EarlyDates(dates) => self.early_dates = Some(dates),
            CardFact::IssuerCertificate(slot, issuer) => {
                self.slot_mut(slot).issuer = Some(*issuer);
            }
            CardFact::Kind(kind, token) => {
                self.kind = Some(kind);
                self.token = token;
            }
        }
    }
}

/// One reader and the card in it.
#[derive(Clone, Debug)]
pub struct ReaderState {
    /// What the service says of it.
    pub snapshot: ReaderSnapshot,
    /// What is known of the card in it.
    pub card: Option<CardState>,
}

/// The verification page.
#[derive(Clone, Debug, Default)]
pub enum Verification {
    /// Nothing was chosen yet.
    #[default]
    Empty,
    /// The answers, the worst first.
    Finished(Vec<VerifiedFile>),
    /// Files are being checked.
    Working {
        /// Files finished.
        done: usize,
        /// Files in all; 0 until they are counted.
        total: usize,
    },
}

/// Whether what is said to cards is printed while it is said (`-v`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Logging {
    /// To standard error.
    Detailed,
    /// Not at all.
    #[default]
    Off,
}

/// Everything the program knows.
#[derive(Debug)]
pub struct AppState {
    /// Where readers come from.
    pub source: Source,
    /// The smart card service.
    pub service: Service,
    /// The readers, in the service's order.
    pub readers: Vec<ReaderState>,
    /// The page that is shown.
    pub page: Page,
    /// The PIN dialog, when it is open.
    pub pin: Option<PinDialog>,
    /// The signing page.
    pub desk: SignDesk,
    /// The verification page.
    pub verification: Verification,
    /// The doctor.
    pub diagnosis: Diagnosis,
    /// The support report.
    pub support: Support,
    /// 手続き案内
    pub guide: GuideDesk,
    /// The office that the guide speaks of.
    pub office: OfficeDesk,
    /// The reminder at login.
    pub reminder: ReminderDesk,
    /// How the system was told to look.
    pub look: SystemLook,
    /// Something to tell the person that no page shows by itself.
    pub notice: Option<Notice>,
    /// A change of a PIN of which nobody knows yet whether it came about.
    pub open_change: Option<OpenChange>,
    /// The settings.
    pub settings: Settings,
    /// Counter mode, and what the office lays down.
    pub counter: Counter,
    /// Whether what is said to cards is printed. Chosen at the start, never kept.
    pub logging: Logging,
    /// Whether the PINs that practice mode shows are true.
    pub demo_secrets: DemoSecrets,
    /// The guided tour, while it lasts.
    pub tour: Option<Tour>,
    /// Where the person was before practice mode.
    before_practice: Option<practice::Place>,
    /// Where the person was before the tour, once it is over.
    back: Option<practice::Place>,
    /// How many sources were ordered and are not there yet.
    opening: usize,
    /// What is to be saved once its place is known: what the person saw when they asked.
    saving: Option<action::Saving>,
    /// What the worker reads already while the person types.
    reading: Option<ReadOrder>,
}

/// A message that stays until it is dismissed or overtaken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something failed.
    Failed(Failure),
    /// Files of the person have no place in the tour.
    NotInTour,
    /// The change of a PIN has ended.
    PinChanged(PinChange),
    /// A PIN and its key work; how long the card took.
    PinTested(Slot, Duration),
    /// A file was written.
    Saved(PathBuf),
}

impl AppState {
    /// Nothing is known yet.
    pub fn new(source: Source, settings: Settings) -> Self {
        Self {
            source,
            service: Service::Unknown,
            readers: Vec::new(),
            page: Page::Home,
            pin: None,
            desk: SignDesk::default(),
            verification: Verification::default(),
            diagnosis: Diagnosis::default(),
            support: Support::default(),
            guide: GuideDesk::default(),
            office: OfficeDesk::of(settings.office.as_ref()),
            reminder: ReminderDesk::default(),
            look: SystemLook::default(),
            notice: None,
            open_change: None,
            counter: Counter::of(&settings),
            settings,
            logging: Logging::default(),
            demo_secrets: DemoSecrets::default(),
            tour: None,
            before_practice: None,
            back: None,
            opening: 0,
            saving: None,
            reading: None,
        }
    }

    /// Takes in a fact. The only way in which facts change.
    pub fn apply(&mut self, event: Event) -> Vec<Effect> {
        if self.is_stale(&event) {
            return Vec::new();
        }
        let mut effects = self.take_in(event);
        self.await_dialogs(&effects);
        effects.extend(self.order_pictures());
        effects.extend(self.read_ahead());
        self.hold_back(effects)
    }

    fn take_in(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::CardSeen { reader, epoch } => {
                // One that has left meanwhile is not there any more, though the worker has just seen it.
                let is_here = |it: &&mut ReaderState| {
                    it.snapshot.name == reader
                        && matches!(it.snapshot.presence, Presence::Card { .. })
                };
                let known = self.readers.iter_mut().find(is_here).map(|state| {
                    let before = state.card.replace(CardState::new(epoch));
                    before.is_some()
                });
                self.close_pin_of_a_lost_card();
                let effects = match known {
                    Some(true) => self.card_replaced(),
                    _ => Vec::new(),
                };
                if known.is_some() {
                    self.session_begins();
                }
                return effects;
            }
            Event::CardFact { epoch, fact } => {
                if let Some(card) = self.card_mut(epoch) {
                    card.learn(fact);
                }
                self.refresh_pin_attempts();
            }
            Event::CardsNow(report) => return self.cards_now(&report),
            Event::CardRead { epoch, result } => {
                if let Some(card) = self.card_mut(epoch) {
                    card.reading = match result {
                        Ok(()) => Reading::Done,
                        Err(failure) => Reading::Failed(failure),
                    };
                }
            }
            Event::Diagnosed(ladder) => self.diagnosed(ladder),
            Event::Diagnosing(rung) => self.diagnosing(rung),
            // Asked for before the tour: it takes in no files of the person.
            Event::DialogClosed { .. } | Event::FilesSorted { .. } if self.tour.is_some() => {}
            Event::DialogClosed { request, paths } => return self.dialog_closed(request, paths),
            Event::Failed(failure) => self.notice = Some(Notice::Failed(failure)),
            Event::FilesSorted {
                documents,
                signatures,
            } => return self.files_sorted(signatures, documents),
            Event::Forgotten => {}
            Event::JobBroken => return self.job_broken(),
            Event::OfficeRead(path, read) => return self.office_read(path, read),
            Event::PageDrawn(order, picture) => self.page_drawn(order, picture),
            Event::PinAccepted(slot) => self.pin_accepted(slot),
            Event::PinChanged(change) => self.pin_changed(change),
            Event::PinRejected(_, failure) => self.pin_rejected(failure),
            Event::PinTested(slot, result) => self.pin_tested(slot, result),
            Event::PracticeRenewed => {
                self.demo_secrets = DemoSecrets::default();
                self.open_change = None;
            }
            Event::ReminderKept(dates) => self.reminder_kept(dates),
            Event::Readers(report) => return self.readers_changed(report),
            Event::SaveFailed(path, error) => {
                self.notice = Some(Notice::Failed(Failure::OutputFailed { path, error }));
            }
            Event::SealDrawn(order, picture) => self.seal_drawn(*order, picture),
            Event::SealImageRead(path, read) => self.seal_image_read(path, read),
            Event::Saved(path) => self.notice = Some(Notice::Saved(path)),
            Event::SignFinished {
                outcomes,
                stopped_by,
            } => {
                self.sign_finished(outcomes, stopped_by);
            }
            Event::SignPlanned(order, files) => return self.sign_planned(&order, files),
            Event::SignProgress { done, total, step } => {
                self.desk.phase = SignPhase::Working { done, total, step };
            }
            Event::SourceOpened(source) => return self.source_opened(source),
            Event::SupportReportMade(report) => self.support_report_made(report),
            Event::SystemLook(look) => self.look = look,
            Event::TourSample(path) => return self.tour_sample(path),
            Event::Verified(mut files) => {
                files.sort_by_cached_key(VerifiedFile::rank);
                self.verification = Verification::Finished(files);
            }
            Event::VerifyProgress { done, total } => {
                self.verification = Verification::Working { done, total };
            }
        }
        Vec::new()
    }

    /// The language of the window: the one that was chosen, else `system`'s, or the nearest that the
    /// office offers.
    pub fn language(&self, system: Language) -> Language {
        let wanted = self.settings.language.unwrap_or(system);
        self.counter.policy.appearance.languages.nearest(wanted)
    }

    /// The size of the text: what was chosen, or what the system says, and never less than the office
    /// lays down.
    pub fn text_size(&self) -> TextSize {
        let by_system = || TextSize::of_system(self.look.text_percent.unwrap_or(100));
        let wanted = self.settings.text_size.fixed().unwrap_or_else(by_system);
        wanted.max(self.counter.policy.least_text(self.is_counter()))
    }

    /// The reader whose card the pages are about: the preferred one if it holds a My Number Card,
    /// else the first that does, else the preferred or first one with any card.
    pub fn active_reader(&self) -> Option<&ReaderState> {
        let preferred = |reader: &&ReaderState| self.settings.prefers(&reader.snapshot.name);
        let usable = || {
            self.readers.iter().filter(|reader| {
                reader
                    .card
                    .as_ref()
                    .is_some_and(CardState::is_my_number_card)
            })
        };
        let occupied = || {
            self.readers.iter().filter(|reader| {
                reader.snapshot.kind == ReaderKind::Physical
                    && reader.snapshot.presence != Presence::Empty
            })
        };
        usable()
            .find(preferred)
            .or_else(|| usable().next())
            .or_else(|| occupied().find(preferred))
            .or_else(|| occupied().next())
    }

    /// The card the pages are about.
    pub fn active_card(&self) -> Option<&CardState> {
        self.active_reader()?.card.as_ref()
    }

    /// The same, as commands name it.
    pub fn active_card_ref(&self) -> Option<CardRef> {
        let reader = self.active_reader()?;
        let epoch = reader.card.as_ref()?.epoch;
        Some(CardRef {
            reader: reader.snapshot.name.clone(),
            epoch,
        })
    }

    fn card(&self, epoch: CardEpoch) -> Option<&CardState> {
        self.readers
            .iter()
            .filter_map(|reader| reader.card.as_ref())
            .find(|card| card.epoch == epoch)
    }

    fn card_mut(&mut self, epoch: CardEpoch) -> Option<&mut CardState> {
        self.readers
            .iter_mut()
            .filter_map(|reader| reader.card.as_mut())
            .find(|card| card.epoch == epoch)
    }

    fn readers_changed(&mut self, report: ReaderReport) -> Vec<Effect> {
        let snapshots = match report {
            ReaderReport::Readers(snapshots) => {
                self.service = Service::Running;
                snapshots
            }
            ReaderReport::ServiceGone => {
                self.service = Service::Gone;
                Vec::new()
            }
        };
        let cards = |readers: &[ReaderState]| readers.iter().filter(|it| it.card.is_some()).count();
        let mut known = std::mem::take(&mut self.readers);
        let before = cards(&known);
        self.readers = snapshots
            .into_iter()
            .map(|snapshot| {
                let card = known
                    .iter_mut()
                    .find(|reader| reader.snapshot.name == snapshot.name)
                    .filter(|reader| reader.snapshot.presence == snapshot.presence)
                    .and_then(|reader| reader.card.take());
                ReaderState { snapshot, card }
            })
            .collect();
        self.close_pin_of_a_lost_card();
        self.leave_details_without_a_card();
        let left = cards(&self.readers) < before;
        self.card_left(left)
    }

    fn leave_details_without_a_card(&mut self) {
        if self.active_card().is_none() {
            self.page = self.page.without_card();
        }
    }

    /// Nobody waits for a job that will report nothing more. Jobs behind it report later; what they
    /// then say of something given up here is passed over. The worker has begun afresh and knows no
    /// card any more, so that a dialog that asks for a PIN closes, too.
    fn job_broken(&mut self) -> Vec<Effect> {
        for card in self.readers.iter_mut().filter_map(|it| it.card.as_mut()) {
            if card.reading == Reading::Running {
                card.reading = Reading::Failed(Failure::Internal);
            }
        }
        let effects = self.desk.job_broken();
        self.diagnosis.at = None;
        self.support_job_broken();
        if matches!(self.verification, Verification::Working { .. }) {
            self.verification = Verification::Empty;
        }
        let changing = self.pin.as_ref().and_then(|dialog| match dialog.purpose {
            PinPurpose::Change(slot) if dialog.phase == PinPhase::Checking => Some(slot),
            _ => None,
        });
        if let Some(slot) = changing {
            // Nobody can say how far it came.
            self.pin_changed(PinChange {
                slot,
                changed: Changed::Unknown,
                left: None,
                failure: Some(Failure::PinChangeUnknown { slot }),
            });
        } else {
            self.pin = None;
            self.tell(Notice::Failed(Failure::Internal));
        }
        effects
    }

    /// Whether this very card is still in its reader.
    fn is_present(&self, card: &CardRef) -> bool {
        self.readers.iter().any(|reader| {
            reader.snapshot.name == card.reader
                && reader
                    .card
                    .as_ref()
                    .is_some_and(|seen| seen.epoch == card.epoch)
        })
    }

    /// The reader of this name, for the command line.
    pub fn reader(&self, name: &ReaderName) -> Option<&ReaderState> {
        self.readers
            .iter()
            .find(|reader| &reader.snapshot.name == name)
    }
}
