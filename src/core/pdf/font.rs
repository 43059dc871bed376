//! The bundled fonts, and embedding the glyphs that a text needs into a PDF: a composite font with
//! Identity-H (ISO 32000-2 §9.7.6), its TrueType subset, widths and a `ToUnicode` map, so that the
//! text can be found and copied. A character without a glyph is an error and never an empty box:
//! a name that shows wrongly on a signed document is worse than none, so the caller asks first
//! (`missing`) and offers another spelling or a picture.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{SystemInfo, UnicodeCmap};
use sha2::{Digest, Sha256};
use skrifa::charmap::{Charmap, MapVariant};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::{GlyphMetrics, Metrics};
use skrifa::raw::TableProvider;
use skrifa::raw::tables::gsub::{SingleSubst, SubstitutionSubtables};
use skrifa::{FontRef, GlyphId, GlyphId16, Tag};
use subsetter::GlyphRemapper;
use thiserror::Error;

use super::object::{Dictionary, Object, Stream, StreamData};

/// The numbers that [`EmbeddedFont::objects`] uses.
pub const FONT_OBJECTS: u32 = 5;

/// Why a text cannot be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FontError {
    /// The bundled font has no glyph for this character.
    #[error("the font has no glyph for U+{:04X}", u32::from(*.0))]
    Missing(char),
    /// The bundled font cannot be read: the program was built wrongly.
    #[error("the bundled font cannot be read")]
    Unreadable,
}

/// A bundled font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// For headings and names.
    Bold,
    /// For running text.
    Regular,
}

impl Face {
    /// The font file, the only copy in the program.
    pub fn data(self) -> &'static [u8] {
        match self {
            Self::Bold => include_bytes!("../../../assets/fonts/BIZUDPGothic-Bold.ttf"),
            Self::Regular => include_bytes!("../../../assets/fonts/BIZUDPGothic-Regular.ttf"),
        }
    }

    /// Its PostScript name, as its name table has it.
    fn postscript_name(self) -> &'static str {
        match self {
            Self::Bold => "BIZUDPGothic-Bold",
            Self::Regular => "BIZUDPGothic",
        }
    }

    /// The width of upright stems in thousandths of an em, which the font does not tell
    /// (ISO 32000-2 §9.8.1 wants one; it matters only where the font is substituted).
    fn stem(self) -> i64 {
        match self {
            Self::Bold => 140,
            Self::Regular => 80,
        }
    }
}

/// Which way a text runs; some glyphs have a form of their own in vertical text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Horizontal,
    /// Top to bottom: ー and brackets turn, 、and small kana move.
    Vertical,
}

/// A font on its way into a PDF. It takes in what is set with it, and in the end embeds just that.
pub struct EmbeddedFont {
    face: Face,
    font: FontRef<'static>,
    charmap: Charmap<'static>,
    advances: GlyphMetrics<'static>,
    metrics: Metrics,
    used: GlyphRemapper,
    meanings: BTreeMap<u16, Meaning>,
}

/// What a glyph of the subset stands for.
struct Meaning {
    text: String,
    advance: f32,
}

impl EmbeddedFont {
    /// Nothing set with it yet.
    pub fn new(face: Face) -> Result<Self, FontError> {
        let font = FontRef::new(face.data()).map_err(|_malformed| FontError::Unreadable)?;
        let location = LocationRef::default();
        Ok(Self {
            face,
            charmap: Charmap::new(&font),
            advances: GlyphMetrics::new(&font, Size::new(1.0), location),
            metrics: Metrics::new(&font, Size::new(1.0), location),
            used: GlyphRemapper::new(),
            meanings: BTreeMap::new(),
            font,
        })
    }

    /// The characters of `text` that have no glyph, each once, in order. Variation selectors that
    /// the font does not know are passed over, as Unicode has it (chapter 23.4): the character shows
    /// in the font's own form.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing: Vec<char> = Vec::new();
        for (character, selector) in units(text) {
            if self.glyph(character, selector).is_none() && !missing.contains(&character) {
                missing.push(character);
            }
        }
        missing
    }

    /// The width of `text` in ems; what has no glyph counts nothing.
    pub fn measure(&self, text: &str) -> f32 {
        units(text)
            .filter_map(|(character, selector)| self.glyph(character, selector))
            .map(|glyph| self.advance(glyph))
            .sum()
    }

    /// The width of one character's glyph in ems, 0 if there is none.
    pub fn width(&self, character: char, direction: Direction) -> f32 {
        let glyph = self.glyph(character, None);
        glyph.map_or(0.0, |it| self.advance(self.directed(it, direction)))
    }

    /// The height of capitals in ems.
    pub fn cap_height(&self) -> f32 {
        self.metrics.cap_height.unwrap_or(self.metrics.ascent)
    }

    /// The bytes that show `text` with this font, which now contains its glyphs: two for each.
    pub fn encode(&mut self, text: &str, direction: Direction) -> Result<Vec<u8>, FontError> {
        let mut bytes = Vec::new();
        for (character, selector) in units(text) {
            let plain = self
                .glyph(character, selector)
                .ok_or(FontError::Missing(character))?;
            let glyph = self.directed(plain, direction);
            let old = u16::try_from(glyph.to_u32())
                .map_err(|_too_large| FontError::Missing(character))?;
            let cid = self.used.remap(old);
            let advance = self.advance(glyph);
            self.meanings.entry(cid).or_insert_with(|| Meaning {
                text: character.into(),
                advance,
            });
            bytes.extend_from_slice(&cid.to_be_bytes());
        }
        Ok(bytes)
    }

    /// The font's objects, numbered from `first` on ([`FONT_OBJECTS`] of them). The first is the
    /// font itself. The same texts give the same bytes.
    pub fn objects(&self, first: u32) -> Result<Vec<(u32, Object)>, FontError> {
        let subset = subsetter::subset(self.face.data(), 0, &self.used)
            .map_err(|_malformed| FontError::Unreadable)?;
        let name = format!("{}+{}", subset_tag(&subset), self.face.postscript_name());
        let number = |offset: u32| first.saturating_add(offset);
        let reference = |offset: u32| Object::reference(number(offset));
        let font = Dictionary::new()
            .with("Type", Object::name("Font"))
            .with("Subtype", Object::name("Type0"))
            .with("BaseFont", Object::name(&name))
            .with("Encoding", Object::name("Identity-H"))
            .with("DescendantFonts", Object::Array(vec![reference(1)]))
            .with("ToUnicode", reference(4));
        let descendant = Dictionary::new()
            .with("Type", Object::name("Font"))
            .with("Subtype", Object::name("CIDFontType2"))
            .with("BaseFont", Object::name(&name))
            .with("CIDSystemInfo", Object::Dictionary(system_info()))
            .with("CIDToGIDMap", Object::name("Identity"))
            .with("DW", Object::Integer(1000))
            .with("W", self.widths())
            .with("FontDescriptor", reference(2));
        let file = Dictionary::new().with("Length1", Object::count(subset.len()));
        Ok(vec![
            (number(0), Object::Dictionary(font)),
            (number(1), Object::Dictionary(descendant)),
            (number(2), self.descriptor(&name, reference(3))),
            (number(3), compressed(file, &subset)),
            (number(4), compressed(Dictionary::new(), &self.to_unicode())),
        ])
    }

    fn descriptor(&self, name: &str, file: Object) -> Object {
        let metric = |ems: f32| Object::Real((f64::from(ems) * 1000.0).round());
        let bounds = self.metrics.bounds.unwrap_or_default();
        let bounds = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
        // Bit 3, symbolic: the glyphs are addressed without an encoding (ISO 32000-2, table 121).
        let flags = Object::Integer(4);
        let descriptor = Dictionary::new()
            .with("Type", Object::name("FontDescriptor"))
            .with("FontName", Object::name(name))
            .with("Flags", flags)
            .with("FontBBox", Object::Array(bounds.map(metric).to_vec()))
            .with("ItalicAngle", Object::Integer(0))
            .with("Ascent", metric(self.metrics.ascent))
            .with("Descent", metric(self.metrics.descent))
            .with("CapHeight", metric(self.cap_height()))
            .with("StemV", Object::Integer(self.face.stem()))
            .with("FontFile2", file);
        Object::Dictionary(descriptor)
    }

    /// Widths of consecutive CIDs, from the first that is used (ISO 32000-2 §9.7.4.3).
    fn widths(&self) -> Object {
        let widths = self
            .meanings
            .values()
            .map(|meaning| Object::Real(f64::from(meaning.advance) * 1000.0))
            .collect();
        let first = self.meanings.keys().next().copied().unwrap_or(1);
        Object::Array(vec![Object::Integer(first.into()), Object::Array(widths)])
    }

    /// ISO 32000-2 §9.10.3.
    fn to_unicode(&self) -> Vec<u8> {
        let info = SystemInfo {
            registry: pdf_writer::Str(b"Adobe"),
            ordering: pdf_writer::Str(b"UCS"),
            supplement: 0,
        };
        let mut map = UnicodeCmap::new(pdf_writer::Name(b"Adobe-Identity-UCS"), info);
        for (cid, meaning) in &self.meanings {
            map.pair_with_multiple(*cid, meaning.text.chars());
        }
        map.finish().into_vec()
    }

    fn advance(&self, glyph: GlyphId) -> f32 {
        self.advances.advance_width(glyph).unwrap_or_default()
    }

    fn glyph(&self, character: char, selector: Option<char>) -> Option<GlyphId> {
        let variant = selector.and_then(|it| self.charmap.map_variant(character, it));
        match variant {
            Some(MapVariant::Variant(glyph)) => Some(glyph),
            Some(MapVariant::UseDefault) | None => self.charmap.map(character),
        }
        .filter(|glyph| *glyph != GlyphId::NOTDEF)
    }

    fn directed(&self, glyph: GlyphId, direction: Direction) -> GlyphId {
        match direction {
            Direction::Horizontal => glyph,
            Direction::Vertical => vertical_form(&self.font, glyph).unwrap_or(glyph),
        }
    }
}

/// Compresses `bytes` (ISO 32000-2 §7.4.4) into a stream with these entries and its own.
pub(crate) fn compressed(dictionary: Dictionary, bytes: &[u8]) -> Object {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    encoder.write_all(bytes).ok();
    let data = encoder.finish().unwrap_or_default();
    let length = Object::count(data.len());
    Object::Stream(Stream {
        dictionary: dictionary
            .with("Filter", Object::name("FlateDecode"))
            .with("Length", length),
        data: StreamData::Owned(data),
    })
}

fn system_info() -> Dictionary {
    Dictionary::new()
        .with("Registry", Object::String(b"Adobe".to_vec()))
        .with("Ordering", Object::String(b"Identity".to_vec()))
        .with("Supplement", Object::Integer(0))
}

/// Six letters that differ where the subset differs (ISO 32000-2 §9.9.2).
fn subset_tag(subset: &[u8]) -> String {
    let digest = Sha256::digest(subset);
    let letters = digest.iter().take(6).map(|byte| b'A' + byte % 26);
    letters.map(char::from).collect()
}

/// The characters of `text`, each with the variation selector that follows it.
fn units(text: &str) -> impl Iterator<Item = (char, Option<char>)> {
    let mut characters = text.chars().peekable();
    std::iter::from_fn(move || {
        let character = characters.next()?;
        Some((character, characters.next_if(|it| is_selector(*it))))
    })
}

fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The form that the font's feature `vert` gives a glyph, in any script.
fn vertical_form(font: &FontRef<'_>, glyph: GlyphId) -> Option<GlyphId> {
    let wanted = GlyphId16::try_from(glyph).ok()?;
    let gsub = font.gsub().ok()?;
    let features = gsub.feature_list().ok()?;
    let lookups = gsub.lookup_list().ok()?.lookups();
    features
        .feature_records()
        .iter()
        .filter(|record| record.feature_tag() == Tag::new(b"vert"))
        .filter_map(|record| record.feature(features.offset_data()).ok())
        .flat_map(|feature| feature.lookup_list_indices())
        .filter_map(|index| lookups.get(usize::from(index.get())).ok())
        .filter_map(|lookup| lookup.subtables().ok())
        .find_map(|subtables| match subtables {
            SubstitutionSubtables::Single(tables) => tables
                .iter()
                .filter_map(Result::ok)
                .find_map(|table| substituted(&table, wanted)),
            _ => None,
        })
}

fn substituted(table: &SingleSubst<'_>, glyph: GlyphId16) -> Option<GlyphId> {
    match table {
        SingleSubst::Format1(table) => {
            table.coverage().ok()?.get(glyph)?;
            let moved = glyph.to_u16().wrapping_add_signed(table.delta_glyph_id());
            Some(GlyphId::from(moved))
        }
        SingleSubst::Format2(table) => {
            let place = usize::from(table.coverage().ok()?.get(glyph)?);
            let substitute = table.substitute_glyph_ids().get(place)?;
            Some(GlyphId::from(substitute.get()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_font_lacks_is_told_and_never_set() {
        let mut font = EmbeddedFont::new(Face::Bold).unwrap();
        let name = "習志野\u{3000}花子";
        assert_eq!(font.missing(name), Vec::<char>::new());
        assert_eq!(font.missing("\u{20BB7}野\u{20BB7}"), vec!['\u{20BB7}']);
        assert_eq!(
            font.encode("\u{20BB7}", Direction::Horizontal),
            Err(FontError::Missing('\u{20BB7}'))
        );
    }

    #[test]
    fn kanji_are_an_em_wide_and_the_same_text_has_the_same_bytes() {
        let mut font = EmbeddedFont::new(Face::Regular).unwrap();
        assert!((font.measure("習志野") - 3.0).abs() < 0.01);
        let first = font.encode("習志習", Direction::Horizontal).unwrap();
        assert_eq!(first, [0, 1, 0, 2, 0, 1]);
        assert_eq!(font.objects(7).unwrap(), font.objects(7).unwrap());
        let numbers: Vec<u32> = font.objects(7).unwrap().iter().map(|it| it.0).collect();
        assert_eq!(numbers, [7, 8, 9, 10, 11]);
    }

    #[test]
    fn a_long_vowel_stands_upright_in_vertical_text() {
        let font = EmbeddedFont::new(Face::Bold).unwrap();
        let is_tall = |direction| {
            let glyph = font.directed(font.glyph('ー', None).unwrap(), direction);
            let ink = font.advances.bounds(glyph).unwrap();
            ink.y_max - ink.y_min > ink.x_max - ink.x_min
        };
        assert!(is_tall(Direction::Vertical));
        assert!(!is_tall(Direction::Horizontal));
    }

    #[test]
    fn a_variation_selector_belongs_to_its_character() {
        let font = EmbeddedFont::new(Face::Bold).unwrap();
        assert_eq!(font.missing("辻\u{E0100}"), Vec::<char>::new());
        assert!((font.measure("辻\u{E0100}") - 1.0).abs() < 0.01);
    }
}
