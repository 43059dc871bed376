//! 署名を確認: every question about a signature on a line of its own, bad news first and in words.
//! Never 「有効」: whether a certificate was revoked cannot be asked.

use egui::Ui;

use super::details::trust_words;
use super::notice::failure_lines;
use super::sign::drop_zone;
use crate::app::event::VerifiedFile;
use crate::app::failure::Failure;
use crate::app::ports::DialogRequest;
use crate::app::state::{Action, Verification};
use crate::core::cert::{Certificate, IssuerTrust, MarkedText};
use crate::core::rules::JST;
use crate::core::verify::{CertificateTime, Flaw, Integrity, Report, SignatureReport, Verdict};
use crate::i18n::failure::file_name;
use crate::i18n::texts::Texts;
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::Button;
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::{card_frame, text};

/// The page.
pub fn verify_ui(ui: &mut Ui, vm: &Verification, texts: &Texts) -> Option<Action> {
    let words = &texts.verify;
    text::title(ui, words.title);
    text::body(ui, words.lead);
    ui.add_space(space::XS);
    let choose = Action::Choose(DialogRequest::FilesToVerify);
    let mut action = match vm {
        Verification::Empty | Verification::Working => {
            drop_zone(ui, Icon::Verify, words.drop, words.choose)
        }
        Verification::Finished(_) => Button::new(words.another)
            .icon(Icon::Folder)
            .show(ui)
            .clicked(),
    }
    .then_some(choose);
    ui.add_space(space::S);
    match vm {
        Verification::Empty => {}
        Verification::Finished(files) => {
            for file in files {
                action = action.take().or(file_ui(ui, file, texts));
                ui.add_space(space::S);
            }
        }
        Verification::Working => {
            text::strong(ui, words.working);
        }
    }
    action
}

fn file_ui(ui: &mut Ui, file: &VerifiedFile, texts: &Texts) -> Option<Action> {
    let words = &texts.verify;
    card_frame::show(ui, &file_name(&file.path), |ui| {
        let mut action = None;
        let document = |ui: &mut Ui| {
            if let Some(content) = &file.content {
                line(ui, Tick::None, words.document, &file_name(content));
            }
        };
        match &file.report {
            Err(failure) => {
                failure_lines(ui, failure, texts);
                document(ui);
                if matches!(failure, Failure::DocumentContentMissing { .. }) {
                    action = ask_content(ui, file, texts);
                }
            }
            Ok(report) => {
                verdict_ui(ui, report, texts);
                document(ui);
                let total = report.signatures.len();
                for (place, signature) in (1..).zip(&report.signatures) {
                    if total > 1 {
                        text::heading(ui, &(words.signature_of)(place, total));
                    }
                    signature_ui(ui, signature, texts);
                }
                if report.signatures.iter().any(misses_content) {
                    action = ask_content(ui, file, texts);
                }
            }
        }
        action
    })
}

fn misses_content(signature: &SignatureReport) -> bool {
    signature.integrity == Integrity::Broken(Flaw::ContentMissing)
}

fn ask_content(ui: &mut Ui, file: &VerifiedFile, texts: &Texts) -> Option<Action> {
    text::body(ui, texts.verify.content_ask);
    let choose = Button::new(texts.verify.choose_content)
        .icon(Icon::Folder)
        .show(ui);
    choose
        .clicked()
        .then(|| Action::Choose(DialogRequest::ContentOf(file.path.clone())))
}

fn verdict_ui(ui: &mut Ui, report: &Report, texts: &Texts) {
    let verdict = report.verdict();
    let severity = match verdict {
        Verdict::Bad => Severity::Error,
        Verdict::Good => Severity::Success,
        Verdict::Unreadable | Verdict::Unsigned | Verdict::Untrusted => Severity::Warning,
    };
    let words = &texts.verify;
    let is_demo = report
        .signatures
        .iter()
        .any(|signature| signature.chain == IssuerTrust::Demo);
    let (severity, practice) = match (severity, is_demo) {
        (Severity::Success, true) => (Severity::Warning, words.issuer_demo),
        (severity, _) => (severity, ""),
    };
    Banner::new(severity, (words.verdict)(verdict))
        .line(practice)
        .line((words.verdict_line)(verdict))
        .show(ui);
    ui.add_space(space::XS);
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tick {
    Bad,
    Doubt,
    None,
    Good,
}

fn signature_ui(ui: &mut Ui, signature: &SignatureReport, texts: &Texts) {
    let words = &texts.verify;
    let integrity = match signature.integrity {
        Integrity::Broken(flaw) => (Tick::Bad, words.integrity, (words.flaw)(flaw).to_owned()),
        Integrity::Intact => (Tick::Good, words.integrity, words.intact.to_owned()),
    };
    let signer = match &signature.signer {
        Some(certificate) => (Tick::None, words.signer, signer_words(certificate)),
        None => (Tick::Bad, words.signer, words.signer_unknown.to_owned()),
    };
    let (tick, issuer) = match signature.chain {
        IssuerTrust::Demo => (Tick::Doubt, words.issuer_demo),
        IssuerTrust::Trusted => (Tick::Good, words.issuer_trusted),
        IssuerTrust::Untrusted => (Tick::Bad, trust_words(IssuerTrust::Untrusted, texts)),
    };
    let issuer = (tick, words.issuer, issuer.to_owned());
    let time = match signature.signed_at {
        Some(at) => (words.time_claimed)(&texts.moment(JST.to_datetime(at))),
        None => words.time_none.to_owned(),
    };
    let (tick, period) = match signature.certificate_time {
        CertificateTime::ExpiredNow => (Tick::Doubt, words.certificate_expired_now),
        CertificateTime::Outside => (Tick::Bad, words.certificate_outside),
        CertificateTime::Within => (Tick::Good, words.certificate_within),
    };
    let mut lines = [
        integrity,
        signer,
        issuer,
        (Tick::None, words.time, time),
        (tick, words.certificate_time, period.to_owned()),
        (Tick::Doubt, words.revocation, words.not_checked.to_owned()),
    ];
    // Bad news first; what is neither keeps the order in which people ask.
    lines.sort_by_key(|(tick, ..)| *tick != Tick::Bad);
    for (tick, label, value) in &lines {
        line(ui, *tick, label, value);
    }
    text::note(ui, words.not_checked_why);
}

/// The holder's name where the certificate has it, else its subject.
fn signer_words(certificate: &Certificate) -> String {
    let name = certificate
        .holder()
        .and_then(|holder| holder.name.as_ref())
        .map(MarkedText::text);
    name.or(certificate.common_name())
        .unwrap_or(certificate.subject())
        .to_owned()
}

fn line(ui: &mut Ui, tick: Tick, label: &str, value: &str) {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let (sign, color) = match tick {
        Tick::Bad => (Icon::Error, palette.error.ink),
        Tick::Doubt => (Icon::Warning, palette.warning.ink),
        Tick::Good => (Icon::Check, palette.success.ink),
        Tick::None => (Icon::Info, palette.text_weak),
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        icon::show(ui, sign, theme.scaled(size::ICON), color);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            text::note(ui, label);
            match tick {
                Tick::Bad | Tick::Doubt => text::toned(ui, value, color),
                Tick::Good | Tick::None => text::value(ui, value),
            };
        });
    });
}
