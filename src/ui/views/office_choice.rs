//! The choice of the office on the page 設定と診断: one that is compiled in, a file of one's own, or none.

use egui::Ui;

use super::guide::page_texts;
use crate::app::office::{built_in_office, office_ids};
use crate::app::ports::DialogRequest;
use crate::app::settings::{OfficeChoice, Settings};
use crate::app::state::Action;
use crate::app::view_model::{GuideVm, OfficeRight};
use crate::i18n::guide::{GuideTexts, capitalised, office_name};
use crate::i18n::texts::Texts;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::{choice_list, text};

/// The content of its part of the page.
pub fn office_choice_ui(
    ui: &mut Ui,
    settings: &Settings,
    vm: &GuideVm<'_>,
    texts: &Texts,
) -> Option<Action> {
    let words = &page_texts(texts).office;
    let guide = GuideTexts::in_language(texts.language);
    let wording = guide.wording;
    text::body(ui, words.lead);
    if vm.office_choice == OfficeRight::Policy {
        text::strong(ui, &capitalised(office_name(vm.office, guide)));
        text::body(ui, words.by_policy);
        return None;
    }
    let mut choices: Vec<(Option<OfficeChoice>, String, String)> =
        vec![(None, words.none.to_owned(), words.none_line.to_owned())];
    for office in office_ids().filter_map(|id| built_in_office(id).ok()) {
        let name = capitalised(office.name.of(wording));
        let address = office.address.of(wording).to_owned();
        choices.push((Some(OfficeChoice::BuiltIn(office.id)), name, address));
    }
    if let Some(OfficeChoice::File { file }) = &settings.office {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if vm.office_trouble.is_some() {
            Banner::new(Severity::Warning, &(words.file_unknown)(&name)).show(ui);
        }
        let of_file = (words.file_line)(&name);
        let (label, line) = match vm.office {
            Some(office) => (capitalised(office.name.of(wording)), of_file),
            None => (of_file, String::new()),
        };
        choices.push((settings.office.clone(), label, line));
    }
    // A profile that this version does not have is none.
    let current = choices
        .iter()
        .position(|(choice, ..)| *choice == settings.office)
        .unwrap_or(0);
    let options: Vec<choice_list::Choice<'_, usize>> = choices
        .iter()
        .enumerate()
        .map(|(place, (_, name, line))| (place, name.as_str(), line.as_str()))
        .collect();
    let chosen = choice_list::show(ui, words.heading, current, &options);
    let open = button::row(ui, |ui| {
        Button::new(words.open_file).icon(Icon::Folder).show(ui)
    });
    if open.clicked() {
        return Some(Action::Choose(DialogRequest::OfficeFile));
    }
    let (choice, ..) = choices.into_iter().nth(chosen?)?;
    Some(Action::ChooseOffice(choice))
}
