//! Little that unpacks to much, and objects that have to be unpacked to be found.

use std::{io::Write, path::Path};

use flate2::{Compression, write::ZlibEncoder};

use super::{Paper, deflated, references, write};

/// Compressed ten times over.
pub fn nested() -> Vec<u8> {
    let mut data = deflated(1024);
    for _ in 0..9 {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&data).expect("memory");
        data = encoder.finish().expect("memory");
    }
    data
}

/// The page tree is in the object stream 7.
pub fn object_stream(path: &Path, extra: &str, data: &[u8], _number: u32) {
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
pub fn object_stream_giant(path: &Path) {
    let objects = pages(500_000);
    let members = (0..objects.len()).collect();
    in_object_streams(path, &objects, &[members], 0);
}

/// Pages that lie in two large object streams in turn, so that neither is at hand when it is wanted.
pub fn object_streams_in_turn(path: &Path) {
    let objects = pages(20_000);
    let of = |part: usize| (0..objects.len()).filter(|it| it % 2 == part).collect();
    in_object_streams(path, &objects, &[of(0), of(1)], 24 << 20);
}

pub fn object_streams_repaired(path: &Path) {
    let mut paper = Paper::with_page("");
    let data = deflated(64);
    for number in 10..300 {
        let extra = "/Type/ObjStm/N 1000000000/First 4/Filter/FlateDecode";
        paper.stream(number, extra, &data);
    }
    paper.bytes.extend_from_slice(b"startxref\n5\n%%EOF\n");
    write(path, &paper.bytes);
}
