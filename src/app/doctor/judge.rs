//! From facts to the ladder. One finding a rung, the most telling one; rungs that a finding leaves
//! nothing to look at on are without meaning. The clock can always be looked at.

use jiff::civil::Date;

use super::{
    Affected, CardFacts, CertificateState, Detail, Exam, Facts, Finding, Ladder, Outcome,
    ReaderFacts, Rung, RungReport, SlotFacts, Trouble, clock::is_far_ahead,
};
use crate::{
    app::{
        ports::{
            Devices, Presence, ReaderKind, ServiceState,
            known_readers::{known_device, known_reader, unsupported_device},
        },
        release::Release,
    },
    core::{
        cert::IssuerTrust,
        jpki::{CardKind, ForeignCard, Slot},
        rules::{AttemptLevel, Attempts, jst_date},
    },
};

/// Above this, half of the commands being slower, a reader is called slow, in milliseconds. A
/// contact reader takes 20 to 40 for 256 bytes, a contactless one up to 60; at 100, looking at a
/// card (17 commands) takes two seconds and a signature is soon in danger of being interrupted.
pub const SLOW_COMMAND_MS: u32 = 100;

/// What the service answers where the person may use it but not the card: `SCARD_W_SECURITY_VIOLATION`
/// (pcsc-lite, when polkit refuses `access_card`) and `SCARD_E_NO_ACCESS`.
const ACCESS_REFUSED: [u32; 2] = [0x8010_006A, 0x8010_0027];

/// Judges what was seen, rung by rung.
pub fn judge(facts: &Facts) -> Ladder {
    judge_program_of(facts, Release::this().made_on)
}

/// The same for a program made on a certain day.
fn judge_program_of(facts: &Facts, made_on: Date) -> Ladder {
    let mut climb = Climb::default();
    let used = used_reader(&facts.readers);
    climb.rung(Rung::Service, |details| service(facts, details));
    climb.rung(Rung::Driver, |details| driver(facts, used, details));
    climb.rung(Rung::Reader, |details| reader(facts, used, details));
    climb.rung(Rung::Card, |details| card(facts, used, details));
    let exam = used.and_then(|reader| reader.exam.as_ref());
    climb.rung(Rung::Answer, |details| answer(used, exam, details));
    let card = exam.and_then(|exam| exam.result.as_ref().ok());
    climb.rung(Rung::Application, |details| application(card, details));
    climb.rung(Rung::Certificates, |details| certificates(card, details));
    climb.rung(Rung::Issuer, |details| issuer(card, facts, details));
    climb.rung(Rung::Tries, |details| tries(card, details));
    climb.is_blocked = false;
    climb.rung(Rung::Clock, |details| clock(card, facts, made_on, details));
    let devices = climb.rungs.iter().filter_map(|it| it.outcome.finding());
    let device = devices.filter_map(Finding::device).find_map(known_device);
    Ladder {
        system: facts.system,
        reader: used.and_then(|reader| known_reader(&reader.name)),
        device,
        rungs: climb.rungs,
    }
}

/// The reader that the rungs above are about: the one with a My Number Card, else the one with any
/// card, else one with a slot; of equal ones the preferred, then the first.
fn used_reader(readers: &[ReaderFacts]) -> Option<&ReaderFacts> {
    let worth = |reader: &&ReaderFacts| {
        let is_occupied = reader.presence != Presence::Empty;
        (
            holds_my_number_card(reader),
            is_occupied,
            reader.is_preferred,
        )
    };
    // `max_by_key` takes the last of equal ones.
    usable(readers).rev().max_by_key(worth)
}

/// Those that can hold a My Number Card at all.
fn usable(readers: &[ReaderFacts]) -> impl DoubleEndedIterator<Item = &ReaderFacts> {
    let is_usable = |reader: &&ReaderFacts| reader.kind == ReaderKind::Physical;
    readers.iter().filter(is_usable)
}

/// What a rung came to, and whether there is anything to look at above.
enum Step {
    Blocked(Finding),
    Ok,
    /// Something stands in the way here, and the rungs above can be looked at all the same.
    Passed(Finding),
    /// There is nothing to look at here, whatever was found below.
    Nothing,
}

#[derive(Default)]
struct Climb {
    rungs: Vec<RungReport>,
    is_blocked: bool,
}

impl Climb {
    fn rung(&mut self, rung: Rung, look: impl FnOnce(&mut Vec<Detail>) -> Step) {
        let mut details = Vec::new();
        let step = if self.is_blocked {
            Step::Nothing
        } else {
            look(&mut details)
        };
        let outcome = match step {
            Step::Blocked(finding) => {
                self.is_blocked = true;
                Outcome::Found(finding)
            }
            Step::Nothing => Outcome::Meaningless,
            Step::Ok => Outcome::Ok,
            Step::Passed(finding) => Outcome::Found(finding),
        };
        self.rungs.push(RungReport {
            rung,
            outcome,
            details,
        });
    }
}

fn service(facts: &Facts, details: &mut Vec<Detail>) -> Step {
    let finding = match facts.surroundings.service {
        ServiceState::Running => return Step::Ok,
        ServiceState::Faulty { code } => {
            details.push(Detail::ReturnValue(code));
            Finding::ServiceFaulty { code }
        }
        ServiceState::Forbidden => Finding::ServiceForbidden,
        ServiceState::Missing => Finding::ServiceMissing,
        ServiceState::Refused { code } => {
            details.push(Detail::ReturnValue(code));
            Finding::ServiceRefused
        }
        ServiceState::Stopped => Finding::ServiceStopped,
    };
    Step::Blocked(finding)
}

/// A reader that is plugged in and not listed. Which listed reader belongs to which device is not
/// known, so they are counted: every device that has its driver makes one reader at least. Where a My
/// Number Card was read all the same, nobody misses the other device.
fn driver(facts: &Facts, used: Option<&ReaderFacts>, details: &mut Vec<Detail>) -> Step {
    let devices = match &facts.surroundings.devices {
        Devices::NotKnown => {
            details.push(Detail::DevicesNotKnown);
            return Step::Ok;
        }
        Devices::Seen(devices) => devices,
    };
    details.push(Detail::DeviceCount(devices.len()));
    details.extend(devices.iter().copied().map(Detail::Device));
    let is_read = used.is_some_and(holds_my_number_card);
    let Some(first) = devices.first().copied() else {
        return Step::Ok;
    };
    if facts.listed_devices >= devices.len() || is_read {
        return Step::Ok;
    }
    let finding = devices
        .iter()
        .copied()
        .find(|device| unsupported_device(*device, facts.system))
        .map_or(Finding::DriverMissing { device: first }, |device| {
            Finding::DriverUnavailable { device }
        });
    // Another reader may hold a card all the same.
    if used.is_some() {
        Step::Passed(finding)
    } else {
        Step::Blocked(finding)
    }
}

fn holds_my_number_card(reader: &ReaderFacts) -> bool {
    let card = reader.exam.as_ref().and_then(|it| it.result.as_ref().ok());
    card.is_some_and(CardFacts::is_my_number_card)
}

fn reader(facts: &Facts, used: Option<&ReaderFacts>, details: &mut Vec<Detail>) -> Step {
    let usable = || usable(&facts.readers);
    let platform = facts.readers.len() - usable().count();
    details.extend(usable().map(|reader| Detail::Reader(reader.name.clone())));
    if platform > 0 {
        details.push(Detail::PlatformReaders(platform));
    }
    let Some(used) = used else {
        return Step::Blocked(if facts.is_wanted_reader_missing {
            Finding::ReaderUnknown
        } else if platform > 0 {
            Finding::OnlyPlatformReaders
        } else {
            Finding::NoReader
        });
    };
    if usable().count() > 1 {
        details.push(Detail::Used(used.name.clone()));
    }
    if usable().filter(|it| holds_my_number_card(it)).count() > 1 && !used.is_preferred {
        return Step::Passed(Finding::SeveralCards);
    }
    Step::Ok
}

fn card(facts: &Facts, used: Option<&ReaderFacts>, details: &mut Vec<Detail>) -> Step {
    let Some(used) = used else {
        return Step::Nothing;
    };
    if used.presence != Presence::Empty {
        if !used.atr.is_empty() {
            details.push(Detail::Atr(used.atr.clone()));
        }
        return Step::Ok;
    }
    Step::Blocked(if usable(&facts.readers).count() > 1 {
        Finding::NoCardInSeveral
    } else {
        Finding::NoCard
    })
}

fn answer(used: Option<&ReaderFacts>, exam: Option<&Exam>, details: &mut Vec<Detail>) -> Step {
    if used.is_some_and(|reader| reader.presence == Presence::Mute) {
        return Step::Blocked(Finding::CardMute);
    }
    let Some(exam) = exam else {
        return Step::Nothing;
    };
    if exam.timing.count > 0 {
        details.push(Detail::Commands(exam.timing));
    }
    let finding = match exam.result {
        Ok(_) if exam.timing.median_ms > SLOW_COMMAND_MS => {
            let median_ms = exam.timing.median_ms;
            return Step::Passed(Finding::AnswerSlow { median_ms });
        }
        Ok(_) => return Step::Ok,
        Err(Trouble::Busy) => Finding::CardBusy,
        Err(Trouble::Communication { code }) => {
            details.push(Detail::ReturnValue(code));
            if ACCESS_REFUSED.contains(&code) {
                Finding::AccessRefused
            } else {
                Finding::CommunicationFailed { code }
            }
        }
        Err(Trouble::Garbled) => Finding::AnswerGarbled,
        Err(Trouble::Mute) => Finding::CardMute,
        Err(Trouble::ReaderGone) => Finding::ReaderLost,
        Err(Trouble::Removed) => Finding::CardMoved,
        Err(Trouble::Reset) => Finding::CardReset,
        // It ran a moment ago.
        Err(Trouble::ServiceGone) => Finding::ServiceLost,
    };
    details.extend(exam.status.map(Detail::StatusWord));
    Step::Blocked(finding)
}

fn application(card: Option<&CardFacts>, details: &mut Vec<Detail>) -> Step {
    let finding = match card {
        None => return Step::Nothing,
        Some(CardFacts::Foreign(card)) => match card {
            ForeignCard::DrivingLicence => Finding::DrivingLicence,
            ForeignCard::MyNumberCard => Finding::JpkiMissing,
            ForeignCard::Passport => Finding::Passport,
            ForeignCard::Payment => Finding::BankCard,
            ForeignCard::ResidenceCard => Finding::ResidenceCard,
            ForeignCard::Unknown => Finding::OtherCard,
        },
        Some(CardFacts::Jpki { kind, .. }) => {
            details.push(Detail::Kind(*kind));
            match kind {
                CardKind::MyNumberCard => return Step::Ok,
                CardKind::Android => Finding::AndroidToken,
                CardKind::Iphone => Finding::IphoneToken,
                CardKind::JukiCard => Finding::JukiCard,
                CardKind::Other => Finding::OtherCard,
            }
        }
    };
    Step::Blocked(finding)
}

/// Both sides of a card with the application, 署名用 first.
fn sides(card: Option<&CardFacts>) -> Option<[(Slot, SlotFacts); 2]> {
    let [first, second] = Slot::BOTH;
    let card = card?;
    Some([(first, card.slot(first)?), (second, card.slot(second)?)])
}

/// On which of these sides `is_affected` holds.
fn affected(
    sides: &[(Slot, SlotFacts)],
    is_affected: impl Fn(&SlotFacts) -> bool,
) -> Option<Affected> {
    Affected::of(|wanted| {
        sides
            .iter()
            .any(|(slot, side)| *slot == wanted && is_affected(side))
    })
}

fn certificates(card: Option<&CardFacts>, details: &mut Vec<Detail>) -> Step {
    let Some(sides) = sides(card) else {
        return Step::Nothing;
    };
    for (slot, side) in sides {
        details.push(Detail::Certificate(slot, side.certificate));
    }
    let affected = |state| affected(&sides, |side| side.certificate == state);
    if affected(CertificateState::Absent) == Some(Affected::Both) {
        Step::Passed(Finding::CertificatesAbsent)
    } else if let Some(unreadable) = affected(CertificateState::Unreadable) {
        Step::Passed(Finding::CertificateUnreadable(unreadable))
    } else if let Some(expired) = affected(CertificateState::Expired) {
        Step::Passed(Finding::CertificateExpired(expired))
    } else {
        Step::Ok
    }
}

/// Only a certificate that was read has an issuer to look at.
fn issuer(card: Option<&CardFacts>, facts: &Facts, details: &mut Vec<Detail>) -> Step {
    let Some(CardFacts::Jpki {
        trust: Some(trust), ..
    }) = card
    else {
        return Step::Nothing;
    };
    details.push(Detail::Trust(*trust));
    match trust {
        IssuerTrust::Trusted => Step::Ok,
        IssuerTrust::Demo if facts.is_practice => Step::Ok,
        IssuerTrust::Demo => Step::Passed(Finding::PracticeCard),
        IssuerTrust::Untrusted => Step::Passed(Finding::IssuerUnknown),
    }
}

/// Without a certificate there is nothing to unlock.
fn tries(card: Option<&CardFacts>, details: &mut Vec<Detail>) -> Step {
    let Some(sides) = sides(card) else {
        return Step::Nothing;
    };
    let counted: Vec<_> = sides
        .into_iter()
        .filter(|(_, side)| side.certificate != CertificateState::Absent)
        .collect();
    if counted.is_empty() {
        return Step::Nothing;
    }
    for (slot, side) in &counted {
        details.extend(side.attempts.map(|attempts| Detail::Tries(*slot, attempts)));
    }
    let affected = |level| affected(&counted, |side| side.attempts.map(Attempts::level) == level);
    if let Some(blocked) = affected(Some(AttemptLevel::Blocked)) {
        Step::Passed(Finding::Blocked(blocked))
    } else if let Some(last) = affected(Some(AttemptLevel::Last)) {
        Step::Passed(Finding::LastTry(last))
    } else if let Some(unknown) = affected(None) {
        Step::Passed(Finding::TriesUnknown(unknown))
    } else {
        Step::Ok
    }
}

fn clock(
    card: Option<&CardFacts>,
    facts: &Facts,
    made_on: Date,
    details: &mut Vec<Detail>,
) -> Step {
    let today = jst_date(facts.now);
    details.push(Detail::ComputerDate(today));
    details.push(Detail::ProgramDate(made_on));
    let not_yet = |(_, side): &(Slot, SlotFacts)| side.certificate == CertificateState::NotYetValid;
    if today < made_on {
        Step::Passed(Finding::ClockBehindProgram)
    } else if is_far_ahead(today, made_on) {
        Step::Passed(Finding::ClockFarAhead)
    } else if sides(card).is_some_and(|sides| sides.iter().any(not_yet)) {
        Step::Passed(Finding::ClockBehindCertificate)
    } else {
        Step::Ok
    }
}

#[cfg(test)]
mod tests;
