//! What this version of the program knows of itself: when it was made, how long ago that is, and where
//! newer ones are. It asks nobody: the program has no network.

use jiff::{Timestamp, ToSpan, civil::Date};

use crate::core::rules::jst_date;

/// A day on which this version did not exist yet; moved at each release. Builds that set
/// `SOURCE_DATE_EPOCH` (reproducible-builds.org) have their own.
const NOT_BEFORE: Date = jiff::civil::date(2026, 11, 20);

/// From then on a version is said to be old, in months: rules and readers change about every year.
const OLD_AFTER_MONTHS: i32 = 12;

/// This version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// The earliest day on which it can run.
    pub made_on: Date,
    /// Where newer ones are; `None` where whoever built it did not say (`homepage` in `Cargo.toml`).
    pub address: Option<&'static str>,
}

impl Release {
    /// The one that runs.
    pub fn this() -> Self {
        let address = env!("CARGO_PKG_HOMEPAGE");
        Self {
            made_on: option_env!("SOURCE_DATE_EPOCH").map_or(NOT_BEFORE, made_on_by),
            address: (!address.is_empty()).then_some(address),
        }
    }

    /// Whether it is time to look for a newer one.
    pub fn is_old(&self, today: Date) -> bool {
        self.made_on
            .checked_add(OLD_AFTER_MONTHS.months())
            .is_ok_and(|limit| today >= limit)
    }
}

fn made_on_by(epoch: &str) -> Date {
    let built = epoch
        .parse()
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .map(jst_date);
    built.map_or(NOT_BEFORE, |built| built.max(NOT_BEFORE))
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
    fn a_version_is_old_after_a_year_to_the_day() {
        let release = Release {
            made_on: date(2027, 2, 28),
            ..Release::this()
        };
        assert!(!release.is_old(date(2027, 2, 28)));
        assert!(!release.is_old(date(2028, 2, 27)));
        assert!(release.is_old(date(2028, 2, 28)));
        // A clock that is wrong makes nothing old.
        assert!(!release.is_old(date(1970, 1, 1)));
    }
}
