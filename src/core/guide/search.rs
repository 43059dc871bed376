//! Looking for a topic: by words in any language and writing, best first; and what was nearly meant.

use super::{Block, Guide, Topic, fold};
use crate::core::wording::{Worded, Wording};

/// A topic that was found, with how well it fits; more is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The topic.
    pub topic: &'a Topic,
    /// How well it fits.
    pub score: u32,
}

/// The word is the topic's id, its title or a keyword.
const EXACT: u32 = 100;
/// The word is within the title or a keyword.
const NAMED: u32 = 40;
/// A keyword is within the words, which Japanese writes without spaces.
const CONTAINED: u32 = 20;
/// The word is in the text.
const MENTIONED: u32 = 5;

/// How many nearly meant topics are named.
const NEAR: usize = 3;

impl Guide {
    /// The topics in which every word of `query` is found, best first; none for an empty query.
    pub fn search(&self, query: &str) -> Vec<Found<'_>> {
        let words: Vec<String> = query
            .split_whitespace()
            .map(fold)
            .filter(|word| !word.is_empty())
            .collect();
        let whole = fold(query);
        if whole.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<Found<'_>> = self
            .topics
            .iter()
            .filter_map(|topic| {
                let terms = Terms::of(topic);
                // "PIN reset" is two words, and one keyword.
                let together = terms
                    .score(&whole)
                    .filter(|score| *score >= NAMED || words.len() == 1);
                let apart: Option<u32> = words.iter().map(|word| terms.score(word)).sum();
                let score = together.max(apart)?;
                Some(Found { topic, score })
            })
            .collect();
        // Those that fit alike stay in the guide's order.
        found.sort_by_key(|found| std::cmp::Reverse(found.score));
        found
    }

    /// The one topic that is meant: by its id, or by a name that no other topic has.
    pub fn meant(&self, query: &str) -> Option<&Topic> {
        if let Some(topic) = self.topic(query) {
            return Some(topic);
        }
        let query = fold(query);
        let mut named = self.topics.iter().filter(|topic| {
            let titles = Wording::ALL.iter().map(|it| topic.title.of(*it));
            titles.chain([&topic.id]).any(|name| fold(name) == query)
        });
        named.next().filter(|_| named.next().is_none())
    }

    /// Ids of topics with a name close to what was typed, nearest first.
    pub fn near(&self, query: &str) -> Vec<&str> {
        let query: Vec<char> = fold(query).chars().collect();
        let allowed = (query.len() / 3).max(1);
        let mut near: Vec<(usize, &str)> = self
            .topics
            .iter()
            .filter_map(|topic| {
                let names = topic.keywords.iter().chain([&topic.id]);
                let distance = names
                    .map(|name| distance(&query, &fold(name).chars().collect::<Vec<_>>()))
                    .min()?;
                (distance <= allowed).then_some((distance, topic.id.as_str()))
            })
            .collect();
        near.sort_by_key(|(distance, _)| *distance);
        near.into_iter().take(NEAR).map(|(_, id)| id).collect()
    }
}

/// What of a topic is looked through, folded.
struct Terms {
    names: Vec<String>,
    text: String,
}

impl Terms {
    fn of(topic: &Topic) -> Self {
        let titles = Wording::ALL.iter().map(|it| topic.title.of(*it));
        let names = titles.chain(&topic.keywords).chain([&topic.id]);
        let mut text = Vec::new();
        for block in &topic.blocks {
            block.visit(&mut |piece| text.push(fold(piece)));
        }
        Self {
            names: names.map(|name| fold(name)).collect(),
            text: text.join("\n"),
        }
    }

    /// How well one word fits; `None` if it is nowhere.
    fn score(&self, word: &str) -> Option<u32> {
        let by_name = self.names.iter().filter_map(|name| {
            // A single kana is in everything, and English words are not written together.
            let says_much = !name.is_ascii() && name.chars().nth(1).is_some();
            if name == word {
                Some(EXACT)
            } else if name.contains(word) {
                Some(NAMED)
            } else if says_much && word.contains(name.as_str()) {
                Some(CONTAINED)
            } else {
                None
            }
        });
        by_name
            .max()
            .or_else(|| self.text.contains(word).then_some(MENTIONED))
    }
}

impl Block {
    /// Shows every text of every wording to `see`.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a str)) {
        for wording in Wording::ALL {
            self.visit_one(wording, see);
        }
    }

    /// Shows every text of one wording to `see`, in reading order.
    pub fn visit_one<'a>(&'a self, wording: Wording, see: &mut dyn FnMut(&'a str)) {
        let mut each = |items: &'a Worded<Vec<String>>| {
            for item in items.of(wording) {
                see(item);
            }
        };
        match self {
            Self::List(items) | Self::Steps(items) => each(items),
            Self::Heading(text) | Self::Paragraph(text) => see(text.of(wording)),
            Self::Table(table) => {
                for cell in table.of(wording).iter().flatten() {
                    see(cell);
                }
            }
        }
    }
}

/// How many characters must be changed, added or left out (Levenshtein).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, from) in one.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        let mut last = place + 1;
        next.push(last);
        for (to, pair) in other.iter().zip(row.windows(2)) {
            let [diagonal, above] = pair else {
                continue;
            };
            last = (diagonal + usize::from(from != to))
                .min(above + 1)
                .min(last + 1);
            next.push(last);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_between_words() {
        let of = |one: &str, other: &str| {
            let [one, other] = [one, other].map(|it| it.chars().collect::<Vec<_>>());
            distance(&one, &other)
        };
        for (one, other, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("renewal", "renewal", 0),
            ("renewl", "renewal", 1),
            ("rnewla", "renewal", 3),
            ("こうしん", "こうしつ", 1),
        ] {
            assert_eq!(of(one, other), expected, "{one} {other}");
            assert_eq!(of(other, one), expected, "{other} {one}");
        }
    }
}
