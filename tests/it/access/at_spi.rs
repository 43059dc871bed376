//! The window itself under an X server, asked by a real client of AT-SPI, the way a screen reader asks:
//! it finds the same names as the tests do. What is missing for it is said; CI has it all.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};

use inkan::app::settings::Language;
use inkan::app::tour::TourStep;
use inkan::i18n::language::LanguageTexts;
use inkan::i18n::tour::TourTexts;

use super::scenes::CONTROLS;
use crate::window::rig::Setup;

const PYTHON: &str = "/usr/bin/python3";
const PAGES: [&str; 6] = [
    "ホーム",
    "文書に署名",
    "署名を確認",
    "暗証番号",
    "手続き案内",
    "設定と診断",
];

/// What the client needs, or what is missing of it.
fn missing() -> Option<String> {
    let runs = |program: &str, arguments: &[&str]| {
        Command::new(program)
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    let launcher = ["/usr/libexec", "/usr/lib/at-spi2-core"]
        .iter()
        .any(|folder| {
            std::path::Path::new(folder)
                .join("at-spi-bus-launcher")
                .exists()
        });
    [
        ("at-spi2-core", launcher),
        ("python3-pyatspi", runs(PYTHON, &["-c", "import pyatspi"])),
        ("dbus", runs("dbus-run-session", &["--version"])),
        ("xvfb", runs("which", &["Xvfb"])),
    ]
    .into_iter()
    .find_map(|(package, is_there)| (!is_there).then(|| package.to_owned()))
}

/// An X server that ends with it.
struct Display(Child, String);

impl Display {
    fn open() -> Self {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1200x900x24",
                "-nolisten",
                "tcp",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        BufReader::new(server.stdout.take().expect("piped"))
            .read_line(&mut number)
            .expect("tells its number");
        Self(server, format!(":{}", number.trim()))
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[test]
fn a_screen_reader_finds_every_name_on_every_page() {
    if let Some(package) = missing() {
        let is_required = ["INKAN_REQUIRE_JUDGES", "CI"]
            .iter()
            .any(|name| std::env::var_os(name).is_some());
        assert!(!is_required, "needs the package {package}");
        eprintln!("skipped: no {package} here; `make test` installs it");
        return;
    }
    let config = tempfile::tempdir().expect("a folder");
    let display = Display::open();
    let walked = Command::new("dbus-run-session")
        .args(["--", PYTHON])
        .arg("tests/it/access/walk.py")
        .arg(env!("CARGO_BIN_EXE_inkan"))
        .arg(config.path())
        .args(PAGES)
        .env("DISPLAY", &display.1)
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("XDG_RUNTIME_DIR", config.path())
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("PYTHONHOME")
        .env_remove("PYTHONPATH")
        .output()
        .expect("runs");
    let said = String::from_utf8_lossy(&walked.stderr);
    assert!(walked.status.success(), "{said}");
    let found: BTreeMap<String, Vec<(String, String)>> =
        serde_json::from_slice(&std::fs::read(config.path().join("found.json")).expect(&said))
            .expect("JSON");
    let mut rig = Setup::practice("normal").open();
    for (number, page) in PAGES.into_iter().enumerate() {
        rig.page(number + 1);
        let wanted: BTreeSet<String> = rig
            .harness
            .query_all_by(|node| CONTROLS.contains(&node.role()) || node.role() == Role::Heading)
            .filter_map(|node| node.accesskit_node().label())
            // The look of the machine is its own.
            .filter(|name| !name.starts_with("配色"))
            .collect();
        assert!(wanted.len() > 10, "{page}");
        let heard: BTreeSet<&str> = found[page].iter().map(|(_, name)| name.as_str()).collect();
        let unheard: Vec<_> = wanted
            .iter()
            .filter(|name| !heard.contains(name.as_str()))
            .collect();
        assert!(unheard.is_empty(), "{page}: {unheard:?} not in {heard:?}");
    }
    let words = TourTexts::of(Language::Ja);
    for step in TourStep::ALL {
        let heard = &found[&format!("案内 {}", step.number())];
        let said = (words.words)(step, false);
        let is_said = heard.iter().any(|(_, name)| name.contains(said));
        assert!(is_said, "{step:?}: {heard:?}");
    }
    // A new language is announced: once, in itself, and no other is.
    let heard: Vec<&str> = found["announced"].iter().map(|it| it.1.as_str()).collect();
    for language in Language::ALL {
        let told = LanguageTexts::of(language).chosen;
        let times = heard.iter().filter(|it| **it == told).count();
        assert_eq!(
            times,
            usize::from(language == Language::En),
            "{told}: {heard:?}"
        );
    }
}
