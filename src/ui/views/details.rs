//! くわしく: one certificate, plain summary first, then every field. Personal facts stay masked
//! until they are asked for; leaving the page masks them again.

use egui::Ui;

use super::certificate_card::name;
use super::home::back_button;
use super::notice::failure_lines;
use crate::app::failure::{Failure, Offer};
use crate::app::state::Action;
use crate::app::view_model::{CertificateVm, DetailsVm};
use crate::core::cert::export::CertificateFormat;
use crate::core::cert::{BirthDate, Certificate, Holder, IssuerTrust, MarkedText, Sex};
use crate::core::jpki::Slot;
use crate::core::rules::JST;
use crate::i18n::counter::CounterTexts;
use crate::i18n::date::birth_day;
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
    let mut action = back_button(ui, texts);
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
        fields(ui, certificate, texts, local);
    });
    ui.add_space(space::S);
    action
}

fn summary(ui: &mut Ui, vm: &DetailsVm<'_>, texts: &Texts) {
    let words = &texts.details;
    let slot = vm.summary.slot;
    FieldRow::new(words.purpose, (texts.home.purpose)(slot)).show(ui);
    FieldRow::new(words.state, name(vm.summary.word, slot, texts)).show(ui);
    if let Some(dates) = vm.summary.dates {
        FieldRow::new(words.valid_from, &texts.day(dates.valid_from)).show(ui);
        FieldRow::new(words.valid_until, &texts.day(dates.expires_on)).show(ui);
    }
    if let Some((certificate, trust)) = vm.certificate {
        FieldRow::new(words.issuer, certificate.issuer()).show(ui);
        FieldRow::new(words.trust, trust_words(trust, texts)).show(ui);
    }
    FieldRow::new(words.revocation, words.revocation_why).show(ui);
}

/// What is known of an issuer, in words.
pub fn trust_words(trust: IssuerTrust, texts: &Texts) -> &'static str {
    match trust {
        IssuerTrust::Demo => texts.details.demo,
        IssuerTrust::Trusted => texts.details.trusted,
        IssuerTrust::Untrusted => texts.details.untrusted,
    }
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
    let words = &texts.details;
    let marked = |text: &Option<MarkedText>| {
        let shown = text
            .as_ref()
            .map_or(words.unreadable, MarkedText::text)
            .to_owned();
        let note = text.as_ref().is_some_and(MarkedText::has_substitutes);
        (shown, note.then_some(words.substitutes))
    };
    let (value, note) = marked(&holder.name);
    personal(ui, words.name, &value, note, &mut local.name, texts);
    let (value, note) = marked(&holder.address);
    personal(ui, words.address, &value, note, &mut local.address, texts);
    let birth = birth_words(holder.birth_date, texts);
    personal(
        ui,
        words.birth_date,
        &birth,
        None,
        &mut local.birth_date,
        texts,
    );
    personal(
        ui,
        words.sex,
        sex_words(holder.sex, texts),
        None,
        &mut local.sex,
        texts,
    );
}

fn personal(
    ui: &mut Ui,
    label: &str,
    value: &str,
    note: Option<&str>,
    shown: &mut bool,
    texts: &Texts,
) {
    let common = &texts.common;
    FieldRow::new(label, value)
        .note(note.filter(|_| *shown))
        .masked(shown, common.show, common.hide)
        .copy(common.copy)
        .show(ui);
}

fn birth_words(birth: Option<BirthDate>, texts: &Texts) -> String {
    match birth {
        Some(BirthDate::Known { date, .. } | BirthDate::EraDisagrees { date, .. }) => {
            birth_day(texts.language, date)
        }
        Some(BirthDate::Partial { year, month, .. }) => (texts.details.partial_birth)(year, month),
        Some(BirthDate::Unreadable) | None => texts.details.unreadable.to_owned(),
    }
}

fn sex_words(sex: Option<Sex>, texts: &Texts) -> &'static str {
    match sex {
        Some(Sex::Female) => texts.details.female,
        Some(Sex::Male) => texts.details.male,
        Some(Sex::Unknown) | None => texts.details.sex_unknown,
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

fn fields(ui: &mut Ui, certificate: &Certificate, texts: &Texts, local: &mut DetailsLocal) {
    let words = &texts.details;
    let common = &texts.common;
    let moment = |at| texts.moment(JST.to_datetime(at));
    let usages = certificate
        .key_usage()
        .map(|usage| usage.names().join(", "));
    let key_id = |id: Option<&crate::core::cert::KeyId>| id.map(ToString::to_string);
    FieldRow::new(words.serial, &certificate.serial().to_string())
        .masked(&mut local.serial, common.show, common.hide)
        .copy(common.copy)
        .show(ui);
    FieldRow::new(words.subject, certificate.subject())
        .masked(&mut local.subject, common.show, common.hide)
        .copy(common.copy)
        .show(ui);
    let optional = |list: &[String]| (!list.is_empty()).then(|| list.join(", "));
    for (label, value) in [
        (words.issuer, Some(certificate.issuer().to_owned())),
        (words.not_before, Some(moment(certificate.not_before()))),
        (words.not_after, Some(moment(certificate.not_after()))),
        (words.key, Some(certificate.key().to_string())),
        (
            words.signature_algorithm,
            Some(certificate.signature_algorithm_name()),
        ),
        (words.key_usage, usages),
        (
            words.extended_key_usage,
            optional(certificate.extended_key_usage()),
        ),
        (words.policies, optional(certificate.policies())),
        (words.subject_key_id, key_id(certificate.subject_key_id())),
        (
            words.authority_key_id,
            key_id(certificate.authority_key_id()),
        ),
        (
            words.crl,
            certificate.crl_distribution_point().map(str::to_owned),
        ),
        (words.ocsp, certificate.ocsp_url().map(str::to_owned)),
        (
            words.unknown_critical,
            optional(certificate.unknown_critical_extensions()),
        ),
        (
            words.fingerprint,
            Some(certificate.fingerprint().to_string()),
        ),
    ] {
        if let Some(value) = value {
            // Of these, each leads to one person or their town.
            let leads = [words.crl, words.fingerprint, words.subject_key_id].contains(&label);
            let row = FieldRow::new(label, &value);
            let row = if leads { row.discreet() } else { row };
            row.show(ui);
        }
    }
}
