//! 署名を確認: every question about a signature on a line of its own, bad news first and in words.
//! Never 「有効」: whether a certificate was revoked cannot be asked.

use std::collections::BTreeMap;

use egui::{Color32, Ui};

use super::details::{PersonalLocal, holder_rows, personal_words};
use super::notice::failure_lines;
use super::sign::drop_zone;
use super::spotlight;
use crate::app::command::ReportFormat;
use crate::app::failure::Offer;
use crate::app::ports::DialogRequest;
use crate::app::state::Action;
use crate::app::view_model::{
    About, Added, AnswerVm, CheckedFiles, CheckedVm, SignatureVm, Spot, VerifyVm, Weight,
};
use crate::core::cert::Certificate;
use crate::core::rules::JST;
use crate::core::verify::Verdict;
use crate::i18n::PROGRAM;
use crate::i18n::failure::{failure_text, file_name};
use crate::i18n::report::{answer_words, fact_words, report, signature_words};
use crate::i18n::texts::Texts;
use crate::ui::manner::Manner;
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::field_row::FieldRow;
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::row_lines::{RowKind, RowLine, RowName, row_height};
use crate::ui::widgets::{card_frame, fold, progress, rows, text};

/// The most signatures of one document that are shown; of more, the worst. A frame must not take longer than
/// a moment, and the report to keep has them all.
const SIGNATURES_SHOWN: usize = 16;

/// What is unmasked of each signer, by file and signature; and which of many files is looked at.
#[derive(Default)]
pub struct VerifyLocal {
    signers: BTreeMap<(usize, usize), SignerLocal>,
    chosen: usize,
}

impl VerifyLocal {
    fn clear(&mut self) {
        self.signers.clear();
        self.chosen = 0;
    }
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
            local.clear();
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
            local.clear();
            working(ui, done, total, texts)
        }
        &VerifyVm::Finished(files) => {
            let another = Button::new(words.another).icon(Icon::File).show(ui);
            let mut action = another.clicked().then_some(Action::Choose(choose));
            ui.add_space(space::S);
            summary(ui, files, texts);
            let shown = if rows::is_long(files.count()) {
                list(ui, files, texts, local);
                ui.add_space(space::S);
                local.chosen..local.chosen + 1
            } else {
                0..files.count()
            };
            for (place, file) in shown.filter_map(|place| Some((place, files.at(place)?))) {
                let pressed = spotlight::mark(ui, Spot::CheckResult, |ui| {
                    file_ui(ui, place, &file, texts, local)
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

/// Many files, the worst first, each in two lines; the one that is chosen is shown below with all its words.
fn list(ui: &mut Ui, files: CheckedFiles<'_>, texts: &Texts, local: &mut VerifyLocal) {
    let words = &texts.verify;
    let title = (words.checked_files)(files.count());
    card_frame::show(ui, &title, |ui| {
        let tools = Theme::of(ui).target() + space::S;
        let names = files.files().iter().map(|file| RowName {
            kind: RowKind::of_answer(file),
            paths: [&file.path, &file.path],
        });
        let height = row_height(ui, tools, names, |place| {
            files
                .at(place)
                .map(|file| compact_lines(ui, &file, texts).1)
        });
        rows::show(ui, &title, files.count(), height, |ui, place| {
            let Some(file) = files.at(place) else { return };
            let (tone, lines) = compact_lines(ui, &file, texts);
            let look = (words.look)(&file_name(file.path));
            let pressed =
                rows::with_tool(ui, tone, |ui| lines.iter().for_each(|it| it.show(ui)), {
                    Button::icon_only(Icon::Eye, &look).selected(place == local.chosen)
                });
            if pressed {
                local.chosen = place;
            }
        });
    });
}

/// What is told of one of many files: a sign, its name and its result.
fn compact_lines(ui: &Ui, file: &CheckedVm<'_>, texts: &Texts) -> ((Icon, Color32), [RowLine; 2]) {
    let palette = Theme::of(ui).palette();
    let (severity, told) = match &file.answer {
        Ok(answer) => (severity(answer), answer_words(answer, texts).0.to_owned()),
        Err(failure) => (
            Severity::Warning,
            failure_text(texts.language, failure).what,
        ),
    };
    let tone = match severity {
        Severity::Error => (Icon::Error, palette.error.ink),
        Severity::Success => (Icon::Check, palette.success.ink),
        Severity::Info | Severity::Warning => (Icon::Warning, palette.warning.ink),
    };
    let line = |words, size, is_bold, color| RowLine {
        words,
        size,
        is_bold,
        color,
    };
    let name = file_name(file.path);
    let lines = [
        line(name, size::BODY, true, palette.text),
        line(told, size::SMALL, false, tone.1),
    ];
    (tone, lines)
}

/// Of several files, how many need care.
fn summary(ui: &mut Ui, files: CheckedFiles<'_>, texts: &Texts) {
    if files.count() < 2 {
        return;
    }
    let care = files.care();
    let severity = if care == 0 {
        Severity::Success
    } else {
        Severity::Warning
    };
    Banner::new(severity, &(texts.verify.summary)(files.count(), care)).show(ui);
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
            for number in shown_signatures(answer) {
                let Some(signature) = answer.signatures.get(number) else {
                    continue;
                };
                let local = local.signers.entry((place, number)).or_default();
                signature_ui(ui, (place, number), total, signature, texts, local);
            }
            if let Some(left) = total.checked_sub(SIGNATURES_SHOWN + 1) {
                text::strong(ui, &(words.more_signatures)(SIGNATURES_SHOWN, left + 1));
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

/// Which signatures are shown, in the document's order.
fn shown_signatures(answer: &AnswerVm<'_>) -> Vec<usize> {
    let signatures = answer.signatures.iter().enumerate();
    let mut places: Vec<_> = signatures
        .map(|(place, it)| (std::cmp::Reverse(it.verdict.gravity()), place))
        .collect();
    if places.len() > SIGNATURES_SHOWN {
        places.sort_unstable();
        places.truncate(SIGNATURES_SHOWN);
    }
    let mut places: Vec<_> = places.into_iter().map(|(_, place)| place).collect();
    places.sort_unstable();
    places
}

fn severity(answer: &AnswerVm<'_>) -> Severity {
    match answer.verdict {
        Verdict::Bad => Severity::Error,
        // A practice signature is never good news, and what was added later is for a person to see.
        Verdict::Good if answer.is_practice || answer.added != Added::Nothing => Severity::Warning,
        Verdict::Good => Severity::Success,
        Verdict::Unreadable | Verdict::Unsigned | Verdict::Untrusted => Severity::Warning,
    }
}

fn verdict_ui(ui: &mut Ui, answer: &AnswerVm<'_>, texts: &Texts) {
    let severity = severity(answer);
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
    files: CheckedFiles<'_>,
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
                    let text = report(files.all(), now, PROGRAM, texts);
                    action = Some(Action::SaveReport(format, Box::new(text)));
                }
            }
            action
        })
    })
}
