//! Judges CMS signatures (RFC 5652 §5.6, RFC 5035), of our own making and of others'. The content
//! is never read here: the caller streams it and hands over its digests. Nothing is shared with the
//! code that builds signatures but the names of algorithms (invariant 13).
//!
//! Two steps: [`SignedDocument::parse`] says which digests are needed, [`verify`] judges. A thing
//! that cannot be shown to hold does not hold.

mod attributes;
mod document;
mod walk;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5911::ID_DATA;
use const_oid::db::rfc5912::{
    ID_MD_5, ID_SHA_1, MD_5_WITH_RSA_ENCRYPTION, SHA_1_WITH_RSA_ENCRYPTION,
};
use der::referenced::OwnedToRef;
use der::{AnyRef, Encode, Tag};
use jiff::Timestamp;
use sha1::{Digest as _, Sha1};
use spki::AlgorithmIdentifierOwned;

use super::chain::trust_at;
use super::report::{
    CertificateTime, ChangesAfter, Coverage, DigestName, Flaw, Integrity, Report, SignatureReport,
};
use super::{DigestAlgorithm, SignatureAlgorithm, SignatureError};
use crate::core::cert::{Certificate, IssuerTrust, KeyUsage, TrustStore};
use crate::core::sign::{ContentDigests, ContentForm};
use attributes::{CertificateHash, CertificateHashAlgorithm, SignedAttributes};
use document::{Content, SignerIdentifier, SignerInfo};

pub use document::{CmsError, SignedDocument};
pub use walk::ContentReader;

/// `ecdsa-with-SHA1` (RFC 3279 §2.2.3).
const ECDSA_WITH_SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.1");

/// The most certificates that are tried for one signer. All generations of an issuer share its
/// name (jpki-card §4.5), so that there may be more than one; more than this is mischief.
const MAX_CANDIDATES: usize = 4;

/// Judges every signature of `document`. `digests` are those of the content beside it, under all of
/// [`SignedDocument::digest_algorithms`]; they may be empty if the document carries its content, and
/// if they are not, the content beside it must be the same. `now` is for the certificates' validity.
pub fn verify(
    document: &SignedDocument,
    digests: &ContentDigests,
    trust: &TrustStore,
    now: Timestamp,
) -> Report {
    let attached = match &document.content {
        Content::Attached { digests, .. } => digests.as_ref(),
        Content::Detached => None,
    };
    let certificates = document
        .certificates
        .iter()
        .filter_map(|der| Certificate::from_der(der).ok())
        .collect();
    let judge = Judge {
        document,
        attached,
        beside: digests,
        certificates,
        trust,
        now,
    };
    Report {
        signatures: document
            .signers
            .iter()
            .map(|signer| judge.signature(signer))
            .collect(),
    }
}

/// What all signers of a document have in common.
struct Judge<'a> {
    document: &'a SignedDocument,
    attached: Option<&'a ContentDigests>,
    beside: &'a ContentDigests,
    certificates: Vec<Certificate>,
    trust: &'a TrustStore,
    now: Timestamp,
}

impl Judge<'_> {
    fn signature(&self, signer: &SignerInfo) -> SignatureReport {
        let attributes = signer
            .signed_attributes
            .as_deref()
            .map(SignedAttributes::read);
        let signed_at = attributes
            .as_ref()
            .and_then(|it| it.as_ref().ok())
            .and_then(|it| it.signing_time);
        let (certificate, integrity) = match self.content_holds(signer, attributes.as_ref()) {
            Err(flaw) => (self.candidates(signer).next(), Integrity::Broken(flaw)),
            Ok(hashes) => self.signer(signer, hashes),
        };
        let at = signed_at.unwrap_or(self.now);
        SignatureReport {
            field: None,
            integrity,
            coverage: Coverage::WholeDocument,
            changes_after: ChangesAfter::None,
            digest: digest_name(signer.digest_algorithm.oid),
            signed_at,
            signer: certificate.cloned(),
            chain: certificate.map_or(IssuerTrust::Untrusted, |certificate| {
                trust_at(certificate, &self.certificates, self.trust, at)
            }),
            certificate_time: certificate.map_or(CertificateTime::Outside, |certificate| {
                CertificateTime::of(certificate.validity(), signed_at, self.now)
            }),
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
        if !self
            .document
            .digest_algorithms
            .contains(&signer.digest_algorithm.oid)
        {
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
        Ok(&attributes.certificate_hashes)
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
        if !hashes
            .iter()
            .all(|hash| is_hash_of(hash, certificate.der()))
        {
            return Err(Flaw::CertificateMismatch);
        }
        let may_sign = certificate.key_usage().is_none_or(|usage| {
            usage.contains(KeyUsage::DigitalSignature) || usage.contains(KeyUsage::NonRepudiation)
        });
        if !may_sign {
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
        let verified = match &signer.signed_attributes {
            // RFC 5652 §5.4: what is signed has the tag of a SET, and else the very same bytes.
            Some(contents) => {
                let set = AnyRef::new(Tag::Set, contents).and_then(|set| set.to_der());
                let set = set.map_err(|_malformed| Flaw::AttributesMalformed)?;
                key.verify(algorithm, &set, &signer.signature)
            }
            None => {
                key.verify_prehashed(algorithm, self.content_digest(digest)?, &signer.signature)
            }
        };
        verified.map_err(|error| signature_flaw(error, unreadable))
    }
}

fn is_hash_of(hash: &CertificateHash<'_>, certificate: &[u8]) -> bool {
    match hash.algorithm {
        CertificateHashAlgorithm::Sha1 => Sha1::digest(certificate)[..] == *hash.value,
        CertificateHashAlgorithm::Strong(algorithm) => algorithm.digest(certificate) == hash.value,
    }
}

/// The digest algorithm a signer names, without parameters or with NULL (RFC 5754 §2).
fn strong_digest(identifier: &AlgorithmIdentifierOwned) -> Result<DigestAlgorithm, Flaw> {
    let oid = identifier.oid;
    if is_weak(oid) {
        return Err(Flaw::DigestWeak);
    }
    let without = identifier
        .parameters
        .as_ref()
        .is_none_or(|it| AnyRef::from(it).is_null());
    DigestAlgorithm::from_oid(oid)
        .filter(|_| without)
        .ok_or(Flaw::AlgorithmUnsupported { oid })
}

fn is_weak(oid: ObjectIdentifier) -> bool {
    [
        ID_MD_5,
        ID_SHA_1,
        MD_5_WITH_RSA_ENCRYPTION,
        SHA_1_WITH_RSA_ENCRYPTION,
        ECDSA_WITH_SHA_1,
    ]
    .contains(&oid)
}

fn digest_name(oid: ObjectIdentifier) -> DigestName {
    match DigestAlgorithm::from_oid(oid) {
        Some(DigestAlgorithm::Sha256) => DigestName::Sha256,
        Some(DigestAlgorithm::Sha384) => DigestName::Sha384,
        Some(DigestAlgorithm::Sha512) => DigestName::Sha512,
        None if oid == ID_MD_5 => DigestName::Md5,
        None if oid == ID_SHA_1 => DigestName::Sha1,
        None => DigestName::Unknown,
    }
}

fn signature_flaw(error: SignatureError, unreadable: Flaw) -> Flaw {
    match error {
        SignatureError::AlgorithmMismatch { .. } | SignatureError::DigestMismatch { .. } => {
            Flaw::AlgorithmsDisagree
        }
        SignatureError::DigestLength { .. } | SignatureError::Mismatch => Flaw::SignatureMismatch,
        SignatureError::MalformedAlgorithm => unreadable,
        SignatureError::MalformedKey | SignatureError::UnsupportedKeyLength { .. } => {
            Flaw::KeyUnusable
        }
        SignatureError::UnsupportedAlgorithm { oid } if is_weak(oid) => Flaw::DigestWeak,
        SignatureError::UnsupportedAlgorithm { oid } | SignatureError::UnsupportedKey { oid } => {
            Flaw::AlgorithmUnsupported { oid }
        }
    }
}
