//! Pictures for a seal that are larger than they look, or no pictures at all.

use std::{fs, path::Path, sync::Arc};

use inkan::{
    app::{
        command::PreviewOrder,
        event::Event,
        worker::preview::{PagesHere, Previewer},
    },
    core::sign::pdf::seal::SealImage,
    platform::files::SystemFiles,
};

use super::{
    files::answered,
    pdf::{deflate, deflated},
};

/// Whether a picture is used or refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Refused,
    Used,
}
use Fate::{Refused, Used};

fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
    let mut sum = flate2::Crc::new();
    sum.update(kind);
    sum.update(data);
    let len = u32::try_from(data.len()).expect("short");
    [
        len.to_be_bytes().as_slice(),
        kind,
        data,
        &sum.sum().to_be_bytes(),
    ]
    .concat()
}

/// Width, height, and the five bytes behind them: bits, kind of colour, two zeros, interlacing.
fn header(width: u32, height: u32, kind: [u8; 5]) -> Vec<u8> {
    let sides = [width, height].map(u32::to_be_bytes).concat();
    chunk(b"IHDR", &[sides.as_slice(), &kind].concat())
}

fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunks.concat(),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

const GREY: [u8; 5] = [8, 0, 0, 0, 0];
const RGBA: [u8; 5] = [8, 6, 0, 0, 0];
const RGBA_16: [u8; 5] = [16, 6, 0, 0, 0];
const RGBA_16_INTERLACED: [u8; 5] = [16, 6, 0, 0, 1];
const PALETTE: [u8; 5] = [8, 3, 0, 0, 0];

fn idat(data: &[u8]) -> Vec<u8> {
    chunk(b"IDAT", data)
}

/// Rows of so many bytes that are all the same, each behind the number of its filter: none.
fn rows(count: usize, len: usize, byte: u8) -> Vec<u8> {
    deflate(&[vec![0], vec![byte; len]].concat().repeat(count))
}

/// A small sound picture with `more` before its pixels.
fn sound_with(more: &[Vec<u8>]) -> Vec<u8> {
    let pixels = idat(&rows(10, 10, 0x80));
    png(&[header(10, 10, GREY), more.concat(), pixels])
}

fn pictures() -> Vec<(&'static str, Vec<u8>, Fate)> {
    let bomb = deflated(1024);
    let named = |name: &[u8], data: &[u8]| [name, data].concat();
    let animated = |frames: u32| {
        let control = |number: u32| {
            let [ten, zero] = [10_u32, 0].map(u32::to_be_bytes);
            let parts = [number.to_be_bytes(), ten, ten, zero, zero, [0, 1, 0, 1]];
            chunk(b"fcTL", &[parts.concat(), vec![0, 0]].concat())
        };
        let start = [frames.to_be_bytes(), [0; 4]].concat();
        [chunk(b"acTL", &start), control(0)].concat()
    };
    vec![
        (
            "sides",
            png(&[header(1 << 31, 1 << 31, RGBA), idat(&bomb)]),
            Refused,
        ),
        (
            "largest-sides",
            png(&[
                header(i32::MAX as u32, i32::MAX as u32, RGBA_16),
                idat(&bomb),
            ]),
            Refused,
        ),
        ("no-sides", png(&[header(0, 0, RGBA), idat(&bomb)]), Refused),
        (
            "60000",
            png(&[header(60_000, 60_000, GREY), idat(&bomb)]),
            Refused,
        ),
        (
            "4000",
            png(&[header(4_000, 4_000, GREY), idat(&bomb)]),
            Refused,
        ),
        (
            "narrow",
            png(&[header(4_000, 1, GREY), idat(&bomb)]),
            Refused,
        ),
        (
            "more-pixels-than-told",
            png(&[header(10, 10, GREY), idat(&bomb)]),
            Used,
        ),
        (
            "fewer-pixels-than-told",
            png(&[header(2_000, 2_000, GREY), idat(&deflated(1))]),
            Refused,
        ),
        (
            "largest",
            png(&[
                header(4_000, 2_000, RGBA_16),
                idat(&rows(2_000, 32_000, 0xFF)),
            ]),
            Used,
        ),
        (
            // Nothing of it shows.
            "largest-interlaced",
            png(&[
                header(4_000, 2_000, RGBA_16_INTERLACED),
                idat(&deflated(62)),
            ]),
            Refused,
        ),
        (
            "text",
            sound_with(&[chunk(b"zTXt", &named(b"a\0\0", &bomb))]),
            Used,
        ),
        (
            "text-of-the-world",
            sound_with(&[chunk(b"iTXt", &named(b"a\0\x01\0\0\0", &bomb))]),
            Used,
        ),
        (
            "profile",
            sound_with(&[chunk(b"iCCP", &named(b"a\0\0", &bomb))]),
            Used,
        ),
        (
            "chunks",
            sound_with(&[chunk(b"tEXt", b"a\0b").repeat(9_000)]),
            Used,
        ),
        (
            "unknown-chunks",
            sound_with(&[chunk(b"aaAa", b"").repeat(600_000)]),
            Refused,
        ),
        (
            "length",
            sound_with(&[b"\x7f\xff\xff\xfftEXta\0b".to_vec()]),
            Refused,
        ),
        (
            "pieces",
            {
                let pieces: Vec<_> = rows(10, 10, 0x80).iter().map(|it| idat(&[*it])).collect();
                png(&[
                    header(10, 10, GREY),
                    idat(&[]).repeat(9_000),
                    pieces.concat(),
                ])
            },
            Used,
        ),
        (
            "many-pieces",
            png(&[header(10, 10, GREY), idat(&[]).repeat(400_000)]),
            Refused,
        ),
        ("animated", sound_with(&[animated(u32::MAX)]), Used),
        (
            "no-palette",
            png(&[header(10, 10, PALETTE), idat(&rows(10, 10, 0xFF))]),
            Refused,
        ),
        (
            "short-palette",
            png(&[
                header(10, 10, PALETTE),
                chunk(b"PLTE", &[1, 2, 3]),
                idat(&rows(10, 10, 0xFF)),
            ]),
            // What is beyond it is black.
            Used,
        ),
        (
            "long-palette",
            png(&[
                header(10, 10, PALETTE),
                chunk(b"PLTE", &[7; 3 << 20]),
                idat(&rows(10, 10, 1)),
            ]),
            Refused,
        ),
        (
            "cut",
            {
                let whole = sound_with(&[]);
                whole[..whole.len() - 20].to_vec()
            },
            Refused,
        ),
        ("nothing", Vec::new(), Refused),
        ("zeros", vec![0; 1 << 20], Refused),
        (
            "too-long",
            vec![0x89; (SealImage::MAX_BYTES + 1).try_into().expect("small")],
            Refused,
        ),
    ]
}

/// What the window's preview makes of it.
fn seen(previewer: &mut Previewer, path: &Path) -> Option<SealImage> {
    let order = PreviewOrder::ReadSealImage(path.to_owned());
    let Some(Event::SealImageRead(_, read)) = previewer.handle(order) else {
        panic!("no answer");
    };
    match read {
        Ok(image) => Some(image),
        Err(failure) => {
            assert_eq!(failure.code(), "E-SIGN-04", "{}", path.display());
            None
        }
    }
}

#[test]
fn every_picture_is_used_or_refused_within_bounds() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    let paper = crate::judges::fixture("version-1.7.pdf");
    fs::copy(paper, folder.join("paper.pdf")).expect("copied");
    let files = Arc::new(SystemFiles);
    let mut previewer = Previewer::new(files.clone(), Box::new(PagesHere::new(files)));
    for (name, bytes, fate) in pictures() {
        let path = folder.join("seal.png");
        fs::write(&path, bytes).expect("written");
        let read = seen(&mut previewer, &path);
        assert_eq!(read.is_some(), fate == Used, "{name}");
        let asked = "--demo sign --json --pin-stdin --config no-settings --format pdf --overwrite \
                     --seal-page 1 --seal seal.png paper.pdf";
        let asked: Vec<_> = asked.split_whitespace().collect();
        let Some(answer) = answered(&asked, folder) else {
            return;
        };
        println!("{name}: {:?}, {} KiB", answer.elapsed, answer.peak_kib);
        match fate {
            Used => assert_eq!(answer.status, Some(0), "{name}: {answer:?}"),
            Refused => {
                assert_eq!(answer.status, Some(8), "{name}: {answer:?}");
                let told = [answer.stdout, answer.stderr].concat();
                assert!(told.contains("E-SIGN-04"), "{name}: {told}");
            }
        }
    }
}
