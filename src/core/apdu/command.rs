//! A command APDU (ISO/IEC 7816-4 §5.1), short form only: the card's own rows of READ BINARY
//! above 256 bytes are unsettled (jpki-card §2.2), so nothing here can ask for more.

use std::fmt;

use crate::core::secret::{Pin, SecretBytes};

/// The most data bytes a short command carries.
const MAX_DATA: usize = 255;

/// How many answer bytes a command asks for: 1 to 256 (ISO/IEC 7816-4 §5.1, Le).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Le(u16);

impl Le {
    /// As many as a short answer can hold: 256.
    pub const MAX: Self = Self(256);

    /// `count` bytes, clamped to 1..=256.
    pub fn new(count: usize) -> Self {
        Self(u16::try_from(count).unwrap_or(256).clamp(1, 256))
    }

    /// The number of bytes asked for.
    pub fn count(self) -> usize {
        usize::from(self.0)
    }

    fn byte(self) -> u8 {
        u8::try_from(self.0).unwrap_or(0)
    }
}

/// A command for the card. Its data never appears in `Debug`, and is wiped when it is dropped.
pub struct Command {
    header: [u8; 4],
    data: SecretBytes,
    le: Option<Le>,
    replay: Replay,
}

/// Whether the same command may be sent again by the exchange layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Replay {
    /// Reading twice changes nothing.
    Harmless,
    /// It carries a secret: sending it again could cost a try.
    Never,
}

impl Command {
    /// A command without data and without Le (case 1).
    pub fn new(cla: u8, ins: u8, p1: u8, p2: u8) -> Self {
        Self {
            header: [cla, ins, p1, p2],
            data: SecretBytes::unlocked(0),
            le: None,
            replay: Replay::Harmless,
        }
    }

    /// With these data bytes. What is beyond 255 bytes does not fit a short command and is a
    /// programming error that the card would refuse: it is cut here, never sent as a lie.
    #[must_use]
    pub fn with_data(mut self, data: &[u8]) -> Self {
        self.data = SecretBytes::unlocked(MAX_DATA);
        self.data.append(data);
        self
    }

    /// With a PIN as data. Such a command is never sent twice by [`exchange`].
    ///
    /// [`exchange`]: crate::core::jpki::exchange
    #[must_use]
    pub fn with_secret(mut self, pin: &Pin) -> Self {
        self.data = SecretBytes::locked(MAX_DATA);
        self.data.append(pin.as_bytes());
        self.replay = Replay::Never;
        self
    }

    /// Asking for an answer of `le` bytes.
    #[must_use]
    pub fn with_le(mut self, le: Le) -> Self {
        self.le = Some(le);
        self
    }

    /// CLA, INS, P1, P2.
    pub fn header(&self) -> [u8; 4] {
        self.header
    }

    /// How many data bytes it carries (Lc).
    pub fn data_len(&self) -> usize {
        self.data.len()
    }

    /// What it asks for.
    pub fn le(&self) -> Option<Le> {
        self.le
    }

    /// Whether its data is a secret. Then not even the number of its bytes is for others to see: it is
    /// the length of a password.
    pub fn carries_secret(&self) -> bool {
        self.replay == Replay::Never
    }

    /// Whether the exchange layer may send it again with another Le.
    pub fn may_be_repeated(&self) -> bool {
        self.replay == Replay::Harmless && self.le.is_some()
    }

    /// The same reading command with another Le (after SW 6Cxx).
    #[must_use]
    pub fn repeated_with(&self, le: Le) -> Self {
        let [cla, ins, p1, p2] = self.header;
        Self {
            replay: self.replay,
            ..Self::new(cla, ins, p1, p2)
                .with_data(&self.data)
                .with_le(le)
        }
    }

    /// The bytes for the card: header, then Lc and data if any, then Le if any. The buffer has its
    /// final size from the start, so that no copy of a PIN is left behind by a reallocation.
    pub fn encode(&self) -> SecretBytes {
        let capacity = self.header.len() + MAX_DATA + 2;
        let mut bytes = if self.carries_secret() {
            SecretBytes::locked(capacity)
        } else {
            SecretBytes::unlocked(capacity)
        };
        bytes.append(&self.header);
        if let Ok(lc @ 1..) = u8::try_from(self.data.len()) {
            bytes.append(&[lc]);
            bytes.append(&self.data);
        }
        if let Some(le) = self.le {
            bytes.append(&[le.byte()]);
        }
        bytes
    }
}

/// The header, the number of data bytes and Le; never the data. Of a secret, not even its length.
impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [cla, ins, p1, p2] = self.header;
        write!(f, "{cla:02X} {ins:02X} {p1:02X} {p2:02X}")?;
        if self.carries_secret() {
            write!(f, " [secret]")?;
        } else if self.data_len() > 0 {
            write!(f, " [{} bytes]", self.data_len())?;
        }
        if let Some(le) = self.le {
            write!(f, " Le={}", le.count())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_cases_are_encoded_as_iso_7816_4_says() {
        let case_1 = Command::new(0x00, 0x20, 0x00, 0x80);
        assert_eq!(*case_1.encode(), [0x00, 0x20, 0x00, 0x80]);
        let case_2 = Command::new(0x00, 0xB0, 0x01, 0x02).with_le(Le::MAX);
        assert_eq!(*case_2.encode(), [0x00, 0xB0, 0x01, 0x02, 0x00]);
        let case_3 = Command::new(0x00, 0xA4, 0x02, 0x0C).with_data(&[0x00, 0x0A]);
        assert_eq!(*case_3.encode(), [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x00, 0x0A]);
        let case_4 = Command::new(0x80, 0x2A, 0x00, 0x80)
            .with_data(&[7])
            .with_le(Le::new(5));
        assert_eq!(*case_4.encode(), [0x80, 0x2A, 0x00, 0x80, 0x01, 0x07, 0x05]);
    }

    #[test]
    fn le_is_clamped_to_what_a_short_command_can_say() {
        assert_eq!(Le::new(0).count(), 1);
        assert_eq!(Le::new(256).count(), 256);
        assert_eq!(Le::new(70_000).count(), 256);
    }

    #[test]
    fn debug_shows_the_header_and_never_the_pin() {
        let pin = Pin::from_bytes(b"ABC123").expect("fits");
        let command = Command::new(0x00, 0x20, 0x00, 0x80).with_secret(&pin);
        assert_eq!(format!("{command:?}"), "00 20 00 80 [secret]");
        assert!(!command.may_be_repeated());
    }
}
