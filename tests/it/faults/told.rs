//! What may be told of a fault: the failure has to fit it.

use inkan::{
    core::jpki::AID_JPKI,
    sim::{Fault, LoggedCommand},
};

/// What a command is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// VERIFY without data.
    AskTries,
    Change,
    /// SELECT of the issuer domain: what was verified is forgotten.
    Clear,
    /// GET RESPONSE, where a card says that there is more.
    More,
    /// READ BINARY.
    Read,
    SelectApplication,
    SelectFile,
    Sign,
    Verify,
}

impl Step {
    pub fn of(command: &LoggedCommand) -> Self {
        match (command.header, command.data_len) {
            ([_, 0xA4, 0x04, _], length) if length == AID_JPKI.len() => Self::SelectApplication,
            ([_, 0xA4, 0x04, _], _) => Self::Clear,
            ([_, 0xA4, ..], _) => Self::SelectFile,
            ([_, 0xB0, ..], _) => Self::Read,
            ([_, 0x20, ..], 0) => Self::AskTries,
            ([_, 0x20, ..], _) => Self::Verify,
            ([_, 0x24, ..], _) => Self::Change,
            ([_, 0x2A, ..], _) => Self::Sign,
            ([_, 0xC0, ..], _) => Self::More,
            other => panic!("{other:?}"),
        }
    }
}

/// The failures that may be told of `fault` at `step`, by their codes. None: it must not fail.
#[expect(clippy::match_same_arms, reason = "a table: one row for each fault")]
pub fn codes(fault: Fault, step: Step) -> &'static [&'static str] {
    let is_loss = !matches!(
        fault,
        Fault::Slow(_) | Fault::Status(_) | Fault::StatusAfterwards(_)
    );
    match (fault, step) {
        (Fault::Slow(_), _) => &[],
        // The card was powered down in any case.
        (_, Step::Clear) => &[],
        // There is nothing to lose half of: the answer is the status word alone.
        (Fault::Truncated, Step::Verify | Step::Change | Step::AskTries) => &[],
        (Fault::Truncated, Step::SelectApplication | Step::SelectFile) => &[],
        // Nobody knows what became of the PIN.
        (_, Step::Verify) if is_loss => &["E-PIN-05"],
        (_, Step::Change) if is_loss => &["E-PIN-10"],

        (
            Fault::Removed | Fault::RemovedAfterwards | Fault::Swapped | Fault::SwappedAfterwards,
            _,
        ) => &["E-CARD-03"],
        (Fault::Mute, _) => &["E-CARD-05"],
        (Fault::Reset, _) => &["E-CARD-04"],
        (Fault::ReaderGone, _) => &["E-READER-03"],
        (Fault::ServiceGone | Fault::ServiceGoneAfterwards, _) => &["E-READER-01"],

        (Fault::Cut, _) => &["E-CARD-07"],
        // Half of a file: it is read on from where it ended, or is none.
        (Fault::Truncated, Step::Read | Step::More) => &["E-CERT-02"],
        // Half of a signature.
        (Fault::Truncated, Step::Sign) => &["E-CARD-07", "E-SIGN-01", "E-PIN-11"],
        (Fault::Garbage, _) => &["E-CARD-07"],

        (Fault::Status(word) | Fault::StatusAfterwards(word), _) => of_a_word(word, step),
    }
}

/// A status word is the card's own, as far as anyone can see.
#[expect(clippy::match_same_arms, reason = "a table: one row for each word")]
fn of_a_word(word: u16, step: Step) -> &'static [&'static str] {
    match (step, word) {
        (Step::Verify, 0x63C1..=0x63CF | 0x6300) => &["E-PIN-01"],
        (Step::Verify | Step::AskTries, 0x63C0 | 0x6983 | 0x6984) => &["E-PIN-02"],
        (Step::AskTries, 0x63C1) => &["E-PIN-03"],
        // It says that it agreed, and then knows nothing of it.
        (Step::Verify, 0x9000) => &["E-CARD-07", "E-PIN-09"],
        (Step::Verify, _) => &["E-PIN-05"],
        (Step::Change, _) => &["E-PIN-09", "E-PIN-10"],
        (Step::SelectFile, 0x6A82) => &["E-CERT-01", "E-CERT-02", "E-CARD-07"],
        (Step::SelectFile, 0x9000) => &["E-CARD-07", "E-CERT-01", "E-CERT-02"],
        (Step::SelectApplication, 0x9000) => &["E-CARD-07", "E-CERT-01", "E-CERT-02"],
        (Step::Read, _) => &["E-CARD-07", "E-CARD-08", "E-CERT-01", "E-CERT-02"],
        (Step::Sign, _) => &["E-CARD-07", "E-SIGN-01", "E-PIN-11"],
        _ => &["E-CARD-07"],
    }
}
