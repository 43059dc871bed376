//! What the command line needs of the world, filled in by its composition root.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    app::{
        failure::Failure,
        policy::LoadedPolicy,
        ports::{Clock, Files, Machine, Sources},
        settings::{Language, Settings},
    },
    core::secret::Pin,
};

/// The world.
pub struct Host {
    /// Readers, real and simulated.
    pub sources: Box<dyn Sources>,
    /// The person's files.
    pub files: Arc<dyn Files>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Tells what the program runs on.
    pub machine: Arc<dyn Machine>,
    /// The ids of the practice cards.
    pub profiles: Vec<&'static str>,
    /// The language of the system, as far as this program speaks it.
    pub system_language: Language,
    /// The settings in this folder, or in the person's own, and what was wrong with them.
    pub settings: fn(Option<PathBuf>) -> (Settings, Option<Failure>),
    /// How many columns the terminal has that answers go to; `None` if they go elsewhere.
    pub columns: Option<usize>,
    /// The office's policy, with the one in this file beside it.
    pub policy: fn(Option<&Path>) -> LoadedPolicy,
    /// Asks for PINs.
    pub pins: Box<dyn PinInput>,
    /// Lends the practice card to vpcd.
    pub simulator: Box<dyn Simulator>,
}

/// Where PINs come from.
pub trait PinInput {
    /// Asks at the terminal, whatever standard input is; what is typed is not shown.
    fn ask(&mut self, prompt: &str) -> Result<Pin, PinInputError>;
    /// One line of standard input.
    fn read_line(&mut self) -> Result<Pin, PinInputError>;
}

/// Why there is no PIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinInputError {
    /// The person stopped it.
    Interrupted,
    /// There was nothing, or nobody to ask.
    Missing,
    /// What was typed cannot be a PIN: too long, full-width.
    Unsuitable,
}

/// Lends a practice card to a vpcd reader.
pub trait Simulator {
    /// Serves until vpcd or the card ends it; Ctrl-C ends the program. `powered` is called each time that the
    /// reader has powered the card up.
    fn lend(
        &mut self,
        address: &str,
        profile: &str,
        powered: &mut dyn FnMut(),
    ) -> Result<LendingEnd, LendingError>;

    /// The PIN and the password of the practice card.
    fn secrets(&self) -> (&'static str, &'static str);
}

/// How lending ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LendingEnd {
    /// The card left the reader by itself.
    CardLeft,
    /// vpcd closed the connection.
    ConnectionLost,
}

/// Why the card cannot be lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LendingError {
    /// It is no address.
    Address,
    /// The practice card could not be made.
    Card,
    /// It is another computer.
    Elsewhere,
    /// Nobody listens there.
    Unreachable,
}
