//! Whether a certificate leads to an issuer that needs no proof (RFC 5280 §6, for the short paths of
//! this program: no policies, no name constraints).
//!
//! All generations of J-LIS's issuers share one name (jpki-card §4.5), so a name never decides: it
//! only limits who is tried. The key identifiers say who is tried first, and the signature says who
//! it is. Time is reported, not assumed: a path is a path also after its certificates expired, and
//! `IssuerPath::issuers_time` says how that looks at a given moment. Revocation is never known here.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use jiff::Timestamp;
use thiserror::Error;

use super::signature::{PublicKey, SignatureError};
use crate::core::cert::{Anchor, Certificate, Fingerprint, IssuerTrust, TrustStore};

/// Issuers between a certificate and its anchor, at most. J-LIS has none.
const MAX_INTERMEDIATES: usize = 6;
/// Signatures tried for one path, at most: a document may bring any number of certificates.
const MAX_SIGNATURE_CHECKS: usize = 40;

/// What checking the signatures in one document may cost altogether, in units of `PublicKey::cost`: some
/// 25,000 with the keys that people have, or two seconds with the longest there may be.
const ARITHMETIC: u64 = 100_000;

/// What is known of the issuer of a certificate that came alone, whatever the time.
pub fn issuer_trust(certificate: &Certificate, store: &TrustStore) -> IssuerTrust {
    build_path(certificate, &[], store, certificate.not_before()).trust()
}

/// Checks that `issuer` signed `certificate` and may do so, with `below` issuers between
/// `certificate` and the end of the path.
pub fn verify_issued_by(
    certificate: &Certificate,
    issuer: &Certificate,
    below: usize,
) -> Result<(), PathError> {
    Issued::default().check(certificate, issuer, below)
}

/// Who has issued whom, as far as it was found out. Signatures of issuers are dear to check, and one
/// certificate signs many documents: kept over several paths, each is checked once.
#[derive(Debug)]
pub struct Issued {
    /// By the hashes of the whole certificates, the issued one first.
    signatures: RefCell<HashMap<(Fingerprint, Fingerprint), Result<(), SignatureError>>>,
    /// What may still be spent on the document.
    left: Cell<u64>,
}

impl Default for Issued {
    fn default() -> Self {
        Self {
            signatures: RefCell::default(),
            left: Cell::new(ARITHMETIC),
        }
    }
}

impl Issued {
    /// The most that is remembered; after that everything is forgotten.
    const LIMIT: usize = 4096;

    /// Begins another document: what was found out is kept.
    pub(super) fn begin_document(&self) {
        self.left.set(ARITHMETIC);
    }

    /// Pays for checking a signature with this key; whether that is still within bounds.
    pub(super) fn can_afford(&self, key: &PublicKey) -> bool {
        let left = self.left.get().saturating_sub(key.cost());
        self.left.set(left);
        left > 0
    }

    fn check(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
        below: usize,
    ) -> Result<(), PathError> {
        if !names_match(certificate, issuer) {
            return Err(PathError::NoIssuer);
        }
        let constraints = issuer.basic_constraints().filter(|_| issuer.is_issuer());
        let Some(constraints) = constraints else {
            return Err(PathError::NotAnIssuer);
        };
        let allowed = constraints
            .path_len
            .and_then(|len| usize::try_from(len).ok());
        if allowed.is_some_and(|allowed| below > allowed) {
            return Err(PathError::TooLong);
        }
        if certificate.has_unknown_critical() || issuer.has_unknown_critical() {
            return Err(PathError::UnknownCritical);
        }
        Ok(self.signature(certificate, issuer)?)
    }

    fn signature(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Result<(), SignatureError> {
        let key = (certificate.fingerprint(), issuer.fingerprint());
        if let Some(known) = self.signatures.borrow().get(&key) {
            return *known;
        }
        if issuer.public_key().is_ok_and(|key| !self.can_afford(&key)) {
            // Not known, and not remembered: it was not tried.
            return Err(SignatureError::Mismatch);
        }
        let found = signature_holds(certificate, issuer);
        let mut signatures = self.signatures.borrow_mut();
        if signatures.len() >= Self::LIMIT {
            signatures.clear();
        }
        signatures.insert(key, found);
        found
    }
}

fn signature_holds(certificate: &Certificate, issuer: &Certificate) -> Result<(), SignatureError> {
    let algorithm = certificate.signature_algorithm()?;
    issuer
        .public_key()?
        .verify(algorithm, certificate.tbs(), certificate.signature())
}

/// Looks for a path from `certificate` over `others` to an anchor. Of several, one whose issuers
/// were within their time at `at` is found first.
pub fn build_path(
    certificate: &Certificate,
    others: &[Certificate],
    store: &TrustStore,
    at: Timestamp,
) -> IssuerPath {
    build_path_knowing(&Issued::default(), certificate, others, store, at)
}

/// The same with what was found out before.
pub(super) fn build_path_knowing(
    issued: &Issued,
    certificate: &Certificate,
    others: &[Certificate],
    store: &TrustStore,
    at: Timestamp,
) -> IssuerPath {
    if let Some(anchor) = store
        .anchors()
        .iter()
        .find(|it| it.certificate == *certificate)
    {
        return IssuerPath {
            certificates: vec![certificate.clone()],
            trust: anchor.origin.trust(),
            obstacle: None,
        };
    }
    let mut search = Search {
        issued,
        others,
        store,
        at,
        checks_left: MAX_SIGNATURE_CHECKS,
        obstacle: PathError::NoIssuer,
    };
    let mut way = vec![certificate];
    match search.anchor_above(&mut way, 0) {
        Some(anchor) => {
            way.push(&anchor.certificate);
            IssuerPath {
                certificates: way.into_iter().cloned().collect(),
                trust: anchor.origin.trust(),
                obstacle: None,
            }
        }
        None => IssuerPath {
            certificates: vec![certificate.clone()],
            trust: IssuerTrust::Untrusted,
            obstacle: Some(search.obstacle),
        },
    }
}

/// Whether every one of `certificates` is as its issuer made it: an anchor, or signed by an anchor or
/// by one of them.
pub(super) fn all_are_issued(
    issued: &Issued,
    certificates: &[Certificate],
    store: &TrustStore,
) -> bool {
    let anchors = || store.anchors().iter().map(|it| &it.certificate);
    let mut checks_left = MAX_SIGNATURE_CHECKS;
    certificates.iter().all(|certificate| {
        anchors().any(|anchor| anchor == certificate)
            || anchors().chain(certificates).any(|issuer| {
                let may_be = names_match(certificate, issuer) && checks_left > 0;
                checks_left -= usize::from(may_be);
                may_be && issued.signature(certificate, issuer).is_ok()
            })
    })
}

/// The way from a certificate to its anchor, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerPath {
    certificates: Vec<Certificate>,
    trust: IssuerTrust,
    obstacle: Option<PathError>,
}

impl IssuerPath {
    /// The certificate, the issuers between, the anchor. Without a path only the certificate.
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// What the anchor is worth, whatever the time.
    pub fn trust(&self) -> IssuerTrust {
        self.trust
    }

    /// Why there is no path.
    pub fn obstacle(&self) -> Option<PathError> {
        self.obstacle
    }

    /// What the anchor is worth as of `at`: nothing unless every issuer was within its time then. The time
    /// of the certificate itself is for the caller to judge.
    pub fn trust_at(&self, at: Timestamp) -> IssuerTrust {
        match self.issuers_time(at) {
            PathTime::Within => self.trust(),
            PathTime::Expired { .. } | PathTime::NotYetValid { .. } => IssuerTrust::Untrusted,
        }
    }

    /// Whether all issuers on the path, the anchor among them, were within their time at `at`.
    pub fn issuers_time(&self, at: Timestamp) -> PathTime {
        let outside = self.certificates.iter().enumerate().skip(1);
        outside
            .map(|(position, issuer)| match issuer.validity() {
                validity if at < validity.not_before => PathTime::NotYetValid { position },
                validity if !validity.contains(at) => PathTime::Expired { position },
                _ => PathTime::Within,
            })
            .find(|time| *time != PathTime::Within)
            .unwrap_or(PathTime::Within)
    }
}

/// How the issuers of a path stand to a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathTime {
    /// The issuer at this position in `IssuerPath::certificates` had expired.
    Expired {
        /// Its position: 1 is the direct issuer.
        position: usize,
    },
    /// The issuer at this position was not valid yet.
    NotYetValid {
        /// Its position: 1 is the direct issuer.
        position: usize,
    },
    /// All were within their time.
    Within,
}

/// Why a certificate does not lead to an issuer that is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PathError {
    /// Nobody known bears the issuer's name.
    #[error("the issuer is not known")]
    NoIssuer,
    /// Who signed it is no issuer: not a CA, or not for `keyCertSign`.
    #[error("the signer of the certificate may not issue certificates")]
    NotAnIssuer,
    /// The issuer's signature does not hold, or cannot be checked.
    #[error("the issuer's signature: {0}")]
    Signature(#[from] SignatureError),
    /// More issuers in a row than one of them, or this program, permits.
    #[error("too many issuers in a row")]
    TooLong,
    /// A critical extension is not understood (RFC 5280 §4.2).
    #[error("a critical extension is not understood")]
    UnknownCritical,
}

struct Search<'a> {
    issued: &'a Issued,
    others: &'a [Certificate],
    store: &'a TrustStore,
    at: Timestamp,
    checks_left: usize,
    obstacle: PathError,
}

impl<'a> Search<'a> {
    /// The anchor that `way` leads to, extended by the issuers between; `below` counts those of
    /// them that are not self-issued (RFC 5280 §4.2.1.9).
    fn anchor_above(&mut self, way: &mut Vec<&'a Certificate>, below: usize) -> Option<&'a Anchor> {
        let child = *way.last()?;
        for issuer in self.candidates(child, self.store.anchors().iter().map(|it| &it.certificate))
        {
            if self.issued(child, issuer, below) {
                return self
                    .store
                    .anchors()
                    .iter()
                    .find(|it| it.certificate == *issuer);
            }
        }
        for issuer in self.candidates(child, self.others.iter()) {
            if way.contains(&issuer) || !self.issued(child, issuer, below) {
                continue;
            }
            if way.len() > MAX_INTERMEDIATES {
                self.obstacle = PathError::TooLong;
                return None;
            }
            way.push(issuer);
            let next = below + usize::from(!issuer.is_self_issued());
            if let Some(anchor) = self.anchor_above(way, next) {
                return Some(anchor);
            }
            way.pop();
        }
        None
    }

    /// Who bears the issuer's name: first those whose key is the one named, then those within their
    /// time.
    fn candidates(
        &self,
        child: &Certificate,
        from: impl Iterator<Item = &'a Certificate>,
    ) -> Vec<&'a Certificate> {
        let mut candidates: Vec<_> = from.filter(|issuer| names_match(child, issuer)).collect();
        candidates.sort_by_key(|issuer| {
            let key_named = child.authority_key_id().is_some()
                && child.authority_key_id() == issuer.subject_key_id();
            (!key_named, !issuer.validity().contains(self.at))
        });
        candidates
    }

    fn issued(&mut self, child: &Certificate, issuer: &Certificate, below: usize) -> bool {
        let Some(left) = self.checks_left.checked_sub(1) else {
            return false;
        };
        self.checks_left = left;
        match self.issued.check(child, issuer, below) {
            Ok(()) => true,
            Err(error) => {
                // The first thing found is the most telling: it is about the likeliest issuer.
                if self.obstacle == PathError::NoIssuer {
                    self.obstacle = error;
                }
                false
            }
        }
    }
}

/// Names match byte by byte, or by what they say where only the string types differ
/// (RFC 5280 §7.1).
fn names_match(child: &Certificate, issuer: &Certificate) -> bool {
    child.issuer_der() == issuer.subject_der() || child.issuer() == issuer.subject()
}
