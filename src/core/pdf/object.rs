//! The objects of PDF (ISO 32000-2 §7.3), owned. Dictionaries keep the order of their entries, and
//! remember a key that came twice: readers disagree about such a one, which forgers like.

use std::ops::Range;

/// The name of an indirect object (ISO 32000-2 §7.3.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId {
    /// The object number, from 1.
    pub number: u32,
    /// The generation number.
    pub generation: u16,
}

impl ObjectId {
    /// An object of generation 0.
    pub fn new(number: u32) -> Self {
        Self {
            number,
            generation: 0,
        }
    }
}

/// Any object.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Object {
    /// An array.
    Array(Vec<Object>),
    /// `true` or `false`.
    Boolean(bool),
    /// A dictionary.
    Dictionary(Dictionary),
    /// A number without a point.
    Integer(i64),
    /// A name, its escapes undone, without the solidus.
    Name(Vec<u8>),
    /// Nothing; also what a reference to nothing means.
    #[default]
    Null,
    /// A number with a point.
    Real(f64),
    /// An indirect object, by its name.
    Reference(ObjectId),
    /// A stream; only as an indirect object.
    Stream(Stream),
    /// A string, its escapes undone.
    String(Vec<u8>),
}

impl Object {
    /// A name.
    pub fn name(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    /// A reference to an object of generation 0.
    pub fn reference(number: u32) -> Self {
        Self::Reference(ObjectId::new(number))
    }

    /// A number of things or a place in a file, which is never beyond the range.
    pub fn count(number: impl TryInto<i64>) -> Self {
        Self::Integer(number.try_into().unwrap_or(i64::MAX))
    }

    /// Measures to three decimals, which is finer than any printer.
    pub fn measures<const N: usize>(numbers: [impl Into<f64>; N]) -> Self {
        let rounded = numbers.map(|it| Self::Real((it.into() * 1000.0).round() / 1000.0));
        Self::Array(rounded.to_vec())
    }

    /// The integer, if it is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "lengths and coordinates of pages are far below 2^52"
            )]
            Self::Integer(number) => Some(*number as f64),
            Self::Real(number) => Some(*number),
            _ => None,
        }
    }

    /// The name, if it is one.
    pub fn as_name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// Whether it is this name.
    pub fn is_name(&self, name: &str) -> bool {
        self.as_name() == Some(name.as_bytes())
    }

    /// The string's bytes, if it is one.
    pub fn as_string(&self) -> Option<&[u8]> {
        match self {
            Self::String(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    pub fn as_array(&self) -> Option<&[Object]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The dictionary, also of a stream.
    pub fn as_dictionary(&self) -> Option<&Dictionary> {
        match self {
            Self::Dictionary(dictionary) => Some(dictionary),
            Self::Stream(stream) => Some(&stream.dictionary),
            _ => None,
        }
    }

    /// The reference, if it is one.
    pub fn as_reference(&self) -> Option<ObjectId> {
        match self {
            Self::Reference(id) => Some(*id),
            _ => None,
        }
    }
}

/// A dictionary: names and what they stand for, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dictionary {
    entries: Vec<(Vec<u8>, Object)>,
}

impl Dictionary {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// What `key` stands for; of a key that is there twice, the last, as most readers have it.
    pub fn get(&self, key: &str) -> Option<&Object> {
        self.entries
            .iter()
            .rev()
            .find(|(name, _)| name == key.as_bytes())
            .map(|(_, value)| value)
    }

    /// Whether there is such a key.
    pub fn contains(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Whether `/Type` is this name.
    pub fn is_type(&self, name: &str) -> bool {
        self.get("Type").is_some_and(|it| it.is_name(name))
    }

    /// Puts `value` at `key`, in the place of what was there.
    pub fn set(&mut self, key: &str, value: Object) {
        let is_key = |(name, _): &(Vec<u8>, Object)| name == key.as_bytes();
        let place = self.entries.iter().position(is_key);
        self.entries.retain(|entry| !is_key(entry));
        let place = place.unwrap_or(self.entries.len());
        self.entries.insert(place, (key.as_bytes().to_vec(), value));
    }

    /// The same, for building one in a chain.
    #[must_use]
    pub fn with(mut self, key: &str, value: Object) -> Self {
        self.set(key, value);
        self
    }

    /// All entries, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.entries
            .iter()
            .map(|(name, value)| (name.as_slice(), value))
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a key is there twice.
    pub fn has_duplicates(&self) -> bool {
        let mut names: Vec<&[u8]> = self.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| pair.first() == pair.last())
    }

    /// Every value, to be changed in place.
    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut Object> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// As the file has it, duplicates and all.
    pub(super) fn push(&mut self, key: Vec<u8>, value: Object) {
        self.entries.push((key, value));
    }
}

/// A stream (ISO 32000-2 §7.3.8).
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// Its dictionary.
    pub dictionary: Dictionary,
    /// Its bytes, still encoded.
    pub data: StreamData,
}

/// Where a stream's bytes are.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamData {
    /// In the file, in this range of bytes.
    InFile(Range<u64>),
    /// Here: a stream that is to be written.
    Owned(Vec<u8>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_there_twice_is_noticed_and_replaced_once() {
        let mut dictionary = Dictionary::new();
        dictionary.push(b"A".to_vec(), Object::Integer(1));
        dictionary.push(b"B".to_vec(), Object::Integer(2));
        assert!(!dictionary.has_duplicates());
        dictionary.push(b"A".to_vec(), Object::Integer(3));
        assert!(dictionary.has_duplicates());
        assert_eq!(dictionary.get("A"), Some(&Object::Integer(3)));
        dictionary.set("A", Object::Integer(4));
        assert_eq!(dictionary.len(), 2);
        assert_eq!(dictionary.get("A"), Some(&Object::Integer(4)));
    }
}
