//! Where signatures that came later show. Their appearance is the signer's own, so that it must not
//! lie over what was signed before: a small place on one page (sneaky signature attack: Rohlmann et
//! al., S&P 2021). It cannot be told here whether there is text below; what can be told is how much of
//! the page it covers, and whether it covers another signature or field.

use crate::core::pdf::{Dictionary, Object, ObjectId, PageBox, PdfFile};

use super::{Comparison, Step, Stop};

/// Bit 2 of `/F`: shown nowhere (table 167).
const HIDDEN: i64 = 0b10;
/// The largest part of a page that a new signature may cover.
const MAX_PART_OF_PAGE: f64 = 0.25;
/// The largest part of another annotation that it may cover.
const MAX_PART_OF_OTHER: f64 = 0.5;

/// A widget that came later.
pub(super) struct NewWidget {
    pub(super) is_visible: bool,
    area: Option<PageBox>,
    /// The page that it says it is on.
    claims: Option<ObjectId>,
    /// The page in whose list it is.
    page: Option<ObjectId>,
}

impl NewWidget {
    pub(super) fn read(file: &PdfFile<'_>, widget: &Dictionary) -> Step<Self> {
        let flags = file.value(widget, "F")?.as_integer().unwrap_or_default();
        let area = rectangle(file, widget)?;
        Ok(Self {
            is_visible: flags & HIDDEN == 0 && area.is_some(),
            area,
            claims: widget.get("P").and_then(Object::as_reference),
            page: None,
        })
    }
}

impl Comparison<'_> {
    /// A new widget in the list of a page, behind the annotations that were there.
    pub(super) fn place_widget(&mut self, number: u32, page: ObjectId, others: &[Object]) -> Step {
        let widget = self.widgets.get_mut(&number).ok_or(Stop::Forbidden)?;
        let is_elsewhere = widget.page.is_some() || widget.claims.is_some_and(|it| it != page);
        if is_elsewhere {
            return Err(Stop::Forbidden);
        }
        widget.page = Some(page);
        let (true, Some(area)) = (widget.is_visible, widget.area) else {
            return Ok(());
        };
        self.is_small_on(&area, page)?;
        for other in others {
            let Object::Dictionary(other) = self.new.resolve(other)? else {
                continue;
            };
            if let Some(other) = rectangle(self.new, &other)?
                && let Some(common) = area.intersection(&other)
                && common.area() > MAX_PART_OF_OTHER * other.area()
            {
                return Err(Stop::Forbidden);
            }
        }
        Ok(())
    }

    /// A widget that was there, on a page, and has been signed.
    pub(super) fn fits_page(&self, id: ObjectId, page: ObjectId) -> Step {
        let widget = self.dictionary_of(&Object::Reference(id))?;
        match rectangle(self.new, &widget)? {
            Some(area) => self.is_small_on(&area, page),
            None => Ok(()),
        }
    }

    fn is_small_on(&self, area: &PageBox, page: ObjectId) -> Step {
        let visible = self.visible(page)?;
        if area.area() > MAX_PART_OF_PAGE * visible.area() {
            return Err(Stop::Forbidden);
        }
        Ok(())
    }

    /// A widget that shows is on a page.
    pub(super) fn unplaced_widgets(&self) -> Step {
        let is_lost = |widget: &NewWidget| widget.is_visible && widget.page.is_none();
        if self.widgets.values().any(is_lost) {
            return Err(Stop::Forbidden);
        }
        Ok(())
    }

    /// What shows of a page; it may have it from above.
    fn visible(&self, page: ObjectId) -> Step<PageBox> {
        let mut found = None;
        self.new.walk_pages(&mut |it| {
            if it.id == page {
                found = Some(it.visible);
            }
            Ok(found.is_none())
        })?;
        found.ok_or(Stop::Forbidden)
    }
}

/// The `/Rect` of an annotation; `None` if it has none, or one without an area. One that is anything
/// else shows wherever a reader likes.
pub(super) fn rectangle(file: &PdfFile<'_>, annotation: &Dictionary) -> Step<Option<PageBox>> {
    let elements = match file.value(annotation, "Rect")? {
        Object::Array(elements) => elements,
        Object::Null => return Ok(None),
        _ => return Err(Stop::Forbidden),
    };
    let mut numbers = Vec::new();
    for element in &elements {
        numbers.extend(file.resolve(element)?.as_number());
    }
    match numbers.try_into() {
        Ok(corners) if elements.len() == 4 => Ok(PageBox::between(corners)),
        _ => Err(Stop::Forbidden),
    }
}
