//! Choosing a language. What each is called and what it is like is said in itself, so that whoever
//! reads only that one finds it.

use crate::app::settings::Language;

/// The words of the choice in one language.
pub struct LanguageTexts {
    /// The button that opens the choice. 「Language」 is in it whatever is shown now.
    pub choose: &'static str,
    /// The heading of the choice.
    pub title: &'static str,
    /// Below the choice, in the dialog.
    pub lead: &'static str,
    /// Said when this language was chosen.
    pub chosen: &'static str,
    /// This language in itself.
    pub name: &'static str,
    /// What it is like.
    pub line: &'static str,
}

impl LanguageTexts {
    /// The texts of `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &JA,
            Language::JaEasy => &EASY,
            Language::En => &EN,
        }
    }
}

static JA: LanguageTexts = LanguageTexts {
    choose: "言語・Language…",
    title: "言語を選んでください（Language）",
    lead: "すぐに切り替わります。いつでも元に戻せます。",
    chosen: "日本語で表示しています。",
    name: "日本語",
    line: "ふつうの日本語で表示します。",
};

static EASY: LanguageTexts = LanguageTexts {
    choose: "ことば・Language…",
    title: "ことばを選んでください（Language）",
    lead: "すぐに変わります。いつでも元に戻せます。",
    chosen: "やさしい日本語になりました。",
    name: "やさしい日本語",
    line: "短い文で、やさしいことばを使います。",
};

static EN: LanguageTexts = LanguageTexts {
    choose: "Language・言語…",
    title: "Choose the language（言語）",
    lead: "It changes at once, and can be changed back at any time.",
    chosen: "Everything is in English now.",
    name: "English",
    line: "Everything is shown in English.",
};
