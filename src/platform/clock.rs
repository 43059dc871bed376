//! The one place that asks what time it is. Everything else gets an instant as an argument, or a
//! [`Clock`] that a test can set.

use std::{
    sync::OnceLock,
    time::{Duration, Instant, SystemTime},
};

use jiff::Timestamp;

use crate::app::ports::Clock;

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one home of now()")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn ticks(&self) -> Duration {
        static STARTED: OnceLock<Stopwatch> = OnceLock::new();
        STARTED.get_or_init(Stopwatch::start).elapsed()
    }
}

/// The time as file systems stamp it, for the age of files.
#[expect(clippy::disallowed_methods, reason = "the one home of now()")]
pub(super) fn system_time() -> SystemTime {
    SystemTime::now()
}

/// How long something took, by a clock that never goes back.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch {
    started: Instant,
}

impl Stopwatch {
    /// Starts it.
    #[expect(clippy::disallowed_methods, reason = "the one home of now()")]
    pub fn start() -> Self {
        Self {
            started: Instant::now(),
        }
    }

    /// The time since it was started.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Whether `limit` has passed.
    pub fn has_passed(&self, limit: Duration) -> bool {
        self.elapsed() >= limit
    }

    /// What is left until `limit`; zero afterwards.
    pub fn left_of(&self, limit: Duration) -> Duration {
        limit.saturating_sub(self.elapsed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_stands_in_this_century() {
        let now = SystemClock.now();
        assert!(now.as_second() > 1_700_000_000, "{now}");
    }

    #[test]
    fn ticks_go_on() {
        let before = SystemClock.ticks();
        std::thread::sleep(Duration::from_millis(2));
        assert!(SystemClock.ticks().saturating_sub(before) >= Duration::from_millis(2));
    }

    #[test]
    fn a_stopwatch_counts_up_to_its_limit() {
        let watch = Stopwatch::start();
        std::thread::sleep(Duration::from_millis(2));
        assert!(watch.elapsed() >= Duration::from_millis(2));
        assert!(watch.has_passed(Duration::from_millis(1)));
        assert_eq!(watch.left_of(Duration::from_millis(1)), Duration::ZERO);
    }
}
