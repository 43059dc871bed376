//! One document on its way to its signature, in three steps that run side by side with those of its
//! neighbours: made ready ([`prepare`]: read and hashed), signed by the card, finished ([`Signed::finish`]:
//! put together, checked by the way that checks other people's, given its name). Nothing bears its final
//! name before it was checked (invariant 13).

use std::path::Path;

use super::{
    Context, RelayError, copier::Copier, hash_document, pipeline::while_syncing, plan::refusal,
    relay, seal, signer::Signer,
};
use crate::{
    app::{
        command::{SignJob, SignTarget},
        failure::Failure,
        ports::{FileError, FileSource, FileVersion, NewFile, ReadFile},
        workflow::verify,
    },
    core::{
        pdf::PdfFile,
        rules::DestinationRule,
        sign::{
            self, ContentDigest, ContentDigester, ContentDigests, Encapsulation, Envelope,
            PdfProfile, SignatureFormat,
            pdf::{PdfRequest, Update, prepare_update},
        },
        verify::{Coverage, Integrity, Report, SignatureReport, check_destination},
    },
};

/// Bytes kept free in a PDF for what is in the CMS besides certificates: attributes, signature, frame.
const FRAME: usize = 3072;

/// A document before the card is asked.
pub(super) struct Ready {
    known: Known,
    /// What the document was when it was read: nobody may write to it until it is signed.
    version: FileVersion,
}

/// What is known of a document before the card is asked.
enum Known {
    /// The CMS will lie beside the document or around it.
    Cms {
        encapsulation: Encapsulation,
        digests: ContentDigests,
        len: u64,
    },
    /// The document was copied, what is added to it is written; only the CMS is missing.
    Pdf {
        copy: Box<dyn NewFile>,
        update: Box<Update>,
        profile: PdfProfile,
        digest: ContentDigest,
        hashed: ContentDigester,
    },
}

/// Reads and hashes a document. `hashed` is what was found out of it already.
pub(super) fn prepare(
    context: &Context<'_>,
    job: &SignJob,
    target: &SignTarget,
    signer: &Signer,
    hashed: Option<Ready>,
) -> Result<Ready, Failure> {
    match (hashed, target.format) {
        (Some(ready), _) => Ok(ready),
        (None, SignatureFormat::Cms(encapsulation)) => hash(context, job, target, encapsulation),
        (None, SignatureFormat::Pdf(profile)) => copy_pdf(context, job, target, signer, profile),
    }
}

/// Hashes a document that gets a CMS.
pub(super) fn hash(
    context: &Context<'_>,
    job: &SignJob,
    target: &SignTarget,
    encapsulation: Encapsulation,
) -> Result<Ready, Failure> {
    let (file, version) = open(context, target)?;
    let digests = hash_document(context, &target.input, &[job.digest])
        .map_err(|error| relay_failure(error, &target.input))?;
    require_version(file.as_ref(), target, &version)?;
    let known = Known::Cms {
        encapsulation,
        digests,
        len: file.len(),
    };
    Ok(Ready { known, version })
}

fn copy_pdf(
    context: &Context<'_>,
    job: &SignJob,
    target: &SignTarget,
    signer: &Signer,
    profile: PdfProfile,
) -> Result<Ready, Failure> {
    let unwritable = |error| unwritable(error, &target.output);
    let refused = |error| refusal(error, &target.input);
    let (file, version) = open(context, target)?;
    let source = FileSource(file.as_ref());
    let pdf = PdfFile::open_checked(&source).map_err(|error| refused(error.into()))?;
    let now = context.now();
    let seal = job
        .seal
        .as_ref()
        .map(|order| (order, seal::seal(order, signer)));
    let placed = seal
        .as_ref()
        .map(|(order, seal)| seal::placed(order, seal, &pdf))
        .transpose()
        .map_err(refused)?;
    let request = PdfRequest {
        profile,
        name: signer.name(),
        reason: None,
        time: now,
        reserved: signer.certificates_len() + FRAME,
        seal: placed,
    };
    let update = prepare_update(&pdf, &request).map_err(refused)?;
    let mut copy = context
        .files
        .create(&target.output, job.overwrite)
        .map_err(unwritable)?;
    let mut hashed = ContentDigester::new([job.digest]);
    let mut hash = |piece: &[u8]| {
        hashed.update(piece);
        Ok(())
    };
    let mut original = Copier::new(copy.as_mut()).map_err(unwritable)?;
    let mut write = |piece: &[u8]| original.copy(piece).map_err(unwritable);
    relay(file.as_ref(), context.cancel, &mut [&mut hash, &mut write])
        .map_err(|error| relay_failure(error, &target.input))?;
    require_version(file.as_ref(), target, &version)?;
    let mut digester = hashed.clone();
    for part in update.signed_tail() {
        digester.update(part);
    }
    copy.write(update.tail()).map_err(unwritable)?;
    let digests = digester.finish();
    let known = Known::Pdf {
        copy,
        update: Box::new(update),
        profile,
        digest: digests.under(job.digest).ok_or(Failure::Internal)?.clone(),
        hashed,
    };
    Ok(Ready { known, version })
}

/// Opens the document of `target` and says what it is.
fn open(
    context: &Context<'_>,
    target: &SignTarget,
) -> Result<(Box<dyn ReadFile>, FileVersion), Failure> {
    let unreadable = |error| unreadable(error, &target.input);
    let file = context.files.open(&target.input).map_err(unreadable)?;
    let version = file.version().map_err(unreadable)?;
    Ok((file, version))
}

/// Makes sure that nobody has written to the document since.
fn require_version(
    file: &dyn ReadFile,
    target: &SignTarget,
    version: &FileVersion,
) -> Result<(), Failure> {
    let now = file.version();
    if now.map_err(|error| unreadable(error, &target.input))? == *version {
        Ok(())
    } else {
        Err(changed(target))
    }
}

impl Ready {
    /// What the card is to sign.
    pub(super) fn for_card(
        &self,
        context: &Context<'_>,
        job: &SignJob,
        signer: &Signer,
    ) -> Result<sign::Prepared, Failure> {
        let now = context.now();
        let (digest, time) = match &self.known {
            Known::Cms { digests, .. } => (digests.under(job.digest), Some(now)),
            Known::Pdf {
                digest, profile, ..
            } => {
                // PAdES says the time in the PDF alone (EN 319 142-1 §6.3).
                let time = (*profile == PdfProfile::Pkcs7Detached).then_some(now);
                (Some(digest), time)
            }
        };
        let digest = digest.ok_or(Failure::Internal)?;
        sign::prepare(digest, signer.embedded(), time).map_err(|_unfit| {
            Failure::CertificateUnreadable {
                slot: signer.slot(),
            }
        })
    }
}

impl Ready {
    /// Puts the card's answer in. An error is the card's: what it gave has not the form of a signature.
    pub(super) fn signed<'a>(
        self,
        target: &'a SignTarget,
        prepared: sign::Prepared,
        signature: &[u8],
    ) -> Result<Signed<'a>, Failure> {
        let confused = |_form| Failure::CardConfused {
            step: None,
            status: None,
        };
        let product = match self.known {
            Known::Cms {
                encapsulation: Encapsulation::Attached,
                len,
                ..
            } => Product::Around {
                envelope: prepared.finish_around(len, signature).map_err(confused)?,
                len,
            },
            Known::Cms {
                encapsulation: Encapsulation::Detached,
                digests,
                ..
            } => Product::Beside {
                cms: prepared.finish(signature).map_err(confused)?,
                digests,
            },
            Known::Pdf {
                copy,
                update,
                hashed,
                ..
            } => Product::Within {
                copy,
                update,
                hashed,
                cms: prepared.finish(signature).map_err(confused)?,
            },
        };
        Ok(Signed {
            target,
            version: self.version,
            product,
        })
    }
}

/// A document that the card has signed.
pub(super) struct Signed<'a> {
    pub(super) target: &'a SignTarget,
    version: FileVersion,
    product: Product,
}

/// What is to be written.
enum Product {
    /// The document between the parts of a CMS.
    Around { envelope: Envelope, len: u64 },
    /// A CMS beside a document with these digests.
    Beside {
        cms: Vec<u8>,
        digests: ContentDigests,
    },
    /// A copy of the document with a CMS to be put in.
    Within {
        copy: Box<dyn NewFile>,
        update: Box<Update>,
        hashed: ContentDigester,
        cms: Vec<u8>,
    },
}

/// What the place looks at that the document is for.
pub(super) type Checks = Vec<(DestinationRule, bool)>;

impl Signed<'_> {
    /// Checks the result and gives it its name.
    pub(super) fn finish(
        self,
        context: &Context<'_>,
        job: &SignJob,
        signer: &Signer,
    ) -> Result<Checks, Failure> {
        let Self {
            target,
            version,
            product,
        } = self;
        let (file, now) = open(context, target)?;
        if now != version {
            return Err(changed(target));
        }
        let checks = product.write(context, job, signer, target, file.as_ref());
        match checks {
            // Neither the card nor this program is to blame.
            Err(Failure::SelfCheckFailed { .. }) => {
                require_version(file.as_ref(), target, &version)?;
                checks
            }
            checks => checks,
        }
    }
}

impl Product {
    /// Checks the result and gives it its name; `file` is the document.
    fn write(
        self,
        context: &Context<'_>,
        job: &SignJob,
        signer: &Signer,
        target: &SignTarget,
        file: &dyn ReadFile,
    ) -> Result<Checks, Failure> {
        let unwritable = |error| unwritable(error, &target.output);
        match self {
            Self::Beside { cms, digests } => {
                let report = verify::judge_detached(context, &cms, &digests);
                let checks = check(job, signer, target, report.as_ref(), None)?;
                let written = context.files.write(&target.output, &cms, job.overwrite);
                written.map_err(unwritable)?;
                Ok(checks)
            }
            Self::Around { envelope, len } => {
                if file.len() != len {
                    return Err(changed(target));
                }
                let mut new = context
                    .files
                    .create(&target.output, job.overwrite)
                    .map_err(unwritable)?;
                new.write(&envelope.head).map_err(unwritable)?;
                let mut write = |piece: &[u8]| new.write(piece).map_err(unwritable);
                relay(file, context.cancel, &mut [&mut write])
                    .map_err(|error| relay_failure(error, &target.input))?;
                new.write(&envelope.tail).map_err(unwritable)?;
                check_and_commit(job, signer, target, new, &|written| {
                    verify::judge_cms_written(context, written)
                })
            }
            Self::Within {
                mut copy,
                update,
                hashed,
                cms,
            } => {
                let contents = update.contents(&cms);
                let (offset, digits) = contents.map_err(|error| refusal(error, &target.input))?;
                copy.write_at(offset, &digits).map_err(unwritable)?;
                check_and_commit(job, signer, target, copy, &|written| {
                    verify::judge_pdf_written(context, written, &hashed)
                })
            }
        }
    }
}

/// Reads the result again, checks it while the disk takes it in, and gives it its name.
fn check_and_commit(
    job: &SignJob,
    signer: &Signer,
    target: &SignTarget,
    new: Box<dyn NewFile>,
    judge: &dyn Fn(&dyn ReadFile) -> Option<Report>,
) -> Result<Checks, Failure> {
    let unwritable = |error| unwritable(error, &target.output);
    let written = new.reader().map_err(unwritable)?;
    let (checked, synced) = while_syncing(
        || {
            let report = judge(written.as_ref());
            check(job, signer, target, report.as_ref(), Some(written.as_ref()))
        },
        &|| new.sync(),
    );
    let checks = checked?;
    synced.map_err(unwritable)?;
    drop(written);
    new.commit().map_err(unwritable)?;
    Ok(checks)
}

/// Whether the result is what it should be: its last signature is by the key of `signer`, intact, and
/// over all of it; and what the place it is for will say.
fn check(
    job: &SignJob,
    signer: &Signer,
    target: &SignTarget,
    report: Option<&Report>,
    written: Option<&dyn ReadFile>,
) -> Result<Checks, Failure> {
    let failed = || Failure::SelfCheckFailed {
        path: target.input.clone(),
    };
    let ours = report.and_then(|report| report.signatures.last());
    let is_ours = matches!(
        ours,
        Some(SignatureReport {
            integrity: Integrity::Intact,
            coverage: Coverage::WholeDocument,
            signer: Some(found),
            ..
        }) if found == signer.certificate()
    );
    let is_alone = match target.format {
        SignatureFormat::Cms(_) => report.is_some_and(|report| report.signatures.len() == 1),
        SignatureFormat::Pdf(_) => true,
    };
    let ours = ours.filter(|_| is_ours && is_alone).ok_or_else(failed)?;
    let Some(destination) = job.destination else {
        return Ok(Vec::new());
    };
    let rules = destination.profile().rules;
    let source = written.map(FileSource);
    let source = source
        .as_ref()
        .map(|it| it as &dyn crate::core::source::Source);
    Ok(check_destination(rules, ours, source))
}

fn relay_failure(error: RelayError, path: &Path) -> Failure {
    match error {
        RelayError::Cancelled => Failure::Cancelled,
        RelayError::Changed => Failure::DocumentChanged {
            path: path.to_path_buf(),
        },
        RelayError::File(error) => unreadable(error, path),
        RelayError::Stage(failure) => failure,
    }
}

fn changed(target: &SignTarget) -> Failure {
    Failure::DocumentChanged {
        path: target.input.clone(),
    }
}

fn unreadable(error: FileError, path: &Path) -> Failure {
    Failure::DocumentUnreadable {
        path: path.to_path_buf(),
        error,
    }
}

fn unwritable(error: FileError, path: &Path) -> Failure {
    Failure::OutputFailed {
        path: path.to_path_buf(),
        error,
    }
}
