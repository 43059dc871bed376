//! What a person can want, as a closed list, and what follows from it.

use std::path::PathBuf;

use super::{AppState, Notice, PinPurpose, Verification};
use crate::{
    app::{
        command::{Command, PracticeAction, VerifyTarget},
        event::CertificateFact,
        ports::{DialogRequest, Overwrite, Source},
        settings::{ColorScheme, Language, Settings, TextSize},
        workflow::verify::is_signature_name,
    },
    core::{
        cert::export::{self, CertificateFormat},
        jpki::Slot,
        rules::LastTryConsent,
        secret::Pin,
    },
};

/// A page of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// くわしく: one certificate, every field.
    Details(Slot),
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
    /// Prefer this reader; `None`: the first with a My Number Card.
    ChooseReader(Option<String>),
    /// Another colour scheme.
    Colors(ColorScheme),
    /// The notice was read.
    DismissNotice,
    /// Save a certificate to a file.
    Export(Slot, CertificateFormat),
    /// Go to a page.
    Go(Page),
    /// Another language.
    Language(Language),
    /// Start the signing page afresh.
    NewSigning,
    /// Start the verification page afresh.
    NewVerification,
    /// Allow or refuse that existing results are replaced.
    OverwriteResults(Overwrite),
    /// Practice mode: something about the card.
    Practice(PracticeAction),
    /// Read the card again.
    ReadAgain,
    /// Take a file off the list, by its place.
    RemoveFile(usize),
    /// Show the folder of a finished file.
    ShowFolder(PathBuf),
    /// Begin practice mode with this profile, or change the scene.
    StartPractice(String),
    /// Leave practice mode.
    StopPractice,
    /// The PIN dialog's button: send what was typed.
    SubmitPin(Pin, LastTryConsent),
    /// Another text size.
    TextSize(TextSize),
    /// Check these files' signatures.
    Verify(Vec<PathBuf>),
}

/// What is to be done because of an action or an event.
pub enum Effect {
    /// Raise the cancel flag.
    Cancel,
    /// Open a file dialog.
    OpenDialog(DialogRequest),
    /// Write the settings.
    SaveSettings(Settings),
    /// Order the worker.
    Send(Command),
    /// Show a folder.
    ShowFolder(PathBuf),
}

impl AppState {
    /// Takes in what the person wants.
    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::AddFiles(paths) => return self.add_files(paths),
            Action::AskPin(purpose) => self.ask_pin(purpose),
            Action::CancelJob => return vec![Effect::Cancel],
            Action::ChooseReader(reader) => {
                return self.change_settings(|settings| settings.reader = reader);
            }
            Action::Choose(request) => return vec![Effect::OpenDialog(request)],
            Action::ClosePin => self.pin = None,
            Action::Colors(colors) => {
                return self.change_settings(|settings| settings.colors = colors);
            }
            Action::DismissNotice => self.notice = None,
            Action::Export(slot, format) => return self.export(slot, format),
            Action::Go(page) => {
                self.page = page;
                self.notice = None;
            }
            Action::Language(language) => {
                return self.change_settings(|settings| settings.language = Some(language));
            }
            Action::NewSigning => self.desk = super::SignDesk::default(),
            Action::NewVerification => self.verification = Verification::Empty,
            Action::OverwriteResults(overwrite) => return self.overwrite_results(overwrite),
            Action::Practice(practice) => return vec![Effect::Send(Command::Practice(practice))],
            Action::ReadAgain => {
                self.notice = None;
                return vec![Effect::Send(Command::ReadAgain)];
            }
            Action::RemoveFile(place) => return self.remove_file(place),
            Action::ShowFolder(path) => {
                return vec![Effect::ShowFolder(
                    super::signing::folder_of(&path).to_path_buf(),
                )];
            }
            Action::StartPractice(profile) => {
                return vec![Effect::Send(Command::OpenSource(Source::Demo { profile }))];
            }
            Action::StopPractice => {
                return vec![Effect::Send(Command::OpenSource(Source::Real))];
            }
            Action::SubmitPin(pin, consent) => return self.submit_pin(pin, consent),
            Action::TextSize(size) => {
                return self.change_settings(|settings| settings.text_size = size);
            }
            Action::Verify(paths) => return self.verify(paths),
        }
        Vec::new()
    }

    /// Takes in the files that the program was started with: signatures are checked, everything
    /// else is laid out for signing. Signatures alone open the verification page.
    pub fn open_files(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        let (signatures, documents): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| is_signature_name(path));
        let mut effects = self.verify(signatures);
        effects.extend(self.add_files(documents));
        effects
    }

    pub(super) fn dialog_closed(
        &mut self,
        request: DialogRequest,
        mut paths: Vec<PathBuf>,
    ) -> Vec<Effect> {
        match request {
            DialogRequest::FilesToSign => self.add_files(paths),
            DialogRequest::FilesToVerify => self.verify(paths),
            DialogRequest::ContentOf(signature) => match paths.pop() {
                Some(content) => self.verify_targets(vec![VerifyTarget {
                    signature,
                    content: Some(content),
                }]),
                None => Vec::new(),
            },
            DialogRequest::SaveAs(_) => match (self.saving.take(), paths.pop()) {
                (Some((certificate, format)), Some(path)) => {
                    save(path, export::encode(&certificate, format))
                }
                _ => Vec::new(),
            },
            DialogRequest::OutputFolder => match paths.pop() {
                Some(folder) => self.send_results_to(folder),
                None => Vec::new(),
            },
        }
    }

    fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) -> Vec<Effect> {
        change(&mut self.settings);
        vec![Effect::SaveSettings(self.settings.clone())]
    }

    fn export(&mut self, slot: Slot, format: CertificateFormat) -> Vec<Effect> {
        let Some(CertificateFact::Read(certificate, _)) = self
            .active_card()
            .and_then(|card| card.slot(slot).certificate.as_ref())
        else {
            return Vec::new();
        };
        self.saving = Some((certificate.clone(), format));
        let stem = match slot {
            Slot::Auth => "jpki-auth",
            Slot::Sign => "jpki-sign",
        };
        let name = format!("{stem}.{}", format.extension());
        vec![Effect::OpenDialog(DialogRequest::SaveAs(name))]
    }

    fn verify(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        let target = |signature| VerifyTarget {
            signature,
            content: None,
        };
        self.verify_targets(paths.into_iter().map(target).collect())
    }

    fn verify_targets(&mut self, targets: Vec<VerifyTarget>) -> Vec<Effect> {
        if targets.is_empty() {
            return Vec::new();
        }
        self.page = Page::Verify;
        self.verification = Verification::Working;
        vec![Effect::Send(Command::Verify(targets))]
    }

    pub(super) fn tell(&mut self, notice: Notice) {
        self.notice = Some(notice);
    }
}

fn save(path: PathBuf, bytes: Vec<u8>) -> Vec<Effect> {
    // The system's own dialog has asked already before replacing a file.
    vec![Effect::Send(Command::Save {
        path,
        bytes,
        overwrite: Overwrite::Allowed,
    })]
}
