//! Incremental saving: something is appended to a signed document, in every way in which some reader
//! would follow it and another would not see it.

use super::{
    builder::{Doc, INFO_AND_ID, Tail, find, row, stream},
    refused,
};

/// Another content of the first page.
fn page(signed: &Doc) -> (u32, String) {
    (6, signed.with(6, "Pay 100 yen", "Pay 999 yen"))
}

fn with_tail(tail: &Tail) -> Vec<u8> {
    let signed = Doc::plain().sign();
    signed.append_with(&[page(&signed)], tail).bytes
}

#[test]
fn a_body_with_and_without_what_belongs_to_it() {
    let tail = Tail::default();
    let cases = [
        ("as it should be", tail.clone()),
        (
            "without a table",
            Tail {
                table: false,
                ..tail.clone()
            },
        ),
        (
            "without a trailer",
            Tail {
                trailer: false,
                ..tail.clone()
            },
        ),
        (
            "without table and trailer",
            Tail {
                table: false,
                trailer: false,
                ..tail.clone()
            },
        ),
        (
            "without startxref",
            Tail {
                startxref: false,
                ..tail.clone()
            },
        ),
        (
            "without the end",
            Tail {
                eof: false,
                ..tail.clone()
            },
        ),
        (
            "without startxref and end",
            Tail {
                startxref: false,
                eof: false,
                ..tail.clone()
            },
        ),
        (
            "a body alone",
            Tail {
                table: false,
                trailer: false,
                startxref: false,
                eof: false,
                ..tail.clone()
            },
        ),
        (
            "a body and an end",
            Tail {
                table: false,
                trailer: false,
                startxref: false,
                ..tail.clone()
            },
        ),
        (
            "an object that no section names",
            Tail {
                unlisted: vec![6],
                ..tail.clone()
            },
        ),
        (
            "of another catalog",
            Tail {
                root: "21 0 R",
                ..tail.clone()
            },
        ),
        (
            "of another generation",
            Tail {
                root: "1 1 R",
                ..tail.clone()
            },
        ),
        (
            "encrypted",
            Tail {
                extra: format!("{INFO_AND_ID} /Encrypt <<>>"),
                ..tail.clone()
            },
        ),
        (
            "of another identifier",
            Tail {
                extra: "/ID [<0909> <0102>]".to_owned(),
                ..tail.clone()
            },
        ),
        (
            "without a section before",
            Tail {
                prev: Some(0),
                ..tail.clone()
            },
        ),
        (
            "a section before that is none",
            Tail {
                prev: Some(17),
                ..tail
            },
        ),
    ];
    for (name, tail) in cases {
        refused(&[(name, with_tail(&tail))]);
    }
}

/// The same without any change of an object, where only the file's own structure lies.
#[test]
fn structure_alone_can_lie_too() {
    let signed = Doc::plain().sign();
    let nothing: [(u32, &str); 0] = [];
    let twenty = signed.places[&20];
    let in_a_stream = find(&signed.bytes, b"Pay 100", 0);
    let first = Doc::plain().xref;
    let tail = Tail::default();
    let rows = |rows: &[(u32, String)]| Tail {
        rows: rows.to_vec(),
        ..tail.clone()
    };
    let free = "0000000000 00001 f".to_owned();
    let cases = [
        (
            "the page leads to what lay ready",
            rows(&[(6, row(twenty))]),
        ),
        (
            "the page leads into a stream",
            rows(&[(6, row(in_a_stream))]),
        ),
        ("the page is freed", rows(&[(6, free.clone())])),
        ("the signature is freed", rows(&[(31, free.clone())])),
        ("the signature field is freed", rows(&[(30, free.clone())])),
        ("an annotation is freed", rows(&[(15, free.clone())])),
        ("object 0 is in use", rows(&[(0, row(twenty))])),
        ("past the end", rows(&[(6, row(9_999_999))])),
        (
            "of another generation",
            rows(&[(6, format!("{:010} 00001 n", signed.places[&6]))]),
        ),
        (
            "named twice",
            rows(&[(6, row(signed.places[&6])), (6, row(twenty))]),
        ),
        (
            "named twice the other way",
            rows(&[(6, row(twenty)), (6, row(signed.places[&6]))]),
        ),
        (
            "a new number for what lay ready",
            rows(&[(60, row(twenty))]),
        ),
        (
            "the catalog that lay ready",
            Tail {
                root: "21 0 R",
                ..tail.clone()
            },
        ),
        (
            "no catalog",
            Tail {
                root: "99 0 R",
                ..tail.clone()
            },
        ),
        (
            "the signed section is passed over",
            Tail {
                prev: Some(first),
                ..tail.clone()
            },
        ),
        (
            "itself before itself",
            Tail {
                prev: Some(signed.bytes.len()),
                ..tail.clone()
            },
        ),
        (
            "hybrid",
            Tail {
                extra: format!("{INFO_AND_ID} /XRefStm {}", signed.xref),
                ..tail.clone()
            },
        ),
        (
            "keys twice",
            Tail {
                extra: format!("{INFO_AND_ID} /Root 21 0 R"),
                ..tail.clone()
            },
        ),
        (
            "an unknown key",
            Tail {
                extra: format!("{INFO_AND_ID} /Open 21 0 R"),
                ..tail.clone()
            },
        ),
        (
            "without /Info",
            Tail {
                extra: "/ID [<0102> <0102>]".to_owned(),
                ..tail.clone()
            },
        ),
        (
            "another /Info",
            Tail {
                extra: "/Info 21 0 R /ID [<0102> <0102>]".to_owned(),
                ..tail
            },
        ),
    ];
    for (name, tail) in cases {
        refused(&[(name, signed.append_with(&nothing, &tail).bytes)]);
    }
}

#[test]
fn garbage_behind_the_end() {
    let signed = Doc::plain().sign();
    let behind = |what: &[u8]| [&signed.bytes, what].concat();
    let end = format!("startxref\n{}\n%%EOF\n", signed.xref);
    let object = "6 0 obj\n<</Length 3>>\nstream\nabc\nendstream\nendobj\n";
    refused(&[
        ("a letter", behind(b"x")),
        ("a comment", behind(b"% nothing\n")),
        ("an end", behind(b"%%EOF\n")),
        ("an end of its own", behind(end.as_bytes())),
        ("an object", behind(object.as_bytes())),
        (
            "an object and the old end",
            behind(format!("{object}{end}").as_bytes()),
        ),
        ("a picture", behind(b"\x89PNG\r\n\x1A\n")),
        ("itself", behind(&signed.bytes)),
        ("another document", behind(&Doc::plain().bytes)),
        ("a byte above 127", behind(b"\xFF")),
        ("a trailer", behind(b"trailer\n<</Root 21 0 R>>\n")),
        (
            "a trailer and the old end",
            behind(format!("trailer\n<</Root 21 0 R /Size 40>>\n{end}").as_bytes()),
        ),
    ]);
}

/// Between an honest revision's parts.
#[test]
fn something_hidden_in_an_honest_revision() {
    let signed = Doc::plain().sign();
    let honest = signed.append(&[(40, "null".to_owned())]);
    let at = |what: &[u8], hidden: &str| {
        let mut bytes = honest.bytes.clone();
        let place = find(&bytes, what, signed.bytes.len());
        bytes.splice(place..place, hidden.bytes());
        // What comes later moved along.
        if what != b"startxref" && what != b"%%EOF" {
            let moved = honest.xref + hidden.len();
            let place = find(&bytes, b"startxref\n", place) + 10;
            bytes.splice(
                place..place + honest.xref.to_string().len(),
                moved.to_string().bytes(),
            );
        }
        bytes
    };
    let object = "6 0 obj\n<</Length 3>>\nstream\nabc\nendstream\nendobj\n";
    refused(&[
        ("an object before the table", at(b"xref\n", object)),
        ("an object before the end", at(b"startxref", object)),
        ("an object behind startxref", at(b"%%EOF", object)),
        (
            "an object in a comment",
            at(b"xref\n", "%6 0 obj <<>> endobj\n"),
        ),
        (
            "a trailer in a comment",
            at(b"xref\n", "%trailer <</Root 21 0 R>>\n"),
        ),
        (
            "a second trailer",
            at(b"startxref", "trailer <</Root 21 0 R>>\n"),
        ),
        ("a stray word", at(b"startxref", "endobj\n")),
        ("much white space", at(b"xref\n", &" ".repeat(10_000))),
        ("a number", at(b"startxref", "17\n")),
    ]);
}

/// The object that a reader takes differs from the one that was compared.
#[test]
fn objects_that_end_where_they_should_not() {
    let signed = Doc::plain().sign();
    let append = |object: &str| signed.append(&[(40, object)]).bytes;
    refused(&[
        (
            "a length that is too short",
            append("<</Length 3>>\nstream\nabcdef\nendstream"),
        ),
        (
            "a length that is too long",
            append("<</Length 30>>\nstream\nabcdef\nendstream"),
        ),
        (
            "a length that is none",
            append("<</Length /a>>\nstream\nabcdef\nendstream"),
        ),
        ("no length", append("<<>>\nstream\nabcdef\nendstream")),
        (
            "a negative length",
            append("<</Length -1>>\nstream\nabcdef\nendstream"),
        ),
        ("two values", append("1 2")),
        (
            "an object within",
            append("<<>>\nendobj\n6 0 obj\n<</Length 3>>\nstream\nabc\nendstream"),
        ),
        (
            "another number",
            signed
                .append_with(
                    &[(40, "null")],
                    &Tail {
                        unlisted: vec![40],
                        rows: vec![(41, row(signed.bytes.len()))],
                        ..Tail::default()
                    },
                )
                .bytes,
        ),
        (
            "two of one number",
            signed.append(&[(40, "1"), (40, "2")]).bytes,
        ),
    ]);
}

#[test]
fn what_object_streams_hide() {
    let signed = Doc::plain().sign();
    let honest = signed.append_streams(&[], &[(6, signed.object(9).replace("Second", "Third!"))]);
    let changed = signed.append_streams(&[page(&signed)], &[]);
    let contained = signed.append_streams(&[], &[(13, "<</Type /OCG /Name (Other)>>".to_owned())]);
    let unlisted = signed.append(&[(
        40,
        stream(
            "/Type /ObjStm /N 1 /First 5",
            "13 0 <</Type /OCG /Name (Other)>>",
        ),
    )]);
    refused(&[
        ("a page as a contained object", honest.bytes),
        ("a page behind a cross-reference stream", changed.bytes),
        ("a layer in an object stream", contained.bytes),
        ("an object stream that nobody names", unlisted.bytes),
    ]);
}

#[test]
fn two_documents_in_one_file() {
    let signed = Doc::plain().sign();
    let before = |what: &str| [what.as_bytes(), &signed.bytes].concat();
    refused(&[
        ("a space before", before(" ")),
        ("a line before", before("GIF89a\n")),
        (
            "a page of HTML before",
            before("<html><body>Pay 999 yen</body></html>\n"),
        ),
        (
            "a document before",
            [&Doc::plain().bytes[..], &signed.bytes].concat(),
        ),
        ("a header before", before("%PDF-1.4\n")),
    ]);
}
