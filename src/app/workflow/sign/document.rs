//! One document on its way to its signature, in steps that run side by side with those of its
//! neighbours: read ([`read()`]: hashed, a PDF copied), made ready ([`prepare`]: all that depends on the
//! signer), signed by the card, finished ([`Signed::finish`]: put together, checked by the way that checks
//! other people's, given its name). Nothing bears its final name before it was checked (invariant 13).

use super::{
    Context, changed, copier::Copier, hash_document, open_now, pipeline::while_syncing,
    plan::refusal, relay, require_version, seal, signer::Signer,
};
use crate::{
    app::{
        command::{ReadOrder, SignJob, SignTarget},
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
        source::Source,
        verify::{Coverage, Integrity, Report, SignatureReport, check_destination},
    },
};

/// Bytes kept free in a PDF for what is in the CMS besides certificates: attributes, signature, frame.
const FRAME: usize = 3072;

/// A document that was read: all that does not depend on who signs.
pub(super) struct Read {
    held: Held,
    /// The document's length, in bytes, as it was read.
    len: u64,
    /// What the document was when it was read: nobody may write to it until it is signed.
    version: FileVersion,
}

/// What was kept of a document that was read.
enum Held {
    /// The CMS will lie beside the document or around it.
    Cms(Hashed),
    /// The document was copied and will go on after its end.
    Pdf(Copied),
}

/// A document that gets a CMS.
struct Hashed {
    encapsulation: Encapsulation,
    digests: ContentDigests,
    len: u64,
}

/// A PDF and what it is so far.
struct Copied {
    copy: Box<dyn NewFile>,
    hashed: ContentDigester,
}

/// A document before the card is asked.
pub(super) struct Ready {
    known: Known,
    version: FileVersion,
}

/// What is known of a document before the card is asked.
enum Known {
    Cms(Hashed),
    /// What is added to the document is written; only the CMS is missing.
    Pdf {
        copied: Copied,
        update: Box<Update>,
        profile: PdfProfile,
        digest: ContentDigest,
    },
}

/// Reads and hashes a document; a PDF is copied on the way.
pub(super) fn read(context: &Context<'_>, order: &ReadOrder) -> Result<Read, Failure> {
    let target = &order.target;
    let (file, version) = open_now(context, &target.input)?;
    let held = match target.format {
        SignatureFormat::Cms(encapsulation) => {
            let digests = hash_document(context, file.as_ref(), &[order.digest])
                .map_err(|error| error.of(&target.input))?;
            Held::Cms(Hashed {
                encapsulation,
                digests,
                len: file.len(),
            })
        }
        SignatureFormat::Pdf(_) => Held::Pdf(copy(context, order, file.as_ref())?),
    };
    require_version(file.as_ref(), &target.input, &version)?;
    let len = file.len();
    Ok(Read { held, len, version })
}

fn copy(context: &Context<'_>, order: &ReadOrder, file: &dyn ReadFile) -> Result<Copied, Failure> {
    let target = &order.target;
    let unwritable = |error| Failure::unwritable(&target.output, error);
    let mut copy = context
        .files
        .create(&target.output, order.overwrite)
        .map_err(unwritable)?;
    let mut hashed = ContentDigester::new([order.digest]);
    let mut hash = |piece: &[u8]| {
        hashed.update(piece);
        Ok(())
    };
    let mut original = Copier::new(copy.as_mut()).map_err(unwritable)?;
    let mut write = |piece: &[u8]| original.copy(piece).map_err(unwritable);
    relay(file, context.cancel, &mut [&mut hash, &mut write])
        .map_err(|error| error.of(&target.input))?;
    Ok(Copied { copy, hashed })
}

/// Makes a document ready for the card; `read` reads it. A PDF gets its signature field, yet without
/// the CMS: what that is to be is found out before, perhaps while another thread still reads.
pub(super) fn prepare(
    context: &Context<'_>,
    job: &SignJob,
    target: &SignTarget,
    signer: &Signer,
    read: impl FnOnce() -> Result<Read, Failure>,
) -> Result<Ready, Failure> {
    let SignatureFormat::Pdf(profile) = target.format else {
        return match read()? {
            Read {
                held: Held::Cms(hashed),
                version,
                ..
            } => Ok(Ready {
                known: Known::Cms(hashed),
                version,
            }),
            Read { .. } => Err(Failure::Internal),
        };
    };
    let (file, looked_at) = open_now(context, &target.input)?;
    let update = update(context, job, target, signer, profile, file.as_ref())?;
    let looked_at_len = file.len();
    drop(file);
    let Read {
        held: Held::Pdf(mut copied),
        len,
        version,
    } = read()?
    else {
        return Err(Failure::Internal);
    };
    // It may have grown between being opened and being asked what it is.
    if version != looked_at || len != looked_at_len {
        return Err(changed(&target.input));
    }
    let mut digester = copied.hashed.clone();
    for part in update.signed_tail() {
        digester.update(part);
    }
    let written = copied.copy.write(update.tail());
    written.map_err(|error| Failure::unwritable(&target.output, error))?;
    // The card takes longer than the disk.
    copied.copy.begin_sync();
    let digests = digester.finish();
    let known = Known::Pdf {
        copied,
        update: Box::new(update),
        profile,
        digest: digests.under(job.digest).ok_or(Failure::Internal)?.clone(),
    };
    Ok(Ready { known, version })
}

/// What is added to the PDF in `file`.
fn update(
    context: &Context<'_>,
    job: &SignJob,
    target: &SignTarget,
    signer: &Signer,
    profile: PdfProfile,
    file: &dyn ReadFile,
) -> Result<Update, Failure> {
    let refused = |error| refusal(error, &target.input);
    let source = FileSource(file);
    let pdf = PdfFile::open_checked(&source).map_err(|error| refused(error.into()))?;
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
        time: context.now(),
        reserved: signer.certificates_len() + FRAME,
        seal: placed,
    };
    prepare_update(&pdf, &request).map_err(refused)
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
            Known::Cms(hashed) => (hashed.digests.under(job.digest), Some(now)),
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
            Known::Cms(Hashed {
                encapsulation: Encapsulation::Attached,
                len,
                ..
            }) => Product::Around {
                envelope: prepared.finish_around(len, signature).map_err(confused)?,
                len,
            },
            Known::Cms(Hashed {
                encapsulation: Encapsulation::Detached,
                digests,
                ..
            }) => Product::Beside {
                cms: prepared.finish(signature).map_err(confused)?,
                digests,
            },
            Known::Pdf { copied, update, .. } => Product::Within {
                copied,
                update,
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
        copied: Copied,
        update: Box<Update>,
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
        let (file, now) = open_now(context, &target.input)?;
        if now != version {
            return Err(changed(&target.input));
        }
        let checks = product.write(context, job, signer, target, file.as_ref());
        match checks {
            // Neither the card nor this program is to blame.
            Err(Failure::SelfCheckFailed { .. }) => {
                require_version(file.as_ref(), &target.input, &version)?;
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
        let unwritable = |error| Failure::unwritable(&target.output, error);
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
                    return Err(changed(&target.input));
                }
                let mut new = context
                    .files
                    .create(&target.output, job.overwrite)
                    .map_err(unwritable)?;
                new.write(&envelope.head).map_err(unwritable)?;
                let mut write = |piece: &[u8]| new.write(piece).map_err(unwritable);
                relay(file, context.cancel, &mut [&mut write])
                    .map_err(|error| error.of(&target.input))?;
                new.write(&envelope.tail).map_err(unwritable)?;
                check_and_commit(job, signer, target, new, &|written| {
                    verify::judge_cms_written(context, written)
                })
            }
            Self::Within {
                copied: Copied { mut copy, hashed },
                update,
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

/// Judges a result that is read again; `None` where it is none. An error is the disk's.
type Judge<'a> = dyn Fn(&dyn ReadFile) -> Result<Option<Report>, FileError> + 'a;

/// Reads the result again, checks it while the disk takes it in, and gives it its name.
fn check_and_commit(
    job: &SignJob,
    signer: &Signer,
    target: &SignTarget,
    new: Box<dyn NewFile>,
    judge: &Judge<'_>,
) -> Result<Checks, Failure> {
    let unwritable = |error| Failure::unwritable(&target.output, error);
    let written = new.reader().map_err(unwritable)?;
    let (checked, synced) = while_syncing(
        || {
            // What cannot be read again says nothing of the signature.
            let report = judge(written.as_ref()).map_err(unwritable)?;
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

/// Whether the result is what it should be: a signature in it is by the key of `signer`, intact, and over
/// all of it; and what the place it is for will say.
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
    let is_ours = |it: &&SignatureReport| {
        it.integrity == Integrity::Intact
            && it.coverage == Coverage::WholeDocument
            && it.signer.as_ref() == Some(signer.certificate())
    };
    let signatures = report.map_or([].as_slice(), |report| &report.signatures);
    let is_alone = match target.format {
        SignatureFormat::Cms(_) => signatures.len() == 1,
        SignatureFormat::Pdf(_) => true,
    };
    let ours = signatures.iter().find(|it| is_alone && is_ours(it));
    let ours = ours.ok_or_else(failed)?;
    let Some(destination) = job.destination else {
        return Ok(Vec::new());
    };
    let rules = destination.profile().rules;
    let source = written.map(FileSource);
    let source = source.as_ref().map(|it| it as &dyn Source);
    check_destination(rules, ours, source)
        .map_err(|error| Failure::unwritable(&target.output, error.into()))
}
