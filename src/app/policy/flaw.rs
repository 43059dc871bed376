//! What is wrong with a policy file, and in which line: from the parser's words to facts.

use serde::Deserialize;
use toml::Spanned;

use super::{Form, VERSION, fields};
use crate::{
    app::failure::PolicyFlaw,
    core::lines::{line_of_span, text_of},
};

/// Why a policy file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// The line, counted from 1.
    pub line: usize,
    /// The reason.
    pub flaw: PolicyFlaw,
}

#[derive(Deserialize)]
struct Head {
    version: Option<Spanned<toml::Value>>,
}

/// The file as text, without a byte order mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, PolicyError> {
    text_of(bytes).map_err(|(line, _)| PolicyError {
        line,
        flaw: PolicyFlaw::NotText,
    })
}

/// First of all: a file for a later version may hold anything.
pub(super) fn check_version(text: &str) -> Result<(), PolicyError> {
    let head: Head = toml::from_str(text).map_err(|error| PolicyError {
        line: line_of_span(text, error.span()),
        flaw: PolicyFlaw::Syntax(error.message().to_owned()),
    })?;
    let Some(version) = head.version else {
        return Err(PolicyError {
            line: 1,
            flaw: PolicyFlaw::NoVersion,
        });
    };
    if version.get_ref().as_integer() == Some(VERSION) {
        return Ok(());
    }
    Err(PolicyError {
        line: line_of_span(text, Some(version.span())),
        flaw: PolicyFlaw::UnknownVersion(version.get_ref().to_string()),
    })
}

/// In which line a policy names its office; 1 where it names none.
pub fn line_of_office(bytes: &[u8]) -> usize {
    #[derive(Deserialize)]
    struct File {
        office: Table,
    }
    #[derive(Deserialize)]
    struct Table {
        profile: Spanned<String>,
    }
    let Ok(text) = text(bytes) else { return 1 };
    let span = toml::from_str::<File>(text).map(|file| file.office.profile.span());
    line_of_span(text, span.ok())
}

impl PolicyError {
    /// What the parser found in a file that is TOML.
    pub(super) fn of(error: &toml::de::Error, text: &str) -> Self {
        let line = line_of_span(text, error.span());
        let flaw = match quoted_after(error.message(), "unknown field") {
            Some(name) => PolicyFlaw::UnknownName(name),
            None => value_flaw(text, line),
        };
        Self { line, flaw }
    }
}

/// The name that stands in this line, or in the last one before it that has any: a list may go over
/// several.
fn value_flaw(text: &str, line: usize) -> PolicyFlaw {
    let lines: Vec<&str> = text.lines().take(line).collect();
    let name = lines.iter().rev().find_map(|line| {
        let (name, _) = line.split_once('=')?;
        (!name.contains(['#', '"', '['])).then(|| name.trim().to_owned())
    });
    let name = name.unwrap_or_default();
    // `offer.signing = 1` names its table before it.
    let last = name.rsplit('.').next().unwrap_or_default().trim();
    let field = fields().into_iter().find(|field| field.name == last);
    PolicyFlaw::Value {
        allowed: field.map_or_else(String::new, |field| Form::allowed(&field.form)),
        name,
    }
}

fn quoted_after(message: &str, words: &str) -> Option<String> {
    let rest = message.strip_prefix(words)?;
    Some(rest.split('`').nth(1)?.to_owned())
}
