//! What every failure is called in every language: what happened, what it means for the person,
//! what to do next. One exhaustive match a language; a new failure does not compile without texts.

mod easy;
mod en;
mod ja;

use std::path::Path;

use crate::{
    app::{failure::Failure, settings::Language},
    core::printable::printable,
};

/// The words for one failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureText {
    /// What happened, one sentence.
    pub what: String,
    /// What it means: what is lost or not, what still works.
    pub meaning: String,
    /// What to do next.
    pub remedy: String,
}

/// The words for `failure` in `language`.
pub fn failure_text(language: Language, failure: &Failure) -> FailureText {
    match language {
        Language::Ja => ja::text(failure),
        Language::JaEasy => easy::text(failure),
        Language::En => en::text(failure),
    }
}

fn words(
    what: impl Into<String>,
    meaning: impl Into<String>,
    remedy: impl Into<String>,
) -> FailureText {
    FailureText {
        what: what.into(),
        meaning: meaning.into(),
        remedy: remedy.into(),
    }
}

/// A file's name without its folders: what a person calls it. Names come from outside: nothing in one
/// begins a line or turns its ending around.
pub fn file_name(path: &Path) -> String {
    printable(
        &path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy(),
    )
}

/// The same of a whole path, as people are shown it.
pub fn path_words(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        core::{jpki::Slot, rules::Destination},
        i18n::texts::Texts,
    };

    #[test]
    fn what_one_is_sent_to_is_called_as_on_the_screen() {
        for language in Language::ALL {
            let texts = Texts::of(language);
            let path = "a.txt".into();
            let no_pdf = failure_text(language, &Failure::DocumentNotPdf { path });
            let purpose = texts.sign.destination.to_lowercase();
            assert!(no_pdf.meaning.contains(&purpose), "{no_pdf:?}");
            let any = (texts.sign.destination_name)(Destination::AnyFile);
            assert!(no_pdf.remedy.contains(any), "{no_pdf:?}");
            let slot = Slot::Sign;
            let unknown = failure_text(language, &Failure::PinChangeUnknown { slot });
            let test = texts.pin_work.test.trim_end_matches('…');
            assert!(unknown.remedy.contains(test), "{unknown:?}");
        }
    }
}
