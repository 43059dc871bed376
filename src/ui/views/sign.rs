//! 文書に署名: choose, see what will come out and what it discloses, sign, see what became of each
//! file. The password is asked for in the dialog; nothing here touches a file.

use std::path::{Path, PathBuf};

use egui::{Align, Layout, Stroke, Ui, vec2};

use super::home::Mode;
use super::notice::failure_lines;
use crate::app::event::{PlannedFile, SignOutcome, SignStep};
use crate::app::failure::Failure;
use crate::app::ports::{DialogRequest, Overwrite};
use crate::app::state::{Action, PinPurpose, SignPhase};
use crate::app::view_model::{SignBlocker, SignVm};
use crate::i18n::date::grouped;
use crate::i18n::failure::file_name;
use crate::i18n::texts::Texts;
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::{card_frame, progress, text};

/// The page.
pub fn sign_ui(ui: &mut Ui, vm: &SignVm<'_>, mode: Mode, texts: &Texts) -> Option<Action> {
    text::title(ui, texts.sign.title);
    match vm.phase {
        SignPhase::Choosing | SignPhase::Planning => choosing(ui, vm, texts),
        SignPhase::Finished {
            outcomes,
            stopped_by,
        } => finished(ui, outcomes, stopped_by.as_ref(), mode, texts),
        SignPhase::Working { done, total, step } => working(ui, *done, *total, *step, texts),
    }
}

fn choosing(ui: &mut Ui, vm: &SignVm<'_>, texts: &Texts) -> Option<Action> {
    let words = &texts.sign;
    text::body(ui, words.lead);
    ui.add_space(space::XS);
    let mut action = None;
    if *vm.phase == SignPhase::Planning {
        text::strong(ui, words.planning);
    } else if vm.files.is_empty() {
        action = drop_zone(ui, Icon::File, words.drop, words.choose)
            .then_some(Action::Choose(DialogRequest::FilesToSign));
    } else {
        card_frame::show(ui, &(words.files)(vm.files.len()), |ui| {
            action = files(ui, vm, texts);
        });
    }
    ui.add_space(space::S);
    card_frame::show(ui, words.discloses, |ui| {
        text::body(ui, words.discloses_lead);
        text::strong(ui, words.discloses_items);
    });
    ui.add_space(space::S);
    let reason = vm.blocker.map(|blocker| blocker_words(blocker, texts));
    if Button::primary(words.sign)
        .icon(Icon::Sign)
        .disabled(reason)
        .show(ui)
        .clicked()
    {
        action = Some(Action::AskPin(PinPurpose::Sign));
    }
    action
}

/// Where files are dropped, with the button that chooses them; `true` when it was pressed.
pub fn drop_zone(ui: &mut Ui, sign: Icon, words: &str, label: &str) -> bool {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
    let tone = if hovering {
        palette.selected
    } else {
        palette.info
    };
    let frame = egui::Frame::new()
        .fill(if hovering {
            tone.ground
        } else {
            palette.surface
        })
        .corner_radius(space::CORNER)
        .inner_margin(space::L)
        .show(ui, |ui| {
            ui.take_available_width();
            ui.with_layout(Layout::top_down(Align::Center), |ui| {
                icon::show(ui, sign, theme.scaled(36.0), tone.ink);
                text::body(ui, words);
                Button::new(label).icon(Icon::Folder).show(ui).clicked()
            })
            .inner
        });
    dashed(ui, frame.response.rect, Stroke::new(2.0, palette.outline));
    frame.inner
}

fn dashed(ui: &Ui, rect: egui::Rect, stroke: Stroke) {
    let rect = rect.shrink(1.0);
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    ui.painter()
        .extend(egui::Shape::dashed_line(&corners, stroke, 8.0, 6.0));
}

fn files(ui: &mut Ui, vm: &SignVm<'_>, texts: &Texts) -> Option<Action> {
    let words = &texts.sign;
    let mut action = None;
    for (place, file) in vm.files.iter().enumerate() {
        if place > 0 {
            ui.separator();
        }
        if file_ui(ui, file, texts) {
            action = Some(Action::RemoveFile(place));
        }
    }
    ui.separator();
    if Button::new(words.add).icon(Icon::Plus).show(ui).clicked() {
        action = Some(Action::Choose(DialogRequest::FilesToSign));
    }
    text::note(ui, words.form_lead);
    ui.horizontal_wrapped(|ui| {
        text::note(ui, words.folder);
        text::body(ui, &folder_words(vm, texts));
        if Button::quiet(words.change_folder)
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

/// The folder that all results go to, or that each goes beside its document.
fn folder_words(vm: &SignVm<'_>, texts: &Texts) -> String {
    let beside = |file: &PlannedFile| file.target.input.parent() == file.target.output.parent();
    if vm.files.iter().all(beside) {
        return texts.sign.same_folder.to_owned();
    }
    let folder = vm
        .files
        .first()
        .and_then(|file| file.target.output.parent());
    folder
        .map(|folder| folder.display().to_string())
        .unwrap_or_default()
}

/// One file; `true` when it is to be taken off the list.
fn file_ui(ui: &mut Ui, file: &PlannedFile, texts: &Texts) -> bool {
    let theme = Theme::of(ui);
    let words = &texts.sign;
    let name = file_name(&file.target.input);
    let mut removed = false;
    ui.horizontal_top(|ui| {
        icon::show(
            ui,
            Icon::File,
            theme.scaled(size::ICON),
            theme.palette().text_weak,
        );
        let room = ui.available_width() - theme.target() - space::S;
        ui.allocate_ui_with_layout(vec2(room, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            ui.spacing_mut().item_spacing.y = space::XS;
            text::strong(ui, &name);
            if let Some(len) = file.len {
                text::note(ui, &(words.size)(&size_words(len)));
            }
            match &file.problem {
                None => {
                    text::body(ui, &(words.output)(&file_name(&file.target.output)));
                }
                Some(problem) => failure_lines(ui, problem, texts),
            }
        });
        removed = Button::icon_only(Icon::Stop, &(words.remove)(&name))
            .show(ui)
            .clicked();
    });
    removed
}

/// A file's size as people say it.
fn size_words(len: u64) -> String {
    const KILO: u64 = 1024;
    if len < KILO {
        format!("{} B", grouped(len))
    } else if len < KILO * KILO {
        format!("{} KB", grouped(len.div_ceil(KILO)))
    } else {
        format!("{} MB", grouped(len.div_ceil(KILO * KILO)))
    }
}

fn blocker_words(blocker: SignBlocker, texts: &Texts) -> &'static str {
    match blocker {
        SignBlocker::Blocked => texts.sign.why_blocked,
        SignBlocker::FileProblem => texts.sign.why_problem,
        SignBlocker::NoCard => texts.sign.why_no_card,
        SignBlocker::NoCertificate => texts.sign.why_absent,
        SignBlocker::NoFiles => texts.sign.why_no_files,
        SignBlocker::Planning => texts.sign.why_planning,
    }
}

fn working(
    ui: &mut Ui,
    done: usize,
    total: usize,
    step: SignStep,
    texts: &Texts,
) -> Option<Action> {
    let words = &texts.sign;
    let now = (done + 1).min(total.max(1));
    let doing = match step {
        SignStep::Checking => words.checking,
        SignStep::Hashing => words.hashing,
        SignStep::Signing => words.signing,
        SignStep::Writing => words.writing,
    };
    card_frame::frame(ui, |ui| {
        progress::show(ui, words.working, doing, fraction(done, total, step));
        text::body(ui, &(words.step_of)(now, total));
        ui.add_space(space::S);
        Button::new(words.stop)
            .icon(Icon::Stop)
            .show(ui)
            .clicked()
            .then_some(Action::CancelJob)
    })
}

/// How much of the job is done: each file has four steps.
fn fraction(done: usize, total: usize, step: SignStep) -> f32 {
    let step = match step {
        SignStep::Hashing => 0,
        SignStep::Signing => 1,
        SignStep::Checking => 2,
        SignStep::Writing => 3,
    };
    let steps = |number: usize| f32::from(u16::try_from(number).unwrap_or(u16::MAX));
    steps(done * 4 + step) / steps(total.max(1) * 4)
}

fn finished(
    ui: &mut Ui,
    outcomes: &[SignOutcome],
    stopped_by: Option<&Failure>,
    mode: Mode,
    texts: &Texts,
) -> Option<Action> {
    let words = &texts.sign;
    let good = outcomes
        .iter()
        .filter(|outcome| outcome.result.is_ok())
        .count();
    let bad = outcomes.len() - good;
    let folder = outcomes.iter().find(|outcome| outcome.result.is_ok());
    let folder = folder.map(|outcome| outcome.target.output.clone());
    let mut action = None;
    if good > 0 && bad == 0 {
        let title = (words.all_signed)(good);
        let banner = Banner::new(Severity::Success, &title)
            .line(words.self_checked)
            .line(words.original_kept)
            .line(if mode == Mode::Practice {
                words.practice_only
            } else {
                ""
            });
        if banner
            .action(words.open_folder, Some(Icon::Folder))
            .show(ui)
        {
            action = folder.clone().map(Action::ShowFolder);
        }
    } else {
        let title = if good > 0 {
            (words.some_signed)(good, bad)
        } else {
            words.none_signed.to_owned()
        };
        let banner = Banner::new(Severity::Warning, &title).line(words.original_kept);
        if let Some(folder) = folder.clone() {
            if banner
                .action(words.open_folder, Some(Icon::Folder))
                .show(ui)
            {
                action = Some(Action::ShowFolder(folder));
            }
        } else {
            banner.show(ui);
        }
    }
    if let Some(failure) = stopped_by {
        ui.add_space(space::S);
        failure_lines(ui, failure, texts);
    }
    ui.add_space(space::S);
    card_frame::frame(ui, |ui| {
        for (place, outcome) in outcomes.iter().enumerate() {
            if place > 0 {
                ui.separator();
            }
            outcome_ui(ui, outcome, stopped_by, texts);
        }
    });
    ui.add_space(space::S);
    let left: Vec<PathBuf> = outcomes
        .iter()
        .filter(|outcome| outcome.result.is_err())
        .map(|outcome| outcome.target.input.clone())
        .collect();
    button::row(ui, |ui| {
        if !left.is_empty()
            && Button::primary(words.retry)
                .icon(Icon::Refresh)
                .show(ui)
                .clicked()
        {
            action = Some(Action::AddFiles(left));
        }
        if Button::new(words.again).icon(Icon::Sign).show(ui).clicked() {
            action = Some(Action::NewSigning);
        }
    });
    action
}

fn outcome_ui(ui: &mut Ui, outcome: &SignOutcome, stopped_by: Option<&Failure>, texts: &Texts) {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let words = &texts.sign;
    let (sign, color) = match outcome.result {
        Ok(()) => (Icon::Check, palette.success.ink),
        Err(_) => (Icon::Warning, palette.warning.ink),
    };
    ui.horizontal_top(|ui| {
        icon::show(ui, sign, theme.scaled(size::ICON), color);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            text::strong(ui, &file_name(&outcome.target.input));
            match &outcome.result {
                Ok(()) => {
                    text::toned(ui, words.signed, color);
                    text::body(ui, &(words.made)(&file_name(&outcome.target.output)));
                    text::note(ui, &place_words(&outcome.target.output));
                }
                Err(failure) => {
                    text::toned(ui, words.left_out, color);
                    // What stopped the whole job is said once, above.
                    if stopped_by != Some(failure) {
                        failure_lines(ui, failure, texts);
                    }
                }
            }
        });
    });
}

fn place_words(path: &Path) -> String {
    path.parent()
        .map(|folder| folder.display().to_string())
        .unwrap_or_default()
}
