//! The design tokens: every colour, distance and size of the window, by what it is for. The only
//! place with colour literals (clippy bans them elsewhere); views and widgets name a meaning.
//!
//! Values from デジタル庁デザインシステム (`@digital-go-jp/design-tokens` 1.1.9, MIT); which pairs
//! must be told apart, and how well, is tested below (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11).

use egui::Color32;

/// Distances and sizes in points at 100 % text size. Targets never shrink below [`space::TARGET`].
pub mod space {
    /// Between things that belong together.
    pub const XS: f32 = 4.0;
    /// Between lines of one group.
    pub const S: f32 = 8.0;
    /// Inside frames, between controls.
    pub const M: f32 = 16.0;
    /// Between groups.
    pub const L: f32 = 24.0;
    /// Between sections.
    pub const XL: f32 = 32.0;
    /// Corner radius of frames and controls.
    pub const CORNER: u8 = 8;
    /// The least height and width of anything one can press (WCAG 2.5.5).
    pub const TARGET: f32 = 44.0;
    /// Lines of text wider than this are hard to follow: pages keep to it.
    pub const PAGE_WIDTH: f32 = 960.0;
}

/// Type sizes in points at 100 %.
pub mod size {
    /// Notes and captions.
    pub const SMALL: f32 = 14.0;
    /// Running text, labels, buttons.
    pub const BODY: f32 = 16.0;
    /// Headings inside a page.
    pub const HEADING: f32 = 20.0;
    /// The title of a page.
    pub const TITLE: f32 = 28.0;
    /// Icons beside running text.
    pub const ICON: f32 = 22.0;
}

/// Paper is white in every look: what is printed on it must be seen as it will be.
pub mod paper {
    use super::{Color32, rgb};

    /// The sheet.
    pub const SHEET: Color32 = rgb(0xff_ff_ff);
    /// Its edge, and words on it.
    pub const INK: Color32 = rgb(0x4d_4d_4d);
    /// Around what can be moved.
    pub const MARK: Color32 = rgb(0x00_17_c1);
    /// A picture in its own colours.
    pub const UNTINTED: Color32 = rgb(0xff_ff_ff);
}

/// How far the lines of running text lie apart, in multiples of the type size.
pub const LINE_HEIGHT: f32 = 1.5;

/// The three looks of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// White on black with nothing weaker than 7:1.
    HighContrast,
    /// For dark rooms.
    Dark,
    /// The default.
    #[default]
    Light,
}

impl Scheme {
    /// Every scheme.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::HighContrast];

    /// Its colours.
    pub const fn palette(self) -> &'static Palette {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::HighContrast => &HIGH_CONTRAST,
        }
    }
}

/// A foreground that is read, and the soft ground it is read on.
#[derive(Clone, Copy, Debug)]
pub struct Tone {
    /// Icon, bar and emphasised words; readable on `ground`, on surfaces and on the page.
    pub ink: Color32,
    /// The ground of a banner or a chip in this tone.
    pub ground: Color32,
}

/// A filled control: its ground, the same while the pointer is over it, and what is written on it.
#[derive(Clone, Copy, Debug)]
pub struct Fill {
    /// At rest.
    pub ground: Color32,
    /// Under the pointer or pressed.
    pub hover: Color32,
    /// Text and icon.
    pub ink: Color32,
}

/// Colours by meaning.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind everything.
    pub page: Color32,
    /// Cards, dialogs, fields.
    pub surface: Color32,
    /// The rail and the top bar.
    pub chrome: Color32,
    /// Running text.
    pub text: Color32,
    /// Captions and notes: less, but still readable.
    pub text_weak: Color32,
    /// Lines that only divide.
    pub divider: Color32,
    /// The outline of a control or a card one must be able to make out.
    pub outline: Color32,
    /// The main action of a page.
    pub primary: Fill,
    /// An action that cannot be taken back.
    pub danger: Fill,
    /// Every other action: an outline.
    pub secondary: Fill,
    /// The page one is on, the choice taken.
    pub selected: Tone,
    /// A control that cannot be used now.
    pub disabled: Tone,
    /// Facts without judgement.
    pub info: Tone,
    /// Good news.
    pub success: Tone,
    /// Something to do soon.
    pub warning: Tone,
    /// Something is wrong or at its end.
    pub error: Tone,
    /// Practice mode: unlike anything else in the window.
    pub practice: Tone,
    /// The empty part of a bar.
    pub track: Color32,
    /// The focus ring, and the line around it that sets it off.
    pub focus: Color32,
    /// See `focus`.
    pub focus_edge: Color32,
    /// Laid over the window behind a dialog.
    pub backdrop: Color32,
}

/// Black on white, blue for actions.
const LIGHT: Palette = Palette {
    page: rgb(0xf8_f8_fb),
    surface: rgb(0xff_ff_ff),
    chrome: rgb(0xff_ff_ff),
    text: rgb(0x1a_1a_1a),
    text_weak: rgb(0x4d_4d_4d),
    divider: rgb(0xcc_cc_cc),
    outline: rgb(0x76_76_76),
    primary: Fill {
        ground: rgb(0x00_17_c1),
        hover: rgb(0x00_11_8f),
        ink: rgb(0xff_ff_ff),
    },
    danger: Fill {
        ground: rgb(0xce_00_00),
        hover: rgb(0xa9_00_00),
        ink: rgb(0xff_ff_ff),
    },
    secondary: Fill {
        ground: rgb(0xff_ff_ff),
        hover: rgb(0xe8_f1_fe),
        ink: rgb(0x00_17_c1),
    },
    selected: Tone {
        ink: rgb(0x00_17_c1),
        ground: rgb(0xe8_f1_fe),
    },
    disabled: Tone {
        ink: rgb(0x66_66_66),
        ground: rgb(0xf2_f2_f2),
    },
    info: Tone {
        ink: rgb(0x00_17_c1),
        ground: rgb(0xe8_f1_fe),
    },
    success: Tone {
        ink: rgb(0x11_5a_36),
        ground: rgb(0xe6_f5_ec),
    },
    warning: Tone {
        ink: rgb(0x8b_32_00),
        ground: rgb(0xff_ee_e2),
    },
    error: Tone {
        ink: rgb(0xa9_00_00),
        ground: rgb(0xfd_ee_ee),
    },
    practice: Tone {
        ink: rgb(0x1a_1a_1a),
        ground: rgb(0xff_d4_3d),
    },
    track: rgb(0xe6_e6_e6),
    focus: rgb(0xff_d4_3d),
    focus_edge: rgb(0x00_00_00),
    backdrop: rgba(0x00_00_00, 0x99),
};

/// The same on gray 900, with the lighter steps of each hue.
const DARK: Palette = Palette {
    page: rgb(0x1a_1a_1a),
    surface: rgb(0x26_26_26),
    chrome: rgb(0x26_26_26),
    text: rgb(0xf2_f2_f2),
    text_weak: rgb(0xcc_cc_cc),
    divider: rgb(0x4d_4d_4d),
    outline: rgb(0x99_99_99),
    primary: Fill {
        ground: rgb(0x70_96_f8),
        hover: rgb(0x9d_b7_f9),
        ink: rgb(0x00_00_00),
    },
    danger: Fill {
        ground: rgb(0xff_71_71),
        hover: rgb(0xff_96_96),
        ink: rgb(0x00_00_00),
    },
    secondary: Fill {
        ground: rgb(0x26_26_26),
        hover: rgb(0x33_33_33),
        ink: rgb(0x9d_b7_f9),
    },
    selected: Tone {
        ink: rgb(0xc5_d7_fb),
        ground: rgb(0x00_00_60),
    },
    disabled: Tone {
        ink: rgb(0x99_99_99),
        ground: rgb(0x26_26_26),
    },
    info: Tone {
        ink: rgb(0x9d_b7_f9),
        ground: rgb(0x00_00_60),
    },
    success: Tone {
        ink: rgb(0x71_c5_98),
        ground: rgb(0x03_22_13),
    },
    warning: Tone {
        ink: rgb(0xff_a6_6d),
        ground: rgb(0x3a_16_00),
    },
    error: Tone {
        ink: rgb(0xff_96_96),
        ground: rgb(0x3d_00_00),
    },
    practice: Tone {
        ink: rgb(0x1a_1a_1a),
        ground: rgb(0xff_d4_3d),
    },
    track: rgb(0x33_33_33),
    focus: rgb(0xff_d4_3d),
    focus_edge: rgb(0x00_00_00),
    backdrop: rgba(0x00_00_00, 0xb3),
};

/// White on black; everything that is read reaches 7:1, lines are white.
const HIGH_CONTRAST: Palette = Palette {
    page: rgb(0x00_00_00),
    surface: rgb(0x00_00_00),
    chrome: rgb(0x00_00_00),
    text: rgb(0xff_ff_ff),
    text_weak: rgb(0xff_ff_ff),
    divider: rgb(0xff_ff_ff),
    outline: rgb(0xff_ff_ff),
    primary: Fill {
        ground: rgb(0xff_ff_ff),
        hover: rgb(0xc5_d7_fb),
        ink: rgb(0x00_00_00),
    },
    danger: Fill {
        ground: rgb(0xff_96_96),
        hover: rgb(0xff_bb_bb),
        ink: rgb(0x00_00_00),
    },
    secondary: Fill {
        ground: rgb(0x00_00_00),
        hover: rgb(0x00_00_60),
        ink: rgb(0xff_ff_ff),
    },
    selected: Tone {
        ink: rgb(0x00_00_00),
        ground: rgb(0xff_ff_ff),
    },
    disabled: Tone {
        ink: rgb(0xb3_b3_b3),
        ground: rgb(0x00_00_00),
    },
    info: Tone {
        ink: rgb(0xc5_d7_fb),
        ground: rgb(0x00_00_00),
    },
    success: Tone {
        ink: rgb(0x9b_d4_b5),
        ground: rgb(0x00_00_00),
    },
    warning: Tone {
        ink: rgb(0xff_c1_99),
        ground: rgb(0x00_00_00),
    },
    error: Tone {
        ink: rgb(0xff_bb_bb),
        ground: rgb(0x00_00_00),
    },
    practice: Tone {
        ink: rgb(0x00_00_00),
        ground: rgb(0xff_d4_3d),
    },
    track: rgb(0x00_00_00),
    focus: rgb(0xff_d4_3d),
    focus_edge: rgb(0x00_00_00),
    backdrop: rgba(0x00_00_00, 0xcc),
};

#[allow(clippy::disallowed_methods, reason = "the one home of colour literals")]
const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

/// Only for black: premultiplied, so any other hue would need scaling first.
#[allow(clippy::disallowed_methods, reason = "the one home of colour literals")]
const fn rgba(hex: u32, alpha: u8) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgba_premultiplied(red, green, blue, alpha)
}

/// The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance").
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |color: Color32| {
        let channel = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_stands_out_from_its_ground() {
        for scheme in Scheme::ALL {
            let p = scheme.palette();
            let text = if scheme == Scheme::HighContrast {
                7.0
            } else {
                4.5
            };
            let shape = if scheme == Scheme::HighContrast {
                7.0
            } else {
                3.0
            };
            let mut pairs = vec![
                ("text on page", p.text, p.page, text),
                ("text on surface", p.text, p.surface, text),
                ("text on chrome", p.text, p.chrome, text),
                ("weak text on page", p.text_weak, p.page, text),
                ("weak text on surface", p.text_weak, p.surface, text),
                ("weak text on chrome", p.text_weak, p.chrome, text),
                ("outline on surface", p.outline, p.surface, shape),
                ("outline on page", p.outline, p.page, shape),
                ("primary against page", p.primary.ground, p.page, shape),
                (
                    "primary against surface",
                    p.primary.ground,
                    p.surface,
                    shape,
                ),
                ("danger against surface", p.danger.ground, p.surface, shape),
                ("secondary against page", p.secondary.ink, p.page, text),
                ("secondary on surface", p.secondary.ink, p.surface, text),
                ("secondary on chrome", p.secondary.ink, p.chrome, text),
                ("outline on chrome", p.outline, p.chrome, shape),
                ("mark on paper", paper::MARK, paper::SHEET, text),
                ("words on paper", paper::INK, paper::SHEET, text),
            ];
            for (name, fill) in [
                ("primary", p.primary),
                ("danger", p.danger),
                ("secondary", p.secondary),
            ] {
                pairs.push((name, fill.ink, fill.ground, text));
                pairs.push((name, fill.ink, fill.hover, text));
            }
            for (name, tone) in [
                ("selected", p.selected),
                ("disabled", p.disabled),
                ("info", p.info),
                ("success", p.success),
                ("warning", p.warning),
                ("error", p.error),
                ("practice", p.practice),
            ] {
                pairs.push((name, tone.ink, tone.ground, text));
            }
            for (name, tone) in [
                ("info", p.info),
                ("success", p.success),
                ("warning", p.warning),
                ("error", p.error),
            ] {
                pairs.push((name, tone.ink, p.surface, text));
                pairs.push((name, tone.ink, p.page, text));
                pairs.push((name, p.text, tone.ground, text));
                pairs.push((name, p.text_weak, tone.ground, text));
                // Buttons and icons in a banner or in the tour's panel.
                pairs.push((name, p.secondary.ink, tone.ground, text));
                pairs.push((name, tone.ink, p.chrome, shape));
            }
            // The bar's filled part against its empty part, and the empty part's outline.
            pairs.push(("bar on track", p.primary.ground, p.track, shape));
            pairs.push(("track outline", p.outline, p.surface, shape));
            // One half of the ring always stands out: yellow on dark, black on light.
            for ground in [
                p.page,
                p.surface,
                p.chrome,
                p.selected.ground,
                p.primary.ground,
                p.danger.ground,
                p.secondary.ground,
                p.secondary.hover,
                p.info.ground,
                p.success.ground,
                p.warning.ground,
                p.error.ground,
                p.practice.ground,
            ] {
                let ring = contrast(p.focus, ground).max(contrast(p.focus_edge, ground));
                assert!(ring >= 3.0, "{scheme:?}: focus ring {ring:.2}");
            }
            assert!(contrast(p.focus, p.focus_edge) >= 3.0);
            // What is taken stands out by its edge or by its ground.
            for ground in [p.page, p.surface, p.chrome] {
                let edge = contrast(p.selected.ink, ground);
                let taken = edge.max(contrast(p.selected.ground, ground));
                assert!(taken >= shape, "{scheme:?}: taken {taken:.2}");
            }
            for (name, ink, ground, least) in pairs {
                let found = contrast(ink, ground);
                assert!(
                    found >= least,
                    "{scheme:?}: {name} has {found:.2}, needs {least}"
                );
            }
        }
    }
}
