//! Large documents and the same noise every time, for tests and measurements. Nothing secret: anybody
//! could guess it.

use std::{
    fs::File,
    io::{BufWriter, Seek, SeekFrom, Write},
    path::Path,
};

pub const MIB: usize = 1 << 20;

/// Steele, Lea and Flood's `SplitMix64`: enough for noise and for choosing moments, repeatable.
pub struct Noise(pub u64);

impl Noise {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to 1.
    pub fn share(&mut self) -> f64 {
        let bits = u32::try_from(self.next() >> 32).expect("half");
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    pub fn bytes(&mut self, len: usize) -> Vec<u8> {
        let words = std::iter::repeat_with(|| self.next().to_le_bytes());
        words.flatten().take(len).collect()
    }
}

/// A file of so many MiB of noise, the same in each.
pub fn write_noise(path: &Path, mib: usize) {
    let piece = Noise(1).bytes(MIB);
    let mut file = File::create(path).expect("made");
    for _ in 0..mib {
        file.write_all(&piece).expect("written");
    }
}

/// A file of so many MiB that takes no room on the disk.
pub fn write_hollow(path: &Path, mib: u64) {
    let file = File::create(path).expect("made");
    file.set_len(mib << 20).expect("sized");
}

/// A PDF as a scanner makes it: so many pages, each a picture of `picture` bytes.
pub fn write_scan(path: &Path, pages: usize, picture: usize) {
    let piece = Noise(2).bytes(picture);
    write_pdf(path, pages, picture, |file| {
        file.write_all(&piece).expect("written");
    });
}

/// A PDF of one page, whose picture has so many MiB and takes no room on the disk.
pub fn write_hollow_pdf(path: &Path, mib: usize) {
    write_pdf(path, 1, mib * MIB, |file| {
        let len = i64::try_from(mib * MIB).expect("fits");
        file.seek(SeekFrom::Current(len)).expect("sought");
    });
}

fn write_pdf(
    path: &Path,
    pages: usize,
    picture: usize,
    mut write_picture: impl FnMut(&mut BufWriter<File>),
) {
    let mut file = BufWriter::new(File::create(path).expect("made"));
    let mut places = Vec::new();
    let mut put = |file: &mut BufWriter<File>, text: String, picture: bool| {
        places.push(file.stream_position().expect("known"));
        let number = places.len();
        write!(file, "{number} 0 obj\n{text}").expect("written");
        if picture {
            write_picture(file);
            write!(file, "\nendstream").expect("written");
        }
        write!(file, "\nendobj\n").expect("written");
    };
    file.write_all(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
        .expect("written");
    let first = |page: usize| 3 + 3 * page;
    let kids: Vec<String> = (0..pages)
        .map(|page| format!("{} 0 R", first(page)))
        .collect();
    let kids = kids.join(" ");
    put(&mut file, "<</Type/Catalog/Pages 2 0 R>>".to_owned(), false);
    let tree = format!("<</Type/Pages/Count {pages}/Kids[{kids}]>>");
    put(&mut file, tree, false);
    for page in 0..pages {
        let (content, image) = (first(page) + 1, first(page) + 2);
        let leaf = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R\
             /Resources<</XObject<</I {image} 0 R>>>>>>"
        );
        put(&mut file, leaf, false);
        let drawing = "q 595 0 0 842 0 0 cm /I Do Q";
        let drawing = format!("<</Length {}>>stream\n{drawing}\nendstream", drawing.len());
        put(&mut file, drawing, false);
        let dictionary = format!(
            "<</Type/XObject/Subtype/Image/Width 1024/Height {}/ColorSpace/DeviceGray\
             /BitsPerComponent 8/Length {picture}>>stream\n",
            picture / 1024
        );
        put(&mut file, dictionary, true);
    }
    let start = file.stream_position().expect("known");
    let size = places.len() + 1;
    write!(file, "xref\n0 {size}\n0000000000 65535 f \n").expect("written");
    for place in places {
        writeln!(file, "{place:010} 00000 n ").expect("written");
    }
    let trailer = format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.write_all(trailer.as_bytes()).expect("written");
    file.flush().expect("written");
}
