//! What pages leave out and how they show personal facts, for every widget to ask, like the theme.
//! Decided in the view-model.

use egui::{Context, Id, Ui};

use crate::app::failure::Offer;
use crate::app::view_model::Manner as Decided;

/// The manner of this frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    decided: Decided,
    words: Words,
}

/// The words of counter mode that are needed everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Of the buttons that show a fact while they are held.
    pub hold: &'static str,
    /// 「終わる」
    pub end: &'static str,
}

impl Manner {
    /// As the view-model has decided.
    pub fn new(decided: Decided, words: Words) -> Self {
        Self { decided, words }
    }

    /// The manner in which `ui` is painted.
    pub fn of(ui: &Ui) -> Self {
        Self::of_context(ui.ctx())
    }

    /// The manner in which `ctx` is painted.
    pub fn of_context(ctx: &Context) -> Self {
        ctx.data(|data| data.get_temp(storage_id()))
            .unwrap_or_default()
    }

    /// Makes `ctx` paint like this.
    pub fn apply(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(storage_id(), self));
    }

    /// Whether `offer` is there.
    pub fn has(self, offer: Offer) -> bool {
        self.decided.offers.has(offer)
    }

    /// Whether the settings, the doctor and the support report can be reached.
    pub fn has_settings(self) -> bool {
        self.decided.settings
    }

    /// The name of the button that shows a personal fact while it is held, where they are shown in no
    /// other way.
    pub fn hold(self) -> Option<&'static str> {
        self.decided.discreet.then_some(self.words.hold)
    }

    /// The name of the button that ends a person's session, where there are sessions.
    pub fn end(self) -> Option<&'static str> {
        self.decided.discreet.then_some(self.words.end)
    }
}

fn storage_id() -> Id {
    Id::unique("inkan-manner")
}
