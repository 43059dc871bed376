//! Texts that are data, such as the guide's and an office's, in the languages that they are written in.

use serde::Deserialize;

/// How a text is worded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Wording {
    /// やさしい日本語: short sentences, one fact each, plain words.
    Easy,
    /// English.
    English,
    /// 標準: usual Japanese.
    #[default]
    Standard,
}

impl Wording {
    /// All of them, Japanese first.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Easy, Self::English];

    /// The name on the command line and in data: `ja-easy`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Easy => "ja-easy",
            Self::English => "en",
            Self::Standard => "ja",
        }
    }
}

/// The same in every wording.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Worded<T> {
    /// 標準
    pub ja: T,
    /// やさしい日本語
    pub ja_easy: T,
    /// English
    pub en: T,
}

impl<T> Worded<T> {
    /// The text in one wording.
    pub fn of(&self, wording: Wording) -> &T {
        match wording {
            Wording::Easy => &self.ja_easy,
            Wording::English => &self.en,
            Wording::Standard => &self.ja,
        }
    }
}
