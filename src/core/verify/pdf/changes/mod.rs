//! What was done to a document after it was signed: the document as it was signed and as it is now,
//! compared object by object (ISO 32000-2 §12.8.2, shadow attacks: Mainka et al., NDSS 2021).
//!
//! First, each place where an honest revision may change something (catalog, form, pages) is compared
//! by its own rules; these objects have a *role*. A change that the rules permit *grants* the objects
//! that hang from it: a new appearance, a new signature. Then everything else that the document
//! leads to is walked: a changed object that is met there shows in a place where nothing may change.

mod form;
mod maintenance;
mod pages;
mod touched;
mod widgets;

use std::collections::{BTreeMap, BTreeSet};

use crate::core::{
    pdf::{Dictionary, Entry, Object, ObjectId, PdfError, PdfFile},
    verify::ChangesAfter,
};

use super::{
    PdfVerifyError,
    permissions::{Deed, Permissions},
};
use touched::{Touch, touched};
use widgets::NewWidget;

/// How deep direct objects are nested: more than the parser lets through.
const MAX_DEPTH: usize = 100;

/// What the changes from `old` to `new` come to. `new` is `old` with orderly revisions appended.
pub(super) fn classify(
    old: &PdfFile<'_>,
    new: &PdfFile<'_>,
    permissions: &Permissions,
    go_on: &mut dyn FnMut() -> bool,
) -> Result<ChangesAfter, PdfVerifyError> {
    let comparison = touched(old, new).map(|touched| Comparison {
        old,
        new,
        touched,
        roles: BTreeMap::new(),
        granted: BTreeSet::new(),
        met: BTreeSet::new(),
        open: Vec::new(),
        widgets: BTreeMap::new(),
        signed_widgets: BTreeSet::new(),
        deeds: Vec::new(),
        go_on,
    });
    let deeds = match comparison.and_then(Comparison::deeds) {
        Ok(deeds) => deeds,
        Err(Stop::Cancelled) => return Err(PdfVerifyError::Cancelled),
        Err(Stop::Pdf(error @ PdfError::Source(_))) => return Err(error.into()),
        // What cannot be read cannot be shown to be harmless.
        Err(Stop::Forbidden | Stop::Pdf(_)) => return Ok(ChangesAfter::Other),
    };
    if !deeds.iter().all(|deed| permissions.allow(deed)) {
        return Ok(ChangesAfter::Other);
    }
    let is_of_people = |deed: &Deed| match deed {
        Deed::Filled { .. } | Deed::Noted => true,
        Deed::Made { .. } | Deed::Maintained | Deed::Signed { .. } | Deed::Stamped => false,
    };
    Ok(if deeds.is_empty() {
        ChangesAfter::None
    } else if deeds.iter().any(is_of_people) {
        ChangesAfter::FormAndAnnotations
    } else {
        ChangesAfter::SignaturesOnly
    })
}

/// Why comparing ended.
enum Stop {
    Cancelled,
    /// Something changed that may not.
    Forbidden,
    Pdf(PdfError),
}

impl From<PdfError> for Stop {
    fn from(error: PdfError) -> Self {
        Self::Pdf(error)
    }
}

type Step<T = ()> = Result<T, Stop>;

/// What an object is in the document, where rules of their own say what may change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The annotations of one page.
    Annotations,
    Catalog,
    /// A field, a widget, or both in one.
    Field,
    /// The list of all fields.
    Fields,
    Form,
    /// A node of the page tree, or a page.
    Page,
}

struct Comparison<'a> {
    old: &'a PdfFile<'a>,
    new: &'a PdfFile<'a>,
    /// The objects that are not what they were.
    touched: BTreeMap<u32, Touch>,
    roles: BTreeMap<u32, Role>,
    /// Touched objects that hang from a permitted change.
    granted: BTreeSet<u32>,
    /// Objects that were met on the walk.
    met: BTreeSet<u32>,
    /// The numbers of objects of the new document that are still to be walked. Numbers, not the objects:
    /// those may be large.
    open: Vec<u32>,
    /// Widgets of signature fields that are new.
    widgets: BTreeMap<u32, NewWidget>,
    /// Widgets that were there, of fields that were signed.
    signed_widgets: BTreeSet<u32>,
    deeds: Vec<Deed>,
    go_on: &'a mut dyn FnMut() -> bool,
}

impl Comparison<'_> {
    fn deeds(mut self) -> Step<Vec<Deed>> {
        // Encryption and identifier, where they are objects: nothing of them may change.
        for (key, value) in self.new.trailer().iter() {
            if !matches!(key, b"Info" | b"Root") {
                self.walk_later(value)?;
            }
        }
        self.information()?;
        self.catalog()?;
        self.pages()?;
        self.unplaced_widgets()?;
        self.walk()?;
        self.leftovers()?;
        Ok(self.deeds)
    }

    /// The catalog (§7.7.2): the form and what is kept for later may change.
    fn catalog(&mut self) -> Step {
        let (root, old) = self.old.catalog()?;
        let (_, new) = self.new.catalog()?;
        self.take_role(root.number, Role::Catalog)?;
        for (key, (before, after)) in entries(&old, &new)? {
            match key {
                "AcroForm" => self.form(before, after)?,
                "DSS" => self.proofs(before, after)?,
                "Extensions" => self.extensions(before, after)?,
                "Metadata" => self.metadata(before, after)?,
                "Version" => self.version(before, after)?,
                _ => self.same(before, after)?,
            }
        }
        Ok(())
    }

    /// A value that may not change. What it leads to is walked.
    fn same(&mut self, old: Option<&Object>, new: Option<&Object>) -> Step {
        match (old, new) {
            (None, None) => {}
            (Some(old), Some(new)) if touched::are_same(old, new) => self.walk_later(new)?,
            _ => return Err(Stop::Forbidden),
        }
        Ok(())
    }

    /// Remembers what a value of the new document leads to, each object once.
    fn walk_later(&mut self, value: &Object) -> Step {
        for number in references(value, MAX_DEPTH)? {
            if self.met.insert(number) {
                self.open.push(number);
            }
        }
        Ok(())
    }

    /// Gives an object its role; a changed object that has two is meant to be mistaken.
    fn take_role(&mut self, number: u32, role: Role) -> Step<bool> {
        match self.roles.insert(number, role) {
            None => Ok(true),
            Some(other) if other == role => Ok(false),
            Some(_) => Err(Stop::Forbidden),
        }
    }

    /// Whether the object was not there before.
    fn is_fresh(&self, number: u32) -> bool {
        self.touched.get(&number) == Some(&Touch::Fresh)
    }

    /// Permits the changed objects under a value. What has not changed there is walked like the rest.
    fn grant(&mut self, value: &Object) -> Step {
        let mut open = references(value, MAX_DEPTH)?;
        while let Some(number) = open.pop() {
            if self.roles.contains_key(&number) || self.widgets.contains_key(&number) {
                continue;
            }
            if !self.touched.contains_key(&number) {
                self.walk_later(&Object::reference(number))?;
            } else if self.granted.insert(number) {
                open.extend(references(&self.new.get(number)?, MAX_DEPTH)?);
            }
        }
        Ok(())
    }

    /// Walks what the document leads to besides the permitted places.
    fn walk(&mut self) -> Step {
        let mut count = 0_u32;
        while let Some(number) = self.open.pop() {
            if self.roles.contains_key(&number) {
                continue;
            }
            if self.touched.contains_key(&number) {
                return Err(Stop::Forbidden);
            }
            count = count.wrapping_add(1);
            if count.is_multiple_of(1024) && !(self.go_on)() {
                return Err(Stop::Cancelled);
            }
            // What cannot be read may lead anywhere.
            let object = self.untouched(number)?;
            self.walk_later(&object)?;
        }
        Ok(())
    }

    /// An object that is what it was. Where it only lies where it did, it may go on into what was appended:
    /// a stream whose length was beyond the end, say. Then it is another.
    fn untouched(&mut self, number: u32) -> Step<Object> {
        let entry = self.new.entry(number);
        match entry {
            _ if entry != self.old.entry(number) => Ok(self.new.get(number)?),
            Entry::Free => Ok(Object::Null),
            Entry::InFile { offset, generation } => {
                let (id, object, end) = self.new.object_at(offset)?;
                if id != (ObjectId { number, generation }) || end > self.old.source().len() {
                    return Err(Stop::Forbidden);
                }
                Ok(object)
            }
            Entry::InStream { container, .. } => {
                if self.new.entry(container) == self.old.entry(container) {
                    self.walk_later(&Object::reference(container))?;
                }
                Ok(self.new.get(number)?)
            }
        }
    }

    /// What nobody refers to. Structure of the file is always among it; what a reader that repairs
    /// files could take for the document's own is refused.
    fn leftovers(&mut self) -> Step {
        for (number, touch) in &self.touched {
            let is_placed = self.granted.contains(number) || self.roles.contains_key(number);
            if is_placed || self.widgets.contains_key(number) || *touch == Touch::Gone {
                continue;
            }
            let object = self.new.get(*number)?;
            let is_misleading = object.as_dictionary().is_some_and(|it| {
                ["Catalog", "Pages", "Page", "Annot"]
                    .into_iter()
                    .any(|kind| it.is_type(kind))
            });
            if is_misleading {
                return Err(Stop::Forbidden);
            }
        }
        Ok(())
    }
}

/// The keys of both, and what stands there in the old and in the new one.
type Entries<'a> = BTreeMap<&'a str, (Option<&'a Object>, Option<&'a Object>)>;

/// The entries of both, each key once. A key that comes twice in either is a trick, and so is one that is
/// no text.
fn entries<'a>(old: &'a Dictionary, new: &'a Dictionary) -> Step<Entries<'a>> {
    if new.has_duplicates() {
        return Err(Stop::Forbidden);
    }
    let mut entries = Entries::new();
    let text = |key| std::str::from_utf8(key).map_err(|_not_text| Stop::Forbidden);
    for (key, value) in old.iter() {
        entries.entry(text(key)?).or_default().0 = Some(value);
    }
    for (key, value) in new.iter() {
        entries.entry(text(key)?).or_default().1 = Some(value);
    }
    Ok(entries)
}

/// The numbers of the objects that are referred to from within.
fn references(object: &Object, depth: usize) -> Step<Vec<u32>> {
    let mut found = Vec::new();
    let mut open = vec![(object, depth)];
    while let Some((object, depth)) = open.pop() {
        let depth = depth.checked_sub(1).ok_or(Stop::Forbidden)?;
        match object {
            Object::Reference(id) => found.push(id.number),
            Object::Array(elements) => open.extend(elements.iter().map(|it| (it, depth))),
            Object::Dictionary(_) | Object::Stream(_) => {
                let entries = object.as_dictionary().map(Dictionary::iter);
                open.extend(entries.into_iter().flatten().map(|(_, it)| (it, depth)));
            }
            _ => {}
        }
    }
    Ok(found)
}
