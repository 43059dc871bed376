//! `pin change` and `pin test`: what came of them, precisely. Whatever failed before the card was
//! asked is answered with the error alone; from then on the answer says what is true now.

use super::secret;
use crate::{
    app::{
        command::Command,
        event::PinChange,
        failure::{Exit, Failure},
        ports::Sources,
        state::Notice,
    },
    cli::{
        args::PinArgs,
        host::PinInput,
        json::{PinChangeJson, PinTestJson},
        output,
        run::Job,
        session::Session,
    },
    core::jpki::{Changed, Slot},
};

/// Answers `pin change`.
pub(in crate::cli) fn change(
    job: &Job,
    sources: Box<dyn Sources>,
    mut pins: Box<dyn PinInput>,
    args: &PinArgs,
) -> Result<Exit, Failure> {
    let slot = args.kind.slot();
    let mut session = Session::open(job, sources);
    let entry = secret::ask(job, &session, slot, args.pin, pins.as_mut())?;
    let new = secret::ask_new(job, &entry, args.pin, pins.as_mut())?;
    let change = match session.obey(Command::ChangePin(entry, new)) {
        Ok(()) => match session.told() {
            Some(Notice::PinChanged(change)) => change,
            _ => return Err(Failure::Internal),
        },
        // The old one was not accepted: the change was never asked for.
        Err(failure) => PinChange {
            slot,
            changed: Changed::No,
            left: None,
            failure: Some(failure),
        },
    };
    let failure = change.failure.as_ref();
    if job.options.json {
        output::answer_json(&PinChangeJson {
            kind: args.kind.name(),
            changed: match change.changed {
                Changed::No => "no",
                Changed::Unknown => "unknown",
                Changed::Yes => "yes",
            },
            remaining: remaining(&session, slot, failure),
            error: failure.map(|failure| job.error_json(failure)),
        })?;
    } else {
        tell_change(job, &session, &change)?;
    }
    Ok(failure.map_or(Exit::Done, Failure::exit))
}

fn tell_change(job: &Job, session: &Session, change: &PinChange) -> Result<(), Failure> {
    let (words, slot) = (&job.texts.pin_work, change.slot);
    match (change.changed, &change.failure) {
        (Changed::Yes, _) => {
            let line = if change.left.is_some() {
                (words.changed_line)(slot)
            } else {
                (words.changed_unchecked)(slot)
            };
            answer(job, session, slot, &[(words.changed)(slot), line])?;
        }
        (Changed::No, failure) => {
            if let Some(failure) = failure {
                job.say_failure(failure);
            }
            job.say((words.unchanged)(slot));
        }
        (Changed::Unknown, failure) => {
            if let Some(failure) = failure {
                job.say_failure(failure);
            }
        }
    }
    Ok(())
}

/// Answers `pin test`.
pub(in crate::cli) fn test(
    job: &Job,
    sources: Box<dyn Sources>,
    mut pins: Box<dyn PinInput>,
    args: &PinArgs,
) -> Result<Exit, Failure> {
    let slot = args.kind.slot();
    let mut session = Session::open(job, sources);
    let entry = secret::ask(job, &session, slot, args.pin, pins.as_mut())?;
    let tested = session
        .obey(Command::TestPin(entry))
        .and_then(|()| match session.told() {
            Some(Notice::PinTested(_, took)) => Ok(took),
            _ => Err(Failure::Internal),
        });
    let failure = tested.as_ref().err();
    if job.options.json {
        output::answer_json(&PinTestJson {
            kind: args.kind.name(),
            works: tested.is_ok(),
            card_ms: tested
                .as_ref()
                .ok()
                .map(|took| u64::try_from(took.as_millis()).unwrap_or(u64::MAX)),
            remaining: remaining(&session, slot, failure),
            error: failure.map(|failure| job.error_json(failure)),
        })?;
    } else {
        match &tested {
            Ok(took) => {
                let words = &job.texts.pin_work;
                let line = (words.works_line)(slot, *took);
                let lines = [(words.works)(slot), &line, words.works_limits];
                answer(job, &session, slot, &lines)?;
            }
            Err(failure) => job.say_failure(failure),
        }
    }
    Ok(failure.map_or(Exit::Done, Failure::exit))
}

/// The result for people: its lines, and the tries that are left.
fn answer(job: &Job, session: &Session, slot: Slot, lines: &[&str]) -> Result<(), Failure> {
    let mut text = lines.join("\n");
    let left = session.attempts(slot);
    text.push('\n');
    text.push_str(&super::pin::tries(job, left));
    text.push('\n');
    output::answer(&text)?;
    if job.source.is_demo() {
        job.say(job.words.pin.practice);
    }
    Ok(())
}

/// The tries that are left, as the card said last: with the failure, or when it was read.
fn remaining(session: &Session, slot: Slot, failure: Option<&Failure>) -> Option<u8> {
    failure
        .and_then(Failure::remaining)
        .or_else(|| session.attempts(slot).map(|left| left.remaining))
}
