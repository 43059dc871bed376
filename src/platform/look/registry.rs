//! Windows: the person's own registry.

use std::{
    sync::mpsc::{self, Sender},
    thread,
};

use windows_registry::CURRENT_USER;

use super::is_contrast_on;
use crate::app::ports::{LookSink, SystemLook};

/// Reports to `sink` now, and what has changed since whenever the sender says so.
pub(super) fn watch(sink: LookSink) -> Sender<()> {
    let (asked, asks) = mpsc::channel();
    asked.send(()).ok();
    // Without the thread the system's look is not known, and nothing else is missing.
    thread::Builder::new()
        .name("look".to_owned())
        .spawn(move || {
            let mut known = SystemLook::default();
            for () in asks {
                let now = read();
                if now != known {
                    known = now;
                    sink(now);
                }
            }
        })
        .ok();
    asked
}

fn read() -> SystemLook {
    let text = CURRENT_USER
        .open(r"Software\Microsoft\Accessibility")
        .and_then(|key| key.get_u32("TextScaleFactor"));
    let flags = CURRENT_USER
        .open(r"Control Panel\Accessibility\HighContrast")
        .and_then(|key| key.get_string("Flags"));
    SystemLook {
        text_percent: text.ok().and_then(|percent| u16::try_from(percent).ok()),
        high_contrast: flags.ok().and_then(|flags| is_contrast_on(&flags)),
        dark: None,
    }
}
