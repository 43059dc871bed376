//! How the system was told to look: what a person has set there once for all their programs.

use std::sync::Arc;

/// What the system says of its look. What it does not say is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SystemLook {
    /// The size of text beside the usual one, in percent; `None` also where the window is scaled by
    /// it already.
    pub text_percent: Option<u16>,
    /// Whether strong contrasts are wanted.
    pub high_contrast: Option<bool>,
    /// Whether dark colours are wanted. Windows and macOS tell the window themselves.
    pub dark: Option<bool>,
}

/// Takes what the system says, once at the beginning and whenever it changes; called on any thread.
pub type LookSink = Arc<dyn Fn(SystemLook) + Send + Sync>;

/// The system's look. It is reported to a [`LookSink`], never waited for (invariant 12).
pub trait Looks {
    /// Has it looked at again: someone comes back from elsewhere, perhaps from the system's settings.
    /// Nothing where the system tells of changes by itself.
    fn ask(&self);
}
