//! What arrives at the card and what leaves it: short command APDUs taken apart, status words as
//! the card names them. The client's coding in `core::apdu` is the other side of the same wire and
//! is not used here, so that one error in it cannot hide itself. ISO/IEC 7816-4 §5.1.

/// CLA, INS, P1, P2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub cla: u8,
    pub ins: u8,
    pub p1: u8,
    pub p2: u8,
}

/// What follows the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Body<'a> {
    /// The data, empty without Lc.
    pub data: &'a [u8],
    /// How many bytes are asked for, 1 to 256.
    pub le: Option<usize>,
}

/// Why what follows the header is no body of a short command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyError {
    /// Extended length fields.
    Extended,
    /// Lc says one thing, the number of bytes another.
    Length,
}

/// Splits a command into its header and the rest; `None` when it has no whole header.
pub(super) fn header_of(apdu: &[u8]) -> Option<(Header, &[u8])> {
    match apdu {
        [cla, ins, p1, p2, rest @ ..] => Some((
            Header {
                cla: *cla,
                ins: *ins,
                p1: *p1,
                p2: *p2,
            },
            rest,
        )),
        _ => None,
    }
}

impl<'a> Body<'a> {
    /// Reads the bytes after the header.
    pub(super) fn parse(rest: &'a [u8]) -> Result<Self, BodyError> {
        match rest {
            [] => Ok(Self {
                data: &[],
                le: None,
            }),
            [le] => Ok(Self {
                data: &[],
                le: Some(expected(*le)),
            }),
            [0x00, ..] => Err(BodyError::Extended),
            [lc, rest @ ..] => {
                let (data, rest) = rest
                    .split_at_checked(usize::from(*lc))
                    .ok_or(BodyError::Length)?;
                match rest {
                    [] => Ok(Self { data, le: None }),
                    [le] => Ok(Self {
                        data,
                        le: Some(expected(*le)),
                    }),
                    _ => Err(BodyError::Length),
                }
            }
        }
    }
}

/// An Le byte of zero means 256.
fn expected(le: u8) -> usize {
    if le == 0 { 256 } else { usize::from(le) }
}

/// A status word other than 9000, as the card answers it (jpki-card §2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sw(pub u16);

/// What a command comes to: data with 9000, or another status word.
pub(super) type Outcome = Result<Vec<u8>, Sw>;

impl Sw {
    pub(super) const WRONG_LENGTH: Self = Self(0x6700);
    pub(super) const CHANNEL_UNSUPPORTED: Self = Self(0x6881);
    pub(super) const SECURE_MESSAGING_UNSUPPORTED: Self = Self(0x6882);
    pub(super) const WRONG_FILE_STRUCTURE: Self = Self(0x6981);
    pub(super) const SECURITY_NOT_SATISFIED: Self = Self(0x6982);
    pub(super) const CONDITIONS_NOT_SATISFIED: Self = Self(0x6985);
    pub(super) const NO_CURRENT_FILE: Self = Self(0x6986);
    pub(super) const NO_SESSION_KEY: Self = Self(0x69FC);
    pub(super) const BAD_DATA: Self = Self(0x6A80);
    pub(super) const NOT_FOUND: Self = Self(0x6A82);
    pub(super) const BAD_P1_P2: Self = Self(0x6A86);
    pub(super) const OBJECT_NOT_FOUND: Self = Self(0x6A88);
    pub(super) const OFFSET_OUTSIDE: Self = Self(0x6B00);
    pub(super) const INS_UNKNOWN: Self = Self(0x6D00);
    pub(super) const CLASS_UNKNOWN: Self = Self(0x6E00);
    pub(super) const UNSPECIFIED: Self = Self(0x6F00);

    /// 63Cx: tries left.
    pub(super) fn tries(left: u8) -> Self {
        Self(0x63C0 | u16::from(left.min(15)))
    }

    /// 61xx: bytes waiting, 1 to 256.
    pub(super) fn waiting(count: usize) -> Self {
        Self(0x6100 | low_byte(count))
    }

    /// 6Cxx: the right Le, 1 to 256.
    pub(super) fn right_le(count: usize) -> Self {
        Self(0x6C00 | low_byte(count))
    }
}

/// 1 to 255 as they are, everything above as 00 (256 or more).
fn low_byte(count: usize) -> u16 {
    u8::try_from(count).map_or(0, u16::from)
}

/// Data and status word in one piece.
pub(super) fn answer(mut data: Vec<u8>, status: u16) -> Vec<u8> {
    data.extend_from_slice(&status.to_be_bytes());
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_cases_are_told_apart() {
        let cases: [(&[u8], &[u8], Option<usize>); 4] = [
            (&[], &[], None),
            (&[0x00], &[], Some(256)),
            (&[2, 7, 8], &[7, 8], None),
            (&[1, 7, 0x10], &[7], Some(16)),
        ];
        for (rest, data, le) in cases {
            assert_eq!(Body::parse(rest), Ok(Body { data, le }));
        }
    }

    #[test]
    fn extended_and_lying_lengths_are_refused() {
        assert_eq!(Body::parse(&[0, 0, 0]), Err(BodyError::Extended));
        assert_eq!(Body::parse(&[0, 0, 1, 7]), Err(BodyError::Extended));
        assert_eq!(Body::parse(&[3, 7, 8]), Err(BodyError::Length));
        assert_eq!(Body::parse(&[1, 7, 8, 9]), Err(BodyError::Length));
        assert_eq!(header_of(&[0, 0xA4, 4]), None);
    }
}
