//! 文書に署名, one page that guides: choose, say what for, place a seal, see what is disclosed, sign, see
//! what became of each file. The password is asked for in the dialog; nothing here touches a file.

mod files;
mod finished;
mod purpose;
mod seal;
mod working;

use egui::{Align, Layout, Stroke, Ui};

use self::finished::finished;
use self::working::working;
use super::details::PersonalLocal;
use super::home::Mode;
use super::spotlight;
use crate::app::ports::DialogRequest;
use crate::app::state::{Action, PinPurpose, SignPhase};
use crate::app::view_model::{Disclosure, SignBlocker, SignVm, Spot};
use crate::i18n::texts::Texts;
use crate::i18n::tour::TourTexts;
use crate::ui::pictures::Textures;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::{card_frame, text};

/// What the page keeps for itself: what is unmasked, and pictures as the window draws them.
#[derive(Default)]
pub struct SignLocal {
    /// What of the disclosed facts is unmasked.
    personal: PersonalLocal,
    /// The page and the seal.
    textures: Textures,
}

impl SignLocal {
    /// Masks the disclosed facts again.
    pub fn mask(&mut self) {
        self.personal = PersonalLocal::default();
    }
}

/// The page.
pub fn sign_ui(
    ui: &mut Ui,
    vm: &SignVm<'_>,
    mode: Mode,
    texts: &Texts,
    local: &mut SignLocal,
) -> Option<Action> {
    text::title(ui, texts.sign.title);
    match vm.phase {
        SignPhase::Choosing | SignPhase::Planning => choosing(ui, vm, mode, texts, local),
        SignPhase::Finished {
            outcomes,
            stopped_by,
        } => spotlight::mark(ui, Spot::SignResult, |ui| {
            finished(ui, vm, outcomes, stopped_by.as_ref(), mode, texts)
        }),
        SignPhase::Working { done, total, step } => {
            working(ui, vm.files, *done, *total, *step, texts)
        }
    }
}

fn choosing(
    ui: &mut Ui,
    vm: &SignVm<'_>,
    mode: Mode,
    texts: &Texts,
    local: &mut SignLocal,
) -> Option<Action> {
    let words = &texts.sign;
    text::body(ui, words.lead);
    ui.add_space(space::XS);
    if vm.files.is_empty() {
        let action = nothing_chosen(ui, vm, texts);
        ui.add_space(space::S);
        let pressed = disclose_and_sign(ui, vm, words.discloses, texts, local);
        return action.or(pressed);
    }
    let mut number = 0;
    let mut heading = |title: &str| {
        number += 1;
        (texts.common.step)(number, title)
    };
    let mut action = None;
    card_frame::show(ui, &heading(&(words.files)(vm.files.len())), |ui| {
        action = files::files_ui(ui, vm, texts);
    });
    ui.add_space(space::S);
    card_frame::show(ui, &heading(words.destination), |ui| {
        action = action.take().or(purpose::purpose_ui(ui, vm, texts));
    });
    ui.add_space(space::S);
    if let Some(seal) = &vm.seal {
        card_frame::show(ui, &heading(texts.seal.title), |ui| {
            let pressed = seal::seal_ui(ui, seal, vm, texts, &mut local.textures);
            action = action.take().or(pressed);
            if mode == Mode::Practice && !seal.is_on() {
                text::note(ui, TourTexts::of(texts.language).practice.marked);
            }
        });
        ui.add_space(space::S);
    }
    card_frame::show(ui, &heading(words.folder), |ui| {
        action = action.take().or(purpose::folder_ui(ui, vm, texts));
    });
    ui.add_space(space::S);
    let pressed = disclose_and_sign(ui, vm, &heading(words.discloses), texts, local);
    pressed.or(action)
}

fn nothing_chosen(ui: &mut Ui, vm: &SignVm<'_>, texts: &Texts) -> Option<Action> {
    let words = &texts.sign;
    if *vm.phase == SignPhase::Planning {
        return files::planning_ui(ui, texts);
    }
    if vm.found_nothing {
        text::strong(ui, words.found_nothing);
    }
    let choices = [
        (words.choose, Icon::File, DialogRequest::FilesToSign),
        (
            words.choose_folder,
            Icon::Folder,
            DialogRequest::FoldersToSign,
        ),
    ];
    drop_zone(ui, Icon::File, words.drop, choices)
}

/// The last two steps: what the recipient will know, and the button, dead with its reason while something is
/// missing.
fn disclose_and_sign(
    ui: &mut Ui,
    vm: &SignVm<'_>,
    heading: &str,
    texts: &Texts,
    local: &mut SignLocal,
) -> Option<Action> {
    card_frame::show(ui, heading, |ui| {
        disclosure(ui, vm.disclosure, texts, &mut local.personal);
    });
    ui.add_space(space::S);
    let reason = vm.blocker.map(|blocker| blocker_words(blocker, vm, texts));
    let sign = spotlight::mark(ui, Spot::SignButton, |ui| {
        Button::primary(texts.sign.sign)
            .icon(Icon::Sign)
            .disabled(reason)
            .show(ui)
    });
    sign.clicked().then_some(Action::AskPin(PinPurpose::Sign))
}

/// Where files are dropped, with the buttons that choose them.
pub fn drop_zone<const N: usize>(
    ui: &mut Ui,
    sign: Icon,
    words: &str,
    choices: [(&str, Icon, DialogRequest); N],
) -> Option<Action> {
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
                centred(ui, |ui| {
                    let mut action = None;
                    for (label, icon, request) in choices {
                        if Button::new(label).icon(icon).show(ui).clicked() {
                            action = Some(Action::Choose(request));
                        }
                    }
                    action
                })
            })
            .inner
        });
    dashed(ui, frame.response.rect, Stroke::new(2.0, palette.outline));
    frame.inner
}

/// A row of buttons in the middle: how wide it is is known from the frame before.
fn centred<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let id = ui.make_persistent_id("centred");
    let room = ui.available_width();
    // At first it gets all the room: in half of it, it would take two lines.
    let known: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(room);
    let left = ((room - known) / 2.0).max(0.0);
    let mut width = 0.0;
    let inner = ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
        ui.add_space(left);
        ui.scope(|ui| {
            ui.set_max_width(room - left);
            let inner = button::row(ui, add);
            width = ui.min_rect().width();
            inner
        })
        .inner
    });
    if (width - known).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, width));
        ui.ctx().request_discard("the row's width is now known");
    }
    inner.inner
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

fn disclosure(ui: &mut Ui, told: Disclosure<'_>, texts: &Texts, local: &mut PersonalLocal) {
    let words = &texts.sign;
    match told {
        Disclosure::Holder(holder) => {
            text::body(ui, words.discloses_lead);
            text::strong(ui, words.discloses_items);
            if let Some(holder) = holder {
                super::details::holder_rows(ui, holder, texts, local);
            }
        }
        Disclosure::Nobody => {
            text::body(ui, words.discloses_nobody);
        }
    }
}

fn blocker_words(blocker: SignBlocker, vm: &SignVm<'_>, texts: &Texts) -> &'static str {
    match blocker {
        SignBlocker::Blocked => (texts.sign.why_blocked)(vm.key),
        SignBlocker::FileProblem => texts.sign.why_problem,
        SignBlocker::KeyNotAccepted => texts.sign.why_key,
        SignBlocker::NoCard => texts.sign.why_no_card,
        SignBlocker::NoCertificate => (texts.sign.why_absent)(vm.key),
        SignBlocker::NoFiles => texts.sign.why_no_files,
        SignBlocker::Planning => texts.sign.why_planning,
    }
}
