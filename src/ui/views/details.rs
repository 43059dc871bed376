//! くわしく: one certificate, plain summary first, then every field. Personal facts stay masked
//! until they are asked for; leaving the page masks them again.

use egui::Ui;

use super::notice::failure_lines;
use crate::app::failure::{Failure, Offer};
use crate::app::state::{Action, Page};
use crate::app::view_model::{CertificateVm, DetailsVm};
use crate::core::cert::export::CertificateFormat;
use crate::core::cert::{Certificate, Holder, MarkedText};
use crate::core::jpki::Slot;
use crate::i18n::certificate::{birth_date, fields, recorded, sex, state, trust};
use crate::i18n::counter::CounterTexts;
use crate::i18n::texts::Texts;
use crate::ui::manner::Manner;
use crate::ui::tokens::space;
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::field_row::FieldRow;
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::{card_frame, text};

/// What is unmasked of a holder.
#[derive(Debug, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each field is unmasked by itself"
)]
pub struct PersonalLocal {
    name: bool,
    address: bool,
    birth_date: bool,
    sex: bool,
}

/// What is unmasked on this page.
#[derive(Debug, Default)]
pub struct DetailsLocal {
    holder: PersonalLocal,
    subject: bool,
    serial: bool,
}

/// The page.
pub fn details_ui(
    ui: &mut Ui,
    vm: &DetailsVm<'_>,
    texts: &Texts,
    local: &mut DetailsLocal,
) -> Option<Action> {
    let slot = vm.summary.slot;
    let back = button::row(ui, |ui| {
        Button::quiet(texts.common.back)
            .icon(Icon::Back)
            .flush()
            .show(ui)
    });
    let mut action = back.clicked().then_some(Action::Go(Page::Home));
    text::title(ui, (texts.common.certificate)(slot));
    card_frame::show(ui, texts.details.summary, |ui| summary(ui, vm, texts));
    ui.add_space(space::S);
    if vm.summary.dates.is_some() {
        card_frame::show(ui, texts.details.renewal, |ui| {
            renewal(ui, &vm.summary, texts);
        });
        ui.add_space(space::S);
    }
    let Some((certificate, _)) = vm.certificate else {
        failure_lines(ui, &Failure::CertificateUnreadable { slot }, texts);
        return action;
    };
    if let Some(holder) = certificate.holder() {
        card_frame::show(ui, texts.details.holder, |ui| {
            text::note(ui, personal_words(ui, texts));
            holder_rows(ui, holder, texts, &mut local.holder);
        });
        ui.add_space(space::S);
    }
    if Manner::of(ui).has(Offer::Export) {
        card_frame::show(ui, texts.details.save, |ui| {
            action = action.take().or(save(ui, slot, texts));
        });
        ui.add_space(space::S);
    }
    card_frame::show(ui, texts.details.fields, |ui| {
        fields_ui(ui, certificate, texts, local);
    });
    ui.add_space(space::S);
    action
}

fn summary(ui: &mut Ui, vm: &DetailsVm<'_>, texts: &Texts) {
    let words = &texts.details;
    let slot = vm.summary.slot;
    FieldRow::new(words.purpose, (texts.home.purpose)(slot)).show(ui);
    FieldRow::new(words.state, state(vm.summary.word, slot, texts)).show(ui);
    if let Some(dates) = vm.summary.dates {
        FieldRow::new(words.valid_from, &texts.day(dates.valid_from)).show(ui);
        FieldRow::new(words.valid_until, &texts.day(dates.expires_on)).show(ui);
    }
    if let Some((certificate, issuer)) = vm.certificate {
        FieldRow::new(words.issuer, certificate.issuer()).show(ui);
        FieldRow::new(words.trust, trust(issuer, texts)).show(ui);
    }
    FieldRow::new(words.revocation, words.revocation_why).show(ui);
}

fn renewal(ui: &mut Ui, vm: &CertificateVm, texts: &Texts) {
    let words = &texts.details;
    if let Some(dates) = vm.dates {
        let from = texts.day(dates.renewal.from);
        let until = texts.day(dates.renewal.until);
        text::strong(ui, &(words.renewal_window)(&from, &until));
    }
    text::body(ui, words.renewal_where);
    text::body(ui, words.renewal_bring);
    text::body(ui, words.renewal_fee);
}

/// How masked facts are shown.
pub fn personal_words(ui: &Ui, texts: &Texts) -> &'static str {
    match Manner::of(ui).hold() {
        Some(_) => CounterTexts::of(texts.language).hold_line,
        None => texts.details.personal,
    }
}

/// The four facts about a holder, masked until they are asked for.
pub fn holder_rows(ui: &mut Ui, holder: &Holder, texts: &Texts, local: &mut PersonalLocal) {
    let (words, common) = (&texts.details, &texts.common);
    let birth = birth_date(holder.birth_date, texts);
    let [name, address] = [&holder.name, &holder.address].map(Option::as_ref);
    let is_substituted = |text: Option<&MarkedText>| text.is_some_and(MarkedText::has_substitutes);
    for (label, value, is_substituted, shown) in [
        (
            words.name,
            recorded(name, texts),
            is_substituted(name),
            &mut local.name,
        ),
        (
            words.address,
            recorded(address, texts),
            is_substituted(address),
            &mut local.address,
        ),
        (words.birth_date, &birth, false, &mut local.birth_date),
        (words.sex, sex(holder.sex, texts), false, &mut local.sex),
    ] {
        FieldRow::new(label, value)
            .note((is_substituted && *shown).then_some(words.substitutes))
            .masked(shown, common.show, common.hide)
            .copy(common.copy)
            .show(ui);
    }
}

fn save(ui: &mut Ui, slot: Slot, texts: &Texts) -> Option<Action> {
    let words = &texts.details;
    text::body(ui, (words.save_lead)(slot));
    button::row(ui, |ui| {
        let mut action = None;
        for (label, format) in [
            (words.save_der, CertificateFormat::Der),
            (words.save_pem, CertificateFormat::Pem),
            (words.save_text, CertificateFormat::Text),
        ] {
            if Button::new(label).icon(Icon::Save).show(ui).clicked() {
                action = Some(Action::Export(slot, format));
            }
        }
        action
    })
}

fn fields_ui(ui: &mut Ui, certificate: &Certificate, texts: &Texts, local: &mut DetailsLocal) {
    let (words, common) = (&texts.details, &texts.common);
    FieldRow::new(words.serial, &certificate.serial().to_string())
        .masked(&mut local.serial, common.show, common.hide)
        .copy(common.copy)
        .show(ui);
    FieldRow::new(words.subject, certificate.subject())
        .masked(&mut local.subject, common.show, common.hide)
        .copy(common.copy)
        .show(ui);
    for (label, value) in fields(certificate, texts) {
        // Of these, each leads to one person or their town.
        let leads = [words.crl, words.fingerprint, words.subject_key_id].contains(&label);
        let row = FieldRow::new(label, &value);
        let row = if leads { row.discreet() } else { row };
        row.show(ui);
    }
}
