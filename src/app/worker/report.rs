//! Writes a report: as plain text, or set as PDF. What it says was decided by others.

use std::path::PathBuf;

use crate::{
    app::{
        command::ReportFormat,
        event::Event,
        failure::Failure,
        ports::{Files, Overwrite},
    },
    core::pdf::report::{Block, TextReport},
};

/// Writes `report` to `path`; the system's own dialog has asked before about replacing a file.
pub(super) fn save(
    files: &dyn Files,
    path: PathBuf,
    report: &TextReport,
    format: ReportFormat,
) -> Event {
    let bytes = match format {
        ReportFormat::LargePdf => report.to_large_pdf(),
        ReportFormat::Pdf => report.to_pdf(),
        ReportFormat::Text => Ok(plain(report).into_bytes()),
    };
    let Ok(bytes) = bytes else {
        return Event::Failed(Failure::Internal);
    };
    match files.write(&path, &bytes, Overwrite::Allowed) {
        Ok(()) => Event::Saved(path),
        Err(error) => Event::SaveFailed(path, error),
    }
}

/// The report as lines; a field is its label, a colon and its value.
fn plain(report: &TextReport) -> String {
    let mut lines = vec![report.title.clone()];
    for block in &report.blocks {
        match block {
            Block::Field { label, value } => lines.push(format!("{label}: {value}")),
            Block::Heading(heading) => {
                lines.push(String::new());
                lines.push(format!("[{heading}]"));
            }
            Block::Notice(words) => lines.push(format!("> {words}")),
            Block::Paragraph(words) => lines.push(words.clone()),
        }
    }
    lines.push(String::new());
    lines.push(report.footer.clone());
    lines.push(String::new());
    // What every system's simplest editor shows as lines.
    lines.join("\r\n")
}
