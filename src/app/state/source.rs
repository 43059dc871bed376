//! Another source of cards: the real readers, or those of practice mode. What belongs to the program and not
//! to a card stays; what lay on the pages belongs to the source that it was laid out for.

use super::{AppState, Effect, Page};
use crate::app::ports::Source;

impl AppState {
    pub(super) fn source_opened(&mut self, source: Source) -> Vec<Effect> {
        self.opening = self.opening.saturating_sub(1);
        let (was_demo, is_demo) = (self.source.is_demo(), source.is_demo());
        let tour = self.tour.take();
        let mut back = self.back.take();
        let mut before = self.before_practice.take();
        let page = match self.page {
            Page::Details(_) => Page::Home,
            page => page,
        };
        // What lies on the pages belongs to the source it was laid out for.
        let place = self.leave_place();
        let words = self.desk.seal.words.clone();
        let mut counter = std::mem::take(&mut self.counter);
        counter.wipes = counter.wipes.wrapping_add(1);
        let guide = std::mem::take(&mut self.guide);
        let office = std::mem::take(&mut self.office);
        let reminder = std::mem::take(&mut self.reminder);
        *self = Self {
            guide,
            office,
            page,
            logging: self.logging,
            counter,
            reminder,
            look: self.look,
            opening: self.opening,
            ..Self::new(source, self.settings.clone())
        };
        self.desk.seal.words = words;
        self.tour = tour;
        let mut here = None;
        if self.tour.is_none() && self.opening == 0 && back.is_some() {
            here = back.take();
        } else if self.tour.is_none() && back.is_none() {
            match (was_demo, is_demo) {
                (false, true) => before = Some(place),
                (true, false) => here = before.take(),
                _ => {}
            }
        }
        self.back = back;
        self.before_practice = before;
        here.map_or_else(Vec::new, |place| self.return_to(place))
    }
}
