//! Tag and length of BER/DER (X.690 §8.1), with limits. For finding out how long a certificate is
//! from its first bytes and for walking into it, and for turning BER, which other programs write
//! when they stream, into DER ([`to_der`]); whole structures are parsed by `x509-parser`, `cms` and
//! `der`. A length that lies ends in an error here, never in a read beyond the input.

use std::borrow::Cow;

use thiserror::Error;

/// Why bytes are no tag and length that this program accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BerError {
    /// The indefinite form where it may not be, or one with more than eight length bytes.
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
    /// Elements nested deeper than any document of ours.
    #[error("nested more than {limit} deep")]
    TooDeep {
        /// The deepest nesting accepted.
        limit: usize,
    },
    /// Bytes follow where one element was to be all.
    #[error("{count} bytes follow the element")]
    TrailingBytes {
        /// How many.
        count: usize,
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

/// Tag and length of one element, definite or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// The tag byte.
    pub tag: u8,
    /// Bytes of tag and length together.
    pub header_len: usize,
    /// How long the contents are.
    pub extent: Extent,
}

/// How long the contents of an element are (X.690 §8.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// This many bytes.
    Definite(u64),
    /// Up to two zero bytes.
    Indefinite,
}

/// The most bytes of tag and length together.
pub const MAX_HEADER_LEN: usize = 10;

impl Start {
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
        let (count, extent) = match form {
            0x00..=0x7F => (0, Extent::Definite(u64::from(form))),
            INDEFINITE if tag & CONSTRUCTED != 0 => (0, Extent::Indefinite),
            0x81..=0x88 => {
                let count = usize::from(form & 0x7F);
                let length = rest.get(..count).ok_or(truncated(2 + count))?;
                let length = length
                    .iter()
                    .fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
                (count, Extent::Definite(length))
            }
            _ => return Err(BerError::LengthForm { form }),
        };
        Ok(Self {
            tag,
            header_len: 2 + count,
            extent,
        })
    }

    /// Bytes of the whole element, if it says so.
    pub fn total_len(self) -> Option<u64> {
        match self.extent {
            Extent::Definite(len) => u64::try_from(self.header_len).ok()?.checked_add(len),
            Extent::Indefinite => None,
        }
    }
}

/// Tag and definite length of one element in memory.
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
        let Start {
            tag,
            header_len,
            extent,
        } = Start::parse(input)?;
        let content_len = match extent {
            Extent::Definite(len) => usize::try_from(len).ok(),
            Extent::Indefinite => None,
        };
        Ok(Self {
            tag,
            header_len,
            content_len: content_len.ok_or(BerError::LengthForm { form: INDEFINITE })?,
        })
    }

    /// Whether tag and length are complete at the start of `input`, whatever they say.
    pub fn is_readable_in(input: &[u8]) -> bool {
        !matches!(Self::parse(input), Err(BerError::Truncated { .. }))
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

/// The deepest nesting that is followed. A CMS signature has about fifteen levels.
pub const MAX_DEPTH: usize = 32;

/// What marks the end of contents of indefinite length.
pub const END_OF_CONTENTS: [u8; 2] = [0, 0];

/// The bit of a tag that says that the contents are elements.
pub const CONSTRUCTED: u8 = 0x20;

const INDEFINITE: u8 = 0x80;
const OCTET_STRING: u8 = 0x04;

/// Rewrites the one BER element in `input` with definite, shortest lengths and octet strings in one
/// piece. DER is given back as it is, not copied. The order of a SET OF is kept, values are not
/// looked into, and bytes after the element are refused.
pub fn to_der(input: &[u8]) -> Result<Cow<'_, [u8]>, BerError> {
    if der_rest(input, MAX_DEPTH).is_some_and(<[u8]>::is_empty) {
        return Ok(Cow::Borrowed(input));
    }
    let mut der = Vec::with_capacity(input.len());
    let rest = rewrite(input, MAX_DEPTH, &mut der)?;
    match rest.first() {
        None => Ok(Cow::Owned(der)),
        Some(_) => Err(BerError::TrailingBytes { count: rest.len() }),
    }
}

/// What follows the element at the start of `input`, if nothing in it needs to be rewritten.
fn der_rest(input: &[u8], depth: usize) -> Option<&[u8]> {
    let depth = depth.checked_sub(1)?;
    let header = Header::parse(input).ok()?;
    let element = Element::parse(input).ok()?;
    if header.header_len != shortest_header(element.content.len()) {
        return None;
    }
    if element.tag == OCTET_STRING | CONSTRUCTED {
        return None;
    }
    let mut children = if element.tag & CONSTRUCTED == 0 {
        &[]
    } else {
        element.content
    };
    while !children.is_empty() {
        children = der_rest(children, depth)?;
    }
    Some(element.rest)
}

/// Bytes of tag and shortest length in front of this many bytes of contents.
fn shortest_header(content_len: usize) -> usize {
    match content_len {
        0..=0x7F => 2,
        _ => {
            2 + content_len
                .to_be_bytes()
                .iter()
                .skip_while(|byte| **byte == 0)
                .count()
        }
    }
}

/// Appends the element at the start of `input` to `der`; gives what follows it.
fn rewrite<'a>(input: &'a [u8], depth: usize, der: &mut Vec<u8>) -> Result<&'a [u8], BerError> {
    let depth = depth
        .checked_sub(1)
        .ok_or(BerError::TooDeep { limit: MAX_DEPTH })?;
    if let [tag, INDEFINITE, children @ ..] = input
        && tag & CONSTRUCTED != 0
        && tag & 0x1F != 0x1F
    {
        let mut content = Vec::new();
        let mut rest = children;
        loop {
            if let Some(after) = rest.strip_prefix(&END_OF_CONTENTS) {
                append(*tag, &content, der)?;
                return Ok(after);
            }
            rest = rewrite(rest, depth, &mut content)?;
        }
    }
    let element = Element::parse(input)?;
    if element.tag & CONSTRUCTED == 0 {
        push(element.tag, element.content, der);
        return Ok(element.rest);
    }
    let mut content = Vec::with_capacity(element.content.len());
    let mut rest = element.content;
    while !rest.is_empty() {
        rest = rewrite(rest, depth, &mut content)?;
    }
    append(element.tag, &content, der)?;
    Ok(element.rest)
}

/// Appends a constructed element; the pieces of an octet string are joined (X.690 §8.7.3).
fn append(tag: u8, content: &[u8], der: &mut Vec<u8>) -> Result<(), BerError> {
    if tag != OCTET_STRING | CONSTRUCTED {
        push(tag, content, der);
        return Ok(());
    }
    let mut whole = Vec::with_capacity(content.len());
    let mut rest = content;
    while !rest.is_empty() {
        let piece = Element::expect(OCTET_STRING, rest)?;
        whole.extend_from_slice(piece.content);
        rest = piece.rest;
    }
    push(OCTET_STRING, &whole, der);
    Ok(())
}

/// Appends an element with the shortest length form (X.690 §10.1).
fn push(tag: u8, content: &[u8], der: &mut Vec<u8>) {
    der.push(tag);
    if let Ok(length @ 0..=0x7F) = u8::try_from(content.len()) {
        der.push(length);
    } else {
        let length = content.len().to_be_bytes();
        let length = length.iter().copied().skip_while(|byte| *byte == 0);
        let count = u8::try_from(length.clone().count()).unwrap_or(0x7F);
        der.push(INDEFINITE | count);
        der.extend(length);
    }
    der.extend_from_slice(content);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lengths_of_every_accepted_form() {
        let cases: [(&[u8], usize, usize); 5] = [
            (&[0x30, 0x7F], 2, 127),
            (&[0x30, 0x81, 0x80], 3, 128),
            (&[0x30, 0x82, 0x06, 0xDA], 4, 1754),
            (&[0x30, 0x83, 0x01, 0x00, 0x00], 5, 65_536),
            (&[0x30, 0x86, 0, 1, 0, 0, 0, 2], 8, 0x01_0000_0002),
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
        for form in [0x80, 0x89, 0xFF] {
            assert_eq!(
                Header::parse(&[0x30, form, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
                Err(BerError::LengthForm { form })
            );
        }
        assert_eq!(
            Header::parse(&[0x1F, 0x01]),
            Err(BerError::TagForm { tag: 0x1F })
        );
    }

    #[test]
    fn streamed_elements_become_definite_and_whole() {
        let ber = [
            0x30, 0x80, // SEQUENCE, indefinite
            0x24, 0x80, 0x04, 0x01, 0xAA, 0x04, 0x81, 0x02, 0xBB, 0xCC, 0x00,
            0x00, // in pieces
            0x31, 0x83, 0x00, 0x00, 0x02, 0x05, 0x00, // a length longer than it need be
            0x00, 0x00,
        ];
        let der = [
            0x30, 0x09, 0x04, 0x03, 0xAA, 0xBB, 0xCC, 0x31, 0x02, 0x05, 0x00,
        ];
        assert_eq!(to_der(&ber).as_deref(), Ok(der.as_slice()));
        assert!(
            matches!(to_der(&der), Ok(Cow::Borrowed(same)) if same == der),
            "DER stays as it is"
        );
    }

    #[test]
    fn unclosed_overlong_and_bottomless_elements_are_refused() {
        assert!(matches!(
            to_der(&[0x30, 0x80, 0x05, 0x00]),
            Err(BerError::Truncated { .. })
        ));
        assert_eq!(
            to_der(&[0x05, 0x00, 0x00]),
            Err(BerError::TrailingBytes { count: 1 })
        );
        assert!(matches!(
            to_der(&[0x04, 0x80, 0x00, 0x00]),
            Err(BerError::LengthForm { .. })
        ));
        let bottomless = [0x30, 0x80].repeat(10_000);
        assert_eq!(
            to_der(&bottomless),
            Err(BerError::TooDeep { limit: MAX_DEPTH })
        );
    }

    #[test]
    fn lengths_of_every_size_are_written_shortest() {
        for (len, header) in [
            (127, vec![4, 127]),
            (128, vec![4, 0x81, 128]),
            (256, vec![4, 0x82, 1, 0]),
        ] {
            let mut der = Vec::new();
            push(OCTET_STRING, &vec![0; len], &mut der);
            assert!(der.starts_with(&header));
            assert!(matches!(to_der(&der), Ok(Cow::Borrowed(same)) if same == der));
        }
    }

    proptest! {
        #[test]
        fn what_is_rewritten_is_stable(input in proptest::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(der) = to_der(&input) {
                prop_assert!(matches!(to_der(&der), Ok(Cow::Borrowed(same)) if der == same));
            }
        }

        #[test]
        fn never_reads_past_the_input(input in proptest::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(element) = Element::parse(&input) {
                prop_assert!(element.content.len() + element.rest.len() < input.len());
            }
        }
    }
}
