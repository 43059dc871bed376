//! Whether what follows a signed revision is revisions and nothing else: every byte belongs to an
//! object that a cross-reference section names, to a section, or to its end; the chain of sections
//! goes on from the signed one; and the trailer still speaks of the same document.
//!
//! Whatever does not fit gives readers something to disagree about, as incremental saving attacks do
//! (Mladenov et al., CCS 2019: ISA without cross-reference or trailer).

use std::collections::{BTreeMap, BTreeSet};

use crate::core::pdf::{
    Entry, Object, ObjectId, Parser, PdfError, PdfFile, Section, SectionKind, StreamData,
    SyntaxError, Token, is_space,
};

/// The longest comment between objects.
const MAX_COMMENT: usize = 256;
/// The most white space in one place.
const MAX_SPACE: usize = 4096;
/// Keys of a trailer that say how it is written, not what the document is.
const OF_THE_SECTION: [&[u8]; 8] = [
    b"DecodeParms",
    b"Filter",
    b"Index",
    b"Length",
    b"Prev",
    b"Size",
    b"Type",
    b"W",
];

/// Whether `new` is `old` with revisions appended, as the standard has them (ISO 32000-2 §7.5.6).
pub(super) fn is_orderly(old: &PdfFile<'_>, new: &PdfFile<'_>) -> Result<bool, PdfError> {
    let old_len = old.source().len();
    let Some(count) = new.sections().len().checked_sub(old.sections().len()) else {
        return Ok(false);
    };
    let (appended, before) = new.sections().split_at_checked(count).unwrap_or_default();
    let is_same_chain = before
        .iter()
        .zip(old.sections())
        .all(|(one, other)| one.offset == other.offset);
    let is_in_order = appended
        .windows(2)
        .all(|pair| matches!(pair, [newer, older] if newer.offset > older.offset));
    let is_behind = appended.iter().all(|section| section.offset >= old_len);
    if count == 0 || !is_same_chain || !is_in_order || !is_behind {
        return Ok(false);
    }
    for section in appended {
        if !is_same_document(old, section)? {
            return Ok(false);
        }
    }
    for section in before.iter().filter(|it| it.kind == SectionKind::Stream) {
        // One that goes on into what was appended.
        let (.., end) = new.object_at(section.offset)?;
        if end > old_len {
            return Ok(false);
        }
    }
    let Some(account) = Account::of(old, appended) else {
        return Ok(false);
    };
    match account.covers(new, old_len) {
        Ok(covers) => Ok(covers),
        Err(PdfError::Source(error)) => Err(error.into()),
        Err(_) => Ok(false),
    }
}

/// Whether a section's trailer speaks of the same document: catalog, encryption, identifier.
fn is_same_document(old: &PdfFile<'_>, section: &Section) -> Result<bool, PdfError> {
    let (before, after) = (old.trailer(), &section.trailer);
    if after.has_duplicates() {
        return Ok(false);
    }
    for (key, value) in after.iter() {
        let name = std::str::from_utf8(key).unwrap_or_default();
        let is_same = before.get(name) == Some(value);
        let may_differ = match key {
            // Its second part changes with every revision (§14.4).
            b"ID" => match before.get("ID") {
                None => !before.contains("Encrypt"),
                Some(identifier) => {
                    let first = |object: &Object| -> Result<Option<Object>, PdfError> {
                        let parts = old.resolve(object)?;
                        Ok(parts.as_array().and_then(|it| it.first().cloned()))
                    };
                    value.as_array().is_some() && first(identifier)? == first(value)?
                }
            },
            // What it says is compared with the rest.
            b"Info" => value.as_reference().is_some(),
            // A table that hides a stream is read in two ways (§7.5.8.4).
            b"XRefStm" => return Ok(false),
            key => OF_THE_SECTION.contains(&key),
        };
        if !is_same && !may_differ {
            return Ok(false);
        }
    }
    let is_there = |key| !before.contains(key) || after.contains(key);
    Ok(["Root", "Encrypt"].into_iter().all(is_there))
}

/// What the appended sections say is there.
struct Account<'s> {
    sections: BTreeMap<u64, &'s Section>,
    objects: BTreeMap<u64, ObjectId>,
    /// Container, place, number.
    contained: BTreeSet<(u32, u32, u32)>,
}

impl<'s> Account<'s> {
    /// `None` if they contradict themselves or point to where nothing was appended.
    fn of(old: &PdfFile<'_>, appended: &'s [Section]) -> Option<Self> {
        let mut account = Self {
            sections: appended.iter().map(|it| (it.offset, it)).collect(),
            objects: BTreeMap::new(),
            contained: BTreeSet::new(),
        };
        for section in appended {
            let mut seen = BTreeSet::new();
            for (number, entry) in &section.entries {
                if !seen.insert(*number) {
                    return None;
                }
                match *entry {
                    Entry::Free => {}
                    same if same == old.entry(*number) => {}
                    _ if *number == 0 => return None,
                    Entry::InFile { offset, .. } if offset < old.source().len() => return None,
                    Entry::InFile { offset, generation } => {
                        let number = *number;
                        let id = ObjectId { number, generation };
                        if account
                            .objects
                            .insert(offset, id)
                            .is_some_and(|it| it != id)
                        {
                            return None;
                        }
                    }
                    Entry::InStream { container, index } => {
                        account.contained.insert((container, index, *number));
                    }
                }
            }
        }
        Some(account)
    }

    /// Goes through the appended bytes.
    fn covers(mut self, new: &PdfFile<'_>, old_len: u64) -> Result<bool, PdfError> {
        let mut at = old_len;
        // The section that no `startxref` has named yet.
        let mut last = None;
        loop {
            let bytes = new.source().bytes(at, 2 * MAX_SPACE)?;
            let Some(gap) = blank(&bytes) else {
                return Ok(false);
            };
            let word = Word::of(bytes.get(gap..).unwrap_or_default());
            at += length(gap);
            match word {
                Word::End => break,
                Word::Table => {
                    if self
                        .sections
                        .remove(&at)
                        .is_none_or(|it| it.kind != SectionKind::Table)
                        || last.replace(at).is_some()
                    {
                        return Ok(false);
                    }
                    at += length(new.parse_at(at, table_end)?);
                }
                Word::StartXref => {
                    let (place, len) = new.parse_at(at, end_of_revision)?;
                    if last.take() != Some(place) {
                        return Ok(false);
                    }
                    at += length(len);
                }
                Word::Object => match self.object(new, at)? {
                    Some(end) => {
                        if self.sections.remove(&at).is_some() && last.replace(at).is_some() {
                            return Ok(false);
                        }
                        at = end;
                    }
                    None => return Ok(false),
                },
            }
        }
        Ok(last.is_none()
            && self.sections.is_empty()
            && self.objects.is_empty()
            && self.contained.is_empty())
    }

    /// Where the object at `at` ends, if it was announced and is written as it should be.
    fn object(&mut self, new: &PdfFile<'_>, at: u64) -> Result<Option<u64>, PdfError> {
        let (id, object, end) = new.object_at(at)?;
        let is_section = self.sections.contains_key(&at);
        let is_announced = self.objects.remove(&at) == Some(id);
        if !is_section && !is_announced {
            return Ok(None);
        }
        let Object::Stream(stream) = &object else {
            let end = new.parse_at(at, |parser| {
                parser.indirect_head()?;
                parser.object()?;
                keyword(parser, b"endobj")
            })?;
            return Ok(Some(at + length(end)));
        };
        let StreamData::InFile(data) = &stream.data else {
            return Ok(None);
        };
        let len = new.value(&stream.dictionary, "Length")?.as_integer();
        if len.and_then(|it| u64::try_from(it).ok()) != Some(data.end - data.start) {
            return Ok(None);
        }
        if stream.dictionary.is_type("ObjStm") {
            for (index, number) in (0..).zip(new.numbers_in(id, stream)?) {
                if !self.contained.remove(&(id.number, index, number)) {
                    return Ok(None);
                }
            }
        }
        let rest = new.parse_at(end, |parser| {
            keyword(parser, b"endstream")?;
            keyword(parser, b"endobj")
        })?;
        Ok(Some(end + length(rest)))
    }
}

/// What comes next.
enum Word {
    End,
    Object,
    StartXref,
    Table,
}

impl Word {
    fn of(rest: &[u8]) -> Self {
        match rest {
            [] => Self::End,
            _ if rest.starts_with(b"xref") => Self::Table,
            _ if rest.starts_with(b"startxref") => Self::StartXref,
            _ => Self::Object,
        }
    }
}

/// Bytes of white space, and of short comments in which nobody could find anything.
fn blank(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at <= MAX_SPACE {
        let rest = bytes.get(at..).unwrap_or_default();
        at += match rest.first() {
            Some(byte) if is_space(*byte) => 1,
            Some(b'%') => {
                let end = rest.iter().position(|it| matches!(it, b'\r' | b'\n'))?;
                let comment = rest.get(..end).filter(|it| it.len() <= MAX_COMMENT)?;
                let is_found = |word: &[u8]| comment.windows(word.len()).any(|it| it == word);
                let words: [&[u8]; 4] = [b"obj", b"stream", b"trailer", b"xref"];
                if words.into_iter().any(is_found) {
                    return None;
                }
                end
            }
            _ => return Some(at),
        };
    }
    None
}

/// Where the table ends that begins here, behind its trailer.
fn table_end(parser: &mut Parser<'_>) -> Result<usize, SyntaxError> {
    keyword(parser, b"xref")?;
    loop {
        match parser.token()? {
            Token::Value(Object::Integer(_)) => {}
            Token::Keyword(word) if matches!(word.as_slice(), b"n" | b"f") => {}
            Token::Keyword(word) if word == b"trailer" => break,
            Token::Keyword(_) if parser.rest().is_empty() => return Err(SyntaxError::Incomplete),
            _ => return Err(SyntaxError::Malformed),
        }
    }
    parser.object()?;
    Ok(parser.position())
}

/// `startxref`, the place and `%%EOF`: the place, and where they end.
fn end_of_revision(parser: &mut Parser<'_>) -> Result<(u64, usize), SyntaxError> {
    keyword(parser, b"startxref")?;
    let Token::Value(Object::Integer(place)) = parser.token()? else {
        return Err(SyntaxError::Malformed);
    };
    let spaces = parser.rest().iter().take_while(|byte| is_space(**byte));
    let end = parser.position() + spaces.count();
    parser.jump(end);
    if !parser.rest().starts_with(b"%%EOF") {
        return Err(SyntaxError::Malformed);
    }
    let place = u64::try_from(place).or(Err(SyntaxError::Malformed))?;
    Ok((place, end + b"%%EOF".len()))
}

/// Reads the word that must come next.
fn keyword(parser: &mut Parser<'_>, word: &[u8]) -> Result<usize, SyntaxError> {
    match parser.token()? {
        Token::Keyword(found) if found == word => Ok(parser.position()),
        Token::Keyword(_) if parser.rest().is_empty() => Err(SyntaxError::Incomplete),
        _ => Err(SyntaxError::Malformed),
    }
}

fn length(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}
