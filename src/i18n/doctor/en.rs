//! The doctor in English.

use super::{ByMake, BySystem, DoctorTexts, FindingText, affected, hex, text, token_label};
use crate::i18n::guide::capitalised;
use crate::{
    app::doctor::{Affected, CertificateState, Detail, Finding, Make, Rung, System, UsbDevice},
    core::{cert::IssuerTrust, jpki::Slot},
};

/// The English texts.
pub(super) static TEXTS: DoctorTexts = DoctorTexts {
    title: "Diagnosis",
    lead: "If the card cannot be read, this finds out step by step where it fails. No PIN is used and no try is spent.",
    start: "Run the diagnosis",
    again: "Run it again",
    working: |rung| format!("Looking at: {}", name(rung)),
    all_good: "Nothing is wrong",
    all_good_line: "Everything is ready for a My Number Card.",
    found: |count| match count {
        1 => "One thing needs attention".to_owned(),
        _ => format!("{count} things need attention"),
    },
    found_line: |count| match count {
        1 => "Follow “What to do” below, then press “Run it again”.",
        _ => "Follow “What to do” from the top, then press “Run it again”.",
    },
    rung: name,
    good: |rung| match rung {
        Rung::Service => "Running",
        Rung::Driver => "No problem found",
        Rung::Reader => "Connected",
        Rung::Card => "There is a card",
        Rung::Answer => "The card answers",
        Rung::Application => "It is a My Number Card",
        Rung::Certificates => "They can be read",
        Rung::Issuer => "Known",
        Rung::Tries => "There are tries left",
        Rung::Clock => "It seems right",
    },
    not_looked_at: "Cannot be looked at yet",
    cause: "Likely cause",
    remedy: "What to do",
    technical: "Technical details",
    show_technical: "Show all technical details",
    hide_technical: "Hide technical details",
    remark: |remark| format!("About this model: {remark}"),
    mark: |good| match good {
        Some(true) => "ok",
        Some(false) => "!!",
        None => "--",
    },
    colon: ": ",
    comma: ", ",
    detail,
};

fn name(rung: Rung) -> &'static str {
    match rung {
        Rung::Service => "Smart card service",
        Rung::Driver => "Driver of the card reader",
        Rung::Reader => "Card reader",
        Rung::Card => "Card",
        Rung::Answer => "Answer of the card",
        Rung::Application => "Kind of card",
        Rung::Certificates => "Certificates",
        Rung::Issuer => "Issuer of the certificates",
        Rung::Tries => "Tries left",
        Rung::Clock => "Date of this computer",
    }
}

const RESTART: BySystem = BySystem {
    linux: "Run “sudo systemctl restart pcscd” in a terminal, or restart the computer.",
    macos: "Unplug the card reader, restart the Mac and plug it in again.",
    windows: "Unplug the card reader, restart the computer and plug it in again.",
};

const CONNECT: BySystem = BySystem {
    linux: "Connect a card reader. If one is connected, plug it straight into another port, without a USB hub. If that does not help, install its driver (libccid on Debian and Ubuntu).",
    macos: "Connect a card reader. If one is connected, plug it straight into another port, without a USB hub. If that does not help, install the macOS driver from its maker's website.",
    windows: "Connect a card reader. If one is connected, plug it straight into another port, without a USB hub. If that does not help, install the Windows driver from its maker's website.",
};

const PLACE: ByMake = ByMake {
    contact: "Push the card in all the way, the side with the chip first, facing as the picture on the reader shows.",
    contactless: "Take the card out of its case or wallet and lay it on the middle of the reader, away from metal desks.",
    unknown: "If the reader has a slot, push the card in all the way, the side with the chip first. If the card is laid on it, take it out of its case and lay it on the middle.",
};

const SET_CLOCK: BySystem = BySystem {
    linux: "Turn on automatic date and time in the settings, or run “sudo timedatectl set-ntp true” in a terminal.",
    macos: "Open System Settings, General, Date & Time, and turn on “Set time and date automatically”.",
    windows: "Open Settings, Time & language, Date & time, and turn on “Set time automatically”.",
};

const NOT_ALLOWED: BySystem = BySystem {
    linux: "A rule of the system (polkit) does not allow this use, for example from afar without a login at the screen.",
    macos: "The settings of macOS do not let this program use cards.",
    windows: "The settings of Windows do not allow this use, for example from afar.",
};

const AT_THE_SCREEN: BySystem = BySystem {
    linux: "Log in at the screen of this computer and look again. To use it from afar, ask for the polkit permissions org.debian.pcsc-lite.access_pcsc and org.debian.pcsc-lite.access_card.",
    macos: "Look at Privacy & Security in System Settings, then look again.",
    windows: "Log in at this computer and look again. If that does not help, ask whoever looks after this computer.",
};

const ASK_OFFICE: &str = "If that does not help, take the card to your city office.";
const OTHER_CARD: &str = "Another card is in the place of the My Number Card.";
const CHANGE_CARD: &str = "Use the My Number Card instead.";
const PHONE: &str = "A phone lies on the card reader.";
const CARD_INSTEAD: &str = "This program uses the certificates on the card. Take the phone away and use the My Number Card.";

/// The words for one finding.
pub(super) fn finding(finding: Finding, system: System, make: Option<Make>) -> FindingText {
    match finding {
        Finding::ServiceMissing => text(
            "The smart card service is not installed.",
            BySystem {
                linux: "The part that reads cards (pcscd) is not on this computer.",
                macos: "A service that comes with macOS was not found.",
                windows: "A service that comes with Windows was not found.",
            }
            .on(system),
            BySystem {
                linux: "On Debian and Ubuntu, run “sudo apt install pcscd libccid” in a terminal. On other kinds of Linux, install pcsc-lite and ccid.",
                macos: "Update macOS and restart the Mac.",
                windows: "Update Windows and restart the computer. If that does not help, ask whoever looks after this computer.",
            }
            .on(system),
        ),
        Finding::ServiceStopped => text(
            "The smart card service is not running.",
            BySystem {
                linux: "The service (pcscd) was stopped or has not started yet.",
                macos: "The service has stopped for the moment.",
                windows: "Without a card reader connected, the service may be stopped.",
            }
            .on(system),
            BySystem {
                linux: "Run “sudo systemctl start pcscd.socket” in a terminal. Restarting the computer may start it too.",
                macos: "Unplug the card reader, restart the Mac and plug it in again.",
                windows: "Connect a card reader. If that does not help, start “Smart Card” in the Services window, or restart the computer.",
            }
            .on(system),
        ),
        Finding::ServiceForbidden => text(
            "There is no permission to use the smart card service.",
            BySystem {
                linux: "Your account may not use the entrance of the service (pcscd.comm).",
                macos: "Your account is set up not to use cards.",
                windows: "Your account is set up not to use cards.",
            }
            .on(system),
            BySystem {
                linux: "Ask whoever looks after this computer for permission to use pcscd. If that is you, “sudo systemctl restart pcscd.socket” restores the rights of its entrance.",
                macos: "Ask whoever looks after this computer for permission to use cards.",
                windows: "Ask whoever looks after this computer for permission to use cards.",
            }
            .on(system),
        ),
        Finding::ServiceRefused => text(
            "The smart card service turned this program away.",
            NOT_ALLOWED.on(system),
            AT_THE_SCREEN.on(system),
        ),
        Finding::ServiceFaulty { .. } => text(
            "The smart card service answered with something unexpected.",
            "The service does not seem to have started properly.",
            RESTART.on(system),
        ),

        Finding::DriverMissing { .. } => text(
            "A card reader is connected but cannot be used yet.",
            BySystem {
                linux: "The driver of this model is missing, or the service has not noticed the reader yet.",
                macos: "The driver of this model is missing or old.",
                windows: "The driver of this model is missing or old.",
            }
            .on(system),
            BySystem {
                linux: "Unplug the card reader and plug it in again. If that does not help, install the driver with “sudo apt install libccid” and run “sudo systemctl restart pcscd”.",
                macos: "Unplug the card reader and plug it in again. If that does not help, install the macOS driver from its maker's website.",
                windows: "Unplug the card reader and plug it in again. If that does not help, install the Windows driver from its maker's website.",
            }
            .on(system),
        ),
        Finding::DriverUnavailable { .. } => text(
            "The connected card reader cannot be used on this computer.",
            BySystem {
                linux: "There is no driver for this model on Linux.",
                macos: "There is no driver for this model on macOS.",
                windows: "There is no driver for this model on Windows.",
            }
            .on(system),
            BySystem {
                linux: "Use another card reader that reads My Number Cards. On Linux, those that speak CCID work.",
                macos: "Use another card reader that reads My Number Cards.",
                windows: "Use another card reader that reads My Number Cards.",
            }
            .on(system),
        ),

        Finding::NoReader => text(
            "There is no card reader.",
            BySystem {
                linux: "No card reader is connected, or it is switched off.",
                macos: "No card reader is connected, or its driver is missing.",
                windows: "No card reader is connected, or its driver is missing.",
            }
            .on(system),
            CONNECT.on(system),
        ),
        Finding::OnlyPlatformReaders => text(
            "There is no card reader that can read a My Number Card.",
            BySystem {
                linux: "What was found is built into the computer or a phone.",
                macos: "What was found is built into the Mac or a phone.",
                windows: "What was found is built into the computer, such as Windows Hello.",
            }
            .on(system),
            CONNECT.on(system),
        ),
        Finding::ReaderUnknown => text(
            "There is no card reader of the name that was asked for.",
            "The reader is unplugged, or its name is another.",
            "See the names with “inkan-cli status” and give one of them to “--reader”.",
        ),
        Finding::SeveralCards => text(
            "There are My Number Cards in two or more card readers.",
            "Nobody has said which card to use.",
            "Take out the cards that are not to be used, or choose a card reader in the settings.",
        ),

        Finding::NoCard => text(
            "There is no card.",
            ByMake {
                contact: "The card is not in the reader, or not all the way in.",
                contactless: "The card is not on the reader, or not in the right place.",
                unknown: "The card is not in or on the reader, or not in the right place.",
            }
            .with(make),
            PLACE.with(make),
        ),
        Finding::NoCardInSeveral => text(
            "There is no card in any of the card readers.",
            "Two or more card readers are connected. The card is in none of them, or not in the right place.",
            format!("Use any one of the readers. {}", PLACE.with(None)),
        ),

        Finding::CardMute => text(
            "The card does not answer.",
            ByMake {
                contact: "The card is the wrong way round or upside down, or its chip is dirty.",
                contactless: "The card is not in the right place, or another card lies over it.",
                unknown: "The card is the wrong way round, upside down or not in the right place.",
            }
            .with(make),
            format!(
                "Take the card out and wipe its chip with a dry cloth. {} {ASK_OFFICE}",
                PLACE.with(make)
            ),
        ),
        Finding::CardMoved => text(
            "The card left the reader while it was read.",
            ByMake {
                contact: "The card is not all the way in, or was pulled out.",
                contactless: "The card was moved, or does not lie flat on the reader.",
                unknown: "The card was moved, or its contact is bad.",
            }
            .with(make),
            format!(
                "Put the card back and do not touch it until the end. {}",
                PLACE.with(make)
            ),
        ),
        Finding::ReaderLost => text(
            "The card reader was unplugged meanwhile.",
            "Its cable is loose, or it gets too little power.",
            "Plug the card reader straight into the computer, without a USB hub.",
        ),
        Finding::CardBusy => text(
            "Other software is using the card.",
            BySystem {
                linux: "A browser, OpenSC, GnuPG (scdaemon) or the like has not let the card go.",
                macos: "The official client software, a browser or the like has not let the card go.",
                windows: "The official client software, e-Tax, a browser or the like has not let the card go.",
            }
            .on(system),
            BySystem {
                linux: "Close that software and look again. GnuPG lets the card go after “gpgconf --kill scdaemon” in a terminal.",
                macos: "Close that software and look again. If that does not help, take the card out once.",
                windows: "Close that software and look again. If that does not help, take the card out once.",
            }
            .on(system),
        ),
        Finding::CardReset => text(
            "Other software kept resetting the card.",
            "Another program that uses the card is running at the same time.",
            "Close other software that uses the card, and browsers, then look again.",
        ),
        Finding::CommunicationFailed { .. } => text(
            "Talking to the card failed.",
            "The contact of the card is bad, or the driver of the card reader has a fault.",
            BySystem {
                linux: "Put the card back and look again. If that does not help, run “sudo systemctl restart pcscd” in a terminal.",
                macos: "Put the card back and look again. If that does not help, plug the card reader in again and update its driver.",
                windows: "Put the card back and look again. If that does not help, plug the card reader in again and update its driver.",
            }
            .on(system),
        ),
        Finding::AnswerGarbled => text(
            "The card answered something without meaning.",
            "The contact of the card is bad, the card is damaged, or it is not a chip card.",
            format!(
                "Put the card back or use another card reader, then look again. {ASK_OFFICE}"
            ),
        ),
        Finding::ServiceLost => text(
            "The smart card service stopped meanwhile.",
            "The service is not stable, or someone stopped it.",
            RESTART.on(system),
        ),
        Finding::AccessRefused => text(
            "This program may not use the card.",
            NOT_ALLOWED.on(system),
            AT_THE_SCREEN.on(system),
        ),
        Finding::AnswerSlow { median_ms } => text(
            format!(
                "The card is slow to answer ({median_ms} milliseconds each time). It can be used, but may fail on the way."
            ),
            ByMake {
                contact: "The card reader is old, or connected through a USB hub.",
                contactless: "The card is not in the right place, so that the signal is weak.",
                unknown: "The card is not in the right place, or the card reader is old.",
            }
            .with(make),
            format!(
                "Plug the card reader straight into the computer. {}",
                PLACE.with(make)
            ),
        ),

        Finding::BankCard => text(
            "This seems to be a bank card or credit card.",
            OTHER_CARD,
            CHANGE_CARD,
        ),
        Finding::DrivingLicence => {
            text("This seems to be a driving licence.", OTHER_CARD, CHANGE_CARD)
        }
        Finding::JukiCard => text(
            "This is a Basic Resident Register Card.",
            "The certificates of these cards can no longer be used.",
            "Use a My Number Card. If you have none, you can apply for one at your city office.",
        ),
        Finding::AndroidToken => text(
            "These are the certificates of an Android phone.",
            PHONE,
            CARD_INSTEAD,
        ),
        Finding::IphoneToken => text(
            "These are the certificates of an iPhone.",
            PHONE,
            CARD_INSTEAD,
        ),
        Finding::Passport => text("This seems to be a passport.", OTHER_CARD, CHANGE_CARD),
        Finding::ResidenceCard => text(
            "This seems to be a residence card or a special permanent resident certificate.",
            OTHER_CARD,
            CHANGE_CARD,
        ),
        Finding::JpkiMissing => text(
            "This seems to be a My Number Card, but its certificates do not answer.",
            "The card was not in the right place, or that part of it no longer works.",
            format!("Put the card back and look again. {ASK_OFFICE}"),
        ),
        Finding::OtherCard => text(
            "This does not seem to be a My Number Card.",
            "It is another card, or two or more cards lie over each other.",
            "Use the My Number Card alone.",
        ),

        Finding::CertificatesAbsent => text(
            "There are no certificates on the card.",
            "They were declined when the card was handed over, or were not issued yet.",
            "To have them issued, take the card to your city office.",
        ),
        Finding::CertificateUnreadable(which) => text(
            format!("{} cannot be read.", capitalised(&certificates(which))),
            "The card was moved while it was read, or what is stored on it is damaged.",
            format!("Put the card back and look again. {ASK_OFFICE}"),
        ),
        Finding::CertificateExpired(which) => text(
            format!("{} {} expired.", capitalised(&certificates(which)), have(which)),
            "Its period is over. It also looks like this when the date of the computer is too late.",
            "If the date of the computer is right, take the card to your city office, which can issue a new one.",
        ),

        Finding::IssuerUnknown => text(
            "The issuer of the certificates is not known.",
            "They do not come from the public service (JPKI), or from a new issuer that this program does not know.",
            "Get the newest version of this program and look again. If that does not help, sign nothing with this card and ask your city office.",
        ),
        Finding::PracticeCard => text(
            "This is a practice card.",
            "A practice card is connected in the place of a real one.",
            "For real procedures, use your own My Number Card.",
        ),

        Finding::Blocked(which) => text(
            format!("{} {} locked.", capitalised(&secrets(which)), are(which)),
            "Too many wrong entries were made in a row.",
            match which {
                Affected::Both => {
                    "This program cannot unlock it. Take the card to your city office to have both set anew."
                }
                Affected::One(_) => {
                    "This program cannot unlock it. Take the card to your city office to have it set anew. If you know the other one, a phone app and a multi-function copier at a convenience store can do it too."
                }
            },
        ),
        Finding::LastTry(which) => text(
            format!(
                "{} will be locked by one more wrong entry.",
                capitalised(&secrets(which))
            ),
            "Wrong entries were made in a row. The right one restores all tries.",
            "Look at your note carefully before you enter anything. If you are not sure, your city office can set it anew.",
        ),
        Finding::TriesUnknown(which) => text(
            format!(
                "It is not known how many tries {} {} left.",
                secrets(which),
                have(which)
            ),
            "The card did not say.",
            "Put the card back and look again. Until it is known, enter it as if one try were left.",
        ),

        Finding::ClockBehindProgram => text(
            "The date of this computer lies in the past.",
            "Its clock is slow. This happens to computers that were not used for long or whose battery is weak.",
            SET_CLOCK.on(system),
        ),
        Finding::ClockBehindCertificate => text(
            "The date of this computer is before the first day of the certificate.",
            "Its clock seems to be slow.",
            SET_CLOCK.on(system),
        ),
        Finding::ClockFarAhead => text(
            "The date of this computer is decades ahead.",
            "Its clock is fast.",
            SET_CLOCK.on(system),
        ),
    }
}

fn certificates(which: Affected) -> String {
    affected(which, certificate_name, " and ")
}

fn secrets(which: Affected) -> String {
    affected(which, secret, " and ")
}

fn certificate_name(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "the authentication certificate",
        Slot::Sign => "the signature certificate",
    }
}

fn secret(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "the authentication PIN",
        Slot::Sign => "the signature password",
    }
}

fn have(which: Affected) -> &'static str {
    match which {
        Affected::Both => "have",
        Affected::One(_) => "has",
    }
}

fn are(which: Affected) -> &'static str {
    match which {
        Affected::Both => "are",
        Affected::One(_) => "is",
    }
}

fn detail(detail: &Detail) -> String {
    match detail {
        Detail::Atr(bytes) => format!("ATR {}", hex(bytes)),
        Detail::Certificate(slot, state) => {
            let state = match state {
                CertificateState::Absent => "none",
                CertificateState::Expired => "expired",
                CertificateState::NeedsPin => "read with its password",
                CertificateState::NotYetValid => "not begun",
                CertificateState::Renewable => "within its period, renewable",
                CertificateState::Unreadable => "unreadable",
                CertificateState::Within => "within its period",
            };
            format!("{} {state}", side(*slot))
        }
        Detail::Commands(timing) => format!(
            "{} commands, median {} ms, longest {} ms",
            timing.count, timing.median_ms, timing.longest_ms
        ),
        Detail::ComputerDate(date) => format!("computer's date {date}"),
        Detail::Device(UsbDevice { vendor, product }) => format!("USB {vendor:04X}:{product:04X}"),
        Detail::DeviceCount(count) => format!("readers on the USB: {count}"),
        Detail::DevicesNotKnown => "what is on the USB cannot be asked here".to_owned(),
        Detail::Kind(kind) => token_label(*kind)
            .unwrap_or("unknown kind of card")
            .to_owned(),
        Detail::PlatformReaders(count) => format!("built-in: {count}"),
        Detail::ProgramDate(date) => format!("program's date {date}"),
        Detail::Reader(name) => name.to_string(),
        Detail::ReturnValue(code) => format!("return value 0x{code:08X}"),
        Detail::StatusWord(word) => format!("SW {word:04X}"),
        Detail::Tries(slot, attempts) => {
            format!("{} {} of {}", side(*slot), attempts.remaining, attempts.max)
        }
        Detail::Trust(trust) => match trust {
            IssuerTrust::Demo => "practice issuer",
            IssuerTrust::Trusted => "J-LIS",
            IssuerTrust::Untrusted => "unknown issuer",
        }
        .to_owned(),
        Detail::Used(name) => format!("used: {name}"),
    }
}

fn side(slot: Slot) -> &'static str {
    match slot {
        Slot::Auth => "authentication",
        Slot::Sign => "signature",
    }
}
