//! The field that a signature is in (ISO 32000-2 §12.7.5.5), its widget on a page, and what must name
//! both: the form, the page and, if there was no form yet, the catalog.

use std::collections::BTreeSet;

use super::{
    PdfSignError, PlacedSeal,
    incremental::Revision,
    visible::{Shown, show, unseen},
};
use crate::core::pdf::{Dictionary, Field, Object, Page, PdfError, PdfFile, text, text_string};

/// Printed, and not to be moved (§12.5.3): Print and Locked.
const FLAGS: i64 = 4 | 128;
/// Signatures are there, and only additions leave them intact (§12.7.3, table 225).
const SIGNATURE_FLAGS: i64 = 1 | 2;
/// How many references may lead to an array.
const MAX_REFERENCES: usize = 32;
/// The most signatures that lock fields.
const MAX_LOCKS: usize = 256;

/// Refuses where a signature that is in the document forbids another one.
pub(super) fn check_permission(file: &PdfFile<'_>) -> Result<(), PdfSignError> {
    let (_, catalog) = file.catalog()?;
    if let Some(permissions) = file.dictionary(&catalog, "Perms")?
        && let Some(signature) = file.dictionary(&permissions, "DocMDP")?
        && let Some(parameters) = transform(file, &signature, "DocMDP")?
        && file.value(&parameters, "P")?.as_integer() == Some(1)
    {
        return Err(PdfSignError::Certified);
    }
    choose(file, Wish::Any).map(|_| ())
}

/// Which field the signature may be in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// An empty one that is there, else a new one.
    Any,
    /// A new one: the seal has its own place.
    New,
}

/// The field for the signature.
enum Choice {
    /// An empty one that the document has for it.
    Waiting(Box<Field>),
    /// A new one of this name.
    New(String),
}

/// Finds a field that no signature in the document locks.
fn choose(file: &PdfFile<'_>, wish: Wish) -> Result<Choice, PdfSignError> {
    let fields = file.fields()?;
    let locks = locks(file, &fields)?;
    let is_open = |name: &str| !locks.iter().any(|lock| lock.holds(name));
    let waiting = fields
        .iter()
        .find(|field| wish == Wish::Any && is_waiting(field) && is_open(&field.name));
    if let Some(field) = waiting {
        return Ok(Choice::Waiting(Box::new(field.clone())));
    }
    let name = new_name(&fields);
    if is_open(&name) {
        Ok(Choice::New(name))
    } else {
        Err(PdfSignError::Locked)
    }
}

/// The fields that a signature locks (§12.8.2.4, table 258).
enum Lock {
    All,
    Exclude(BTreeSet<String>),
    Include(BTreeSet<String>),
}

impl Lock {
    /// A named field stands for those below it too.
    fn holds(&self, name: &str) -> bool {
        let is_among = |named: &BTreeSet<String>| {
            let above = name.match_indices('.').map(|(end, _)| name.split_at(end).0);
            above.chain([name]).any(|it| named.contains(it))
        };
        match self {
            Self::All => true,
            Self::Exclude(named) => !is_among(named),
            Self::Include(named) => is_among(named),
        }
    }
}

fn locks(file: &PdfFile<'_>, fields: &[Field]) -> Result<Vec<Lock>, PdfError> {
    let mut locks = Vec::new();
    for field in fields {
        let Some(signature) = field.signature() else {
            continue;
        };
        let Some(parameters) = transform(file, signature, "FieldMDP")? else {
            continue;
        };
        if locks.len() >= MAX_LOCKS {
            return Err(PdfError::TooComplex);
        }
        let mut named = BTreeSet::new();
        for name in file
            .value(&parameters, "Fields")?
            .as_array()
            .unwrap_or_default()
        {
            let name = file.resolve(name)?;
            file.hold(&name)?;
            named.extend(name.as_string().map(text));
        }
        locks.push(match file.value(&parameters, "Action")?.as_name() {
            Some(b"Include") => Lock::Include(named),
            Some(b"Exclude") => Lock::Exclude(named),
            // What is not understood locks everything.
            _ => Lock::All,
        });
    }
    Ok(locks)
}

/// The parameters of a signature's transform method (§12.8.1, table 256).
fn transform(
    file: &PdfFile<'_>,
    signature: &Dictionary,
    method: &str,
) -> Result<Option<Dictionary>, PdfError> {
    let references = file.value(signature, "Reference")?;
    for reference in references.as_array().unwrap_or_default() {
        let reference = file.resolve(reference)?;
        if let Some(reference) = reference.as_dictionary()
            && file.value(reference, "TransformMethod")?.is_name(method)
        {
            return file.dictionary(reference, "TransformParams");
        }
    }
    Ok(None)
}

/// Adds the field for the signature `signature`: an empty one that the document has for it, else a new
/// one. Gives the `/Reference` that the signature must have where the field locks others.
pub(super) fn add(
    file: &PdfFile<'_>,
    revision: &mut Revision<'_, '_>,
    signature: u32,
    seal: Option<&PlacedSeal<'_>>,
) -> Result<Option<Object>, PdfSignError> {
    let wish = if seal.is_some() { Wish::New } else { Wish::Any };
    let name = match choose(file, wish)? {
        Choice::Waiting(field) => return fill_in(file, revision, &field, signature),
        Choice::New(name) => name,
    };
    let page = match seal {
        Some(seal) => Some(file.page(seal.page)?),
        None => first_page(file)?,
    };
    add_new(file, revision, signature, &name, page.as_ref(), seal)?;
    Ok(None)
}

/// A page tree that cannot be walked shows nothing either; a signature needs no page.
fn first_page(file: &PdfFile<'_>) -> Result<Option<Page>, PdfError> {
    match file.page(0) {
        Ok(page) => Ok(Some(page)),
        Err(PdfError::NoPage { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// An empty signature field, without conditions of its author that this program would have to meet.
fn is_waiting(field: &Field) -> bool {
    field.is_signature()
        && field.value == Object::Null
        && !field.dictionary.contains("SV")
        && !field.dictionary.contains("Kids")
}

fn fill_in(
    file: &PdfFile<'_>,
    revision: &mut Revision<'_, '_>,
    field: &Field,
    signature: u32,
) -> Result<Option<Object>, PdfSignError> {
    let mut dictionary = field.dictionary.clone();
    dictionary.set("V", Object::reference(signature));
    let lock = file.dictionary(&dictionary, "Lock")?;
    revision.put(field.id.number, Object::Dictionary(dictionary));
    set_signature_flags(file, revision, None)?;
    let Some(lock) = lock else {
        return Ok(None);
    };
    let (root, _) = file.catalog()?;
    let mut parameters = Dictionary::new()
        .with("Type", Object::name("TransformParams"))
        .with("V", Object::name("1.2"));
    for key in ["Action", "Fields"] {
        let value = file.value(&lock, key)?;
        if value != Object::Null {
            parameters.set(key, value);
        }
    }
    let reference = Dictionary::new()
        .with("Type", Object::name("SigRef"))
        .with("TransformMethod", Object::name("FieldMDP"))
        .with("TransformParams", Object::Dictionary(parameters))
        .with("Data", Object::Reference(root));
    Ok(Some(Object::Array(vec![Object::Dictionary(reference)])))
}

fn add_new(
    file: &PdfFile<'_>,
    revision: &mut Revision<'_, '_>,
    signature: u32,
    name: &str,
    page: Option<&Page>,
    seal: Option<&PlacedSeal<'_>>,
) -> Result<(), PdfSignError> {
    let mut widget = Dictionary::new()
        .with("Type", Object::name("Annot"))
        .with("Subtype", Object::name("Widget"))
        .with("FT", Object::name("Sig"))
        .with("T", text_string(name))
        .with("F", Object::Integer(FLAGS))
        .with("V", Object::reference(signature));
    if let Some(page) = page {
        widget.set("P", Object::Reference(page.id));
    }
    if let (Some(seal), Some(page)) = (seal, page) {
        let Shown { form, rect } = show(file, revision, seal, page)?;
        let appearance = Dictionary::new().with("N", Object::Reference(form));
        widget.set("AP", Object::Dictionary(appearance));
        widget.set("Rect", Object::measures(rect));
    } else {
        widget.set("Rect", unseen());
    }
    let number = revision.new_number();
    revision.put(number, Object::Dictionary(widget));
    if let Some(page) = page {
        let annotations = page.dictionary.get("Annots").cloned();
        let page_number = page.id.number;
        if let Some(annotations) = append(revision, annotations.as_ref(), number)? {
            let mut dictionary = page.dictionary.clone();
            dictionary.set("Annots", annotations);
            revision.put(page_number, Object::Dictionary(dictionary));
        }
    }
    set_signature_flags(file, revision, Some(number))
}

/// Appends a reference to an array; where the array is an object of its own, that is changed and
/// nothing else need be. An object that is no array is left to whatever else it is.
fn append(
    revision: &mut Revision<'_, '_>,
    array: Option<&Object>,
    number: u32,
) -> Result<Option<Object>, PdfError> {
    let mut place = None;
    let mut found = array.cloned().unwrap_or(Object::Null);
    for _ in 0..MAX_REFERENCES {
        let Object::Reference(id) = found else { break };
        place = Some(id);
        found = revision.get(id.number)?;
    }
    let (mut elements, place) = match found {
        Object::Array(elements) => (elements, place),
        _ => (Vec::new(), None),
    };
    // Fields and annotations may be one array.
    let reference = Object::reference(number);
    if !elements.contains(&reference) {
        elements.push(reference);
    }
    match place {
        Some(id) => {
            revision.put(id.number, Object::Array(elements));
            Ok(None)
        }
        None => Ok(Some(Object::Array(elements))),
    }
}

/// Says in the form that there are signatures, and names a new field there; makes the form if there is
/// none.
fn set_signature_flags(
    file: &PdfFile<'_>,
    revision: &mut Revision<'_, '_>,
    field: Option<u32>,
) -> Result<(), PdfSignError> {
    let (root, catalog) = file.catalog()?;
    let mut catalog = match revision.get(root.number)? {
        Object::Dictionary(newer) => newer,
        _ => catalog,
    };
    let place = catalog.get("AcroForm").and_then(Object::as_reference);
    let form = file.form()?;
    // A reference that leads to no form is replaced.
    let place = place.filter(|_| form.is_some());
    let mut form = form.unwrap_or_default();
    let flags = file.value(&form, "SigFlags")?.as_integer().unwrap_or(0);
    form.set("SigFlags", Object::Integer(flags | SIGNATURE_FLAGS));
    if let Some(number) = field {
        let fields = form.get("Fields").cloned();
        if let Some(fields) = append(revision, fields.as_ref(), number)? {
            form.set("Fields", fields);
        }
    }
    if let Some(id) = place {
        revision.put(id.number, Object::Dictionary(form));
    } else {
        catalog.set("AcroForm", Object::Dictionary(form));
        revision.put(root.number, Object::Dictionary(catalog));
    }
    Ok(())
}

/// A name that no field has: partial names must differ (§12.7.4.2).
fn new_name(fields: &[Field]) -> String {
    let first_parts = fields.iter().map(|it| it.name.split('.').next());
    let taken: BTreeSet<&str> = first_parts.flatten().collect();
    let is_taken = |name: &String| taken.contains(name.as_str());
    // One more name than there are fields is enough.
    (1..=fields.len() + 1)
        .map(|number| format!("Signature{number}"))
        .find(|name| !is_taken(name))
        .unwrap_or_default()
}
