//! The window, its worker and a pretended world, moved by hand.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, mpsc};

use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, Node};
use inkan::app::command::{CancelFlag, Command, Message, PracticeAction, PreviewOrder};
use inkan::app::event::Event;
use inkan::app::failure::Failure;
use inkan::app::journal::Journal;
use inkan::app::policy::{LoadedPolicy, Policy, line_of_office, office_failure};
use inkan::app::ports::{
    Clock, DialogRequest, Dialogs, FileError, Looks, ReaderReport, Readers, ReportSink, Source,
    Sources,
};
use inkan::app::reminder::Reminder;
use inkan::app::settings::{ColorScheme, Language, Settings, TextChoice, TextSize};
use inkan::app::state::{Action, AppState, Logging, ReminderDesk};
use inkan::app::worker::preview::{PagesHere, Previewer};
use inkan::app::worker::{Ports, Worker};
use inkan::app::workflow::office::office_of_policy;
use inkan::core::cert::TrustStore;
use inkan::core::jpki::{CardChannel, ChannelError};
use inkan::core::office::Office;
use inkan::core::rules::jst_date;
use inkan::platform::files::SystemFiles;
use inkan::platform::machine::SystemMachine;
use inkan::sim::{self, NoTime, Profile, SimReaders};
use inkan::ui::app::{PracticeKit, Shore, Window};
use inkan::ui::fonts;
use inkan::ui::theme::Theme;
use jiff::Timestamp;

use super::fits::flaw;

/// A day on which nothing special happens.
pub const NOW: &str = "2026-11-23T03:00:00Z";

/// The window with everything around it.
pub struct Rig {
    pub harness: Harness<'static, Window>,
    worker: Worker,
    inbox: mpsc::Receiver<Message>,
    previews: mpsc::Receiver<PreviewOrder>,
    previewer: Previewer,
    events: mpsc::Sender<Event>,
    pub dialogs: Rc<RefCell<DialogLog>>,
    pub saved: Rc<RefCell<Vec<Settings>>>,
    pub reminders: Rc<RefCell<ReminderLog>>,
    /// How often the system's look was asked for.
    pub looked: Rc<Cell<usize>>,
    clock: Arc<StillClock>,
}

/// What the dialogs were asked, and what they answer next.
#[derive(Default)]
pub struct DialogLog {
    pub opened: Vec<DialogRequest>,
    pub folders: Vec<PathBuf>,
    pub answers: VecDeque<Vec<PathBuf>>,
}

/// What was to be kept for the reminder, and what comes in the way.
#[derive(Default)]
pub struct ReminderLog {
    pub kept: Vec<Reminder>,
    pub trouble: Option<FileError>,
}

struct TestLooks(Rc<Cell<usize>>);

impl Looks for TestLooks {
    fn ask(&self) {
        self.0.set(self.0.get() + 1);
    }
}

/// How the window is set up.
#[derive(Clone)]
pub struct Setup {
    pub source: Source,
    pub settings: Settings,
    pub size: (f32, f32),
    pub logging: Logging,
    pub policy: Policy,
    pub trouble: Option<Failure>,
    /// What came of reading the office that the policy names.
    pub office: Option<Result<Box<Office>, Failure>>,
    /// The card, in place of the profile's.
    pub card: Option<Profile>,
    pub now: &'static str,
    /// What was found of the reminder.
    pub reminder: ReminderDesk,
}

impl Setup {
    pub fn practice(profile: &str) -> Self {
        Self {
            source: Source::Demo {
                profile: profile.to_owned(),
            },
            settings: Settings {
                colors: ColorScheme::Light,
                ..Settings::default()
            },
            size: (1080.0, 760.0),
            logging: Logging::Off,
            policy: Policy::default(),
            trouble: None,
            office: None,
            card: None,
            now: NOW,
            reminder: ReminderDesk::default(),
        }
    }

    /// Real readers, of which there are none.
    pub fn bare() -> Self {
        Self {
            source: Source::Real,
            ..Self::practice("normal")
        }
    }

    pub fn sized(mut self, width: f32, height: f32) -> Self {
        self.size = (width, height);
        self
    }

    pub fn look(mut self, colors: ColorScheme, percent: u16, language: Language) -> Self {
        self.settings.colors = colors;
        self.settings.text_size = TextChoice::Fixed(TextSize::new(percent));
        self.settings.language = Some(language);
        self
    }

    /// Opened at this moment.
    pub fn at(mut self, now: &'static str) -> Self {
        self.now = now;
        self
    }

    pub fn logging(mut self, logging: Logging) -> Self {
        self.logging = logging;
        self
    }

    /// Under this policy.
    pub fn under(self, policy: &str) -> Self {
        self.under_at(Path::new("policy.toml"), policy)
    }

    /// Under this policy, which lies at `path`.
    pub fn under_at(mut self, path: &Path, policy: &str) -> Self {
        self.policy = Policy::from_bytes(policy.as_bytes()).expect("a good policy");
        self.office = self.policy.office.profile.as_ref().map(|profile| {
            let read = office_of_policy(&SystemFiles, profile, path);
            let line = line_of_office(policy.as_bytes());
            read.map(Box::new)
                .map_err(|flaw| office_failure(path, line, flaw))
        });
        self
    }

    /// With this card.
    pub fn card(mut self, card: Profile) -> Self {
        self.card = Some(card);
        self
    }

    pub fn open(self) -> Rig {
        let (worker_in, inbox) = mpsc::channel();
        let (events, events_out) = mpsc::channel();
        let (previews_in, previews) = mpsc::channel();
        let hands = Arc::new(StillClock(Mutex::new(self.now.parse().expect("a time"))));
        let clock: Arc<dyn Clock> = Arc::clone(&hands) as _;
        let ports = Ports {
            sources: Box::new(TestSources {
                clock: Arc::clone(&clock),
                card: self.card,
            }),
            files: Arc::new(SystemFiles),
            clock: Arc::clone(&clock),
            trust: TrustStore::jlis(),
            inbox: worker_in.clone(),
            at_once: Some({
                let events = events.clone();
                // Nobody hears it once the window is gone.
                Arc::new(move |report| drop(events.send(Event::CardsNow(report))))
            }),
            cancel: CancelFlag::default(),
            machine: Arc::new(SystemMachine::default()),
            journal: Journal::default(),
        };
        let drawer = PagesHere::new(Arc::new(SystemFiles));
        let previewer = Previewer::new(Arc::new(SystemFiles), Box::new(drawer));
        let dialogs = Rc::new(RefCell::new(DialogLog::default()));
        let saved = Rc::new(RefCell::new(Vec::new()));
        let reminders = Rc::new(RefCell::new(ReminderLog::default()));
        let looked = Rc::new(Cell::new(0));
        let shore = Shore {
            events: events_out,
            worker: worker_in,
            previews: previews_in,
            cancel: CancelFlag::default(),
            clock,
            dialogs: Box::new(TestDialogs {
                log: Rc::clone(&dialogs),
                events: events.clone(),
            }),
            save_settings: {
                let saved = Rc::clone(&saved);
                Box::new(move |settings| {
                    saved.borrow_mut().push(settings.clone());
                    Ok(())
                })
            },
            keep_reminder: {
                let reminders = Rc::clone(&reminders);
                Box::new(move |dates| {
                    let mut log = reminders.borrow_mut();
                    log.kept.push(*dates);
                    log.trouble.clone().map_or(Ok(()), Err)
                })
            },
            looks: Box::new(TestLooks(Rc::clone(&looked))),
            practice: PracticeKit {
                profiles: Profile::ids().map(str::to_owned).collect(),
                pin: sim::DEMO_AUTH_PIN,
                password: sim::DEMO_SIGN_PASSWORD,
            },
        };
        let state = AppState::new(self.source.clone(), self.settings);
        let mut state = state
            .governed(LoadedPolicy {
                policy: self.policy,
                refused: self.trouble,
                office: self.office,
            })
            .reminding(self.reminder);
        state.logging = self.logging;
        let window = Window::new(state, shore, Language::Ja);
        let harness = Harness::builder()
            .with_size(vec2(self.size.0, self.size.1))
            .with_max_steps(20)
            .with_context_setup(fonts::install)
            .build_eframe(|_| window);
        let mut rig = Rig {
            harness,
            worker: Worker::new(ports, self.source),
            inbox,
            previews,
            previewer,
            events,
            dialogs,
            saved,
            reminders,
            looked,
            clock: hands,
        };
        rig.run();
        rig
    }
}

impl Rig {
    /// Lets the worker and the window go on until neither has anything to do.
    pub fn run(&mut self) {
        loop {
            self.harness.run();
            let mut worked = false;
            while let Ok(message) = self.inbox.try_recv() {
                worked = true;
                let events = &self.events;
                self.worker.handle(message, &mut |event| {
                    events.send(event).expect("the window listens");
                });
            }
            while let Ok(order) = self.previews.try_recv() {
                worked = true;
                if let Some(drawn) = self.previewer.handle(order) {
                    self.tell(drawn);
                }
            }
            if !worked {
                return;
            }
        }
    }

    /// Time goes by, without anyone touching anything.
    pub fn wait(&mut self, time: std::time::Duration) {
        let mut now = self.clock.0.lock().expect("sound");
        *now += time;
        drop(now);
        self.run();
    }

    /// Time goes on to this moment, and the window looks at it again.
    pub fn time(&mut self, now: &str) {
        *self.clock.0.lock().expect("a time") = now.parse().expect("a time");
        self.run();
    }

    /// Something happened, as the worker would say it.
    pub fn tell(&self, event: Event) {
        self.events.send(event).expect("the window listens");
    }

    /// The same, taken in by the window.
    pub fn told(&mut self, event: Event) {
        self.tell(event);
        self.run();
    }

    /// Moves the card of practice mode, as another hand would.
    pub fn practice(&mut self, action: PracticeAction) {
        let events = &self.events;
        self.worker
            .handle(Message::Command(Command::Practice(action)), &mut |event| {
                events.send(event).expect("the window listens");
            });
        self.run();
    }

    /// What a person wants, however they come to want it.
    pub fn act(&mut self, action: Action) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().act(action);
        ctx.request_repaint();
        self.run();
    }

    /// Goes to a page by its key.
    pub fn page(&mut self, number: usize) {
        let keys = [
            Key::Num1,
            Key::Num2,
            Key::Num3,
            Key::Num4,
            Key::Num5,
            Key::Num6,
        ];
        self.harness
            .key_press_modifiers(Modifiers::COMMAND, keys[number - 1]);
        self.run();
    }

    pub fn press(&mut self, label: &str) {
        self.button(label).scroll_to_me();
        self.harness.run();
        self.button(label).click();
        self.run();
    }

    /// The button of this name in the topmost layer.
    pub fn button<'a>(&'a self, label: &'a str) -> Node<'a> {
        let enabled = |node: &Node<'_>| !node.accesskit_node().is_disabled();
        let find = |role| {
            self.harness
                .query_all_by_role_and_label(role, label)
                .find(enabled)
        };
        find(Role::Button)
            .or_else(|| find(Role::RadioButton))
            .unwrap_or_else(|| panic!("no button {label}; there are: {:?}", self.buttons()))
    }

    pub fn buttons(&self) -> Vec<String> {
        self.harness
            .query_all_by_role(Role::Button)
            .filter_map(|node| node.accesskit_node().label())
            .collect()
    }

    pub fn sees(&self, words: &str) -> bool {
        self.harness
            .query_all_by_label_contains(words)
            .next()
            .is_some()
    }

    /// Nothing that can be pressed sticks out at the sides, no text lies on another, and none is cut off.
    pub fn assert_fits(&self, name: &str, width: f32) {
        self.assert_whole(name);
        for role in [Role::Button, Role::RadioButton, Role::Heading, Role::Canvas] {
            for node in self.harness.query_all_by_role(role) {
                let place = node.rect();
                let label = node.accesskit_node().label();
                assert!(
                    place.left() >= -0.5 && place.right() <= width + 0.5,
                    "{name}: {label:?} at {place:?}"
                );
            }
        }
    }

    /// No text lies on another or is cut off above or below.
    pub fn assert_whole(&self, name: &str) {
        let theme = Theme::of_context(&self.harness.ctx);
        let backdrop = theme.palette().backdrop;
        let flaw = flaw(&self.harness.output().shapes, backdrop);
        assert_eq!(flaw, None, "{name}");
    }

    /// Presses Tab until the focus is there.
    pub fn tab_to(&mut self, role: Role, label: &str) {
        for _ in 0..100 {
            let there = self
                .harness
                .query_all_by_role_and_label(role, label)
                .any(|node| node.is_focused());
            if there {
                return;
            }
            self.harness.key_press(egui::Key::Tab);
            self.run();
        }
        panic!("Tab does not lead to {label}");
    }

    /// Drops a file on the window.
    pub fn drop_file(&mut self, path: &Path) {
        let file = Arc::new(Dropped(path.to_owned()));
        self.harness.input_mut().dropped_files.push(file);
        self.run();
    }

    /// Types into the PIN field.
    pub fn type_pin(&mut self, pin: &str) {
        self.harness.get_by_role(Role::PasswordInput).focus();
        self.harness.run();
        self.harness.get_by_role(Role::PasswordInput).type_text(pin);
        self.harness.run();
    }

    /// Where pictures are wanted, takes one.
    pub fn picture(&mut self, name: &str) {
        draw(&mut self.harness, name);
    }
}

/// Where pictures are wanted (set `INKAN_PICTURES` to a folder), takes one of this window.
pub fn draw<W>(harness: &mut Harness<'_, W>, name: &str) {
    let Some(folder) = std::env::var_os("INKAN_PICTURES") else {
        return;
    };
    let image = harness.render().expect("renders");
    let path = Path::new(&folder).join(format!("{name}.png"));
    image.save(path).expect("writes a picture");
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads no files".to_owned())
    }
}

/// Stands still until a test moves it.
struct StillClock(Mutex<Timestamp>);

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("sound")
    }
}

struct TestSources {
    clock: Arc<dyn Clock>,
    card: Option<Profile>,
}

impl Sources for TestSources {
    fn open(&mut self, source: &Source, sink: ReportSink) -> Box<dyn Readers> {
        match source {
            Source::Demo { profile } => {
                let built_in = Profile::built_in(profile).expect("a profile");
                let profile = self.card.clone().unwrap_or(built_in);
                let today = jst_date(self.clock.now());
                Box::new(SimReaders::with_profile(
                    profile,
                    today,
                    sink,
                    Box::new(NoTime),
                ))
            }
            Source::Real => {
                sink(ReaderReport::Readers(Vec::new()));
                Box::new(NoReaders)
            }
        }
    }

    fn demo_authorities(&self) -> Vec<Vec<u8>> {
        sim::demo_ca_certificates().map(<[u8]>::to_vec).to_vec()
    }
}

struct NoReaders;

impl Readers for NoReaders {
    fn report(&mut self) -> ReaderReport {
        ReaderReport::Readers(Vec::new())
    }

    fn with_card(
        &mut self,
        _reader: &inkan::app::ports::ReaderName,
        _hold: inkan::app::ports::Hold,
        _work: &mut dyn FnMut(&mut dyn CardChannel),
    ) -> Result<(), ChannelError> {
        Err(ChannelError::ReaderGone)
    }
}

struct TestDialogs {
    log: Rc<RefCell<DialogLog>>,
    events: mpsc::Sender<Event>,
}

impl Dialogs for TestDialogs {
    fn open(&self, request: DialogRequest, _title: &str) {
        let mut log = self.log.borrow_mut();
        log.opened.push(request.clone());
        let paths = log.answers.pop_front().unwrap_or_default();
        self.events
            .send(Event::DialogClosed { request, paths })
            .expect("the window listens");
    }

    fn show_folder(&self, folder: &Path) -> Result<(), FileError> {
        self.log.borrow_mut().folders.push(folder.to_owned());
        Ok(())
    }
}
