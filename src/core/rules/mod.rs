//! The rules of the service as pure functions: when a certificate is good, when it can be renewed,
//! when a PIN may be sent, and what form a PIN has. Decisions come back as data, never as text.
//!
//! The present moment is always an argument. Days are civil days in Japan: JST is UTC+9, without
//! summer time (citizen-rules "How the program counts").

mod attempts;
mod destination;
mod holidays;
mod opening;
mod pin_advice;
mod pin_policy;
mod reminder;
mod renewal;
mod validity;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, offset};

pub use attempts::{AttemptLevel, AttemptRefusal, Attempts, LastTryConsent, may_verify};
pub use destination::{Destination, DestinationRule, Profile};
pub use holidays::{HOLIDAY_YEARS, Holiday};
pub use opening::{ClosedDay, MonthDay, OpenState, Opening, OpeningHours, Span, YearlyBreak};
pub use pin_advice::{PinAdvice, pin_advice};
pub use pin_policy::{
    PinFormError, PinRule, RuleCheck, check_pin, normalised_char, normalised_pin, pin_rules,
};
pub use reminder::{RemindedDates, ReminderStage};
pub use renewal::{RenewalWindow, Residence};
pub use validity::{ValidityReport, ValidityState};

/// Japan Standard Time.
pub const JST: Offset = offset(9);

/// The civil date in Japan at a moment.
pub fn jst_date(at: Timestamp) -> Date {
    JST.to_datetime(at).date()
}
