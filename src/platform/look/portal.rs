//! Linux: the Settings interface of the desktop portal, on the session bus. Without a bus or a portal
//! nothing is reported and nothing is said about it.

use std::{collections::HashMap, thread, time::Duration};

use zbus::{
    blocking::{Connection, Proxy, connection::Builder},
    zvariant::OwnedValue,
};

use super::TextScaling;
use crate::app::ports::{LookSink, SystemLook};

const PORTAL: &str = "org.freedesktop.portal.Desktop";
const PLACE: &str = "/org/freedesktop/portal/desktop";
const SETTINGS: &str = "org.freedesktop.portal.Settings";
const APPEARANCE: &str = "org.freedesktop.appearance";
const GNOME: &str = "org.gnome.desktop.interface";

/// How long a portal may take to answer; it may have to be started first.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the portal answers: settings by name, by group.
type Settings = HashMap<String, HashMap<String, OwnedValue>>;

/// Reports to `sink` what the portal says, at first and whenever something of it changes, from a thread
/// that ends with the bus. `address` is another bus than the session's.
pub fn watch(address: Option<&str>, text: TextScaling, sink: LookSink) {
    let address = address.map(str::to_owned);
    // Without the thread the system's look is not known, and nothing else is missing.
    thread::Builder::new()
        .name("look".to_owned())
        .spawn(move || listen(address.as_deref(), text, &sink).ok())
        .ok();
}

fn listen(address: Option<&str>, text: TextScaling, sink: &LookSink) -> zbus::Result<()> {
    let connection = connect(address)?;
    let portal = Proxy::new(&connection, PORTAL, PLACE, SETTINGS)?;
    // Before the first look, so that nothing falls between the two.
    let changes = portal.receive_signal("SettingChanged")?;
    let mut known = None;
    let mut look = || -> zbus::Result<()> {
        let now = of(&read(&portal)?, text);
        if known != Some(now) {
            known = Some(now);
            sink(now);
        }
        Ok(())
    };
    look()?;
    for change in changes {
        let group = change.body().deserialize::<(String, String, OwnedValue)>();
        let is_ours = group.is_ok_and(|(group, ..)| [APPEARANCE, GNOME].contains(&group.as_str()));
        if is_ours {
            // What could not be asked now stays as it was known.
            look().ok();
        }
    }
    Ok(())
}

fn connect(address: Option<&str>) -> zbus::Result<Connection> {
    match address {
        Some(address) => Builder::address(address)?,
        None => Builder::session()?,
    }
    .method_timeout(PATIENCE)
    .build()
}

fn read(portal: &Proxy<'_>) -> zbus::Result<Settings> {
    portal.call("ReadAll", &([APPEARANCE, GNOME].as_slice(),))
}

fn of(settings: &Settings, text: TextScaling) -> SystemLook {
    let number = |key: &str| u32::try_from(settings.get(APPEARANCE)?.get(key)?).ok();
    let factor = || f64::try_from(settings.get(GNOME)?.get("text-scaling-factor")?).ok();
    SystemLook {
        text_percent: match text {
            TextScaling::ByWindowSystem => None,
            TextScaling::Nobody => factor().and_then(percent),
        },
        // 0: no preference, 1: higher contrast.
        high_contrast: number("contrast").map(|contrast| contrast == 1),
        // 0: no preference, 1: dark, 2: light.
        dark: match number("color-scheme") {
            Some(1) => Some(true),
            Some(2) => Some(false),
            _ => None,
        },
    }
}

/// A factor as a percentage; one that is no size of text is none.
fn percent(factor: f64) -> Option<u16> {
    let percent = (factor * 100.0).round();
    (0.0..=1000.0)
        .contains(&percent)
        .then(|| (0..=1000).find(|whole| f64::from(*whole) >= percent))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_becomes_a_percentage_or_nothing() {
        for (factor, said) in [
            (1.0, Some(100)),
            (1.25, Some(125)),
            (1.1, Some(110)),
            (0.5, Some(50)),
            (3.0, Some(300)),
            (0.0, Some(0)),
            (-1.0, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
            (1e300, None),
        ] {
            assert_eq!(percent(factor), said, "{factor}");
        }
    }
}
