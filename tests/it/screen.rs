//! A screen without a monitor (Xvfb), and what a person would see on it.

use std::collections::BTreeSet;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    ConfigureWindowAux, ConnectionExt, ImageFormat, InputFocus, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

use crate::display::{self, Display};

/// Points looked at across a window, each way.
const GRID: u16 = 40;
/// As wide as the program opens its window, in pixels.
const WIDTH: i32 = 1080;
/// More colours than a window has that was only cleared, or that shows nothing but its frame.
const PAINTED: usize = 4;

/// A display, and an eye on it.
pub struct Screen {
    display: Display,
    /// To look, not to show.
    eye: RustConnection,
}

impl Screen {
    /// Opens one; `None` where something is missing for it (CI has it all).
    pub fn open() -> Option<Self> {
        display::is_there().then(|| {
            let display = Display::open();
            let (eye, _) = x11rb::connect(Some(display.name())).expect("an X server");
            Self { display, eye }
        })
    }

    /// `program`, to be shown here and drawn by the processor.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", self.display.name())
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
        command
    }

    /// Its name, for `DISPLAY`.
    pub fn name(&self) -> &str {
        self.display.name()
    }

    /// `program` within a session bus of its own, to be shown here.
    pub fn run(&self, program: &str, home: &std::path::Path) -> Command {
        self.display.run(program, home)
    }

    /// Waits until a window is painted, and gives it the keyboard, as no window manager is here to do it.
    pub fn focus(&self, limit: Duration) {
        assert!(self.wait_for_painted(1, limit).is_some(), "no window");
        let windows = self.windows();
        let painted = windows.into_iter().max_by_key(|(_, colours)| *colours);
        let (window, _) = painted.expect("it is there");
        let now = x11rb::CURRENT_TIME;
        let given = self.eye.set_input_focus(InputFocus::PARENT, window, now);
        given.expect("asked").check().expect("given");
    }

    /// The windows that are shown, with how many colours each has on a grid of points.
    pub fn windows(&self) -> Vec<(Window, usize)> {
        let root = self.eye.setup().roots[0].root;
        let Some(tree) = self
            .eye
            .query_tree(root)
            .ok()
            .and_then(|it| it.reply().ok())
        else {
            return Vec::new();
        };
        let shown = tree.children.into_iter().filter(|window| {
            let asked = self.eye.get_window_attributes(*window).ok();
            asked
                .and_then(|it| it.reply().ok())
                .is_some_and(|it| it.map_state == MapState::VIEWABLE)
        });
        shown.map(|window| (window, self.colours(window))).collect()
    }

    fn colours(&self, window: Window) -> usize {
        let size = self
            .eye
            .get_geometry(window)
            .ok()
            .and_then(|it| it.reply().ok());
        let Some(size) = size.filter(|size| size.width > GRID && size.height > GRID) else {
            return 0;
        };
        let asked = self.eye.get_image(
            ImageFormat::Z_PIXMAP,
            window,
            0,
            0,
            size.width,
            size.height,
            u32::MAX,
        );
        let Some(image) = asked.ok().and_then(|it| it.reply().ok()) else {
            return 0;
        };
        let pixels: Vec<&[u8]> = image.data.chunks_exact(4).collect();
        let (across, down) = (usize::from(size.width), usize::from(size.height));
        let steps = usize::from(GRID);
        (0..steps * steps)
            .map(|point| (point % steps * across / steps, point / steps * down / steps))
            .filter_map(|(x, y)| pixels.get(y * across + x).copied())
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// Lays the windows side by side, as no window manager is here to do it.
    fn spread(&self) {
        for (place, (window, _)) in (0..).zip(self.windows()) {
            let there = ConfigureWindowAux::new().x(place * WIDTH).y(0);
            self.eye.configure_window(window, &there).ok();
        }
        self.eye.flush().ok();
    }

    /// Moves the pointer there, in pixels of the screen.
    pub fn point_at(&self, x: i16, y: i16) {
        let root = self.eye.setup().roots[0].root;
        let moved = self.eye.warp_pointer(x11rb::NONE, root, 0, 0, 0, 0, x, y);
        moved.ok();
        self.eye.flush().ok();
    }

    /// Waits until `count` windows show more than a background, and returns how long that took.
    /// `None` after `limit`.
    pub fn wait_for_painted(&self, count: usize, limit: Duration) -> Option<Duration> {
        let started = Instant::now();
        while started.elapsed() < limit {
            if count > 1 {
                self.spread();
            }
            let painted = self
                .windows()
                .into_iter()
                .filter(|(_, colours)| *colours >= PAINTED)
                .count();
            if painted >= count {
                return Some(started.elapsed());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

/// Whether the system writes no copy of the memory of this process when it crashes, and cannot be asked to.
pub fn leaves_no_core(process: u32) -> bool {
    let limits = std::fs::read_to_string(format!("/proc/{process}/limits")).expect("readable");
    let core = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max core file size"));
    let core: Vec<&str> = core.expect("told").split_whitespace().collect();
    core.starts_with(&["0", "0"])
}

/// A program that ends with it.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
