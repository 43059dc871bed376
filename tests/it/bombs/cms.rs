//! CMS: counts, nesting, pieces, and arithmetic that takes long.

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
};

use super::{Bomb, Task, certificate::Person};
use crate::safety::paper::{Noise, write_hollow};

const VERIFY: &[Task] = &[Task::Verify];

pub const ALL: &[Bomb] = &[
    bomb("cms-attributes", |path| {
        write(path, &signed(&[signer_with(&attributes(1_000_000))]));
    }),
    bomb("cms-attribute-values", |path| {
        write(path, &signed(&[signer_with(&values(7_000_000))]));
    }),
    bomb("cms-signers", |path| {
        let signer = tlv(0x30, b"\x02\x01\x01");
        write(
            path,
            &document(CONTENT, &[], &signer.repeat(1_000_000), SHA_256),
        );
    }),
    bomb("cms-digest-algorithms", |path| {
        write(
            path,
            &document(CONTENT, &[], &signer(b"\x01"), &SHA_256.repeat(1_000_000)),
        );
    }),
    bomb("cms-certificates", |path| {
        let certificates = tlv(0xA0, &tlv(0x30, &[5, 0]).repeat(1_000_000));
        write(
            path,
            &document(CONTENT, &certificates, &signer(b"\x01"), SHA_256),
        );
    }),
    bomb("cms-nesting", |path| {
        write(path, &b"\x30\x80".repeat(1_000_000));
    }),
    bomb("cms-nesting-of-lists", |path| {
        let lists = [b"\xA1\x80".as_slice(), &b"\x30\x80".repeat(1_000_000)].concat();
        write(path, &document(CONTENT, &lists, &signer(b"\x01"), SHA_256));
    }),
    bomb("cms-nesting-in-signer", |path| {
        let nested = [b"\x30\x80".repeat(30), b"\0\0".repeat(30)].concat();
        let set = tlv(0x31, &nested.repeat(100_000));
        write(
            path,
            &signed(&[signer_with(&tlv(0x30, &[ID_DATA, &set].concat()))]),
        );
    }),
    heavy("cms-pieces", |path| {
        let pieces = b"\x04\x01a".repeat(10_000_000);
        let content = [b"\xA0\x80\x24\x80".as_slice(), &pieces, b"\0\0\0\0"].concat();
        write(path, &document(&content, &[], &signer(b"\x01"), SHA_256));
    }),
    heavy("cms-empty-pieces", |path| {
        let pieces = b"\x04\x00".repeat(20_000_000);
        let content = [b"\xA0\x80\x24\x80".as_slice(), &pieces, b"\0\0\0\0"].concat();
        write(path, &document(&content, &[], &signer(b"\x01"), SHA_256));
    }),
    bomb("cms-nested-pieces", |path| {
        let pieces = b"\x24\x80".repeat(1_000_000);
        let content = [b"\xA0\x80".as_slice(), &pieces].concat();
        write(path, &document(&content, &[], &signer(b"\x01"), SHA_256));
    }),
    bomb("cms-length", |path| {
        write(
            path,
            b"\x30\x88\x80\x00\x00\x00\x00\x00\x00\x00\x06\x09\x2a\x86\x48",
        );
    }),
    bomb("cms-length-of-content", |path| {
        let content = b"\xA0\x80\x04\x88\x7f\xff\xff\xff\xff\xff\xff\xffabc";
        write(path, &document(content, &[], &signer(b"\x01"), SHA_256));
    }),
    bomb("cms-type", |path| {
        let oid = tlv(0x06, &b"\xff".repeat(15_000_000));
        write(path, &tlv(0x30, &oid));
    }),
    bomb("cms-type-of-algorithm", |path| {
        let oid = tlv(0x30, &tlv(0x06, &b"\xff".repeat(15_000_000)));
        write(path, &document(CONTENT, &[], &signer(b"\x01"), &oid));
    }),
    bomb("cms-salt", |path| {
        // id-RSASSA-PSS with a salt of so many bytes.
        let salt = tlv(
            0x30,
            &tlv(0xA2, &tlv(0x02, b"\x7f\xff\xff\xff\xff\xff\xff\xff")),
        );
        let oid = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a";
        write(
            path,
            &with_algorithm(&tlv(0x30, &[oid.as_slice(), &salt].concat()), 2048, 3),
        );
    }),
    bomb("cms-key-of-65536-bits", |path| {
        write(path, &with_algorithm(RSA, 65_536, 4));
    }),
    bomb("cms-key-of-a-million-bits", |path| {
        write(path, &with_algorithm(RSA, 1_000_000, 4));
    }),
    bomb("cms-exponent", |path| {
        write(path, &with_algorithm(RSA, 8192, 1024));
    }),
    bomb("cms-exponent-of-four-bytes", |path| {
        write(path, &with_algorithm(RSA, 8192, 4));
    }),
    heavy("cms-cross-signed", cross_signed),
    heavy("cms-one-name", one_name),
    heavy("cms-signer-of-certificates", |path| {
        // Every one of many signers fits every one of many certificates.
        let certificates: Vec<u8> = (0..64)
            .flat_map(|it| large_person(it).certificate())
            .collect();
        let signers = signer(b"\x01").repeat(64);
        write(
            path,
            &document(CONTENT, &tlv(0xA0, &certificates), &signers, SHA_256),
        );
    }),
    bomb("cms-curve", |path| write(path, &off_the_curve())),
    bomb("cms-armour", |path| {
        write(path, &[ARMOUR, &b"A".repeat(63 << 20)].concat());
    }),
    heavy("cms-armour-lines", |path| {
        let lines = b"A\n".repeat(30 << 20);
        write(path, &[ARMOUR, &lines, b"-----END CMS-----\n"].concat());
    }),
    bomb("cms-armour-hollow", |path| {
        write_hollow(path, 1024);
        let mut file = File::options().write(true).open(path).expect("opened");
        file.write_all(ARMOUR).expect("written");
    }),
    bomb("cms-hollow", |path| {
        write_hollow(path, 4096);
        let mut file = File::options().write(true).open(path).expect("opened");
        file.write_all(b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80")
            .expect("written");
    }),
    bomb("cms-timestamps", |path| {
        // A time stamp in a time stamp in a time stamp.
        let mut inner = least();
        for _ in 0..200 {
            let attribute = tlv(0x30, &[ID_DATA, &tlv(0x31, &inner)].concat());
            inner = signed(&[signer_and(&tlv(0xA1, &attribute))]);
        }
        write(path, &inner);
    }),
];

pub const fn bomb(name: &'static str, write: fn(&Path)) -> Bomb {
    Bomb {
        name,
        file: "bomb.p7m",
        write,
        tasks: VERIFY,
        is_heavy: false,
    }
}

const fn heavy(name: &'static str, write: fn(&Path)) -> Bomb {
    Bomb {
        is_heavy: true,
        ..bomb(name, write)
    }
}

const ARMOUR: &[u8] = b"-----BEGIN CMS-----\n";
pub const ID_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
pub const ID_SIGNED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
pub const SHA_256: &[u8] = b"\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01";
pub const RSA: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00";
/// Three bytes of content.
pub const CONTENT: &[u8] = b"\xA0\x05\x04\x03abc";

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("written");
}

/// An element of definite length.
pub fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let len = content.len();
    let mut element = vec![tag];
    if len <= 127 {
        element.push(u8::try_from(len).expect("short"));
    } else {
        let bytes = u32::try_from(len).expect("below 4 GiB").to_be_bytes();
        let skipped = bytes.iter().take_while(|byte| **byte == 0).count();
        element.push(0x84 - u8::try_from(skipped).expect("few"));
        element.extend_from_slice(&bytes[skipped..]);
    }
    element.extend_from_slice(content);
    element
}

/// A signature without a document that reads as one and fits nothing.
pub fn least() -> Vec<u8> {
    document(&[], &[], &signer(b"\x01"), SHA_256)
}

fn signed(signers: &[Vec<u8>]) -> Vec<u8> {
    document(CONTENT, &[], &signers.concat(), SHA_256)
}

pub fn document(content: &[u8], certificates: &[u8], signers: &[u8], algorithms: &[u8]) -> Vec<u8> {
    let data = tlv(0x30, &[ID_DATA, content].concat());
    let signed = [
        b"\x02\x01\x01".as_slice(),
        &tlv(0x31, algorithms),
        &data,
        certificates,
        &tlv(0x31, signers),
    ];
    let wrapped = tlv(0xA0, &tlv(0x30, &signed.concat()));
    tlv(0x30, &[ID_SIGNED_DATA, &wrapped].concat())
}

/// Whoever has this serial number.
pub fn signer(serial: &[u8]) -> Vec<u8> {
    signer_of(serial, RSA, &[], &[])
}

fn signer_with(attributes: &[u8]) -> Vec<u8> {
    signer_of(b"\x01", RSA, &tlv(0xA0, attributes), &[])
}

fn signer_and(unsigned: &[u8]) -> Vec<u8> {
    signer_of(b"\x01", RSA, &[], unsigned)
}

fn signer_of(serial: &[u8], algorithm: &[u8], attributes: &[u8], unsigned: &[u8]) -> Vec<u8> {
    let identifier = tlv(0x30, &[Person::NAME, &tlv(0x02, serial)].concat());
    let parts = [
        b"\x02\x01\x01".as_slice(),
        &identifier,
        SHA_256,
        attributes,
        algorithm,
        &tlv(0x04, &[0x55; 1024]),
        unsigned,
    ];
    tlv(0x30, &parts.concat())
}

/// Many attributes, each of a type of its own.
fn attributes(count: u32) -> Vec<u8> {
    let one = |number: u32| {
        let oid = [b"\x06\x05\x2a".as_slice(), &arcs(number)].concat();
        tlv(0x30, &[oid.as_slice(), b"\x31\x02\x05\x00"].concat())
    };
    (0..count).flat_map(one).collect()
}

pub fn arcs(number: u32) -> [u8; 4] {
    let part = |shift: u32| u8::try_from(number >> shift & 0x7F).expect("seven bits");
    [part(21) | 0x80, part(14) | 0x80, part(7) | 0x80, part(0)]
}

/// One attribute with many values.
fn values(count: usize) -> Vec<u8> {
    let set = tlv(0x31, &b"\x05\x00".repeat(count));
    tlv(0x30, &[ID_DATA, &set].concat())
}

/// One signer with a key of so many bits and an exponent of so many bytes.
fn with_algorithm(algorithm: &[u8], bits: usize, exponent: usize) -> Vec<u8> {
    let person = Person {
        bits,
        exponent,
        ..Person::new(1)
    };
    let certificates = tlv(0xA0, &person.certificate());
    document(
        CONTENT,
        &certificates,
        &signer_of(b"\x01", algorithm, &[], &[]),
        SHA_256,
    )
}

fn large_person(seed: u64) -> Person {
    Person {
        bits: 8192,
        exponent: 4,
        ..Person::new(seed)
    }
}

/// As many certificates as are taken, each of which may have issued each, and signers of all.
fn cross_signed(path: &Path) {
    let certificates: Vec<u8> = (1..=64)
        .flat_map(|number: u8| {
            let person = Person {
                serial: vec![number],
                ..large_person(number.into())
            };
            person.certificate()
        })
        .collect();
    let signers: Vec<u8> = (1..=64).flat_map(|number: u8| signer(&[number])).collect();
    write(
        path,
        &document(CONTENT, &tlv(0xA0, &certificates), &signers, SHA_256),
    );
}

/// Certificates whose names are as long as they may be.
fn one_name(path: &Path) {
    let certificates: Vec<u8> = (1..=60)
        .flat_map(|number: u8| {
            let person = Person {
                serial: vec![number],
                filler: 60_000,
                ..Person::new(number.into())
            };
            person.certificate()
        })
        .collect();
    let signers: Vec<u8> = (1..=60).flat_map(|number: u8| signer(&[number])).collect();
    write(
        path,
        &document(CONTENT, &tlv(0xA0, &certificates), &signers, SHA_256),
    );
}

fn off_the_curve() -> Vec<u8> {
    let algorithm =
        b"\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07";
    let point = [&[0, 4], Noise(9).bytes(64).as_slice()].concat();
    let key = tlv(0x30, &[algorithm.as_slice(), &tlv(0x03, &point)].concat());
    let person = Person {
        key: Some(key),
        ..Person::new(1)
    };
    let ecdsa = b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02";
    let certificates = tlv(0xA0, &person.certificate());
    document(
        CONTENT,
        &certificates,
        &signer_of(b"\x01", ecdsa, &[], &[]),
        SHA_256,
    )
}
