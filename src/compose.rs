//! What both programs put together alike: real readers from `platform`, simulated ones from `sim`.
//! The one module besides the two mains that may name both.

use std::sync::Arc;

use crate::{
    app::ports::{Clock, Readers, ReportSink, Source, Sources},
    core::rules::jst_date,
    platform::{pcsc::PcscReaders, vpcd::VpcdCard},
    sim::{self, Pause, RealTime, Reset, SimCard, SimReaders},
};

/// Readers of this machine, or of practice mode.
pub struct SystemSources {
    clock: Arc<dyn Clock>,
}

impl SystemSources {
    /// `clock` says from which day the demo certificates are counted.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }
}

impl Sources for SystemSources {
    fn open(&mut self, source: &Source, sink: ReportSink) -> Box<dyn Readers> {
        match source {
            Source::Demo { profile } => {
                Box::new(SimReaders::open(profile, jst_date(self.clock.now()), sink))
            }
            Source::Real => Box::new(PcscReaders::open(sink)),
        }
    }

    fn demo_authorities(&self) -> Vec<Vec<u8>> {
        sim::demo_ca_certificates().map(<[u8]>::to_vec).to_vec()
    }
}

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
