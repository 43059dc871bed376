//! Another source of cards: the real readers, or those of practice mode. What belongs to the program and not
//! to a card stays; what lay on the pages belongs to the source that it was laid out for.

use super::{AppState, Effect};
use crate::app::ports::Source;

impl AppState {
    pub(super) fn source_opened(&mut self, source: Source) -> Vec<Effect> {
        let (was_demo, is_demo) = (self.source.is_demo(), source.is_demo());
        let place = self.leave_place();
        let mut counter = std::mem::take(&mut self.counter);
        counter.wipes = counter.wipes.wrapping_add(1);
        *self = Self {
            page: self.page.without_card(),
            desk: std::mem::take(&mut self.desk),
            guide: std::mem::take(&mut self.guide),
            office: std::mem::take(&mut self.office),
            reminder: self.reminder,
            look: self.look,
            counter,
            logging: self.logging,
            tour: self.tour.take(),
            before_practice: self.before_practice.take(),
            back: self.back.take(),
            opening: self.opening.saturating_sub(1),
            ..Self::new(source, self.settings.clone())
        };
        if self.tour.is_some() || (self.back.is_some() && self.opening > 0) {
            return Vec::new();
        }
        let mut here = self.back.take();
        if here.is_none() {
            match (was_demo, is_demo) {
                (false, true) => self.before_practice = Some(place),
                (true, false) => here = self.before_practice.take(),
                _ => {}
            }
        }
        here.map_or_else(Vec::new, |place| self.return_to(place))
    }
}
