//! The first document of a batch is read, hashed and copied while the person still types and the card
//! still looks at the PIN: with a large one that is most of the work. Nothing of it is signed before the
//! card agrees, and nothing bears a name before it was checked; dropped, it leaves nothing behind.

use std::{
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use super::{
    Context,
    document::{self, Read},
};
use crate::{
    app::{
        command::{CancelFlag, ReadOrder},
        failure::Failure,
        ports::{Clock, Files},
    },
    core::cert::TrustStore,
};

/// How often someone who waits for the document looks whether the person still does.
const PATIENCE: Duration = Duration::from_millis(50);

/// A document that is being read on a thread of its own.
pub struct HeadStart {
    order: ReadOrder,
    /// Of its own: a stop that was asked for before it began is not meant for it.
    cancel: CancelFlag,
    outcome: Receiver<Result<Read, Failure>>,
    thread: Option<JoinHandle<()>>,
}

impl HeadStart {
    /// Begins; `None` where the system has no thread to spare.
    pub fn begin(order: ReadOrder, files: Arc<dyn Files>, clock: Arc<dyn Clock>) -> Option<Self> {
        let cancel = CancelFlag::default();
        let (reading, stop) = (order.clone(), cancel.clone());
        let (told, outcome) = mpsc::channel();
        let read = move || {
            let context = Context {
                clock: clock.as_ref(),
                files: files.as_ref(),
                trust: &TrustStore::empty(),
                cancel: &stop,
            };
            // Dropped with what was read, where nobody wants it any more.
            told.send(document::read(&context, &reading)).ok();
        };
        let thread = thread::Builder::new().name("head start".to_owned());
        Some(Self {
            order,
            cancel,
            outcome,
            thread: Some(thread.spawn(read).ok()?),
        })
    }

    /// Whether it reads just this.
    pub(super) fn is_of(&self, order: &ReadOrder) -> bool {
        self.order == *order
    }

    /// Whether nothing is left to wait for.
    pub(super) fn is_finished(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    /// Waits for the document, or until `cancel` is raised.
    pub(super) fn finish(self, cancel: &CancelFlag) -> Result<Read, Failure> {
        loop {
            match self.outcome.recv_timeout(PATIENCE) {
                Ok(read) => return read,
                Err(RecvTimeoutError::Timeout) if cancel.is_raised() => {
                    return Err(Failure::Cancelled);
                }
                Err(RecvTimeoutError::Timeout) => {}
                // It panicked.
                Err(RecvTimeoutError::Disconnected) => return Err(Failure::Internal),
            }
        }
    }
}

impl Drop for HeadStart {
    /// Waits until the thread has let go of its files.
    fn drop(&mut self) {
        self.cancel.raise();
        if let Some(thread) = self.thread.take() {
            let _unwanted = thread.join();
        }
    }
}
