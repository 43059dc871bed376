//! The one table of application and file identifiers (jpki-card §1.1 and §1.2). Third-party texts
//! often swap 0017 and 001A; this table has the form on which OpenSC, myna and the surveyed test
//! cards agree.

use std::fmt;

/// The JPKI application (公的個人認証AP), jpki-card §1.1. Sent whole: prefix matching is legal in
/// JICSAP and would select something else.
pub const AID_JPKI: [u8; 10] = [0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01];

/// The `GlobalPlatform` issuer security domain. Selecting it clears every verified state
/// (jpki-card §2.4).
pub const AID_ISSUER_DOMAIN: [u8; 7] = [0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00];

/// Bytes of a certificate EF: the certificate, then filler (jpki-card §1.2).
pub const CERTIFICATE_EF_SIZE: usize = 3808;

/// Bytes of the token information (jpki-card §1.3).
pub const TOKEN_INFO_LEN: usize = 160;

/// The identifier of an elementary file (EF).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EfId(pub u16);

impl EfId {
    /// High byte, low byte: the data of SELECT EF.
    pub fn to_bytes(self) -> [u8; 2] {
        self.0.to_be_bytes()
    }
}

impl fmt::Debug for EfId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EF {:04X}", self.0)
    }
}

/// Token information: a serialised `CK_TOKEN_INFO` (jpki-card §1.3).
pub const EF_TOKEN_INFO: EfId = EfId(0x0006);

/// Which certificates are available, three bytes (jpki-card §1.2).
pub const EF_AVAILABILITY: EfId = EfId(0x0008);

/// Which of the two key pairs of the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// 利用者証明用: logging in.
    Auth,
    /// 署名用: signing documents.
    Sign,
}

impl Slot {
    /// Both, in the order in which a person meets them on screen.
    pub const BOTH: [Self; 2] = [Self::Sign, Self::Auth];

    /// Its name in data and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::Sign => "sign",
        }
    }

    /// Where this slot's things lie.
    pub fn files(self) -> SlotFiles {
        match self {
            Self::Auth => AUTH_SLOT,
            Self::Sign => SIGN_SLOT,
        }
    }

    /// Tries of a fresh PIN (jpki-card §2.3): what the card starts from.
    pub fn max_attempts(self) -> u8 {
        match self {
            Self::Auth => 3,
            Self::Sign => 5,
        }
    }
}

/// Where one key pair's files lie (jpki-card §1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotFiles {
    /// The holder's certificate.
    pub certificate: EfId,
    /// The certificate of its issuer.
    pub issuer_certificate: EfId,
    /// The private key.
    pub key: EfId,
    /// The PIN that guards the key.
    pub pin: EfId,
}

impl SlotFiles {
    /// Whether `ef` is one of them.
    pub fn owns(self, ef: EfId) -> bool {
        [
            self.certificate,
            self.issuer_certificate,
            self.key,
            self.pin,
        ]
        .contains(&ef)
    }
}

/// 利用者証明用.
pub const AUTH_SLOT: SlotFiles = SlotFiles {
    certificate: EfId(0x000A),
    issuer_certificate: EfId(0x000B),
    key: EfId(0x0017),
    pin: EfId(0x0018),
};

/// 署名用. Its certificate can be read only after the password was verified.
pub const SIGN_SLOT: SlotFiles = SlotFiles {
    certificate: EfId(0x0001),
    issuer_certificate: EfId(0x0002),
    key: EfId(0x001A),
    pin: EfId(0x001B),
};
