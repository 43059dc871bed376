//! Reads CMS `SignedData` (RFC 5652 §5.1) into its parts and keeps the exact bytes that were signed.
//! BER is rewritten to DER first, certificates excepted. The content is not read: where it lies is
//! remembered, so that memory does not grow with it. It judges nothing: what was read may be forged
//! in every part.
//!
//! Counts are limited, so that a small file cannot cost a long computation.

use std::borrow::Cow;
use std::fmt;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::{ID_DATA, ID_SIGNED_DATA};
use der::asn1::OctetStringRef;
use der::{AnyRef, Decode, Encode, Reader, SliceReader, Tag, TagNumber, Tagged, pem};
use spki::AlgorithmIdentifierOwned;
use thiserror::Error;

use super::walk::{ContentReader, End, OctetString, Walker};
use crate::core::ber::BerError;
use crate::core::sign::{ContentDigester, ContentDigests};
use crate::core::source::{Source, SourceError};
use crate::core::verify::DigestAlgorithm;

/// The largest PEM that is read, in bytes: unlike BER it has to be held whole.
const MAX_ARMOURED: usize = 64 * 1024 * 1024;

const ARMOUR: &[u8] = b"-----BEGIN ";

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
/// `[0]` and `[1]`, constructed.
const CONTEXT_0: u8 = 0xA0;
const CONTEXT_1: u8 = 0xA1;

/// The most certificates, signers or digest algorithms a document may have.
const MAX_ITEMS: usize = 64;

/// A signed document as read, nothing of it checked yet. Its `Debug` shows counts only: what is in
/// it is a person's name and address.
pub struct SignedDocument {
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) content: Content,
    pub(super) content_type: ObjectIdentifier,
    pub(super) digest_algorithms: Vec<AlgorithmIdentifierOwned>,
    pub(super) signers: Vec<SignerInfo>,
}

/// Where the signed content is.
pub(super) enum Content {
    /// In the document.
    Attached {
        place: OctetString,
        /// Once it has been read.
        digests: Option<ContentDigests>,
    },
    /// Beside it.
    Detached,
}

/// One `SignerInfo` (RFC 5652 §5.3).
pub(super) struct SignerInfo {
    pub(super) version: u8,
    pub(super) identifier: SignerIdentifier,
    pub(super) digest_algorithm: AlgorithmIdentifierOwned,
    /// The contents of the set, as they are in the document.
    pub(super) signed_attributes: Option<Vec<u8>>,
    pub(super) signature_algorithm: AlgorithmIdentifierOwned,
    pub(super) signature: Vec<u8>,
}

/// How a signer names the certificate (RFC 5652 §5.3).
pub(super) enum SignerIdentifier {
    IssuerAndSerialNumber {
        /// The `Name`, DER.
        issuer: Vec<u8>,
        /// The contents of the INTEGER.
        serial: Vec<u8>,
    },
    SubjectKeyIdentifier(Vec<u8>),
}

/// Why bytes are no CMS signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CmsError {
    /// The text between the PEM lines is not base64, or not said to be CMS.
    #[error("no PEM of a CMS")]
    Armour,
    /// The bytes are no BER.
    #[error("no BER: {0}")]
    Encoding(#[from] BerError),
    /// A CMS of another kind (encrypted, say).
    #[error("a CMS of type {oid}, not SignedData")]
    NotSigned {
        /// The type it has.
        oid: ObjectIdentifier,
    },
    /// The bytes could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The parts are not those of `SignedData`.
    #[error("no SignedData: {0}")]
    Structure(#[from] der::Error),
    /// More bytes than are held, besides the content.
    #[error("more than {limit} bytes besides the content")]
    TooLarge {
        /// The most accepted.
        limit: usize,
    },
    /// More signers, certificates or algorithms than are accepted.
    #[error("more than {limit} signers, certificates or algorithms")]
    TooMany {
        /// The most accepted.
        limit: usize,
    },
}

impl SignedDocument {
    /// Reads one CMS in DER, BER or PEM that is at hand whole, its content too. Nothing may follow
    /// it.
    pub fn parse(bytes: &[u8]) -> Result<Self, CmsError> {
        let bytes = without_armour(bytes)?;
        Self::whole(&bytes.as_ref(), Behind::Nothing)
    }

    /// Reads one CMS in DER or BER that zero bytes may follow, as in the /Contents of a PDF's
    /// signature (ISO 32000-2 §12.8.1).
    pub fn parse_padded(bytes: &[u8]) -> Result<Self, CmsError> {
        Self::whole(&bytes, Behind::Zeros)
    }

    /// Reads one CMS in DER, BER or PEM wherever it is. Nothing may follow it. A content that it
    /// carries is left for the caller to read with [`SignedDocument::content`] and to hand in with
    /// [`SignedDocument::set_content_digests`]; that of PEM is read at once.
    pub fn parse_source(source: &dyn Source) -> Result<Self, CmsError> {
        if source.bytes(0, ARMOUR.len())? != ARMOUR {
            return Self::read(source, Behind::Nothing);
        }
        let text = source.bytes(0, MAX_ARMOURED + 1)?;
        if text.len() > MAX_ARMOURED {
            return Err(CmsError::TooLarge {
                limit: MAX_ARMOURED,
            });
        }
        let bytes = without_armour(&text)?.into_owned();
        drop(text);
        Self::whole(&bytes, Behind::Nothing)
    }

    /// Reads one CMS and, if it carries one of at most `limit` bytes, its content. Zero bytes may
    /// follow.
    pub fn parse_with_content(
        bytes: &[u8],
        limit: usize,
    ) -> Result<(Self, Option<Vec<u8>>), CmsError> {
        let document = Self::read(&bytes, Behind::Zeros)?;
        let mut content = Vec::new();
        let Some(mut reader) = document.content(&bytes) else {
            return Ok((document, None));
        };
        if document
            .content_len()
            .is_some_and(|len| usize::try_from(len).map_or(true, |len| len > limit))
        {
            return Err(CmsError::TooLarge { limit });
        }
        while let Some(piece) = reader.next_piece()? {
            content.extend_from_slice(piece);
        }
        let mut document = document;
        let digests = ContentDigests::of(document.digest_algorithms(), &content);
        document.set_content_digests(digests);
        Ok((document, Some(content)))
    }

    /// Whether the document carries its content.
    pub fn is_attached(&self) -> bool {
        matches!(self.content, Content::Attached { .. })
    }

    /// Bytes of the content that the document carries.
    pub fn content_len(&self) -> Option<u64> {
        match &self.content {
            Content::Attached { place, .. } => Some(place.len()),
            Content::Detached => None,
        }
    }

    /// Reads the content from the `source` that the document was read from, if it carries one and
    /// that has not been read yet.
    pub fn content<'a>(&self, source: &'a dyn Source) -> Option<ContentReader<'a>> {
        match &self.content {
            Content::Attached {
                place,
                digests: None,
            } => Some(place.reader(source)),
            Content::Attached { .. } | Content::Detached => None,
        }
    }

    /// Takes in the digests of the content that the document carries, under all of
    /// [`SignedDocument::digest_algorithms`].
    pub fn set_content_digests(&mut self, found: ContentDigests) {
        if let Content::Attached { digests, .. } = &mut self.content {
            *digests = Some(found);
        }
    }

    /// The digests of the content that checking all signers takes, each once. Weak and unknown
    /// algorithms are left out: no digest would help their signers.
    pub fn digest_algorithms(&self) -> Vec<DigestAlgorithm> {
        let mut algorithms: Vec<_> = self
            .signers
            .iter()
            .filter_map(|signer| DigestAlgorithm::from_oid(signer.digest_algorithm.oid))
            .collect();
        algorithms.sort_unstable();
        algorithms.dedup();
        algorithms
    }

    /// The type of the content (RFC 5652 §5.2).
    pub fn content_type(&self) -> &ObjectIdentifier {
        &self.content_type
    }

    /// Reads the document and its content.
    fn whole(source: &dyn Source, behind: Behind) -> Result<Self, CmsError> {
        let mut document = Self::read(source, behind)?;
        if let Some(mut content) = document.content(source) {
            let mut digester = ContentDigester::new(document.digest_algorithms());
            while let Some(piece) = content.next_piece()? {
                digester.update(piece);
            }
            document.set_content_digests(digester.finish());
        }
        Ok(document)
    }

    fn read(source: &dyn Source, behind: Behind) -> Result<Self, CmsError> {
        let mut walker = Walker::new(source);
        let end = walker.end();
        let content_info = walker.enter(SEQUENCE, end)?;
        let oid = ObjectIdentifier::from_der(&walker.take_der(content_info)?)?;
        if oid != ID_SIGNED_DATA {
            return Err(CmsError::NotSigned { oid });
        }
        let wrapped = walker.enter(CONTEXT_0, content_info)?;
        let signed_data = walker.enter(SEQUENCE, wrapped)?;
        let document = Self::read_signed_data(&mut walker, signed_data)?;
        for end in [signed_data, wrapped, content_info] {
            walker.leave(end)?;
        }
        match behind {
            Behind::Nothing => walker.leave(end)?,
            Behind::Zeros => walker.leave_zeros()?,
        }
        Ok(document)
    }

    fn read_signed_data(walker: &mut Walker<'_>, end: End) -> Result<Self, CmsError> {
        let version = u8::from_der(&walker.take_der(end)?)?;
        let algorithms = walker.enter(SET, end)?;
        let digest_algorithms = items(walker, algorithms, |walker| {
            let algorithm = walker.take_der(algorithms)?;
            Ok(AlgorithmIdentifierOwned::from_der(&algorithm)?)
        })?;
        let encapsulated = walker.enter(SEQUENCE, end)?;
        let content_type = ObjectIdentifier::from_der(&walker.take_der(encapsulated)?)?;
        let content = if walker.is_over(encapsulated)? {
            Content::Detached
        } else {
            let wrapped = walker.enter(CONTEXT_0, encapsulated)?;
            let place = OctetString::find(walker, wrapped)?;
            walker.leave(wrapped)?;
            walker.leave(encapsulated)?;
            Content::Attached {
                place,
                digests: None,
            }
        };
        let mut certificates = Vec::new();
        if walker.tag(end)? == CONTEXT_0 {
            let set = walker.enter(CONTEXT_0, end)?;
            certificates = items(walker, set, |walker| walker.take_raw(set))?;
        }
        // Revocation lists are passed over: revocation is never checked (cli, `verify --json`).
        if walker.tag(end)? == CONTEXT_1 {
            walker.pass(end)?;
        }
        let set = walker.enter(SET, end)?;
        let signers = items(walker, set, |walker| {
            let signer = walker.take_der(set)?;
            let mut reader = SliceReader::new(&signer)?;
            let signer = SignerInfo::read(&mut reader)?;
            Ok(reader.finish(signer)?)
        })?;
        // RFC 5652 §5.1, for certificates and lists of the usual kinds. Some programs say 1 whatever
        // the document has, as PKCS#7 did.
        let is_plain = content_type == ID_DATA && signers.iter().all(|it| it.version == 1);
        let expected = if is_plain { 1 } else { 3 };
        if ![1, expected].contains(&version) {
            return Err(Tag::Integer.value_error().into());
        }
        Ok(Self {
            certificates,
            content,
            content_type,
            digest_algorithms,
            signers,
        })
    }
}

/// What may follow a document.
#[derive(Clone, Copy)]
enum Behind {
    Nothing,
    Zeros,
}

impl fmt::Debug for SignedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedDocument")
            .field("certificates", &self.certificates.len())
            .field("attached", &self.is_attached())
            .field("signers", &self.signers.len())
            .finish_non_exhaustive()
    }
}

impl SignerInfo {
    fn read(reader: &mut SliceReader<'_>) -> der::Result<Self> {
        let mut reader = fields(take(reader, Tag::Sequence)?)?;
        let version = u8::decode(&mut reader)?;
        let identifier = SignerIdentifier::read(&mut reader)?;
        let digest_algorithm = AlgorithmIdentifierOwned::decode(&mut reader)?;
        let signed_attributes = take_if(&mut reader, context(TagNumber::N0))?;
        let signature_algorithm = AlgorithmIdentifierOwned::decode(&mut reader)?;
        let signature = OctetStringRef::decode(&mut reader)?.as_bytes().to_vec();
        // Unsigned attributes (timestamps, countersignatures) are passed over.
        take_if(&mut reader, context(TagNumber::N1))?;
        reader.finish(Self {
            version,
            identifier,
            digest_algorithm,
            signed_attributes: signed_attributes.map(|set| set.value().to_vec()),
            signature_algorithm,
            signature,
        })
    }
}

impl SignerIdentifier {
    fn read(reader: &mut SliceReader<'_>) -> der::Result<Self> {
        if let Some(key) = take_if(reader, primitive(TagNumber::N0))? {
            return Ok(Self::SubjectKeyIdentifier(key.value().to_vec()));
        }
        let mut names = fields(take(reader, Tag::Sequence)?)?;
        let issuer = take(&mut names, Tag::Sequence)?.to_der()?;
        let serial = take(&mut names, Tag::Integer)?.value().to_vec();
        names.finish(Self::IssuerAndSerialNumber { issuer, serial })
    }
}

/// What is between the lines of PEM (RFC 7468 §7, §8), if the bytes are PEM.
fn without_armour(bytes: &[u8]) -> Result<Cow<'_, [u8]>, CmsError> {
    if !bytes.starts_with(ARMOUR) {
        return Ok(Cow::Borrowed(bytes));
    }
    match pem::decode_vec(bytes) {
        Ok(("CMS" | "PKCS7", der)) => Ok(Cow::Owned(der)),
        Ok(_) | Err(_) => Err(CmsError::Armour),
    }
}

/// The tag `[number]` of a constructed element.
pub fn context(number: TagNumber) -> Tag {
    Tag::ContextSpecific {
        constructed: true,
        number,
    }
}

/// The tag `[number]` of a primitive element.
fn primitive(number: TagNumber) -> Tag {
    Tag::ContextSpecific {
        constructed: false,
        number,
    }
}

/// The next element, which must have `tag`.
pub fn take<'a>(reader: &mut SliceReader<'a>, tag: Tag) -> der::Result<AnyRef<'a>> {
    let element = AnyRef::decode(reader)?;
    element.tag().assert_eq(tag)?;
    Ok(element)
}

/// The next element, if there is one and it has `tag`.
pub fn take_if<'a>(reader: &mut SliceReader<'a>, tag: Tag) -> der::Result<Option<AnyRef<'a>>> {
    if reader.is_finished() || reader.peek_tag()? != tag {
        return Ok(None);
    }
    AnyRef::decode(reader).map(Some)
}

/// A reader of what is in `element`.
pub fn fields(element: AnyRef<'_>) -> der::Result<SliceReader<'_>> {
    SliceReader::new(element.value())
}

/// Everything in the element that ends at `end`, each read by `item`.
fn items<'a, T>(
    walker: &mut Walker<'a>,
    end: End,
    mut item: impl FnMut(&mut Walker<'a>) -> Result<T, CmsError>,
) -> Result<Vec<T>, CmsError> {
    let mut all = Vec::new();
    while !walker.is_over(end)? {
        if all.len() == MAX_ITEMS {
            return Err(CmsError::TooMany { limit: MAX_ITEMS });
        }
        all.push(item(walker)?);
    }
    Ok(all)
}
