//! Three at a time: while the card signs one document, the next is read and hashed and the last one
//! checked and written. One PIN, one command to the card for each document, nothing else in between.
//!
//! The card's own thread goes from document to document; a reader and a writer work beside it and end
//! with the job. A document that fails does not stop the others, the first card error does: what was
//! signed by then is still finished, what was not is left out.

use std::{
    collections::HashSet,
    sync::{
        OnceLock,
        mpsc::{self, Receiver, Sender, SyncSender},
    },
    thread,
};

use super::{
    Beginning, Context, Emit,
    document::{self, Checks, Ready, Signed},
    inspect::Identity,
    signer::Signer,
};
use crate::{
    app::{
        command::{CancelFlag, PinEntry, SignJob, SignTarget},
        event::{Event, SignStep},
        failure::Failure,
        ports::{FileError, FileIdentity, Readers},
        unbroken::{or_internal, unbroken},
        workflow::pin::with_pin,
    },
    core::jpki::{Key, Session, Verified},
};

/// How many documents may wait between two of the three.
const WAITING: usize = 2;

/// A document that is to be signed.
pub(super) struct Pending<'a> {
    /// Its place in the job.
    pub(super) place: usize,
    pub(super) target: &'a SignTarget,
    /// What was begun of it already.
    pub(super) beginning: Option<Beginning>,
}

/// What became of a document.
pub(super) struct Finished {
    pub(super) place: usize,
    pub(super) result: Result<Checks, Failure>,
}

/// Signs all `pending` documents with one PIN and hands over what became of each. An error ended the job
/// before its end; of documents that it did not come to nothing is handed over.
pub(super) fn run<K: Key>(
    readers: &mut dyn Readers,
    identity: &Identity,
    job: &SignJob,
    entry: &mut PinEntry,
    pending: Vec<Pending<'_>>,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) -> (Vec<Finished>, Result<(), Failure>) {
    let (stop, never) = (CancelFlag::default(), CancelFlag::default());
    let reading = context.cancel.or(&stop);
    let reading = context.stopped_by(&reading);
    // What the card has signed is finished, whatever ended the job.
    let writing = context.stopped_by(&never);
    let signer = OnceLock::new();
    let (results_in, results) = mpsc::channel();
    let mut finished = Vec::new();
    let mut pending = Some(pending);
    let card = entry.card.clone();
    let outcome = thread::scope(|scope| {
        let (signed_in, signed) = mpsc::sync_channel(WAITING);
        let (to_results, signer, reading, writing) =
            (results_in.clone(), &signer, &reading, &writing);
        let write = move || write_each(&signed, job, signer, writing, &to_results);
        if named("writer").spawn_scoped(scope, write).is_err() {
            return Err(Failure::Internal);
        }
        let work = &mut |session: &mut Session<'_, Verified<K>>, emit: &mut Emit<'_>| {
            let read = Signer::read(session, &card, context, emit)?;
            let signer: &Signer = signer.get_or_init(|| read);
            let (ready_in, ready) = mpsc::sync_channel(WAITING);
            let documents = pending.take().unwrap_or_default();
            let read = move || read_each(documents, job, signer, reading, &ready_in);
            if named("reader").spawn_scoped(scope, read).is_err() {
                return Err(Failure::Internal);
            }
            for document in &ready {
                finished.extend(results.try_iter());
                if context.cancel.is_raised() {
                    break;
                }
                let place = document.place;
                match sign_one(session, document, job, signer, context, emit)? {
                    Ok(signed) => signed_in.send(signed).map_err(|_ended| Failure::Internal)?,
                    Err(failure) => finished.push(Finished {
                        place,
                        result: Err(failure),
                    }),
                }
            }
            if context.cancel.is_raised() {
                Err(Failure::Cancelled)
            } else {
                Ok(())
            }
        };
        let outcome = with_pin::<K>(readers, identity, entry, emit, work);
        // Nobody waits for what is still being read, and the writer ends with what was signed.
        stop.raise();
        drop(signed_in);
        outcome
    });
    drop(results_in);
    finished.extend(results);
    (finished, outcome)
}

/// A document between reader and card.
struct AtCard<'a> {
    place: usize,
    target: &'a SignTarget,
    ready: Result<Ready, Failure>,
}

/// A document between card and writer.
struct AtWriter<'a> {
    place: usize,
    signed: Signed<'a>,
}

fn read_each<'a>(
    documents: Vec<Pending<'a>>,
    job: &SignJob,
    signer: &Signer,
    context: &Context<'_>,
    card: &SyncSender<AtCard<'a>>,
) {
    for document in documents {
        let Pending {
            place,
            target,
            beginning,
        } = document;
        let read = || match beginning {
            Some(beginning) => beginning.finish(context),
            None => document::read(context, &job.read_order(target)),
        };
        // A mistake of the program in one document does not stop the others.
        let ready = or_internal(|| document::prepare(context, job, target, signer, read));
        let document = AtCard {
            place,
            target,
            ready,
        };
        // Nobody takes it any more: the job has ended.
        if context.cancel.is_raised() || card.send(document).is_err() {
            return;
        }
    }
}

/// Has one document signed. The outer error is the card's and ends the job; the inner one is the
/// document's.
fn sign_one<'a, K: Key>(
    session: &mut Session<'_, Verified<K>>,
    document: AtCard<'a>,
    job: &SignJob,
    signer: &Signer,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) -> Result<Result<AtWriter<'a>, Failure>, Failure> {
    let AtCard {
        place,
        target,
        ready,
    } = document;
    let ready = match ready {
        Ok(ready) => ready,
        Err(failure) => return Ok(Err(failure)),
    };
    emit(Event::SignProgress {
        done: place,
        total: job.targets.len(),
        step: SignStep::Signing,
    });
    let prepared = ready.for_card(context, job, signer)?;
    let signature = session
        .sign(prepared.to_sign())
        .map_err(Failure::from_card)?;
    let signed = ready.signed(target, prepared, &signature)?;
    Ok(Ok(AtWriter { place, signed }))
}

fn write_each(
    signed: &Receiver<AtWriter<'_>>,
    job: &SignJob,
    signer: &OnceLock<Signer>,
    context: &Context<'_>,
    results: &Sender<Finished>,
) {
    // Two spellings of one name (letter case, links) must not replace each other's result.
    let mut written: HashSet<FileIdentity> = HashSet::new();
    for AtWriter { place, signed } in signed {
        let output = signed.target.output.clone();
        let identity = || unbroken(|| context.files.identity(&output)).flatten();
        let result = match signer.get() {
            _ if identity().is_some_and(|it| written.contains(&it)) => {
                Err(Failure::unwritable(&output, FileError::Exists))
            }
            Some(signer) => or_internal(|| signed.finish(context, job, signer)),
            None => Err(Failure::Internal),
        };
        if result.is_ok() {
            written.extend(identity());
        }
        if results.send(Finished { place, result }).is_err() {
            return;
        }
    }
}

/// A thread of this job.
fn named(name: &str) -> thread::Builder {
    thread::Builder::new().name(name.to_owned())
}

/// Does `first`, and has the disk take in what was written meanwhile.
pub(super) fn while_syncing<T>(
    first: impl FnOnce() -> T,
    sync: &(dyn Fn() -> Result<(), FileError> + Sync),
) -> (T, Result<(), FileError>) {
    let broken = FileError::System {
        kind: std::io::ErrorKind::Other,
    };
    thread::scope(|scope| {
        let started = named("sync").spawn_scoped(scope, sync);
        let first = first();
        let synced = match started {
            Ok(thread) => thread.join().unwrap_or(Err(broken)),
            Err(_) => sync(),
        };
        (first, synced)
    })
}
