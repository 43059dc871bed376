//! The offline guide to the procedures: topics as data, and the search over them. The texts are in
//! `assets/guide`, read by `app::guide`; here is their shape, and nothing about how it is shown.

mod fold;
mod search;

use serde::Deserialize;

pub use fold::fold;
pub use search::Found;

use super::wording::Worded;

/// All topics, in the order in which they are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// The topics; no two have the same id.
    pub topics: Vec<Topic>,
}

impl Guide {
    /// The topic of this id.
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }
}

/// One topic.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Topic {
    /// Its name for commands and links: lower-case letters and hyphens.
    pub id: String,
    /// Its title.
    pub title: Worded<String>,
    /// Words under which it is looked for, in any language, kana readings among them.
    pub keywords: Vec<String>,
    /// Ids of topics to read along with it.
    #[serde(default)]
    pub see_also: Vec<String>,
    /// Whether the office's card stands below it.
    #[serde(default)]
    pub shows_office: bool,
    /// Its text, from the top.
    #[serde(rename = "block")]
    pub blocks: Vec<Block>,
    /// Official pages, shown as text.
    #[serde(default, rename = "link")]
    pub links: Vec<Link>,
}

/// A piece of a topic. `{office}` in a text stands for the office.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// The head of a section.
    Heading(Worded<String>),
    /// Facts beside each other.
    List(Worded<Vec<String>>),
    /// Running text.
    Paragraph(Worded<String>),
    /// What to do, in order.
    Steps(Worded<Vec<String>>),
    /// Rows of cells; the first row and the first column are headings.
    Table(Worded<Vec<Vec<String>>>),
}

/// A page of an official site.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What is there.
    pub label: Worded<String>,
    /// Its address.
    pub url: String,
}
