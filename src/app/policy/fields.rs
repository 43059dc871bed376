//! Every name of a policy file and what it takes: for the JSON schema and for whoever wrote
//! something else.

use super::{CounterMode, IdleTime, StaffGesture};
use crate::app::settings::{Language, TextSize};

/// What a name takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// `true` or `false`.
    Bool,
    /// At least one of these, each once, in a list.
    Languages(Vec<&'static str>),
    /// An office profile's id, or its file.
    OfficeProfile,
    /// One of these numbers.
    OneNumber(Vec<u16>),
    /// One of these words.
    OneWord(Vec<&'static str>),
    /// A whole number from the first to the second.
    Whole(u16, u16),
}

/// One name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its table.
    pub table: &'static str,
    /// Itself.
    pub name: &'static str,
    /// What it takes.
    pub form: Form,
    /// What it means, for the schema.
    pub about: &'static str,
}

impl Form {
    /// What it takes, as it is written in TOML.
    pub fn allowed(&self) -> String {
        let quoted = |words: &[&str]| {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            quoted.join(" / ")
        };
        match self {
            Self::Bool => "true / false".to_owned(),
            Self::Languages(tags) => format!("[{}]", quoted(tags).replace(" / ", ", ")),
            Self::OfficeProfile => "\"narashino\" (a-z 0-9 -) / \"office.toml\"".to_owned(),
            Self::OneNumber(numbers) => {
                let written: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                written.join(" / ")
            }
            Self::OneWord(words) => quoted(words),
            Self::Whole(from, to) => format!("{from}-{to}"),
        }
    }
}

/// Every name, table by table. `version` stands before all tables and is not among them.
pub fn fields() -> Vec<Field> {
    let field = |table, name, form, about| Field {
        table,
        name,
        form,
        about,
    };
    vec![
        field(
            "counter",
            "mode",
            Form::OneWord(CounterMode::ALL.map(CounterMode::name).to_vec()),
            "Counter mode: off (as the settings say), on (from the start; staff may leave it until the program ends), forced (always).",
        ),
        field(
            "counter",
            "idle-seconds",
            Form::Whole(IdleTime::MIN, IdleTime::MAX),
            "Counter mode: seconds without input until everything is wiped. Without it 120.",
        ),
        field(
            "counter",
            "staff-gesture",
            Form::OneWord(StaffGesture::ALL.map(StaffGesture::name).to_vec()),
            "Counter mode: the keys that are held for two seconds to open the settings; none: they stay closed.",
        ),
        field(
            "appearance",
            "text-size",
            Form::OneNumber(TextSize::STEPS.to_vec()),
            "The smallest text size in percent. Without it 100, in counter mode 150.",
        ),
        field(
            "appearance",
            "languages",
            Form::Languages(Language::ALL.map(Language::name).to_vec()),
            "The languages offered; the first is used where the computer's is not among them.",
        ),
        field(
            "office",
            "profile",
            Form::OfficeProfile,
            "The office profile that is shown: the id of one that comes with the program, or a file ending in .toml, sought beside this file unless its path begins at the root. Without it the settings say.",
        ),
        field("offer", "signing", Form::Bool, "Signing documents."),
        field(
            "offer",
            "pin-change",
            Form::Bool,
            "Changing the PIN and the password.",
        ),
        field(
            "offer",
            "export",
            Form::Bool,
            "Saving certificates to files.",
        ),
        field(
            "offer",
            "report-saving",
            Form::Bool,
            "Saving reports to files.",
        ),
        field(
            "offer",
            "practice",
            Form::Bool,
            "Practice mode, inkan --demo and inkan-cli simulate.",
        ),
    ]
}
