//! PDFs: nesting, cycles, counts that lie, compression, and work that grows with the square.

mod compression;
mod sections;
mod signatures;
mod structure;

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
    bomb("deep-arrays", |path| {
        write(path, &structure::deep(b"[", 1_000_000));
    }),
    bomb("deep-dictionaries", |path| {
        write(path, &structure::deep(b"<</A", 1_000_000));
    }),
    heavy("page-chain", |path| structure::page_chain(path, 1_000_000)).sealed(),
    bomb("page-cycle", structure::page_cycle).sealed(),
    heavy("pages-share-a-giant-box", structure::giant_box).sealed(),
    heavy("field-chain", |path| structure::field_chain(path, 190_000)),
    bomb("field-cycle", structure::field_cycle),
    heavy("field-value-shared", structure::field_values),
    heavy("field-kids-shared", structure::field_kids),
    heavy("many-fields", structure::many_fields).sealed(),
    bomb("prev-loop", sections::prev_loop),
    bomb("prev-chain", |path| sections::prev_chain(path, 100_000)),
    bomb("prev-overlapping", sections::prev_overlapping),
    bomb("hybrid-cycle", sections::hybrid_cycle),
    bomb("length-of-itself", sections::length_of_itself),
    bomb("length-chain", sections::length_chain),
    bomb("object-stream-within-itself", |path| {
        compression::object_stream(path, "/N 1/First 4", b"7 0 1", 7);
    }),
    bomb("object-stream-count", |path| {
        compression::object_stream(path, "/N 1000000000/First 4", b"9 0 1", 9);
    }),
    heavy("object-stream-giant", compression::object_stream_giant).sealed(),
    heavy(
        "object-streams-in-turn",
        compression::object_streams_in_turn,
    ),
    bomb("xref-size", |path| {
        sections::xref_stream(path, "/W[1 4 2]/Size 2147483647", &[0; 70]);
    }),
    bomb("xref-index", |path| {
        sections::xref_stream(path, "/W[4 4 4]/Size 9/Index[0 1000000000]", &[0; 1200]);
    }),
    bomb("xref-columns", |path| {
        let parameters = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 1000000000>>";
        sections::xref_stream(path, &format!("/W[1 4 2]/Size 9{parameters}"), &deflated(1));
    }),
    bomb("xref-colors", |path| {
        let parameters = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4294967296\
                          /Colors 4294967296/BitsPerComponent 4294967296>>";
        sections::xref_stream(path, &format!("/W[1 4 2]/Size 9{parameters}"), &deflated(1));
    }),
    heavy("xref-row-of-one", |path| {
        let parameters = "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 1>>";
        sections::xref_stream(
            path,
            &format!("/W[0 1 0]/Size 16777000{parameters}"),
            &deflated(60),
        );
    }),
    heavy("xref-flate", |path| {
        sections::xref_stream(
            path,
            "/W[1 0 0]/Size 16777000/Filter/FlateDecode",
            &deflated(1024),
        );
    }),
    bomb("xref-flate-nested", |path| {
        let filters = "/FlateDecode ".repeat(10);
        sections::xref_stream(
            path,
            &format!("/W[1 4 2]/Size 9/Filter[{filters}]"),
            &compression::nested(),
        );
    }),
    bomb("xref-table-count", sections::xref_table_count),
    heavy("xref-table-loose", sections::xref_table_loose),
    heavy("revisions", |path| sections::revisions(path, 1_000_000)),
    heavy("signature-fields", signatures::signature_fields),
    heavy("signatures-over-much", signatures::signatures_over_much),
    heavy(
        "signatures-and-many-objects",
        signatures::signatures_and_many_objects,
    ),
    heavy("signatures-that-say-much", signatures::that_say_much),
    heavy("proofs", signatures::proofs),
    heavy("wide-array", |path| {
        write(path, &structure::wide(b"0 ", 16_000_000));
    }),
    heavy("wide-dictionary", structure::wide_dictionary),
    bomb("long-string", |path| {
        write(path, &structure::wide(b"((", 8_000_000));
    }),
    heavy("long-number", |path| {
        write(path, &structure::wide(b"1", 30_000_000));
    }),
    bomb("long-comment", |path| {
        write(path, &structure::wide(b"%", 30_000_000));
    }),
    heavy("heads-without-ends", |path| {
        structure::broken(path, b"1 0 obj [ ", 3_000_000);
    }),
    heavy("streams-without-ends", |path| {
        structure::broken(path, b"1 0 obj<<>>stream ", 1_000_000);
    }),
    heavy("trailers-without-ends", |path| {
        structure::broken(path, b"trailer[ ", 4_000_000);
    }),
    heavy(
        "object-streams-repaired",
        compression::object_streams_repaired,
    ),
    heavy("annotations-shared", structure::annotations_shared).sealed(),
    heavy(
        "annotations-of-ancestors",
        structure::annotations_of_ancestors,
    )
    .sealed(),
    bomb("boxes", structure::boxes).sealed(),
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

    /// A signature that is not any; what it covers comes later.
    fn signature(&mut self, number: u32) -> Signature {
        self.signature_of(number, &super::cms::least())
    }

    fn signature_of(&mut self, number: u32, cms: &[u8]) -> Signature {
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
        write!(self.bytes, "<{}>", hex(cms)).expect("memory");
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

    /// The table, and the end; gives where the table begins.
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
