//! The scenes of practice mode, to choose from.

use egui::{Context, Id};

use super::home::tour_button;
use crate::app::command::PracticeAction;
use crate::app::state::{Action, SessionEnd};
use crate::i18n::texts::Texts;
use crate::ui::tokens::space;
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::{choice_list, dialog, text};

/// What came of the dialog.
pub enum Scenes {
    /// It was left, perhaps with a choice.
    Closed(Option<Action>),
    /// It stays open.
    Open,
}

/// The dialog; `current` is the profile shown, `profiles` all of them by id.
pub fn scenes_ui(ctx: &Context, profiles: &[String], current: &str, texts: &Texts) -> Scenes {
    let words = &texts.practice;
    let shown = dialog::show(ctx, Id::unique("scenes"), words.choose, |ui| {
        text::note(ui, words.choose_lead);
        let scenes = profiles.iter().enumerate().map(|(place, id)| {
            let (name, what) = (words.profile)(id);
            (place, name, what)
        });
        let scenes: Vec<choice_list::Choice<'_, usize>> = scenes.collect();
        let now = profiles.iter().position(|id| id == current);
        let now = now.unwrap_or(profiles.len());
        let wanted = choice_list::show_first(ui, words.choose, now, &scenes);
        let wanted = wanted.and_then(|place| profiles.get(place));
        let mut chosen = wanted.map(|id| Scenes::Closed(Some(Action::StartPractice(id.clone()))));
        ui.add_space(space::S);
        button::row(ui, |ui| {
            if Button::new(words.renew)
                .icon(Icon::Refresh)
                .show(ui)
                .clicked()
            {
                chosen = Some(Scenes::Closed(Some(Action::Practice(
                    PracticeAction::Renew,
                ))));
            }
            if let Some(start) = tour_button(ui, texts) {
                chosen = Some(Scenes::Closed(Some(start)));
            }
            if Button::new(texts.common.close).show(ui).clicked() {
                chosen = Some(Scenes::Closed(None));
            }
        });
        chosen
    });
    if shown.ended {
        return Scenes::Closed(Some(Action::EndSession(SessionEnd::Pressed)));
    }
    match shown.inner {
        Some(answer) => answer,
        None if shown.dismissed => Scenes::Closed(None),
        None => Scenes::Open,
    }
}
