//! Reads CMS `SignedData` (RFC 5652 §5.1) into its parts and keeps the exact bytes that were signed.
//! BER is rewritten to DER first. It judges nothing: what was read may be forged in every part.
//!
//! Counts are limited, so that a small file cannot cost a long computation.

use std::borrow::Cow;
use std::fmt;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::ID_SIGNED_DATA;
use der::asn1::OctetStringRef;
use der::{AnyRef, Decode, Encode, Reader, SliceReader, Tag, TagNumber, Tagged, pem};
use spki::AlgorithmIdentifierOwned;
use thiserror::Error;

use crate::core::ber::{self, BerError};
use crate::core::verify::DigestAlgorithm;

/// The most certificates, signers or digest algorithms a document may have.
const MAX_ITEMS: usize = 64;

/// A signed document as read, nothing of it checked yet. Its `Debug` shows counts only: what is in
/// it is a person's name and address.
pub struct SignedDocument {
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) content: Content,
    pub(super) content_type: ObjectIdentifier,
    pub(super) digest_algorithms: Vec<ObjectIdentifier>,
    pub(super) signers: Vec<SignerInfo>,
}

/// Where the signed content is.
pub(super) enum Content {
    /// In the document.
    Attached(Vec<u8>),
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
    /// The parts are not those of `SignedData`.
    #[error("no SignedData: {0}")]
    Structure(#[from] der::Error),
    /// More signers, certificates or algorithms than are accepted.
    #[error("more than {limit} signers, certificates or algorithms")]
    TooMany {
        /// The most accepted.
        limit: usize,
    },
}

impl SignedDocument {
    /// Reads one CMS in DER, BER or PEM. Nothing may follow it.
    pub fn parse(bytes: &[u8]) -> Result<Self, CmsError> {
        let bytes = without_armour(bytes)?;
        let bytes = ber::to_der(&bytes)?;
        let mut reader = SliceReader::new(&bytes)?;
        let mut content_info = fields(take(&mut reader, Tag::Sequence)?)?;
        let oid = ObjectIdentifier::decode(&mut content_info)?;
        if oid != ID_SIGNED_DATA {
            return Err(CmsError::NotSigned { oid });
        }
        let mut wrapped = fields(take(&mut content_info, context(TagNumber::N0))?)?;
        let mut signed_data = fields(take(&mut wrapped, Tag::Sequence)?)?;
        let document = Self::read(&mut signed_data)?;
        for reader in [signed_data, wrapped, content_info, reader] {
            reader.finish(())?;
        }
        Ok(document)
    }

    /// The content, if the document carries it itself.
    pub fn attached_content(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Attached(bytes) => Some(bytes),
            Content::Detached => None,
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

    /// How many have signed.
    pub fn signer_count(&self) -> usize {
        self.signers.len()
    }

    fn read(reader: &mut SliceReader<'_>) -> Result<Self, CmsError> {
        // RFC 5652 §5.1 has 1, 3, 4 and 5. Which of them says nothing about trust and is not signed.
        if !(1..=5).contains(&u8::decode(reader)?) {
            return Err(Tag::Integer.value_error().into());
        }
        let digest_algorithms = items(take(reader, Tag::Set)?, AlgorithmIdentifierOwned::decode)?;
        let mut encapsulated = fields(take(reader, Tag::Sequence)?)?;
        let content_type = ObjectIdentifier::decode(&mut encapsulated)?;
        let content = match take_if(&mut encapsulated, context(TagNumber::N0))? {
            Some(wrapped) => Content::Attached(
                OctetStringRef::from_der(wrapped.value())?
                    .as_bytes()
                    .to_vec(),
            ),
            None => Content::Detached,
        };
        encapsulated.finish(())?;
        let certificates = match take_if(reader, context(TagNumber::N0))? {
            Some(set) => items(set, |reader| AnyRef::decode(reader)?.to_der())?,
            None => Vec::new(),
        };
        // Revocation lists are passed over: revocation is never checked (cli, `verify --json`).
        take_if(reader, context(TagNumber::N1))?;
        let signers = items(take(reader, Tag::Set)?, SignerInfo::read)?;
        Ok(Self {
            certificates,
            content,
            content_type,
            digest_algorithms: digest_algorithms.into_iter().map(|it| it.oid).collect(),
            signers,
        })
    }
}

impl fmt::Debug for SignedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedDocument")
            .field("certificates", &self.certificates.len())
            .field("attached", &self.attached_content().is_some())
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
    if !bytes.starts_with(b"-----BEGIN ") {
        return Ok(Cow::Borrowed(bytes));
    }
    match pem::decode_vec(bytes) {
        Ok(("CMS" | "PKCS7", der)) => Ok(Cow::Owned(der)),
        Ok(_) | Err(_) => Err(CmsError::Armour),
    }
}

/// The tag `[number]` of a constructed element.
fn context(number: TagNumber) -> Tag {
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
pub(super) fn take<'a>(reader: &mut SliceReader<'a>, tag: Tag) -> der::Result<AnyRef<'a>> {
    let element = AnyRef::decode(reader)?;
    element.tag().assert_eq(tag)?;
    Ok(element)
}

/// The next element, if there is one and it has `tag`.
pub(super) fn take_if<'a>(
    reader: &mut SliceReader<'a>,
    tag: Tag,
) -> der::Result<Option<AnyRef<'a>>> {
    if reader.is_finished() || reader.peek_tag()? != tag {
        return Ok(None);
    }
    AnyRef::decode(reader).map(Some)
}

/// A reader of what is in `element`.
pub(super) fn fields(element: AnyRef<'_>) -> der::Result<SliceReader<'_>> {
    SliceReader::new(element.value())
}

/// Everything in `element`, each read by `item`.
fn items<'a, T>(
    element: AnyRef<'a>,
    mut item: impl FnMut(&mut SliceReader<'a>) -> der::Result<T>,
) -> Result<Vec<T>, CmsError> {
    let mut reader = fields(element)?;
    let mut all = Vec::new();
    while !reader.is_finished() {
        if all.len() == MAX_ITEMS {
            return Err(CmsError::TooMany { limit: MAX_ITEMS });
        }
        all.push(item(&mut reader)?);
    }
    Ok(all)
}
