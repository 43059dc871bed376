//! Builds PDFs of several revisions, byte by byte under control, and signs them with a throw-away key:
//! the honest documents that the attacks start from.

use std::{collections::BTreeMap, sync::LazyLock};

use inkan::core::{
    cert::TrustStore,
    sign::{ContentDigest, SignerCertificates, prepare},
    verify::{DigestAlgorithm, Report, Verdict, pdf},
};
use jiff::Timestamp;

use crate::cms::pki::{Issuer, Key, Person};

pub struct Scene {
    pub person: Person,
    pub other: Person,
    pub trust: TrustStore,
}

pub static SCENE: LazyLock<Scene> = LazyLock::new(|| {
    let issuer = Issuer::new();
    Scene {
        person: issuer.person(2, Key::p256()),
        other: issuer.person(3, Key::p256()),
        trust: issuer.trust(),
    }
});

pub fn now() -> Timestamp {
    "2026-11-23T13:00:00+09:00".parse().unwrap()
}

pub fn judge(bytes: &[u8]) -> Result<Report, pdf::PdfVerifyError> {
    pdf::verify(&bytes, &SCENE.trust, now(), &mut || true)
}

pub fn verdict(bytes: &[u8]) -> Verdict {
    judge(bytes).map_or(Verdict::Unreadable, |report| report.verdict())
}

/// `good earlier-revision signatures-only; good whole-document none`
pub fn lines(bytes: &[u8]) -> String {
    match judge(bytes) {
        Err(error) => format!("{error}"),
        Ok(report) => {
            let lines = report.signatures.iter().map(|it| {
                format!(
                    "{} {} {}",
                    it.verdict().name(),
                    it.coverage.name(),
                    it.changes_after.name()
                )
            });
            lines.collect::<Vec<_>>().join("; ")
        }
    }
}

/// A document as it is, and what its objects are.
#[derive(Clone)]
pub struct Doc {
    pub bytes: Vec<u8>,
    pub objects: BTreeMap<u32, String>,
    /// Where each object is now.
    pub places: BTreeMap<u32, usize>,
    /// Where the newest section is.
    pub xref: usize,
    pub size: u32,
}

/// How the end of a revision is written.
#[derive(Clone)]
pub struct Tail {
    pub root: &'static str,
    /// More of the trailer.
    pub extra: String,
    /// Where the section before is said to be.
    pub prev: Option<usize>,
    /// Objects that no section names.
    pub unlisted: Vec<u32>,
    /// Rows of their own.
    pub rows: Vec<(u32, String)>,
    pub table: bool,
    pub trailer: bool,
    pub startxref: bool,
    pub eof: bool,
}

impl Default for Tail {
    fn default() -> Self {
        Self {
            root: "1 0 R",
            extra: INFO_AND_ID.to_owned(),
            prev: None,
            unlisted: Vec::new(),
            rows: Vec::new(),
            table: true,
            trailer: true,
            startxref: true,
            eof: true,
        }
    }
}

pub const INFO_AND_ID: &str = "/Info 19 0 R /ID [<0102> <0102>]";

pub fn row(place: usize) -> String {
    format!("{place:010} 00000 n")
}

impl Doc {
    /// Two pages, a form with a text field, a box to tick and an empty signature field, a layer, a
    /// remark; and what a forger has laid ready in it without anyone seeing it (20 to 25).
    pub fn plain() -> Self {
        Self::new(&PLAIN)
    }

    /// The least that can be signed.
    pub fn small() -> Self {
        Self::new(&[
            (1, "<</Type /Catalog /Pages 2 0 R /AcroForm 5 0 R>>"),
            (2, "<</Type /Pages /Kids [3 0 R] /Count 1>>"),
            (
                3,
                "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <<>> /Annots []/Marks 0>>",
            ),
            (5, "<</Fields [] /SigFlags 0>>"),
            (19, "<<>>"),
        ])
    }

    pub fn new(objects: &[(u32, &str)]) -> Self {
        let empty = Self {
            bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            objects: BTreeMap::new(),
            places: BTreeMap::new(),
            xref: 0,
            size: 0,
        };
        empty.append(objects)
    }

    pub fn object(&self, number: u32) -> &str {
        &self.objects[&number]
    }

    /// The object with something in it replaced, which must be there.
    pub fn with(&self, number: u32, from: &str, to: &str) -> String {
        let object = self.object(number);
        assert!(object.contains(from), "{object} has no {from}");
        object.replacen(from, to, 1)
    }

    /// A revision as the standard has it.
    pub fn append<S: AsRef<str>>(&self, objects: &[(u32, S)]) -> Self {
        self.append_with(objects, &Tail::default())
    }

    pub fn append_with<S: AsRef<str>>(&self, objects: &[(u32, S)], tail: &Tail) -> Self {
        let mut doc = self.clone();
        let mut rows: BTreeMap<u32, String> = BTreeMap::new();
        for (number, object) in objects {
            doc.size = doc.size.max(number + 1);
            doc.objects.insert(*number, object.as_ref().to_owned());
            doc.places.insert(*number, doc.bytes.len());
            if !tail.unlisted.contains(number) {
                rows.insert(*number, row(doc.bytes.len()));
            }
            let text = format!("{number} 0 obj\n{}\nendobj\n", object.as_ref());
            doc.bytes.extend_from_slice(text.as_bytes());
        }
        let mut listed: Vec<(u32, String)> = rows.into_iter().collect();
        listed.extend(tail.rows.iter().cloned());
        let first = self.size == 0;
        if first {
            listed.insert(0, (0, "0000000000 65535 f".to_owned()));
        }
        doc.xref = doc.bytes.len();
        let mut end = String::new();
        if tail.table {
            end.push_str("xref\n");
            for (number, row) in listed {
                end.push_str(&format!("{number} 1\n{row} \n"));
            }
        }
        if tail.trailer {
            let prev = match tail.prev {
                _ if first => String::new(),
                prev => format!("/Prev {}", prev.unwrap_or(self.xref)),
            };
            end.push_str(&format!(
                "trailer\n<</Size {} /Root {} {prev} {}>>\n",
                doc.size, tail.root, tail.extra
            ));
        }
        if tail.startxref {
            end.push_str(&format!("startxref\n{}\n", doc.xref));
        }
        if tail.eof {
            end.push_str("%%EOF\n");
        }
        doc.bytes.extend_from_slice(end.as_bytes());
        doc
    }

    /// The same revision, written with a cross-reference stream, and `contained` in an object stream.
    pub fn append_streams(&self, objects: &[(u32, String)], contained: &[(u32, String)]) -> Self {
        let mut doc = self.clone();
        let mut rows: BTreeMap<u32, [u8; 6]> = BTreeMap::new();
        let mut objects = objects.to_vec();
        let next = objects
            .iter()
            .chain(contained)
            .map(|(number, _)| number + 1)
            .fold(doc.size, u32::max);
        if !contained.is_empty() {
            let (mut head, mut data) = (String::new(), String::new());
            for (index, (number, object)) in (0_u8..).zip(contained) {
                head.push_str(&format!("{number} {} ", data.len()));
                data.push_str(object);
                data.push(' ');
                let [.., a, b, c, d] = u64::from(next).to_be_bytes();
                rows.insert(*number, [2, a, b, c, d, index]);
            }
            let entries = format!("/Type /ObjStm /N {} /First {}", contained.len(), head.len());
            objects.push((next, stream(&entries, &format!("{head}{data}"))));
        }
        doc.size = next + 2;
        for (number, object) in &objects {
            let [.., a, b, c, d] = doc.bytes.len().to_be_bytes();
            rows.insert(*number, [1, a, b, c, d, 0]);
            let text = format!("{number} 0 obj\n{object}\nendobj\n");
            doc.bytes.extend_from_slice(text.as_bytes());
        }
        doc.xref = doc.bytes.len();
        let [.., a, b, c, d] = doc.xref.to_be_bytes();
        rows.insert(next + 1, [1, a, b, c, d, 0]);
        let index: Vec<String> = rows.keys().map(|number| format!("{number} 1")).collect();
        let data = rows
            .values()
            .flatten()
            .fold(String::new(), |text, byte| format!("{text}{byte:02X}"));
        let entries = format!(
            "/Type /XRef /W [1 4 1] /Index [{}] /Size {} /Root 1 0 R /Prev {} /Filter /ASCIIHexDecode {INFO_AND_ID}",
            index.join(" "),
            doc.size,
            self.xref,
        );
        let text = format!(
            "{} 0 obj\n{}\nendobj\nstartxref\n{}\n%%EOF\n",
            next + 1,
            stream(&entries, &format!("{data}>")),
            doc.xref
        );
        doc.bytes.extend_from_slice(text.as_bytes());
        doc
    }

    /// Signs: field 30 and signature 31, or the next free numbers.
    pub fn sign(&self) -> Self {
        self.sign_as(&SCENE.person, "")
    }

    /// With more in the signature dictionary.
    pub fn sign_as(&self, person: &Person, more: &str) -> Self {
        let (field, value) = self.next_pair();
        let widget = format!(
            "<</FT /Sig /T (Signature{field}) /V {value} 0 R /Type /Annot /Subtype /Widget /Rect [0 0 0 0] /F 132 /P 3 0 R>>"
        );
        self.sign_with(person, &widget, more, &[])
    }

    pub fn next_pair(&self) -> (u32, u32) {
        let field = self.size.max(30);
        (field, field + 1)
    }

    /// Signs with a new field that is written so, and other objects along.
    pub fn sign_with(
        &self,
        person: &Person,
        widget: &str,
        more: &str,
        others: &[(u32, String)],
    ) -> Self {
        let (field, value) = self.next_pair();
        let form = self
            .with(5, "]", &format!(" {field} 0 R]"))
            .replace("/SigFlags 0", "/SigFlags 3");
        let page = self.with(3, "]/Marks", &format!(" {field} 0 R]/Marks"));
        let mut objects = vec![
            (3, page),
            (5, form),
            (field, widget.to_owned()),
            (value, signature_dictionary(more)),
        ];
        objects.extend_from_slice(others);
        self.seal(&objects, person)
    }

    /// Signs the empty field that is there.
    pub fn sign_prepared(&self, person: &Person) -> Self {
        let (_, value) = self.next_pair();
        let field = self.with(16, "/FT /Sig", &format!("/FT /Sig /V {value} 0 R"));
        self.seal(&[(16, field), (value, signature_dictionary(""))], person)
    }

    /// Appends a revision with a signature dictionary in it, and fills that in.
    pub fn seal(&self, objects: &[(u32, String)], person: &Person) -> Self {
        let mut doc = self.append(objects);
        fill_in(&mut doc.bytes, self.bytes.len(), person);
        doc
    }
}

const ROOM: usize = 2048;

pub fn signature_dictionary(more: &str) -> String {
    format!(
        "<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /M (D:20261122130000+09'00') {more} /ByteRange [0 ########## ########## ##########] /Contents <{}>>>",
        "0".repeat(2 * ROOM)
    )
}

/// Where the contents of the signature lie that was written after `from`.
pub fn contents(bytes: &[u8], from: usize) -> std::ops::Range<usize> {
    let start = find(bytes, b"/Contents <", from) + b"/Contents ".len();
    let end = find(bytes, b">", start) + 1;
    start..end
}

pub fn find(bytes: &[u8], what: &[u8], from: usize) -> usize {
    let found = bytes[from..].windows(what.len()).position(|it| it == what);
    from + found.unwrap_or_else(|| panic!("no {}", String::from_utf8_lossy(what)))
}

/// Writes the range and the signature over what keeps their place.
pub fn fill_in(bytes: &mut [u8], from: usize, person: &Person) {
    let gap = contents(bytes, from);
    let range = find(bytes, b"[0 #", from);
    let len = find(bytes, b"]", range) + 1 - range;
    let text = format!("[0 {} {} {}", gap.start, gap.end, bytes.len() - gap.end);
    let text = format!("{text:<width$}]", width = len - 1);
    bytes[range..range + len].copy_from_slice(text.as_bytes());
    let signed = [&bytes[..gap.start], &bytes[gap.end..]].concat();
    let cms = cms(&signed, person);
    let digits = cms
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    assert!(cms.len() <= ROOM, "{}", cms.len());
    bytes[gap.start + 1..gap.start + 1 + digits.len()].copy_from_slice(digits.as_bytes());
}

pub fn cms(signed: &[u8], person: &Person) -> Vec<u8> {
    let certificates = SignerCertificates {
        signer: &person.certificate,
        issuer: None,
    };
    let digest = ContentDigest::of(DigestAlgorithm::Sha256, signed);
    let prepared = prepare(&digest, certificates, now()).unwrap();
    let answer = person.key.card_signs(prepared.to_sign());
    prepared.finish(&answer).unwrap()
}

pub fn stream(entries: &str, data: &str) -> String {
    format!(
        "<<{entries} /Length {}>>\nstream\n{data}\nendstream",
        data.len()
    )
}

const PLAIN: [(u32, &str); 25] = [
    (
        1,
        "<</Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /OpenAction [3 0 R /Fit] /OCProperties <</OCGs [13 0 R] /D <</OFF [13 0 R]>>>>>>",
    ),
    (2, "<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2>>"),
    (
        3,
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 7 0 R /Contents 6 0 R /Annots [10 0 R 11 0 R 15 0 R 16 0 R]/Marks 0>>",
    ),
    (
        4,
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 7 0 R /Contents 9 0 R>>",
    ),
    (
        5,
        "<</Fields [10 0 R 11 0 R 16 0 R] /DR <</Font <</Helv 8 0 R>>>> /DA (/Helv 12 Tf 0 g) /SigFlags 0>>",
    ),
    (
        6,
        "<</Length 87>>\nstream\nBT /F1 24 Tf 72 720 Td (Pay 100 yen) Tj ET /OC /Hidden BDC /Im Do EMC 1 0 0 1 0 0 cm %%\nendstream",
    ),
    (
        7,
        "<</Font <</F1 8 0 R>> /Properties <</Hidden 13 0 R>> /XObject <</Im 14 0 R>>>>",
    ),
    (8, "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"),
    (
        9,
        "<</Length 43>>\nstream\nBT /F1 24 Tf 72 720 Td (Second page) Tj  ET\nendstream",
    ),
    (
        10,
        "<</FT /Tx /T (amount) /V (100) /Type /Annot /Subtype /Widget /Rect [72 600 200 620] /P 3 0 R /DA (/Helv 12 Tf 0 g) /AP <</N 12 0 R>>>>",
    ),
    (
        11,
        "<</FT /Btn /T (agree) /V /Off /AS /Off /Type /Annot /Subtype /Widget /Rect [72 560 90 578] /P 3 0 R /AP <</N <</Yes 17 0 R /Off 18 0 R>>>>>>",
    ),
    (
        12,
        "<</Type /XObject /Subtype /Form /BBox [0 0 128 20] /Resources 7 0 R /Length 39>>\nstream\nBT /F1 12 Tf 2 5 Td (one hundred) Tj ET\nendstream",
    ),
    (13, "<</Type /OCG /Name (Hidden)>>"),
    (
        14,
        "<</Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources 7 0 R /Length 51>>\nstream\n1 1 1 rg 60 700 400 60 re f 0 g BT /F1 24 Tf 72  ET\nendstream",
    ),
    (
        15,
        "<</Type /Annot /Subtype /FreeText /Rect [300 700 400 720] /Contents (a remark) /DA (/Helv 9 Tf) /P 3 0 R>>",
    ),
    (
        16,
        "<</FT /Sig /T (Prepared) /Type /Annot /Subtype /Widget /Rect [300 100 400 150] /F 4 /P 3 0 R>>",
    ),
    (
        17,
        "<</Type /XObject /Subtype /Form /BBox [0 0 18 18] /Length 23>>\nstream\n0 0 m 18 18 l S 0 g n n\nendstream",
    ),
    (
        18,
        "<</Type /XObject /Subtype /Form /BBox [0 0 18 18] /Length 5>>\nstream\n0 g n\nendstream",
    ),
    (19, "<</Title (A contract) /ModDate (D:20261122120000Z)>>"),
    (
        20,
        "<</Length 44>>\nstream\nBT /F1 24 Tf 72 720 Td (Pay 999999 yen)Tj ET\nendstream",
    ),
    (21, "<</Type /Catalog /Pages 22 0 R /AcroForm 5 0 R>>"),
    (22, "<</Type /Pages /Kids [23 0 R] /Count 1>>"),
    (
        23,
        "<</Type /Page /Parent 22 0 R /MediaBox [0 0 595 842] /Resources 7 0 R /Contents 20 0 R /Annots [10 0 R]/Marks 0>>",
    ),
    (
        24,
        "<</Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats>>",
    ),
    (25, "<</S /JavaScript /JS (app.alert\\(1\\))>>"),
];
