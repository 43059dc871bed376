//! The first document of a batch is read, hashed and copied while the person still types and the card
//! still looks at the PIN: with a large one that is most of the work. Nothing of it is signed before the
//! card agrees, and nothing bears a name before it was checked; dropped, it leaves nothing behind.

use std::{
    sync::Arc,
    thread::{self, JoinHandle},
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

/// A document that is being read on a thread of its own.
pub struct HeadStart {
    order: ReadOrder,
    cancel: CancelFlag,
    thread: Option<JoinHandle<Result<Read, Failure>>>,
}

impl HeadStart {
    /// Begins; `None` where the system has no thread to spare. It ends early when `cancel` is raised.
    pub fn begin(
        order: ReadOrder,
        files: Arc<dyn Files>,
        clock: Arc<dyn Clock>,
        cancel: &CancelFlag,
    ) -> Option<Self> {
        let cancel = CancelFlag::default().or(cancel);
        let (reading, stop) = (order.clone(), cancel.clone());
        let read = move || {
            let context = Context {
                clock: clock.as_ref(),
                files: files.as_ref(),
                trust: &TrustStore::empty(),
                cancel: &stop,
            };
            document::read(&context, &reading)
        };
        let thread = thread::Builder::new().name("head start".to_owned());
        Some(Self {
            order,
            cancel,
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

    /// Waits for the document.
    pub(super) fn finish(mut self) -> Result<Read, Failure> {
        let read = self.thread.take().map(JoinHandle::join);
        read.and_then(Result::ok).unwrap_or(Err(Failure::Internal))
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
