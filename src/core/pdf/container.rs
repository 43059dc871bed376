//! Object streams (ISO 32000-2 §7.5.7): objects that lie compressed in a stream. What was decoded is kept
//! at hand for a while, for its neighbours are often asked for next.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    PdfError, PdfFile,
    object::{Object, ObjectId, Stream},
    parse::{Parser, Token},
    xref::Entry,
};

/// The most bytes of decoded object streams that are kept at hand.
const KEPT: usize = 32 * 1024 * 1024;

/// The most objects of one object stream; each takes some forty bytes of memory.
const MAX_OBJECTS: usize = 1_000_000;

/// How many object streams may have to be read to read one.
const MAX_CHAIN: usize = 8;

/// Decoded object streams.
#[derive(Default)]
pub(super) struct Kept {
    containers: BTreeMap<u32, Rc<Container>>,
    bytes: usize,
    /// Those being read: reading one may take another, for what its dictionary refers to.
    reading: Vec<u32>,
}

impl Kept {
    fn is_endless(&self, number: u32) -> bool {
        self.reading.contains(&number) || self.reading.len() >= MAX_CHAIN
    }
}

/// A decoded object stream (ISO 32000-2 §7.5.7).
pub(super) struct Container {
    data: Vec<u8>,
    /// Object numbers and where each begins.
    objects: Vec<(u32, usize)>,
    /// The same by number.
    by_number: Vec<(u32, usize)>,
    /// Where objects begin, in order.
    begins: Vec<usize>,
}

impl Container {
    fn new(data: Vec<u8>, objects: Vec<(u32, usize)>) -> Self {
        let mut by_number = objects.clone();
        by_number.sort_by_key(|(number, _)| *number);
        let mut begins: Vec<usize> = objects.iter().map(|(_, begin)| *begin).collect();
        begins.sort_unstable();
        Self {
            data,
            objects,
            by_number,
            begins,
        }
    }

    /// Where an object begins; where its place is wrong it is found by its number, as readers do.
    fn begin(&self, number: u32, index: u32) -> Option<usize> {
        let at = usize::try_from(index).ok();
        let listed = at.and_then(|at| self.objects.get(at));
        if let Some((found, begin)) = listed
            && *found == number
        {
            return Some(*begin);
        }
        let first = self.by_number.partition_point(|(it, _)| *it < number);
        let (found, begin) = self.by_number.get(first)?;
        (*found == number).then_some(*begin)
    }

    /// The bytes from there to the next object.
    fn object(&self, begin: usize) -> &[u8] {
        let next = self.begins.partition_point(|it| *it <= begin);
        let end = self.begins.get(next).copied().unwrap_or(usize::MAX);
        let rest = self.data.get(begin..).unwrap_or_default();
        rest.get(..end.saturating_sub(begin)).unwrap_or(rest)
    }

    /// Bytes of memory.
    fn size(&self) -> usize {
        self.data.len() + self.objects.len() * 40
    }
}

impl PdfFile<'_> {
    pub(super) fn in_container(
        &self,
        number: u32,
        container: u32,
        index: u32,
    ) -> Result<Object, PdfError> {
        let container = self.container(container)?;
        let Some(begin) = container.begin(number, index) else {
            return Ok(Object::Null);
        };
        // One byte more, so that an object at the very end is seen to end.
        let mut bytes = container.object(begin).to_vec();
        bytes.push(b' ');
        let mut parser = Parser::new(&bytes);
        let object = parser.object();
        self.budget.spend_parsing(bytes.len(), parser.parts())?;
        object.or(Err(PdfError::Syntax { offset: 0 }))
    }

    fn container(&self, number: u32) -> Result<Rc<Container>, PdfError> {
        if let Some(container) = self.kept.borrow().containers.get(&number) {
            return Ok(Rc::clone(container));
        }
        // One that has to be read before it can be read, or a chain of them without end.
        if self.kept.borrow().is_endless(number) {
            return Err(PdfError::Xref);
        }
        self.kept.borrow_mut().reading.push(number);
        let container = self.read_numbered(number);
        let mut kept = self.kept.borrow_mut();
        kept.reading.pop();
        let container = Rc::new(container?);
        if kept.bytes.saturating_add(container.size()) > KEPT {
            kept.containers.clear();
            kept.bytes = 0;
        }
        kept.bytes += container.size();
        kept.containers.insert(number, Rc::clone(&container));
        Ok(container)
    }

    fn read_numbered(&self, number: u32) -> Result<Container, PdfError> {
        // A container is never in a container (§7.5.7).
        let Entry::InFile { offset, generation } = self.entry(number) else {
            return Err(PdfError::Xref);
        };
        let (id, object, _) = self.object_at(offset)?;
        let Object::Stream(stream) = object else {
            return Err(PdfError::Syntax { offset });
        };
        if id != (ObjectId { number, generation }) {
            return Err(PdfError::Syntax { offset });
        }
        self.read_container(id, &stream)
    }

    /// The numbers of the objects in the object stream `id`, in order.
    pub(in crate::core) fn numbers_in(
        &self,
        id: ObjectId,
        stream: &Stream,
    ) -> Result<Vec<u32>, PdfError> {
        let container = self.read_container(id, stream)?;
        Ok(container
            .objects
            .iter()
            .map(|(number, _)| *number)
            .collect())
    }

    fn read_container(&self, id: ObjectId, stream: &Stream) -> Result<Container, PdfError> {
        let number = |key| {
            let value = self.value(&stream.dictionary, key)?.as_integer();
            let value = value.and_then(|it| usize::try_from(it).ok());
            value.ok_or(PdfError::StreamEncoding)
        };
        let (count, first) = (number("N")?, number("First")?);
        let data = self.decoded(id, stream)?;
        let mut parser = Parser::new(&data);
        let mut integer = || match parser.token() {
            Ok(Token::Value(Object::Integer(number))) => usize::try_from(number).ok(),
            _ => None,
        };
        if count > MAX_OBJECTS {
            return Err(PdfError::TooComplex);
        }
        let mut objects = Vec::new();
        for _ in 0..count {
            let (Some(number), Some(begin)) = (integer(), integer()) else {
                return Err(PdfError::StreamEncoding);
            };
            let number = u32::try_from(number).or(Err(PdfError::StreamEncoding))?;
            objects.push((number, first.saturating_add(begin)));
        }
        Ok(Container::new(data, objects))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_stream_that_needs_itself_ends() {
        let catalog = "1 0 obj\n<< /Type /Catalog /Pages << /Type /Pages /Kids [] >> >>\nendobj\n";
        let stream = "7 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length 8 /Extends 6 0 R >>\n\
                      stream\n6 0 null\nendstream\nendobj\n";
        let mut bytes = format!("%PDF-1.7\n{catalog}{stream}").into_bytes();
        let table = bytes.len();
        let places = [9, 9 + catalog.len()].map(|place| u8::try_from(place).expect("near"));
        bytes.extend(
            b"9 0 obj\n<< /Type /XRef /Size 10 /W [1 1 1] /Index [1 1 6 2] /Root 1 0 R \
              /Length 9 >>\nstream\n",
        );
        bytes.extend([1, places[0], 0, 2, 7, 0, 1, places[1], 0]);
        bytes.extend(format!("\nendstream\nendobj\nstartxref\n{table}\n%%EOF\n").into_bytes());
        let file = PdfFile::open(&bytes).expect("opens");
        let (container, index) = (7, 0);
        assert_eq!(file.entry(6), Entry::InStream { container, index });
        // Without an answer, or with one, but with an end.
        let _ = file.get(6);
    }
}
