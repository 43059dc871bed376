//! Judges the signatures in a PDF (ISO 32000-2 §12.8; PAdES, ETSI EN 319 142-1): whether each covers
//! everything that the document was when it was made, fits it, and what was added since. The file
//! is never held whole: it is hashed piece by piece.
//!
//! The rules are this program's own, and stricter than the standard where looseness was an attack:
//! universal signature forgery, signature wrapping and incremental saving (Mladenov et al., CCS 2019),
//! shadow attacks (Mainka et al., NDSS 2021), evil annotations and sneaky signatures (Rohlmann et al.,
//! IEEE S&P 2021). What is not understood is not good.

mod appended;
mod changes;
mod fields;
mod permissions;
mod place;
mod revision;
mod text;

use std::{io::ErrorKind, ops::Range};

use jiff::Timestamp;
use thiserror::Error;

use super::{
    ChangesAfter, Coverage, DigestAlgorithm, Flaw, Integrity, Report, SignatureReport,
    SignedDocument, TimestampToken, Verifier, cms::nobodys,
};
use crate::core::{
    cert::TrustStore,
    pdf::{Entry, Health, Object, PdfError, PdfFile, Prefix, Source, SourceError},
    sign::{ContentDigester, ContentDigests},
};
use fields::Candidate;
use permissions::Permissions;
use place::Place;

/// Bytes hashed at once.
const PIECE: u64 = 256 * 1024;
/// How often over a file may be hashed for all of its signatures, and so many bytes more. Where each signs a
/// revision of its own, twice is enough: what lies before a signature is hashed once for all.
const TIMES_HASHED: u64 = 3;
const MORE_HASHED: u64 = 512 * 1024 * 1024;

/// Why a PDF was not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PdfVerifyError {
    /// The caller wanted to stop.
    #[error("stopped")]
    Cancelled,
    /// The document cannot be read.
    #[error(transparent)]
    Pdf(#[from] PdfError),
}

impl From<SourceError> for PdfVerifyError {
    fn from(error: SourceError) -> Self {
        Self::Pdf(error.into())
    }
}

/// Judges every signature of the PDF in `source`, in the order in which they were made. `now` is for
/// the certificates' validity. `go_on` is asked between pieces of at most 256 KiB.
pub fn verify(
    source: &dyn Source,
    trust: &TrustStore,
    now: Timestamp,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<Report, PdfVerifyError> {
    let means = Means {
        hashing: Hashing::Done(None),
        verifier: &Verifier::new(trust, now),
        go_on,
    };
    judge_source(source, means)
}

/// The same of a document whose first part the caller has hashed already, as it was read from this very
/// source: a signature over all of that part is not hashed from the start again.
pub fn verify_hashed(
    source: &dyn Source,
    hashed: &ContentDigester,
    trust: &TrustStore,
    now: Timestamp,
) -> Result<Report, PdfVerifyError> {
    let means = Means {
        hashing: Hashing::Done(Some(hashed)),
        verifier: &Verifier::new(trust, now),
        go_on: &mut || true,
    };
    judge_source(source, means)
}

/// How many signatures the document says it has.
pub fn count_signatures(file: &PdfFile<'_>) -> Result<usize, PdfError> {
    Ok(fields::candidates(file)?.len())
}

/// Judges as [`verify`] will and hashes nothing, so that no signature fits: how each lies in the document,
/// and whether that can be told within bounds. What could not be judged afterwards is not to be signed.
pub fn rehearse(file: &PdfFile<'_>) -> Result<Report, PdfError> {
    let nobody = TrustStore::empty();
    let means = Means {
        hashing: Hashing::Counted,
        verifier: &Verifier::new(&nobody, Timestamp::UNIX_EPOCH),
        go_on: &mut || true,
    };
    let candidates = fields::candidates(file)?;
    judge_all(file, candidates, means).map_err(|error| match error {
        PdfVerifyError::Pdf(error) => error,
        PdfVerifyError::Cancelled => PdfError::TooComplex,
    })
}

fn judge_source(source: &dyn Source, means: Means<'_>) -> Result<Report, PdfVerifyError> {
    let (file, candidates) = open(source)?;
    judge_all(&file, candidates, means)
}

/// Opens the document and finds what it says are its signatures. Where an object among them is not where it
/// is said to be, the table is as broken as one that cannot be read at all.
fn open(source: &dyn Source) -> Result<(PdfFile<'_>, Vec<Candidate>), PdfError> {
    let file = PdfFile::open(source)?;
    match fields::candidates(&file) {
        Err(error) if is_of_content(&file, error) && file.health() == Health::Sound => {
            let file = file.repaired()?;
            let candidates = fields::candidates(&file)?;
            Ok((file, candidates))
        }
        candidates => Ok((file, candidates?)),
    }
}

/// Whether something is wrong with what was read, and not with reading.
fn is_of_content(file: &PdfFile<'_>, error: PdfError) -> bool {
    !matches!(error, PdfError::Source(_) | PdfError::TooComplex) && !file.is_too_complex()
}

fn judge_all(
    file: &PdfFile<'_>,
    mut candidates: Vec<Candidate>,
    means: Means<'_>,
) -> Result<Report, PdfVerifyError> {
    // From front to back, so that what lies before each has been hashed for the last.
    candidates.sort_by_key(|it| place_of(file, &it.value));
    let mut judged = Vec::new();
    let mut judge = Judge {
        file,
        means,
        before: Vec::new(),
        hashing_left: MORE_HASHED.saturating_add(file.source().len().saturating_mul(TIMES_HASHED)),
    };
    for (number, candidate) in candidates.iter().enumerate() {
        // One signature that is the value of two fields is a copy that signs nothing of its own.
        let is_shared = candidates.iter().enumerate().any(|(other, it)| {
            other != number && it.value == candidate.value && it.field != candidate.field
        });
        judged.push(match judge.signature(candidate, is_shared) {
            // In the revision that it signs, say.
            Err(PdfVerifyError::Pdf(error)) if is_of_content(file, error) => {
                let field = candidate.field.as_deref().map(text::shown);
                (None, broken(field, Flaw::SignatureDictionary))
            }
            judged => judged?,
        });
    }
    // What could not be read for its sheer amount may have been taken for missing.
    if file.is_too_complex() {
        return Err(PdfError::TooComplex.into());
    }
    // A signature that has no place has none in the order either, and comes last.
    judged.sort_by_key(|(end, _)| end.unwrap_or(u64::MAX));
    Ok(Report {
        signatures: judged.into_iter().map(|(_, report)| report).collect(),
    })
}

/// Where a signature lies in the file, if it does.
fn place_of(file: &PdfFile<'_>, value: &Object) -> u64 {
    match value.as_reference().map(|id| file.entry(id.number)) {
        Some(Entry::InFile { offset, .. }) => offset,
        _ => u64::MAX,
    }
}

/// How a signature is packed (§12.8.3, table 260).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A CMS signature of the bytes.
    Detached,
    /// A time stamp on them (RFC 3161).
    Timestamp,
    /// Forms that are bound to SHA-1.
    Weak,
    /// Any other.
    Unsupported,
}

impl Form {
    fn of(file: &PdfFile<'_>, place: &Place) -> Result<Self, PdfError> {
        let name = |key| file.value(&place.dictionary, key);
        let (form, kind) = (name("SubFilter")?, name("Type")?);
        let is_timestamp = kind.is_name("DocTimeStamp");
        Ok(match form.as_name() {
            Some(b"ETSI.RFC3161") if is_timestamp => Self::Timestamp,
            Some(b"adbe.pkcs7.detached" | b"ETSI.CAdES.detached")
                if kind == Object::Null || kind.is_name("Sig") =>
            {
                Self::Detached
            }
            Some(b"adbe.pkcs7.sha1" | b"adbe.x509.rsa_sha1") => Self::Weak,
            _ => Self::Unsupported,
        })
    }
}

/// What becomes of the bytes that are signed.
#[derive(Clone, Copy)]
enum Hashing<'a> {
    /// They are only counted.
    Counted,
    /// They are hashed, but for those that the caller has hashed already.
    Done(Option<&'a ContentDigester>),
}

/// What judging takes.
struct Means<'a> {
    hashing: Hashing<'a>,
    verifier: &'a Verifier<'a>,
    go_on: &'a mut dyn FnMut() -> bool,
}

/// How far the signed bytes have been taken in.
#[derive(Clone)]
struct Taken {
    digester: ContentDigester,
    len: u64,
}

struct Judge<'f, 'm> {
    file: &'f PdfFile<'f>,
    means: Means<'m>,
    /// What lies before the signature that was judged last, for each set of algorithms.
    before: Vec<Taken>,
    /// How many bytes may still be hashed.
    hashing_left: u64,
}

impl Taken {
    fn by(digester: &ContentDigester) -> Self {
        Self {
            digester: digester.clone(),
            len: digester.len(),
        }
    }
}

impl Judge<'_, '_> {
    /// The report, and where the signed bytes end.
    fn signature(
        &mut self,
        candidate: &Candidate,
        is_shared: bool,
    ) -> Result<(Option<u64>, SignatureReport), PdfVerifyError> {
        let field = candidate.field.as_deref().map(text::shown);
        let place = match Place::find(self.file, &candidate.value)? {
            Ok(place) => place,
            Err(flaw) => return Ok((None, broken(field, flaw))),
        };
        let mut report = self.content(&place)?;
        report.field = field;
        let has_field = candidate.id.is_some() && !is_shared;
        self.document(candidate, &place, &mut report)?;
        if !has_field && report.integrity == Integrity::Intact {
            report.integrity = Integrity::Broken(Flaw::SignatureDictionary);
        }
        Ok((Some(place.end()), report))
    }

    /// Whether the signature fits the bytes.
    fn content(&mut self, place: &Place) -> Result<SignatureReport, PdfVerifyError> {
        let flawed = |flaw| Ok(broken(None, flaw));
        let form = Form::of(self.file, place)?;
        match form {
            Form::Weak => return flawed(Flaw::DigestWeak),
            Form::Unsupported => return flawed(Flaw::SignatureFormUnsupported),
            Form::Detached | Form::Timestamp => {}
        }
        if form == Form::Timestamp {
            let Ok(token) = TimestampToken::parse(&place.cms) else {
                return flawed(Flaw::ContentsMalformed);
            };
            let algorithm = token.digest_algorithm();
            let digests = self.digests(algorithm.as_slice(), place)?;
            return Ok(self.means.verifier.verify_timestamp(&token, &digests));
        }
        let Ok(document) = SignedDocument::parse_padded(&place.cms) else {
            return flawed(Flaw::ContentsMalformed);
        };
        let digests = self.digests(&document.digest_algorithms(), place)?;
        let claimed = self.file.value(&place.dictionary, "M")?;
        // PAdES leaves the time out of the signed attributes (ETSI EN 319 142-1 §5.3).
        let claimed = claimed.as_string().and_then(text::date);
        Ok(self
            .means
            .verifier
            .verify_embedded(&document, &digests, claimed))
    }

    /// How much is covered, and what came later.
    fn document(
        &mut self,
        candidate: &Candidate,
        place: &Place,
        report: &mut SignatureReport,
    ) -> Result<(), PdfVerifyError> {
        let source = self.file.source();
        let end = place.end();
        let signed = Prefix::new(source, end);
        // All of a file is open already, and what it says is what it said.
        let (is_all, earlier) = if end == source.len() {
            (revision::is_whole(self.file)?, None)
        } else {
            (false, revision::open(&signed, self.file)?)
        };
        let then = match &earlier {
            Some(earlier) => earlier,
            None if is_all => self.file,
            None => {
                report.coverage = Coverage::Partial;
                report.changes_after = ChangesAfter::Other;
                return Ok(());
            }
        };
        let was_in = is_at(then, candidate, place)? && (is_all || is_value(then, candidate)?);
        if !was_in && report.integrity == Integrity::Intact {
            report.integrity = Integrity::Broken(Flaw::SignatureDictionary);
        }
        if end == source.len() || revision::is_blank_from(source, end)? {
            report.coverage = Coverage::WholeDocument;
            report.changes_after = ChangesAfter::None;
            return Ok(());
        }
        report.coverage = Coverage::EarlierRevision;
        report.changes_after = ChangesAfter::Other;
        if revision::is_whole(self.file)? && appended::is_orderly(then, self.file)? {
            let permissions = Permissions::of(then, place, candidate)?;
            report.changes_after =
                changes::classify(then, self.file, &permissions, &mut *self.means.go_on)?;
        }
        Ok(())
    }

    /// Hashes what is signed.
    fn digests(
        &mut self,
        algorithms: &[DigestAlgorithm],
        place: &Place,
    ) -> Result<ContentDigests, PdfVerifyError> {
        let [before, after] = &place.signed;
        let fits = |it: &&Taken| {
            it.digester.is_under(algorithms) && before.start == 0 && it.len <= before.end
        };
        let callers = match self.means.hashing {
            Hashing::Done(Some(digester)) => Some(Taken::by(digester)),
            Hashing::Done(None) | Hashing::Counted => None,
        };
        let known = [callers.as_ref().filter(fits), self.before.iter().find(fits)];
        let known = known.into_iter().flatten().max_by_key(|it| it.len);
        let mut taken = match known {
            Some(known) => known.clone(),
            None => Taken::by(&ContentDigester::new(algorithms.iter().copied())),
        };
        let done = before.start + taken.len;
        self.take(&mut taken, done..before.end)?;
        self.before.retain(|it| !it.digester.is_under(algorithms));
        self.before.push(taken.clone());
        self.take(&mut taken, after.clone())?;
        Ok(taken.digester.finish())
    }

    /// Goes on with what lies in this range.
    fn take(&mut self, taken: &mut Taken, range: Range<u64>) -> Result<(), PdfVerifyError> {
        let count = range.end.saturating_sub(range.start);
        let left = self.hashing_left.checked_sub(count);
        self.hashing_left = left.ok_or(PdfError::TooComplex)?;
        taken.len = taken.len.saturating_add(count);
        match self.means.hashing {
            Hashing::Counted => Ok(()),
            Hashing::Done(_) => self.hash(&mut taken.digester, range),
        }
    }

    fn hash(
        &mut self,
        digester: &mut ContentDigester,
        range: Range<u64>,
    ) -> Result<(), PdfVerifyError> {
        let mut at = range.start;
        while at < range.end {
            if !(self.means.go_on)() {
                return Err(PdfVerifyError::Cancelled);
            }
            let count = PIECE.min(range.end - at);
            let len = usize::try_from(count).unwrap_or(0);
            let piece = self.file.source().bytes(at, len)?;
            if piece.len() < len {
                // The file was cut off meanwhile.
                let kind = ErrorKind::UnexpectedEof;
                return Err(SourceError { kind }.into());
            }
            digester.update(&piece);
            at += count;
        }
        Ok(())
    }
}

/// Whether the signature was at the same place in the revision that it signs: else it was hung there
/// later.
fn is_at(then: &PdfFile<'_>, candidate: &Candidate, place: &Place) -> Result<bool, PdfError> {
    let is_object = match then.object_at(place.offset) {
        Ok((id, ..)) => id == place.id,
        Err(PdfError::Source(error)) => return Err(error.into()),
        Err(_) => false,
    };
    let is_listed = match then.get(place.id.number) {
        Ok(object) => object.as_dictionary() == Some(&place.dictionary),
        Err(PdfError::Source(error)) => return Err(error.into()),
        Err(_) => false,
    };
    Ok(is_object && is_listed && Object::Reference(place.id) == candidate.value)
}

/// Whether it was the value of the same field there.
fn is_value(then: &PdfFile<'_>, candidate: &Candidate) -> Result<bool, PdfError> {
    Ok(fields::candidates(then)?.iter().any(|it| {
        it.value == candidate.value && it.field == candidate.field && it.id == candidate.id
    }))
}

/// The report on something that is no signature, whatever it says.
fn broken(field: Option<String>, flaw: Flaw) -> SignatureReport {
    SignatureReport {
        field,
        coverage: Coverage::Partial,
        changes_after: ChangesAfter::Other,
        ..nobodys(flaw)
    }
}
