//! Wrong use of the command: what clap found, in the words of the language; and what can be known
//! of the arguments before they are understood: how to answer at all.

use std::{ffi::OsString, path::PathBuf};

use clap::{
    Error, ValueEnum,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::args::LanguageName;
use crate::{
    app::settings::Language,
    i18n::cli::{CliTexts, UsageTexts},
};

/// How to answer, looked for before parsing, since an answer is due for wrong arguments too.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Hints {
    pub json: bool,
    pub language: Option<Language>,
    pub config: Option<PathBuf>,
}

impl Hints {
    /// From the arguments without the program's name, up to `--`.
    pub(super) fn of(arguments: &[OsString]) -> Self {
        let mut hints = Self::default();
        let mut rest = arguments.iter().take_while(|argument| *argument != "--");
        while let Some(argument) = rest.next() {
            let Some(text) = argument.to_str() else {
                continue;
            };
            match text.split_once('=') {
                None if text == "--json" => hints.json = true,
                None if text == "--lang" => {
                    hints.language = rest.next().and_then(|it| it.to_str()).and_then(language);
                }
                None if text == "--config" => hints.config = rest.next().map(PathBuf::from),
                Some(("--lang", name)) => hints.language = language(name),
                Some(("--config", folder)) => hints.config = Some(folder.into()),
                _ => {}
            }
        }
        hints
    }
}

fn language(name: &str) -> Option<Language> {
    LanguageName::from_str(name, false)
        .ok()
        .map(LanguageName::language)
}

/// What is wrong, in one or two sentences.
pub(super) fn explain(error: &Error, words: &CliTexts) -> String {
    let texts = &words.usage;
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    match (error.kind(), argument, value) {
        (ErrorKind::ArgumentConflict, Some(argument), _) => {
            match context(error, ContextKind::PriorArg) {
                Some(prior) if prior != argument => (texts.conflict)(&argument, &prior),
                _ => (texts.repeated)(&argument),
            }
        }
        (ErrorKind::InvalidSubcommand, ..) => {
            let name = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            (texts.unknown_subcommand)(&name)
        }
        (ErrorKind::InvalidValue, Some(argument), value) => match value.as_deref() {
            None | Some("") => with_choices((texts.missing_value)(&argument), error, texts),
            Some(value) => with_choices((texts.invalid_value)(&argument, value), error, texts),
        },
        (
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand,
            ..,
        ) => texts.missing_subcommand.to_owned(),
        (ErrorKind::MissingRequiredArgument, Some(argument), _) => (texts.missing)(&argument),
        (
            ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues,
            Some(argument),
            _,
        ) => (texts.missing_value)(&argument),
        (ErrorKind::TooManyValues, Some(argument), Some(value)) => {
            (texts.unexpected_value)(&argument, &value)
        }
        (ErrorKind::UnknownArgument, Some(argument), _) => (texts.unknown_argument)(&argument),
        (ErrorKind::ValueValidation, Some(argument), Some(value)) => {
            (texts.invalid_value)(&argument, &value)
        }
        // A kind that this version of clap does not give for these arguments.
        (kind, ..) => kind.to_string(),
    }
}

fn with_choices(sentence: String, error: &Error, texts: &UsageTexts) -> String {
    match context(error, ContextKind::ValidValue) {
        Some(values) if !values.is_empty() => {
            format!("{sentence} {}", (texts.possible_values)(&values))
        }
        _ => sentence,
    }
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(arguments: &[&str]) -> Hints {
        Hints::of(&arguments.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn how_to_answer_is_found_wherever_it_stands() {
        let found = hints(&["status", "--lang", "en", "--json", "--config=x"]);
        let expected = Hints {
            json: true,
            language: Some(Language::En),
            config: Some("x".into()),
        };
        assert_eq!(found, expected);
        assert_eq!(hints(&["--lang=ja-easy"]).language, Some(Language::JaEasy));
        assert_eq!(hints(&["--lang", "tlh"]), Hints::default());
        assert_eq!(hints(&["sign", "--", "--json"]), Hints::default());
    }
}
