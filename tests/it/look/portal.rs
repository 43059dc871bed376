//! The desktop portal: a small one of the tests' own on a real bus, and none at all.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use inkan::app::ports::SystemLook;
use inkan::platform::look::{TextScaling, portal};
use zbus::blocking::connection::Builder;
use zbus::object_server::SignalEmitter;
use zbus::zvariant::{OwnedValue, Value};

const PATIENCE: Duration = Duration::from_secs(20);
const PLACE: &str = "/org/freedesktop/portal/desktop";
const APPEARANCE: &str = "org.freedesktop.appearance";
const GNOME: &str = "org.gnome.desktop.interface";

/// A message bus that ends with it.
struct Bus(Child, String);

impl Bus {
    fn open() -> Option<Self> {
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut address = String::new();
        BufReader::new(bus.stdout.take()?)
            .read_line(&mut address)
            .ok()?;
        Some(Self(bus, address.trim().to_owned()))
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

type Groups = HashMap<String, HashMap<String, OwnedValue>>;

fn value(value: impl Into<Value<'static>>) -> OwnedValue {
    value.into().try_to_owned().expect("no file in it")
}

/// What a portal answers, and can be told.
#[derive(Clone, Default)]
struct Settings(Arc<Mutex<Groups>>);

impl Settings {
    fn set(&self, group: &str, key: &str, to: OwnedValue) {
        let mut groups = self.0.lock().expect("sound");
        let group = groups.entry(group.to_owned()).or_default();
        group.insert(key.to_owned(), to);
    }
}

#[zbus::interface(name = "org.freedesktop.portal.Settings")]
impl Settings {
    #[zbus(name = "ReadAll")]
    fn read_all(&self, wanted: Vec<String>) -> Groups {
        let groups = self.0.lock().expect("sound");
        let asked = |name: String| Some((name.clone(), groups.get(&name)?.clone()));
        wanted.into_iter().filter_map(asked).collect()
    }

    #[zbus(signal)]
    async fn setting_changed(
        emitter: &SignalEmitter<'_>,
        namespace: &str,
        key: &str,
        value: Value<'_>,
    ) -> zbus::Result<()>;
}

#[test]
fn what_the_portal_says_is_reported_at_first_and_when_it_changes() {
    let Some(bus) = Bus::open() else {
        let is_required = std::env::var_os("INKAN_REQUIRE_JUDGES").is_some();
        assert!(!is_required, "needs the package dbus");
        eprintln!("skipped: no dbus here; `make test` installs it");
        return;
    };
    let settings = Settings::default();
    settings.set(APPEARANCE, "contrast", value(0_u32));
    settings.set(APPEARANCE, "color-scheme", value(1_u32));
    settings.set(GNOME, "text-scaling-factor", value(1.25_f64));
    settings.set("org.example", "contrast", value(1_u32));
    let served = Builder::address(bus.1.as_str())
        .and_then(|it| it.name("org.freedesktop.portal.Desktop"))
        .and_then(|it| it.serve_at(PLACE, settings.clone()))
        .and_then(Builder::build)
        .expect("a portal");

    let watched = |text| {
        let (said_in, said) = mpsc::channel();
        let sink = Arc::new(move |look: SystemLook| said_in.send(look).expect("heard"));
        portal::watch(Some(&bus.1), text, sink);
        said
    };
    let said = watched(TextScaling::Nobody);
    let next = || said.recv_timeout(PATIENCE).expect("it is said");
    let mut look = SystemLook {
        text_percent: Some(125),
        high_contrast: Some(false),
        dark: Some(true),
    };
    assert_eq!(next(), look);
    // Where the window system enlarges the text, nobody does it twice.
    let scaled = watched(TextScaling::ByWindowSystem);
    let other = scaled.recv_timeout(PATIENCE).expect("it is said");
    assert_eq!(
        other,
        SystemLook {
            text_percent: None,
            ..look
        }
    );

    let tell = |group: &str, key: &str, to: Value<'static>| {
        settings.set(group, key, value(to.try_clone().expect("no file in it")));
        let portal = served
            .object_server()
            .interface::<_, Settings>(PLACE)
            .expect("there");
        let emitter = portal.signal_emitter();
        zbus::block_on(Settings::setting_changed(emitter, group, key, to)).expect("told");
    };
    tell(APPEARANCE, "contrast", 1_u32.into());
    look.high_contrast = Some(true);
    assert_eq!(next(), look);
    // What does not concern the look, and what does not change it, is not reported.
    tell("org.example", "contrast", 0_u32.into());
    tell(GNOME, "cursor-size", 24_i32.into());
    tell(GNOME, "text-scaling-factor", 1.5_f64.into());
    look.text_percent = Some(150);
    assert_eq!(next(), look);
    // A type that was not agreed is as if nothing were said.
    tell(GNOME, "text-scaling-factor", "large".into());
    look.text_percent = None;
    assert_eq!(next(), look);
    tell(APPEARANCE, "color-scheme", 0_u32.into());
    look.dark = None;
    assert_eq!(next(), look);
    assert!(said.try_recv().is_err(), "nothing more");
}

#[test]
fn without_a_bus_or_a_portal_nothing_is_said() {
    let (said_in, said) = mpsc::channel();
    let sink: Arc<dyn Fn(SystemLook) + Send + Sync> =
        Arc::new(move |look| said_in.send(look).expect("heard"));
    portal::watch(
        Some("unix:path=/nonexistent/bus"),
        TextScaling::Nobody,
        Arc::clone(&sink),
    );
    portal::watch(Some("no address"), TextScaling::Nobody, Arc::clone(&sink));
    let bus = Bus::open();
    if let Some(bus) = &bus {
        portal::watch(Some(&bus.1), TextScaling::Nobody, Arc::clone(&sink));
    }
    drop(sink);
    // Every thread has let go of it: each has given up, at once.
    let end = said.recv_timeout(PATIENCE);
    assert_eq!(end, Err(mpsc::RecvTimeoutError::Disconnected));
}
