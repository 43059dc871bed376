//! The reminder at login: when it is said, what is written for it and what is left when it goes, how it is
//! chosen, and the program itself as the system starts it.

mod choice;
mod files;
#[cfg(target_os = "linux")]
mod login;
mod notice;
mod rules;

use inkan::app::reminder::Reminder;
use inkan::core::jpki::Slot;
use inkan::core::rules::{RemindedDates, RenewalWindow, Residence};
use jiff::civil::Date;

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// The window before this expiry date.
fn window(until: &str) -> RenewalWindow {
    RenewalWindow::before(day(until), Residence::Japan)
}

/// Both certificates, the one for signatures told already.
fn both() -> Reminder {
    let told = RemindedDates {
        window: window("2030-02-17"),
        told: Some(day("2029-11-18")),
    };
    Reminder::default()
        .with(Slot::Sign, Some(told))
        .with(Slot::Auth, Some(RemindedDates::new(window("2031-05-31"))))
}
