//! The choice of a language: each is named and explained in itself, so that nobody is lost in one
//! that they cannot read, and nothing changes before it is chosen.

use egui::{Context, Id, Rect, Sense, Ui, Vec2};

use crate::app::settings::Language;
use crate::app::state::{Action, SessionEnd};
use crate::i18n::language::LanguageTexts;
use crate::i18n::texts::Texts;
use crate::ui::tokens::space;
use crate::ui::widgets::button::Button;
use crate::ui::widgets::{choice_list, dialog, text};

/// What the window keeps of it.
#[derive(Default)]
pub struct LanguageLocal {
    choice: Choice,
    /// The language that was chosen last, until another page is opened.
    told: Option<Language>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Choice {
    #[default]
    Closed,
    Open,
}

impl LanguageLocal {
    /// Opens the dialog.
    pub fn open(&mut self) {
        self.choice = Choice::Open;
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.choice = Choice::Closed;
    }

    /// Whether it is in front.
    pub fn is_open(&self) -> bool {
        self.choice == Choice::Open
    }

    /// Takes notice of what is done: a new language is told until another page is opened.
    pub fn note(&mut self, action: &Action) {
        match action {
            Action::Language(language) => self.told = Some(*language),
            Action::Go(_) => self.told = None,
            _ => {}
        }
    }
}

/// The dialog, while it is open. `offered` are the languages to choose from.
pub fn language_ui(
    ctx: &Context,
    offered: &[Language],
    local: &mut LanguageLocal,
    texts: &Texts,
) -> Option<Action> {
    if !local.is_open() {
        return None;
    }
    let words = LanguageTexts::of(texts.language);
    let shown = dialog::show(ctx, Id::unique("language"), words.title, |ui| {
        let choices = choices(offered);
        let chosen = choice_list::show_first(ui, words.title, texts.language, &choices);
        text::note(ui, words.lead);
        ui.add_space(space::XS);
        let closed = Button::new(texts.common.close).show(ui).clicked();
        (chosen, closed)
    });
    let (chosen, closed) = shown.inner;
    if shown.ended {
        return Some(Action::EndSession(SessionEnd::Pressed));
    }
    if chosen.is_some() || closed || shown.dismissed {
        local.close();
    }
    // The one that is shown already is no change.
    let other = chosen.filter(|chosen| *chosen != texts.language);
    other.map(Action::Language)
}

/// The languages that are offered as a part of a page, one below the other.
pub fn choice_ui(ui: &mut Ui, offered: &[Language], texts: &Texts) -> Option<Action> {
    let words = LanguageTexts::of(texts.language);
    choice_list::show(ui, words.title, texts.language, &choices(offered)).map(Action::Language)
}

fn choices(offered: &[Language]) -> Vec<choice_list::Choice<'static, Language>> {
    let choice = |language: &Language| {
        let own = LanguageTexts::of(*language);
        (*language, own.name, own.line)
    };
    offered.iter().map(choice).collect()
}

/// Says to assistive technology which language is shown now; everyone else sees it.
pub fn announce(ui: &mut Ui, local: &LanguageLocal) {
    let Some(language) = local.told else {
        return;
    };
    let words = LanguageTexts::of(language).chosen;
    let place = Rect::from_min_size(ui.max_rect().min, Vec2::ZERO);
    let said = ui.interact(place, Id::unique("language-told"), Sense::hover());
    text::announce(ui, &said, words);
}
