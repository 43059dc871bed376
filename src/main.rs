//! The window's composition root: arguments, ports, worker thread, eframe. Nothing is decided here.

#![cfg_attr(windows, windows_subsystem = "windows")]

use std::{
    cell::Cell,
    ffi::OsString,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    process::ExitCode,
    rc::Rc,
    sync::{Arc, mpsc},
};

use clap::{ArgAction, Parser, ValueEnum};
use inkan::{
    app::{
        command::{CancelFlag, Message},
        event::Event,
        failure::{Failure, Offer},
        journal::Journal,
        ports::{ReportSink, Source, Waker},
        settings::Language,
        state::{Action, AppState, Effect, GuideStep, Logging},
        worker::{
            self, Ports, Worker,
            preview::{self, MAX_DOCUMENT, Previewer},
        },
    },
    compose::{
        DueReminder, LoadedSettings, ReminderKeeper, SystemSources, due_reminder, load_policy,
        load_settings, peek_settings, save_settings, system_language,
    },
    core::cert::TrustStore,
    i18n::{start::StartTexts, support::SupportTexts},
    platform::{
        again,
        clock::SystemClock,
        core_dumps,
        dialogs::{self, MainThread, SystemDialogs},
        drawer::{self, OtherProcess},
        files::SystemFiles,
        log,
        look::{SystemLooks, TextScaling},
        machine::SystemMachine,
        memory, panics,
    },
    sim,
    ui::{
        self,
        app::{PracticeKit, Shore, Window},
        graphics::drawing,
        guarded::Guarded,
        reminder::{self, Answer, ReminderWindow},
    },
};

/// Nothing that was freed can be read later.
#[global_allocator]
static ALLOCATOR: memory::Wiping = memory::WIPING;

/// マイナンバーカードの電子証明書を読み取り、署名し、署名を確認します。
#[derive(Clone, Parser)]
#[command(name = "inkan", version)]
struct Args {
    /// 練習モード: カードリーダーもカードも使いません
    #[arg(long, value_name = "PROFILE", num_args = 0..=1, require_equals = true, default_missing_value = "normal")]
    demo: Option<String>,
    /// 言語 (ja, ja-easy, en)
    #[arg(long)]
    lang: Option<String>,
    /// 描画の方式
    #[arg(long, value_enum, default_value = "auto", overrides_with = "renderer")]
    renderer: Renderer,
    /// 詳しい記録を標準エラー出力に出します（暗証番号やカードの中身は出しません）
    #[arg(short, long, action = ArgAction::Count)]
    verbose: u8,
    /// 設定を置くフォルダー
    #[arg(long, value_name = "DIR")]
    config: Option<PathBuf>,
    /// ポリシーファイル（決められた場所のファイルより緩くはなりません）
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// 手続き案内の「更新の予定」を開いて始めます
    #[arg(long)]
    renewal: bool,
    /// 更新のお知らせの時期なら小さな画面で知らせ、そうでなければすぐに終わります
    #[arg(long, conflicts_with_all = ["demo", "renewal", "files"])]
    remind: bool,
    /// Draws pages for the window that started it, and opens none.
    #[arg(long, hide = true, exclusive = true)]
    draw_pages: bool,
    /// 署名する文書、または確認する署名
    files: Vec<PathBuf>,
}

impl Args {
    /// The language that was asked for, if it is one of ours.
    fn language(&self) -> Option<Language> {
        Language::from_tag(self.lang.as_deref()?)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Renderer {
    Auto,
    Wgpu,
    Glow,
}

/// Wakes egui from another thread.
struct EguiWaker(egui::Context);

impl Waker for EguiWaker {
    fn wake(&self) {
        self.0.request_repaint();
    }
}

/// Exit status of a process whose window could not open or broke down, and which has said so.
const TOLD: u8 = 1;

fn main() -> ExitCode {
    core_dumps::forbid();
    memory::lock_secrets();
    panics::tell_places_only();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(wrong) => return misused(&wrong),
    };
    if args.draw_pages {
        drawer::serve();
        return ExitCode::SUCCESS;
    }
    if args.remind {
        return match due_reminder(args.config.as_deref(), args.policy.as_deref(), &SystemClock) {
            Some(due) => remind(&args, due),
            // At most logins: nothing was drawn, nobody was disturbed.
            None => ExitCode::SUCCESS,
        };
    }
    let started = args.clone();
    let (farewell_in, farewells) = mpsc::channel::<Farewell>();
    run(
        &args,
        ui::window_options(),
        move |creation| window(&started, creation, &farewell_in),
        || farewells.try_iter().for_each(|farewell| farewell()),
    )
}

/// Runs a window for as long as it is open, then `afterwards`, and says in a box what went wrong.
fn run<A: eframe::App>(
    args: &Args,
    options: eframe::NativeOptions,
    creator: impl FnOnce(&eframe::CreationContext<'_>) -> io::Result<A>,
    afterwards: impl FnOnce(),
) -> ExitCode {
    let (first, second) = match args.renderer {
        // A window system starts one event loop a process: the other way to draw gets its own.
        Renderer::Auto => (eframe::Renderer::Glow, Some("--renderer=wgpu")),
        Renderer::Glow => (eframe::Renderer::Glow, None),
        Renderer::Wgpu => (eframe::Renderer::Wgpu, None),
    };
    let options = eframe::NativeOptions {
        renderer: first,
        ..options
    };
    let ended = open(options, creator);
    afterwards();
    let no_window = |reason: &str| told((words(args).no_window)(reason));
    match (ended, second) {
        (Ended::Closed, _) => ExitCode::SUCCESS,
        (Ended::Broken, _) => told((words(args).broken)(&panics::last_place())),
        (Ended::NotOpened(reason), None) => no_window(&reason),
        (Ended::NotOpened(reason), Some(other)) => match again::instead(other) {
            Some(status) if status.success() => ExitCode::SUCCESS,
            Some(status) if status.code() == Some(i32::from(TOLD)) => ExitCode::from(TOLD),
            // A driver that takes the whole process down with it cannot say anything.
            _ => no_window(&reason),
        },
    }
}

/// The words for a box, in the language that the window would have had.
fn words(args: &Args) -> &'static StartTexts {
    let language = args
        .language()
        .or_else(|| peek_settings(args.config.as_deref())?.language)
        .unwrap_or_else(system_language);
    StartTexts::of(language)
}

/// How the life of a window ended.
enum Ended {
    /// As it should.
    Closed,
    /// By a mistake of the program.
    Broken,
    /// It never began: why.
    NotOpened(String),
}

fn open<A: eframe::App>(
    options: eframe::NativeOptions,
    creator: impl FnOnce(&eframe::CreationContext<'_>) -> io::Result<A>,
) -> Ended {
    let (has_opened, has_broken) = (Cell::new(false), Rc::new(Cell::new(false)));
    let told = Rc::clone(&has_broken);
    let create: eframe::AppCreator<'_> = Box::new(|creation| {
        let app = creator(creation)?;
        has_opened.set(true);
        Ok(Box::new(Guarded::new(app, told)))
    });
    let run = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(ui::WINDOW_TITLE, options, create)
    }));
    match run {
        _ if has_broken.get() => Ended::Broken,
        Ok(Ok(())) => Ended::Closed,
        Ok(Err(error)) => Ended::NotOpened(error.to_string()),
        Err(_panic) if has_opened.get() => Ended::Broken,
        // Drivers bring the crates that call them to panic, too.
        Err(_panic) => Ended::NotOpened(panics::last_place()),
    }
}

/// Says what is due, and opens the program itself if that is the answer.
fn remind(args: &Args, due: DueReminder) -> ExitCode {
    let (given_in, given) = mpsc::channel();
    let language = args.language();
    let ended = run(
        args,
        reminder::window_options(due.look.text_size()),
        move |creation| {
            let DueReminder {
                said,
                mut look,
                take,
            } = due;
            look.settings.language = language.or(look.settings.language);
            let (events_in, events) = mpsc::channel();
            let waker = EguiWaker(creation.egui_ctx.clone());
            let watched = watch_look(creation, events_in, Arc::new(waker));
            ui::install(&creation.egui_ctx);
            let window = ReminderWindow::new(said, look, events, system_language(), take);
            given_in.send((window.given(), watched)).ok();
            Ok(window)
        },
        || (),
    );
    let answer = given.try_iter().find_map(|(given, _)| *given.borrow());
    if answer != Some(Answer::Open) {
        return ended;
    }
    let mut arguments: Vec<OsString> = vec!["--renewal".into()];
    for (name, path) in [("--config", &args.config), ("--policy", &args.policy)] {
        if let Some(path) = path {
            arguments.extend([name.into(), path.into()]);
        }
    }
    if again::afterwards(&arguments) {
        ended
    } else {
        ExitCode::FAILURE
    }
}

/// Has the system's look reported as events.
fn watch_look(
    creation: &eframe::CreationContext<'_>,
    events: mpsc::Sender<Event>,
    waker: Arc<dyn Waker>,
) -> SystemLooks {
    SystemLooks::watch(
        TextScaling::of(creation),
        Arc::new(move |look| {
            events.send(Event::SystemLook(look)).ok();
            waker.wake();
        }),
    )
}

/// Says in a box why there is no window.
fn told(words: String) -> ExitCode {
    if let Some(here) = MainThread::here() {
        dialogs::tell(here, ui::WINDOW_TITLE, words);
    }
    ExitCode::from(TOLD)
}

/// Help and wrong arguments; Windows gives a window's program no terminal to print them on.
fn misused(told: &clap::Error) -> ExitCode {
    if cfg!(windows)
        && let Some(here) = MainThread::here()
    {
        dialogs::tell(here, ui::WINDOW_TITLE, told.to_string());
    } else {
        told.print().ok();
    }
    u8::try_from(told.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Tells the window what the readers report, past the worker.
fn at_once(events: mpsc::Sender<Event>, waker: Arc<dyn Waker>) -> ReportSink {
    Arc::new(move |report| {
        events.send(Event::CardsNow(report)).ok();
        waker.wake();
    })
}

/// What is left to do when the window is gone.
type Farewell = Box<dyn FnOnce()>;

fn window(
    args: &Args,
    creation: &eframe::CreationContext<'_>,
    farewells: &mpsc::Sender<Farewell>,
) -> io::Result<Window> {
    let (events_in, events) = mpsc::channel();
    let (worker_in, messages) = mpsc::channel::<Message>();
    let waker: Arc<dyn Waker> = Arc::new(EguiWaker(creation.egui_ctx.clone()));
    let clock = Arc::new(SystemClock);
    let cancel = CancelFlag::default();
    let policy = load_policy(args.policy.as_deref());
    let practises = policy.policy.offer.has(Offer::Practice);
    let source = match &args.demo {
        Some(profile) if practises => Source::Demo {
            profile: profile.clone(),
        },
        _ => Source::Real,
    };
    let LoadedSettings {
        store,
        mut settings,
        failure,
    } = load_settings(args.config.as_deref());
    settings.language = args.language().or(settings.language);

    let ports = Ports {
        sources: Box::new(SystemSources::new(clock.clone())),
        files: Arc::new(SystemFiles),
        clock: clock.clone(),
        trust: TrustStore::jlis(),
        inbox: worker_in.clone(),
        at_once: Some(at_once(events_in.clone(), Arc::clone(&waker))),
        cancel: cancel.clone(),
        machine: Arc::new(SystemMachine::drawn_by(drawing(creation))),
        journal: match args.verbose {
            0 => Journal::default(),
            _ => Journal::heard_by(Arc::new(|told| log::line(told))),
        },
    };
    let worker = Worker::new(ports, source.clone());
    let thread = worker::spawn(worker, messages, events_in.clone(), Arc::clone(&waker))?;
    let (stop, last_orders) = (cancel.clone(), worker_in.clone());
    // A card is never left verified, and no file half checked: what is begun ends in order.
    let farewell: Farewell = Box::new(move || {
        stop.raise();
        last_orders.send(Message::Stop).ok();
        thread.join().ok();
    });
    farewells.send(farewell).ok();

    let dialog_events = events_in.clone();
    let preview_waker = Arc::clone(&waker);
    let looks = watch_look(creation, events_in.clone(), Arc::clone(&waker));
    let here = MainThread::here().ok_or(io::ErrorKind::Unsupported)?;
    let dialogs = SystemDialogs::new(
        here,
        Arc::new(move |request, paths| {
            dialog_events
                .send(Event::DialogClosed { request, paths })
                .ok();
            waker.wake();
        }),
    );
    dialogs.belong_to(creation);

    let keeper = ReminderKeeper::new(args.config.as_deref());
    let (reminder, reminder_failure) = keeper.load();
    let mut state = AppState::new(source, settings)
        .governed(policy)
        .reminding(reminder);
    if args.verbose > 0 {
        state.logging = Logging::Detailed;
        let language = state.settings.language.unwrap_or_else(system_language);
        log::line(&SupportTexts::of(language).logging.announced);
    }
    // A policy that was refused says itself why nothing is offered.
    let told = state.counter.trouble.is_some();
    let failure = failure.or(reminder_failure).or_else(|| {
        let offer = Offer::Practice;
        (args.demo.is_some() && !practises && !told).then_some(Failure::NotOffered { offer })
    });
    if let Some(failure) = failure {
        state.apply(Event::Failed(failure));
    }
    if args.renewal {
        state.act(Action::Guide(GuideStep::Plan));
    }
    for effect in state.act(Action::OpenFiles(args.files.clone())) {
        if let Effect::Send(command) = effect {
            worker_in.send(Message::Command(command)).ok();
        }
    }
    let (previews, orders) = mpsc::channel();
    // It ends by itself when the window is gone; nothing of it needs an orderly end.
    preview::spawn(
        Previewer::new(
            Arc::new(SystemFiles),
            Box::new(OtherProcess::new(
                Arc::new(SystemFiles),
                Box::new(|| again::with("--draw-pages")),
                MAX_DOCUMENT,
            )),
        ),
        orders,
        events_in,
        preview_waker,
    )?;
    let shore = Shore {
        events,
        worker: worker_in,
        previews,
        cancel,
        clock,
        dialogs: Box::new(dialogs),
        save_settings: Box::new(move |settings| save_settings(store.as_ref(), settings)),
        keep_reminder: Box::new(move |dates| keeper.keep(dates)),
        looks: Box::new(looks),
        practice: PracticeKit {
            profiles: sim::Profile::ids().map(str::to_owned).collect(),
            pin: sim::DEMO_AUTH_PIN,
            password: sim::DEMO_SIGN_PASSWORD,
        },
    };
    ui::install(&creation.egui_ctx);
    Ok(Window::new(state, shore, system_language()))
}
