//! `--reader`: of all readers only those whose name contains a text. The others are not listed,
//! not probed, not touched.

use crate::{
    app::ports::{
        Hold, Practice, ReaderName, ReaderReport, Readers, ReportSink, Source, Sources,
        Surroundings,
    },
    core::jpki::{CardChannel, ChannelError},
};

/// Opens sources whose other readers are not there.
pub(super) struct OnlySources {
    pub inner: Box<dyn Sources>,
    pub part: String,
}

impl Sources for OnlySources {
    fn open(&mut self, source: &Source, sink: ReportSink) -> Box<dyn Readers> {
        let inner = self.inner.open(source, sink);
        Box::new(OnlyReaders {
            inner,
            part: self.part.clone(),
        })
    }

    fn demo_authorities(&self) -> Vec<Vec<u8>> {
        self.inner.demo_authorities()
    }
}

struct OnlyReaders {
    inner: Box<dyn Readers>,
    part: String,
}

impl Readers for OnlyReaders {
    fn report(&mut self) -> ReaderReport {
        match self.inner.report() {
            ReaderReport::Readers(mut readers) => {
                readers.retain(|reader| reader.name.matches(&self.part));
                ReaderReport::Readers(readers)
            }
            ReaderReport::ServiceGone => ReaderReport::ServiceGone,
        }
    }

    fn surroundings(&mut self) -> Surroundings {
        self.inner.surroundings()
    }

    fn with_card(
        &mut self,
        reader: &ReaderName,
        hold: Hold,
        work: &mut dyn FnMut(&mut dyn CardChannel),
    ) -> Result<(), ChannelError> {
        if reader.matches(&self.part) {
            self.inner.with_card(reader, hold, work)
        } else {
            Err(ChannelError::ReaderGone)
        }
    }

    fn practice(&mut self) -> Option<&mut dyn Practice> {
        self.inner.practice()
    }
}
