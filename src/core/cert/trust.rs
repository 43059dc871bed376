//! Whom this program takes for an issuer: the six roots that J-LIS publishes (compiled in from
//! `assets/trust`, their hashes tested), and those a caller adds by name: the demo issuer of practice
//! mode, or a certificate given with `--trust`.
//!
//! An issuer's certificate that a card carries is never an anchor: a lying card would lie about both.
//! What a path to an anchor is, is decided in `verify::chain`.

use super::model::Certificate;
use super::parse::CertError;

/// J-LIS's roots: 署名用 and 利用者証明用, three generations each (jpki-card §4.5).
const JLIS_ROOTS: [&[u8]; 6] = [
    include_bytes!("../../../assets/trust/signca01.cer"),
    include_bytes!("../../../assets/trust/signca02.cer"),
    include_bytes!("../../../assets/trust/signca03.cer"),
    include_bytes!("../../../assets/trust/authca01.cer"),
    include_bytes!("../../../assets/trust/authca02.cer"),
    include_bytes!("../../../assets/trust/authca03.cer"),
];

/// What is known of the issuer of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IssuerTrust {
    /// Issued by this program's own demo issuer: never to be taken for real.
    Demo,
    /// Issued by a root of J-LIS, or one the caller vouches for.
    Trusted,
    /// Neither: also the issuers of J-LIS's test cards.
    Untrusted,
}

impl IssuerTrust {
    /// The word of the command line's contract: `issuer_trust` and `chain`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Trusted => "trusted",
            Self::Untrusted => "untrusted",
        }
    }
}

/// Where an anchor comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnchorOrigin {
    /// The demo issuer of practice mode.
    Demo,
    /// Given by the caller.
    Extra,
    /// Published by J-LIS.
    Jlis,
}

impl AnchorOrigin {
    /// What a path that ends in such an anchor is worth.
    pub fn trust(self) -> IssuerTrust {
        match self {
            Self::Demo => IssuerTrust::Demo,
            Self::Extra | Self::Jlis => IssuerTrust::Trusted,
        }
    }
}

/// An issuer that needs no proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Its certificate.
    pub certificate: Certificate,
    /// Why it needs none.
    pub origin: AnchorOrigin,
}

/// The issuers that need no proof.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustStore {
    anchors: Vec<Anchor>,
}

impl TrustStore {
    /// Nobody is trusted.
    pub fn empty() -> Self {
        Self::default()
    }

    /// The roots of J-LIS.
    pub fn jlis() -> Self {
        let anchors = JLIS_ROOTS
            .iter()
            // All six parse: a test compares number, hashes and key identifiers.
            .filter_map(|der| Certificate::from_der(der).ok())
            .map(|certificate| Anchor {
                certificate,
                origin: AnchorOrigin::Jlis,
            })
            .collect();
        Self { anchors }
    }

    /// Also knows the demo issuer, and says `Demo` of what it issued.
    pub fn with_demo(self, issuer: Certificate) -> Result<Self, CertError> {
        self.with(issuer, AnchorOrigin::Demo)
    }

    /// Also trusts the issuer with this DER certificate.
    pub fn with_extra(self, der: &[u8]) -> Result<Self, CertError> {
        self.with(Certificate::from_der(der)?, AnchorOrigin::Extra)
    }

    /// All anchors.
    pub fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    fn with(mut self, certificate: Certificate, origin: AnchorOrigin) -> Result<Self, CertError> {
        if !certificate.is_issuer() {
            return Err(CertError::NotAnIssuer);
        }
        match self
            .anchors
            .iter_mut()
            .find(|anchor| anchor.certificate == certificate)
        {
            // What is known to be the demo issuer stays the demo issuer (invariant 9).
            Some(known) if origin == AnchorOrigin::Demo => known.origin = origin,
            Some(_) => {}
            None => self.anchors.push(Anchor {
                certificate,
                origin,
            }),
        }
        Ok(self)
    }
}
