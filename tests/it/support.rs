//! What support gets to see, and what nobody does: detailed logging, the journal, the report.

mod command;
mod golden;
mod logging;
mod window;
