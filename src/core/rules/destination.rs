//! Where a signed document is to go, as profiles: the form each place accepts, and what the finished
//! document must show there. A profile is a row of this table; nothing else knows the places.

use crate::core::sign::{Encapsulation, PdfProfile, RequestedForm, SignatureFormat};

/// A place that a signed document is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Destination {
    /// すべてのファイル: a CMS beside the document.
    AnyFile,
    /// PDF一般: for people and programs that read signed PDFs.
    #[default]
    Pdf,
    /// 登記・供託オンライン申請 (jpki-card §9.2).
    Registry,
}

impl Destination {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Registry, Self::Pdf, Self::AnyFile];

    /// Its profile.
    pub fn profile(self) -> &'static Profile {
        match self {
            Self::AnyFile => &ANY_FILE,
            Self::Pdf => &PDF,
            Self::Registry => &REGISTRY,
        }
    }
}

/// What a place accepts.
#[derive(Debug, PartialEq, Eq)]
pub struct Profile {
    /// The form that is made for it at first.
    pub form: SignatureFormat,
    /// The forms that a person may choose from.
    pub choices: &'static [SignatureFormat],
    /// What the finished document must show.
    pub rules: &'static [DestinationRule],
}

impl Profile {
    /// The form to ask for.
    pub fn request(&self) -> RequestedForm {
        RequestedForm::Fixed(self.form)
    }
}

/// One thing that a place looks at. Of a PDF: ISO 32000-2 §12.8.1, table 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DestinationRule {
    /// `/ByteRange` covers the whole file but `/Contents`.
    CoversWholeFile,
    /// The document is not encrypted: the receiver's programs must open it.
    NotEncrypted,
    /// No time stamp is in the signature.
    NoTimestamp,
    /// The signature is intact, checked by the way that checks other people's.
    SelfChecked,
    /// The 署名用 certificate made it, not the 利用者証明用 one.
    SignCertificate,
    /// `/M`, the time of signing, is there.
    SigningTime,
    /// `/Name`, the signer's name, is there.
    SignerName,
    /// `/SubFilter` is `adbe.pkcs7.detached`.
    SubFilter,
    /// `/Type` is `/Sig`.
    TypeSig,
}

const PKCS7: SignatureFormat = SignatureFormat::Pdf(PdfProfile::Pkcs7Detached);
const CADES: SignatureFormat = SignatureFormat::Pdf(PdfProfile::CadesDetached);
const DETACHED: SignatureFormat = SignatureFormat::Cms(Encapsulation::Detached);
const ATTACHED: SignatureFormat = SignatureFormat::Cms(Encapsulation::Attached);

static ANY_FILE: Profile = Profile {
    form: DETACHED,
    choices: &[DETACHED, ATTACHED],
    rules: &[DestinationRule::SelfChecked],
};

static PDF: Profile = Profile {
    form: PKCS7,
    choices: &[PKCS7, CADES],
    rules: &[
        DestinationRule::SelfChecked,
        DestinationRule::CoversWholeFile,
    ],
};

static REGISTRY: Profile = Profile {
    form: PKCS7,
    choices: &[PKCS7],
    rules: &[
        DestinationRule::SelfChecked,
        DestinationRule::SignCertificate,
        DestinationRule::TypeSig,
        DestinationRule::SubFilter,
        DestinationRule::SignerName,
        DestinationRule::SigningTime,
        DestinationRule::CoversWholeFile,
        DestinationRule::NoTimestamp,
        DestinationRule::NotEncrypted,
    ],
};
