//! The counter's watchman: counts the time since someone last touched anything, sees the staff's
//! gesture, and wipes what the window and egui keep. Asks to be painted again when something is due and
//! never sooner.

use std::time::Duration;

use egui::{Context, Event, Key};
use jiff::Timestamp;

use crate::app::policy::{GESTURE_TIME, StaffGesture};
use crate::app::ports::Clock;
use crate::app::state::{Action, AppState, SessionEnd};

/// How long before the wipe it is announced.
const WARNING: Duration = Duration::from_secs(20);

/// For how long work that goes on holds off the wipe; a card that never answers must not keep
/// someone's page for ever.
const WORK: Duration = Duration::from_mins(10);

/// A moment by both clocks: one does not go on while the computer sleeps, the other can be set.
#[derive(Clone, Copy)]
struct Moment {
    ticks: Duration,
    time: Timestamp,
}

impl Moment {
    fn of(clock: &dyn Clock) -> Self {
        Self {
            ticks: clock.ticks(),
            time: clock.now(),
        }
    }

    /// The longer of the two.
    fn since(self, earlier: Self) -> Duration {
        let by_ticks = self.ticks.saturating_sub(earlier.ticks);
        let by_time = Duration::try_from(self.time.duration_since(earlier.time));
        by_ticks.max(by_time.unwrap_or_default())
    }
}

/// The watchman.
#[derive(Default)]
pub(super) struct Watch {
    touched: Option<Moment>,
    gesture: Option<Moment>,
    /// The gesture was answered; it counts again once the keys were released.
    answered: bool,
    wipes: u64,
    /// The wipe is announced.
    pub(super) soon: bool,
}

impl Watch {
    /// Someone touched something, or laid down a card.
    pub(super) fn touch(&mut self, clock: &dyn Clock) {
        self.touched = Some(Moment::of(clock));
        self.soon = false;
    }

    /// What the input of this frame tells.
    pub(super) fn see_input(&mut self, ctx: &Context, clock: &dyn Clock) {
        let is_touched = ctx.input(|input| {
            let raw = &input.raw;
            let counts =
                |event: &Event| !matches!(event, Event::WindowFocused(false) | Event::PointerGone);
            raw.events.iter().any(counts)
                || !raw.dropped_files.is_empty()
                || !raw.hovered_files.is_empty()
        });
        if is_touched {
            self.touch(clock);
        }
    }

    /// What is due now.
    pub(super) fn due(
        &mut self,
        ctx: &Context,
        clock: &dyn Clock,
        state: &AppState,
    ) -> Option<Action> {
        if !state.is_counter() {
            return None;
        }
        self.idle(ctx, clock, state)
            .or_else(|| self.gesture(ctx, clock, state))
    }

    fn idle(&mut self, ctx: &Context, clock: &dyn Clock, state: &AppState) -> Option<Action> {
        if !state.is_in_use() {
            self.soon = false;
            return None;
        }
        let now = Moment::of(clock);
        let gone = now.since(*self.touched.get_or_insert(now));
        let mut limit = state.counter.policy.counter.idle_seconds.duration();
        if state.is_at_work() {
            limit = limit.max(WORK);
        }
        if gone >= limit {
            self.touched = None;
            self.soon = false;
            return Some(Action::EndSession(SessionEnd::Idle));
        }
        let announced = limit.saturating_sub(WARNING);
        self.soon = gone >= announced;
        let next = if self.soon { limit } else { announced };
        ctx.request_repaint_after(next.saturating_sub(gone));
        None
    }

    fn gesture(&mut self, ctx: &Context, clock: &dyn Clock, state: &AppState) -> Option<Action> {
        let key = match state.counter.policy.counter.staff_gesture {
            StaffGesture::CtrlShiftF12 => Key::F12,
            StaffGesture::CtrlShiftS => Key::S,
            StaffGesture::None => return None,
        };
        let is_held = ctx.input(|input| {
            let modifiers = input.modifiers;
            (modifiers.ctrl || modifiers.command) && modifiers.shift && input.key_down(key)
        });
        if !is_held {
            self.gesture = None;
            self.answered = false;
            return None;
        }
        if self.answered {
            return None;
        }
        let now = Moment::of(clock);
        let held = now.since(*self.gesture.get_or_insert(now));
        if held < GESTURE_TIME {
            ctx.request_repaint_after(GESTURE_TIME.saturating_sub(held));
            return None;
        }
        self.answered = true;
        Some(Action::StaffCame)
    }

    /// Whether the state was wiped since this was asked last: then egui forgets what was typed, undone,
    /// scrolled and focused too.
    pub(super) fn wiped(&mut self, ctx: &Context, state: &AppState) -> bool {
        if self.wipes == state.counter.wipes {
            return false;
        }
        self.wipes = state.counter.wipes;
        self.soon = false;
        ctx.data_mut(|data| *data = egui::util::IdTypeMap::default());
        ctx.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
        ctx.request_repaint();
        true
    }
}
