//! Pictures of pages, to look at before signing and while placing a seal. A preview only: what a
//! signature covers is decided from the bytes (`core::verify`), never from a picture. The renderer
//! is somebody else's and reads files of anybody's: the caller runs it where a panic ends nothing
//! (`catch_unwind`), and the picture's size is bounded here.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro::hayro_interpret::font::{FallbackFontQuery, FontQuery};
use hayro::hayro_interpret::hayro_cmap::CidFamily;
use hayro::hayro_interpret::{InterpreterSettings, InterpreterWarning};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::{TRANSPARENT, WHITE};
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use thiserror::Error;

use super::font::Face;

/// The longest side of a picture in pixels.
pub const MAX_SIDE: u32 = 8_192;
/// The most pixels of a picture: 64 MiB of memory.
pub const MAX_PIXELS: u32 = 16 * 1024 * 1024;

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RenderError {
    /// The file needs a password or uses an encryption that the renderer does not know.
    #[error("the file is encrypted")]
    Encrypted,
    /// The file has no page of this number.
    #[error("there is no page {index}")]
    NoPage {
        /// Counted from 0.
        index: usize,
    },
    /// The renderer cannot read the file.
    #[error("the file cannot be read as PDF")]
    NotPdf,
    /// The picture asked for is too large or has no pixels.
    #[error("a picture of this size is not made")]
    Size,
}

/// What lies under the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Nothing: for a seal by itself.
    Transparent,
    /// White, as pages are shown.
    White,
}

/// A picture of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageImage {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Red, green, blue and alpha of each pixel, colours multiplied by alpha, row by row from the top.
    pub rgba: Vec<u8>,
    /// Whether something of the page could not be drawn, a font or an image.
    pub incomplete: bool,
}

/// The displayed size of a page, its rotation and crop box considered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageSize {
    /// Default user space units, mostly points.
    pub width: f32,
    /// Default user space units, mostly points.
    pub height: f32,
}

/// A page that was drawn, and which of how many it is.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnPage {
    /// How it looks.
    pub image: PageImage,
    /// Which page it is, counted from 0.
    pub page: usize,
    /// How many the document has.
    pub pages: usize,
    /// How large the page is.
    pub size: PageSize,
}

/// A document opened for its pictures; open it once for many pages.
pub struct PagePictures {
    pdf: Pdf,
}

impl PagePictures {
    /// Reads the file's structure; pages only when they are asked for.
    pub fn open(bytes: Arc<Vec<u8>>) -> Result<Self, RenderError> {
        match Pdf::new(bytes) {
            Ok(pdf) => Ok(Self { pdf }),
            Err(LoadPdfError::Decryption(_)) => Err(RenderError::Encrypted),
            Err(LoadPdfError::Invalid) => Err(RenderError::NotPdf),
        }
    }

    /// How many pages.
    pub fn count(&self) -> usize {
        self.pdf.pages().len()
    }

    /// The page, counted from 0, or the last one where there is none of that number, on white.
    pub fn draw(&self, page: Option<usize>, width: u32) -> Result<DrawnPage, RenderError> {
        let pages = self.count();
        let last = pages.checked_sub(1);
        let last = last.ok_or(RenderError::NoPage { index: 0 })?;
        let page = page.map_or(last, |page| page.min(last));
        Ok(DrawnPage {
            image: self.render(page, width, Paper::White)?,
            page,
            pages,
            size: self.size(page)?,
        })
    }

    /// The displayed size of a page, counted from 0.
    pub fn size(&self, index: usize) -> Result<PageSize, RenderError> {
        let (width, height) = self.page(index)?.render_dimensions();
        Ok(PageSize { width, height })
    }

    /// The page, counted from 0, as it is displayed, this many pixels wide.
    pub fn render(&self, index: usize, width: u32, paper: Paper) -> Result<PageImage, RenderError> {
        let page = self.page(index)?;
        let (page_width, page_height) = page.render_dimensions();
        let (width, height) = pixels(page_width, page_height, width)?;
        let failed = Arc::new(AtomicBool::new(false));
        let settings = interpreter(&failed);
        let picture = hayro::render(
            page,
            &RenderCache::new(),
            &settings,
            &RenderSettings {
                hinting: false,
                ..RenderSettings::default()
            },
            &PixmapSettings {
                // The renderer rounds down: half a pixel more gives the number asked for.
                x_scale: (f32::from(width) + 0.5) / page_width,
                y_scale: (f32::from(height) + 0.5) / page_height,
                bg_color: match paper {
                    Paper::Transparent => TRANSPARENT,
                    Paper::White => WHITE,
                },
            },
        );
        Ok(PageImage {
            width: picture.width().into(),
            height: picture.height().into(),
            rgba: picture.data_as_u8_slice().to_vec(),
            incomplete: failed.load(Ordering::Relaxed),
        })
    }

    fn page(&self, index: usize) -> Result<&Page<'_>, RenderError> {
        let page = self.pdf.pages().get(index);
        page.ok_or(RenderError::NoPage { index })
    }
}

/// The size in pixels of a page shown `width` pixels wide, within the limits.
fn pixels(page_width: f32, page_height: f32, width: u32) -> Result<(u16, u16), RenderError> {
    let height = f64::from(width) * f64::from(page_height) / f64::from(page_width);
    let is_bounded = height.is_finite() && height <= f64::from(MAX_SIDE) && width <= MAX_SIDE;
    if width == 0 || !is_bounded || f64::from(width) * height > f64::from(MAX_PIXELS) {
        return Err(RenderError::Size);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the longest side"
    )]
    let height = (height.round() as u16).max(1);
    let width = u16::try_from(width).map_err(|_too_large| RenderError::Size)?;
    Ok((width, height))
}

fn is_japanese(wanted: &FallbackFontQuery) -> bool {
    let collection = wanted.character_collection.as_ref();
    collection.is_some_and(|it| matches!(it.family, CidFamily::AdobeJapan1))
}

/// Fonts that a file names but does not contain are the bundled one where they are Japanese, as in
/// many forms of public offices.
fn interpreter(failed: &Arc<AtomicBool>) -> InterpreterSettings {
    let defaults = InterpreterSettings::default();
    let resolve = defaults.font_resolver.clone();
    let failed = Arc::clone(failed);
    InterpreterSettings {
        font_resolver: Arc::new(move |query| match query {
            FontQuery::Fallback(wanted) if is_japanese(wanted) => {
                let face = if wanted.is_bold {
                    Face::Bold
                } else {
                    Face::Regular
                };
                Some((Arc::new(face.data()), 0))
            }
            _ => resolve(query),
        }),
        warning_sink: Arc::new(move |warning| {
            if !matches!(warning, InterpreterWarning::UnresolvedAnnotationAppearance) {
                failed.store(true, Ordering::Relaxed);
            }
        }),
        ..defaults
    }
}
