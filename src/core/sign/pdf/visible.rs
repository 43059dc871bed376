//! What is seen of a signature: the seal, drawn on its page where it harms no earlier signature. A seal
//! that could be taken for a change of what was signed before would make that signature doubtful for
//! every careful reader, ours among them (sneaky signature attack on certified documents, Mladenov et
//! al. 2021): it is moved or refused.

use super::{
    PdfSignError, PlacedSeal,
    incremental::Revision,
    seal::{DisplayedRect, PageView, Point},
};
use crate::core::pdf::{Object, ObjectId, Page, PageBox, PdfError, PdfFile};

/// How much of another annotation a seal may cover.
const COVERED: f64 = 0.5;
/// How much of a page a seal may take where something is signed already.
const TAKEN: f64 = 0.25;
/// Points between a seal that was moved and the place it made way for.
const GAP: f64 = 6.0;
/// The most places that are tried.
const MAX_PLACES: usize = 400;

/// A seal on its page.
pub(super) struct Shown {
    /// Its form `XObject`.
    pub(super) form: ObjectId,
    /// `/Rect`: left, bottom, right, top in default user space.
    pub(super) rect: [f64; 4],
}

/// Adds what is seen of the seal.
pub(super) fn show(
    file: &PdfFile<'_>,
    revision: &mut Revision<'_, '_>,
    seal: &PlacedSeal<'_>,
    page: &Page,
) -> Result<Shown, PdfSignError> {
    let rect = place(file, seal, page)?;
    let appearance = seal
        .seal
        .appearance(page.rotation, revision.next_number())?;
    for (number, object) in appearance.objects {
        revision.put_new(number, object);
    }
    Ok(Shown {
        form: appearance.form,
        rect: [rect.left, rect.bottom, rect.right, rect.top],
    })
}

/// Where the seal goes: where it was put, if nothing signed before is harmed there.
fn place(file: &PdfFile<'_>, seal: &PlacedSeal<'_>, page: &Page) -> Result<PageBox, PdfSignError> {
    let view = PageView {
        visible: page.visible,
        rotation: page.rotation,
        user_unit: page.user_unit,
    };
    let extent = seal.seal.extent();
    let middle = Point {
        x: seal.corner.x + f64::from(extent.width) / 2.0,
        y: seal.corner.y + f64::from(extent.height) / 2.0,
    };
    let wanted = view.place(middle, extent);
    if is_certified(file)? {
        return Err(PdfSignError::SealForbidden);
    }
    let is_signed = file.fields()?.iter().any(|it| it.signature().is_some());
    if !is_signed {
        return Ok(wanted);
    }
    if wanted.area() > page.visible.area() * TAKEN {
        return Err(PdfSignError::SealForbidden);
    }
    let others = annotations(file, page)?;
    let is_free = |rect: &PageBox| !others.iter().any(|it| covers(rect, it));
    places(&view, view.to_displayed(wanted))
        .map(|it| view.to_user(it))
        .find(is_free)
        .ok_or(PdfSignError::SealForbidden)
}

/// The place itself, then those to its left and its right, row by row downwards and then upwards.
fn places(view: &PageView, wanted: DisplayedRect) -> impl Iterator<Item = DisplayedRect> {
    let (page_width, page_height) = view.displayed_size();
    let (across, down) = (wanted.width + GAP, wanted.height + GAP);
    let fits = move |it: &DisplayedRect| {
        it.left >= 0.0
            && it.top >= 0.0
            && it.left + it.width <= page_width
            && it.top + it.height <= page_height
    };
    let steps = |room: f64, step: f64| {
        let count = (0..40).take_while(move |it| f64::from(*it) * step <= room);
        count.map(f64::from)
    };
    let columns: Vec<f64> = steps(page_width, across).flat_map(|it| [-it, it]).collect();
    let rows = steps(page_height, down).flat_map(|it| [it, -it]);
    rows.flat_map(move |row| {
        columns
            .clone()
            .into_iter()
            .map(move |column| DisplayedRect {
                left: wanted.left + column * across,
                top: wanted.top + row * down,
                ..wanted
            })
    })
    .filter(fits)
    .take(MAX_PLACES)
}

/// Whether someone certified the document (§12.8.2.2): what is seen of it is theirs.
fn is_certified(file: &PdfFile<'_>) -> Result<bool, PdfError> {
    let (_, catalog) = file.catalog()?;
    let permissions = file.dictionary(&catalog, "Perms")?;
    Ok(permissions.is_some_and(|it| it.contains("DocMDP")))
}

/// The rectangles of what lies on the page.
fn annotations(file: &PdfFile<'_>, page: &Page) -> Result<Vec<PageBox>, PdfError> {
    let mut boxes = Vec::new();
    for annotation in file
        .value(&page.dictionary, "Annots")?
        .as_array()
        .unwrap_or_default()
    {
        let annotation = file.resolve(annotation)?;
        if let Some(rect) = annotation.as_dictionary().and_then(|it| it.get("Rect")) {
            boxes.extend(PageBox::read(file, rect)?);
        }
    }
    Ok(boxes)
}

fn covers(rect: &PageBox, other: &PageBox) -> bool {
    let common = rect.intersection(other);
    common.is_some_and(|common| common.area() > other.area() * COVERED)
}

/// `/Rect` of a signature that is not seen (§12.7.5.5).
pub(super) fn unseen() -> Object {
    Object::Array([0; 4].map(Object::Integer).to_vec())
}
