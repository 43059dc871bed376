//! Drawing a seal: its colours, its font, and the few shapes it is made of. Text is marked with what
//! it says (ISO 32000-2 §14.9.4), as vertical text would otherwise be copied character by character.

use pdf_writer::types::TextRenderingMode;
use pdf_writer::{Content, Name, Str, TextStr};

use super::Extent;
use crate::core::pdf::font::{Direction, EmbeddedFont, Face, FontError};
use crate::core::pdf::{Dictionary, Object};

/// The font's name in the resources.
pub(super) const FONT: &str = "F";
/// The picture's name in the resources.
pub(super) const PICTURE: &str = "P";
/// The name of the state that draws everything pale.
const PALE: &str = "Pale";
/// The name of the state that draws everything full.
const FULL: &str = "Full";

/// How much of a practice seal's colour is left under its watermark.
const PALE_OPACITY: f64 = 0.45;

/// Vermilion (朱), #C8102E: as of seal ink, and 5.9:1 against white paper.
const VERMILION: [f32; 3] = [200.0 / 255.0, 16.0 / 255.0, 46.0 / 255.0];
/// The watermark's colour, #1B3A57: nothing of a real seal is blue.
const PRACTICE: [f32; 3] = [27.0 / 255.0, 58.0 / 255.0, 87.0 / 255.0];

/// The middle of the square that a kanji fills, in ems above the baseline.
pub(super) const EM_MIDDLE: f32 = 0.38;

/// From a quarter circle to a Bézier curve.
const KAPPA: f32 = 0.552_284_8;

/// Whether a seal is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Pale, with a watermark over it.
    Practice,
    /// Full.
    Real,
}

/// What draws.
pub(super) struct Painter {
    content: Content,
    font: EmbeddedFont,
    has_text: bool,
}

impl Painter {
    pub(super) fn new(tone: Tone) -> Result<Self, FontError> {
        let mut content = Content::new();
        let [red, green, blue] = VERMILION;
        content.set_fill_rgb(red, green, blue);
        content.set_stroke_rgb(red, green, blue);
        if tone == Tone::Practice {
            content.set_parameters(Name(PALE.as_bytes()));
        }
        Ok(Self {
            content,
            font: EmbeddedFont::new(Face::Bold)?,
            has_text: false,
        })
    }

    /// The content stream, and the font if there is text.
    pub(super) fn finish(self) -> (Vec<u8>, Option<EmbeddedFont>) {
        let font = self.has_text.then_some(self.font);
        (self.content.finish().into_vec(), font)
    }

    pub(super) fn font(&self) -> &EmbeddedFont {
        &self.font
    }

    /// Draws in other coordinates and comes back.
    pub(super) fn within<E>(
        &mut self,
        matrix: [f32; 6],
        draw: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        self.content.save_state();
        self.content.transform(matrix);
        let drawn = draw(self);
        self.content.restore_state();
        drawn
    }

    /// Draws glyphs that say `text` together.
    pub(super) fn saying<E>(
        &mut self,
        text: &str,
        draw: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        self.content
            .begin_marked_content_with_properties(Name(b"Span"))
            .properties()
            .actual_text(TextStr(text));
        self.content.begin_text();
        self.content.set_font(Name(FONT.as_bytes()), 1.0);
        self.has_text = true;
        let drawn = draw(self);
        self.content.end_text();
        self.content.end_marked_content();
        drawn
    }

    /// Glyphs in a row from `x`, `y`, the baseline, with an em `width` wide and `height` high. Only
    /// within [`Painter::saying`].
    pub(super) fn glyphs(
        &mut self,
        text: &str,
        direction: Direction,
        [x, y]: [f32; 2],
        [width, height]: [f32; 2],
    ) -> Result<(), FontError> {
        let bytes = self.font.encode(text, direction)?;
        self.content
            .set_text_matrix([width, 0.0, 0.0, height, x, y])
            .show(Str(&bytes));
        Ok(())
    }

    /// One line of text, `size` high, around `middle`.
    pub(super) fn line(
        &mut self,
        text: &str,
        [x, y]: [f32; 2],
        size: f32,
    ) -> Result<(), FontError> {
        let left = x - self.font.measure(text) * size / 2.0;
        let baseline = y - self.middle(text) * size;
        self.glyphs(text, Direction::Horizontal, [left, baseline], [size, size])
    }

    /// How far above the baseline the middle of a text's letters is, in ems.
    fn middle(&self, text: &str) -> f32 {
        if text.chars().any(is_wide) {
            EM_MIDDLE
        } else {
            self.font.cap_height() / 2.0
        }
    }

    pub(super) fn circle(&mut self, [x, y]: [f32; 2], radius: f32, line: f32) {
        let (r, k) = (radius, radius * KAPPA);
        self.content
            .set_line_width(line)
            .move_to(x + r, y)
            .cubic_to(x + r, y + k, x + k, y + r, x, y + r)
            .cubic_to(x - k, y + r, x - r, y + k, x - r, y)
            .cubic_to(x - r, y - k, x - k, y - r, x, y - r)
            .cubic_to(x + k, y - r, x + r, y - k, x + r, y)
            .close_path()
            .stroke();
    }

    pub(super) fn stroke(&mut self, from: [f32; 2], to: [f32; 2], line: f32) {
        self.content
            .set_line_width(line)
            .move_to(from[0], from[1])
            .line_to(to[0], to[1])
            .stroke();
    }

    /// A frame, the outside of its line on the edges.
    pub(super) fn frame(&mut self, left: f32, bottom: f32, extent: Extent, line: f32) {
        let half = line / 2.0;
        self.content
            .set_line_width(line)
            .rect(
                left + half,
                bottom + half,
                extent.width - line,
                extent.height - line,
            )
            .stroke();
    }

    /// The picture, over the whole extent.
    pub(super) fn picture(&mut self, extent: Extent) {
        self.content.save_state();
        self.content
            .transform([extent.width, 0.0, 0.0, extent.height, 0.0, 0.0]);
        self.content.x_object(Name(PICTURE.as_bytes()));
        self.content.restore_state();
    }

    /// A line of text over everything, with a white edge so that it stands out from whatever is
    /// under it.
    pub(super) fn over(&mut self, text: &str, size: f32) -> Result<(), FontError> {
        let [red, green, blue] = PRACTICE;
        self.content.set_parameters(Name(FULL.as_bytes()));
        self.content
            .set_line_join(pdf_writer::types::LineJoinStyle::RoundJoin);
        self.content.set_line_width(size * 0.16);
        self.content.set_stroke_gray(1.0);
        self.content.set_fill_rgb(red, green, blue);
        self.saying(text, |painter| {
            painter
                .content
                .set_text_rendering_mode(TextRenderingMode::Stroke);
            painter.line(text, [0.0, 0.0], size)?;
            painter
                .content
                .set_text_rendering_mode(TextRenderingMode::Fill);
            painter.line(text, [0.0, 0.0], size)
        })
    }
}

/// The states that [`Painter`] names.
pub(super) fn graphics_states() -> Dictionary {
    let state = |opacity: f64| {
        let state = Dictionary::new()
            .with("Type", Object::name("ExtGState"))
            .with("CA", Object::Real(opacity))
            .with("ca", Object::Real(opacity));
        Object::Dictionary(state)
    };
    Dictionary::new()
        .with(PALE, state(PALE_OPACITY))
        .with(FULL, state(1.0))
}

/// Whether a character is set in a square of its own and may stand above the next: kana, kanji,
/// hangul and their full-width company.
pub(super) fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}'
        | '\u{1B000}'..='\u{1B16F}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2, "relative luminance".
    fn luminance(colour: [f32; 3]) -> f32 {
        let [red, green, blue] = colour.map(|it| {
            if it <= 0.04045 {
                it / 12.92
            } else {
                ((it + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    #[test]
    fn the_ink_stands_out_from_paper() {
        for colour in [VERMILION, PRACTICE] {
            assert!(1.05 / (luminance(colour) + 0.05) >= 4.5);
        }
    }
}
