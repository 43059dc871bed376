//! Signs files: hash them all, then one visit to the card, then check and write each. The card is
//! never held while a file is read or written, and a file that fails does not stop the others; the
//! first card error does.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::{Context, Emit, HashError, hash_document, inspect, inspect::Identity, pin::with_pin};
use crate::{
    app::{
        command::{CardRef, PinEntry, PlanOrder, SignJob, SignTarget},
        event::{CardFact, CertificateFact, Event, PlannedFile, SignOutcome, SignStep},
        failure::Failure,
        ports::{FileError, Overwrite, Readers},
    },
    core::{
        cert::{Certificate, TrustStore},
        jpki::{AuthKey, Key, Session, SignKey, Slot, Verified},
        rules::{ValidityReport, ValidityState, jst_date},
        sign::{
            ContentDigest, ContentDigests, Encapsulation, SignatureFormat, SignerCertificates,
            prepare,
        },
        verify::{Integrity, SignatureReport, SignedDocument, verify, verify_issued_by},
    },
};

/// Where the detached signature of `document` goes: beside it, or into `folder`.
pub fn output_path(document: &Path, folder: Option<&Path>) -> PathBuf {
    let mut name = document.file_name().unwrap_or_default().to_os_string();
    name.push(".p7s");
    match folder {
        Some(folder) => folder.join(name),
        None => document.with_file_name(name),
    }
}

/// Finds out what signing these documents would give.
pub fn plan(context: &Context<'_>, order: &PlanOrder) -> Vec<PlannedFile> {
    let target = |input: &PathBuf| SignTarget {
        input: input.clone(),
        output: output_path(input, order.folder.as_deref()),
        format: SignatureFormat::Cms(Encapsulation::Detached),
    };
    let targets = order.documents.iter().map(target).collect();
    plan_targets(context, targets, order.overwrite)
}

/// The same for results whose places are chosen already.
pub fn plan_targets(
    context: &Context<'_>,
    targets: Vec<SignTarget>,
    overwrite: Overwrite,
) -> Vec<PlannedFile> {
    let documents: Vec<PathBuf> = targets.iter().map(|target| target.input.clone()).collect();
    // A result never takes the place of a document, of this one or another of the batch
    // (invariant 10).
    let is_document = |output: &Path| {
        context.files.exists(output)
            && documents
                .iter()
                .any(|document| context.files.is_same_file(document, output))
    };
    let mut planned: Vec<PlannedFile> = Vec::with_capacity(targets.len());
    for target in targets {
        let taken = planned
            .iter()
            .any(|earlier| earlier.target.output == target.output)
            || is_document(&target.output);
        planned.push(plan_one(context, target, taken, overwrite));
    }
    planned
}

fn plan_one(
    context: &Context<'_>,
    target: SignTarget,
    taken: bool,
    overwrite: Overwrite,
) -> PlannedFile {
    let len = match context.files.open(&target.input) {
        Ok(file) => file.len(),
        Err(error) => {
            let problem = Failure::DocumentUnreadable {
                path: target.input.clone(),
                error,
            };
            return PlannedFile {
                target,
                len: None,
                kind: crate::app::event::PlannedKind::Other,
                problem: Some(problem),
            };
        }
    };
    let check = if taken {
        Err(FileError::Exists)
    } else {
        context.files.check_target(&target.output, overwrite)
    };
    let problem = check.err().map(|error| Failure::OutputFailed {
        path: target.output.clone(),
        error,
    });
    PlannedFile {
        target,
        len: Some(len),
        kind: crate::app::event::PlannedKind::Other,
        problem,
    }
}

/// Signs all files of `job` with one PIN. Reports progress and, at the end, one outcome a file.
pub fn sign(
    readers: &mut dyn Readers,
    identity: &Identity,
    job: &SignJob,
    entry: &mut PinEntry,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) {
    let mut batch = Batch::new(job);
    batch.hash(context, emit);
    let stopped_by = if context.cancel.is_raised() {
        Some(Failure::Cancelled)
    } else if batch.is_any_pending() {
        emit(Event::SignProgress {
            done: 0,
            total: job.targets.len(),
            step: SignStep::Signing,
        });
        let signed = match entry.slot {
            Slot::Auth => batch.sign::<AuthKey>(readers, identity, entry, context, emit),
            Slot::Sign => batch.sign::<SignKey>(readers, identity, entry, context, emit),
        };
        signed.err()
    } else {
        None
    };
    batch.check_and_write(context, emit);
    let outcomes = batch.outcomes(stopped_by.as_ref());
    emit(Event::SignFinished {
        outcomes,
        stopped_by,
    });
}

/// One file on its way.
enum Stage {
    Failed(Failure),
    Hashed(ContentDigests),
    Signed(ContentDigests, Vec<u8>),
    Waiting,
    Written,
}

struct Batch<'a> {
    job: &'a SignJob,
    files: Vec<(&'a SignTarget, Stage)>,
    signer: Option<Certificate>,
}

impl<'a> Batch<'a> {
    fn new(job: &'a SignJob) -> Self {
        let files = job
            .targets
            .iter()
            .map(|target| (target, Stage::Waiting))
            .collect();
        Self {
            job,
            files,
            signer: None,
        }
    }

    fn is_any_pending(&self) -> bool {
        self.files
            .iter()
            .any(|(_, stage)| matches!(stage, Stage::Hashed(_)))
    }

    fn hash(&mut self, context: &Context<'_>, emit: &mut Emit<'_>) {
        let total = self.files.len();
        // What an earlier plan found may have changed meanwhile: a name taken, a disk gone.
        let plan = plan_targets(context, self.job.targets.clone(), self.job.overwrite);
        for (done, ((target, stage), planned)) in self.files.iter_mut().zip(plan).enumerate() {
            emit(Event::SignProgress {
                done,
                total,
                step: SignStep::Hashing,
            });
            let path = || target.input.clone();
            if let Some(problem) = planned.problem {
                *stage = Stage::Failed(problem);
                continue;
            }
            *stage = match hash_document(context, &target.input, &[self.job.digest]) {
                Ok(digests) => Stage::Hashed(digests),
                Err(HashError::Cancelled) => return,
                Err(HashError::Changed) => Stage::Failed(Failure::DocumentChanged { path: path() }),
                Err(HashError::File(error)) => Stage::Failed(Failure::DocumentUnreadable {
                    path: path(),
                    error,
                }),
            };
        }
    }

    fn sign<K: Key>(
        &mut self,
        readers: &mut dyn Readers,
        identity: &Identity,
        entry: &mut PinEntry,
        context: &Context<'_>,
        emit: &mut Emit<'_>,
    ) -> Result<(), Failure> {
        let card = entry.card.clone();
        with_pin::<K>(readers, identity, entry, emit, &mut |session, emit| {
            let certificate = signer_certificate(session, &card, context, emit)?;
            let issuer = issuer_certificate(session, &certificate);
            let result = self.sign_each(session, &certificate, issuer.as_ref(), context, emit);
            self.signer = Some(certificate);
            result
        })
    }

    fn sign_each<K: Key>(
        &mut self,
        session: &mut Session<'_, Verified<K>>,
        certificate: &Certificate,
        issuer: Option<&Certificate>,
        context: &Context<'_>,
        emit: &mut Emit<'_>,
    ) -> Result<(), Failure> {
        let total = self.files.len();
        let digest = self.job.digest;
        for (done, (_, stage)) in self.files.iter_mut().enumerate() {
            if context.cancel.is_raised() {
                return Err(Failure::Cancelled);
            }
            let Stage::Hashed(digests) = stage else {
                continue;
            };
            emit(Event::SignProgress {
                done,
                total,
                step: SignStep::Signing,
            });
            let content = digests.under(digest).ok_or(Failure::Internal)?;
            let output = sign_one(session, content, certificate, issuer, context)?;
            *stage = Stage::Signed(std::mem::take(digests), output);
        }
        Ok(())
    }

    /// Nothing is written that our own verification does not find intact (invariant 13).
    fn check_and_write(&mut self, context: &Context<'_>, emit: &mut Emit<'_>) {
        let total = self.files.len();
        let mut written: Vec<&Path> = Vec::new();
        for (done, (target, stage)) in self.files.iter_mut().enumerate() {
            let Stage::Signed(digests, output) = stage else {
                continue;
            };
            emit(Event::SignProgress {
                done,
                total,
                step: SignStep::Checking,
            });
            let signed = self
                .signer
                .as_ref()
                .is_some_and(|signer| is_signed_by(output, digests, signer, context.now()));
            if !signed {
                *stage = Stage::Failed(Failure::SelfCheckFailed {
                    path: target.input.clone(),
                });
                continue;
            }
            emit(Event::SignProgress {
                done,
                total,
                step: SignStep::Writing,
            });
            // Two spellings of one name (letter case, links) must not replace each other's result.
            let files = context.files;
            let is_ours = files.exists(&target.output)
                && written
                    .iter()
                    .any(|ours| files.is_same_file(ours, &target.output));
            let outcome = if is_ours {
                Err(FileError::Exists)
            } else {
                files.write(&target.output, output, self.job.overwrite)
            };
            *stage = match outcome {
                Ok(()) => {
                    written.push(&target.output);
                    Stage::Written
                }
                Err(error) => Stage::Failed(Failure::OutputFailed {
                    path: target.output.clone(),
                    error,
                }),
            };
        }
    }

    fn outcomes(self, stopped_by: Option<&Failure>) -> Vec<SignOutcome> {
        let not_reached = stopped_by.cloned().unwrap_or(Failure::Internal);
        self.files
            .into_iter()
            .map(|(target, stage)| SignOutcome {
                target: target.clone(),
                checks: Vec::new(),
                result: match stage {
                    Stage::Written => Ok(()),
                    Stage::Failed(failure) => Err(failure),
                    Stage::Hashed(_) | Stage::Signed(..) | Stage::Waiting => {
                        Err(not_reached.clone())
                    }
                },
            })
            .collect()
    }
}

/// The certificate of the key, told to the state and good for signing today.
fn signer_certificate<K: Key>(
    session: &mut Session<'_, Verified<K>>,
    card: &CardRef,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) -> Result<Certificate, Failure> {
    let slot = K::SLOT;
    let certificate = read_certificate(session, card, context, emit)?;
    let dates = certificate.validity();
    let report = ValidityReport::at(dates, context.now());
    match report.state {
        ValidityState::Expired => Err(Failure::CertificateExpired {
            slot,
            expired_on: report.expires_on,
        }),
        ValidityState::NotYetValid => Err(Failure::CertificateNotYetValid {
            slot,
            valid_from: jst_date(dates.not_before),
        }),
        ValidityState::Renewable | ValidityState::Valid => Ok(certificate),
    }
}

/// Reads the certificate of key `K` under its PIN and tells it to the state.
pub(in crate::app) fn read_certificate<K: Key>(
    session: &mut Session<'_, Verified<K>>,
    card: &CardRef,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) -> Result<Certificate, Failure> {
    use crate::core::jpki::CardError;
    let slot = K::SLOT;
    let fact = match K::certificate(session) {
        Ok(der) => inspect::understand(&der, slot, context),
        Err(CardError::FileMissing { .. }) => CertificateFact::Absent,
        Err(CardError::NotACertificate { .. }) => CertificateFact::Unreadable,
        Err(error) => return Err(Failure::from_card(error)),
    };
    let result = match &fact {
        CertificateFact::Read(certificate, _) => Ok((**certificate).clone()),
        CertificateFact::Absent => Err(Failure::CertificateAbsent { slot }),
        CertificateFact::NeedsPin | CertificateFact::Unreadable => {
            Err(Failure::CertificateUnreadable { slot })
        }
    };
    let fact = CardFact::Certificate(slot, Box::new(fact));
    emit(Event::CardFact {
        epoch: card.epoch,
        fact,
    });
    result
}

/// The issuer's certificate that the card carries, if it really is the issuer's. It goes into the
/// signature for the recipient's convenience; without it the signature is as good.
fn issuer_certificate<K: Key>(
    session: &mut Session<'_, Verified<K>>,
    certificate: &Certificate,
) -> Option<Certificate> {
    let der = session.issuer_certificate(K::SLOT).ok()?;
    let issuer = Certificate::from_der(&der).ok()?;
    verify_issued_by(certificate, &issuer, 0)
        .is_ok()
        .then_some(issuer)
}

fn sign_one<K: Key>(
    session: &mut Session<'_, Verified<K>>,
    content: &ContentDigest,
    certificate: &Certificate,
    issuer: Option<&Certificate>,
    context: &Context<'_>,
) -> Result<Vec<u8>, Failure> {
    let embedded = SignerCertificates {
        signer: certificate.der(),
        issuer: issuer.map(Certificate::der),
    };
    let unreadable = || Failure::CertificateUnreadable { slot: K::SLOT };
    let prepared = prepare(content, embedded, context.now()).map_err(|_unfit| unreadable())?;
    let signature = session
        .sign(prepared.to_sign())
        .map_err(Failure::from_card)?;
    let confused = Failure::CardConfused {
        step: None,
        status: None,
    };
    prepared.finish(&signature).map_err(|_form| confused)
}

/// Whether `output` is what it should be: exactly one signature, by the key of `signer`, intact
/// over the document with these digests. Judged by the path that judges other people's files.
fn is_signed_by(
    output: &[u8],
    digests: &ContentDigests,
    signer: &Certificate,
    now: Timestamp,
) -> bool {
    let Ok(document) = SignedDocument::parse(output) else {
        return false;
    };
    let report = verify(&document, digests, &TrustStore::empty(), now);
    matches!(
        report.signatures.as_slice(),
        [SignatureReport { integrity: Integrity::Intact, signer: Some(found), .. }]
            if found == signer
    )
}
