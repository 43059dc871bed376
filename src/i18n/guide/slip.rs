//! The sheet to take along to the office: until when each certificate can be used and renewed, where
//! to go, what to bring. No name and no number is on it.

use jiff::Timestamp;

use super::{
    GuideTexts,
    office::{OfficeFactKind, office_facts},
    topic::sentences,
};
use crate::{
    app::view_model::{RenewalStep, RenewalVm},
    core::{
        office::Office,
        pdf::report::{Block, TextReport},
        rules::{Residence, jst_date},
    },
};

/// The sheet. `program` stands at its foot; `now` is the moment of reading.
pub fn slip(
    renewal: &RenewalVm,
    office: Option<&Office>,
    now: Timestamp,
    program: &str,
    texts: &GuideTexts,
) -> TextReport {
    let words = &texts.renewal;
    let mut blocks = Vec::new();
    if renewal.is_practice() {
        blocks.push(Block::Notice(sentences(words.practice, texts.wording)));
    }
    for side in &renewal.sides {
        let certificate = (words.certificate)(side.slot);
        let step = match side.step {
            RenewalStep::Absent => words.absent,
            RenewalStep::Expired => words.expired,
            RenewalStep::Later => words.later,
            RenewalStep::NotRead => words.not_read,
            RenewalStep::NotYetValid => words.not_yet,
            RenewalStep::Open => words.open_now,
            RenewalStep::Unreadable => words.unreadable,
        };
        // What can be told in a few words stands beside the name.
        if side.step.is_ahead() {
            let heading = format!("{certificate}{}{step}", texts.colon);
            blocks.push(Block::Heading(heading));
        } else {
            blocks.push(Block::Heading(certificate.to_owned()));
            blocks.push(Block::Paragraph(sentences(step, texts.wording)));
        }
        if let Some(dates) = side.dates {
            blocks.push(field(words.expires, texts.day(dates.expires_on)));
            if side.step.is_ahead() {
                blocks.push(field(words.window, texts.period(dates.renewal)));
            }
        }
    }
    if renewal.residence == Residence::Abroad {
        blocks.push(Block::Paragraph(sentences(words.abroad, texts.wording)));
    }
    blocks.push(Block::Heading(words.where_heading.to_owned()));
    match office {
        Some(office) => {
            let mut phones = 0;
            let mut facts = office_facts(office, now, texts);
            facts.retain(|fact| {
                phones += usize::from(fact.kind == OfficeFactKind::Phone);
                is_on_paper(fact.kind) && (fact.kind != OfficeFactKind::Phone || phones <= PHONES)
            });
            let fields = facts.into_iter().map(|fact| field(&fact.label, fact.value));
            blocks.extend(fields);
        }
        None => blocks.push(Block::Paragraph(texts.office.unknown.to_owned())),
    }
    blocks.push(Block::Heading(words.bring_heading.to_owned()));
    blocks.extend(
        words
            .bring
            .iter()
            .map(|item| Block::Paragraph(format!("{}{item}", texts.bullet))),
    );
    blocks.push(Block::Notice(sentences(words.card_date, texts.wording)));
    blocks.push(Block::Paragraph(format!(
        "{}{}{}",
        (words.made)(&texts.day(jst_date(now))),
        texts.space,
        words.revocation
    )));
    TextReport {
        title: words.title.to_owned(),
        language: texts.language_tag().to_owned(),
        footer: program.to_owned(),
        blocks,
    }
}

/// How many numbers of the office are on the sheet: its first ones, which people call.
const PHONES: usize = 2;

/// A printed sheet is read on another day: it does not say whether the office is open now, nor how
/// many days are left.
fn is_on_paper(kind: OfficeFactKind) -> bool {
    use OfficeFactKind as Kind;
    matches!(
        kind,
        Kind::Address | Kind::Closed | Kind::Hours | Kind::Name | Kind::Phone | Kind::Place
    )
}

fn field(label: &str, value: String) -> Block {
    Block::Field {
        label: label.to_owned(),
        value,
    }
}
