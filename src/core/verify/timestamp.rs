//! Time-stamps (RFC 3161): a CMS signature of an authority over the digest of something and a time.
//! The authority must be one for time-stamps and nothing else, and lead to an anchor like any signer.
//! In a PDF they are signatures of their own (`ETSI.RFC3161`, ISO 32000-2 §12.8.5).

use const_oid::ObjectIdentifier;
use der::asn1::OctetStringRef;
use der::{AnyRef, Decode, Reader, SliceReader, Tag, TagNumber};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use spki::AlgorithmIdentifierOwned;

use super::DigestAlgorithm;
use super::cms::{CmsError, Purpose, SignedDocument, Verifier, broken};
use super::cms::{context, fields, strong_digest, take, take_if};
use super::report::{Flaw, SignatureReport};
use crate::core::sign::ContentDigests;

/// `id-ct-TSTInfo` (RFC 3161 §2.4.2).
const ID_CT_TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// The most bytes of a `TSTInfo`. They have some hundred.
const MAX_INFO: usize = 64 * 1024;

/// A time-stamp as read, nothing of it checked yet.
#[derive(Debug)]
pub struct TimestampToken {
    document: SignedDocument,
    info: Result<Info, Flaw>,
}

/// `TSTInfo`, as far as it says what was stamped and when.
#[derive(Debug)]
struct Info {
    digest_algorithm: Result<DigestAlgorithm, Flaw>,
    digest: Vec<u8>,
    time: Timestamp,
}

impl TimestampToken {
    /// Reads one `TimeStampToken` in DER or BER, which zero bytes may follow.
    pub fn parse(bytes: &[u8]) -> Result<Self, CmsError> {
        let (document, content) = SignedDocument::parse_with_content(bytes, MAX_INFO)?;
        let info = match content {
            Some(content) if *document.content_type() == ID_CT_TST_INFO => Info::read(&content),
            _ => Err(Flaw::TimestampMalformed),
        };
        Ok(Self { document, info })
    }

    /// The digest of the stamped thing that checking takes; `None` if no digest would help.
    pub fn digest_algorithm(&self) -> Option<DigestAlgorithm> {
        self.info.as_ref().ok()?.digest_algorithm.ok()
    }

    /// The time it states.
    pub fn time(&self) -> Option<Timestamp> {
        Some(self.info.as_ref().ok()?.time)
    }
}

impl Verifier<'_> {
    /// Judges a time-stamp of the thing that has these `digests`. `signed_at` of the report is the time
    /// that the authority states.
    pub fn verify_timestamp(
        &self,
        token: &TimestampToken,
        digests: &ContentDigests,
    ) -> SignatureReport {
        let beside = ContentDigests::default();
        let judged = |purpose| self.verify_single(&token.document, &beside, purpose);
        let info = match &token.info {
            Ok(info) => info,
            Err(flaw) => return broken(judged(Purpose::Document(None)), *flaw),
        };
        let report = judged(Purpose::Timestamp(info.time));
        match info.is_of(digests) {
            Ok(()) => report,
            Err(flaw) => broken(report, flaw),
        }
    }
}

impl Info {
    fn is_of(&self, digests: &ContentDigests) -> Result<(), Flaw> {
        let algorithm = self.digest_algorithm?;
        match digests.under(algorithm) {
            None => Err(Flaw::ContentMissing),
            Some(digest) if digest.as_bytes() == self.digest => Ok(()),
            Some(_) => Err(Flaw::ContentChanged),
        }
    }

    fn read(der: &[u8]) -> Result<Self, Flaw> {
        Self::read_fields(der)
            .ok()
            .flatten()
            .ok_or(Flaw::TimestampMalformed)
    }

    /// `None` if the time is none.
    fn read_fields(der: &[u8]) -> der::Result<Option<Self>> {
        let mut whole = SliceReader::new(der)?;
        let mut info = fields(take(&mut whole, Tag::Sequence)?)?;
        whole.finish(())?;
        if u8::decode(&mut info)? != 1 {
            return Err(Tag::Integer.value_error());
        }
        ObjectIdentifier::decode(&mut info)?; // the authority's policy
        let mut imprint = fields(take(&mut info, Tag::Sequence)?)?;
        let algorithm = AlgorithmIdentifierOwned::decode(&mut imprint)?;
        let digest = OctetStringRef::decode(&mut imprint)?.as_bytes().to_vec();
        imprint.finish(())?;
        take(&mut info, Tag::Integer)?; // the serial number
        let time = time(take(&mut info, Tag::GeneralizedTime)?.value());
        // Accuracy, ordering, nonce, the authority's name, extensions: nobody asked for them, and
        // none of the extensions known may be critical.
        take_if(&mut info, Tag::Sequence)?;
        take_if(&mut info, Tag::Boolean)?;
        take_if(&mut info, Tag::Integer)?;
        take_if(&mut info, context(TagNumber::N0))?;
        if let Some(extensions) = take_if(&mut info, context(TagNumber::N1))? {
            refuse_critical(extensions)?;
        }
        info.finish(time.map(|time| Self {
            digest_algorithm: strong_digest(&algorithm),
            digest,
            time,
        }))
    }
}

/// RFC 5280 §4.2: a critical extension that is not understood is a reason to refuse.
fn refuse_critical(extensions: AnyRef<'_>) -> der::Result<()> {
    let mut extensions = fields(extensions)?;
    while !extensions.is_finished() {
        let mut extension = fields(take(&mut extensions, Tag::Sequence)?)?;
        ObjectIdentifier::decode(&mut extension)?;
        if let Some(critical) = take_if(&mut extension, Tag::Boolean)?
            && critical.decode_as::<bool>()?
        {
            return Err(Tag::Boolean.value_error());
        }
    }
    Ok(())
}

/// `YYYYMMDDhhmmss[.s…]Z` (RFC 3161 §2.4.2).
fn time(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !digits(whole) || !digits(fraction) || text.ends_with('.') {
        return None;
    }
    let civil = DateTime::strptime("%Y%m%d%H%M%S", whole).ok()?;
    let nanoseconds = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    let civil = civil.with().subsec_nanosecond(nanoseconds).build().ok()?;
    Offset::UTC.to_timestamp(civil).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_and_without_fractions() {
        for (text, expected) in [
            ("20261123040000Z", Some("2026-11-23T04:00:00Z")),
            ("20261123040000.5Z", Some("2026-11-23T04:00:00.5Z")),
            (
                "20261123040000.1234567891Z",
                Some("2026-11-23T04:00:00.123456789Z"),
            ),
            ("20261123040000", None),
            ("20261123040000.Z", None),
            ("20261123040000+0900", None),
            ("202611230400Z", None),
            ("20261323040000Z", None),
            ("2026-1-2304000Z", None),
        ] {
            let expected = expected.map(|it| it.parse().expect("a time"));
            assert_eq!(time(text.as_bytes()), expected, "{text}");
        }
    }
}
