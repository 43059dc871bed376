//! The public holidays against a list of known dates, the changes of the law one by one, and the days
//! of the equinoxes against astronomy for every year for which they are given.
//!
//! Where the list (`fixtures/holidays.txt`) is from, it says itself. When it was written, two other programs for Japan's holidays gave the same days and names for every
//! year from 2000 to 2099.

use std::collections::BTreeMap;

use inkan::core::rules::{HOLIDAY_YEARS, Holiday};
use jiff::civil::{Date, Weekday, date};

const LIST: &str = include_str!("fixtures/holidays.txt");

fn named(word: &str, year: i16) -> Holiday {
    match word {
        "みどり" => Holiday::Greenery,
        "スポーツ" => Holiday::Sports,
        "体育" => Holiday::HealthAndSports,
        "元日" => Holiday::NewYear,
        "勤労" => Holiday::LabourThanksgiving,
        "即位" => Holiday::Enthronement,
        "即位礼" => Holiday::EnthronementCeremony,
        "国民" => Holiday::Sandwiched,
        "天皇誕生" => Holiday::EmperorsBirthday,
        "山" => Holiday::Mountain,
        "建国" => Holiday::Foundation,
        "成人" => Holiday::ComingOfAge,
        "憲法" => Holiday::Constitution,
        "振替" => Holiday::Substitute,
        "敬老" => Holiday::RespectForTheAged,
        "文化" => Holiday::Culture,
        "昭和" => Holiday::Showa,
        "春分" => Holiday::VernalEquinox,
        "海" => Holiday::Marine,
        "秋分" => Holiday::AutumnalEquinox,
        "こども" => Holiday::Children,
        other => panic!("{year}: {other}"),
    }
}

/// The list: of each year every holiday.
fn known() -> BTreeMap<i16, BTreeMap<Date, Holiday>> {
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (year, days) = line.split_once(": ").expect("year: days");
            let year = year.parse().expect("a year");
            let days = days.split(' ').map(|entry| {
                let is_date = |c: char| c.is_ascii_digit() || c == '/';
                let end = entry.find(|c| !is_date(c)).expect("a name");
                let (day, name) = entry.split_at(end);
                let (month, day) = day.split_once('/').expect("month/day");
                let day = date(
                    year,
                    month.parse().expect("a month"),
                    day.parse().expect("a day"),
                );
                (day, named(name, year))
            });
            (year, days.collect())
        })
        .collect()
}

fn computed(year: i16) -> BTreeMap<Date, Holiday> {
    days_of(year)
        .filter_map(|day| Some((day, Holiday::on(day)?)))
        .collect()
}

fn days_of(year: i16) -> impl Iterator<Item = Date> {
    date(year, 1, 1)
        .series(jiff::Span::new().days(1))
        .take_while(move |day| day.year() == year)
}

#[test]
fn every_day_of_the_listed_years_is_a_holiday_or_none_as_published() {
    let known = known();
    for year in 2016..=2027 {
        assert!(known.contains_key(&year), "{year} is listed");
    }
    for (year, days) in known {
        assert_eq!(computed(year), days, "{year}");
    }
}

#[test]
fn the_changes_of_the_law_one_by_one() {
    use Holiday as H;
    let cases = [
        // 成人の日 and 体育の日 on Mondays from 2000.
        (date(2000, 1, 15), None),
        (date(2000, 1, 10), Some(H::ComingOfAge)),
        (date(2000, 10, 10), None),
        (date(2000, 10, 9), Some(H::HealthAndSports)),
        // 海の日 and 敬老の日 on Mondays from 2003.
        (date(2002, 7, 20), Some(H::Marine)),
        (date(2002, 9, 15), Some(H::RespectForTheAged)),
        (date(2004, 7, 19), Some(H::Marine)),
        (date(2004, 7, 20), None),
        (date(2004, 9, 20), Some(H::RespectForTheAged)),
        (date(2004, 9, 15), None),
        // 4 May was a day between two holidays, unless it was a Sunday, and is みどりの日 from 2007.
        (date(2001, 5, 4), Some(H::Sandwiched)),
        (date(2003, 5, 4), None),
        (date(2006, 5, 4), Some(H::Sandwiched)),
        (date(2007, 5, 4), Some(H::Greenery)),
        (date(2006, 4, 29), Some(H::Greenery)),
        (date(2007, 4, 29), Some(H::Showa)),
        // A holiday on a Sunday before two more: from 2007 the substitute is the day after them.
        (date(2008, 5, 6), Some(H::Substitute)),
        (date(2009, 5, 6), Some(H::Substitute)),
        (date(2014, 5, 6), Some(H::Substitute)),
        (date(2003, 5, 6), None),
        // 山の日 from 2016.
        (date(2015, 8, 11), None),
        (date(2016, 8, 11), Some(H::Mountain)),
        // The Emperor's birthday.
        (date(2018, 12, 23), Some(H::EmperorsBirthday)),
        (date(2018, 12, 24), Some(H::Substitute)),
        (date(2019, 2, 23), None),
        (date(2019, 12, 23), None),
        (date(2020, 2, 23), Some(H::EmperorsBirthday)),
        (date(2020, 12, 23), None),
        // The coronation year.
        (date(2019, 4, 30), Some(H::Sandwiched)),
        (date(2019, 5, 1), Some(H::Enthronement)),
        (date(2019, 5, 2), Some(H::Sandwiched)),
        (date(2019, 10, 22), Some(H::EnthronementCeremony)),
        (date(2018, 5, 1), None),
        (date(2020, 5, 1), None),
        (date(2020, 10, 22), None),
        // The Olympic years: moved, and back.
        (date(2020, 7, 20), None),
        (date(2020, 7, 23), Some(H::Marine)),
        (date(2020, 7, 24), Some(H::Sports)),
        (date(2020, 8, 10), Some(H::Mountain)),
        (date(2020, 8, 11), None),
        (date(2020, 10, 12), None),
        (date(2021, 7, 19), None),
        (date(2021, 8, 8), Some(H::Mountain)),
        (date(2021, 8, 9), Some(H::Substitute)),
        (date(2021, 8, 11), None),
        (date(2021, 10, 11), None),
        (date(2022, 7, 18), Some(H::Marine)),
        (date(2022, 10, 10), Some(H::Sports)),
    ];
    for (day, expected) in cases {
        assert_eq!(Holiday::on(day), expected, "{day}");
    }
}

#[test]
fn a_tuesday_in_september_lies_between_two_holidays_in_these_years() {
    let sandwiched: Vec<Date> = (2007..=2050)
        .flat_map(days_of)
        .filter(|day| Holiday::on(*day) == Some(Holiday::Sandwiched))
        .collect();
    let expected = [
        date(2009, 9, 22),
        date(2015, 9, 22),
        date(2019, 4, 30),
        date(2019, 5, 2),
        date(2026, 9, 22),
        date(2032, 9, 21),
        date(2037, 9, 22),
        date(2043, 9, 22),
        date(2049, 9, 21),
    ];
    assert_eq!(sandwiched, expected);
}

#[test]
fn a_rule_that_never_runs_out() {
    for year in HOLIDAY_YEARS {
        let holidays = computed(year);
        assert!(
            (14..=22).contains(&holidays.len()),
            "{year}: {}",
            holidays.len()
        );
        for (day, holiday) in &holidays {
            match holiday {
                // It stands behind an unbroken row of holidays that begins on a Sunday.
                Holiday::Substitute => {
                    let mut before = day.yesterday().expect("in range");
                    while before.weekday() != Weekday::Sunday {
                        assert!(holidays.contains_key(&before), "{day}");
                        before = before.yesterday().expect("in range");
                    }
                    assert!(holidays.contains_key(&before), "{day}");
                }
                Holiday::Sandwiched => {
                    for neighbour in [day.yesterday(), day.tomorrow()] {
                        assert!(
                            holidays.contains_key(&neighbour.expect("in range")),
                            "{day}"
                        );
                    }
                }
                // None is lost on a Sunday.
                _ if day.weekday() == Weekday::Sunday => {
                    let next = days_of(year)
                        .find(|later| {
                            later > day
                                && matches!(holidays.get(later), None | Some(Holiday::Substitute))
                        })
                        .expect("a later day");
                    assert_eq!(holidays.get(&next), Some(&Holiday::Substitute), "{day}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn outside_of_its_years_nothing_is_claimed() {
    for day in [
        date(1970, 1, 1),
        date(1999, 11, 3),
        date(2100, 1, 1),
        Date::MIN,
        Date::MAX,
    ] {
        assert_eq!(Holiday::on(day), None, "{day}");
    }
    assert_eq!(Holiday::on(date(2000, 1, 1)), Some(Holiday::NewYear));
    assert_eq!(Holiday::on(date(2099, 12, 31)), None);
}

#[test]
fn every_holiday_occurs_and_is_in_the_list_of_all() {
    let mut seen: Vec<Holiday> = Vec::new();
    for year in HOLIDAY_YEARS {
        for holiday in computed(year).into_values() {
            if !seen.contains(&holiday) {
                seen.push(holiday);
            }
        }
    }
    assert_eq!(seen.len(), Holiday::ALL.len());
    assert!(seen.iter().all(|it| Holiday::ALL.contains(it)));
}

#[test]
fn the_equinoxes_fall_on_the_days_that_astronomy_gives() {
    for year in HOLIDAY_YEARS {
        let found = |wanted| {
            let mut days = computed(year).into_iter();
            days.find_map(|(day, holiday)| (holiday == wanted).then_some(day))
        };
        let [march, september] = [MARCH, SEPTEMBER].map(|terms| equinox(year, terms));
        assert_eq!(found(Holiday::VernalEquinox), Some(date(year, 3, march)));
        assert_eq!(
            found(Holiday::AutumnalEquinox),
            Some(date(year, 9, september))
        );
    }
}

/// Julian Ephemeris Day of the mean equinox, by powers of millennia from 2000 (Meeus, table 27.B).
const MARCH: [f64; 5] = [
    2_451_623.809_84,
    365_242.374_04,
    0.051_69,
    -0.004_11,
    -0.000_57,
];
const SEPTEMBER: [f64; 5] = [
    2_451_810.217_15,
    365_242.017_67,
    -0.115_75,
    0.003_37,
    0.000_78,
];

/// Its periodic terms (Meeus, table 27.C).
const TERMS: [(f64, f64, f64); 24] = [
    (485.0, 324.96, 1_934.136),
    (203.0, 337.23, 32_964.467),
    (199.0, 342.08, 20.186),
    (182.0, 27.85, 445_267.112),
    (156.0, 73.14, 45_036.886),
    (136.0, 171.52, 22_518.443),
    (77.0, 222.54, 65_928.934),
    (74.0, 296.72, 3_034.906),
    (70.0, 243.58, 9_037.513),
    (58.0, 119.81, 33_718.147),
    (52.0, 297.17, 150.678),
    (50.0, 21.02, 2_281.226),
    (45.0, 247.54, 29_929.562),
    (44.0, 325.15, 31_555.956),
    (29.0, 60.93, 4_443.417),
    (18.0, 155.12, 67_555.328),
    (17.0, 288.79, 4_562.452),
    (16.0, 198.04, 62_894.029),
    (14.0, 199.76, 31_436.921),
    (12.0, 95.39, 14_577.848),
    (12.0, 287.11, 31_931.756),
    (12.0, 320.81, 34_777.259),
    (9.0, 227.73, 1_222.114),
    (8.0, 15.45, 16_859.074),
];

/// The day of the month, in Japan. The closest to midnight is September 2074, three minutes past it.
fn equinox(year: i16, mean: [f64; 5]) -> i8 {
    let since = f64::from(year) - 2000.0;
    let millennia = since / 1000.0;
    let mean = mean
        .iter()
        .rev()
        .fold(0.0, |sum, term| sum * millennia + term);
    let centuries = (mean - 2_451_545.0) / 36_525.0;
    let w = (35_999.373 * centuries - 2.47).to_radians();
    let lambda = 1.0 + 0.0334 * w.cos() + 0.0007 * (2.0 * w).cos();
    let sum: f64 = TERMS
        .iter()
        .map(|(a, b, c)| a * (b + c * centuries).to_radians().cos())
        .sum();
    // Dynamical time runs ahead of the clock: 64 s in 2000, and about 1.2 s more each year.
    let delta = (64.0 + 1.2 * since) / 86_400.0;
    let julian = mean + 0.000_01 * sum / lambda - delta + 9.0 / 24.0;
    // Day 2451544.5 begins 1 January 2000.
    let days = (julian - 2_451_544.5).floor() as i64;
    let day = date(2000, 1, 1)
        .checked_add(jiff::Span::new().days(days))
        .expect("in range");
    day.day()
}
