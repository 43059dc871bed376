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
    pdf::{Dictionary, Object, PdfError, PdfFile},
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
    /// Objects of the new document that are still to be walked.
    open: Vec<Object>,
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
                self.open.push(value.clone());
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
        for key in keys(&old, &new)? {
            let (before, after) = (old.get(&key), new.get(&key));
            match key.as_str() {
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
            (Some(old), Some(new)) if touched::are_same(old, new) => self.open.push(new.clone()),
            _ => return Err(Stop::Forbidden),
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
        let mut open = vec![value.clone()];
        while let Some(object) = open.pop() {
            for number in references(&object, MAX_DEPTH)? {
                if self.roles.contains_key(&number) || self.widgets.contains_key(&number) {
                    continue;
                }
                if !self.touched.contains_key(&number) {
                    self.open.push(Object::reference(number));
                } else if self.granted.insert(number) {
                    open.push(self.new.get(number)?);
                }
            }
        }
        Ok(())
    }

    /// Walks what the document leads to besides the permitted places.
    fn walk(&mut self) -> Step {
        while let Some(object) = self.open.pop() {
            for number in references(&object, MAX_DEPTH)? {
                if self.roles.contains_key(&number) {
                    continue;
                }
                if self.touched.contains_key(&number) {
                    return Err(Stop::Forbidden);
                }
                if !self.met.insert(number) {
                    continue;
                }
                if self.met.len().is_multiple_of(1024) && !(self.go_on)() {
                    return Err(Stop::Cancelled);
                }
                // What cannot be read may lead anywhere.
                self.open.push(self.new.get(number)?);
            }
        }
        Ok(())
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

/// The keys of both, each once. A key that comes twice in either is a trick, one that is no text
/// is compared as it is.
fn keys(old: &Dictionary, new: &Dictionary) -> Step<BTreeSet<String>> {
    if new.has_duplicates() {
        return Err(Stop::Forbidden);
    }
    old.iter()
        .chain(new.iter())
        .map(|(key, _)| std::str::from_utf8(key).map(str::to_owned))
        .collect::<Result<_, _>>()
        .map_err(|_not_text| Stop::Forbidden)
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
