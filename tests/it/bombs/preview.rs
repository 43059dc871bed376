//! Pages that would keep a renderer busy for ever, or fill the memory: the process that draws them ends,
//! and the next document is drawn as if nothing had been.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Duration,
};

use inkan::{
    app::ports::PageDrawer,
    core::pdf::render::DrawnPage,
    platform::{clock::Stopwatch, drawer::OtherProcess, files::SystemFiles},
};

use super::pdf::{self, Paper};

/// The drawing process ends itself after five seconds; on a busy machine everything else takes a while, too.
const PATIENCE: Duration = Duration::from_secs(30);

fn drawer() -> OtherProcess {
    let start = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inkan"));
        command.arg("--draw-pages");
        Ok(command)
    };
    OtherProcess::new(Arc::new(SystemFiles), Box::new(start), 256 << 20)
}

fn sound() -> PathBuf {
    crate::judges::fixture("version-1.7.pdf")
}

/// The page, and whatever came of it in good time.
fn drawn(drawer: &mut OtherProcess, path: &Path) -> Option<DrawnPage> {
    let watch = Stopwatch::start();
    let drawn = drawer.draw(path, Some(0), 200);
    let elapsed = watch.elapsed();
    assert!(elapsed < PATIENCE, "{}: {elapsed:?}", path.display());
    drawn
}

fn page(path: &Path, resources: &str, content: &[u8], filter: &str, more: &[(u32, &str, Vec<u8>)]) {
    let mut paper = Paper::new();
    paper.put(1, "<</Type/Catalog/Pages 2 0 R>>");
    paper.put(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>");
    paper.put(
        3,
        &format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<{resources}>>>>"
        ),
    );
    paper.stream(4, filter, content);
    for (number, dictionary, data) in more {
        paper.stream(*number, dictionary, data);
    }
    paper.save(path);
}

/// Lines without end, compressed to almost nothing.
fn endless(path: &Path) {
    let lines = b"0 0 m 500 800 l 300 20 250 700 40 90 c S ".repeat(3_000_000);
    page(path, "", &pdf::deflate(&lines), "/Filter/FlateDecode", &[]);
}

/// A picture of sixty thousand pixels a side.
fn picture(path: &Path) {
    let image = "/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8\
                 /Filter/FlateDecode";
    let content = b"500 0 0 800 0 0 cm /I Do";
    let more = [(5, image, pdf::deflated(1024))];
    page(path, "/XObject<</I 5 0 R>>", content, "", &more);
}

/// Forms that show each other, and each of them two others.
fn forms(path: &Path) {
    let form = |next: u32| {
        let dictionary =
            format!("/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</A {next} 0 R>>>>");
        (dictionary, b"/A Do /A Do".to_vec())
    };
    let forms: Vec<_> = (5..60).map(|number| (number, form(number + 1))).collect();
    let mut more: Vec<(u32, &str, Vec<u8>)> = forms
        .iter()
        .map(|(number, (dictionary, data))| (*number, dictionary.as_str(), data.clone()))
        .collect();
    let last = "/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</A 5 0 R>>>>";
    more.push((60, last, b"0 0 500 800 re f /A Do".to_vec()));
    page(path, "/XObject<</A 5 0 R>>", b"/A Do", "", &more);
}

/// A pattern of tiles that are far smaller than a pixel.
fn tiles(path: &Path) {
    let pattern = "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .0001/YStep .0001\
                   /Resources<<>>";
    let content = b"/Pattern cs /P scn 0 0 595 842 re f";
    let more = [(5, pattern, b"0 0 1 1 re f".to_vec())];
    page(path, "/Pattern<</P 5 0 R>>", content, "", &more);
}

/// Puts a document into its place.
type Maker = fn(&Path);

#[test]
fn a_page_that_is_made_to_last_is_missing_and_nothing_else() {
    let folder = tempfile::tempdir().expect("folder");
    let mut drawer = drawer();
    let makers: [(&str, Maker); 4] = [
        ("endless", endless),
        ("picture", picture),
        ("forms", forms),
        ("tiles", tiles),
    ];
    for (name, make) in makers {
        let path = folder.path().join(name).with_extension("pdf");
        make(&path);
        let bomb = drawn(&mut drawer, &path);
        println!(
            "{name}: {}",
            if bomb.is_some() { "drawn" } else { "not drawn" }
        );
        fs::remove_file(&path).expect("removed");
        let next = drawn(&mut drawer, &sound()).expect("drawn after it");
        assert_eq!(
            (next.page, next.pages, next.image.width),
            (0, 1, 200),
            "{name}"
        );
    }
}

#[test]
fn what_is_no_document_is_not_drawn() {
    let folder = tempfile::tempdir().expect("folder");
    let mut drawer = drawer();
    let path = folder.path().join("a.pdf");
    for bytes in [b"".as_slice(), b"%PDF-1.7\n", &[0; 3000]] {
        fs::write(&path, bytes).expect("written");
        drawer.forget();
        assert_eq!(drawn(&mut drawer, &path), None);
    }
    assert_eq!(drawn(&mut drawer, &folder.path().join("missing.pdf")), None);
    assert_eq!(drawn(&mut drawer, folder.path()), None);
    assert!(drawn(&mut drawer, &sound()).is_some());
}
