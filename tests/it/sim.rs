//! The simulated card against jpki-card section 2, row by row, in raw bytes: the client's own
//! coding takes no part, so that card and client cannot agree on the same mistake.

mod certificates;
mod commands;
mod pins;
mod properties;
mod readers;
mod session;
mod signing;
mod state;
mod styles;

use inkan::sim::{Profile, SimCard};
use jiff::civil::{Date, date};

/// The day of these tests.
pub const TODAY: Date = date(2026, 11, 23);

pub const SELECT_JPKI: &str = "00 A4 04 0C 0A D3 92 F0 00 26 01 00 00 00 01";
pub const SELECT_ISSUER_DOMAIN: &str = "00 A4 04 0C 07 A0 00 00 01 51 00 00";
pub const SELECT_TEXT: &str = "00 A4 04 0C 0A D3 92 10 00 31 00 01 01 04 08";
pub const AUTH_PIN: &str = "00 20 00 98 04 31 32 33 34";
pub const WRONG_AUTH_PIN: &str = "00 20 00 98 04 39 39 39 39";
pub const SIGN_PASSWORD: &str = "00 20 00 9B 06 41 42 43 31 32 33";
pub const WRONG_SIGN_PASSWORD: &str = "00 20 00 9B 06 58 58 58 31 32 33";

/// A card on the bench, fed with hexadecimal.
pub struct Bench(pub SimCard);

impl Bench {
    /// The card of a compiled-in profile, fresh.
    pub fn new(id: &str) -> Self {
        let profile = Profile::built_in(id).expect(id);
        Self(SimCard::new(&profile, TODAY).expect("issues"))
    }

    /// The same with the JPKI application selected.
    pub fn jpki(id: &str) -> Self {
        let mut bench = Self::new(id);
        assert_eq!(bench.status(SELECT_JPKI), 0x9000);
        bench
    }

    /// A `normal` card with more lines of TOML, JPKI selected.
    pub fn with(lines: &str) -> Self {
        let text = concat!(include_str!("../../assets/demo/normal.toml"), "\n").to_owned() + lines;
        let profile = Profile::parse(&text).expect("a profile");
        let mut bench = Self(SimCard::new(&profile, TODAY).expect("issues"));
        assert_eq!(bench.status(SELECT_JPKI), 0x9000);
        bench
    }

    /// Sends a command; data and status word.
    pub fn send(&mut self, command: &str) -> (Vec<u8>, u16) {
        let mut answer = self.0.answer(&bytes(command));
        let status = answer.split_off(answer.len() - 2);
        (answer, u16::from_be_bytes([status[0], status[1]]))
    }

    /// Sends a command that must answer without data.
    pub fn status(&mut self, command: &str) -> u16 {
        let (data, status) = self.send(command);
        assert!(data.is_empty(), "{command} answered data");
        status
    }

    /// Sends a command that must answer 9000 with data.
    pub fn data(&mut self, command: &str) -> Vec<u8> {
        let (data, status) = self.send(command);
        assert_eq!(status, 0x9000, "{command}");
        data
    }

    /// Sends each command and compares its status word.
    pub fn expect(&mut self, rows: &[(&str, u16)]) {
        for (command, expected) in rows {
            let (_, status) = self.send(command);
            assert_eq!(
                status, *expected,
                "{command}: {status:04X}, not {expected:04X}"
            );
        }
    }

    /// The certificate in a file: read as every client does, cut by its own length.
    pub fn certificate(&mut self, ef: &str) -> Vec<u8> {
        assert_eq!(self.status(&format!("00 A4 02 0C 02 {ef}")), 0x9000);
        let mut der = self.data("00 B0 00 00 00");
        let total = 4 + usize::from(u16::from_be_bytes([der[2], der[3]]));
        while der.len() < total {
            der.extend(self.data(&format!(
                "00 B0 {:02X} {:02X} 00",
                der.len() >> 8,
                der.len() & 0xFF
            )));
        }
        der.truncate(total);
        der
    }
}

/// The bytes that `hex` names, spaces ignored.
pub fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex
        .chars()
        .filter(|digit| !digit.is_whitespace())
        .map(|digit| u8::try_from(digit.to_digit(16).expect("hexadecimal")).expect("one digit"))
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}

/// `bytes` in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 0x0F])
        .map(digit)
        .collect()
}

fn digit(value: u8) -> char {
    char::from_digit(value.into(), 16)
        .expect("one digit")
        .to_ascii_uppercase()
}
