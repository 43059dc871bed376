//! The support report as text. Labels are the language's; what stands behind them is the same in all:
//! numbers, and words of closed lists.

use std::time::Duration;

use super::{ReportTexts, SupportTexts};
use crate::{
    app::{
        journal::{Entry, Visit, error_name, hold_name},
        settings::Language,
        support_report::{
            ReportedReader, SupportReport, detail_words, kind_name, presence_name, read_out_code,
        },
    },
    core::rules::JST,
    i18n::doctor::{DoctorTexts, finding_of},
};

/// The report with its code in the last line; each line ended by LF.
pub fn report_text(report: &SupportReport, language: Language) -> String {
    let words = &SupportTexts::of(language).report;
    let body = body(report, language);
    format!("{body}{}: {}\n", words.code, read_out_code(&body))
}

/// The code alone.
pub fn report_code(report: &SupportReport, language: Language) -> String {
    read_out_code(&body(report, language))
}

fn body(report: &SupportReport, language: Language) -> String {
    let words = &SupportTexts::of(language).report;
    let mut lines = vec![
        words.title.to_owned(),
        words.absent.to_owned(),
        String::new(),
    ];
    about(report, words, &mut lines);
    heading(words.settings, &mut lines);
    settings(report, words, &mut lines);
    heading(words.readers, &mut lines);
    readers(&report.readers, words, &mut lines);
    heading(words.ladder, &mut lines);
    ladder(report, language, &mut lines);
    heading(words.operations, &mut lines);
    operations(&report.entries, words, &mut lines);
    lines.push(String::new());
    lines
        .iter()
        .flat_map(|line| [line.as_str(), "\n"])
        .collect()
}

fn heading(text: &str, lines: &mut Vec<String>) {
    lines.push(String::new());
    lines.push(format!("[{text}]"));
}

fn about(report: &SupportReport, words: &ReportTexts, lines: &mut Vec<String>) {
    let (program, machine) = (report.program, report.machine);
    let mut os = machine.os.name().to_owned();
    os.extend(machine.version.map(|version| format!(" {version}")));
    os.extend(machine.kernel.map(|kernel| format!(", kernel {kernel}")));
    let service = machine
        .pcsc_lite
        .map_or_else(|| "-".to_owned(), |version| format!("pcsc-lite {version}"));
    let made_at = jiff::Timestamp::from_second(report.made_at.as_second());
    let made_at = JST.to_datetime(made_at.unwrap_or(report.made_at));
    for (label, value) in [
        (words.made_at, format!("{made_at}+09:00")),
        (
            words.program,
            format!(
                "{} {} ({})",
                program.name, program.version, program.processor
            ),
        ),
        (words.practice, yes_or_no(report.is_practice).to_owned()),
        (words.os, os),
        (words.service, service),
        (words.drawing, machine.drawing.to_string()),
    ] {
        lines.push(format!("{label}: {value}"));
    }
}

fn settings(report: &SupportReport, words: &ReportTexts, lines: &mut Vec<String>) {
    let settings = report.settings;
    let language = settings.language.map_or("system", Language::name);
    for (label, value) in [
        (words.language, language.to_owned()),
        (
            words.text_size,
            match settings.text_size.fixed() {
                Some(size) => format!("{} %", size.percent()),
                None => "system".to_owned(),
            },
        ),
        (words.colors, settings.colors.name().to_owned()),
        (
            words.prefers_a_reader,
            yes_or_no(settings.prefers_a_reader).to_owned(),
        ),
    ] {
        lines.push(format!("{label}: {value}"));
    }
}

fn readers(readers: &[ReportedReader], words: &ReportTexts, lines: &mut Vec<String>) {
    if readers.is_empty() {
        lines.push(words.no_readers.to_owned());
    }
    for (number, reader) in (1..).zip(readers) {
        let name = reader.label.as_ref().map_or("-", |label| label.as_str());
        let (kind, presence) = (kind_name(reader.kind), presence_name(reader.presence));
        let preferred = if reader.is_preferred {
            ", preferred"
        } else {
            ""
        };
        lines.push(format!("{number}. {name} ({kind}, {presence}{preferred})"));
        let atr = reader.atr.to_hex();
        if !atr.is_empty() {
            lines.push(format!("   ATR {atr}"));
        }
    }
}

/// A rung by its name, what support needs of it, and what was found in words.
fn ladder(report: &SupportReport, language: Language, lines: &mut Vec<String>) {
    let names = DoctorTexts::of(language);
    for rung in &report.ladder.rungs {
        let finding = rung.outcome.finding();
        let outcome = match (rung.outcome.is_ok(), finding) {
            (_, Some(finding)) => finding.code(),
            (Some(_), None) => "ok",
            (None, None) => "-",
        };
        let details: Vec<String> = rung.details.iter().map(detail_words).collect();
        let mut line = format!("{}: {outcome}", (names.rung)(rung.rung));
        if !details.is_empty() {
            line.extend([" (", &details.join("; "), ")"]);
        }
        lines.push(line);
        if let Some(finding) = finding {
            let said = finding_of(language, &report.ladder, finding);
            lines.push(format!("   {}", said.what));
        }
    }
}

fn operations(entries: &[Entry], words: &ReportTexts, lines: &mut Vec<String>) {
    if entries.is_empty() {
        lines.push(words.no_operations.to_owned());
    }
    for entry in entries {
        let mut line = format!("{} s {}", seconds(entry.at), entry.work.name());
        if let Some(visit) = &entry.visit {
            line.push_str(&visit_words(visit));
        }
        if let Some(failure) = entry.failure {
            line.extend([": ", failure.name()]);
        }
        lines.push(line);
        if let Some(visit) = &entry.visit {
            lines.extend(visit.first.iter().map(|it| format!("   {it}")));
            if visit.left_out > 0 {
                lines.push(format!("   ... {} ...", visit.left_out));
            }
            lines.extend(visit.last.iter().map(|it| format!("   {it}")));
        }
    }
}

fn visit_words(visit: &Visit) -> String {
    let (reader, hold) = (&visit.reader, hold_name(visit.hold));
    let opening = visit.opening.as_millis();
    match visit.refusal {
        Some(error) => format!(
            ": {reader}, {hold}, not held after {opening} ms: {}",
            error_name(error)
        ),
        None => format!(
            ": {reader}, {hold} after {opening} ms for {} ms",
            visit.took.as_millis()
        ),
    }
}

/// To the tenth.
fn seconds(at: Duration) -> String {
    format!("{}.{}", at.as_secs(), at.subsec_millis() / 100)
}

fn yes_or_no(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}
