//! The two small files that say what kind of card this is (EF 0006, jpki-card §1.3) and which
//! certificates it has (EF 0008, jpki-card §1.2).
//!
//! Neither is needed to use the card and both were seen on few cards, so reading them never fails:
//! what is missing is empty, what is strange is shown as strange.

use super::files::Slot;

/// What the token information says, as far as it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenInfo {
    /// The label, which names the kind of card.
    pub label: String,
    /// The manufacturer's identifier.
    pub manufacturer: String,
    /// The chip's model.
    pub model: String,
    /// The serial number of the token.
    pub serial: String,
}

impl TokenInfo {
    /// Reads the fixed, space-padded fields. Shorter answers leave the later fields empty; bytes
    /// that are no printable ASCII become U+FFFD.
    pub fn parse(contents: &[u8]) -> Self {
        let field = |start: usize, len: usize| {
            let end = start.saturating_add(len).min(contents.len());
            text(contents.get(start..end).unwrap_or_default())
        };
        Self {
            label: field(0, 32),
            manufacturer: field(32, 32),
            model: field(64, 16),
            serial: field(80, 16),
        }
    }

    /// The kind of card.
    pub fn kind(&self) -> CardKind {
        CardKind::from_label(&self.label)
    }
}

fn text(field: &[u8]) -> String {
    let text: String = field
        .iter()
        .map(|byte| match byte {
            0x20..=0x7E => char::from(*byte),
            0x00 | 0xFF => ' ',
            _ => '\u{FFFD}',
        })
        .collect();
    text.trim().to_owned()
}

/// A kind of card or token that holds the JPKI application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardKind {
    /// A certificate store in an Android phone. Its auth certificate needs the PIN.
    Android,
    /// A certificate store in an iPhone.
    Iphone,
    /// 住基カード, the card before (out of use since 2015).
    JukiCard,
    /// マイナンバーカード.
    MyNumberCard,
    /// The application answers, but calls itself something else.
    Other,
}

impl CardKind {
    /// By the whole label, without padding (jpki-card §1.3).
    pub fn from_label(label: &str) -> Self {
        match label {
            "JPKIAPICCTOKEN2" => Self::MyNumberCard,
            "JPKIAPICCTOKEN" => Self::JukiCard,
            "JPKIAPGPSETOKEN" => Self::Android,
            "JPKIAPIOSTOKEN" => Self::Iphone,
            _ => Self::Other,
        }
    }

    /// The word of the command line's contract: `my-number-card`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Android => "android",
            Self::Iphone => "iphone",
            Self::JukiCard => "juki-card",
            Self::MyNumberCard => "my-number-card",
            Self::Other => "other",
        }
    }
}

/// Which certificates the card says it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Availability {
    sign: Presence,
    auth: Presence,
}

impl Availability {
    /// Reads EF 0008: a byte for the sign certificate, one for the auth certificate, and a third
    /// of unknown meaning.
    pub fn parse(contents: &[u8]) -> Self {
        let mut bytes = contents.iter().copied();
        let mut next = || Presence::from_byte(bytes.next());
        Self {
            sign: next(),
            auth: next(),
        }
    }

    /// What the card says of one certificate.
    pub fn of(self, slot: Slot) -> Presence {
        match slot {
            Slot::Auth => self.auth,
            Slot::Sign => self.sign,
        }
    }
}

/// What a card says of one certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// The byte 00. No card without a certificate was surveyed (jpki-card §10, 12): a presumption,
    /// to be read beside what the card says of its other certificate.
    Absent,
    /// 8F: it is there.
    Present,
    /// Another value, whose meaning is not known.
    Unknown(u8),
    /// The file ends before.
    Unstated,
}

impl Presence {
    fn from_byte(byte: Option<u8>) -> Self {
        match byte {
            Some(0x00) => Self::Absent,
            Some(0x8F) => Self::Present,
            Some(other) => Self::Unknown(other),
            None => Self::Unstated,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn padded(label: &str) -> Vec<u8> {
        let mut contents = format!("{label:<32}").into_bytes();
        contents.extend_from_slice(b"00000000000000000000000000000001");
        contents.extend_from_slice(b"E16R01NJ        0000000020500003");
        contents.resize(160, 0xFF);
        contents
    }

    #[test]
    fn the_token_information_of_a_surveyed_card() {
        let info = TokenInfo::parse(&padded("JPKIAPICCTOKEN2"));
        assert_eq!(info.label, "JPKIAPICCTOKEN2");
        assert_eq!(info.manufacturer, "00000000000000000000000000000001");
        assert_eq!(info.model, "E16R01NJ");
        assert_eq!(info.serial, "0000000020500003");
        assert_eq!(info.kind(), CardKind::MyNumberCard);
    }

    #[test]
    fn every_label_and_near_misses() {
        let cases = [
            ("JPKIAPICCTOKEN2", CardKind::MyNumberCard),
            ("JPKIAPICCTOKEN", CardKind::JukiCard),
            ("JPKIAPGPSETOKEN", CardKind::Android),
            ("JPKIAPIOSTOKEN", CardKind::Iphone),
            ("JPKIAPICCTOKEN3", CardKind::Other),
            ("jpkiapicctoken2", CardKind::Other),
            ("", CardKind::Other),
        ];
        for (label, kind) in cases {
            assert_eq!(TokenInfo::parse(&padded(label)).kind(), kind, "{label}");
        }
    }

    #[test]
    fn short_and_strange_answers_are_tolerated() {
        let contents = padded("JPKIAPICCTOKEN2");
        for len in [0x14, 0x20] {
            let info = TokenInfo::parse(&contents[..len]);
            assert_eq!(
                (info.kind(), info.serial.as_str()),
                (CardKind::MyNumberCard, "")
            );
        }
        assert_eq!(TokenInfo::parse(b"JPKIAPICC").kind(), CardKind::Other);
        assert_eq!(TokenInfo::parse(&[]), TokenInfo::default());
        assert_eq!(
            TokenInfo::parse(b"JPKIAPICCTOKEN2\0\0").kind(),
            CardKind::MyNumberCard
        );
        assert_eq!(
            TokenInfo::parse(b"JP\x1B[2J\xE3\x81").label,
            "JP\u{FFFD}[2J\u{FFFD}\u{FFFD}"
        );
    }

    #[test]
    fn availability_of_known_unknown_and_missing_bytes() {
        let both = Availability::parse(&[0x8F, 0x8F, 0x00]);
        assert_eq!(
            (both.of(Slot::Sign), both.of(Slot::Auth)),
            (Presence::Present, Presence::Present)
        );
        let child = Availability::parse(&[0x00, 0x8F, 0x00]);
        assert_eq!(
            (child.of(Slot::Sign), child.of(Slot::Auth)),
            (Presence::Absent, Presence::Present)
        );
        let strange = Availability::parse(&[0x0F]);
        assert_eq!(strange.of(Slot::Sign), Presence::Unknown(0x0F));
        assert_eq!(strange.of(Slot::Auth), Presence::Unstated);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(contents in proptest::collection::vec(any::<u8>(), 0..300)) {
            let info = TokenInfo::parse(&contents);
            prop_assert!(info.label.chars().count() <= 32);
            prop_assert!(!info.label.chars().any(char::is_control));
            let _ = Availability::parse(&contents);
        }
    }
}
