//! The syntax of PDF objects (ISO 32000-2 §7.2, §7.3), from bytes at hand. As lenient as readers are
//! with white space and numbers; what it does not understand is an error, never a guess.

use std::ops::Range;

use thiserror::Error;

use super::object::{Dictionary, Object, ObjectId};

/// The deepest nesting of arrays and dictionaries.
const MAX_DEPTH: usize = 96;
/// The most objects in one object, of which each takes some fifty bytes of memory: more than a flat list of
/// all pages of any document.
const MAX_PARTS: u32 = 1_000_000;
/// The longest number in characters: a finite one has three hundred digits before its point at most.
const MAX_NUMBER: usize = 1024;

/// Why there is no object here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SyntaxError {
    /// The bytes end before the object does: with more of them it may be one.
    #[error("the bytes end within an object")]
    Incomplete,
    /// It is no object.
    #[error("not an object")]
    Malformed,
    /// Nested deeper than any document of people.
    #[error("nested too deeply")]
    TooDeep,
    /// More objects in one than in any document of people.
    #[error("too many objects in one")]
    TooMany,
}

/// A piece of syntax.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// `[`
    ArrayStart,
    /// `]`
    ArrayEnd,
    /// `<<`
    DictionaryStart,
    /// `>>`
    DictionaryEnd,
    /// Anything else made of regular characters: `obj`, `true`, `R`.
    Keyword(Vec<u8>),
    /// A number, string or name.
    Value(Object),
}

/// A number of digits only, and not too many: most are.
pub(super) fn plain_number(word: &[u8]) -> Option<i64> {
    if word.is_empty() || word.len() > 18 {
        return None;
    }
    word.iter().try_fold(0, |sum: i64, digit| {
        let value = digit.is_ascii_digit().then(|| i64::from(digit - b'0'))?;
        Some(sum * 10 + value)
    })
}

/// The keys of a dictionary and where the value of each lies.
pub type Spans<T> = Vec<(Vec<u8>, Range<T>)>;

/// Reads syntax from bytes.
#[derive(Clone)]
pub struct Parser<'a> {
    input: &'a [u8],
    at: usize,
    /// How many more objects are read.
    left: u32,
}

impl<'a> Parser<'a> {
    /// Begins at the first byte of `input`.
    pub fn new(input: &'a [u8]) -> Self {
        Self {
            input,
            at: 0,
            left: MAX_PARTS,
        }
    }

    /// How many objects were read, those within others among them.
    pub(super) fn parts(&self) -> u32 {
        MAX_PARTS - self.left
    }

    /// How many bytes were read.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Goes on at this byte.
    pub fn jump(&mut self, position: usize) {
        self.at = position.min(self.input.len());
    }

    /// What was not read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.input.get(self.at..).unwrap_or_default()
    }

    /// Passes over white space and comments (§7.2.3, §7.2.4).
    pub fn skip_space(&mut self) {
        while let Some(&byte) = self.rest().first() {
            if is_space(byte) {
                self.at += 1;
            } else if byte == b'%' {
                let end = self
                    .rest()
                    .iter()
                    .position(|it| matches!(it, b'\r' | b'\n'));
                self.at += end.unwrap_or(self.rest().len());
            } else {
                return;
            }
        }
    }

    /// The next object.
    pub fn object(&mut self) -> Result<Object, SyntaxError> {
        self.object_at_depth(MAX_DEPTH)
    }

    /// The next piece of syntax.
    pub fn token(&mut self) -> Result<Token, SyntaxError> {
        self.skip_space();
        match self.rest() {
            [] | [b'<' | b'>'] => Err(SyntaxError::Incomplete),
            [b'<', b'<', ..] => Ok(self.symbol(2, Token::DictionaryStart)),
            [b'>', b'>', ..] => Ok(self.symbol(2, Token::DictionaryEnd)),
            [b'[', ..] => Ok(self.symbol(1, Token::ArrayStart)),
            [b']', ..] => Ok(self.symbol(1, Token::ArrayEnd)),
            [b'<', ..] => self
                .hexadecimal()
                .map(|it| Token::Value(Object::String(it))),
            [b'(', ..] => self.literal().map(|it| Token::Value(Object::String(it))),
            [b'/', ..] => self.name().map(|it| Token::Value(Object::Name(it))),
            [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => self.number().map(Token::Value),
            [b')' | b'{' | b'}' | b'>', ..] => Err(SyntaxError::Malformed),
            _ => Ok(Token::Keyword(self.regular().to_vec())),
        }
    }

    /// The next object, which must be a dictionary: its keys, and where the value of each lies in the
    /// input. Stricter than [`Parser::object`]: a key without a value is an error.
    pub fn dictionary_spans(&mut self) -> Result<Spans<usize>, SyntaxError> {
        if self.token()? != Token::DictionaryStart {
            return Err(SyntaxError::Malformed);
        }
        let mut spans = Vec::new();
        loop {
            match self.token()? {
                Token::DictionaryEnd => return Ok(spans),
                Token::Value(Object::Name(key)) => {
                    self.skip_space();
                    let start = self.at;
                    self.object()?;
                    spans.push((key, start..self.at));
                }
                Token::Keyword(_) if self.rest().is_empty() => {
                    return Err(SyntaxError::Incomplete);
                }
                _ => return Err(SyntaxError::Malformed),
            }
        }
    }

    /// `12 0 obj`: the head of an indirect object. There is none of number 0 (§7.3.10): what calls itself
    /// so could not be named by any table.
    pub fn indirect_head(&mut self) -> Result<ObjectId, SyntaxError> {
        let id = self.object_id()?;
        if self.token()? == Token::Keyword(b"obj".to_vec()) && id.number > 0 {
            Ok(id)
        } else {
            Err(SyntaxError::Malformed)
        }
    }

    /// Reads the keyword, or stays where it is.
    pub fn keyword(&mut self, keyword: &str) -> bool {
        let mut ahead = self.clone();
        ahead.skip_space();
        let found = ahead.rest().starts_with(keyword.as_bytes());
        if found {
            self.at = ahead.at + keyword.len();
        }
        found
    }

    fn object_id(&mut self) -> Result<ObjectId, SyntaxError> {
        let mut integer = || match self.token()? {
            Token::Value(Object::Integer(number)) => Ok(number),
            _ => Err(SyntaxError::Malformed),
        };
        let (number, generation) = (integer()?, integer()?);
        Ok(ObjectId {
            number: u32::try_from(number).or(Err(SyntaxError::Malformed))?,
            generation: u16::try_from(generation).or(Err(SyntaxError::Malformed))?,
        })
    }

    fn object_at_depth(&mut self, depth: usize) -> Result<Object, SyntaxError> {
        let depth = depth.checked_sub(1).ok_or(SyntaxError::TooDeep)?;
        self.left = self.left.checked_sub(1).ok_or(SyntaxError::TooMany)?;
        match self.token()? {
            Token::ArrayStart => self.array(depth).map(Object::Array),
            Token::DictionaryStart => self.dictionary(depth).map(Object::Dictionary),
            Token::Keyword(word) => match word.as_slice() {
                b"true" => Ok(Object::Boolean(true)),
                b"false" => Ok(Object::Boolean(false)),
                b"null" => Ok(Object::Null),
                // A word cut off by the end of the bytes may be any word.
                _ if self.rest().is_empty() => Err(SyntaxError::Incomplete),
                _ => Err(SyntaxError::Malformed),
            },
            Token::Value(Object::Integer(number)) => Ok(self.reference_or(number)),
            Token::Value(value) => Ok(value),
            Token::ArrayEnd | Token::DictionaryEnd => Err(SyntaxError::Malformed),
        }
    }

    /// An integer may begin a reference: `12 0 R`.
    fn reference_or(&mut self, number: i64) -> Object {
        let plain = Object::Integer(number);
        let Ok(number) = u32::try_from(number) else {
            return plain;
        };
        let mut ahead = self.clone();
        ahead.skip_space();
        let generation = plain_number(ahead.regular()).and_then(|it| u16::try_from(it).ok());
        ahead.skip_space();
        match generation {
            Some(generation) if ahead.regular() == b"R" => {
                self.at = ahead.at;
                Object::Reference(ObjectId { number, generation })
            }
            _ => plain,
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Object>, SyntaxError> {
        let mut elements = Vec::new();
        loop {
            let mut ahead = self.clone();
            if ahead.token()? == Token::ArrayEnd {
                self.at = ahead.at;
                return Ok(elements);
            }
            elements.push(self.object_at_depth(depth)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Dictionary, SyntaxError> {
        let mut dictionary = Dictionary::new();
        loop {
            match self.token()? {
                Token::DictionaryEnd => return Ok(dictionary),
                Token::Value(Object::Name(key)) => {
                    let mut ahead = self.clone();
                    // A key without a value at the end, as some programs leave one.
                    if ahead.token()? == Token::DictionaryEnd {
                        dictionary.push(key, Object::Null);
                        continue;
                    }
                    let value = self.object_at_depth(depth)?;
                    dictionary.push(key, value);
                }
                Token::Keyword(_) if self.rest().is_empty() => {
                    return Err(SyntaxError::Incomplete);
                }
                _ => return Err(SyntaxError::Malformed),
            }
        }
    }

    fn symbol(&mut self, len: usize, token: Token) -> Token {
        self.at += len;
        token
    }

    fn regular(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let end = rest.iter().position(|byte| !is_regular(*byte));
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += word.len();
        word
    }

    /// §7.3.3, and what else readers take for a number: `+5`, `--5`, `4.`, `.5`.
    fn number(&mut self) -> Result<Object, SyntaxError> {
        let word = self.regular();
        if let Some(number) = plain_number(word) {
            return Ok(Object::Integer(number));
        }
        if word.len() > MAX_NUMBER {
            return Err(SyntaxError::Malformed);
        }
        let text = std::str::from_utf8(word).or(Err(SyntaxError::Malformed))?;
        let signs = text.trim_start_matches(['+', '-']);
        let sign = if text.starts_with('-') { "-" } else { "" };
        let text = format!("{sign}{signs}");
        if let Ok(number) = text.parse::<i64>() {
            return Ok(Object::Integer(number));
        }
        let is_decimal = signs.bytes().all(|it| it.is_ascii_digit() || it == b'.');
        let number = text.parse::<f64>().ok().filter(|it| it.is_finite());
        match number {
            Some(number) if is_decimal => Ok(Object::Real(number)),
            // `-` and `.` alone, and `12-34`, count for nothing.
            _ if signs
                .bytes()
                .all(|it| it.is_ascii_digit() || b".-".contains(&it)) =>
            {
                Ok(Object::Integer(0))
            }
            _ => Err(SyntaxError::Malformed),
        }
    }

    /// §7.3.5
    fn name(&mut self) -> Result<Vec<u8>, SyntaxError> {
        self.at += 1;
        let raw = self.regular();
        if self.rest().is_empty() {
            return Err(SyntaxError::Incomplete);
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((&byte, after)) = rest.split_first() {
            match after {
                [high, low, next @ ..] if byte == b'#' => match (digit(*high), digit(*low)) {
                    (Some(high), Some(low)) => {
                        name.push(high << 4 | low);
                        rest = next;
                        continue;
                    }
                    _ => name.push(byte),
                },
                _ => name.push(byte),
            }
            rest = after;
        }
        Ok(name)
    }

    /// §7.3.4.3
    fn hexadecimal(&mut self) -> Result<Vec<u8>, SyntaxError> {
        let rest = self.rest().get(1..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'>');
        let digits = rest.get(..end.ok_or(SyntaxError::Incomplete)?);
        let digits = digits.unwrap_or_default();
        self.at += digits.len() + 2;
        let mut bytes = Vec::with_capacity(digits.len() / 2);
        let mut half = None;
        for &byte in digits.iter().filter(|byte| !is_space(**byte)) {
            let value = digit(byte).ok_or(SyntaxError::Malformed)?;
            half = match half {
                None => Some(value << 4),
                Some(high) => {
                    bytes.push(high | value);
                    None
                }
            };
        }
        bytes.extend(half);
        Ok(bytes)
    }

    /// §7.3.4.2
    fn literal(&mut self) -> Result<Vec<u8>, SyntaxError> {
        self.at += 1;
        let mut bytes = Vec::new();
        let mut open = 1;
        loop {
            let &byte = self.rest().first().ok_or(SyntaxError::Incomplete)?;
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(bytes);
                    }
                }
                b'\\' => {
                    self.escape(&mut bytes)?;
                    continue;
                }
                b'\r' => {
                    if self.rest().first() == Some(&b'\n') {
                        self.at += 1;
                    }
                    bytes.push(b'\n');
                    continue;
                }
                _ => {}
            }
            bytes.push(byte);
        }
    }

    fn escape(&mut self, bytes: &mut Vec<u8>) -> Result<(), SyntaxError> {
        let &byte = self.rest().first().ok_or(SyntaxError::Incomplete)?;
        self.at += 1;
        match byte {
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'b' => bytes.push(8),
            b'f' => bytes.push(12),
            b'\n' => {}
            b'\r' => {
                if self.rest().first() == Some(&b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.rest().first() {
                        Some(&next @ b'0'..=b'7') => {
                            value = value * 8 + u32::from(next - b'0');
                            self.at += 1;
                        }
                        _ => break,
                    }
                }
                // High-order overflow is ignored.
                bytes.push(u8::try_from(value & 0xFF).unwrap_or_default());
            }
            other => bytes.push(other),
        }
        Ok(())
    }
}

/// White space (§7.2.3, table 1).
pub fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

/// The value of a hexadecimal digit.
pub(in crate::core) fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(input: &[u8]) -> Result<Object, SyntaxError> {
        Parser::new(input).object()
    }

    #[test]
    fn objects_of_every_kind() {
        let reference = Object::Reference(ObjectId::new(12));
        for (input, expected) in [
            (b"true ".as_slice(), Object::Boolean(true)),
            (b"-17 ", Object::Integer(-17)),
            (b"--5 ", Object::Integer(-5)),
            (b"4. ", Object::Real(4.0)),
            (b"-.002 ", Object::Real(-0.002)),
            (b"12 0 R ", reference.clone()),
            (b"12 0 obj", Object::Integer(12)),
            (b"/A#20B/", Object::Name(b"A B".to_vec())),
            (b"/ ", Object::Name(Vec::new())),
            (
                b"(a(b)\\)\\101\\\r\nc)",
                Object::String(b"a(b))Ac".to_vec()),
            ),
            (b"(a\rb\r\nc)", Object::String(b"a\nb\nc".to_vec())),
            (b"<48 6 5 7>", Object::String(b"Hep".to_vec())),
            (
                b"[1 12 0 R(x)]",
                Object::Array(vec![
                    Object::Integer(1),
                    reference,
                    Object::String(b"x".to_vec()),
                ]),
            ),
        ] {
            assert_eq!(
                read(input),
                Ok(expected),
                "{}",
                String::from_utf8_lossy(input)
            );
        }
    }

    #[test]
    fn what_is_cut_off_is_told_from_what_is_wrong() {
        for input in [
            b"<</A 1".as_slice(),
            b"[1 2",
            b"(abc",
            b"<48",
            b"/Na",
            b"<",
            b"tru",
        ] {
            assert_eq!(read(input), Err(SyntaxError::Incomplete));
        }
        for input in [b")".as_slice(), b"<zz>", b"<</A>]", b"endobj ", b"<<1 2>>"] {
            assert_eq!(read(input), Err(SyntaxError::Malformed), "{input:?}");
        }
        assert_eq!(read(&b"[".repeat(1000)), Err(SyntaxError::TooDeep));
    }

    proptest! {
        #[test]
        fn any_bytes_end_in_an_answer(input in proptest::collection::vec(any::<u8>(), 0..64)) {
            let mut parser = Parser::new(&input);
            let _ = parser.object();
            prop_assert!(parser.position() <= input.len());
        }
    }
}
