//! One certificate as a card of the home page: its one word, its dates, its tries, what can be done
//! with it. A date that was not read is never shown.

use egui::Ui;

use super::spotlight;
use crate::app::failure::Offer;
use crate::app::state::{Action, Page, PinPurpose};
use crate::app::view_model::{CertificateVm, CertificateWord, DatesVm, Spot};
use crate::core::cert::IssuerTrust;
use crate::core::cert::export::CertificateFormat;
use crate::core::jpki::Slot;
use crate::core::rules::Attempts;
use crate::i18n::{certificate, texts::Texts};
use crate::ui::manner::Manner;
use crate::ui::theme::Theme;
use crate::ui::tokens::{Palette, Tone, space};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::timeline::{self, Timeline};
use crate::ui::widgets::{text, tries};

/// The content of the card of `vm`.
pub fn certificate_ui(ui: &mut Ui, vm: &CertificateVm, texts: &Texts) -> Option<Action> {
    text::note(ui, (texts.home.purpose)(vm.slot));
    word(ui, vm.word, vm.slot, texts);
    let top = ui.cursor().min;
    if let Some(dates) = &vm.dates {
        dates_ui(ui, dates, texts);
        life(ui, vm, dates, texts);
    }
    if let Some(why) = explanation(vm, texts) {
        text::body(ui, why);
    }
    if let Some(trust) = vm.trust.filter(|trust| *trust != IssuerTrust::Trusted) {
        // One that J-LIS did not issue must not look as if it had, on any reader.
        let color = Theme::of(ui).palette().warning.ink;
        text::marked(ui, Icon::Warning, certificate::trust(trust, texts), color);
    }
    if vm.word != CertificateWord::Absent {
        tries_ui(ui, vm, texts);
    }
    if vm.dates.is_some() && vm.slot == Slot::Auth {
        let end = egui::pos2(ui.max_rect().right(), ui.min_rect().bottom());
        let rect = egui::Rect::from_min_max(top, end);
        spotlight::frame(ui, Spot::Dates, rect);
    }
    ui.add_space(space::XS);
    button::row(ui, |ui| buttons(ui, vm, texts))
}

/// The tries of the PIN of `vm`, once known.
pub fn tries_ui(ui: &mut Ui, vm: &CertificateVm, texts: &Texts) {
    match vm.attempts {
        Some(attempts) => {
            let words = (texts.common.tries)(attempts.remaining, attempts.max);
            tries::show(ui, attempts.remaining, attempts.max, &words);
        }
        None if vm.word == CertificateWord::Reading => {}
        None => {
            text::note(ui, texts.common.tries_unknown);
        }
    }
}

/// The one word with its icon.
pub fn word(ui: &mut Ui, word: CertificateWord, slot: Slot, texts: &Texts) {
    let tone = tone(word, Theme::of(ui).palette());
    let words = certificate::state(word, slot, texts);
    text::marked(ui, sign(word), words, tone.ink);
}

fn dates_ui(ui: &mut Ui, dates: &DatesVm, texts: &Texts) {
    text::strong(ui, &(texts.home.until)(&texts.day(dates.expires_on)));
    text::body(ui, &certificate::days(dates.days_left, texts));
}

fn life(ui: &mut Ui, vm: &CertificateVm, dates: &DatesVm, texts: &Texts) {
    let Some(place) = vm.timeline else { return };
    let description = (texts.home.timeline)(
        &texts.day(dates.valid_from),
        &texts.day(dates.renewal.from),
        &texts.day(dates.expires_on),
    );
    let bar = Timeline {
        today: place.today,
        renewal: place.renewal,
        tone: tone(vm.word, Theme::of(ui).palette()),
        issued_label: &(texts.home.issued)(&texts.month(dates.valid_from)),
        today_label: texts.home.today,
        renewal_label: &(texts.home.renewal)(&texts.month(dates.renewal.from)),
        expiry_label: &(texts.home.expiry)(&texts.month(dates.expires_on)),
        description: &description,
    };
    timeline::show(ui, &bar);
}

fn explanation(vm: &CertificateVm, texts: &Texts) -> Option<&'static str> {
    match vm.word {
        CertificateWord::Absent => Some((texts.home.absent_why)(vm.slot)),
        CertificateWord::NeedsPin => Some(texts.home.needs_pin_why),
        CertificateWord::Unreadable => Some(texts.home.unreadable_why),
        _ => None,
    }
}

fn buttons(ui: &mut Ui, vm: &CertificateVm, texts: &Texts) -> Option<Action> {
    let mut action = None;
    let button = |label, icon| Button::new(label).icon(icon).compact();
    // What both cards have says of which certificate it is.
    let name = (texts.common.certificate)(vm.slot);
    let is_blocked = vm.attempts.is_some_and(Attempts::is_blocked);
    if vm.word == CertificateWord::NeedsPin {
        if is_blocked {
            // What cannot be done is not offered; what helps is.
            let reset = button(texts.home.banner.blocked_action, Icon::Key);
            if reset.of(name).show(ui).clicked() {
                action = Some(Action::Go(Page::Pins));
            }
        } else if button(texts.home.read_sign, Icon::Key).show(ui).clicked() {
            action = Some(Action::AskPin(PinPurpose::ReadSignCertificate));
        }
    }
    if vm.is_read {
        let details = button(texts.home.details, Icon::Info).of(name);
        if details.show(ui).clicked() {
            action = Some(Action::Go(Page::Details(vm.slot)));
        }
        if Manner::of(ui).has(Offer::Export)
            && button(texts.home.save, Icon::Save)
                .of(name)
                .show(ui)
                .clicked()
        {
            action = Some(Action::Export(vm.slot, CertificateFormat::Der));
        }
    }
    let has_pin = vm.attempts.is_some() && !is_blocked;
    if vm.slot == Slot::Auth
        && vm.is_read
        && has_pin
        && button(texts.pin_work.test, Icon::Key).show(ui).clicked()
    {
        action = Some(Action::AskPin(PinPurpose::Test(vm.slot)));
    }
    let can_sign = vm.slot == Slot::Sign
        && !is_blocked
        && !matches!(vm.word, CertificateWord::Absent | CertificateWord::Reading);
    if can_sign
        && Manner::of(ui).has(Offer::Signing)
        && button(texts.home.sign_document, Icon::Sign)
            .show(ui)
            .clicked()
    {
        action = Some(Action::Go(Page::Sign));
    }
    action
}

fn tone(word: CertificateWord, palette: &Palette) -> Tone {
    match word {
        CertificateWord::Expired | CertificateWord::Unreadable => palette.error,
        CertificateWord::NotYetValid | CertificateWord::Renewable => palette.warning,
        CertificateWord::Absent | CertificateWord::NeedsPin | CertificateWord::Reading => {
            palette.info
        }
        CertificateWord::Within => palette.success,
    }
}

fn sign(word: CertificateWord) -> Icon {
    match word {
        CertificateWord::Absent => Icon::Info,
        CertificateWord::Expired | CertificateWord::Unreadable => Icon::Error,
        CertificateWord::NeedsPin => Icon::Key,
        CertificateWord::NotYetValid | CertificateWord::Reading | CertificateWord::Renewable => {
            Icon::Clock
        }
        CertificateWord::Within => Icon::Check,
    }
}
