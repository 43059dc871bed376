//! An incremental update (ISO 32000-2 §7.5.6): new objects, new versions of old ones, and a
//! cross-reference section of the kind the file has already. A file whose sections are broken gets one
//! that names every object, so that it is whole afterwards.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use super::{BYTE_RANGE_DIGITS, PdfProfile, PdfSignError, Update};
use crate::core::pdf::{
    Dictionary, Entry, Health, MAX_NUMBER, Object, ObjectId, PdfError, PdfFile, SectionKind,
    Stream, StreamData, write_indirect, write_object,
};

/// More objects than are ever added: a seal with its fonts has some fifteen.
const ROOM: u32 = 64;

/// What of a file might be another once something is added to it.
struct Loose {
    /// The numbers from [`PdfFile::next_number`] on that something refers to. A reference to nothing would
    /// become one to what is added, and the document would show something that it did not when it was
    /// looked at: the seal in another place, say.
    named: BTreeSet<u32>,
    /// The objects that nothing ends before the file does: what is added might end them.
    open: Vec<u32>,
}

impl Loose {
    fn of(file: &PdfFile<'_>) -> Result<Self, PdfError> {
        // A repaired file gets a table of its own.
        if file.has_leaned_on_its_end() && file.health() == Health::Sound {
            return Err(PdfError::Xref);
        }
        let from = file.next_number();
        let mut loose = Self {
            named: BTreeSet::new(),
            open: Vec::new(),
        };
        for (_, value) in file.trailer().iter() {
            names(value, from, &mut loose.named);
        }
        for number in file.objects().into_keys() {
            match file.get(number) {
                Ok(object) => names(&object, from, &mut loose.named),
                Err(error @ (PdfError::Source(_) | PdfError::TooComplex)) => return Err(error),
                // Nobody can read it.
                Err(_) => {}
            }
            if file.has_leaned_on_its_end() {
                loose.open.push(number);
            }
        }
        Ok(loose)
    }

    /// The first of [`ROOM`] numbers that nothing refers to.
    fn clear_from(&self, from: u32) -> u32 {
        let clear = |first: u32, named: &u32| {
            if *named < first.saturating_add(ROOM) {
                named.saturating_add(1)
            } else {
                first
            }
        };
        self.named.iter().fold(from, clear)
    }
}

/// Takes in the numbers from `from` on that `object` refers to.
fn names(object: &Object, from: u32, named: &mut BTreeSet<u32>) {
    match object {
        Object::Reference(id) if id.number >= from => {
            named.insert(id.number);
        }
        Object::Array(elements) => elements.iter().for_each(|it| names(it, from, named)),
        Object::Dictionary(_) | Object::Stream(_) => {
            let entries = object
                .as_dictionary()
                .into_iter()
                .flat_map(Dictionary::iter);
            entries.for_each(|(_, it)| names(it, from, named));
        }
        _ => {}
    }
}

/// What is added to a file.
pub(super) struct Revision<'f, 's> {
    file: &'f PdfFile<'s>,
    next: u32,
    open: Vec<u32>,
    objects: BTreeMap<u32, (u16, Object)>,
}

impl<'f, 's> Revision<'f, 's> {
    pub(super) fn of(file: &'f PdfFile<'s>) -> Result<Self, PdfSignError> {
        let loose = Loose::of(file)?;
        let next = loose.clear_from(file.next_number());
        // Room for what is added must be left.
        if next > MAX_NUMBER - 1000 {
            return Err(PdfError::TooComplex.into());
        }
        Ok(Self {
            file,
            next,
            open: loose.open,
            objects: BTreeMap::new(),
        })
    }

    /// The objects of the file that what is added might end: they are to be what they were.
    pub(super) fn open(&self) -> Vec<u32> {
        self.open.clone()
    }

    /// A number for a new object.
    pub(super) fn new_number(&mut self) -> u32 {
        let number = self.next;
        self.next += 1;
        number
    }

    /// The number that the next new object gets.
    pub(super) fn next_number(&self) -> u32 {
        self.next
    }

    /// Adds an object that was numbered from [`Self::next_number`] on.
    pub(super) fn put_new(&mut self, number: u32, object: Object) {
        self.next = self.next.max(number.saturating_add(1));
        self.objects.insert(number, (0, object));
    }

    /// Adds an object, or a new version of one.
    pub(super) fn put(&mut self, number: u32, object: Object) {
        let generation = match self.file.entry(number) {
            Entry::InFile { generation, .. } => generation,
            Entry::Free | Entry::InStream { .. } => 0,
        };
        self.objects.insert(number, (generation, object));
    }

    /// The object as it is by now: as this revision has it, else as the file does.
    pub(super) fn get(&self, number: u32) -> Result<Object, PdfError> {
        match self.objects.get(&number) {
            Some((_, object)) => Ok(object.clone()),
            None => self.file.get(number),
        }
    }

    /// Writes everything, the signature `number` among it.
    pub(super) fn finish(
        mut self,
        number: u32,
        profile: PdfProfile,
        extra: &Dictionary,
        reserved: usize,
    ) -> Result<Update, PdfSignError> {
        self.check_streams()?;
        let file = self.file;
        let original_len = file.source().len();
        let mut tail = Tail {
            bytes: Vec::with_capacity(reserved * 2 + 8192),
            original_len,
            base: file.base(),
            places: BTreeMap::new(),
        };
        let last = file.source().bytes(original_len.saturating_sub(1), 1);
        if !matches!(last.map_err(PdfError::from)?[..], [b'\n' | b'\r']) {
            tail.bytes.push(b'\n');
        }
        for (number, (generation, object)) in std::mem::take(&mut self.objects) {
            let id = ObjectId { number, generation };
            tail.put(file, id, object);
        }
        let (range_at, contents) = tail.put_signature(file, number, profile, extra, reserved);
        self.write_section(&mut tail)?;
        let mut bytes = tail.bytes;
        write_byte_range(&mut bytes, range_at, original_len, &contents);
        Ok(Update {
            original_len,
            tail: bytes,
            contents,
        })
    }

    /// Refuses a document in which a stream stands for something that is no stream: it is something else
    /// as well, the content of a page, say, or what other objects are in, and that would be gone.
    fn check_streams(&self) -> Result<(), PdfError> {
        for (number, (_, object)) in &self.objects {
            let is_stream = matches!(object, Object::Stream(_));
            if !is_stream && matches!(self.file.get(*number)?, Object::Stream(_)) {
                return Err(PdfError::Xref);
            }
        }
        Ok(())
    }

    fn write_section(&mut self, tail: &mut Tail) -> Result<(), PdfSignError> {
        let file = self.file;
        let mut trailer = Dictionary::new();
        for key in ["Root", "Info", "Encrypt"] {
            if let Some(value) = file.trailer().get(key) {
                trailer.set(key, value.clone());
            }
        }
        if let Some(identifier) = self.identifier(&tail.bytes)? {
            trailer.set("ID", identifier);
        }
        let mut entries = std::mem::take(&mut tail.places);
        let kind = match file.health() {
            Health::Sound => {
                let offset = file.start().saturating_sub(file.base());
                trailer.set("Prev", Object::count(offset));
                let newest = file.sections().first();
                newest.map_or(SectionKind::Table, |it| it.kind)
            }
            // Nothing that is there already can be relied on: every object is named.
            Health::Repaired => {
                for (number, entry) in file.objects() {
                    entries.entry(number).or_insert(entry);
                }
                let in_streams = |it: &Entry| matches!(it, Entry::InStream { .. });
                if entries.values().any(in_streams) {
                    SectionKind::Stream
                } else {
                    SectionKind::Table
                }
            }
        };
        if file.health() == Health::Repaired {
            entries.insert(0, Entry::Free);
        }
        let start = tail.here();
        match kind {
            SectionKind::Table => {
                trailer.set("Size", Object::count(self.next));
                write_table(&mut tail.bytes, &entries, file.base());
                tail.bytes.extend_from_slice(b"trailer\n");
                write_object(&Object::Dictionary(trailer), &mut tail.bytes);
                tail.bytes.push(b'\n');
            }
            SectionKind::Stream => {
                let number = self.new_number();
                trailer.set("Size", Object::count(self.next));
                let place = Entry::InFile {
                    offset: start,
                    generation: 0,
                };
                entries.insert(number, place);
                let stream = xref_stream(trailer, &entries, file.base());
                write_indirect(ObjectId::new(number), &stream, &mut tail.bytes);
            }
        }
        let end = format!("startxref\n{}\n%%EOF\n", start - tail.base);
        tail.bytes.extend_from_slice(end.as_bytes());
        Ok(())
    }

    /// The first part names the file for good, the second this version of it (§14.4).
    fn identifier(&self, written: &[u8]) -> Result<Option<Object>, PdfError> {
        let identifier = self.file.value(self.file.trailer(), "ID")?;
        let Some(first) = identifier.as_array().and_then(|it| it.first()) else {
            return Ok(None);
        };
        let first = self.file.resolve(first)?;
        let version = Sha256::digest(written);
        let version = version.iter().copied().take(16).collect();
        Ok(Some(Object::Array(vec![first, Object::String(version)])))
    }
}

/// The bytes to be appended, and where each object lies.
struct Tail {
    bytes: Vec<u8>,
    original_len: u64,
    base: u64,
    places: BTreeMap<u32, Entry>,
}

impl Tail {
    fn here(&self) -> u64 {
        self.original_len + u64::try_from(self.bytes.len()).unwrap_or(u64::MAX)
    }

    fn mark(&mut self, id: ObjectId) {
        let place = Entry::InFile {
            offset: self.here(),
            generation: id.generation,
        };
        self.places.insert(id.number, place);
    }

    fn put(&mut self, file: &PdfFile<'_>, id: ObjectId, mut object: Object) {
        if let Some(security) = file.security() {
            security.encrypt(id, &mut object);
        }
        self.mark(id);
        write_indirect(id, &object, &mut self.bytes);
    }

    /// Writes the signature with room in it; gives where the numbers of `/ByteRange` begin and where
    /// `/Contents` lies. `/Contents` is never encrypted (§7.6.2).
    fn put_signature(
        &mut self,
        file: &PdfFile<'_>,
        number: u32,
        profile: PdfProfile,
        extra: &Dictionary,
        reserved: usize,
    ) -> (usize, std::ops::Range<usize>) {
        let id = ObjectId::new(number);
        self.mark(id);
        let mut extra = Object::Dictionary(extra.clone());
        if let Some(security) = file.security() {
            security.encrypt(id, &mut extra);
        }
        let head = format!(
            "{number} 0 obj\n<</Type /Sig/Filter /Adobe.PPKLite/SubFilter /{}/ByteRange [",
            profile.sub_filter()
        );
        self.bytes.extend_from_slice(head.as_bytes());
        let range_at = self.bytes.len();
        let blank = [b' '].repeat((BYTE_RANGE_DIGITS + 1) * 4);
        self.bytes.extend_from_slice(&blank);
        self.bytes.extend_from_slice(b"]/Contents ");
        let start = self.bytes.len();
        self.bytes.push(b'<');
        self.bytes.resize(start + 1 + reserved * 2, b'0');
        self.bytes.push(b'>');
        let end = self.bytes.len();
        let mut rest = Vec::new();
        write_object(&extra, &mut rest);
        let rest = rest.strip_prefix(b"<<").unwrap_or(&rest);
        self.bytes.extend_from_slice(rest);
        self.bytes.extend_from_slice(b"\nendobj\n");
        (range_at, start..end)
    }
}

/// Writes the four numbers over the blanks that were kept for them.
fn write_byte_range(
    tail: &mut [u8],
    at: usize,
    original_len: u64,
    contents: &std::ops::Range<usize>,
) {
    let place = |offset: usize| original_len + u64::try_from(offset).unwrap_or(u64::MAX);
    let numbers = [
        0,
        place(contents.start),
        place(contents.end),
        place(tail.len()) - place(contents.end),
    ];
    let text = numbers.map(|number| number.to_string()).join(" ");
    if let Some(blanks) = tail.get_mut(at..) {
        for (blank, byte) in blanks.iter_mut().zip(text.bytes()) {
            *blank = byte;
        }
    }
}

/// Runs of numbers that follow one another.
fn runs(entries: &BTreeMap<u32, Entry>) -> Vec<(u32, Vec<Entry>)> {
    let mut runs: Vec<(u32, Vec<Entry>)> = Vec::new();
    for (&number, &entry) in entries {
        match runs.last_mut() {
            Some((first, run))
                if u32::try_from(run.len()).is_ok_and(|len| *first + len == number) =>
            {
                run.push(entry);
            }
            _ => runs.push((number, vec![entry])),
        }
    }
    runs
}

fn write_table(out: &mut Vec<u8>, entries: &BTreeMap<u32, Entry>, base: u64) {
    out.extend_from_slice(b"xref\n");
    for (first, run) in runs(entries) {
        out.extend_from_slice(format!("{first} {}\n", run.len()).as_bytes());
        for entry in run {
            let line = match entry {
                Entry::InFile { offset, generation } => {
                    format!("{:010} {generation:05} n \n", offset - base)
                }
                Entry::Free | Entry::InStream { .. } => "0000000000 65535 f \n".to_owned(),
            };
            out.extend_from_slice(line.as_bytes());
        }
    }
}

/// A cross-reference stream, not compressed: it is short.
fn xref_stream(trailer: Dictionary, entries: &BTreeMap<u32, Entry>, base: u64) -> Object {
    let mut index = Vec::new();
    let mut data = Vec::new();
    for (first, run) in runs(entries) {
        index.push(Object::count(first));
        index.push(Object::count(run.len()));
        for entry in run {
            let (kind, first, second) = match entry {
                Entry::Free => (0, 0, 65535),
                Entry::InFile { offset, generation } => (1, offset - base, u32::from(generation)),
                Entry::InStream { container, index } => (2, u64::from(container), index),
            };
            data.push(kind);
            data.extend_from_slice(first.to_be_bytes().get(3..).unwrap_or_default());
            data.extend_from_slice(&second.to_be_bytes());
        }
    }
    let dictionary = trailer
        .with("Type", Object::name("XRef"))
        .with("Index", Object::Array(index))
        .with("W", Object::Array([1, 5, 4].map(Object::Integer).to_vec()))
        .with("Length", Object::count(data.len()));
    Object::Stream(Stream {
        dictionary,
        data: StreamData::Owned(data),
    })
}
