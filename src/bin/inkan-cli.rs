//! The command line's composition root.

use std::{process::ExitCode, sync::Arc};

use inkan::{
    app::ports::Clock,
    cli::{Host, PinInput, PinInputError},
    compose::{CardLender, SystemSources, load_policy, load_settings, system_language},
    core::secret::Pin,
    platform::{
        clock::SystemClock,
        core_dumps,
        files::SystemFiles,
        machine::SystemMachine,
        memory, panics,
        terminal::{self, TerminalError},
    },
    sim::Profile,
};

/// Nothing that was freed can be read later.
#[global_allocator]
static ALLOCATOR: memory::Wiping = memory::WIPING;

fn main() -> ExitCode {
    core_dumps::forbid();
    memory::lock_secrets();
    panics::tell_places_only();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let host = Host {
        sources: Box::new(SystemSources::new(Arc::clone(&clock))),
        files: Arc::new(SystemFiles),
        clock: Arc::clone(&clock),
        machine: Arc::new(SystemMachine::default()),
        profiles: Profile::ids().collect(),
        system_language: system_language(),
        settings: |folder| {
            let loaded = load_settings(folder.as_deref());
            (loaded.settings, loaded.failure)
        },
        columns: terminal::columns(),
        policy: load_policy,
        pins: Box::new(TerminalPins),
        simulator: Box::new(CardLender::new(clock)),
    };
    ExitCode::from(inkan::cli::run(std::env::args_os().collect(), host))
}

struct TerminalPins;

impl PinInput for TerminalPins {
    fn ask(&mut self, prompt: &str) -> Result<Pin, PinInputError> {
        terminal::ask(prompt).map_err(meaning)
    }

    fn read_line(&mut self) -> Result<Pin, PinInputError> {
        terminal::read_line().map_err(meaning)
    }
}

fn meaning(error: TerminalError) -> PinInputError {
    match error {
        TerminalError::Interrupted => PinInputError::Interrupted,
        TerminalError::NotHalfWidth | TerminalError::TooLong => PinInputError::Unsuitable,
        TerminalError::Ended | TerminalError::NoTerminal | TerminalError::System { .. } => {
            PinInputError::Missing
        }
    }
}
