//! `doctor`: the ladder from the smart card service to the clock. Never spends a try.

use crate::{
    app::{
        command::{Command, DiagnosisOrder},
        doctor::{Finding, Ladder, Outcome, RungReport},
        failure::{Exit, Failure},
        ports::Sources,
    },
    cli::{
        json::{DoctorJson, RungJson},
        output,
        run::Job,
        session::Session,
    },
    i18n::doctor::{DoctorTexts, finding_of, remark},
};

/// Answers `doctor`: 1 if anything was found.
pub(in crate::cli) fn doctor(job: &Job, sources: Box<dyn Sources>) -> Result<Exit, Failure> {
    let mut session = Session::unread(job, sources);
    session.obey(Command::Diagnose(DiagnosisOrder {
        only: job.options.reader.clone(),
        preferred: job.settings.reader.clone(),
    }))?;
    let ladder = session.state().diagnosis.ladder.as_deref();
    let ladder = ladder.ok_or(Failure::Internal)?;
    if job.options.json {
        output::answer_json(&json(job, ladder))?;
    } else {
        output::answer(&text(job, ladder))?;
    }
    Ok(if ladder.is_ok() {
        Exit::Done
    } else {
        Exit::Negative
    })
}

fn json(job: &Job, ladder: &Ladder) -> DoctorJson {
    let texts = DoctorTexts::of(job.language);
    let rung = |report: &RungReport| {
        let finding = report.outcome.finding();
        let words = finding.map(|finding| finding_of(job.language, ladder, finding));
        let (what, cause, remedy) = words.map_or((None, None, None), |words| {
            (Some(words.what), Some(words.cause), Some(words.remedy))
        });
        RungJson {
            rung: report.rung.name(),
            ok: report.outcome.is_ok(),
            code: finding.map(Finding::code),
            finding: what,
            cause,
            remedy,
            detail: texts.line(&report.details),
        }
    };
    DoctorJson {
        ok: ladder.is_ok(),
        rungs: ladder.rungs.iter().map(rung).collect(),
    }
}

fn text(job: &Job, ladder: &Ladder) -> String {
    let texts = DoctorTexts::of(job.language);
    let mut lines = Vec::new();
    for report in &ladder.rungs {
        let name = (texts.rung)(report.rung);
        let mark = (texts.mark)(report.outcome.is_ok());
        let colon = texts.colon;
        match report.outcome {
            Outcome::Found(finding) => {
                let words = finding_of(job.language, ladder, finding);
                let code = finding.code();
                lines.push(format!("{mark} {name}{colon}{} [{code}]", words.what));
                lines.push(format!("    {}{colon}{}", texts.cause, words.cause));
                lines.push(format!("    {}{colon}{}", texts.remedy, words.remedy));
            }
            Outcome::Meaningless => {
                lines.push(format!("{mark} {name}{colon}{}", texts.not_looked_at));
            }
            Outcome::Ok => {
                lines.push(format!("{mark} {name}{colon}{}", (texts.good)(report.rung)));
            }
        }
        if let Some(remark) = remark(job.language, ladder, report.rung) {
            lines.push(format!("    {}", (texts.remark)(remark)));
        }
        let detail = texts.line(&report.details);
        if !detail.is_empty() {
            lines.push(format!("    {}{colon}{detail}", texts.technical));
        }
    }
    lines.push(String::new());
    match ladder.findings().count() {
        0 => lines.push(texts.all_good.to_owned()),
        count => lines.push((texts.found)(count)),
    }
    lines.push(String::new());
    lines.join("\n")
}
