//! The person in a certificate for signing: the six otherNames of jpki-card §4.4.
//!
//! What cannot be read is left out or said to be unreadable, never guessed; unknown otherNames (a
//! reading of the name is announced for 2026) are passed over. All of it is personal data: `Debug`
//! shows none of it.

use std::fmt;

use jiff::civil::{Date, date};

use super::parse::number;
use super::read::directory_string;
use crate::core::printable::printable;
use x509_parser::der_parser::asn1_rs::Any;
use x509_parser::prelude::FromDer;

const OID_NAME: &str = "1.2.392.200149.8.5.5.1";
const OID_NAME_MARKS: &str = "1.2.392.200149.8.5.5.2";
const OID_SEX: &str = "1.2.392.200149.8.5.5.3";
const OID_BIRTH_DATE: &str = "1.2.392.200149.8.5.5.4";
const OID_ADDRESS: &str = "1.2.392.200149.8.5.5.5";
const OID_ADDRESS_MARKS: &str = "1.2.392.200149.8.5.5.6";

/// The tag of `[0] EXPLICIT`, which wraps an otherName's value.
const EXPLICIT_0: u8 = 0xA0;

/// The holder as the municipality registered them (基本4情報).
#[derive(Clone, PartialEq, Eq)]
pub struct Holder {
    /// 氏名, with an ideographic space between the parts.
    pub name: Option<MarkedText>,
    /// 住所; for people abroad in a form of its own.
    pub address: Option<MarkedText>,
    /// 生年月日.
    pub birth_date: Option<BirthDate>,
    /// 性別.
    pub sex: Option<Sex>,
}

impl Holder {
    /// From the otherNames of a subjectAltName, each with its dotted identifier and the bytes after
    /// the identifier; `None` if none of them speaks of a person.
    pub(super) fn from_other_names<'a>(
        names: impl Iterator<Item = (String, &'a [u8])>,
    ) -> Option<Self> {
        let (mut name, mut name_marks, mut address, mut address_marks) = (None, None, None, None);
        let (mut birth_date, mut sex) = (None, None);
        for (oid, value) in names {
            let place = match oid.as_str() {
                OID_NAME => &mut name,
                OID_NAME_MARKS => &mut name_marks,
                OID_SEX => &mut sex,
                OID_BIRTH_DATE => &mut birth_date,
                OID_ADDRESS => &mut address,
                OID_ADDRESS_MARKS => &mut address_marks,
                _ => continue,
            };
            // The first one counts: a second must not be able to overwrite what was shown.
            if place.is_none() {
                *place = other_name_text(value);
            }
        }
        let holder = Self {
            name: name.map(|text| MarkedText::new(&text, name_marks.as_deref())),
            address: address.map(|text| MarkedText::new(&text, address_marks.as_deref())),
            birth_date: birth_date.as_deref().map(BirthDate::parse),
            sex: sex.as_deref().map(Sex::parse),
        };
        let speaks = holder.name.is_some()
            || holder.address.is_some()
            || holder.birth_date.is_some()
            || holder.sex.is_some();
        speaks.then_some(holder)
    }
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Holder([redacted])")
    }
}

/// `[0] EXPLICIT` around a string.
fn other_name_text(value: &[u8]) -> Option<String> {
    let wrapper = crate::core::ber::Element::expect(EXPLICIT_0, value).ok()?;
    let (_, string) = Any::from_der(wrapper.content).ok()?;
    directory_string(&string)
}

/// Text in which some characters stand for others that the character set lacks (代替文字).
#[derive(Clone, PartialEq, Eq)]
pub struct MarkedText {
    text: String,
    substituted: Vec<bool>,
}

impl MarkedText {
    /// `marks` has one `0` or `1` for each character; a missing or other mark counts as `0`.
    fn new(text: &str, marks: Option<&str>) -> Self {
        let text = printable(text);
        let mut marks = marks.unwrap_or_default().chars();
        let substituted = text.chars().map(|_| marks.next() == Some('1')).collect();
        Self { text, substituted }
    }

    /// The text as registered. Characters that would steer a screen are replaced.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// For each character of the text whether it stands for another one.
    pub fn substituted(&self) -> &[bool] {
        &self.substituted
    }

    /// Whether any character stands for another one.
    pub fn has_substitutes(&self) -> bool {
        self.substituted.contains(&true)
    }
}

impl fmt::Debug for MarkedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MarkedText([redacted])")
    }
}

/// A date of birth as coded in the certificate: `EYYYYMMDD`, an era's digit and a Gregorian date.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum BirthDate {
    /// The era's digit does not belong to the date; the date is shown, the era is not.
    EraDisagrees {
        /// The era coded.
        era: Era,
        /// The date coded.
        date: Date,
    },
    /// A whole date.
    Known {
        /// The era coded; `None` where it is coded as unknown.
        era: Option<Era>,
        /// The date.
        date: Date,
    },
    /// 不明, in whole or in part: what is coded as zeros is `None`.
    Partial {
        /// The era, if known.
        era: Option<Era>,
        /// The Gregorian year, if known.
        year: Option<i16>,
        /// The month, if known.
        month: Option<i8>,
    },
    /// Not in the form of jpki-card §4.4.
    Unreadable,
}

impl BirthDate {
    fn parse(text: &str) -> Self {
        Self::parse_digits(text.as_bytes()).unwrap_or(Self::Unreadable)
    }

    fn parse_digits(digits: &[u8]) -> Option<Self> {
        let (&[era], rest) = digits.split_first_chunk::<1>()?;
        let era = match era {
            b'0' => None,
            digit => Some(Era::from_digit(digit)?),
        };
        let (year, rest) = rest.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        if day.len() != 2 {
            return None;
        }
        let (year, month, day) = (number(year)?, number(month)?, number(day)?);
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        if year == 0 || month == 0 || day == 0 {
            let month = (1..=12).contains(&month).then_some(month);
            return Some(Self::Partial {
                era,
                year: (year != 0).then_some(year),
                month,
            });
        }
        let date = Date::new(year, month, day).ok()?;
        Some(match era {
            Some(era) if !era.contains(date) => Self::EraDisagrees { era, date },
            era => Self::Known { era, date },
        })
    }

    /// The Gregorian date, if all of it is known.
    pub fn date(self) -> Option<Date> {
        match self {
            Self::EraDisagrees { date, .. } | Self::Known { date, .. } => Some(date),
            Self::Partial { .. } | Self::Unreadable => None,
        }
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate([redacted])")
    }
}

/// A Japanese era (元号), as birth dates code it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Era {
    /// 明治, from 1868-01-25.
    Meiji,
    /// 大正, from 1912-07-30.
    Taisho,
    /// 昭和, from 1926-12-25.
    Showa,
    /// 平成, from 1989-01-08.
    Heisei,
    /// 令和, from 2019-05-01.
    Reiwa,
}

impl Era {
    /// All, the earliest first.
    pub const ALL: [Self; 5] = [
        Self::Meiji,
        Self::Taisho,
        Self::Showa,
        Self::Heisei,
        Self::Reiwa,
    ];

    /// The era of a day; the later one where two share it. `None` before 明治.
    pub fn of(day: Date) -> Option<Self> {
        Self::ALL
            .into_iter()
            .rev()
            .find(|era| era.first_day() <= day)
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        match self {
            Self::Meiji => date(1868, 1, 25),
            Self::Taisho => date(1912, 7, 30),
            Self::Showa => date(1926, 12, 25),
            Self::Heisei => date(1989, 1, 8),
            Self::Reiwa => date(2019, 5, 1),
        }
    }

    /// Its last day; `None` for the present one. 明治 and 大正 ended on the day their successor
    /// began, which belongs to both; 昭和 and 平成 ended the day before.
    pub fn last_day(self) -> Option<Date> {
        match self {
            Self::Meiji => Some(date(1912, 7, 30)),
            Self::Taisho => Some(date(1926, 12, 25)),
            Self::Showa => Some(date(1989, 1, 7)),
            Self::Heisei => Some(date(2019, 4, 30)),
            Self::Reiwa => None,
        }
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: Date) -> bool {
        self.first_day() <= day && self.last_day().is_none_or(|last| day <= last)
    }

    fn from_digit(digit: u8) -> Option<Self> {
        Some(match digit {
            b'1' => Self::Meiji,
            b'2' => Self::Taisho,
            b'3' => Self::Showa,
            b'4' => Self::Heisei,
            b'5' => Self::Reiwa,
            _ => return None,
        })
    }
}

/// The registered sex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// 女.
    Female,
    /// 男.
    Male,
    /// 不明: coded 3, by some 9 (jpki-card §10), or not at all as known here.
    Unknown,
}

impl Sex {
    fn parse(code: &str) -> Self {
        match code {
            "1" => Self::Male,
            "2" => Self::Female,
            _ => Self::Unknown,
        }
    }

    /// `female`, `male` or `unknown`, as the command line's contract says.
    pub fn name(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Unknown => "unknown",
        }
    }
}
