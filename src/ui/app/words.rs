//! From facts to what the frame around the pages shows, and from what was pressed on it to actions.

use super::PracticeKit;
use crate::app::command::PracticeAction;
use crate::app::ports::DialogRequest;
use crate::app::settings::{ColorScheme, Language};
use crate::app::state::{Action, GuideStep, Page};
use crate::app::view_model::{Status, ViewModel};
use crate::i18n::support::SupportTexts;
use crate::i18n::texts::Texts;
use crate::ui::shell::{PracticeBar, RailItem, ShellEvent, ShellTexts};
use crate::ui::views::guide::page_texts;
use crate::ui::widgets::banner::Severity;
use crate::ui::widgets::icon::Icon;

pub(super) fn rail(texts: &Texts) -> [RailItem<'_, Page>; 6] {
    let words = &texts.shell;
    [
        RailItem {
            page: Page::Home,
            icon: Icon::Home,
            label: words.home,
        },
        RailItem {
            page: Page::Sign,
            icon: Icon::Sign,
            label: words.sign,
        },
        RailItem {
            page: Page::Verify,
            icon: Icon::Verify,
            label: words.verify,
        },
        RailItem {
            page: Page::Pins,
            icon: Icon::Key,
            label: words.pins,
        },
        RailItem {
            page: Page::Guide,
            icon: Icon::Guide,
            label: page_texts(texts).rail,
        },
        RailItem {
            page: Page::Settings,
            icon: Icon::Settings,
            label: words.settings,
        },
    ]
}

/// くわしく belongs to ホーム.
pub(super) fn rail_page(page: Page) -> Page {
    match page {
        Page::Details(_) => Page::Home,
        other => other,
    }
}

pub(super) fn shell_texts<'a>(texts: &'a Texts, colours: &'a str) -> ShellTexts<'a> {
    ShellTexts {
        pages: texts.shell.pages,
        text_size: texts.shell.text_size,
        smaller: texts.shell.smaller,
        larger: texts.shell.larger,
        colours,
        language: texts.shell.other_language,
    }
}

pub(super) fn status_words<'a>(
    status: &Status<'a>,
    texts: &'static Texts,
) -> (Severity, &'static str, &'a str) {
    let words = &texts.shell;
    match status {
        Status::Failed(_, reader) => (Severity::Warning, words.failed, reader),
        Status::Foreign(reader) => (Severity::Warning, words.foreign_card, reader),
        Status::Mute(reader) => (Severity::Warning, words.mute_card, reader),
        Status::NoCard(reader) => (Severity::Info, words.no_card, reader),
        Status::NoReader => (Severity::Warning, words.no_reader, ""),
        Status::NoService => (Severity::Error, words.no_service, ""),
        Status::Ready(reader) => (Severity::Success, words.read, reader),
        Status::Reading(reader) => (Severity::Info, words.reading, reader),
        Status::Unknown => (Severity::Info, words.looking, ""),
    }
}

/// The words of the practice bar, made from facts.
pub(super) struct PracticeWords {
    pins: String,
    scene: String,
    is_inserted: bool,
}

impl PracticeWords {
    pub(super) fn of(vm: &ViewModel<'_>, kit: &PracticeKit, texts: &Texts) -> Option<Self> {
        let practice = vm.practice?;
        let (name, _) = (texts.practice.profile)(practice.profile);
        Some(Self {
            pins: (texts.practice.pins)(kit.pin, kit.password),
            scene: (texts.practice.scene)(name),
            is_inserted: practice.is_inserted,
        })
    }

    pub(super) fn bar<'a>(&'a self, texts: &'a Texts) -> PracticeBar<'a> {
        PracticeBar {
            title: texts.practice.title,
            pins: &self.pins,
            scene: &self.scene,
            card: if self.is_inserted {
                (Icon::Eject, texts.practice.pull)
            } else {
                (Icon::Insert, texts.practice.insert)
            },
            end: texts.practice.end,
        }
    }
}

/// What a press on the frame means.
pub(super) fn shell_action(
    event: ShellEvent<Page>,
    page: Page,
    is_inserted: bool,
    language: Language,
    scheme: ColorScheme,
) -> Option<Action> {
    match event {
        ShellEvent::Back => match page {
            Page::Details(_) => Some(Action::Go(Page::Home)),
            Page::Guide => Some(Action::Guide(GuideStep::Back)),
            _ => Some(Action::DismissNotice),
        },
        ShellEvent::ChooseScene => None,
        ShellEvent::Colours => Some(Action::Colors(next(&ColorScheme::ALL, scheme)?)),
        ShellEvent::EndPractice => Some(Action::StopPractice),
        ShellEvent::Guide => Some(Action::Guide(GuideStep::Search)),
        ShellEvent::Language => Some(Action::Language(next(&Language::ALL, language)?)),
        ShellEvent::Open => Some(Action::Choose(match page {
            Page::Verify => DialogRequest::FilesToVerify,
            _ => DialogRequest::FilesToSign,
        })),
        ShellEvent::Page(page) => Some(Action::Go(page)),
        ShellEvent::PracticeCard => Some(Action::Practice(if is_inserted {
            PracticeAction::Pull
        } else {
            PracticeAction::Insert
        })),
        ShellEvent::Reload => Some(Action::ReadAgain),
        ShellEvent::Text(size) => Some(Action::TextSize(size)),
    }
}

/// The one after `current`, around.
fn next<T: Copy + PartialEq>(all: &[T], current: T) -> Option<T> {
    all.iter()
        .copied()
        .cycle()
        .skip_while(|it| *it != current)
        .nth(1)
}

pub(super) fn dialog_title(request: &DialogRequest, texts: &'static Texts) -> &'static str {
    match request {
        DialogRequest::ContentOf(_) => texts.verify.choose_content,
        DialogRequest::FilesToSign => texts.sign.choose,
        DialogRequest::FoldersToSign => texts.sign.choose_folder,
        DialogRequest::FilesToVerify => texts.verify.choose,
        DialogRequest::OfficeFile => page_texts(texts).office.open_file,
        DialogRequest::OutputFolder => texts.sign.change_folder,
        DialogRequest::SaveCalendar(_) => page_texts(texts).planner.calendar,
        DialogRequest::SaveGuide(_) => page_texts(texts).print,
        DialogRequest::SaveAs(_) => texts.details.save,
        DialogRequest::SaveReport(_) => texts.verify.save,
        DialogRequest::SaveSupportReport(_) => SupportTexts::of(texts.language).report.page.heading,
        DialogRequest::SealImage => texts.seal.choose_image,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pressing_the_colours_goes_around() {
        let mut scheme = ColorScheme::System;
        for _ in ColorScheme::ALL {
            scheme = next(&ColorScheme::ALL, scheme).expect("one of them");
        }
        assert_eq!(scheme, ColorScheme::System);
    }
}
