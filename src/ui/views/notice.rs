//! A failure or a piece of news as a banner: what happened, what it means, what to do, and the one
//! button that helps. The words come from `i18n::failure`.

use egui::Ui;

use crate::app::event::PinChange;
use crate::app::failure::{Failure, Remedy, Severity as Weight};
use crate::app::state::{Action, Notice, Page};
use crate::core::jpki::Changed;
use crate::core::rules::Attempts;
use crate::i18n::failure::{failure_text, file_name};
use crate::i18n::texts::Texts;
use crate::i18n::tour::TourTexts;
use crate::ui::manner::Manner;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::icon::Icon;

/// The message above the page.
pub fn notice_ui(ui: &mut Ui, notice: &Notice, texts: &Texts) -> Option<Action> {
    match notice {
        Notice::Failed(failure) => failure_banner(ui, failure, texts, Action::DismissNotice),
        Notice::NotInTour => {
            let words = TourTexts::of(texts.language);
            Banner::new(Severity::Info, words.not_now)
                .line(words.not_now_line)
                .action(texts.common.close, Some(Icon::Stop))
                .show(ui)
                .then_some(Action::DismissNotice)
        }
        Notice::PinChanged(change) => changed_banner(ui, change, texts),
        Notice::PinTested(slot, took) => {
            let words = &texts.pin_work;
            let line = (words.works_line)(*slot, *took);
            // The right one has put the counter back.
            let left = Attempts::full(*slot);
            let left = (texts.common.tries)(left.remaining, left.max);
            Banner::new(Severity::Success, (words.works)(*slot))
                .line(&line)
                .line(&left)
                .line(words.works_limits)
                .action(texts.common.close, Some(Icon::Stop))
                .show(ui)
                .then_some(Action::DismissNotice)
        }
        Notice::Saved(path) => {
            let name = file_name(path);
            let banner = Banner::new(Severity::Success, texts.common.saved).line(&name);
            // A folder shows what others have left in it.
            if Manner::of(ui).hold().is_some() {
                let banner = banner.action(texts.common.close, Some(Icon::Stop));
                return banner.show(ui).then_some(Action::DismissNotice);
            }
            let banner = banner.action(texts.sign.open_folder, Some(Icon::Folder));
            banner.show(ui).then(|| Action::ShowFolder(path.clone()))
        }
    }
}

/// How a change ended: in one of three ways that cannot be mistaken for one another.
fn changed_banner(ui: &mut Ui, change: &PinChange, texts: &Texts) -> Option<Action> {
    let (words, slot) = (&texts.pin_work, change.slot);
    let failure = change
        .failure
        .as_ref()
        .map(|failure| (failure, failure_text(texts.language, failure)));
    let code = failure
        .as_ref()
        .map(|(failure, _)| (texts.common.code)(failure.code()));
    let (mut banner, left) = match (change.changed, &failure) {
        (Changed::Yes, _) => {
            let line = if change.left.is_some() {
                (words.changed_line)(slot)
            } else {
                (words.changed_unchecked)(slot)
            };
            let banner = Banner::new(Severity::Success, (words.changed)(slot)).line(line);
            (banner, change.left)
        }
        (Changed::No, Some((_, said))) => {
            let banner = Banner::new(Severity::Warning, (words.unchanged)(slot))
                .line((words.unchanged_line)(slot))
                .line(&said.what)
                .line(&said.remedy);
            (banner, None)
        }
        (Changed::No, None) => {
            let banner = Banner::new(Severity::Warning, (words.unchanged)(slot));
            (banner.line((words.unchanged_line)(slot)), None)
        }
        (Changed::Unknown, Some((_, said))) => {
            let banner = Banner::new(Severity::Error, &said.what).line(&said.meaning);
            (banner.line(&said.remedy), None)
        }
        (Changed::Unknown, None) => return None,
    };
    let left = left.map(|left| (texts.common.tries)(left.remaining, left.max));
    if let Some(left) = &left {
        banner = banner.line(left);
    }
    if let Some(code) = &code {
        banner = banner.code(code);
    }
    banner
        .action(texts.common.close, Some(Icon::Stop))
        .show(ui)
        .then_some(Action::DismissNotice)
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
