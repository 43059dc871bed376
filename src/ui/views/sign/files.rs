//! The files to sign: what each is, what comes out, what stands in the way. A few stand on the page
//! with all their words; many are a list, with what stands in the way told once below it.

use egui::Ui;

use crate::app::event::{PlannedFile, PlannedKind};
use crate::app::failure::Failure;
use crate::app::ports::DialogRequest;
use crate::app::state::{Action, SignPhase};
use crate::app::view_model::SignVm;
use crate::i18n::date::grouped;
use crate::i18n::failure::{failure_text, file_name};
use crate::i18n::texts::Texts;
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};
use crate::ui::views::notice::failure_lines;
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::row_lines::{RowKind, RowLine, RowName, row_height};
use crate::ui::widgets::{rows, text};

/// That files are being looked at, which may be many: and the button that stops it.
pub fn planning_ui(ui: &mut Ui, texts: &Texts) -> Option<Action> {
    text::strong(ui, texts.sign.planning);
    let stop = Button::new(texts.sign.stop).icon(Icon::Stop).show(ui);
    stop.clicked().then_some(Action::CancelJob)
}

/// The most kinds of trouble told with all their words; what is behind them is fixed one by one.
const KINDS_TOLD: usize = 3;

/// The list and what can be done about it.
pub fn files_ui(ui: &mut Ui, vm: &SignVm<'_>, texts: &Texts) -> Option<Action> {
    let words = &texts.sign;
    let mut action = None;
    if rows::is_long(vm.files.len()) {
        let tools = Theme::of(ui).target() + space::S;
        let names = vm.files.iter().map(|file| RowName {
            kind: RowKind::of(file.problem.as_ref()),
            paths: [&file.target.input, &file.target.output],
        });
        let height = row_height(ui, tools, names, |place| {
            let file = vm.files.get(place)?;
            Some(compact_lines(ui, file, texts))
        });
        rows::show(
            ui,
            &(words.files)(vm.files.len()),
            vm.files.len(),
            height,
            |ui, place| {
                if let Some(file) = vm.files.get(place)
                    && compact_row(ui, file, texts)
                {
                    action = Some(Action::RemoveFile(place));
                }
            },
        );
        troubles(ui, vm, texts);
    } else {
        for (place, file) in vm.files.iter().enumerate() {
            if place > 0 {
                ui.separator();
            }
            if full_row(ui, file, texts) {
                action = Some(Action::RemoveFile(place));
            }
        }
        ui.separator();
    }
    if *vm.phase == SignPhase::Planning {
        action = action.or(planning_ui(ui, texts));
    }
    let pressed = button::row(ui, |ui| {
        let mut action = None;
        for (label, sign, request) in [
            (words.add, Icon::Plus, DialogRequest::FilesToSign),
            (words.add_folder, Icon::Folder, DialogRequest::FoldersToSign),
        ] {
            if Button::new(label).icon(sign).show(ui).clicked() {
                action = Some(Action::Choose(request));
            }
        }
        if vm.troubled > 0 && vm.troubled < vm.files.len() {
            let label = (words.remove_troubled)(vm.troubled);
            if Button::new(&label).icon(Icon::Stop).show(ui).clicked() {
                action = Some(Action::RemoveTroubled);
            }
        }
        if vm.files.len() > 1 && Button::new(words.clear).show(ui).clicked() {
            action = Some(Action::NewSigning);
        }
        action
    });
    action.or(pressed)
}

fn troubles(ui: &mut Ui, vm: &SignVm<'_>, texts: &Texts) {
    if vm.troubled == 0 {
        return;
    }
    text::strong(ui, &(texts.sign.troubled)(vm.troubled));
    let mut kinds: Vec<(&Failure, &PlannedFile, usize)> = Vec::new();
    for file in vm.files {
        let Some(problem) = &file.problem else {
            continue;
        };
        match kinds
            .iter_mut()
            .find(|(known, ..)| known.code() == problem.code())
        {
            Some((_, _, others)) => *others += 1,
            None => kinds.push((problem, file, 0)),
        }
    }
    for (problem, file, others) in kinds.into_iter().take(KINDS_TOLD) {
        let name = file_name(&file.target.input);
        text::note(ui, &(texts.sign.troubled_like)(&name, others));
        failure_lines(ui, problem, texts);
    }
}

/// One file with all its words; `true` when it is to be taken off the list.
fn full_row(ui: &mut Ui, file: &PlannedFile, texts: &Texts) -> bool {
    row(ui, file, texts, |ui, name| {
        let words = &texts.sign;
        ui.spacing_mut().item_spacing.y = space::XS;
        text::strong(ui, name);
        text::note(ui, &what_it_is(file, texts));
        match &file.problem {
            None => {
                text::body(ui, &(words.output)(&file_name(&file.target.output)));
            }
            Some(problem) => failure_lines(ui, problem, texts),
        }
    })
}

/// One file in three lines.
fn compact_row(ui: &mut Ui, file: &PlannedFile, texts: &Texts) -> bool {
    row(ui, file, texts, |ui, _| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for line in compact_lines(ui, file, texts) {
            line.show(ui);
        }
    })
}

fn compact_lines(ui: &Ui, file: &PlannedFile, texts: &Texts) -> [RowLine; 3] {
    let palette = Theme::of(ui).palette();
    let line = |words, size, is_bold, color| RowLine {
        words,
        size,
        is_bold,
        color,
    };
    let last = match &file.problem {
        None => {
            let words = (texts.sign.output)(&file_name(&file.target.output));
            line(words, size::SMALL, false, palette.text)
        }
        Some(problem) => {
            let told = failure_text(texts.language, problem);
            let words = [texts.sign.cannot, texts.common.colon, &told.what].concat();
            line(words, size::SMALL, true, palette.warning.ink)
        }
    };
    [
        line(
            file_name(&file.target.input),
            size::BODY,
            true,
            palette.text,
        ),
        line(
            what_it_is(file, texts),
            size::SMALL,
            false,
            palette.text_weak,
        ),
        last,
    ]
}

fn row(
    ui: &mut Ui,
    file: &PlannedFile,
    texts: &Texts,
    content: impl FnOnce(&mut Ui, &str),
) -> bool {
    let palette = Theme::of(ui).palette();
    let name = file_name(&file.target.input);
    let tone = match file.problem {
        None => (Icon::File, palette.text_weak),
        Some(_) => (Icon::Warning, palette.warning.ink),
    };
    let remove = (texts.sign.remove)(&name);
    let remove = Button::icon_only(Icon::Stop, &remove);
    rows::with_tool(ui, tone, |ui| content(ui, &name), remove)
}

fn what_it_is(file: &PlannedFile, texts: &Texts) -> String {
    let words = &texts.sign;
    let kind = match file.kind {
        PlannedKind::Other => words.other.to_owned(),
        PlannedKind::Pdf { pages, signatures } => (words.pdf)(pages, signatures),
    };
    match file.len {
        Some(len) => [kind, (words.size)(&size_words(len))].join("  "),
        None => kind,
    }
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
