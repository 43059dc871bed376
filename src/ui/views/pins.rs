//! 暗証番号: both secrets in their official words, the tries of each, and how one is reset. The
//! tries are shown without asking for anything.

use egui::Ui;

use super::certificate_card::tries_ui;
use super::spotlight;
use crate::app::failure::Offer;
use crate::app::state::{Action, PinPurpose};
use crate::app::view_model::{CertificateVm, CertificateWord, Spot};
use crate::core::jpki::Slot;
use crate::core::rules::Attempts;
use crate::i18n::texts::Texts;
use crate::ui::manner::Manner;
use crate::ui::tokens::space;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::field_row::FieldRow;
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::{card_frame, text};

/// The page.
pub fn pins_ui(
    ui: &mut Ui,
    pins: Option<&[CertificateVm; 2]>,
    in_doubt: Option<Slot>,
    texts: &Texts,
) -> Option<Action> {
    let mut action = None;
    text::title(ui, texts.pins.title);
    text::body(ui, texts.pins.lead);
    if pins.is_none() {
        text::strong(ui, texts.pins.no_card);
    }
    ui.add_space(space::S);
    spotlight::mark(ui, Spot::Pins, |ui| {
        for slot in [Slot::Sign, Slot::Auth] {
            let vm = pins.and_then(|pins| pins.iter().find(|vm| vm.slot == slot));
            let other = pins.and_then(|pins| pins.iter().find(|vm| vm.slot != slot));
            card_frame::show(ui, (texts.common.secret)(slot), |ui| {
                if in_doubt == Some(slot) {
                    Banner::new(Severity::Warning, (texts.pin_work.in_doubt)(slot))
                        .line(texts.pin_work.find_out)
                        .show(ui);
                }
                if let Some(wanted) = secret_ui(ui, slot, [vm, other], texts) {
                    action = Some(wanted);
                }
            });
            ui.add_space(space::S);
        }
    });
    action
}

fn secret_ui(
    ui: &mut Ui,
    slot: Slot,
    [vm, other]: [Option<&CertificateVm>; 2],
    texts: &Texts,
) -> Option<Action> {
    if let Some(vm) = vm.filter(|vm| is_blocked(vm)) {
        blocked_ui(ui, vm, other, texts);
        return None;
    }
    match vm {
        Some(vm) if vm.word == CertificateWord::Absent => {
            text::strong(ui, (texts.home.absent)(slot));
        }
        Some(vm) => tries_ui(ui, vm, texts),
        None => {}
    }
    let rule = (texts.pins.rule)(slot.max_attempts());
    FieldRow::new(texts.pins.used, (texts.pins.used_for)(slot)).show(ui);
    FieldRow::new(texts.pins.form, (texts.common.secret_form)(slot)).show(ui);
    FieldRow::new(texts.pins.wrong, &rule).show(ui);
    ui.add_space(space::XS);
    let action = vm.and_then(|vm| button::row(ui, |ui| buttons(ui, vm, texts)));
    ui.add_space(space::XS);
    text::strong(ui, texts.pins.reset);
    text::body(ui, (texts.pins.reset_how)(slot));
    text::note(ui, texts.pins.cannot_unlock);
    action
}

/// What can be done with a secret that is there and not blocked.
fn buttons(ui: &mut Ui, vm: &CertificateVm, texts: &Texts) -> Option<Action> {
    if matches!(vm.word, CertificateWord::Absent | CertificateWord::Reading) {
        return None;
    }
    let words = &texts.pin_work;
    let button = |label, icon| {
        let whose = (texts.common.secret)(vm.slot);
        Button::new(label).icon(icon).of(whose)
    };
    let change =
        Manner::of(ui).has(Offer::PinChange) && button(words.change, Icon::Key).show(ui).clicked();
    let test = button(words.test, Icon::Check).show(ui).clicked();
    if change {
        Some(Action::AskPin(PinPurpose::Change(vm.slot)))
    } else if test {
        Some(Action::AskPin(PinPurpose::Test(vm.slot)))
    } else {
        None
    }
}

fn is_blocked(vm: &CertificateVm) -> bool {
    vm.attempts.is_some_and(Attempts::is_blocked)
}

/// A blocked secret first of all says where to go, what to bring and what else there is.
fn blocked_ui(ui: &mut Ui, vm: &CertificateVm, other: Option<&CertificateVm>, texts: &Texts) {
    Banner::new(Severity::Error, &(texts.home.banner.blocked)(vm.slot))
        .line(texts.pin_work.blocked)
        .show(ui);
    FieldRow::new(texts.pins.used, (texts.pins.used_for)(vm.slot)).show(ui);
    ui.add_space(space::XS);
    text::strong(ui, texts.pins.reset);
    text::body(ui, (texts.pins.reset_how)(vm.slot));
    if other.is_some_and(is_blocked) {
        text::strong(ui, texts.pin_work.both_blocked);
    }
    text::note(ui, texts.pins.cannot_unlock);
}
