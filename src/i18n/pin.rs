//! Changing and testing the two secrets: the sentences of the window's dialogs and results, which
//! the command line shares. Each names the secret officially, or says what it is for.

#![allow(
    missing_docs,
    reason = "a field's name and its Japanese text say what it is"
)]

pub(super) mod easy;
pub(super) mod en;
pub(super) mod ja;

use std::time::Duration;

use crate::core::jpki::Slot;
use crate::core::rules::{PinAdvice, PinRule};

/// The texts of one language.
pub struct PinWork {
    pub change: &'static str,
    pub test: &'static str,
    pub change_title: fn(Slot) -> &'static str,
    pub test_title: fn(Slot) -> &'static str,
    /// What the secret is for, so that nobody changes the other one.
    pub change_lead: fn(Slot) -> &'static str,
    pub test_lead: fn(Slot) -> &'static str,
    pub old: fn(Slot) -> &'static str,
    pub new: fn(Slot) -> &'static str,
    pub again: fn(Slot) -> &'static str,
    /// The form of the secret, and that small letters become capitals.
    pub form: fn(Slot) -> &'static str,
    /// That small letters become capitals; empty where there are no letters.
    pub upper: fn(Slot) -> &'static str,
    /// A rule as a fact that is there or not yet.
    pub rule: fn(Slot, PinRule) -> &'static str,
    pub same: &'static str,
    pub held: &'static str,
    pub open: &'static str,
    pub advice: &'static str,
    pub advice_of: fn(Slot, PinAdvice) -> &'static str,
    pub advice_line: &'static str,
    /// That the old one was wrong, and what that means for the change.
    pub old_wrong: fn(Slot) -> &'static str,
    /// Why it cannot be sent yet.
    pub old_missing: fn(Slot) -> &'static str,
    pub new_missing: fn(Slot) -> &'static str,
    pub differ: fn(Slot) -> &'static str,
    pub send_change: &'static str,
    pub send_test: &'static str,
    pub changing: &'static str,
    pub testing: &'static str,
    pub changed: fn(Slot) -> &'static str,
    /// Found out from the card with the new one.
    pub changed_line: fn(Slot) -> &'static str,
    /// The card said so, and could not be asked any more.
    pub changed_unchecked: fn(Slot) -> &'static str,
    pub unchanged: fn(Slot) -> &'static str,
    pub unchanged_line: fn(Slot) -> &'static str,
    pub works: fn(Slot) -> &'static str,
    /// What was checked, and how long the card took.
    pub works_line: fn(Slot, Duration) -> String,
    pub works_limits: &'static str,
    pub blocked: &'static str,
    /// Where the other secret is blocked, too.
    pub both_blocked: &'static str,
    /// After a change that was cut off: what to type, in which order.
    pub in_doubt: fn(Slot) -> &'static str,
    pub find_out: &'static str,
}

/// To a tenth; never 0.0, for something was computed.
fn seconds(took: Duration) -> String {
    format!("{:.1}", took.as_secs_f32().max(0.1))
}
