//! Which objects are not what they were, by their meaning: an object that was only written again has
//! not changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::pdf::{Dictionary, Entry, Object, PdfError, PdfFile, Stream, StreamData};

use super::{Step, Stop};

/// Bytes of streams compared at once.
const PIECE: u64 = 256 * 1024;

/// What became of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touch {
    /// It was there and is another.
    Changed,
    /// There was none of this number.
    Fresh,
    /// There is none any more.
    Gone,
}

/// The objects that are not what they were.
pub(super) fn touched(old: &PdfFile<'_>, new: &PdfFile<'_>) -> Step<BTreeMap<u32, Touch>> {
    let mut touched = BTreeMap::new();
    let (before, after) = (old.objects(), new.objects());
    let numbers: BTreeSet<u32> = before.keys().chain(after.keys()).copied().collect();
    for number in numbers {
        let (then, now) = (old.entry(number), new.entry(number));
        if is_same_place(old, new, then, now) {
            continue;
        }
        // A generation counts how often a number was used anew (§7.5.4): not for the same object.
        if generation(now) != generation(then) && now != Entry::Free {
            return Err(Stop::Forbidden);
        }
        let touch = match (old.get(number), new.get(number)) {
            (_, Err(error)) => return Err(error.into()),
            (Ok(Object::Null), Ok(Object::Null)) => continue,
            (Ok(Object::Null), Ok(_)) => Touch::Fresh,
            (_, Ok(Object::Null)) => Touch::Gone,
            (Ok(then), Ok(now)) if are_same_in(old, &then, new, &now)? => continue,
            (Err(PdfError::Source(error)), _) => return Err(PdfError::from(error).into()),
            (Ok(_) | Err(_), Ok(_)) => Touch::Changed,
        };
        touched.insert(number, touch);
    }
    Ok(touched)
}

fn is_same_place(old: &PdfFile<'_>, new: &PdfFile<'_>, then: Entry, now: Entry) -> bool {
    let is_same_container = match now {
        Entry::InStream { container, .. } => old.entry(container) == new.entry(container),
        Entry::Free | Entry::InFile { .. } => true,
    };
    then == now && is_same_container
}

fn generation(entry: Entry) -> u16 {
    match entry {
        Entry::InFile { generation, .. } => generation,
        Entry::Free | Entry::InStream { .. } => 0,
    }
}

fn are_same_in(
    old: &PdfFile<'_>,
    then: &Object,
    new: &PdfFile<'_>,
    now: &Object,
) -> Result<bool, PdfError> {
    match (then, now) {
        (Object::Stream(then), Object::Stream(now)) => {
            Ok(are_same_entries(&then.dictionary, &now.dictionary)
                && are_same_bytes(old, then, new, now)?)
        }
        _ => Ok(are_same(then, now)),
    }
}

/// Whether two values mean the same: the order of keys does not count, a key that comes twice does.
pub(super) fn are_same(one: &Object, other: &Object) -> bool {
    match (one, other) {
        (Object::Array(one), Object::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| are_same(a, b))
        }
        (Object::Dictionary(one), Object::Dictionary(other)) => are_same_entries(one, other),
        (Object::Integer(_) | Object::Real(_), Object::Integer(_) | Object::Real(_)) => {
            one.as_number() == other.as_number()
        }
        _ => one == other,
    }
}

fn are_same_entries(one: &Dictionary, other: &Dictionary) -> bool {
    // Exactly the same is the same, duplicates and all.
    if one == other {
        return true;
    }
    one.len() == other.len()
        && !one.has_duplicates()
        && !other.has_duplicates()
        && in_order(one)
            .zip(in_order(other))
            .all(|((key, value), (other_key, other))| key == other_key && are_same(value, other))
}

/// The entries by key.
fn in_order(dictionary: &Dictionary) -> impl Iterator<Item = (&[u8], &Object)> {
    let mut entries: Vec<_> = dictionary.iter().collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries.into_iter()
}

fn are_same_bytes(
    old: &PdfFile<'_>,
    then: &Stream,
    new: &PdfFile<'_>,
    now: &Stream,
) -> Result<bool, PdfError> {
    let (StreamData::InFile(then), StreamData::InFile(now)) = (&then.data, &now.data) else {
        return Ok(then.data == now.data);
    };
    let len = then.end - then.start;
    if len != now.end - now.start {
        return Ok(false);
    }
    let mut at = 0;
    while at < len {
        let count = PIECE.min(len - at);
        let count_in_memory = usize::try_from(count).unwrap_or(0);
        new.spend_searching(count_in_memory)?;
        let one = old.source().bytes(then.start + at, count_in_memory)?;
        if one != new.source().bytes(now.start + at, count_in_memory)? {
            return Ok(false);
        }
        at += count;
    }
    Ok(true)
}
