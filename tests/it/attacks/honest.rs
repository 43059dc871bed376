//! What honest programs do to a signed document: none of it is refused.

use super::builder::{Doc, SCENE, lines, stream};

const SECOND: &str = "good earlier-revision signatures-only; good whole-document none";
const FILLED: &str = "good earlier-revision form-and-annotations";
const KEPT: &str = "good earlier-revision signatures-only";

#[test]
fn signatures_one_after_the_other() {
    let one = Doc::plain().sign();
    let two = one.sign_as(&SCENE.other, "");
    assert_eq!(lines(&two.bytes), SECOND);
    assert_eq!(lines(&one.sign_prepared(&SCENE.other).bytes), SECOND);
    let three = two.sign();
    assert_eq!(
        lines(&three.bytes),
        "good earlier-revision signatures-only; good earlier-revision signatures-only; good whole-document none"
    );
    let without = three.append(&[(5, three.object(5).to_owned())]);
    assert_eq!(
        lines(&without.bytes),
        "good earlier-revision signatures-only; good earlier-revision signatures-only; good earlier-revision none"
    );
}

#[test]
fn a_field_for_somebody_else() {
    let one = Doc::plain().sign();
    let field =
        "<</FT /Sig /T (Tenant) /Type /Annot /Subtype /Widget /Rect [300 200 400 240] /P 3 0 R>>";
    let bytes = one
        .append(&[
            (5, one.with(5, "]", " 60 0 R]")),
            (3, one.with(3, "]/Marks", " 60 0 R]/Marks")),
            (60, field.to_owned()),
        ])
        .bytes;
    assert_eq!(lines(&bytes), KEPT);
}

#[test]
fn a_field_apart_from_its_widget() {
    let one = Doc::plain().sign();
    let (field, value) = one.next_pair();
    let kid = value + 1;
    let widget = format!("<</FT /Sig /T (Second) /V {value} 0 R /Kids [{kid} 0 R]>>");
    let kid_widget = format!(
        "<</Type /Annot /Subtype /Widget /Parent {field} 0 R /Rect [300 200 400 240] /F 4 /P 3 0 R>>"
    );
    let objects = [
        (5, one.with(5, "]", &format!(" {field} 0 R]"))),
        (3, one.with(3, "]/Marks", &format!(" {kid} 0 R]/Marks"))),
        (field, widget),
        (kid, kid_widget),
        (value, super::builder::signature_dictionary("")),
    ];
    assert_eq!(lines(&one.seal(&objects, &SCENE.other).bytes), SECOND);
}

#[test]
fn a_form_is_filled_in() {
    let one = Doc::plain().sign();
    let value = one.with(10, "(100)", "(200)");
    assert_eq!(lines(&one.append(&[(10, value.clone())]).bytes), FILLED);
    let look = one.with(12, "one hundred", "two hundred");
    assert_eq!(
        lines(&one.append(&[(10, value.clone()), (12, look.clone())]).bytes),
        FILLED
    );
    let elsewhere = value.replace("12 0 R", "60 0 R");
    assert_eq!(
        lines(&one.append(&[(10, elsewhere), (60, look)]).bytes),
        FILLED
    );
    let ticked = one.with(11, "/V /Off /AS /Off", "/V /Yes /AS /Yes");
    assert_eq!(lines(&one.append(&[(11, ticked)]).bytes), FILLED);
    let emptied = one.with(10, "/V (100)", "");
    assert_eq!(lines(&one.append(&[(10, emptied)]).bytes), FILLED);
}

#[test]
fn a_note_with_its_window() {
    let one = Doc::plain().sign();
    let bytes = one
        .append(&[
            (3, one.with(3, "]/Marks", " 60 0 R 61 0 R]/Marks")),
            (60, "<</Type /Annot /Subtype /Text /Rect [500 780 520 800] /Contents (a note) /Popup 61 0 R /P 3 0 R /Name /Note /C [1 1 0]>>".to_owned()),
            (61, "<</Type /Annot /Subtype /Popup /Rect [300 600 500 780] /Parent 60 0 R /Open false>>".to_owned()),
        ])
        .bytes;
    assert_eq!(lines(&bytes), FILLED);
}

#[test]
fn proofs_and_metadata() {
    let one = Doc::plain().sign();
    let store = "/DSS <</Certs [60 0 R] /CRLs [60 0 R] /VRI <</AB <</Cert [60 0 R] /TU (D:2026)>>>>>> /Extensions <</ESIC <</BaseVersion /1.7 /ExtensionLevel 5>>>> /Metadata 61 0 R /Version /2.0";
    let bytes = one
        .append(&[
            (1, one.with(1, "/Pages", &format!("{store} /Pages"))),
            (19, one.with(19, "20261122120000", "20261122130000")),
            (60, stream("", "a certificate")),
            (61, stream("/Type /Metadata /Subtype /XML", "<x/>")),
        ])
        .bytes;
    assert_eq!(lines(&bytes), KEPT);
    let more = {
        let doc = one.append(&[
            (1, one.with(1, "/Pages", "/DSS 62 0 R /Pages")),
            (60, stream("", "a certificate")),
            (62, "<</Certs [60 0 R]>>".to_owned()),
        ]);
        doc.append(&[
            (62, "<</Certs [60 0 R 63 0 R]>>".to_owned()),
            (63, stream("", "another")),
        ])
    };
    assert_eq!(lines(&more.bytes), KEPT);
}

#[test]
fn revisions_with_streams() {
    let one = Doc::plain().sign();
    let value = one.with(10, "(100)", "(200)");
    assert_eq!(
        lines(&one.append_streams(&[(10, value.clone())], &[]).bytes),
        FILLED
    );
    assert_eq!(
        lines(&one.append_streams(&[], &[(10, value)]).bytes),
        FILLED
    );
    let unused = one.append(&[(60, "(nobody refers to this)")]);
    assert_eq!(lines(&unused.bytes), "good earlier-revision none");
}

#[test]
fn white_space_at_the_end_is_no_change() {
    let mut bytes = Doc::plain().sign().bytes;
    bytes.extend_from_slice(b"\r\n\n\0 ");
    assert_eq!(lines(&bytes), "good whole-document none");
}
