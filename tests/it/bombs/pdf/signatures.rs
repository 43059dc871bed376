//! More signatures than anyone makes, and what comes after them.

use std::path::Path;

use super::{
    super::certificate::{around, named},
    Paper, references, write,
};

pub fn signature_fields(path: &Path) {
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
pub fn signatures_over_much(path: &Path) {
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
pub fn signatures_and_many_objects(path: &Path) {
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
pub fn proofs(path: &Path) {
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

/// As many signatures as are looked at, each with a long name and a certificate that is as large as any.
pub fn that_say_much(path: &Path) {
    let fields = references(10..260);
    let mut paper = Paper::with_page(&format!("/AcroForm<</SigFlags 3/Fields[{fields}]>>"));
    let cms = around(&[], |it| it.subject = Some(named(&vec![1; 60_000])));
    let name = "S".repeat(4_000);
    let mut signatures = Vec::new();
    for number in 0..250 {
        let value = 1000 + number;
        paper.put(
            10 + number,
            &format!("<</FT/Sig/T({number}{name})/V {value} 0 R>>"),
        );
        signatures.push(paper.signature_of(value, &cms));
    }
    paper.end("");
    for signature in &signatures {
        paper.cover(signature);
    }
    write(path, &paper.bytes);
}
