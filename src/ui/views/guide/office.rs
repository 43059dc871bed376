//! The office: whether it is open, when next, and how to reach it. Without one, where to go all the same.

use egui::Ui;

use crate::app::state::{Action, Page};
use crate::app::view_model::{GuideVm, OfficeRight};
use crate::core::office::Office;
use crate::core::rules::OpenState;
use crate::i18n::guide::{
    GuideTexts, OfficeFact, OfficeFactKind, capitalised, office_facts, office_name,
};
use crate::ui::theme::Theme;
use crate::ui::tokens::{Palette, Tone, space};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::field_row::FieldRow;
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::{card_frame, text};

/// The office's card.
pub(super) fn office_ui(
    ui: &mut Ui,
    vm: &GuideVm<'_>,
    now: jiff::Timestamp,
    texts: &GuideTexts,
) -> Option<Action> {
    let words = texts.page();
    card_frame::show(ui, texts.office.heading, |ui| {
        if let Some(office) = vm.office {
            facts_ui(ui, office, now, texts);
            return None;
        }
        text::strong(ui, &capitalised(office_name(None, texts)));
        match vm.office_choice {
            OfficeRight::Person => text::body(ui, words.office.not_chosen),
            OfficeRight::Policy => {
                text::body(ui, words.office.by_policy);
                return None;
            }
            OfficeRight::Staff => return None,
        };
        let choose = button::row(ui, |ui| {
            Button::new(words.office.choose)
                .icon(Icon::Settings)
                .show(ui)
        });
        choose.clicked().then_some(Action::Go(Page::Settings))
    })
}

fn facts_ui(ui: &mut Ui, office: &Office, now: jiff::Timestamp, texts: &GuideTexts) {
    let facts = office_facts(office, now, texts);
    let of = |kind| facts.iter().find(|fact| fact.kind == kind);
    if let Some(name) = of(OfficeFactKind::Name) {
        text::strong(ui, &name.value);
    }
    if let Some(state) = of(OfficeFactKind::State) {
        state_ui(ui, office, now, state);
    }
    for fact in &facts {
        let row = FieldRow::new(&fact.label, &fact.value);
        match fact.kind {
            OfficeFactKind::Name | OfficeFactKind::State => {}
            OfficeFactKind::Link => row.copy(texts.page().copy).show(ui),
            _ => row.show(ui),
        }
    }
}

/// 「ただいま　受付中（17:00まで）」: an icon, the words, and a colour that says the same.
fn state_ui(ui: &mut Ui, office: &Office, now: jiff::Timestamp, fact: &OfficeFact) {
    let (sign, tone) = look(office, now, Theme::of(ui).palette());
    text::marked(ui, sign, &fact.value, tone.ink);
    ui.add_space(space::XS);
}

fn look(office: &Office, now: jiff::Timestamp, palette: &Palette) -> (Icon, Tone) {
    match office.hours.at(now).map(|opening| opening.state) {
        Some(OpenState::Open { .. }) => (Icon::Check, palette.success),
        Some(OpenState::OutsideHours) => (Icon::Clock, palette.info),
        Some(OpenState::ClosedToday(_)) => (Icon::Info, palette.info),
        None => (Icon::Warning, palette.warning),
    }
}
