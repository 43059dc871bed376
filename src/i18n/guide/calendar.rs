//! The renewal as calendar entries: for each certificate whose dates are known, the day on which it
//! can first be renewed and its last day. Nothing in them tells whose they are.

use super::{GuideTexts, office_name};
use crate::{
    app::view_model::RenewalVm,
    core::{
        calendar::{Entry, Milestone, uid},
        jpki::Slot,
        office::Office,
    },
};

/// Before the identifier of an entry that a practice card gave.
const PRACTICE: &str = "practice-";

/// The entries, with the certificate and the milestone that each is about.
pub fn entries(
    renewal: &RenewalVm,
    office: Option<&Office>,
    texts: &GuideTexts,
) -> Vec<(Slot, Milestone, Entry)> {
    let words = &texts.calendar;
    let mut entries = Vec::new();
    for (side, dates) in renewal.ahead() {
        let slot = side.slot;
        let window = dates.renewal;
        let description = [
            (words.until)(&texts.period(window)),
            (words.place)(office_name(office, texts)),
            words.bring.to_owned(),
            texts.renewal.card_date.to_owned(),
        ]
        .join("\n");
        for milestone in [Milestone::RenewalOpens, Milestone::Expiry] {
            let (mut uid, mut summary) = (
                uid(slot, milestone, window),
                (words.summary)(slot, milestone).to_owned(),
            );
            if side.is_practice {
                uid.insert_str(0, PRACTICE);
                summary.insert_str(0, words.practice);
            }
            let entry = Entry {
                uid,
                day: milestone.day(window),
                summary,
                description: description.clone(),
                alarms: milestone.alarms(),
            };
            entries.push((slot, milestone, entry));
        }
    }
    entries
}
