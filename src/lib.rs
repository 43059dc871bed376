//! Inkan: reads the certificates on Japan's My Number Card (公的個人認証サービス, JPKI), shows
//! until when they are good and how many PIN tries are left, and signs and checks local files.
//!
//! A bird's-eye view; ARCHITECTURE.md holds the invariants and the test behind each.
//!
//! ```text
//!   main.rs ── composition root of the window       bin/inkan-cli.rs ── the same for the CLI
//!      │
//!   ui (egui)   cli (clap)        what a person sees; no I/O of its own
//!      │  ╲     ╱  │
//!      │   i18n    │              every sentence, in every language
//!      ▼           ▼
//!   app                           worker, workflows, state, view-model, failures, ports
//!      │            ▲  ▲
//!      ▼            │  └── sim    the simulated card (practice mode, tests)
//!   core            └── platform  the edges: pcsc, files, dialogs, clock, log, vpcd
//! ```
//!
//! `core` is pure: no I/O, clock or thread. `app` decides, through traits it owns (`app::ports`).
//! `platform` and `sim` implement those traits; neither knows the other.

pub mod app;
pub mod cli;
pub mod compose;
pub mod core;
pub mod i18n;
pub mod platform;
pub mod sim;
pub mod ui;
