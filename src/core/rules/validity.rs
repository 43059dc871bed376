//! Whether a certificate is within its time, and how many days remain
//! (citizen-rules "How the program counts").
//!
//! Time is all that is judged here. That a certificate was not revoked cannot be known without
//! asking J-LIS, so nothing here may be shown as 「有効」, only as 「有効期間内」.

use jiff::Timestamp;
use jiff::civil::Date;

use super::jst_date;
use super::renewal::{RenewalWindow, Residence};
use crate::core::cert::Validity;

/// Where a moment lies in a certificate's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValidityState {
    /// After its last second.
    Expired,
    /// Before its first moment.
    NotYetValid,
    /// Within its time, and the renewal window is open.
    Renewable,
    /// Within its time.
    Valid,
}

impl ValidityState {
    /// The word of the command line's contract: `not-yet-valid`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
            Self::Renewable => "renewable",
            Self::Valid => "valid",
        }
    }
}

/// What can be said about a certificate's time at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidityReport {
    /// Before, within (renewable or not) or after.
    pub state: ValidityState,
    /// The civil date in Japan of its last second.
    pub expires_on: Date,
    /// Civil days from today (JST) to `expires_on`: 0 on the last day, negative after it.
    pub days_left: i32,
    /// When it can be renewed.
    pub renewal: RenewalWindow,
}

impl ValidityReport {
    /// Judges `validity` at `now`, for a holder who lives in Japan.
    pub fn at(validity: Validity, now: Timestamp) -> Self {
        Self::at_for(validity, now, Residence::Japan)
    }

    /// Judges `validity` at `now`, for a holder of this residence.
    pub fn at_for(validity: Validity, now: Timestamp, residence: Residence) -> Self {
        let expires_on = jst_date(validity.not_after);
        let today = jst_date(now);
        let renewal = RenewalWindow::before(expires_on, residence);
        let state = if now < validity.not_before {
            ValidityState::NotYetValid
        } else if !validity.contains(now) {
            ValidityState::Expired
        } else if renewal.is_open(today) {
            ValidityState::Renewable
        } else {
            ValidityState::Valid
        };
        // A difference of two dates is in days unless other units are asked for.
        let days_left = (expires_on - today).get_days();
        Self {
            state,
            expires_on,
            days_left,
            renewal,
        }
    }
}
