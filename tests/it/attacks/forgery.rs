//! Universal signature forgery and signature wrapping: signatures that are there to be shown and sign
//! nothing, or something else.

use super::{
    builder::{Doc, SCENE, cms, contents, fill_in, find, signature_dictionary},
    refused,
};

/// The signed document with another signature dictionary and page content appended: the old CMS, and
/// whatever is said about it.
fn with_dictionary(change: impl Fn(&str) -> String) -> Vec<u8> {
    let signed = Doc::plain().sign();
    let gap = contents(&signed.bytes, 0);
    let token = String::from_utf8(signed.bytes[gap.clone()].to_vec()).unwrap();
    let range = format!(
        "/ByteRange [0 {} {} {}]",
        gap.start,
        gap.end,
        signed.bytes.len() - gap.end
    );
    let dictionary = format!(
        "<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached {range} /Contents {token}>>"
    );
    let page = signed.with(6, "Pay 100 yen", "Pay 999 yen");
    let changed = change(&dictionary);
    assert_ne!(changed, dictionary);
    signed.append(&[(6, page), (31, changed)]).bytes
}

/// The same without another page content.
fn with_dictionary_alone(change: impl Fn(&str) -> String) -> Vec<u8> {
    let signed = Doc::plain().sign();
    let dictionary = signed_dictionary(&signed);
    signed.append(&[(31, change(&dictionary))]).bytes
}

/// The dictionary as it was written.
fn signed_dictionary(signed: &Doc) -> String {
    let start = find(&signed.bytes, b"31 0 obj\n", 0) + 9;
    let end = find(&signed.bytes, b"\nendobj", start);
    String::from_utf8(signed.bytes[start..end].to_vec()).unwrap()
}

fn value<'d>(dictionary: &'d str, key: &str, end: char) -> &'d str {
    let start = dictionary.find(key).unwrap();
    let len = dictionary[start..].find(end).unwrap() + 1;
    &dictionary[start..start + len]
}

fn replaced(key: &'static str, end: char, by: &'static str) -> impl Fn(&str) -> String {
    move |dictionary| dictionary.replace(value(dictionary, key, end), by)
}

#[test]
fn a_range_that_is_missing_or_means_nothing() {
    let variants = [
        ("missing", ""),
        ("null", "/ByteRange null"),
        ("empty", "/ByteRange []"),
        ("one number", "/ByteRange [0]"),
        ("two numbers", "/ByteRange [0 100]"),
        ("three numbers", "/ByteRange [0 100 200]"),
        ("five numbers", "/ByteRange [0 100 200 100 0]"),
        ("six numbers", "/ByteRange [0 100 200 100 400 10]"),
        ("negative start", "/ByteRange [-1 100 200 100]"),
        ("negative length", "/ByteRange [0 -100 200 100]"),
        ("negative second", "/ByteRange [0 100 -200 100]"),
        ("zeros", "/ByteRange [0 0 0 0]"),
        ("first only", "/ByteRange [0 100 100 0]"),
        ("huge", "/ByteRange [0 99999999999 99999999999 99999999999]"),
        ("overflow", "/ByteRange [0 18446744073709551615 1 1]"),
        ("names", "/ByteRange [/a /b /c /d]"),
        ("a string", "/ByteRange (0 100 200 100)"),
        ("a dictionary", "/ByteRange <<>>"),
        ("a reference", "/ByteRange 19 0 R"),
        ("references", "/ByteRange [0 0 R 0 0 R 0 0 R 0 0 R]"),
        ("reals", "/ByteRange [0.0 100.0 200.0 100.0]"),
        ("boolean", "/ByteRange true"),
        ("overlapping", "/ByteRange [0 5000 100 5000]"),
        ("backwards", "/ByteRange [5000 100 0 100]"),
    ];
    for (name, by) in variants {
        refused(&[
            (name, with_dictionary(replaced("/ByteRange", ']', by))),
            (name, with_dictionary_alone(replaced("/ByteRange", ']', by))),
        ]);
    }
}

#[test]
fn contents_that_are_missing_or_no_signature() {
    let variants = [
        ("missing", ""),
        ("null", "/Contents null"),
        ("empty", "/Contents <>"),
        ("zero", "/Contents <00>"),
        ("zeros", "/Contents <0000000000000000>"),
        ("empty string", "/Contents ()"),
        ("an empty sequence", "/Contents <3000>"),
        ("indefinite", "/Contents <30800000>"),
        ("a reference", "/Contents 20 0 R"),
        ("a reference to nothing", "/Contents 99 0 R"),
        ("a name", "/Contents /a"),
        ("a number", "/Contents 0"),
        ("an array", "/Contents [<3000>]"),
        ("text", "/Contents (signed)"),
    ];
    for (name, by) in variants {
        refused(&[
            (name, with_dictionary(replaced("/Contents", '>', by))),
            (name, with_dictionary_alone(replaced("/Contents", '>', by))),
        ]);
    }
}

#[test]
fn a_copy_of_the_dictionary_signs_nothing() {
    refused(&[
        (
            "the copy, and another page",
            with_dictionary(|it| format!("{it} ")),
        ),
        (
            "the copy alone",
            with_dictionary_alone(|it| format!("{it} ")),
        ),
        (
            "the range twice",
            with_dictionary(|it| it.replace("/ByteRange", "/ByteRange [0 0 0 0] /ByteRange")),
        ),
        (
            "the contents twice",
            with_dictionary(|it| it.replace("/Contents", "/Contents <00> /Contents")),
        ),
    ]);
}

/// Signatures that were really made like this, over the whole file: their form alone is refused.
#[test]
fn what_could_be_read_in_two_ways_is_refused_even_if_it_fits() {
    let seal = |change: &dyn Fn(String) -> String| {
        let plain = Doc::plain();
        let widget =
            "<</FT /Sig /T (S) /V 31 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R>>";
        let form = plain.with(5, "]", " 30 0 R]");
        let objects = [
            (5, form),
            (30, widget.to_owned()),
            (31, change(signature_dictionary(""))),
        ];
        plain.seal(&objects, &SCENE.person).bytes
    };
    refused(&[
        (
            "a second range",
            seal(&|it| it.replace("/Contents", "/ByteRange [0 1 2 3] /Contents")),
        ),
        (
            "a second range before",
            seal(&|it| it.replace("/Type", "/ByteRange null /Type")),
        ),
        (
            "second contents",
            seal(&|it| it.replace(">>", "/Contents <3000>>>")),
        ),
        (
            "another key twice",
            seal(&|it| it.replace(">>", "/Type /Sig>>")),
        ),
        (
            "a key twice further in",
            seal(&|it| it.replace("/Type", "/Prop_Build <</A 1 /A 2>> /Type")),
        ),
        (
            "an escaped second range",
            seal(&|it| it.replace("/Contents", "/Byte#52ange [0 1 2 3] /Contents")),
        ),
        (
            "escaped second contents",
            seal(&|it| it.replace("/Type", "/#43ontents <3000> /Type")),
        ),
        (
            "a form bound to SHA-1",
            seal(&|it| it.replace("adbe.pkcs7.detached", "adbe.pkcs7.sha1")),
        ),
        (
            "raw RSA",
            seal(&|it| it.replace("adbe.pkcs7.detached", "adbe.x509.rsa_sha1")),
        ),
        (
            "an unknown form",
            seal(&|it| it.replace("adbe.pkcs7.detached", "adbe.pkcs7.other")),
        ),
        (
            "no form",
            seal(&|it| it.replace("/SubFilter /adbe.pkcs7.detached", "")),
        ),
        (
            "a time stamp that is none",
            seal(&|it| it.replace("adbe.pkcs7.detached", "ETSI.RFC3161")),
        ),
        (
            "a signature said to be a time stamp",
            seal(&|it| it.replace("/Type /Sig", "/Type /DocTimeStamp")),
        ),
        (
            "of another type",
            seal(&|it| it.replace("/Type /Sig", "/Type /Font")),
        ),
    ]);
    let good = seal(&|it| it);
    assert_eq!(super::builder::lines(&good), "good whole-document none");
}

/// Signed over less than all, with a key that fits: what a signer's own forgery could look like.
#[test]
fn a_range_that_leaves_something_out_is_refused_even_if_it_fits() {
    let signed = |range: &dyn Fn(std::ops::Range<usize>, usize) -> Vec<std::ops::Range<usize>>| {
        let mut bytes = Doc::plain().sign().bytes;
        let gap = contents(&bytes, 0);
        let parts = range(gap.clone(), bytes.len());
        let numbers: Vec<String> = parts
            .iter()
            .map(|it| format!("{} {}", it.start, it.end - it.start))
            .collect();
        let place = find(&bytes, b"/ByteRange [", 0) + 11;
        let len = find(&bytes, b"]", place) + 1 - place;
        let text = format!("[{}", numbers.join(" "));
        let text = format!("{text:<width$}]", width = len - 1);
        bytes[place..place + len].copy_from_slice(text.as_bytes());
        let covered: Vec<u8> = parts
            .iter()
            .flat_map(|it| bytes[it.clone()].to_vec())
            .collect();
        let cms = cms(&covered, &SCENE.person);
        let digits = cms
            .iter()
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        bytes[gap.start + 1..gap.start + 1 + digits.len()].copy_from_slice(digits.as_bytes());
        bytes
    };
    let good = signed(&|gap, len| vec![0..gap.start, gap.end..len]);
    assert_eq!(super::builder::lines(&good), "good whole-document none");
    refused(&[
        (
            "without the first byte",
            signed(&|gap, len| vec![1..gap.start, gap.end..len]),
        ),
        (
            "without the last line",
            signed(&|gap, len| vec![0..gap.start, gap.end..len - 6]),
        ),
        (
            "a gap wider before",
            signed(&|gap, len| vec![0..gap.start - 1, gap.end..len]),
        ),
        (
            "a gap wider behind",
            signed(&|gap, len| vec![0..gap.start, gap.end + 1..len]),
        ),
        (
            "a gap without the brackets",
            signed(&|gap, len| vec![0..gap.start + 1, gap.end - 1..len]),
        ),
        (
            "only what is before",
            signed(&|gap, _| std::iter::once(0..gap.start).collect()),
        ),
        (
            "nothing behind",
            signed(&|gap, _| vec![0..gap.start, gap.end..gap.end]),
        ),
        (
            "only what is behind",
            signed(&|gap, len| vec![0..0, gap.end..len]),
        ),
        (
            "the gap elsewhere",
            signed(&|_, len| vec![0..100, 200..len]),
        ),
        (
            "three parts",
            signed(&|gap, len| vec![0..50, 50..gap.start, gap.end..len]),
        ),
        ("all but nothing", signed(&|_, len| vec![0..len, len..len])),
    ]);
}

#[test]
fn wrapped_signatures() {
    let signed = Doc::plain().sign();
    let gap = contents(&signed.bytes, 0);
    let (before, token, after) = (
        &signed.bytes[..gap.start],
        &signed.bytes[gap.clone()],
        &signed.bytes[gap.end..],
    );
    // What is signed behind the signature is moved to the end, and something put between.
    let wrap = |between: &str, range: &dyn Fn(usize, usize) -> String| {
        let moved = before.len() + token.len() + between.len();
        let mut bytes = [before, token, between.as_bytes(), after].concat();
        let place = find(&bytes, b"/ByteRange [", 0) + 11;
        let len = find(&bytes, b"]", place) + 1 - place;
        let text = range(moved, after.len());
        let text = format!("{:<width$}]", text, width = len - 1);
        bytes[place..place + len].copy_from_slice(&text.as_bytes()[..len]);
        bytes
    };
    let malicious = "\n6 0 obj\n<</Length 40>>\nstream\nBT /F1 24 Tf 72 720 Td (Pay 999 yen) Tj ET\nendstream\nendobj\n";
    let start = gap.start;
    refused(&[
        (
            "moved",
            wrap(malicious, &|moved, len| format!("[0 {start} {moved} {len}")),
        ),
        (
            "moved by a space",
            wrap(" ", &|moved, len| format!("[0 {start} {moved} {len}")),
        ),
        ("padded contents", {
            let mut bytes = signed.bytes.clone();
            bytes.splice(gap.end - 1..gap.end - 1, b"0000".iter().copied());
            bytes
        }),
        ("a space in the contents", {
            let mut bytes = signed.bytes.clone();
            bytes[gap.end - 2] = b' ';
            bytes
        }),
        ("an object in the contents", {
            let mut bytes = signed.bytes.clone();
            let object = b">/X(6 0 obj <<>> endobj)/Y<";
            let at = gap.end - 200;
            bytes[at..at + object.len()].copy_from_slice(object);
            bytes
        }),
        ("something in the zeros", {
            let mut bytes = signed.bytes.clone();
            bytes[gap.end - 3] = b'1';
            bytes
        }),
        ("an odd digit", {
            let mut bytes = signed.bytes.clone();
            bytes.remove(gap.end - 2);
            bytes
        }),
    ]);
}

#[test]
fn a_signature_belongs_to_one_document_and_one_field() {
    let signed = Doc::plain().sign();
    let dictionary = signed_dictionary(&signed);
    let other = Doc::new(&[
        (1, "<</Type /Catalog /Pages 2 0 R /AcroForm 5 0 R>>"),
        (2, "<</Type /Pages /Kids [3 0 R] /Count 1>>"),
        (
            3,
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>>>>",
        ),
        (5, "<</Fields [30 0 R] /SigFlags 3>>"),
        (30, "<</FT /Sig /T (S) /V 31 0 R>>"),
        (31, &dictionary),
    ]);
    let unsigned = Doc::plain();
    let field = |number: u32, name: &str| (number, format!("<</FT /Sig /T ({name}) /V 31 0 R>>"));
    let two = signed.append(&[
        field(40, "Second"),
        (5, signed.with(5, "30 0 R]", "30 0 R 40 0 R]")),
    ]);
    let renamed = signed.append(&[(30, signed.with(30, "(Signature30)", "(Director)"))]);
    let moved = {
        let form = signed.with(5, "30 0 R]", "40 0 R]");
        signed.append(&[field(40, "Signature30"), (5, form)])
    };
    let other_cms = {
        let mut bytes = signed.bytes.clone();
        let gap = contents(&bytes, 0);
        let cms = cms(b"another document", &SCENE.other);
        let digits = cms
            .iter()
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        let token = format!("<{digits:0<width$}>", width = gap.len() - 2);
        bytes.splice(gap, token.bytes());
        bytes
    };
    let resealed = {
        // Changed, and signed again by somebody else under the same name.
        let page = unsigned.with(6, "Pay 100 yen", "Pay 999 yen");
        let mut bytes = unsigned.append(&[(6, page)]).sign().bytes;
        let gap = contents(&bytes, 0);
        let from = find(&signed.bytes, b"<", contents(&signed.bytes, 0).start);
        let token = signed.bytes[from..from + gap.len()].to_vec();
        bytes.splice(gap, token);
        bytes
    };
    refused(&[
        ("on another document", other.bytes),
        ("of two fields", two.bytes),
        ("of a field with another name", renamed.bytes),
        ("of a field that came later", moved.bytes),
        ("of somebody else's on another document", other_cms),
        ("of the same document before it was changed", resealed),
    ]);
}

/// A signature dictionary that was signed over as part of the document, and became one only later.
#[test]
fn a_signature_without_a_field_of_its_time_is_none() {
    let plain = Doc::plain();
    let alone = plain.seal(&[(31, signature_dictionary(""))], &SCENE.person);
    let hung = alone.append(&[
        (30, "<</FT /Sig /T (S) /V 31 0 R>>".to_owned()),
        (5, alone.with(5, "]", " 30 0 R]")),
    ]);
    let by_permissions = alone.append(&[(
        1,
        alone.with(1, "/Pages", "/Perms <</DocMDP 31 0 R>> /Pages"),
    )]);
    let in_place = {
        let catalog = plain.with(1, "/Pages", "/Perms <</DocMDP 31 0 R>> /Pages");
        plain.seal(
            &[(1, catalog), (31, signature_dictionary(""))],
            &SCENE.person,
        )
    };
    let direct = {
        let form = plain.with(5, "]", " 30 0 R]");
        let field = format!("<</FT /Sig /T (S) /V {}>>", signature_dictionary(""));
        plain.seal(&[(5, form), (30, field)], &SCENE.person)
    };
    refused(&[
        ("alone", alone.bytes),
        ("hung from a field later", hung.bytes),
        ("named as certifying later", by_permissions.bytes),
        ("certifying without a field", in_place.bytes),
        ("written within its field", direct.bytes),
    ]);
}

/// In an object stream, a signature has no bytes of its own around which something could be signed.
#[test]
fn a_signature_in_an_object_stream_is_none() {
    let signed = Doc::plain().sign();
    let dictionary = signed_dictionary(&signed);
    let attack = signed.append_streams(&[], &[(31, dictionary.clone())]);
    let referring = signed.append(&[
        (40, "<3000>".to_owned()),
        (
            31,
            "<</Type /Sig /SubFilter /adbe.pkcs7.detached /ByteRange [0 9 9 9] /Contents 40 0 R>>"
                .to_owned(),
        ),
    ]);
    refused(&[("contained", attack.bytes), ("elsewhere", referring.bytes)]);
}

#[test]
fn fields_that_only_look_signed() {
    let plain = Doc::plain();
    let with = |value: &str| {
        let field = plain.with(16, "/FT /Sig", &format!("/FT /Sig /V {value}"));
        plain.append(&[(16, field)]).bytes
    };
    refused(&[
        ("null", with("null")),
        ("nothing", with("99 0 R")),
        ("text", with("(signed by J-LIS)")),
        ("an empty dictionary", with("<<>>")),
        ("a number", with("1")),
        ("the field itself", with("16 0 R")),
        ("the catalog", with("1 0 R")),
        ("a stream", with("20 0 R")),
        (
            "a dictionary with a name",
            with("<</Type /Sig /Name (J-LIS)>>"),
        ),
    ]);
    let mut bytes = plain.append(&[(31, signature_dictionary(""))]).bytes;
    fill_in(&mut bytes, 0, &SCENE.person);
    refused(&[("a signature that nobody shows", bytes)]);
}
