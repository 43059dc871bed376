//! PDFs: nesting, cycles, counts that lie, compression, and work that grows with the square.

use std::{
    fs::{self, File},
    io::Write,
    ops::Range,
    path::Path,
};

use flate2::{Compression, write::ZlibEncoder};

use super::{Bomb, Task};
use crate::{safety::paper::write_hollow, sim::hex};

const TASKS: &[Task] = &[Task::Verify, Task::Sign];
const WITH_SEAL: &[Task] = &[Task::Verify, Task::Sign, Task::Seal];

pub const ALL: &[Bomb] = &[
    bomb("deep-arrays", |path| write(path, &deep(b"[", 1_000_000))),
    bomb("deep-dictionaries", |path| {
        write(path, &deep(b"<</A", 1_000_000));
    }),
    heavy("page-chain", |path| page_chain(path, 1_000_000)).sealed(),
    bomb("page-cycle", page_cycle).sealed(),
    heavy("pages-share-a-giant-box", giant_box).sealed(),
    heavy("field-chain", |path| field_chain(path, 190_000)),
    bomb("field-cycle", field_cycle),
    heavy("field-value-shared", field_values),
    heavy("field-kids-shared", field_kids),
    heavy("many-fields", many_fields).sealed(),
    bomb("prev-loop", prev_loop),
    bomb("prev-chain", |path| prev_chain(path, 100_000)),
    bomb("prev-overlapping", prev_overlapping),
    bomb("hybrid-cycle", hybrid_cycle),
    bomb("length-of-itself", length_of_itself),
    bomb("length-chain", length_chain),
    bomb("object-stream-within-itself", |path| {
        object_stream(path, "/N 1/First 4", b"7 0 1", 7);
    }),
    bomb("object-stream-count", |path| {
        object_stream(path, "/N 1000000000/First 4", b"9 0 1", 9);
    }),
    heavy("object-stream-giant", object_stream_giant).sealed(),
    heavy("object-streams-in-turn", object_streams_in_turn),
    bomb("xref-size", |path| {
        xref_stream(path, "/W[1 4 2]/Size 2147483647", &[0; 70]);
    }),
    bomb("xref-index", |path| {
        xref_stream(path, "/W[4 4 4]/Size 9/Index[0 1000000000]", &[0; 1200]);
    }),
    bomb("xref-columns", |path| {
        let parameters = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 1000000000>>";
        xref_stream(path, &format!("/W[1 4 2]/Size 9{parameters}"), &deflated(1));
    }),
    bomb("xref-colors", |path| {
        let parameters = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4294967296\
                          /Colors 4294967296/BitsPerComponent 4294967296>>";
        xref_stream(path, &format!("/W[1 4 2]/Size 9{parameters}"), &deflated(1));
    }),
    heavy("xref-row-of-one", |path| {
        let parameters = "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 1>>";
        xref_stream(
            path,
            &format!("/W[0 1 0]/Size 16777000{parameters}"),
            &deflated(60),
        );
    }),
    heavy("xref-flate", |path| {
        xref_stream(
            path,
            "/W[1 0 0]/Size 16777000/Filter/FlateDecode",
            &deflated(1024),
        );
    }),
    bomb("xref-flate-nested", |path| {
        let filters = "/FlateDecode ".repeat(10);
        xref_stream(
            path,
            &format!("/W[1 4 2]/Size 9/Filter[{filters}]"),
            &nested(),
        );
    }),
    bomb("xref-table-count", xref_table_count),
    heavy("xref-table-loose", xref_table_loose),
    heavy("revisions", |path| revisions(path, 1_000_000)),
    heavy("signature-fields", signature_fields),
    heavy("signatures-over-much", signatures_over_much),
    heavy("signatures-and-many-objects", signatures_and_many_objects),
    heavy("proofs", proofs),
    heavy("wide-array", |path| write(path, &wide(b"0 ", 16_000_000))),
    heavy("wide-dictionary", wide_dictionary),
    bomb("long-string", |path| write(path, &wide(b"((", 8_000_000))),
    heavy("long-number", |path| write(path, &wide(b"1", 30_000_000))),
    bomb("long-comment", |path| write(path, &wide(b"%", 30_000_000))),
    heavy("heads-without-ends", |path| {
        broken(path, b"1 0 obj [ ", 3_000_000);
    }),
    heavy("streams-without-ends", |path| {
        broken(path, b"1 0 obj<<>>stream ", 1_000_000);
    }),
    heavy("trailers-without-ends", |path| {
        broken(path, b"trailer[ ", 4_000_000);
    }),
    heavy("object-streams-repaired", object_streams_repaired),
    heavy("annotations-shared", annotations_shared).sealed(),
    heavy("annotations-of-ancestors", annotations_of_ancestors).sealed(),
    bomb("boxes", boxes).sealed(),
    heavy("hollow", |path| {
        write_hollow(path, 4096);
        let mut file = File::options().write(true).open(path).expect("opened");
        file.write_all(b"%PDF-1.7\n").expect("written");
    }),
];

const fn bomb(name: &'static str, write: fn(&Path)) -> Bomb {
    Bomb {
        name,
        file: "bomb.pdf",
        write,
        tasks: TASKS,
        is_heavy: false,
    }
}

/// One that costs all that a document may, or nearly: seconds, where the program is not optimised.
const fn heavy(name: &'static str, write: fn(&Path)) -> Bomb {
    Bomb {
        is_heavy: true,
        ..bomb(name, write)
    }
}

impl Bomb {
    /// Is to be sealed, too.
    const fn sealed(self) -> Self {
        Self {
            tasks: WITH_SEAL,
            ..self
        }
    }
}

/// A file that is being written, object by object.
pub struct Paper {
    bytes: Vec<u8>,
    places: Vec<(u32, usize)>,
}

impl Paper {
    pub fn new() -> Self {
        Self {
            bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            places: Vec::new(),
        }
    }

    /// One page, in objects 1 to 3; `extra` is in the catalog.
    fn with_page(extra: &str) -> Self {
        let mut paper = Self::new();
        paper.put(1, &format!("<</Type/Catalog/Pages 2 0 R{extra}>>"));
        paper.put(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
        paper.put(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
        paper
    }

    pub fn put(&mut self, number: u32, object: &str) {
        self.places.push((number, self.bytes.len()));
        write!(self.bytes, "{number} 0 obj\n{object}\nendobj\n").expect("memory");
    }

    pub fn stream(&mut self, number: u32, dictionary: &str, data: &[u8]) {
        self.places.push((number, self.bytes.len()));
        let len = data.len();
        write!(
            self.bytes,
            "{number} 0 obj\n<<{dictionary}/Length {len}>>stream\n"
        )
        .expect("memory");
        self.bytes.extend_from_slice(data);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// The table, and the end; gives where the table begins.
    /// A signature that is not any; what it covers comes later.
    fn signature(&mut self, number: u32) -> Signature {
        self.places.push((number, self.bytes.len()));
        write!(
            self.bytes,
            "{number} 0 obj\n<</Type/Sig/SubFilter/adbe.pkcs7.detached/ByteRange"
        )
        .expect("memory");
        let range = self.bytes.len();
        self.bytes.extend(b" ".repeat(60));
        self.bytes.extend_from_slice(b"/Contents");
        let from = self.bytes.len();
        write!(self.bytes, "<{}>", hex(&super::cms::least())).expect("memory");
        let contents = from..self.bytes.len();
        self.bytes.extend_from_slice(b">>\nendobj\n");
        Signature { range, contents }
    }

    /// Has it cover all that there is.
    fn cover(&mut self, signature: &Signature) {
        let Range { start, end } = signature.contents;
        let text = format!("[0 {start} {end} {}]", self.bytes.len() - end);
        self.bytes[signature.range..][..text.len()].copy_from_slice(text.as_bytes());
    }

    fn end(&mut self, extra: &str) -> usize {
        let start = self.bytes.len();
        let mut places = std::mem::take(&mut self.places);
        places.sort_unstable();
        let size = places.last().map_or(1, |(number, _)| number + 1);
        writeln!(self.bytes, "xref").expect("memory");
        for run in places.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
            let (first, _) = run[0];
            writeln!(self.bytes, "{first} {}", run.len()).expect("memory");
            for (_, place) in run {
                writeln!(self.bytes, "{place:010} 00000 n ").expect("memory");
            }
        }
        let trailer = format!("trailer\n<</Size {size}/Root 1 0 R{extra}>>");
        self.bytes.extend_from_slice(trailer.as_bytes());
        self.bytes
            .extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
        start
    }

    pub fn save(mut self, path: &Path) {
        self.end("");
        write(path, &self.bytes);
    }
}

/// Where a signature lies.
struct Signature {
    /// Where its `/ByteRange` begins.
    range: usize,
    contents: Range<usize>,
}

/// References to these objects.
fn references(numbers: Range<usize>) -> String {
    joined(numbers.map(|it| format!("{it} 0 R ")))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().concat()
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("written");
}

/// So many MiB of zeros.
pub fn deflated(mib: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..mib {
        encoder.write_all(&zeros).expect("memory");
    }
    encoder.finish().expect("memory")
}

/// These bytes, compressed.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Compressed ten times over.
fn nested() -> Vec<u8> {
    let mut data = deflated(1024);
    for _ in 0..9 {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&data).expect("memory");
        data = encoder.finish().expect("memory");
    }
    data
}

/// The catalog holds something without end.
fn deep(open: &[u8], depth: usize) -> Vec<u8> {
    let mut paper = Paper::with_page("/X 4 0 R");
    let bytes = open.repeat(depth);
    paper.put(4, &String::from_utf8(bytes).expect("text"));
    paper.end("");
    paper.bytes
}

/// The catalog refers to a long array, or something like one.
fn wide(piece: &[u8], count: usize) -> Vec<u8> {
    let mut paper = Paper::new();
    let bytes = piece.repeat(count);
    let text = String::from_utf8(bytes).expect("text");
    paper.put(1, &format!("<</Type/Catalog/X[{text}]/Pages 2 0 R>>"));
    paper.put(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
    paper.put(3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>");
    paper.end("");
    paper.bytes
}

fn page_chain(path: &Path, depth: u32) {
    let mut paper = Paper::new();
    paper.put(1, "<</Type/Catalog/Pages 2 0 R>>");
    for number in 2..depth {
        paper.put(number, &format!("<</Kids[{} 0 R]>>", number + 1));
    }
    paper.put(depth, "<</Type/Page>>");
    paper.save(path);
}

fn page_cycle(path: &Path) {
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
fn giant_box(path: &Path) {
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
fn field_chain(path: &Path, depth: u32) {
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

fn field_cycle(path: &Path) {
    let mut paper = Paper::with_page("/AcroForm<</Fields[4 0 R 4 0 R 1 0 R]>>");
    paper.put(4, "<</T(a)/FT/Sig/Kids[5 0 R 4 0 R]/Parent 5 0 R>>");
    paper.put(5, "<</T(b)/Kids[4 0 R 5 0 R]/Parent 4 0 R/V 5 0 R>>");
    paper.save(path);
}

/// Every one of many fields inherits a large value.
fn field_values(path: &Path) {
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
fn field_kids(path: &Path) {
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
fn many_fields(path: &Path) {
    let fields = references(4..90_000);
    let mut paper = Paper::with_page(&format!("/AcroForm<</Fields[{fields}]>>"));
    for number in 4..90_000 {
        paper.put(number, &format!("<</FT/Tx/T(Signature{})>>", number - 3));
    }
    paper.save(path);
}

fn prev_loop(path: &Path) {
    let mut paper = Paper::with_page("");
    let start = paper.bytes.len();
    paper.end(&format!("/Prev {start}"));
    write(path, &paper.bytes);
}

/// As many sections as there are bytes for.
fn prev_chain(path: &Path, count: usize) {
    let mut paper = Paper::with_page("");
    let mut start = paper.end("");
    for _ in 0..count {
        start = paper.end(&format!("/Size 9/Prev {start}"));
    }
    write(path, &paper.bytes);
}

fn revisions(path: &Path, count: usize) {
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
fn prev_overlapping(path: &Path) {
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

fn hybrid_cycle(path: &Path) {
    let mut paper = Paper::with_page("");
    let start = paper.bytes.len();
    paper.end(&format!("/XRefStm {start}/Prev {start}"));
    write(path, &paper.bytes);
}

fn length_of_itself(path: &Path) {
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
fn length_chain(path: &Path) {
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

/// The page tree is in the object stream 7.
fn object_stream(path: &Path, extra: &str, data: &[u8], _number: u32) {
    let mut paper = Paper::new();
    paper.put(1, "<</Type/Catalog/Pages 2 0 R>>");
    paper.stream(7, &format!("/Type/ObjStm{extra}"), data);
    let second = |place: usize| u32::try_from(place).expect("near").to_be_bytes();
    let mut rows = Vec::new();
    for (kind, place) in [
        (0, [0; 4]),
        (1, second(paper.places[0].1)),
        (2, 7_u32.to_be_bytes()),
    ] {
        rows.push(kind);
        rows.extend(place);
        rows.extend([0, 0]);
    }
    let at = second(paper.places[1].1);
    let stream = [&[1], at.as_slice(), &[0, 0]].concat();
    rows.extend(stream);
    paper.places.clear();
    let start = paper.bytes.len();
    paper.stream(
        8,
        "/Type/XRef/W[1 4 2]/Size 9/Index[0 3 7 1]/Root 1 0 R",
        &rows,
    );
    write!(paper.bytes, "startxref\n{start}\n%%EOF\n").expect("memory");
    write(path, &paper.bytes);
}

/// A file whose objects from 2 on are in object streams, `per` in each.
fn in_object_streams(path: &Path, objects: &[String], streams: &[Vec<usize>], filler: usize) {
    let mut paper = Paper::new();
    paper.put(1, "<</Type/Catalog/Pages 2 0 R>>");
    let first_stream = u32::try_from(objects.len()).expect("few") + 2;
    let mut rows: Vec<[u8; 8]> = vec![[0; 8]; objects.len() + 2 + streams.len()];
    let row = |kind: u8, first: u32, second: u32| {
        let mut row = [kind; 8];
        row[1..5].copy_from_slice(&first.to_be_bytes());
        row[5..].copy_from_slice(&second.to_be_bytes()[1..]);
        row
    };
    rows[1] = row(1, u32::try_from(paper.places[0].1).expect("near"), 0);
    for (number, members) in (first_stream..).zip(streams) {
        let (mut head, mut body) = (String::new(), String::new());
        for (index, member) in (0..).zip(members) {
            head.push_str(&format!("{} {} ", member + 2, body.len()));
            body.push_str(&objects[*member]);
            body.push(' ');
            rows[member + 2] = row(2, number, index);
        }
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(head.as_bytes()).expect("memory");
        encoder.write_all(body.as_bytes()).expect("memory");
        encoder.write_all(&b" ".repeat(filler)).expect("memory");
        let data = encoder.finish().expect("memory");
        let at = u32::try_from(paper.bytes.len()).expect("near");
        rows[usize::try_from(number).expect("few")] = row(1, at, 0);
        let extra = format!("/Type/ObjStm/N {}/First {}", members.len(), head.len());
        paper.stream(number, &format!("{extra}/Filter/FlateDecode"), &data);
    }
    let start = paper.bytes.len();
    let size = rows.len() + 1;
    let number = u32::try_from(rows.len()).expect("few");
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&rows.concat()).expect("memory");
    let extra = format!(
        "/Type/XRef/W[1 4 3]/Size {size}/Index[0 {}]/Root 1 0 R",
        rows.len()
    );
    let extra = format!("{extra}/Filter/FlateDecode");
    paper.stream(number, &extra, &encoder.finish().expect("memory"));
    write!(paper.bytes, "startxref\n{start}\n%%EOF\n").expect("memory");
    write(path, &paper.bytes);
}

fn pages(count: usize) -> Vec<String> {
    let kids = references(3..count + 2);
    let mut objects = vec![format!("<</Type/Pages/Kids[{kids}]>>")];
    objects.resize(count, "<</Type/Page>>".to_owned());
    objects
}

/// Half a million pages in one object stream: each has to be found among all.
fn object_stream_giant(path: &Path) {
    let objects = pages(500_000);
    let members = (0..objects.len()).collect();
    in_object_streams(path, &objects, &[members], 0);
}

/// Pages that lie in two large object streams in turn, so that neither is at hand when it is wanted.
fn object_streams_in_turn(path: &Path) {
    let objects = pages(20_000);
    let of = |part: usize| (0..objects.len()).filter(|it| it % 2 == part).collect();
    in_object_streams(path, &objects, &[of(0), of(1)], 24 << 20);
}

fn object_streams_repaired(path: &Path) {
    let mut paper = Paper::with_page("");
    let data = deflated(64);
    for number in 10..300 {
        let extra = "/Type/ObjStm/N 1000000000/First 4/Filter/FlateDecode";
        paper.stream(number, extra, &data);
    }
    paper.bytes.extend_from_slice(b"startxref\n5\n%%EOF\n");
    write(path, &paper.bytes);
}

/// Its cross-reference stream says this.
fn xref_stream(path: &Path, extra: &str, data: &[u8]) {
    let mut paper = Paper::with_page("");
    let start = paper.bytes.len();
    paper.stream(8, &format!("/Type/XRef{extra}/Root 1 0 R"), data);
    write!(paper.bytes, "startxref\n{start}\n%%EOF\n").expect("memory");
    write(path, &paper.bytes);
}

fn xref_table_count(path: &Path) {
    let mut paper = Paper::with_page("");
    let start = paper.bytes.len();
    let end = "xref\n0 1000000000\n0000000000 65535 f \ntrailer<</Size 4/Root 1 0 R>>";
    write!(paper.bytes, "{end}\nstartxref\n{start}\n%%EOF\n").expect("memory");
    write(path, &paper.bytes);
}

/// Rows of as few bytes as possible, in subsections of the same number over and over.
fn xref_table_loose(path: &Path) {
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

fn signature_fields(path: &Path) {
    let fields = references(4..90_000);
    let mut paper = Paper::with_page(&format!("/AcroForm<</SigFlags 3/Fields[{fields}]>>"));
    for number in 4..90_000 {
        let signature =
            "<</Type/Sig/SubFilter/adbe.pkcs7.detached/ByteRange[0 1 2 3]/Contents<00>>>";
        paper.put(number, &format!("<</FT/Sig/T(S{number})/V{signature}>>"));
    }
    paper.save(path);
}

/// As many signatures as are looked at, each over the whole of a large file.
fn signatures_over_much(path: &Path) {
    let fields = references(10..260);
    let mut paper = Paper::with_page(&format!("/AcroForm<</SigFlags 3/Fields[{fields}]>>"));
    let mut signatures = Vec::new();
    for number in 0..250 {
        paper.put(
            10 + number,
            &format!("<</FT/Sig/T(S{number})/V {} 0 R>>", 1000 + number),
        );
        signatures.push(paper.signature(1000 + number));
    }
    paper.stream(5, "", &vec![0x55; 60 << 20]);
    paper.end("");
    for signature in &signatures {
        paper.cover(signature);
    }
    write(path, &paper.bytes);
}

/// Many signatures, each in a revision of its own, in a document of many objects.
fn signatures_and_many_objects(path: &Path) {
    let mut paper = Paper::with_page("/AcroForm 4 0 R");
    paper.put(4, "<</Fields[]/SigFlags 3>>");
    for number in 1000..150_000 {
        paper.put(number, "<</A 1>>");
    }
    let mut start = paper.end("");
    let mut fields = String::new();
    for number in 0..200 {
        let (field, value) = (10 + number * 2, 11 + number * 2);
        fields.push_str(&format!("{field} 0 R "));
        paper.put(4, &format!("<</Fields[{fields}]/SigFlags 3>>"));
        paper.put(field, &format!("<</FT/Sig/T(S{number})/V {value} 0 R>>"));
        let signature = paper.signature(value);
        start = paper.end(&format!("/Size 150000/Prev {start}"));
        paper.cover(&signature);
    }
    write(path, &paper.bytes);
}

/// A document security store with a hundred thousand certificates, added after a signature.
fn proofs(path: &Path) {
    let mut paper = Paper::with_page("/AcroForm 4 0 R");
    paper.put(4, "<</Fields[10 0 R]/SigFlags 3>>");
    paper.put(10, "<</FT/Sig/T(S)/V 11 0 R>>");
    let signature = paper.signature(11);
    let start = paper.end("");
    paper.cover(&signature);
    let certificates = references(100..100_100);
    paper.put(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R/DSS 5 0 R>>");
    paper.put(
        5,
        &format!("<</Certs[{certificates}]/CRLs[{certificates}]>>"),
    );
    for number in 100..100_100 {
        paper.stream(number, "", b"certificate");
    }
    paper.end(&format!("/Prev {start}"));
    write(path, &paper.bytes);
}

fn wide_dictionary(path: &Path) {
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
fn broken(path: &Path, piece: &[u8], count: usize) {
    let mut paper = Paper::with_page("");
    paper.bytes.extend(piece.repeat(count));
    write(path, &paper.bytes);
}

/// Many pages that show the same many annotations.
fn annotations_shared(path: &Path) {
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
fn annotations_of_ancestors(path: &Path) {
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
fn boxes(path: &Path) {
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
