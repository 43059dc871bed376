//! The simulated card as vpcd wants one: the one place where `sim` and `platform::vpcd` meet.

use crate::{
    platform::vpcd::VpcdCard,
    sim::{Pause, RealTime, Reset, SimCard},
};

/// A simulated card for vpcd's virtual reader: real pcscd then sees it as it would a real one. It
/// takes as long for its answers as its profile says, and leaves when its profile pulls it.
pub struct LentCard(SimCard);

impl LentCard {
    /// Lends `card`.
    pub fn new(card: SimCard) -> Self {
        Self(card)
    }
}

impl VpcdCard for LentCard {
    fn atr(&self) -> Vec<u8> {
        self.0.atr().to_vec()
    }

    /// A card wakes when its power comes on; what it forgot, it forgot when it went off.
    fn power_on(&mut self) {}

    fn power_off(&mut self) {
        self.0.reset(Reset::PowerDown);
    }

    fn reset(&mut self) {
        self.0.reset(Reset::Warm);
    }

    fn answer(&mut self, apdu: &[u8]) -> Option<Vec<u8>> {
        let answer = self.0.answer(apdu);
        RealTime.pause(self.0.take_delay());
        (!self.0.is_pulled()).then_some(answer)
    }
}
