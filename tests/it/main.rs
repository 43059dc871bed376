//! The integration tests, in one binary so that they link once. One module per layer or flow.

mod cert;
mod docs;
mod layering;
mod rules;
mod secrets;
mod ui_kit;
