//! `simulate`: lends the practice card to a vpcd reader, so that real pcscd and every program on
//! this computer see it. Until the connection ends, the card leaves, or Ctrl-C.

use crate::{
    app::failure::{Exit, Failure},
    cli::{
        args::SimulateArgs,
        host::{LendingEnd, LendingError, Simulator},
        json::SimulateJson,
        output,
        run::Job,
    },
};

/// Answers `simulate`.
pub(in crate::cli) fn simulate(
    job: &Job,
    mut simulator: Box<dyn Simulator>,
    args: &SimulateArgs,
) -> Result<Exit, Failure> {
    job.check_profile(&args.profile)?;
    let (words, usage) = (&job.words.simulate, &job.words.usage);
    // Beside the answer, also where that will be JSON: whoever started this waits for it.
    output::say(&(words.connecting)(&args.vpcd));
    let (pin, password) = simulator.secrets();
    let mut is_ready = false;
    let ended = simulator.lend(&args.vpcd, &args.profile, &mut || {
        if !std::mem::replace(&mut is_ready, true) {
            output::say(&(words.ready)(&args.profile));
            output::say(&(words.pins)(pin, password));
        }
    });
    let ended = ended.map_err(|error| match error {
        LendingError::Address => Failure::Usage {
            detail: (usage.vpcd_address)(&args.vpcd),
        },
        LendingError::Card => Failure::Internal,
        LendingError::Elsewhere => Failure::Usage {
            detail: (usage.vpcd_elsewhere)(&args.vpcd),
        },
        LendingError::Unreachable => {
            output::say(&(words.unreachable)(&args.vpcd));
            Failure::ServiceGone
        }
    })?;
    let (name, sentence) = match ended {
        LendingEnd::CardLeft => ("card-left", words.card_left),
        LendingEnd::ConnectionLost => ("connection-lost", words.connection_lost),
    };
    job.say(sentence);
    if job.options.json {
        output::answer_json(&SimulateJson {
            profile: args.profile.clone(),
            ended: name,
        })?;
    }
    Ok(Exit::Done)
}
