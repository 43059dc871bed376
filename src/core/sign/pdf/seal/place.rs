//! From a point of a page as it is displayed to the rectangle of an annotation on it, and back (ISO
//! 32000-2 §12.5.2 `/Rect`, §14.11.2 boxes, §7.7.3.3 `/Rotate` and `/UserUnit`). Displayed points have
//! their origin at the top left and grow downwards, in points (1/72 inch) at a zoom of 100 %.

use super::Extent;
use crate::core::pdf::{PageBox, Rotation};

/// A place on the displayed page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left, in points.
    pub x: f64,
    /// From the top, in points.
    pub y: f64,
}

/// A rectangle on the displayed page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DisplayedRect {
    /// From the left, in points.
    pub left: f64,
    /// From the top, in points.
    pub top: f64,
    /// In points.
    pub width: f64,
    /// In points.
    pub height: f64,
}

/// How a page is displayed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageView {
    /// What is shown of it, in its default user space.
    pub visible: PageBox,
    /// How it is turned.
    pub rotation: Rotation,
    /// Points in a unit of its user space; 1 unless the page says otherwise.
    pub user_unit: f64,
}

impl PageView {
    /// Width and height as displayed, in points.
    pub fn displayed_size(&self) -> (f64, f64) {
        let width = self.visible.width() * self.user_unit;
        let height = self.visible.height() * self.user_unit;
        match self.rotation {
            Rotation::None | Rotation::Half => (width, height),
            Rotation::Quarter | Rotation::ThreeQuarters => (height, width),
        }
    }

    /// The `/Rect` of a seal whose middle is at `middle`. It is moved to lie wholly on the page, and
    /// one larger than the page is made smaller, its proportions kept.
    pub fn place(&self, middle: Point, extent: Extent) -> PageBox {
        let (page_width, page_height) = self.displayed_size();
        let (width, height) = (f64::from(extent.width), f64::from(extent.height));
        let scale = (page_width / width).min(page_height / height).min(1.0);
        let (width, height) = (width * scale, height * scale);
        self.to_user(DisplayedRect {
            left: (middle.x - width / 2.0).min(page_width - width).max(0.0),
            top: (middle.y - height / 2.0).min(page_height - height).max(0.0),
            width,
            height,
        })
    }

    /// A displayed rectangle in default user space.
    pub fn to_user(&self, displayed: DisplayedRect) -> PageBox {
        let unit = self.user_unit;
        let (left, top) = (displayed.left / unit, displayed.top / unit);
        let right = left + displayed.width / unit;
        let bottom = top + displayed.height / unit;
        let page = &self.visible;
        match self.rotation {
            Rotation::None => PageBox {
                left: page.left + left,
                bottom: page.top - bottom,
                right: page.left + right,
                top: page.top - top,
            },
            // The page's lower left corner is shown at the upper left.
            Rotation::Quarter => PageBox {
                left: page.left + top,
                bottom: page.bottom + left,
                right: page.left + bottom,
                top: page.bottom + right,
            },
            // Its lower right corner.
            Rotation::Half => PageBox {
                left: page.right - right,
                bottom: page.bottom + top,
                right: page.right - left,
                top: page.bottom + bottom,
            },
            // Its upper right corner.
            Rotation::ThreeQuarters => PageBox {
                left: page.right - bottom,
                bottom: page.top - right,
                right: page.right - top,
                top: page.top - left,
            },
        }
    }

    /// A rectangle of default user space as it is displayed.
    pub fn to_displayed(&self, rect: PageBox) -> DisplayedRect {
        let page = &self.visible;
        let (left, top, width, height) = match self.rotation {
            Rotation::None => (
                rect.left - page.left,
                page.top - rect.top,
                rect.width(),
                rect.height(),
            ),
            Rotation::Quarter => (
                rect.bottom - page.bottom,
                rect.left - page.left,
                rect.height(),
                rect.width(),
            ),
            Rotation::Half => (
                page.right - rect.right,
                rect.bottom - page.bottom,
                rect.width(),
                rect.height(),
            ),
            Rotation::ThreeQuarters => (
                page.top - rect.top,
                page.right - rect.right,
                rect.height(),
                rect.width(),
            ),
        };
        let unit = self.user_unit;
        DisplayedRect {
            left: left * unit,
            top: top * unit,
            width: width * unit,
            height: height * unit,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_view() -> impl Strategy<Value = PageView> {
        let rotation = prop_oneof![
            Just(Rotation::None),
            Just(Rotation::Quarter),
            Just(Rotation::Half),
            Just(Rotation::ThreeQuarters),
        ];
        let corner = (-500.0..500.0, -500.0..500.0);
        let size = (50.0..2000.0, 50.0..2000.0);
        (corner, size, rotation, 0.5..4.0).prop_map(
            |((left, bottom), (width, height), rotation, user_unit)| PageView {
                visible: PageBox {
                    left,
                    bottom,
                    right: left + width,
                    top: bottom + height,
                },
                rotation,
                user_unit,
            },
        )
    }

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-6
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_place(
            view in any_view(),
            (x, y) in (0.0..1.0, 0.0..1.0),
            (width, height) in (1.0_f32..300.0, 1.0_f32..300.0),
        ) {
            let (page_width, page_height) = view.displayed_size();
            let middle = Point { x: x * page_width, y: y * page_height };
            let rect = view.place(middle, Extent { width, height });
            let page = view.visible;
            prop_assert!(rect.left >= page.left - 1e-6 && rect.right <= page.right + 1e-6);
            prop_assert!(rect.bottom >= page.bottom - 1e-6 && rect.top <= page.top + 1e-6);

            let shown = view.to_displayed(rect);
            let again = view.to_user(shown);
            prop_assert!(close(again.left, rect.left) && close(again.bottom, rect.bottom));
            prop_assert!(close(again.right, rect.right) && close(again.top, rect.top));
            let proportion = shown.width / shown.height;
            prop_assert!((proportion / f64::from(width / height) - 1.0).abs() < 1e-5);

            // Where there is room on all sides, the middle is where it was asked for.
            let (half_width, half_height) = (shown.width / 2.0, shown.height / 2.0);
            if (half_width..page_width - half_width).contains(&middle.x) {
                prop_assert!(close(shown.left + half_width, middle.x));
            }
            if (half_height..page_height - half_height).contains(&middle.y) {
                prop_assert!(close(shown.top + half_height, middle.y));
            }
        }
    }

    #[test]
    fn the_upper_left_of_a_turned_page_is_another_corner_of_the_paper() {
        let visible = PageBox {
            left: 10.0,
            bottom: 20.0,
            right: 110.0,
            top: 220.0,
        };
        let seal = Extent {
            width: 30.0,
            height: 12.0,
        };
        let corner = |rotation| {
            let view = PageView {
                visible,
                rotation,
                user_unit: 1.0,
            };
            let rect = view.place(Point { x: 0.0, y: 0.0 }, seal);
            [rect.left, rect.bottom, rect.right, rect.top].map(|it| format!("{it:.0}"))
        };
        assert_eq!(corner(Rotation::None), ["10", "208", "40", "220"]);
        assert_eq!(corner(Rotation::Quarter), ["10", "20", "22", "50"]);
        assert_eq!(corner(Rotation::Half), ["80", "20", "110", "32"]);
        assert_eq!(corner(Rotation::ThreeQuarters), ["98", "190", "110", "220"]);
    }
}
