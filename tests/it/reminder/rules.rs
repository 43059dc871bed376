//! When it is said: the day before, on and after each stage; never twice, never after the end.

use inkan::app::reminder::Reminder;
use inkan::core::jpki::Slot;
use inkan::core::rules::{RemindedDates, ReminderStage, RenewalWindow};
use jiff::ToSpan;
use jiff::civil::Date;
use proptest::prelude::*;

use super::{both, day, window};

#[test]
fn each_stage_begins_on_its_day() {
    for (until, today, stage) in [
        ("2030-02-17", "2029-11-16", None),
        ("2030-02-17", "2029-11-17", Some(ReminderStage::Open)),
        ("2030-02-17", "2030-01-16", Some(ReminderStage::Open)),
        ("2030-02-17", "2030-01-17", Some(ReminderStage::Month)),
        ("2030-02-17", "2030-02-09", Some(ReminderStage::Month)),
        ("2030-02-17", "2030-02-10", Some(ReminderStage::Week)),
        ("2030-02-17", "2030-02-17", Some(ReminderStage::Week)),
        ("2030-02-17", "2030-02-18", Some(ReminderStage::Expired)),
        ("2030-02-17", "2040-01-01", Some(ReminderStage::Expired)),
        // A month that does not have the day, and leap years.
        ("2027-03-31", "2027-02-27", Some(ReminderStage::Open)),
        ("2027-03-31", "2027-02-28", Some(ReminderStage::Month)),
        ("2028-03-31", "2028-02-28", Some(ReminderStage::Open)),
        ("2028-03-31", "2028-02-29", Some(ReminderStage::Month)),
        ("2028-03-01", "2028-02-22", Some(ReminderStage::Month)),
        ("2028-03-01", "2028-02-23", Some(ReminderStage::Week)),
        ("2027-05-31", "2027-02-27", None),
        ("2027-05-31", "2027-02-28", Some(ReminderStage::Open)),
    ] {
        let at = ReminderStage::at(window(until), day(today));
        assert_eq!(at, stage, "{today} before {until}");
    }
}

#[test]
fn what_was_told_is_not_told_again_until_the_next_stage() {
    let told = |on: &str| RemindedDates {
        window: window("2030-02-17"),
        told: Some(day(on)),
    };
    for (on, today, due) in [
        ("2029-11-17", "2029-11-17", None),
        ("2029-11-17", "2030-01-16", None),
        ("2029-11-17", "2030-01-17", Some(ReminderStage::Month)),
        ("2030-01-17", "2030-02-09", None),
        ("2030-01-17", "2030-02-10", Some(ReminderStage::Week)),
        ("2030-02-10", "2030-02-17", None),
        ("2030-02-17", "2030-02-18", Some(ReminderStage::Expired)),
        ("2030-02-18", "2030-03-18", None),
        // Not used for months: only the last one is said.
        ("2029-11-17", "2030-03-18", Some(ReminderStage::Expired)),
        // Told before the window: the dates were chosen anew since.
        ("2029-01-01", "2029-11-17", Some(ReminderStage::Open)),
        // A clock that was wrong once does not silence it.
        ("2099-01-01", "2029-11-17", Some(ReminderStage::Open)),
    ] {
        let reminded = told(on).due(day(today));
        assert_eq!(reminded, due, "told on {on}, today {today}");
    }
    let never = RemindedDates::new(window("2030-02-17"));
    assert_eq!(never.due(day("2029-11-16")), None);
    assert_eq!(never.due(day("2030-02-12")), Some(ReminderStage::Week));
}

#[test]
fn both_are_said_together_and_what_has_passed_is_kept_no_longer() {
    let today = day("2031-05-31");
    let due: Vec<_> = both()
        .due(today)
        .into_iter()
        .map(|(slot, stage, _)| (slot, stage))
        .collect();
    assert_eq!(
        due,
        [
            (Slot::Sign, ReminderStage::Expired),
            (Slot::Auth, ReminderStage::Week)
        ]
    );
    let told = both().told(today);
    assert_eq!(told.of(Slot::Sign), None);
    assert_eq!(told.of(Slot::Auth).and_then(|it| it.told), Some(today));
    assert_eq!(told.next(today), Some(day("2031-06-01")));
    let last = told.told(day("2031-06-01"));
    assert!(last.is_empty());
    assert_eq!(last.next(day("2031-06-01")), None);
    // Nothing due changes nothing.
    assert_eq!(both().told(day("2029-11-19")), both());
    assert_eq!(both().next(day("2029-11-19")), Some(day("2030-01-17")));
    assert_eq!(Reminder::default().due(today), []);
}

fn some_day() -> impl Strategy<Value = Date> {
    (0_i64..20_000).prop_map(|days| day("2000-01-01").saturating_add(days.days()))
}

proptest! {
    /// Looked at every day, whatever the window: each stage at most once, in order, four at most.
    #[test]
    fn looked_at_every_day_it_is_said_four_times_at_most(
        from in some_day(),
        length in 0_i64..400,
        first in 0_i64..500,
    ) {
        let window = RenewalWindow { from, until: from.saturating_add(length.days()) };
        let mut reminder = Reminder::default().with(Slot::Auth, Some(RemindedDates::new(window)));
        let mut said = Vec::new();
        let start = from.saturating_sub(30.days()).saturating_add(first.days());
        for passed in 0..600_i64 {
            let today = start.saturating_add(passed.days());
            let due = reminder.due(today);
            // The day that was named is the day on which it comes.
            if let Some(next) = reminder.next(today) {
                prop_assert!(next > today);
            }
            said.extend(due.iter().map(|(_, stage, _)| *stage));
            reminder = reminder.told(today);
            prop_assert_eq!(reminder.due(today), vec![]);
        }
        let mut sorted = said.clone();
        sorted.sort();
        sorted.dedup();
        prop_assert_eq!(&said, &sorted);
        if first < 500 && start <= window.until.saturating_add(1.day()) {
            prop_assert_eq!(said.last(), Some(&ReminderStage::Expired));
            prop_assert!(reminder.is_empty());
        }
    }
}
