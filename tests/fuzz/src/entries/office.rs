//! The profile of an office.

use inkan::{
    app::office::{OfficeError, parse_office},
    core::wording::Wording,
};

use super::{assert_is_line, now};

/// An office's profile: refused with a line, or hours that can be counted with and texts of one line.
pub fn office(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let office = match parse_office(text) {
        Ok(office) => office,
        Err(OfficeError::Text { line, message }) => {
            assert!(!message.is_empty());
            return assert_is_line(line, text);
        }
        Err(OfficeError::Unknown { .. }) => unreachable!("a text has no id to be unknown"),
    };
    let texts = [&office.name, &office.address]
        .into_iter()
        .chain(&office.notes);
    for shown in texts.flat_map(|it| Wording::ALL.map(|wording| it.of(wording))) {
        assert!(!shown.trim().is_empty() && !shown.contains(char::is_control));
    }
    let opening = office.hours.at(now()).expect("the year is known");
    if let Some(next) = opening.next {
        let hours = office.hours.on(next.date()).expect("open then");
        assert!(hours.iter().any(|span| span.from == next.time()));
    }
    for spans in &office.hours.week {
        assert!(spans.iter().all(|span| span.from < span.until));
        assert!(spans.windows(2).all(|pair| pair[0].until < pair[1].from));
    }
}
