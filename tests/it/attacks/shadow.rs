//! Shadow attacks and their neighbours: an orderly revision that changes what a reader sees - pages,
//! what they are drawn with, what the form shows - without any trick in the file.

use inkan::core::{
    pdf::{Dictionary, Object, PdfFile, write_indirect, write_object},
    verify::Verdict,
};

use super::{
    builder::{Doc, SCENE, find, lines, stream},
    refused,
};

/// A revision with some objects replaced.
fn after(changes: &[(u32, &str, &str)]) -> Vec<u8> {
    let signed = Doc::plain().sign();
    let objects: Vec<(u32, String)> = changes
        .iter()
        .map(|(number, from, to)| (*number, signed.with(*number, from, to)))
        .collect();
    signed.append(&objects).bytes
}

/// A revision with some objects replaced and some added.
fn adding(changes: &[(u32, &str, &str)], added: &[(u32, &str)]) -> Vec<u8> {
    let signed = Doc::plain().sign();
    let mut objects: Vec<(u32, String)> = changes
        .iter()
        .map(|(number, from, to)| (*number, signed.with(*number, from, to)))
        .collect();
    objects.extend(
        added
            .iter()
            .map(|(number, object)| (*number, (*object).to_owned())),
    );
    signed.append(&objects).bytes
}

#[test]
fn the_baseline_is_good() {
    let signed = Doc::plain().sign();
    assert_eq!(lines(&signed.bytes), "good whole-document none");
    // Written again without a change.
    let same: Vec<(u32, String)> = [1, 2, 3, 5, 6, 7, 10, 12]
        .into_iter()
        .map(|it| (it, signed.object(it).to_owned()))
        .collect();
    let again = signed.append(&same);
    assert_eq!(lines(&again.bytes), "good earlier-revision none");
}

#[test]
fn pages() {
    refused(&[
        ("another content", after(&[(6, "100", "999")])),
        (
            "another content by reference",
            after(&[(3, "/Contents 6 0 R", "/Contents 20 0 R")]),
        ),
        (
            "more content",
            after(&[(3, "/Contents 6 0 R", "/Contents [6 0 R 20 0 R]")]),
        ),
        ("no content", after(&[(3, "/Contents 6 0 R", "")])),
        (
            "content of the other page",
            after(&[(4, "/Contents 9 0 R", "/Contents 6 0 R")]),
        ),
        (
            "pages in another order",
            after(&[(2, "3 0 R 4 0 R", "4 0 R 3 0 R")]),
        ),
        (
            "a page fewer",
            after(&[(2, "[3 0 R 4 0 R] /Count 2", "[3 0 R] /Count 1")]),
        ),
        (
            "a page twice",
            after(&[(2, "[3 0 R 4 0 R] /Count 2", "[3 0 R 4 0 R 4 0 R] /Count 3")]),
        ),
        (
            "a page more",
            after(&[(2, "4 0 R] /Count 2", "4 0 R 23 0 R] /Count 3")]),
        ),
        ("another page", after(&[(2, "3 0 R 4 0 R", "23 0 R 4 0 R")])),
        ("only the count", after(&[(2, "/Count 2", "/Count 1")])),
        ("turned", after(&[(3, "/Marks", "/Rotate 180/Marks")])),
        (
            "turned from above",
            after(&[(2, "/Kids", "/Rotate 90 /Kids")]),
        ),
        (
            "cropped",
            after(&[(3, "/Marks", "/CropBox [0 0 595 700]/Marks")]),
        ),
        ("smaller", after(&[(3, "0 0 595 842", "0 0 595 700")])),
        (
            "in other units",
            after(&[(3, "/Marks", "/UserUnit 2/Marks")]),
        ),
        (
            "a page's action",
            after(&[(3, "/Marks", "/AA <</O 25 0 R>>/Marks")]),
        ),
        (
            "another page's type",
            after(&[(4, "/Type /Page", "/Type /Template")]),
        ),
        (
            "the tree elsewhere",
            after(&[(1, "/Pages 2 0 R", "/Pages 22 0 R")]),
        ),
        (
            "other resources",
            after(&[(3, "/Resources 7 0 R", "/Resources <</Font <</F1 24 0 R>>>>")]),
        ),
        (
            "a key twice",
            after(&[(3, "/Marks 0", "/Marks 0/Contents 20 0 R/Contents 6 0 R")]),
        ),
        ("the page becomes null", adding(&[], &[(4, "null")])),
        ("the content becomes null", adding(&[], &[(6, "null")])),
    ]);
}

#[test]
fn what_pages_are_drawn_with() {
    refused(&[
        ("another font", after(&[(8, "Helvetica", "ZapfDingbats")])),
        (
            "another font by reference",
            after(&[(7, "/F1 8 0 R", "/F1 24 0 R")]),
        ),
        (
            "an encoding that swaps digits",
            after(&[(
                8,
                "/BaseFont",
                "/Encoding <</Differences [49 /nine]>> /BaseFont",
            )]),
        ),
        ("another picture", after(&[(14, "1 1 1 rg", "0 1 1 rg")])),
        ("no picture", after(&[(7, "/Im 14 0 R", "")])),
        (
            "another picture by reference",
            after(&[(7, "/Im 14 0 R", "/Im 17 0 R")]),
        ),
        ("the picture taken away", adding(&[], &[(14, "null")])),
        (
            "a layer shown",
            after(&[(1, "/D <</OFF [13 0 R]>>", "/D <</ON [13 0 R]>>")]),
        ),
        (
            "a layer by default",
            after(&[(1, "/OFF [13 0 R]", "/BaseState /ON")]),
        ),
        (
            "a layer by its use",
            after(&[(13, "/Name", "/Usage <</View <</ViewState /ON>>>> /Name")]),
        ),
        (
            "all layers gone",
            after(&[(
                1,
                "/OCProperties <</OCGs [13 0 R] /D <</OFF [13 0 R]>>>>",
                "",
            )]),
        ),
        ("the layer is none", adding(&[], &[(13, "null")])),
    ]);
}

#[test]
fn what_a_document_does() {
    refused(&[
        (
            "an action on opening",
            after(&[(1, "[3 0 R /Fit]", "25 0 R")]),
        ),
        (
            "opens elsewhere",
            after(&[(1, "[3 0 R /Fit]", "[4 0 R /Fit]")]),
        ),
        (
            "no action any more",
            after(&[(1, "/OpenAction [3 0 R /Fit]", "")]),
        ),
        (
            "actions",
            after(&[(1, "/Pages", "/AA <</WC 25 0 R>> /Pages")]),
        ),
        (
            "scripts",
            after(&[(
                1,
                "/Pages",
                "/Names <</JavaScript <</Names [(a) 25 0 R]>>>> /Pages",
            )]),
        ),
        (
            "a file",
            after(&[(
                1,
                "/Pages",
                "/Names <</EmbeddedFiles <</Names [(a) 20 0 R]>>>> /Pages",
            )]),
        ),
        (
            "a collection",
            after(&[(1, "/Pages", "/Collection <<>> /Pages")]),
        ),
        (
            "other page labels",
            after(&[(1, "/Pages", "/PageLabels <</Nums [0 <</St 7>>]>> /Pages")]),
        ),
        (
            "an outline",
            after(&[(1, "/Pages", "/Outlines 25 0 R /Pages")]),
        ),
        (
            "how it is shown",
            after(&[(
                1,
                "/Pages",
                "/ViewerPreferences <</HideMenubar true>> /Pages",
            )]),
        ),
        (
            "certified later",
            after(&[(1, "/Pages", "/Perms <</DocMDP 31 0 R>> /Pages")]),
        ),
        (
            "a right of a vendor",
            after(&[(1, "/Pages", "/Perms <</UR3 31 0 R>> /Pages")]),
        ),
        (
            "another language",
            after(&[(1, "/Pages", "/Lang (de) /Pages")]),
        ),
        (
            "a key twice",
            after(&[(1, "/Pages 2 0 R", "/Pages 22 0 R /Pages 2 0 R")]),
        ),
        (
            "an extension that is more",
            after(&[(1, "/Pages", "/Extensions <</A 20 0 R>> /Pages")]),
        ),
        (
            "metadata that are none",
            after(&[(1, "/Pages", "/Metadata 20 0 R /Pages")]),
        ),
        (
            "a store that is none",
            after(&[(1, "/Pages", "/DSS <</JS 25 0 R>> /Pages")]),
        ),
        ("another title", after(&[(19, "A contract", "A gift")])),
        (
            "a title that is more",
            after(&[(19, "/Title (A contract)", "/Title 20 0 R")]),
        ),
    ]);
    // The store, or metadata, used for what shows.
    let base = Doc::plain();
    let shared = base
        .append(&[
            (
                40,
                stream("/Type /Metadata /Subtype /XML", "BT (Pay 100 yen) Tj ET"),
            ),
            (1, base.with(1, "/Pages", "/Metadata 40 0 R /Pages")),
            (3, base.with(3, "/Contents 6 0 R", "/Contents 40 0 R")),
        ])
        .sign();
    let changed = shared.append(&[(
        40,
        stream("/Type /Metadata /Subtype /XML", "BT (Pay 999 yen) Tj ET"),
    )]);
    refused(&[("metadata that are a page's content", changed.bytes)]);
}

#[test]
fn annotations() {
    let add = |annotation: &str| {
        adding(
            &[(3, "]/Marks", " 40 0 R]/Marks")],
            &[
                (40, annotation),
                (41, LOOK),
                (42, "<</S /URI /URI (http://example.com)>>"),
            ],
        )
    };
    let of = |rest: &str| add(&format!("<</Type /Annot /Rect [60 700 400 760] {rest}>>"));
    refused(&[
        (
            "free text",
            of("/Subtype /FreeText /Contents (Pay 999 yen) /DA (/Helv 24 Tf)"),
        ),
        ("a stamp", of("/Subtype /Stamp /AP <</N 41 0 R>>")),
        ("a square", of("/Subtype /Square /IC [1 1 1] /C [1 1 1]")),
        ("a circle", of("/Subtype /Circle /IC [1 1 1]")),
        (
            "a line",
            of("/Subtype /Line /L [60 720 400 720] /BS <</W 60>> /C [1 1 1]"),
        ),
        (
            "a polygon",
            of("/Subtype /Polygon /Vertices [60 700 400 700 400 760]"),
        ),
        ("ink", of("/Subtype /Ink /InkList [[60 700 400 760]]")),
        (
            "highlighting",
            of("/Subtype /Highlight /QuadPoints [60 760 400 760 60 700 400 700] /C [0 0 0]"),
        ),
        (
            "highlighting with a look",
            of("/Subtype /Highlight /AP <</N 41 0 R>>"),
        ),
        (
            "underlining",
            of("/Subtype /Underline /QuadPoints [60 760 400 760 60 700 400 700]"),
        ),
        (
            "striking out",
            of("/Subtype /StrikeOut /QuadPoints [60 760 400 760 60 700 400 700]"),
        ),
        ("a caret", of("/Subtype /Caret")),
        (
            "a redaction",
            of("/Subtype /Redact /OverlayText (Pay 999 yen)"),
        ),
        ("a watermark", of("/Subtype /Watermark /AP <</N 41 0 R>>")),
        ("a link", of("/Subtype /Link /A 42 0 R")),
        ("a screen", of("/Subtype /Screen /A 42 0 R")),
        ("a movie", of("/Subtype /Movie")),
        ("a file", of("/Subtype /FileAttachment /FS 20 0 R")),
        (
            "a printer's mark",
            of("/Subtype /PrinterMark /AP <</N 41 0 R>>"),
        ),
        ("an unknown kind", of("/Subtype /Overlay /AP <</N 41 0 R>>")),
        ("no kind", of("")),
        (
            "a widget of nothing",
            of("/Subtype /Widget /AP <</N 41 0 R>>"),
        ),
        (
            "a widget of a text field",
            of("/Subtype /Widget /FT /Tx /T (x) /V (999) /AP <</N 41 0 R>>"),
        ),
        (
            "a widget of a signature field",
            of("/Subtype /Widget /FT /Sig /T (x) /AP <</N 41 0 R>>"),
        ),
        (
            "a widget of the old field",
            of("/Subtype /Widget /Parent 10 0 R /AP <</N 41 0 R>>"),
        ),
        (
            "a widget of the old signature",
            of("/Subtype /Widget /Parent 30 0 R /AP <</N 41 0 R>>"),
        ),
        (
            "a button",
            of("/Subtype /Widget /FT /Btn /Ff 65536 /T (x) /MK <</BG [1 1 1]>>"),
        ),
        ("a large note", of("/Subtype /Text /Contents (a note)")),
        ("a window alone", of("/Subtype /Popup /Open true")),
        ("nothing", add("null")),
        ("a number", add("7")),
        ("a stream", add(LOOK)),
    ]);
    let note = |rest: &str| add(&format!("<</Type /Annot /Subtype /Text {rest}>>"));
    refused(&[
        (
            "a note with a look",
            note("/Rect [60 700 80 720] /AP <</N 41 0 R>>"),
        ),
        ("a note that acts", note("/Rect [60 700 80 720] /A 42 0 R")),
        (
            "a note with actions",
            note("/Rect [60 700 80 720] /AA <</E 42 0 R>>"),
        ),
        (
            "a note in a layer",
            note("/Rect [60 700 80 720] /OC 13 0 R"),
        ),
        (
            "a note that is open",
            note("/Rect [60 700 80 720] /Open true"),
        ),
        ("a note without a place", note("/Contents (a note)")),
        (
            "a note on another page",
            note("/Rect [60 700 80 720] /P 4 0 R"),
        ),
        (
            "a note whose window is the page",
            note("/Rect [60 700 80 720] /Popup 3 0 R"),
        ),
        (
            "a note with a key twice",
            note("/Rect [60 700 80 720] /Rect [0 0 595 842]"),
        ),
        (
            "a note whose text is elsewhere",
            note("/Rect [60 700 80 720] /Contents 20 0 R"),
        ),
    ]);
    let list = |to: &str| after(&[(3, "[10 0 R 11 0 R 15 0 R 16 0 R 30 0 R]", to)]);
    refused(&[
        ("one removed", list("[10 0 R 11 0 R 16 0 R 30 0 R]")),
        ("all removed", list("[]")),
        ("none any more", list("null")),
        (
            "in another order",
            list("[11 0 R 10 0 R 15 0 R 16 0 R 30 0 R]"),
        ),
        (
            "one twice",
            list("[10 0 R 11 0 R 15 0 R 16 0 R 30 0 R 15 0 R]"),
        ),
        (
            "the signature's removed",
            list("[10 0 R 11 0 R 15 0 R 16 0 R]"),
        ),
        (
            "one written there",
            list("[10 0 R 11 0 R 15 0 R 16 0 R 30 0 R <</Subtype /Text /Rect [0 0 9 9]>>]"),
        ),
        (
            "one that lay ready",
            list("[10 0 R 11 0 R 15 0 R 16 0 R 30 0 R 25 0 R]"),
        ),
    ]);
    refused(&[
        (
            "moved",
            after(&[(15, "[300 700 400 720]", "[60 700 400 760]")]),
        ),
        ("another text", after(&[(15, "a remark", "Pay 999 yen")])),
        ("hidden", after(&[(15, "/Subtype", "/F 2 /Subtype")])),
        (
            "with a look",
            adding(
                &[(15, "/Subtype", "/AP <</N 41 0 R>> /Subtype")],
                &[(41, LOOK)],
            ),
        ),
        ("another kind", after(&[(15, "/FreeText", "/Text")])),
        ("taken away", adding(&[], &[(15, "null")])),
    ]);
}

const LOOK: &str = "<</Type /XObject /Subtype /Form /BBox [0 0 595 842] /Length 27>>\nstream\n1 1 1 rg 0 0 595 842 re f  \nendstream";

#[test]
fn forms() {
    refused(&[
        (
            "a look without a value",
            after(&[(12, "one hundred", "one million")]),
        ),
        (
            "another look by reference",
            adding(&[(10, "/N 12 0 R", "/N 41 0 R")], &[(41, LOOK)]),
        ),
        (
            "a look that lay ready",
            after(&[(10, "/N 12 0 R", "/N 14 0 R")]),
        ),
        ("no look", after(&[(10, "/AP <</N 12 0 R>>", "")])),
        (
            "a value and a place",
            after(&[
                (10, "(100)", "(999)"),
                (10, "[72 600 200 620]", "[0 0 595 842]"),
            ]),
        ),
        (
            "a place",
            after(&[(10, "[72 600 200 620]", "[60 700 400 760]")]),
        ),
        (
            "a font of a field",
            after(&[(10, "/Helv 12 Tf 0 g", "/Helv 90 Tf 1 g")]),
        ),
        (
            "fonts of the form",
            after(&[(5, "/Helv 8 0 R", "/Helv 24 0 R")]),
        ),
        (
            "how fields look",
            after(&[(5, "/Helv 12 Tf 0 g", "/Helv 12 Tf 1 g")]),
        ),
        (
            "looks to be made anew",
            after(&[(5, "/DA", "/NeedAppearances true /DA")]),
        ),
        (
            "a form of another kind",
            after(&[(5, "/DA", "/XFA 20 0 R /DA")]),
        ),
        ("computed fields", after(&[(5, "/DA", "/CO [10 0 R] /DA")])),
        (
            "a field that is hidden",
            after(&[(10, "/Subtype", "/F 2 /Subtype")]),
        ),
        (
            "a field that acts",
            after(&[(10, "/Subtype", "/A 25 0 R /Subtype")]),
        ),
        (
            "a field with actions",
            after(&[(10, "/Subtype", "/AA <</K 25 0 R>> /Subtype")]),
        ),
        (
            "a field in a layer",
            after(&[(10, "/Subtype", "/OC 13 0 R /Subtype")]),
        ),
        (
            "a field of another name",
            after(&[(10, "(amount)", "(agreed)")]),
        ),
        (
            "a field of another kind",
            after(&[(10, "/FT /Tx", "/FT /Ch")]),
        ),
        (
            "a field that cannot be filled in",
            after(&[(10, "/FT /Tx", "/FT /Tx /Ff 1")]),
        ),
        (
            "a field with kids",
            adding(&[(10, "/FT", "/Kids [40 0 R] /FT")], &[(40, "<<>>")]),
        ),
        (
            "a value that is a stream",
            after(&[(10, "(100)", "20 0 R")]),
        ),
        (
            "a value that is a dictionary",
            after(&[(10, "(100)", "<<>>")]),
        ),
        (
            "a value with another colour",
            after(&[(10, "(100)", "(999)"), (10, "0 g", "1 g")]),
        ),
        ("a field twice", after(&[(5, "16 0 R", "16 0 R 10 0 R")])),
        ("a field fewer", after(&[(5, "10 0 R", "")])),
        (
            "in another order",
            after(&[(5, "10 0 R 11 0 R", "11 0 R 10 0 R")]),
        ),
        (
            "a text field more",
            adding(
                &[(5, "]", " 40 0 R]")],
                &[(40, "<</FT /Tx /T (x) /V (1)>>")],
            ),
        ),
        (
            "a box ticked by its looks",
            after(&[(11, "/AS /Off", "/AS /Yes")]),
        ),
        ("another tick", after(&[(17, "18 18 l", "18 00 l")])),
        (
            "a box ticked with another look",
            after(&[
                (11, "/V /Off /AS /Off", "/V /Yes /AS /Yes"),
                (11, "17 0 R", "14 0 R"),
            ]),
        ),
        (
            "a box ticked in a state of its own",
            after(&[(11, "/V /Off /AS /Off", "/V /Maybe /AS /Maybe")]),
        ),
        (
            "a box whose value is text",
            after(&[(11, "/V /Off", "/V (Yes)")]),
        ),
        (
            "fewer signatures than there were",
            after(&[(5, "/SigFlags 3", "/SigFlags 1")]),
        ),
        ("no flags", after(&[(5, "/SigFlags 3", "")])),
        ("unknown flags", after(&[(5, "/SigFlags 3", "/SigFlags 7")])),
        ("no form", after(&[(1, "/AcroForm 5 0 R", "")])),
        (
            "another form",
            adding(
                &[(1, "/AcroForm 5 0 R", "/AcroForm 40 0 R")],
                &[(40, "<</Fields [30 0 R] /SigFlags 3>>")],
            ),
        ),
        ("the signature gone", after(&[(30, "/V 31 0 R", "")])),
        (
            "another signature",
            after(&[(30, "/V 31 0 R", "/V 25 0 R")]),
        ),
        (
            "the signature's place",
            after(&[(30, "[0 0 0 0]", "[0 0 595 842]")]),
        ),
        (
            "the signature's look",
            adding(
                &[(30, "/Subtype", "/AP <</N 41 0 R>> /Subtype")],
                &[(41, LOOK)],
            ),
        ),
        (
            "the empty field's look",
            adding(
                &[(16, "/Subtype", "/AP <</N 41 0 R>> /Subtype")],
                &[(41, LOOK)],
            ),
        ),
        (
            "the empty field's place",
            after(&[(16, "[300 100 400 150]", "[0 0 595 842]")]),
        ),
    ]);
}

/// What is filled in shows in two places, of which only one is the field.
#[test]
fn a_look_that_is_used_twice() {
    let base = Doc::plain();
    let shared = base
        .append(&[(7, base.with(7, "/Im 14 0 R", "/Im 12 0 R"))])
        .sign();
    let filled = shared.append(&[
        (10, shared.with(10, "(100)", "(999)")),
        (12, shared.with(12, "one hundred", "one million")),
    ]);
    let unfilled = {
        let two = base
            .append(&[(
                11,
                base.with(
                    11,
                    "/AP <</N <</Yes 17 0 R /Off 18 0 R>>>>",
                    "/AP <</N 12 0 R>>",
                ),
            )])
            .sign();
        two.append(&[
            (10, two.with(10, "(100)", "(999)")),
            (12, two.with(12, "one hundred", "one million")),
        ])
    };
    refused(&[
        ("on the page too", filled.bytes),
        ("in a field without a value", unfilled.bytes),
    ]);
}

/// Objects that were not there, but were referred to: nothing, until someone puts something there.
#[test]
fn what_was_nothing_when_it_was_signed() {
    let base = Doc::plain();
    let signed = base
        .append(&[
            (
                3,
                base.with(3, "/Contents 6 0 R", "/Contents [6 0 R 90 0 R]"),
            ),
            (7, base.with(7, "/Im 14 0 R", "/Im 91 0 R")),
            (15, base.with(15, "/Subtype", "/AP <</N 92 0 R>> /Subtype")),
        ])
        .sign();
    assert_eq!(lines(&signed.bytes), "good whole-document none");
    refused(&[
        ("content", signed.append(&[(90, base.object(20))]).bytes),
        ("a picture", signed.append(&[(91, LOOK)]).bytes),
        ("a look", signed.append(&[(92, LOOK)]).bytes),
    ]);
    let catalog = base
        .append(&[(1, base.with(1, "/Pages", "/Names 90 0 R /Pages"))])
        .sign();
    let scripts = "<</JavaScript <</Names [(a) 25 0 R]>>>>";
    refused(&[("names", catalog.append(&[(90, scripts)]).bytes)]);
}

/// What this program cannot read another may, and follow it.
#[test]
fn what_cannot_be_read_leads_anywhere() {
    let base = Doc::plain();
    let signed = base
        .append(&[
            (7, base.with(7, "/Im 14 0 R", "/Im 93 0 R")),
            (93, "<</Type /XObject /N 94 0 R ]".to_owned()),
        ])
        .sign();
    assert_eq!(lines(&signed.bytes), "good whole-document none");
    refused(&[("what comes after it", signed.append(&[(94, LOOK)]).bytes)]);
}

/// What nothing ends in the document that is signed, and something does in what is appended: it goes on
/// into that, whatever lies between.
#[test]
fn what_goes_on_into_what_is_appended() {
    let base = Doc::plain();
    let content = |len: usize| {
        let data = "BT (what is signed) Tj ET";
        format!("<</Length {len:09}>>\nstream\n{data}\nendstream")
    };
    let signed = |len| base.append(&[(6, content(len))]).sign();
    let more = (40, stream("", "BT (what is shown) Tj ET"));
    let longer = signed(0).append(std::slice::from_ref(&more));
    let start = signed(0).places[&6] + "6 0 obj\n<</Length 000000000>>\nstream\n".len();
    let end = find(&longer.bytes, b"\nendstream", longer.places[&40]);
    let signed = signed(end - start);
    let bytes = signed.append(&[more]).bytes;
    let file = PdfFile::open_sound(&bytes).unwrap();
    let Object::Stream(read) = file.get(6).unwrap() else {
        panic!("a stream")
    };
    let shown = file.raw(&read).unwrap();
    assert!(shown.ends_with(b"(what is shown) Tj ET"), "{shown:?}");
    assert_eq!(lines(&signed.bytes), "good whole-document none");

    let open = base
        .append(&[
            (7, base.with(7, "/Im 14 0 R", "/Im 93 0 R")),
            (93, "<</Type /XObject /Note (".to_owned()),
        ])
        .sign();
    assert_eq!(lines(&open.bytes), "good whole-document none");
    let closing = stream("", ")>> endobj");
    refused(&[
        ("a stream", bytes),
        ("a string", open.append(&[(40, closing)]).bytes),
    ]);
}

/// An encrypted document whose encryption is said to be another.
#[test]
fn another_encryption() {
    let path = crate::pdf_verify::fixture("signed/approval-encrypted.pdf");
    let bytes = std::fs::read(path).unwrap();
    let file = PdfFile::open_sound(&bytes).unwrap();
    let trailer = file.trailer();
    let encrypt = trailer.get("Encrypt").unwrap().as_reference().unwrap();
    let mut object = file.get(encrypt.number).unwrap();
    let Object::Dictionary(dictionary) = &mut object else {
        panic!("a dictionary")
    };
    let append = |dictionary: &Object| {
        let mut longer = bytes.clone();
        let place = longer.len();
        write_indirect(encrypt, dictionary, &mut longer);
        let xref = longer.len();
        let mut text = Vec::new();
        let mut of_the_document = Dictionary::new().with("Prev", Object::count(file.start()));
        for key in ["Root", "Info", "ID", "Encrypt", "Size"] {
            if let Some(value) = trailer.get(key) {
                of_the_document.set(key, value.clone());
            }
        }
        let trailer = of_the_document;
        write_object(&Object::Dictionary(trailer), &mut text);
        let text = String::from_utf8(text).unwrap();
        longer.extend_from_slice(
            format!(
                "xref\n{} 1\n{place:010} 00000 n \ntrailer\n{text}\nstartxref\n{xref}\n%%EOF\n",
                encrypt.number
            )
            .as_bytes(),
        );
        longer
    };
    let judge = |bytes: &Vec<u8>| {
        let report = crate::pdf_verify::judge(bytes);
        report.map(|it| (it.verdict(), crate::pdf_verify::line(&it.signatures[0])))
    };
    let (verdict, line) = judge(&append(&object_of(dictionary))).unwrap();
    assert_eq!(
        (verdict, line.as_str()),
        (
            Verdict::Good,
            "Signature1: good intact earlier-revision none"
        )
    );
    dictionary.set("StmF", Object::name("Identity"));
    let found = judge(&append(&object_of(dictionary)));
    assert!(
        found
            .as_ref()
            .is_ok_and(|(verdict, _)| *verdict == Verdict::Bad),
        "{found:?}"
    );
}

fn object_of(dictionary: &Dictionary) -> Object {
    Object::Dictionary(dictionary.clone())
}

/// One object in two places: what may be done in the one shows in the other.
#[test]
fn objects_with_two_uses() {
    let base = Doc::plain();
    let annotations = "[10 0 R 11 0 R 15 0 R 16 0 R]";
    let listed = |key: &str| {
        base.append(&[
            (50, annotations.to_owned()),
            (
                3,
                base.with(
                    3,
                    &format!("/Annots {annotations}"),
                    &format!("/Annots 50 0 R {key}"),
                ),
            ),
        ])
    };
    let sign = |doc: &Doc| {
        let (field, value) = doc.next_pair();
        let widget = format!(
            "<</FT /Sig /T (S) /V {value} 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R>>"
        );
        let form = doc.with(5, "]", &format!(" {field} 0 R]"));
        let objects = [
            (5, form),
            (field, widget),
            (value, super::builder::signature_dictionary("")),
        ];
        doc.seal(&objects, &SCENE.person)
    };
    let added =
        "<</Type /Annot /Subtype /Text /Rect [500 780 520 800] /Contents (a note)>>".to_owned();
    let note = |doc: &Doc| {
        doc.append(&[
            (50, annotations.replace(']', " 60 0 R]")),
            (60, added.clone()),
        ])
        .bytes
    };
    let alone = sign(&listed(""));
    assert_eq!(
        lines(&note(&alone)),
        "good earlier-revision form-and-annotations"
    );
    let moved = alone.append(&[
        (3, alone.with(3, "/Annots 50 0 R", "/Annots 71 0 R")),
        (71, annotations.to_owned()),
    ]);
    assert_eq!(lines(&moved.bytes), "good earlier-revision none");
    let shared = {
        let doc = listed("");
        sign(&doc.append(&[(4, doc.with(4, "/Contents", "/Annots 50 0 R /Contents"))]))
    };
    // The list moves to another object, and what was its object becomes something else.
    let left = {
        let doc = sign(&listed("/Content 50 0 R"));
        let contents = doc.with(3, "/Annots 50 0 R", "/Annots 71 0 R");
        doc.append(&[
            (3, contents),
            (71, annotations.to_owned()),
            (50, "[20 0 R]".to_owned()),
        ])
        .bytes
    };
    let form = {
        let doc = sign(&base.append(&[(1, base.with(1, "/Pages", "/Other 5 0 R /Pages"))]));
        let moved = doc.with(1, "/AcroForm 5 0 R", "/AcroForm 72 0 R");
        doc.append(&[
            (1, moved),
            (72, doc.object(5).to_owned()),
            (5, "<</S /JavaScript /JS (app.alert\\(1\\))>>".to_owned()),
        ])
        .bytes
    };
    refused(&[
        ("a list of two pages", note(&shared)),
        ("a list that moves", left),
        ("a form that moves", form),
    ]);
}

/// A second signer does not make good what was changed before; each signature stands for itself.
#[test]
fn a_change_under_the_cover_of_a_second_signature() {
    let signed = Doc::plain().sign();
    let page = signed.with(6, "100", "999");
    let changed = signed
        .append(&[(6, page.clone())])
        .sign_as(&SCENE.other, "");
    assert_eq!(
        lines(&changed.bytes),
        "bad earlier-revision other; good whole-document none"
    );
    let (field, value) = signed.next_pair();
    let widget = format!(
        "<</FT /Sig /T (Second) /V {value} 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R>>"
    );
    assert_eq!(field + 1, value);
    let within = signed.sign_with(&SCENE.other, &widget, "", &[(6, page)]);
    assert_eq!(
        lines(&within.bytes),
        "bad earlier-revision other; good whole-document none"
    );
    refused(&[("before", changed.bytes), ("within", within.bytes)]);
}

/// Structure that would let a repairing reader see another document.
#[test]
fn objects_that_lie_in_wait() {
    refused(&[
        (
            "a catalog",
            adding(&[], &[(40, "<</Type /Catalog /Pages 22 0 R>>")]),
        ),
        (
            "a page",
            adding(&[], &[(40, "<</Type /Page /Parent 2 0 R>>")]),
        ),
        (
            "a page tree",
            adding(&[], &[(40, "<</Type /Pages /Kids [23 0 R]>>")]),
        ),
        (
            "an annotation",
            adding(
                &[],
                &[(40, "<</Type /Annot /Subtype /Stamp /Rect [0 0 595 842]>>")],
            ),
        ),
    ]);
}
