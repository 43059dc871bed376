//! How the system was told to look: the size of text, strong contrasts, dark colours. On Linux the desktop
//! portal says it, on Windows the registry; macOS has no text size for all programs. It is asked on a
//! thread of its own, so that a system that does not answer holds up nothing (invariant 12).

use crate::app::ports::{LookSink, Looks};

#[cfg(target_os = "linux")]
pub mod portal;
#[cfg(windows)]
mod registry;

/// Whether the window system enlarges the window by the text size already. X11 does: desktops put the
/// size of text into its dots per inch, from which the window's scale is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextScaling {
    /// The window system does.
    ByWindowSystem,
    /// Nobody does.
    Nobody,
}

impl TextScaling {
    /// What this window's system does.
    pub fn of(window: &impl raw_window_handle::HasDisplayHandle) -> Self {
        use raw_window_handle::RawDisplayHandle;
        match window.display_handle().map(|handle| handle.as_raw()) {
            Ok(RawDisplayHandle::Xlib(_) | RawDisplayHandle::Xcb(_)) => Self::ByWindowSystem,
            _ => Self::Nobody,
        }
    }
}

/// The look of this system, for as long as the program runs.
pub struct SystemLooks {
    #[cfg(windows)]
    asked: std::sync::mpsc::Sender<()>,
}

impl SystemLooks {
    /// Reports it to `sink`, now and whenever it changes. Where nobody tells it, nothing is reported.
    #[cfg(target_os = "linux")]
    pub fn watch(text: TextScaling, sink: LookSink) -> Self {
        portal::watch(None, text, sink);
        Self {}
    }

    /// Reports it to `sink`, now and whenever it changed when someone asks.
    #[cfg(windows)]
    pub fn watch(_text: TextScaling, sink: LookSink) -> Self {
        Self {
            asked: registry::watch(sink),
        }
    }

    /// There is nobody to ask here.
    #[cfg(not(any(target_os = "linux", windows)))]
    pub fn watch(_text: TextScaling, _sink: LookSink) -> Self {
        Self {}
    }
}

impl Looks for SystemLooks {
    fn ask(&self) {
        #[cfg(windows)]
        self.asked.send(()).ok();
    }
}

/// Whether the flags of Windows' `HighContrast` say that it is on (`HCF_HIGHCONTRASTON`).
#[cfg(any(windows, test))]
fn is_contrast_on(flags: &str) -> Option<bool> {
    const ON: u32 = 1;
    let flags: u32 = flags.trim().parse().ok()?;
    Some(flags & ON != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_flag_says_that_contrast_is_strong() {
        for (flags, is_on) in [
            ("126", Some(false)),
            ("127", Some(true)),
            ("4219", Some(true)),
            ("0", Some(false)),
            (" 1 ", Some(true)),
            ("", None),
            ("-1", None),
            ("on", None),
        ] {
            assert_eq!(is_contrast_on(flags), is_on, "{flags:?}");
        }
    }
}
