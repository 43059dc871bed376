//! Tag and length of BER/DER (X.690 §8.1), with limits. For finding out how long a certificate is
//! from its first bytes and for walking into it; whole structures are parsed by `x509-parser` and
//! `cms`. A length that lies ends in an error here, never in a read beyond the input.

use thiserror::Error;

/// Why bytes are no tag and length that this program accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BerError {
    /// The indefinite form, or one with more than four length bytes.
    #[error("a length of unsupported form: {form:#04x}")]
    LengthForm {
        /// The first length byte.
        form: u8,
    },
    /// A tag number of 31 or more (several tag bytes).
    #[error("a tag of unsupported form: {tag:#04x}")]
    TagForm {
        /// The first tag byte.
        tag: u8,
    },
    /// The input ends before the element does.
    #[error("{needed} bytes are needed, {available} are there")]
    Truncated {
        /// Bytes the element says it has.
        needed: usize,
        /// Bytes that are there.
        available: usize,
    },
    /// Another element than was asked for.
    #[error("tag {found:#04x} where {expected:#04x} was expected")]
    UnexpectedTag {
        /// The tag asked for.
        expected: u8,
        /// The tag that is there.
        found: u8,
    },
}

/// Tag and length of one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The tag byte.
    pub tag: u8,
    /// Bytes of tag and length together.
    pub header_len: usize,
    /// Bytes of the contents.
    pub content_len: usize,
}

impl Header {
    /// Reads tag and length at the start of `input`; the contents need not be there yet.
    pub fn parse(input: &[u8]) -> Result<Self, BerError> {
        let truncated = |needed| BerError::Truncated {
            needed,
            available: input.len(),
        };
        let (&tag, rest) = input.split_first().ok_or(truncated(2))?;
        if tag & 0x1F == 0x1F {
            return Err(BerError::TagForm { tag });
        }
        let (&form, rest) = rest.split_first().ok_or(truncated(2))?;
        let count = match form {
            0x00..=0x7F => {
                return Ok(Self {
                    tag,
                    header_len: 2,
                    content_len: usize::from(form),
                });
            }
            0x81..=0x84 => usize::from(form & 0x7F),
            _ => return Err(BerError::LengthForm { form }),
        };
        let length = rest.get(..count).ok_or(truncated(2 + count))?;
        let content_len = length
            .iter()
            .try_fold(0_usize, |sum, byte| {
                sum.checked_mul(256)?.checked_add(usize::from(*byte))
            })
            .ok_or(BerError::LengthForm { form })?;
        Ok(Self {
            tag,
            header_len: 2 + count,
            content_len,
        })
    }

    /// Bytes of the whole element.
    pub fn total_len(self) -> usize {
        self.header_len.saturating_add(self.content_len)
    }
}

/// One element: its tag, its contents and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element<'a> {
    /// The tag byte.
    pub tag: u8,
    /// The contents.
    pub content: &'a [u8],
    /// The bytes after the element.
    pub rest: &'a [u8],
}

impl<'a> Element<'a> {
    /// Reads the element at the start of `input`, whole.
    pub fn parse(input: &'a [u8]) -> Result<Self, BerError> {
        let header = Header::parse(input)?;
        let truncated = BerError::Truncated {
            needed: header.total_len(),
            available: input.len(),
        };
        let (_, body) = input.split_at_checked(header.header_len).ok_or(truncated)?;
        let (content, rest) = body.split_at_checked(header.content_len).ok_or(truncated)?;
        Ok(Self {
            tag: header.tag,
            content,
            rest,
        })
    }

    /// Reads the element at the start of `input` and insists on its tag.
    pub fn expect(tag: u8, input: &'a [u8]) -> Result<Self, BerError> {
        let element = Self::parse(input)?;
        if element.tag == tag {
            Ok(element)
        } else {
            Err(BerError::UnexpectedTag {
                expected: tag,
                found: element.tag,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lengths_of_every_accepted_form() {
        let cases: [(&[u8], usize, usize); 4] = [
            (&[0x30, 0x7F], 2, 127),
            (&[0x30, 0x81, 0x80], 3, 128),
            (&[0x30, 0x82, 0x06, 0xDA], 4, 1754),
            (&[0x30, 0x83, 0x01, 0x00, 0x00], 5, 65_536),
        ];
        for (input, header_len, content_len) in cases {
            let header = Header::parse(input).expect("accepted");
            assert_eq!(
                (header.header_len, header.content_len),
                (header_len, content_len)
            );
        }
    }

    #[test]
    fn indefinite_and_endless_lengths_are_refused() {
        for form in [0x80, 0x85, 0xFF] {
            assert_eq!(
                Header::parse(&[0x30, form, 1, 1, 1, 1, 1, 1]),
                Err(BerError::LengthForm { form })
            );
        }
        assert_eq!(
            Header::parse(&[0x1F, 0x01]),
            Err(BerError::TagForm { tag: 0x1F })
        );
    }

    proptest! {
        #[test]
        fn never_reads_past_the_input(input in proptest::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(element) = Element::parse(&input) {
                prop_assert!(element.content.len() + element.rest.len() < input.len());
            }
        }
    }
}
