//! Gets a PIN from the person, after everything that can be known without it was looked at: a PIN
//! that would be refused anyway is not asked for, and one that cannot be right by its form does
//! not reach the card (design/cli.md, "Safety of tries").

use crate::{
    app::{command::PinEntry, event::CertificateFact, failure::Failure},
    cli::{
        args::PinOptions,
        host::{PinInput, PinInputError},
        output,
        run::Job,
        session::Session,
    },
    core::{
        jpki::Slot,
        rules::{AttemptRefusal, Attempts, check_pin, may_verify, normalised_pin, pin_advice},
        secret::Pin,
    },
};

/// The PIN of `slot` for the card of `session`.
pub(super) fn ask(
    job: &Job,
    session: &Session,
    slot: Slot,
    options: PinOptions,
    input: &mut dyn PinInput,
) -> Result<PinEntry, Failure> {
    let (_, state, card) = session.card()?;
    let side = state.slot(slot);
    // Absent is said before blocked: a child's card counts no tries for a certificate it has not.
    if matches!(side.certificate, Some(CertificateFact::Absent)) {
        return Err(Failure::CertificateAbsent { slot });
    }
    let consent = options.consent();
    // A counter that could not be read is asked for again before anything is sent.
    if let Some(attempts) = side.attempts {
        may_verify(attempts, consent).map_err(|refusal| match refusal {
            AttemptRefusal::Blocked => Failure::PinBlocked { slot },
            AttemptRefusal::LastTry => Failure::PinLastTry { slot },
        })?;
    }
    let typed = if options.pin_stdin {
        input.read_line()
    } else {
        question(job, slot, side.attempts, input)
    };
    let typed = typed.map_err(|error| match error {
        PinInputError::Interrupted => Failure::Cancelled,
        PinInputError::Missing => Failure::PinMissing { slot },
        PinInputError::Unsuitable => Failure::PinForm { slot },
    })?;
    Ok(PinEntry {
        card,
        slot,
        pin: in_form(slot, &typed)?,
        consent,
    })
}

/// The new PIN that is to take the place of `old`, typed twice.
pub(super) fn ask_new(
    job: &Job,
    old: &PinEntry,
    options: PinOptions,
    input: &mut dyn PinInput,
) -> Result<Pin, Failure> {
    let slot = old.slot;
    let questions = &job.words.pin;
    let mut typed = |question: &str| {
        let typed = if options.pin_stdin {
            input.read_line()
        } else {
            input.ask(question)
        };
        typed.map_err(|error| match error {
            PinInputError::Interrupted => Failure::Cancelled,
            PinInputError::Missing => Failure::PinMissing { slot },
            PinInputError::Unsuitable => Failure::PinNewForm { slot },
        })
    };
    let new = in_form(slot, &typed((questions.new)(slot))?).map_err(|failure| match failure {
        Failure::PinForm { slot } => Failure::PinNewForm { slot },
        other => other,
    })?;
    let words = &job.texts.pin_work;
    let advice = pin_advice(slot, &old.pin, &new);
    for advice in &advice {
        job.say((words.advice_of)(slot, *advice));
    }
    if !advice.is_empty() {
        job.say(words.advice_line);
    }
    let again = normalised_pin(slot, &typed((questions.again)(slot))?);
    if new.matches(&again) {
        Ok(new)
    } else {
        Err(Failure::PinMismatch { slot })
    }
}

fn question(
    job: &Job,
    slot: Slot,
    attempts: Option<Attempts>,
    input: &mut dyn PinInput,
) -> Result<Pin, PinInputError> {
    let tries = super::pin::tries(job, attempts);
    let texts = &job.words.pin;
    // To a person at the terminal, also where the answer will be JSON.
    output::say((texts.form)(slot));
    output::say(texts.hidden);
    input.ask(&(texts.prompt)(slot, &tries))
}

fn in_form(slot: Slot, typed: &Pin) -> Result<Pin, Failure> {
    if typed.is_empty() {
        return Err(Failure::PinMissing { slot });
    }
    let pin = normalised_pin(slot, typed);
    check_pin(slot, &pin).map_err(|_broken| Failure::PinForm { slot })?;
    Ok(pin)
}
