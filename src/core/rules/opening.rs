//! Whether a counter is open, and when it opens next: from its hours at a moment in Japan. All times
//! are local to Japan.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};

use super::holidays::{HOLIDAY_YEARS, Holiday};
use super::{JST, jst_date};

/// A stretch of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its first moment.
    pub from: Time,
    /// The moment after its last: at 17:00 sharp a counter that is open to 17:00 is closed.
    pub until: Time,
}

/// A day of every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MonthDay {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl MonthDay {
    /// Where in the year a date lies.
    fn of(date: Date) -> Self {
        Self {
            month: date.month(),
            day: date.day(),
        }
    }
}

/// Days of every year on which a counter is closed, both ends included; they may go over the turn of
/// the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearlyBreak {
    /// The first day.
    pub from: MonthDay,
    /// The last day.
    pub until: MonthDay,
}

impl YearlyBreak {
    fn contains(self, date: Date) -> bool {
        let day = MonthDay::of(date);
        if self.from <= self.until {
            self.from <= day && day <= self.until
        } else {
            self.from <= day || day <= self.until
        }
    }
}

/// When a counter is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpeningHours {
    /// The hours of each weekday, Monday first, each day's in order and apart; none: closed that day.
    pub week: [Vec<Span>; 7],
    /// Whether it is closed on public holidays.
    pub closed_on_holidays: bool,
    /// The break around the New Year, if there is one.
    pub yearly_break: Option<YearlyBreak>,
    /// Single days on which it is closed.
    pub closed_days: Vec<Date>,
    /// Single days with hours of their own, which go before every other rule.
    pub special_days: Vec<(Date, Vec<Span>)>,
}

/// Why a counter is closed for a whole day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedDay {
    /// A public holiday.
    Holiday(Holiday),
    /// A day that the office named.
    SingleDay,
    /// A weekday without hours.
    Weekly,
    /// The break around the New Year.
    YearlyBreak,
}

/// How a counter is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenState {
    /// 休み: closed for the whole day.
    ClosedToday(ClosedDay),
    /// 受付中, until this time of the day.
    Open {
        /// The moment it closes.
        until: Time,
    },
    /// 受付時間外: open today, but not now.
    OutsideHours,
}

/// How a counter is at a moment, and when it opens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Now.
    pub state: OpenState,
    /// The next time that it opens, in Japan; while it is open, the time after that. `None` if it does
    /// not open within a year, or not within [`HOLIDAY_YEARS`].
    pub next: Option<DateTime>,
}

/// How far ahead the next opening is looked for.
const DAYS_AHEAD: usize = 366;

impl OpeningHours {
    /// How it is at `now`. `None` where the holidays are not known: outside of [`HOLIDAY_YEARS`],
    /// which means that the clock is wrong.
    pub fn at(&self, now: Timestamp) -> Option<Opening> {
        let today = jst_date(now);
        if !HOLIDAY_YEARS.contains(&today.year()) {
            return None;
        }
        let time = JST.to_datetime(now).time();
        let state = match self.on(today) {
            Err(reason) => OpenState::ClosedToday(reason),
            Ok(spans) => spans
                .iter()
                .find(|span| span.from <= time && time < span.until)
                .map_or(OpenState::OutsideHours, |span| OpenState::Open {
                    until: span.until,
                }),
        };
        Some(Opening {
            state,
            next: self.next_after(today, time),
        })
    }

    /// The hours of a day, or why there are none.
    pub fn on(&self, day: Date) -> Result<&[Span], ClosedDay> {
        if let Some((_, spans)) = self
            .special_days
            .iter()
            .find(|(special, _)| *special == day)
        {
            return open(spans, ClosedDay::SingleDay);
        }
        if self.closed_days.contains(&day) {
            return Err(ClosedDay::SingleDay);
        }
        if self.yearly_break.is_some_and(|it| it.contains(day)) {
            return Err(ClosedDay::YearlyBreak);
        }
        if let Some(holiday) = Holiday::on(day).filter(|_| self.closed_on_holidays) {
            return Err(ClosedDay::Holiday(holiday));
        }
        open(self.of(day.weekday()), ClosedDay::Weekly)
    }

    /// The usual hours of a weekday; none: closed.
    pub fn of(&self, weekday: Weekday) -> &[Span] {
        let index = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default();
        self.week.get(index).map_or(&[], Vec::as_slice)
    }

    fn next_after(&self, today: Date, time: Time) -> Option<DateTime> {
        let mut day = today;
        for _ in 0..=DAYS_AHEAD {
            if !HOLIDAY_YEARS.contains(&day.year()) {
                return None;
            }
            let spans = self.on(day).unwrap_or_default();
            let next = spans.iter().find(|span| day > today || span.from > time);
            if let Some(span) = next {
                return Some(day.to_datetime(span.from));
            }
            day = day.tomorrow().ok()?;
        }
        None
    }
}

fn open(spans: &[Span], otherwise: ClosedDay) -> Result<&[Span], ClosedDay> {
    if spans.is_empty() {
        Err(otherwise)
    } else {
        Ok(spans)
    }
}
