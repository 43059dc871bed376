//! A failure or a piece of news as a banner: what happened, what it means, what to do, and the one
//! button that helps. The words come from `i18n::failure`.

use egui::Ui;

use crate::app::failure::{Failure, Remedy, Severity as Weight};
use crate::app::state::{Action, Notice, Page};
use crate::i18n::failure::{failure_text, file_name};
use crate::i18n::texts::Texts;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::icon::Icon;

/// The message above the page.
pub fn notice_ui(ui: &mut Ui, notice: &Notice, texts: &Texts) -> Option<Action> {
    match notice {
        Notice::Failed(failure) => failure_banner(ui, failure, texts, Action::DismissNotice),
        Notice::Saved(path) => {
            let name = file_name(path);
            let banner = Banner::new(Severity::Success, texts.common.saved)
                .line(&name)
                .action(texts.sign.open_folder, Some(Icon::Folder));
            banner.show(ui).then(|| Action::ShowFolder(path.clone()))
        }
    }
}

/// One failure with its button; `other` is what the button does where nothing better is known.
pub fn failure_banner(
    ui: &mut Ui,
    failure: &Failure,
    texts: &Texts,
    other: Action,
) -> Option<Action> {
    let words = failure_text(texts.language, failure);
    let code = (texts.common.code)(failure.code());
    let banner = Banner::new(severity(failure.severity()), &words.what)
        .line(&words.meaning)
        .line(&words.remedy)
        .code(&code);
    let (label, icon, action) = match failure.remedy() {
        Remedy::ReadAgain => (texts.home.read_again, Icon::Refresh, Action::ReadAgain),
        Remedy::VisitOffice => (
            texts.home.banner.blocked_action,
            Icon::Key,
            Action::Go(Page::Pins),
        ),
        Remedy::ChooseAnother | Remedy::Explained | Remedy::TryAgain => {
            (texts.common.close, Icon::Stop, other)
        }
    };
    banner.action(label, Some(icon)).show(ui).then_some(action)
}

/// One failure without a button, where it stands beside what it is about.
pub fn failure_lines(ui: &mut Ui, failure: &Failure, texts: &Texts) {
    let words = failure_text(texts.language, failure);
    let code = (texts.common.code)(failure.code());
    Banner::new(severity(failure.severity()), &words.what)
        .line(&words.meaning)
        .line(&words.remedy)
        .code(&code)
        .show(ui);
}

/// The look of a failure's weight.
pub fn severity(weight: Weight) -> Severity {
    match weight {
        Weight::Notice => Severity::Info,
        Weight::Problem => Severity::Error,
        Weight::Warning => Severity::Warning,
    }
}
