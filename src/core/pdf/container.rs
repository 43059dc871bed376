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

/// Decoded object streams.
#[derive(Default)]
pub(super) struct Kept {
    containers: BTreeMap<u32, Rc<Container>>,
    bytes: usize,
}

/// A decoded object stream (ISO 32000-2 §7.5.7).
pub(super) struct Container {
    data: Vec<u8>,
    /// Object numbers and where each begins.
    objects: Vec<(u32, usize)>,
}

impl PdfFile<'_> {
    pub(super) fn in_container(
        &self,
        number: u32,
        container: u32,
        index: u32,
    ) -> Result<Object, PdfError> {
        let container = self.container(container)?;
        let at = usize::try_from(index).ok();
        let listed = at.and_then(|at| container.objects.get(at));
        let begin = match listed {
            Some((found, begin)) if *found == number => *begin,
            // The place is wrong: by its number, as readers do.
            _ => match container.objects.iter().find(|(it, _)| *it == number) {
                Some((_, begin)) => *begin,
                None => return Ok(Object::Null),
            },
        };
        // One byte more, so that an object at the very end is seen to end.
        let mut bytes = container.data.get(begin..).unwrap_or_default().to_vec();
        let next = container.objects.iter().map(|(_, at)| *at);
        if let Some(end) = next.filter(|at| *at > begin).min() {
            bytes.truncate(end - begin);
        }
        bytes.push(b' ');
        Parser::new(&bytes)
            .object()
            .or(Err(PdfError::Syntax { offset: 0 }))
    }

    fn container(&self, number: u32) -> Result<Rc<Container>, PdfError> {
        if let Some(container) = self.kept.borrow().containers.get(&number) {
            return Ok(Rc::clone(container));
        }
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
        let container = Rc::new(self.read_container(id, &stream)?);
        let mut kept = self.kept.borrow_mut();
        if kept.bytes.saturating_add(container.data.len()) > KEPT {
            *kept = Kept::default();
        }
        kept.bytes += container.data.len();
        kept.containers.insert(number, Rc::clone(&container));
        Ok(container)
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
        let mut objects = Vec::new();
        for _ in 0..count {
            let (Some(number), Some(begin)) = (integer(), integer()) else {
                return Err(PdfError::StreamEncoding);
            };
            let number = u32::try_from(number).or(Err(PdfError::StreamEncoding))?;
            objects.push((number, first.saturating_add(begin)));
        }
        Ok(Container { data, objects })
    }
}
