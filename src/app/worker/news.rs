//! News of readers: first at once to whoever waits for it, then into the worker's inbox, where it
//! waits for its turn.

use std::sync::{Arc, mpsc};

use crate::app::{
    command::Message,
    ports::{ReaderReport, ReportSink},
};

/// Where the readers of the source opened as number `source` report.
pub(super) fn sink(
    inbox: &mpsc::Sender<Message>,
    at_once: Option<ReportSink>,
    source: u64,
) -> ReportSink {
    let inbox = inbox.clone();
    Arc::new(move |report: ReaderReport| {
        if let Some(tell) = &at_once {
            tell(report.clone());
        }
        // The worker has ended: nobody is left who would want to know.
        inbox.send(Message::Report { source, report }).ok();
    })
}
