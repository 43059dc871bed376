//! Where cards are known, or may be expected, to differ from one another: options of a profile, each
//! with the source or the doubt behind it.

use serde::Deserialize;

/// Where cards are known, or may be expected, to differ.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Behaviour {
    /// How answers with data are given.
    pub apdu_style: ApduStyle,
    /// VERIFY on a blocked PIN (jpki-card §2.3: 6984 seen, 6983 assumed by others).
    pub blocked_status: BlockedStatus,
    /// What fills a certificate file behind the certificate (jpki-card §1.2).
    pub filler: Filler,
    /// The query for tries after a success in the same session (jpki-card §10, item 3).
    pub retry_query_after_success: QueryAfterSuccess,
    /// What the card is at all.
    pub stands_for: StandsFor,
    /// The label in the token information (jpki-card §1.3).
    pub token_label: String,
    /// Whether the first command after a power cycle answers 6F00 (jpki-card §2.4).
    pub wakes_with_6f00: bool,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            apdu_style: ApduStyle::default(),
            blocked_status: BlockedStatus::default(),
            filler: Filler::default(),
            retry_query_after_success: QueryAfterSuccess::default(),
            stands_for: StandsFor::default(),
            token_label: "JPKIAPICCTOKEN2".to_owned(),
            wakes_with_6f00: false,
        }
    }
}

/// What lies in the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StandsFor {
    /// What this program is for.
    #[default]
    MyNumberCard,
    /// The wrong card: it has no JPKI application.
    PaymentCard,
}

/// The transmission protocol shows in the answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ApduStyle {
    /// As T=0 cards do: 61xx and GET RESPONSE, 6Cxx for an Le that does not fit.
    T0,
    /// As this card does on T=1 and contactless: data at once.
    #[default]
    T1,
}

/// The answer to VERIFY when no try is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum BlockedStatus {
    /// 6983.
    #[serde(rename = "6983")]
    AuthenticationBlocked,
    /// 6984.
    #[default]
    #[serde(rename = "6984")]
    ReferenceDataUnusable,
}

/// What lies behind a certificate in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Filler {
    /// FF.
    #[default]
    #[serde(rename = "ff")]
    Ones,
    /// 00.
    #[serde(rename = "00")]
    Zeros,
}

/// What the query says once the PIN was verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum QueryAfterSuccess {
    /// 63Cx as before.
    #[default]
    #[serde(rename = "63Cx")]
    Counter,
    /// 9000.
    #[serde(rename = "9000")]
    Ok,
}
