//! A PDF file that is open: its sections, and any object by its number. What is read is read when it
//! is asked for.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    ops::Range,
    rc::Rc,
};

use super::{
    PdfError, Security, Source,
    ahead::Ahead,
    budget::{Budget, OBJECT},
    container::Kept,
    filter,
    object::{Dictionary, Object, ObjectId, Stream, StreamData},
    parse::{Parser, Spans, SyntaxError, Token, is_space},
    repair,
    xref::{self, Entry, Index, Section},
};

/// Bytes that are read at first to see an object whole; most are shorter.
const WINDOW: usize = 2048;
/// Bytes that hold `12 0 obj`, with the white space that most files have in it.
const HEADER_OF_OBJECT: usize = 48;
/// The most bytes of one object without its stream.
const MAX_OBJECT: usize = 32 * 1024 * 1024;
/// How far from the start the header is looked for, as readers do.
const HEAD: usize = 1024;
/// Bytes in which a stream's last word is looked for, where its data is said to end.
const WORD_AFTER_STREAM: u64 = 16;
/// How deep the length of a stream may lead through other streams.
const MAX_INDIRECTION: u8 = 8;

/// Whether the file reads as the standard has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Its cross-reference sections are broken; the objects were found by looking for them.
    Repaired,
    /// Its cross-reference sections hold together.
    Sound,
}

/// An open PDF file.
pub struct PdfFile<'a> {
    source: Ahead<'a>,
    header: u64,
    base: u64,
    start: u64,
    sections: Vec<Section>,
    index: Index,
    trailer: Dictionary,
    health: Health,
    security: Option<Security>,
    pub(super) kept: RefCell<Kept>,
    /// How many pages there are, once they all were walked.
    pub(super) pages: Cell<Option<usize>>,
    indirection: Cell<u8>,
    leans: Cell<bool>,
    pub(super) budget: Rc<Budget>,
}

impl<'a> PdfFile<'a> {
    /// Opens a file, looking for its objects if its cross-reference sections are broken.
    pub fn open(source: &'a dyn Source) -> Result<Self, PdfError> {
        let budget = Rc::default();
        match Self::open_sound_within(source, &budget) {
            Ok(file) => Ok(file),
            Err(error @ (PdfError::Source(_) | PdfError::Security(_))) => Err(error),
            Err(error) if budget.is_spent() => Err(error),
            Err(_) => Self::open_repaired_within(source, &budget),
        }
    }

    /// Opens a file as it says it is, and never guesses.
    pub fn open_sound(source: &'a dyn Source) -> Result<Self, PdfError> {
        Self::open_sound_within(source, &Rc::default())
    }

    /// The same for an earlier revision of `newer`, with what is left to spend on that.
    pub fn open_earlier(source: &'a dyn Source, newer: &PdfFile<'_>) -> Result<Self, PdfError> {
        Self::open_sound_within(source, &newer.budget)
    }

    fn open_sound_within(source: &'a dyn Source, budget: &Rc<Budget>) -> Result<Self, PdfError> {
        let header = header_offset(source)?;
        match Self::open_at(source, header, 0, budget) {
            Err(_) if header > 0 && !budget.is_spent() => {
                Self::open_at(source, header, header, budget)
            }
            outcome => outcome,
        }
    }

    /// Opens a file by looking for its objects, as readers do with a broken one.
    pub fn open_repaired(source: &'a dyn Source) -> Result<Self, PdfError> {
        Self::open_repaired_within(source, &Rc::default())
    }

    fn open_repaired_within(source: &'a dyn Source, budget: &Rc<Budget>) -> Result<Self, PdfError> {
        let mut file = Self::bare(source, header_offset(source)?, 0, budget);
        file.health = Health::Repaired;
        let found = repair::find(&file)?;
        file.index = found.index;
        file.trailer = found.trailer;
        file.finish()
    }

    fn open_at(
        source: &'a dyn Source,
        header: u64,
        base: u64,
        budget: &Rc<Budget>,
    ) -> Result<Self, PdfError> {
        let mut file = Self::bare(source, header, base, budget);
        file.start = xref::start(source)?.saturating_add(base);
        file.sections = xref::chain(&file, file.start)?;
        for section in &file.sections {
            file.budget.hold(count_of(&section.trailer))?;
        }
        file.index = Index::of(&file.sections);
        let newest = file.sections.first().ok_or(PdfError::Xref)?;
        file.trailer = newest.trailer.clone();
        // What lies beyond the size is missing for one reader and there for another (§7.5.5).
        let size = file.trailer.get("Size").and_then(Object::as_integer);
        let used = file.index.iter().filter(|(_, entry)| *entry != Entry::Free);
        let highest = used.map(|(number, _)| number).max().unwrap_or_default();
        if size.is_none_or(|size| size <= i64::from(highest)) {
            return Err(PdfError::Xref);
        }
        file.finish()
    }

    fn bare(source: &'a dyn Source, header: u64, base: u64, budget: &Rc<Budget>) -> Self {
        Self {
            source: Ahead::new(source),
            header,
            base,
            start: 0,
            sections: Vec::new(),
            index: Index::default(),
            trailer: Dictionary::new(),
            health: Health::Sound,
            security: None,
            kept: RefCell::default(),
            pages: Cell::default(),
            indirection: Cell::new(0),
            leans: Cell::default(),
            budget: Rc::clone(budget),
        }
    }

    /// One of which nothing was read yet.
    #[cfg(test)]
    pub(super) fn of_nothing(source: &'a dyn Source) -> Self {
        Self::bare(source, 0, 0, &Rc::default())
    }

    fn finish(mut self) -> Result<Self, PdfError> {
        if let Some(encrypt) = self.trailer.get("Encrypt").cloned() {
            let encrypt = self.resolve(&encrypt)?;
            let identifier = self.trailer.get("ID").cloned();
            let identifier = identifier.map(|it| self.resolve(&it)).transpose()?;
            if let Some(dictionary) = encrypt.as_dictionary() {
                let dictionary = self.resolved_values(dictionary)?;
                self.security = Some(Security::open(&dictionary, identifier.as_ref())?);
                self.kept.take();
            }
        }
        let (_, catalog) = self.catalog()?;
        let pages = self.resolve(catalog.get("Pages").unwrap_or(&Object::Null))?;
        if pages.as_dictionary().is_none() {
            return Err(PdfError::NoCatalog);
        }
        Ok(self)
    }

    /// Opens a file like [`Self::open`], and repairs it also where a single object is not where it is
    /// said to be: nothing may be built on such a table.
    pub fn open_checked(source: &'a dyn Source) -> Result<Self, PdfError> {
        let file = Self::open(source)?;
        if file.health == Health::Repaired || file.places_hold()? {
            return Ok(file);
        }
        file.repaired()
    }

    /// The same file, its objects found by looking for them, with what is left to spend on it.
    pub fn repaired(&self) -> Result<Self, PdfError> {
        Self::open_repaired_within(self.source(), &self.budget)
    }

    /// Whether every object that is in the file itself begins where it is said to.
    fn places_hold(&self) -> Result<bool, PdfError> {
        let mut places: Vec<(u64, ObjectId)> = Vec::with_capacity(self.index.len());
        for (number, entry) in self.index.iter() {
            if let Entry::InFile { offset, generation } = entry {
                places.push((offset, ObjectId { number, generation }));
            }
        }
        // From front to back, which is read quickly.
        places.sort_unstable_by_key(|(offset, _)| *offset);
        let mut head = [0; HEADER_OF_OBJECT];
        self.budget
            .spend(places.len().saturating_mul(HEADER_OF_OBJECT))?;
        for (offset, id) in places {
            let count = self.source.read_at(offset, &mut head)?;
            let mut parser = Parser::new(head.get(..count).unwrap_or_default());
            let is_there = parser.indirect_head() == Ok(id) && !parser.rest().is_empty();
            if !is_there && !self.is_at(offset, id)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether an object begins here, with whatever white space and comments in its head.
    fn is_at(&self, offset: u64, id: ObjectId) -> Result<bool, PdfError> {
        let head = |parser: &mut Parser<'_>| Ok(parser.indirect_head()? == id);
        match self.parse_at(offset, head) {
            Ok(is_it) => Ok(is_it),
            Err(error @ PdfError::Source(_)) => Err(error),
            Err(_) => Ok(false),
        }
    }

    /// Whether anything that was read since this was asked last might be read otherwise if the file went on:
    /// what nothing closes, or a stream whose end is not found or is said to lie beyond that of the file.
    pub fn has_leaned_on_its_end(&self) -> bool {
        self.leans.replace(false)
    }

    /// Where the bytes come from.
    pub fn source(&self) -> &'a dyn Source {
        self.source.source()
    }

    /// Bytes before the header.
    pub fn header(&self) -> u64 {
        self.header
    }

    /// Where the file's own offsets count from: its first byte, or its header.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// Where the newest section begins, in bytes from the start of the source.
    pub fn start(&self) -> u64 {
        self.start
    }

    /// Whether the file had to be repaired.
    pub fn health(&self) -> Health {
        self.health
    }

    /// The cross-reference sections, the newest first; none of a repaired file.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The newest trailer.
    pub fn trailer(&self) -> &Dictionary {
        &self.trailer
    }

    /// How the file is encrypted, if it is.
    pub fn security(&self) -> Option<&Security> {
        self.security.as_ref()
    }

    /// The numbers of all objects that there are, and where each is, in order.
    pub fn objects(&self) -> BTreeMap<u32, Entry> {
        self.index
            .iter()
            .filter(|(_, entry)| *entry != Entry::Free)
            .collect()
    }

    /// Where an object is.
    pub fn entry(&self, number: u32) -> Entry {
        self.index.get(number)
    }

    /// One more than the highest object number that was ever used.
    pub fn next_number(&self) -> u32 {
        let size = self.trailer.get("Size").and_then(Object::as_integer);
        let size = size.and_then(|it| u32::try_from(it).ok()).unwrap_or(1);
        let highest = self.index.highest();
        // A size that lies must not make this run out of numbers.
        let size = if size > highest.saturating_add(100_000) {
            1
        } else {
            size
        };
        size.max(highest.saturating_add(1))
    }

    /// The document catalog (§7.7.2).
    pub fn catalog(&self) -> Result<(ObjectId, Dictionary), PdfError> {
        let root = self.trailer.get("Root").and_then(Object::as_reference);
        let root = root.ok_or(PdfError::NoCatalog)?;
        match self.get(root.number)? {
            Object::Dictionary(catalog) => Ok((root, catalog)),
            _ => Err(PdfError::NoCatalog),
        }
    }

    /// The object of this number, its strings decrypted; null if there is none.
    pub fn get(&self, number: u32) -> Result<Object, PdfError> {
        match self.entry(number) {
            Entry::Free => self.budget.spend(OBJECT).map(|()| Object::Null),
            Entry::InFile { offset, generation } => {
                let (id, mut object, _) = self.object_at(offset)?;
                if id != (ObjectId { number, generation }) {
                    return Err(PdfError::Syntax { offset });
                }
                let is_xref = object.as_dictionary().is_some_and(|it| it.is_type("XRef"));
                if let Some(security) = self.security.as_ref().filter(|_| !is_xref) {
                    security.decrypt_strings(id, &mut object);
                }
                Ok(object)
            }
            Entry::InStream { container, index } => self.in_container(number, container, index),
        }
    }

    /// The object, or what it refers to; through several references if need be.
    pub fn resolve(&self, object: &Object) -> Result<Object, PdfError> {
        let mut object = object.clone();
        for _ in 0..MAX_INDIRECTION {
            match object {
                Object::Reference(id) => object = self.get(id.number)?,
                found => return Ok(found),
            }
        }
        Ok(Object::Null)
    }

    /// What a key stands for, resolved; null if it is not there.
    pub fn value(&self, dictionary: &Dictionary, key: &str) -> Result<Object, PdfError> {
        dictionary
            .get(key)
            .map_or(Ok(Object::Null), |value| self.resolve(value))
    }

    /// The same, if it is a dictionary.
    pub fn dictionary(
        &self,
        dictionary: &Dictionary,
        key: &str,
    ) -> Result<Option<Dictionary>, PdfError> {
        Ok(self.value(dictionary, key)?.as_dictionary().cloned())
    }

    /// The bytes of a stream as they are in the file, encoded and, if the file is, encrypted.
    pub fn raw(&self, stream: &Stream) -> Result<Vec<u8>, PdfError> {
        match &stream.data {
            StreamData::InFile(range) => {
                let len = range.end.saturating_sub(range.start);
                let len = usize::try_from(len).or(Err(PdfError::TooComplex))?;
                if len > filter::MAX_LEN {
                    return Err(PdfError::TooComplex);
                }
                self.budget.spend_searching(len)?;
                Ok(self.source.bytes(range.start, len)?)
            }
            StreamData::Owned(bytes) => Ok(bytes.clone()),
        }
    }

    /// The bytes of the stream `id`, decrypted and decoded. For what the structure of files is made
    /// of, not for pictures.
    pub fn decoded(&self, id: ObjectId, stream: &Stream) -> Result<Vec<u8>, PdfError> {
        let dictionary = self.resolved_values(&stream.dictionary)?;
        let mut data = self.raw(stream)?;
        if let Some(security) = self
            .security
            .as_ref()
            .filter(|_| !dictionary.is_type("XRef"))
        {
            data = security.decrypt_stream(id, &dictionary, data)?;
        }
        filter::decode(&dictionary, data, &self.budget)
    }

    /// The indirect object that begins at `offset`, as it is in the file, and where it ends: after
    /// `endobj`, or after its stream's data.
    pub fn object_at(&self, offset: u64) -> Result<(ObjectId, Object, u64), PdfError> {
        let (id, object, word, len) = self.parse_at(offset, |parser| {
            let id = parser.indirect_head()?;
            let object = parser.object()?;
            // The word after it shows that the object is whole.
            let word = match parser.token()? {
                Token::Keyword(word) => word,
                // A missing `endobj`: the next object's number.
                Token::Value(Object::Integer(_)) => Vec::new(),
                _ => return Err(SyntaxError::Malformed),
            };
            Ok((id, object, word, parser.position()))
        })?;
        let end = offset + u64::try_from(len).unwrap_or_default();
        match (object, word.as_slice()) {
            (Object::Dictionary(dictionary), b"stream") => {
                let range = self.stream_range(&dictionary, end)?;
                let end = range.end;
                let data = StreamData::InFile(range);
                let stream = Object::Stream(Stream { dictionary, data });
                Ok((id, stream, end))
            }
            (object, _) => Ok((id, object, end)),
        }
    }

    /// Where in the file each entry of the dictionary lies that is the indirect object at `offset`:
    /// its keys in order, each with the bytes of its value.
    pub fn spans_at(&self, offset: u64) -> Result<Spans<u64>, PdfError> {
        let spans = self.parse_at(offset, |parser| {
            parser.indirect_head()?;
            parser.dictionary_spans()
        })?;
        let place = |at: usize| offset.saturating_add(u64::try_from(at).unwrap_or(u64::MAX));
        Ok(spans
            .into_iter()
            .map(|(key, span)| (key, place(span.start)..place(span.end)))
            .collect())
    }

    /// The dictionary with every value resolved once.
    fn resolved_values(&self, dictionary: &Dictionary) -> Result<Dictionary, PdfError> {
        let mut resolved = dictionary.clone();
        for value in resolved.values_mut() {
            if value.as_reference().is_some() {
                *value = self.resolve(value)?;
            } else if let Object::Array(elements) = value {
                for element in elements {
                    *element = self.resolve(element)?;
                }
            }
        }
        Ok(resolved)
    }

    /// Reads with as many bytes as it takes.
    pub(in crate::core) fn parse_at<T>(
        &self,
        offset: u64,
        parse: impl Fn(&mut Parser<'_>) -> Result<T, SyntaxError>,
    ) -> Result<T, PdfError> {
        let malformed = PdfError::Syntax { offset };
        let mut window = WINDOW;
        loop {
            let bytes = self.source.bytes(offset, window)?;
            let mut parser = Parser::new(&bytes);
            let parsed = parse(&mut parser);
            // What ends too early was looked at to its end.
            let len = match parsed {
                Err(SyntaxError::Incomplete) => bytes.len(),
                _ => parser.position(),
            };
            self.budget.spend_parsing(len, parser.parts())?;
            match parsed {
                Ok(found) => return Ok(found),
                Err(SyntaxError::Incomplete) if bytes.len() == window => {}
                Err(SyntaxError::Incomplete) => {
                    self.leans.set(true);
                    return Err(malformed);
                }
                Err(SyntaxError::TooMany) => return Err(PdfError::TooComplex),
                Err(_) => return Err(malformed),
            }
            if window >= MAX_OBJECT {
                return Err(PdfError::TooComplex);
            }
            window *= 4;
        }
    }

    /// Where the data of a stream lies whose keyword ends at `keyword_end` (§7.3.8.1).
    fn stream_range(
        &self,
        dictionary: &Dictionary,
        keyword_end: u64,
    ) -> Result<Range<u64>, PdfError> {
        let start = keyword_end
            + match self.source.bytes(keyword_end, 2)?[..] {
                [b'\r', b'\n'] => 2,
                [b'\r' | b'\n', ..] => 1,
                _ => 0,
            };
        let len = self.stream_len(dictionary)?;
        let said = len.and_then(|len| start.checked_add(len));
        if let Some(end) = said
            && end <= self.source.len()
            && self.ends_at(end)?
        {
            return Ok(start..end);
        }
        // The length is wrong: readers go by the word that ends the stream.
        let end = repair::find_word(self, start, b"endstream")?;
        let close = self.source.len().saturating_sub(WORD_AFTER_STREAM);
        if end.is_none() || said.is_some_and(|said| said >= close) {
            self.leans.set(true);
        }
        let end = end.ok_or(PdfError::Syntax { offset: start })?;
        let before = self.source.bytes(end.saturating_sub(2).max(start), 2)?;
        let line_end = match before[..] {
            [b'\r', b'\n'] => 2,
            [.., b'\r' | b'\n'] => 1,
            _ => 0,
        };
        Ok(start..end.saturating_sub(line_end).max(start))
    }

    fn stream_len(&self, dictionary: &Dictionary) -> Result<Option<u64>, PdfError> {
        let depth = self.indirection.get();
        if depth >= MAX_INDIRECTION {
            return Err(PdfError::TooComplex);
        }
        self.indirection.set(depth + 1);
        // A length that cannot be read is a wrong one.
        let len = self.value(dictionary, "Length").unwrap_or(Object::Null);
        self.indirection.set(depth);
        Ok(len.as_integer().and_then(|len| u64::try_from(len).ok()))
    }

    fn ends_at(&self, end: u64) -> Result<bool, PdfError> {
        let len = usize::try_from(WORD_AFTER_STREAM).unwrap_or(0);
        let after = self.source.bytes(end, len)?;
        let spaces = after.iter().take_while(|byte| is_space(**byte)).count();
        let word = after.get(spaces..).unwrap_or_default();
        Ok(word.starts_with(b"endstream") || (word.starts_with(b"endobj") && spaces > 0))
    }
}

fn count_of(dictionary: &Dictionary) -> u64 {
    dictionary.iter().map(|(_, value)| value.parts()).sum()
}

fn header_offset(source: &dyn Source) -> Result<u64, PdfError> {
    let head = source.bytes(0, HEAD)?;
    let found = head.windows(5).position(|it| it == b"%PDF-");
    let found = found.and_then(|it| u64::try_from(it).ok());
    found.ok_or(PdfError::NotPdf)
}
