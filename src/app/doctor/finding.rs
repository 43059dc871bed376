//! What can be found, each with a stable code: for the phone, the report and scripts.

use crate::{app::ports::UsbDevice, core::jpki::Slot};

use super::Rung;

/// Which of the two secrets or certificates a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Affected {
    /// Both.
    Both,
    /// One.
    One(Slot),
}

impl Affected {
    /// Those of both sides for which `is_affected` holds.
    pub fn of(is_affected: impl Fn(Slot) -> bool) -> Option<Self> {
        match (is_affected(Slot::Auth), is_affected(Slot::Sign)) {
            (true, true) => Some(Self::Both),
            (true, false) => Some(Self::One(Slot::Auth)),
            (false, true) => Some(Self::One(Slot::Sign)),
            (false, false) => None,
        }
    }
}

/// The one thing that stands in the way on a rung. Variants in the order of the rungs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// The smart card service is not on this computer.
    ServiceMissing,
    /// It is there and does not run.
    ServiceStopped,
    /// It runs, and this person has no right to its socket.
    ServiceForbidden,
    /// It runs, and a rule of the system (polkit) turns this person away.
    ServiceRefused,
    /// It answers with an error, the PC/SC return value.
    ServiceFaulty {
        /// The return value.
        code: u32,
    },

    /// More readers are plugged in than the service lists.
    DriverMissing {
        /// One of those that are plugged in.
        device: UsbDevice,
    },
    /// A reader is plugged in for which there is no driver on this system.
    DriverUnavailable {
        /// The device.
        device: UsbDevice,
    },

    /// No reader.
    NoReader,
    /// Only readers that are software of the system, such as Windows Hello.
    OnlyPlatformReaders,
    /// None of the name that was asked for.
    ReaderUnknown,
    /// Several readers hold a My Number Card, and nobody chose one.
    SeveralCards,

    /// No card in the one reader.
    NoCard,
    /// Several readers, no card in any.
    NoCardInSeveral,

    /// The card does not answer: upside down, not a chip card, broken.
    CardMute,
    /// It left the reader while it was read: moved.
    CardMoved,
    /// The reader was unplugged meanwhile.
    ReaderLost,
    /// Another program holds the card.
    CardBusy,
    /// Other software kept resetting the card.
    CardReset,
    /// Communication failed, with the PC/SC return value.
    CommunicationFailed {
        /// The return value.
        code: u32,
    },
    /// What came back is no answer of a card (ISO/IEC 7816-4).
    AnswerGarbled,
    /// The smart card service ended meanwhile.
    ServiceLost,
    /// The person may use the service but not the card (polkit).
    AccessRefused,
    /// It answers slowly: the reader or the card's place on it is weak.
    AnswerSlow {
        /// As long as half of the commands took at least, in milliseconds.
        median_ms: u32,
    },

    /// A payment card.
    BankCard,
    /// 運転免許証.
    DrivingLicence,
    /// 住基カード.
    JukiCard,
    /// The certificates of an Android phone.
    AndroidToken,
    /// The certificates of an iPhone.
    IphoneToken,
    /// A passport.
    Passport,
    /// 在留カード or 特別永住者証明書.
    ResidenceCard,
    /// A My Number Card that does not show the JPKI application.
    JpkiMissing,
    /// Some other card.
    OtherCard,

    /// There is no certificate on the card.
    CertificatesAbsent,
    /// A certificate cannot be understood.
    CertificateUnreadable(Affected),
    /// A certificate has expired.
    CertificateExpired(Affected),

    /// Nobody known issued the certificate.
    IssuerUnknown,
    /// A practice card on a real reader.
    PracticeCard,

    /// A PIN is blocked.
    Blocked(Affected),
    /// One try is left.
    LastTry(Affected),
    /// The card does not say how many are left.
    TriesUnknown(Affected),

    /// The computer's date is before this program was made.
    ClockBehindProgram,
    /// The computer's date is before the certificate begins.
    ClockBehindCertificate,
    /// The computer's date is decades after this program was made.
    ClockFarAhead,
}

impl Finding {
    /// The stable code. README lists them; a test checks both ways.
    pub fn code(self) -> &'static str {
        self.class().1
    }

    /// The rung it is found on.
    pub fn rung(self) -> Rung {
        self.class().0
    }

    /// The device that it is about.
    pub fn device(self) -> Option<UsbDevice> {
        match self {
            Self::DriverMissing { device } | Self::DriverUnavailable { device } => Some(device),
            _ => None,
        }
    }

    fn class(self) -> (Rung, &'static str) {
        match self {
            Self::ServiceMissing => (Rung::Service, "D-SERVICE-01"),
            Self::ServiceStopped => (Rung::Service, "D-SERVICE-02"),
            Self::ServiceForbidden => (Rung::Service, "D-SERVICE-03"),
            Self::ServiceRefused => (Rung::Service, "D-SERVICE-04"),
            Self::ServiceFaulty { .. } => (Rung::Service, "D-SERVICE-05"),

            Self::DriverMissing { .. } => (Rung::Driver, "D-DRIVER-01"),
            Self::DriverUnavailable { .. } => (Rung::Driver, "D-DRIVER-02"),

            Self::NoReader => (Rung::Reader, "D-READER-01"),
            Self::OnlyPlatformReaders => (Rung::Reader, "D-READER-02"),
            Self::ReaderUnknown => (Rung::Reader, "D-READER-03"),
            Self::SeveralCards => (Rung::Reader, "D-READER-04"),

            Self::NoCard => (Rung::Card, "D-CARD-01"),
            Self::NoCardInSeveral => (Rung::Card, "D-CARD-02"),

            Self::CardMute => (Rung::Answer, "D-ANSWER-01"),
            Self::CardMoved => (Rung::Answer, "D-ANSWER-02"),
            Self::ReaderLost => (Rung::Answer, "D-ANSWER-03"),
            Self::CardBusy => (Rung::Answer, "D-ANSWER-04"),
            Self::CardReset => (Rung::Answer, "D-ANSWER-05"),
            Self::CommunicationFailed { .. } => (Rung::Answer, "D-ANSWER-06"),
            Self::AnswerGarbled => (Rung::Answer, "D-ANSWER-07"),
            Self::ServiceLost => (Rung::Answer, "D-ANSWER-08"),
            Self::AccessRefused => (Rung::Answer, "D-ANSWER-09"),
            Self::AnswerSlow { .. } => (Rung::Answer, "D-ANSWER-10"),

            Self::BankCard => (Rung::Application, "D-APP-01"),
            Self::DrivingLicence => (Rung::Application, "D-APP-02"),
            Self::JukiCard => (Rung::Application, "D-APP-03"),
            Self::AndroidToken => (Rung::Application, "D-APP-04"),
            Self::IphoneToken => (Rung::Application, "D-APP-05"),
            Self::Passport => (Rung::Application, "D-APP-06"),
            Self::ResidenceCard => (Rung::Application, "D-APP-07"),
            Self::JpkiMissing => (Rung::Application, "D-APP-08"),
            Self::OtherCard => (Rung::Application, "D-APP-09"),

            Self::CertificatesAbsent => (Rung::Certificates, "D-CERT-01"),
            Self::CertificateUnreadable(_) => (Rung::Certificates, "D-CERT-02"),
            Self::CertificateExpired(_) => (Rung::Certificates, "D-CERT-03"),

            Self::IssuerUnknown => (Rung::Issuer, "D-ISSUER-01"),
            Self::PracticeCard => (Rung::Issuer, "D-ISSUER-02"),

            Self::Blocked(_) => (Rung::Tries, "D-TRIES-01"),
            Self::LastTry(_) => (Rung::Tries, "D-TRIES-02"),
            Self::TriesUnknown(_) => (Rung::Tries, "D-TRIES-03"),

            Self::ClockBehindProgram => (Rung::Clock, "D-CLOCK-01"),
            Self::ClockBehindCertificate => (Rung::Clock, "D-CLOCK-02"),
            Self::ClockFarAhead => (Rung::Clock, "D-CLOCK-03"),
        }
    }

    /// One of each kind, for the tests that every code has its texts and its line in the README.
    pub fn examples() -> Vec<Self> {
        let device = UsbDevice {
            vendor: 0x04E6,
            product: 0x5116,
        };
        vec![
            Self::ServiceMissing,
            Self::ServiceStopped,
            Self::ServiceForbidden,
            Self::ServiceRefused,
            Self::ServiceFaulty { code: 0x8010_0001 },
            Self::DriverMissing { device },
            Self::DriverUnavailable { device },
            Self::NoReader,
            Self::OnlyPlatformReaders,
            Self::ReaderUnknown,
            Self::SeveralCards,
            Self::NoCard,
            Self::NoCardInSeveral,
            Self::CardMute,
            Self::CardMoved,
            Self::ReaderLost,
            Self::CardBusy,
            Self::CardReset,
            Self::CommunicationFailed { code: 0x8010_002F },
            Self::AnswerGarbled,
            Self::ServiceLost,
            Self::AccessRefused,
            Self::AnswerSlow { median_ms: 350 },
            Self::BankCard,
            Self::DrivingLicence,
            Self::JukiCard,
            Self::AndroidToken,
            Self::IphoneToken,
            Self::Passport,
            Self::ResidenceCard,
            Self::JpkiMissing,
            Self::OtherCard,
            Self::CertificatesAbsent,
            Self::CertificateUnreadable(Affected::One(Slot::Auth)),
            Self::CertificateExpired(Affected::Both),
            Self::IssuerUnknown,
            Self::PracticeCard,
            Self::Blocked(Affected::One(Slot::Sign)),
            Self::LastTry(Affected::One(Slot::Auth)),
            Self::TriesUnknown(Affected::Both),
            Self::ClockBehindProgram,
            Self::ClockBehindCertificate,
            Self::ClockFarAhead,
        ]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_finding_has_a_code_of_its_own_in_the_order_of_the_rungs() {
        let examples = Finding::examples();
        let codes: BTreeSet<&str> = examples.iter().map(|it| it.code()).collect();
        assert_eq!(codes.len(), examples.len());
        assert!(examples.is_sorted_by_key(|it| (it.rung(), it.code())));
        // The table above has each code once, and no other.
        let quoted = include_str!("finding.rs").split('"');
        let table: Vec<_> = quoted.filter(|it| it.starts_with("D\u{2d}")).collect();
        assert_eq!(
            table,
            examples.iter().map(|it| it.code()).collect::<Vec<_>>()
        );
        for rung in Rung::ALL {
            assert!(examples.iter().any(|it| it.rung() == rung), "{rung:?}");
        }
    }

    #[test]
    fn one_or_both_sides_are_affected() {
        assert_eq!(Affected::of(|_| false), None);
        assert_eq!(Affected::of(|_| true), Some(Affected::Both));
        for slot in Slot::BOTH {
            assert_eq!(Affected::of(|it| it == slot), Some(Affected::One(slot)));
        }
    }
}
