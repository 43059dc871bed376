//! Pages (ISO 32000-2 §7.7.3): their boxes and how they are turned.

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
