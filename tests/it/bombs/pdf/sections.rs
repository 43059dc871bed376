//! Cross-reference sections and lengths that lead to each other, overlap, or count what is not there.

use std::{io::Write, path::Path};

use super::{Paper, write};

pub fn prev_loop(path: &Path) {
    let mut paper = Paper::with_page("");
    let start = paper.bytes.len();
    paper.end(&format!("/Prev {start}"));
    write(path, &paper.bytes);
}

/// As many sections as there are bytes for.
pub fn prev_chain(path: &Path, count: usize) {
    let mut paper = Paper::with_page("");
    let mut start = paper.end("");
    for _ in 0..count {
        start = paper.end(&format!("/Size 9/Prev {start}"));
    }
    write(path, &paper.bytes);
}

pub fn revisions(path: &Path, count: usize) {
    let mut paper = Paper::with_page("");
    let mut start = paper.end("");
    for _ in 0..count {
        let next = paper.bytes.len();
        let end = format!(
            "xref\n0 0\ntrailer<</Size 4/Root 1 0 R/Prev {start}>>\nstartxref\n{next}\n%%EOF\n"
        );
        paper.bytes.extend_from_slice(end.as_bytes());
        start = next;
    }
    write(path, &paper.bytes);
}

/// Four thousand sections that are one and the same large table: each begins at another space before it.
pub fn prev_overlapping(path: &Path) {
    let mut paper = Paper::with_page("");
    let spaces = paper.bytes.len();
    paper.bytes.extend(b" ".repeat(4000));
    // One trailer for all: each section would lead to the same one, so the loop is found; before that
    // its rows are read. Sections of their own lead from one to the next.
    let table = paper.bytes.len();
    let rows = "0000000016 00000 n \n".repeat(200_000);
    write!(
        paper.bytes,
        "xref\n1 200000\n{rows}trailer\n<</Size 200001/Root 1 0 R/Prev {spaces}>>\n"
    )
    .expect("memory");
    let mut prev = table;
    for at in 0..4000 {
        let start = paper.bytes.len();
        write!(
            paper.bytes,
            "xref\n0 0\ntrailer\n<</Size 200001/Root 1 0 R/Prev {prev}/XRefStm {}>>\n",
            spaces + at
        )
        .expect("memory");
        prev = start;
    }
    write!(paper.bytes, "startxref\n{prev}\n%%EOF\n").expect("memory");
    write(path, &paper.bytes);
}

pub fn hybrid_cycle(path: &Path) {
    let mut paper = Paper::with_page("");
    let start = paper.bytes.len();
    paper.end(&format!("/XRefStm {start}/Prev {start}"));
    write(path, &paper.bytes);
}

pub fn length_of_itself(path: &Path) {
    let mut paper = Paper::with_page("/X 4 0 R/AcroForm 4 0 R/Names 5 0 R");
    for (number, other) in [(4, 4), (5, 6), (6, 5)] {
        paper.put(
            number,
            &format!("<</Length {other} 0 R>>stream\nabc\nendstream"),
        );
    }
    paper.save(path);
}

/// The length of each stream is what the next stream would have to say.
pub fn length_chain(path: &Path) {
    let mut paper = Paper::with_page("/AcroForm 4 0 R");
    for number in 4..100_000 {
        paper.put(
            number,
            &format!("<</Length {} 0 R>>stream\nabc\nendstream", number + 1),
        );
    }
    paper.put(100_000, "3");
    paper.save(path);
}

/// Its cross-reference stream says this.
pub fn xref_stream(path: &Path, extra: &str, data: &[u8]) {
    let mut paper = Paper::with_page("");
    let start = paper.bytes.len();
    paper.stream(8, &format!("/Type/XRef{extra}/Root 1 0 R"), data);
    write!(paper.bytes, "startxref\n{start}\n%%EOF\n").expect("memory");
    write(path, &paper.bytes);
}

pub fn xref_table_count(path: &Path) {
    let mut paper = Paper::with_page("");
    let start = paper.bytes.len();
    let end = "xref\n0 1000000000\n0000000000 65535 f \ntrailer<</Size 4/Root 1 0 R>>";
    write!(paper.bytes, "{end}\nstartxref\n{start}\n%%EOF\n").expect("memory");
    write(path, &paper.bytes);
}

/// Rows of as few bytes as possible, in subsections of the same number over and over.
pub fn xref_table_loose(path: &Path) {
    let mut paper = Paper::with_page("");
    let start = paper.bytes.len();
    let rows = "0 0 f ".repeat(5_000_000);
    write!(
        paper.bytes,
        "xref\n0 5000000\n{rows}\ntrailer<</Size 5000000/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
    .expect("memory");
    write(path, &paper.bytes);
}
