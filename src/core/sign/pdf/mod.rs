//! Signs a PDF by adding to it (ISO 32000-2 §7.5.6, §12.8): the original bytes stay an untouched prefix,
//! and so do the signatures that are in it already. What is added: the signature, its field, the seal if
//! one is wanted, and new versions of the few objects that must name them.
//!
//! Nothing here hashes the document or talks to a card: [`prepare_update`] says which bytes are signed,
//! [`Update::fill`] puts the CMS in.

mod field;
mod incremental;
pub mod seal;
mod visible;

use std::ops::Range;

use jiff::Timestamp;
use thiserror::Error;

use super::PdfProfile;
use crate::core::pdf::{Appended, Dictionary, Object, PdfError, PdfFile, Security, text_string};
use crate::core::{
    rules::JST,
    verify::{self, Coverage, SignatureReport},
};
use incremental::Revision;
use seal::{Point, Seal, SealError};

/// The largest file whose offsets fit the ten digits of a cross-reference table (§7.5.4).
const MAX_LEN: u64 = 9_999_000_000;
/// One element, as a CMS is.
const EMPTY_SEQUENCE: &[u8] = &[0x30, 0x00];
/// Digits of the longest number in `/ByteRange`: room for four is kept until they are known.
const BYTE_RANGE_DIGITS: usize = 10;

/// What is to be said in the signature besides the CMS.
pub struct PdfRequest<'a> {
    /// How it is made.
    pub profile: PdfProfile,
    /// The signer's name, `/Name`.
    pub name: Option<&'a str>,
    /// Why it is made, `/Reason`.
    pub reason: Option<&'a str>,
    /// The claimed time, `/M`.
    pub time: Timestamp,
    /// Bytes kept free for the CMS.
    pub reserved: usize,
    /// What is to be seen on a page.
    pub seal: Option<PlacedSeal<'a>>,
}

/// A seal and where it goes.
pub struct PlacedSeal<'a> {
    /// Which page, counted from 0.
    pub page: usize,
    /// What is seen.
    pub seal: &'a Seal,
    /// Its upper left corner on the page as it is displayed. It is moved to lie wholly on the page.
    pub corner: Point,
}

/// Why a PDF cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PdfSignError {
    /// Whoever certified the document forbids any change (§12.8.2.2, P = 1).
    #[error("the document is certified and forbids changes")]
    Certified,
    /// The signature does not fit into the room kept for it.
    #[error("a signature of {len} bytes does not fit")]
    ContentsTooLarge {
        /// Its length in bytes.
        len: usize,
    },
    /// A signature in the document locks every field that this one could be in (§12.8.2.4).
    #[error("a signature in the document locks its fields")]
    Locked,
    /// Its author permits no signing without a password.
    #[error("the author of the document does not permit signing")]
    NotPermitted,
    /// It cannot be read as PDF.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The seal cannot be drawn.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A seal on this page would make an earlier signature doubtful, or the document's author has
    /// certified what is to be seen.
    #[error("a seal would harm an earlier signature")]
    SealForbidden,
    /// It is too large for the offsets of PDF.
    #[error("the file is too large")]
    TooLarge,
}

/// What is to be appended to the original, the CMS still missing.
pub struct Update {
    original_len: u64,
    tail: Vec<u8>,
    /// Where `<00…>` lies in the tail, angle brackets and all.
    contents: Range<usize>,
}

/// Whether the document may be signed at all, and how many signatures are in it.
pub fn check_signable(file: &PdfFile<'_>) -> Result<usize, PdfSignError> {
    if file.source().len() > MAX_LEN {
        return Err(PdfSignError::TooLarge);
    }
    // Readers disagree about where the offsets of such a file count from.
    if file.header() > 0 {
        return Err(PdfError::Xref.into());
    }
    let permissions = file.security().map(Security::permissions);
    if permissions.is_some_and(|it| !it.allow_signing()) {
        return Err(PdfSignError::NotPermitted);
    }
    field::check_permission(file)?;
    let fields = file.fields()?;
    Ok(fields.iter().filter(|it| it.signature().is_some()).count())
}

/// Makes ready what is to be appended.
pub fn prepare_update(
    file: &PdfFile<'_>,
    request: &PdfRequest<'_>,
) -> Result<Update, PdfSignError> {
    check_signable(file)?;
    let mut revision = Revision::of(file)?;
    let signature = revision.new_number();
    let lock = field::add(file, &mut revision, signature, request.seal.as_ref())?;
    let mut extra = Dictionary::new();
    if let Some(name) = request.name {
        extra.set("Name", text_string(name));
    }
    if let Some(reason) = request.reason {
        extra.set("Reason", text_string(reason));
    }
    extra.set("M", Object::String(date(request.time).into_bytes()));
    if let Some(reference) = lock {
        extra.set("Reference", reference);
    }
    let open = revision.open();
    let update = revision.finish(signature, request.profile, &extra, request.reserved)?;
    check_result(file, &update, &open)?;
    Ok(update)
}

/// Refuses a document in which, once it is signed, the signature would not be found once, over all of it, or
/// the pages would be others: one that is broken where nothing had to be read for signing, uses one object
/// for two things, or is beyond judging. The objects in `open` are to be what they were. The check of the result would find the same, but only when the card
/// has signed.
fn check_result(file: &PdfFile<'_>, update: &Update, open: &[u32]) -> Result<(), PdfSignError> {
    let tail = update.with_stand_in()?;
    let whole = Appended::new(file.source(), &tail);
    let result = PdfFile::open_sound(&whole)?;
    let before = verify::pdf::count_signatures(file)?;
    let after = verify::pdf::rehearse(&result)?.signatures;
    let is_over_all = |it: &&SignatureReport| it.coverage == Coverage::WholeDocument;
    let is_changed = |number: &u32| result.get(*number).ok() != file.get(*number).ok();
    if after.len() == before + 1
        && !open.iter().any(is_changed)
        && after.iter().filter(is_over_all).count() == 1
        && result.page_count()? == file.page_count()?
    {
        Ok(())
    } else {
        Err(PdfError::Xref.into())
    }
}

impl Update {
    /// The bytes of the original and of the tail that are signed, in order: all of the original, the
    /// tail before `/Contents` and the tail after it.
    pub fn signed_tail(&self) -> [&[u8]; 2] {
        let part = |range: Range<usize>| self.tail.get(range).unwrap_or_default();
        [
            part(0..self.contents.start),
            part(self.contents.end..self.tail.len()),
        ]
    }

    /// What is to be appended to the original, zeros in the place of the CMS.
    pub fn tail(&self) -> &[u8] {
        &self.tail
    }

    /// What is to be appended, something in the place of the CMS that is judged as one: it fits nothing.
    fn with_stand_in(&self) -> Result<Vec<u8>, PdfSignError> {
        let (_, digits) = self.contents(EMPTY_SEQUENCE)?;
        let mut tail = self.tail.clone();
        let room = tail.iter_mut().skip(self.contents.start + 1);
        for (place, digit) in room.zip(digits) {
            *place = digit;
        }
        Ok(tail)
    }

    /// The CMS as it is to be written over the zeros, and at which byte of the whole file.
    pub fn contents(&self, cms: &[u8]) -> Result<(u64, Vec<u8>), PdfSignError> {
        // Within the angle brackets, two digits a byte.
        if cms.len() * 2 + 2 > self.contents.len() {
            return Err(PdfSignError::ContentsTooLarge { len: cms.len() });
        }
        let halves = cms.iter().flat_map(|byte| [byte >> 4, byte & 0x0F]);
        let digits = halves.map(|half| match half {
            0..=9 => b'0' + half,
            _ => b'A' + half - 10,
        });
        let start = u64::try_from(self.contents.start + 1).unwrap_or(u64::MAX);
        Ok((self.original_len.saturating_add(start), digits.collect()))
    }
}

/// A date (§7.9.4), in Japan.
fn date(at: Timestamp) -> String {
    let at = JST.to_datetime(at);
    at.strftime("D:%Y%m%d%H%M%S+09'00'").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_in_japan() {
        let at: Timestamp = "2026-11-25T15:04:05Z".parse().expect("a time");
        assert_eq!(date(at), "D:20261126000405+09'00'");
    }

    #[test]
    fn a_cms_fills_its_room_from_the_start_or_is_refused() {
        let update = || Update {
            original_len: 3,
            tail: b"a<00000000>b".to_vec(),
            contents: 1..11,
        };
        assert_eq!(update().signed_tail(), [b"a", b"b"]);
        let written = update().contents(&[0xAB, 0x10]);
        assert_eq!(written, Ok((3 + 2, b"AB10".to_vec())));
        assert!(update().contents(&[1; 4]).is_ok());
        assert_eq!(
            update().contents(&[1; 5]),
            Err(PdfSignError::ContentsTooLarge { len: 5 })
        );
    }
}
