//! A response APDU (ISO/IEC 7816-4 §5.1): data, then the two bytes of the status word.

use std::fmt;

use thiserror::Error;
use zeroize::Zeroizing;

use super::Status;

/// What a card answered. Its data may be personal (a name, an address): `Debug` shows its length.
pub struct Response {
    data: Zeroizing<Vec<u8>>,
    word: [u8; 2],
}

/// Why bytes are no response APDU.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ResponseError {
    /// Fewer than two bytes: a card pulled in mid-command can look like an empty success.
    #[error("the answer has {length} bytes, too few for a status word")]
    TooShort {
        /// Bytes received, 0 or 1.
        length: usize,
    },
}

impl Response {
    /// Splits what came over the wire into data and status word.
    pub fn decode(bytes: &[u8]) -> Result<Self, ResponseError> {
        match bytes {
            [data @ .., sw1, sw2] => Ok(Self {
                data: Zeroizing::new(data.to_vec()),
                word: [*sw1, *sw2],
            }),
            _ => Err(ResponseError::TooShort {
                length: bytes.len(),
            }),
        }
    }

    /// With the data that came earlier in front: how the parts of a 61xx chain become one answer.
    #[must_use]
    pub fn following(mut self, mut earlier: Zeroizing<Vec<u8>>) -> Self {
        earlier.extend_from_slice(&self.data);
        self.data = earlier;
        self
    }

    /// The data before the status word.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The data, taken out.
    pub fn into_data(self) -> Zeroizing<Vec<u8>> {
        self.data
    }

    /// The status word, by its meaning.
    pub fn status(&self) -> Status {
        let [sw1, sw2] = self.word;
        Status::from_bytes(sw1, sw2)
    }

    /// The status word as it came: two that mean the same here differ in it.
    pub fn status_word(&self) -> u16 {
        u16::from_be_bytes(self.word)
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes] {:04X}", self.data.len(), self.status_word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_and_status_are_told_apart() {
        let response = Response::decode(&[1, 2, 3, 0x90, 0x00]).expect("long enough");
        assert_eq!(response.data(), [1, 2, 3]);
        assert_eq!(response.status(), Status::Ok);
        assert_eq!(format!("{response:?}"), "[3 bytes] 9000");
    }

    #[test]
    fn the_word_stays_what_the_card_sent() {
        let response = Response::decode(&[0x6E, 0x00]).expect("long enough");
        assert_eq!(response.status(), Status::InstructionUnknown);
        assert_eq!(response.status_word(), 0x6E00);
    }

    #[test]
    fn less_than_a_status_word_is_a_lost_card_and_no_success() {
        for length in [0, 1] {
            let bytes = vec![0x90; length];
            assert_eq!(
                Response::decode(&bytes).expect_err("too short"),
                ResponseError::TooShort { length }
            );
        }
    }
}
