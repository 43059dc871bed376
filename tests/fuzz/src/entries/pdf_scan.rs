//! PDFs to be read.

use inkan::core::pdf::{Entry, Health, Object, Parser, PdfFile, StreamData, Token, write_object};

/// Reads whatever calls itself a PDF, object by object: the same at every asking, written and read again
/// the same, and never beyond the file.
pub fn pdf_scan(bytes: &[u8]) {
    syntax(bytes);
    let source = &bytes;
    let sound = PdfFile::open_sound(source);
    if let Ok(file) = &sound {
        assert_eq!(file.health(), Health::Sound);
        assert!(!file.sections().is_empty());
    }
    if let Ok(file) = PdfFile::open_repaired(source) {
        assert_eq!(file.health(), Health::Repaired);
        assert!(file.sections().is_empty());
        scan(&file, bytes);
    }
    let Ok(file) = PdfFile::open_checked(source) else {
        return;
    };
    assert!(PdfFile::open(source).is_ok());
    if file.health() == Health::Sound {
        // Each object that lies in the file by itself begins where it is said to.
        for (number, entry) in file.objects() {
            if let Entry::InFile { offset, generation } = entry {
                let head = Parser::new(&bytes[usize::try_from(offset).expect("in the file")..])
                    .indirect_head()
                    .expect("an object");
                assert_eq!((head.number, head.generation), (number, generation));
            }
        }
    }
    scan(&file, bytes);
}

/// Tokens, up to the first that is none.
fn syntax(bytes: &[u8]) {
    let mut parser = Parser::new(bytes);
    loop {
        let before = parser.position();
        match parser.token() {
            Ok(Token::Value(value)) => survives(&value),
            Ok(_) => {}
            Err(_) => break,
        }
        assert!(before < parser.position() && parser.position() <= bytes.len());
    }
    if let Ok(object) = Parser::new(bytes).object() {
        survives(&object);
    }
}

/// What is written says what was read.
fn survives(object: &Object) {
    let mut written = Vec::new();
    write_object(object, &mut written);
    // A name, a number or a word ends where something else begins.
    written.push(b'\n');
    let read = Parser::new(&written).object();
    assert_eq!(
        read.as_ref(),
        Ok(object),
        "{}",
        String::from_utf8_lossy(&written)
    );
}

fn scan(file: &PdfFile<'_>, bytes: &[u8]) {
    for (number, _) in file.objects().into_iter().take(64) {
        let object = file.get(number);
        assert_eq!(file.get(number), object);
        match object {
            Ok(Object::Stream(stream)) => {
                survives(&Object::Dictionary(stream.dictionary.clone()));
                let StreamData::InFile(range) = &stream.data else {
                    panic!("a stream that was read lies in the file");
                };
                assert!(range.start <= range.end);
                assert!(usize::try_from(range.end).is_ok_and(|end| end <= bytes.len()));
                let raw = file.raw(&stream).expect("in memory");
                assert!(contains(bytes, &raw));
            }
            Ok(object) => survives(&object),
            Err(_) => {}
        }
    }
    let (_, catalog) = file.catalog().expect("looked at when it was opened");
    let _ = file.form();
    let mut pages = 0;
    let walked = file.walk_pages(&mut |page| {
        let [width, height] = [page.visible.width(), page.visible.height()];
        assert!(width.is_finite() && height.is_finite() && width >= 0.0 && height >= 0.0);
        assert!(page.user_unit > 0.0);
        pages += 1;
        Ok(true)
    });
    if walked.is_ok() {
        assert_eq!(file.page_count(), Ok(pages));
        assert!(file.page(pages).is_err());
    }
    if let Ok(fields) = file.fields() {
        let signed = fields.iter().filter(|it| it.signature().is_some());
        assert!(signed.count() <= fields.iter().filter(|it| it.is_signature()).count());
        assert!(fields.is_empty() || catalog.contains("AcroForm"));
    }
}

fn contains(whole: &[u8], part: &[u8]) -> bool {
    part.is_empty() || whole.windows(part.len()).any(|it| it == part)
}
