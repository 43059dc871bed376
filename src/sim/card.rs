//! The simulated card: bytes in, bytes out, and the life of its state between commands, resets and
//! power cycles (jpki-card §2.4). It never sleeps and never panics; how long a real card would have
//! taken it only says. What each command does is in `commands`.

use std::{num::NonZeroU32, time::Duration};

use jiff::civil::Date;

use super::commands::{COMPUTE_DIGITAL_SIGNATURE, State, VERIFY};
use super::files::lay_out;
use super::issue::IssueError;
use super::payment;
use super::profile::{ApduStyle, Behaviour, Delays, Profile, StandsFor};
use super::wire::{Body, Header, Outcome, Sw, answer, header_of};
use crate::core::apdu::{Command, Response};
use crate::core::jpki::{CardChannel, ChannelError};

/// Answer to reset of the contact card, T=1 (jpki-card §3.1).
const ATR_T1: [u8; 9] = [0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14];
/// For the T=0 style: no interface bytes, which means T=0, and `DEMO` as historical bytes.
const ATR_T0: [u8; 6] = [0x3B, 0x04, b'D', b'E', b'M', b'O'];

const GET_RESPONSE: u8 = 0xC0;

/// How the card's life was interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reset {
    /// Power taken away and given back, or the card put onto the reader anew.
    PowerDown,
    /// Reset under power: what was verified stays verified (jpki-card §2.4).
    Warm,
}

/// A card in software.
pub struct SimCard {
    state: State,
    behaviour: Behaviour,
    delays: Delays,
    pulled_at_signature: Option<NonZeroU32>,
    signatures: u32,
    waking: bool,
    pulled: bool,
    pending: Vec<u8>,
    delay: Duration,
}

impl SimCard {
    /// A new card of this profile, as it is on `today` (the day in Japan).
    pub fn new(profile: &Profile, today: Date) -> Result<Self, IssueError> {
        Ok(Self {
            state: State::new(lay_out(profile, today)?, &profile.card),
            behaviour: profile.card.clone(),
            delays: profile.delays,
            pulled_at_signature: profile.faults.pulled_at_signature,
            signatures: 0,
            waking: false,
            pulled: false,
            pending: Vec::new(),
            delay: Duration::ZERO,
        })
    }

    /// Answers one command APDU: data, then the two bytes of the status word. Always at least
    /// those two, whatever comes in.
    pub fn answer(&mut self, apdu: &[u8]) -> Vec<u8> {
        self.delay = self.delays.command();
        let Some((header, rest)) = header_of(apdu) else {
            return answer(Vec::new(), Sw::WRONG_LENGTH.0);
        };
        if self.pulled || std::mem::take(&mut self.waking) {
            return answer(Vec::new(), Sw::UNSPECIFIED.0);
        }
        let outcome = self.outcome(header, rest);
        if outcome.is_ok() && is_signature(header) {
            self.delay += self.delays.signature();
            self.signatures = self.signatures.saturating_add(1);
            if self.pulled_at_signature.map(NonZeroU32::get) == Some(self.signatures) {
                self.pulled = true;
                return answer(Vec::new(), Sw::UNSPECIFIED.0);
            }
        }
        match outcome {
            Ok(data) => self.deliver(header, rest, data),
            Err(Sw(status)) => answer(Vec::new(), status),
        }
    }

    /// How long a real card would have taken for the last command. Asking resets it.
    pub fn take_delay(&mut self) -> Duration {
        std::mem::take(&mut self.delay)
    }

    /// Whether the profile's fault has pulled the card: nothing it answers counts any more until
    /// it is put back ([`Reset::PowerDown`]).
    pub fn is_pulled(&self) -> bool {
        self.pulled
    }

    /// Resets the card.
    pub fn reset(&mut self, kind: Reset) {
        self.pending.clear();
        self.state.deselect();
        match kind {
            Reset::PowerDown => {
                self.state.forget_verified();
                self.waking = self.behaviour.wakes_with_6f00;
                self.pulled = false;
            }
            Reset::Warm => {}
        }
    }

    /// The answer to reset.
    pub fn atr(&self) -> &'static [u8] {
        match self.behaviour.apdu_style {
            ApduStyle::T0 => &ATR_T0,
            ApduStyle::T1 => &ATR_T1,
        }
    }

    fn outcome(&mut self, header: Header, rest: &[u8]) -> Outcome {
        if matches!(header.cla, 0x00 | 0x80) && header.ins == GET_RESPONSE {
            return self.take_pending(rest);
        }
        self.pending.clear();
        let body = match (self.behaviour.apdu_style, header.ins, rest) {
            // A T=0 command without data has a fifth byte, P3 = 00: the query for tries.
            (ApduStyle::T0, VERIFY, [0x00]) => Body::parse(&[]),
            _ => Body::parse(rest),
        };
        match self.behaviour.stands_for {
            StandsFor::MyNumberCard => self.state.execute(header, body),
            StandsFor::PaymentCard => payment::execute(header, body),
        }
    }

    /// GET RESPONSE. Without anything waiting: 6985, an assumption.
    fn take_pending(&mut self, rest: &[u8]) -> Outcome {
        let Ok(Body {
            data: [],
            le: Some(le),
        }) = Body::parse(rest)
        else {
            return Err(Sw::WRONG_LENGTH);
        };
        match self.pending.len() {
            0 => Err(Sw::CONDITIONS_NOT_SATISFIED),
            waiting if waiting < le => Err(Sw::right_le(waiting)),
            _ => {
                let later = self.pending.split_off(le);
                Ok(std::mem::replace(&mut self.pending, later))
            }
        }
    }

    /// Gives out data in the card's style.
    fn deliver(&mut self, header: Header, rest: &[u8], data: Vec<u8>) -> Vec<u8> {
        let is_response = header.ins == GET_RESPONSE;
        if self.behaviour.apdu_style == ApduStyle::T1 || data.is_empty() || is_response {
            let status = match self.pending.len() {
                0 => 0x9000,
                waiting => Sw::waiting(waiting).0,
            };
            return answer(data, status);
        }
        match Body::parse(rest) {
            Ok(Body {
                data: [],
                le: Some(le),
            }) if data.len() >= le => answer(data, 0x9000),
            Ok(Body {
                data: [],
                le: Some(_),
            }) => answer(Vec::new(), Sw::right_le(data.len()).0),
            _ => {
                let status = Sw::waiting(data.len()).0;
                self.pending = data;
                answer(Vec::new(), status)
            }
        }
    }
}

fn is_signature(header: Header) -> bool {
    header.cla == 0x80 && header.ins == COMPUTE_DIGITAL_SIGNATURE
}

impl CardChannel for SimCard {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        if self.pulled {
            return Err(ChannelError::Removed);
        }
        let bytes = self.answer(&command.encode());
        if self.pulled {
            return Err(ChannelError::Removed);
        }
        Response::decode(&bytes).map_err(|_too_short| ChannelError::Garbled)
    }
}
