//! 暗証番号: both secrets in their official words, the tries of each, and how one is reset. The
//! tries are shown without asking for anything.

use egui::Ui;

use super::certificate_card::tries_ui;
use crate::app::view_model::{CertificateVm, CertificateWord};
use crate::core::jpki::Slot;
use crate::i18n::texts::Texts;
use crate::ui::tokens::space;
use crate::ui::widgets::field_row::FieldRow;
use crate::ui::widgets::{card_frame, text};

/// The page.
pub fn pins_ui(ui: &mut Ui, pins: Option<&[CertificateVm; 2]>, texts: &Texts) {
    text::title(ui, texts.pins.title);
    text::body(ui, texts.pins.lead);
    if pins.is_none() {
        text::strong(ui, texts.pins.no_card);
    }
    ui.add_space(space::S);
    for slot in [Slot::Sign, Slot::Auth] {
        let vm = pins.and_then(|pins| pins.iter().find(|vm| vm.slot == slot));
        card_frame::show(ui, (texts.common.secret)(slot), |ui| {
            secret_ui(ui, slot, vm, texts);
        });
        ui.add_space(space::S);
    }
}

fn secret_ui(ui: &mut Ui, slot: Slot, vm: Option<&CertificateVm>, texts: &Texts) {
    match vm {
        Some(vm) if vm.word == CertificateWord::Absent => {
            text::strong(ui, (texts.home.absent)(slot));
        }
        Some(vm) => tries_ui(ui, vm, texts),
        None => {}
    }
    text::body(ui, (texts.pins.used_for)(slot));
    FieldRow::new(texts.pins.form, (texts.common.secret_form)(slot)).show(ui);
    text::body(ui, &(texts.pins.rule)(slot.max_attempts()));
    ui.add_space(space::XS);
    text::strong(ui, texts.pins.reset);
    text::body(ui, (texts.pins.reset_how)(slot));
    text::note(ui, texts.pins.cannot_unlock);
}
