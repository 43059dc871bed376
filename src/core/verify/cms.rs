//! Judges CMS signatures (RFC 5652 §5.6, RFC 5035), of our own making and of others'. The content
//! is never read here: the caller streams it and hands over its digests. Nothing is shared with the
//! code that builds signatures but the names of algorithms and the hashing (invariant 13).
//!
//! Two steps: [`SignedDocument::parse`] says which digests are needed, [`verify`] judges. A thing
//! that cannot be shown to hold does not hold.

mod attributes;
mod document;
mod names;
mod walk;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::slice;

use const_oid::db::rfc5911::ID_DATA;
use der::referenced::OwnedToRef;
use der::{AnyRef, Encode, Tag};
use jiff::Timestamp;
use sha1::{Digest as _, Sha1};

use super::chain::{Issued, PathTime, all_are_issued, build_path_knowing};
use super::report::{
    CertificateTime, ChangesAfter, Coverage, DigestName, Flaw, Integrity, Report, SignatureReport,
    Verdict,
};
use super::{DigestAlgorithm, PublicKey, SignatureAlgorithm, SignatureError};
use crate::core::cert::{Certificate, IssuerTrust, KeyUsage, TrustStore};
use crate::core::sign::{ContentDigests, ContentForm};
use attributes::{CertificateHash, CertificateHashAlgorithm, SignedAttributes, in_der_order};
use document::{Content, SignerIdentifier, SignerInfo};
use names::{digest_name, is_same, signature_flaw};

pub(super) use document::{context, fields, take, take_if};
pub(super) use names::strong_digest;

pub use document::{CmsError, SignedDocument};
pub use walk::ContentReader;

/// The most certificates that are tried for one signer. All generations of an issuer share its
/// name (jpki-card §4.5), so that there may be more than one; more than this is mischief.
const MAX_CANDIDATES: usize = 4;

/// The most certificates that are kept for the next document.
const MAX_REMEMBERED: usize = 256;

/// Purposes that have nothing to do with documents (RFC 5280 §4.2.1.12). A certificate for these
/// alone signs none. Any other purpose is let pass: every country and product has its own for
/// documents, and people sign with certificates for mail and for logging in.
const OTHER_PURPOSES: [&str; 4] = ["OCSPSigning", "codeSigning", "serverAuth", "timeStamping"];

/// Judges every signature of `document`. `digests` are those of the content beside it, under all of
/// [`SignedDocument::digest_algorithms`]; they may be empty if the document carries its content, and
/// if they are not, the content beside it must be the same. `now` is for the certificates' validity.
pub fn verify(
    document: &SignedDocument,
    digests: &ContentDigests,
    trust: &TrustStore,
    now: Timestamp,
) -> Report {
    Verifier::new(trust, now).verify(document, digests)
}

/// Judges documents as of one moment and by one set of anchors. What was found out about issuers
/// serves for the next document, so that many documents of one signer are judged quickly.
pub struct Verifier<'a> {
    certificates: RefCell<HashMap<Vec<u8>, Option<Certificate>>>,
    issued: Issued,
    trust: &'a TrustStore,
    now: Timestamp,
}

impl<'a> Verifier<'a> {
    /// Has judged nothing yet.
    pub fn new(trust: &'a TrustStore, now: Timestamp) -> Self {
        Self {
            certificates: RefCell::default(),
            issued: Issued::default(),
            trust,
            now,
        }
    }

    /// See [`verify`].
    pub fn verify(&self, document: &SignedDocument, digests: &ContentDigests) -> Report {
        self.issued.begin_document();
        let judge = Judge::new(self, document, digests, Purpose::Document(None));
        let signers = document.signers.iter();
        let mut signatures: Vec<_> = signers.map(|it| judge.signature(it)).collect();
        judge.company(&mut signatures);
        Report { signatures }
    }

    /// Judges the one signature of a document that is part of another one, a PDF: it must be detached.
    /// `claimed` is when it was made as the other one says it; what the signature itself says goes
    /// before. See [`verify`].
    pub fn verify_embedded(
        &self,
        document: &SignedDocument,
        digests: &ContentDigests,
        claimed: Option<Timestamp>,
    ) -> SignatureReport {
        let report = self.verify_single(document, digests, Purpose::Document(claimed));
        if document.is_attached() {
            broken(report, Flaw::ContentAttached)
        } else {
            report
        }
    }

    /// The certificate, if it is one: the same ones come with every document of a signer.
    fn certificate(&self, der: &[u8]) -> Option<Certificate> {
        if let Some(known) = self.certificates.borrow().get(der) {
            return known.clone();
        }
        let read = Certificate::from_der(der).ok();
        let mut certificates = self.certificates.borrow_mut();
        if certificates.len() >= MAX_REMEMBERED {
            certificates.clear();
        }
        certificates.insert(der.to_vec(), read.clone());
        read
    }

    /// Attribute certificates and other things that may be there are nobody's (RFC 5652 §10.2.2).
    fn is_of_another_kind(&self, der: &[u8]) -> bool {
        match der.split_first() {
            Some((0xA0..=0xA3, rest)) => {
                // Not so a certificate whose tag was changed.
                let disguised = [&[0x30], rest].concat();
                self.certificate(&disguised).is_none()
            }
            _ => false,
        }
    }

    /// Judges the signature of a document that must have one.
    pub(super) fn verify_single(
        &self,
        document: &SignedDocument,
        digests: &ContentDigests,
        purpose: Purpose,
    ) -> SignatureReport {
        let judge = Judge::new(self, document, digests, purpose);
        match document.signers.as_slice() {
            [signer] => {
                let mut report = judge.signature(signer);
                judge.company(slice::from_mut(&mut report));
                report
            }
            [signer, ..] => broken(judge.signature(signer), Flaw::SignerCount),
            [] => nobodys(Flaw::SignerCount),
        }
    }
}

/// Shows no certificate.
impl fmt::Debug for Verifier<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// The report on a signature that nothing else may be said of than this.
pub(super) fn broken(report: SignatureReport, flaw: Flaw) -> SignatureReport {
    SignatureReport {
        integrity: Integrity::Broken(flaw),
        ..report
    }
}

/// The report on something that is no signature of anybody.
pub(super) fn nobodys(flaw: Flaw) -> SignatureReport {
    SignatureReport {
        field: None,
        integrity: Integrity::Broken(flaw),
        coverage: Coverage::WholeDocument,
        changes_after: ChangesAfter::None,
        digest: DigestName::Unknown,
        signed_at: None,
        signer: None,
        chain: IssuerTrust::Untrusted,
        certificate_time: CertificateTime::Outside,
    }
}

/// What a signature is to say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// That someone stands by a document; when, if its signed attributes do not say.
    Document(Option<Timestamp>),
    /// That something was there at a time, which is in what was signed (RFC 3161).
    Timestamp(Timestamp),
}

impl Purpose {
    fn is_permitted_by(self, certificate: &Certificate) -> bool {
        let usage_permits = certificate.key_usage().is_none_or(|usage| {
            usage.contains(KeyUsage::DigitalSignature) || usage.contains(KeyUsage::NonRepudiation)
        });
        let purposes = certificate.extended_key_usage();
        let purpose_permits = match self {
            Self::Document(_) => {
                let is_other = |purpose: &String| OTHER_PURPOSES.contains(&purpose.as_str());
                purposes.is_empty() || !purposes.iter().all(is_other)
            }
            // RFC 3161 §2.3: this purpose and no other.
            Self::Timestamp(_) => purposes == ["timeStamping"],
        };
        usage_permits && purpose_permits
    }
}

/// What all signers of a document have in common.
struct Judge<'a> {
    verifier: &'a Verifier<'a>,
    document: &'a SignedDocument,
    purpose: Purpose,
    attached: Option<&'a ContentDigests>,
    beside: &'a ContentDigests,
    certificates: Vec<Certificate>,
    /// Whether all that came with the document are certificates.
    all_are_certificates: bool,
}

impl<'a> Judge<'a> {
    fn new(
        verifier: &'a Verifier<'a>,
        document: &'a SignedDocument,
        beside: &'a ContentDigests,
        purpose: Purpose,
    ) -> Self {
        let attached = match &document.content {
            Content::Attached { digests, .. } => digests.as_ref(),
            Content::Detached => None,
        };
        let mut certificates: Vec<Certificate> = Vec::new();
        let mut all_are_certificates = true;
        for der in &document.certificates {
            let is_new = certificates.iter().all(|known| known.der() != der);
            if is_new {
                let read = verifier.certificate(der);
                all_are_certificates &= read.is_some() || verifier.is_of_another_kind(der);
                certificates.extend(read);
            }
        }
        Self {
            verifier,
            document,
            purpose,
            attached,
            beside,
            certificates,
            all_are_certificates,
        }
    }

    fn signature(&self, signer: &SignerInfo) -> SignatureReport {
        let attributes = signer
            .signed_attributes
            .as_deref()
            .map(SignedAttributes::read);
        let signed_at = match self.purpose {
            Purpose::Timestamp(time) => Some(time),
            Purpose::Document(claimed) => attributes
                .as_ref()
                .and_then(|it| it.as_ref().ok())
                .and_then(|it| it.signing_time)
                .or(claimed),
        };
        let (certificate, integrity) = match self.content_holds(signer, attributes.as_ref()) {
            Err(flaw) => (self.candidates(signer).next(), Integrity::Broken(flaw)),
            Ok(hashes) => self.signer(signer, hashes),
        };
        let (chain, certificate_time) = match certificate {
            Some(certificate) => self.standing(certificate, signed_at),
            None => (IssuerTrust::Untrusted, CertificateTime::Outside),
        };
        SignatureReport {
            field: None,
            integrity,
            coverage: Coverage::WholeDocument,
            changes_after: ChangesAfter::None,
            digest: digest_name(signer.digest_algorithm.oid),
            signed_at,
            signer: certificate.cloned(),
            chain,
            certificate_time,
        }
    }

    /// What came with the document beside the certificates of its signers is not signed: a change in it
    /// would go unnoticed where no path needs it. Said only of what would be good: of an issuer who is
    /// not known nothing is said either way.
    fn company(&self, signatures: &mut [SignatureReport]) {
        let Verifier { issued, trust, .. } = self.verifier;
        let are_good = signatures.iter().all(|it| it.verdict() == Verdict::Good);
        let holds =
            || self.all_are_certificates && all_are_issued(issued, &self.certificates, trust);
        if !are_good || holds() {
            return;
        }
        for signature in signatures {
            signature.integrity = Integrity::Broken(Flaw::CertificateStray);
        }
    }

    /// What the certificate is worth, and how it and its issuers stand to the time of signing and to
    /// now. Every issuer must have been within its time when it was signed; one that has expired
    /// since then is as a certificate that has.
    fn standing(
        &self,
        certificate: &Certificate,
        signed_at: Option<Timestamp>,
    ) -> (IssuerTrust, CertificateTime) {
        let Verifier {
            issued, trust, now, ..
        } = self.verifier;
        let at = signed_at.unwrap_or(*now);
        let path = build_path_knowing(issued, certificate, &self.certificates, trust, at);
        let time = CertificateTime::of(certificate.validity(), signed_at, *now);
        match (path.issuers_time(*now), time) {
            (PathTime::NotYetValid { .. }, _) => (IssuerTrust::Untrusted, time),
            (PathTime::Expired { .. }, CertificateTime::Within) => {
                (path.trust_at(at), CertificateTime::ExpiredNow)
            }
            (PathTime::Expired { .. } | PathTime::Within, _) => (path.trust_at(at), time),
        }
    }

    /// Everything but the certificate and the signature value; gives the hashes that tie the
    /// signature to a certificate.
    fn content_holds<'s>(
        &self,
        signer: &SignerInfo,
        attributes: Option<&'s Result<SignedAttributes<'_>, Flaw>>,
    ) -> Result<&'s [CertificateHash<'s>], Flaw> {
        let digest = strong_digest(&signer.digest_algorithm)?;
        // RFC 5652 §5.3: a signature whose algorithm is not announced may be refused.
        let announced = &self.document.digest_algorithms;
        if !announced.iter().any(|it| strong_digest(it) == Ok(digest)) {
            return Err(Flaw::AlgorithmsDisagree);
        }
        let version = match signer.identifier {
            SignerIdentifier::IssuerAndSerialNumber { .. } => 1,
            SignerIdentifier::SubjectKeyIdentifier(_) => 3,
        };
        if signer.version != version {
            return Err(Flaw::VersionMismatch);
        }
        let content = self.content_digest(digest)?;
        let Some(attributes) = attributes else {
            return self.bare_content_holds().map(|()| [].as_slice());
        };
        let attributes = attributes.as_ref().map_err(|flaw| *flaw)?;
        if attributes.content_type != self.document.content_type {
            return Err(Flaw::ContentTypeMismatch);
        }
        if attributes.message_digest != content {
            return Err(Flaw::ContentChanged);
        }
        if let Some(signed) = &attributes.algorithms {
            let agree = is_same(signed.digest, signer.digest_algorithm.owned_to_ref())
                && is_same(signed.signature, signer.signature_algorithm.owned_to_ref());
            if !agree {
                return Err(Flaw::AlgorithmsDisagree);
            }
        }
        // RFC 3161 §2.4.2: a time-stamp names its certificate.
        let hashes = &attributes.certificate_hashes;
        match self.purpose {
            Purpose::Timestamp(_) if hashes.is_empty() => Err(Flaw::AttributeMissing),
            Purpose::Document(_) | Purpose::Timestamp(_) => Ok(hashes),
        }
    }

    /// Whether the content may have been signed without attributes (RFC 5652 §5.3): plain data only,
    /// and no set of attributes that were signed for something else.
    fn bare_content_holds(&self) -> Result<(), Flaw> {
        if self.document.content_type != ID_DATA {
            return Err(Flaw::AttributeMissing);
        }
        let posing = self
            .attached
            .into_iter()
            .chain([self.beside])
            .any(|content| content.form() == ContentForm::Attributes);
        if posing {
            Err(Flaw::ContentPosesAsAttributes)
        } else {
            Ok(())
        }
    }

    /// The digest of the content. If it is there twice, in the document and beside it, both must be
    /// the same.
    fn content_digest(&self, algorithm: DigestAlgorithm) -> Result<&[u8], Flaw> {
        let attached = self.attached.and_then(|digests| digests.under(algorithm));
        match (attached, self.beside.under(algorithm)) {
            (None, _) if self.document.is_attached() => Err(Flaw::ContentMissing),
            (None, None) => Err(Flaw::ContentMissing),
            (Some(attached), Some(beside)) if attached != beside => Err(Flaw::ContentChanged),
            (Some(digest), _) | (None, Some(digest)) => Ok(digest.as_bytes()),
        }
    }

    /// Finds the certificate whose key made the signature. Issuers share names and anyone may add
    /// certificates, so that several may answer to the signer's description: the first that fits is
    /// the signer's, else the first is reported with what is wrong with it.
    fn signer<'s>(
        &'s self,
        signer: &'s SignerInfo,
        hashes: &[CertificateHash<'_>],
    ) -> (Option<&'s Certificate>, Integrity) {
        let mut first = (None, Integrity::Broken(Flaw::CertificateMissing));
        for certificate in self.candidates(signer) {
            match self.signature_holds(signer, certificate, hashes) {
                Ok(()) => return (Some(certificate), Integrity::Intact),
                Err(flaw) if first.0.is_none() => {
                    first = (Some(certificate), Integrity::Broken(flaw));
                }
                Err(_) => {}
            }
        }
        first
    }

    /// The certificates that answer to the signer's description.
    fn candidates<'s>(&'s self, signer: &'s SignerInfo) -> impl Iterator<Item = &'s Certificate> {
        self.certificates
            .iter()
            .filter(|certificate| match &signer.identifier {
                SignerIdentifier::IssuerAndSerialNumber { issuer, serial } => {
                    certificate.issuer_der() == issuer && certificate.serial().integer() == serial
                }
                SignerIdentifier::SubjectKeyIdentifier(key) => {
                    certificate.subject_key_id().is_some_and(|id| id.0 == *key)
                }
            })
            .take(MAX_CANDIDATES)
    }

    fn signature_holds(
        &self,
        signer: &SignerInfo,
        certificate: &Certificate,
        hashes: &[CertificateHash<'_>],
    ) -> Result<(), Flaw> {
        if !hashes.iter().all(|hash| is_hash_of(hash, certificate)) {
            return Err(Flaw::CertificateMismatch);
        }
        if !self.purpose.is_permitted_by(certificate) {
            return Err(Flaw::KeyUsage);
        }
        let digest = strong_digest(&signer.digest_algorithm)?;
        let identifier = signer.signature_algorithm.owned_to_ref();
        let unreadable = Flaw::AlgorithmUnsupported {
            oid: identifier.oid,
        };
        let algorithm = SignatureAlgorithm::in_signer_info(identifier, digest)
            .map_err(|error| signature_flaw(error, unreadable))?;
        let key = certificate
            .public_key()
            .map_err(|error| signature_flaw(error, unreadable))?;
        if !self.verifier.issued.can_afford(&key) {
            return Err(Flaw::KeyUnusable);
        }
        let verified = match &signer.signed_attributes {
            Some(contents) => attributes_hold(&key, algorithm, contents, &signer.signature)?,
            None => {
                key.verify_prehashed(algorithm, self.content_digest(digest)?, &signer.signature)
            }
        };
        verified.map_err(|error| signature_flaw(error, unreadable))
    }
}

/// RFC 5652 §5.4: what is signed of the attributes has the tag of a SET, and else the very same
/// bytes, or, where they are not in the order of DER, those in that order.
fn attributes_hold(
    key: &PublicKey,
    algorithm: SignatureAlgorithm,
    contents: &[u8],
    signature: &[u8],
) -> Result<Result<(), SignatureError>, Flaw> {
    let set = AnyRef::new(Tag::Set, contents).and_then(|set| set.to_der());
    let set = set.map_err(|_malformed| Flaw::AttributesMalformed)?;
    let verified = key.verify(algorithm, &set, signature);
    Ok(match (verified, in_der_order(contents)) {
        (Err(SignatureError::Mismatch), Some(sorted)) => key.verify(algorithm, &sorted, signature),
        (verified, _) => verified,
    })
}

fn is_hash_of(hash: &CertificateHash<'_>, certificate: &Certificate) -> bool {
    let der = certificate.der();
    let is_hash = match hash.algorithm {
        CertificateHashAlgorithm::Sha1 => Sha1::digest(der)[..] == *hash.value,
        CertificateHashAlgorithm::Strong(algorithm) => algorithm.digest(der) == hash.value,
    };
    is_hash
        && hash.issuer_serial.as_ref().is_none_or(|named| {
            certificate.serial().integer() == named.serial
                && certificate.is_issuer_named(named.issuer)
        })
}
