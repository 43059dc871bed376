//! A whole new PDF file from numbered objects (ISO 32000-2 §7.5): header, objects, cross-reference
//! table, trailer. For what this program makes itself; a file of somebody else's is added to and
//! never written anew (invariant 10). The same objects give the same bytes.

use std::collections::BTreeMap;
use std::io::Write as _;

use sha2::{Digest, Sha256};

use super::object::{Dictionary, Object, ObjectId};
use super::write::{write_indirect, write_object};

/// The version, and bytes that show transport programs that this is not text (§7.5.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

/// The file with these objects, the number of its catalog and of its information dictionary.
pub fn new_file(objects: &BTreeMap<u32, Object>, catalog: u32, info: Option<u32>) -> Vec<u8> {
    let mut out = HEADER.to_vec();
    let mut offsets = BTreeMap::new();
    for (number, object) in objects {
        offsets.insert(*number, out.len());
        write_indirect(ObjectId::new(*number), object, &mut out);
    }
    let digest = Sha256::digest(&out);
    let id = Object::String(digest.iter().take(16).copied().collect());
    let size = objects.keys().next_back().map_or(1, |last| last + 1);
    let start = out.len();
    // Writing to memory does not fail.
    write!(out, "xref\n0 {size}\n0000000000 65535 f\r\n").ok();
    for number in 1..size {
        match offsets.get(&number) {
            Some(offset) => write!(out, "{offset:010} 00000 n\r\n").ok(),
            None => write!(out, "0000000000 65535 f\r\n").ok(),
        };
    }
    let mut trailer = Dictionary::new()
        .with("Size", Object::Integer(size.into()))
        .with("Root", Object::reference(catalog))
        .with("ID", Object::Array(vec![id.clone(), id]));
    if let Some(info) = info {
        trailer.set("Info", Object::reference(info));
    }
    out.extend_from_slice(b"trailer\n");
    write_object(&Object::Dictionary(trailer), &mut out);
    write!(out, "\nstartxref\n{start}\n%%EOF\n").ok();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_object_lies_where_the_table_says() {
        let catalog = Dictionary::new().with("Type", Object::name("Catalog"));
        let objects = BTreeMap::from([(1, Object::Dictionary(catalog)), (3, Object::Null)]);
        let file = new_file(&objects, 1, None);
        let text = String::from_utf8_lossy(&file).replace('\u{FFFD}', "?");
        let table = text.split("xref\n0 4\n").nth(1).unwrap();
        let offset: usize = table
            .lines()
            .nth(3)
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert!(file[offset..].starts_with(b"3 0 obj\nnull\nendobj"));
        assert!(table.lines().nth(2).unwrap().ends_with(" f"));
        let start: usize = text.lines().rev().nth(1).unwrap().parse().unwrap();
        assert!(file[start..].starts_with(b"xref\n"));
    }
}
