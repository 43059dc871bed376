//! `report`: the support report, shown for reading before anything is written.

use crate::{
    app::{
        command::{Command, SupportOrder},
        failure::{Exit, Failure},
        ports::Sources,
    },
    cli::{
        args::{ReportArgs, overwrite},
        json::{SupportJson, path},
        output,
        run::Job,
        session::Session,
    },
    i18n::{
        failure::path_words,
        support::{SupportTexts, report_text},
    },
};

/// Answers `report`. What the doctor finds is in it and is no failure of this command.
pub(in crate::cli) fn report(
    job: &Job,
    sources: Box<dyn Sources>,
    args: &ReportArgs,
) -> Result<Exit, Failure> {
    let overwrite = overwrite(args.overwrite);
    if let Some(out) = &args.out {
        job.check_output(out, overwrite)?;
    }
    let mut session = Session::unread(job, sources);
    let report = session.support_report(SupportOrder {
        only: job.options.reader.clone(),
        settings: job.settings.clone(),
    })?;
    let text = report_text(&report, job.language);
    // People read it first; a program reads of it whether it was written.
    if !job.options.json {
        output::answer(&text)?;
    }
    if let Some(out) = &args.out {
        session.obey(Command::Save {
            path: out.clone(),
            bytes: text.clone().into_bytes(),
            overwrite,
        })?;
        let words = &SupportTexts::of(job.language).report;
        job.say(&(words.written)(&path_words(out)));
    }
    if job.options.json {
        let file = args.out.as_deref().map(path);
        output::answer_json(&SupportJson::of(&report, job.language, text, file))?;
    }
    Ok(Exit::Done)
}
