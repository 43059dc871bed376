//! The visible seal (印影) of a signature: what it shows, and its appearance as PDF objects (ISO 32000-2
//! §12.5.5). A picture only: it proves nothing, and what is on it is the caller's to know. Every word
//! comes in as an argument. The appearance is the same, byte for byte, for the same seal; what is
//! around it stays transparent, and one made for practice says so across its whole width
//! (invariant 9).

mod image;
mod lines;
mod paint;
mod place;
mod rectangle;
mod round;

use std::collections::BTreeMap;

use pdf_writer::Content;
use thiserror::Error;

use crate::core::pdf::font::{FONT_OBJECTS, FontError, compressed};
use crate::core::pdf::{Dictionary, Object, ObjectId, Rotation, new_file};

pub use image::{ImageError, SealImage};
use paint::{Painter, Tone};
pub use place::{DisplayedRect, PageView, Point};

/// Points (1/72 inch) in a millimetre.
pub const POINTS_PER_MM: f32 = 72.0 / 25.4;

/// The side of a seal in millimetres: a round one's diameter, a rectangle's width, a picture's longer
/// side.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct SealSize(f32);

impl SealSize {
    /// The smallest: below it no name is legible on paper.
    pub const MIN_MM: f32 = 8.0;
    /// The largest: half the width of A4.
    pub const MAX_MM: f32 = 100.0;

    /// This many millimetres; `None` outside the limits.
    pub fn new(millimetres: f32) -> Option<Self> {
        (Self::MIN_MM..=Self::MAX_MM)
            .contains(&millimetres)
            .then_some(Self(millimetres))
    }

    fn points(self) -> f32 {
        self.0 * POINTS_PER_MM
    }
}

/// How many lines go around a round seal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ring {
    /// A stout line and a fine one within.
    Double,
    /// One stout line, as on a personal seal.
    #[default]
    Single,
}

/// What a seal looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum SealDesign {
    /// The person's own picture.
    Image(SealImage),
    /// A box with caption, name and date, line by line.
    Rectangle,
    /// A personal seal; with a date, a date stamp (日付印).
    Round(Ring),
}

/// The words on a seal; a picture has none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SealText {
    /// The name, its parts apart by spaces of any width. With East Asian characters in it a round seal
    /// sets it vertically, from right to left.
    pub name: String,
    /// What the seal is, such as "signed electronically"; a round seal without a date has no place
    /// for it.
    pub caption: Option<String>,
    /// The date, as it is to be shown.
    pub date: Option<String>,
}

impl SealText {
    /// The most characters of a name, a caption, a date or a watermark.
    pub const MAX_CHARACTERS: usize = 60;
}

/// A name is personal data.
impl std::fmt::Debug for SealText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealText([redacted])")
    }
}

/// A seal.
#[derive(Clone, Debug, PartialEq)]
pub struct Seal {
    /// What it looks like.
    pub design: SealDesign,
    /// How large it is.
    pub size: SealSize,
    /// Its words.
    pub text: SealText,
    /// Words across it that say that it is not real; of practice mode.
    pub watermark: Option<String>,
}

/// Why there is no such seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    /// The words cannot be set: with a character missing there is no seal, and none is put in its place,
    /// for a seal with a wrong name is worse than none.
    #[error(transparent)]
    Font(#[from] FontError),
    /// There is no name to set.
    #[error("the seal has no name")]
    NoName,
    /// A text is longer than [`SealText::MAX_CHARACTERS`].
    #[error("a text of the seal is too long")]
    TooLong,
}

/// A width and a height in points (1/72 inch).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Points.
    pub width: f32,
    /// Points.
    pub height: f32,
}

/// A seal as PDF objects.
#[derive(Clone, Debug, PartialEq)]
pub struct Appearance {
    /// The form `XObject`, for `/AP << /N … >>`: it is among `objects`.
    pub form: ObjectId,
    /// All objects with their numbers: consecutive, from the first number asked for on.
    pub objects: Vec<(u32, Object)>,
}

impl Seal {
    /// Its size as the reader sees it.
    pub fn extent(&self) -> Extent {
        let side = self.size.points();
        match &self.design {
            SealDesign::Image(image) => image.extent(side),
            SealDesign::Rectangle => rectangle::extent(side),
            SealDesign::Round(_) => Extent {
                width: side,
                height: side,
            },
        }
    }

    /// Its objects, numbered from `first` on, for a page that is turned by `rotation`: the reader
    /// sees the seal upright.
    pub fn appearance(&self, rotation: Rotation, first: u32) -> Result<Appearance, SealError> {
        if self.is_too_long() {
            return Err(SealError::TooLong);
        }
        let extent = self.extent();
        let mut painter = Painter::new(self.tone())?;
        match &self.design {
            SealDesign::Image(_) => painter.picture(extent),
            SealDesign::Rectangle => rectangle::draw(&mut painter, &self.text, extent)?,
            SealDesign::Round(ring) => round::draw(&mut painter, &self.text, *ring, extent)?,
        }
        if let Some(watermark) = &self.watermark {
            lines::across(&mut painter, watermark, extent)?;
        }
        let (content, font) = painter.finish();

        let mut next = first.saturating_add(1);
        let mut objects = Vec::new();
        let mut resources = Dictionary::new();
        if let Some(font) = font {
            let named = Dictionary::new().with(paint::FONT, Object::reference(next));
            resources.set("Font", Object::Dictionary(named));
            objects.extend(font.objects(next)?);
            next = next.saturating_add(FONT_OBJECTS);
        }
        if let SealDesign::Image(image) = &self.design {
            let named = Dictionary::new().with(paint::PICTURE, Object::reference(next));
            resources.set("XObject", Object::Dictionary(named));
            objects.extend(image.objects(next));
        }
        resources.set("ExtGState", Object::Dictionary(paint::graphics_states()));
        let form = form(extent, rotation, resources, &content);
        objects.insert(0, (first, form));
        Ok(Appearance {
            form: ObjectId::new(first),
            objects,
        })
    }

    /// A page of the seal's size with the seal and nothing else: what comes out, to be shown before.
    pub fn preview(&self) -> Result<Vec<u8>, SealError> {
        let extent = self.extent();
        let appearance = self.appearance(Rotation::None, 5)?;
        let mut content = Content::new();
        content.x_object(pdf_writer::Name(b"Seal"));
        let content = compressed(Dictionary::new(), &content.finish().into_vec());
        let named = Dictionary::new().with("Seal", Object::Reference(appearance.form));
        let resources = Dictionary::new().with("XObject", Object::Dictionary(named));
        let page = Dictionary::new()
            .with("Type", Object::name("Page"))
            .with("Parent", Object::reference(2))
            .with(
                "MediaBox",
                Object::measures([0.0, 0.0, extent.width, extent.height]),
            )
            .with("Resources", Object::Dictionary(resources))
            .with("Contents", Object::reference(4));
        let pages = Dictionary::new()
            .with("Type", Object::name("Pages"))
            .with("Kids", Object::Array(vec![Object::reference(3)]))
            .with("Count", Object::Integer(1));
        let catalog = Dictionary::new()
            .with("Type", Object::name("Catalog"))
            .with("Pages", Object::reference(2));
        let mut objects: BTreeMap<u32, Object> = appearance.objects.into_iter().collect();
        objects.insert(1, Object::Dictionary(catalog));
        objects.insert(2, Object::Dictionary(pages));
        objects.insert(3, Object::Dictionary(page));
        objects.insert(4, content);
        Ok(new_file(&objects, 1, None))
    }

    /// What the font has to show.
    fn words(&self) -> Vec<&str> {
        let text = match &self.design {
            SealDesign::Image(_) => None,
            SealDesign::Rectangle | SealDesign::Round(_) => Some(&self.text),
        };
        let text = text.map(|it| [Some(&it.name), it.caption.as_ref(), it.date.as_ref()]);
        let words = text.into_iter().flatten().chain([self.watermark.as_ref()]);
        words.flatten().map(String::as_str).collect()
    }

    fn is_too_long(&self) -> bool {
        let lengths = self.words().into_iter().map(|word| word.chars().count());
        lengths.max() > Some(SealText::MAX_CHARACTERS)
    }

    fn tone(&self) -> Tone {
        if self.watermark.is_some() {
            Tone::Practice
        } else {
            Tone::Real
        }
    }
}

/// ISO 32000-2 §8.10.2. The matrix turns the form against the page's rotation and moves it back to
/// the origin, so that also readers that take `/Matrix` and `/Rect` literally show it rightly.
fn form(extent: Extent, rotation: Rotation, resources: Dictionary, content: &[u8]) -> Object {
    let Extent { width, height } = extent;
    let matrix = match rotation {
        Rotation::None => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        Rotation::Quarter => [0.0, 1.0, -1.0, 0.0, height, 0.0],
        Rotation::Half => [-1.0, 0.0, 0.0, -1.0, width, height],
        Rotation::ThreeQuarters => [0.0, -1.0, 1.0, 0.0, 0.0, width],
    };
    let dictionary = Dictionary::new()
        .with("Type", Object::name("XObject"))
        .with("Subtype", Object::name("Form"))
        .with("FormType", Object::Integer(1))
        .with("BBox", Object::measures([0.0, 0.0, width, height]))
        .with("Matrix", Object::measures(matrix))
        .with("Resources", Object::Dictionary(resources));
    compressed(dictionary, content)
}
