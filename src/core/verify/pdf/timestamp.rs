//! What a time stamp on a document says (RFC 3161 §2.4.2). Whether the stamp itself holds is for the
//! judge of CMS.

use const_oid::ObjectIdentifier;
use der::{
    AnyRef, Decode, Reader, SliceReader, Tag,
    asn1::{GeneralizedTime, OctetStringRef},
};
use jiff::Timestamp;
use spki::AlgorithmIdentifierRef;

use crate::core::verify::{DigestAlgorithm, SignedDocument};

/// What was stamped, and when.
pub(super) struct Stamp {
    pub(super) algorithm: DigestAlgorithm,
    pub(super) digest: Vec<u8>,
    pub(super) time: Timestamp,
}

/// Reads the `TSTInfo` in a time stamp token; `None` if it is none that this program takes.
pub(super) fn read(document: &SignedDocument) -> Option<Stamp> {
    info(document.attached_content()?).ok().flatten()
}

fn info(content: &[u8]) -> der::Result<Option<Stamp>> {
    let outer = AnyRef::from_der(content)?;
    let mut fields = SliceReader::new(inside(outer)?)?;
    AnyRef::decode(&mut fields)?; // version
    ObjectIdentifier::decode(&mut fields)?; // policy
    let mut imprint = SliceReader::new(inside(AnyRef::decode(&mut fields)?)?)?;
    let algorithm = AlgorithmIdentifierRef::decode(&mut imprint)?;
    let digest = OctetStringRef::decode(&mut imprint)?;
    imprint.finish(())?;
    AnyRef::decode(&mut fields)?; // serial number
    // Fractions of seconds, which RFC 3161 allows here, are cut off.
    let time = AnyRef::decode(&mut fields)?;
    let written = time.value();
    let whole: Vec<u8> = match written.iter().position(|byte| *byte == b'.') {
        Some(point) => [written.get(..point).unwrap_or_default(), b"Z"].concat(),
        None => written.to_vec(),
    };
    let time = AnyRef::new(Tag::GeneralizedTime, &whole)?.decode_as::<GeneralizedTime>()?;
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok();
    let time = seconds.and_then(|it| Timestamp::from_second(it).ok());
    let stamp = DigestAlgorithm::from_oid(algorithm.oid).zip(time);
    Ok(stamp.map(|(algorithm, time)| Stamp {
        algorithm,
        digest: digest.as_bytes().to_vec(),
        time,
    }))
}

fn inside(element: AnyRef<'_>) -> der::Result<&[u8]> {
    use der::Tagged;
    element.tag().assert_eq(Tag::Sequence)?;
    Ok(element.value())
}
