//! The JSON of `guide` and `calendar`.

use serde::Serialize;

use crate::{
    core::{
        guide::{Block, Topic},
        office::Office,
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
        office: Option<&Office>,
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
            },
        }
    }
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
