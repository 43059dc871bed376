//! What lies in a folder that a person chose or dropped.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use crate::app::ports::Files;

/// The most files that are taken from a folder.
const MAX_FILES: usize = 10_000;
/// The most names that are looked at on the way.
const MAX_NAMES: usize = 200_000;

/// Whether a file is wanted, given all names beside it.
type Wanted<'a> = dyn Fn(&Path, &HashSet<PathBuf>) -> bool + 'a;

/// The files in a folder and the folders in it that are wanted, by name; not what is hidden. None where
/// it is no folder.
pub(super) fn files_in(files: &dyn Files, folder: &Path, wanted: &Wanted<'_>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut names = 0;
    // Links may lead around in a ring, or to one folder in many ways.
    let mut seen = HashSet::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        if files.identity(&folder).is_some_and(|it| !seen.insert(it)) {
            continue;
        }
        let mut entries = files.list(&folder).unwrap_or_default();
        entries.retain(|path| !is_hidden(path));
        entries.sort();
        let here: HashSet<PathBuf> = entries.iter().cloned().collect();
        let mut below = Vec::new();
        for path in entries {
            names += 1;
            if found.len() >= MAX_FILES || names > MAX_NAMES {
                return found;
            }
            if files.list(&path).is_some() {
                below.push(path);
            } else if wanted(&path, &here) {
                found.push(path);
            }
        }
        open.extend(below.into_iter().rev());
    }
    found
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(b".")
}
