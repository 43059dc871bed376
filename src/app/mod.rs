//! What the program does: commands in, events out, facts in between.
//!
//! Knows neither egui nor PC/SC: readers, files, dialogs and the clock come in through
//! [`ports`], which `platform` and `sim` implement. Sentences are made in `i18n`, never here.

pub mod command;
pub mod doctor;
pub mod event;
pub mod failure;
pub mod guide;
pub mod journal;
pub mod office;
pub mod policy;
pub mod ports;
pub mod release;
pub mod reminder;
pub mod settings;
pub mod state;
pub mod support_report;
pub mod tour;
pub(crate) mod unbroken;
pub mod view_model;
pub mod worker;
pub mod workflow;
