//! What became of each file. What is not signed comes first, with the reason and a way to try again;
//! then what is, with where it lies and how it agrees with the rules of the place it is for.

use egui::Ui;

use crate::app::event::SignOutcome;
use crate::app::failure::Failure;
use crate::app::state::Action;
use crate::app::view_model::{SignVm, checklist};
use crate::core::rules::DestinationRule;
use crate::i18n::failure::{failure_text, file_name, path_words};
use crate::i18n::texts::Texts;
use crate::ui::manner::Manner;
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};
use crate::ui::views::home::Mode;
use crate::ui::views::notice::failure_lines;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::row_lines::{RowKind, RowLine, RowName, row_height};
use crate::ui::widgets::{card_frame, rows, text};

/// The page when a job has ended.
pub fn finished(
    ui: &mut Ui,
    vm: &SignVm<'_>,
    outcomes: &[SignOutcome],
    stopped_by: Option<&Failure>,
    mode: Mode,
    texts: &Texts,
) -> Option<Action> {
    let words = &texts.sign;
    let (good, bad): (Vec<_>, Vec<_>) = outcomes.iter().partition(|it| it.result.is_ok());
    let mut action = headline(ui, &good, &bad, mode, texts);
    if let Some(failure) = stopped_by {
        ui.add_space(space::S);
        failure_lines(ui, failure, texts);
    }
    if !bad.is_empty() {
        ui.add_space(space::S);
        let title = (words.unsigned_files)(bad.len());
        list(ui, &title, &bad, stopped_by, texts);
    }
    if !good.is_empty() {
        checks(ui, vm, outcomes, texts);
        ui.add_space(space::S);
        list(ui, &(words.signed_files)(good.len()), &good, None, texts);
    }
    ui.add_space(space::S);
    button::row(ui, |ui| {
        if !bad.is_empty()
            && Button::primary(words.retry)
                .icon(Icon::Refresh)
                .show(ui)
                .clicked()
        {
            let left = bad.iter().map(|it| it.target.input.clone());
            action = Some(Action::AddFiles(left.collect()));
        }
        if Button::new(words.again).icon(Icon::Sign).show(ui).clicked() {
            action = Some(Action::NewSigning);
        }
    });
    action
}

fn headline(
    ui: &mut Ui,
    good: &[&SignOutcome],
    bad: &[&SignOutcome],
    mode: Mode,
    texts: &Texts,
) -> Option<Action> {
    let words = &texts.sign;
    let (severity, title) = match (good.len(), bad.len()) {
        (0, _) => (Severity::Warning, words.none_signed.to_owned()),
        (good, 0) => (Severity::Success, (words.all_signed)(good)),
        (good, bad) => (Severity::Warning, (words.some_signed)(good, bad)),
    };
    let is_practice = mode == Mode::Practice && !good.is_empty();
    let mut banner = Banner::new(severity, &title);
    if is_practice {
        banner = banner.line(words.practice_only);
    }
    if !good.is_empty() {
        banner = banner.line(words.self_checked);
    }
    banner = banner.line(words.original_kept);
    let Some(first) = good.first() else {
        banner.show(ui);
        return None;
    };
    // A folder shows what others have left in it.
    if Manner::of(ui).hold().is_some() {
        banner.show(ui);
        return None;
    }
    banner
        .action(words.open_folder, Some(Icon::Folder))
        .show(ui)
        .then(|| Action::ShowFolder(first.target.output.clone()))
}

/// What the place that the results are for looks at, in words.
fn checks(ui: &mut Ui, vm: &SignVm<'_>, outcomes: &[SignOutcome], texts: &Texts) {
    let list = checklist(outcomes);
    // That each result was checked is said above.
    if list
        .iter()
        .all(|(rule, tally)| *rule == DestinationRule::SelfChecked && tally.broken == 0)
    {
        return;
    }
    let palette = Theme::of(ui).palette();
    let words = &texts.sign;
    let place = (words.destination_name)(vm.destination);
    let is_good = list.iter().all(|(_, tally)| tally.broken == 0);
    ui.add_space(space::S);
    card_frame::show(ui, &(words.checks)(place), |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        if is_good {
            text::toned(ui, words.checks_good, palette.success.ink);
        } else {
            text::toned(ui, words.checks_bad, palette.error.ink);
        }
        // What is not so comes first.
        let (broken, kept): (Vec<_>, Vec<_>) =
            list.into_iter().partition(|(_, tally)| tally.broken > 0);
        for (rule, tally) in broken.into_iter().chain(kept) {
            let rule = (words.rule)(rule);
            if tally.broken == 0 {
                let good = palette.success.ink;
                icon::beside(ui, Icon::Check, good, |ui| text::body(ui, rule));
            } else {
                let told = (words.rule_broken)(rule, tally.broken);
                text::marked(ui, Icon::Error, &told, palette.error.ink);
            }
        }
    });
}

fn list(
    ui: &mut Ui,
    title: &str,
    outcomes: &[&SignOutcome],
    stopped_by: Option<&Failure>,
    texts: &Texts,
) {
    card_frame::show(ui, title, |ui| {
        if rows::is_long(outcomes.len()) {
            let names = outcomes.iter().map(|it| RowName {
                kind: RowKind::of(it.result.as_ref().err()),
                paths: [&it.target.input, &it.target.output],
            });
            let height = row_height(ui, 0.0, names, |place| {
                let outcome = outcomes.get(place)?;
                Some(compact_lines(ui, outcome, texts))
            });
            rows::show(ui, title, outcomes.len(), height, |ui, place| {
                if let Some(outcome) = outcomes.get(place) {
                    row(ui, outcome, |ui| {
                        ui.spacing_mut().item_spacing.y = 0.0;
                        for line in compact_lines(ui, outcome, texts) {
                            line.show(ui);
                        }
                    });
                }
            });
            return;
        }
        for (place, outcome) in outcomes.iter().enumerate() {
            if place > 0 {
                ui.separator();
            }
            row(ui, outcome, |ui| full(ui, outcome, stopped_by, texts));
        }
    });
}

fn row(ui: &mut Ui, outcome: &SignOutcome, content: impl FnOnce(&mut Ui)) {
    let palette = Theme::of(ui).palette();
    let (sign, color) = match outcome.result {
        Ok(()) if breaks_a_rule(outcome) => (Icon::Warning, palette.warning.ink),
        Ok(()) => (Icon::Check, palette.success.ink),
        Err(_) => (Icon::Warning, palette.warning.ink),
    };
    icon::beside(ui, sign, color, |ui| ui.vertical(content));
}

fn breaks_a_rule(outcome: &SignOutcome) -> bool {
    outcome.checks.iter().any(|(_, holds)| !holds)
}

fn full(ui: &mut Ui, outcome: &SignOutcome, stopped_by: Option<&Failure>, texts: &Texts) {
    let palette = Theme::of(ui).palette();
    let words = &texts.sign;
    ui.spacing_mut().item_spacing.y = space::XS;
    text::strong(ui, &file_name(&outcome.target.input));
    match &outcome.result {
        Ok(()) => {
            if breaks_a_rule(outcome) {
                text::toned(ui, words.rules_broken, palette.warning.ink);
            } else {
                text::toned(ui, words.signed, palette.success.ink);
            }
            text::body(ui, &(words.made)(&file_name(&outcome.target.output)));
            text::note(ui, &place_words(outcome));
        }
        Err(failure) => {
            text::toned(ui, words.left_out, palette.warning.ink);
            // What stopped the whole job is said once, above.
            if stopped_by != Some(failure) {
                failure_lines(ui, failure, texts);
            }
        }
    }
}

fn compact_lines(ui: &Ui, outcome: &SignOutcome, texts: &Texts) -> [RowLine; 3] {
    let palette = Theme::of(ui).palette();
    let words = &texts.sign;
    let small = |words: String, color| RowLine {
        words,
        size: size::SMALL,
        is_bold: false,
        color,
    };
    let name = RowLine {
        words: file_name(&outcome.target.input),
        size: size::BODY,
        is_bold: true,
        color: palette.text,
    };
    match &outcome.result {
        Ok(()) => {
            let made = (words.made)(&file_name(&outcome.target.output));
            let last = if breaks_a_rule(outcome) {
                small(words.rules_broken.to_owned(), palette.warning.ink)
            } else {
                small(place_words(outcome), palette.text_weak)
            };
            [name, small(made, palette.text), last]
        }
        Err(failure) => {
            let told = failure_text(texts.language, failure);
            let left_out = small(words.left_out.to_owned(), palette.warning.ink);
            [name, left_out, small(told.what, palette.text)]
        }
    }
}

fn place_words(outcome: &SignOutcome) -> String {
    let folder = outcome.target.output.parent();
    folder.map(path_words).unwrap_or_default()
}
