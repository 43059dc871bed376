//! Pages (ISO 32000-2 §7.7.3): the tree is walked, its counts are not believed, and what a page inherits
//! is found on the way down.

use std::{collections::BTreeSet, rc::Rc};

use super::{
    PdfError,
    file::PdfFile,
    object::{Dictionary, Object, ObjectId},
};

/// The most nodes of a page tree.
const MAX_NODES: usize = 1_000_000;
/// A4, for a page that says nothing of its size.
const A4: PageBox = PageBox {
    left: 0.0,
    bottom: 0.0,
    right: 595.0,
    top: 842.0,
};

/// A rectangle in default user space, in points (1/72 inch).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageBox {
    /// The smaller x.
    pub left: f64,
    /// The smaller y.
    pub bottom: f64,
    /// The larger x.
    pub right: f64,
    /// The larger y.
    pub top: f64,
}

impl PageBox {
    /// Its width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its height.
    pub fn height(&self) -> f64 {
        self.top - self.bottom
    }

    /// Width times height.
    pub fn area(&self) -> f64 {
        self.width() * self.height()
    }

    /// The rectangle between two opposite corners, if it has an area.
    pub(in crate::core) fn between([a, b, c, d]: [f64; 4]) -> Option<Self> {
        let found = Self {
            left: a.min(c),
            bottom: b.min(d),
            right: a.max(c),
            top: b.max(d),
        };
        let is_length = |it: f64| it > 0.0 && it.is_finite();
        (is_length(found.width()) && is_length(found.height())).then_some(found)
    }

    /// What both cover; `None` if nothing.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let common = Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        };
        (common.width() > 0.0 && common.height() > 0.0).then_some(common)
    }

    /// The rectangle that an array says, if it has an area, and one that can be counted with.
    pub(in crate::core) fn read(
        file: &PdfFile<'_>,
        object: &Object,
    ) -> Result<Option<Self>, PdfError> {
        let found;
        let elements = match object {
            Object::Array(elements) => elements,
            other => {
                found = file.resolve(other)?;
                let Some(elements) = found.as_array() else {
                    return Ok(None);
                };
                elements
            }
        };
        let mut numbers = Vec::new();
        for element in elements.iter().take(4) {
            numbers.extend(file.resolve(element)?.as_number());
        }
        Ok(numbers.try_into().ok().and_then(Self::between))
    }
}

/// How a page is turned clockwise when it is shown (§7.7.3.3, `/Rotate`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rotation {
    /// Not at all.
    #[default]
    None,
    /// By 90°.
    Quarter,
    /// By 180°.
    Half,
    /// By 270°.
    ThreeQuarters,
}

impl Rotation {
    /// The rotation by this many degrees clockwise; others than multiples of 90 count for none.
    pub fn of_degrees(degrees: i64) -> Self {
        match degrees.rem_euclid(360) {
            90 => Self::Quarter,
            180 => Self::Half,
            270 => Self::ThreeQuarters,
            _ => Self::None,
        }
    }

    /// In degrees clockwise.
    pub fn degrees(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Quarter => 90,
            Self::Half => 180,
            Self::ThreeQuarters => 270,
        }
    }
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its object.
    pub id: ObjectId,
    /// Its dictionary, as it is.
    pub dictionary: Dictionary,
    /// What is shown of it: the crop box within the media box.
    pub visible: PageBox,
    /// How it is turned.
    pub rotation: Rotation,
    /// Points (1/72 inch) in a unit of its user space (`/UserUnit`).
    pub user_unit: f64,
}

/// Is shown a page, and says whether it wants another.
type Visit<'a> = dyn FnMut(ObjectId, Dictionary, &Inherited) -> Result<bool, PdfError> + 'a;

impl PdfFile<'_> {
    /// The page of this index, counted from 0.
    pub fn page(&self, index: usize) -> Result<Page, PdfError> {
        let mut left = index;
        let mut found = None;
        self.walk(&mut |id, dictionary, inherited| {
            if left == 0 {
                found = Some(self.page_of(id, dictionary, inherited)?);
                return Ok(false);
            }
            left -= 1;
            Ok(true)
        })?;
        found.ok_or(PdfError::NoPage { index })
    }

    /// How many pages there are.
    pub fn page_count(&self) -> Result<usize, PdfError> {
        if let Some(known) = self.pages.get() {
            return Ok(known);
        }
        self.walk(&mut |_, _, _| Ok(true))?;
        self.pages.get().ok_or(PdfError::NoCatalog)
    }

    /// Shows every page in order until `visit` says that it is enough.
    pub fn walk_pages(
        &self,
        visit: &mut dyn FnMut(Page) -> Result<bool, PdfError>,
    ) -> Result<(), PdfError> {
        self.walk(&mut |id, dictionary, inherited| visit(self.page_of(id, dictionary, inherited)?))
    }

    /// The same for who wants to know nothing of a page but its dictionary.
    pub fn walk_page_dictionaries(
        &self,
        visit: &mut dyn FnMut(Dictionary) -> Result<bool, PdfError>,
    ) -> Result<(), PdfError> {
        self.walk(&mut |_, dictionary, _| visit(dictionary))
    }

    fn walk(&self, visit: &mut Visit<'_>) -> Result<(), PdfError> {
        let (_, catalog) = self.catalog()?;
        let root = catalog.get("Pages").and_then(Object::as_reference);
        let mut seen = BTreeSet::new();
        let mut count = 0;
        let mut open = vec![(root.ok_or(PdfError::NoCatalog)?, Inherited::default())];
        while let Some((id, inherited)) = open.pop() {
            // A page that is there twice is a loop, or a file that shows one page twice: once is enough.
            if !seen.insert(id) {
                continue;
            }
            if seen.len() > MAX_NODES || open.len() > MAX_NODES {
                return Err(PdfError::TooComplex);
            }
            let Object::Dictionary(node) = self.get(id.number)? else {
                continue;
            };
            let inherited = inherited.with(&node);
            match self.value(&node, "Kids")? {
                Object::Array(kids) if !node.is_type("Page") => {
                    let kids = kids.iter().rev().filter_map(Object::as_reference);
                    open.extend(kids.map(|kid| (kid, inherited.clone())));
                }
                _ => {
                    count += 1;
                    if !visit(id, node, &inherited)? {
                        return Ok(());
                    }
                }
            }
        }
        self.pages.set(Some(count));
        Ok(())
    }

    fn page_of(
        &self,
        id: ObjectId,
        dictionary: Dictionary,
        inherited: &Inherited,
    ) -> Result<Page, PdfError> {
        let media = PageBox::read(self, &inherited.media_box)?.unwrap_or(A4);
        let crop = PageBox::read(self, &inherited.crop_box)?.unwrap_or(media);
        let degrees = self.resolve(&inherited.rotate)?.as_number().unwrap_or(0.0);
        #[expect(clippy::cast_possible_truncation, reason = "saturates, and is checked")]
        let rotation = Rotation::of_degrees(degrees as i64);
        let user_unit = self.value(&dictionary, "UserUnit")?.as_number();
        Ok(Page {
            id,
            user_unit: user_unit.filter(|it| *it > 0.0).unwrap_or(1.0),
            dictionary,
            visible: crop.intersection(&media).unwrap_or(media),
            rotation,
        })
    }
}

/// What pages have from the nodes above them (§7.7.3.4).
#[derive(Clone, Default)]
struct Inherited {
    crop_box: Rc<Object>,
    media_box: Rc<Object>,
    rotate: Rc<Object>,
}

/// A number, a reference, or the first four of them; nothing else is a box or a rotation.
fn plain(object: &Object) -> Object {
    let one = |object: &Object| match object {
        Object::Integer(_) | Object::Real(_) | Object::Reference(_) => object.clone(),
        _ => Object::Null,
    };
    match object {
        Object::Array(elements) => Object::Array(elements.iter().take(4).map(one).collect()),
        other => one(other),
    }
}

impl Inherited {
    fn with(&self, node: &Dictionary) -> Self {
        let own = |key, above: &Rc<Object>| match node.get(key) {
            Some(own) => Rc::new(plain(own)),
            None => Rc::clone(above),
        };
        Self {
            crop_box: own("CropBox", &self.crop_box),
            media_box: own("MediaBox", &self.media_box),
            rotate: own("Rotate", &self.rotate),
        }
    }
}
