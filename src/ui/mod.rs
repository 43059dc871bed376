//! The window: egui only, no I/O, no clock, never waits (invariant 12). Every colour is a token,
//! every word comes from `i18n`, every fact from `app`.

pub mod app;
pub mod fonts;
pub mod shell;
pub mod theme;
pub mod tokens;
pub mod views;
pub mod widgets;
