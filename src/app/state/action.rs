//! What a person can want, as a closed list, and what follows from it.

use std::path::PathBuf;

use super::{
    AppState, GuidePaper, GuideStep, Notice, PinPurpose, SealChange, SessionEnd, Support,
    Verification, reminder::stop_reminding,
};
use crate::{
    app::{
        command::{Command, PracticeAction, PreviewOrder, ReportFormat, VerifyTarget},
        failure::Offer,
        ports::{DialogRequest, Overwrite, Source},
        reminder::Reminder,
        settings::{ColorScheme, Language, OfficeChoice, Settings, TextChoice},
        tour::{Sample, TourStep},
    },
    core::{
        calendar::Calendar,
        cert::{
            Certificate,
            export::{self, CertificateFormat},
        },
        jpki::Slot,
        pdf::report::TextReport,
        rules::{Destination, LastTryConsent, RemindedDates, Residence},
        secret::Pin,
        sign::SignatureFormat,
    },
};

/// A page of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Page {
    /// くわしく: one certificate, every field.
    Details(Slot),
    /// 手続き案内
    Guide,
    /// ホーム
    #[default]
    Home,
    /// 暗証番号
    Pins,
    /// 設定
    Settings,
    /// 文書に署名
    Sign,
    /// 署名を確認
    Verify,
}

impl Page {
    /// The one to be on without a card, whose details are gone with it.
    pub(super) fn without_card(self) -> Self {
        match self {
            Self::Details(_) => Self::Home,
            page => page,
        }
    }
}

/// Something a person wants.
pub enum Action {
    /// Add files to the ones to sign (dropped, or from the command line).
    AddFiles(Vec<PathBuf>),
    /// Open the PIN dialog.
    AskPin(PinPurpose),
    /// Stop the running job after the step it is at.
    CancelJob,
    /// Close the PIN dialog; nothing was sent.
    ClosePin,
    /// Open a file dialog.
    Choose(DialogRequest),
    /// Speak of this office; `None`: that of wherever the person lives.
    ChooseOffice(Option<OfficeChoice>),
    /// Prefer this reader; `None`: the first with a My Number Card.
    ChooseReader(Option<String>),
    /// Another colour scheme.
    Colors(ColorScheme),
    /// Turn counter mode on or off.
    CounterMode(bool),
    /// Have the doctor look at everything, on its page.
    Diagnose,
    /// The notice was read.
    DismissNotice,
    /// Counter mode: the person is done, by the button or because nobody touches anything.
    EndSession(SessionEnd),
    /// Save a certificate to a file.
    Export(Slot, CertificateFormat),
    /// The tour is over.
    EndTour,
    /// Go to a page.
    Go(Page),
    /// A step within the guide, on its page.
    Guide(GuideStep),
    /// Another language.
    Language(Language),
    /// Start the signing page afresh.
    NewSigning,
    /// Take in files that the program was opened with, or that were dropped on it: what carries
    /// signatures is checked, everything else is laid out for signing.
    OpenFiles(Vec<PathBuf>),
    /// Allow or refuse that existing results are replaced.
    OverwriteResults(Overwrite),
    /// Save a part of the guide to print, as it is shown.
    PrintGuide(GuidePaper, Box<TextReport>),
    /// Practice mode: something about the card.
    Practice(PracticeAction),
    /// Read the card again.
    ReadAgain,
    /// Remind of these dates of a certificate at login; `None`: no more of this one.
    Remind(Slot, Option<RemindedDates>),
    /// Have the system start the reminder's check again.
    RemindAgain,
    /// The holder of the card says where they live; renewal is counted accordingly. Nothing is stored.
    Reside(Residence),
    /// Take a file off the list, by its place.
    RemoveFile(usize),
    /// Take all files off the list that something stands in the way of.
    RemoveTroubled,
    /// Make the support report.
    MakeSupportReport,
    /// Save the renewal as calendar entries.
    SaveCalendar(Box<Calendar>),
    /// Save the support report, as it is shown.
    SaveSupportReport(String),
    /// Save the report of the verification, as it is shown.
    SaveReport(ReportFormat, Box<TextReport>),
    /// Change the seal.
    Seal(SealChange),
    /// Make the results in this form, one of the destination's.
    SignAs(SignatureFormat),
    /// Make the results for this place.
    SignFor(Destination),
    /// Sign with the key of this side of the card.
    SignWith(Slot),
    /// Show this step of the tour.
    GoToStep(TourStep),
    /// Show the folder of a finished file.
    ShowFolder(PathBuf),
    /// Counter mode: the staff's gesture.
    StaffCame,
    /// Begin practice mode with this profile, or change the scene.
    StartPractice(String),
    /// Begin the tour, which signs this document.
    StartTour(Sample),
    /// Leave practice mode.
    StopPractice,
    /// Remind of nothing any more; what is kept for it goes.
    StopReminding,
    /// The PIN dialog's button: send what was typed.
    SubmitPin(Pin, LastTryConsent),
    /// The button of the dialog that changes a PIN. That the new one was typed twice alike is the
    /// dialog's to see.
    SubmitPinChange {
        /// The one that is true.
        old: Pin,
        /// The one that is to be.
        new: Pin,
        /// Whether the person agreed to spend the last try.
        consent: LastTryConsent,
    },
    /// Another text size.
    TextSize(TextChoice),
    /// Check these files' signatures.
    Verify(Vec<PathBuf>),
}

/// What is to be done because of an action or an event.
pub enum Effect {
    /// Raise the cancel flag.
    Cancel,
    /// Keep these dates for the reminder, and have the system start its check at login; without any,
    /// take away both.
    KeepReminder(Reminder),
    /// Open a file dialog.
    OpenDialog(DialogRequest),
    /// Write the settings.
    SaveSettings(Settings),
    /// Order a picture.
    Preview(PreviewOrder),
    /// Order the worker.
    Send(Command),
    /// Show a folder.
    ShowFolder(PathBuf),
}

impl AppState {
    /// Takes in what the person wants.
    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        if self.is_refused(&action) || self.refuse_in_tour(&action) {
            return Vec::new();
        }
        let mut effects = self.obey(action);
        self.await_dialogs(&effects);
        effects.extend(self.order_pictures());
        effects.extend(self.read_ahead());
        self.hold_back(effects)
    }

    fn obey(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::AddFiles(paths) => return self.add_files(paths),
            Action::AskPin(purpose) => self.ask_pin(purpose),
            Action::CancelJob => return vec![Effect::Cancel],
            Action::ChooseOffice(choice) => return self.choose_office(choice),
            Action::ChooseReader(reader) => {
                return self.change_settings(|settings| settings.reader.clone_from(&reader));
            }
            Action::Choose(request) => return vec![Effect::OpenDialog(request)],
            Action::ClosePin => self.pin = None,
            Action::Colors(colors) => {
                return self.change_settings(|settings| settings.colors = colors);
            }
            Action::CounterMode(wanted) => return self.set_counter_mode(wanted),
            Action::Diagnose => return self.diagnose(),
            Action::DismissNotice => self.notice = None,
            Action::EndSession(end) => return self.wipe(end),
            Action::Export(slot, format) => return self.export(slot, format),
            Action::EndTour => return self.end_tour(),
            Action::Go(page) => {
                if page != self.page {
                    self.support = Support::Empty;
                }
                if page != Page::Settings {
                    self.staff_left();
                }
                if page == Page::Guide {
                    self.enter_guide();
                }
                self.page = page;
                self.notice = None;
            }
            Action::Guide(step) => self.walk_guide(step),
            Action::Language(language) => {
                return self.change_settings(|settings| settings.language = Some(language));
            }
            Action::GoToStep(step) => return self.go_to_step(step),
            Action::NewSigning => {
                self.new_signing();
                return self.lay_out_sample();
            }
            Action::OpenFiles(paths) if self.refuses_many(0, &paths) => {}
            Action::OpenFiles(paths) => return sort(paths),
            Action::OverwriteResults(overwrite) => return self.overwrite_results(overwrite),
            Action::PrintGuide(paper, report) => return self.print_guide(paper, report),
            Action::Practice(practice) => return vec![Effect::Send(Command::Practice(practice))],
            Action::ReadAgain => {
                self.notice = None;
                return vec![Effect::Send(Command::ReadAgain)];
            }
            Action::Remind(slot, dates) => return self.remind(slot, dates),
            Action::RemindAgain => return self.remind_again(),
            Action::Reside(residence) => self.reside(residence),
            Action::RemoveFile(place) => return self.remove_file(place),
            Action::RemoveTroubled => return self.remove_troubled(),
            Action::MakeSupportReport => return self.make_support_report(),
            Action::SaveCalendar(calendar) => return self.save_calendar(&calendar),
            Action::SaveSupportReport(text) => return self.save_support_report(text),
            Action::SaveReport(format, report) => return self.ask_where_to_save(format, report),
            Action::Seal(change) => return self.change_seal(change),
            Action::SignAs(format) => return self.sign_as(format),
            Action::SignFor(destination) => return self.sign_for(destination),
            Action::SignWith(key) => self.sign_with(key),
            Action::ShowFolder(path) => {
                return vec![Effect::ShowFolder(
                    super::signing::folder_of(&path).to_path_buf(),
                )];
            }
            Action::StaffCame => self.staff_came(),
            Action::StartPractice(profile) => {
                return vec![self.open_source(Source::Demo { profile })];
            }
            Action::StartTour(sample) => return self.start_tour(sample),
            Action::StopPractice if self.tour.is_some() => return self.end_tour(),
            Action::StopPractice => {
                return vec![self.open_source(Source::Real)];
            }
            Action::StopReminding => return vec![stop_reminding()],
            Action::SubmitPin(pin, consent) => return self.submit_pin(pin, None, consent),
            Action::SubmitPinChange { old, new, consent } => {
                return self.submit_pin(old, Some(new), consent);
            }
            Action::TextSize(size) => {
                return self.change_settings(|settings| settings.text_size = size);
            }
            Action::Verify(paths) => return self.verify(paths),
        }
        Vec::new()
    }

    /// Signatures are checked, everything else is laid out for signing. Signatures alone open the
    /// verification page.
    pub(super) fn files_sorted(
        &mut self,
        signatures: Vec<PathBuf>,
        documents: Vec<PathBuf>,
    ) -> Vec<Effect> {
        let mut effects = self.verify(signatures);
        if !documents.is_empty() && !self.leaves_out(Offer::Signing) {
            effects.extend(self.add_files(documents));
        }
        effects
    }

    pub(super) fn dialog_closed(
        &mut self,
        request: DialogRequest,
        mut paths: Vec<PathBuf>,
    ) -> Vec<Effect> {
        match request {
            DialogRequest::FilesToSign | DialogRequest::FoldersToSign => self.add_files(paths),
            DialogRequest::FilesToVerify => self.verify(paths),
            DialogRequest::ContentOf(signature) => match paths.pop() {
                Some(content) => self.verify_targets(vec![VerifyTarget {
                    signature,
                    content: Some(content),
                }]),
                None => Vec::new(),
            },
            DialogRequest::OfficeFile => match paths.pop() {
                Some(file) => self.choose_office(Some(OfficeChoice::File { file })),
                None => Vec::new(),
            },
            DialogRequest::SaveAs(_)
            | DialogRequest::SaveCalendar(_)
            | DialogRequest::SaveGuide(_)
            | DialogRequest::SaveReport(_)
            | DialogRequest::SaveSupportReport(_) => match (self.saving.take(), paths.pop()) {
                (Some(saving), Some(path)) => vec![Effect::Send(saving.to(path))],
                _ => Vec::new(),
            },
            DialogRequest::SealImage => paths
                .into_iter()
                .map(|path| Effect::Preview(PreviewOrder::ReadSealImage(path)))
                .take(1)
                .collect(),
            DialogRequest::OutputFolder => match paths.pop() {
                Some(folder) => self.send_results_to(folder),
                None => Vec::new(),
            },
        }
    }

    fn export(&mut self, slot: Slot, format: CertificateFormat) -> Vec<Effect> {
        let read = self.active_card().and_then(|card| card.slot(slot).read());
        let Some((certificate, _)) = read else {
            return Vec::new();
        };
        let certificate = Box::new(certificate.clone());
        self.saving = Some(Saving::Certificate(certificate, format));
        let name = format!("jpki-{}.{}", slot.name(), format.extension());
        vec![Effect::OpenDialog(DialogRequest::SaveAs(name))]
    }

    fn verify(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        if self.refuses_many(0, &paths) {
            self.page = Page::Verify;
            return Vec::new();
        }
        let target = |signature| VerifyTarget {
            signature,
            content: None,
        };
        self.verify_targets(paths.into_iter().map(target).collect())
    }

    pub(super) fn verify_targets(&mut self, targets: Vec<VerifyTarget>) -> Vec<Effect> {
        if targets.is_empty() {
            return Vec::new();
        }
        self.page = Page::Verify;
        self.verification = Verification::Working { done: 0, total: 0 };
        vec![Effect::Send(Command::Verify(targets))]
    }

    fn ask_where_to_save(&mut self, format: ReportFormat, report: Box<TextReport>) -> Vec<Effect> {
        self.saving = Some(Saving::Report(format, report));
        let name = match format {
            ReportFormat::LargePdf | ReportFormat::Pdf => "inkan-report.pdf",
            ReportFormat::Text => "inkan-report.txt",
        };
        vec![Effect::OpenDialog(DialogRequest::SaveReport(
            name.to_owned(),
        ))]
    }

    pub(super) fn tell(&mut self, notice: Notice) {
        self.notice = Some(notice);
    }
}

/// What is to be saved once its place is known: what the person saw when they asked.
#[derive(Debug)]
pub(super) enum Saving {
    /// Calendar entries.
    Calendar(String),
    /// A certificate.
    Certificate(Box<Certificate>, CertificateFormat),
    /// The report of a verification.
    Report(ReportFormat, Box<TextReport>),
    /// The support report.
    SupportReport(String),
}

impl Saving {
    fn to(self, path: PathBuf) -> Command {
        match self {
            Self::Certificate(certificate, format) => Command::Save {
                path,
                bytes: export::encode(&certificate, format),
                // The system's own dialog has asked already before replacing a file.
                overwrite: Overwrite::Allowed,
            },
            Self::Report(format, report) => Command::SaveReport {
                path,
                report,
                format,
            },
            Self::Calendar(text) | Self::SupportReport(text) => Command::Save {
                path,
                bytes: text.into_bytes(),
                overwrite: Overwrite::Allowed,
            },
        }
    }
}

fn sort(paths: Vec<PathBuf>) -> Vec<Effect> {
    if paths.is_empty() {
        return Vec::new();
    }
    vec![Effect::Send(Command::SortFiles(paths))]
}
