//! An X server of the tests' own, and what a client of AT-SPI needs to look at a window on it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// The Python that has the system's packages.
pub const PYTHON: &str = "/usr/bin/python3";

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
        ("xdotool", runs("which", &["xdotool"])),
        ("xvfb", runs("which", &["Xvfb"])),
    ]
    .into_iter()
    .find_map(|(package, is_there)| (!is_there).then(|| package.to_owned()))
}

/// Whether the test goes on: all is there. What is missing is said; CI has it all.
pub fn is_there() -> bool {
    let Some(package) = missing() else {
        return true;
    };
    let is_required = ["INKAN_REQUIRE_JUDGES", "CI"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    assert!(!is_required, "needs the package {package}");
    eprintln!("skipped: no {package} here; `make test` installs it");
    false
}

/// An X server that ends with it.
pub struct Display(Child, String);

impl Display {
    pub fn open() -> Self {
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                // Wide enough for several windows side by side.
                "3300x900x24",
                "-nolisten",
                "tcp",
                // No key repeats itself because the machine is busy.
                "-r",
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

impl Display {
    /// Its name, for `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.1
    }

    /// `program` within a session bus of its own, on this display, with `home` for what it keeps.
    pub fn run(&self, program: &str, home: &std::path::Path) -> Command {
        let mut command = Command::new("dbus-run-session");
        command
            .args(["--", program])
            .env("DISPLAY", &self.1)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("XDG_RUNTIME_DIR", home)
            .env("XDG_CONFIG_HOME", home)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("PYTHONHOME")
            .env_remove("PYTHONPATH");
        command
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
