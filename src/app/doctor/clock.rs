//! Whether the computer's date can be right: it cannot be before this program was made, nor before
//! the day on which the certificate on the card begins.

use jiff::{Timestamp, ToSpan, civil::Date};

use crate::core::rules::jst_date;

/// A day on which this version did not exist yet; moved at each release. Builds that set
/// `SOURCE_DATE_EPOCH` (reproducible-builds.org) have their own.
const NOT_BEFORE: Date = jiff::civil::date(2026, 11, 20);

/// The longest that anyone may run the same version, in years: longer than any card lives twice.
const LIFETIME_YEARS: i32 = 20;

/// The earliest day on which this program can run.
pub fn made_on() -> Date {
    option_env!("SOURCE_DATE_EPOCH").map_or(NOT_BEFORE, made_on_by)
}

fn made_on_by(epoch: &str) -> Date {
    let built = epoch
        .parse()
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .map(jst_date);
    built.map_or(NOT_BEFORE, |built| built.max(NOT_BEFORE))
}

/// Whether `today` is so late that the clock must be wrong.
pub(super) fn is_far_ahead(today: Date, made_on: Date) -> bool {
    made_on
        .checked_add(LIFETIME_YEARS.years())
        .is_ok_and(|limit| today > limit)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_build_says_when_it_was_made_and_cannot_lie_backwards() {
        assert_eq!(made_on_by("1900000000"), date(2030, 3, 18));
        for unusable in ["0", "", "yesterday", "-5", "99999999999999999"] {
            assert_eq!(made_on_by(unusable), NOT_BEFORE, "{unusable}");
        }
    }

    #[test]
    fn decades_later_is_too_late() {
        let made = date(2026, 11, 20);
        assert!(!is_far_ahead(date(2046, 11, 20), made));
        assert!(is_far_ahead(date(2046, 11, 21), made));
        assert!(!is_far_ahead(date(1970, 1, 1), made));
    }
}
