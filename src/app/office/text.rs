//! The TOML of an office's profile as it is written, each value checked where it stands, so that an
//! error names its line.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use serde::Deserialize;

use crate::core::{
    office::{LocalText, Office, OfficeLink, Phone},
    rules::{MonthDay, OpeningHours, Span, YearlyBreak},
};

/// A whole profile.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct OfficeText {
    id: Id,
    as_of: Day,
    name: Texts,
    place: Option<Texts>,
    address: Texts,
    #[serde(default, rename = "phone")]
    phones: Vec<PhoneText>,
    hours: Hours,
    #[serde(default, rename = "note")]
    notes: Vec<Texts>,
    #[serde(default, rename = "link")]
    links: Vec<LinkText>,
}

impl From<OfficeText> for Office {
    fn from(text: OfficeText) -> Self {
        let phones = text.phones.into_iter().map(|phone| Phone {
            label: phone.label.into(),
            number: phone.number.0,
        });
        let links = text.links.into_iter().map(|link| OfficeLink {
            label: link.label.into(),
            url: link.url.0,
        });
        Self {
            id: text.id.0,
            name: text.name.into(),
            place: text.place.map(Into::into),
            address: text.address.into(),
            phones: phones.collect(),
            hours: text.hours.into(),
            notes: text.notes.into_iter().map(Into::into).collect(),
            links: links.collect(),
            as_of: text.as_of.0,
        }
    }
}

/// A text in Japanese and English, and in plain Japanese where that differs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Texts {
    ja: Line,
    ja_easy: Option<Line>,
    en: Line,
}

impl From<Texts> for LocalText {
    fn from(texts: Texts) -> Self {
        Self {
            ja: texts.ja.0,
            ja_easy: texts.ja_easy.map(|line| line.0),
            en: texts.en.0,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhoneText {
    label: Texts,
    number: Number,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkText {
    label: Texts,
    url: Address,
}

/// The hours; a weekday that is not named is closed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Hours {
    #[serde(default)]
    monday: DayHours,
    #[serde(default)]
    tuesday: DayHours,
    #[serde(default)]
    wednesday: DayHours,
    #[serde(default)]
    thursday: DayHours,
    #[serde(default)]
    friday: DayHours,
    #[serde(default)]
    saturday: DayHours,
    #[serde(default)]
    sunday: DayHours,
    public_holidays: OnHolidays,
    yearly_break: Option<Break>,
    #[serde(default)]
    closed_days: Vec<Day>,
    #[serde(default)]
    special_days: BTreeMap<Day, DayHours>,
}

impl From<Hours> for OpeningHours {
    fn from(hours: Hours) -> Self {
        let week = [
            hours.monday,
            hours.tuesday,
            hours.wednesday,
            hours.thursday,
            hours.friday,
            hours.saturday,
            hours.sunday,
        ];
        let special = hours.special_days.into_iter();
        Self {
            week: week.map(|day| day.0),
            closed_on_holidays: hours.public_holidays == OnHolidays::Closed,
            yearly_break: hours.yearly_break.map(|it| it.0),
            closed_days: hours.closed_days.into_iter().map(|day| day.0).collect(),
            special_days: special.map(|(day, hours)| (day.0, hours.0)).collect(),
        }
    }
}

/// Whether a public holiday is like any other day.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OnHolidays {
    Closed,
    Open,
}

/// One line of text: something, and no control characters.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Line(String);

impl TryFrom<String> for Line {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.trim().is_empty() {
            Err("the text is empty".to_owned())
        } else if text.chars().any(char::is_control) {
            Err(format!("{text:?} is more than one line"))
        } else {
            Ok(Self(text))
        }
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Id(String);

impl TryFrom<String> for Id {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !text.is_empty() && text.chars().all(fits) {
            Ok(Self(text))
        } else {
            Err(format!(
                "{text:?} is not of lower-case letters, digits and hyphens"
            ))
        }
    }
}

/// A telephone number.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Number(String);

impl TryFrom<String> for Number {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let fits = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+');
        if (3..=15).contains(&digits) && text.chars().all(fits) {
            Ok(Self(text))
        } else {
            Err(format!(
                "{text:?} is not a telephone number such as \"047-411-7109\""
            ))
        }
    }
}

/// The address of a page. It is shown, never opened.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Address(String);

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let rest = text.strip_prefix("https://").unwrap_or_default();
        if !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic()) {
            Ok(Self(text))
        } else {
            Err(format!("{text:?} does not begin with \"https://\""))
        }
    }
}

/// A date: `2026-12-28`.
#[derive(PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
struct Day(Date);

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not a date such as \"2026-12-28\"");
        if text.len() != "2026-12-28".len() {
            return Err(wrong());
        }
        text.parse().map(Self).map_err(|_no_date| wrong())
    }
}

/// The hours of one day: `["8:30-12:00", "13:00-17:00"]`, in order and apart.
#[derive(Default, Deserialize)]
#[serde(try_from = "Vec<SpanText>")]
struct DayHours(Vec<Span>);

impl TryFrom<Vec<SpanText>> for DayHours {
    type Error = String;

    fn try_from(spans: Vec<SpanText>) -> Result<Self, String> {
        let spans: Vec<Span> = spans.into_iter().map(|span| span.0).collect();
        let in_order = spans.windows(2).all(|pair| match pair {
            [one, next] => one.until < next.from,
            _ => true,
        });
        if in_order {
            Ok(Self(spans))
        } else {
            Err("the hours of a day are not in order, or overlap".to_owned())
        }
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct SpanText(Span);

impl TryFrom<String> for SpanText {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not of the form \"8:30-17:00\"");
        let (from, until) = text.split_once('-').ok_or_else(wrong)?;
        let [from, until] = [from, until].map(time);
        let span = Span {
            from: from.ok_or_else(wrong)?,
            until: until.ok_or_else(wrong)?,
        };
        if span.from < span.until {
            Ok(Self(span))
        } else {
            Err(format!("{text:?} ends before it begins"))
        }
    }
}

/// `8:30`
fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if !is_number(hour) || !is_number(minute) || minute.len() != 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// `12/29-1/3`
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Break(YearlyBreak);

impl TryFrom<String> for Break {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not of the form \"12/29-1/3\"");
        let (from, until) = text.split_once('-').ok_or_else(wrong)?;
        Ok(Self(YearlyBreak {
            from: month_day(from).ok_or_else(wrong)?,
            until: month_day(until).ok_or_else(wrong)?,
        }))
    }
}

/// `12/29`, a day that some year has.
fn month_day(text: &str) -> Option<MonthDay> {
    let (month, day) = text.split_once('/')?;
    let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if !is_number(month) || !is_number(day) {
        return None;
    }
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // 2000 was a leap year.
    Date::new(2000, month, day).ok()?;
    Some(MonthDay { month, day })
}
