//! A person at the real window under an X server: presses buttons by their names and waits for words as a screen
//! reader does, and types and pastes by the keyboard.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use x11rb::COPY_DEPTH_FROM_PARENT;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ConnectionExt, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT,
    SelectionNotifyEvent, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::display::PYTHON;
use crate::screen::Screen;

/// The window, its display and who sits before it.
pub struct Hand {
    reader: Child,
    /// Closed at the end, which ends the reader, the window and their bus in order.
    orders: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// The window's process.
    pub process: u32,
    screen: Screen,
}

impl Hand {
    /// Opens the window with these arguments and `home` for its settings; `None` where something is missing
    /// for it (CI has it all).
    pub fn open(home: &Path, arguments: &[&OsStr]) -> Option<Self> {
        let screen = Screen::open()?;
        let mut reader = screen
            .run(PYTHON, home)
            .arg("tests/it/access/hand.py")
            .arg(env!("CARGO_BIN_EXE_inkan"))
            .args(["--lang=ja", "--config"])
            .arg(home)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let orders = reader.stdin.take().expect("piped");
        let mut answers = BufReader::new(reader.stdout.take().expect("piped"));
        let mut here = String::new();
        answers.read_line(&mut here).expect("told");
        let process = here.trim().strip_prefix("here ").expect("a window");
        let process = process.parse().expect("a number");
        screen.focus(Duration::from_mins(1));
        Some(Self {
            reader,
            orders: Some(orders),
            answers,
            process,
            screen,
        })
    }

    #[track_caller]
    fn order(&mut self, verb: &str, words: &str) {
        let orders = self.orders.as_mut().expect("open");
        writeln!(orders, "{verb}\t{words}").expect("heard");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("told");
        assert_eq!(answer, "done\n", "{verb} {words}");
    }

    /// Presses the button of this name.
    #[track_caller]
    pub fn press(&mut self, name: &str) {
        self.order("press", name);
    }

    /// Waits until the window shows something with these words.
    #[track_caller]
    pub fn see(&mut self, words: &str) {
        self.order("see", words);
    }

    /// Waits until it shows them nowhere.
    #[track_caller]
    pub fn miss(&mut self, words: &str) {
        self.order("miss", words);
    }

    /// Waits until there is an empty PIN field, and a moment more for its focus.
    #[track_caller]
    pub fn ready(&mut self) {
        self.order("ready", "");
    }

    /// Waits until so many PIN fields hold so many characters each.
    #[track_caller]
    pub fn hold(&mut self, characters: usize, fields: usize) {
        self.order("hold", &format!("{characters} {fields}"));
    }

    /// Presses these keys, one after the other, by X's names.
    pub fn keys(&self, names: &[&str]) {
        let status = Command::new("xdotool")
            .env("DISPLAY", self.screen.name())
            .args(["key", "--delay", "12"])
            .args(names)
            .status();
        assert!(status.expect("xdotool").success());
    }

    /// Types letters and digits.
    pub fn types(&self, text: &str) {
        let names: Vec<String> = text.chars().map(String::from).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.keys(&names);
    }

    /// Another program has this text in the clipboard, for as long as the result is there.
    pub fn copied(&self, text: &str) -> Clipboard {
        Clipboard::hold(self.screen.name(), text)
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.orders = None;
        self.reader.wait().ok();
    }
}

/// A program that somebody copied a text in.
pub struct Clipboard {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Clipboard {
    fn hold(display: &str, text: &str) -> Self {
        let (x, screen) = x11rb::connect(Some(display)).expect("an X server");
        let screen = &x.setup().roots[screen];
        let window = x.generate_id().expect("a number");
        x.create_window(
            COPY_DEPTH_FROM_PARENT,
            window,
            screen.root,
            0,
            0,
            1,
            1,
            0,
            WindowClass::INPUT_OUTPUT,
            0,
            &CreateWindowAux::new(),
        )
        .expect("a window");
        let clipboard = atom(&x, "CLIPBOARD");
        x.set_selection_owner(window, clipboard, x11rb::CURRENT_TIME)
            .expect("ours");
        x.flush().expect("sent");
        let stop = Arc::new(AtomicBool::new(false));
        let (stopped, text) = (Arc::clone(&stop), text.to_owned());
        let thread = std::thread::spawn(move || {
            let utf8 = atom(&x, "UTF8_STRING");
            while !stopped.load(Ordering::SeqCst) {
                while let Some(event) = x.poll_for_event().expect("a screen") {
                    if let Event::SelectionRequest(asked) = event {
                        let is_text = asked.target == utf8;
                        if is_text {
                            let text = text.as_bytes();
                            x.change_property8(
                                PropMode::REPLACE,
                                asked.requestor,
                                asked.property,
                                utf8,
                                text,
                            )
                            .expect("given");
                        }
                        let property = if is_text {
                            asked.property
                        } else {
                            AtomEnum::NONE.into()
                        };
                        let answer = SelectionNotifyEvent {
                            response_type: SELECTION_NOTIFY_EVENT,
                            sequence: 0,
                            time: asked.time,
                            requestor: asked.requestor,
                            selection: asked.selection,
                            target: asked.target,
                            property,
                        };
                        x.send_event(false, asked.requestor, EventMask::NO_EVENT, answer)
                            .expect("told");
                        x.flush().expect("sent");
                    }
                }
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        Self {
            stop,
            thread: Some(thread),
        }
    }
}

impl Drop for Clipboard {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn atom(x: &RustConnection, name: &str) -> Atom {
    let asked = x.intern_atom(false, name.as_bytes()).expect("asked");
    asked.reply().expect("told").atom
}
