//! An office in words: what it is called, where it is, whether it is open.

use jiff::Timestamp;
use jiff::civil::Weekday;

use super::{GuideTexts, clock};
use crate::core::{
    office::Office,
    rules::{ClosedDay, OpenState, OpeningHours, Span},
};

/// What the office is called within a sentence.
pub fn office_name<'a>(office: Option<&'a Office>, texts: &'a GuideTexts) -> &'a str {
    office.map_or(texts.office.unknown, |office| office.name.of(texts.wording))
}

/// What a fact about an office is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeFactKind {
    /// The postal address.
    Address,
    /// The day on which all this was true.
    AsOf,
    /// When it is closed.
    Closed,
    /// When it is open.
    Hours,
    /// A page.
    Link,
    /// Its name.
    Name,
    /// When it opens next.
    Next,
    /// What else to know.
    Note,
    /// Telephone or fax.
    Phone,
    /// Where in the building.
    Place,
    /// Whether it is open.
    State,
}

/// A fact about an office: its label and what is so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeFact {
    /// What it is.
    pub kind: OfficeFactKind,
    /// Its label.
    pub label: String,
    /// The fact.
    pub value: String,
}

/// What is said of an office: its name and its state at `now` first.
pub fn office_facts(office: &Office, now: Timestamp, texts: &GuideTexts) -> Vec<OfficeFact> {
    use OfficeFactKind as Kind;
    let words = &texts.office;
    let wording = texts.wording;
    let mut facts = Vec::new();
    let mut fact = |kind, label: &str, value: String| {
        facts.push(OfficeFact {
            kind,
            label: label.to_owned(),
            value,
        });
    };
    let name = capitalised(office.name.of(wording));
    fact(Kind::Name, words.name, name);
    match office.hours.at(now) {
        Some(opening) => {
            fact(Kind::State, words.today, state(opening.state, texts));
            if let Some(next) = opening.next
                && !matches!(opening.state, OpenState::Open { .. })
            {
                fact(Kind::Next, words.next, texts.moment(next));
            }
        }
        None => fact(Kind::State, words.today, words.unsure.to_owned()),
    }
    if let Some(place) = &office.place {
        fact(Kind::Place, words.place, place.of(wording).to_owned());
    }
    let address = office.address.of(wording).to_owned();
    fact(Kind::Address, words.address, address);
    for phone in &office.phones {
        fact(Kind::Phone, phone.label.of(wording), phone.number.clone());
    }
    fact(Kind::Hours, words.hours, hours(&office.hours, texts));
    let closed = closed(&office.hours, texts);
    if !closed.is_empty() {
        fact(Kind::Closed, words.closed, closed);
    }
    for note in &office.notes {
        fact(Kind::Note, words.notes, note.of(wording).to_owned());
    }
    for link in &office.links {
        fact(Kind::Link, link.label.of(wording), link.url.clone());
    }
    fact(Kind::AsOf, words.as_of, texts.day(office.as_of));
    facts
}

/// A name that is written as within a sentence, on its own.
pub fn capitalised(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

fn state(state: OpenState, texts: &GuideTexts) -> String {
    let words = &texts.office;
    match state {
        OpenState::ClosedToday(reason) => (words.closed_today)(match reason {
            ClosedDay::Holiday(holiday) => (words.holiday)(holiday),
            ClosedDay::SingleDay => words.closed_single,
            ClosedDay::Weekly => words.closed_weekly,
            ClosedDay::YearlyBreak => words.closed_break,
        }),
        OpenState::Open { until } => (words.open)(&clock(until)),
        OpenState::OutsideHours => words.outside.to_owned(),
    }
}

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Days in a row with the same hours are told together: 「月曜日から金曜日 8:30〜17:00」.
fn hours(hours: &OpeningHours, texts: &GuideTexts) -> String {
    let words = &texts.office;
    let lines = runs(hours)
        .into_iter()
        .filter(|(.., spans)| !spans.is_empty())
        .map(|(first, last, spans)| {
            let spans: Vec<String> = spans
                .iter()
                .map(|span| (words.span)(&clock(span.from), &clock(span.until)))
                .collect();
            format!("{} {}", days(first, last, texts), spans.join(texts.comma))
        });
    lines.collect::<Vec<_>>().join("\n")
}

fn closed(hours: &OpeningHours, texts: &GuideTexts) -> String {
    let words = &texts.office;
    let mut closed: Vec<String> = WEEK
        .into_iter()
        .filter(|day| hours.of(*day).is_empty())
        .map(|day| (words.weekday)(day).to_owned())
        .collect();
    if hours.closed_on_holidays {
        closed.push(words.holidays.to_owned());
    }
    if let Some(days) = hours.yearly_break {
        let [from, until] = [days.from, days.until].map(words.month_day);
        closed.push((words.days)(&from, &until));
    }
    closed.extend(hours.closed_days.iter().map(|day| texts.day(*day)));
    closed.join(texts.comma)
}

/// The week as runs of days with the same hours: first day, last day, hours.
fn runs(hours: &OpeningHours) -> Vec<(Weekday, Weekday, &[Span])> {
    let mut runs: Vec<(Weekday, Weekday, &[Span])> = Vec::new();
    for day in WEEK {
        let spans = hours.of(day);
        match runs.last_mut() {
            Some((_, last, same)) if *same == spans => *last = day,
            _ => runs.push((day, day, spans)),
        }
    }
    runs
}

fn days(first: Weekday, last: Weekday, texts: &GuideTexts) -> String {
    let words = &texts.office;
    if first == last {
        (words.weekday)(first).to_owned()
    } else {
        (words.days)((words.weekday)(first), (words.weekday)(last))
    }
}
