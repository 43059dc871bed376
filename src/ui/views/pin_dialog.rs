//! The PIN dialog: which secret, in the official words, how many tries are left, what is at stake.
//! With one try left, or none known, sending takes a second step in which leaving is the default
//! (invariant 4). What is typed lives in [`PinInput`] and leaves it once.

use egui::{Context, Id, Ui};

use super::notice::failure_lines;
use super::pin_change::{NewInput, change_ui};
use crate::app::failure::Failure;
use crate::app::state::{Action, PinPurpose, SessionEnd};
use crate::app::view_model::{PinVm, PinWarning};
use crate::core::jpki::Slot;
use crate::core::rules::{LastTryConsent, PinRule, check_pin};
use crate::i18n::texts::Texts;
use crate::ui::tokens::space;
use crate::ui::widgets::banner::{Banner, Severity};
use crate::ui::widgets::button::{self, Button};
use crate::ui::widgets::icon::Icon;
use crate::ui::widgets::pin_field::{PinFieldTexts, PinInput};
use crate::ui::widgets::{dialog, text, tries};

/// What is typed, and how far the person is. Dropped, and so wiped, when the dialog closes.
pub struct PinLocal {
    purpose: PinPurpose,
    pub(super) input: PinInput,
    /// The new secret, where there is to be one.
    pub(super) new: Option<NewInput>,
    pub(super) stage: Stage,
}

/// How far the person is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// The question whether the last try is to be spent.
    Confirming,
    /// The field has not had the focus yet.
    Opening,
    /// The field.
    Typing,
}

impl PinLocal {
    /// Empty fields for what is to be done with the secret of `slot`.
    pub fn new(purpose: PinPurpose, slot: Slot) -> Self {
        Self {
            purpose,
            input: PinInput::new(slot),
            new: matches!(purpose, PinPurpose::Change(_)).then(|| NewInput::new(slot)),
            stage: Stage::Opening,
        }
    }

    /// Whether it belongs to this dialog.
    pub fn is_for(&self, purpose: PinPurpose, slot: Slot) -> bool {
        (self.purpose, self.input.slot()) == (purpose, slot)
    }
}

/// The dialog. `files` is the number of documents to sign.
pub fn pin_ui(
    ctx: &Context,
    vm: &PinVm<'_>,
    files: usize,
    texts: &Texts,
    local: &mut PinLocal,
) -> Option<Action> {
    let title = match vm.purpose {
        PinPurpose::Change(slot) => (texts.pin_work.change_title)(slot),
        PinPurpose::Test(slot) => (texts.pin_work.test_title)(slot),
        PinPurpose::ReadSignCertificate | PinPurpose::Sign => (texts.pin.title)(vm.slot),
    };
    let shown = dialog::show(ctx, Id::unique("pin-dialog"), title, |ui| {
        if vm.is_reading_documents {
            reading_documents(ui, texts)
        } else if vm.is_checking {
            checking(ui, vm.purpose, texts);
            None
        } else if vm.warning == Some(PinWarning::Blocked) {
            blocked(ui, vm, texts)
        } else if local.stage == Stage::Confirming {
            confirming(ui, vm, texts, local)
        } else {
            lead(ui, vm, files, texts);
            stakes(ui, vm, texts);
            if vm.is_change() {
                change_ui(ui, vm, texts, local)
            } else {
                typing(ui, vm, texts, local)
            }
        }
    });
    if shown.ended {
        return Some(Action::EndSession(SessionEnd::Pressed));
    }
    // While the card checks there is nothing to go back to.
    let left = (shown.dismissed && !vm.is_checking).then_some(Action::ClosePin);
    shown.inner.or(left)
}

/// Large documents take a while; the card has not been asked yet.
fn reading_documents(ui: &mut Ui, texts: &Texts) -> Option<Action> {
    Banner::new(Severity::Info, texts.sign.hashing).show(ui);
    ui.add_space(space::S);
    Button::new(texts.sign.stop)
        .show(ui)
        .clicked()
        .then_some(Action::CancelJob)
}

fn checking(ui: &mut Ui, purpose: PinPurpose, texts: &Texts) {
    let words = match purpose {
        PinPurpose::Change(_) => texts.pin_work.changing,
        PinPurpose::Test(_) => texts.pin_work.testing,
        PinPurpose::ReadSignCertificate | PinPurpose::Sign => texts.pin.checking,
    };
    Banner::new(Severity::Info, words)
        .line(texts.pin.keep_card)
        .show(ui);
}

fn blocked(ui: &mut Ui, vm: &PinVm<'_>, texts: &Texts) -> Option<Action> {
    if let Some(failure) = vm.failure {
        failure_lines(ui, failure, texts);
    } else {
        let title = (texts.home.banner.blocked)(vm.slot);
        Banner::new(Severity::Error, &title)
            .line(texts.home.banner.blocked_line)
            .show(ui);
    }
    text::body(ui, (texts.pins.reset_how)(vm.slot));
    ui.add_space(space::S);
    let close = Id::unique("pin-close");
    dialog::default_focus(ui, close);
    Button::new(texts.common.close)
        .id(close)
        .show(ui)
        .clicked()
        .then_some(Action::ClosePin)
}

/// What the secret is for.
fn lead(ui: &mut Ui, vm: &PinVm<'_>, files: usize, texts: &Texts) {
    match vm.purpose {
        PinPurpose::Change(slot) => text::body(ui, (texts.pin_work.change_lead)(slot)),
        PinPurpose::Test(slot) => text::body(ui, (texts.pin_work.test_lead)(slot)),
        PinPurpose::ReadSignCertificate => text::body(ui, texts.pin.to_read),
        PinPurpose::Sign => text::body(ui, &(texts.pin.to_sign)(files)),
    };
}

fn typing(ui: &mut Ui, vm: &PinVm<'_>, texts: &Texts, local: &mut PinLocal) -> Option<Action> {
    let words = &texts.pin;
    let field = Id::unique("pin-field");
    // Before the field is shown: only so does it notice, and come into view. A dialog is first laid
    // out unseen, and what is unseen cannot have the focus.
    if local.stage == Stage::Opening && ui.is_enabled() && !ui.is_sizing_pass() {
        ui.memory_mut(|memory| memory.request_focus(field));
        local.stage = Stage::Typing;
    }
    let shown = local.input.show(ui, field, field_texts(vm.slot, texts));
    let upper = (texts.pin_work.upper)(vm.slot);
    if !upper.is_empty() {
        text::note(ui, upper);
    }
    ui.add_space(space::S);

    let broken = check_pin(vm.slot, local.input.pin()).err();
    let reason = broken.map(|error| {
        // Of an empty field only its length is worth a word.
        let rule = if local.input.pin().is_empty() {
            PinRule::Length
        } else {
            error.rule
        };
        (words.rule)(vm.slot, rule)
    });
    let send = send_words(vm.purpose, texts);
    let mut action = None;
    let pressed = button::row(ui, |ui| {
        let send = Button::primary(send)
            .disabled_as_written(reason)
            .show(ui)
            .clicked();
        if Button::new(texts.common.cancel).show(ui).clicked() {
            action = Some(Action::ClosePin);
        }
        send
    });
    if let Some(reason) = reason {
        text::note(ui, reason);
    }
    if broken.is_none() && (pressed || shown.submitted) {
        if is_risky(vm) {
            local.stage = Stage::Confirming;
        } else {
            return Some(submit(local, LastTryConsent::NotGiven));
        }
    }
    action
}

/// What went wrong before, how many tries are left, what is at stake.
fn stakes(ui: &mut Ui, vm: &PinVm<'_>, texts: &Texts) {
    if let Some(failure) = vm.failure {
        failure_lines(ui, failure, texts);
        if vm.is_change() && matches!(failure, Failure::PinWrong { .. }) {
            text::strong(ui, (texts.pin_work.old_wrong)(vm.slot));
        }
    }
    if vm.is_in_doubt {
        let title = (texts.pin_work.in_doubt)(vm.slot);
        Banner::new(Severity::Warning, title)
            .line(texts.pin_work.find_out)
            .show(ui);
    }
    if let Some(attempts) = vm.attempts {
        let line = (texts.common.tries)(attempts.remaining, attempts.max);
        tries::show(ui, attempts.remaining, attempts.max, &line);
    }
    warn(ui, vm, texts);
    ui.add_space(space::XS);
}

/// Whether this may be the last try.
pub(super) fn is_risky(vm: &PinVm<'_>) -> bool {
    vm.warning == Some(PinWarning::Last) || vm.attempts.is_none()
}

fn warn(ui: &mut Ui, vm: &PinVm<'_>, texts: &Texts) {
    let words = &texts.pin;
    match (vm.warning, vm.attempts) {
        (Some(PinWarning::Last), _) => {
            let line = (words.last_line)(vm.slot);
            Banner::new(Severity::Error, words.last)
                .line(&line)
                .show(ui);
        }
        (Some(PinWarning::TwoLeft), _) => {
            Banner::new(Severity::Warning, words.two_left).show(ui);
        }
        (_, None) => {
            Banner::new(Severity::Error, words.unknown)
                .line(words.unknown_line)
                .show(ui);
        }
        (Some(PinWarning::Blocked) | None, Some(_)) => {}
    }
}

fn confirming(ui: &mut Ui, vm: &PinVm<'_>, texts: &Texts, local: &mut PinLocal) -> Option<Action> {
    let words = &texts.pin;
    let line = (words.last_line)(vm.slot);
    Banner::new(Severity::Error, words.really)
        .line(&line)
        .show(ui);
    ui.add_space(space::S);
    let cancel = Id::unique("pin-cancel");
    dialog::default_focus(ui, cancel);
    button::row(ui, |ui| {
        if Button::primary(texts.common.cancel)
            .id(cancel)
            .show(ui)
            .clicked()
        {
            return Some(Action::ClosePin);
        }
        let send = Button::danger(words.really_send)
            .icon(Icon::Warning)
            .show(ui);
        send.clicked().then(|| submit(local, LastTryConsent::Given))
    })
}

pub(super) fn submit(local: &mut PinLocal, consent: LastTryConsent) -> Action {
    local.stage = Stage::Opening;
    match &mut local.new {
        None => Action::SubmitPin(local.input.take(), consent),
        Some(new) => Action::SubmitPinChange {
            old: local.input.take(),
            new: new.take(),
            consent,
        },
    }
}

fn send_words(purpose: PinPurpose, texts: &Texts) -> &'static str {
    match purpose {
        PinPurpose::Change(_) => texts.pin_work.send_change,
        PinPurpose::Test(_) => texts.pin_work.send_test,
        PinPurpose::ReadSignCertificate => texts.pin.send_to_read,
        PinPurpose::Sign => texts.pin.send_to_sign,
    }
}

pub(super) fn field_texts(slot: Slot, texts: &Texts) -> PinFieldTexts<'static> {
    let words = &texts.pin;
    PinFieldTexts {
        label: (texts.common.secret)(slot),
        hint: (texts.common.secret_form)(slot),
        converted: words.converted,
        refused: (words.refused)(slot),
        too_long: (words.too_long)(slot),
        show_keys: words.show_keys,
        hide_keys: words.hide_keys,
        delete: words.delete,
        clear: words.clear,
    }
}
