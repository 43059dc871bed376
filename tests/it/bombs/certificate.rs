//! Certificates with fields of any size, and nobody's signature under them.

use std::{fs, path::Path};

use super::{
    Bomb,
    cms::{CONTENT, RSA, SHA_256, arcs, bomb, document, signer, tlv},
    files::answered,
    folders::is_harmless,
};
use crate::safety::paper::Noise;

macro_rules! of {
    ($name:literal, $change:expr) => {
        bomb($name, |path| by(path, $change))
    };
}

/// Each in the certificate of a signer: a little less than is read of a certificate, or far more.
pub const ALL: &[Bomb] = &[
    of!("certificate-subject", |it| it.subject =
        Some(named(&vec![b'A'; 60_000]))),
    of!("certificate-subject-of-a-mebibyte", |it| {
        it.subject = Some(named(&vec![b'A'; 1 << 20]));
    }),
    of!("certificate-marks", |it| it.subject =
        Some(named(&piled(30_000)))),
    of!("certificate-100000-marks", |it| it.subject =
        Some(named(&piled(100_000)))),
    of!("certificate-5000-names", |it| it.subject =
        Some(names(5_000))),
    of!("certificate-10000-names", |it| it.subject =
        Some(names(10_000))),
    of!("certificate-names-in-one", |it| {
        let one = tlv(0x30, b"\x06\x03\x55\x04\x03\x0c\x01A");
        it.subject = Some(tlv(0x30, &tlv(0x31, &one.repeat(5_000))));
    }),
    of!("certificate-4000-extensions", |it| it.extensions =
        extensions(4_000)),
    of!("certificate-100000-extensions", |it| it.extensions =
        extensions(100_000)),
    of!("certificate-other-names", |it| it.extensions =
        other_names(50_000)),
    of!("certificate-other-names-of-10-mebibytes", |it| it
        .extensions =
        other_names(10 << 20)),
    of!("certificate-many-other-names", |it| {
        let name = tlv(0x82, b"a.example").repeat(5_000);
        it.extensions = extension(b"\x06\x03\x55\x1d\x11", &tlv(0x30, &name));
    }),
    of!("certificate-lists", |it| {
        let place = tlv(0x30, &tlv(0xA0, &tlv(0xA0, &tlv(0x86, b"ldap:a"))));
        it.extensions = extension(b"\x06\x03\x55\x1d\x1f", &tlv(0x30, &place.repeat(4_000)));
    }),
    of!("certificate-policies", |it| {
        let policy = tlv(0x30, b"\x06\x03\x2a\x03\x04");
        it.extensions = extension(b"\x06\x03\x55\x1d\x20", &tlv(0x30, &policy.repeat(8_000)));
    }),
    of!("certificate-serial", |it| it.serial = vec![0x55; 60_000]),
    of!("certificate-serial-of-64-kibibytes", |it| it.serial =
        vec![0x55; 64 << 10]),
    of!("certificate-key-of-16384-bits", |it| {
        it.bits = 16_384;
        it.exponent = 2_048;
    }),
    of!("certificate-key-of-8192-bits", |it| {
        it.bits = 8_192;
        it.exponent = 1_024;
    }),
    of!("certificate-key-of-80000-bits", |it| {
        it.bits = 80_000;
        it.exponent = 10_000;
    }),
    of!("certificate-deep-subject", |it| it.subject =
        Some(deep(15_000))),
    of!("certificate-deep-key", |it| it.key = Some(deep(12_000))),
    of!("certificate-deep-extension", |it| {
        let name = tlv(0x30, &tlv(0xA4, &deep(15_000)));
        it.extensions = extension(b"\x06\x03\x55\x1d\x11", &name);
    }),
    of!("certificate-100000-deep", |it| {
        let name = tlv(0x30, &tlv(0xA4, &deep(100_000)));
        it.extensions = extension(b"\x06\x03\x55\x1d\x11", &name);
    }),
    of!("certificate-deep-without-end", |it| {
        it.extensions = extension(b"\x06\x03\x55\x1d\x11", &b"\x30\x80".repeat(30_000));
    }),
];

/// A document with one signer, made different by `change`.
fn by(path: &Path, change: impl FnOnce(&mut Person)) {
    fs::write(path, around(CONTENT, change)).expect("written");
}

/// The same, around this or nothing.
pub fn around(content: &[u8], change: impl FnOnce(&mut Person)) -> Vec<u8> {
    let mut person = Person::new(1);
    change(&mut person);
    let signers = signer(&person.serial);
    let certificates = tlv(0xA0, &person.certificate());
    document(content, &certificates, &signers, SHA_256)
}

/// A name of one common name.
pub fn named(text: &[u8]) -> Vec<u8> {
    let one = [b"\x06\x03\x55\x04\x03".as_slice(), &tlv(0x0C, text)];
    tlv(0x30, &tlv(0x31, &tlv(0x30, &one.concat())))
}

/// A name of so many parts.
fn names(count: usize) -> Vec<u8> {
    let part = tlv(0x31, &tlv(0x30, b"\x06\x03\x55\x04\x03\x0c\x01A"));
    tlv(0x30, &part.repeat(count))
}

/// One letter with so many marks upon it.
pub fn piled(marks: usize) -> Vec<u8> {
    ["e", &"\u{301}".repeat(marks)].concat().into_bytes()
}

fn extension(oid: &[u8], value: &[u8]) -> Vec<u8> {
    tlv(0x30, &[oid, &tlv(0x04, value)].concat())
}

/// So many extensions that nobody knows.
pub fn extensions(count: u32) -> Vec<u8> {
    let one = |number| {
        extension(
            &[b"\x06\x05\x2a".as_slice(), &arcs(number)].concat(),
            &[5, 0],
        )
    };
    (0..count).flat_map(one).collect()
}

/// Another name of the holder, of so many bytes.
fn other_names(len: usize) -> Vec<u8> {
    let text = tlv(0xA0, &tlv(0x0C, &vec![b'A'; len]));
    let name = tlv(0xA0, &[b"\x06\x03\x2a\x03\x04".as_slice(), &text].concat());
    extension(b"\x06\x03\x55\x1d\x11", &tlv(0x30, &name))
}

/// Lists in lists, all of definite length.
pub fn deep(levels: usize) -> Vec<u8> {
    // From the inside out, and therefore backwards.
    let mut backwards = Vec::new();
    for _ in 0..levels {
        let len = backwards.len();
        if len > 127 {
            let bytes = len.to_be_bytes();
            let bytes = &bytes[bytes.iter().take_while(|it| **it == 0).count()..];
            backwards.extend(bytes.iter().rev());
            backwards.push(0x80 | u8::try_from(bytes.len()).expect("few"));
        } else {
            backwards.push(u8::try_from(len).expect("short"));
        }
        backwards.push(0x30);
    }
    backwards.reverse();
    backwards
}

/// What a certificate says.
pub struct Person {
    pub serial: Vec<u8>,
    /// Bits of the RSA modulus.
    pub bits: usize,
    /// Bytes of the exponent.
    pub exponent: usize,
    /// Bytes of an extension that nobody knows.
    pub filler: usize,
    /// The subject, or else the one name that all bear.
    pub subject: Option<Vec<u8>>,
    /// More extensions.
    pub extensions: Vec<u8>,
    /// The public key, in place of an RSA key.
    pub key: Option<Vec<u8>>,
    /// Whether it is for logging in, as on a card; else it may issue others and sign.
    pub is_for_login: bool,
    pub seed: u64,
}

impl Person {
    /// `CN=A`: subject and issuer of all.
    pub const NAME: &[u8] = b"\x30\x0c\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x0c\x01A";

    pub fn new(seed: u64) -> Self {
        Self {
            serial: vec![1],
            bits: 2048,
            exponent: 3,
            filler: 0,
            subject: None,
            extensions: Vec::new(),
            key: None,
            is_for_login: false,
            seed,
        }
    }

    fn rsa(&self) -> Vec<u8> {
        let mut modulus = Noise(self.seed).bytes(self.bits / 8);
        modulus[0] |= 0x80;
        *modulus.last_mut().expect("not empty") |= 1;
        modulus.insert(0, 0);
        let mut exponent = vec![0xFF; self.exponent];
        exponent.insert(0, 0);
        let numbers = tlv(0x30, &[tlv(0x02, &modulus), tlv(0x02, &exponent)].concat());
        let algorithm = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
        let bits = tlv(0x03, &[&[0], numbers.as_slice()].concat());
        tlv(0x30, &[algorithm.as_slice(), &bits].concat())
    }

    /// DER, with a signature of noise.
    pub fn certificate(&self) -> Vec<u8> {
        let dates = tlv(0x30, b"\x17\x0d250101000000Z\x17\x0d350101000000Z");
        let key = self.key.clone().unwrap_or_else(|| self.rsa());
        // May issue certificates, and sign documents.
        let mut extensions = [
            b"\x30\x0f\x06\x03\x55\x1d\x13\x01\x01\xff\x04\x05\x30\x03\x01\x01\xff".as_slice(),
            b"\x30\x0e\x06\x03\x55\x1d\x0f\x01\x01\xff\x04\x04\x03\x02\x01\xc6",
        ]
        .concat();
        if self.is_for_login {
            extensions =
                b"\x30\x0e\x06\x03\x55\x1d\x0f\x01\x01\xff\x04\x04\x03\x02\x07\x80".to_vec();
        }
        if self.filler > 0 {
            let filler = [
                b"\x06\x03\x2a\x03\x04".as_slice(),
                &tlv(0x04, &vec![0; self.filler]),
            ];
            extensions.extend(tlv(0x30, &filler.concat()));
        }
        extensions.extend_from_slice(&self.extensions);
        let parts = [
            b"\xa0\x03\x02\x01\x02".as_slice(),
            &tlv(0x02, &self.serial),
            RSA,
            Self::NAME,
            &dates,
            self.subject.as_deref().unwrap_or(Self::NAME),
            &key,
            &tlv(0xA3, &tlv(0x30, &extensions)),
        ];
        let tbs = tlv(0x30, &parts.concat());
        let signature = tlv(
            0x03,
            &[
                &[0],
                Noise(self.seed + 1000).bytes(self.bits / 8).as_slice(),
            ]
            .concat(),
        );
        tlv(0x30, &[tbs.as_slice(), RSA, &signature].concat())
    }
}

/// Given to `--trust`.
#[test]
fn an_issuer_of_any_make_is_refused_as_one() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    fs::write(folder.join("a.p7m"), super::cms::least()).expect("written");
    let changes: [fn(&mut Person); 6] = [
        |it| it.subject = Some(named(&vec![b'A'; 60_000])),
        |it| it.subject = Some(named(&vec![b'A'; 900_000])),
        |it| it.extensions = extensions(4_000),
        |it| it.serial = vec![0x55; 60_000],
        |it| it.extensions = extension(b"\x06\x03\x55\x1d\x11", &deep(15_000)),
        |it| it.filler = 2 << 20,
    ];
    for (place, change) in changes.into_iter().enumerate() {
        let mut person = Person::new(1);
        change(&mut person);
        fs::write(folder.join("issuer.cer"), person.certificate()).expect("written");
        let asked = "verify --json --config no-settings --trust issuer.cer a.p7m";
        let asked: Vec<_> = asked.split_whitespace().collect();
        let Some(answer) = answered(&asked, folder) else {
            return;
        };
        println!(
            "{place}: {:?} {} KiB {:?}",
            answer.elapsed, answer.peak_kib, answer.status
        );
        // Taken as an issuer, it has issued nothing here.
        let is_taken = answer.status == Some(8) && answer.stdout.contains("\"files\"");
        let is_refused = matches!(answer.status, Some(2 | 8)) && answer.stdout.contains("E-");
        assert!(is_taken || is_refused, "{place}: {answer:?}");
        assert!(
            answer.peak_kib < 64 * 1024,
            "{place}: {} KiB",
            answer.peak_kib
        );
    }
}

/// For people, too, nothing piles up or runs over.
#[test]
fn a_name_full_of_marks_is_told_without_them() {
    let folder = tempfile::tempdir().expect("folder");
    let folder = folder.path();
    by(&folder.join("a.p7m"), |it| {
        it.subject = Some(named(&piled(29_000)));
    });
    let asked = ["verify", "--config", "no-settings", "a.p7m"];
    let Some(answer) = answered(&asked, folder) else {
        return;
    };
    assert_eq!(answer.status, Some(1), "{answer:?}");
    let told = [answer.stdout, answer.stderr].concat();
    assert!(told.contains(&"\u{301}".repeat(4)), "the name is told");
    assert!(told.lines().all(is_harmless), "{told}");
}
