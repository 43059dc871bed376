//! The parts of the small technical line. None can hold anything personal: numbers, enums, names of
//! readers, the card's answer to reset.

use jiff::civil::Date;

use crate::{
    app::ports::{ReaderName, UsbDevice},
    core::{
        cert::IssuerTrust,
        jpki::{CardKind, Slot},
        rules::Attempts,
    },
};

use super::{CertificateState, Timing};

/// One part of the technical line of a rung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The card's answer to reset, at most 33 bytes.
    Atr(Vec<u8>),
    /// What a certificate is like. No field of it.
    Certificate(Slot, CertificateState),
    /// Which kind of card the card calls itself.
    Kind(CardKind),
    /// Commands that were answered and how long they took.
    Commands(Timing),
    /// The computer's date, in Japan.
    ComputerDate(Date),
    /// A device on the USB, by its numbers.
    Device(UsbDevice),
    /// What is plugged in cannot be asked on this system.
    DevicesNotKnown,
    /// How many readers the USB shows.
    DeviceCount(usize),
    /// The earliest day on which this program can run.
    ProgramDate(Date),
    /// Readers that are software of the system, by number alone: their names may bear the
    /// owner's.
    PlatformReaders(usize),
    /// A reader with a slot or an antenna, or a virtual one for tests.
    Reader(ReaderName),
    /// The return value of the smart card service.
    ReturnValue(u32),
    /// The reader among several that the rungs above are about.
    Used(ReaderName),
    /// The last status word of the card that was not success.
    StatusWord(u16),
    /// A PIN's counter.
    Tries(Slot, Attempts),
    /// Whom the certificate's issuer is known to.
    Trust(IssuerTrust),
}
