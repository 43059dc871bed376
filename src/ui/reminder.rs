//! The window that says a reminder at login: what can be renewed, until when, and three answers. It shows
//! what was found due before it opened, and nothing else.

use std::{cell::RefCell, rc::Rc, sync::mpsc};

use eframe::{App, Frame};
use egui::{Context, Id, Ui, ViewportCommand};
use jiff::civil::Date;

use super::shell::scrolling;
use super::theme::Theme;
use super::tokens::space;
use super::views::notice::failure_lines;
use super::widgets::button::{self, Button};
use super::widgets::icon::Icon;
use super::widgets::{card_frame, dialog, text};
use crate::app::event::Event;
use crate::app::failure::Failure;
use crate::app::ports::FileError;
use crate::app::settings::{Language, TextSize};
use crate::app::state::AppState;
use crate::core::jpki::Slot;
use crate::core::rules::{ReminderStage, RenewalWindow};
use crate::i18n::guide::GuideTexts;
use crate::i18n::reminder::ReminderTexts;
use crate::i18n::texts::Texts;

/// The size it opens with, and the smallest, at which everything can be scrolled to.
const INNER_SIZE: [f32; 2] = [600.0, 480.0];
const MIN_INNER_SIZE: [f32; 2] = [360.0, 320.0];

/// What the person answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Not now; the same as closing the window.
    Later,
    /// Never again.
    Never,
    /// Now: open the guide.
    Open,
}

/// What there is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Of each certificate what, sign first.
    pub due: Vec<(Slot, ReminderStage, RenewalWindow)>,
    /// When there is something to say again; `None`: this was the last time.
    pub next: Option<Date>,
}

/// Takes the answer; an error keeps the window open and is told in it.
pub type TakeAnswer = Box<dyn FnMut(Answer) -> Result<(), FileError>>;

/// The window.
pub struct ReminderWindow {
    said: Said,
    look: AppState,
    events: mpsc::Receiver<Event>,
    system_language: Language,
    take: TakeAnswer,
    given: Rc<RefCell<Option<Answer>>>,
    failure: Option<Failure>,
}

/// How the window is opened for text of this size, but for the way it is drawn.
pub fn window_options(text: TextSize) -> eframe::NativeOptions {
    let mut options = super::window_options();
    options.viewport = options
        .viewport
        .with_inner_size(INNER_SIZE.map(|side| side * text.factor()))
        .with_min_inner_size(MIN_INNER_SIZE);
    options
}

impl ReminderWindow {
    /// The window that says `said`. `look` has the settings as the office lets them be; `events` tells
    /// of the system's look; `take` takes the answer and is asked once.
    pub fn new(
        said: Said,
        look: AppState,
        events: mpsc::Receiver<Event>,
        system_language: Language,
        take: TakeAnswer,
    ) -> Self {
        Self {
            said,
            look,
            events,
            system_language,
            take,
            given: Rc::default(),
            failure: None,
        }
    }

    /// The answer that was taken, for whoever goes on after the window.
    pub fn given(&self) -> Rc<RefCell<Option<Answer>>> {
        Rc::clone(&self.given)
    }

    /// The language it speaks.
    pub fn language(&self) -> Language {
        self.look.language(self.system_language)
    }

    fn answer(&mut self, ctx: &Context, answer: Answer) {
        match (self.take)(answer) {
            Err(error) if answer == Answer::Never => {
                self.failure = Some(Failure::ReminderUnkept { error });
            }
            // Where it could not be written it will be said again, and nothing else is amiss.
            Ok(()) | Err(_) => {
                self.given.replace(Some(answer));
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    fn content(&self, ui: &mut Ui) -> Option<Answer> {
        let texts = Texts::of(self.language());
        let words = &ReminderTexts::of(self.language()).window;
        let guide = GuideTexts::in_language(self.language());
        text::title(ui, words.title);
        if let Some(failure) = &self.failure {
            failure_lines(ui, failure, texts);
            ui.add_space(space::S);
        }
        card_frame::frame(ui, |ui| {
            for (slot, stage, window) in &self.said.due {
                text::strong(ui, (words.says)(*slot, *stage));
                text::body(ui, &(words.until)(&guide.day(window.until)));
            }
            text::body(ui, words.renewed);
        });
        ui.add_space(space::S);
        let again = self.said.next.map(|day| (words.next)(&guide.day(day)));
        text::body(ui, again.as_deref().unwrap_or(words.last));
        ui.add_space(space::S);
        let open = Id::unique("reminder-open");
        let answer = button::row(ui, |ui| {
            let later = match self.said.next {
                Some(_) => words.later,
                None => texts.common.close,
            };
            let mut answer = None;
            let mut offer = |button: Button<'_>, meant: Answer| {
                if button.show(ui).clicked() {
                    answer = Some(meant);
                }
            };
            let first = Button::primary(words.open).icon(Icon::Guide).id(open);
            offer(first, Answer::Open);
            offer(Button::new(later), Answer::Later);
            if self.said.next.is_some() {
                offer(Button::new(words.never).icon(Icon::Stop), Answer::Never);
            }
            answer
        });
        dialog::default_focus(ui, open);
        ui.add_space(space::S);
        text::note(ui, words.why);
        answer
    }
}

impl App for ReminderWindow {
    fn logic(&mut self, ctx: &Context, _frame: &mut Frame) {
        for event in self.events.try_iter() {
            self.look.apply(event);
        }
        Theme::of_state(&self.look, ctx).apply(ctx);
        // Whoever closes it has seen it.
        let is_closed = ctx.input(|input| input.viewport().close_requested());
        if is_closed && self.given.borrow().is_none() {
            (self.take)(Answer::Later).ok();
            self.given.replace(Some(Answer::Later));
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut Frame) {
        let ctx = ui.ctx().clone();
        let language = self.language();
        let title = ReminderTexts::of(language).window.title;
        super::name_window(&ctx, title, language);
        let palette = Theme::of(ui).palette();
        let answer = egui::CentralPanel::default_margins()
            .frame(egui::Frame::new().fill(palette.page))
            .show(ui, |ui| {
                scrolling(ui, Id::unique("reminder"), |ui| self.content(ui))
            })
            .inner;
        let escape = ctx.input(|input| input.key_pressed(egui::Key::Escape));
        if let Some(answer) = answer.or(escape.then_some(Answer::Later)) {
            self.answer(&ctx, answer);
        }
    }
}
