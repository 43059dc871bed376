//! Walks through the BER of a source without holding it: elements are entered, passed over or taken
//! out one by one, through a window of bounded size. What is taken out is limited in sum; lengths
//! are believed only as far as the element around them and the source go.

use crate::core::ber::{BerError, CONSTRUCTED, END_OF_CONTENTS, Extent, MAX_DEPTH, MAX_HEADER_LEN};
use crate::core::ber::{Start, to_der};
use crate::core::source::Source;

use super::CmsError;

const OCTET_STRING: u8 = 0x04;

/// The most bytes that are taken out of one document: everything but its content.
const MAX_TAKEN: usize = 16 * 1024 * 1024;

/// Bytes read at once while walking from header to header.
const HEADERS: usize = 4 * 1024;

/// Bytes read at once while content is read.
const PIECE: usize = 256 * 1024;

/// Where an element ends.
#[derive(Clone, Copy)]
pub(super) enum End {
    /// At this place.
    At(u64),
    /// At the next mark, which must come before this place.
    Marked { before: u64 },
}

impl End {
    fn bound(self) -> u64 {
        match self {
            Self::At(place) | Self::Marked { before: place } => place,
        }
    }
}

/// A place in a source, and the bytes around it.
pub(super) struct Walker<'a> {
    source: &'a dyn Source,
    at: u64,
    window: Vec<u8>,
    window_at: u64,
    window_len: usize,
    taken: usize,
}

impl<'a> Walker<'a> {
    /// Stands at the start of `source`.
    pub(super) fn new(source: &'a dyn Source) -> Self {
        Self::with_window(source, 0, HEADERS)
    }

    fn with_window(source: &'a dyn Source, at: u64, window_len: usize) -> Self {
        Self {
            source,
            at,
            window: Vec::new(),
            window_at: at,
            window_len,
            taken: 0,
        }
    }

    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The end of the source.
    pub(super) fn end(&self) -> End {
        End::At(self.source.len())
    }

    /// Tag and length of the next element of one that ends at `end`.
    fn start(&mut self, end: End) -> Result<Start, CmsError> {
        let start = Start::parse(self.at_hand(MAX_HEADER_LEN)?)?;
        let header_len = u64::try_from(start.header_len).unwrap_or(u64::MAX);
        let needed = start.total_len().unwrap_or(header_len);
        let available = end.bound().saturating_sub(self.at);
        if start.extent != Extent::Indefinite && start.total_len().is_none() || needed > available {
            let clamp = |len| usize::try_from(len).unwrap_or(usize::MAX);
            return Err(BerError::Truncated {
                needed: clamp(needed),
                available: clamp(available),
            }
            .into());
        }
        Ok(start)
    }

    /// The tag of the next element.
    pub(super) fn tag(&mut self, end: End) -> Result<u8, CmsError> {
        Ok(self.start(end)?.tag)
    }

    /// Whether the element that ends at `end` has nothing more; steps over its end mark.
    pub(super) fn is_over(&mut self, end: End) -> Result<bool, CmsError> {
        match end {
            End::At(place) => Ok(self.at == place),
            End::Marked { before } => {
                let is_marked = before.saturating_sub(self.at) >= 2
                    && self.at_hand(2)?.starts_with(&END_OF_CONTENTS);
                if is_marked {
                    self.at = self.at.saturating_add(2);
                }
                Ok(is_marked)
            }
        }
    }

    /// Steps over the end of an element in which nothing may follow.
    pub(super) fn leave(&mut self, end: End) -> Result<(), CmsError> {
        if self.is_over(end)? {
            return Ok(());
        }
        let count = end.bound().saturating_sub(self.at);
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        Err(BerError::TrailingBytes { count }.into())
    }

    /// Steps over zero bytes up to the end of the source; nothing else may follow.
    pub(super) fn leave_zeros(&mut self) -> Result<(), CmsError> {
        while self.at < self.source.len() {
            let bytes = self.at_hand(1)?;
            if bytes.is_empty() || bytes.iter().any(|byte| *byte != 0) {
                return self.leave(self.end());
            }
            let count = bytes.len();
            self.step(count);
        }
        Ok(())
    }

    /// Steps into the next element, which must have `tag`; gives its end.
    pub(super) fn enter(&mut self, tag: u8, end: End) -> Result<End, CmsError> {
        let start = self.start(end)?;
        if start.tag != tag {
            return Err(BerError::UnexpectedTag {
                expected: tag,
                found: start.tag,
            }
            .into());
        }
        self.step(start.header_len);
        Ok(match start.extent {
            Extent::Definite(len) => End::At(self.at.saturating_add(len)),
            Extent::Indefinite => End::Marked {
                before: end.bound(),
            },
        })
    }

    /// Takes the next element out, as it is.
    pub(super) fn take_raw(&mut self, end: End) -> Result<Vec<u8>, CmsError> {
        let from = self.at;
        self.pass(end)?;
        let len = usize::try_from(self.at.saturating_sub(from)).unwrap_or(usize::MAX);
        self.taken = self.taken.saturating_add(len);
        if self.taken > MAX_TAKEN {
            return Err(CmsError::TooLarge { limit: MAX_TAKEN });
        }
        let bytes = self.source.bytes(from, len)?;
        if bytes.len() == len {
            Ok(bytes)
        } else {
            Err(cut_short(len, bytes.len()))
        }
    }

    /// Takes the next element out, as DER.
    pub(super) fn take_der(&mut self, end: End) -> Result<Vec<u8>, CmsError> {
        let raw = self.take_raw(end)?;
        Ok(to_der(&raw)?.into_owned())
    }

    /// Steps over the next element.
    pub(super) fn pass(&mut self, end: End) -> Result<(), CmsError> {
        let mut open = Vec::new();
        let mut around = end;
        loop {
            let start = self.start(around)?;
            self.step(start.header_len);
            match start.extent {
                Extent::Definite(len) => self.at = self.at.saturating_add(len),
                Extent::Indefinite => {
                    let before = around.bound();
                    push(&mut open, End::Marked { before })?;
                }
            }
            while let Some(inner) = open.last() {
                if !self.is_over(*inner)? {
                    break;
                }
                open.pop();
            }
            match open.last() {
                Some(inner) => around = *inner,
                None => return Ok(()),
            }
        }
    }

    fn step(&mut self, len: usize) {
        let len = u64::try_from(len).unwrap_or(u64::MAX);
        self.at = self.at.saturating_add(len);
    }

    /// The bytes here, `wanted` or more of them; fewer only at the end of the source.
    fn at_hand(&mut self, wanted: usize) -> Result<&[u8], CmsError> {
        let offset = self
            .at
            .checked_sub(self.window_at)
            .and_then(|offset| usize::try_from(offset).ok())
            .filter(|offset| {
                let needed = offset.saturating_add(wanted);
                needed <= self.window.len()
            });
        let offset = if let Some(offset) = offset {
            offset
        } else {
            let left = self.source.len().saturating_sub(self.at);
            let left = usize::try_from(left).unwrap_or(usize::MAX);
            self.window.resize(self.window_len.min(left), 0);
            let count = self.source.read_at(self.at, &mut self.window)?;
            self.window.truncate(count);
            self.window_at = self.at;
            0
        };
        Ok(self.window.get(offset..).unwrap_or_default())
    }
}

/// Opens an element in one that is open already, unless there are too many.
fn push(open: &mut Vec<End>, end: End) -> Result<(), CmsError> {
    if open.len() == MAX_DEPTH {
        return Err(BerError::TooDeep { limit: MAX_DEPTH }.into());
    }
    open.push(end);
    Ok(())
}

fn cut_short(needed: usize, available: usize) -> CmsError {
    BerError::Truncated { needed, available }.into()
}

/// An octet string in any number of pieces (X.690 §8.7), somewhere in a source.
#[derive(Clone, Copy)]
pub(super) struct OctetString {
    at: u64,
    bound: u64,
    len: u64,
}

impl OctetString {
    /// Finds its pieces and steps over it; its bytes are not read.
    pub(super) fn find(walker: &mut Walker<'_>, end: End) -> Result<Self, CmsError> {
        let at = walker.at();
        let mut pieces = Pieces::at(end);
        let mut len: u64 = 0;
        while let Some(piece) = pieces.next(walker)? {
            walker.at = walker.at.saturating_add(piece);
            len = len.saturating_add(piece);
        }
        let bound = walker.at();
        Ok(Self { at, bound, len })
    }

    /// Bytes of all pieces together.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    pub(super) fn reader<'a>(&self, source: &'a dyn Source) -> ContentReader<'a> {
        ContentReader {
            walker: Walker::with_window(source, self.at, PIECE),
            pieces: Pieces::at(End::At(self.bound)),
            left: 0,
        }
    }
}

/// Goes from piece to piece of an octet string.
struct Pieces {
    /// The end of what the string is in, before its first tag is read.
    around: Option<End>,
    open: Vec<End>,
}

impl Pieces {
    fn at(around: End) -> Self {
        Self {
            around: Some(around),
            open: Vec::new(),
        }
    }

    /// Steps to the contents of the next piece and gives their length; the last piece has been
    /// passed before.
    fn next(&mut self, walker: &mut Walker<'_>) -> Result<Option<u64>, CmsError> {
        loop {
            let end = match (self.around.take(), self.open.last()) {
                (Some(end), _) => end,
                (None, None) => return Ok(None),
                (None, Some(end)) => {
                    let end = *end;
                    if walker.is_over(end)? {
                        self.open.pop();
                        continue;
                    }
                    end
                }
            };
            let start = walker.start(end)?;
            match (start.tag, start.extent) {
                (OCTET_STRING, Extent::Definite(len)) => {
                    walker.step(start.header_len);
                    return Ok(Some(len));
                }
                (tag, _) if tag == OCTET_STRING | CONSTRUCTED => {
                    let inner = walker.enter(tag, end)?;
                    push(&mut self.open, inner)?;
                }
                (found, _) => {
                    let expected = OCTET_STRING;
                    return Err(BerError::UnexpectedTag { expected, found }.into());
                }
            }
        }
    }
}

/// Reads the content that a document carries, piece by piece.
pub struct ContentReader<'a> {
    walker: Walker<'a>,
    pieces: Pieces,
    left: u64,
}

impl ContentReader<'_> {
    /// The next bytes of the content, some hundred thousand at most; `None` after the last.
    pub fn next_piece(&mut self) -> Result<Option<&[u8]>, CmsError> {
        while self.left == 0 {
            match self.pieces.next(&mut self.walker)? {
                None => return Ok(None),
                Some(len) => self.left = len,
            }
        }
        let from = self.walker.at;
        let at_hand = self.walker.at_hand(1)?.len();
        let count = at_hand.min(usize::try_from(self.left).unwrap_or(usize::MAX));
        if count == 0 {
            return Err(cut_short(1, 0)); // the source has become shorter meanwhile
        }
        self.walker.step(count);
        self.left = self
            .left
            .saturating_sub(u64::try_from(count).unwrap_or(u64::MAX));
        let start = from.saturating_sub(self.walker.window_at);
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        Ok(self
            .walker
            .window
            .get(start..)
            .and_then(|it| it.get(..count)))
    }
}
