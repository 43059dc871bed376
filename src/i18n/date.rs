//! Dates and days in words: 2030年2月17日（令和12年）, 17 February 2030. All dates of this program
//! are civil dates in Japan.

use jiff::civil::{Date, DateTime};

use crate::{app::settings::Language, core::cert::Era};

/// A day, with the Japanese year behind it: 「2030年2月17日（令和12年）」.
pub fn day_with_era(language: Language, day: Date) -> String {
    match language {
        Language::Ja => match era_year_ja(day) {
            Some(year) => format!("{}（{year}）", self::day(language, day)),
            None => self::day(language, day),
        },
        // The guidelines for plain Japanese count years in one way only.
        Language::JaEasy | Language::En => self::day(language, day),
    }
}

/// A day: 「2030年2月17日」, "17 February 2030".
pub fn day(language: Language, day: Date) -> String {
    match language {
        Language::Ja | Language::JaEasy => {
            format!("{}年{}月{}日", day.year(), day.month(), day.day())
        }
        Language::En => {
            format!("{} {} {}", day.day(), month_en(day.month()), day.year())
        }
    }
}

/// A month, where there is little room: 「2030年2月」, "Feb 2030".
pub fn month(language: Language, day: Date) -> String {
    match language {
        Language::Ja | Language::JaEasy => format!("{}年{}月", day.year(), day.month()),
        Language::En => {
            let month: String = month_en(day.month()).chars().take(3).collect();
            format!("{month} {}", day.year())
        }
    }
}

/// A moment in Japan: 「2030年2月17日 9時05分」, "17 February 2030, 9:05 (Japan time)".
pub fn moment(language: Language, at: DateTime) -> String {
    let day = day(language, at.date());
    match language {
        Language::Ja | Language::JaEasy => format!("{day} {}時{:02}分", at.hour(), at.minute()),
        Language::En => format!("{day}, {}:{:02} (Japan time)", at.hour(), at.minute()),
    }
}

/// A birth date with its era first, as people say it: 「昭和55年2月17日（1980年）」.
pub fn birth_day(language: Language, birth: Date) -> String {
    match (language, era_year_ja(birth)) {
        (Language::Ja, Some(year)) => {
            format!(
                "{year}{}月{}日（{}年）",
                birth.month(),
                birth.day(),
                birth.year()
            )
        }
        // Papers have the era, which is hard to count back: both.
        (Language::JaEasy, Some(year)) => format!("{}（{year}）", day(language, birth)),
        _ => day(language, birth),
    }
}

/// 「令和12年」; the first year of an era is 元年.
fn era_year_ja(day: Date) -> Option<String> {
    let era = Era::of(day)?;
    let name = match era {
        Era::Meiji => "明治",
        Era::Taisho => "大正",
        Era::Showa => "昭和",
        Era::Heisei => "平成",
        Era::Reiwa => "令和",
    };
    Some(match day.year() - era.first_day().year() + 1 {
        1 => format!("{name}元年"),
        year => format!("{name}{year}年"),
    })
}

/// A month's English name.
pub(super) fn month_en(month: i8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

/// A whole number with groups of three digits: 1,183.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// How many there are, with groups of three digits.
pub fn count(number: usize) -> String {
    grouped(u64::try_from(number).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_in_every_language() {
        let last = date(2030, 2, 17);
        assert_eq!(
            day_with_era(Language::Ja, last),
            "2030年2月17日（令和12年）"
        );
        assert_eq!(day_with_era(Language::En, last), "17 February 2030");
        assert_eq!(
            birth_day(Language::Ja, date(1980, 2, 17)),
            "昭和55年2月17日（1980年）"
        );
        assert_eq!(day_with_era(Language::JaEasy, last), "2030年2月17日");
        assert_eq!(
            birth_day(Language::JaEasy, date(1980, 2, 17)),
            "1980年2月17日（昭和55年）"
        );
        assert_eq!(
            birth_day(Language::Ja, date(2019, 5, 1)),
            "令和元年5月1日（2019年）"
        );
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        let grouped_all: Vec<_> = [0, 12, 999, 1_183, 1_234_567].map(grouped).into();
        assert_eq!(grouped_all, ["0", "12", "999", "1,183", "1,234,567"]);
    }
}
