//! What lies in a folder that a person chose or dropped: all that is wanted of it, or a refusal.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::Context;
use crate::app::{command::MOST_DOCUMENTS, failure::Failure};

/// The most names that are looked at in a folder and the folders in it.
const MAX_NAMES: usize = 200_000;

/// Whether a file is wanted, given all names beside it.
type Wanted<'a> = dyn Fn(&Path, &HashSet<PathBuf>) -> bool + 'a;

/// How many more files the folders of one order may give.
pub(super) struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(MOST_DOCUMENTS)
    }
}

/// The files in a folder and the folders in it that are wanted, by name; not what is hidden. None where
/// it is no folder. A folder with more than there is room for is refused whole: of what was left out
/// nobody would be told.
pub(super) fn files_in(
    context: &Context<'_>,
    folder: &Path,
    room: &mut Room,
    wanted: &Wanted<'_>,
) -> Result<Vec<PathBuf>, Failure> {
    let files = context.files;
    let too_many = || Failure::DocumentsTooMany {
        folder: folder.to_path_buf(),
        most: MOST_DOCUMENTS,
    };
    let mut found = Vec::new();
    let mut names = 0;
    // Links may lead around in a ring, or to one folder in many ways.
    let mut seen = HashSet::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        if files.identity(&folder).is_some_and(|it| !seen.insert(it)) {
            continue;
        }
        let mut entries = files.list(&folder, MAX_NAMES + 1).unwrap_or_default();
        names += entries.len();
        if names > MAX_NAMES {
            return Err(too_many());
        }
        entries.retain(|path| !is_hidden(path));
        entries.sort();
        let here: HashSet<PathBuf> = entries.iter().cloned().collect();
        let mut below = Vec::new();
        for path in entries {
            if context.cancel.is_raised() {
                return Err(Failure::Cancelled);
            }
            if files.list(&path, 0).is_some() {
                below.push(path);
            } else if wanted(&path, &here) {
                found.push(path);
                if found.len() > room.0 {
                    return Err(too_many());
                }
            }
        }
        open.extend(below.into_iter().rev());
    }
    room.0 -= found.len();
    Ok(found)
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(b".")
}
