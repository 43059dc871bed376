//! The files of the simulated card (jpki-card §1.2 to §1.4): what lies where, and who may read it.

use std::{cell::OnceCell, collections::BTreeMap};

use jiff::civil::Date;

use super::issue::{IssueError, can_issue, demo_ca_certificate, demo_certificate};
use super::keys::CardKey;
use super::pins::{PinFile, PinForm};
use super::profile::{Algorithm, Filler, Profile};
use crate::core::jpki::{
    AID_ISSUER_DOMAIN, AID_JPKI, AUTH_SLOT, CERTIFICATE_EF_SIZE, EF_AVAILABILITY, EF_TOKEN_INFO,
    EfId, SIGN_SLOT, Slot, TOKEN_INFO_LEN,
};

/// The demo PIN of 利用者証明用 and of 券面事項入力補助用. Shown in the practice window.
pub const DEMO_AUTH_PIN: &str = "1234";
/// The demo password of 署名用. Shown in the practice window.
pub const DEMO_SIGN_PASSWORD: &str = "ABC123";

/// EF 0009: transparent, never readable, purpose unknown (jpki-card §1.2).
const EF_UNREADABLE: EfId = EfId(0x0009);
/// Key references of unknown or unsimulated purpose (jpki-card §1.2).
const EF_OTHER_REFERENCES: [EfId; 2] = [EfId(0x0010), EfId(0x0016)];
/// 券面事項入力補助AP: the four-digit PIN, and the reference blocked from issue (jpki-card §1.4).
const EF_TEXT_PIN: EfId = EfId(0x0011);
const EF_TEXT_BLOCKED: EfId = EfId(0x0012);

/// An application on the card (jpki-card §1.1). Inside the last four nothing is simulated but the
/// PINs of 券面事項入力補助AP; they can be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Application {
    /// Selected after power-up.
    IssuerDomain,
    Jpki,
    /// 券面事項入力補助AP.
    Text,
    /// 券面事項確認AP.
    Surface,
    /// 住基AP.
    Resident,
    /// 共通カードAP.
    Common,
}

impl Application {
    const ALL: [Self; 6] = [
        Self::IssuerDomain,
        Self::Jpki,
        Self::Text,
        Self::Surface,
        Self::Resident,
        Self::Common,
    ];

    /// Its identifier.
    pub(super) fn aid(self) -> &'static [u8] {
        match self {
            Self::IssuerDomain => &AID_ISSUER_DOMAIN,
            Self::Jpki => &AID_JPKI,
            Self::Text => &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x08],
            Self::Surface => &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x02],
            Self::Resident => &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x04, 0x01],
            Self::Common => &[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00],
        }
    }

    /// The application that `aid` selects: JICSAP allows the beginning of an identifier
    /// (jpki-card §2.1), of at least the five bytes of a registered provider.
    pub(super) fn selected_by(aid: &[u8]) -> Option<Self> {
        let long_enough = aid.len() >= 5;
        Self::ALL
            .into_iter()
            .find(|known| long_enough && known.aid().starts_with(aid))
    }
}

/// An elementary file.
pub(super) enum File {
    /// A private key and the PIN that guards it; no key where none was ever made.
    Key { key: Option<Key>, guard: EfId },
    /// A PIN.
    Pin(PinFile),
    /// A key reference that no command here can use.
    Reference,
    /// Bytes to read.
    Transparent { contents: Contents, access: Access },
}

/// A private key, read when it is first used.
pub(super) struct Key {
    slot: Slot,
    algorithm: Algorithm,
    read: OnceCell<CardKey>,
}

impl Key {
    /// The key itself.
    pub(super) fn get(&self) -> Result<&CardKey, IssueError> {
        if let Some(key) = self.read.get() {
            return Ok(key);
        }
        let key = CardKey::of_slot(self.slot, self.algorithm)?;
        Ok(self.read.get_or_init(|| key))
    }
}

/// What lies in a file.
pub(super) enum Contents {
    /// A certificate, issued when it is first asked for: most of what it takes to make a card.
    Certificate(Box<Order>),
    /// Bytes.
    Written(Vec<u8>),
}

/// What a certificate is issued from.
pub(super) struct Order {
    profile: Profile,
    slot: Slot,
    today: Date,
    file: OnceCell<Vec<u8>>,
}

impl Contents {
    /// All bytes of the file.
    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Certificate(order) => order.file.get_or_init(|| order.issue()),
            Self::Written(bytes) => bytes,
        }
    }
}

impl Order {
    /// The file with the certificate; with filler alone where the profile has none.
    fn issue(&self) -> Vec<u8> {
        let issued = demo_certificate(&self.profile, self.slot, self.today);
        let certificate = issued.ok().flatten().unwrap_or_default();
        certificate_file(&certificate, self.profile.card.filler)
    }
}

/// Who may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Everyone,
    Nobody,
    /// Whoever gave the PIN of this file.
    Pin(EfId),
}

/// All files of a card.
pub(super) type Files = BTreeMap<(Application, EfId), File>;

/// Lays out the card of `profile` as it is on `today`.
pub(super) fn lay_out(profile: &Profile, today: Date) -> Result<Files, IssueError> {
    let mut jpki: Vec<(EfId, File)> = Vec::new();
    for slot in Slot::BOTH {
        let files = slot.files();
        let key = can_issue(profile, slot, today)?.then(|| Key {
            slot,
            algorithm: profile.algorithm,
            read: OnceCell::new(),
        });
        let access = match slot {
            Slot::Auth => Access::Everyone,
            Slot::Sign => Access::Pin(files.pin),
        };
        let contents = Contents::Certificate(Box::new(Order {
            profile: profile.clone(),
            slot,
            today,
            file: OnceCell::new(),
        }));
        jpki.push((files.certificate, File::Transparent { contents, access }));
        let issuer = certificate_file(demo_ca_certificate(slot), profile.card.filler);
        jpki.push((files.issuer_certificate, free(issuer)));
        jpki.push((
            files.key,
            File::Key {
                key,
                guard: files.pin,
            },
        ));
    }
    jpki.push((AUTH_SLOT.pin, File::Pin(four_digits(profile.tries.auth))));
    let sign_tries = (Slot::Sign.max_attempts(), profile.tries.sign);
    let password = DEMO_SIGN_PASSWORD.as_bytes();
    let sign_pin = PinFile::new(password, PinForm::Password, sign_tries.0, sign_tries.1);
    jpki.push((SIGN_SLOT.pin, File::Pin(sign_pin)));
    jpki.push((EF_TOKEN_INFO, free(token_info(&profile.card.token_label))));
    jpki.push((EF_AVAILABILITY, free(availability(profile))));
    let unreadable = File::Transparent {
        contents: Contents::Written(Vec::new()),
        access: Access::Nobody,
    };
    jpki.push((EF_UNREADABLE, unreadable));
    jpki.extend(EF_OTHER_REFERENCES.map(|reference| (reference, File::Reference)));

    let text = [
        (
            EF_TEXT_PIN,
            File::Pin(four_digits(Slot::Auth.max_attempts())),
        ),
        (EF_TEXT_BLOCKED, File::Pin(four_digits(0))),
    ];
    let of = |application| move |(ef, file)| ((application, ef), file);
    Ok(jpki
        .into_iter()
        .map(of(Application::Jpki))
        .chain(text.into_iter().map(of(Application::Text)))
        .collect())
}

fn four_digits(remaining: u8) -> PinFile {
    let max = Slot::Auth.max_attempts();
    PinFile::new(
        DEMO_AUTH_PIN.as_bytes(),
        PinForm::FourDigits,
        max,
        remaining,
    )
}

fn free(bytes: Vec<u8>) -> File {
    File::Transparent {
        contents: Contents::Written(bytes),
        access: Access::Everyone,
    }
}

/// The certificate, then filler up to the size of the file.
fn certificate_file(der: &[u8], filler: Filler) -> Vec<u8> {
    let filler = match filler {
        Filler::Ones => 0xFF,
        Filler::Zeros => 0x00,
    };
    let mut bytes = vec![filler; CERTIFICATE_EF_SIZE.max(der.len())];
    for (place, byte) in bytes.iter_mut().zip(der) {
        *place = *byte;
    }
    bytes
}

/// EF 0008: 8F for a certificate that is there (jpki-card §1.2). 00 for one that is not is an
/// assumption (§10, item 12).
fn availability(profile: &Profile) -> Vec<u8> {
    let mark = |slot| {
        if profile.certificates.of(slot).is_some() {
            0x8F
        } else {
            0x00
        }
    };
    vec![mark(Slot::Sign), mark(Slot::Auth), 0x00]
}

/// EF 0006, a serialised `CK_TOKEN_INFO` (jpki-card §1.3).
fn token_info(label: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(TOKEN_INFO_LEN);
    let mut text = |text: &str, width: usize| {
        bytes.extend(text.bytes().chain(std::iter::repeat(b' ')).take(width));
    };
    text(label, 32);
    text("00000000000000000000000000000001", 32);
    text("DEMO", 16);
    text("0000000000000000", 16);
    let flags_and_sessions = [0x0000_040D_u32, 1, 0, 1, 0];
    let pin_lengths = [16, 6];
    let memory = [u32::MAX; 4];
    for number in flags_and_sessions
        .into_iter()
        .chain(pin_lengths)
        .chain(memory)
    {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    bytes.extend_from_slice(b"03");
    bytes.extend_from_slice(b"01");
    bytes.extend_from_slice(&[b'9'; 16]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_information_has_its_fields_in_their_places() {
        let info = token_info("JPKIAPICCTOKEN2");
        assert_eq!(info.len(), TOKEN_INFO_LEN);
        assert_eq!(&info[..32], b"JPKIAPICCTOKEN2                 ");
        assert_eq!(info[96..100], [0x00, 0x00, 0x04, 0x0D]);
        assert_eq!(info[116..124], [0, 0, 0, 16, 0, 0, 0, 6]);
        assert_eq!(info[124..140], [0xFF; 16]);
        assert_eq!(&info[140..144], b"0301");
        assert_eq!(info[144..], [b'9'; 16]);
    }

    #[test]
    fn applications_are_selected_by_their_identifier_or_its_beginning() {
        assert_eq!(Application::selected_by(&AID_JPKI), Some(Application::Jpki));
        assert_eq!(
            Application::selected_by(&AID_JPKI[..7]),
            Some(Application::Jpki)
        );
        assert_eq!(Application::selected_by(&AID_JPKI[..4]), None);
        assert_eq!(
            Application::selected_by(&[&AID_JPKI[..], &[0]].concat()),
            None
        );
        assert_eq!(Application::selected_by(&[0xA0, 0, 0, 3, 8]), None);
        for application in Application::ALL {
            assert_eq!(
                Application::selected_by(application.aid()),
                Some(application)
            );
        }
    }
}
