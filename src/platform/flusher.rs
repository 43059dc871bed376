//! Has the disk take in a large file while it is still being written, so that the sync at its end has
//! little left to wait for. Only a head start: what counts is that sync, and what it says.

use std::{
    fs::File,
    sync::mpsc::{self, SyncSender},
    thread::{self, JoinHandle},
};

/// After so many bytes the disk is given something to do.
const STEP: usize = 16 << 20;

/// The head start for one file.
#[derive(Default)]
pub(super) struct Flusher {
    waiting: usize,
    at_work: Option<AtWork>,
}

impl Flusher {
    /// So many bytes more were written. `reopen` opens the file a second time: the system tells each
    /// opening of a failure once, and the final sync must hear of it too.
    pub(super) fn written(&mut self, bytes: usize, reopen: impl FnOnce() -> Option<File>) {
        self.waiting += bytes;
        // Elsewhere it was not measured, and on macOS each sync costs more.
        if self.waiting < STEP || !cfg!(target_os = "linux") {
            return;
        }
        self.waiting = 0;
        if self.at_work.is_none() {
            self.at_work = reopen().and_then(AtWork::start);
        }
        self.begin();
    }

    /// Begins with what was written since. A file that is too small for a head start has none.
    pub(super) fn begin(&self) {
        if let Some(at_work) = &self.at_work {
            // Full: it is at it, and comes back for these bytes.
            let _is_full = at_work.wake.try_send(());
        }
    }
}

struct AtWork {
    wake: SyncSender<()>,
    thread: Option<JoinHandle<()>>,
}

impl AtWork {
    fn start(file: File) -> Option<Self> {
        let (wake, woken) = mpsc::sync_channel(1);
        let work = move || {
            for () in woken {
                let _told_at_the_end = file.sync_data();
            }
        };
        let thread = thread::Builder::new().name("flusher".to_owned());
        let thread = Some(thread.spawn(work).ok()?);
        Some(Self { wake, thread })
    }
}

impl Drop for AtWork {
    /// Waits until the thread has let go of the file.
    fn drop(&mut self) {
        let (nobody, _) = mpsc::sync_channel(0);
        self.wake = nobody;
        if let Some(thread) = self.thread.take() {
            let _panic = thread.join();
        }
    }
}
