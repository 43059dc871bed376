//! The reminder at login: its choice in the planner and its part of the settings.

use egui::Ui;
use jiff::civil::Date;

use crate::app::state::Action;
use crate::app::view_model::{
    CertificateVm, CertificateWord, ReminderOffer, ReminderVm, RenewalSide, RenewalVm,
};
use crate::core::jpki::Slot;
use crate::core::rules::{RemindedDates, ReminderStage};
use crate::i18n::guide::GuideTexts;
use crate::i18n::reminder::ReminderTexts;
use crate::i18n::texts::Texts;
use crate::ui::tokens::space;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::field_row::FieldRow;
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::{card_frame, text};

/// The choice, for each certificate whose dates are known and lie ahead.
pub fn choice_ui(
    ui: &mut Ui,
    vm: &ReminderVm,
    renewal: &RenewalVm,
    certificates: &[CertificateVm; 2],
    today: Date,
    texts: &Texts,
) -> Option<Action> {
    let words = ReminderTexts::of(texts.language);
    if vm.offer == ReminderOffer::No {
        return None;
    }
    let chosen = card_frame::show(ui, words.heading, |ui| {
        text::body(ui, words.lead);
        // A practice card may lie on a real reader, too.
        if vm.offer == ReminderOffer::Practice || renewal.is_practice() {
            text::strong(ui, words.practice);
            return None;
        }
        text::body(ui, words.kept);
        let mut chosen = None;
        let mut sides = renewal
            .sides
            .iter()
            .filter(|side| is_ahead(side))
            .peekable();
        if sides.peek().is_none() {
            text::note(ui, words.nothing);
        }
        for side in sides {
            chosen = chosen.or(side_ui(ui, vm, side, today, texts));
        }
        let is_closed =
            |it: &CertificateVm| it.slot == Slot::Sign && it.word == CertificateWord::NeedsPin;
        if certificates.iter().any(is_closed) {
            text::note(ui, words.not_known);
        }
        chosen
    });
    ui.add_space(space::S);
    chosen
}

fn is_ahead(side: &RenewalSide) -> bool {
    side.step.is_ahead() && side.dates.is_some()
}

fn side_ui(
    ui: &mut Ui,
    vm: &ReminderVm,
    side: &RenewalSide,
    today: Date,
    texts: &Texts,
) -> Option<Action> {
    let words = ReminderTexts::of(texts.language);
    let guide = GuideTexts::in_language(texts.language);
    let window = side.dates?.renewal;
    text::strong(ui, (words.choice)(side.slot));
    let kept = vm.dates.of(side.slot).map(|dates| dates.window);
    // Where other dates are kept, neither answer is true.
    let current = match kept {
        Some(kept) if kept == window => Some(true),
        Some(other) => {
            text::body(ui, &(words.other_dates)(&guide.period(other)));
            None
        }
        None => Some(false),
    };
    let options = [(Some(true), words.on), (Some(false), words.off)];
    let chosen = button::choice(ui, (words.choice)(side.slot), current, &options)??;
    let dates = chosen.then(|| RemindedDates {
        window,
        // Whoever chooses it sees now what the first reminder would say.
        told: ReminderStage::at(window, today).map(|_| today),
    });
    Some(Action::Remind(side.slot, dates))
}

/// The part of the settings: what is kept, and how it goes.
pub fn settings_ui(ui: &mut Ui, vm: &ReminderVm, texts: &Texts) -> Option<Action> {
    let words = ReminderTexts::of(texts.language);
    let guide = GuideTexts::in_language(texts.language);
    if vm.dates.is_empty() && vm.offer != ReminderOffer::Yes {
        return None;
    }
    card_frame::show(ui, words.heading, |ui| {
        if vm.dates.is_empty() {
            text::body(ui, words.none);
            return None;
        }
        text::body(ui, words.kept);
        for (slot, dates) in vm.dates.all() {
            let told = dates.told.map(|day| (words.told)(&guide.day(day)));
            let name = (texts.common.certificate)(slot);
            FieldRow::new(name, &guide.period(dates.window))
                .note(told.as_deref())
                .show(ui);
        }
        let mut action = None;
        if !vm.is_set_up {
            let banner = Banner::new(Severity::Warning, words.stopped);
            let again = banner.action(words.again, Some(Icon::Clock)).show(ui);
            action = again.then_some(Action::RemindAgain);
        }
        text::note(ui, words.stop_line);
        let stop = Button::new(words.stop).icon(Icon::Stop).show(ui);
        action.or(stop.clicked().then_some(Action::StopReminding))
    })
}
