//! 窓口モード: the quiet screen, the warning before everything is wiped, the policy's trouble on every
//! page, and the part of the settings.

use egui::Ui;

use super::notice::failure_lines;
use crate::app::failure::Failure;
use crate::app::policy::CounterMode;
use crate::app::state::{Action, Page};
use crate::app::view_model::{CounterSettings, CounterVm, Quiet, Turn};
use crate::i18n::counter::CounterTexts;
use crate::i18n::texts::Texts;
use crate::ui::shell::CounterBar;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::{card_frame, text};

/// What comes before the page in any mode.
pub fn above_ui(ui: &mut Ui, trouble: Option<&Failure>, soon: bool, texts: &Texts) {
    if let Some(failure) = trouble {
        failure_lines(ui, failure, texts);
        ui.add_space(space::S);
    }
    if soon {
        let words = CounterTexts::of(texts.language);
        Banner::new(Severity::Warning, words.soon)
            .line(words.soon_line)
            .show(ui);
        ui.add_space(space::S);
    }
}

/// The session's label and its buttons.
pub fn bar(vm: &CounterVm, texts: &Texts) -> CounterBar<'static> {
    let words = CounterTexts::of(texts.language);
    CounterBar {
        label: match vm.turn {
            Turn::Nobody => words.waiting,
            Turn::Person => words.serving,
            Turn::Staff => words.staff,
        },
        line: (vm.turn == Turn::Person).then_some(words.end_line),
        end: words.end,
        close: (vm.turn == Turn::Staff).then_some(words.close_settings),
    }
}

/// The home page while nobody's card is there: one thing to do, and nothing else.
pub fn quiet_ui(ui: &mut Ui, quiet: Quiet, vm: &CounterVm, texts: &Texts) -> Option<Action> {
    let words = CounterTexts::of(texts.language);
    let mut action = None;
    let theme = Theme::of(ui);
    let (title, line) = match quiet {
        Quiet::Insert => (words.insert, words.insert_line),
        Quiet::TakeOut => (words.take_out, words.take_out_line),
    };
    card_frame::frame(ui, |ui| {
        ui.add_space(space::M);
        icon::show(ui, Icon::Card, theme.scaled(64.0), theme.palette().info.ink);
        ui.add_space(space::S);
        text::title(ui, title);
        text::body(ui, line);
        if quiet == Quiet::TakeOut {
            ui.add_space(space::S);
            let again = Button::new(texts.home.read_again)
                .icon(Icon::Refresh)
                .show(ui);
            action = again.clicked().then_some(Action::ReadAgain);
        }
        ui.add_space(space::M);
    });
    ui.add_space(space::S);
    if let Some(end) = vm.ended {
        Banner::new(Severity::Success, (words.ended)(end)).show(ui);
        ui.add_space(space::S);
    }
    if quiet == Quiet::Insert {
        text::body(ui, words.without_card);
        let check = Button::new(texts.shell.verify).icon(Icon::Verify).show(ui);
        action = action.or(check.clicked().then_some(Action::Go(Page::Verify)));
    }
    action
}

/// The part of the settings.
pub fn settings_ui(ui: &mut Ui, vm: CounterSettings, texts: &Texts) -> Option<Action> {
    let words = CounterTexts::of(texts.language);
    card_frame::show(ui, words.name, |ui| {
        text::body(ui, words.lead);
        text::body(ui, (words.gesture)(vm.gesture));
        match vm.mode {
            CounterMode::Forced => {
                text::strong(ui, words.by_policy);
                return None;
            }
            CounterMode::On => {
                text::strong(ui, words.by_policy);
                text::note(ui, words.until_end);
            }
            CounterMode::Off => {}
        }
        let label = if vm.is_on {
            words.turn_off
        } else {
            words.turn_on
        };
        let button = Button::new(label).icon(Icon::Card).show(ui);
        button.clicked().then_some(Action::CounterMode(!vm.is_on))
    })
}
