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

/// The entries, with the certificate and the milestone that each is about.
pub fn entries(
    renewal: &RenewalVm,
    office: Option<&Office>,
    texts: &GuideTexts,
) -> Vec<(Slot, Milestone, Entry)> {
    let words = &texts.calendar;
    let mut entries = Vec::new();
    for (slot, dates) in renewal.ahead() {
        let window = dates.renewal;
        let description = [
            (words.until)(&texts.period(window)),
            (words.place)(office_name(office, texts)),
            words.bring.to_owned(),
            words.card_date.to_owned(),
        ]
        .join("\n");
        for milestone in [Milestone::RenewalOpens, Milestone::Expiry] {
            let entry = Entry {
                uid: uid(slot, milestone, window),
                day: milestone.day(window),
                summary: (words.summary)(slot, milestone).to_owned(),
                description: description.clone(),
                alarms: milestone.alarms(),
            };
            entries.push((slot, milestone, entry));
        }
    }
    entries
}
