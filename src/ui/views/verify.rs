//! 署名を確認: every question about a signature on a line of its own, bad news first and in words.
//! Never 「有効」: whether a certificate was revoked cannot be asked.

use std::collections::BTreeMap;

use egui::Ui;

use super::details::{PersonalLocal, holder_rows, personal_words};
use super::notice::failure_lines;
use super::sign::drop_zone;
use super::spotlight;
use crate::app::command::ReportFormat;
use crate::app::failure::Offer;
use crate::app::ports::DialogRequest;
use crate::app::state::Action;
use crate::app::view_model::{
    About, Added, AnswerVm, CheckedVm, SignatureVm, Spot, VerifyVm, Weight,
};
use crate::core::cert::Certificate;
use crate::core::rules::JST;
use crate::core::verify::Verdict;
use crate::i18n::PROGRAM;
use crate::i18n::failure::file_name;
use crate::i18n::report::{answer_words, fact_words, report, signature_words};
use crate::i18n::texts::Texts;
use crate::ui::manner::Manner;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::field_row::FieldRow;
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::{card_frame, fold, progress, text};

/// What is unmasked of each signer: by file and signature.
#[derive(Default)]
pub struct VerifyLocal {
    signers: BTreeMap<(usize, usize), SignerLocal>,
}

#[derive(Default)]
struct SignerLocal {
    holder: PersonalLocal,
    serial: bool,
}

/// The page. `now` goes into a saved report.
pub fn verify_ui(
    ui: &mut Ui,
    vm: &VerifyVm<'_>,
    now: jiff::Timestamp,
    texts: &Texts,
    local: &mut VerifyLocal,
) -> Option<Action> {
    let words = &texts.verify;
    text::title(ui, words.title);
    text::body(ui, words.lead);
    ui.add_space(space::XS);
    let choose = DialogRequest::FilesToVerify;
    match vm {
        VerifyVm::Empty => {
            local.signers.clear();
            let chosen = spotlight::mark(ui, Spot::CheckChoice, |ui| {
                drop_zone(
                    ui,
                    Icon::Verify,
                    words.drop,
                    [(words.choose, Icon::File, choose)],
                )
            });
            ui.add_space(space::S);
            card_frame::show(ui, words.answers, |ui| answers(ui, texts));
            chosen
        }
        &VerifyVm::Working { done, total } => {
            local.signers.clear();
            working(ui, done, total, texts)
        }
        VerifyVm::Finished(files) => {
            let another = Button::new(words.another).icon(Icon::File).show(ui);
            let mut action = another.clicked().then_some(Action::Choose(choose));
            ui.add_space(space::S);
            summary(ui, files, texts);
            for (place, file) in files.iter().enumerate() {
                let pressed = spotlight::mark(ui, Spot::CheckResult, |ui| {
                    file_ui(ui, place, file, texts, local)
                });
                action = action.take().or(pressed);
                ui.add_space(space::S);
            }
            if !Manner::of(ui).has(Offer::ReportSaving) {
                return action;
            }
            action.or(save_ui(ui, files, now, texts))
        }
    }
}

/// What will be answered, under the names that the answers have.
fn answers(ui: &mut Ui, texts: &Texts) {
    let words = &texts.verify;
    for (label, line) in [
        (words.integrity, words.answers_integrity),
        (words.signer, words.answers_signer),
        (words.issuer, words.answers_issuer),
        (words.time, words.answers_time),
        (words.revocation, words.answers_revocation),
    ] {
        FieldRow::new(label, line).show(ui);
    }
}

/// How far checking is, and the button that stops it.
fn working(ui: &mut Ui, done: usize, total: usize, texts: &Texts) -> Option<Action> {
    card_frame::frame(ui, |ui| {
        let of = if total > 1 {
            (texts.sign.step_of)(done + 1, total)
        } else {
            String::new()
        };
        progress::show(ui, texts.verify.working, &of, done, total);
        ui.add_space(space::S);
        let stop = Button::new(texts.sign.stop).icon(Icon::Stop).show(ui);
        stop.clicked().then_some(Action::CancelJob)
    })
}

/// Of several files, how many need care.
fn summary(ui: &mut Ui, files: &[CheckedVm<'_>], texts: &Texts) {
    if files.len() < 2 {
        return;
    }
    let care = files.iter().filter(|file| !file.is_good()).count();
    let severity = if care == 0 {
        Severity::Success
    } else {
        Severity::Warning
    };
    Banner::new(severity, &(texts.verify.summary)(files.len(), care)).show(ui);
    ui.add_space(space::S);
}

fn file_ui(
    ui: &mut Ui,
    place: usize,
    file: &CheckedVm<'_>,
    texts: &Texts,
    local: &mut VerifyLocal,
) -> Option<Action> {
    let words = &texts.verify;
    card_frame::show(ui, &file_name(file.path), |ui| {
        match &file.answer {
            Err(failure) => failure_lines(ui, failure, texts),
            Ok(answer) => verdict_ui(ui, answer, texts),
        }
        if let Some(content) = file.content {
            line(ui, Weight::Neutral, words.document, &file_name(content));
        }
        if let Ok(answer) = &file.answer {
            let total = answer.signatures.len();
            for (number, signature) in answer.signatures.iter().enumerate() {
                let local = local.signers.entry((place, number)).or_default();
                signature_ui(ui, (place, number), total, signature, texts, local);
            }
            if total > 0 {
                text::note(ui, words.not_checked_why);
            }
        }
        if !file.asks_content {
            return None;
        }
        text::body(ui, words.content_ask);
        let choose = Button::new(words.choose_content)
            .icon(Icon::Folder)
            .show(ui);
        choose
            .clicked()
            .then(|| Action::Choose(DialogRequest::ContentOf(file.path.to_owned())))
    })
}

fn verdict_ui(ui: &mut Ui, answer: &AnswerVm<'_>, texts: &Texts) {
    let severity = match answer.verdict {
        Verdict::Bad => Severity::Error,
        // A practice signature is never good news, and what was added later is for a person to see.
        Verdict::Good if answer.is_practice || answer.added != Added::Nothing => Severity::Warning,
        Verdict::Good => Severity::Success,
        Verdict::Unreadable | Verdict::Unsigned | Verdict::Untrusted => Severity::Warning,
    };
    let (headline, lines) = answer_words(answer, texts);
    let banner = lines
        .iter()
        .fold(Banner::new(severity, headline), |banner, line| {
            banner.line(line)
        });
    banner.show(ui);
    ui.add_space(space::XS);
}

fn signature_ui(
    ui: &mut Ui,
    place: (usize, usize),
    total: usize,
    signature: &SignatureVm<'_>,
    texts: &Texts,
    local: &mut SignerLocal,
) {
    if total > 1 {
        ui.separator();
    }
    let mut named = signature_words(place.1 + 1, total, signature, texts).into_iter();
    if total > 1 {
        named.next().map(|heading| text::heading(ui, &heading));
    }
    for name in named {
        text::note(ui, &name);
    }
    for fact in &signature.facts {
        let (label, found) = fact_words(fact, texts);
        match fact.about {
            About::Signer(Some(_)) => signer(ui, fact.weight, label, &found),
            _ => line(ui, fact.weight, label, &found),
        }
        if matches!(fact.about, About::Signer(Some(_)))
            && let Some(certificate) = signature.certificate
        {
            let salt = format!("signer-{}-{}", place.0, place.1);
            fold::show(ui, &salt, texts.verify.certificate, |ui| {
                certificate_ui(ui, certificate, texts, local);
            });
        }
    }
}

/// What else the signer's certificate tells; personal facts masked.
fn certificate_ui(ui: &mut Ui, certificate: &Certificate, texts: &Texts, local: &mut SignerLocal) {
    let words = &texts.details;
    let common = &texts.common;
    let moment = |at| texts.moment(JST.to_datetime(at));
    if let Some(holder) = certificate.holder() {
        text::note(ui, personal_words(ui, texts));
        holder_rows(ui, holder, texts, &mut local.holder);
    }
    FieldRow::new(words.issuer, certificate.issuer()).show(ui);
    FieldRow::new(words.not_before, &moment(certificate.not_before())).show(ui);
    FieldRow::new(words.not_after, &moment(certificate.not_after())).show(ui);
    FieldRow::new(words.serial, &certificate.serial().to_string())
        .masked(&mut local.serial, common.show, common.hide)
        .show(ui);
}

/// A name: in counter mode for as long as it is held, like every other.
fn signer(ui: &mut Ui, weight: Weight, label: &str, name: &str) {
    if Manner::of(ui).hold().is_some() {
        FieldRow::new(label, name).discreet().show(ui);
    } else {
        line(ui, weight, label, name);
    }
}

fn line(ui: &mut Ui, weight: Weight, label: &str, value: &str) {
    let palette = Theme::of(ui).palette();
    let (sign, color) = match weight {
        Weight::Bad => (Icon::Error, palette.error.ink),
        Weight::Doubt => (Icon::Warning, palette.warning.ink),
        Weight::Good => (Icon::Check, palette.success.ink),
        Weight::Neutral => (Icon::Info, palette.text_weak),
    };
    icon::beside(ui, sign, color, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            text::note(ui, label);
            match weight {
                Weight::Bad | Weight::Doubt => text::toned(ui, value, color),
                Weight::Good | Weight::Neutral => text::value(ui, value),
            };
        });
    });
}

fn save_ui(
    ui: &mut Ui,
    files: &[CheckedVm<'_>],
    now: jiff::Timestamp,
    texts: &Texts,
) -> Option<Action> {
    let words = &texts.verify;
    card_frame::show(ui, words.save, |ui| {
        button::row(ui, |ui| {
            let mut action = None;
            for (label, format) in [
                (words.save_text, ReportFormat::Text),
                (words.save_pdf, ReportFormat::Pdf),
            ] {
                if Button::new(label).icon(Icon::Save).show(ui).clicked() {
                    let text = report(files, now, PROGRAM, texts);
                    action = Some(Action::SaveReport(format, Box::new(text)));
                }
            }
            action
        })
    })
}
