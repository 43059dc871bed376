//! A signing job on its way: how far it is, which file it is at, and the button that stops it.

use egui::Ui;

use crate::app::event::{PlannedFile, SignStep};
use crate::app::state::Action;
use crate::i18n::failure::file_name;
use crate::i18n::texts::Texts;
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::row_lines::{RowKind, RowLine, RowName, row_height};
use crate::ui::widgets::{card_frame, progress, rows, text};

/// The page while a job runs.
pub fn working(
    ui: &mut Ui,
    files: &[PlannedFile],
    done: usize,
    total: usize,
    step: SignStep,
    texts: &Texts,
) -> Option<Action> {
    let words = &texts.sign;
    let now = (done + 1).min(total.max(1));
    let doing = match step {
        SignStep::Hashing => words.hashing,
        SignStep::Signing => words.signing,
    };
    card_frame::frame(ui, |ui| {
        // Each file has two steps.
        let steps = 2 * done + usize::from(step == SignStep::Signing);
        progress::show(ui, words.working, doing, steps, 2 * total);
        text::body(ui, &(words.step_of)(now, total));
        if let Some(file) = files.get(done) {
            text::strong(ui, &file_name(&file.target.input));
        }
        ui.add_space(space::S);
        let stop = Button::new(words.stop).icon(Icon::Stop).show(ui).clicked();
        if total > 1 {
            text::note(ui, words.stop_line);
            ui.add_space(space::S);
            list(ui, files, done, texts);
        }
        stop.then_some(Action::CancelJob)
    })
}

fn list(ui: &mut Ui, files: &[PlannedFile], done: usize, texts: &Texts) {
    let words = &texts.sign;
    let row = |ui: &mut Ui, place: usize| {
        if let Some(file) = files.get(place) {
            file_row(ui, file, place, done, texts);
        }
    };
    if rows::is_long(files.len()) {
        let theme = Theme::of(ui);
        // Beside each name stands how far it is.
        let told = [words.finished, words.now, words.waiting]
            .map(|told| text::line_width(ui, told, theme.regular(size::SMALL)));
        let told = told.into_iter().fold(0.0, f32::max) + space::S;
        let names = files.iter().map(|file| RowName {
            kind: RowKind::of(None),
            paths: [&file.target.input, &file.target.input],
        });
        let height = row_height(ui, told, names, |place| {
            files.get(place).map(|file| [name_line(ui, file)])
        });
        rows::show(ui, &(words.files)(files.len()), files.len(), height, row);
    } else {
        (0..files.len()).for_each(|place| row(ui, place));
    }
}

fn file_row(ui: &mut Ui, file: &PlannedFile, place: usize, done: usize, texts: &Texts) {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let words = &texts.sign;
    let (sign, told, color) = match place.cmp(&done) {
        std::cmp::Ordering::Less => (Icon::Check, words.finished, palette.success.ink),
        std::cmp::Ordering::Equal => (Icon::Forward, words.now, palette.info.ink),
        std::cmp::Ordering::Greater => (Icon::Clock, words.waiting, palette.text_weak),
    };
    // Nothing here is pressed: a row is as high as its words.
    ui.spacing_mut().interact_size.y = theme.scaled(size::ICON);
    ui.horizontal(|ui| {
        icon::show(ui, sign, theme.scaled(size::ICON), color);
        let rich = text::styled(told, theme.regular(size::SMALL), color);
        ui.add(egui::Label::new(rich).extend());
        name_line(ui, file).show(ui);
    });
}

fn name_line(ui: &Ui, file: &PlannedFile) -> RowLine {
    RowLine {
        words: file_name(&file.target.input),
        size: size::BODY,
        is_bold: false,
        color: Theme::of(ui).palette().text,
    }
}
