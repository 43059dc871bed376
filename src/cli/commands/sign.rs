//! `sign`: one PIN for all files. First the files, then the card, then the PIN: nobody types a
//! password for nothing.

use std::path::PathBuf;

use super::{seal, secret};
use crate::{
    app::{
        command::{CancelFlag, Command, PlanOrder, ReadOrder, SignJob, SignTarget},
        event::{PlannedFile, SignOutcome},
        failure::{Exit, Failure},
        ports::{Overwrite, Sources},
        state::SignPhase,
        workflow::{
            self, Context,
            sign::{Look, Targets},
        },
    },
    cli::{
        args::{DigestChoice, SignArgs, overwrite},
        host::PinInput,
        json::{self, SignedFileJson, path},
        output,
        run::Job,
        session::Session,
    },
    core::{cert::TrustStore, jpki::Slot, verify::DigestAlgorithm},
    i18n::failure::path_words,
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
    let seal = seal::order(job, &args.seal)?;
    let Targets { targets, refused } = targets(job, &order, args.out)?;
    let digest = args.digest.map(DigestChoice::algorithm);
    let mut session = Session::narrowed(job, sources);
    // While the files and the card are looked at and the person types. Which hash goes with the card is
    // not known yet: the usual one does nearly always.
    session.obey(Command::ReadAhead(targets.first().map(|target| {
        ReadOrder {
            target: target.clone(),
            digest: digest.unwrap_or(DigestAlgorithm::Sha256),
            overwrite: order.overwrite,
        }
    })))?;
    let mut planned = plan(job, targets, order.overwrite);
    planned.extend(refused);
    let is_good = |file: &&PlannedFile| file.problem.is_none();
    let targets: Vec<_> = planned.iter().filter(is_good).collect();
    if targets.is_empty() {
        let exit = tell_outcomes(job, &with_problems(planned, &[]), None)?;
        job.say(job.words.sign.nothing_signed);
        return Ok(exit);
    }
    // What stands in the way of some is known before anyone types a password; the others are signed.
    for file in &planned {
        if let Some(problem) = &file.problem {
            job.say_failure(problem);
        }
    }
    let targets = targets.iter().map(|file| file.target.clone()).collect();
    session.look();
    let entry = secret::ask(job, &session, slot, args.pin, pins.as_mut())?;
    let digest = match digest {
        Some(digest) => digest,
        None => session.card()?.1.usual_digest(),
    };
    job.say(match slot {
        Slot::Auth => job.words.sign.discloses_auth,
        Slot::Sign => job.words.sign.discloses_sign,
    });
    session.obey(Command::Sign(
        SignJob {
            targets,
            destination: None,
            seal: seal.map(Box::new),
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
    let outcomes = with_problems(planned, outcomes);
    let left = session.attempts(slot).map(|left| left.remaining);
    tell_outcomes(job, &outcomes, left)
}

/// What became of each file, those among them that were not begun.
fn with_problems(planned: Vec<PlannedFile>, signed: &[SignOutcome]) -> Vec<SignOutcome> {
    let mut signed = signed.iter().cloned();
    planned
        .into_iter()
        .filter_map(|file| match file.problem {
            None => signed.next(),
            Some(problem) => Some(SignOutcome {
                target: file.target,
                result: Err(problem),
                checks: Vec::new(),
            }),
        })
        .collect()
}

/// What is to be signed; `out` names the one result there is to be.
fn targets(job: &Job, order: &PlanOrder, out: Option<PathBuf>) -> Result<Targets, Failure> {
    let mut targets = in_context(job, |context| workflow::sign::targets(context, order));
    if let Some(out) = out {
        let ([target], []) = (targets.targets.as_mut_slice(), targets.refused.as_slice()) else {
            return Err(Failure::Usage {
                detail: job.words.usage.out_for_one.to_owned(),
            });
        };
        target.output = out;
    }
    Ok(targets)
}

/// What signing would give.
fn plan(job: &Job, targets: Vec<SignTarget>, overwrite: Overwrite) -> Vec<PlannedFile> {
    in_context(job, |context| {
        workflow::sign::plan_targets(context, targets, overwrite, Look::Into)
    })
}

fn in_context<T>(job: &Job, work: impl FnOnce(&Context<'_>) -> T) -> T {
    work(&Context {
        clock: job.clock.as_ref(),
        files: job.files.as_ref(),
        trust: &TrustStore::empty(),
        cancel: &CancelFlag::default(),
    })
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
            signed_file_json(job, &outcome.target, failure)
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

fn signed_file_json(job: &Job, target: &SignTarget, failure: Option<&Failure>) -> SignedFileJson {
    SignedFileJson {
        file: path(&target.input),
        output: path(&target.output),
        result: if failure.is_some() {
            "failed"
        } else {
            "signed"
        },
        error: failure.map(|failure| job.error_json(failure)),
    }
}

fn tell_people(job: &Job, outcomes: &[SignOutcome]) -> Result<(), Failure> {
    let words = &job.words.sign;
    let mut signed = String::new();
    for SignOutcome { target, result, .. } in outcomes {
        let input = path_words(&target.input);
        match result {
            Ok(()) => {
                signed.push_str(&(words.signed)(&input, &path_words(&target.output)));
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
