//! サポート用レポート: made when it is asked for, shown in full, and only then saved or copied.

use super::{AppState, Effect, action::Saving};
use crate::app::{
    command::{Command, SupportOrder},
    ports::DialogRequest,
    support_report::SupportReport,
};

/// The file name that is proposed for it: nothing of the person's is in it.
const FILE_NAME: &str = "inkan-support.txt";

/// The report on the page 設定と診断.
#[derive(Clone, Debug, Default)]
pub enum Support {
    /// Nobody asked for it.
    #[default]
    Empty,
    /// It is being made.
    Making,
    /// It can be read.
    Made(Box<SupportReport>),
}

impl AppState {
    pub(super) fn make_support_report(&mut self) -> Vec<Effect> {
        if matches!(self.support, Support::Making) {
            return Vec::new();
        }
        self.support = Support::Making;
        self.notice = None;
        vec![Effect::Send(Command::MakeSupportReport(SupportOrder {
            only: None,
            settings: self.settings.clone(),
        }))]
    }

    /// One of a source that was left meanwhile is passed over.
    pub(super) fn support_report_made(&mut self, report: Box<SupportReport>) {
        if matches!(self.support, Support::Making) {
            self.support = Support::Made(report);
        }
    }

    /// `text` is what is shown; nothing else is written.
    pub(super) fn save_support_report(&mut self, text: String) -> Vec<Effect> {
        self.saving = Some(Saving::SupportReport(text));
        vec![Effect::OpenDialog(DialogRequest::SaveSupportReport(
            FILE_NAME.to_owned(),
        ))]
    }

    pub(super) fn support_job_broken(&mut self) {
        if matches!(self.support, Support::Making) {
            self.support = Support::Empty;
        }
    }
}
