//! Cross-reference sections (ISO 32000-2 §7.5.4, §7.5.8): which object lies where, as each revision of
//! the file says it. A section that does not read as the standard has it is an error; guessing is
//! `repair`'s.

use std::collections::BTreeSet;

use super::{
    PdfError, PdfFile, Source,
    budget::OBJECT,
    object::{Dictionary, Object},
    parse::{Parser, SyntaxError, Token, plain_number},
};

/// How far before the end `startxref` is looked for; some programs leave something after it.
const TAIL: u64 = 4096;
/// The most sections of one file: each revision has one.
const MAX_SECTIONS: usize = 4096;
/// The highest object number that is believed.
pub(in crate::core) const MAX_NUMBER: u32 = 16_777_216;
/// The most entries of all sections together; each takes 24 bytes, here and once more in the index.
pub(super) const MAX_ENTRIES: usize = 2_000_000;

/// Where an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// Nowhere: there is no such object, or it was deleted.
    Free,
    /// At this byte of the file.
    InFile {
        /// Bytes from the start of the source.
        offset: u64,
        /// Its generation number.
        generation: u16,
    },
    /// In an object stream.
    InStream {
        /// The object number of the stream.
        container: u32,
        /// Its place there, from 0.
        index: u32,
    },
}

/// How a section is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionKind {
    /// As a stream.
    Stream,
    /// As a table; beside it there may be a stream (a hybrid file, §7.5.8.4).
    Table,
}

/// One section: what one revision adds.
#[derive(Clone, Debug)]
pub struct Section {
    /// Where it begins, in bytes from the start of the source.
    pub offset: u64,
    /// How it is written.
    pub kind: SectionKind,
    /// What it says of each object it names; of one named twice the first counts.
    pub entries: Vec<(u32, Entry)>,
    /// Its trailer, or the dictionary of the stream.
    pub trailer: Dictionary,
}

/// What reads single sections for [`chain`]; the file does.
pub(super) trait Sections {
    /// The section at this offset as written in the file.
    fn section(&self, offset: u64) -> Result<Section, PdfError>;
}

/// The sections of a file, the newest first.
pub(super) fn chain(reader: &dyn Sections, start: u64) -> Result<Vec<Section>, PdfError> {
    let mut sections = Vec::new();
    let mut seen = BTreeSet::new();
    let mut entries = 0;
    let mut next = Some(start);
    while let Some(offset) = next {
        if !seen.insert(offset) {
            return Err(PdfError::Xref);
        }
        if seen.len() > MAX_SECTIONS {
            return Err(PdfError::TooComplex);
        }
        let mut section = reader.section(offset)?;
        // What a hybrid file hides from old readers is free in the table, and in the stream beside it.
        if section.kind == SectionKind::Table
            && let Some(hidden) = offset_in(&section.trailer, "XRefStm")?
        {
            let stream = reader.section(hidden)?;
            let (used, free): (Vec<_>, Vec<_>) = std::mem::take(&mut section.entries)
                .into_iter()
                .partition(|(_, entry)| *entry != Entry::Free);
            section.entries = [used, stream.entries, free].concat();
        }
        entries += section.entries.len();
        if entries > MAX_ENTRIES {
            return Err(PdfError::TooComplex);
        }
        section.entries.shrink_to_fit();
        next = offset_in(&section.trailer, "Prev")?;
        sections.push(section);
    }
    Ok(sections)
}

fn offset_in(trailer: &Dictionary, key: &str) -> Result<Option<u64>, PdfError> {
    match trailer.get(key) {
        None | Some(Object::Null) => Ok(None),
        Some(Object::Integer(offset)) => u64::try_from(*offset).map(Some).or(Err(PdfError::Xref)),
        Some(_) => Err(PdfError::Xref),
    }
}

/// Where each object is, in the order of their numbers: a million of them in 24 MB.
#[derive(Default)]
pub(super) struct Index(Vec<(u32, Entry)>);

impl Index {
    /// What all sections together say: the newest counts.
    pub(super) fn of(sections: &[Section]) -> Self {
        let most = sections.iter().map(|section| section.entries.len()).sum();
        let mut entries = Vec::with_capacity(most);
        for section in sections {
            entries.extend_from_slice(&section.entries);
        }
        Self::of_first(entries)
    }

    /// Of an object that is there twice the first counts. Number 0 is the head of the free ones and never an
    /// object (§7.5.4), whatever they say.
    fn of_first(mut entries: Vec<(u32, Entry)>) -> Self {
        entries.retain(|(number, _)| *number > 0);
        entries.sort_by_key(|(number, _)| *number);
        entries.dedup_by_key(|(number, _)| *number);
        Self(entries)
    }

    /// Of an object that is there twice the last counts.
    pub(super) fn of_last(mut entries: Vec<(u32, Entry)>) -> Self {
        entries.reverse();
        Self::of_first(entries)
    }

    pub(super) fn get(&self, number: u32) -> Entry {
        let found = self.0.binary_search_by_key(&number, |(number, _)| *number);
        let entry = found.ok().and_then(|place| self.0.get(place));
        entry.map_or(Entry::Free, |(_, entry)| *entry)
    }

    /// The highest number, or 0.
    pub(super) fn highest(&self) -> u32 {
        self.0.last().map_or(0, |(number, _)| *number)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, Entry)> {
        self.0.iter().copied()
    }
}

/// Reads a table from behind the word `xref` to the end of its trailer.
pub(super) fn read_table(
    parser: &mut Parser<'_>,
    base: u64,
) -> Result<(Vec<(u32, Entry)>, Dictionary), SyntaxError> {
    let mut entries = Vec::new();
    while !parser.keyword("trailer") {
        let (start, count) = (integer(parser)?, integer(parser)?);
        for place in 0..count {
            let (offset, generation, kind) = row(parser)?;
            // The head of the free ones is number 0: who counts it from 1 has all others wrong too.
            if place == 0 && start == 1 && generation == 65535 && kind == b'f' {
                return Err(SyntaxError::Malformed);
            }
            let number = u32::try_from(start.saturating_add(place))
                .ok()
                .filter(|number| *number <= MAX_NUMBER)
                .ok_or(SyntaxError::Malformed)?;
            if entries.len() >= MAX_ENTRIES {
                return Err(SyntaxError::TooMany);
            }
            entries.push((number, table_entry(kind, offset, generation, base)?));
        }
    }
    match parser.object()? {
        Object::Dictionary(trailer) => Ok((entries, trailer)),
        _ => Err(SyntaxError::Malformed),
    }
}

/// An entry as the standard has it, or with other white space.
fn row(parser: &mut Parser<'_>) -> Result<(u64, u64, u8), SyntaxError> {
    parser.skip_space();
    if let Some((row, _)) = parser.rest().split_first_chunk()
        && let Some(found) = standard_row(row)
    {
        parser.jump(parser.position() + row.len());
        return Ok(found);
    }
    let (offset, generation) = (integer(parser)?, integer(parser)?);
    match parser.token()? {
        Token::Keyword(kind) if kind == b"n" || kind == b"f" => {
            let kind = kind.first().copied().unwrap_or_default();
            Ok((offset, generation, kind))
        }
        _ => Err(SyntaxError::Malformed),
    }
}

/// `0000000017 00000 n` and a line end of two bytes (§7.5.4).
fn standard_row(row: &[u8; 20]) -> Option<(u64, u64, u8)> {
    let [
        offset @ ..,
        b' ',
        g0,
        g1,
        g2,
        g3,
        g4,
        b' ',
        kind @ (b'n' | b'f'),
        before,
        end,
    ] = row
    else {
        return None;
    };
    let number = |digits: &[u8]| u64::try_from(plain_number(digits)?).ok();
    let is_end = matches!((before, end), (b' ', b'\r' | b'\n') | (b'\r', b'\n'));
    let generation = number(&[*g0, *g1, *g2, *g3, *g4])?;
    is_end.then_some((number(offset)?, generation, *kind))
}

fn table_entry(kind: u8, offset: u64, generation: u64, base: u64) -> Result<Entry, SyntaxError> {
    match kind {
        b'n' if offset > 0 => Ok(Entry::InFile {
            offset: offset.saturating_add(base),
            generation: u16::try_from(generation).or(Err(SyntaxError::Malformed))?,
        }),
        // An object in use at byte 0 is none: readers take it for free.
        _ => Ok(Entry::Free),
    }
}

fn integer(parser: &mut Parser<'_>) -> Result<u64, SyntaxError> {
    match parser.token()? {
        Token::Value(Object::Integer(number)) => {
            u64::try_from(number).or(Err(SyntaxError::Malformed))
        }
        // `trailer`, cut off.
        Token::Keyword(_) if parser.rest().is_empty() => Err(SyntaxError::Incomplete),
        _ => Err(SyntaxError::Malformed),
    }
}

/// Reads the decoded bytes of a cross-reference stream (§7.5.8.3).
pub(super) fn read_stream(
    dictionary: &Dictionary,
    data: &[u8],
    base: u64,
) -> Result<Vec<(u32, Entry)>, PdfError> {
    let numbers = |key| {
        let array = dictionary.get(key).and_then(Object::as_array);
        array.map(|it| it.iter().map(unsigned).collect::<Option<Vec<u64>>>())
    };
    let widths = numbers("W").flatten().ok_or(PdfError::Xref)?;
    let [kind_len, first_len, second_len] = widths[..] else {
        return Err(PdfError::Xref);
    };
    let lens = [kind_len, first_len, second_len].map(|len| usize::try_from(len).unwrap_or(9));
    if lens.iter().any(|len| *len > 8) || lens.iter().all(|len| *len == 0) {
        return Err(PdfError::Xref);
    }
    let size = dictionary.get("Size").and_then(unsigned);
    let ranges = match numbers("Index") {
        Some(ranges) => ranges.ok_or(PdfError::Xref)?,
        None => vec![0, size.ok_or(PdfError::Xref)?],
    };
    let mut rows = data.chunks_exact(lens.iter().sum());
    let mut entries = Vec::new();
    for range in ranges.chunks(2) {
        let [start, count] = range else {
            return Err(PdfError::Xref);
        };
        for place in 0..*count {
            let number = u32::try_from(start.saturating_add(place))
                .ok()
                .filter(|number| *number <= MAX_NUMBER)
                .ok_or(PdfError::Xref)?;
            let row = rows.next().ok_or(PdfError::Xref)?;
            if let Some(entry) = stream_entry(row, lens, base)? {
                if entries.len() >= MAX_ENTRIES {
                    return Err(PdfError::TooComplex);
                }
                entries.push((number, entry));
            }
        }
    }
    Ok(entries)
}

fn unsigned(object: &Object) -> Option<u64> {
    object.as_integer().and_then(|it| u64::try_from(it).ok())
}

/// `None` for a kind of the future, which readers take for no object (§7.5.8.3).
fn stream_entry(row: &[u8], lens: [usize; 3], base: u64) -> Result<Option<Entry>, PdfError> {
    let mut rest = row;
    let mut field = |len: usize, default: u64| {
        let (bytes, after) = rest.split_at_checked(len)?;
        rest = after;
        Some(match bytes {
            [] => default,
            bytes => bytes
                .iter()
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte)),
        })
    };
    let [kind_len, first_len, second_len] = lens;
    let fields = (
        field(kind_len, 1),
        field(first_len, 0),
        field(second_len, 0),
    );
    let (Some(kind), Some(first), Some(second)) = fields else {
        return Err(PdfError::Xref);
    };
    let narrow = |number: u64| u32::try_from(number).or(Err(PdfError::Xref));
    Ok(match kind {
        0 => Some(Entry::Free),
        1 if first == 0 => Some(Entry::Free),
        1 => Some(Entry::InFile {
            offset: first.saturating_add(base),
            generation: u16::try_from(second).or(Err(PdfError::Xref))?,
        }),
        2 => Some(Entry::InStream {
            container: narrow(first)?,
            index: narrow(second)?,
        }),
        _ => None,
    })
}

impl Sections for PdfFile<'_> {
    fn section(&self, offset: u64) -> Result<Section, PdfError> {
        self.budget.spend(OBJECT)?;
        // A chain's own offsets count from the header; the first one was counted already.
        let offset = if offset == self.start() {
            offset
        } else {
            offset.saturating_add(self.base())
        };
        let table = self.parse_at(offset, |parser| {
            if parser.keyword("xref") {
                read_table(parser, self.base()).map(Some)
            } else {
                Ok(None)
            }
        })?;
        if let Some((entries, trailer)) = table {
            return Ok(Section {
                offset,
                kind: SectionKind::Table,
                entries,
                trailer,
            });
        }
        let (id, object, _) = self.object_at(offset)?;
        let Object::Stream(stream) = object else {
            return Err(PdfError::Xref);
        };
        if !stream.dictionary.is_type("XRef") {
            return Err(PdfError::Xref);
        }
        let data = self.decoded(id, &stream)?;
        Ok(Section {
            offset,
            kind: SectionKind::Stream,
            entries: read_stream(&stream.dictionary, &data, self.base())?,
            trailer: stream.dictionary,
        })
    }
}

/// What the last `startxref` says (§7.5.5).
pub(super) fn start(source: &dyn Source) -> Result<u64, PdfError> {
    let from = source.len().saturating_sub(TAIL);
    let tail = source.bytes(from, usize::try_from(TAIL).unwrap_or(usize::MAX))?;
    let word = b"startxref";
    let at = tail.windows(word.len()).rposition(|it| it == word);
    let mut parser = Parser::new(&tail);
    parser.jump(at.ok_or(PdfError::Xref)? + word.len());
    match parser.token() {
        Ok(Token::Value(Object::Integer(offset))) => u64::try_from(offset).or(Err(PdfError::Xref)),
        _ => Err(PdfError::Xref),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_and_one_that_counts_from_one_is_broken() {
        let table = b" 0 2\n0000000000 65535 f \n0000000017 00000 n \ntrailer <</Size 2>> ";
        let (entries, trailer) = read_table(&mut Parser::new(table), 5).expect("reads");
        let object = Entry::InFile {
            offset: 22,
            generation: 0,
        };
        assert_eq!(entries, [(0, Entry::Free), (1, object)]);
        assert_eq!(trailer.get("Size"), Some(&Object::Integer(2)));
        // Rows that are no row of the standard are read all the same.
        let loose = b" 0 2\n0 65535 f\n 17  0 n\ntrailer <</Size 2>> ";
        let (loosely, _) = read_table(&mut Parser::new(loose), 5).expect("reads");
        assert_eq!(loosely, entries);
        let shifted = [b" 1".as_slice(), table.get(2..).unwrap_or_default()].concat();
        assert_eq!(
            read_table(&mut Parser::new(&shifted), 0).err(),
            Some(SyntaxError::Malformed)
        );
    }

    #[test]
    fn a_stream_that_is_too_short_is_refused() {
        let widths = [1, 2, 1].map(Object::Integer).to_vec();
        let dictionary = Dictionary::new()
            .with("W", Object::Array(widths))
            .with("Size", Object::Integer(2));
        let rows = [1, 0, 17, 0, 2, 0, 5, 3];
        let entries = read_stream(&dictionary, &rows, 0).expect("reads");
        assert_eq!(entries.len(), 2);
        assert_eq!(
            entries.last(),
            Some(&(
                1,
                Entry::InStream {
                    container: 5,
                    index: 3
                }
            ))
        );
        assert!(read_stream(&dictionary, &rows[..7], 0).is_err());
    }
}
