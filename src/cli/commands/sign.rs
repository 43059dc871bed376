//! `sign`: one PIN for all files. First the files, then the card, then the PIN: nobody types a
//! password for nothing.

use std::path::PathBuf;

use super::secret;
use crate::{
    app::{
        command::{CancelFlag, Command, PlanOrder, SignJob, SignTarget},
        event::{PlannedFile, SignOutcome},
        failure::{Exit, Failure},
        ports::Sources,
        state::SignPhase,
        workflow::{self, Context},
    },
    cli::{
        args::{SignArgs, overwrite},
        host::PinInput,
        json::{self, SignedFileJson, path},
        output,
        run::Job,
        session::Session,
    },
    core::{cert::TrustStore, jpki::Slot},
};

/// Answers `sign`.
pub(in crate::cli) fn sign(
    job: &Job,
    sources: Box<dyn Sources>,
    mut pins: Box<dyn PinInput>,
    args: SignArgs,
) -> Result<Exit, Failure> {
    let slot = args.key.slot();
    let order = PlanOrder {
        documents: args.files,
        folder: args.out_dir,
        overwrite: overwrite(args.overwrite),
        form: args.format.form(),
    };
    let planned = plan(job, &order, args.out)?;
    if let Some(problem) = planned.iter().find_map(|file| file.problem.clone()) {
        tell_plan(job, &planned, &problem)?;
        return Ok(problem.exit());
    }
    let mut session = Session::open(job, sources);
    let entry = secret::ask(job, &session, slot, args.pin, pins.as_mut())?;
    let digest = match args.digest {
        Some(choice) => choice.algorithm(),
        None => session.card()?.1.usual_digest(),
    };
    job.say(match slot {
        Slot::Auth => job.words.sign.discloses_auth,
        Slot::Sign => job.words.sign.discloses_sign,
    });
    let targets = planned.into_iter().map(|file| file.target).collect();
    session.obey(Command::Sign(
        SignJob {
            targets,
            destination: None,
            seal: None,
            digest,
            overwrite: order.overwrite,
        },
        entry,
    ))?;
    let SignPhase::Finished {
        outcomes,
        stopped_by,
    } = &session.state().desk.phase
    else {
        return Err(Failure::Internal);
    };
    // Nothing was begun: the reason says it all.
    if let Some(reason) = stopped_by
        && outcomes
            .iter()
            .all(|outcome| outcome.result.as_ref() == Err(reason))
    {
        return Err(reason.clone());
    }
    tell_outcomes(job, outcomes, remaining(&session, slot))
}

/// What signing would give; `out` names the one result there is to be.
fn plan(job: &Job, order: &PlanOrder, out: Option<PathBuf>) -> Result<Vec<PlannedFile>, Failure> {
    let (trust, cancel) = (TrustStore::empty(), CancelFlag::default());
    let context = Context {
        clock: job.clock.as_ref(),
        files: job.files.as_ref(),
        trust: &trust,
        cancel: &cancel,
    };
    let mut targets = workflow::sign::targets(&context, order);
    if let Some(out) = out {
        let [target] = targets.as_mut_slice() else {
            return Err(Failure::Usage {
                detail: job.words.usage.out_for_one.to_owned(),
            });
        };
        target.output = out;
    }
    Ok(workflow::sign::plan_targets(
        &context,
        targets,
        order.overwrite,
    ))
}

/// Says what stands in the way of which files. Nothing was signed.
fn tell_plan(job: &Job, planned: &[PlannedFile], first: &Failure) -> Result<(), Failure> {
    if job.options.json {
        let file = |file: &PlannedFile| {
            signed_file_json(job, &file.target, file.problem.as_ref(), "skipped")
        };
        return output::answer_json(&json::SignJson {
            files: planned.iter().map(file).collect(),
            remaining: None,
            error: Some(job.error_json(first)),
        });
    }
    for file in planned {
        match &file.problem {
            Some(problem) => job.say_failure(problem),
            None => job.say(&(job.words.sign.skipped)(
                &file.target.input.display().to_string(),
            )),
        }
    }
    job.say(job.words.sign.nothing_signed);
    Ok(())
}

/// Says what became of each file. The exit status is that of the first that failed.
fn tell_outcomes(
    job: &Job,
    outcomes: &[SignOutcome],
    remaining: Option<u8>,
) -> Result<Exit, Failure> {
    let first = outcomes
        .iter()
        .find_map(|outcome| outcome.result.as_ref().err());
    if job.options.json {
        let file = |outcome: &SignOutcome| {
            let failure = outcome.result.as_ref().err();
            signed_file_json(job, &outcome.target, failure, "signed")
        };
        output::answer_json(&json::SignJson {
            files: outcomes.iter().map(file).collect(),
            remaining,
            error: first.map(|failure| job.error_json(failure)),
        })?;
    } else {
        tell_people(job, outcomes)?;
    }
    Ok(first.map_or(Exit::Done, Failure::exit))
}

/// One file of the answer; `otherwise` is its result when nothing failed.
fn signed_file_json(
    job: &Job,
    target: &SignTarget,
    failure: Option<&Failure>,
    otherwise: &'static str,
) -> SignedFileJson {
    SignedFileJson {
        file: path(&target.input),
        output: path(&target.output),
        result: if failure.is_some() {
            "failed"
        } else {
            otherwise
        },
        error: failure.map(|failure| job.error_json(failure)),
    }
}

fn tell_people(job: &Job, outcomes: &[SignOutcome]) -> Result<(), Failure> {
    let words = &job.words.sign;
    let mut signed = String::new();
    for SignOutcome { target, result, .. } in outcomes {
        let input = target.input.display().to_string();
        match result {
            Ok(()) => {
                signed.push_str(&(words.signed)(
                    &input,
                    &target.output.display().to_string(),
                ));
                signed.push('\n');
            }
            Err(failure) => {
                job.say(&(words.failed)(&input));
                job.say_failure(failure);
            }
        }
    }
    output::answer(&signed)?;
    let count = outcomes
        .iter()
        .filter(|outcome| outcome.result.is_ok())
        .count();
    if count < outcomes.len() {
        job.say(&(words.summary)(count, outcomes.len()));
    }
    if job.source.is_demo() && count > 0 {
        job.say(words.practice);
    }
    Ok(())
}

/// The tries that the PIN has now.
fn remaining(session: &Session, slot: Slot) -> Option<u8> {
    let card = session.state().active_card()?;
    card.slot(slot).attempts.map(|attempts| attempts.remaining)
}
