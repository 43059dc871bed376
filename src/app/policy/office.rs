//! The office that a policy lays down: named in `[office]`, read once at the start.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Policy;
use crate::{
    app::failure::{Failure, OfficeFlaw},
    core::office::Office,
};

/// How the name of a profile's file ends.
const FILE_END: &str = ".toml";

/// `[office]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct OfficePolicy {
    /// The office profile that is shown; without one, the settings say.
    pub profile: Option<OfficeProfile>,
}

/// An office's profile, as a policy names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum OfficeProfile {
    /// The id of one that is compiled in: lower-case letters, digits and hyphens, at most 64.
    BuiltIn(String),
    /// A file, whose name ends in `.toml`.
    File(String),
}

impl TryFrom<String> for OfficeProfile {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        let is_fit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let stem = name.strip_suffix(FILE_END);
        if stem.is_some_and(|stem| !stem.is_empty()) && !name.contains(char::is_control) {
            Ok(Self::File(name))
        } else if (1..=64).contains(&name.len()) && name.chars().all(is_fit) {
            Ok(Self::BuiltIn(name))
        } else {
            Err("no profile")
        }
    }
}

impl From<OfficeProfile> for String {
    fn from(profile: OfficeProfile) -> Self {
        match profile {
            OfficeProfile::BuiltIn(name) | OfficeProfile::File(name) => name,
        }
    }
}

/// What a start finds of the policy.
#[derive(Clone, Debug, Default)]
pub struct LoadedPolicy {
    /// What holds: the strictest, where a file is refused.
    pub policy: Policy,
    /// Why a file was refused.
    pub refused: Option<Failure>,
    /// The office that the policy names, or why it is not known; `None`: it names none.
    pub office: Option<Result<Box<Office>, Failure>>,
}

impl LoadedPolicy {
    /// What holds, with nothing wrong and no office read.
    pub fn of(policy: Policy) -> Self {
        Self {
            policy,
            ..Self::default()
        }
    }

    /// What is to be told of it for as long as the program runs.
    pub fn trouble(&self) -> Option<&Failure> {
        let office = self.office.as_ref().and_then(|read| read.as_ref().err());
        self.refused.as_ref().or(office)
    }
}

/// Where a policy names its office, and why that one is not known.
pub fn office_failure(policy: &Path, line: usize, flaw: OfficeFlaw) -> Failure {
    Failure::PolicyOffice {
        path: policy.to_path_buf(),
        line,
        flaw: Box::new(flaw),
    }
}
