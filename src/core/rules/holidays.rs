//! Japan's public holidays, by rule: 国民の祝日に関する法律 (Act No. 178 of 1948) as amended, and the
//! special laws that moved holidays or made some. No table of years that would run out.
//!
//! The days of the equinoxes are computed. The law leaves them to astronomy: the National
//! Astronomical Observatory announces them each February for the next year. The formula agrees with the
//! instants of the equinoxes in Japan for all of [`HOLIDAY_YEARS`] (tested against Meeus, *Astronomical
//! Algorithms*, chapter 27). What a later law will change no program can know.

use std::ops::RangeInclusive;

use jiff::civil::{Date, Weekday, date};

/// The years for which [`Holiday::on`] answers: the law as it was and is since the first
/// holidays on fixed Mondays, and the equinoxes as far as the formula holds.
pub const HOLIDAY_YEARS: RangeInclusive<i16> = 2000..=2099;

/// A public holiday. The names are texts and live in `i18n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 秋分の日
    AutumnalEquinox,
    /// こどもの日, 5 May
    Children,
    /// 成人の日, the second Monday of January
    ComingOfAge,
    /// 憲法記念日, 3 May
    Constitution,
    /// 文化の日, 3 November
    Culture,
    /// 天皇誕生日, 23 February; to 2018 23 December; none in 2019
    EmperorsBirthday,
    /// 天皇の即位の日, 1 May 2019
    Enthronement,
    /// 即位礼正殿の儀の行われる日, 22 October 2019
    EnthronementCeremony,
    /// 建国記念の日, 11 February
    Foundation,
    /// みどりの日, 4 May; to 2006 29 April
    Greenery,
    /// 体育の日, the name of スポーツの日 to 2019
    HealthAndSports,
    /// 勤労感謝の日, 23 November
    LabourThanksgiving,
    /// 海の日, the third Monday of July
    Marine,
    /// 山の日, 11 August since 2016
    Mountain,
    /// 元日
    NewYear,
    /// 敬老の日, the third Monday of September
    RespectForTheAged,
    /// 国民の休日 (Article 3, paragraph 3): a day between two holidays
    Sandwiched,
    /// 昭和の日, 29 April since 2007
    Showa,
    /// スポーツの日, the second Monday of October since 2020
    Sports,
    /// 振替休日 (Article 3, paragraph 2): instead of a holiday on a Sunday
    Substitute,
    /// 春分の日
    VernalEquinox,
}

impl Holiday {
    /// All of them, alphabetically.
    pub const ALL: [Self; 21] = [
        Self::AutumnalEquinox,
        Self::Children,
        Self::ComingOfAge,
        Self::Constitution,
        Self::Culture,
        Self::EmperorsBirthday,
        Self::Enthronement,
        Self::EnthronementCeremony,
        Self::Foundation,
        Self::Greenery,
        Self::HealthAndSports,
        Self::LabourThanksgiving,
        Self::Marine,
        Self::Mountain,
        Self::NewYear,
        Self::RespectForTheAged,
        Self::Sandwiched,
        Self::Showa,
        Self::Sports,
        Self::Substitute,
        Self::VernalEquinox,
    ];

    /// The holiday on this civil date in Japan. Outside of [`HOLIDAY_YEARS`] the answer is `None` and
    /// means nothing.
    pub fn on(day: Date) -> Option<Self> {
        if !HOLIDAY_YEARS.contains(&day.year()) {
            return None;
        }
        national(day)
            .or_else(|| is_substitute(day).then_some(Self::Substitute))
            .or_else(|| is_sandwiched(day).then_some(Self::Sandwiched))
    }
}

/// The first day of the amendment by which substitutes go past further holidays, and a day between
/// two holidays is one whatever weekday it is (Act No. 43 of 2005).
const AMENDED: Date = date(2007, 1, 1);

/// A 「国民の祝日」: Article 2, and what special laws put in its place.
fn national(day: Date) -> Option<Holiday> {
    use Holiday as H;
    let year = day.year();
    let found = match (day.month(), day.day()) {
        (1, 1) => H::NewYear,
        (1, _) if is_monday(day, 2) => H::ComingOfAge,
        (2, 11) => H::Foundation,
        (2, 23) if year >= 2020 => H::EmperorsBirthday,
        (3, of_month) if of_month == vernal_equinox(year) => H::VernalEquinox,
        (4, 29) if year >= 2007 => H::Showa,
        (4, 29) => H::Greenery,
        // Act No. 99 of 2018, which counts both days as 「国民の祝日」.
        (5, 1) if year == 2019 => H::Enthronement,
        (10, 22) if year == 2019 => H::EnthronementCeremony,
        (5, 3) => H::Constitution,
        (5, 4) if year >= 2007 => H::Greenery,
        (5, 5) => H::Children,
        (7, _) if is_marine(day) => H::Marine,
        (7 | 10, _) if is_sports(day) && year >= 2020 => H::Sports,
        (10, _) if is_sports(day) => H::HealthAndSports,
        (8, of_month) if Some(of_month) == mountain(year) => H::Mountain,
        (9, 15) if year <= 2002 => H::RespectForTheAged,
        (9, _) if year >= 2003 && is_monday(day, 3) => H::RespectForTheAged,
        (9, of_month) if of_month == autumnal_equinox(year) => H::AutumnalEquinox,
        (11, 3) => H::Culture,
        (11, 23) => H::LabourThanksgiving,
        (12, 23) if year <= 2018 => H::EmperorsBirthday,
        _ => return None,
    };
    Some(found)
}

/// The day was moved in 2020 and 2021 for the Olympic Games (Acts No. 55 of 2018, No. 68 of 2020).
fn is_marine(day: Date) -> bool {
    match day.year() {
        ..=2002 => day.day() == 20,
        2020 => day.day() == 23,
        2021 => day.day() == 22,
        _ => is_monday(day, 3),
    }
}

fn is_sports(day: Date) -> bool {
    match day.year() {
        2020 => (day.month(), day.day()) == (7, 24),
        2021 => (day.month(), day.day()) == (7, 23),
        _ => day.month() == 10 && is_monday(day, 2),
    }
}

fn mountain(year: i16) -> Option<i8> {
    match year {
        ..=2015 => None,
        2020 => Some(10),
        2021 => Some(8),
        _ => Some(11),
    }
}

/// The `nth` Monday of its month.
fn is_monday(day: Date, nth: i8) -> bool {
    day.weekday() == Weekday::Monday && (day.day() - 1) / 7 + 1 == nth
}

/// 「国民の祝日」が日曜日に当たるときは、その日後においてその日に最も近い「国民の祝日」でない日; before the
/// amendment simply その翌日.
fn is_substitute(day: Date) -> bool {
    if national(day).is_some() {
        return false;
    }
    let mut before = day;
    while let Ok(earlier) = before.yesterday() {
        if national(earlier).is_none() {
            return false;
        }
        if earlier.weekday() == Weekday::Sunday {
            return true;
        }
        if day < AMENDED {
            return false;
        }
        before = earlier;
    }
    false
}

/// その前日及び翌日が「国民の祝日」である日; before the amendment no Sunday. 4 May to 2006, a Tuesday in some
/// Septembers, and two days in 2019.
fn is_sandwiched(day: Date) -> bool {
    let is_holiday = |neighbour: Result<Date, jiff::Error>| {
        neighbour.is_ok_and(|neighbour| national(neighbour).is_some())
    };
    (day >= AMENDED || day.weekday() != Weekday::Sunday)
        && is_holiday(day.yesterday())
        && is_holiday(day.tomorrow())
}

/// The day of March: the usual formula for 1980 to 2099, in millionths of a day.
fn vernal_equinox(year: i16) -> i8 {
    equinox(20_843_100, year)
}

/// The day of September.
fn autumnal_equinox(year: i16) -> i8 {
    equinox(23_248_800, year)
}

/// `in_1980` advances by the part by which a year is longer than 365 days, and falls back at leap
/// years.
fn equinox(in_1980: i32, year: i16) -> i8 {
    let years = i32::from(year) - 1980;
    let days = (in_1980 + 242_194 * years) / 1_000_000 - years / 4;
    i8::try_from(days).unwrap_or_default()
}
