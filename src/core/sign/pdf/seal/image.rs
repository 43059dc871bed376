//! The person's own picture of a seal, from a PNG. Decoded within limits; only its pixels go into the
//! document, never the file's comments, times or profiles.

use std::{io::Cursor, sync::Arc};

use png::{ColorType, Decoder, Limits, Transformations};
use thiserror::Error;

use super::Extent;
use crate::core::pdf::font::compressed;
use crate::core::pdf::{Dictionary, Object};

/// The longest side in pixels: 100 mm at 600 dots per inch are 2362.
pub const MAX_SIDE: u32 = 4_000;
/// The most pixels.
pub const MAX_PIXELS: u64 = 8_000_000;
/// The most parts of a file: each may be empty, and costs the decoder its time all the same. Eight
/// mebibytes in parts of 8192 bytes, as many programs write them, are a thousand.
const MAX_CHUNKS: usize = 10_000;
/// The longest side as a multiple of the other.
const MAX_PROPORTION: u32 = 20;

/// Why a picture cannot be a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ImageError {
    /// Nothing of the picture would show: every pixel is transparent.
    #[error("every pixel of the picture is transparent")]
    Invisible,
    /// The file or the picture is too large.
    #[error("the picture is too large")]
    TooLarge,
    /// Twenty times as long as wide: that is a line.
    #[error("the picture is too long for its width")]
    TooNarrow,
    /// Not a PNG, or a broken one.
    #[error("the file cannot be read as PNG")]
    Unreadable,
}

/// A decoded picture. Clones share its pixels.
#[derive(Clone, PartialEq, Eq)]
pub struct SealImage {
    width: u32,
    height: u32,
    /// Three bytes a pixel, or one if there is no colour.
    samples: Arc<[u8]>,
    is_grey: bool,
    /// One byte a pixel, if any pixel is not opaque.
    alpha: Option<Arc<[u8]>>,
}

impl std::fmt::Debug for SealImage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealImage({} × {})", self.width, self.height)
    }
}

impl SealImage {
    /// The largest file, in mebibytes, as people are told: a scan of a seal is far smaller.
    pub const MAX_MIB: u64 = 8;
    /// The same in bytes.
    pub const MAX_BYTES: u64 = Self::MAX_MIB << 20;

    /// Reads a PNG of any kind; of an animated one the first picture.
    pub fn from_png(file: &[u8]) -> Result<Self, ImageError> {
        if u64::try_from(file.len()).is_ok_and(|len| len > Self::MAX_BYTES) {
            return Err(ImageError::TooLarge);
        }
        if chunks(file).nth(MAX_CHUNKS).is_some() {
            return Err(ImageError::TooLarge);
        }
        let mut decoder = Decoder::new_with_limits(
            Cursor::new(file),
            Limits {
                bytes: 64 * 1024 * 1024,
            },
        );
        // Of these nothing is used, and they unpack to any length.
        decoder.set_ignore_text_chunk(true);
        decoder.set_ignore_iccp_chunk(true);
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder
            .read_info()
            .map_err(|_malformed| ImageError::Unreadable)?;
        let (width, height) = (reader.info().width, reader.info().height);
        let (longer, shorter) = (width.max(height), width.min(height));
        if longer > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
            return Err(ImageError::TooLarge);
        }
        if longer / shorter.max(1) > MAX_PROPORTION {
            return Err(ImageError::TooNarrow);
        }
        let size = reader.output_buffer_size().ok_or(ImageError::TooLarge)?;
        let mut buffer = vec![0; size];
        let frame = reader
            .next_frame(&mut buffer)
            .map_err(|_malformed| ImageError::Unreadable)?;
        buffer.truncate(frame.buffer_size());
        Self::from_samples(frame.color_type, [width, height], buffer)
    }

    fn from_samples(
        kind: ColorType,
        [width, height]: [u32; 2],
        buffer: Vec<u8>,
    ) -> Result<Self, ImageError> {
        let (colours, has_alpha) = match kind {
            ColorType::Grayscale => (1, false),
            ColorType::GrayscaleAlpha => (1, true),
            ColorType::Rgb => (3, false),
            ColorType::Rgba => (3, true),
            ColorType::Indexed => return Err(ImageError::Unreadable), // expanded by the decoder
        };
        let (samples, alpha) = if has_alpha {
            split_alpha(&buffer, colours)
        } else {
            (buffer, Vec::new())
        };
        if has_alpha && alpha.iter().all(|it| *it == 0) {
            return Err(ImageError::Invisible);
        }
        Ok(Self {
            width,
            height,
            samples: samples.into(),
            is_grey: colours == 1,
            alpha: alpha.iter().any(|it| *it < u8::MAX).then(|| alpha.into()),
        })
    }

    /// The size in points with the longer side `side` points long.
    pub(super) fn extent(&self, side: f32) -> Extent {
        let pixels = |it: u32| u16::try_from(it).map_or(f32::from(u16::MAX), f32::from);
        let (width, height) = (pixels(self.width), pixels(self.height));
        let scale = side / width.max(height).max(1.0);
        Extent {
            width: width * scale,
            height: height * scale,
        }
    }

    /// The image `XObject`, numbered `first`, and after it its soft mask if it has one (ISO 32000-2
    /// §8.9.5, §11.6.5.2).
    pub(super) fn objects(&self, first: u32) -> Vec<(u32, Object)> {
        let space = if self.is_grey {
            "DeviceGray"
        } else {
            "DeviceRGB"
        };
        let mut picture = self.dictionary(space);
        let mut objects = Vec::new();
        if let Some(alpha) = &self.alpha {
            let mask = first.saturating_add(1);
            picture.set("SMask", Object::reference(mask));
            objects.push((mask, compressed(self.dictionary("DeviceGray"), alpha)));
        }
        objects.insert(0, (first, compressed(picture, &self.samples)));
        objects
    }

    fn dictionary(&self, space: &str) -> Dictionary {
        Dictionary::new()
            .with("Type", Object::name("XObject"))
            .with("Subtype", Object::name("Image"))
            .with("Width", Object::Integer(self.width.into()))
            .with("Height", Object::Integer(self.height.into()))
            .with("ColorSpace", Object::name(space))
            .with("BitsPerComponent", Object::Integer(8))
            .with("Interpolate", Object::Boolean(true))
    }
}

/// The file from each chunk of a PNG on (its clause 5.3): length, type, data, checksum.
fn chunks(file: &[u8]) -> impl Iterator<Item = &[u8]> {
    const SIGNATURE: usize = 8;
    std::iter::successors(file.get(SIGNATURE..), |chunk| after_chunk(chunk))
}

fn after_chunk(chunk: &[u8]) -> Option<&[u8]> {
    let (len, _) = chunk.split_first_chunk()?;
    let len = usize::try_from(u32::from_be_bytes(*len)).ok()?;
    let rest = chunk.get(len.checked_add(12)?..)?;
    (!rest.is_empty()).then_some(rest)
}

/// Colour samples and alpha samples apart.
fn split_alpha(buffer: &[u8], colours: usize) -> (Vec<u8>, Vec<u8>) {
    let pixels = buffer.len() / (colours + 1);
    let (mut samples, mut alpha) = (
        Vec::with_capacity(pixels * colours),
        Vec::with_capacity(pixels),
    );
    for pixel in buffer.chunks_exact(colours + 1) {
        let (colour, opacity) = pixel.split_at(colours);
        // What is fully transparent shows nothing, and no colour of it is kept.
        let is_hidden = opacity == [0];
        samples.extend(
            colour
                .iter()
                .map(|it| if is_hidden { u8::MAX } else { *it }),
        );
        alpha.extend_from_slice(opacity);
    }
    (samples, alpha)
}
