//! Finds the objects of a file whose cross-reference sections are broken, as readers do: by looking
//! for them from the first byte to the last. Of an object that is there twice the later counts.

use std::collections::HashMap;

use super::{
    PdfError, Source,
    file::PdfFile,
    object::{Dictionary, Object},
    parse::{Parser, is_space},
    xref::Entry,
};

/// Bytes looked through at once.
const PIECE: usize = 1 << 20;
/// Bytes of one piece that are looked at again with the next: more than any head of an object.
const OVERLAP: usize = 64;
/// The most objects that are taken in.
const MAX_OBJECTS: usize = 4_000_000;

/// What was found.
pub(super) struct Found {
    pub(super) index: HashMap<u32, Entry>,
    pub(super) trailer: Dictionary,
}

/// Looks through the whole file.
pub(super) fn find(file: &PdfFile<'_>) -> Result<Found, PdfError> {
    let mut found = Found {
        index: HashMap::new(),
        trailer: Dictionary::new(),
    };
    let mut catalog = None;
    let mut at = 0;
    while let Some(offset) = next_head(file.source(), at)? {
        // What looks like the head of an object and is none: in a picture, say.
        let Ok((id, object, end)) = file.object_at(offset) else {
            at = offset + 1;
            continue;
        };
        if found.index.len() >= MAX_OBJECTS {
            return Err(PdfError::TooComplex);
        }
        at = end.max(offset + 1);
        let place = Entry::InFile {
            offset,
            generation: id.generation,
        };
        found.index.insert(id.number, place);
        match &object {
            Object::Dictionary(dictionary) if dictionary.is_type("Catalog") => catalog = Some(id),
            Object::Stream(stream) if stream.dictionary.is_type("XRef") => {
                found.take_trailer(&stream.dictionary);
            }
            Object::Stream(stream) if stream.dictionary.is_type("ObjStm") => {
                // Encrypted ones cannot be read before the key is known; their objects are missed.
                let numbers = (0..).zip(file.numbers_in(id, stream).unwrap_or_default());
                for (index, number) in numbers.filter(|(_, number)| *number > 0) {
                    let container = id.number;
                    found
                        .index
                        .insert(number, Entry::InStream { container, index });
                }
            }
            _ => {}
        }
    }
    find_trailers(file.source(), &mut found)?;
    let root = found.trailer.get("Root").and_then(Object::as_reference);
    let is_there = root.is_some_and(|root| found.index.contains_key(&root.number));
    match catalog {
        _ if is_there => {}
        Some(catalog) => found.trailer.set("Root", Object::Reference(catalog)),
        None => return Err(PdfError::NoCatalog),
    }
    Ok(found)
}

impl Found {
    /// The later says what is so now; what only an earlier one says still holds.
    fn take_trailer(&mut self, trailer: &Dictionary) {
        for key in ["Root", "Info", "ID", "Encrypt", "Size"] {
            if let Some(value) = trailer.get(key) {
                self.trailer.set(key, value.clone());
            }
        }
    }
}

fn find_trailers(source: &dyn Source, found: &mut Found) -> Result<(), PdfError> {
    let mut at = 0;
    while let Some(offset) = find_word(source, at, b"trailer")? {
        at = offset + 7;
        let bytes = source.bytes(at, 16 * 1024)?;
        if let Ok(Object::Dictionary(trailer)) = Parser::new(&bytes).object() {
            found.take_trailer(&trailer);
        }
    }
    Ok(())
}

/// The first place from `from` on where the word lies.
pub(super) fn find_word(
    source: &dyn Source,
    from: u64,
    word: &[u8],
) -> Result<Option<u64>, PdfError> {
    search(source, from, |piece| place_of(piece, word))
}

/// The first place from `from` on where `12 0 obj` begins.
fn next_head(source: &dyn Source, from: u64) -> Result<Option<u64>, PdfError> {
    search(source, from, |piece| {
        let mut begin = 0;
        while let Some(word) = place_of(piece.get(begin..)?, b"obj") {
            let word = begin + word;
            if let Some(head) = head_before(piece.get(..word)?) {
                return Some(head);
            }
            begin = word + 3;
        }
        None
    })
}

fn place_of(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|it| it == needle)
}

/// Where the two numbers begin that end just before; `None` if they do not.
fn head_before(bytes: &[u8]) -> Option<usize> {
    let spaces = |end: usize| count_back(bytes, end, is_space);
    let digits = |end: usize| count_back(bytes, end, |byte| byte.is_ascii_digit());
    let mut at = bytes.len();
    at -= spaces(at);
    let generation = digits(at);
    at -= generation;
    let gap = spaces(at);
    at -= gap;
    let number = digits(at);
    at -= number;
    let is_head = (1..=5).contains(&generation) && gap > 0 && (1..=10).contains(&number);
    is_head.then_some(at)
}

fn count_back(bytes: &[u8], end: usize, fits: impl Fn(u8) -> bool) -> usize {
    let before = bytes.get(..end).unwrap_or_default();
    before.iter().rev().take_while(|byte| fits(**byte)).count()
}

/// Goes through the source piece by piece; `within` gives the place in a piece.
fn search(
    source: &dyn Source,
    from: u64,
    within: impl Fn(&[u8]) -> Option<usize>,
) -> Result<Option<u64>, PdfError> {
    let mut offset = from;
    // Most often it is near.
    let mut len = 4096;
    while offset < source.len() {
        let piece = source.bytes(offset, len)?;
        if let Some(place) = within(&piece) {
            return Ok(Some(offset + u64::try_from(place).unwrap_or_default()));
        }
        let step = piece.len().saturating_sub(OVERLAP);
        if step == 0 || piece.len() < len {
            return Ok(None);
        }
        offset += u64::try_from(step).unwrap_or_default();
        len = PIECE;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_found_and_words_that_end_alike_are_not() {
        let bytes = b"%PDF-1.4 endobj 5 obj x12 0 obj <<>> endobj\n3 0 obj".as_slice();
        let source: &dyn Source = &bytes;
        let first = next_head(source, 0).expect("reads");
        assert_eq!(first, Some(23));
        assert_eq!(next_head(source, 30).expect("reads"), Some(44));
        assert_eq!(next_head(source, 45).expect("reads"), None);
    }

    #[test]
    fn a_word_across_two_pieces_is_found() {
        let mut bytes = vec![b' '; 4093];
        bytes.extend_from_slice(b"endstream");
        assert_eq!(find_word(&bytes, 0, b"endstream"), Ok(Some(4093)));
    }
}
