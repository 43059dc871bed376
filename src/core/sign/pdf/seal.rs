//! The visible seal.

/// How a seal looks.
#[derive(Clone, Debug, PartialEq)]
pub enum SealDesign {
    /// The person's own picture.
    Image(SealImage),
    /// A frame with name and date.
    Rectangle,
    /// Round, like a 印影.
    Round,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct SealImage;

/// Width and height in millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SealSize {
    /// Width.
    pub width_mm: f32,
    /// Height.
    pub height_mm: f32,
}

impl SealImage {
    /// Width and height, in any unit.
    pub fn proportions(&self) -> (f32, f32) {
        (1.0, 1.0)
    }
}
