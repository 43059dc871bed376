//! What may change on pages (ISO 32000-2 §7.7.3, §12.5): their content never; annotations are only
//! appended, and only the widgets of new signatures, and notes, which show as an icon of the viewer's.
//! Every other annotation draws what it likes over the content (evil annotation attack: Rohlmann et
//! al., S&P 2021) - stamps, free text, lines, and highlights and redactions by their colour.

use std::collections::BTreeSet;

use crate::core::pdf::{Dictionary, Object, ObjectId, PageBox};

use super::{Comparison, Role, Step, Stop, entries, form::only, widgets::rectangle};
use crate::core::verify::pdf::permissions::Deed;

/// The largest side of a note's icon, in points.
const MAX_ICON: f64 = 32.0;
/// The most nodes of a page tree.
const MAX_NODES: usize = 1_000_000;
/// What a note may have: no appearance of its own, nothing it does.
const OF_A_NOTE: [&str; 19] = [
    "C",
    "Contents",
    "CreationDate",
    "F",
    "IRT",
    "M",
    "NM",
    "Name",
    "Open",
    "P",
    "Popup",
    "RC",
    "RT",
    "Rect",
    "State",
    "StateModel",
    "Subj",
    "Subtype",
    "T",
];
const OF_A_POPUP: [&str; 8] = ["F", "M", "NM", "Open", "P", "Parent", "Rect", "Subtype"];

impl Comparison<'_> {
    /// The page tree.
    pub(super) fn pages(&mut self) -> Step {
        let (_, catalog) = self.new.catalog()?;
        let root = catalog.get("Pages").cloned();
        let mut open: Vec<Object> = root.into_iter().collect();
        let mut count = 0;
        while let Some(node) = open.pop() {
            // A page that is no object of its own is part of its parent, which is compared whole.
            let Some(id) = node.as_reference() else {
                continue;
            };
            if !self.take_role(id.number, Role::Page)? {
                continue;
            }
            count += 1;
            if count > MAX_NODES {
                return Err(Stop::Forbidden);
            }
            if count % 256 == 0 && !(self.go_on)() {
                return Err(Stop::Cancelled);
            }
            let (old, new) = (self.old.get(id.number)?, self.new.get(id.number)?);
            let (Object::Dictionary(old), Object::Dictionary(new)) = (&old, &new) else {
                self.same(Some(&old), Some(&new))?;
                continue;
            };
            for (key, (before, after)) in entries(old, new)? {
                match key {
                    "Annots" => self.annotations(id, before, after)?,
                    _ => self.same(before, after)?,
                }
            }
            if let Object::Array(kids) = self.new.value(new, "Kids")? {
                open.extend(kids);
            }
        }
        Ok(())
    }

    fn annotations(
        &mut self,
        page: ObjectId,
        before: Option<&Object>,
        after: Option<&Object>,
    ) -> Step {
        if let Some(id) = after.and_then(Object::as_reference) {
            let is_own = self.take_role(id.number, Role::Annotations)?;
            // One list of two pages: what is added to one shows on both.
            if !is_own && self.touched.contains_key(&id.number) {
                return Err(Stop::Forbidden);
            }
        }
        let old = match before.map(|it| self.old.resolve(it)).transpose()? {
            Some(Object::Array(old)) => old,
            None | Some(Object::Null) => Vec::new(),
            Some(_) => return self.same(before, after),
        };
        let new = match after {
            Some(after) => self.list(after)?,
            None => Vec::new(),
        };
        let (kept, added) = new.split_at_checked(old.len()).ok_or(Stop::Forbidden)?;
        for (one, other) in old.iter().zip(kept) {
            self.same(Some(one), Some(other))?;
            if let Some(id) = other.as_reference()
                && self.signed_widgets.contains(&id.number)
            {
                self.fits_page(id, page)?;
            }
        }
        let mut notes = Vec::new();
        for annotation in added {
            let id = annotation
                .as_reference()
                .filter(|id| self.is_fresh(id.number));
            let id = id.ok_or(Stop::Forbidden)?;
            if self.widgets.contains_key(&id.number) {
                self.place_widget(id.number, page, kept)?;
            } else {
                notes.push(id);
            }
        }
        let all: BTreeSet<ObjectId> = notes.iter().copied().collect();
        for id in notes {
            self.note(id, page, &all)?;
        }
        Ok(())
    }

    /// A note, or the window that belongs to one (§12.5.6.4, §12.5.6.14).
    fn note(&mut self, id: ObjectId, page: ObjectId, notes: &BTreeSet<ObjectId>) -> Step {
        let note = self.dictionary_of(&Object::Reference(id))?;
        let is_kind = |kind| note.get("Subtype").is_some_and(|it| it.is_name(kind));
        let is_among = |key| {
            let other = note.get(key).and_then(Object::as_reference);
            other.is_some_and(|other| notes.contains(&other))
        };
        let is_own_page = note
            .get("P")
            .is_none_or(|it| *it == Object::Reference(page));
        let is_closed = matches!(note.get("Open"), None | Some(Object::Boolean(false)));
        if !is_own_page || !is_closed {
            return Err(Stop::Forbidden);
        }
        if is_kind("Text") {
            only(&note, &[&OF_A_NOTE, &["Type"]])?;
            let icon = rectangle(self.new, &note)?;
            let is_icon = icon.is_some_and(|it| is_small(&it));
            let is_answer_to_one = !note.contains("IRT") || is_among("IRT");
            let has_own_window = !note.contains("Popup") || is_among("Popup");
            if !is_icon || !is_answer_to_one || !has_own_window || !is_plain(&note) {
                return Err(Stop::Forbidden);
            }
        } else if is_kind("Popup") && is_among("Parent") && is_plain(&note) {
            only(&note, &[&OF_A_POPUP, &["Type"]])?;
        } else {
            return Err(Stop::Forbidden);
        }
        self.granted.insert(id.number);
        self.deeds.push(Deed::Noted);
        Ok(())
    }
}

fn is_small(icon: &PageBox) -> bool {
    icon.width() <= MAX_ICON && icon.height() <= MAX_ICON
}

/// Whether all of it is written here, but for the annotations that belong together.
fn is_plain(note: &Dictionary) -> bool {
    note.iter().all(|(key, value)| match value {
        Object::Reference(_) => [b"P".as_slice(), b"Popup", b"Parent", b"IRT"].contains(&key),
        Object::Array(elements) => elements.iter().all(|it| it.as_number().is_some()),
        Object::Dictionary(_) | Object::Stream(_) => false,
        _ => true,
    })
}
