//! The program itself as the system starts it: what it does when something is due and when nothing is, and
//! what is on the disk afterwards.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use inkan::app::failure::Failure;
use inkan::app::ports::Clock;
use inkan::app::reminder::Reminder;
use inkan::compose::ReminderKeeper;
use inkan::core::jpki::Slot;
use inkan::core::rules::{RemindedDates, RenewalWindow, jst_date};
use inkan::platform::clock::SystemClock;
use jiff::ToSpan;
use jiff::civil::Date;

use super::both;
use crate::display::{self, Display};

const FORCED: &str = "version = 1\n[counter]\nmode = \"forced\"\n";

fn today() -> Date {
    jst_date(SystemClock.now())
}

/// A window that opened `days` ago, or opens later.
fn opened(days: i64) -> Reminder {
    let from = today().saturating_sub(days.days());
    let until = from.saturating_add(90.days());
    let dates = RemindedDates::new(RenewalWindow { from, until });
    Reminder::default().with(Slot::Sign, Some(dates))
}

/// What a person has on disk.
struct Home(tempfile::TempDir);

impl Home {
    fn with(reminder: &Reminder) -> Self {
        let home = Self(tempfile::tempdir().expect("a folder"));
        std::fs::create_dir_all(home.config()).expect("made");
        home.write("reminder.toml", &reminder.to_toml().expect("writes"));
        home
    }

    fn config(&self) -> PathBuf {
        self.0.path().join("inkan")
    }

    fn entry(&self) -> PathBuf {
        self.0.path().join("autostart/inkan-remind.desktop")
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.config().join(name), text).expect("written");
    }

    fn read(&self) -> Option<Reminder> {
        let text = std::fs::read_to_string(self.config().join("reminder.toml")).ok()?;
        Some(Reminder::from_toml(&text).expect("dates"))
    }

    fn program(&self) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_inkan"));
        program
            .env("XDG_CONFIG_HOME", self.0.path())
            .env("HOME", self.0.path());
        program
    }

    /// Everything on disk, by name.
    fn names(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(path.strip_prefix(self.0.path()).expect("in it").to_owned());
                }
            }
        }
        found.sort();
        found
    }
}

/// Without a display at all a window could not open: where nothing is due, nobody finds out.
#[test]
fn where_nothing_is_due_it_ends_at_once_and_opens_nothing() {
    let told = opened(3).told(today());
    let cases = [
        ("the window opens tomorrow", opened(-1), None),
        ("it was told", told, None),
        ("no dates", Reminder::default(), None),
        ("a counter by policy", opened(0), Some(FORCED)),
    ];
    for (name, reminder, policy) in cases {
        let home = Home::with(&reminder);
        let before = home.read();
        let mut program = home.program();
        program.arg("--remind");
        if let Some(policy) = policy {
            home.write("policy.toml", policy);
            program
                .arg("--policy")
                .arg(home.config().join("policy.toml"));
        }
        let ended = quietly(&mut program);
        assert!(ended.status.success(), "{name}: {ended:?}");
        assert!(
            ended.stdout.is_empty() && ended.stderr.is_empty(),
            "{name}: {ended:?}"
        );
        assert_eq!(home.read(), before, "{name}");
    }
    let home = Home::with(&opened(0));
    home.write("settings.toml", "counter-mode = true\n");
    assert!(quietly(home.program().arg("--remind")).status.success());
    // The one case that opens a window does not pass without a display.
    let home = Home::with(&opened(0));
    assert!(!quietly(home.program().arg("--remind")).status.success());
    assert_eq!(home.read(), Some(opened(0)), "it was not told");
}

#[test]
fn a_damaged_file_is_nothing_to_say_and_stays_for_the_window_to_tell() {
    for damaged in ["[sign", "sign = 1", "\u{0}"] {
        let home = Home::with(&Reminder::default());
        home.write("reminder.toml", damaged);
        assert!(quietly(home.program().arg("--remind")).status.success());
        let config = home.config();
        let read = |name: &str| std::fs::read_to_string(config.join(name)).ok();
        assert_eq!(read("reminder.toml").as_deref(), Some(damaged));
        let (desk, failure) = ReminderKeeper::new(Some(&home.config())).load();
        assert!(desk.dates.is_empty());
        assert_eq!(failure, Some(Failure::ReminderDamaged));
        assert_eq!(read("reminder.toml"), None);
        assert_eq!(read("reminder.toml.broken").as_deref(), Some(damaged));
    }
    // Nothing at all is no damage.
    let home = Home(tempfile::tempdir().expect("a folder"));
    assert!(quietly(home.program().arg("--remind")).status.success());
    assert_eq!(home.names(), [""; 0].map(PathBuf::from));
}

/// It is started at every login: it must cost nothing worth mentioning.
#[test]
fn it_takes_milliseconds() {
    let home = Home::with(&opened(-1));
    let fastest = (0..5)
        .map(|_| {
            let start = Instant::now();
            assert!(quietly(home.program().arg("--remind")).status.success());
            start.elapsed()
        })
        .min()
        .expect("five");
    eprintln!("a login where nothing is due: {fastest:?}");
    assert!(fastest < Duration::from_millis(250), "{fastest:?}");
}

fn quietly(program: &mut Command) -> std::process::Output {
    program
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stdin(Stdio::null())
        .output()
        .expect("runs")
}

/// Answers the window that says it, as a screen reader does; what it said.
fn answered(home: &Home, label: &str) -> String {
    let screen = Display::open();
    let answered = screen
        .run(display::PYTHON, home.0.path())
        .arg("tests/it/access/answer.py")
        .arg(env!("CARGO_BIN_EXE_inkan"))
        .arg(label)
        .env("HOME", home.0.path())
        .output()
        .expect("runs");
    let said = String::from_utf8_lossy(&answered.stderr);
    assert!(answered.status.success(), "{said}");
    String::from_utf8(answered.stdout).expect("text")
}

#[test]
fn what_is_due_is_said_once_and_noted() {
    if !display::is_there() {
        return;
    }
    let home = Home::with(&opened(0));
    let said = answered(&home, "あとで");
    assert!(
        said.contains("署名用電子証明書を更新できるようになりました"),
        "{said}"
    );
    assert_eq!(home.read(), Some(opened(0).told(today())));
    assert!(
        quietly(home.program().arg("--remind")).status.success(),
        "not twice"
    );
}

#[test]
fn never_again_leaves_nothing_on_the_disk() {
    if !display::is_there() {
        return;
    }
    let home = Home::with(&opened(89));
    std::fs::create_dir_all(home.entry().parent().expect("a folder")).expect("made");
    std::fs::write(home.entry(), "[Desktop Entry]\n").expect("written");
    let said = answered(&home, "もうお知らせしない");
    assert!(said.contains("1週間以内です"), "{said}");
    let left: Vec<_> = home
        .names()
        .into_iter()
        .filter(|name| name.to_string_lossy().contains("remind"))
        .collect();
    assert_eq!(left, [""; 0].map(PathBuf::from));
}

#[test]
fn an_answer_opens_the_guide_where_the_renewal_is() {
    if !display::is_there() {
        return;
    }
    let home = Home::with(&opened(0));
    let said = answered(&home, "手続き案内を開く");
    assert!(said.contains("heading 更新の予定"), "{said}");
    assert_eq!(home.read(), Some(opened(0).told(today())));
}

/// What `answer.py` needs of a keeper: the entry of this program, beside dates in a folder of its own.
fn keeper(folder: &Path) -> ReminderKeeper {
    ReminderKeeper::new(Some(folder))
}

/// The entry lies in the person's own autostart folder, which a test does not touch: it starts itself
/// again with another one.
#[test]
fn the_entry_comes_and_goes_with_the_dates() {
    const INNER: &str = "INKAN_TEST_REMINDER_HOME";
    if let Some(home) = std::env::var_os(INNER) {
        return entry_in(Path::new(&home));
    }
    let home = tempfile::tempdir().expect("a folder");
    let again = Command::new(std::env::current_exe().expect("the tests"))
        .args([
            "--exact",
            "reminder::login::the_entry_comes_and_goes_with_the_dates",
        ])
        .arg("--nocapture")
        .env(INNER, home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .env("HOME", home.path())
        .output()
        .expect("runs");
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(again.status.success(), "{said}");
    let stdout = String::from_utf8_lossy(&again.stdout);
    assert!(stdout.contains("1 passed"), "{stdout}");
}

fn entry_in(home: &Path) {
    let (folder, entry) = (
        home.join("inkan"),
        home.join("autostart/inkan-remind.desktop"),
    );
    let keeper = keeper(&folder);
    let (desk, failure) = keeper.load();
    assert!(desk.dates.is_empty() && !desk.is_set_up && failure.is_none());
    assert_eq!(
        std::fs::read_dir(home).expect("there").count(),
        0,
        "nothing unasked"
    );

    keeper.keep(&both()).expect("kept");
    let written = std::fs::read_to_string(&entry).expect("written");
    let program = std::env::current_exe().expect("the tests");
    let exec = format!(
        "Exec=\"{}\" \"--remind\" \"--config\" \"{}\"\n",
        program.display(),
        folder.display()
    );
    assert!(written.contains(&exec), "{written}");
    judged(&entry);
    let (desk, failure) = keeper.load();
    assert_eq!((desk.dates, desk.is_set_up, failure), (both(), true, None));

    // The program was somewhere else when it was made.
    let moved = written.replace(&program.display().to_string(), "/old/place/inkan");
    assert_ne!(moved, written);
    std::fs::write(&entry, moved).expect("written");
    keeper.load();
    assert_eq!(std::fs::read_to_string(&entry).expect("there"), written);

    // Turned off by the desktop's own means: so it stays.
    let off = format!("{written}Hidden=true\n");
    std::fs::write(&entry, &off).expect("written");
    keeper.load();
    assert_eq!(std::fs::read_to_string(&entry).expect("there"), off);
    std::fs::remove_file(&entry).expect("removed");
    assert!(!keeper.load().0.is_set_up);
    assert!(!entry.exists(), "not made again by itself");

    keeper.keep(&both()).expect("kept");
    keeper.keep(&Reminder::default()).expect("deleted");
    assert!(!entry.exists());
    assert_eq!(std::fs::read_dir(&folder).expect("there").count(), 0);

    // Dates that cannot be written leave no entry.
    std::fs::create_dir(folder.join("reminder.toml")).expect("in the way");
    assert!(keeper.keep(&both()).is_err());
    assert!(!entry.exists());
    std::fs::remove_dir(folder.join("reminder.toml")).expect("removed");

    // Without dates an entry has nothing to do.
    keeper.keep(&both()).expect("kept");
    std::fs::remove_file(folder.join("reminder.toml")).expect("removed");
    assert!(!keeper.load().0.is_set_up);
    assert!(!entry.exists());
}

/// The freedesktop project's own judge, where it is installed.
fn judged(entry: &Path) {
    let judge = Command::new("desktop-file-validate").arg(entry).output();
    if let Ok(judged) = judge {
        let said = String::from_utf8_lossy(&judged.stdout);
        assert!(judged.status.success() && said.is_empty(), "{said}");
    } else {
        eprintln!("not judged: no desktop-file-validate here");
    }
}
