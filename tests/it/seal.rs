//! The visible seal and the report as they come out: rendered, and read by other people's programs.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places in pictures a few hundred pixels wide"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use inkan::core::pdf::font::FontError;
use inkan::core::pdf::render::{PageImage, PagePictures, Paper, RenderError};
use inkan::core::pdf::report::{Block, TextReport};
use inkan::core::pdf::{
    Dictionary, Object, ObjectId, PageBox, Rotation, Stream, StreamData, new_file,
};
use inkan::core::sign::pdf::seal::{
    ImageError, PageView, Point, Ring, Seal, SealDesign, SealError, SealImage, SealSize, SealText,
};

const NAMES: [&str; 12] = [
    "森",
    "山田",
    "佐々木",
    "勅使河原",
    "習志野\u{3000}花子",
    "長宗我部元親",
    "マリア・サントス",
    "武者小路実篤五郎右衛門",
    "MARIA SANTOS",
    "NGUYEN THI HOANG ANH",
    "Ono",
    "森\u{3000}さくら",
];

fn seal(design: SealDesign, millimetres: f32, name: &str) -> Seal {
    Seal {
        design,
        size: SealSize::new(millimetres).unwrap(),
        text: SealText {
            name: name.to_owned(),
            caption: None,
            date: None,
        },
        watermark: None,
    }
}

fn dated(mut seal: Seal) -> Seal {
    seal.text.caption = Some("電子署名".to_owned());
    seal.text.date = Some("2025年11月25日".to_owned());
    seal
}

/// Every design with words, for one name.
fn designs(millimetres: f32, name: &str) -> Vec<Seal> {
    let round = |ring| seal(SealDesign::Round(ring), millimetres, name);
    vec![
        round(Ring::Single),
        round(Ring::Double),
        dated(round(Ring::Single)),
        dated(seal(SealDesign::Rectangle, millimetres, name)),
    ]
}

fn picture(pdf: Vec<u8>, width: u32, paper: Paper) -> PageImage {
    let pages = PagePictures::open(Arc::new(pdf)).unwrap();
    let picture = pages.render(0, width, paper).unwrap();
    assert!(!picture.incomplete);
    picture
}

fn preview(seal: &Seal, width: u32) -> PageImage {
    picture(seal.preview().unwrap(), width, Paper::Transparent)
}

/// Red, green, blue and alpha at a place given in parts of width and height.
fn at(picture: &PageImage, x: f32, y: f32) -> [u8; 4] {
    let column = ((picture.width as f32 * x) as u32).min(picture.width - 1);
    let row = ((picture.height as f32 * y) as u32).min(picture.height - 1);
    let start = ((row * picture.width + column) * 4) as usize;
    picture.rgba[start..start + 4].try_into().unwrap()
}

/// How much of a rectangle, in parts of width and height, is covered with ink.
fn ink(picture: &PageImage, [left, top, right, bottom]: [f32; 4]) -> f32 {
    let (mut covered, mut all) = (0.0, 0.0);
    for row in 0..100 {
        for column in 0..100 {
            let x = left + (right - left) * column as f32 / 100.0;
            let y = top + (bottom - top) * row as f32 / 100.0;
            covered += f32::from(at(picture, x, y)[3]) / 255.0;
            all += 1.0;
        }
    }
    covered / all
}

#[test]
fn ink_is_where_it_should_be_and_nothing_around_it() {
    for name in NAMES {
        for millimetres in [10.0, 60.0] {
            for seal in designs(millimetres, name) {
                let picture = preview(&seal, 300);
                let words = ink(&picture, [0.15, 0.1, 0.85, 0.9]);
                assert!((0.02..0.6).contains(&words), "{name}: {words}");
                if let SealDesign::Round(_) = seal.design {
                    for (x, y) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                        assert_eq!(at(&picture, x, y)[3], 0, "{name}: a corner is covered");
                    }
                }
                // The line around it, in the ink's colour.
                for (x, y) in [(0.006, 0.5), (0.994, 0.5), (0.5, 0.006), (0.5, 0.994)] {
                    let [red, green, _, alpha] = at(&picture, x, y);
                    assert!(alpha > 250 && red > 190 && green < 20, "{name}: the line");
                }
            }
        }
    }
}

#[test]
fn a_personal_seal_is_in_the_middle_and_reads_from_right_to_left() {
    for name in NAMES {
        let picture = preview(&seal(SealDesign::Round(Ring::Single), 15.0, name), 400);
        // Between the words and the ring there is a little air, on every side.
        for degrees in (0..360).step_by(3) {
            let (sin, cos) = (degrees as f32).to_radians().sin_cos();
            let [x, y] = [cos, sin].map(|it| 0.5 + it * 0.452);
            assert_eq!(at(&picture, x, y)[3], 0, "{name} touches the ring");
        }
    }
    let picture = preview(
        &seal(SealDesign::Round(Ring::Single), 15.0, "一\u{3000}鬱"),
        400,
    );
    let left = ink(&picture, [0.2, 0.2, 0.5, 0.8]);
    let right = ink(&picture, [0.5, 0.2, 0.8, 0.8]);
    assert!(
        left > 3.0 * right,
        "the second part is on the left: {left} {right}"
    );
}

#[test]
fn a_seal_is_upright_wherever_the_page_is_turned_to() {
    let seal = dated(seal(SealDesign::Rectangle, 40.0, "習志野\u{3000}花子"));
    let extent = seal.extent();
    let expected = picture(seal.preview().unwrap(), 400, Paper::White);
    for rotation in [
        Rotation::None,
        Rotation::Quarter,
        Rotation::Half,
        Rotation::ThreeQuarters,
    ] {
        let visible = PageBox {
            left: -30.0,
            bottom: 50.0,
            right: 370.0,
            top: 650.0,
        };
        let view = PageView {
            visible,
            rotation,
            user_unit: 1.0,
        };
        let rect = view.place(Point { x: 150.0, y: 90.0 }, extent);
        let page = picture(page_with(&seal, view, rect), 1600, Paper::White);
        let shown = view.to_displayed(rect);
        let (page_width, page_height) = view.displayed_size();
        let mut difference = 0.0;
        for row in 0..100 {
            for column in 0..100 {
                let (x, y) = ((column as f32 + 0.5) / 100.0, (row as f32 + 0.5) / 100.0);
                let page_x = (shown.left + f64::from(x) * shown.width) / page_width;
                let page_y = (shown.top + f64::from(y) * shown.height) / page_height;
                let found = at(&page, page_x as f32, page_y as f32)[1];
                difference += f32::from(found.abs_diff(at(&expected, x, y)[1])) / 255.0;
            }
        }
        assert!(
            difference < 700.0,
            "{rotation:?}: {difference} of 10000 differ"
        );
        assert_eq!(at(&page, 0.99, 0.99), [255; 4]);
    }
}

/// A page that carries the seal as an annotation.
fn page_with(seal: &Seal, view: PageView, rect: PageBox) -> Vec<u8> {
    let reference = |number| Object::Reference(ObjectId::new(number));
    let sides = |it: PageBox| {
        Object::Array(
            [it.left, it.bottom, it.right, it.top]
                .map(Object::Real)
                .to_vec(),
        )
    };
    let appearance = seal.appearance(view.rotation, 10).unwrap();
    let form = Dictionary::new().with("N", Object::Reference(appearance.form));
    let annotation = Dictionary::new()
        .with("Type", Object::name("Annot"))
        .with("Subtype", Object::name("Stamp"))
        .with("F", Object::Integer(4))
        .with("Rect", sides(rect))
        .with("AP", Object::Dictionary(form));
    let media = PageBox {
        left: view.visible.left - 20.0,
        top: view.visible.top + 60.0,
        ..view.visible
    };
    let page = Dictionary::new()
        .with("Type", Object::name("Page"))
        .with("Parent", reference(2))
        .with("MediaBox", sides(media))
        .with("CropBox", sides(view.visible))
        .with("Rotate", Object::Integer(view.rotation.degrees().into()))
        .with("Resources", Object::Dictionary(Dictionary::new()))
        .with("Annots", Object::Array(vec![reference(4)]));
    let pages = Dictionary::new()
        .with("Type", Object::name("Pages"))
        .with("Kids", Object::Array(vec![reference(3)]))
        .with("Count", Object::Integer(1));
    let catalog = Dictionary::new()
        .with("Type", Object::name("Catalog"))
        .with("Pages", reference(2));
    let mut objects: BTreeMap<u32, Object> = appearance.objects.into_iter().collect();
    for (number, dictionary) in [(1, catalog), (2, pages), (3, page), (4, annotation)] {
        objects.insert(number, Object::Dictionary(dictionary));
    }
    new_file(&objects, 1, None)
}

#[test]
fn a_practice_seal_says_so_across_its_whole_width() {
    let image = SealDesign::Image(SealImage::from_png(&png(png::ColorType::Rgb, 8)).unwrap());
    let mut seals = designs(10.0, "習志野\u{3000}花子");
    seals.push(seal(image, 10.0, ""));
    for mut seal in seals {
        seal.watermark = Some("練習 DEMO".to_owned());
        let picture = preview(&seal, 300);
        let is_blue = |[red, _, blue, alpha]: [u8; 4]| alpha == 255 && red < 60 && blue > 70;
        let columns = (0..300).filter(|column| {
            let x = *column as f32 / 300.0;
            (0..100).any(|row| is_blue(at(&picture, x, row as f32 / 100.0)))
        });
        let columns = columns.count();
        assert!(columns > 200, "{:?}: {columns} of 300 columns", seal.design);
        // What is under it is pale: none of a real seal's ink is left.
        for row in 0..100 {
            for column in 0..100 {
                let ink = at(&picture, column as f32 / 100.0, row as f32 / 100.0);
                assert_ne!(ink, [200, 16, 46, 255]);
            }
        }
    }
}

#[test]
fn the_same_seal_has_the_same_objects_numbered_one_after_the_other() {
    let image = SealImage::from_png(&png(png::ColorType::Rgba, 16)).unwrap();
    let mut seals = designs(20.0, "習志野\u{3000}花子");
    seals.push(seal(SealDesign::Image(image), 20.0, ""));
    for seal in seals {
        let appearance = seal.appearance(Rotation::Quarter, 40).unwrap();
        assert_eq!(appearance, seal.appearance(Rotation::Quarter, 40).unwrap());
        let numbers: Vec<u32> = appearance.objects.iter().map(|it| it.0).collect();
        let expected: Vec<u32> = (40..40 + numbers.len() as u32).collect();
        assert_eq!(numbers, expected);
        assert_eq!(appearance.form, ObjectId::new(40));
    }
}

#[test]
fn a_name_that_the_font_lacks_is_refused_and_told() {
    let seal = seal(
        SealDesign::Round(Ring::Single),
        12.0,
        "\u{20BB7}野\u{3000}家",
    );
    assert_eq!(
        seal.appearance(Rotation::None, 1),
        Err(SealError::Font(FontError::Missing('\u{20BB7}')))
    );
    assert!(!format!("{seal:?}").contains('野'));
    let nobody = self::seal(SealDesign::Rectangle, 12.0, " \u{3000}");
    assert_eq!(nobody.preview(), Err(SealError::NoName));
    let endless = self::seal(SealDesign::Rectangle, 12.0, &"a ".repeat(31));
    assert_eq!(endless.preview(), Err(SealError::TooLong));
}

/// A picture 4 wide and 2 high: its left half red, its right half white, and transparent where the
/// kind can say so.
fn png(kind: png::ColorType, depth: u8) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 4, 2);
    encoder.set_color(kind);
    encoder.set_depth(png::BitDepth::from_u8(depth).unwrap());
    if kind == png::ColorType::Indexed {
        encoder.set_palette(vec![255, 0, 0, 255, 255, 255]);
        encoder.set_trns(vec![255, 0]);
    }
    encoder
        .add_text_chunk("Comment".to_owned(), "private".to_owned())
        .unwrap();
    let pixel = |is_red: bool| -> Vec<u8> {
        let on = if is_red { 0 } else { 255 };
        let samples = match kind {
            png::ColorType::Grayscale => vec![on],
            png::ColorType::GrayscaleAlpha => vec![on, 255 - on],
            png::ColorType::Rgb => vec![255, on, on],
            png::ColorType::Rgba => vec![255, on, on, 255 - on],
            png::ColorType::Indexed => vec![u8::from(!is_red)],
        };
        let repeat = usize::from(depth / 8);
        samples.iter().flat_map(|it| vec![*it; repeat]).collect()
    };
    let row: Vec<u8> = [true, true, false, false]
        .into_iter()
        .flat_map(pixel)
        .collect();
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_image_data(&[row.clone(), row].concat())
        .unwrap();
    writer.finish().unwrap();
    file
}

#[test]
fn pictures_of_every_kind_of_png_keep_their_shape_and_their_transparency() {
    use png::ColorType::{Grayscale, GrayscaleAlpha, Indexed, Rgb, Rgba};
    for (kind, depth, has_alpha) in [
        (Grayscale, 8, false),
        (Grayscale, 16, false),
        (GrayscaleAlpha, 8, true),
        (GrayscaleAlpha, 16, true),
        (Indexed, 8, true),
        (Rgb, 8, false),
        (Rgb, 16, false),
        (Rgba, 8, true),
        (Rgba, 16, true),
    ] {
        let image = SealImage::from_png(&png(kind, depth)).unwrap();
        let seal = seal(SealDesign::Image(image), 20.0, "");
        let extent = seal.extent();
        assert!((extent.width / extent.height - 2.0).abs() < 1e-4);
        let picture = preview(&seal, 100);
        assert_eq!((picture.width, picture.height), (100, 50));
        assert_eq!(at(&picture, 0.1, 0.5)[3], 255);
        assert!(at(&picture, 0.1, 0.5)[1] < 10, "{kind:?} {depth}");
        let right = if has_alpha { [0; 4] } else { [255; 4] };
        assert_eq!(at(&picture, 0.9, 0.5), right, "{kind:?} {depth}");
        let pdf = String::from_utf8_lossy(&seal.preview().unwrap()).into_owned();
        assert!(!pdf.contains("private") && pdf.contains("SMask") == has_alpha);
    }
}

#[test]
fn an_interlaced_picture_is_read_whole() {
    // Two by two, grey: pass 1 has (0, 0), pass 6 (1, 0), pass 7 the second row (PNG §8.2).
    let header = [0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 1];
    let passes = [0, 10, 0, 20, 0, 30, 40];
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, &passes).unwrap();
    let data = packed.finish().unwrap();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, content) in [(b"IHDR", &header[..]), (b"IDAT", &data), (b"IEND", &[])] {
        let mut sum = flate2::Crc::new();
        sum.update(kind);
        sum.update(content);
        file.extend((content.len() as u32).to_be_bytes());
        file.extend(kind);
        file.extend(content);
        file.extend(sum.sum().to_be_bytes());
    }
    let image = SealImage::from_png(&file).unwrap();
    let picture = preview(&seal(SealDesign::Image(image), 20.0, ""), 200);
    let corners = [(0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)];
    let found = corners.map(|(x, y)| at(&picture, x, y)[0]);
    assert_eq!(found, [10, 20, 30, 40]);
}

#[test]
fn what_is_no_picture_or_too_large_a_one_is_refused() {
    let good = png(png::ColorType::Rgba, 8);
    assert_eq!(SealImage::from_png(b"no"), Err(ImageError::Unreadable));
    for length in 0..good.len() - 12 {
        assert!(SealImage::from_png(&good[..length]).is_err());
    }
    let sized = |width: u32, height: u32| {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(png::ColorType::GrayscaleAlpha);
        let mut writer = encoder.write_header().unwrap();
        writer
            .write_image_data(&vec![0; (width * height * 2) as usize])
            .unwrap();
        writer.finish().unwrap();
        file
    };
    assert_eq!(
        SealImage::from_png(&sized(4001, 300)),
        Err(ImageError::TooLarge)
    );
    assert_eq!(
        SealImage::from_png(&sized(2900, 2900)),
        Err(ImageError::TooLarge)
    );
    assert_eq!(
        SealImage::from_png(&sized(300, 9)),
        Err(ImageError::TooNarrow)
    );
    assert_eq!(
        SealImage::from_png(&sized(30, 9)),
        Err(ImageError::Invisible)
    );
    assert_eq!(
        SealImage::from_png(&vec![0; 9 * 1024 * 1024]),
        Err(ImageError::TooLarge)
    );
}

#[test]
fn a_picture_of_a_page_is_bounded_and_what_is_no_pdf_is_said_to_be_none() {
    let seal = seal(SealDesign::Round(Ring::Single), 20.0, "森");
    let pages = PagePictures::open(Arc::new(seal.preview().unwrap())).unwrap();
    assert_eq!(pages.count(), 1);
    let size = pages.size(0).unwrap();
    assert!((size.width - 56.69).abs() < 0.01 && (size.height - 56.69).abs() < 0.01);
    for width in [0, 8_193, u32::MAX] {
        let refused = pages.render(0, width, Paper::White);
        assert_eq!(refused, Err(RenderError::Size));
    }
    assert_eq!(pages.size(1), Err(RenderError::NoPage { index: 1 }));
    let picture = pages.render(0, 333, Paper::White).unwrap();
    assert_eq!((picture.width, picture.height), (333, 333));
    let garbage = Arc::new(b"%PDF-1.7 and nothing".to_vec());
    assert!(matches!(
        PagePictures::open(garbage),
        Err(RenderError::NotPdf)
    ));
}

/// Forms of public offices often name MS-Mincho and do not contain it.
#[test]
fn japanese_text_in_a_font_that_the_file_lacks_is_shown_in_the_bundled_one() {
    let reference = |number| Object::Reference(ObjectId::new(number));
    let dictionary = |entries: Vec<(&str, Object)>| {
        let start = Dictionary::new();
        entries
            .into_iter()
            .fold(start, |all, (key, value)| all.with(key, value))
    };
    let name = |it| Object::name(it);
    let collection = dictionary(vec![
        ("Registry", Object::String(b"Adobe".to_vec())),
        ("Ordering", Object::String(b"Japan1".to_vec())),
        ("Supplement", Object::Integer(2)),
    ]);
    let content = b"BT /F 40 Tf 10 10 Td <8F9096BC> Tj ET".to_vec(); // Shift_JIS
    let fonts = dictionary(vec![("F", reference(5))]);
    let resources = dictionary(vec![("Font", Object::Dictionary(fonts))]);
    let sides = [0, 0, 100, 50].map(Object::Integer).to_vec();
    let objects = [
        dictionary(vec![("Type", name("Catalog")), ("Pages", reference(2))]),
        dictionary(vec![
            ("Type", name("Pages")),
            ("Kids", Object::Array(vec![reference(3)])),
            ("Count", Object::Integer(1)),
        ]),
        dictionary(vec![
            ("Type", name("Page")),
            ("Parent", reference(2)),
            ("MediaBox", Object::Array(sides)),
            ("Resources", Object::Dictionary(resources)),
            ("Contents", reference(4)),
        ]),
        dictionary(vec![(
            "Length",
            Object::Integer(i64::try_from(content.len()).unwrap()),
        )]),
        dictionary(vec![
            ("Type", name("Font")),
            ("Subtype", name("Type0")),
            ("BaseFont", name("MS-Mincho")),
            ("Encoding", name("90ms-RKSJ-H")),
            ("DescendantFonts", Object::Array(vec![reference(6)])),
        ]),
        dictionary(vec![
            ("Type", name("Font")),
            ("Subtype", name("CIDFontType2")),
            ("BaseFont", name("MS-Mincho")),
            ("CIDSystemInfo", Object::Dictionary(collection)),
        ]),
    ];
    let mut numbered: BTreeMap<u32, Object> = (1..).zip(objects.map(Object::Dictionary)).collect();
    if let Some(Object::Dictionary(dictionary)) = numbered.remove(&4) {
        let data = StreamData::Owned(content);
        numbered.insert(4, Object::Stream(Stream { dictionary, data }));
    }
    let shown = picture(new_file(&numbered, 1, None), 200, Paper::Transparent);
    for half in [[0.1, 0.1, 0.5, 0.9], [0.5, 0.1, 0.9, 0.9]] {
        let ink = ink(&shown, half);
        assert!((0.1..0.6).contains(&ink), "no kanji: {ink}");
    }
}

fn report() -> TextReport {
    let field = |label: &str, value: &str| Block::Field {
        label: label.to_owned(),
        value: value.to_owned(),
    };
    let mut blocks = vec![Block::Notice("失効確認：未実施".to_owned())];
    for number in 1..12 {
        blocks.push(Block::Heading(format!("署名 {number}")));
        blocks.push(field("署名者", "習志野\u{3000}花子 \u{20BB7}"));
        blocks.push(field("SHA-256", &"0123456789abcdef".repeat(4)));
        blocks.push(Block::Paragraph("署名を確認した結果です。".repeat(12)));
    }
    TextReport {
        title: "電子署名の確認結果".to_owned(),
        language: "ja".to_owned(),
        footer: "Inkan".to_owned(),
        blocks,
    }
}

#[test]
fn a_report_is_the_same_every_time_and_every_page_renders() {
    let pdf = report().to_pdf().unwrap();
    assert_eq!(pdf, report().to_pdf().unwrap());
    let pages = PagePictures::open(Arc::new(pdf)).unwrap();
    assert!(pages.count() > 1);
    for index in 0..pages.count() {
        let picture = pages.render(index, 600, Paper::White).unwrap();
        assert_eq!((picture.width, picture.height), (600, 849));
        assert!(!picture.incomplete);
        // Nothing in the margins.
        for row in 0..100 {
            for x in [0.03, 0.06, 0.94, 0.97] {
                assert_eq!(at(&picture, x, row as f32 / 100.0), [255; 4]);
            }
        }
    }
    let empty = TextReport::default().to_pdf().unwrap();
    assert_eq!(PagePictures::open(Arc::new(empty)).unwrap().count(), 1);
}

#[cfg(target_os = "linux")]
mod other_programs {
    use std::process::Command;

    use super::*;

    /// What a program prints about a file.
    fn asked(program: &str, options: &[&str], pdf: &[u8], after: &[&str]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("it.pdf");
        std::fs::write(&path, pdf).unwrap();
        let output = Command::new(program)
            .args(options)
            .arg(&path)
            .args(after)
            .output()
            .unwrap_or_else(|error| panic!("{program} must be installed for the tests: {error}"));
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{program}: {output:?}");
        said
    }

    #[test]
    fn poppler_finds_every_word_of_a_seal_and_qpdf_has_no_complaint() {
        for name in NAMES {
            for seal in designs(12.0, name) {
                let pdf = seal.preview().unwrap();
                let text = asked("pdftotext", &[], &pdf, &["-"]);
                let squeeze = |text: &str| text.split_whitespace().collect::<String>();
                // A date stamp without a caption tells the parts of a name apart.
                assert!(squeeze(&text).contains(&squeeze(name)), "{name}: {text}");
                if let Some(date) = &seal.text.date {
                    assert!(text.contains(date.as_str()), "{text}");
                }
                let said = asked("qpdf", &["--check"], &pdf, &[]);
                assert!(
                    said.contains("No syntax or stream encoding errors"),
                    "{said}"
                );
            }
        }
    }

    #[test]
    fn poppler_shows_a_seal_on_a_turned_page_as_the_preview_does() {
        let seal = dated(seal(SealDesign::Round(Ring::Single), 30.0, "山田"));
        let expected = preview_by_poppler(&seal.preview().unwrap());
        for rotation in [Rotation::Quarter, Rotation::Half, Rotation::ThreeQuarters] {
            let extent = seal.extent();
            let (width, height) = (f64::from(extent.width), f64::from(extent.height));
            let visible = PageBox {
                left: 20.0,
                bottom: -10.0,
                right: 20.0 + width,
                top: height - 10.0,
            };
            let view = PageView {
                visible,
                rotation,
                user_unit: 1.0,
            };
            let rect = view.place(Point { x: 0.0, y: 0.0 }, extent);
            let shown = preview_by_poppler(&page_with(&seal, view, rect));
            let differing = expected
                .iter()
                .zip(&shown)
                .filter(|(a, b)| a.abs_diff(**b) > 128)
                .count();
            assert_eq!(expected.len(), shown.len());
            assert!(differing * 50 < expected.len(), "{rotation:?}: {differing}");
        }
    }

    /// The grey values of the page.
    fn preview_by_poppler(pdf: &[u8]) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("it.pdf");
        std::fs::write(&path, pdf).unwrap();
        let output = Command::new("pdftoppm")
            .args(["-gray", "-cropbox", "-scale-to", "200", "-singlefile"])
            .arg(&path)
            .output()
            .expect("pdftoppm must be installed for the tests");
        assert!(output.status.success(), "{output:?}");
        output.stdout
    }

    #[test]
    fn a_report_has_its_title_its_text_in_order_and_page_numbers() {
        let pdf = report().to_pdf().unwrap();
        let said = asked("qpdf", &["--check"], &pdf, &[]);
        assert!(
            said.contains("No syntax or stream encoding errors"),
            "{said}"
        );
        let about = asked("pdfinfo", &[], &pdf, &[]);
        assert!(about.contains("電子署名の確認結果"), "{about}");
        let tagged = about.lines().find(|line| line.starts_with("Tagged:"));
        assert!(tagged.is_some_and(|line| line.ends_with("yes")), "{about}");
        let text = asked("pdftotext", &["-layout"], &pdf, &["-"]);
        let place = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word}: {text}"));
        assert!(place("失効確認：未実施") < place("署名 1"));
        assert!(place("習志野") < place("署名 2"));
        assert!(text.contains("\u{3013}[U+20BB7]"), "{text}");
        let pages = about.lines().find_map(|line| line.strip_prefix("Pages:"));
        let pages = pages.unwrap().trim();
        assert!(
            text.replace(' ', "").contains(&format!("{pages}/{pages}")),
            "{text}"
        );
    }
}
