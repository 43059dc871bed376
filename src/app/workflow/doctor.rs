//! Gathers what the ladder is judged from. Every card is looked at as at its insertion, without a PIN,
//! and each command is timed; a card without the JPKI application is asked what else it is. Spends no
//! try: no VERIFY with data goes out.

use std::{cell::RefCell, collections::BTreeMap};

use jiff::Timestamp;

use super::{Context, Emit, inspect::inspect};
use crate::{
    app::{
        command::{CardEpoch, DiagnosisOrder},
        doctor::{
            CardFacts, CertificateState, Exam, Facts, ReaderFacts, Rung, SlotFacts, Timing, Trouble,
        },
        event::{CardFact, CertificateFact, Event},
        failure::Failure,
        ports::{
            Clock, Hold, Presence, ReaderKind, ReaderReport, ReaderSnapshot, Readers, ServiceState,
            System, known_readers::is_device,
        },
    },
    core::{
        apdu::{Command, Response, Status},
        cert::IssuerTrust,
        jpki::{CardChannel, CardKind, ChannelError, Slot, identify},
        rules::{ValidityReport, ValidityState},
    },
};

/// How often an examination is begun again when other software reset the card in between.
const EXAMS_AFTER_RESET: usize = 3;

/// Looks at everything. `emit` hears which rung is being looked at.
pub fn gather(
    readers: &mut dyn Readers,
    order: &DiagnosisOrder,
    is_practice: bool,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) -> Facts {
    emit(Event::Diagnosing(Rung::Service));
    let mut surroundings = readers.surroundings();
    let mut snapshots = Vec::new();
    if surroundings.service == ServiceState::Running {
        emit(Event::Diagnosing(Rung::Reader));
        match readers.report() {
            ReaderReport::Readers(found) => snapshots = found,
            // It ended between the two questions.
            ReaderReport::ServiceGone => surroundings.service = ServiceState::Stopped,
        }
    }
    let has_any = !snapshots.is_empty();
    let listed = snapshots.iter().filter(|it| is_device(&it.name));
    let listed_devices = listed.count();
    if let Some(part) = &order.only {
        snapshots.retain(|snapshot| snapshot.name.matches(part));
    }
    Facts {
        system: System::of_this_computer(),
        surroundings,
        listed_devices,
        is_wanted_reader_missing: has_any && snapshots.is_empty(),
        readers: snapshots
            .into_iter()
            .map(|snapshot| look_into(readers, snapshot, order, context, emit))
            .collect(),
        is_practice,
        now: context.now(),
    }
}

fn look_into(
    readers: &mut dyn Readers,
    snapshot: ReaderSnapshot,
    order: &DiagnosisOrder,
    context: &Context<'_>,
    emit: &mut Emit<'_>,
) -> ReaderFacts {
    let is_card = matches!(snapshot.presence, Presence::Card { .. });
    let exam = (is_card && snapshot.kind == ReaderKind::Physical).then(|| {
        emit(Event::Diagnosing(Rung::Answer));
        examine(readers, &snapshot, context)
    });
    let preferred = order.preferred.as_deref();
    ReaderFacts {
        is_preferred: preferred.is_some_and(|part| snapshot.name.matches(part)),
        kind: snapshot.kind,
        name: snapshot.name,
        presence: snapshot.presence,
        atr: snapshot.atr,
        exam,
    }
}

fn examine(readers: &mut dyn Readers, snapshot: &ReaderSnapshot, context: &Context<'_>) -> Exam {
    let mut exam = Exam {
        result: Err(Trouble::Removed),
        timing: Timing::default(),
        status: None,
    };
    for _ in 0..EXAMS_AFTER_RESET {
        let held = readers.with_card(&snapshot.name, Hold::Shared, &mut |channel| {
            exam = look_at(channel, context);
        });
        if let Err(error) = held {
            exam.result = Err(trouble(&Failure::from_channel(error)));
        }
        if exam.result != Err(Trouble::Reset) {
            break;
        }
    }
    exam
}

fn look_at(channel: &mut dyn CardChannel, context: &Context<'_>) -> Exam {
    let mut channel = Watched::new(channel, context.clock);
    let result = card_facts(&mut channel, context);
    Exam {
        result,
        status: channel.refusal,
        timing: Timing::of(channel.times_ms),
    }
}

fn card_facts(channel: &mut Watched<'_>, context: &Context<'_>) -> Result<CardFacts, Trouble> {
    let notes = RefCell::new(Notes::default());
    let read = inspect(channel, CardEpoch::default(), context, &mut |event| {
        if let Event::CardFact { fact, .. } = event {
            notes.borrow_mut().learn(fact, context.now());
        }
    });
    if channel.is_nonsense {
        return Err(Trouble::Garbled);
    }
    read.map_err(|failure| trouble(&failure))?;
    match notes.into_inner().facts() {
        Some(facts) => Ok(facts),
        None => identify(channel)
            .map(CardFacts::Foreign)
            .map_err(|error| trouble(&Failure::from_channel(error))),
    }
}

/// What `inspect` told, without anything personal.
#[derive(Default)]
struct Notes {
    kind: Option<CardKind>,
    trust: Option<IssuerTrust>,
    sides: BTreeMap<Slot, SlotFacts>,
}

impl Notes {
    fn side(&mut self, slot: Slot) -> &mut SlotFacts {
        self.sides.entry(slot).or_insert(SlotFacts {
            certificate: CertificateState::Absent,
            attempts: None,
        })
    }

    fn learn(&mut self, fact: CardFact, now: Timestamp) {
        match fact {
            CardFact::Attempts(slot, attempts) => self.side(slot).attempts = Some(attempts),
            CardFact::Certificate(slot, certificate) => {
                if let CertificateFact::Read(_, trust) = &*certificate {
                    self.trust = Some(*trust);
                }
                self.side(slot).certificate = certificate_state(&certificate, now);
            }
            CardFact::Kind(kind, _) => self.kind = Some(kind),
            CardFact::EarlyDates(_) | CardFact::IssuerCertificate(..) => {}
        }
    }

    /// `None` for a card without the application, of which nothing but that was told.
    fn facts(&self) -> Option<CardFacts> {
        Some(CardFacts::Jpki {
            kind: self.kind?,
            auth: *self.sides.get(&Slot::Auth)?,
            sign: *self.sides.get(&Slot::Sign)?,
            trust: self.trust,
        })
    }
}

fn certificate_state(fact: &CertificateFact, now: Timestamp) -> CertificateState {
    match fact {
        CertificateFact::Absent => CertificateState::Absent,
        CertificateFact::NeedsPin => CertificateState::NeedsPin,
        CertificateFact::Unreadable => CertificateState::Unreadable,
        CertificateFact::Read(certificate, _) => {
            match ValidityReport::at(certificate.validity(), now).state {
                ValidityState::Expired => CertificateState::Expired,
                ValidityState::NotYetValid => CertificateState::NotYetValid,
                ValidityState::Renewable => CertificateState::Renewable,
                ValidityState::Valid => CertificateState::Within,
            }
        }
    }
}

/// Why an examination ended, from what `inspect` and the reader say of it.
fn trouble(failure: &Failure) -> Trouble {
    match failure {
        Failure::CardBusy => Trouble::Busy,
        Failure::CardMute => Trouble::Mute,
        Failure::CardRemoved => Trouble::Removed,
        Failure::CardReset => Trouble::Reset,
        Failure::ReaderFailed { code } => Trouble::Communication { code: *code },
        Failure::ReaderGone => Trouble::ReaderGone,
        Failure::ServiceGone => Trouble::ServiceGone,
        _ => Trouble::Garbled,
    }
}

/// A channel that keeps how long each command took and what was refused.
struct Watched<'a> {
    channel: &'a mut dyn CardChannel,
    clock: &'a dyn Clock,
    times_ms: Vec<u32>,
    /// The last status word that was not success.
    refusal: Option<u16>,
    /// Whether the first answer was none that a card can give.
    is_nonsense: bool,
}

impl<'a> Watched<'a> {
    fn new(channel: &'a mut dyn CardChannel, clock: &'a dyn Clock) -> Self {
        Self {
            channel,
            clock,
            times_ms: Vec::new(),
            refusal: None,
            is_nonsense: false,
        }
    }
}

impl CardChannel for Watched<'_> {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        let before = self.clock.now();
        let response = self.channel.transmit(command)?;
        // A clock that was set back meanwhile says nothing.
        let took = self.clock.now().duration_since(before).as_millis().max(0);
        if self.times_ms.is_empty() {
            self.is_nonsense = !is_status_word(response.status());
        }
        self.times_ms.push(u32::try_from(took).unwrap_or(u32::MAX));
        if response.status() != Status::Ok {
            self.refusal = Some(response.status().word());
        }
        Ok(response)
    }
}

/// Whether a card can answer so: 61xx to 6Fxx or 9xxx (ISO/IEC 7816-4 §5.6).
fn is_status_word(status: Status) -> bool {
    matches!(status.word(), 0x6100..=0x6FFF | 0x9000..=0x9FFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_card_answers_is_nonsense() {
        for good in [0x9000, 0x6A82, 0x6100, 0x6FFF, 0x9303] {
            let [sw1, sw2] = u16::to_be_bytes(good);
            assert!(is_status_word(Status::from_bytes(sw1, sw2)), "{good:04X}");
        }
        for bad in [0x0000, 0xFFFF, 0x6000, 0x60FF, 0x7000, 0x8FFF, 0xA000] {
            let [sw1, sw2] = u16::to_be_bytes(bad);
            assert!(!is_status_word(Status::from_bytes(sw1, sw2)), "{bad:04X}");
        }
    }
}
