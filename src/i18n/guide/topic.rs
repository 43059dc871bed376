//! A topic of the guide as a report: for the terminal, and to print.

use jiff::Timestamp;

use super::{GuideTexts, capitalised, office_facts, office_name};
use crate::core::{
    guide::{Block as Piece, Guide, Topic},
    office::Office,
    pdf::report::{Block, TextReport},
    wording::Wording,
};

/// Where a text names the office.
const OFFICE: &str = "{office}";

/// A text of the guide with the office in its place.
pub fn filled(text: &str, office: Option<&Office>, texts: &GuideTexts) -> String {
    let named = text.replace(OFFICE, office_name(office, texts));
    // A sentence begins with a capital letter, whatever the office is called.
    if text.starts_with(OFFICE) {
        capitalised(&named)
    } else {
        named
    }
}

/// The topic as a report, with the office's card where it belongs. `program` stands at its foot.
pub fn topic_report(
    guide: &Guide,
    topic: &Topic,
    office: Option<&Office>,
    now: Timestamp,
    program: &str,
    texts: &GuideTexts,
) -> TextReport {
    let wording = texts.wording;
    let fill = |text: &str| sentences(&filled(text, office, texts), wording);
    let mut blocks = Vec::new();
    for piece in &topic.blocks {
        match piece {
            Piece::Heading(text) => blocks.push(Block::Heading(fill(text.of(wording)))),
            Piece::Paragraph(text) => blocks.push(Block::Paragraph(fill(text.of(wording)))),
            Piece::List(items) => blocks.extend(items.of(wording).iter().map(|item| {
                Block::Paragraph(format!("{}{}", texts.bullet, filled(item, office, texts)))
            })),
            Piece::Steps(items) => {
                blocks.extend((1..).zip(items.of(wording)).map(|(number, item)| {
                    Block::Paragraph(format!("{number}. {}", filled(item, office, texts)))
                }));
            }
            Piece::Table(table) => blocks.extend(columns(table.of(wording), &fill)),
        }
    }
    if let Some(office) = office.filter(|_| topic.shows_office) {
        blocks.push(Block::Heading(texts.office.heading.to_owned()));
        let facts = office_facts(office, now, texts).into_iter();
        blocks.extend(facts.map(|fact| Block::Field {
            label: fact.label,
            value: fact.value,
        }));
    }
    if !topic.links.is_empty() {
        blocks.push(Block::Heading(texts.links.to_owned()));
        blocks.extend(topic.links.iter().map(|link| Block::Field {
            label: link.label.of(wording).clone(),
            value: link.url.clone(),
        }));
    }
    let others: Vec<&Topic> = topic
        .see_also
        .iter()
        .filter_map(|id| guide.topic(id))
        .collect();
    if !others.is_empty() {
        blocks.push(Block::Heading(texts.see_also.to_owned()));
        blocks.extend(others.into_iter().map(|other| Block::Field {
            label: other.id.clone(),
            value: other.title.of(wording).clone(),
        }));
    }
    TextReport {
        title: topic.title.of(wording).clone(),
        language: texts.language_tag().to_owned(),
        footer: program.to_owned(),
        blocks,
    }
}

/// A table, one column after the other: each cell beside the name of its row.
fn columns<'a>(
    table: &'a [Vec<String>],
    fill: &'a impl Fn(&str) -> String,
) -> impl Iterator<Item = Block> + 'a {
    let (head, rows) = table.split_first().unwrap_or((const { &Vec::new() }, &[]));
    head.iter()
        .enumerate()
        .skip(1)
        .flat_map(move |(column, name)| {
            let fields = rows.iter().filter_map(move |row| {
                Some(Block::Field {
                    label: row.first()?.clone(),
                    value: fill(row.get(column)?),
                })
            });
            std::iter::once(Block::Heading(name.clone())).chain(fields)
        })
}

/// Plain Japanese has each sentence on a line of its own.
pub fn sentences(text: &str, wording: Wording) -> String {
    match wording {
        Wording::Easy => {
            let lines: Vec<&str> = text.split_inclusive('。').collect();
            // A closing bracket belongs to the sentence before it.
            lines.join("\n").replace("\n」", "」").replace("\n）", "）")
        }
        Wording::English | Wording::Standard => text.to_owned(),
    }
}
