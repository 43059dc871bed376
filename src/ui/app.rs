//! The window as eframe runs it: `logic` takes in events, `ui` paints the view-model and collects
//! what was pressed, and only after painting is anything done about it. egui may paint a frame
//! twice; nothing here has an effect while painting. Never waits (invariant 12).

mod watch;
mod words;

use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use eframe::{App, Frame};
use egui::{Context, Id, Ui};

use self::watch::Watch;
use self::words::{
    PracticeWords, dialog_title, rail, rail_page, shell_action, shell_texts, status_words,
    tour_panel, tour_title,
};
use super::manner::{self, Manner};
use super::shell::{self, Shell, ShellEvent, StatusLine};
use super::theme::Theme;
use super::tokens::space;
use super::views::counter;
use super::views::details::{DetailsLocal, details_ui};
use super::views::guide::{GuideLocal, guide_ui};
use super::views::home::{Mode, home_ui};
use super::views::language::{LanguageLocal, announce, language_ui};
use super::views::notice::notice_ui;
use super::views::pin_dialog::{PinLocal, pin_ui};
use super::views::practice::{Scenes, scenes_ui};
use super::views::settings::SettingsLocal;
use super::views::sign::SignLocal;
use super::views::verify::VerifyLocal;
use super::views::{pins, settings, sign, spotlight, support, verify};
use super::widgets::dialog::Front;
use crate::app::command::{CancelFlag, Command, Message, PreviewOrder};
use crate::app::event::Event;
use crate::app::failure::Failure;
use crate::app::ports::{Clock, Dialogs, FileError, Looks};
use crate::app::reminder::Reminder;
use crate::app::settings::{Language, Settings};
use crate::app::state::{Action, AppState, Effect, Logging, Notice, Page, SealChange, SealWords};
use crate::app::view_model::{ViewModel, view_model};
use crate::core::rules::{JST, jst_date};
use crate::i18n::counter::CounterTexts;
use crate::i18n::texts::Texts;

/// What the window needs of the world.
pub struct Shore {
    /// What the worker and the dialogs report.
    pub events: mpsc::Receiver<Event>,
    /// The worker's inbox.
    pub worker: mpsc::Sender<Message>,
    /// The inbox of the thread that makes pictures.
    pub previews: mpsc::Sender<PreviewOrder>,
    /// Stops a running job.
    pub cancel: CancelFlag,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// The system's file dialogs.
    pub dialogs: Box<dyn Dialogs>,
    /// Stores the settings.
    pub save_settings: SaveSettings,
    /// Keeps the dates of the reminder.
    pub keep_reminder: KeepReminder,
    /// How the system was told to look.
    pub looks: Box<dyn Looks>,
    /// What practice mode offers.
    pub practice: PracticeKit,
}

/// Writes the settings to where they are kept.
pub type SaveSettings = Box<dyn FnMut(&Settings) -> Result<(), FileError>>;

/// Keeps these dates for the reminder and has the system start its check at login; without any, takes away
/// both.
pub type KeepReminder = Box<dyn FnMut(&Reminder) -> Result<(), FileError>>;

/// What practice mode offers: shown in the window, so that everyone can try.
pub struct PracticeKit {
    /// The card profiles, by id, in the order they are offered.
    pub profiles: Vec<String>,
    /// The 利用者証明用 PIN of every practice card.
    pub pin: &'static str,
    /// The 署名用 password of every practice card.
    pub password: &'static str,
}

/// The window.
pub struct Window {
    state: AppState,
    shore: Shore,
    system_language: Language,
    local: Local,
    watch: Watch,
}

/// What the window keeps for itself: what is typed or unmasked, never a fact.
#[derive(Default)]
struct Local {
    details: DetailsLocal,
    guide: GuideLocal,
    language: LanguageLocal,
    pin: Option<PinLocal>,
    settings: SettingsLocal,
    sign: SignLocal,
    verify: VerifyLocal,
    scenes: ScenesDialog,
    /// The notice that was brought into view.
    told: Option<Notice>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum ScenesDialog {
    #[default]
    Closed,
    Open,
}

impl Window {
    /// The window on `state`. `system_language` is used until the person chooses one.
    pub fn new(state: AppState, shore: Shore, system_language: Language) -> Self {
        let mut window = Self {
            state,
            shore,
            system_language,
            local: Local::default(),
            watch: Watch::default(),
        };
        let effects = window.state.start();
        window.carry_out(effects);
        window
    }

    /// What the window knows, for tests.
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// Takes in everything that was reported.
    fn drain(&mut self) {
        while let Ok(event) = self.shore.events.try_recv() {
            if matches!(event, Event::CardSeen { .. }) {
                self.watch.touch(self.shore.clock.as_ref());
            }
            let effects = self.state.apply(event);
            self.carry_out(effects);
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.effect(effect);
        }
    }

    fn effect(&mut self, effect: Effect) {
        let texts = self.texts();
        let failure = match effect {
            Effect::Cancel => {
                self.shore.cancel.raise();
                None
            }
            Effect::KeepReminder(dates) => match (self.shore.keep_reminder)(&dates) {
                Ok(()) => {
                    let effects = self.state.apply(Event::ReminderKept(dates));
                    debug_assert!(
                        effects.is_empty(),
                        "what was done has no effects of its own"
                    );
                    None
                }
                Err(error) => Some(Failure::ReminderUnkept { error }),
            },
            Effect::OpenDialog(_) if !self.shore.dialogs.are_available() => {
                Some(Failure::DialogsMissing)
            }
            Effect::OpenDialog(request) => {
                let title = dialog_title(&request, texts);
                self.shore.dialogs.open(request, title);
                None
            }
            // Without the thread there are no pictures, and nothing else is missing.
            Effect::Preview(order) => {
                self.shore.previews.send(order).ok();
                None
            }
            Effect::SaveSettings(settings) => (self.shore.save_settings)(&settings)
                .err()
                .map(|error| Failure::SettingsUnsaved { error }),
            Effect::Send(command) => {
                // A stop is meant for the job it was asked in, so each job begins without one.
                if matches!(
                    command,
                    Command::PlanSigning(_) | Command::Sign(..) | Command::Verify(_)
                ) {
                    self.shore.cancel.lower();
                }
                let sent = self.shore.worker.send(Message::Command(command));
                sent.err().map(|_| Failure::Internal)
            }
            Effect::ShowFolder(path) => {
                let shown = self.shore.dialogs.show_folder(&path);
                shown
                    .err()
                    .map(|error| Failure::DocumentUnreadable { path, error })
            }
        };
        if let Some(failure) = failure {
            let effects = self.state.apply(Event::Failed(failure));
            debug_assert!(
                effects.is_empty(),
                "telling a failure has no effects of its own"
            );
        }
    }

    /// Does what a person wants, and everything that follows at once.
    pub fn act(&mut self, action: Action) {
        self.local.language.note(&action);
        if matches!(action, Action::Diagnose) && self.state.page != Page::Settings {
            self.local.settings.doctor.arrive();
        }
        let effects = self.state.act(action);
        self.carry_out(effects);
    }

    /// What the window and egui keep goes with what the state has wiped.
    fn wipe_window(&mut self, ctx: &Context) {
        if self.watch.wiped(ctx, &self.state) {
            self.local = Local::default();
            Theme::of_state(&self.state, ctx).apply(ctx);
        }
    }

    fn language(&self) -> Language {
        self.state.language(self.system_language)
    }

    fn texts(&self) -> &'static Texts {
        Texts::of(self.language())
    }

    /// How long what is shown stays true by itself.
    fn until_change(&self) -> Duration {
        let now = self.shore.clock.now();
        if self.state.page == Page::Guide && self.state.office.office.is_some() {
            until_minute(now)
        } else {
            // A clock may have stood still while the computer slept, or been set.
            until_midnight(now).min(Duration::from_hours(1))
        }
    }

    /// What is typed or unmasked goes with the dialog or page it belongs to.
    fn tidy(&mut self) {
        if let Some(dialog) = &self.state.pin {
            let (purpose, slot) = (dialog.purpose, dialog.slot);
            let is_for_it = |local: &PinLocal| local.is_for(purpose, slot);
            if !self.local.pin.as_ref().is_some_and(is_for_it) {
                self.local.pin = Some(PinLocal::new(purpose, slot));
            }
            self.local.language.close();
        } else {
            self.local.pin = None;
        }
        if !matches!(self.state.page, Page::Details(_)) {
            self.local.details = DetailsLocal::default();
        }
        if self.state.page != Page::Guide {
            self.local.guide = GuideLocal::arriving(self.state.guide.led().0);
        }
        if self.state.page != Page::Settings {
            self.local.settings = SettingsLocal::default();
        }
        if self.state.page != Page::Sign {
            self.local.sign.mask();
        }
        if self.state.page != Page::Verify {
            self.local.verify = VerifyLocal::default();
        }
        let seal = &self.texts().seal;
        let words = SealWords {
            caption: seal.caption.to_owned(),
            date: (seal.date)(jst_date(self.shore.clock.now())),
            sample_name: seal.sample_name.to_owned(),
            watermark: seal.watermark.to_owned(),
        };
        if self.state.desk.seal.words != words {
            self.act(Action::Seal(SealChange::Words(words)));
        }
        if !self.state.source.is_demo() || self.state.tour.is_some() {
            self.local.scenes = ScenesDialog::Closed;
        }
    }

    /// Paints one frame and answers what was pressed in it.
    fn paint(&mut self, ui: &mut Ui, is_cleared: bool) -> Vec<Action> {
        let texts = self.texts();
        let now = self.shore.clock.now();
        let vm = view_model(&self.state, now);
        let ctx = ui.ctx().clone();
        let words = CounterTexts::of(texts.language);
        let words = manner::Words {
            hold: words.hold,
            end: words.end,
        };
        Manner::new(vm.manner, words).apply(&ctx);
        let soon = self.watch.soon;
        let local = &mut self.local;
        let mut actions = Vec::new();

        let events = {
            let practice_texts = PracticeWords::of(&vm, &self.shore.practice, texts);
            let colours = (texts.shell.colours)(self.state.settings.colors);
            let (severity, status, detail) = status_words(&vm.status, texts);
            let pages: Vec<_> = rail(texts)
                .into_iter()
                .filter(|item| vm.manner.has_page(item.page))
                .collect();
            let tour_title = vm.tour.map(|tour| tour_title(tour, texts));
            let step = vm.tour.map_or(0, |tour| tour.step.number());
            spotlight::aim(&ctx, vm.tour.map(|tour| tour.spot), step);
            let topic = vm.guide.topic.map(|topic| topic.id.as_str());
            let topic = topic.filter(|_| vm.page == Page::Guide);
            let has_dialog =
                vm.pin.is_some() || local.language.is_open() || local.scenes == ScenesDialog::Open;
            let frame = Shell {
                pages: &pages,
                current: rail_page(vm.page),
                status: StatusLine {
                    severity,
                    words: status,
                    detail,
                },
                scroll: Id::unique(("page", vm.page, topic)),
                counter: vm.counter.as_ref().map(|vm| counter::bar(vm, texts)),
                practice: practice_texts.as_ref().map(|words| words.bar(texts)),
                tour: vm
                    .tour
                    .zip(tour_title.as_deref())
                    .map(|(tour, title)| tour_panel(tour, title, texts)),
                front: if has_dialog {
                    Front::Dialog
                } else {
                    Front::Page
                },
                is_cleared,
                texts: shell_texts(texts, &colours, vm.languages),
            };
            let settings = &self.state.settings;
            let (events, pressed) = shell::show(ui, &frame, |ui| {
                counter::above_ui(ui, vm.policy_trouble, soon, texts);
                page(ui, &vm, now, settings, texts, local)
            });
            actions.extend(pressed);
            events
        };

        if let (Some(pin), Some(typed)) = (&vm.pin, &mut local.pin) {
            actions.extend(pin_ui(&ctx, pin, vm.sign.files.len(), texts, typed));
        } else if let (ScenesDialog::Open, Some(practice)) = (local.scenes, vm.practice) {
            let profiles = &self.shore.practice.profiles;
            if let Scenes::Closed(action) = scenes_ui(&ctx, profiles, practice.profile, texts) {
                local.scenes = ScenesDialog::Closed;
                actions.extend(action);
            }
        } else {
            actions.extend(language_ui(&ctx, vm.languages, &mut local.language, texts));
        }
        let is_inserted = vm.practice.is_some_and(|practice| practice.is_inserted);
        let page = vm.page;
        for event in events {
            // The first step back is from what was looked for.
            if event == ShellEvent::Back
                && page == Page::Guide
                && vm.guide.topic.is_none()
                && local.guide.clear()
            {
                continue;
            }
            if event == ShellEvent::ChooseScene {
                local.scenes = ScenesDialog::Open;
            }
            if event == ShellEvent::Language {
                local.language.open();
            }
            let scheme = self.state.settings.colors;
            let tour = vm.tour.map(|tour| tour.step);
            actions.extend(shell_action(event, page, is_inserted, scheme, tour));
        }
        actions
    }
}

impl App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut Frame) {
        self.drain();
        // Someone comes back, perhaps from the system's settings.
        if ctx.input(|input| input.raw.events.contains(&egui::Event::WindowFocused(true))) {
            self.shore.looks.ask();
        }
        let clock = Arc::clone(&self.shore.clock);
        if let Some(action) = self.watch.due(ctx, clock.as_ref(), &self.state) {
            self.act(action);
        }
        self.wipe_window(ctx);
        Theme::of_state(&self.state, ctx).apply(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut Frame) {
        let ctx = ui.ctx().clone();
        super::name_window(&ctx, self.texts().common.app_name, self.language());
        self.tidy();
        announce(ui, &self.local.language);
        self.watch.see_input(&ctx, self.shore.clock.as_ref());
        // For pictures in tests nobody clears.
        let mut actions = self.paint(ui, frame.gl().is_some());
        // What is agreed to in a dialog must not change under it.
        if self.state.pin.is_none() {
            actions.extend(dropped(&ctx, self.state.page));
        }
        // Dates are counted by the day, an office's hours by the minute.
        ctx.request_repaint_after(self.until_change());
        if actions.is_empty() {
            return;
        }
        for action in actions {
            self.act(action);
        }
        self.wipe_window(&ctx);
        ctx.request_repaint();
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        // The worker may have ended before the window.
        self.shore.worker.send(Message::Stop).ok();
    }
}

fn page(
    ui: &mut Ui,
    vm: &ViewModel<'_>,
    now: jiff::Timestamp,
    settings: &Settings,
    texts: &Texts,
    local: &mut Local,
) -> Vec<Action> {
    let mut actions = Vec::new();
    if vm.logging == Logging::Detailed {
        support::logging_ui(ui, texts);
        ui.add_space(space::S);
    }
    if let Some(notice) = vm.notice {
        let top = ui.cursor().min;
        actions.extend(notice_ui(ui, notice, texts));
        // What is new must be seen, however far down the page one was.
        if local.told.as_ref() != Some(notice) && !ui.is_sizing_pass() {
            let banner = egui::Rect::from_min_max(top, ui.min_rect().max);
            ui.scroll_to_rect(banner, Some(egui::Align::Min));
        }
        ui.add_space(space::S);
    }
    local.told = vm.notice.cloned();
    let mode = if vm.practice.is_some() {
        Mode::Practice
    } else {
        Mode::Real
    };
    actions.extend(match (vm.page, &vm.details) {
        (Page::Details(_), Some(details)) => details_ui(ui, details, texts, &mut local.details),
        (Page::Home | Page::Details(_), _)
            if let Some((quiet, counter)) =
                vm.counter.as_ref().and_then(|it| Some((it.quiet?, it))) =>
        {
            counter::quiet_ui(ui, quiet, counter, texts)
        }
        (Page::Guide, _) => guide_ui(ui, &vm.guide, mode, now, texts, &mut local.guide),
        (Page::Home | Page::Details(_), _) => home_ui(ui, &vm.home, mode, texts),
        (Page::Pins, _) => {
            // Once is enough: the notice says the same, and how it came about.
            let in_doubt = vm
                .pin_in_doubt
                .filter(|_| !matches!(vm.notice, Some(Notice::PinChanged(_))));
            pins::pins_ui(ui, vm.pins.as_ref(), in_doubt, texts)
        }
        (Page::Settings, _) => {
            settings::settings_ui(ui, settings, vm, mode, now, texts, &mut local.settings)
        }
        (Page::Sign, _) => sign::sign_ui(ui, &vm.sign, mode, texts, &mut local.sign),
        (Page::Verify, _) => verify::verify_ui(ui, &vm.verification, now, texts, &mut local.verify),
    });
    actions
}

/// Files that were dropped on the window. The two pages that work with files take them as theirs;
/// elsewhere they are looked into first.
fn dropped(ctx: &Context, page: Page) -> Option<Action> {
    let paths: Vec<PathBuf> = ctx.input(|input| {
        input
            .raw
            .dropped_files
            .iter()
            .map(|file| file.path().to_owned())
            .collect()
    });
    if paths.is_empty() {
        return None;
    }
    Some(match page {
        Page::Verify => Action::Verify(paths),
        Page::Sign => Action::AddFiles(paths),
        Page::Details(_) | Page::Guide | Page::Home | Page::Pins | Page::Settings => {
            Action::OpenFiles(paths)
        }
    })
}

/// A moment more, so that the new minute has surely begun.
fn until_minute(now: jiff::Timestamp) -> Duration {
    let into = now.as_millisecond().rem_euclid(60_000).unsigned_abs();
    Duration::from_millis(60_050_u64.saturating_sub(into))
}

fn until_midnight(now: jiff::Timestamp) -> Duration {
    const DAY: Duration = Duration::from_hours(24);
    let today = JST.to_datetime(now);
    let gone = today.duration_since(today.date().to_datetime(jiff::civil::Time::midnight()));
    // One second more, so that the new day has surely begun.
    DAY.saturating_sub(gone.unsigned_abs()) + Duration::from_secs(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_painted_again_when_a_minute_begins() {
        let at = |time: &str| until_minute(time.parse().expect("a time"));
        assert_eq!(at("2026-11-24T07:59:59.9Z"), Duration::from_millis(150));
        assert_eq!(at("2026-11-24T08:00:00Z"), Duration::from_millis(60_050));
        assert_eq!(at("2026-11-24T08:00:00.05Z"), Duration::from_mins(1));
        assert_eq!(at("1969-12-31T23:59:59Z"), Duration::from_millis(1050));
    }

    #[test]
    fn the_window_is_painted_again_when_a_day_begins_in_japan() {
        let just_before: jiff::Timestamp = "2030-02-17T14:59:58Z".parse().expect("a time");
        assert_eq!(until_midnight(just_before), Duration::from_secs(3));
        let just_after: jiff::Timestamp = "2030-02-17T15:00:00Z".parse().expect("a time");
        assert_eq!(until_midnight(just_after), Duration::from_secs(86_401));
    }
}
