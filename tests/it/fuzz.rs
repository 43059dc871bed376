//! The fuzz targets (`tests/fuzz`) on stable Rust: every seed, and small changes of each, always the same
//! ones, through the same functions. What long runs of the fuzzers found has a test here or beside what it
//! was in.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use inkan::{
    core::{
        apdu::{Command, Response},
        jpki::{CardChannel, ChannelError},
        pdf::{PdfError, PdfFile},
        sign::{
            PdfProfile,
            pdf::{PdfRequest, prepare_update},
        },
    },
    sim::{Profile, SimCard},
};
use jiff::{Timestamp, civil::date};

#[path = "../fuzz/src/entries/mod.rs"]
mod entries;

/// A line of `targets.txt`.
struct Target {
    name: String,
    longest: usize,
    words: Vec<Vec<u8>>,
    seeds: Vec<Vec<u8>>,
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz")
}

fn table() -> Vec<Vec<String>> {
    let table = fs::read_to_string(home().join("targets.txt")).expect("the targets");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| row.split(' ').map(str::to_owned).collect())
        .collect()
}

impl Target {
    fn named(name: &str) -> Self {
        let row = table()
            .into_iter()
            .find(|row| row[0] == name)
            .expect("a target");
        let longest = row[1].parse().expect("a length");
        let mut files: Vec<PathBuf> = row[3..]
            .iter()
            .flat_map(|folder| files_in(folder))
            .collect();
        files.sort();
        let seeds = files.iter().map(|file| fs::read(file).expect("a seed"));
        Self {
            name: name.to_owned(),
            longest,
            words: words(&row[2]),
            seeds: seeds.filter(|seed| seed.len() <= longest).collect(),
        }
    }

    /// Every seed, and as many changed ones as `changed`, evenly from all of them.
    fn replay(&self, entry: fn(&[u8]), changed: usize) {
        assert!(!self.seeds.is_empty(), "{}", self.name);
        for seed in &self.seeds {
            entry(seed);
        }
        let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
        for number in 0..changed {
            let mut input = self.seeds[number % self.seeds.len()].clone();
            for _ in 0..=chance.below(4) {
                self.change(&mut input, &mut chance);
            }
            input.truncate(self.longest);
            entry(&input);
        }
    }

    /// What libFuzzer does to an input, in small.
    fn change(&self, input: &mut Vec<u8>, chance: &mut Chance) {
        let at = chance.below(input.len() + 1);
        let end = at + chance.below((input.len() - at).min(64) + 1);
        match chance.below(7) {
            0 => input.truncate(at),
            1 => drop(input.drain(at..end)),
            2 => {
                let again = input[at..end].to_vec();
                input.splice(at..at, again);
            }
            3 if !self.words.is_empty() => {
                let word = &self.words[chance.below(self.words.len())];
                input.splice(at..(at + word.len()).min(input.len()), word.iter().copied());
            }
            4 => {
                let other = &self.seeds[chance.below(self.seeds.len())];
                let from = chance.below(other.len() + 1);
                let part = other[from..].iter().take(chance.below(256)).copied();
                input.splice(at..end, part);
            }
            5 => {
                let odd = [0x00, 0x01, 0x30, 0x7F, 0x80, 0xFF][chance.below(6)];
                input.splice(at..end.min(at + 1), [odd]);
            }
            _ => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
        }
    }
}

/// Takes long by its nature; it has tests of its own.
const BOMB: &str = "bomb.pdf";

fn files_in(folder: &str) -> Vec<PathBuf> {
    let listed = fs::read_dir(home().join(folder)).expect(folder);
    let paths = listed.map(|entry| entry.expect("listed").path());
    paths
        .filter(|path| path.is_file() && !path.ends_with(BOMB))
        .collect()
}

/// The words of a dictionary: one a line between quotes, odd bytes as `\x00`.
fn words(name: &str) -> Vec<Vec<u8>> {
    if name == "-" {
        return Vec::new();
    }
    let path = home().join("dict").join(format!("{name}.dict"));
    let text = fs::read_to_string(path).expect("a dictionary");
    text.lines().map(word).collect()
}

fn word(line: &str) -> Vec<u8> {
    let mut rest = line
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'))
        .expect(line);
    let mut word = Vec::new();
    while let Some(first) = rest.bytes().next() {
        let (byte, length) = match rest.get(..4).and_then(|it| it.strip_prefix("\\x")) {
            Some(digits) => (u8::from_str_radix(digits, 16).expect(line), 4),
            None if first == b'\\' => (rest.as_bytes()[1], 2),
            None => (first, 1),
        };
        word.push(byte);
        rest = &rest[length..];
    }
    word
}

/// Numbers that look like chance and are always the same (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit.max(1)).expect("small")).expect("small")
    }
}

/// A test for each target; the number is of changed inputs, for about a second of an unoptimised build.
macro_rules! smoke {
    ($($target:ident $changed:literal)*) => {
        /// Those that have a test.
        const TESTED: &[&str] = &[$(stringify!($target)),*];
        $(
            #[test]
            fn $target() {
                Target::named(stringify!($target)).replay(entries::$target, $changed);
            }
        )*
    };
}

smoke! {
    apdu_response 50_000
    ber 20_000
    card 4_000
    certificate 4_000
    cms 2_000
    office 1_000
    pdf 300
    pdf_scan 300
    pdf_sign 200
    policy 1_000
    profile 1_000
    settings 2_000
    timestamp 2_000
    vpcd 10_000
    widths 1_000
}

#[test]
fn every_target_is_built_tested_and_described() {
    let read = |file: &str| fs::read_to_string(home().join(file)).expect(file);
    let (manifest, readme) = (read("Cargo.toml"), read("README.md"));
    let listed: BTreeSet<String> = table().into_iter().map(|row| row[0].clone()).collect();
    let tested: BTreeSet<String> = TESTED.iter().map(ToString::to_string).collect();
    assert_eq!(listed, tested);
    let targets = files_in("targets").into_iter();
    let files: BTreeSet<String> = targets
        .map(|file| {
            file.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert_eq!(listed, files);
    for name in &listed {
        assert!(
            manifest.contains(&format!("path = \"targets/{name}.rs\"")),
            "{name}"
        );
        assert!(readme.contains(&format!("\n| `{name}` | ")), "{name}");
        assert!(read(&format!("targets/{name}.rs")).contains(&format!("::{name}(bytes)")));
    }
}

/// Writes down what a card says, as the target `card` reads it.
struct Recorder {
    card: SimCard,
    said: Vec<u8>,
}

impl CardChannel for Recorder {
    fn transmit(&mut self, command: &Command) -> Result<Response, ChannelError> {
        let answer = self.card.answer(&command.encode());
        let length = u16::try_from(answer.len()).expect("a short answer");
        self.said.extend(length.to_be_bytes());
        self.said.extend(&answer);
        Response::decode(&answer).map_err(|_short| ChannelError::Garbled)
    }
}

/// Where the conversation leads with a card that does everything right, and with one whose passwords are
/// wrong. After a change of either, `INKAN_SEEDS=1` writes them anew.
#[test]
fn the_seeds_of_a_conversation_are_what_the_simulated_card_says() {
    for (name, profile, plan) in [
        ("right", "next-generation", entries::card::SIGN),
        ("wrong", "next-generation", entries::card::AUTH),
        (
            "last-try",
            "auth-last-try",
            entries::card::AUTH | entries::card::CONSENT,
        ),
    ] {
        let profile = Profile::built_in(profile).expect("a profile");
        let card = SimCard::new(&profile, date(2026, 11, 23)).expect("a card");
        let mut recorder = Recorder {
            card,
            said: vec![plan],
        };
        entries::card::converse(&mut recorder, plan);
        let file = home().join("seeds/card").join(name);
        if std::env::var_os("INKAN_SEEDS").is_some() {
            fs::write(&file, &recorder.said).expect("writes");
        }
        assert!(
            recorder.said == fs::read(&file).expect("the seed"),
            "{name}"
        );
        entries::card(&recorder.said);
    }
}

/// A file of these objects, numbered from 1; the first is the catalog.
fn file_of(objects: &[&str]) -> Vec<u8> {
    let mut file = "%PDF-1.7\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file += &format!("{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";

/// Number 0 is the head of the free objects: a catalog of that number would be gone once the file is signed.
#[test]
fn an_object_of_number_0_is_none() {
    let pages = "2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n";
    let bytes = format!("%PDF-1.7\n0 0 obj\n{CATALOG}\nendobj\n{pages}trailer\n<</Root 0 0 R>>\n");
    let bytes = bytes.as_bytes();
    assert!(matches!(PdfFile::open(&bytes), Err(PdfError::NoCatalog)));
    entries::pdf_sign(bytes);
}

/// Both sides can be read, and the width is beyond all numbers.
#[test]
fn a_page_of_infinite_width_is_shown_as_one_without_a_size() {
    let far = "9".repeat(308);
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[-{far} 0 {far} 9]>>");
    let bytes = file_of(&[CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", &page]);
    let bytes = bytes.as_slice();
    let file = PdfFile::open(&bytes).expect("opens");
    let page = file.page(0).expect("a page");
    assert_eq!(
        (page.visible.width(), page.visible.height()),
        (595.0, 842.0)
    );
    entries::pdf_scan(bytes);
}

/// A reference to nothing stays one to nothing: else the document would show, once it is signed, what it did
/// not before, such as a page more or the seal elsewhere.
#[test]
fn what_is_added_is_named_by_nothing_that_was_there() {
    for far in [4, 5, 8, 40, 66, 67, 68, 69] {
        let pages = format!("<</Type/Pages/Kids[3 0 R {far} 0 R]/Count 2>>");
        let mut bytes = file_of(&[CATALOG, &pages, "<</Type/Page/Parent 2 0 R>>"]);
        for last in b"\n\t\x0C" {
            bytes.push(*last);
            entries::pdf_sign(&bytes);
            let source = bytes.as_slice();
            let file = PdfFile::open_checked(&source).expect("opens");
            let update = prepare_update(&file, &request()).expect("can be signed");
            let whole = [source, update.tail()].concat();
            let signed = PdfFile::open_sound(&whole).expect("sound");
            assert_eq!(signed.page_count(), Ok(1), "{far}");
        }
    }
}

fn request() -> PdfRequest<'static> {
    PdfRequest {
        profile: PdfProfile::Pkcs7Detached,
        name: None,
        reason: None,
        time: Timestamp::UNIX_EPOCH,
        reserved: 100,
        seal: None,
    }
}

/// The list of annotations was said to be the other page, which was gone once the document was signed.
#[test]
fn what_is_no_list_of_annotations_is_not_made_one() {
    let bytes = file_of(&[
        CATALOG,
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        "<</Type/Page/Parent 2 0 R/Annots 4 0 R>>",
        "<</Type/Page/Parent 2 0 R>>",
    ]);
    let source = bytes.as_slice();
    let file = PdfFile::open_checked(&source).expect("opens");
    assert!(prepare_update(&file, &request()).is_ok());
    entries::pdf_sign(&bytes);
}

/// Refused before the card is asked: what cannot be judged afterwards, and what would have other pages or lose
/// what is in a stream.
#[test]
fn a_document_that_signing_would_spoil_is_refused_beforehand() {
    let page = "<</Type/Page/Parent 2 0 R>>";
    let pages = "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>";
    let unreadable = file_of(&[
        CATALOG,
        pages,
        page,
        "<</Type/Page/Parent 2 0 R/Annots 5 0 R>>",
        "<<)>>",
    ]);
    let kids_as_annotations = file_of(&[
        CATALOG,
        "<</Type/Pages/Kids 4 0 R/Count 1>>",
        "<</Type/Page/Parent 2 0 R/Annots 4 0 R>>",
        "[3 0 R]",
    ]);
    let content_as_form = file_of(&[
        "<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        "<</Length 3>>stream\nq Q\nendstream",
    ]);
    for bytes in [unreadable, kids_as_annotations, content_as_form] {
        let source = bytes.as_slice();
        let file = PdfFile::open_checked(&source).expect("opens");
        assert!(prepare_update(&file, &request()).is_err());
        entries::pdf_sign(&bytes);
    }
}

/// The content that nothing ended was ended by the streams of the seal.
#[test]
fn what_is_added_ends_nothing_that_was_there() {
    let bytes = file_of(&[
        CATALOG,
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        "<</Length 9>>stream\nq Q q Q q Q",
    ]);
    for last in b"\n\t\x0C" {
        entries::pdf_sign(&[&bytes[..], &[*last]].concat());
    }
}

/// Where it lies was looked up within a few bytes: once it was signed, the file was said to be broken.
#[test]
fn an_object_with_much_space_in_its_head_is_where_it_is() {
    let spaces = " ".repeat(60);
    let bytes = format!(
        "%PDF-1.7\n1 0 obj\n{CATALOG}\nendobj\n2 0{spaces}obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n\
         trailer\n<</Root 1 0 R>>\n"
    );
    entries::pdf_sign(bytes.as_bytes());
    entries::pdf_scan(bytes.as_bytes());
}
