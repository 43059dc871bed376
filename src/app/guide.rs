//! The guide that is compiled in: the TOML of `assets/guide`, read into `core::guide`.

use std::sync::LazyLock;

use thiserror::Error;

use crate::core::{
    guide::{Guide, Topic},
    lines::line_of_span,
};

/// The topics, in the order in which they are listed.
const TOPICS: [(&str, &str); 12] = [
    ("service", include_str!("../../assets/guide/service.toml")),
    (
        "certificates",
        include_str!("../../assets/guide/certificates.toml"),
    ),
    ("issue", include_str!("../../assets/guide/issue.toml")),
    ("fee", include_str!("../../assets/guide/fee.toml")),
    ("renewal", include_str!("../../assets/guide/renewal.toml")),
    ("expiry", include_str!("../../assets/guide/expiry.toml")),
    ("notice", include_str!("../../assets/guide/notice.toml")),
    (
        "revocation",
        include_str!("../../assets/guide/revocation.toml"),
    ),
    (
        "pin-reset",
        include_str!("../../assets/guide/pin-reset.toml"),
    ),
    ("phone", include_str!("../../assets/guide/phone.toml")),
    ("office", include_str!("../../assets/guide/office.toml")),
    ("validity", include_str!("../../assets/guide/validity.toml")),
];

/// Why there is no such topic.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{topic}, line {line}: {message}")]
pub struct GuideError {
    /// The topic's id.
    pub topic: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong there, from the TOML reader.
    pub message: String,
}

/// The guide. That it can be read is a matter of what was compiled in, and tested.
pub fn guide() -> Result<Guide, GuideError> {
    let topics = TOPICS
        .into_iter()
        .map(|(id, text)| parse_topic(id, text))
        .collect::<Result<_, _>>()?;
    Ok(Guide { topics })
}

/// The guide, read once. An unreadable one would be empty; that it is not is tested.
pub fn compiled_in() -> &'static Guide {
    static GUIDE: LazyLock<Guide> =
        LazyLock::new(|| guide().unwrap_or(Guide { topics: Vec::new() }));
    &GUIDE
}

/// The ids of the topics, in the order in which they are listed.
pub fn topic_ids() -> impl Iterator<Item = &'static str> {
    TOPICS.into_iter().map(|(id, _)| id)
}

/// Reads a topic from TOML. `id` is the name of its file, for the error. Unknown fields are errors.
pub fn parse_topic(id: &str, text: &str) -> Result<Topic, GuideError> {
    toml::from_str(text).map_err(|error| GuideError {
        topic: id.to_owned(),
        line: line_of_span(text, error.span()),
        message: error.message().to_owned(),
    })
}
