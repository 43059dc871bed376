//! Starting anywhere: without a display, without OpenGL, without Vulkan, twice at once, with settings that
//! are damaged or of another version. The real program on a screen without a monitor.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::screen::{Running, Screen, leaves_no_core};

const INKAN: &str = env!("CARGO_BIN_EXE_inkan");
/// For programs on a busy machine; nothing is measured by it.
const PATIENCE: Duration = Duration::from_mins(1);

/// Mesa then has no OpenGL of its own to draw with.
const NO_OPENGL: (&str, &str) = ("LIBGL_DRIVERS_PATH", "/nonexistent");
/// The loader of Vulkan then finds no driver.
const NO_VULKAN: (&str, &str) = ("VK_DRIVER_FILES", "/nonexistent");

/// A folder with the settings, and a zenity that writes down what it is told.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let zenity = folder.path().join("zenity");
        let script = "#!/bin/sh\nprintf '%s\\n' \"$@\" >>\"${0%/*}/told\"\n";
        fs::write(&zenity, script).expect("writes");
        fs::set_permissions(&zenity, fs::Permissions::from_mode(0o755)).expect("executable");
        Self(folder)
    }

    fn settings(&self) -> PathBuf {
        self.0.path().join("config/settings.toml")
    }

    /// The window in practice mode.
    fn inkan(&self, mut command: Command) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        command
            .args(["--demo", "--config"])
            .arg(self.0.path().join("config"))
            .env("PATH", format!("{}:{path}", self.0.path().display()))
            .env("XDG_RUNTIME_DIR", self.0.path())
            .env("LC_ALL", "ja_JP.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// What stood in boxes, and how many there were.
    fn told(&self) -> (String, usize) {
        let told = fs::read_to_string(self.0.path().join("told")).unwrap_or_default();
        let boxes = told.lines().filter(|line| *line == "--error").count();
        (told, boxes)
    }
}

#[test]
fn without_opengl_the_other_way_to_draw_is_taken() {
    for arguments in [&[][..], &["--renderer", "auto"], &["--", "a.txt"]] {
        let Some(screen) = Screen::open() else { return };
        let home = Home::new();
        let mut command = home.inkan(screen.command(INKAN));
        let mut running = Running(
            command
                .args(arguments)
                .env(NO_OPENGL.0, NO_OPENGL.1)
                .spawn()
                .expect("starts"),
        );
        assert!(
            screen.wait_for_painted(1, PATIENCE).is_some(),
            "{arguments:?}"
        );
        assert!(running.0.try_wait().expect("asked").is_none());
        assert_eq!(home.told(), (String::new(), 0));
        // The process that draws is a child of ours; it ends with its screen.
        drop(screen);
        running.0.wait().expect("ended");
    }
}

#[test]
fn where_nothing_draws_a_box_says_so_once_and_points_to_the_command_line() {
    let Some(screen) = Screen::open() else { return };
    let cases = [
        (
            vec!["--renderer=auto", "--lang=ja"],
            "画面を描く方法が2つとも",
        ),
        (
            vec!["--renderer=auto", "--lang=ja-easy"],
            "カードには何もしていません。",
        ),
        (
            vec!["--renderer=glow", "--lang=en"],
            "Neither of the two ways",
        ),
        (
            vec!["--renderer=wgpu", "--lang=en"],
            "Nothing was done to your card.",
        ),
    ];
    for (arguments, words) in cases {
        let home = Home::new();
        let mut command = home.inkan(screen.command(INKAN));
        let ended = command
            .args(&arguments)
            .envs([NO_OPENGL, NO_VULKAN])
            .output()
            .expect("runs");
        assert_eq!(ended.status.code(), Some(1), "{arguments:?}");
        let (told, boxes) = home.told();
        assert_eq!(boxes, 1, "{arguments:?}: {told}");
        assert!(
            told.contains(words) && told.contains("inkan-cli status"),
            "{told}"
        );
        assert!(
            !home.settings().exists(),
            "nothing is written by a start that failed"
        );
    }
}

#[test]
fn a_window_that_breaks_down_says_where_and_nothing_of_anyone() {
    let Some(screen) = Screen::open() else { return };
    let home = Home::new();
    let mut command = home.inkan(screen.command(INKAN));
    let ended = command
        .env("INKAN_BREAK", "見本花子 ABC123")
        .stderr(Stdio::piped())
        .output()
        .expect("runs");
    assert_eq!(ended.status.code(), Some(1));
    let (told, boxes) = home.told();
    let said = String::from_utf8(ended.stderr).expect("UTF-8");
    assert_eq!(boxes, 1, "{told}");
    assert!(told.contains("番号：E-APP-04 src/ui/guarded.rs:"), "{told}");
    assert!(told.contains("サポート用レポート"), "{told}");
    for words in [&told, &said] {
        assert!(
            !words.contains("花子") && !words.contains("ABC123"),
            "{words}"
        );
    }
    assert!(!home.settings().exists(), "nothing is written");
}

#[test]
fn without_a_display_the_terminal_is_told() {
    let home = Home::new();
    let mut command = home.inkan(Command::new(INKAN));
    let ended = command
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .stderr(Stdio::piped())
        .output()
        .expect("runs");
    assert_eq!(ended.status.code(), Some(1));
    let said = String::from_utf8(ended.stderr).expect("UTF-8");
    assert!(said.contains("Inkanの画面を開けませんでした。"), "{said}");
    assert!(said.contains("inkan-cli status"), "{said}");
}

#[test]
fn wrong_arguments_are_told_and_open_nothing() {
    let ended = Command::new(INKAN).arg("--bogus").output().expect("runs");
    assert_eq!(ended.status.code(), Some(2));
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.contains("--bogus"), "{said}");
    let helped = Command::new(INKAN).arg("--help").output().expect("runs");
    assert!(helped.status.success() && !helped.stdout.is_empty());
}

#[test]
fn two_starts_at_once_open_two_windows_that_share_their_settings() {
    let Some(screen) = Screen::open() else { return };
    let home = Home::new();
    let start = || Running(home.inkan(screen.command(INKAN)).spawn().expect("starts"));
    let mut both = [start(), start()];
    assert!(screen.wait_for_painted(2, PATIENCE).is_some());
    for one in &mut both {
        assert!(one.0.try_wait().expect("asked").is_none());
        assert!(leaves_no_core(one.0.id()));
    }
    assert_eq!(home.told().1, 0);
    // A third that finds them there is as good as they.
    let third = start();
    assert!(screen.wait_for_painted(3, PATIENCE).is_some());
    drop((both, third));
    let aside = home.settings().with_extension("toml.broken");
    assert!(!aside.exists(), "nobody found half a file");
}
