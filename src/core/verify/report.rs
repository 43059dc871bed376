//! What was found out about a signed document, as data: the vocabulary of `verify --json` (cli,
//! "verify --json"; the names are a contract) and the one rule that combines it into a result.
//! No sentence for a person is here, and nothing of the signer shows in `Debug`.

use const_oid::ObjectIdentifier;
use jiff::{SignedDuration, Timestamp};

use crate::core::cert::{Certificate, IssuerTrust, Validity};

/// The findings on every signature of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// One for each signer, in the document's order.
    pub signatures: Vec<SignatureReport>,
}

impl Report {
    /// The result for the document: that of its worst signature.
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.signatures.iter().map(SignatureReport::verdict);
        verdicts
            .max_by_key(|verdict| verdict.gravity())
            .unwrap_or(Verdict::Unsigned)
    }

    /// About how many bytes it takes in memory until all of it is told.
    pub fn weight(&self) -> usize {
        const ITSELF: usize = 512;
        let weight = |it: &SignatureReport| {
            let field = it.field.as_ref().map_or(0, String::len);
            let signer = it.signer.as_ref().map_or(0, Certificate::weight);
            field
                .saturating_mul(3)
                .saturating_add(signer)
                .saturating_add(ITSELF)
        };
        let weights = self.signatures.iter().map(weight);
        weights.fold(0, usize::saturating_add)
    }

    /// Whether a signature was made with a practice card.
    pub fn is_practice(&self) -> bool {
        let mut signatures = self.signatures.iter();
        signatures.any(|it| it.chain == IssuerTrust::Demo)
    }
}

/// The findings on one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureReport {
    /// The name of the signature field; `None` in a CMS.
    pub field: Option<String>,
    /// Whether the signature fits the content.
    pub integrity: Integrity,
    /// How much of the document it covers.
    pub coverage: Coverage,
    /// What was added to the document afterwards.
    pub changes_after: ChangesAfter,
    /// The hash it was made with.
    pub digest: DigestName,
    /// When it was made, as the signer claims (`signed_at_source` is always `claimed`).
    pub signed_at: Option<Timestamp>,
    /// The signer's certificate, if the document has it. Believe it only if the signature is intact
    /// and the chain trusted.
    pub signer: Option<Certificate>,
    /// Whether the certificate leads to an issuer that is trusted.
    pub chain: IssuerTrust,
    /// Whether the certificate was good at the time.
    pub certificate_time: CertificateTime,
}

impl SignatureReport {
    /// Whether the certificate was revoked: only verifiers that have filed under the law may ask.
    pub const REVOCATION: &'static str = "not-checked";

    /// Where the signing time comes from: the signer alone.
    pub const SIGNED_AT_SOURCE: &'static str = "claimed";

    /// The result for this signature. Good takes everything: intact, covering the document or a
    /// revision to which nothing of weight was added, trusted, and within the certificate's time
    /// when it was made. The demo issuer counts as trusted here: it is in the `TrustStore` only if
    /// the caller put it there, and `chain` says which it was.
    pub fn verdict(&self) -> Verdict {
        let untouched = match (self.coverage, self.changes_after) {
            (Coverage::Partial, _) | (_, ChangesAfter::Other) => false,
            (
                Coverage::EarlierRevision | Coverage::WholeDocument,
                ChangesAfter::FormAndAnnotations
                | ChangesAfter::None
                | ChangesAfter::SignaturesOnly,
            ) => true,
        };
        match (self.integrity, self.chain, self.certificate_time) {
            (Integrity::Broken(_), _, _) => Verdict::Bad,
            _ if !untouched => Verdict::Bad,
            (_, IssuerTrust::Untrusted, _) | (_, _, CertificateTime::Outside) => Verdict::Untrusted,
            (
                Integrity::Intact,
                IssuerTrust::Demo | IssuerTrust::Trusted,
                CertificateTime::ExpiredNow | CertificateTime::Within,
            ) => Verdict::Good,
        }
    }
}

/// The result for a document or a signature: `result`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A signature does not hold.
    Bad,
    /// Every signature is intact and its chain is trusted.
    Good,
    /// The document could not be read, so that there is no report.
    Unreadable,
    /// There is no signature.
    Unsigned,
    /// Every signature is intact, but it is not known who made one of them.
    Untrusted,
}

impl Verdict {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Good => "good",
            Self::Unreadable => "unreadable",
            Self::Unsigned => "unsigned",
            Self::Untrusted => "untrusted",
        }
    }

    /// The worse, the higher.
    pub fn gravity(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Unsigned => 1,
            Self::Untrusted => 2,
            Self::Bad => 3,
            Self::Unreadable => 4,
        }
    }
}

/// Whether a signature fits what it is said to sign: `integrity`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// It does not, or it cannot be shown that it does.
    Broken(Flaw),
    /// The content is what was signed with the key of the signer's certificate.
    Intact,
}

impl Integrity {
    /// What is wrong, if anything is.
    pub fn flaw(self) -> Option<Flaw> {
        match self {
            Self::Broken(flaw) => Some(flaw),
            Self::Intact => None,
        }
    }

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Broken(_) => "broken",
            Self::Intact => "intact",
        }
    }
}

/// The first thing found wrong with a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// An algorithm this program does not know or, of the key, does not accept.
    AlgorithmUnsupported {
        /// Its identifier.
        oid: ObjectIdentifier,
    },
    /// The algorithms named in the document contradict one another or the key.
    AlgorithmsDisagree,
    /// The same signed attribute twice (RFC 5652 §5.3).
    AttributeDuplicate,
    /// A signed attribute that must be there is not (RFC 5652 §5.3, §11).
    AttributeMissing,
    /// The signed attributes are not what their standards say.
    AttributesMalformed,
    /// The bytes that a PDF says are signed are not all those of a revision around this signature
    /// (ISO 32000-2 §12.8.1).
    ByteRange,
    /// The signature was made for another certificate than the one that came along (RFC 5035).
    CertificateMismatch,
    /// The signer's certificate is not in the document.
    CertificateMissing,
    /// A certificate that came along was changed, or nobody known issued it.
    CertificateStray,
    /// The signature carries a content where it must not: in a PDF (ISO 32000-2 §12.8.3.3).
    ContentAttached,
    /// The content is not the one that was signed.
    ContentChanged,
    /// The content was not at hand.
    ContentMissing,
    /// What a PDF has in the place of the signature is not one CMS (ISO 32000-2 §12.8.3.3).
    ContentsMalformed,
    /// What is taken for content has the form of signed attributes: a signature on one thing is
    /// passed off as one on another.
    ContentPosesAsAttributes,
    /// The content is not of the type that was signed.
    ContentTypeMismatch,
    /// MD5 or SHA-1: the signature may fit and proves nothing.
    DigestWeak,
    /// The signer's key cannot be read, or is too short to prove anything.
    KeyUnusable,
    /// The certificate does not permit its key to sign documents (RFC 5280 §4.2.1.3, §4.2.1.12).
    KeyUsage,
    /// The signature in a PDF is not written as one, or hangs from no field that was signed with it
    /// (ISO 32000-2 §12.7.5.5, §12.8.1).
    SignatureDictionary,
    /// A kind of signature in a PDF that this program does not know (ISO 32000-2 §12.8.3).
    SignatureFormUnsupported,
    /// The signature was not made over this with the certificate's key.
    SignatureMismatch,
    /// There is not exactly one signer where one there must be: in a signature field of a PDF, in a
    /// time-stamp.
    SignerCount,
    /// What was signed is not a time-stamp (RFC 3161 §2.4.2).
    TimestampMalformed,
    /// The version does not fit the way the signer is named (RFC 5652 §5.3).
    VersionMismatch,
}

impl Flaw {
    /// A stable name, for JSON beside `integrity`.
    pub fn name(self) -> &'static str {
        match self {
            Self::AlgorithmUnsupported { .. } => "algorithm-unsupported",
            Self::AlgorithmsDisagree => "algorithms-disagree",
            Self::AttributeDuplicate => "attribute-duplicate",
            Self::AttributeMissing => "attribute-missing",
            Self::AttributesMalformed => "attributes-malformed",
            Self::ByteRange => "byte-range",
            Self::CertificateMismatch => "certificate-mismatch",
            Self::CertificateMissing => "certificate-missing",
            Self::CertificateStray => "certificate-stray",
            Self::ContentAttached => "content-attached",
            Self::ContentChanged => "content-changed",
            Self::ContentMissing => "content-missing",
            Self::ContentPosesAsAttributes => "content-poses-as-attributes",
            Self::ContentsMalformed => "contents-malformed",
            Self::ContentTypeMismatch => "content-type-mismatch",
            Self::DigestWeak => "digest-weak",
            Self::KeyUnusable => "key-unusable",
            Self::KeyUsage => "key-usage",
            Self::SignatureDictionary => "signature-dictionary",
            Self::SignatureFormUnsupported => "signature-form-unsupported",
            Self::SignatureMismatch => "signature-mismatch",
            Self::SignerCount => "signer-count",
            Self::TimestampMalformed => "timestamp-malformed",
            Self::VersionMismatch => "version-mismatch",
        }
    }
}

/// How much of the document a signature covers: `coverage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// The whole of what the document was before something was appended.
    EarlierRevision,
    /// Not all of any revision.
    Partial,
    /// All of it. A CMS signature always does.
    WholeDocument,
}

impl Coverage {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::EarlierRevision => "earlier-revision",
            Self::Partial => "partial",
            Self::WholeDocument => "whole-document",
        }
    }
}

/// What was added to a document after it was signed: `changes_after`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangesAfter {
    /// Form fields were filled in, or notes made.
    FormAndAnnotations,
    /// Nothing.
    None,
    /// Something that changes what a reader sees.
    Other,
    /// Further signatures.
    SignaturesOnly,
}

impl ChangesAfter {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::FormAndAnnotations => "form-and-annotations",
            Self::None => "none",
            Self::Other => "other",
            Self::SignaturesOnly => "signatures-only",
        }
    }
}

/// The hash a signer names: `digest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestName {
    /// Weak: two contents with the same hash can be made.
    Md5,
    /// Weak likewise.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
    /// Any other.
    Unknown,
}

impl DigestName {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
            Self::Unknown => "unknown",
        }
    }
}

/// The signer's certificate in time: `certificate_time`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateTime {
    /// Good at the claimed time of signing, expired by now.
    ExpiredNow,
    /// Not good at the claimed time of signing, or, if none is claimed, not now. Also when the
    /// claim lies in the future: nobody has signed then.
    Outside,
    /// Good then and now.
    Within,
}

impl CertificateTime {
    /// How far a signer's clock may be ahead: a clock set to the wrong time zone is common.
    const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_hours(24);

    /// Compares a certificate's validity with the claimed time of signing and with now. A claim
    /// proves nothing against the present: a certificate that is not good yet is never within.
    pub fn of(validity: Validity, claimed: Option<Timestamp>, now: Timestamp) -> Self {
        let claimed = claimed.unwrap_or(now);
        if claimed.duration_since(now) > Self::CLOCK_TOLERANCE {
            return Self::Outside;
        }
        let then = validity.contains(claimed);
        match (then, validity.contains(now)) {
            (true, true) => Self::Within,
            (true, false) if validity.not_after < now => Self::ExpiredNow,
            _ => Self::Outside,
        }
    }

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::ExpiredNow => "expired-now",
            Self::Outside => "outside",
            Self::Within => "within",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("in range")
    }

    fn signature() -> SignatureReport {
        SignatureReport {
            field: None,
            integrity: Integrity::Intact,
            coverage: Coverage::WholeDocument,
            changes_after: ChangesAfter::None,
            digest: DigestName::Sha256,
            signed_at: None,
            signer: None,
            chain: IssuerTrust::Trusted,
            certificate_time: CertificateTime::Within,
        }
    }

    #[test]
    fn the_worst_signature_decides() {
        let good = signature();
        let untrusted = SignatureReport {
            chain: IssuerTrust::Untrusted,
            ..signature()
        };
        let bad = SignatureReport {
            integrity: Integrity::Broken(Flaw::ContentChanged),
            ..signature()
        };
        let verdict = |all: &[&SignatureReport]| {
            Report {
                signatures: all.iter().map(|it| (*it).clone()).collect(),
            }
            .verdict()
        };
        assert_eq!(verdict(&[]), Verdict::Unsigned);
        assert_eq!(verdict(&[&good, &good]), Verdict::Good);
        assert_eq!(verdict(&[&untrusted, &good]), Verdict::Untrusted);
        assert_eq!(verdict(&[&good, &bad, &untrusted]), Verdict::Bad);
    }

    #[test]
    fn trust_does_not_mend_a_document_that_was_changed() {
        for (coverage, changes_after, verdict) in [
            (Coverage::WholeDocument, ChangesAfter::None, Verdict::Good),
            (
                Coverage::EarlierRevision,
                ChangesAfter::SignaturesOnly,
                Verdict::Good,
            ),
            (
                Coverage::EarlierRevision,
                ChangesAfter::FormAndAnnotations,
                Verdict::Good,
            ),
            (Coverage::EarlierRevision, ChangesAfter::Other, Verdict::Bad),
            (Coverage::Partial, ChangesAfter::None, Verdict::Bad),
        ] {
            assert_eq!(
                SignatureReport {
                    coverage,
                    changes_after,
                    ..signature()
                }
                .verdict(),
                verdict
            );
        }
    }

    #[test]
    fn nobody_has_signed_in_the_future() {
        const DAY: i64 = 24 * 60 * 60;
        let validity = Validity {
            not_before: at(0),
            not_after: at(1000 * DAY),
        };
        for (claimed, expected) in [
            (11 * DAY, CertificateTime::Within),
            (11 * DAY + 1, CertificateTime::Outside),
        ] {
            let found = CertificateTime::of(validity, Some(at(claimed)), at(10 * DAY));
            assert_eq!(found, expected, "{claimed}");
        }
    }

    #[test]
    fn the_certificate_must_have_been_good_when_it_signed() {
        let validity = Validity {
            not_before: at(100),
            not_after: at(200),
        };
        for (claimed, now, expected) in [
            (Some(150), 160, CertificateTime::Within),
            (Some(100), 200, CertificateTime::Within),
            (Some(200), 201, CertificateTime::ExpiredNow),
            (Some(99), 150, CertificateTime::Outside),
            (Some(201), 300, CertificateTime::Outside),
            (None, 150, CertificateTime::Within),
            (None, 201, CertificateTime::Outside),
            (Some(150), 50, CertificateTime::Outside),
        ] {
            let found = CertificateTime::of(validity, claimed.map(at), at(now));
            assert_eq!(found, expected, "signed {claimed:?}, now {now}");
        }
        let outside = SignatureReport {
            certificate_time: CertificateTime::Outside,
            ..signature()
        };
        assert_eq!(outside.verdict(), Verdict::Untrusted);
        let expired = SignatureReport {
            certificate_time: CertificateTime::ExpiredNow,
            ..signature()
        };
        assert_eq!(expired.verdict(), Verdict::Good);
    }
}
