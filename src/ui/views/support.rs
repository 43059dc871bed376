//! サポート用レポート on the page 設定と診断: shown in full, and below the text what can be done with it.
//! And the notice of detailed logging.

use egui::{Align, Margin, ScrollArea, TextEdit, Ui};

use crate::app::failure::Offer;
use crate::app::settings::Language;
use crate::app::state::{Action, Support};
use crate::app::support_report::SupportReport;
use crate::i18n::support::{ReportTexts, SupportTexts, report_text};
use crate::i18n::texts::Texts;
use crate::ui::manner::Manner;
use crate::ui::theme::Theme;
use crate::ui::tokens::{size, space};
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::{card_frame, focus, text};

/// The height of the text, in points at 100 %; longer reports scroll.
const TEXT_HEIGHT: f32 = 360.0;

/// How much of the visible page the text may fill.
const SHARE_OF_PAGE: f32 = 0.7;

/// Reports by their codes: which one the person was led to, and which one was copied. And the one that is
/// shown.
#[derive(Default)]
pub struct SupportLocal {
    led_to: Option<String>,
    copied: Option<String>,
    shown: Option<Shown>,
}

/// A report's text, made once and not for every frame.
struct Shown {
    report: SupportReport,
    language: Language,
    text: String,
    code: String,
}

impl Shown {
    fn of(report: &SupportReport, language: Language) -> Self {
        let text = report_text(report, language);
        Self {
            report: report.clone(),
            language,
            code: code_in(&text),
            text,
        }
    }
}

/// The part of the page.
pub fn support_ui(
    ui: &mut Ui,
    support: &Support,
    texts: &Texts,
    local: &mut SupportLocal,
) -> Option<Action> {
    let report_words = &SupportTexts::of(texts.language).report;
    let words = &report_words.page;
    card_frame::show(ui, words.heading, |ui| {
        text::body(ui, words.lead);
        let report = match support {
            Support::Empty => {
                local.shown = None;
                let make = Button::new(words.make).icon(Icon::File).show(ui);
                return make.clicked().then_some(Action::MakeSupportReport);
            }
            Support::Making => {
                Banner::new(Severity::Info, words.making).show(ui);
                return None;
            }
            Support::Made(report) => report,
        };
        let is_it = |it: &Shown| it.language == texts.language && it.report == **report;
        let shown = local.shown.take().filter(is_it);
        let shown = shown.unwrap_or_else(|| Shown::of(report, texts.language));
        let code = shown.code.clone();
        let start = text::strong(ui, words.read_first);
        let arrival = if local.led_to.as_ref() == Some(&code) {
            Arrival::Earlier
        } else {
            local.led_to = Some(code.clone());
            Arrival::Now
        };
        full_text(ui, &shown.text, arrival, report_words);
        // Behind the area that scrolls by itself, which would take this for its own.
        if arrival == Arrival::Now {
            start.scroll_to_me(Some(Align::TOP));
        }
        text::strong(ui, &format!("{}: {code}", report_words.code));
        text::body(ui, words.code_lead);
        let action = button::row(ui, |ui| {
            let mut action = None;
            if Button::new(words.copy).icon(Icon::Copy).show(ui).clicked() {
                ui.ctx().copy_text(shown.text.clone());
                local.copied = Some(code.clone());
            }
            if Manner::of(ui).has(Offer::ReportSaving)
                && Button::new(words.save).icon(Icon::Save).show(ui).clicked()
            {
                action = Some(Action::SaveSupportReport(shown.text.clone()));
            }
            let again = Button::quiet(words.again).icon(Icon::Refresh).show(ui);
            action.or(again.clicked().then_some(Action::MakeSupportReport))
        });
        if local.copied.as_ref() == Some(&code) {
            Banner::new(Severity::Success, words.copied).show(ui);
        }
        text::note(ui, words.not_sent);
        local.shown = Some(shown);
        action
    })
}

/// What is read out: the report ends with it.
fn code_in(shown: &str) -> String {
    let last = shown.lines().last().unwrap_or_default();
    last.rsplit(' ').next().unwrap_or_default().to_owned()
}

/// When the report appeared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrival {
    Earlier,
    /// With this frame: the page leads to it, and so does the keyboard.
    Now,
}

/// All of it, to be read with the keyboard too: the arrow keys move through it, and scroll.
fn full_text(ui: &mut Ui, shown: &str, arrival: Arrival, words: &ReportTexts) {
    let theme = Theme::of(ui);
    let label = text::note(ui, words.page.text);
    // So that there is always something of the page around it to scroll by.
    let height = theme
        .scaled(TEXT_HEIGHT)
        .min(ui.clip_rect().height() * SHARE_OF_PAGE);
    let area = ScrollArea::vertical()
        .id_salt("support-report")
        .max_height(height)
        // Within a page that scrolls itself, an area takes as little room as it may.
        .min_scrolled_height(height)
        .show(ui, |ui| {
            // What cannot be written to is a buffer that takes nothing in.
            let mut buffer = shown;
            let edit = TextEdit::multiline(&mut buffer)
                .font(theme.regular(size::SMALL))
                .desired_width(f32::INFINITY)
                .margin(Margin::same(8));
            let response = ui.add(edit).labelled_by(label.id);
            if arrival == Arrival::Now {
                response.request_focus();
            }
            response.has_focus()
        });
    // Around what is seen of it, wherever it has scrolled to.
    if area.inner {
        let seen = area.inner_rect.shrink(focus::RING);
        focus::ring(ui.painter(), seen, theme.palette());
    }
    ui.add_space(space::XS);
}

/// While detailed logging is on: that it is, where it goes, and how to end it.
pub fn logging_ui(ui: &mut Ui, texts: &Texts) {
    let words = &SupportTexts::of(texts.language).logging;
    Banner::new(Severity::Error, words.on)
        .line(words.what)
        .line(words.off)
        .show(ui);
}
