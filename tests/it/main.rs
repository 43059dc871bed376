//! The integration tests, in one binary so that they link once. One module per layer or flow.

mod cert;
mod chain;
mod rules;
mod signature;
