//! Documents of more bytes than 32 bits count. Most of each is a hole in the file, and nothing is hashed
//! where counting alone is to be tried.

use std::{
    fs::{self, File},
    io::{Seek, SeekFrom, Write},
    path::Path,
};

use inkan::{
    app::ports::{FileSource, Files},
    core::{
        pdf::PdfFile,
        sign::pdf::{PdfSignError, check_signable},
        verify::SignedDocument,
    },
    platform::files::SystemFiles,
};

use super::{
    Answer,
    cms::{ID_DATA, ID_SIGNED_DATA, SHA_256, least, signer, tlv},
    files::answered,
};
use crate::safety::paper::write_hollow;

const FIVE_GIB: u64 = 5 << 30;
/// A little, whatever the document.
const MOST_KIB: u64 = 64 * 1024;

/// Tag and length of an element of any length.
fn head(tag: u8, len: u64) -> Vec<u8> {
    let bytes = len.to_be_bytes();
    [[tag, 0x88].as_slice(), &bytes].concat()
}

/// A CMS around a hole of so many bytes, all lengths told.
fn write_around(path: &Path, len: u64) {
    let behind = tlv(0x31, &signer(b"\x01"));
    let wrapped = |tag: u8, inside: Vec<u8>, more: u64| {
        let count = u64::try_from(inside.len()).expect("short") + more;
        [head(tag, count), inside].concat()
    };
    let content = wrapped(0xA0, head(0x04, len), len);
    let content = wrapped(0x30, [ID_DATA, &content].concat(), len);
    let after = len + u64::try_from(behind.len()).expect("short");
    let start = [b"\x02\x01\x01".as_slice(), &tlv(0x31, SHA_256), &content].concat();
    let start = wrapped(0xA0, wrapped(0x30, start, after), after);
    let start = wrapped(0x30, [ID_SIGNED_DATA, &start].concat(), after);
    let mut file = File::create(path).expect("made");
    file.write_all(&start).expect("written");
    let hole = i64::try_from(len).expect("fits");
    file.seek(SeekFrom::Current(hole)).expect("sought");
    file.write_all(&behind).expect("written");
}

/// A sound PDF, with a hole of so many bytes before its end.
fn write_pdf(path: &Path, len: u64) {
    let start = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
                 2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
                 3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n";
    let places: Vec<_> = ["1 0 obj", "2 0 obj", "3 0 obj"]
        .map(|it| start.find(it).expect("there"))
        .map(|it| format!("{it:010} 00000 n \n"))
        .into();
    let table = start.len();
    let rows = places.concat();
    let text =
        format!("{start}xref\n0 4\n0000000000 65535 f \n{rows}trailer\n<</Size 4/Root 1 0 R>>\n");
    let mut file = File::create(path).expect("made");
    file.write_all(text.as_bytes()).expect("written");
    let hole = i64::try_from(len).expect("fits");
    file.seek(SeekFrom::Current(hole)).expect("sought");
    write!(file, "\nstartxref\n{table}\n%%EOF\n").expect("written");
}

fn asked(folder: &Path, words: &str) -> Option<Answer> {
    let words: Vec<_> = words.split_whitespace().collect();
    let answer = answered(&words, folder)?;
    println!("{words:?}: {:?}, {} KiB", answer.elapsed, answer.peak_kib);
    assert!(answer.peak_kib < MOST_KIB, "{} KiB", answer.peak_kib);
    Some(answer)
}

#[test]
fn a_cms_around_five_gibibytes_is_read_without_its_content() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("large.p7m");
    write_around(&path, FIVE_GIB);
    let file = SystemFiles.open(&path).expect("opened");
    assert!(file.len() > FIVE_GIB);
    let source = FileSource(file.as_ref());
    let document = SignedDocument::parse_source(&source).expect("read");
    assert_eq!(document.content_len(), Some(FIVE_GIB));
    let mut content = document.content(&source).expect("attached");
    let mut count = 0;
    for _ in 0..1000 {
        let piece = content.next_piece().expect("read").expect("more");
        assert!(piece.iter().all(|byte| *byte == 0));
        count += piece.len();
    }
    assert!(count > 1 << 20, "{count}");
    // One byte less than is told.
    let cut = File::options().write(true).open(&path).expect("opened");
    cut.set_len(file.len() - 1).expect("cut");
    let file = SystemFiles.open(&path).expect("opened");
    assert!(SignedDocument::parse_source(&FileSource(file.as_ref())).is_err());
}

#[test]
fn a_pdf_of_five_gibibytes_is_looked_at_and_one_beyond_the_offsets_is_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    write_pdf(&folder.join("five.pdf"), FIVE_GIB);
    write_pdf(&folder.join("ten.pdf"), 2 * FIVE_GIB);
    let signable = |name: &str| {
        let file = SystemFiles.open(&folder.join(name)).expect("opened");
        let source = FileSource(file.as_ref());
        check_signable(&PdfFile::open_checked(&source).expect("opened"))
    };
    assert_eq!(signable("five.pdf").expect("signable"), 0);
    assert!(matches!(signable("ten.pdf"), Err(PdfSignError::TooLarge)));
    for name in ["five.pdf", "ten.pdf"] {
        let Some(answer) = asked(
            folder,
            &format!("verify --json --config no-settings {name}"),
        ) else {
            return;
        };
        assert_eq!(answer.status, Some(1), "{answer:?}");
        assert!(answer.stdout.contains("\"unsigned\""), "{answer:?}");
    }
    let sign = "--demo sign --json --pin-stdin --config no-settings --format pdf ten.pdf";
    let Some(answer) = asked(folder, sign) else {
        return;
    };
    assert_eq!(answer.status, Some(8), "{answer:?}");
    assert!(answer.stdout.contains("E-DOC-08"), "{answer:?}");
    let names = crate::cli::names_in(folder);
    assert_eq!(names, ["five.pdf", "ten.pdf"], "nothing is left");
}

#[test]
#[ignore = "hashes 4.5 GiB several times: seconds each, minutes where the processor does not help"]
fn what_is_larger_than_32_bits_count_is_signed_and_checked() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    write_hollow(&folder.join("large.bin"), 4608);
    let sign = "--demo sign --json --pin-stdin --config no-settings --format cms large.bin";
    let Some(answer) = asked(folder, sign) else {
        return;
    };
    assert_eq!(answer.status, Some(0), "{answer:?}");
    let check = "--demo verify --json --config no-settings large.bin.p7s";
    let answer = asked(folder, check).expect("as before");
    assert!(
        answer.stdout.contains("\"integrity\":\"intact\""),
        "{answer:?}"
    );
    // Somebody else's signature, and one around as much.
    fs::write(folder.join("large.bin.p7s"), least()).expect("written");
    let answer = asked(folder, check).expect("as before");
    assert_eq!(answer.status, Some(1), "{answer:?}");
    write_around(&folder.join("large.p7m"), FIVE_GIB);
    let answer = asked(folder, "verify --json --config no-settings large.p7m").expect("as before");
    assert_eq!(answer.status, Some(1), "{answer:?}");
}
