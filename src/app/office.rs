//! Profiles of offices: those compiled in from `assets/offices`, and the reader of their TOML, which a
//! person's own file goes through as well. What is wrong is said with its line.

mod text;

use thiserror::Error;

use crate::core::{lines::line_of_span, office::Office};

/// The profiles that are compiled in.
const BUILT_IN: [(&str, &str); 1] = [(
    "narashino",
    include_str!("../../assets/offices/narashino.toml"),
)];

/// The longest profile that is read, in bytes.
pub const OFFICE_LIMIT: u64 = 64 * 1024;

/// Why there is no such office.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OfficeError {
    /// The text is no profile.
    #[error("line {line}: {message}")]
    Text {
        /// Counted from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// No compiled-in profile has this id.
    #[error("there is no office named {id:?}")]
    Unknown {
        /// What was asked for.
        id: String,
    },
}

/// The ids of the compiled-in profiles.
pub fn office_ids() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(id, _)| *id)
}

/// The compiled-in profile of this id.
pub fn built_in_office(id: &str) -> Result<Office, OfficeError> {
    let (_, text) = BUILT_IN
        .iter()
        .find(|(known, _)| *known == id)
        .ok_or_else(|| OfficeError::Unknown { id: id.to_owned() })?;
    parse_office(text)
}

/// Reads a profile from TOML. Unknown fields are errors.
pub fn parse_office(text: &str) -> Result<Office, OfficeError> {
    toml::from_str::<text::OfficeText>(text)
        .map(Office::from)
        .map_err(|error| OfficeError::Text {
            line: line_of_span(text, error.span()),
            message: error.message().to_owned(),
        })
}
