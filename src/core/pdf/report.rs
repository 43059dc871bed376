//! A report of text as a PDF: title, headings, label and value, paragraphs, on A4 with page numbers.
//! For the report on signatures and for guides to print. The words are the caller's; what the font
//! lacks shows as 〓 with its code point, as a report must come out whatever name is in it, and must
//! not show another character in its place. The same report gives the same bytes.

mod breaking;
mod layout;

use std::collections::BTreeMap;

use pdf_writer::{Content, Name, Str};
use thiserror::Error;

pub use breaking::break_lines;

use self::layout::{Line, Page, Style, lay_out};
use super::font::{Direction, EmbeddedFont, FONT_OBJECTS, Face, FontError, compressed};
use super::{Dictionary, Object, new_file, text_string};

/// Why there is no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ReportError {
    /// The bundled font cannot be used.
    #[error(transparent)]
    Font(#[from] FontError),
    /// More than [`TextReport::MAX_PAGES`].
    #[error("the report is too long")]
    TooLong,
}

/// A report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextReport {
    /// Above everything, and the document's title.
    pub title: String,
    /// The language of the text (BCP 47), such as `ja`; for readers that read aloud.
    pub language: String,
    /// What stands at the foot of every page beside its number, such as the program's name.
    pub footer: String,
    /// The text, from the top.
    pub blocks: Vec<Block>,
}

/// A piece of a report. A line feed within a text begins a new line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A label and what is said of it, beside each other.
    Field {
        /// On the left.
        label: String,
        /// On the right.
        value: String,
    },
    /// The head of a section.
    Heading(String),
    /// A paragraph between two lines, in bold: what must not be overlooked.
    Notice(String),
    /// Running text.
    Paragraph(String),
}

impl TextReport {
    /// The most pages.
    pub const MAX_PAGES: usize = 500;
    /// The largest type, as a multiple of the usual: 15 points for running text.
    pub const LARGEST: f32 = 1.5;

    /// The PDF file.
    pub fn to_pdf(&self) -> Result<Vec<u8>, ReportError> {
        let fonts = Fonts::new()?;
        let pages = lay_out(self, &fonts, 1.0);
        self.set(&pages, fonts)
    }

    /// The PDF file for people who read without their glasses: on one page in the largest type that fits,
    /// up to [`Self::LARGEST`] times the usual; in the usual type, if it takes more than a page anyway.
    pub fn to_large_pdf(&self) -> Result<Vec<u8>, ReportError> {
        let fonts = Fonts::new()?;
        let smaller = (0..10_u8).map(|step| Self::LARGEST - 0.05 * f32::from(step));
        let fitting = smaller
            .map(|scale| lay_out(self, &fonts, scale))
            .find(|pages| pages.len() == 1);
        let pages = fitting.unwrap_or_else(|| lay_out(self, &fonts, 1.0));
        self.set(&pages, fonts)
    }

    fn set(&self, pages: &[Page], mut fonts: Fonts) -> Result<Vec<u8>, ReportError> {
        if pages.len() > Self::MAX_PAGES {
            return Err(ReportError::TooLong);
        }
        let mut structure = Structure::default();
        let mut contents = Vec::new();
        for (index, page) in pages.iter().enumerate() {
            contents.push(content(page, index, &mut fonts, &mut structure)?);
        }
        Ok(new_file(
            &self.objects(&contents, &fonts, &structure)?,
            CATALOG,
            Some(INFO),
        ))
    }

    fn objects(
        &self,
        contents: &[Vec<u8>],
        fonts: &Fonts,
        structure: &Structure,
    ) -> Result<BTreeMap<u32, Object>, ReportError> {
        let mut objects = BTreeMap::new();
        let bold = REGULAR + FONT_OBJECTS;
        objects.extend(fonts.regular.objects(REGULAR)?);
        objects.extend(fonts.bold.objects(bold)?);
        let pages: Vec<PageNumbers> = (bold + FONT_OBJECTS..)
            .step_by(2)
            .map(|page| PageNumbers {
                page,
                content: page + 1,
            })
            .take(contents.len())
            .collect();
        let first_element = pages.last().map_or(bold, |it| it.content) + 1;

        let named = Dictionary::new()
            .with(Weight::Regular.name(), Object::reference(REGULAR))
            .with(Weight::Bold.name(), Object::reference(bold));
        let resources = Dictionary::new().with("Font", Object::Dictionary(named));
        let a4 = Object::measures([0.0, 0.0, layout::WIDTH, layout::HEIGHT]);
        for ((key, numbers), content) in (0_i64..).zip(&pages).zip(contents) {
            let page = Dictionary::new()
                .with("Type", Object::name("Page"))
                .with("Parent", Object::reference(PAGES))
                .with("MediaBox", a4.clone())
                .with("Resources", Object::Dictionary(resources.clone()))
                .with("StructParents", Object::Integer(key))
                .with("Tabs", Object::name("S"))
                .with("Contents", Object::reference(numbers.content));
            objects.insert(numbers.page, Object::Dictionary(page));
            objects.insert(numbers.content, compressed(Dictionary::new(), content));
        }
        structure.add_to(&mut objects, &pages, first_element);

        let kids = pages.iter().map(|it| Object::reference(it.page)).collect();
        let tree = Dictionary::new()
            .with("Type", Object::name("Pages"))
            .with("Kids", Object::Array(kids))
            .with("Count", Object::count(pages.len()));
        objects.insert(PAGES, Object::Dictionary(tree));
        let shows_title = Dictionary::new().with("DisplayDocTitle", Object::Boolean(true));
        let marked = Dictionary::new().with("Marked", Object::Boolean(true));
        let catalog = Dictionary::new()
            .with("Type", Object::name("Catalog"))
            .with("Pages", Object::reference(PAGES))
            .with("Lang", text_string(&self.language))
            .with("MarkInfo", Object::Dictionary(marked))
            .with("StructTreeRoot", Object::reference(STRUCTURE))
            .with("ViewerPreferences", Object::Dictionary(shows_title));
        objects.insert(CATALOG, Object::Dictionary(catalog));
        let info = Dictionary::new().with("Title", text_string(&self.title));
        objects.insert(INFO, Object::Dictionary(info));
        Ok(objects)
    }
}

const CATALOG: u32 = 1;
const PAGES: u32 = 2;
const INFO: u32 = 3;
const STRUCTURE: u32 = 4;
const PARENTS: u32 = 5;
const DOCUMENT: u32 = 6;
const REGULAR: u32 = 7;

/// A page's object and its content's.
struct PageNumbers {
    page: u32,
    content: u32,
}

/// The two weights that a report is set in.
struct Fonts {
    regular: EmbeddedFont,
    bold: EmbeddedFont,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Bold,
    Regular,
}

impl Weight {
    fn name(self) -> &'static str {
        match self {
            Self::Bold => "B",
            Self::Regular => "R",
        }
    }
}

impl Fonts {
    fn new() -> Result<Self, FontError> {
        Ok(Self {
            regular: EmbeddedFont::new(Face::Regular)?,
            bold: EmbeddedFont::new(Face::Bold)?,
        })
    }

    fn of(&self, weight: Weight) -> &EmbeddedFont {
        match weight {
            Weight::Bold => &self.bold,
            Weight::Regular => &self.regular,
        }
    }

    fn of_mut(&mut self, weight: Weight) -> &mut EmbeddedFont {
        match weight {
            Weight::Bold => &mut self.bold,
            Weight::Regular => &mut self.regular,
        }
    }

    /// `text` in characters that the fonts have: another is written as 〓 and its code point. The
    /// two weights have the same characters.
    fn settable(&self, text: &str) -> String {
        let missing = self.regular.missing(text);
        text.chars()
            .map(|character| match character {
                it if it == '\n' || !missing.contains(&it) => it.to_string(),
                it if it.is_control() => " ".to_owned(),
                it => format!("\u{3013}[U+{:04X}]", u32::from(it)),
            })
            .collect()
    }
}

/// The content stream of a page (ISO 32000-2 §8, §9, and §14.7.5 for the marks).
fn content(
    page: &Page,
    index: usize,
    fonts: &mut Fonts,
    structure: &mut Structure,
) -> Result<Vec<u8>, FontError> {
    let mut content = Content::new();
    for line in &page.lines {
        match line {
            Line::Rule { y } => {
                content.begin_marked_content(Name(b"Artifact"));
                content.set_stroke_gray(0.6).set_line_width(0.6);
                content.move_to(layout::MARGIN, *y);
                content.line_to(layout::WIDTH - layout::MARGIN, *y).stroke();
                content.end_marked_content();
            }
            Line::Text {
                text,
                x,
                y,
                style,
                block,
            } => {
                let bytes = fonts
                    .of_mut(style.weight)
                    .encode(text, Direction::Horizontal)?;
                match block {
                    Some(block) => {
                        let mark = structure.mark(index, *block, *style);
                        content
                            .begin_marked_content_with_properties(Name(style.tag.as_bytes()))
                            .properties()
                            .identify(mark);
                    }
                    None => {
                        content.begin_marked_content(Name(b"Artifact"));
                    }
                }
                content
                    .begin_text()
                    .set_font(Name(style.weight.name().as_bytes()), style.size)
                    .set_text_matrix([1.0, 0.0, 0.0, 1.0, *x, *y])
                    .show(Str(&bytes))
                    .end_text()
                    .end_marked_content();
            }
        }
    }
    Ok(content.finish().into_vec())
}

/// The structure tree (ISO 32000-2 §14.7): one element for each piece of text, of all its lines.
#[derive(Default)]
struct Structure {
    /// The elements in order: the piece's key, its tag, and its marks as page and number.
    elements: Vec<Element>,
    /// How many marks each page has.
    marks: BTreeMap<usize, i32>,
}

struct Element {
    key: usize,
    tag: &'static str,
    marks: Vec<(usize, i32)>,
}

impl Structure {
    /// A mark for the next line of the piece `key`, on this page.
    fn mark(&mut self, page: usize, key: usize, style: Style) -> i32 {
        let next = self.marks.entry(page).or_default();
        let mark = *next;
        *next += 1;
        match self.elements.last_mut() {
            Some(element) if element.key == key => element.marks.push((page, mark)),
            _ => self.elements.push(Element {
                key,
                tag: style.tag,
                marks: vec![(page, mark)],
            }),
        }
        mark
    }

    fn add_to(&self, objects: &mut BTreeMap<u32, Object>, pages: &[PageNumbers], first: u32) {
        let numbered: Vec<(u32, &Element)> = (first..).zip(&self.elements).collect();
        for (number, element) in &numbered {
            let marks = element.marks.iter().filter_map(|(page, mark)| {
                let page = pages.get(*page)?.page;
                let reference = Dictionary::new()
                    .with("Type", Object::name("MCR"))
                    .with("Pg", Object::reference(page))
                    .with("MCID", Object::Integer((*mark).into()));
                Some(Object::Dictionary(reference))
            });
            let element = Dictionary::new()
                .with("Type", Object::name("StructElem"))
                .with("S", Object::name(element.tag))
                .with("P", Object::reference(DOCUMENT))
                .with("K", Object::Array(marks.collect()));
            objects.insert(*number, Object::Dictionary(element));
        }
        // For each page, which element each mark belongs to: marks were given in this order.
        let parents = (0..pages.len()).flat_map(|page| {
            let of_page = numbered.iter().flat_map(|(number, element)| {
                let here = element.marks.iter().filter(move |it| it.0 == page);
                here.map(|_| Object::reference(*number))
            });
            [Object::count(page), Object::Array(of_page.collect())]
        });
        let parents = Dictionary::new().with("Nums", Object::Array(parents.collect()));
        let document = Dictionary::new()
            .with("Type", Object::name("StructElem"))
            .with("S", Object::name("Document"))
            .with("P", Object::reference(STRUCTURE))
            .with(
                "K",
                Object::Array(numbered.iter().map(|it| Object::reference(it.0)).collect()),
            );
        let root = Dictionary::new()
            .with("Type", Object::name("StructTreeRoot"))
            .with("K", Object::reference(DOCUMENT))
            .with("ParentTree", Object::reference(PARENTS))
            .with("ParentTreeNextKey", Object::count(pages.len()));
        objects.insert(PARENTS, Object::Dictionary(parents));
        objects.insert(DOCUMENT, Object::Dictionary(document));
        objects.insert(STRUCTURE, Object::Dictionary(root));
    }
}
