//! 設定と診断: the doctor first, for whoever is sent here because something fails, and the support report;
//! language, text size, colours, office, reader, practice mode, what this program is.

use egui::Ui;

use crate::app::failure::Offer;
use crate::app::ports::ReaderKind;
use crate::app::release::Release;
use crate::app::settings::{ColorScheme, Settings, TextChoice, TextSize};
use crate::app::state::Action;
use crate::app::view_model::{ReaderVm, ViewModel};
use crate::core::{printable::printable, rules::jst_date};
use crate::i18n::{PROGRAM, texts::Texts};
use crate::ui::manner::Manner;
use crate::ui::tokens::space;
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::{card_frame, text};

use super::counter;
use super::doctor::{DoctorLocal, doctor_ui};
use super::guide::page_texts;
use super::home::Mode;
use super::office_choice::office_choice_ui;
use super::reminder;
use super::support::{SupportLocal, support_ui};

/// What the two parts of the page that do something keep.
#[derive(Default)]
pub struct SettingsLocal {
    /// 診断
    pub doctor: DoctorLocal,
    support: SupportLocal,
}

/// The page.
pub fn settings_ui(
    ui: &mut Ui,
    settings: &Settings,
    vm: &ViewModel<'_>,
    mode: Mode,
    now: jiff::Timestamp,
    texts: &Texts,
    local: &mut SettingsLocal,
) -> Option<Action> {
    let words = &texts.settings;
    text::title(ui, words.title);
    let examined = doctor_ui(ui, &vm.doctor, texts, &mut local.doctor);
    ui.add_space(space::S);
    let reported = support_ui(ui, vm.support, texts, &mut local.support);
    let mut action = examined.or(reported);
    ui.add_space(space::S);
    card_frame::show(ui, words.language, |ui| {
        action = action
            .take()
            .or(super::language::choice_ui(ui, vm.languages, texts));
    });
    ui.add_space(space::S);
    card_frame::show(ui, words.text_size, |ui| {
        let names = TextSize::STEPS.map(words.percent);
        let sizes = TextSize::STEPS.map(|step| TextChoice::Fixed(TextSize::new(step)));
        let steps = sizes.into_iter().zip(names.iter().map(String::as_str));
        let options: Vec<(TextChoice, &str)> = [(TextChoice::System, words.text_system)]
            .into_iter()
            .chain(steps)
            .collect();
        let chosen = button::choice(ui, words.text_size, settings.text_size, &options);
        action = action.take().or(chosen.map(Action::TextSize));
    });
    ui.add_space(space::S);
    card_frame::show(ui, words.colours, |ui| {
        let options = ColorScheme::ALL.map(|scheme| (scheme, (words.colour)(scheme)));
        let chosen = button::choice(ui, words.colours, settings.colors, &options);
        action = action.take().or(chosen.map(Action::Colors));
    });
    ui.add_space(space::S);
    card_frame::show(ui, page_texts(texts).office.heading, |ui| {
        let chosen = office_choice_ui(ui, settings, &vm.guide, texts);
        action = action.take().or(chosen);
    });
    ui.add_space(space::S);
    let reminded = reminder::settings_ui(ui, &vm.guide.reminder, texts);
    action = action.or(reminded);
    card_frame::show(ui, words.reader, |ui| {
        action = action.take().or(reader_ui(ui, &vm.readers, texts));
    });
    ui.add_space(space::S);
    let counter = counter::settings_ui(ui, vm.counter_settings, texts);
    action = action.or(counter);
    if mode == Mode::Real && Manner::of(ui).has(Offer::Practice) {
        ui.add_space(space::S);
        card_frame::show(ui, words.practice, |ui| {
            text::body(ui, texts.home.practice_lead);
            if Button::new(texts.home.practice)
                .icon(Icon::Card)
                .show(ui)
                .clicked()
            {
                action = Some(Action::StartPractice(super::home::FIRST_SCENE.to_owned()));
            }
        });
    }
    ui.add_space(space::S);
    card_frame::show(ui, words.about, |ui| {
        let release = Release::this();
        text::strong(ui, PROGRAM);
        text::body(ui, &(words.made)(&texts.day(release.made_on)));
        if release.is_old(jst_date(now)) {
            text::strong(ui, words.old);
        }
        text::body(ui, &(words.newer)(release.address));
        text::body(ui, words.offline);
    });
    ui.add_space(space::S);
    action
}

fn reader_ui(ui: &mut Ui, readers: &[ReaderVm<'_>], texts: &Texts) -> Option<Action> {
    let words = &texts.settings;
    let physical: Vec<&ReaderVm<'_>> = readers
        .iter()
        .filter(|reader| reader.kind == ReaderKind::Physical)
        .collect();
    if physical.is_empty() {
        text::body(ui, words.no_readers);
        return None;
    }
    text::note(ui, words.reader_lead);
    let current = physical
        .iter()
        .find(|reader| reader.is_preferred)
        .map(|reader| reader.name);
    let shown: Vec<String> = physical.iter().map(|it| printable(it.name)).collect();
    let mut options = vec![(None, words.reader_auto)];
    let readers = physical.iter().map(|reader| Some(reader.name));
    options.extend(readers.zip(shown.iter().map(String::as_str)));
    button::choice(ui, words.reader, current, &options)
        .map(|reader| Action::ChooseReader(reader.map(str::to_owned)))
}
