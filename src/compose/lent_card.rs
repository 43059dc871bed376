//! The simulated card in pcscd's virtual reader: `inkan-cli simulate`. It answers as slowly as its
//! profile says; a card whose profile has it pulled leaves the reader.

use std::sync::{Arc, atomic::AtomicBool};

use crate::{
    app::ports::Clock,
    cli::{LendingEnd, LendingError, Simulator},
    core::rules::jst_date,
    platform::vpcd::{self, Ended, VpcdCard, VpcdError, WhenLost},
    sim::{self, Pause, Profile, RealTime, Reset, SimCard},
};

/// Lends simulated cards to a vpcd on this computer.
pub struct CardLender {
    clock: Arc<dyn Clock>,
}

impl CardLender {
    /// `clock` says from which day the demo certificates are counted.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }
}

impl Simulator for CardLender {
    fn lend(
        &mut self,
        address: &str,
        profile: &str,
        powered: &mut dyn FnMut(),
    ) -> Result<LendingEnd, LendingError> {
        let profile = Profile::built_in(profile).map_err(|_unknown| LendingError::Card)?;
        let card = SimCard::new(&profile, jst_date(self.clock.now()))
            .map_err(|_no_certificate| LendingError::Card)?;
        let address = vpcd::resolve(address).map_err(|error| refusal(&error))?;
        let mut lent = LentCard::new(card).when_powered(powered);
        let ended = vpcd::serve(&mut lent, address, WhenLost::End, &AtomicBool::new(false));
        match ended.map_err(|error| refusal(&error))? {
            Ended::CardLeft => Ok(LendingEnd::CardLeft),
            Ended::ConnectionLost | Ended::Stopped => Ok(LendingEnd::ConnectionLost),
        }
    }

    fn secrets(&self) -> (&'static str, &'static str) {
        (sim::DEMO_AUTH_PIN, sim::DEMO_SIGN_PASSWORD)
    }
}

fn refusal(error: &VpcdError) -> LendingError {
    match error {
        VpcdError::Address { .. } => LendingError::Address,
        VpcdError::Connection { .. } => LendingError::Unreachable,
        VpcdError::NotLoopback { .. } => LendingError::Elsewhere,
    }
}

/// A simulated card for vpcd's virtual reader: real pcscd then sees it as it would a real one. It
/// takes as long for its answers as its profile says, and leaves when its profile pulls it.
pub struct LentCard<P = fn()> {
    card: SimCard,
    powered: P,
}

impl LentCard {
    /// Lends `card`.
    pub fn new(card: SimCard) -> Self {
        Self {
            card,
            powered: || (),
        }
    }

    /// Calls `powered` each time a reader gives the card power.
    #[must_use]
    pub fn when_powered<P: FnMut()>(self, powered: P) -> LentCard<P> {
        let Self { card, .. } = self;
        LentCard { card, powered }
    }
}

impl<P: FnMut()> VpcdCard for LentCard<P> {
    fn atr(&self) -> Vec<u8> {
        self.card.atr().to_vec()
    }

    /// A card wakes when its power comes on; what it forgot, it forgot when it went off.
    fn power_on(&mut self) {
        (self.powered)();
    }

    fn power_off(&mut self) {
        self.card.reset(Reset::PowerDown);
    }

    fn reset(&mut self) {
        self.card.reset(Reset::Warm);
    }

    fn answer(&mut self, apdu: &[u8]) -> Option<Vec<u8>> {
        let answer = self.card.answer(apdu);
        RealTime.pause(self.card.take_delay());
        (!self.card.is_pulled()).then_some(answer)
    }
}
