//! Reads a person's own profile of an office.

use std::path::Path;

use crate::{
    app::{
        failure::Failure,
        office::{OFFICE_LIMIT, OfficeError, parse_office},
        ports::Files,
    },
    core::{lines::line_of, office::Office},
};

/// The office that the profile at `path` describes.
pub fn read_office(files: &dyn Files, path: &Path) -> Result<Office, Failure> {
    let bytes =
        files
            .read_whole(path, OFFICE_LIMIT)
            .map_err(|error| Failure::DocumentUnreadable {
                path: path.to_owned(),
                error,
            })?;
    let flawed = |line, detail| Failure::OfficeProfileFlawed {
        path: path.to_owned(),
        line,
        detail,
    };
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let line = line_of(&bytes, error.valid_up_to());
        flawed(line, error.to_string())
    })?;
    // Editors of Windows put a byte order mark before UTF-8.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    parse_office(text).map_err(|error| match error {
        OfficeError::Text { line, message } => flawed(line, message),
        OfficeError::Unknown { .. } => Failure::Internal,
    })
}
