//! Trees and objects: chains, cycles, and what is inherited or shared by very many.

use std::path::Path;

use super::{Paper, joined, references, write};

/// The catalog holds something without end.
pub fn deep(open: &[u8], depth: usize) -> Vec<u8> {
    let mut paper = Paper::with_page("/X 4 0 R");
    let bytes = open.repeat(depth);
    paper.put(4, &String::from_utf8(bytes).expect("text"));
    paper.end("");
    paper.bytes
}

/// The catalog refers to a long array, or something like one.
pub fn wide(piece: &[u8], count: usize) -> Vec<u8> {
    let mut paper = Paper::new();
    let bytes = piece.repeat(count);
    let text = String::from_utf8(bytes).expect("text");
    paper.put(1, &format!("<</Type/Catalog/X[{text}]/Pages 2 0 R>>"));
    paper.put(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
    paper.put(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
    paper.end("");
    paper.bytes
}

pub fn page_chain(path: &Path, depth: u32) {
    let mut paper = Paper::new();
    paper.put(1, "<</Type/Catalog/Pages 2 0 R>>");
    for number in 2..depth {
        paper.put(number, &format!("<</Kids[{} 0 R]>>", number + 1));
    }
    paper.put(depth, "<</Type/Page>>");
    paper.save(path);
}

pub fn page_cycle(path: &Path) {
    let mut paper = Paper::new();
    let everything = "/Outlines 2 0 R/Names 2 0 R/Dests 2 0 R/StructTreeRoot 2 0 R";
    paper.put(1, &format!("<</Type/Catalog/Pages 2 0 R{everything}>>"));
    paper.put(
        2,
        "<</Type/Pages/Kids[3 0 R 2 0 R 1 0 R]/Parent 3 0 R/First 3 0 R/Next 2 0 R>>",
    );
    paper.put(
        3,
        "<</Type/Pages/Kids[2 0 R 3 0 R]/Parent 2 0 R/MediaBox 3 0 R/Rotate 3 0 R>>",
    );
    paper.save(path);
}

/// Every one of many pages inherits a box of a hundred thousand numbers.
pub fn giant_box(path: &Path) {
    let mut paper = Paper::new();
    paper.put(1, "<</Type/Catalog/Pages 2 0 R>>");
    let kids = references(3..100_000);
    let numbers = "0 ".repeat(100_000);
    paper.put(
        2,
        &format!("<</Type/Pages/Kids[{kids}]/MediaBox[{numbers}]>>"),
    );
    for number in 3..100_000 {
        paper.put(number, "<</Type/Page>>");
    }
    paper.save(path);
}

/// A chain of fields, whose full names grow with the depth.
pub fn field_chain(path: &Path, depth: u32) {
    let mut paper = Paper::with_page("/AcroForm<</Fields[4 0 R]>>");
    for number in 4..depth {
        let kid = number + 1;
        paper.put(
            number,
            &format!("<</T(a)/Kids[{kid} 0 R]/Parent {} 0 R>>", number - 1),
        );
    }
    paper.put(depth, "<</FT/Sig/T(a)>>");
    paper.save(path);
}

pub fn field_cycle(path: &Path) {
    let mut paper = Paper::with_page("/AcroForm<</Fields[4 0 R 4 0 R 1 0 R]>>");
    paper.put(4, "<</T(a)/FT/Sig/Kids[5 0 R 4 0 R]/Parent 5 0 R>>");
    paper.put(5, "<</T(b)/Kids[4 0 R 5 0 R]/Parent 4 0 R/V 5 0 R>>");
    paper.save(path);
}

/// Every one of many fields inherits a large value.
pub fn field_values(path: &Path) {
    let kids = references(5..90_000);
    let mut paper = Paper::with_page("/AcroForm<</Fields[4 0 R]>>");
    let value = "0 ".repeat(100_000);
    paper.put(4, &format!("<</FT/Tx/T(a)/V[{value}]/Kids[{kids}]>>"));
    for number in 5..90_000 {
        paper.put(number, "<</T(b)>>");
    }
    paper.save(path);
}

/// Many fields that have the same many kids.
pub fn field_kids(path: &Path) {
    let fields = references(5..50_000);
    let mut paper = Paper::with_page(&format!("/AcroForm<</Fields[{fields}]>>"));
    let kids = references(5..50_000);
    paper.put(4, &format!("[{kids}]"));
    for number in 5..50_000 {
        paper.put(number, "<</T(b)/Kids 4 0 R>>");
    }
    paper.save(path);
}

/// Every name that a new field could get is taken.
pub fn many_fields(path: &Path) {
    let fields = references(4..90_000);
    let mut paper = Paper::with_page(&format!("/AcroForm<</Fields[{fields}]>>"));
    for number in 4..90_000 {
        paper.put(number, &format!("<</FT/Tx/T(Signature{})>>", number - 3));
    }
    paper.save(path);
}

pub fn wide_dictionary(path: &Path) {
    let mut paper = Paper::new();
    let entries = joined((0..1_000_000).map(|it| format!("/K{it} {it}")));
    paper.put(
        1,
        &format!("<<{entries}/Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>"),
    );
    paper.put(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
    paper.put(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
    paper.put(4, &format!("<</FT/Sig/T(a)/V 5 0 R{entries}>>"));
    paper.put(5, &format!("<</Type/Sig{entries}>>"));
    paper.save(path);
}

/// A file without a cross-reference table, full of this.
pub fn broken(path: &Path, piece: &[u8], count: usize) {
    let mut paper = Paper::with_page("");
    paper.bytes.extend(piece.repeat(count));
    write(path, &paper.bytes);
}

/// Many pages that show the same many annotations.
pub fn annotations_shared(path: &Path) {
    let mut paper = Paper::new();
    paper.put(1, "<</Type/Catalog/Pages 2 0 R>>");
    let kids = references(10..30_000);
    paper.put(2, &format!("<</Type/Pages/Kids[{kids}]>>"));
    let annotations = references(10..30_000);
    paper.put(4, &format!("[{annotations}]"));
    for number in 10..30_000 {
        paper.put(number, "<</Type/Page/Annots 4 0 R>>");
    }
    paper.save(path);
}

/// Many widgets below a long line of large ancestors.
pub fn annotations_of_ancestors(path: &Path) {
    let mut paper = Paper::new();
    paper.put(1, "<</Type/Catalog/Pages 2 0 R>>");
    paper.put(2, "<</Type/Pages/Kids[3 0 R]>>");
    let widgets = references(100..60_000);
    paper.put(3, &format!("<</Type/Page/Annots[{widgets}]>>"));
    let filler = "0 ".repeat(5000);
    for number in 10..80 {
        paper.put(
            number,
            &format!("<</T(a)/Parent {} 0 R/X[{filler}]>>", number + 1),
        );
    }
    for number in 100..60_000 {
        paper.put(number, "<</Subtype/Widget/Parent 10 0 R>>");
    }
    paper.save(path);
}

/// Boxes that are no boxes.
pub fn boxes(path: &Path) {
    let mut paper = Paper::new();
    paper.put(1, "<</Type/Catalog/Pages 2 0 R>>");
    paper.put(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
    let nines = "9".repeat(300);
    paper.put(
        3,
        &format!("<</Type/Page/MediaBox[0 0 1000000000 {nines}.0]/CropBox[-{nines}. 0 1 2]/UserUnit {nines}.>>"),
    );
    paper.save(path);
}
