//! `calendar`: the renewal of the certificates as a calendar file. No PIN is asked for, so that the
//! certificate for signatures, which tells nothing without its password, is left out and said to be.

use crate::{
    app::{
        command::Command,
        failure::{Exit, Failure},
        ports::Sources,
        view_model::{HomeVm, RenewalStep, RenewalVm, view_model},
    },
    cli::{
        args::{CalendarArgs, overwrite},
        json::{CalendarEntryJson, CalendarJson, LeftOutJson, path},
        output,
        run::Job,
        session::Session,
    },
    core::{
        calendar::{Calendar, Milestone},
        rules::Residence,
    },
    i18n::{
        failure::path_words,
        guide::{GuideTexts, entries},
    },
};

/// Answers `calendar`. Whether the file can be written is known before the card is read.
pub(in crate::cli) fn write(
    job: &Job,
    sources: Box<dyn Sources>,
    args: &CalendarArgs,
) -> Result<Exit, Failure> {
    let overwrite = overwrite(args.overwrite);
    job.check_output(&args.out, overwrite)?;
    let office = super::guide::office(job, args.office.as_deref())?;
    let mut session = Session::open(job, sources);
    session.card()?;
    if args.abroad {
        session.reside(Residence::Abroad);
    }
    let now = job.clock.now();
    let renewal = match view_model(session.state(), now).home {
        HomeVm::Card(card) => RenewalVm::of(&card.certificates),
        HomeVm::Steps(_) => return Err(Failure::NoCard),
    };
    let texts = GuideTexts::in_language(job.language);
    let entries = entries(&renewal, office.as_ref(), texts);
    if entries.is_empty() {
        return Err(nothing_ahead(&renewal));
    }
    let calendar = Calendar {
        made_at: now,
        entries: entries.iter().map(|(.., entry)| entry.clone()).collect(),
    };
    session.obey(Command::Save {
        path: args.out.clone(),
        bytes: calendar.to_ics().into_bytes(),
        overwrite,
    })?;
    if job.options.json {
        let left_out = renewal.left_out().map(|side| LeftOutJson {
            kind: side.slot.name(),
            reason: reason(side.step),
        });
        let (reader, ..) = session.card()?;
        output::answer_json(&CalendarJson {
            file: path(&args.out),
            reader: reader.0.clone(),
            entries: entries
                .iter()
                .map(|(slot, milestone, entry)| CalendarEntryJson {
                    kind: slot.name(),
                    event: milestone_name(*milestone),
                    date: entry.day.to_string(),
                    uid: entry.uid.clone(),
                })
                .collect(),
            left_out: left_out.collect(),
        })?;
    } else {
        let mut lines = vec![(job.words.export.written)(&path_words(&args.out))];
        for (.., entry) in &entries {
            lines.push(format!("  {}  {}", texts.day(entry.day), entry.summary));
        }
        output::answer(&format!("{}\n", lines.join("\n")))?;
        for side in renewal.left_out() {
            let certificate = (texts.renewal.certificate)(side.slot);
            job.say(&(job.words.guide.left_out)(
                certificate,
                words(side.step, texts),
            ));
        }
    }
    Ok(Exit::Done)
}

/// Why there is not one day to put into a calendar.
fn nothing_ahead(renewal: &RenewalVm) -> Failure {
    // That of the login certificate, which needs no password, says most.
    let told = renewal.sides.iter().rev().find_map(|side| match side.step {
        RenewalStep::Expired => Some(Failure::NothingAhead),
        RenewalStep::Absent => Some(Failure::CertificateAbsent { slot: side.slot }),
        RenewalStep::Unreadable => Some(Failure::CertificateUnreadable { slot: side.slot }),
        RenewalStep::Later
        | RenewalStep::NotRead
        | RenewalStep::NotYetValid
        | RenewalStep::Open => None,
    });
    told.unwrap_or(Failure::Internal)
}

fn milestone_name(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Expiry => "expiry",
        Milestone::RenewalOpens => "renewal-opens",
    }
}

/// Why a certificate is left out, in the contract's words for its state.
fn reason(step: RenewalStep) -> &'static str {
    match step {
        RenewalStep::Absent => "absent",
        RenewalStep::Expired => "expired",
        RenewalStep::NotRead => "needs-pin",
        RenewalStep::Unreadable
        | RenewalStep::Later
        | RenewalStep::NotYetValid
        | RenewalStep::Open => "unreadable",
    }
}

fn words(step: RenewalStep, texts: &GuideTexts) -> &'static str {
    let words = &texts.renewal;
    match step {
        RenewalStep::Absent => words.absent,
        RenewalStep::Expired => words.expired,
        RenewalStep::NotRead => words.not_read,
        RenewalStep::Unreadable
        | RenewalStep::Later
        | RenewalStep::NotYetValid
        | RenewalStep::Open => words.unreadable,
    }
}
