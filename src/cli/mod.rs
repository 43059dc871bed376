//! `inkan-cli`: the same jobs as the window, for scripts and people at a terminal. What is named
//! here (options, JSON fields, exit codes) is a contract: `design/cli.md`, README, CHANGELOG.
//!
//! Thin: the worker does the jobs, the state knows the facts, `i18n` has the words. Only
//! [`output`] writes to standard output and standard error. The world comes in through [`Host`],
//! which the composition root fills: this layer names neither `platform` nor `sim`.
//!
//! Decided here, where the contract leaves room:
//! - `sign`: what fails for one file (unreadable, output exists, folder read-only) does not stop the
//!   others, and is told before a PIN is asked for if it is known by then; where nothing could be signed none
//!   is. The exit status is that of the first file that failed.
//! - `verify` of several files: 1 if any answer is negative, else 8 if any cannot be read.
//! - `--demo verify` trusts the practice issuer, as practice mode of the window does; `chain` says
//!   `demo`.
//! - `guide`: what names one topic, or is found in one only, shows it; what is found in several lists
//!   them; what is found nowhere is wrong use (2), with what is close to it. `--office` names a profile that
//!   is compiled in, or a file.
//! - `calendar`: asks for no PIN. What it cannot know is left out and told (`left_out`); where nothing
//!   lies ahead, no file is written (4).
//! - In `status`, readers built into the computer for other purposes are left out.

mod args;
pub mod columns;
mod commands;
mod help;
mod host;
mod json;
mod names;
mod output;
pub mod page;
mod readers;
mod run;
mod session;
mod usage;

pub use host::{Host, LendingEnd, LendingError, PinInput, PinInputError, Simulator};
pub use run::run;

/// The whole command line with its texts in `language`, for what is made of it: manual pages, completions.
pub fn described(language: crate::app::settings::Language) -> clap::Command {
    help::command(crate::i18n::cli::CliTexts::of(language))
}
