//! What the program remembers between two starts: how it looks, which reader to prefer and which
//! office to speak of. Never anything about a person, a card or a document. Stored as TOML by
//! `platform::settings_store`.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::ports::ReaderName;
use crate::core::wording::Wording;

/// A language of the window and the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// 標準
    #[default]
    Ja,
    /// やさしい日本語
    JaEasy,
    /// English
    En,
}

impl Language {
    /// All of them, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Ja, Self::JaEasy, Self::En];

    /// How texts that are data are worded in it.
    pub fn wording(self) -> Wording {
        match self {
            Self::En => Wording::English,
            Self::Ja => Wording::Standard,
            Self::JaEasy => Wording::Easy,
        }
    }

    /// Its name in the settings and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
            Self::JaEasy => "ja-easy",
        }
    }

    /// The tag (BCP 47) of what is written in it, for documents and screen readers. There is none for
    /// plain Japanese, which is read aloud like any other.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja | Self::JaEasy => "ja",
        }
    }

    /// The language of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// The language of a name or of a tag such as `ja`, `ja-JP` or `en_GB`; `None` for others.
    pub fn from_tag(tag: &str) -> Option<Self> {
        if let Some(named) = Self::from_name(tag) {
            return Some(named);
        }
        match tag.split(['-', '_', '.']).next()? {
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// The colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColorScheme {
    /// Dark text on white.
    Light,
    /// Light text on dark grey.
    Dark,
    /// White and yellow on black.
    HighContrast,
    /// As the system says.
    #[default]
    System,
}

impl ColorScheme {
    /// All of them, in the order of the switch.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::HighContrast];

    /// Its name in the report, as in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::HighContrast => "high-contrast",
            Self::Light => "light",
            Self::System => "system",
        }
    }
}

/// The size of the text, in percent of the normal one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextSize(u16);

impl TextSize {
    /// The sizes the buttons step through.
    pub const STEPS: [u16; 5] = [100, 125, 150, 175, 200];

    /// `percent`, brought to the nearest step.
    pub fn new(percent: u16) -> Self {
        let nearest = Self::STEPS
            .into_iter()
            .min_by_key(|step| step.abs_diff(percent));
        Self(nearest.unwrap_or(100))
    }

    /// `percent` as the system says it, within the sizes that pages are made for.
    pub fn of_system(percent: u16) -> Self {
        let [smallest, .., largest] = Self::STEPS;
        Self(percent.clamp(smallest, largest))
    }

    /// In percent.
    pub fn percent(self) -> u16 {
        self.0
    }

    /// As a factor.
    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    /// The next larger size; the largest stays.
    #[must_use]
    pub fn larger(self) -> Self {
        let mut steps = Self::STEPS.into_iter();
        steps.find(|step| *step > self.0).map_or(self, Self)
    }

    /// The next smaller size; the smallest stays.
    #[must_use]
    pub fn smaller(self) -> Self {
        let mut steps = Self::STEPS.into_iter().rev();
        steps.find(|step| *step < self.0).map_or(self, Self)
    }
}

impl Default for TextSize {
    fn default() -> Self {
        Self(100)
    }
}

/// The size of the text, as it was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenText", into = "WrittenText")]
pub enum TextChoice {
    /// This one, whatever the system says.
    Fixed(TextSize),
    /// As the system says.
    #[default]
    System,
}

impl TextChoice {
    /// The size that was chosen; `None`: the system's.
    pub fn fixed(self) -> Option<TextSize> {
        match self {
            Self::Fixed(size) => Some(size),
            Self::System => None,
        }
    }
}

/// The same as it is written: a number, or a word.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenText {
    Percent(u16),
    Word(TextWord),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum TextWord {
    System,
}

impl From<WrittenText> for TextChoice {
    fn from(written: WrittenText) -> Self {
        match written {
            WrittenText::Percent(percent) => Self::Fixed(TextSize::new(percent)),
            WrittenText::Word(TextWord::System) => Self::System,
        }
    }
}

impl From<TextChoice> for WrittenText {
    fn from(choice: TextChoice) -> Self {
        match choice {
            TextChoice::Fixed(size) => Self::Percent(size.percent()),
            TextChoice::System => Self::Word(TextWord::System),
        }
    }
}

/// Which office the guide speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OfficeChoice {
    /// One that is compiled in, by its id.
    BuiltIn(String),
    /// A profile of one's own.
    File {
        /// Where it is.
        file: PathBuf,
    },
}

/// The version of what the keys of the file mean: moved when one changes its meaning, not when one is
/// added.
const VERSION: u32 = 1;

/// The settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Settings {
    /// The version of the file, at least ours.
    pub version: u32,
    /// The language; without one, the system's, else Japanese.
    pub language: Option<Language>,
    /// The colours.
    pub colors: ColorScheme,
    /// The text size.
    pub text_size: TextChoice,
    /// The preferred reader; without one, the first with a My Number Card.
    pub reader: Option<String>,
    /// Counter mode, where no policy says more.
    pub counter_mode: bool,
    /// The office; without one, that of wherever the person lives.
    pub office: Option<OfficeChoice>,
    /// What a newer version of this program keeps beside these: it goes back into the file as it was.
    #[serde(flatten)]
    pub others: toml::Table,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            language: None,
            colors: ColorScheme::default(),
            text_size: TextChoice::default(),
            reader: None,
            counter_mode: false,
            office: None,
            others: toml::Table::new(),
        }
    }
}

impl Settings {
    /// Reads them from TOML. Files before the first version have no number.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let mut read: Self = toml::from_str(text)?;
        read.version = read.version.max(VERSION);
        Ok(read)
    }

    /// Whether this reader is the preferred one, which a part of its name tells.
    pub fn prefers(&self, reader: &ReaderName) -> bool {
        let part = self.reader.as_deref();
        part.is_some_and(|part| reader.matches(part))
    }

    /// Writes them as TOML.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_a_round_trip_and_unknown_keys() {
        let settings = Settings {
            language: Some(Language::En),
            colors: ColorScheme::HighContrast,
            text_size: TextChoice::Fixed(TextSize::new(150)),
            reader: Some("RC-S300".to_owned()),
            counter_mode: true,
            office: Some(OfficeChoice::BuiltIn("narashino".to_owned())),
            ..Settings::default()
        };
        let text = settings.to_toml().expect("writes");
        assert_eq!(Settings::from_toml(&text).expect("reads"), settings);
        assert!(text.starts_with("version = 1\n"), "{text}");
        assert_eq!(Settings::from_toml("").expect("reads"), Settings::default());
        assert!(Settings::from_toml("text-size = \"big\"").is_err());
        let own = Settings {
            office: Some(OfficeChoice::File {
                file: "own.toml".into(),
            }),
            ..settings
        };
        let text = own.to_toml().expect("writes");
        assert_eq!(Settings::from_toml(&text).expect("reads"), own);
        assert!(Settings::from_toml("office = 3").is_err());
    }

    #[test]
    fn what_a_newer_version_keeps_there_survives_an_older_one() {
        let newer = "version = 3\ncolors = \"dark\"\nfuture-key = 1\n\n[future]\nname = \"x\"\n";
        let mut settings = Settings::from_toml(newer).expect("reads");
        assert_eq!(settings.colors, ColorScheme::Dark);
        settings.colors = ColorScheme::Light;
        let kept: toml::Table = settings.to_toml().expect("writes").parse().expect("TOML");
        assert_eq!(kept["version"].as_integer(), Some(3));
        assert_eq!(kept["future-key"].as_integer(), Some(1));
        assert_eq!(kept["future"]["name"].as_str(), Some("x"));
        assert_eq!(kept["colors"].as_str(), Some("light"));
        let older = Settings::from_toml("colors = \"dark\"\nversion = 0\n").expect("reads");
        assert!(
            older
                .to_toml()
                .expect("writes")
                .starts_with("version = 1\n")
        );
    }

    #[test]
    fn a_language_has_one_name_everywhere() {
        for language in Language::ALL {
            let settings = Settings {
                language: Some(language),
                ..Settings::default()
            };
            let text = settings.to_toml().expect("writes");
            let line = format!("language = \"{}\"", language.name());
            assert!(text.lines().any(|it| it == line), "{text}");
            assert_eq!(Settings::from_toml(&text).expect("reads"), settings);
            assert_eq!(Language::from_name(language.name()), Some(language));
            assert_eq!(Language::from_tag(language.name()), Some(language));
        }
        assert_eq!(Language::from_name("ja-JP"), None);
        assert_eq!(Language::from_name(""), None);
    }

    #[test]
    fn settings_of_the_version_before_the_third_language_still_load() {
        for (name, language) in [("ja", Language::Ja), ("en", Language::En)] {
            let text = format!(
                "language = \"{name}\"\ncolors = \"dark\"\ntext-size = 125\nreader = \"RC-S300\"\n"
            );
            let settings = Settings::from_toml(&text).expect("reads");
            assert_eq!(settings.language, Some(language));
            assert_eq!(
                settings.text_size,
                TextChoice::Fixed(TextSize::new(125)),
                "what was chosen stays"
            );
        }
        for wrong in ["easy", "ja_easy", "JA-EASY", "ja-x-easy", ""] {
            let text = format!("language = \"{wrong}\"");
            assert!(Settings::from_toml(&text).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_system_never_asks_for_plain_japanese() {
        for (tag, language) in [
            ("ja-JP", Some(Language::Ja)),
            ("ja_JP.UTF-8", Some(Language::Ja)),
            ("ja-Latn", Some(Language::Ja)),
            ("en_GB", Some(Language::En)),
            ("zh-Hans", None),
            ("easy", None),
        ] {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
        assert_eq!(Language::JaEasy.tag(), "ja");
    }

    #[test]
    fn the_text_is_as_the_system_says_until_someone_chooses() {
        assert_eq!(Settings::default().text_size, TextChoice::System);
        let text = Settings::default().to_toml().expect("writes");
        assert!(text.contains("text-size = \"system\"\n"), "{text}");
        let read = Settings::from_toml("text-size = \"system\"").expect("reads");
        assert_eq!(read.text_size.fixed(), None);
        let read = Settings::from_toml("text-size = 140").expect("reads");
        assert_eq!(read.text_size.fixed(), Some(TextSize::new(150)));
        for wrong in ["\"SYSTEM\"", "-1", "1.5", "true"] {
            let text = format!("text-size = {wrong}");
            assert!(Settings::from_toml(&text).is_err(), "{wrong}");
        }
        for (said, size) in [(50, 100), (100, 100), (112, 112), (200, 200), (225, 200)] {
            assert_eq!(TextSize::of_system(said).percent(), size);
        }
        assert_eq!(TextSize::of_system(112).larger().percent(), 125);
        assert_eq!(TextSize::of_system(112).smaller().percent(), 100);
    }

    #[test]
    fn text_sizes_step_up_and_down_and_stop_at_the_ends() {
        let mut size = TextSize::default();
        let up: Vec<u16> = (0..5)
            .map(|_| {
                size = size.larger();
                size.percent()
            })
            .collect();
        assert_eq!(up, [125, 150, 175, 200, 200]);
        assert_eq!(TextSize::new(100).smaller().percent(), 100);
        assert_eq!(TextSize::new(9999).percent(), 200);
    }
}
