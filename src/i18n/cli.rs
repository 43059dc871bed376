//! The texts that only the command line has: its help, its questions at the terminal, its labels
//! before columns. What it shares with the window is in `texts`, failures are in `failure`.

#![allow(
    missing_docs,
    reason = "a field's name and its Japanese text say what it is"
)]

mod easy;
mod en;
mod ja;

use crate::{app::settings::Language, core::jpki::Slot};

/// The texts of the command line in one language.
pub struct CliTexts {
    pub help: HelpTexts,
    pub usage: UsageTexts,
    pub card: CardTexts,
    pub pin: PinQuestions,
    pub sign: SignLines,
    pub export: ExportLines,
    pub verify: VerifyLines,
    pub simulate: SimulateLines,
    pub guide: GuideLines,
    /// Before a failure: its code.
    pub error: fn(&str) -> String,
}

impl CliTexts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &ja::TEXTS,
            Language::JaEasy => &easy::TEXTS,
            Language::En => &en::TEXTS,
        }
    }
}

/// What `--help` says.
pub struct HelpTexts {
    pub about: &'static str,
    pub exit_codes: &'static str,
    pub usage_heading: &'static str,
    pub commands_heading: &'static str,
    pub arguments_heading: &'static str,
    pub options_heading: &'static str,
    pub common_heading: &'static str,
    // Subcommands.
    pub status: &'static str,
    pub certificate: &'static str,
    pub show: &'static str,
    pub export: &'static str,
    pub sign: &'static str,
    pub verify: &'static str,
    pub pin: &'static str,
    pub pin_status: &'static str,
    pub pin_change: &'static str,
    pub pin_test: &'static str,
    pub doctor: &'static str,
    pub report: &'static str,
    pub simulate: &'static str,
    pub guide: &'static str,
    pub calendar: &'static str,
    // Common options.
    pub demo: &'static str,
    pub reader: &'static str,
    pub report_out: &'static str,
    pub json: &'static str,
    pub lang: &'static str,
    pub config: &'static str,
    pub policy: &'static str,
    pub verbose: &'static str,
    pub help: &'static str,
    pub version: &'static str,
    // Options of subcommands.
    pub allow_last_try: &'static str,
    pub content: &'static str,
    pub demo_trust: &'static str,
    pub digest: &'static str,
    pub export_format: &'static str,
    pub export_out: &'static str,
    pub files_to_sign: &'static str,
    pub files_to_verify: &'static str,
    pub key: &'static str,
    pub kind: &'static str,
    pub out: &'static str,
    pub out_dir: &'static str,
    pub overwrite: &'static str,
    pub pin_kind: &'static str,
    pub pin_stdin: &'static str,
    pub pin_stdin_change: &'static str,
    pub profile: &'static str,
    pub seal: &'static str,
    pub seal_at: &'static str,
    pub seal_page: &'static str,
    pub seal_size: &'static str,
    pub sign_format: &'static str,
    pub trust: &'static str,
    pub vpcd: &'static str,
    pub topic: &'static str,
    pub office: &'static str,
    pub abroad: &'static str,
    pub calendar_out: &'static str,
    pub guide_out: &'static str,
}

/// What is wrong with a command.
pub struct UsageTexts {
    pub conflict: fn(&str, &str) -> String,
    pub invalid_value: fn(&str, &str) -> String,
    pub missing: fn(&str) -> String,
    pub missing_subcommand: &'static str,
    pub missing_value: fn(&str) -> String,
    pub possible_values: fn(&str) -> String,
    pub unexpected_value: fn(&str, &str) -> String,
    pub unknown_argument: fn(&str) -> String,
    pub unknown_subcommand: fn(&str) -> String,
    pub repeated: fn(&str) -> String,
    pub out_for_one: &'static str,
    pub unknown_profile: fn(&str, &str) -> String,
    pub vpcd_address: fn(&str) -> String,
    pub vpcd_elsewhere: fn(&str) -> String,
    pub not_a_certificate: fn(&str) -> String,
}

/// Readers and cards.
pub struct CardTexts {
    pub reader: &'static str,
    pub card: &'static str,
    pub my_number_card: &'static str,
    pub practice_card: &'static str,
    pub android: &'static str,
    pub iphone: &'static str,
    pub juki_card: &'static str,
    pub other_card: &'static str,
    pub no_card: &'static str,
    pub state: &'static str,
    pub expires_on: &'static str,
    pub renewal: &'static str,
    /// The short name of the secret, before its tries.
    pub secret: fn(Slot) -> &'static str,
    pub period: fn(&str, &str) -> String,
    pub issuer_certificate: fn(Slot) -> &'static str,
    /// What is being done, with `-v`.
    pub reading: fn(&str) -> String,
}

/// Asking for a PIN.
pub struct PinQuestions {
    /// The official name of the secret and the form it has, before it is asked for.
    pub form: fn(Slot) -> &'static str,
    /// The prompt: name of the secret, what the card says of its tries.
    pub prompt: fn(Slot, &str) -> String,
    pub hidden: &'static str,
    /// The prompt for the new one, and for the new one once more.
    pub new: fn(Slot) -> &'static str,
    pub again: fn(Slot) -> &'static str,
    /// Nothing was sent; what to do before it is.
    pub practice: &'static str,
}

/// `sign`
pub struct SignLines {
    pub progress: fn(usize, usize) -> String,
    pub signed: fn(&str, &str) -> String,
    pub failed: fn(&str) -> String,
    pub nothing_signed: &'static str,
    pub summary: fn(usize, usize) -> String,
    pub practice: &'static str,
    pub discloses_sign: &'static str,
    pub discloses_auth: &'static str,
}

/// `certificate export`
pub struct ExportLines {
    pub written: fn(&str) -> String,
}

/// `verify`
pub struct VerifyLines {
    pub result: &'static str,
    pub issuer_extra: &'static str,
    /// The signer's name and which certificate it stands in.
    pub signer: fn(&str, &str) -> String,
    /// The signer's name where it is not proven.
    pub claimed_signer: fn(&str) -> String,
}

/// `simulate`
pub struct SimulateLines {
    pub connecting: fn(&str) -> String,
    pub ready: fn(&str) -> String,
    pub pins: fn(&str, &str) -> String,
    pub card_left: &'static str,
    pub connection_lost: &'static str,
    pub unreachable: fn(&str) -> String,
}

/// `guide` and `calendar`
pub struct GuideLines {
    /// What was looked for, and what may have been meant.
    pub unknown_topic: fn(&str, &str) -> String,
    /// A file to print was asked for, and not one topic was named.
    pub out_for_one: &'static str,
    /// What was asked for, and what there is.
    pub unknown_office: fn(&str, &str) -> String,
    /// An office was named where the policy lays one down.
    pub office_by_policy: &'static str,
    /// A certificate that is not in the calendar, and why.
    pub left_out: fn(&str, &str) -> String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::failure::Exit;

    #[test]
    fn every_exit_code_is_explained_in_every_language() {
        for language in Language::ALL {
            let said = CliTexts::of(language).help.exit_codes;
            let codes = said.lines().filter_map(|line| {
                line.strip_prefix("  ")?
                    .split(' ')
                    .next()?
                    .parse::<u8>()
                    .ok()
            });
            assert!(codes.eq(0..=Exit::Policy as u8), "{language:?}: {said}");
        }
    }

    #[test]
    fn prompts_name_the_secret_officially() {
        let ja = CliTexts::of(Language::Ja);
        assert!((ja.pin.prompt)(Slot::Sign, "x").contains("署名用電子証明書のパスワード"));
        assert!((ja.pin.prompt)(Slot::Auth, "x").contains("利用者証明用電子証明書の暗証番号"));
        let en = CliTexts::of(Language::En);
        assert!((en.pin.prompt)(Slot::Sign, "x").contains("Password of the signature certificate"));
    }
}
