//! From facts to what the frame around the pages shows, and from what was pressed on it to actions.

use super::PracticeKit;
use crate::app::command::PracticeAction;
use crate::app::ports::DialogRequest;
use crate::app::settings::{ColorScheme, Language, TextChoice};
use crate::app::state::{Action, DemoSecret, GuideStep, Page, SessionEnd};
use crate::app::tour::TourStep;
use crate::app::view_model::{Status, TourVm, ViewModel};
use crate::core::jpki::Slot;
use crate::i18n::counter::CounterTexts;
use crate::i18n::language::LanguageTexts;
use crate::i18n::support::SupportTexts;
use crate::i18n::texts::Texts;
use crate::i18n::tour::TourTexts;
use crate::ui::shell::{
    PracticeBar, PracticeTools, RailItem, ShellEvent, ShellTexts, TourEvent, TourPanel,
};
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

/// `languages` are those that are offered.
pub(super) fn shell_texts<'a>(
    texts: &'a Texts,
    colours: &'a str,
    languages: &[Language],
) -> ShellTexts<'a> {
    ShellTexts {
        pages: texts.shell.pages,
        text_size: texts.shell.text_size,
        smaller: texts.shell.smaller,
        larger: texts.shell.larger,
        colours,
        language: match languages {
            [] | [_] => "",
            _ => LanguageTexts::of(texts.language).choose,
        },
    }
}

pub(super) fn status_words<'a>(
    status: &Status<'a>,
    texts: &'static Texts,
) -> (Severity, &'static str, &'a str) {
    let words = &texts.shell;
    match status {
        Status::Failed(_, reader) => (Severity::Warning, words.failed, reader),
        Status::Finished(reader) => (
            Severity::Info,
            CounterTexts::of(texts.language).take_out,
            reader,
        ),
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
    pins: [String; 2],
    scene: String,
    is_inserted: bool,
    are_as_shown: bool,
    is_led: bool,
}

impl PracticeWords {
    pub(super) fn of(vm: &ViewModel<'_>, kit: &PracticeKit, texts: &Texts) -> Option<Self> {
        let practice = vm.practice?;
        let (name, _) = (texts.practice.profile)(practice.profile);
        let words = &TourTexts::of(texts.language).practice;
        let shown = |slot, demo| match practice.secrets.of(slot) {
            DemoSecret::AsShown => demo,
            DemoSecret::Changed => words.changed,
            DemoSecret::InDoubt => words.in_doubt,
        };
        Some(Self {
            pins: (words.secrets)(shown(Slot::Auth, kit.pin), shown(Slot::Sign, kit.password)),
            scene: (texts.practice.scene)(name),
            is_inserted: practice.is_inserted,
            are_as_shown: practice.secrets.are_as_shown(),
            is_led: vm.tour.is_some(),
        })
    }

    pub(super) fn bar<'a>(&'a self, texts: &'a Texts) -> PracticeBar<'a> {
        PracticeBar {
            title: texts.practice.title,
            pins: &self.pins,
            reset: (!self.are_as_shown).then(|| {
                let words = &TourTexts::of(texts.language).practice;
                (words.how_to_reset, words.reset)
            }),
            tools: (!self.is_led).then(|| PracticeTools {
                scene: &self.scene,
                card: if self.is_inserted {
                    (Icon::Eject, texts.practice.pull)
                } else {
                    (Icon::Insert, texts.practice.insert)
                },
                end: texts.practice.end,
            }),
        }
    }
}

/// What a press on the frame means.
pub(super) fn shell_action(
    event: ShellEvent<Page>,
    page: Page,
    is_inserted: bool,
    scheme: ColorScheme,
    tour: Option<TourStep>,
) -> Option<Action> {
    match event {
        ShellEvent::Back if tour.is_some() => Some(Action::EndTour),
        ShellEvent::Back => match page {
            Page::Details(_) => Some(Action::Go(Page::Home)),
            Page::Guide => Some(Action::Guide(GuideStep::Back)),
            _ => Some(Action::DismissNotice),
        },
        ShellEvent::ChooseScene | ShellEvent::Language => None,
        ShellEvent::CloseSettings => Some(Action::Go(Page::Home)),
        ShellEvent::Colours => Some(Action::Colors(next(&ColorScheme::ALL, scheme)?)),
        ShellEvent::EndSession => Some(Action::EndSession(SessionEnd::Pressed)),
        ShellEvent::EndPractice => Some(Action::StopPractice),
        ShellEvent::Guide => Some(Action::Guide(GuideStep::Search)),
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
        ShellEvent::ResetCard => Some(Action::Practice(PracticeAction::Renew)),
        ShellEvent::Text(size) => Some(Action::TextSize(TextChoice::Fixed(size))),
        ShellEvent::Tour(event) => tour_action(event, tour?),
    }
}

fn tour_action(event: TourEvent, step: TourStep) -> Option<Action> {
    match event {
        TourEvent::End => Some(Action::EndTour),
        TourEvent::Here => Some(Action::GoToStep(step)),
        TourEvent::Next => step.next().map(Action::GoToStep),
        TourEvent::Previous => step.previous().map(Action::GoToStep),
    }
}

/// The title of a step with its number.
pub(super) fn tour_title(tour: TourVm, texts: &Texts) -> String {
    let words = TourTexts::of(texts.language);
    let total = TourStep::ALL.len();
    (words.step)(tour.step.number(), total, (words.title)(tour.step))
}

/// The panel of the tour.
pub(super) fn tour_panel<'a>(tour: TourVm, title: &'a str, texts: &Texts) -> TourPanel<'a> {
    let words = TourTexts::of(texts.language);
    let (previous, next) = (tour.step.previous(), tour.step.next());
    TourPanel {
        name: words.name,
        step: tour.step.number(),
        title,
        words: (words.words)(tour.step, tour.has_signed),
        previous: previous.map(|_| words.previous),
        next: next.map(|_| words.next),
        here: (!tour.is_there).then_some(words.here),
        end: if next.is_some() {
            words.end
        } else {
            words.finish
        },
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
