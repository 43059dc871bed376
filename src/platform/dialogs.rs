//! The system's file dialogs and file manager.
//!
//! A dialog is built on the main thread (macOS allows nothing else) and awaited on a named one, so
//! that the window stays alive (invariant 12). On Linux it comes from the desktop portal or from
//! zenity; see [`are_available`].

use std::{
    cell::RefCell,
    fs,
    future::Future,
    marker::PhantomData,
    path::{Path, PathBuf},
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
#[expect(clippy::disallowed_types, reason = "the one home of dialogs")]
use rfd::{AsyncFileDialog, FileHandle, MessageDialog, MessageLevel};

use super::log;
use crate::app::ports::{DialogRequest, Dialogs, FileError};

/// Proof of being on the program's main thread. It cannot be sent to another.
#[derive(Clone, Copy, Debug)]
pub struct MainThread(PhantomData<*const ()>);

impl MainThread {
    /// The proof, if this is the thread in which `main` runs.
    pub fn here() -> Option<Self> {
        (thread::current().name() == Some("main")).then_some(Self(PhantomData))
    }
}

/// Takes what was chosen; no paths when the dialog was closed without choosing. Called on the
/// dialog's thread.
pub type DialogSink = Arc<dyn Fn(DialogRequest, Vec<PathBuf>) + Send + Sync>;

/// The system's dialogs, one at a time.
#[expect(clippy::disallowed_types, reason = "the one home of dialogs")]
pub struct SystemDialogs {
    _here: MainThread,
    sink: DialogSink,
    open: Arc<AtomicBool>,
    /// A dialog that belongs to the window, to start from.
    template: RefCell<AsyncFileDialog>,
}

impl SystemDialogs {
    /// Dialogs whose results go to `sink`.
    pub fn new(here: MainThread, sink: DialogSink) -> Self {
        Self {
            _here: here,
            sink,
            open: Arc::new(AtomicBool::new(false)),
            template: RefCell::default(),
        }
    }

    /// Lays the dialogs over this window from now on. The window must outlive them.
    #[expect(clippy::disallowed_types, reason = "the one home of dialogs")]
    pub fn belong_to(&self, window: &(impl HasWindowHandle + HasDisplayHandle)) {
        self.template
            .replace(AsyncFileDialog::new().set_parent(window));
    }

    /// Whether one is open now.
    pub fn is_open(&self) -> bool {
        self.open.load(Ordering::SeqCst)
    }
}

impl Dialogs for SystemDialogs {
    fn are_available(&self) -> bool {
        are_available()
    }

    fn open(&self, request: DialogRequest, title: &str) {
        if self.open.swap(true, Ordering::SeqCst) {
            return;
        }
        let dialog = self.template.borrow().clone().set_title(title);
        let chosen: Choosing = match &request {
            DialogRequest::FilesToSign | DialogRequest::FilesToVerify => {
                Box::pin(several(dialog.pick_files()))
            }
            DialogRequest::ContentOf(signature) => {
                Box::pin(one(near(dialog, signature).pick_file()))
            }
            DialogRequest::OfficeFile => Box::pin(one(dialog
                .add_filter("TOML", &["toml", "TOML"])
                .pick_file())),
            DialogRequest::SaveAs(name)
            | DialogRequest::SaveCalendar(name)
            | DialogRequest::SaveGuide(name)
            | DialogRequest::SaveReport(name)
            | DialogRequest::SaveSupportReport(name) => {
                Box::pin(one(dialog.set_file_name(name).save_file()))
            }
            DialogRequest::FoldersToSign => Box::pin(several(dialog.pick_folders())),
            DialogRequest::SealImage => {
                Box::pin(one(dialog.add_filter("PNG", &["png", "PNG"]).pick_file()))
            }
            DialogRequest::OutputFolder => Box::pin(one(dialog.pick_folder())),
        };
        let (sink, open) = (Arc::clone(&self.sink), Arc::clone(&self.open));
        let asked = request.clone();
        let started = thread::Builder::new()
            .name("dialog".to_owned())
            .spawn(move || {
                let paths = wait_for(chosen);
                open.store(false, Ordering::SeqCst);
                sink(asked, paths);
            });
        if started.is_err() {
            self.open.store(false, Ordering::SeqCst);
            (self.sink)(request, Vec::new());
        }
    }

    fn show_folder(&self, folder: &Path) -> Result<(), FileError> {
        if !fs::metadata(folder)?.is_dir() {
            return Err(FileError::NotFound);
        }
        opener::open(folder).map_err(|error| match error {
            opener::OpenError::Io(error) | opener::OpenError::Spawn { source: error, .. } => {
                error.into()
            }
            _ => FileError::System {
                kind: std::io::ErrorKind::Other,
            },
        })
    }
}

/// Whether this system has dialogs at all. Only a Linux without desktop services has none: no
/// session bus for the portal and no zenity. Then dropping files on the window still works.
pub fn are_available() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
        || std::env::var_os("XDG_RUNTIME_DIR")
            .is_some_and(|folder| Path::new(&folder).join("bus").exists());
    let programs = std::env::var_os("PATH").unwrap_or_default();
    bus || std::env::split_paths(&programs).any(|folder| folder.join("zenity").is_file())
}

/// Says something in a box of the system, and on standard error for whoever started this in a terminal;
/// returns when the box is closed. For what has no window of ours to be said in.
#[expect(clippy::disallowed_types, reason = "the one home of dialogs")]
pub fn tell(_here: MainThread, title: &str, words: String) {
    log::line(&words);
    MessageDialog::new()
        .set_level(MessageLevel::Error)
        .set_title(title)
        .set_description(words)
        .show();
}

/// A dialog being waited for.
type Choosing = Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send>>;

async fn one(dialog: impl Future<Output = Option<FileHandle>>) -> Vec<PathBuf> {
    let chosen = dialog.await;
    chosen
        .iter()
        .map(|file| file.path().to_path_buf())
        .collect()
}

async fn several(dialog: impl Future<Output = Option<Vec<FileHandle>>>) -> Vec<PathBuf> {
    let chosen = dialog.await.unwrap_or_default();
    chosen
        .iter()
        .map(|file| file.path().to_path_buf())
        .collect()
}

/// A dialog that begins where `file` lies.
#[expect(clippy::disallowed_types, reason = "the one home of dialogs")]
fn near(dialog: AsyncFileDialog, file: &Path) -> AsyncFileDialog {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => dialog.set_directory(folder),
        _ => dialog,
    }
}

/// Wakes a thread that waits for a future.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for one future on this thread.
fn wait_for<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_future_that_is_ready_later_is_waited_for() {
        let mut asked = 0;
        let answer = wait_for(std::future::poll_fn(|context| {
            asked += 1;
            if asked == 2 {
                return Poll::Ready("chosen");
            }
            let waker = context.waker().clone();
            thread::Builder::new()
                .spawn(move || {
                    thread::sleep(Duration::from_millis(20));
                    waker.wake();
                })
                .expect("started");
            Poll::Pending
        }));
        assert_eq!((answer, asked), ("chosen", 2));
    }

    #[test]
    fn only_the_main_thread_is_the_main_thread() {
        let elsewhere = thread::Builder::new().name("other".to_owned());
        let here = elsewhere.spawn(|| MainThread::here().is_some());
        assert!(!here.expect("started").join().expect("ended"));
    }
}
