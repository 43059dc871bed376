//! `pin status`: how many tries each PIN has left. Never spends one.

use crate::{
    app::{
        failure::{Exit, Failure},
        ports::Sources,
        state::CardState,
    },
    cli::{
        columns::Columns,
        json::{AttemptsJson, BothJson, PinStatusJson},
        output,
        run::Job,
        session::Session,
    },
    core::{jpki::Slot, rules::Attempts},
};

/// Answers `pin status`.
pub(in crate::cli) fn status(job: &Job, sources: Box<dyn Sources>) -> Result<Exit, Failure> {
    let session = Session::open(job, sources);
    let (reader, card, _) = session.card()?;
    if job.options.json {
        output::answer_json(&PinStatusJson {
            reader: reader.0.clone(),
            pins: pins(card),
        })?;
        return Ok(Exit::Done);
    }
    let mut columns = Columns::default();
    for slot in Slot::BOTH {
        columns.heading((job.texts.common.certificate)(slot)).field(
            (job.words.card.secret)(slot),
            tries(job, card.slot(slot).attempts),
        );
    }
    output::answer(&columns.text())?;
    Ok(Exit::Done)
}

/// Both counters, for JSON.
pub(super) fn pins(card: &CardState) -> BothJson<Option<AttemptsJson>> {
    BothJson {
        auth: card.auth.attempts.map(AttemptsJson::from),
        sign: card.sign.attempts.map(AttemptsJson::from),
    }
}

/// A counter in words.
pub(super) fn tries(job: &Job, attempts: Option<Attempts>) -> String {
    let common = &job.texts.common;
    match attempts {
        Some(attempts) => (common.tries)(attempts.remaining, attempts.max),
        None => common.tries_unknown.to_owned(),
    }
}
