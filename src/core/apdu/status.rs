//! Status words (ISO/IEC 7816-4 §5.1.3; the card's own meanings in jpki-card §2.6).

use std::fmt;

/// The two status bytes, named where this program acts on them. Whether 63C0, 6983 and 6984 mean
/// "blocked" depends on the command they answer: `jpki::ops` says so, not this enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 63Cx: verification failed or was asked about, `0..=15` tries left.
    AttemptsLeft(u8),
    /// 6983: authentication method blocked.
    AuthenticationBlocked,
    /// 61xx: `1..=256` bytes wait for GET RESPONSE.
    BytesAvailable(u16),
    /// 6985: conditions of use not satisfied.
    ConditionsNotSatisfied,
    /// 6282: end of file reached before Le bytes; what was read is good.
    EndOfFile,
    /// 6A82: file or application not found.
    FileNotFound,
    /// 6D00 or 6E00: the card knows no such command or class.
    InstructionUnknown,
    /// 6B00: offset outside the file.
    OffsetOutside,
    /// 9000.
    Ok,
    /// Any other status word.
    Other(u16),
    /// 6984: referenced data invalidated; the card's answer to VERIFY on a blocked PIN.
    ReferenceDataUnusable,
    /// 6982: the PIN was not verified.
    SecurityNotSatisfied,
    /// 6F00: no precise diagnosis; some cards' first answer after power-up.
    Unspecified,
    /// 6300: verification failed, no counter given.
    VerificationFailed,
    /// 6Cxx: wrong Le, `1..=256` bytes would be right.
    WrongLe(u16),
}

impl Status {
    /// Names SW1 SW2.
    pub fn from_bytes(sw1: u8, sw2: u8) -> Self {
        let length = if sw2 == 0 { 256 } else { u16::from(sw2) };
        match (sw1, sw2) {
            (0x90, 0x00) => Self::Ok,
            (0x61, _) => Self::BytesAvailable(length),
            (0x62, 0x82) => Self::EndOfFile,
            (0x63, 0x00) => Self::VerificationFailed,
            (0x63, 0xC0..=0xCF) => Self::AttemptsLeft(sw2 & 0x0F),
            (0x69, 0x82) => Self::SecurityNotSatisfied,
            (0x69, 0x83) => Self::AuthenticationBlocked,
            (0x69, 0x84) => Self::ReferenceDataUnusable,
            (0x69, 0x85) => Self::ConditionsNotSatisfied,
            (0x6A, 0x82) => Self::FileNotFound,
            (0x6B, 0x00) => Self::OffsetOutside,
            (0x6C, _) => Self::WrongLe(length),
            (0x6D | 0x6E, 0x00) => Self::InstructionUnknown,
            (0x6F, 0x00) => Self::Unspecified,
            _ => Self::Other(u16::from_be_bytes([sw1, sw2])),
        }
    }

    /// The status word as a number, as the card sent it. 6E00 comes back as 6D00.
    pub fn word(self) -> u16 {
        let counted = |high: u16, length: u16| high | (length & 0xFF);
        match self {
            Self::AttemptsLeft(left) => 0x63C0 | u16::from(left & 0x0F),
            Self::AuthenticationBlocked => 0x6983,
            Self::BytesAvailable(length) => counted(0x6100, length),
            Self::ConditionsNotSatisfied => 0x6985,
            Self::EndOfFile => 0x6282,
            Self::FileNotFound => 0x6A82,
            Self::InstructionUnknown => 0x6D00,
            Self::OffsetOutside => 0x6B00,
            Self::Ok => 0x9000,
            Self::Other(word) => word,
            Self::ReferenceDataUnusable => 0x6984,
            Self::SecurityNotSatisfied => 0x6982,
            Self::Unspecified => 0x6F00,
            Self::VerificationFailed => 0x6300,
            Self::WrongLe(length) => counted(0x6C00, length),
        }
    }
}

/// The status word in four hexadecimal digits.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_word_survives_naming() {
        for word in 0..=u16::MAX {
            let [sw1, sw2] = word.to_be_bytes();
            let named = Status::from_bytes(sw1, sw2);
            let expected = if word == 0x6E00 { 0x6D00 } else { word };
            assert_eq!(named.word(), expected, "{named:?}");
        }
    }

    #[test]
    fn a_length_of_zero_means_256() {
        assert_eq!(Status::from_bytes(0x61, 0x00), Status::BytesAvailable(256));
        assert_eq!(Status::from_bytes(0x6C, 0x00), Status::WrongLe(256));
        assert_eq!(Status::from_bytes(0x6C, 0x20), Status::WrongLe(32));
    }
}
