//! A program that runs for weeks: cards and readers come and go by the thousand, the service starts again, days
//! pass and the computer sleeps. Afterwards it knows what a fresh program knows, and holds no more than it did.

#[cfg(target_os = "linux")]
mod processes;
mod readers;
mod time;
