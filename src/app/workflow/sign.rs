//! Signs files: a plan before anyone types a PIN, then all of them with one PIN. A file that fails does
//! not stop the others; the first card error does, and then it is told precisely what was signed.

mod copier;
mod document;
mod head_start;
mod pipeline;
mod plan;
mod seal;
mod signer;

pub use head_start::HeadStart;
pub use plan::{Look, Targets, kind_of, output_path, plan, plan_targets, targets};
pub(in crate::app) use signer::{check_today, read_certificate};

use document::{Checks, Read};
use pipeline::{Finished, Pending};

use super::{
    Context, Emit, changed, hash_document, inspect, inspect::Identity, open_now, relay::relay,
    require_version,
};
use crate::{
    app::{
        command::{PinEntry, SignJob},
        event::{Event, SignOutcome, SignStep},
        failure::Failure,
        ports::Readers,
    },
    core::jpki::{AuthKey, SignKey, Slot},
};

/// Signs all files of `job` with one PIN. Reports progress and, at the end, one outcome a file. Where
/// `head_start` is that of its first document, that one need not be read any more.
pub fn sign(
    readers: &mut dyn Readers,
    identity: &Identity,
    job: &SignJob,
    head_start: Option<HeadStart>,
    entry: &mut PinEntry,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) {
    // What an earlier plan found may have changed meanwhile: a name taken, a disk gone.
    let planned = plan_targets(context, job.targets.clone(), job.overwrite, Look::At);
    let planned = planned.into_iter();
    let mut stages: Vec<_> = planned.map(|file| file.problem.map(Err)).collect();
    let first = first_read(job, &mut stages, head_start, context, emit);
    let stopped_by = if context.cancel.is_raised() {
        Some(Failure::Cancelled)
    } else if let Some(first) = first {
        let pending = pending(job, &stages, first);
        let (finished, outcome) = match entry.slot {
            Slot::Auth => {
                pipeline::run::<AuthKey>(readers, identity, job, entry, pending, context, emit)
            }
            Slot::Sign => {
                pipeline::run::<SignKey>(readers, identity, job, entry, pending, context, emit)
            }
        };
        for Finished { place, result } in finished {
            if let Some(stage) = stages.get_mut(place) {
                *stage = Some(result);
            }
        }
        outcome.err()
    } else {
        None
    };
    let not_reached = stopped_by.clone().unwrap_or(Failure::Internal);
    let outcomes = job
        .targets
        .iter()
        .zip(stages)
        .map(|(target, stage)| {
            let (result, checks) = match stage {
                Some(Ok(checks)) => (Ok(()), checks),
                Some(Err(failure)) => (Err(failure), Vec::new()),
                None => (Err(not_reached.clone()), Vec::new()),
            };
            SignOutcome {
                target: target.clone(),
                result,
                checks,
            }
        })
        .collect();
    emit(Event::SignFinished {
        outcomes,
        stopped_by,
    });
}

/// A document that was read, or is being read.
enum Beginning {
    Read(Read),
    Reading(HeadStart),
}

impl Beginning {
    /// Waits for the document.
    fn finish(self, context: &Context<'_>) -> Result<Read, Failure> {
        match self {
            Self::Read(read) => Ok(read),
            Self::Reading(head_start) => head_start.finish(context.cancel),
        }
    }
}

/// Reads the first document that can be read: nobody's PIN is sent for nothing, and the card has its
/// first work at once. One that is being read is not waited for.
fn first_read(
    job: &SignJob,
    stages: &mut [Option<Result<Checks, Failure>>],
    mut head_start: Option<HeadStart>,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) -> Option<(usize, Beginning)> {
    for (place, (target, stage)) in job.targets.iter().zip(stages).enumerate() {
        if stage.is_some() {
            continue;
        }
        emit(Event::SignProgress {
            done: place,
            total: job.targets.len(),
            step: SignStep::Hashing,
        });
        let order = job.read_order(target);
        let read = match head_start.take_if(|it| it.is_of(&order)) {
            Some(head_start) if !head_start.is_finished() => {
                return Some((place, Beginning::Reading(head_start)));
            }
            Some(head_start) => head_start.finish(context.cancel),
            None => {
                // It reads something else: what it began is of no use.
                head_start = None;
                document::read(context, &order)
            }
        };
        match read {
            Ok(read) => return Some((place, Beginning::Read(read))),
            Err(Failure::Cancelled) => return None,
            Err(failure) => *stage = Some(Err(failure)),
        }
    }
    None
}

/// What is left to do.
fn pending<'a>(
    job: &'a SignJob,
    stages: &[Option<Result<Checks, Failure>>],
    first: (usize, Beginning),
) -> Vec<Pending<'a>> {
    let (first, beginning) = first;
    let mut beginning = Some(beginning);
    let open = job.targets.iter().zip(stages).enumerate();
    open.filter(|(_, (_, stage))| stage.is_none())
        .map(|(place, (target, _))| Pending {
            place,
            target,
            beginning: if place == first {
                beginning.take()
            } else {
                None
            },
        })
        .collect()
}
