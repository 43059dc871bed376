//! A topic: its text, the office where it matters, official pages as text, and where to read on.

use egui::{Align, Id, Layout, Ui, vec2};

use super::office::office_ui;
use super::topics_ui;
use crate::app::state::{Action, GuidePaper, GuideStep, Lead};
use crate::app::view_model::GuideVm;
use crate::core::guide::{Block, Topic};
use crate::i18n::PROGRAM;
use crate::i18n::guide::{GuideTexts, filled, sentences, topic_report};
use crate::ui::theme::Theme;
use crate::ui::tokens::{LINE_HEIGHT, size, space};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::field_row::FieldRow;
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::{table, text};

/// The topic.
pub(super) fn topic_ui(
    ui: &mut Ui,
    topic: &Topic,
    vm: &GuideVm<'_>,
    now: jiff::Timestamp,
    texts: &GuideTexts,
    lead: Option<&Lead>,
) -> Option<Action> {
    let words = texts.page();
    let wording = texts.wording;
    let back = Button::quiet(words.back)
        .icon(Icon::Back)
        .flush()
        .id(Id::unique(("guide-back", &topic.id)))
        .show(ui);
    if lead.is_some() {
        back.request_focus();
        back.scroll_to_me(Some(Align::TOP));
    }
    let mut action = back.clicked().then_some(Action::Guide(GuideStep::Back));
    text::title(ui, topic.title.of(wording));
    for block in &topic.blocks {
        block_ui(ui, block, vm, texts);
        ui.add_space(space::XS);
    }
    if topic.shows_office {
        ui.add_space(space::S);
        action = action.or(office_ui(ui, vm, now, texts));
    }
    if !topic.links.is_empty() {
        ui.add_space(space::S);
        text::heading(ui, texts.links);
        for link in &topic.links {
            FieldRow::new(link.label.of(wording), &link.url)
                .copy(words.copy)
                .show(ui);
        }
    }
    if !topic.see_also.is_empty() {
        ui.add_space(space::S);
        text::heading(ui, texts.see_also);
        let others = topics_ui(ui, texts.see_also, topic.see_also.iter(), vm, texts);
        action = action.or(others);
    }
    ui.add_space(space::M);
    ui.separator();
    let print = button::row(ui, |ui| Button::new(words.print).icon(Icon::Save).show(ui));
    text::note(ui, words.print_how);
    ui.add_space(space::S);
    if print.clicked() {
        let report = topic_report(vm.guide, topic, vm.office, now, PROGRAM, texts);
        let paper = GuidePaper::Topic(topic.id.clone());
        action = Some(Action::PrintGuide(paper, Box::new(report)));
    }
    action
}

fn block_ui(ui: &mut Ui, block: &Block, vm: &GuideVm<'_>, texts: &GuideTexts) {
    let wording = texts.wording;
    let fill = |text: &str| sentences(&filled(text, vm.office, texts), wording);
    match block {
        Block::Heading(words) => {
            ui.add_space(space::S);
            text::heading(ui, &fill(words.of(wording)));
        }
        Block::Paragraph(words) => {
            text::body(ui, &fill(words.of(wording)));
        }
        Block::List(items) => {
            for item in items.of(wording) {
                item_ui(ui, texts.bullet.trim_end(), &fill(item));
            }
        }
        Block::Steps(items) => {
            for (number, item) in (1..).zip(items.of(wording)) {
                item_ui(ui, &format!("{number}."), &fill(item));
            }
        }
        Block::Table(rows) => {
            let rows = rows.of(wording).iter();
            let rows: Vec<Vec<String>> = rows
                .map(|row| row.iter().map(|cell| fill(cell)).collect())
                .collect();
            table::show(ui, &rows);
        }
    }
}

/// A fact or a step, with what marks it; its further lines stand under its first.
pub(super) fn item_ui(ui: &mut Ui, mark: &str, words: &str) {
    let theme = Theme::of(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let line = theme.scaled(size::BODY) * LINE_HEIGHT;
        let cell = vec2(theme.scaled(size::BODY) * 1.5, line);
        ui.allocate_ui_with_layout(cell, Layout::right_to_left(Align::Min), |ui| {
            ui.set_width(cell.x);
            text::strong(ui, mark);
        });
        text::body(ui, words);
    });
}
