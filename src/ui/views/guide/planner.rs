//! The renewal planner: for each certificate from when until when, how many days are left, what to bring;
//! as calendar entries and as a sheet to take along. Nothing is said that the card has not said.

use egui::accesskit::Role;
use egui::{Align, Id, Response, Sense, Ui, WidgetInfo};
use jiff::civil::Date;

use super::super::certificate_card::word;
use super::super::home::{FIRST_SCENE, Mode};
use super::super::reminder::choice_ui;
use super::topic::item_ui;
use crate::app::state::{Action, GuidePaper, Lead, PinPurpose};
use crate::app::view_model::{
    CertificateVm, CertificateWord, DatesVm, GuideVm, RenewalSide, RenewalStep, RenewalVm,
};
use crate::core::calendar::Calendar;
use crate::core::jpki::Slot;
use crate::core::rules::{Attempts, Residence, jst_date};
use crate::i18n::PROGRAM;
use crate::i18n::guide::{GuideTexts, capitalised, entries, office_name, sentences, slip};
use crate::i18n::texts::Texts;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::field_row::FieldRow;
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::{card_frame, focus, text};

/// The planner.
pub(super) fn planner_ui(
    ui: &mut Ui,
    vm: &GuideVm<'_>,
    mode: Mode,
    now: jiff::Timestamp,
    texts: &Texts,
    lead: Option<&Lead>,
) -> Option<Action> {
    let guide_texts = GuideTexts::in_language(texts.language);
    let heading = text::heading(ui, guide_texts.page().planner.heading);
    let is_led = lead == Some(&Lead::Planner);
    arrival(ui, &heading, guide_texts.page().planner.heading, is_led);
    let action = match &vm.renewal {
        Some((renewal, certificates)) => {
            let plan = Plan {
                renewal,
                certificates,
                vm,
                mode,
                now,
                texts,
                words: guide_texts,
            };
            plan.show(ui)
        }
        None => no_card_ui(ui, mode, texts, guide_texts),
    };
    if is_led {
        heading.scroll_to_me(Some(Align::TOP));
    }
    action
}

/// Whoever was led here has the keyboard at the heading, and reads on from there.
fn arrival(ui: &mut Ui, heading: &Response, name: &str, is_led: bool) {
    let id = Id::unique("planner-heading");
    if is_led {
        ui.memory_mut(|memory| memory.request_focus(id));
    } else if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let place = ui.interact(heading.rect, id, Sense::focusable_noninteractive());
    place.widget_info(|| WidgetInfo::labeled(Role::Region, true, name));
    focus::show(ui, &place);
}

/// What would be here, and a way to see it.
fn no_card_ui(ui: &mut Ui, mode: Mode, texts: &Texts, words: &GuideTexts) -> Option<Action> {
    let planner = &words.page().planner;
    card_frame::frame(ui, |ui| {
        text::body(ui, planner.no_card);
        for item in planner.would_show {
            item_ui(ui, words.bullet.trim_end(), item);
        }
        if mode == Mode::Practice {
            return None;
        }
        ui.add_space(space::XS);
        text::body(ui, texts.home.practice_lead);
        let practice = Button::new(texts.home.practice).icon(Icon::Card).show(ui);
        let start = Action::StartPractice(FIRST_SCENE.to_owned());
        practice.clicked().then_some(start)
    })
}

struct Plan<'a> {
    renewal: &'a RenewalVm,
    certificates: &'a [CertificateVm; 2],
    vm: &'a GuideVm<'a>,
    mode: Mode,
    now: jiff::Timestamp,
    texts: &'a Texts,
    words: &'static GuideTexts,
}

impl Plan<'_> {
    fn show(&self, ui: &mut Ui) -> Option<Action> {
        let planner = &self.words.page().planner;
        // In practice mode the bar at the top says so already.
        if self.renewal.is_practice() && self.mode == Mode::Real {
            Banner::new(Severity::Info, planner.practice).show(ui);
        }
        let [first, second] = &self.renewal.sides;
        let least = Theme::of(ui).scaled(320.0);
        let name = |side: &RenewalSide| (self.words.renewal.certificate)(side.slot);
        let (one, other) = card_frame::pair(
            ui,
            least,
            (name(first), |ui: &mut Ui| self.side(ui, first)),
            (name(second), |ui: &mut Ui| self.side(ui, second)),
        );
        ui.add_space(space::S);
        let resides = self.residence(ui);
        let card_date = sentences(self.words.renewal.card_date, self.words.wording);
        let ink = Theme::of(ui).palette().text;
        icon::beside(ui, Icon::Card, ink, |ui| text::strong(ui, &card_date));
        ui.add_space(space::S);
        let saved = self.papers(ui);
        ui.add_space(space::S);
        let today = jst_date(self.now);
        let reminder = &self.vm.reminder;
        let reminded = choice_ui(
            ui,
            reminder,
            self.renewal,
            self.certificates,
            today,
            self.texts,
        );
        card_frame::show(ui, self.words.renewal.bring_heading, |ui| {
            for item in self.words.renewal.bring {
                item_ui(
                    ui,
                    self.words.bullet.trim_end(),
                    &sentences(item, self.words.wording),
                );
            }
            FieldRow::new(
                self.words.renewal.where_heading,
                &capitalised(office_name(self.vm.office, self.words)),
            )
            .show(ui);
        });
        one.or(other).or(resides).or(saved).or(reminded)
    }

    /// Where the holder lives: abroad the window opens earlier.
    fn residence(&self, ui: &mut Ui) -> Option<Action> {
        if !self.renewal.depends_on_residence() {
            return None;
        }
        let planner = &self.words.page().planner;
        let options = [
            (Residence::Japan, planner.in_japan),
            (Residence::Abroad, planner.abroad),
        ];
        let current = self.renewal.residence;
        let chosen = button::choice(ui, planner.residence, current, &options);
        text::note(ui, &sentences(planner.residence_note, self.words.wording));
        ui.add_space(space::S);
        chosen.map(Action::Reside)
    }

    fn side(&self, ui: &mut Ui, side: &RenewalSide) -> Option<Action> {
        let certificate = self.certificates.iter().find(|it| it.slot == side.slot)?;
        word(ui, certificate.word, side.slot, self.texts);
        if let Some(dates) = side.dates {
            self.dates(ui, side.step, dates);
        }
        let planner = &self.words.page().planner;
        let says = match side.step {
            RenewalStep::Absent => (self.texts.home.absent_why)(side.slot),
            RenewalStep::Expired => planner.expired,
            RenewalStep::NotRead if certificate.word == CertificateWord::NeedsPin => {
                planner.not_known
            }
            RenewalStep::Unreadable => self.texts.home.unreadable_why,
            RenewalStep::Later
            | RenewalStep::NotRead
            | RenewalStep::NotYetValid
            | RenewalStep::Open => "",
        };
        if !says.is_empty() {
            text::body(ui, &sentences(says, self.words.wording));
        }
        self.password(ui, certificate)
    }

    fn dates(&self, ui: &mut Ui, step: RenewalStep, dates: DatesVm) {
        let (words, planner) = (&self.words.renewal, &self.words.page().planner);
        let days = u64::from(dates.days_left.unsigned_abs());
        let left = match dates.days_left {
            0 => planner.last_day.to_owned(),
            1.. => (planner.days_left)(days),
            _ => (planner.days_over)(days),
        };
        text::note(ui, planner.expires);
        text::strong(ui, &self.words.day(dates.expires_on));
        text::body(ui, &left);
        if step.is_ahead() {
            FieldRow::new(words.window, &self.words.period(dates.renewal)).show(ui);
        }
        if step == RenewalStep::Later
            && let Some(days) = days_until(self.now, dates.renewal.from)
        {
            text::body(ui, &(planner.opens_in)(days));
        }
    }

    /// Without its password the certificate for signatures says nothing.
    fn password(&self, ui: &mut Ui, certificate: &CertificateVm) -> Option<Action> {
        if certificate.word != CertificateWord::NeedsPin || certificate.slot != Slot::Sign {
            return None;
        }
        let is_blocked = certificate.attempts.is_some_and(Attempts::is_blocked);
        let reason = is_blocked.then(|| (self.texts.sign.why_blocked)(certificate.slot));
        let read = Button::new(self.texts.home.read_sign)
            .icon(Icon::Key)
            .compact()
            .disabled(reason)
            .show(ui);
        let ask = Action::AskPin(PinPurpose::ReadSignCertificate);
        read.clicked().then_some(ask)
    }

    /// What can be taken along.
    fn papers(&self, ui: &mut Ui) -> Option<Action> {
        let planner = &self.words.page().planner;
        let entries = entries(self.renewal, self.vm.office, self.words);
        let nothing = entries.is_empty().then_some(planner.calendar_nothing);
        let (calendar, paper) = button::row(ui, |ui| {
            let calendar = Button::new(planner.calendar)
                .icon(Icon::Clock)
                .disabled_as_written(nothing)
                .show(ui);
            let paper = Button::new(planner.slip).icon(Icon::Save).show(ui);
            (calendar, paper)
        });
        if let Some(nothing) = nothing {
            text::note(ui, nothing);
        }
        let sign =
            |it: &CertificateVm| it.slot == Slot::Sign && it.word == CertificateWord::NeedsPin;
        if self.certificates.iter().any(sign) {
            text::note(
                ui,
                &sentences(planner.calendar_without_sign, self.words.wording),
            );
        }
        text::note(ui, &sentences(planner.slip_how, self.words.wording));
        if calendar.clicked() {
            return Some(Action::SaveCalendar(Box::new(Calendar {
                made_at: self.now,
                entries: entries.into_iter().map(|(.., entry)| entry).collect(),
            })));
        }
        let report = || {
            let report = slip(self.renewal, self.vm.office, self.now, PROGRAM, self.words);
            Action::PrintGuide(GuidePaper::Slip, Box::new(report))
        };
        paper.clicked().then(report)
    }
}

/// Days from today in Japan to `day`, if that lies ahead.
fn days_until(now: jiff::Timestamp, day: Date) -> Option<u64> {
    let days = (day - jst_date(now)).get_days();
    u64::try_from(days).ok().filter(|days| *days > 0)
}
