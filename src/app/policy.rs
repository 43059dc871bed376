//! What an office lays down for its computers: `policy.toml`, version 1. Read once, at the start.
//! What a policy sets, no setting of a person loosens: [`Policy::govern`], [`Policy::and`].
//!
//! A name or value that is not known makes the whole file count as refused, and [`Policy::strictest`]
//! holds: half a policy would be one that nobody wrote. [`fields`] lists every name with what it takes;
//! the JSON schema is made from it ([`schema`]).

mod fields;
mod flaw;
mod office;
pub mod schema;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use fields::{Field, Form, fields};
pub use flaw::{PolicyError, line_of_office};
pub use office::{LoadedPolicy, OfficePolicy, OfficeProfile, office_failure};

use super::{
    failure::Offer,
    settings::{Language, Settings, TextChoice, TextSize},
};

/// The version of policy files that this program reads.
pub const VERSION: i64 = 1;

/// The text size of counter mode where the policy names none: large type.
const COUNTER_TEXT: u16 = 150;

/// Whether the window is in counter mode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CounterMode {
    /// As the settings say.
    #[default]
    Off,
    /// From the start; staff may leave it until the program ends.
    On,
    /// Always.
    Forced,
}

impl CounterMode {
    /// All of them, the strictest last.
    pub const ALL: [Self; 3] = [Self::Off, Self::On, Self::Forced];

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Forced => "forced",
            Self::Off => "off",
            Self::On => "on",
        }
    }
}

/// The keys that staff hold for [`GESTURE_TIME`] to open the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StaffGesture {
    /// Ctrl (on macOS also ⌘), Shift and S.
    #[default]
    CtrlShiftS,
    /// Ctrl (on macOS also ⌘), Shift and F12.
    CtrlShiftF12,
    /// There are none: the settings stay closed.
    None,
}

/// How long the keys of [`StaffGesture`] are held.
pub const GESTURE_TIME: Duration = Duration::from_secs(2);

impl StaffGesture {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::CtrlShiftS, Self::CtrlShiftF12, Self::None];

    /// Its name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::CtrlShiftF12 => "ctrl-shift-f12",
            Self::CtrlShiftS => "ctrl-shift-s",
            Self::None => "none",
        }
    }
}

/// How long nobody touches anything until everything is wiped, in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct IdleTime(u16);

impl IdleTime {
    /// The shortest: the warning before the wipe needs 20 seconds (WCAG 2.2.1), and some are read in.
    pub const MIN: u16 = 30;
    /// The longest.
    pub const MAX: u16 = 3600;

    /// As a duration.
    pub fn duration(self) -> Duration {
        Duration::from_secs(u64::from(self.0))
    }
}

impl Default for IdleTime {
    fn default() -> Self {
        Self(120)
    }
}

impl TryFrom<i64> for IdleTime {
    type Error = &'static str;

    fn try_from(seconds: i64) -> Result<Self, Self::Error> {
        let seconds = u16::try_from(seconds).map_err(|_wide| "out of range")?;
        if (Self::MIN..=Self::MAX).contains(&seconds) {
            Ok(Self(seconds))
        } else {
            Err("out of range")
        }
    }
}

impl From<IdleTime> for i64 {
    fn from(time: IdleTime) -> Self {
        Self::from(time.0)
    }
}

/// The smallest text size, in percent: exactly one of the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct LeastTextSize(TextSize);

impl TryFrom<i64> for LeastTextSize {
    type Error = &'static str;

    fn try_from(percent: i64) -> Result<Self, Self::Error> {
        let step = TextSize::STEPS
            .into_iter()
            .find(|step| i64::from(*step) == percent);
        step.map(|step| Self(TextSize::new(step)))
            .ok_or("not a step")
    }
}

impl From<LeastTextSize> for i64 {
    fn from(size: LeastTextSize) -> Self {
        Self::from(size.0.percent())
    }
}

/// The languages that are offered, at least one, each once; the first is used where a person's is
/// not among them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Language>", into = "Vec<Language>")]
pub struct Languages(Vec<Language>);

impl Languages {
    /// In the policy's order.
    pub fn all(&self) -> &[Language] {
        &self.0
    }

    /// `wanted` if it is offered, else the first that is.
    pub fn nearest(&self, wanted: Language) -> Language {
        if self.0.contains(&wanted) {
            return wanted;
        }
        self.0.first().copied().unwrap_or_default()
    }
}

impl Default for Languages {
    fn default() -> Self {
        Self(Language::ALL.to_vec())
    }
}

impl TryFrom<Vec<Language>> for Languages {
    type Error = &'static str;

    fn try_from(languages: Vec<Language>) -> Result<Self, Self::Error> {
        let is_twice = |(place, it): (usize, &Language)| {
            languages.iter().skip(place + 1).any(|other| other == it)
        };
        if languages.is_empty() || languages.iter().enumerate().any(is_twice) {
            return Err("none, or one twice");
        }
        Ok(Self(languages))
    }
}

impl From<Languages> for Vec<Language> {
    fn from(languages: Languages) -> Self {
        languages.0
    }
}

/// `[counter]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CounterPolicy {
    /// Whether the window is in counter mode.
    pub mode: CounterMode,
    /// The time without input until everything is wiped.
    pub idle_seconds: IdleTime,
    /// What opens the settings in counter mode.
    pub staff_gesture: StaffGesture,
}

/// `[appearance]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AppearancePolicy {
    /// The smallest text size; without one 100 %, in counter mode 150 %.
    pub text_size: Option<LeastTextSize>,
    /// The smallest one of counter mode, where another policy holds that says more of it than this one.
    #[serde(skip)]
    counter_text: Option<TextSize>,
    /// The languages offered.
    pub languages: Languages,
}

/// `[offer]`: what is there to be used, in counter mode or not, in the window and on the command
/// line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a line of the file by itself"
)]
pub struct Offers {
    /// Saving certificates.
    pub export: bool,
    /// Changing PINs.
    pub pin_change: bool,
    /// Practice mode.
    pub practice: bool,
    /// Saving reports.
    pub report_saving: bool,
    /// Signing.
    pub signing: bool,
}

impl Default for Offers {
    fn default() -> Self {
        Self {
            export: true,
            pin_change: true,
            practice: true,
            report_saving: true,
            signing: true,
        }
    }
}

impl Offers {
    const NONE: Self = Self {
        export: false,
        pin_change: false,
        practice: false,
        report_saving: false,
        signing: false,
    };

    /// Whether `offer` is there.
    pub fn has(self, offer: Offer) -> bool {
        match offer {
            Offer::Export => self.export,
            Offer::PinChange => self.pin_change,
            Offer::Practice => self.practice,
            Offer::ReportSaving => self.report_saving,
            Offer::Signing => self.signing,
        }
    }
}

/// A policy. The default is that of a computer without one: nothing is laid down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Policy {
    /// Counter mode.
    pub counter: CounterPolicy,
    /// How the window looks.
    pub appearance: AppearancePolicy,
    /// The office.
    pub office: OfficePolicy,
    /// What can be used.
    pub offer: Offers,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct PolicyFile {
    /// Looked at before anything else.
    #[serde(rename = "version")]
    _version: i64,
    #[serde(default)]
    counter: CounterPolicy,
    #[serde(default)]
    appearance: AppearancePolicy,
    #[serde(default)]
    office: OfficePolicy,
    #[serde(default)]
    offer: Offers,
}

impl Policy {
    /// Reads a policy file. UTF-8, with or without the mark that Windows' Notepad puts before it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PolicyError> {
        let text = flaw::text(bytes)?;
        flaw::check_version(text)?;
        let file: PolicyFile =
            toml::from_str(text).map_err(|error| PolicyError::of(&error, text))?;
        Ok(Self {
            counter: file.counter,
            appearance: file.appearance,
            office: file.office,
            offer: file.offer,
        })
    }

    /// What holds where a policy is there and cannot be understood: counter mode, and the strictest
    /// of every value.
    pub fn strictest() -> Self {
        Self {
            counter: CounterPolicy {
                mode: CounterMode::Forced,
                idle_seconds: IdleTime(IdleTime::MIN),
                staff_gesture: StaffGesture::None,
            },
            offer: Offers::NONE,
            ..Self::default()
        }
    }

    /// Both hold: of each value the stricter one. What cannot be compared is `self`'s, or the other's
    /// where `self` says nothing.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        let counter = &mut self.counter;
        counter.mode = counter.mode.max(other.counter.mode);
        counter.idle_seconds = counter.idle_seconds.min(other.counter.idle_seconds);
        if other.counter.staff_gesture == StaffGesture::None {
            counter.staff_gesture = StaffGesture::None;
        }
        let counter_text = self.least_text(true).max(other.least_text(true));
        let sizes = [&self.appearance, &other.appearance].map(|it| it.text_size);
        self.appearance.text_size = sizes.into_iter().flatten().max_by_key(|size| size.0);
        if self.least_text(true) < counter_text {
            self.appearance.counter_text = Some(counter_text);
        }
        let offered = &mut self.appearance.languages.0;
        let both = |language: &Language| other.appearance.languages.0.contains(language);
        if offered.iter().any(both) {
            offered.retain(both);
        }
        self.office.profile = self.office.profile.or_else(|| other.office.profile.clone());
        self.offer = Offers {
            export: self.offer.export && other.offer.export,
            pin_change: self.offer.pin_change && other.offer.pin_change,
            practice: self.offer.practice && other.offer.practice,
            report_saving: self.offer.report_saving && other.offer.report_saving,
            signing: self.offer.signing && other.offer.signing,
        };
        self
    }

    /// The smallest text; `is_counter`: in counter mode.
    pub fn least_text(&self, is_counter: bool) -> TextSize {
        let usual = if is_counter { COUNTER_TEXT } else { 100 };
        let least = self.appearance.text_size;
        let least = least.map_or(TextSize::new(usual), |size| size.0);
        let of_others = self.appearance.counter_text.filter(|_| is_counter);
        of_others.map_or(least, |size| size.max(least))
    }

    /// `settings` as far as this policy lets them be; `is_counter`: in counter mode.
    #[must_use]
    pub fn govern(&self, mut settings: Settings, is_counter: bool) -> Settings {
        if let TextChoice::Fixed(size) = settings.text_size {
            settings.text_size = TextChoice::Fixed(size.max(self.least_text(is_counter)));
        }
        settings.language = settings
            .language
            .map(|language| self.appearance.languages.nearest(language));
        settings
    }
}

#[cfg(test)]
mod tests;
