//! Certified documents, and fields that are locked: what the signer ruled out is refused, also where an
//! approval would allow it. And signatures that cover what was signed before.

use super::{
    builder::{Doc, SCENE, lines, stream},
    refused,
};

const LOOK: &str = "<</Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length 27>>\nstream\n1 1 1 rg 0 0 595 842 re f  \nendstream";

/// Certified at this level.
fn certified(level: u8) -> Doc {
    let doc = Doc::plain();
    let (_, value) = doc.next_pair();
    let catalog = doc.with(
        1,
        "/Pages",
        &format!("/Perms <</DocMDP {value} 0 R>> /Pages"),
    );
    let doc = doc.append(&[(1, catalog)]);
    let (_, value) = doc.next_pair();
    let doc = {
        // The number of the signature is known only now.
        let catalog = doc.object(1).replace("31 0 R", &format!("{value} 0 R"));
        doc.append(&[(1, catalog)])
    };
    doc.sign_as(
        &SCENE.person,
        &format!(
            "/Reference [<</Type /SigRef /TransformMethod /DocMDP /TransformParams <</Type /TransformParams /V /1.2 /P {level}>>>>]"
        ),
    )
}

/// With fields locked by the signature.
fn locking(action: &str) -> Doc {
    Doc::plain().sign_as(
        &SCENE.person,
        &format!(
            "/Reference [<</Type /SigRef /TransformMethod /FieldMDP /TransformParams <</Type /TransformParams /V /1.2 {action}>>>>]"
        ),
    )
}

fn filled(doc: &Doc) -> Vec<u8> {
    doc.append(&[(10, doc.with(10, "(100)", "(200)"))]).bytes
}

fn noted(doc: &Doc) -> Vec<u8> {
    doc.append(&[
        (3, doc.with(3, "]/Marks", " 60 0 R]/Marks")),
        (
            60,
            "<</Type /Annot /Subtype /Text /Rect [500 780 520 800] /Contents (a note)>>".to_owned(),
        ),
    ])
    .bytes
}

fn visible(doc: &Doc, rect: &str) -> Vec<u8> {
    let (field, value) = doc.next_pair();
    let look = value + 1;
    let widget = format!(
        "<</FT /Sig /T (Signature{field}) /V {value} 0 R /Type /Annot /Subtype /Widget /Rect {rect} /F 4 /P 3 0 R /AP <</N {look} 0 R>>>>"
    );
    doc.sign_with(&SCENE.other, &widget, "", &[(look, LOOK.to_owned())])
        .bytes
}

#[test]
fn each_level_rules_out_what_it_says() {
    let one = certified(1);
    let two = certified(2);
    let three = certified(3);
    for doc in [&one, &two, &three] {
        assert_eq!(lines(&doc.bytes), "good whole-document none");
    }
    refused(&[
        ("P=1, filled in", filled(&one)),
        ("P=1, a note", noted(&one)),
        ("P=1, signed", one.sign_as(&SCENE.other, "").bytes),
        (
            "P=1, signed in the field that was there",
            one.sign_prepared(&SCENE.other).bytes,
        ),
        ("P=2, a note", noted(&two)),
    ]);
    assert!(lines(&filled(&two)).starts_with("good earlier-revision form-and-annotations"));
    assert!(lines(&filled(&three)).starts_with("good earlier-revision form-and-annotations"));
    assert!(lines(&noted(&three)).starts_with("good earlier-revision form-and-annotations"));
    for doc in [&two, &three] {
        for signed in [
            doc.sign_as(&SCENE.other, ""),
            doc.sign_prepared(&SCENE.other),
        ] {
            assert_eq!(
                lines(&signed.bytes),
                "good earlier-revision signatures-only; good whole-document none"
            );
        }
    }
}

/// Evil annotations: those that draw, on a document whose certification allows notes.
#[test]
fn evil_annotations() {
    let doc = certified(3);
    for (name, annotation) in [
        (
            "free text",
            "/Subtype /FreeText /Contents (Pay 999 yen) /DA (/Helv 24 Tf)",
        ),
        ("a stamp", "/Subtype /Stamp /AP <</N 61 0 R>>"),
        ("a redaction", "/Subtype /Redact /RO 61 0 R"),
        (
            "highlighting",
            "/Subtype /Highlight /C [0 0 0] /QuadPoints [60 760 400 760 60 700 400 700]",
        ),
        ("a line", "/Subtype /Line /L [60 720 400 720]"),
        ("ink", "/Subtype /Ink /InkList [[60 700 400 760]]"),
        ("a note with a look", "/Subtype /Text /AP <</N 61 0 R>>"),
    ] {
        let bytes = doc
            .append(&[
                (3, doc.with(3, "]/Marks", " 60 0 R]/Marks")),
                (
                    60,
                    format!("<</Type /Annot /Rect [60 700 400 760] {annotation}>>"),
                ),
                (61, LOOK.to_owned()),
            ])
            .bytes;
        refused(&[(name, bytes)]);
    }
}

/// Sneaky signatures: the look of a signature that was added covers what was certified.
#[test]
fn sneaky_signatures() {
    for level in [1, 2, 3] {
        let doc = certified(level);
        refused(&[
            ("over the page", visible(&doc, "[0 0 595 842]")),
            ("over a line", visible(&doc, "[60 700 300 750]")),
            ("in a free corner", visible(&doc, "[500 20 580 60]")),
        ]);
    }
    let doc = Doc::plain().sign();
    refused(&[
        (
            "over the page of an approved document",
            visible(&doc, "[0 0 595 842]"),
        ),
        ("over half of it", visible(&doc, "[0 0 595 421]")),
        ("turned round", visible(&doc, "[595 842 0 0]")),
        ("over a field", visible(&doc, "[70 598 210 625]")),
        ("over a remark", visible(&doc, "[290 690 410 730]")),
        ("over the box to tick", visible(&doc, "[70 555 95 580]")),
        (
            "larger than everything",
            visible(&doc, "[-1000 -1000 9999 9999]"),
        ),
    ]);
    let small = visible(&doc, "[400 20 580 80]");
    assert_eq!(
        lines(&small),
        "good earlier-revision signatures-only; good whole-document none"
    );
    // A second one over the first.
    let first = {
        let doc = Doc::plain();
        let (field, value) = doc.next_pair();
        let widget = format!(
            "<</FT /Sig /T (First) /V {value} 0 R /Type /Annot /Subtype /Widget /Rect [400 20 580 80] /F 4 /P 3 0 R>>"
        );
        assert_eq!(field + 1, value);
        doc.sign_with(&SCENE.person, &widget, "", &[])
    };
    refused(&[("over another signature", visible(&first, "[400 20 580 80]"))]);
}

/// A field that lay ready, hidden and as large as the page, and is signed and shown later.
#[test]
fn sneaky_prepared_fields() {
    let prepared = |rect: &str, flags: u8, later: u8| {
        let plain = Doc::plain();
        let field = plain
            .with(16, "[300 100 400 150]", rect)
            .replace("/F 4", &format!("/F {flags}"));
        let doc = plain.append(&[(16, field)]).sign();
        let (_, value) = doc.next_pair();
        let field = doc
            .with(
                16,
                "/FT /Sig",
                &format!("/FT /Sig /V {value} 0 R /AP <</N 70 0 R>>"),
            )
            .replace(&format!("/F {flags}"), &format!("/F {later}"));
        let objects = [
            (16, field),
            (value, super::builder::signature_dictionary("")),
            (70, LOOK.to_owned()),
        ];
        doc.seal(&objects, &SCENE.other).bytes
    };
    refused(&[
        ("as large as the page", prepared("[0 0 595 842]", 4, 4)),
        ("hidden, then shown", prepared("[60 700 300 750]", 6, 4)),
        (
            "not on the screen, then shown",
            prepared("[60 700 300 750]", 36, 4),
        ),
        (
            "a place of five numbers",
            prepared("[60 700 300 750 0]", 4, 4),
        ),
        ("a place of names", prepared("[/a 700 300 750]", 4, 4)),
        ("a place that is none", prepared("(here)", 4, 4)),
    ]);
    let small = prepared("[300 100 400 150]", 4, 132);
    assert_eq!(
        lines(&small),
        "good earlier-revision signatures-only; good whole-document none"
    );
}

/// A new signature field may bring nothing else along.
#[test]
fn signature_fields_that_are_more() {
    let doc = Doc::plain().sign();
    let (_, value) = doc.next_pair();
    let with = |more: &str| {
        let widget = format!(
            "<</FT /Sig /T (Second) /V {value} 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R {more}>>"
        );
        doc.sign_with(&SCENE.other, &widget, "", &[]).bytes
    };
    assert_eq!(
        lines(&with("")),
        "good earlier-revision signatures-only; good whole-document none"
    );
    refused(&[
        ("an action", with("/A 25 0 R")),
        ("actions", with("/AA <</PV 25 0 R>>")),
        ("a layer", with("/OC 13 0 R")),
        ("a parent", with("/Parent 10 0 R")),
        ("the kid of an old field", with("/Kids [10 0 R]")),
        ("a key twice", with("/T (Third)")),
        ("an unknown key", with("/Contents 20 0 R")),
    ]);
    let named = |name: &str| {
        let widget = format!(
            "<</FT /Sig /T ({name}) /V {value} 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R>>"
        );
        doc.sign_with(&SCENE.other, &widget, "", &[]).bytes
    };
    refused(&[
        ("the name of an old field", named("amount")),
        ("the name of the old signature", named("Signature30")),
        ("the name of a kid", named("amount.x")),
        ("no name", named("")),
    ]);
}

/// An attacker without a certificate: what is hung there is judged like the rest.
#[test]
fn a_signature_that_is_none_spoils_the_document() {
    let doc = Doc::plain().sign();
    let add = |value: &str| {
        let field = "<</FT /Sig /T (Second) /V 61 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R>>";
        doc.append(&[
            (5, doc.with(5, "]", " 60 0 R]")),
            (3, doc.with(3, "]/Marks", " 60 0 R]/Marks")),
            (60, field.to_owned()),
            (61, value.to_owned()),
        ])
        .bytes
    };
    refused(&[
        ("empty", add("<</Type /Sig>>")),
        (
            "zeros",
            add(
                "<</Type /Sig /SubFilter /adbe.pkcs7.detached /ByteRange [0 0 0 0] /Contents <00>>>",
            ),
        ),
        ("a stream", add(&stream("/Type /Sig", "x"))),
    ]);
    let stranger = crate::cms::pki::Issuer::new();
    let person = stranger.person(9, crate::cms::pki::Key::p256());
    refused(&[("by a stranger", doc.sign_as(&person, "").bytes)]);
}

#[test]
fn locked_fields() {
    let cases = [
        ("all", "/Action /All", false),
        ("this one", "/Action /Include /Fields [(amount)]", false),
        ("all others", "/Action /Exclude /Fields [(amount)]", true),
        ("another", "/Action /Include /Fields [(agree)]", true),
        (
            "all but another",
            "/Action /Exclude /Fields [(agree)]",
            false,
        ),
        ("an unknown action", "/Action /Some", false),
        ("no action", "", false),
    ];
    for (name, action, may) in cases {
        let doc = locking(action);
        assert_eq!(lines(&doc.bytes), "good whole-document none");
        let bytes = filled(&doc);
        if may {
            assert_eq!(
                lines(&bytes),
                "good earlier-revision form-and-annotations",
                "{name}"
            );
        } else {
            refused(&[(name, bytes)]);
        }
    }
    refused(&[
        (
            "the empty signature field",
            locking("/Action /All").sign_prepared(&SCENE.other).bytes,
        ),
        (
            "a new signature",
            locking("/Action /All").sign_as(&SCENE.other, "").bytes,
        ),
    ]);
}

/// The lock of the field that was signed.
#[test]
fn fields_locked_by_the_field() {
    let with = |lock: &str| {
        let doc = Doc::plain();
        let (_, value) = doc.next_pair();
        let widget = format!(
            "<</FT /Sig /T (S) /V {value} 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R /Lock <</Type /SigFieldLock {lock}>>>>"
        );
        doc.sign_with(&SCENE.person, &widget, "", &[])
    };
    let locked = with("/Action /Include /Fields [(amount)]");
    let nothing = with("/Action /Include /Fields [(agree)] /P 1");
    refused(&[
        ("this one", filled(&locked)),
        ("everything by its level", filled(&nothing)),
        ("a note by its level", noted(&nothing)),
    ]);
    assert_eq!(
        lines(&noted(&locked)),
        "good earlier-revision form-and-annotations"
    );
}
