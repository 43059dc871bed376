//! 手続き案内: which topic is open and how one came there, and the office that was chosen.

use std::path::PathBuf;

use super::{AppState, Effect, Notice, Page, action::Saving};
use crate::{
    app::{
        command::{Command, ReportFormat},
        failure::Failure,
        office::built_in_office,
        ports::DialogRequest,
        settings::OfficeChoice,
    },
    core::{calendar::Calendar, office::Office, pdf::report::TextReport, rules::Residence},
};

/// Where within the guide a person is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuideDesk {
    /// The topics that were opened one from the other; the last one is shown, none: the list.
    trail: Vec<String>,
    /// Where the page leads to, and how often it has led somewhere: each time is for once.
    led: (u32, Lead),
}

/// What the page brings into view and gives the keyboard to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lead {
    /// The renewal.
    Planner,
    /// The field for the words that are looked for.
    Search,
    /// The beginning.
    #[default]
    Top,
    /// The topic in the list from which one comes back.
    Topic(String),
}

/// A step within the guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuideStep {
    /// From a topic to where it was opened.
    Back,
    /// Open this topic.
    Open(String),
    /// To the renewal of the certificates.
    Plan,
    /// To the field for the words that are looked for, or to the topic that was open.
    Search,
}

/// What of the guide is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuidePaper {
    /// The sheet about the renewal.
    Slip,
    /// The topic of this id.
    Topic(String),
}

/// The office.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficeDesk {
    /// What is known of it.
    pub office: Option<Box<Office>>,
    /// Why the one that was chosen is not known.
    pub trouble: Option<Failure>,
    /// The profile that is being read; whoever chooses meanwhile is not overruled by it.
    reading: Option<PathBuf>,
}

impl GuideDesk {
    /// The topic that is open.
    pub fn topic(&self) -> Option<&str> {
        self.trail.last().map(String::as_str)
    }

    /// How often it has led somewhere, and where to last.
    pub fn led(&self) -> (u32, &Lead) {
        (self.led.0, &self.led.1)
    }

    /// Shows the list again.
    pub(super) fn close_topic(&mut self) {
        self.trail.clear();
    }

    fn lead(&mut self, to: Lead) {
        self.led = (self.led.0.wrapping_add(1), to);
    }
}

impl OfficeDesk {
    /// The office that the policy lays down; `None`: its profile is not known.
    pub(super) fn laid_down(office: Option<Box<Office>>) -> Self {
        Self {
            office,
            ..Self::default()
        }
    }

    /// What is known without reading anything. A profile that this version does not have is none.
    pub(super) fn of(choice: Option<&OfficeChoice>) -> Self {
        let office = match choice {
            Some(OfficeChoice::BuiltIn(id)) => built_in_office(id).ok().map(Box::new),
            Some(OfficeChoice::File { .. }) | None => None,
        };
        Self {
            office,
            ..Self::default()
        }
    }
}

impl AppState {
    /// What is to be done once at the start: the person's own profile of an office is read, unless the
    /// policy lays one down, and at a counter no reminder is kept.
    pub fn start(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.keep_no_reminder().into_iter().collect();
        if let Some(OfficeChoice::File { file }) = &self.settings.office
            && !self.has_laid_down_office()
        {
            let file = file.clone();
            effects.extend(self.read_office(file));
        }
        effects
    }

    pub(super) fn walk_guide(&mut self, step: GuideStep) {
        let desk = &mut self.guide;
        match step {
            GuideStep::Back => {
                if let Some(left) = desk.trail.pop() {
                    let to = match desk.topic() {
                        Some(_) => Lead::Top,
                        None => Lead::Topic(left),
                    };
                    desk.lead(to);
                }
            }
            GuideStep::Open(id) => {
                // Around a ring of topics one does not walk back twice.
                desk.trail.retain(|known| *known != id);
                desk.trail.push(id);
                desk.lead(Lead::Top);
            }
            GuideStep::Plan => {
                desk.trail.clear();
                desk.lead(Lead::Planner);
            }
            GuideStep::Search => {
                let to = match desk.topic() {
                    Some(_) => Lead::Top,
                    None => Lead::Search,
                };
                desk.lead(to);
            }
        }
        self.page = Page::Guide;
        self.notice = None;
    }

    /// Pressing the page that is shown leads to its beginning.
    pub(super) fn enter_guide(&mut self) {
        if self.page == Page::Guide && self.guide.topic().is_some() {
            self.guide.trail.clear();
            self.guide.lead(Lead::Top);
        }
    }

    pub(super) fn reside(&mut self, residence: Residence) {
        let epoch = self.active_card().map(|card| card.epoch);
        if let Some(card) = epoch.and_then(|epoch| self.card_mut(epoch)) {
            card.residence = residence;
        }
    }

    pub(super) fn print_guide(
        &mut self,
        paper: GuidePaper,
        report: Box<TextReport>,
    ) -> Vec<Effect> {
        let (format, name) = match paper {
            GuidePaper::Slip => (ReportFormat::LargePdf, "inkan-renewal.pdf".to_owned()),
            GuidePaper::Topic(id) => (ReportFormat::Pdf, format!("inkan-guide-{id}.pdf")),
        };
        self.saving = Some(Saving::Report(format, report));
        vec![Effect::OpenDialog(DialogRequest::SaveGuide(name))]
    }

    pub(super) fn save_calendar(&mut self, calendar: &Calendar) -> Vec<Effect> {
        self.saving = Some(Saving::Calendar(calendar.to_ics()));
        let name = "inkan-renewal.ics".to_owned();
        vec![Effect::OpenDialog(DialogRequest::SaveCalendar(name))]
    }

    pub(super) fn choose_office(&mut self, choice: Option<OfficeChoice>) -> Vec<Effect> {
        match choice {
            // It is taken once it was read and is good.
            Some(OfficeChoice::File { file }) => self.read_office(file),
            other => {
                self.office = OfficeDesk::of(other.as_ref());
                self.keep_office(other.as_ref())
            }
        }
    }

    fn keep_office(&mut self, choice: Option<&OfficeChoice>) -> Vec<Effect> {
        self.notice = None;
        self.change_settings(|settings| settings.office = choice.cloned())
    }

    fn read_office(&mut self, file: PathBuf) -> Vec<Effect> {
        self.office.reading = Some(file.clone());
        vec![Effect::Send(Command::ReadOffice(file))]
    }

    /// A profile that cannot be used leaves the office that was there.
    pub(super) fn office_read(
        &mut self,
        path: PathBuf,
        read: Result<Box<Office>, Failure>,
    ) -> Vec<Effect> {
        if self.office.reading.as_ref() != Some(&path) {
            return Vec::new();
        }
        self.office.reading = None;
        let choice = Some(OfficeChoice::File { file: path });
        let is_chosen = self.settings.office == choice;
        match read {
            Ok(office) => {
                self.office = OfficeDesk {
                    office: Some(office),
                    ..OfficeDesk::default()
                };
                if is_chosen {
                    return Vec::new();
                }
                self.keep_office(choice.as_ref())
            }
            Err(failure) => {
                if is_chosen {
                    self.office = OfficeDesk {
                        trouble: Some(failure.clone()),
                        ..OfficeDesk::default()
                    };
                }
                self.notice = Some(Notice::Failed(failure));
                Vec::new()
            }
        }
    }
}
