//! Whether the computer's date can be right: it cannot be before this program was made, nor before
//! the day on which the certificate on the card begins.

use jiff::{ToSpan, civil::Date};

/// The longest that anyone may run the same version, in years: longer than any card lives twice.
const LIFETIME_YEARS: i32 = 20;

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
    fn decades_later_is_too_late() {
        let made = date(2026, 11, 20);
        assert!(!is_far_ahead(date(2046, 11, 20), made));
        assert!(is_far_ahead(date(2046, 11, 21), made));
        assert!(!is_far_ahead(date(1970, 1, 1), made));
    }
}
