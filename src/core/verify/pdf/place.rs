//! Where a signature lies in the file and what it says it signs (ISO 32000-2 §12.8.1): its dictionary
//! read at its own place, its `/ByteRange`, and the CMS in its `/Contents`.
//!
//! The range must be everything from the first byte to the end of a revision but the one string
//! that holds this signature. Every looser reading was an attack: universal signature forgery and
//! signature wrapping (Mladenov et al., "1 Trillion Dollar Refund", CCS 2019).

use std::ops::Range;

use crate::core::{
    ber::{self, BerError, Header},
    pdf::{Dictionary, Entry, Object, ObjectId, PdfError, PdfFile, digit},
    verify::Flaw,
};

/// The most bytes of `/Contents` in the file. Signatures that carry revocation lists are long.
const MAX_CONTENTS: u64 = 16 * 1024 * 1024;
/// The most bytes of `/ByteRange` in the file: four numbers, and the room that is left for them.
const MAX_BYTE_RANGE: u64 = 1024;
/// How deep a signature dictionary is nested.
const MAX_DEPTH: usize = 32;

/// A signature at its place.
pub(super) struct Place {
    /// Its object.
    pub(super) id: ObjectId,
    /// Where the object begins.
    pub(super) offset: u64,
    /// Its dictionary, its strings decrypted but for `/Contents`.
    pub(super) dictionary: Dictionary,
    /// What is signed: before and after the signature itself.
    pub(super) signed: [Range<u64>; 2],
    /// The CMS.
    pub(super) cms: Vec<u8>,
}

impl Place {
    /// Where the signed bytes end.
    pub(super) fn end(&self) -> u64 {
        let [_, after] = &self.signed;
        after.end
    }

    /// Finds the signature that is the value of a field.
    pub(super) fn find(file: &PdfFile<'_>, value: &Object) -> Result<Result<Self, Flaw>, PdfError> {
        // Bytes are signed around the signature, so that it has a place of its own in the file.
        let Some(id) = value.as_reference() else {
            return Ok(Err(Flaw::SignatureDictionary));
        };
        let Entry::InFile { offset, generation } = file.entry(id.number) else {
            return Ok(Err(Flaw::SignatureDictionary));
        };
        if id.generation != generation {
            return Ok(Err(Flaw::SignatureDictionary));
        }
        let dictionary = match file.get(id.number) {
            Ok(object) if has_duplicates(&object, MAX_DEPTH) => None,
            Ok(Object::Dictionary(dictionary)) => Some(dictionary),
            Err(PdfError::Source(error)) => return Err(error.into()),
            Ok(_) | Err(_) => None,
        };
        let Some(dictionary) = dictionary else {
            return Ok(Err(Flaw::SignatureDictionary));
        };
        let spans = match file.spans_at(offset) {
            Ok(spans) => spans,
            Err(PdfError::Source(error)) => return Err(error.into()),
            Err(_) => return Ok(Err(Flaw::SignatureDictionary)),
        };
        let Some(contents) = one(&spans, b"Contents") else {
            return Ok(Err(Flaw::ContentsMalformed));
        };
        let bytes = |span: &Range<u64>| {
            let len = usize::try_from(span.end - span.start).unwrap_or(0);
            file.source().bytes(span.start, len)
        };
        let ranges = match one(&spans, b"ByteRange") {
            Some(span) if span.end - span.start <= MAX_BYTE_RANGE => bytes(&span)?,
            _ => return Ok(Err(Flaw::ByteRange)),
        };
        let Some(signed) = signed_ranges(&ranges, &contents, file.source().len()) else {
            return Ok(Err(Flaw::ByteRange));
        };
        if contents.end - contents.start > MAX_CONTENTS {
            return Ok(Err(Flaw::ContentsMalformed));
        }
        Ok(match cms(&bytes(&contents)?) {
            Some(cms) => Ok(Self {
                id,
                offset,
                dictionary,
                signed,
                cms,
            }),
            None => Err(Flaw::ContentsMalformed),
        })
    }
}

/// Where the value of a key lies that is there exactly once.
fn one(spans: &[(Vec<u8>, Range<u64>)], key: &[u8]) -> Option<Range<u64>> {
    let mut found = spans.iter().filter(|(name, _)| name == key);
    match (found.next(), found.next()) {
        (Some((_, span)), None) => Some(span.clone()),
        _ => None,
    }
}

/// What `/ByteRange` covers, if it is `[0 a b c]` with nothing between `a` and `b` but the
/// `/Contents` of the signature itself, and lies within the file.
fn signed_ranges(written: &[u8], contents: &Range<u64>, file_len: u64) -> Option<[Range<u64>; 2]> {
    let [start, first_len, second, second_len] = four_numbers(written)?;
    let end = second.checked_add(second_len)?;
    let is_whole = start == 0
        && first_len == contents.start
        && second == contents.end
        && second_len > 0
        && end <= file_len;
    is_whole.then_some([0..first_len, second..end])
}

/// `[0 840 960 240]`: digits and white space, so that no two readers differ about it.
fn four_numbers(written: &[u8]) -> Option<[u64; 4]> {
    let inner = written.strip_prefix(b"[")?.strip_suffix(b"]")?;
    let is_plain = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_whitespace();
    let inner = std::str::from_utf8(inner).ok()?;
    if !inner.bytes().all(|byte| is_plain(&byte)) {
        return None;
    }
    let numbers: Option<Vec<u64>> = inner
        .split_ascii_whitespace()
        .map(|it| it.parse().ok())
        .collect();
    numbers?.try_into().ok()
}

/// The CMS within `<…>`: hexadecimal digits in pairs and nothing else, one element, then zeros. No
/// program writes some letters large and some small: who finds that finds a change.
fn cms(token: &[u8]) -> Option<Vec<u8>> {
    let digits = token.strip_prefix(b"<")?.strip_suffix(b">")?;
    let is_mixed =
        digits.iter().any(u8::is_ascii_uppercase) && digits.iter().any(u8::is_ascii_lowercase);
    if digits.len() % 2 != 0 || is_mixed {
        return None;
    }
    let pairs = digits.chunks_exact(2).map(|pair| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    });
    let mut bytes = pairs.collect::<Option<Vec<u8>>>()?;
    let len = element_len(&bytes)?;
    let filler = bytes.get(len..)?;
    if filler.iter().any(|byte| *byte != 0) {
        return None;
    }
    bytes.truncate(len);
    Some(bytes)
}

/// Bytes of the SEQUENCE at the start, which may be of indefinite length.
fn element_len(bytes: &[u8]) -> Option<usize> {
    if bytes.first() != Some(&0x30) {
        return None;
    }
    if let Ok(header) = Header::parse(bytes) {
        return Some(header.total_len()).filter(|len| *len <= bytes.len());
    }
    match ber::to_der(bytes) {
        Ok(_) => Some(bytes.len()),
        Err(BerError::TrailingBytes { count }) => bytes.len().checked_sub(count),
        Err(_) => None,
    }
}

/// Whether a dictionary in there has a key twice.
fn has_duplicates(object: &Object, depth: usize) -> bool {
    let Some(below) = depth.checked_sub(1) else {
        return true;
    };
    match object {
        Object::Array(elements) => elements.iter().any(|it| has_duplicates(it, below)),
        Object::Dictionary(dictionary) => {
            dictionary.has_duplicates()
                || dictionary.iter().any(|(_, it)| has_duplicates(it, below))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn covers(written: &str) -> bool {
        signed_ranges(written.as_bytes(), &(840..960), 1200).is_some()
    }

    #[test]
    fn only_the_range_around_the_signature_itself_counts() {
        for good in [
            "[0 840 960 240]",
            "[ 0 840 960 1 ]",
            "[0 840 960 240          ]",
            "[0\n840 960\t240]",
        ] {
            assert!(covers(good), "{good}");
        }
        for bad in [
            "[0 840 960 241]",
            "[1 839 960 240]",
            "[0 841 960 240]",
            "[0 839 960 240]",
            "[0 840 961 239]",
            "[0 840 959 241]",
            "[0 840 960 0]",
            "[0 840 960]",
            "[0 840]",
            "[]",
            "[0 840 960 240 0 0]",
            "[0 840 960 240 1200 0]",
            "[0 1200 1200 0]",
            "[0 840 960 -240]",
            "[-0 840 960 240]",
            "[0 +840 960 240]",
            "[0 840.0 960 240]",
            "[0 840 960 240] ",
            "[0 840 960 18446744073709551615]",
            "[0 840 960 99999999999999999999999]",
            "[0 840 18446744073709551615 240]",
            "[0 840 960 240%]",
            "[0 840 %\n960 240]",
            "[null 840 960 240]",
            "null",
            "9 0 R",
            "[0 840 960 9 0 R]",
            "",
        ] {
            assert!(!covers(bad), "{bad}");
        }
    }

    #[test]
    fn the_cms_is_one_element_and_zeros() {
        let good: [&[u8]; 4] = [
            b"<3000>",
            b"<30000000>",
            b"<3003020101000000>",
            b"<3080020101000000000000>",
        ];
        for token in good {
            assert!(cms(token).is_some(), "{token:?}");
        }
        assert_eq!(cms(b"<3080020101000000000000>").map(|it| it.len()), Some(7));
        let bad: [&[u8]; 14] = [
            b"<>",
            b"<00>",
            b"<0000>",
            b"<300>",
            b"<3000 >",
            b"< 3000>",
            b"<30 00>",
            b"<3000%\n>",
            b"(0\0)",
            b"<300000f0>",
            b"<3001>",
            b"<3000gg>",
            b"<30",
            b"<<3000>>",
        ];
        for token in bad {
            assert!(cms(token).is_none(), "{token:?}");
        }
    }

    proptest! {
        #[test]
        fn a_range_that_is_accepted_leaves_out_the_signature_and_nothing_else(
            start in 0_u64..3, first in 838_u64..843, second in 958_u64..963, len in 0_u64..400,
        ) {
            let written = format!("[{start} {first} {second} {len}]");
            if let Some([before, after]) = signed_ranges(written.as_bytes(), &(840..960), 1200) {
                prop_assert_eq!((before, after.start), (0..840, 960));
                prop_assert!(after.end <= 1200 && after.end > 960);
            }
        }

        #[test]
        fn any_bytes_in_the_place_of_a_range_end_in_an_answer(written in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = signed_ranges(&written, &(840..960), 1200);
            let _ = cms(&written);
        }
    }
}
