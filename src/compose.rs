//! What both programs put together alike: real readers from `platform`, simulated ones from `sim`.
//! The one module besides the two mains that may name both.

use std::sync::Arc;

use crate::{
    app::ports::{Clock, Readers, ReportSink, Source, Sources},
    core::rules::jst_date,
    platform::pcsc::PcscReaders,
    sim::{self, SimReaders},
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
