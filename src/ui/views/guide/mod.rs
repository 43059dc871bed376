//! 手続き案内: a search over the topics, the topics, the renewal of the card in the reader, and the office.

mod office;
mod planner;
mod topic;

use egui::{Id, Ui};

use super::home::Mode;
use super::spotlight;
use crate::app::state::{Action, GuideStep, Lead};
use crate::app::view_model::{GuideVm, Spot};
use crate::i18n::guide::{GuideTexts, PageTexts};
use crate::i18n::texts::Texts;
use crate::ui::tokens::space;
use crate::ui::widgets::search_field::{self, SearchWords};
use crate::ui::widgets::{link_rows, text};

use self::office::office_ui;
use self::planner::planner_ui;
use self::topic::topic_ui;

/// What is typed, and what was found under it.
#[derive(Default)]
pub struct GuideLocal {
    query: String,
    found: Found,
    led: u32,
}

#[derive(Default)]
struct Found {
    query: String,
    topics: Vec<String>,
    near: Vec<String>,
}

impl GuideLocal {
    /// As one comes to the page: where it led earlier is done with.
    pub fn arriving(led: u32) -> Self {
        Self {
            led,
            ..Self::default()
        }
    }

    /// Looks for nothing any more; whether it did.
    pub fn clear(&mut self) -> bool {
        let was_typed = !self.query.is_empty();
        self.query.clear();
        was_typed
    }

    /// Where the page leads now: each time for once.
    fn lead<'a>(&mut self, vm: &GuideVm<'a>) -> Option<&'a Lead> {
        let (count, to) = vm.led;
        if count == self.led {
            return None;
        }
        self.led = count;
        Some(to)
    }

    /// What is found under the words typed; looked for only when they change.
    fn look(&mut self, vm: &GuideVm<'_>) {
        if self.found.query == self.query {
            return;
        }
        let ids = |topics: Vec<&str>| topics.into_iter().map(str::to_owned).collect();
        let found = vm.guide.search(&self.query);
        self.found = Found {
            query: self.query.clone(),
            near: if found.is_empty() {
                ids(vm.guide.near(&self.query))
            } else {
                Vec::new()
            },
            topics: ids(found.iter().map(|found| found.topic.id.as_str()).collect()),
        };
    }
}

/// The page.
pub fn guide_ui(
    ui: &mut Ui,
    vm: &GuideVm<'_>,
    mode: Mode,
    now: jiff::Timestamp,
    texts: &Texts,
    local: &mut GuideLocal,
) -> Option<Action> {
    let guide_texts = GuideTexts::in_language(texts.language);
    let lead = local.lead(vm);
    match vm.topic {
        Some(topic) => topic_ui(ui, topic, vm, now, guide_texts, lead),
        None => hub_ui(ui, vm, mode, now, texts, (local, lead)),
    }
}

fn hub_ui(
    ui: &mut Ui,
    vm: &GuideVm<'_>,
    mode: Mode,
    now: jiff::Timestamp,
    texts: &Texts,
    (local, lead): (&mut GuideLocal, Option<&Lead>),
) -> Option<Action> {
    let guide_texts = GuideTexts::in_language(texts.language);
    let words = guide_texts.page();
    let title = text::title(ui, guide_texts.title);
    if lead == Some(&Lead::Top) {
        title.scroll_to_me(Some(egui::Align::TOP));
    }
    text::body(ui, words.lead);
    ui.add_space(space::S);
    let search = Id::unique("guide-search");
    if lead == Some(&Lead::Search) {
        ui.memory_mut(|memory| memory.request_focus(search));
    }
    search_field::show(
        ui,
        search,
        &mut local.query,
        SearchWords {
            label: words.search,
            hint: words.search_hint,
            clear: words.clear,
        },
    );
    ui.add_space(space::XS);
    local.look(vm);
    let is_searching = !local.query.trim().is_empty();
    let chosen = if is_searching {
        results_ui(ui, vm, &local.found, guide_texts)
    } else {
        text::heading(ui, words.topics);
        let all = vm.guide.topics.iter().map(|topic| topic.id.as_str());
        topics_ui(ui, words.topics, all, vm, guide_texts)
    };
    if let Some(Lead::Topic(left)) = lead {
        ui.memory_mut(|memory| memory.request_focus(row_id(left)));
    }
    if is_searching {
        return chosen;
    }
    ui.add_space(space::L);
    let planned = spotlight::mark(ui, Spot::Office, |ui| {
        planner_ui(ui, vm, mode, now, texts, lead)
    });
    ui.add_space(space::L);
    let office = office_ui(ui, vm, now, guide_texts);
    chosen.or(planned).or(office)
}

fn results_ui(ui: &mut Ui, vm: &GuideVm<'_>, found: &Found, texts: &GuideTexts) -> Option<Action> {
    let words = texts.page();
    if found.topics.is_empty() {
        announced(ui, &(words.nothing_found)(found.query.trim()));
        if found.near.is_empty() {
            return None;
        }
        text::heading(ui, words.near);
        return topics_ui(ui, words.near, found.near.iter(), vm, texts);
    }
    announced(ui, &(words.found)(found.topics.len()));
    topics_ui(ui, words.topics, found.topics.iter(), vm, texts)
}

/// Said aloud as it changes.
fn announced(ui: &mut Ui, words: &str) {
    let line = text::strong(ui, words);
    text::announce(ui, &line, words);
}

/// Topics to open, by their ids.
fn topics_ui<'a>(
    ui: &mut Ui,
    name: &str,
    ids: impl Iterator<Item = impl AsRef<str> + 'a>,
    vm: &GuideVm<'_>,
    texts: &GuideTexts,
) -> Option<Action> {
    let topics: Vec<_> = ids.filter_map(|id| vm.guide.topic(id.as_ref())).collect();
    let rows: Vec<(Id, &str)> = topics
        .iter()
        .map(|topic| (row_id(&topic.id), topic.title.of(texts.wording).as_str()))
        .collect();
    let pressed = link_rows::show(ui, name, &rows)?;
    let topic = topics.get(pressed)?;
    Some(Action::Guide(GuideStep::Open(topic.id.clone())))
}

fn row_id(topic: &str) -> Id {
    Id::unique(("guide-topic", topic))
}

/// The words around the guide that go with the window's language.
pub fn page_texts(texts: &Texts) -> &'static PageTexts {
    GuideTexts::in_language(texts.language).page()
}
