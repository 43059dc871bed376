//! A counter's state and next opening, at the minutes where they change: hours, weekends, holidays,
//! the turn of the year, single days.

use inkan::core::rules::{
    ClosedDay, Holiday, MonthDay, OpenState, Opening, OpeningHours, Span, YearlyBreak,
};
use jiff::Timestamp;
use jiff::civil::{DateTime, Time, date, time};

fn span(from: Time, until: Time) -> Span {
    Span { from, until }
}

fn day() -> Vec<Span> {
    vec![span(time(8, 30, 0, 0), time(17, 0, 0, 0))]
}

/// Monday to Friday, 8:30 to 17:00; not on holidays, nor from 29 December to 3 January.
fn office() -> OpeningHours {
    OpeningHours {
        week: [day(), day(), day(), day(), day(), vec![], vec![]],
        closed_on_holidays: true,
        yearly_break: Some(YearlyBreak {
            from: MonthDay { month: 12, day: 29 },
            until: MonthDay { month: 1, day: 3 },
        }),
        ..OpeningHours::default()
    }
}

fn in_japan(text: &str) -> Timestamp {
    format!("{text}+09:00").parse().expect("a moment")
}

fn at(hours: &OpeningHours, text: &str) -> (OpenState, String) {
    let Opening { state, next } = hours.at(in_japan(text)).expect("known years");
    (state, next.map_or(String::new(), |next| next.to_string()))
}

const OPEN: OpenState = OpenState::Open {
    until: Time::constant(17, 0, 0, 0),
};
const WEEKLY: OpenState = OpenState::ClosedToday(ClosedDay::Weekly);
const BREAK: OpenState = OpenState::ClosedToday(ClosedDay::YearlyBreak);

fn holiday(holiday: Holiday) -> OpenState {
    OpenState::ClosedToday(ClosedDay::Holiday(holiday))
}

#[test]
fn at_the_minutes_where_it_changes() {
    use OpenState::OutsideHours;
    // 26 November 2026 is a Thursday.
    for (now, state, next) in [
        ("2026-11-26T00:00:00", OutsideHours, "2026-11-26T08:30:00"),
        ("2026-11-26T08:29:59", OutsideHours, "2026-11-26T08:30:00"),
        ("2026-11-26T08:30:00", OPEN, "2026-11-27T08:30:00"),
        ("2026-11-26T16:59:59.999", OPEN, "2026-11-27T08:30:00"),
        ("2026-11-26T17:00:00", OutsideHours, "2026-11-27T08:30:00"),
        // Friday evening, the weekend, Monday.
        ("2026-11-27T17:00:00", OutsideHours, "2026-11-30T08:30:00"),
        ("2026-11-28T10:00:00", WEEKLY, "2026-11-30T08:30:00"),
        ("2026-11-29T23:59:59", WEEKLY, "2026-11-30T08:30:00"),
        ("2026-11-30T00:00:00", OutsideHours, "2026-11-30T08:30:00"),
    ] {
        assert_eq!(at(&office(), now), (state, next.to_owned()), "{now}");
    }
}

#[test]
fn the_day_is_japans_wherever_the_computer_is() {
    // Sunday evening in London is Monday morning in Japan.
    let monday = "2026-11-29T23:45:00Z".parse().expect("a moment");
    let opening = office().at(monday).expect("known");
    assert_eq!(opening.state, OPEN);
}

#[test]
fn holidays_and_the_turn_of_the_year() {
    for (now, state, next) in [
        // Monday 23 November 2026.
        (
            "2026-11-23T10:00:00",
            holiday(Holiday::LabourThanksgiving),
            "2026-11-24T08:30:00",
        ),
        // Three holidays in a row, the middle one between two others; with the weekend five days.
        (
            "2026-09-18T17:00:00",
            OpenState::OutsideHours,
            "2026-09-24T08:30:00",
        ),
        (
            "2026-09-22T10:00:00",
            holiday(Holiday::Sandwiched),
            "2026-09-24T08:30:00",
        ),
        // 5 May 2026 is a Tuesday, 3 May a Sunday: the substitute is Wednesday.
        (
            "2026-05-06T10:00:00",
            holiday(Holiday::Substitute),
            "2026-05-07T08:30:00",
        ),
        // 28 December 2026 is a Monday, the last day of work; 4 January 2027 a Monday, the first.
        ("2026-12-28T16:59:00", OPEN, "2027-01-04T08:30:00"),
        (
            "2026-12-28T17:00:00",
            OpenState::OutsideHours,
            "2027-01-04T08:30:00",
        ),
        ("2026-12-29T10:00:00", BREAK, "2027-01-04T08:30:00"),
        ("2026-12-31T23:59:59", BREAK, "2027-01-04T08:30:00"),
        ("2027-01-01T00:00:00", BREAK, "2027-01-04T08:30:00"),
        ("2027-01-03T12:00:00", BREAK, "2027-01-04T08:30:00"),
        ("2027-01-04T08:30:00", OPEN, "2027-01-05T08:30:00"),
    ] {
        assert_eq!(at(&office(), now), (state, next.to_owned()), "{now}");
    }
}

#[test]
fn a_counter_that_opens_on_holidays_and_without_a_break() {
    let hours = OpeningHours {
        closed_on_holidays: false,
        yearly_break: None,
        ..office()
    };
    assert_eq!(at(&hours, "2026-11-23T10:00:00").0, OPEN);
    assert_eq!(at(&hours, "2026-12-29T10:00:00").0, OPEN);
    // A break within one year.
    let hours = OpeningHours {
        yearly_break: Some(YearlyBreak {
            from: MonthDay { month: 8, day: 13 },
            until: MonthDay { month: 8, day: 15 },
        }),
        ..office()
    };
    assert_eq!(at(&hours, "2026-08-12T10:00:00").0, OPEN);
    assert_eq!(at(&hours, "2026-08-13T10:00:00").0, BREAK);
    assert_eq!(at(&hours, "2026-12-30T10:00:00").0, OPEN);
}

#[test]
fn single_days_go_before_the_rules() {
    let hours = OpeningHours {
        closed_days: vec![date(2026, 11, 26)],
        special_days: vec![
            // A Sunday with a morning, and a Friday without any hour.
            (
                date(2026, 11, 29),
                vec![span(time(9, 0, 0, 0), time(12, 0, 0, 0))],
            ),
            (date(2026, 11, 27), vec![]),
        ],
        ..office()
    };
    let single = OpenState::ClosedToday(ClosedDay::SingleDay);
    assert_eq!(
        at(&hours, "2026-11-26T10:00:00"),
        (single, "2026-11-29T09:00:00".to_owned())
    );
    assert_eq!(at(&hours, "2026-11-27T10:00:00").0, single);
    assert_eq!(
        at(&hours, "2026-11-29T11:59:59").0,
        OpenState::Open {
            until: time(12, 0, 0, 0)
        }
    );
    assert_eq!(
        at(&hours, "2026-11-29T12:00:00"),
        (OpenState::OutsideHours, "2026-11-30T08:30:00".to_owned())
    );
}

#[test]
fn a_break_at_noon_is_outside_of_the_hours() {
    let mut hours = office();
    hours.week[3] = vec![
        span(time(9, 0, 0, 0), time(12, 0, 0, 0)),
        span(time(13, 0, 0, 0), time(16, 0, 0, 0)),
    ];
    assert_eq!(
        at(&hours, "2026-11-26T12:00:00"),
        (OpenState::OutsideHours, "2026-11-26T13:00:00".to_owned())
    );
    assert_eq!(at(&hours, "2026-11-26T11:00:00").1, "2026-11-26T13:00:00");
    assert_eq!(at(&hours, "2026-11-26T13:00:00").1, "2026-11-27T08:30:00");
}

#[test]
fn one_that_never_opens_says_so_and_a_wrong_clock_gets_no_answer() {
    let never = OpeningHours::default();
    let opening = never.at(in_japan("2026-11-26T10:00:00")).expect("known");
    assert_eq!(
        opening,
        Opening {
            state: WEEKLY,
            next: None
        }
    );
    for now in [
        "1970-01-01T09:00:00",
        "1999-12-31T23:59:59",
        "2100-01-01T00:00:00",
    ] {
        assert_eq!(office().at(in_japan(now)), None, "{now}");
    }
    // The last evening for which the holidays are known.
    let last = office().at(in_japan("2099-12-31T10:00:00")).expect("known");
    assert_eq!((last.state, last.next), (BREAK, None::<DateTime>));
}
