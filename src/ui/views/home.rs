//! ホーム: without a card the steps to one, with a card the one banner and both certificates.

use egui::Ui;

use super::certificate_card::certificate_ui;
use super::notice::{failure_banner, severity};
use super::spotlight;
use crate::app::failure::{Failure, Offer};
use crate::app::state::{Action, GuideStep, Page};
use crate::app::tour::Sample;
use crate::app::view_model::{
    Banner as BannerVm, BannerKind, CardVm, HomeVm, Spot, StepState, Steps,
};
use crate::i18n::doctor::DoctorTexts;
use crate::i18n::failure::failure_text;
use crate::i18n::texts::Texts;
use crate::i18n::tour::TourTexts;
use crate::ui::manner::Manner;
use crate::ui::theme::Theme;
use crate::ui::tokens::space;
use crate::ui::widgets::banner::Banner;
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::{self, Icon};
use crate::ui::widgets::{card_frame, text};

/// The profile practice begins with.
pub const FIRST_SCENE: &str = "normal";

/// Whether practice mode can be offered, or is what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Practice mode.
    Practice,
    /// Real readers.
    Real,
}

/// The page.
pub fn home_ui(ui: &mut Ui, vm: &HomeVm, mode: Mode, texts: &Texts) -> Option<Action> {
    match vm {
        HomeVm::Card(card) => card_ui(ui, card, mode, texts),
        HomeVm::Steps(steps) => steps_ui(ui, steps, mode, texts),
    }
}

fn card_ui(ui: &mut Ui, vm: &CardVm, mode: Mode, texts: &Texts) -> Option<Action> {
    text::title(ui, texts.home.title);
    let mut action = None;
    if let Some(failure) = &vm.failure {
        action = failure_banner(ui, failure, texts, Action::ReadAgain);
        ui.add_space(space::S);
    } else if let Some(banner) = vm.banner {
        action = banner_ui(ui, banner, vm, texts);
        ui.add_space(space::S);
    }
    let [first, second] = &vm.certificates;
    let least = Theme::of(ui).scaled(320.0);
    let (left, right) = spotlight::mark(ui, Spot::Certificates, |ui| {
        card_frame::pair(
            ui,
            least,
            ((texts.common.certificate)(first.slot), |ui: &mut Ui| {
                certificate_ui(ui, first, texts)
            }),
            ((texts.common.certificate)(second.slot), |ui: &mut Ui| {
                certificate_ui(ui, second, texts)
            }),
        )
    });
    ui.add_space(space::S);
    remark(ui, Icon::Card, texts.home.card_date);
    remark(ui, Icon::Info, texts.home.revocation);
    ui.add_space(space::S);
    let pressed = button::row(ui, |ui| {
        let again = Button::quiet(texts.home.read_again)
            .icon(Icon::Refresh)
            .flush()
            .show(ui);
        let again = again.clicked().then_some(Action::ReadAgain);
        again.or((mode == Mode::Practice)
            .then(|| tour_button(ui, texts))
            .flatten())
    });
    action.or(left).or(right).or(pressed)
}

fn banner_ui(ui: &mut Ui, banner: BannerVm, vm: &CardVm, texts: &Texts) -> Option<Action> {
    let words = &texts.home.banner;
    let slot = banner.slot;
    let dates = vm
        .certificates
        .iter()
        .find(|it| it.slot == slot)
        .and_then(|it| it.dates);
    let day = |pick: fn(&crate::app::view_model::DatesVm) -> jiff::civil::Date| {
        dates
            .as_ref()
            .map(|dates| texts.day(pick(dates)))
            .unwrap_or_default()
    };
    let details = Action::Go(Page::Details(slot));
    let pins = Action::Go(Page::Pins);
    let renewal = Action::Guide(GuideStep::Plan);
    let (title, line, label, icon, action) = match banner.kind {
        BannerKind::Blocked => (
            (words.blocked)(slot),
            words.blocked_line.to_owned(),
            words.blocked_action,
            Icon::Key,
            pins,
        ),
        BannerKind::Expired => (
            (words.expired)(slot),
            (words.expired_line)(&day(|dates| dates.expires_on)),
            words.expired_action,
            Icon::Guide,
            renewal,
        ),
        BannerKind::LastTry => (
            (words.last_try)(slot),
            words.last_try_line.to_owned(),
            words.last_try_action,
            Icon::Key,
            pins,
        ),
        BannerKind::RenewalOpen => (
            (words.renewal)(slot),
            (words.renewal_line)(&day(|dates| dates.expires_on)),
            words.renewal_action,
            Icon::Guide,
            renewal,
        ),
        BannerKind::NotYetValid => (
            (words.not_yet)(slot),
            (words.not_yet_line)(&day(|dates| dates.valid_from)),
            words.not_yet_action,
            Icon::Info,
            details,
        ),
    };
    let pressed = Banner::new(severity(banner.kind.severity()), &title)
        .line(&line)
        .action(label, Some(icon))
        .urgent()
        .show(ui);
    pressed.then_some(action)
}

fn steps_ui(ui: &mut Ui, steps: &Steps, mode: Mode, texts: &Texts) -> Option<Action> {
    text::title(ui, texts.home.no_card_title);
    text::body(ui, texts.home.no_card_lead);
    ui.add_space(space::S);
    card_frame::frame(ui, |ui| {
        step_ui(
            ui,
            1,
            Icon::Service,
            texts.home.step_service,
            &steps.service,
            texts,
        );
        ui.separator();
        step_ui(
            ui,
            2,
            Icon::Reader,
            texts.home.step_reader,
            &steps.reader,
            texts,
        );
        ui.separator();
        step_ui(ui, 3, Icon::Card, texts.home.step_card, &steps.card, texts);
    });
    ui.add_space(space::S);
    let mut action = button::row(ui, |ui| {
        let again = Button::new(texts.home.look_again)
            .icon(Icon::Refresh)
            .show(ui);
        let diagnose = Manner::of(ui).has_settings()
            && Button::new(DoctorTexts::of(texts.language).start)
                .icon(Icon::Search)
                .show(ui)
                .clicked();
        let again = again.clicked().then_some(Action::ReadAgain);
        again.or(diagnose.then_some(Action::Diagnose))
    });
    if !spotlight::is_on(ui) && Manner::of(ui).has(Offer::Practice) {
        ui.add_space(space::M);
        card_frame::frame(ui, |ui| {
            let pressed = without_card(ui, mode, texts);
            action = action.take().or(pressed);
        });
    }
    action
}

/// What one can do without a card or a reader.
fn without_card(ui: &mut Ui, mode: Mode, texts: &Texts) -> Option<Action> {
    text::body(ui, TourTexts::of(texts.language).lead);
    if mode == Mode::Practice {
        return tour_button(ui, texts);
    }
    text::body(ui, texts.home.practice_lead);
    button::row(ui, |ui| {
        let tour = tour_button(ui, texts);
        let practice = Button::new(texts.home.practice).icon(Icon::Card).show(ui);
        let practice = practice.clicked();
        tour.or(practice.then(|| Action::StartPractice(FIRST_SCENE.to_owned())))
    })
}

/// Starts the tour.
pub fn tour_button(ui: &mut Ui, texts: &Texts) -> Option<Action> {
    if spotlight::is_on(ui) {
        return None;
    }
    let words = TourTexts::of(texts.language);
    let start = Button::new(words.start).icon(Icon::Guide).show(ui);
    start.clicked().then(|| {
        Action::StartTour(Sample {
            name: words.sample.file_name.to_owned(),
            language: texts.language,
        })
    })
}

fn step_ui(ui: &mut Ui, number: u8, kind: Icon, name: &str, state: &StepState, texts: &Texts) {
    let theme = Theme::of(ui);
    let palette = theme.palette();
    let (sign, color, words) = match state {
        StepState::Done => (Icon::Check, palette.success.ink, texts.home.done),
        StepState::Now(_) => (Icon::Warning, palette.warning.ink, ""),
        StepState::Waiting => (Icon::Clock, palette.text_weak, texts.home.waiting),
        StepState::Working => (Icon::Clock, palette.info.ink, texts.home.looking),
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        icon::show(ui, kind, theme.scaled(36.0), palette.text);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            text::strong(ui, &format!("{number}. {name}"));
            icon::beside(ui, sign, color, |ui| match state {
                StepState::Now(failure) => now_ui(ui, failure, texts),
                _ => {
                    text::toned(ui, words, color);
                }
            });
        });
    });
}

fn now_ui(ui: &mut Ui, failure: &Failure, texts: &Texts) {
    let words = failure_text(texts.language, failure);
    let color = Theme::of(ui).palette().warning.ink;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        text::toned(ui, &words.what, color);
        text::body(ui, &words.remedy);
    });
}

fn remark(ui: &mut Ui, sign: Icon, words: &str) {
    let weak = Theme::of(ui).palette().text_weak;
    icon::beside(ui, sign, weak, |ui| text::note(ui, words));
}
