//! `report` as JSON: the fields of the report, the text that was shown and its code.

use std::time::Duration;

use serde::Serialize;

use super::{AppJson, moment};
use crate::{
    app::{
        doctor::{Finding, RungReport},
        journal::{Entry, Exchange, FailureCode, Sent, Visit, error_name, hold_name},
        settings::{Language, TextSize},
        support_report::{ReportedReader, SupportReport, detail_words, kind_name, presence_name},
    },
    i18n::support::report_code,
};

/// `report`
#[derive(Serialize)]
pub(in crate::cli) struct SupportJson {
    app: AppJson,
    time: String,
    demo: bool,
    system: SystemJson,
    settings: SettingsJson,
    readers: Vec<ReaderJson>,
    rungs: Vec<RungJson>,
    operations: Vec<OperationJson>,
    code: String,
    text: String,
    file: Option<String>,
}

#[derive(Serialize)]
struct SystemJson {
    os: &'static str,
    version: Option<String>,
    kernel: Option<String>,
    processor: &'static str,
    pcsc_lite: Option<String>,
}

#[derive(Serialize)]
struct SettingsJson {
    language: Option<&'static str>,
    text_size: Option<u16>,
    colors: &'static str,
    prefers_a_reader: bool,
}

#[derive(Serialize)]
struct ReaderJson {
    name: Option<String>,
    kind: &'static str,
    state: &'static str,
    atr: Option<String>,
    preferred: bool,
}

#[derive(Serialize)]
struct RungJson {
    rung: &'static str,
    ok: Option<bool>,
    code: Option<&'static str>,
    details: Vec<String>,
}

#[derive(Serialize)]
struct OperationJson {
    job: u32,
    work: &'static str,
    at_ms: u64,
    failure: Option<&'static str>,
    visit: Option<VisitJson>,
}

#[derive(Serialize)]
struct VisitJson {
    reader: String,
    hold: &'static str,
    opening_ms: u64,
    held_ms: u64,
    refusal: Option<String>,
    exchanges: Vec<ExchangeJson>,
    left_out: u32,
}

#[derive(Serialize)]
struct ExchangeJson {
    /// CLA, INS, P1, P2 in hexadecimal digits.
    command: String,
    /// Bytes of data; `null` for a secret.
    sent: Option<u8>,
    le: Option<u16>,
    /// Bytes of data in the answer.
    received: Option<u16>,
    status: Option<String>,
    error: Option<String>,
    ms: u64,
}

impl SupportJson {
    pub(in crate::cli) fn of(
        report: &SupportReport,
        language: Language,
        text: String,
        file: Option<String>,
    ) -> Self {
        let (program, machine, settings) = (report.program, report.machine, report.settings);
        Self {
            app: AppJson {
                name: program.name,
                version: program.version,
            },
            time: moment(report.made_at),
            demo: report.is_practice,
            system: SystemJson {
                os: machine.os.name(),
                version: machine.version.map(|it| it.to_string()),
                kernel: machine.kernel.map(|it| it.to_string()),
                processor: program.processor,
                pcsc_lite: machine.pcsc_lite.map(|it| it.to_string()),
            },
            settings: SettingsJson {
                language: settings.language.map(Language::name),
                text_size: settings.text_size.fixed().map(TextSize::percent),
                colors: settings.colors.name(),
                prefers_a_reader: settings.prefers_a_reader,
            },
            readers: report.readers.iter().map(reader).collect(),
            rungs: report.ladder.rungs.iter().map(rung).collect(),
            operations: report.entries.iter().map(operation).collect(),
            code: report_code(report, language),
            text,
            file,
        }
    }
}

fn reader(reader: &ReportedReader) -> ReaderJson {
    ReaderJson {
        name: reader.label.as_ref().map(ToString::to_string),
        kind: kind_name(reader.kind),
        state: presence_name(reader.presence),
        atr: Some(reader.atr.to_hex()).filter(|atr| !atr.is_empty()),
        preferred: reader.is_preferred,
    }
}

fn rung(rung: &RungReport) -> RungJson {
    RungJson {
        rung: rung.rung.name(),
        ok: rung.outcome.is_ok(),
        code: rung.outcome.finding().map(Finding::code),
        details: rung.details.iter().map(detail_words).collect(),
    }
}

fn operation(entry: &Entry) -> OperationJson {
    OperationJson {
        job: entry.job,
        work: entry.work.name(),
        at_ms: millis(entry.at),
        failure: entry.failure.map(FailureCode::name),
        visit: entry.visit.as_ref().map(visit),
    }
}

fn visit(visit: &Visit) -> VisitJson {
    VisitJson {
        reader: visit.reader.to_string(),
        hold: hold_name(visit.hold),
        opening_ms: millis(visit.opening),
        held_ms: millis(visit.took),
        refusal: visit.refusal.map(error_name),
        exchanges: visit
            .first
            .iter()
            .chain(&visit.last)
            .map(exchange)
            .collect(),
        left_out: visit.left_out,
    }
}

fn exchange(exchange: &Exchange) -> ExchangeJson {
    let [cla, ins, p1, p2] = exchange.header;
    let answer = exchange.answer.ok();
    ExchangeJson {
        command: format!("{cla:02X}{ins:02X}{p1:02X}{p2:02X}"),
        sent: match exchange.sent {
            Sent::Bytes(count) => Some(count),
            Sent::Secret => None,
        },
        le: exchange.le,
        received: answer.map(|answer| answer.len),
        status: answer.map(|answer| format!("{:04X}", answer.status)),
        error: exchange.answer.err().map(error_name),
        ms: millis(exchange.took),
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
