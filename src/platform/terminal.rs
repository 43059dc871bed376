//! Reads a PIN from the terminal, without showing it, or from standard input, one a line.
//!
//! Byte by byte from the handle itself into the wiped [`Pin`]: `std::io::stdin` would keep a copy
//! in its buffer. A line that is too long is refused, never cut: a cut PIN would cost a try.
//! What a PIN must look like is decided in `core::rules`, not here.

use std::{
    fs::File,
    io::{self, ErrorKind, Read, Write},
};

use thiserror::Error;
use zeroize::Zeroizing;

use crate::core::secret::Pin;

/// Why no PIN was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TerminalError {
    /// The input ended before there was a line.
    #[error("the input ended")]
    Ended,
    /// The person pressed Ctrl-C.
    #[error("interrupted")]
    Interrupted,
    /// There is no terminal to ask at.
    #[error("there is no terminal")]
    NoTerminal,
    /// Something other than half-width characters was typed: no PIN of the card has any.
    #[error("not half-width characters only")]
    NotHalfWidth,
    /// The system reported something else.
    #[error("the system reported {kind}")]
    System {
        /// What kind of trouble.
        kind: ErrorKind,
    },
    /// Longer than any PIN of the card.
    #[error("longer than any PIN")]
    TooLong,
}

/// Asks for a PIN at the terminal of this program, whatever its standard input is. What is typed is
/// not shown; the terminal is as before afterwards, also after an error.
pub fn ask(prompt: &str) -> Result<Pin, TerminalError> {
    let mut terminal = system::Terminal::open()?;
    terminal.write(prompt)?;
    let outcome = read_keys(&mut terminal.keys());
    // The end of the line was not shown either.
    terminal.write("\n")?;
    outcome
}

/// How many columns the terminal has that standard output goes to; `None` if it goes elsewhere.
pub fn columns() -> Option<usize> {
    system::columns().filter(|columns| *columns > 0)
}

/// Reads one line of standard input and not a byte more.
pub fn read_line() -> Result<Pin, TerminalError> {
    read_pin_line(&mut system::standard_input()?)
}

/// A PIN up to the end of a line (LF or CR LF) or of the input.
fn read_pin_line(input: &mut impl Read) -> Result<Pin, TerminalError> {
    let mut line = Line::default();
    let mut carriage_return = false;
    let mut any = false;
    while let Some(byte) = next_byte(input)? {
        any = true;
        if *byte == b'\n' {
            return line.finish();
        }
        if std::mem::take(&mut carriage_return) {
            line.push(b'\r');
        }
        match *byte {
            b'\r' => carriage_return = true,
            byte => line.push(byte),
        }
    }
    if any {
        line.finish()
    } else {
        Err(TerminalError::Ended)
    }
}

/// A PIN as typed key by key, with the keys that terminals otherwise handle themselves.
fn read_keys(input: &mut impl Read) -> Result<Pin, TerminalError> {
    const CTRL_C: u8 = 0x03;
    const CTRL_D: u8 = 0x04;
    const BACKSPACE: u8 = 0x08;
    const CTRL_U: u8 = 0x15;
    const DELETE: u8 = 0x7F;
    let mut line = Line::default();
    while let Some(byte) = next_byte(input)? {
        match *byte {
            b'\n' | b'\r' => return line.finish(),
            CTRL_C => return Err(TerminalError::Interrupted),
            CTRL_D if line.is_empty() => return Err(TerminalError::Ended),
            CTRL_D => {}
            BACKSPACE | DELETE => line.delete_last(),
            CTRL_U => line = Line::default(),
            byte => line.push(byte),
        }
    }
    Err(TerminalError::Ended)
}

/// One byte, in a place that is wiped. `None` at the end.
fn next_byte(input: &mut impl Read) -> Result<Option<Zeroizing<u8>>, TerminalError> {
    let mut byte = Zeroizing::new([0]);
    loop {
        match input.read(byte.as_mut()) {
            Ok(0) => return Ok(None),
            Ok(_) => {
                let [byte] = *byte;
                return Ok(Some(Zeroizing::new(byte)));
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(system_error(&error)),
        }
    }
}

fn system_error(error: &io::Error) -> TerminalError {
    TerminalError::System { kind: error.kind() }
}

/// What was typed so far. Characters that cannot be kept are counted, so that a backspace takes
/// back what the person sees as one.
#[derive(Default)]
struct Line {
    pin: Pin,
    /// Half-width characters after the PIN was full or a full-width one was typed.
    beyond: usize,
    /// Full-width characters.
    full_width: usize,
}

impl Line {
    fn is_empty(&self) -> bool {
        self.pin.is_empty() && self.beyond == 0 && self.full_width == 0
    }

    fn push(&mut self, byte: u8) {
        match byte {
            // The rest of a UTF-8 character that was counted at its first byte.
            0x80..=0xBF if self.full_width > 0 => {}
            // Shift_JIS, too, begins full-width characters here; what follows may look like ASCII.
            0x80.. => self.full_width += 1,
            ascii if self.full_width > 0 || self.beyond > 0 || !self.pin.push(ascii) => {
                self.beyond += 1;
            }
            _ => {}
        }
    }

    fn delete_last(&mut self) {
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if self.full_width > 0 {
            self.full_width -= 1;
        } else {
            let last = self.pin.len().saturating_sub(1);
            self.pin.remove(last..self.pin.len());
        }
    }

    fn finish(self) -> Result<Pin, TerminalError> {
        if self.full_width > 0 {
            Err(TerminalError::NotHalfWidth)
        } else if self.beyond > 0 {
            Err(TerminalError::TooLong)
        } else {
            Ok(self.pin)
        }
    }
}

#[cfg(unix)]
mod system {
    //! The controlling terminal, `/dev/tty`, key by key (POSIX "General Terminal Interface").

    use std::os::fd::AsFd;

    use rustix::termios::{
        LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcgetwinsize, tcsetattr,
    };

    use super::{File, Read, TerminalError, Write, system_error};

    pub(super) fn columns() -> Option<usize> {
        let size = tcgetwinsize(std::io::stdout()).ok()?;
        Some(size.ws_col.into())
    }

    /// A terminal that shows nothing until this is dropped.
    pub(super) struct Terminal {
        device: File,
        before: Termios,
    }

    impl Terminal {
        pub(super) fn open() -> Result<Self, TerminalError> {
            let device = File::options()
                .read(true)
                .write(true)
                .open("/dev/tty")
                .map_err(|_none| TerminalError::NoTerminal)?;
            let before = tcgetattr(&device).map_err(|_none| TerminalError::NoTerminal)?;
            let mut quiet = before.clone();
            // Ctrl-C arrives as a key, too: it must not end the program with the echo off.
            quiet.local_modes.remove(
                LocalModes::ECHO
                    | LocalModes::ECHONL
                    | LocalModes::ICANON
                    | LocalModes::IEXTEN
                    | LocalModes::ISIG,
            );
            quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
            quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
            // What was typed before the question is not the answer.
            tcsetattr(&device, OptionalActions::Flush, &quiet)
                .map_err(|error| system_error(&error.into()))?;
            Ok(Self { device, before })
        }

        pub(super) fn write(&mut self, text: &str) -> Result<(), TerminalError> {
            self.device
                .write_all(text.as_bytes())
                .map_err(|error| system_error(&error))
        }

        pub(super) fn keys(&mut self) -> impl Read {
            &mut self.device
        }
    }

    impl Drop for Terminal {
        fn drop(&mut self) {
            // A terminal that is gone has nothing to restore.
            let _gone = tcsetattr(&self.device, OptionalActions::Drain, &self.before);
        }
    }

    /// Standard input without the standard library's buffer.
    pub(super) fn standard_input() -> Result<File, TerminalError> {
        let handle = std::io::stdin().as_fd().try_clone_to_owned();
        Ok(handle.map_err(|error| system_error(&error))?.into())
    }
}

#[cfg(windows)]
mod system {
    //! The console, `CONIN$` and `CONOUT$`, key by key (Microsoft, `SetConsoleMode`).

    use std::os::windows::io::AsHandle;

    use winapi_util::console;

    use super::{File, Read, TerminalError, Write, system_error};

    const ENABLE_PROCESSED_INPUT: u32 = 0x0001;
    const ENABLE_LINE_INPUT: u32 = 0x0002;
    const ENABLE_ECHO_INPUT: u32 = 0x0004;

    pub(super) fn columns() -> Option<usize> {
        let info = console::screen_buffer_info(std::io::stdout()).ok()?;
        usize::try_from(info.size().0).ok()
    }

    /// A console that shows nothing until this is dropped.
    pub(super) struct Terminal {
        input: File,
        output: File,
        before: u32,
    }

    impl Terminal {
        pub(super) fn open() -> Result<Self, TerminalError> {
            let open = |name| {
                let opened = File::options().read(true).write(true).open(name);
                opened.map_err(|_none| TerminalError::NoTerminal)
            };
            let (input, output) = (open("CONIN$")?, open("CONOUT$")?);
            let before = console::mode(&input).map_err(|_none| TerminalError::NoTerminal)?;
            // Ctrl-C arrives as a key, too: it must not end the program with the echo off.
            let quiet = before & !(ENABLE_ECHO_INPUT | ENABLE_LINE_INPUT | ENABLE_PROCESSED_INPUT);
            console::set_mode(&input, quiet).map_err(|error| system_error(&error))?;
            Ok(Self {
                input,
                output,
                before,
            })
        }

        pub(super) fn write(&mut self, text: &str) -> Result<(), TerminalError> {
            self.output
                .write_all(text.as_bytes())
                .map_err(|error| system_error(&error))
        }

        pub(super) fn keys(&mut self) -> impl Read {
            &mut self.input
        }
    }

    impl Drop for Terminal {
        fn drop(&mut self) {
            // A console that is gone has nothing to restore.
            let _gone = console::set_mode(&self.input, self.before);
        }
    }

    /// Standard input without the standard library's buffer.
    pub(super) fn standard_input() -> Result<File, TerminalError> {
        let handle = std::io::stdin().as_handle().try_clone_to_owned();
        Ok(handle.map_err(|error| system_error(&error))?.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(mut input: &[u8]) -> Vec<Result<Vec<u8>, TerminalError>> {
        let mut lines = Vec::new();
        loop {
            let line = read_pin_line(&mut input).map(|pin| pin.as_bytes().to_vec());
            lines.push(line);
            if lines.last() == Some(&Err(TerminalError::Ended)) {
                return lines;
            }
        }
    }

    fn keys(mut input: &[u8]) -> Result<Vec<u8>, TerminalError> {
        read_keys(&mut input).map(|pin| pin.as_bytes().to_vec())
    }

    #[test]
    fn each_line_is_a_pin() {
        let ended = Err(TerminalError::Ended);
        let pin = |text: &str| Ok(text.as_bytes().to_vec());
        assert_eq!(
            lines(b"1234\nABC123\n"),
            [pin("1234"), pin("ABC123"), ended.clone()]
        );
        assert_eq!(
            lines(b"1234\r\nABC123"),
            [pin("1234"), pin("ABC123"), ended.clone()]
        );
        assert_eq!(lines(b"\n\r\n"), [pin(""), pin(""), ended.clone()]);
        assert_eq!(lines(b"1\r2\n"), [pin("1\r2"), ended.clone()]);
        assert_eq!(lines(b""), [ended]);
    }

    #[test]
    fn a_line_too_long_is_refused_whole_and_the_next_is_read() {
        let longest = Ok(b"ABCDEFGH12345678".to_vec());
        let ended = Err(TerminalError::Ended);
        assert_eq!(
            lines(b"ABCDEFGH123456789\r\nABCDEFGH12345678\r\n"),
            [Err(TerminalError::TooLong), longest, ended.clone()]
        );
        let full_width = "１２３４\n1234\n".as_bytes();
        let pin = Ok(b"1234".to_vec());
        assert_eq!(
            lines(full_width),
            [Err(TerminalError::NotHalfWidth), pin, ended]
        );
    }

    #[test]
    fn keys_of_a_terminal_do_what_they_say() {
        assert_eq!(keys(b"1235\x7F4\r"), Ok(b"1234".to_vec()));
        assert_eq!(keys(b"12\x08\x08\x08\x081234\n"), Ok(b"1234".to_vec()));
        assert_eq!(keys(b"wrong\x151234\n"), Ok(b"1234".to_vec()));
        assert_eq!(keys(b"123\x03"), Err(TerminalError::Interrupted));
        assert_eq!(keys(b"\x04"), Err(TerminalError::Ended));
        assert_eq!(keys(b"12\x0434\n"), Ok(b"1234".to_vec()));
        assert_eq!(keys(b"1234"), Err(TerminalError::Ended));
        assert_eq!(
            keys(b"ABCDEFGH12345678X\x7F\n"),
            Ok(b"ABCDEFGH12345678".to_vec())
        );
        assert_eq!(keys(b"ABCDEFGH12345678X\n"), Err(TerminalError::TooLong));
        assert_eq!(keys("１\x7F1234\n".as_bytes()), Ok(b"1234".to_vec()));
        assert_eq!(keys("1２34\n".as_bytes()), Err(TerminalError::NotHalfWidth));
        let shift_jis = b"\x82\x50\x82\x51\n";
        assert_eq!(keys(shift_jis), Err(TerminalError::NotHalfWidth));
    }
}
