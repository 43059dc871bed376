//! The JSON of `guide` and `calendar`.

use jiff::Timestamp;
use serde::Serialize;

use crate::{
    core::{
        guide::{Block, Topic},
        office::Office,
        rules::OpenState,
        wording::Wording,
    },
    i18n::guide::{GuideTexts, filled},
};

/// `guide` without a topic, or with words under which there are several.
#[derive(Serialize)]
pub(in crate::cli) struct GuideJson<'a> {
    pub language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<&'a str>,
    pub topics: Vec<TopicNameJson<'a>>,
}

#[derive(Serialize)]
pub(in crate::cli) struct TopicNameJson<'a> {
    pub id: &'a str,
    pub title: &'a str,
}

/// `guide TOPIC`
#[derive(Serialize)]
pub(in crate::cli) struct GuideTopicJson<'a> {
    pub language: &'static str,
    pub topic: TopicJson<'a>,
}

#[derive(Serialize)]
pub(in crate::cli) struct TopicJson<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub blocks: Vec<BlockJson>,
    pub links: Vec<LinkJson<'a>>,
    pub see_also: &'a [String],
    /// Where the topic shows the office, and one was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<OfficeJson<'a>>,
}

/// An office, with its state now.
#[derive(Serialize)]
pub(in crate::cli) struct OfficeJson<'a> {
    pub id: &'a str,
    pub name: &'a str,
    /// `open`, `outside-hours`, `closed`; `unknown` where the computer's date cannot be right.
    pub state: &'static str,
    /// The next time that it opens.
    pub next: Option<String>,
}

impl<'a> OfficeJson<'a> {
    fn of(office: &'a Office, now: Timestamp, wording: Wording) -> Self {
        let opening = office.hours.at(now);
        Self {
            id: &office.id,
            name: office.name.of(wording),
            state: match opening.map(|opening| opening.state) {
                None => "unknown",
                Some(OpenState::ClosedToday(_)) => "closed",
                Some(OpenState::Open { .. }) => "open",
                Some(OpenState::OutsideHours) => "outside-hours",
            },
            next: opening
                .and_then(|opening| opening.next)
                .map(|next| format!("{next}+09:00")),
        }
    }
}

/// A piece of the text; the first row of a table is its head.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(in crate::cli) enum BlockJson {
    Heading { text: String },
    List { items: Vec<String> },
    Paragraph { text: String },
    Steps { items: Vec<String> },
    Table { rows: Vec<Vec<String>> },
}

#[derive(Serialize)]
pub(in crate::cli) struct LinkJson<'a> {
    pub label: &'a str,
    pub url: &'a str,
}

impl<'a> GuideTopicJson<'a> {
    pub(in crate::cli) fn of(
        wording: Wording,
        topic: &'a Topic,
        office: Option<&'a Office>,
        now: Timestamp,
        texts: &GuideTexts,
    ) -> Self {
        let text = |text: &String| filled(text, office, texts);
        let each = |items: &[String]| items.iter().map(text).collect::<Vec<_>>();
        let blocks = topic.blocks.iter().map(|block| match block {
            Block::Heading(it) => BlockJson::Heading {
                text: text(it.of(wording)),
            },
            Block::List(items) => BlockJson::List {
                items: each(items.of(wording)),
            },
            Block::Paragraph(it) => BlockJson::Paragraph {
                text: text(it.of(wording)),
            },
            Block::Steps(items) => BlockJson::Steps {
                items: each(items.of(wording)),
            },
            Block::Table(table) => BlockJson::Table {
                rows: table.of(wording).iter().map(|row| each(row)).collect(),
            },
        });
        Self {
            language: wording.name(),
            topic: TopicJson {
                id: &topic.id,
                title: topic.title.of(wording),
                blocks: blocks.collect(),
                links: topic
                    .links
                    .iter()
                    .map(|link| LinkJson {
                        label: link.label.of(wording),
                        url: &link.url,
                    })
                    .collect(),
                see_also: &topic.see_also,
                office: office
                    .filter(|_| topic.shows_office)
                    .map(|office| OfficeJson::of(office, now, wording)),
            },
        }
    }
}

/// `guide TOPIC --out`
#[derive(Serialize)]
pub(in crate::cli) struct PrintedJson {
    pub file: String,
}

/// `calendar`
#[derive(Serialize)]
pub(in crate::cli) struct CalendarJson {
    pub file: String,
    pub reader: String,
    pub entries: Vec<CalendarEntryJson>,
    pub left_out: Vec<LeftOutJson>,
}

#[derive(Serialize)]
pub(in crate::cli) struct CalendarEntryJson {
    pub kind: &'static str,
    pub event: &'static str,
    pub date: String,
    pub uid: String,
}

/// A certificate whose days are not in the file; `reason` is its state in the words of `status`.
#[derive(Serialize)]
pub(in crate::cli) struct LeftOutJson {
    pub kind: &'static str,
    pub reason: &'static str,
}
