//! Reads profiles of offices: a person's own, and the one of a policy.

use std::path::Path;

use crate::{
    app::{
        failure::OfficeFlaw,
        office::{OFFICE_LIMIT, OfficeError, built_in_office, parse_office},
        policy::OfficeProfile,
        ports::Files,
    },
    core::{lines::text_of, office::Office},
};

/// The office that the profile at `path` describes.
pub fn read_office(files: &dyn Files, path: &Path) -> Result<Office, OfficeFlaw> {
    let bytes = files
        .read_whole(path, OFFICE_LIMIT)
        .map_err(|error| OfficeFlaw::Unreadable {
            path: path.to_owned(),
            error,
        })?;
    let flawed = |line, detail| OfficeFlaw::Text {
        path: path.to_owned(),
        line,
        detail,
    };
    let text = text_of(&bytes).map_err(|(line, error)| flawed(line, error.to_string()))?;
    parse_office(text).map_err(|error| match error {
        OfficeError::Text { line, message } => flawed(line, message),
        OfficeError::Unknown { id } => OfficeFlaw::Unknown(id),
    })
}

/// The office that the policy at `policy` lays down.
pub fn office_of_policy(
    files: &dyn Files,
    profile: &OfficeProfile,
    policy: &Path,
) -> Result<Office, OfficeFlaw> {
    match profile {
        OfficeProfile::BuiltIn(id) => {
            built_in_office(id).map_err(|_unknown| OfficeFlaw::Unknown(id.clone()))
        }
        // What does not begin at the root begins beside the policy.
        OfficeProfile::File(file) => read_office(files, &policy.with_file_name("").join(file)),
    }
}
