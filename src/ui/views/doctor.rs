//! 診断: the ladder, each rung good or with one finding, its likely cause and what to do. The button
//! stays where it is and keeps the focus while the doctor looks again; what was found last stays to
//! be read meanwhile.

use egui::accesskit::Role;
use egui::{Color32, Id, Ui, UiBuilder};

use crate::app::doctor::{Ladder, Outcome, Rung, RungReport};
use crate::app::state::Action;
use crate::app::view_model::DoctorVm;
use crate::i18n::doctor::{DoctorTexts, finding_of, remark};
use crate::i18n::texts::Texts;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::{card_frame, fold, progress, text};

/// What the page keeps for itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct DoctorLocal {
    arrival: Arrival,
    technical: Technical,
    /// How much room the summary took, so that nothing moves while it makes way for the progress.
    summary_height: f32,
}

impl DoctorLocal {
    /// Someone was sent here by the button of another page, and goes on from the one of this page.
    pub fn arrive(&mut self) {
        self.arrival = Arrival::Sent;
    }
}

/// How the person came here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Arrival {
    #[default]
    OnTheirOwn,
    Sent,
}

/// Which technical lines are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Technical {
    All,
    #[default]
    OfFindings,
}

/// The doctor's part of 設定と診断.
pub fn doctor_ui(
    ui: &mut Ui,
    vm: &DoctorVm<'_>,
    texts: &Texts,
    local: &mut DoctorLocal,
) -> Option<Action> {
    let words = DoctorTexts::of(texts.language);
    card_frame::show(ui, words.title, |ui| {
        text::body(ui, words.lead);
        ui.add_space(space::XS);
        let (label, sign) = if vm.ladder.is_some() || vm.at.is_some() {
            (words.again, Icon::Refresh)
        } else {
            (words.start, Icon::Search)
        };
        let id = Id::unique("doctor-start");
        let pressed = Button::primary(label).icon(sign).id(id).show(ui).clicked();
        if std::mem::take(&mut local.arrival) == Arrival::Sent {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        summary_ui(ui, vm, texts, words, local);
        if let Some(ladder) = vm.ladder {
            ladder_ui(ui, ladder, texts, words, local);
        }
        pressed.then_some(Action::Diagnose)
    })
}

/// How far the doctor is, or what came of it, in the same room.
fn summary_ui(
    ui: &mut Ui,
    vm: &DoctorVm<'_>,
    texts: &Texts,
    words: &DoctorTexts,
    local: &mut DoctorLocal,
) {
    if let Some(rung) = vm.at {
        ui.scope(|ui| {
            ui.set_min_height(local.summary_height);
            let total = Rung::ALL.len();
            progress::show(ui, &(words.working)(rung), "", below(rung), total);
        });
        return;
    }
    let Some(ladder) = vm.ladder else {
        return;
    };
    let count = ladder.findings().count();
    let shown = ui.scope(|ui| match ladder.findings().next() {
        None => Banner::new(Severity::Success, words.all_good)
            .line(words.all_good_line)
            .show(ui),
        Some(first) => Banner::new(Severity::Warning, &(words.found)(count))
            .line(&finding_of(texts.language, ladder, first).what)
            .line((words.found_line)(count))
            .show(ui),
    });
    local.summary_height = shown.response.rect.height();
}

/// How many rungs are below this one.
fn below(rung: Rung) -> usize {
    Rung::ALL.into_iter().filter(|it| *it < rung).count()
}

fn ladder_ui(
    ui: &mut Ui,
    ladder: &Ladder,
    texts: &Texts,
    words: &DoctorTexts,
    local: &mut DoctorLocal,
) {
    for report in &ladder.rungs {
        ui.separator();
        rung_ui(ui, ladder, report, texts, words, local.technical);
    }
    ui.separator();
    let (label, other) = match local.technical {
        Technical::All => (words.hide_technical, Technical::OfFindings),
        Technical::OfFindings => (words.show_technical, Technical::All),
    };
    if fold::button(ui, label, local.technical == Technical::All) {
        local.technical = other;
    }
}

fn rung_ui(
    ui: &mut Ui,
    ladder: &Ladder,
    report: &RungReport,
    texts: &Texts,
    words: &DoctorTexts,
    technical: Technical,
) {
    let palette = Theme::of(ui).palette();
    let finding = report.outcome.finding();
    let told = finding.map(|finding| finding_of(texts.language, ladder, finding));
    let (sign, color, state) = match (report.outcome, &told) {
        (Outcome::Found(_), Some(told)) => (Icon::Warning, palette.warning.ink, &*told.what),
        (Outcome::Ok, _) => (Icon::Check, palette.success.ink, (words.good)(report.rung)),
        (Outcome::Found(_) | Outcome::Meaningless, _) => {
            (Icon::Clock, palette.text_weak, words.not_looked_at)
        }
    };
    let name = (words.rung)(report.rung);
    let builder = UiBuilder::new()
        .accessibility_role(Role::Group)
        .accessibility_label(format!("{name}{}{state}", words.colon));
    ui.scope_builder(builder, |ui| {
        icon::beside(ui, sign, color, |ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = space::XS;
                title_ui(ui, name, state, color, told.is_some());
                if let Some(told) = &told {
                    labelled(ui, words.cause, &told.cause);
                    labelled(ui, words.remedy, &told.remedy);
                }
                if let Some(remark) = remark(texts.language, ladder, report.rung) {
                    text::note(ui, &(words.remark)(remark));
                }
                let line = technical_line(report, texts, words, technical);
                if !line.is_empty() {
                    text::note(ui, &line);
                }
            });
        });
    });
}

/// The rung and what is said of it: side by side where a word says it all and there is room.
fn title_ui(ui: &mut Ui, name: &str, state: &str, color: Color32, is_sentence: bool) {
    let theme = Theme::of(ui);
    let column = theme.scaled(250.0);
    if is_sentence || ui.available_width() < 2.0 * column {
        text::strong(ui, name);
        text::toned(ui, state, color);
        return;
    }
    ui.horizontal_top(|ui| {
        ui.scope(|ui| {
            ui.set_width(column);
            text::strong(ui, name);
        });
        text::toned(ui, state, color);
    });
}

/// The code of a finding and the facts behind it; of a good rung only where all are wanted.
fn technical_line(
    report: &RungReport,
    texts: &Texts,
    words: &DoctorTexts,
    technical: Technical,
) -> String {
    let line = words.line(&report.details);
    let code = report.outcome.finding();
    match code.map(|finding| (texts.common.code)(finding.code())) {
        Some(code) if line.is_empty() => code,
        Some(code) => format!("{code}{}{line}", words.comma),
        None if technical == Technical::All => line,
        None => String::new(),
    }
}

fn labelled(ui: &mut Ui, label: &str, words: &str) {
    text::note(ui, label);
    text::body(ui, words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_starts_empty_and_never_goes_back() {
        assert!(Rung::ALL.into_iter().map(below).eq(0..Rung::ALL.len()));
    }
}
