//! The form fields of a PDF and the signatures among them (ISO 32000-2 §12.7.4, §12.7.5.5): the tree
//! under `/AcroForm`, widgets on pages that are missing there, and the certifying signature of
//! `/Perms`. All of them count: a viewer may show any.

use std::collections::BTreeSet;

use crate::core::pdf::{self, Dictionary, Object, ObjectId, PdfError, PdfFile};

/// The most nodes of a field tree.
const MAX_NODES: usize = 200_000;
/// How far a widget's ancestors are followed.
const MAX_ANCESTORS: usize = 64;
/// The most signatures of one document: each is hashed for itself.
const MAX_SIGNATURES: usize = 256;

/// A field, or a widget of one that has several.
pub(super) struct Node {
    /// Its object; `None` if it is written within its parent.
    pub(super) id: Option<ObjectId>,
    /// Whether it has a `/V` of its own.
    pub(super) has_own_value: bool,
    /// The names down to here, joined by points (§12.7.4.2).
    pub(super) name: String,
    /// Its `/FT`, its own or from above.
    pub(super) kind: Option<Vec<u8>>,
    /// Its `/Ff`, its own or from above.
    pub(super) flags: i64,
    /// Its `/V`, its own or from above, not resolved.
    pub(super) value: Object,
    /// Where its parent is in the tree.
    pub(super) parent: Option<usize>,
    /// Whether it is a field and not only a widget of its parent.
    pub(super) is_field: bool,
}

/// All fields of a document, parents before their kids.
#[derive(Default)]
pub(super) struct FieldTree {
    pub(super) nodes: Vec<Node>,
}

/// Something that a document says is its signature.
pub(super) struct Candidate {
    /// The field's name; `None` of a signature without a field.
    pub(super) field: Option<String>,
    /// The field's object.
    pub(super) id: Option<ObjectId>,
    /// The field's value, not resolved.
    pub(super) value: Object,
}

impl FieldTree {
    /// Reads the tree under `/AcroForm` `/Fields`.
    pub(super) fn read(file: &PdfFile<'_>) -> Result<Self, PdfError> {
        let (_, catalog) = file.catalog()?;
        let mut tree = Self::default();
        let Some(form) = file.dictionary(&catalog, "AcroForm")? else {
            return Ok(tree);
        };
        let mut seen = BTreeSet::new();
        let mut open = kids(file, &form, "Fields", None)?;
        while let Some((kid, parent)) = open.pop() {
            let id = kid.as_reference();
            // A field that is reached twice is a loop, or one field listed twice.
            if id.is_some_and(|id| !seen.insert(id.number)) {
                continue;
            }
            if tree.nodes.len() >= MAX_NODES || open.len() >= MAX_NODES {
                return Err(PdfError::TooComplex);
            }
            let Object::Dictionary(dictionary) = file.resolve(&kid)? else {
                continue;
            };
            let place = tree.nodes.len();
            let node = tree.node(file, id, &dictionary, parent)?;
            file.hold(&node.value)?;
            let kids = kids(file, &dictionary, "Kids", Some(place))?;
            tree.nodes.push(node);
            for (kid, _) in &kids {
                // A field within its parent is kept until it is walked.
                if kid.as_reference().is_none() {
                    file.hold(kid)?;
                }
            }
            open.extend(kids);
        }
        Ok(tree)
    }

    fn node(
        &self,
        file: &PdfFile<'_>,
        id: Option<ObjectId>,
        dictionary: &Dictionary,
        parent: Option<usize>,
    ) -> Result<Node, PdfError> {
        let above = parent.and_then(|at| self.nodes.get(at));
        let part = file.value(dictionary, "T")?;
        let part = part.as_string();
        let name = file.field_name(above.map_or("", |it| it.name.as_str()), part)?;
        let kind = match file.value(dictionary, "FT")? {
            Object::Name(kind) => Some(kind),
            _ => above.and_then(|it| it.kind.clone()),
        };
        let flags = file.value(dictionary, "Ff")?.as_integer();
        let value = match dictionary.get("V") {
            None | Some(Object::Null) => above.map_or(Object::Null, |it| it.value.clone()),
            Some(value) => value.clone(),
        };
        Ok(Node {
            id,
            name,
            kind,
            flags: flags.or(above.map(|it| it.flags)).unwrap_or_default(),
            value,
            parent,
            is_field: part.is_some() || parent.is_none(),
            has_own_value: dictionary.contains("V"),
        })
    }
}

/// The elements of an array, the last first.
fn kids(
    file: &PdfFile<'_>,
    dictionary: &Dictionary,
    key: &str,
    parent: Option<usize>,
) -> Result<Vec<(Object, Option<usize>)>, PdfError> {
    match file.value(dictionary, key)? {
        Object::Array(kids) => Ok(kids.into_iter().rev().map(|kid| (kid, parent)).collect()),
        _ => Ok(Vec::new()),
    }
}

impl Node {
    /// Whether it is a signature field.
    pub(super) fn is_signature(&self) -> bool {
        self.kind.as_deref() == Some(b"Sig")
    }
}

/// Everything that is said to be a signature of the document. Fields without a value are not signed.
pub(super) fn candidates(file: &PdfFile<'_>) -> Result<Vec<Candidate>, PdfError> {
    let tree = FieldTree::read(file)?;
    let mut found: Vec<Candidate> = Vec::new();
    let parents: BTreeSet<usize> = tree
        .nodes
        .iter()
        .filter(|node| node.is_field)
        .filter_map(|node| node.parent)
        .collect();
    for (place, node) in tree.nodes.iter().enumerate() {
        // A widget shows its field's value; with one of its own it is a field in disguise.
        let has_own = node.has_own_value;
        let is_terminal = node.is_field && !parents.contains(&place);
        if node.is_signature() && (is_terminal || has_own) {
            take(
                file,
                &mut found,
                Some(node.name.clone()),
                node.id,
                &node.value,
            )?;
        }
    }
    loose_widgets(file, &tree, &mut found)?;
    let (_, catalog) = file.catalog()?;
    // `/UR3` is a right that a vendor gives, not a signature of the document (§12.8.2.3).
    if let Some(permissions) = file.dictionary(&catalog, "Perms")?
        && let Some(certifying) = permissions.get("DocMDP")
        && !found.iter().any(|it| it.value == *certifying)
    {
        take(file, &mut found, None, None, certifying)?;
    }
    Ok(found)
}

/// Signature widgets on pages that are missing in the field tree.
fn loose_widgets(
    file: &PdfFile<'_>,
    tree: &FieldTree,
    found: &mut Vec<Candidate>,
) -> Result<(), PdfError> {
    let known: BTreeSet<u32> = tree
        .nodes
        .iter()
        .filter_map(|node| node.id)
        .map(|id| id.number)
        .collect();
    let mut seen = BTreeSet::new();
    file.walk_page_dictionaries(&mut |page| {
        let Object::Array(annotations) = file.value(&page, "Annots")? else {
            return Ok(true);
        };
        for annotation in annotations {
            let id = annotation.as_reference();
            if id.is_some_and(|id| known.contains(&id.number) || !seen.insert(id.number)) {
                continue;
            }
            let Object::Dictionary(widget) = file.resolve(&annotation)? else {
                continue;
            };
            if widget.get("Subtype").is_some_and(|it| it.is_name("Widget")) {
                loose_widget(file, id, widget, found)?;
            }
        }
        Ok(true)
    })
}

fn loose_widget(
    file: &PdfFile<'_>,
    id: Option<ObjectId>,
    widget: Dictionary,
    found: &mut Vec<Candidate>,
) -> Result<(), PdfError> {
    let (mut names, mut kind, mut value) = (Vec::new(), Object::Null, Object::Null);
    let mut level = Some(widget);
    for _ in 0..MAX_ANCESTORS {
        let Some(node) = level else { break };
        if let Some(part) = file.value(&node, "T")?.as_string() {
            names.push(pdf::text(part));
        }
        if kind == Object::Null {
            kind = file.value(&node, "FT")?;
        }
        if value == Object::Null {
            value = node.get("V").cloned().unwrap_or(Object::Null);
        }
        level = file.dictionary(&node, "Parent")?;
    }
    names.reverse();
    if kind.is_name("Sig") {
        take(file, found, Some(names.join(".")), id, &value)?;
    }
    Ok(())
}

fn take(
    file: &PdfFile<'_>,
    found: &mut Vec<Candidate>,
    field: Option<String>,
    id: Option<ObjectId>,
    value: &Object,
) -> Result<(), PdfError> {
    if file.resolve(value)? == Object::Null {
        return Ok(());
    }
    if found.len() >= MAX_SIGNATURES {
        return Err(PdfError::TooComplex);
    }
    file.hold(value)?;
    found.push(Candidate {
        field,
        id,
        value: value.clone(),
    });
    Ok(())
}
