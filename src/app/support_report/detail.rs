//! The doctor's technical lines as the report has them: the same words in every language.

use super::Atr;
use crate::app::{
    doctor::{CertificateState, Detail},
    journal::ReaderLabel,
    ports::ReaderName,
};

/// One part of a technical line.
pub fn detail_words(detail: &Detail) -> String {
    match detail {
        Detail::Atr(bytes) => format!("atr {}", Atr::of(bytes).to_hex()),
        Detail::Certificate(slot, state) => {
            format!("{} certificate {}", slot.name(), state_name(*state))
        }
        Detail::Commands(timing) => format!(
            "commands {}, median {} ms, longest {} ms",
            timing.count, timing.median_ms, timing.longest_ms
        ),
        Detail::ComputerDate(date) => format!("computer {date}"),
        Detail::Device(device) => format!("usb {:04X}:{:04X}", device.vendor, device.product),
        Detail::DeviceCount(count) => format!("usb readers {count}"),
        Detail::DevicesNotKnown => "usb not known".to_owned(),
        Detail::Kind(kind) => format!("kind {}", kind.name()),
        Detail::PlatformReaders(count) => format!("platform readers {count}"),
        Detail::ProgramDate(date) => format!("program {date}"),
        Detail::Reader(name) => label(name),
        Detail::ReturnValue(code) => format!("0x{code:08X}"),
        Detail::StatusWord(word) => format!("status {word:04X}"),
        Detail::Tries(slot, attempts) => format!(
            "{} tries {}/{}",
            slot.name(),
            attempts.remaining,
            attempts.max
        ),
        Detail::Trust(trust) => format!("issuer {}", trust.name()),
        Detail::Used(name) => format!("used: {}", label(name)),
    }
}

fn label(name: &ReaderName) -> String {
    ReaderLabel::of(name).to_string()
}

fn state_name(state: CertificateState) -> &'static str {
    match state {
        CertificateState::Absent => "absent",
        CertificateState::Expired => "expired",
        CertificateState::NeedsPin => "needs-pin",
        CertificateState::NotYetValid => "not-yet-valid",
        CertificateState::Renewable => "renewable",
        CertificateState::Unreadable => "unreadable",
        CertificateState::Within => "within",
    }
}
