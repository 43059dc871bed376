//! Rules about time, as tables: the day before, on and after; ends of months; leap days; midnight
//! in Japan against midnight in UTC.

use inkan::core::cert::{Certificate, Validity};
use inkan::core::rules::{JST, RenewalWindow, Residence, ValidityReport, ValidityState, jst_date};
use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn moment(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

#[test]
fn a_day_in_japan_begins_at_fifteen_hours_utc() {
    let cases = [
        ("2030-02-16T14:59:59Z", "2030-02-16"),
        ("2030-02-16T15:00:00Z", "2030-02-17"),
        ("2030-02-17T00:00:00Z", "2030-02-17"),
        ("2030-02-17T14:59:59.999Z", "2030-02-17"),
        ("2030-02-17T15:00:00Z", "2030-02-18"),
        ("2027-12-31T15:00:00Z", "2028-01-01"),
        ("2028-02-28T15:00:00Z", "2028-02-29"),
        ("2028-02-29T15:00:00Z", "2028-03-01"),
    ];
    for (at, expected) in cases {
        assert_eq!(jst_date(moment(at)), day(expected), "{at}");
    }
    // The ends of representable time do not fall over.
    let _ = (jst_date(Timestamp::MIN), jst_date(Timestamp::MAX));
}

#[test]
fn three_calendar_months_before_clamped_to_the_end_of_the_month() {
    let cases = [
        ("2030-02-17", "2029-11-17"),
        ("2027-05-31", "2027-02-28"),
        ("2028-05-31", "2028-02-29"),
        ("2100-05-31", "2100-02-28"),
        ("2000-05-31", "2000-02-29"),
        ("2027-05-30", "2027-02-28"),
        ("2027-05-29", "2027-02-28"),
        ("2028-05-29", "2028-02-29"),
        ("2027-05-28", "2027-02-28"),
        ("2027-12-31", "2027-09-30"),
        ("2027-07-31", "2027-04-30"),
        ("2028-02-29", "2027-11-29"),
        ("2027-03-31", "2026-12-31"),
        ("2027-01-01", "2026-10-01"),
        ("2027-08-31", "2027-05-31"),
    ];
    for (until, from) in cases {
        let window = RenewalWindow::before(day(until), Residence::Japan);
        assert_eq!(
            (window.from, window.until),
            (day(from), day(until)),
            "{until}"
        );
    }
}

#[test]
fn a_year_before_for_those_abroad() {
    let cases = [
        ("2030-02-17", "2029-02-17"),
        ("2028-02-29", "2027-02-28"),
        ("2029-02-28", "2028-02-28"),
    ];
    for (until, from) in cases {
        assert_eq!(
            RenewalWindow::before(day(until), Residence::Abroad).from,
            day(from)
        );
    }
    assert_eq!(Residence::default(), Residence::Japan);
}

#[test]
fn the_window_includes_both_its_ends() {
    let window = RenewalWindow::before(day("2027-05-31"), Residence::Japan);
    let cases = [
        ("2027-02-27", false),
        ("2027-02-28", true),
        ("2027-03-01", true),
        ("2027-05-30", true),
        ("2027-05-31", true),
        ("2027-06-01", false),
    ];
    for (today, open) in cases {
        assert_eq!(window.is_open(day(today)), open, "{today}");
    }
}

/// The certificate of the test card: to the end of 2030-02-17 in Japan.
const VALIDITY: (&str, &str) = ("2025-10-27T01:35:57Z", "2030-02-17T14:59:59Z");

#[test]
fn the_life_of_a_certificate() {
    use ValidityState::{Expired, NotYetValid, Renewable, Valid};
    let validity = Validity {
        not_before: moment(VALIDITY.0),
        not_after: moment(VALIDITY.1),
    };
    let cases = [
        // Its first second.
        ("2025-10-27T01:35:56Z", NotYetValid, 1574),
        ("2025-10-27T01:35:57Z", Valid, 1574),
        // As the command line's contract has it.
        ("2026-11-22T04:00:00Z", Valid, 1183),
        // The renewal window opens at midnight in Japan, not in London.
        ("2029-11-16T14:59:59Z", Valid, 93),
        ("2029-11-16T15:00:00Z", Renewable, 92),
        ("2029-11-17T00:00:00Z", Renewable, 92),
        // The day before the last, the last day, its last second, and after.
        ("2030-02-16T14:59:59Z", Renewable, 1),
        ("2030-02-16T15:00:00Z", Renewable, 0),
        ("2030-02-17T00:00:00Z", Renewable, 0),
        ("2030-02-17T14:59:59Z", Renewable, 0),
        ("2030-02-17T14:59:59.999Z", Renewable, 0),
        ("2030-02-17T15:00:00Z", Expired, -1),
        ("2030-02-18T15:00:00Z", Expired, -2),
        ("2031-02-17T03:00:00Z", Expired, -365),
    ];
    for (now, state, days_left) in cases {
        let report = ValidityReport::at(validity, moment(now));
        assert_eq!(
            (report.state, report.days_left),
            (state, days_left),
            "{now}"
        );
        assert_eq!(report.expires_on, day("2030-02-17"));
        assert_eq!(report.renewal.from, day("2029-11-17"));
    }
}

#[test]
fn days_are_civil_days_across_a_leap_day() {
    let validity = Validity {
        not_before: moment("2023-01-01T00:00:00Z"),
        not_after: moment("2028-03-01T14:59:59Z"),
    };
    let cases = [
        ("2028-02-28", 2),
        ("2028-02-29", 1),
        ("2028-03-01", 0),
        ("2027-03-01", 366),
    ];
    for (today, days_left) in cases {
        let now = JST
            .to_timestamp(day(today).at(12, 0, 0, 0))
            .expect("in range");
        assert_eq!(
            ValidityReport::at(validity, now).days_left,
            days_left,
            "{today}"
        );
    }
}

#[test]
fn a_certificate_that_ends_within_a_day_is_expired_on_that_day() {
    // Not a JPKI certificate, but the clock decides, not the calendar.
    let validity = Validity {
        not_before: moment("2026-01-01T00:00:00Z"),
        not_after: moment("2026-11-22T03:00:00Z"),
    };
    let after = ValidityReport::at(validity, moment("2026-11-22T03:00:01Z"));
    assert_eq!((after.state, after.days_left), (ValidityState::Expired, 0));
}

#[test]
fn the_real_certificate_gives_the_dates_of_the_contract() {
    let auth = Certificate::from_der(include_bytes!("fixtures/certs/jpki-auth-cert.der"));
    let validity = auth.expect("real").validity();
    let report = ValidityReport::at(validity, moment("2026-11-22T13:00:00+09:00"));
    assert_eq!(report.state.name(), "valid");
    assert_eq!(report.expires_on.to_string(), "2030-02-17");
    assert_eq!(report.days_left, 1183);
    assert_eq!(report.renewal.from.to_string(), "2029-11-17");
    assert!(!report.renewal.is_open(day("2026-11-22")));
}

proptest! {
    #[test]
    fn the_states_of_a_life_follow_one_another(
        start in -2_000_000_000_i64..4_000_000_000,
        life in 0_i64..400_000_000,
        now in -2_500_000_000_i64..5_000_000_000,
    ) {
        let at = |second| Timestamp::from_second(second).expect("in range");
        let validity = Validity { not_before: at(start), not_after: at(start + life) };
        let report = ValidityReport::at(validity, at(now));
        let expected_within = start <= now && now <= start + life;
        let within = matches!(report.state, ValidityState::Valid | ValidityState::Renewable);
        prop_assert_eq!(within, expected_within);
        prop_assert_eq!(report.days_left < 0, jst_date(at(now)) > report.expires_on);
        if within {
            let open = report.renewal.is_open(jst_date(at(now)));
            prop_assert_eq!(open, report.state == ValidityState::Renewable);
        }
        let months = (report.renewal.until - report.renewal.from).get_days();
        prop_assert!((89..=92).contains(&months), "{}", months);
    }
}
