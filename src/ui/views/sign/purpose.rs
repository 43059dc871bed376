//! What the signed documents are for, and where they go. For experts, in a fold: the form of the
//! signature and the key; the latter with the reason why not.

use egui::Ui;

use crate::app::ports::{DialogRequest, Overwrite};
use crate::app::state::Action;
use crate::app::view_model::SignVm;
use crate::core::jpki::Slot;
use crate::core::rules::Destination;
use crate::i18n::failure::path_words;
use crate::i18n::texts::Texts;
use crate::ui::tokens::space;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::{choice_list, fold, text};

/// The choice of the destination.
pub fn purpose_ui(ui: &mut Ui, vm: &SignVm<'_>, texts: &Texts) -> Option<Action> {
    let words = &texts.sign;
    let choices = Destination::ALL.map(|it| {
        (
            it,
            (words.destination_name)(it),
            (words.destination_line)(it),
        )
    });
    let chosen = choice_list::show(ui, words.destination, vm.destination, &choices);
    let expert = fold::show(ui, "expert", words.expert, |ui| expert_ui(ui, vm, texts));
    chosen.map(Action::SignFor).or(expert.flatten())
}

fn expert_ui(ui: &mut Ui, vm: &SignVm<'_>, texts: &Texts) -> Option<Action> {
    let words = &texts.sign;
    text::strong(ui, words.form);
    let forms = vm.destination.profile().choices;
    let forms: Vec<_> = forms
        .iter()
        .map(|form| (*form, (words.form_name)(*form), ""))
        .collect();
    let form = choice_list::show(ui, words.form, vm.format, &forms);
    ui.add_space(space::S);
    text::strong(ui, words.key);
    let keys = [
        (Slot::Sign, (words.key_name)(Slot::Sign), ""),
        (Slot::Auth, (words.key_name)(Slot::Auth), words.key_why_not),
    ];
    let key = choice_list::show(ui, words.key, vm.key, &keys);
    if vm.key == Slot::Auth {
        Banner::new(Severity::Warning, words.key_why_not).show(ui);
    }
    form.map(Action::SignAs).or(key.map(Action::SignWith))
}

/// Where the results go.
pub fn folder_ui(ui: &mut Ui, vm: &SignVm<'_>, texts: &Texts) -> Option<Action> {
    let words = &texts.sign;
    let mut action = None;
    ui.horizontal_wrapped(|ui| {
        let folder = vm.folder.map(path_words);
        text::body(ui, folder.as_deref().unwrap_or(words.same_folder));
        if Button::new(words.change_folder)
            .icon(Icon::Folder)
            .compact()
            .show(ui)
            .clicked()
        {
            action = Some(Action::Choose(DialogRequest::OutputFolder));
        }
    });
    if vm.offers_overwrite {
        text::note(ui, words.overwrite);
        let options = [
            (Overwrite::Refused, words.keep),
            (Overwrite::Allowed, words.replace),
        ];
        let chosen = button::choice(ui, words.overwrite, vm.overwrite, &options);
        action = action.or(chosen.map(Action::OverwriteResults));
    }
    action
}
