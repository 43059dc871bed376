//! What the system says of itself, for the support report: its make and versions, as numbers. Files
//! and programs of the system at fixed places are asked; nothing of the person's.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use super::clock::Stopwatch;
use crate::app::ports::{Drawing, Machine, MachineFacts, Os, Version};

/// How long a program of the system may take to tell its version.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often it is looked whether it has.
const PAUSE: Duration = Duration::from_millis(5);

/// This computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemMachine {
    drawing: Drawing,
}

impl SystemMachine {
    /// `drawing` says how the window is drawn, which only the window knows.
    pub fn drawn_by(drawing: Drawing) -> Self {
        Self { drawing }
    }
}

impl Machine for SystemMachine {
    fn facts(&self) -> MachineFacts {
        let (os, version) = if cfg!(target_os = "windows") {
            (Os::Windows, windows_version())
        } else if cfg!(target_os = "macos") {
            (Os::MacOs, macos_version())
        } else if cfg!(target_os = "linux") {
            linux()
        } else {
            (Os::Unknown, None)
        };
        MachineFacts {
            os,
            version,
            kernel: kernel(),
            pcsc_lite: pcsc_lite(),
            drawing: self.drawing,
        }
    }
}

/// os-release(5).
fn linux() -> (Os, Option<Version>) {
    let text = ["/etc/os-release", "/usr/lib/os-release"]
        .into_iter()
        .find_map(|path| fs::read_to_string(path).ok())
        .unwrap_or_default();
    read_os_release(&text)
}

fn read_os_release(text: &str) -> (Os, Option<Version>) {
    let value = |key: &str| {
        let mut lines = text.lines();
        let value = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        value.map(|value| value.trim().trim_matches(['"', '\'']))
    };
    let os = value("ID").map_or(Os::Linux, Os::from_linux_id);
    (os, value("VERSION_ID").and_then(Version::at_start))
}

fn kernel() -> Option<Version> {
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").ok()?;
    Version::at_start(release.trim())
}

fn macos_version() -> Option<Version> {
    let path = "/System/Library/CoreServices/SystemVersion.plist";
    read_system_version(&fs::read_to_string(path).ok()?)
}

fn read_system_version(plist: &str) -> Option<Version> {
    let (_, behind) = plist.split_once("<key>ProductVersion</key>")?;
    let (_, value) = behind.split_once("<string>")?;
    Version::at_start(value)
}

fn windows_version() -> Option<Version> {
    // The place of the system, which Windows itself sets; `ver` is a word of its command interpreter.
    let root = std::env::var_os("SystemRoot")?;
    let program = Path::new(&root).join("System32").join("cmd.exe");
    Version::somewhere_in(&answer_of(&program, &["/d", "/c", "ver"])?)
}

/// What the daemon says of itself; the library has no way to ask.
fn pcsc_lite() -> Option<Version> {
    if cfg!(any(target_os = "windows", target_os = "macos")) {
        return None;
    }
    ["/usr/sbin/pcscd", "/usr/bin/pcscd", "/usr/local/sbin/pcscd"]
        .into_iter()
        .filter(|path| Path::new(path).is_file())
        .find_map(|path| Version::somewhere_in(&answer_of(Path::new(path), &["--version"])?))
}

/// What a program of the system writes when it is called so; nothing where it takes too long.
fn answer_of(program: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    without_console(&mut command);
    let mut child = command.spawn().ok()?;
    let watch = Stopwatch::start();
    while child.try_wait().ok()?.is_none() {
        if watch.has_passed(PATIENCE) {
            child.kill().ok();
            child.wait().ok();
            return None;
        }
        thread::sleep(PAUSE);
    }
    let output = child.wait_with_output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// No black window flashes up.
#[cfg(windows)]
fn without_console(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    /// `CREATE_NO_WINDOW` of the Windows API.
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_console(_command: &mut Command) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(version: Option<Version>) -> String {
        version.map(|it| it.to_string()).unwrap_or_default()
    }

    #[test]
    fn what_a_linux_says_of_itself_becomes_a_name_and_numbers() {
        let ubuntu =
            "PRETTY_NAME=\"Ubuntu 24.04.1 LTS\"\nID_LIKE=debian\nVERSION_ID=\"24.04\"\nID=ubuntu\n";
        let (os, version) = read_os_release(ubuntu);
        assert_eq!((os, shown(version).as_str()), (Os::Ubuntu, "24.04"));
        let own = "ID='hanako-os'\nVERSION_ID=of-hanako\nPRETTY_NAME=\"Hanako\"\n";
        assert_eq!(read_os_release(own), (Os::Linux, None));
        assert_eq!(read_os_release(""), (Os::Linux, None));
    }

    #[test]
    fn what_macos_says_of_itself_becomes_numbers() {
        let plist = "<key>ProductName</key><string>macOS</string>\n<key>ProductVersion</key>\n\t<string>14.4.1</string>";
        assert_eq!(shown(read_system_version(plist)), "14.4.1");
        assert_eq!(read_system_version("<key>ProductVersion</key>"), None);
        assert_eq!(read_system_version(""), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_computer_says_something_and_a_program_that_hangs_says_nothing() {
        let facts = SystemMachine::default().facts();
        assert_ne!(facts.os, Os::Unknown);
        assert!(facts.kernel.is_some());
        assert_eq!(answer_of(Path::new("/bin/sleep"), &["86400"]), None);
        assert_eq!(answer_of(Path::new("/no/such/program"), &[]), None);
    }
}
